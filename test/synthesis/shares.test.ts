/** Themes given back to a hall over real HTTP: shared, answered by tables, closed, taken off; who is told what, and when. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { withinPromise } from '../support/promised.ts'
import { join } from 'node:path'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { BoardId, Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { TableSays } from '@tablee/shared/synthesis/rows'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { Room } from '@tablee/shared/wire/room'
import type { ShareCommand, SharedThemes, SharesTold } from '@tablee/shared/wire/shares'
import type { TableVoices } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'

let folder = ''
let now = Date.now()
let server: TestServer
let [ada, organiser, watch] = ['', '', '']
const tables = new Map<number, string>()
const start = () => startServer({ dir: folder, clock: () => now })
const enter = async (): Promise<void> => {
  ada = (await server.enter('analyst', undefined, { device: 'ada' })).session
  organiser = (await server.enter('organiser')).session
  for (const n of [1, 2, 3]) tables.set(n, (await server.enter('facilitator', n, { device: `table-${n}` })).session)
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-shares-'))
  server = await start()
  await enter()
  watch = server.link('observer').path ?? ''
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

let count = 0
const unique = (what: string): string => `${what}-${++count}`
const at = (what: string): string => `/api/dialogues/${server.dialogue}/${what}`
type Without<T> = T extends unknown ? Omit<T, 'id'> : never
const share = (as: string, command: Without<ShareCommand>, id = unique('share')): Promise<Reply> =>
  server.api(at('shares'), { as, body: { id, ...command } })
const problemOf = (reply: Reply): Problem['code'] | null =>
  (reply.body as { problem?: Problem } | null)?.problem?.code ?? null
async function theme(name: string): Promise<string> {
  const id = unique('theme')
  const reply = await server.api(at('themes'), { as: ada, body: { id, kind: 'theme', name } })
  expect(reply.status).toBe(204)
  return id
}
const told = async (): Promise<SharesTold> => (await server.api(at('shares'), { as: ada })).body as SharesTold
const seen = async (): Promise<SharedThemes> => (await server.api(`/api/watch/${watch}/themes`)).body as SharedThemes
const atTable = async (n: number, as = tables.get(n) ?? ''): Promise<TableVoices['themes']> =>
  ((await server.api(`/api/boards/${boardOf(n)}/voices`, { as })).body as TableVoices).themes
const answer = (n: number, of: string, theme: string, says: TableSays, as = tables.get(n) ?? ''): Promise<Reply> =>
  server.api(`/api/boards/${boardOf(n)}/shares`, {
    as,
    body: { id: unique('answer'), kind: 'answer', share: of, theme, says },
  })
/** At which a table is now. */
const boardOf = (n: number): BoardId => {
  const found = server.parts.dialogues.currentBoard(server.tableId(n))
  if (found === null) throw new Error('no board')
  return found.id
}
const named = (theme: string, name: string) => ({ theme, name: { und: name } })
/** Counted of the cells by themselves, as anybody would on a wall. */
const count3 = (cells: readonly string[]): readonly number[] =>
  ['ours', 'not-ours', 'missing'].map((says) => cells.filter((cell) => cell === says).length)

let [night, stop, board] = ['', '', '']
describe('themes given back to the hall', () => {
  it('[SHR1] stand on the walls of the sites that they were shared to, and at their tables', async () => {
    night = await theme('Night')
    stop = await theme('Power to stop')
    const sites = (await told()).sites.map(({ id }) => id)
    board = unique('board')
    const themes = [named(night, 'Night'), { theme: stop, name: { und: 'Power to stop', fr: 'Pouvoir arrêter' } }]
    expect((await share(ada, { kind: 'share', sites, themes }, board)).status).toBe(204)
    expect((await share(ada, { kind: 'share', sites, themes }, board)).status).toBe(204)
    const { boards } = await seen()
    expect(boards).toHaveLength(1)
    expect(boards[0]?.themes.map(({ name }) => name)).toEqual(themes.map(({ name }) => name))
    expect((await atTable(1))?.themes.map(({ says }) => says)).toEqual([null, null])
    // Nobody but who may answer is told at a table, and no theme's id reaches a wall.
    expect(JSON.stringify(await seen())).not.toContain(night)
    const citizen = await server.enter('citizen', 1)
    expect(await atTable(1, citizen.session)).toBe(undefined)
  })

  it('[SHR2] a table answers as one and may change it; the wall says nothing of it before it is closed', async () => {
    const before = await seen()
    expect((await answer(1, board, night, 'not-ours')).status).toBe(204)
    expect((await answer(1, board, night, 'ours')).status).toBe(204)
    expect((await answer(2, board, night, 'missing')).status).toBe(204)
    expect((await answer(2, board, stop, 'not-ours')).status).toBe(204)
    expect(await seen()).toEqual(before)
    expect((await atTable(1))?.themes.map(({ says }) => says)).toEqual(['ours', null])
    const [mine] = (await told()).shares
    expect(mine?.themes.map(({ cells }) => count3(cells))).toEqual([
      [1, 0, 1],
      [0, 1, 0],
    ])
    // Of another table nobody answers, nor of a theme that was not shared.
    expect(problemOf(await answer(2, board, night, 'ours', tables.get(1)))).toBe('not-allowed')
    expect(problemOf(await answer(1, board, 'no-theme', 'ours'))).toBe('not-found')
    expect(problemOf(await answer(1, 'no-board', night, 'ours'))).toBe('changed')
  })

  it('[SHR3] closed, the wall has each table’s answer; a table behind its curtain and one that is paused are in none', async () => {
    now += 60_000
    expect((await share(organiser, { kind: 'close', share: board })).status).toBe(204)
    const [shown] = (await seen()).boards
    expect(shown?.closedAt).toBe(now)
    expect(shown?.themes.map(({ cells }) => count3(cells))).toEqual([
      [1, 0, 1],
      [0, 1, 0],
    ])
    expect(problemOf(await answer(1, board, night, 'missing'))).toBe('changed')
    const cellOf = async (n: number): Promise<string | undefined> => {
      const [one] = (await seen()).boards
      return one?.themes[0]?.cells[one.tables.findIndex(({ number }) => number === n)]
    }
    const curtain = (to: 'drawn' | 'open') =>
      server.parts.dialogues.setCurtain(boardOf(2), to, {
        author: 'facilitator',
        device: 'table-2',
        command: unique('curtain'),
      })
    done(await curtain('drawn'))
    expect(await cellOf(2)).toBe('curtain')
    expect((await told()).shares[0]?.themes[0]?.cells.includes('missing')).toBe(false)
    done(await curtain('open'))
    expect(await cellOf(2)).toBe('missing')
  })

  it('[SHR4] stands after the server was gone, and is taken off the wall again', async () => {
    const before = await seen()
    await server.close()
    server = await start()
    await enter()
    expect(await seen()).toEqual(before)
    expect((await share(ada, { kind: 'off', share: board })).status).toBe(204)
    expect((await seen()).boards).toEqual([])
    expect(await atTable(1)).toBe(undefined)
    expect(problemOf(await share(ada, { kind: 'off', share: board }))).toBe('changed')
    // What the tables said is kept for the team.
    expect((await told()).shares[0]?.themes.map(({ cells }) => count3(cells))[0]).toEqual([1, 0, 1])
  })

  it('[SHR11] what a table answers behind its curtain is told to nobody else when that opens, but when it is released', async () => {
    const sites = (await told()).sites.map(({ id }) => id)
    const again = unique('board')
    const themes = [named(night, 'Night'), named(stop, 'Power to stop')]
    expect((await share(ada, { kind: 'share', sites, themes }, again)).status).toBe(204)
    const by = () => ({ author: 'facilitator' as const, device: 'table-3', command: unique('curtain') })
    const later = (): void => void (now += 1_000)
    const curtain = async (to: 'drawn' | 'open'): Promise<void> => {
      later()
      done(await server.parts.dialogues.setCurtain(boardOf(3), to, by()))
      later()
    }
    const cellsIn = ({ themes, tables }: SharesTold['shares'][number] | SharedThemes['boards'][number]) =>
      themes.map(({ cells }) => cells[tables.findIndex(({ number }) => number === 3)])
    const byTeam = async () => (await told()).shares.filter(({ id }) => id === again).flatMap(cellsIn)
    const onWall = async () => (await seen()).boards.flatMap(cellsIn)
    const behind = async () =>
      ((await server.api(`/api/boards/${boardOf(3)}`, { as: tables.get(3) ?? '' })).body as BoardStatus).answersBehind
    expect((await answer(3, again, night, 'ours')).status).toBe(204)
    await curtain('drawn')
    expect((await answer(3, again, night, 'missing')).status).toBe(204)
    expect((await answer(3, again, stop, 'not-ours')).status).toBe(204)
    await curtain('open')
    expect(await byTeam()).toEqual(['ours', 'silent'])
    expect((await share(ada, { kind: 'close', share: again })).status).toBe(204)
    expect(await onWall()).toEqual(['ours', 'silent'])
    // The table reads its own answers, that they are held, and how many; also after the server was gone.
    expect((await atTable(3))?.themes).toMatchObject([
      { says: 'missing', behind: true },
      { says: 'not-ours', behind: true },
    ])
    expect(await behind()).toBe(2)
    await server.close()
    server = await start()
    await enter()
    expect([await byTeam(), await onWall(), await behind()]).toEqual([['ours', 'silent'], ['ours', 'silent'], 2])
    // Released on whichever of its boards.
    const [other] = server.parts.dialogues.boardsOf(server.tableId(3))
    expect(other?.id).not.toBe(boardOf(3))
    later()
    const { version } = await seen()
    const waits = server.api(`/api/watch/${watch}/themes?after=${version}`, {})
    done(await server.parts.dialogues.release(other?.id ?? boardOf(3), by()))
    expect(((await waits).body as SharedThemes).boards.flatMap(cellsIn)).toEqual(['missing', 'not-ours'])
    expect(await byTeam()).toEqual(['missing', 'not-ours'])
    expect((await atTable(3))?.themes.map((one) => 'behind' in one)).toEqual([false, false])
    expect(await behind()).toBeUndefined()
    expect((await share(ada, { kind: 'off', share: again })).status).toBe(204)
  })

  it('[SHR5] what does not fit is refused and changes nothing', async () => {
    const [site] = (await told()).sites
    const sites = site === undefined ? [] : [site.id]
    const one = named(night, 'Night')
    const bad = [
      { kind: 'share', sites, themes: [] },
      { kind: 'share', sites: [], themes: [one] },
      { kind: 'share', sites, themes: [one, one] },
      { kind: 'share', sites, themes: [named(night, 'x'.repeat(61))] },
      { kind: 'share', sites, themes: [named(night, ' ')] },
      { kind: 'share', sites: ['elsewhere'], themes: [one] },
      { kind: 'share', sites, themes: Array.from({ length: 6 }, (_, n) => named(`t${n}`, 'x')) },
      { kind: 'share', sites, themes: [named('nobody', 'x')] },
    ]
    for (const command of bad) {
      const reply = await server.api(at('shares'), { as: ada, body: { id: unique('bad'), ...command } })
      expect(reply.status, JSON.stringify(command)).toBeGreaterThanOrEqual(400)
    }
    expect((await seen()).boards).toEqual([])
    expect((await share(tables.get(1) ?? '', { kind: 'share', sites, themes: [one] })).status).toBe(403)
  })

  it('[SHR7] a name that says what was erased is blank on the wall and at tables within a second, in every language', async () => {
    const secret = 'Paula Sommer missed her last tram on Friday.'
    const here = boardOf(1)
    done(
      await server.parts.live.write(here, 'reporter', (doc) => {
        const by = { lang: 'en' as Lang, at: now }
        const origin = { who: 'reporter', why: 'test' } as const
        addNode(doc, origin, { id: 'n-paula' as NodeId, kind: 'position', wording: 'Trams on Fridays', ...by })
        const words = { id: 'w-paula' as WordsId, node: 'n-paula' as NodeId, text: secret, seat: null, ...by }
        addWords(doc, origin, { ...words, capture: 'dictated' })
      }),
    )
    const like = await theme('Fridays')
    const sites = (await told()).sites.map(({ id }) => id)
    const name = { und: secret, de: 'Paula Sommer hat ihre Bahn verpasst' }
    expect((await share(ada, { kind: 'share', sites, themes: [{ theme: like, name }] })).status).toBe(204)
    const proposed = unique('ask')
    expect((await share(ada, { kind: 'propose', theme: like, text: name }, proposed)).status).toBe(204)
    const no = { id: unique('no'), kind: 'decide', proposed, as: 'other', said: secret }
    expect((await server.api(at('proposed'), { as: organiser, body: no })).status).toBe(204)
    const { version } = await seen()
    const struck = { id: unique('strike'), kind: 'redact', words: 'w-paula' }
    const command = server.api(`/api/boards/${here}/commands`, { as: tables.get(1) ?? '', body: struck })
    expect((await command).status).toBe(200)
    const held = server.api(`/api/watch/${watch}/themes?after=${version}`, {})
    done(await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' }))
    const began = performance.now()
    const [shown] = ((await held).body as SharedThemes).boards
    withinPromise('an erased name is gone from the wall', began)
    expect(shown?.themes.map((one) => one.name)).toEqual([{}])
    expect((await atTable(1))?.themes.map((one) => one.name)).toEqual([{}])
    const all = JSON.stringify([await told(), (await server.api(at('questions'), { as: organiser })).body])
    expect(all).not.toContain('Paula')
    expect(
      readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
        (one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(Buffer.from('Paula')),
      ),
    ).toEqual([])
    const [stands] = (await told()).shares
    expect((await share(ada, { kind: 'off', share: stands?.id ?? '' })).status).toBe(204)
  })

  it('[SHR6] a theme waits at the console as a question until it was asked', async () => {
    expect((await share(ada, { kind: 'propose', theme: stop, text: { und: 'Power to stop' } })).status).toBe(204)
    expect((await told()).proposed.map(({ theme }) => theme)).toContain(stop)
    const asks = async () =>
      ((await server.api(at('questions'), { as: organiser })).body as { proposed?: readonly { text: unknown }[] })
        .proposed
    expect((await asks())?.map(({ text }) => text)).toEqual([{ und: 'Power to stop' }])
    const text = { fr: 'Power to stop?' }
    const body = {
      id: unique('ask'),
      kind: 'ask',
      tables: [server.tableId(1)],
      text,
      unit: 'people',
      options: [],
      answer: 'agree',
    }
    expect((await server.api(at('questions'), { as: organiser, body })).status).toBe(200)
    expect(await asks()).toBe(undefined)
    expect((await told()).proposed.map(({ theme }) => theme)).not.toContain(stop)
  })

  it('[SHR13] asked in other words, and whatever the page that asked hears of it, it waits no more and the team reads so', async () => {
    const proposed = unique('ask')
    const text = { und: 'Who stops a line at night?' }
    expect((await share(ada, { kind: 'propose', theme: stop, text }, proposed)).status).toBe(204)
    const body = {
      id: unique('ask'),
      kind: 'ask',
      tables: [server.tableId(1)],
      text: { fr: 'Faut-il pouvoir tout arrêter ?' },
      unit: 'people',
      options: [],
      answer: 'agree',
      proposed,
    }
    expect((await server.api(at('questions'), { as: organiser, body })).status).toBe(200)
    const after = (await server.api(at('questions'), { as: organiser })).body as { proposed?: unknown }
    expect(after.proposed).toBe(undefined)
    expect((await told()).proposed.find(({ id }) => id === proposed)?.ended).toMatchObject({ as: 'asked', said: '' })
  })

  it('[SHR12] [SHR13] the console says that a question waits; declined, the team reads why, and nobody else may', async () => {
    const head = (await server.enter('head')).session
    const room = async (after = '') =>
      (await server.api(`/api/dialogues/${server.dialogue}/sites/${server.siteOf(1)}/room${after}`, { as: head }))
        .body as Room
    const before = await room()
    expect(before.proposed).toBe(undefined)
    const held = room(`?after=${before.version}`)
    const [id, text] = [unique('ask'), { und: 'Do buses run at night?' }]
    expect((await share(ada, { kind: 'propose', theme: night, text }, id)).status).toBe(204)
    // Whoever holds the room hears of it, and is told no table anew.
    const news = await held
    expect(news.proposed).toMatchObject([{ id, text }])
    expect([news.whole, news.tables.length]).toEqual([false, 0])
    const decide = (as: string, command: Readonly<Record<string, unknown>>) =>
      server.api(at('proposed'), { as, body: { id: unique('no'), kind: 'decide', proposed: id, ...command } })
    for (const nobody of [ada, tables.get(1) ?? ''])
      expect((await decide(nobody, { as: 'no-time', said: '' })).status).toBe(403)
    for (const bad of [
      { as: 'other', said: ' ' },
      { as: 'bored', said: '' },
      { as: 'no-time', said: 'x'.repeat(201) },
    ])
      expect((await decide(head, bad)).status, JSON.stringify(bad)).toBe(400)
    expect((await decide(head, { as: 'no-time', said: ' The bus leaves at five. ' })).status).toBe(204)
    expect(problemOf(await decide(head, { as: 'asked', said: '' }))).toBe('changed')
    expect((await room()).proposed).toBe(undefined)
    const found = (await told()).proposed.find((one) => one.id === id)
    expect(found?.ended).toMatchObject({ as: 'no-time', said: 'The bus leaves at five.' })
    // Told to whoever reads along, and to no wall and no table.
    expect(JSON.stringify([await seen(), await atTable(1)])).not.toContain('leaves at five')
  })

  it('[SHR7] a question that waits, and a reason, say nothing more of what somebody took back, within a second', async () => {
    now += 60_000
    const head = (await server.enter('head')).session
    const at1 = `/api/dialogues/${server.dialogue}/sites/${server.siteOf(1)}/room`
    const room = async (after = '') => (await server.api(`${at1}${after}`, { as: head })).body as Room
    const canary = 'Canary Ben sleeps in his car since May.'
    const origin = { who: 'reporter', why: 'test' } as const
    const by = { lang: 'en' as Lang, at: now, seat: null, capture: 'dictated' as const }
    const node = 'n-paula' as NodeId
    const words = { ...by, id: 'w-ben' as WordsId, node, text: canary }
    done(await server.parts.live.write(boardOf(1), 'reporter', (doc) => void addWords(doc, origin, words)))
    const text = { und: canary, fr: 'Ben dort dans sa voiture.' }
    const [waits, over] = [unique('ask'), unique('ask')]
    expect((await share(ada, { kind: 'propose', theme: stop, text: { und: 'Rooms?' } }, over)).status).toBe(204)
    const no = { id: unique('no'), kind: 'decide', proposed: over, as: 'other', said: `Known: ${canary}` }
    expect((await server.api(at('proposed'), { as: head, body: no })).status).toBe(204)
    expect((await share(ada, { kind: 'propose', theme: stop, text }, waits)).status).toBe(204)
    const { version, proposed } = await room()
    expect(proposed?.map(({ id }) => id)).toEqual([waits])
    expect(JSON.stringify(await told())).toContain('Known: Canary')
    const held = room(`?after=${version}`)
    const began = performance.now()
    const body = { id: unique('back'), kind: 'withdraw', words: 'w-ben' }
    expect((await server.api(`/api/boards/${boardOf(1)}/commands`, { as: tables.get(1) ?? '', body })).status).toBe(200)
    let last = await held
    while (last.proposed !== undefined && performance.now() - began < 5_000) last = await room(`?after=${last.version}`)
    withinPromise('a question with words taken back leaves the consoles', began)
    const asked = (await server.api(at('questions'), { as: organiser })).body
    expect(JSON.stringify([last, asked])).not.toContain('voiture')
    const reason = (await told()).proposed.find(({ id }) => id === over)?.ended
    expect(reason).toMatchObject({ as: 'other', said: '' })
  })
})
