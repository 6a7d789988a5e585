/** The hall's map over real HTTP: three tables that say the same in their own words, and how each of them stands to it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { withinPromise } from '../support/promised.ts'
import { join } from 'node:path'
import { addNode, addWords, relate } from '@tablee/shared/board/edit'
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import type { Lang, NodeId, RelationId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { HallCard, HallCardOpened, HallMapTold } from '@tablee/shared/wire/hall-map'
import type { SeatsAnswer } from '@tablee/shared/wire/seat'
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-hall-map-'))
let server: TestServer
let ada = ''
beforeAll(async () => {
  server = await startServer({ dir: folder })
  ada = (await server.enter('analyst', undefined, { device: 'ada' })).session
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const session = 5
let count = 0
const unique = (what: string): string => `${what}-${++count}`
const at = (): string => `/api/dialogues/${server.dialogue}/hall-map`
async function told(as = ada, query: Readonly<Record<string, string>> = {}): Promise<HallMapTold> {
  const reply = await server.api(`${at()}?${new URLSearchParams({ session: String(session), ...query })}`, { as })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as HallMapTold
}
async function opened(entry: string): Promise<HallCardOpened> {
  const reply = await server.api(`${at()}/card?${new URLSearchParams({ entry })}`, { as: ada })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as HallCardOpened
}
type Without<T> = T extends unknown ? Omit<T, 'id'> : never
const say = (command: Without<ThemeCommand>, id = unique('step')): Promise<Reply> =>
  server.api(`/api/dialogues/${server.dialogue}/themes`, { as: ada, body: { id, ...command } })
const problemOf = (reply: Reply): Problem['code'] | null =>
  (reply.body as { problem?: Problem } | null)?.problem?.code ?? null

const name = (table: number, node: string): string => `${server.board(table, session)}/wording/${node}`
const by = () => ({ lang: 'en' as Lang, at: ++count })
const origin = { who: 'reporter', why: 'test' } as const
async function write(table: number, node: string, kind: NodeKind, wording: string, to?: [RelationKind, string]) {
  done(
    await server.parts.live.write(server.board(table, session), 'reporter', (doc) => {
      addNode(doc, origin, { id: node as NodeId, kind, wording, ...by() })
      if (to === undefined) return
      const [relation, target] = to
      const ends = { kind: relation, from: node as NodeId, to: target as NodeId }
      relate(doc, origin, { id: `${node}-${target}` as RelationId, ...ends, at: ++count })
    }),
  )
  return name(table, node)
}
async function said(table: number, node: string, id: string, text: string, seat: string | null = null) {
  const whose = { seat: seat as SeatCode | null, capture: 'dictated' } as const
  done(
    await server.parts.live.write(server.board(table, session), 'reporter', (doc) => {
      addWords(doc, origin, { id: id as WordsId, node: node as NodeId, text, ...whose, ...by() })
    }),
  )
}
async function until(is: (map: HallMapTold) => boolean): Promise<HallMapTold> {
  let map = await told()
  while (!is(map)) map = await told(ada, { after: map.version })
  return map
}
const card = ({ cards }: HallMapTold, entry: string): HallCard => {
  const found = cards.find(({ id }) => id === entry)
  if (found === undefined) throw new Error(`no card ${entry}`)
  return found
}
const stances = ({ holds, objects, onlyIf }: HallCard) => ({ holds, objects, onlyIf })

describe("the hall's map", () => {
  it('[HMAP2] is one graph of all tables: what nobody joined stands by itself', async () => {
    const before = await told()
    await write(1, 'night', 'position', 'Trams all night')
    await said(1, 'night', 'w1', 'After midnight I walk.', 'T1-01')
    await write(2, 'late', 'position', 'A tram every hour of the night')
    await said(2, 'late', 'w2', 'An hour is long, but it comes.', 'T2-01')
    await said(2, 'late', 'w3', 'I would take it.', 'T2-01')
    await write(2, 'cost', 'argument', 'Nobody pays for empty trams', ['attacks', 'late'])
    await write(3, 'noch', 'position', 'Night trams on Fridays')
    await write(3, 'safe', 'condition', 'Only if somebody is on board', ['qualifies', 'noch'])
    const map = await told()
    expect([map.session, map.entries - before.entries]).toEqual([session, 5])
    const stood = new Set(before.cards.map(({ id }) => id))
    expect(map.cards.filter(({ id }) => !stood.has(id)).map(({ text }) => text)).toEqual([
      'Trams all night',
      'A tram every hour of the night',
      'Nobody pays for empty trams',
      'Night trams on Fridays',
      'Only if somebody is on board',
    ])
    expect(card(map, name(2, 'cost'))).toMatchObject({
      parent: name(2, 'late'),
      relation: { kind: 'attacks', tables: 1 },
      wordings: 1,
    })
  })

  it('[HMAP3] joined, a card says who holds it, who objects and who only under a condition', async () => {
    expect((await say({ kind: 'same', a: name(1, 'night'), b: name(2, 'late') })).status).toBe(204)
    expect((await say({ kind: 'same', a: name(3, 'noch'), b: name(2, 'late') })).status).toBe(204)
    const map = await told()
    const night = card(map, name(1, 'night'))
    const [t1, t2, t3] = [1, 2, 3].map((table) => server.tableId(table))
    expect(stances(night)).toEqual({ holds: [t1], objects: [t2], onlyIf: [t3] })
    expect(night).toMatchObject({ text: 'Trams all night', people: 2, wordings: 3 })
    expect(card(map, name(3, 'safe')).parent).toBe(night.id)
    // An objection that its table answers is none.
    await write(2, 'full', 'argument', 'They are not empty', ['attacks', 'cost'])
    expect(stances(card(await told(), night.id))).toEqual({ holds: [t1, t2], objects: [], onlyIf: [t3] })
  })

  it('[HMAP4] opens down to the wording of each table, what speaks against it there, and its words', async () => {
    const { wordings } = await opened(name(2, 'late'))
    expect(wordings.map(({ text, stance }) => [text, stance])).toEqual([
      ['Trams all night', 'holds'],
      ['A tram every hour of the night', 'holds'],
      ['Night trams on Fridays', 'if'],
    ])
    expect(wordings[1]?.words.map(({ text, seat }) => [text, seat])).toEqual([
      ['An hour is long, but it comes.', 'T2-01'],
      ['I would take it.', 'T2-01'],
    ])
    expect(wordings[2]?.conditions.map(({ text }) => text)).toEqual(['Only if somebody is on board'])
    const nowhere = await server.api(`${at()}/card?entry=${server.board(1, session)}/wording/x`, { as: ada })
    expect(problemOf(nowhere)).toBe('not-found')
  })

  it('[HMAP1] shows the wording that was chosen; what is taken out or taken back stands by itself again', async () => {
    expect((await say({ kind: 'show', entry: name(3, 'noch') })).status).toBe(204)
    const shown = card(await told(), name(1, 'night'))
    expect([shown.text, shown.entry]).toEqual(['Night trams on Fridays', name(3, 'noch')])
    expect((await say({ kind: 'apart', entry: name(3, 'noch') }, 'out')).status).toBe(204)
    const apart = await told()
    expect([card(apart, name(1, 'night')).wordings, card(apart, name(3, 'noch')).wordings]).toEqual([2, 1])
    expect(apart.steps[0]).toMatchObject({ kind: 'apart', a: 'Night trams on Fridays', b: null, can: true })
    expect(problemOf(await say({ kind: 'apart', entry: name(3, 'noch') }))).toBe('changed')
    expect((await say({ kind: 'undo', of: 'out' })).status).toBe(204)
    expect(card(await told(), name(1, 'night')).wordings).toBe(3)
  })

  it('[HMAP17] a wording that the team says qualifies another stands under its card: its tables hold that only under it', async () => {
    const [night, board] = [name(1, 'night'), name(2, 'board')]
    await write(2, 'board', 'condition', 'Only if a guard rides along')
    const before = await told()
    const [t1, t2, t3] = [1, 2, 3].map((table) => server.tableId(table))
    expect(stances(card(before, night))).toEqual({ holds: [t1, t2], objects: [], onlyIf: [t3] })
    expect((await say({ kind: 'qualifies', a: board, b: night }, 'under')).status).toBe(204)
    const map = await told()
    expect(stances(card(map, night))).toEqual({ holds: [t1], objects: [], onlyIf: [t2, t3] })
    // It lay loose: now it lies beneath what it qualifies, and no table drew that.
    expect(card(map, board)).toMatchObject({ parent: night, relation: { kind: 'qualifies', tables: 0 } })
    expect(map.steps[0]).toMatchObject({ kind: 'qualifies', a: 'Only if a guard rides along', can: true })
    expect((await opened(night)).qualifiedBy).toMatchObject([
      { step: 'under', card: board, table: t2, text: 'Only if a guard rides along' },
    ])
    // Said by two at once it is said once, the other way round not at all; words and a wording by itself qualify nothing.
    for (const [a, b] of [
      [board, name(3, 'noch')],
      [name(2, 'late'), board],
    ] as const)
      expect(problemOf(await say({ kind: 'qualifies', a, b }))).toBe('changed')
    expect(problemOf(await say({ kind: 'qualifies', a: night, b: name(2, 'late') }))).toBe('changed')
    expect(problemOf(await say({ kind: 'qualifies', a: board, b: board }))).toBe('bad-request')
    const words = `${server.board(2, session)}/words/w2`
    expect(problemOf(await say({ kind: 'qualifies', a: words, b: night }))).toBe('bad-request')
    expect((await say({ kind: 'undo', of: 'under' })).status).toBe(204)
    const after = await told()
    expect([stances(card(after, night)), card(after, board).parent]).toEqual([stances(card(before, night)), null])
    expect((await opened(night)).qualifiedBy).toEqual([])
    expect((await say({ kind: 'redo', of: 'under' })).status).toBe(204)
    expect(card(await told(), board).parent).toBe(night)
  })

  it('[HMAP5] suggests which two may be the same, with what they share, where they differ and what would follow', async () => {
    await write(1, 'shut', 'position', 'The city may stop the driverless shuttle the same day')
    await write(2, 'stop', 'position', 'The city can stop a driverless shuttle within an hour')
    await said(2, 'stop', 'w9', 'An hour, not a day.', 'T2-02')
    // For the canaries below.
    await write(2, 'kran', 'position', 'The old harbour crane at the quay must stay')
    const pair = [name(1, 'shut'), name(2, 'stop')]
    const isOurs = ({ asked }: HallMapTold): boolean => asked.some(({ a, b }) => pair.includes(a) && pair.includes(b))
    const found = await until(isOurs)
    const asked = found.asked.find(({ a }) => pair.includes(a))
    expect(asked).toMatchObject({
      a: name(1, 'shut'),
      b: name(2, 'stop'),
      cardA: name(1, 'shut'),
      over: null,
      shared: ['driverless', 'shuttle', 'city', 'stop'],
      differs: [['same day'], ['within an hour']],
      ifSame: { tables: 2, people: 1 },
      words: { text: 'An hour, not a day.', seat: 'T2-02' },
    })
    expect(found.waiting).toBeGreaterThanOrEqual(found.asked.length)
    const [a = '', b = ''] = pair
    expect((await say({ kind: 'different', a, b }, 'no')).status).toBe(204)
    const refused = await told()
    expect([isOurs(refused), refused.refused - found.refused]).toEqual([false, 1])
    expect((await say({ kind: 'undo', of: 'no' })).status).toBe(204)
    expect((await told()).asked).toEqual(found.asked)
    expect((await say({ kind: 'same', a, b, suggested: true })).status).toBe(204)
    const taken = await told()
    expect([isOurs(taken), taken.taken, card(taken, a).wordings]).toEqual([false, 1, 2])
  })

  it('[HMAP6] tells nothing within a second of what is struck out, withdrawn, covered or not to be quoted', async () => {
    const canary = 'Canary of the old harbour crane'
    const facilitator = (await server.enter('facilitator', 1)).session
    const command = async (body: object): Promise<void> => {
      const reply = await server.api(`/api/boards/${server.board(1, session)}/commands`, {
        as: facilitator,
        body: { id: unique('c'), ...body },
      })
      expect(reply.status, JSON.stringify([body, reply.body])).toBe(200)
    }
    /** Whole, and the cards that have to do with this. */
    const everything = async (): Promise<string> => {
      const map = await told()
      const cards = await Promise.all(
        [name(1, 'night'), name(1, 'crane'), name(2, 'kran'), name(3, 'grue')].map((entry) =>
          server.api(`${at()}/card?${new URLSearchParams({ entry })}`, { as: ada }),
        ),
      )
      return JSON.stringify([map, ...cards.map(({ body }) => body)])
    }
    /** Both are held until they are other answers, and are soon. */
    const gone = async (entry: string, act: () => Promise<unknown>): Promise<void> => {
      expect(await everything()).toContain('Canary')
      const [map, { version }] = [await told(), await opened(entry)]
      const began = performance.now()
      const held = [
        server.api(`${at()}?session=${session}&after=${map.version}`, { as: ada }),
        server.api(`${at()}/card?${new URLSearchParams({ entry, after: version })}`, { as: ada }),
      ]
      await act()
      for (const reply of await Promise.all(held)) expect(JSON.stringify(reply.body).includes('Canary')).toBe(false)
      withinPromise('what goes is gone from the hall’s map', began)
      expect((await everything()).includes('Canary')).toBe(false)
    }
    const night = name(1, 'night')
    await said(1, 'night', 'c1', `${canary}, withdrawn`)
    await said(1, 'night', 'c2', `${canary}, struck out`, 'T1-02')
    expect(await everything()).toContain('withdrawn')
    await command({ kind: 'withdraw', words: 'c1' })
    expect(await everything()).not.toContain('withdrawn')
    await gone(night, () => command({ kind: 'redact', words: 'c2' }))

    // A wording that is joined, shown, suggested and in the steps: behind the curtain nothing of it is left, nor of its table.
    const crane = await write(1, 'crane', 'position', `${canary} must stay at the quay`)
    const kept = await write(3, 'grue', 'position', 'The crane stays')
    await until(({ asked }) => asked.some(({ a, b }) => [a, b].includes(crane)))
    const original = { board: server.board(1, session), node: 'crane' as NodeId, words: null }
    const made = { lang: 'fr', wording: `${canary} must stay at the quay`, text: 'Canary en français', who: 'x' }
    const row = { ...original, ...made, kind: 'translated', command: unique('tr'), by: 'd' } as const
    done(await server.parts.translations.append(server.dialogue, row, { author: 'translator', device: 'd' }))
    expect((await say({ kind: 'same', a: kept, b: crane })).status).toBe(204)
    expect((await say({ kind: 'show', entry: crane })).status).toBe(204)
    expect(card(await told(), kept)).toMatchObject({
      text: `${canary} must stay at the quay`,
      translations: [{ lang: 'fr', text: 'Canary en français', state: 'human' }],
      wordings: 2,
    })
    await gone(crane, () => command({ kind: 'curtain', to: 'drawn' }))
    const drawn = await told()
    expect(JSON.stringify([drawn.cards, drawn.asked])).not.toContain(server.board(1, session))
    expect(card(drawn, kept)).toMatchObject({ text: 'The crane stays', wordings: 1, holds: [server.tableId(3)] })
    expect(drawn.tables.find(({ number }) => number === 1)?.curtain).toBe(true)
    await write(1, 'behind', 'argument', 'Canary behind the curtain', ['attacks', 'crane'])
    await command({ kind: 'curtain', to: 'open' })
    const open = await told()
    expect(stances(card(open, kept))).toMatchObject({ objects: [] })
    expect(JSON.stringify(open)).not.toContain('behind the curtain')
    await command({ kind: 'release' })
    expect(stances(card(await told(), kept))).toMatchObject({ objects: [server.tableId(1)] })

    // Who is not to be quoted: what repeats them goes with them, as words, as a wording and as an objection.
    await said(1, 'crane', 'c3', `${canary} must stay at the quay`, 'T1-05')
    await said(1, 'crane', 'c4', 'Canary behind the curtain', 'T1-05')
    const phone = await server.enter('citizen', 1, { seat: 'T1-05', consent: { quoted: true, observed: true } })
    const { consent } = (await server.api('/api/seats', { as: phone.session })).body as SeatsAnswer
    const no = { version: consent?.version ?? '', quoted: false, observed: true, lang: 'en' }
    const body = { id: unique('no'), kind: 'consent', consent: no }
    await gone(crane, async () => {
      expect((await server.api('/api/seat/commands', { as: phone.session, body })).status).toBeLessThan(300)
    })
    expect(stances(card(await told(), kept))).toEqual({ holds: [server.tableId(3)], objects: [], onlyIf: [] })
  })

  it('[HMAP6] has nothing of what is erased, in no answer and nowhere in the folder', async () => {
    const secret = 'Olga Winter wants the quay for herself'
    await write(2, 'olga', 'argument', secret, ['attacks', 'kran'])
    await said(2, 'olga', 'c5', secret)
    const facilitator = (await server.enter('facilitator', 2)).session
    const struck = { id: unique('c'), kind: 'redact', words: 'c5' }
    const board = `/api/boards/${server.board(2, session)}/commands`
    expect((await server.api(board, { as: facilitator, body: struck })).status).toBe(200)
    done(await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' }))
    const { wordings } = await opened(name(2, 'olga'))
    expect(wordings[0]?.text).toMatch(/^█+/)
    expect(JSON.stringify([await told(), wordings])).not.toContain('Olga')
    const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(Buffer.from('Olga')),
    )
    expect(left).toEqual([])
  })

  it('[HMAP6] no table, citizen, room, translator or observer is told any of it', async () => {
    for (const [role, table] of [
      ['facilitator', 1],
      ['reporter', 1],
      ['citizen', 1],
      ['head', 1],
      ['coordinator', 1],
      ['translator', undefined],
      ['observer', undefined],
    ] as const) {
      const as = (await server.enter(role, table)).session
      for (const path of [at(), `${at()}/card`])
        expect(problemOf(await server.api(path, { as })), `${role} ${path}`).toBe('not-allowed')
    }
    expect(problemOf(await server.api(at()))).toBe('not-signed-in')
  })

  it('[HMAP1] says no to what cannot be the same', async () => {
    const words = `${server.board(1, session)}/words/w1`
    for (const [a, b, code] of [
      [name(1, 'night'), name(1, 'night'), 'bad-request'],
      [name(1, 'night'), words, 'bad-request'],
      [words, `${server.board(2, session)}/words/w2`, 'bad-request'],
      [name(1, 'night'), name(2, 'nothing'), 'not-found'],
      [name(1, 'night'), 'elsewhere/wording/n', 'not-found'],
      [name(1, 'night'), name(2, 'late'), 'changed'],
      ['../../x', name(2, 'late'), 'bad-request'],
    ] as const)
      expect(problemOf(await say({ kind: 'same', a, b })), `${a} = ${b}`).toBe(code)
    expect(problemOf(await say({ kind: 'show', entry: name(3, 'safe') }))).toBe('changed')
    expect((await server.api(`${at()}?session=x`, { as: ada })).status).toBe(400)
    expect((await told(ada, { session: '9' })).cards).toEqual([])
  })
})
