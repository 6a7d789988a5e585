/**
 * A theme team over real HTTP: what it is offered and what it is not, two who read at once, and a server that ends between
 * two steps.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { withinPromise } from '../support/promised.ts'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import { teamCsv } from '@tablee/shared/formats/csv-themes'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import type { Problem } from '@tablee/shared/problem'
import type { ThemeCommand, ThemeInside, ThemesTold } from '@tablee/shared/wire/synthesis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'

let folder = mkdtempSync(join(tmpdir(), 'tablee-themes-'))
let now = Date.now()
let server: TestServer
let [ada, bea] = ['', '']
const start = () => startServer({ dir: folder, clock: () => now })
const enter = async (): Promise<void> => {
  ada = (await server.enter('analyst', undefined, { device: 'ada' })).session
  bea = (await server.enter('analyst', undefined, { device: 'bea' })).session
}
beforeAll(async () => {
  server = await start()
  await enter()
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

let count = 0
const unique = (what: string): string => `${what}-${++count}`
const at = (): string => `/api/dialogues/${server.dialogue}/themes`
async function told(as: string, query: Readonly<Record<string, string>> = {}): Promise<ThemesTold> {
  const reply = await server.api(`${at()}?${new URLSearchParams(query)}`, { as })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as ThemesTold
}
type Without<T> = T extends unknown ? Omit<T, 'id'> : never
const say = (as: string, command: Without<ThemeCommand>, id = unique('step')): Promise<Reply> =>
  server.api(at(), { as, body: { id, ...command } })
const problemOf = (reply: Reply): Problem['code'] | null =>
  (reply.body as { problem?: Problem } | null)?.problem?.code ?? null
async function theme(as: string, name: string): Promise<string> {
  const id = unique('theme')
  expect((await say(as, { kind: 'theme', name }, id)).status).toBe(204)
  return id
}
const inside = async (theme: string): Promise<readonly string[]> =>
  ((await server.api(`${at()}/${theme}`, { as: ada })).body as ThemeInside).entries.map(({ text }) => text)

/** One of now, or one that was taken: with what its themes are called, as far as it may be read. */
async function frozen(taken?: string) {
  const hash =
    taken ?? done(await server.parts.snapshots.takeDialogue(server.dialogue, { author: 'a', device: 'd' })).hash
  const reply = await server.api(`/api/snapshots/${hash}/text`, { as: ada })
  const texts = new Map((reply.body as Sidecar).texts.map(({ digest, text }) => [digest, text]))
  const snapshot = JSON.parse((await server.parts.snapshots.body(hash)) ?? '') as Snapshot
  return { hash, snapshot, names: (snapshot.themes?.themes ?? []).flatMap(({ name }) => texts.get(name) ?? []) }
}

/** What is said here is said in English, amid the demo's French. */
const board = () => server.board(1, 5)
const said = async (id: string, text: string, seat: string | null = null): Promise<string> => {
  done(
    await server.parts.live.write(board(), 'reporter', (doc) => {
      const by = { lang: 'en' as Lang, at: now++ }
      const origin = { who: 'reporter', why: 'test' } as const
      addNode(doc, origin, { id: 'n' as NodeId, kind: 'position', wording: 'Trams at night', ...by })
      const words = { id: id as WordsId, node: 'n' as NodeId, text, seat: seat as SeatCode | null, ...by }
      addWords(doc, origin, { ...words, capture: 'dictated' })
    }),
  )
  return `${board()}/words/${id}`
}
const here = { table: '', session: '5', lang: 'en' }

describe('a theme team', () => {
  it('[SYN4] is offered what nobody has read, oldest first, and by table, session, language and kind', async () => {
    const first = await said('w1', 'After midnight I walk.')
    const second = await said('w2', 'Nobody answers at night.')
    const all = await told(ada)
    expect(all.waiting).toBe(all.coverage.entries)
    expect(all.waiting).toBeGreaterThan(10)
    here.table = server.tableId(1)
    const mine = await told(ada, here)
    expect(mine.queue.map(({ text }) => text)).toEqual([
      'Trams at night',
      'After midnight I walk.',
      'Nobody answers at night.',
    ])
    const words = await told(ada, { ...here, kind: 'words' })
    expect(words.queue.map(({ entry, about }) => [entry, about])).toEqual([
      [first, 'Trams at night'],
      [second, 'Trams at night'],
    ])
    expect((await told(ada, { ...here, lang: 'ar' })).queue).toEqual([])
    expect((await server.api(`${at()}?kind=dreams`, { as: ada })).status).toBe(400)
  })

  it('[SYN5] what one reads is offered to nobody else until it is read, left, or left alone for three minutes', async () => {
    const [first, second] = [`${board()}/words/w1`, `${board()}/words/w2`]
    expect((await say(ada, { kind: 'open', entry: first })).status).toBe(204)
    expect((await told(ada)).mine?.entry).toBe(first)
    expect(problemOf(await say(bea, { kind: 'open', entry: first }))).toBe('changed')
    const seen = (await told(bea, here)).queue.find(({ entry }) => entry === first)
    expect(seen?.by).toEqual({ reader: null })
    const night = await theme(ada, 'Night')
    // Two had it in sight in the same moment: who has it open reads it, once, however often the step is sent.
    expect(problemOf(await say(bea, { kind: 'put', entry: first, theme: night, next: first }))).toBe('changed')
    const step = { kind: 'put', entry: first, theme: night, next: second } as const
    for (let time = 0; time < 2; time += 1) expect((await say(ada, step, 'first-of-all')).status).toBe(204)
    for (const late of [{ kind: 'none' } as const, { kind: 'put', theme: night } as const])
      expect(problemOf(await say(bea, { ...late, entry: first, next: first }))).toBe('changed')
    expect((await told(ada)).mine?.entry).toBe(second)
    expect((await told(bea, here)).queue.find(({ entry }) => entry === second)?.by).toEqual({ reader: 1 })
    now += 3 * 60_000 + 1
    expect((await say(bea, { kind: 'open', entry: second })).status).toBe(204)
    expect((await told(ada)).mine).toBe(null)
    expect((await say(bea, { kind: 'none', entry: second })).status).toBe(204)
    const { coverage, themes } = await told(ada, here)
    expect(themes.map(({ name, entries, tables }) => [name, entries, tables])).toEqual([['Night', 1, [here.table]]])
    expect(coverage.tables.find(({ id }) => id === here.table)).toMatchObject({ themed: 1 })
    expect([coverage.read, coverage.themed]).toEqual([2, 1])
  })

  it('[SYN6] what was put where stands after the server was gone, and a step sent twice counts once', async () => {
    const before = await told(ada)
    const third = await said('w3', 'The last tram is too early.')
    const [night] = before.themes
    if (night === undefined) throw new Error('no theme')
    expect((await say(bea, { kind: 'put', entry: third, theme: night.id }, 'twice')).status).toBe(204)
    expect((await say(bea, { kind: 'put', entry: third, theme: night.id }, 'twice')).status).toBe(204)
    // As a kill leaves the folder: with whatever the log holds at this moment, and nothing that a last turn would add.
    const [ran, left] = [server, folder]
    folder = mkdtempSync(join(tmpdir(), 'tablee-themes-killed-'))
    cpSync(left, folder, { recursive: true })
    server = await start()
    await ran.close()
    rmSync(left, { recursive: true, force: true })
    await enter()
    const after = await told(ada)
    expect(after.themes).toEqual([{ ...night, entries: 2 }])
    expect(after.steps.filter(({ step }) => step === 'twice')).toHaveLength(1)
    expect(await inside(night.id)).toEqual(['After midnight I walk.', 'The last tram is too early.'])
    expect(await inside('none')).toEqual(['Nobody answers at night.'])
  })

  it('[SYN3] takes back a merge, and is told what cannot be taken back', async () => {
    const [night] = (await told(ada)).themes
    const late = await theme(ada, 'Late')
    const merge = unique('merge')
    expect((await say(ada, { kind: 'merge', theme: night?.id ?? '', into: late }, merge)).status).toBe(204)
    expect(problemOf(await say(bea, { kind: 'rename', theme: night?.id ?? '', name: 'x' }))).toBe('changed')
    expect((await told(bea)).themes.map(({ name, entries }) => [name, entries])).toEqual([['Late', 2]])
    expect(problemOf(await say(bea, { kind: 'undo', of: late }))).toBe('changed')
    expect((await say(bea, { kind: 'undo', of: merge })).status).toBe(204)
    expect((await say(bea, { kind: 'undo', of: late })).status).toBe(204)
    const { themes, steps } = await told(bea)
    expect(themes.map(({ name, entries }) => [name, entries])).toEqual([['Night', 2]])
    expect(steps.slice(0, 2)).toMatchObject([
      { kind: 'merge', name: 'Night', undone: true },
      { kind: 'theme', name: 'Late', undone: true },
    ])
  })

  it('[SNAP18] a snapshot has themes in their order, what is in them and who read what, by ids; it is made again from the log', async () => {
    const { hash, snapshot, names } = await frozen()
    const [night] = (await told(ada)).themes
    expect(snapshot.themes?.themes.map(({ id }) => id)).toEqual([night?.id])
    expect(names).toEqual(['Night'])
    expect(JSON.stringify(snapshot)).not.toContain('Night')
    expect(snapshot.themes?.themes[0]?.entries).toHaveLength(night?.entries ?? 0)
    expect(snapshot.themes?.read.map(({ reader }) => reader)).toEqual([1, 2])
    expect(snapshot.themes?.read.flatMap(({ entries }) => entries)).toHaveLength((await told(ada)).coverage.read)
    // As a device is named: a digest has these letters by chance.
    expect(JSON.stringify(snapshot.themes)).not.toMatch(/"(?:ada|bea)"/)
    expect(done(await server.parts.snapshots.rebuild(hash))).toEqual(snapshot)
    // As tables: a row for each entry that was read, and its theme where it is in one.
    const files = teamCsv(snapshot, new Map(snapshot.themes?.themes.map(({ name }) => [name, 'Night'])))
    expect(files.map(({ name }) => name)).toEqual(['themes.csv', 'coded.csv'])
    expect(files[0]?.text.split('\n')[1]).toBe(`${night?.id},1,Night,${night?.entries}`)
    const coded = files[1]?.text.trim().split('\n').slice(1) ?? []
    expect(coded.filter((row) => row.startsWith(night?.id ?? '?'))).toHaveLength(night?.entries ?? 0)
    expect(coded.length).toBe((await told(ada)).coverage.read)
    // The same is the same; another theme is another.
    expect((await frozen()).hash).toBe(hash)
    const day = await theme(bea, 'Day')
    const other = await frozen()
    expect(other.names).toEqual(['Night', 'Day'])
    const { themes } = done(await server.parts.snapshots.diff(hash, other.hash))
    expect(themes?.themes).toEqual([{ id: day, in: 'second', renamed: false, came: [], went: [] }])
    expect((await say(bea, { kind: 'undo', of: day })).status).toBe(204)
    expect(done(await server.parts.snapshots.diff(hash, (await frozen()).hash)).same).toBe(true)
  })

  it('[SYN7] [ERA65] [SNAP18] what is struck out is out of the queue and its theme within a second, and erased nowhere in the folder', async () => {
    const secret = 'Paula Sommer missed her last tram on Friday.'
    const entry = await said('w4', secret)
    const [night] = (await told(ada)).themes
    if (night === undefined) throw new Error('no theme')
    expect((await say(ada, { kind: 'put', entry, theme: night.id })).status).toBe(204)
    const named = await theme(ada, `Like: ${secret}`)
    expect(await inside(night.id)).toContain(secret)
    const before = await frozen()
    expect(before.names).toContain(`Like: ${secret}`)
    const facilitator = (await server.enter('facilitator', 1)).session
    const path = `${at()}/${night.id}`
    const { version } = (await server.api(path, { as: ada })).body as ThemeInside
    const began = performance.now()
    const held = server.api(`${path}?after=${version}`, { as: ada })
    const struck = { id: unique('strike'), kind: 'redact', words: 'w4' }
    expect((await server.api(`/api/boards/${board()}/commands`, { as: facilitator, body: struck })).status).toBe(200)
    expect(((await held).body as ThemeInside).entries.map(({ text }) => text)).not.toContain(secret)
    withinPromise('a struck sentence leaves its theme', began)
    expect((await frozen(before.hash)).names).toEqual(['Night'])
    done(await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' }))
    // The snapshot keeps its name and what it holds; of the texts there is one less.
    expect(await frozen(before.hash)).toEqual({ ...before, names: ['Night'] })
    expect(done(await server.parts.snapshots.rebuild(before.hash))).toEqual(before.snapshot)
    const after = await told(ada)
    expect(after.themes.find(({ id }) => id === named)?.name).toMatch(/^Like: █+\.$/)
    expect(JSON.stringify([after, await inside(night.id)])).not.toContain('Paula')
    // By heart, and typed anew: nothing that stands beside no board of this table keeps it, a step made before alone is there.
    const renamed = await say(ada, { kind: 'rename', theme: named, name: `Once more: ${secret}` })
    expect(renamed.status).toBe(204)
    expect((await told(ada)).themes.find(({ id }) => id === named)?.name).toMatch(/^Once more: █+\.$/)
    expect(problemOf(await say(ada, { kind: 'theme', name: secret }))).toBe('refused')
    expect((await say(ada, { kind: 'theme', name: `Like: ${secret}` }, named)).status).toBe(204)
    const translator = (await server.enter('translator', undefined, { device: 'carla' })).session
    const term = (end: string) =>
      server.api(`/api/dialogues/${server.dialogue}/translations`, {
        as: translator,
        body: { id: unique('term'), kind: 'term', from: 'en', into: 'fr', term: 'tram', say: end },
      })
    expect(problemOf(await term(secret))).toBe('refused')
    expect((await term('le dernier tram')).status).toBe(204)
    const text = { en: secret, fr: 'Paula a raté son tram.' }
    const proposed = { id: unique('propose'), kind: 'propose', theme: night.id, text }
    expect(problemOf(await server.api(`${at().replace(/themes$/, 'shares')}`, { as: ada, body: proposed }))).toBe(
      'refused',
    )
    // Nor why a console does not ask what the team proposed.
    const head = (await server.enter('head')).session
    const asked = { id: unique('propose'), kind: 'propose', theme: night.id, text: { en: 'Do trams run at night?' } }
    expect((await server.api(at().replace(/themes$/, 'shares'), { as: ada, body: asked })).status).toBe(204)
    const decline = (said: string) => {
      const body = { id: unique('no'), kind: 'decide', proposed: asked.id, as: 'other', said }
      return server.api(at().replace(/themes$/, 'proposed'), { as: head, body })
    }
    expect(problemOf(await decline(secret))).toBe('refused')
    expect((await decline(`It was said: ${secret}`)).status).toBe(204)
    // Nor what a room says to its tables, nor what a leaflet is called.
    const room = `/api/dialogues/${server.dialogue}/sites/${server.siteOf(1)}/room`
    const tell = (text: Record<string, string>) =>
      server.api(room, { as: head, body: { id: unique('tell'), kind: 'message', to: 'tables', text } })
    expect(problemOf(await tell({ en: secret }))).toBe('refused')
    expect((await tell({ en: `It was said: ${secret}` })).status).toBe(200)
    const organiser = (await server.enter('organiser')).session
    const leaflet = (title: Record<string, string>) =>
      server.api(at().replace(/themes$/, 'materials'), {
        as: organiser,
        body: { id: unique('leaflet'), kind: 'add', of: 'leaflet', title, step: null },
      })
    expect(problemOf(await leaflet({ en: secret }))).toBe('refused')
    expect((await leaflet({ en: `Read: ${secret}` })).status).toBeLessThan(300)
    expect(
      readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
        (one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(Buffer.from('Paula')),
      ),
    ).toEqual([])
  })

  it('[SYN8] nothing of a table whose curtain is drawn is told, nor what was written behind it before it is released', async () => {
    const facilitator = (await server.enter('facilitator', 1)).session
    const command = (body: object) =>
      server.api(`/api/boards/${board()}/commands`, { as: facilitator, body: { id: unique('c'), ...body } })
    expect((await command({ kind: 'curtain', to: 'drawn' })).status).toBe(200)
    await said('w5', 'Said behind the curtain.')
    const drawn = await told(ada, here)
    expect(drawn.queue).toEqual([])
    expect(drawn.coverage.tables.find(({ id }) => id === here.table)).toMatchObject({ curtain: true })
    expect(drawn.themes[0]?.entries).toBe(0)
    expect((await command({ kind: 'curtain', to: 'open' })).status).toBe(200)
    const open = await told(ada, here)
    expect(open.themes[0]?.entries).toBe(2)
    expect(JSON.stringify(open)).not.toContain('behind')
    expect((await command({ kind: 'release' })).status).toBe(200)
    expect((await told(ada, here)).queue.map(({ text }) => text)).toContain('Said behind the curtain.')
  })

  it('[SYN8] who does not want to be quoted is counted, and not told', async () => {
    const seat = 'T1-05'
    await server.enter('citizen', 1, { seat, consent: { quoted: false, observed: true } })
    const before = (await told(ada)).coverage
    const canary = 'Canary of one who is not quoted.'
    const entry = await said('w6', canary, seat)
    const after = await told(ada, here)
    expect(after.coverage.withheld).toBe(before.withheld + 1)
    expect(JSON.stringify(after)).not.toContain('Canary')
    expect(problemOf(await say(ada, { kind: 'open', entry }))).toBe('not-found')
    // Nor by a theme that is called so, in a snapshot.
    const named = await theme(ada, canary)
    expect((await frozen()).names).not.toContain(canary)
    expect((await say(ada, { kind: 'undo', of: named })).status).toBe(204)
  })

  it('[SNAP18] a theme that is called what somebody took back has no name in a snapshot', async () => {
    const canary = 'Canary of one who thought again.'
    await said('w6b', canary)
    const named = await theme(ada, `Like: ${canary}`)
    const before = await frozen()
    expect(before.names).toContain(`Like: ${canary}`)
    const facilitator = (await server.enter('facilitator', 1)).session
    const body = { id: unique('back'), kind: 'withdraw', words: 'w6b' }
    expect((await server.api(`/api/boards/${board()}/commands`, { as: facilitator, body })).status).toBe(200)
    expect((await frozen()).names.join()).not.toContain('Canary')
    expect((await frozen(before.hash)).names.join()).not.toContain('Canary')
    expect((await say(ada, { kind: 'undo', of: named })).status).toBe(204)
  })

  it('[SYN13] suggests where an entry may belong, keeps to it while others read on, and not again what was refused', async () => {
    const [night] = (await told(ada)).themes
    if (night === undefined) throw new Error('no theme')
    const late = await said('w7', 'The last tram leaves before midnight.')
    expect((await say(ada, { kind: 'put', entry: late, theme: night.id })).status).toBe(204)
    const like = await said('w8', 'After the last tram I walk home at midnight.')
    expect((await say(ada, { kind: 'open', entry: like })).status).toBe(204)
    const { mine } = await told(ada)
    expect(mine?.suggested?.theme).toBe(night.id)
    expect(mine?.suggested?.shared).toContain('last')
    const other = await said('w9', 'Buses are never clean.')
    expect((await say(bea, { kind: 'put', entry: other, theme: night.id })).status).toBe(204)
    expect((await told(ada)).mine?.suggested).toEqual(mine?.suggested)
    expect((await say(ada, { kind: 'refuse', entry: like, theme: night.id }, 'no')).status).toBe(204)
    const after = await told(ada)
    expect([after.mine?.entry, after.mine?.suggested]).toEqual([like, undefined])
    expect(after.suggestions).toEqual({ taken: 0, refused: 1 })
    expect((await say(ada, { kind: 'undo', of: 'no' })).status).toBe(204)
    const took: Without<ThemeCommand> = { kind: 'put', entry: like, theme: night.id, suggested: true, next: like }
    expect((await say(ada, took)).status).toBe(204)
    expect(await told(ada)).toMatchObject({ mine: null, suggestions: { taken: 1, refused: 0 } })
  })

  it('[SYN9] no table, citizen, room or observer reads or changes any of it', async () => {
    for (const [role, table] of [
      ['facilitator', 1],
      ['reporter', 1],
      ['citizen', 1],
      ['head', 1],
      ['coordinator', 1],
      ['observer', undefined],
    ] as const) {
      const { session } = await server.enter(role, table)
      expect(problemOf(await server.api(at(), { as: session })), role).toBe('not-allowed')
      expect(problemOf(await say(session, { kind: 'theme', name: 'x' })), role).toBe('not-allowed')
    }
    expect(problemOf(await server.api(at()))).toBe('not-signed-in')
  })
})
