/**
 * Coders over real HTTP: a codebook, passages of what was said, and a round in which two do not know of one another: every byte
 * that the one is sent is searched for what the other did.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type {
  CodebookTold,
  CodeCommand,
  CodedEntry,
  CodeMatrix,
  CodingRound,
  InCode,
} from '@tablee/shared/wire/codebook'
import { lengthOf, sliceOf } from '@tablee/shared/codebook/passages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-codes-'))
let now = Date.now()
let server: TestServer
let [ada, bea, cem] = ['', '', '']
beforeAll(async () => {
  server = await startServer({ dir: folder, clock: () => now })
  const enter = async (device: string) => (await server.enter('analyst', undefined, { device })).session
  ada = await enter('ada')
  bea = await enter('bea')
  cem = await enter('cem')
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

let count = 0
const unique = (what: string): string => `${what}-${++count}`
const at = (): string => `/api/dialogues/${server.dialogue}/codebook`
async function read<T>(as: string, path = '', query: Readonly<Record<string, string>> = {}): Promise<T> {
  const reply = await server.api(`${at()}${path}?${new URLSearchParams(query)}`, { as })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as T
}
const told = (as: string, query: Readonly<Record<string, string>> = {}) => read<CodebookTold>(as, '', query)
const entryOf = (as: string, entry: string) => read<CodedEntry>(as, '/entry', { entry })
type Without<T> = T extends unknown ? Omit<T, 'id'> : never
const say = (as: string, command: Without<CodeCommand>, id = unique('step')): Promise<Reply> =>
  server.api(at(), { as, body: { id, ...command } })
const problemOf = (reply: Reply): Problem | null => (reply.body as { problem?: Problem } | null)?.problem ?? null
async function did(as: string, command: Without<CodeCommand>, id = unique(command.kind)): Promise<string> {
  const reply = await say(as, command, id)
  expect(reply.status, JSON.stringify(reply.body)).toBe(204)
  return id
}
const code = (as: string, name: string, parent: string | null = null) => did(as, { kind: 'code', name, parent })

const board = () => server.board(1, 5)
async function said(id: string, text: string, seat: string | null = null, lang = 'fr'): Promise<string> {
  done(
    await server.parts.live.write(board(), 'reporter', (doc) => {
      const by = { lang: lang as Lang, at: now++ }
      const origin = { who: 'reporter', why: 'test' } as const
      addNode(doc, origin, { id: 'n' as NodeId, kind: 'position', wording: 'The city may stop a line', ...by })
      const words = { id: id as WordsId, node: 'n' as NodeId, text, seat: seat as SeatCode | null, ...by }
      addWords(doc, origin, { ...words, capture: 'dictated' })
    }),
  )
  return `${board()}/words/${id}`
}
/** The passage of a text, in code points. */
function span(text: string, passage: string): { readonly start: number; readonly end: number } {
  const start = lengthOf(text.slice(0, text.indexOf(passage)))
  return { start, end: start + lengthOf(passage) }
}
const licence = 'Une autorisation, ça se retire 🚋. Sinon, c’est nous qui attendons.'
const codes = { stop: '', waiting: '', night: '' }
const entries = { licence: '', night: '' }

describe('a codebook', () => {
  it('[CODE1] has codes beneath one another, each with what it means, a key, and a version each time that is said anew', async () => {
    codes.stop = await code(ada, 'Power to stop')
    codes.waiting = await code(bea, 'Left waiting', codes.stop)
    codes.night = await code(ada, 'Night')
    await did(ada, {
      kind: 'code-define',
      code: codes.stop,
      definition: 'Somebody can halt a line.',
      excludes: 'A stop button',
    })
    const { codes: all } = await told(bea)
    expect(all.map(({ name, depth, key, version }) => [name, depth, key, version])).toEqual([
      ['Power to stop', 0, '1', 2],
      ['Left waiting', 1, '2', 1],
      ['Night', 0, '3', 1],
    ])
    expect(all[0]).toMatchObject({ definition: 'Somebody can halt a line.', excludes: 'A stop button', includes: '' })
    const [before, ...none] = all[0]?.earlier ?? []
    expect([before, none]).toEqual([{ name: 'Power to stop', definition: '', includes: '', excludes: '' }, []])
    expect(
      problemOf(await say(bea, { kind: 'code-move', code: codes.stop, parent: codes.waiting, before: null })),
    ).toMatchObject({
      code: 'bad-request',
    })
    await did(bea, { kind: 'code-move', code: codes.night, parent: null, before: codes.stop })
    expect((await told(ada)).codes.map(({ name }) => name)).toEqual(['Night', 'Power to stop', 'Left waiting'])
  })

  it('[CODE2] codes a passage to the letter, whatever script or sign stands before it', async () => {
    entries.licence = await said('w1', licence)
    entries.night = await said('w2', 'لا أحد يجيب في الليل', null, 'ar')
    const passage = 'c’est nous qui attendons'
    const coding = await did(ada, {
      kind: 'coding',
      code: codes.waiting,
      entry: entries.licence,
      ...span(licence, passage),
    })
    const found = await entryOf(bea, entries.licence)
    expect(found.codings).toEqual([
      { coding, code: codes.waiting, ...span(licence, passage), place: 'there', coder: 1, mine: false },
    ])
    const [one] = found.codings
    expect(sliceOf(found.entry?.text ?? '', one?.start ?? 0, one?.end ?? 0)).toBe(passage)
    const beyond = { kind: 'coding', code: codes.stop, entry: entries.licence, start: 0, end: 400 } as const
    expect(problemOf(await say(bea, beyond))).toMatchObject({ code: 'bad-request' })
    expect((await told(bea)).codes.find(({ id }) => id === codes.waiting)).toMatchObject({ codings: 1, entries: 1 })
  })
})

const round = { id: '' }
describe('a round', () => {
  /** All that somebody is sent of the codebook and of themes, and of what they may download: each byte of it. */
  async function everything(as: string): Promise<string> {
    const of = ['', '/entry', '/matrix', `/rounds/${round.id}`, ...Object.values(codes).map((one) => `/codes/${one}`)]
    const asked = [
      ...of.flatMap((path) => [`${at()}${path}?steps=1000&entry=${entries.licence}`]),
      ...of.flatMap((path) => [`${at()}${path}?steps=1000&entry=${entries.night}&round=${round.id}&by=site&beneath=1`]),
      `/api/dialogues/${server.dialogue}/themes?steps=1000`,
      `/api/dialogues/${server.dialogue}/changes`,
    ]
    let all = ''
    for (const one of asked) {
      const reply = await server.api(one, { as })
      expect([200, one], JSON.stringify(reply.body)).toEqual([reply.status, one])
      all += `${one}\n${JSON.stringify(reply.body)}\n`
    }
    return all
  }

  it('[CODE5] while it is open no byte that one coder is sent says what the other did, or that anything was done', async () => {
    const old = await did(ada, { kind: 'coding', code: codes.night, entry: entries.night, start: 0, end: 5 })
    round.id = await did(cem, {
      kind: 'round',
      entries: Object.values(entries),
      codes: [codes.stop, codes.waiting],
      coders: 2,
    })
    await did(ada, { kind: 'round-join', round: round.id })
    await did(bea, { kind: 'round-join', round: round.id })
    const before = { bea: await everything(bea), cem: await everything(cem), ada: await everything(ada) }
    // Who codes in it is told of its entries nothing of before either; who does not is.
    expect(before.bea).not.toContain(old)
    expect(before.cem).toContain(old)
    const theirs = [
      await did(ada, { kind: 'coding', code: codes.stop, entry: entries.licence, ...span(licence, 'ça se retire 🚋') }),
      await did(ada, {
        kind: 'coding',
        code: codes.waiting,
        entry: entries.licence,
        ...span(licence, 'qui attendons'),
      }),
      await did(ada, { kind: 'memo', on: { entry: entries.licence }, text: 'Binds both sides', lang: 'en' }),
      await did(ada, { kind: 'no-code', entry: entries.night }),
    ]
    const [first = '', second = ''] = theirs
    theirs.push(await did(ada, { kind: 'memo', on: { coding: first }, text: 'Compare Tunis', lang: 'en' }))
    theirs.push(await did(ada, { kind: 'uncode', coding: second }))
    theirs.push(await did(ada, { kind: 'undo', of: theirs.at(-1) ?? '' }))
    expect(await everything(bea)).toBe(before.bea)
    expect(await everything(cem)).toBe(before.cem)
    const own = await everything(ada)
    for (const one of [...theirs.slice(0, -1), 'Binds both sides', 'Compare Tunis']) expect(own).toContain(one)
    // Nor is it answered otherwise to who asks for it by its name.
    for (const coding of [first, 'coding-999'])
      for (const as of [bea, cem]) {
        const memo = await say(as, { kind: 'memo', on: { coding }, text: 'Is it there?', lang: 'en' })
        expect(problemOf(memo)).toEqual({ code: 'not-found', what: 'entry' })
        expect(problemOf(await say(bea, { kind: 'uncode', coding }))).toEqual({ code: 'changed' })
        for (const kind of ['undo', 'redo'] as const)
          expect(problemOf(await say(as, { kind, of: coding }))).toEqual({ code: 'changed' })
        const themes = { as, body: { id: unique('undo'), kind: 'undo', of: coding } }
        expect(problemOf(await server.api(`/api/dialogues/${server.dialogue}/themes`, themes))).toEqual({
          code: 'changed',
        })
      }
  })

  it('[CODE6] what it rests on stays: its codes, and its entries for all but its coders', async () => {
    const refused = { code: 'refused', why: 'round' }
    const held: readonly Without<CodeCommand>[] = [
      { kind: 'code-define', code: codes.stop, definition: 'Anything' },
      { kind: 'code-drop', code: codes.waiting },
      { kind: 'code-merge', code: codes.night, into: codes.stop },
      { kind: 'code-move', code: codes.stop, parent: codes.night, before: null },
      { kind: 'memo', on: { code: codes.stop }, text: 'I take it for buttons, too', lang: 'en' },
      { kind: 'code-example', code: codes.night, entry: entries.licence, start: 0, end: 4 },
      { kind: 'round', entries: [entries.licence], codes: [codes.night], coders: 2 },
      // With a code that is not of the round.
      { kind: 'coding', code: codes.night, entry: entries.licence, start: 0, end: 4 },
    ]
    for (const one of held) expect([one.kind, problemOf(await say(ada, one))]).toEqual([one.kind, refused])
    for (const one of [
      { kind: 'coding', code: codes.stop, entry: entries.licence, start: 0, end: 4 },
      { kind: 'no-code', entry: entries.licence },
      { kind: 'memo', on: { entry: entries.licence }, text: 'Mine', lang: 'en' },
    ] as const)
      expect(problemOf(await say(cem, one))).toEqual(refused)
    expect(problemOf(await say(cem, { kind: 'round-join', round: round.id }))).toEqual({ code: 'changed' })
  })
})

describe('a round that all have closed', () => {
  it('[CODE7] tells everything, how far they agree and where they differ, and what is settled stands', async () => {
    await did(bea, {
      kind: 'coding',
      code: codes.stop,
      entry: entries.licence,
      ...span(licence, 'autorisation, ça se retire 🚋'),
    })
    await did(ada, { kind: 'round-close', round: round.id })
    expect(problemOf(await say(ada, { kind: 'no-code', entry: entries.night }))).toMatchObject({ why: 'round' })
    const waiting = await did(bea, { kind: 'coding', code: codes.waiting, entry: entries.night, start: 0, end: 5 })
    const open = await read<CodingRound>(ada, `/rounds/${round.id}`)
    expect([open.agreement, open.differ, open.round.mine]).toEqual([null, [], { done: 2, closed: true }])
    await did(bea, { kind: 'round-close', round: round.id })
    const closed = await read<CodingRound>(cem, `/rounds/${round.id}`)
    expect(closed.round).toMatchObject({ state: 'closed', before: 2, mine: null })
    const { agreement } = closed
    expect(agreement).toMatchObject({ units: 2, agree: 0 })
    // Each code in two entries by two: stop agrees in both, waiting in neither (Krippendorff's for 0/1: 1 - 3 * 2 / 2·2).
    expect(agreement?.codes.map((one) => [one.code, one.agree, one.alpha])).toEqual([
      [codes.stop, 1, 1],
      [codes.waiting, 0, -0.5],
    ])
    // Of 30 letters that either coded, the 15 of *ça se retire* and its tram are both's.
    expect(agreement?.codes[0]?.letters).toBeCloseTo(14 / 28)
    expect(closed.differ.map(({ entry, coders }) => [entry.entry, coders.map((one) => one.codings.length)])).toEqual([
      [entries.licence, [2, 1]],
      [entries.night, [0, 1]],
    ])
    const first = closed.differ[0]?.coders[0]?.codings ?? []
    await did(cem, { kind: 'round-settle', round: round.id, entry: entries.night, stands: [waiting] })
    await did(cem, {
      kind: 'round-settle',
      round: round.id,
      entry: entries.licence,
      stands: first.map(({ coding }) => coding),
    })
    const after = await read<CodingRound>(bea, `/rounds/${round.id}`)
    expect(after.differ.map(({ settled }) => settled)).toEqual([true, true])
    // What was said on their own stays what it was.
    expect(after.agreement).toEqual(agreement)
    const { codings } = await entryOf(ada, entries.licence)
    expect(codings.filter(({ round: of }) => of === round.id).map(({ coder }) => coder)).toEqual([1, 1])
    for (const { coding } of first)
      expect(problemOf(await say(ada, { kind: 'undo', of: coding }))).toEqual({ code: 'changed' })
  })

  it('[CODE8] a matrix counts each code by table, site and language, and each cell opens to its words', async () => {
    const table = server.tableId(1)
    const by = async (part: string) => read<CodeMatrix>(bea, '/matrix', { by: part })
    const tables = await by('table')
    const column = tables.columns.findIndex(({ key }) => key === table)
    const cell = (of: CodeMatrix, code: string) => of.rows.find((row) => row.code === code)?.cells[column]
    expect(tables.rows).toHaveLength(3)
    expect(cell(tables, codes.waiting)).toEqual({ codings: 3, entries: 2, beneath: 2 })
    // With what lies beneath it.
    expect(cell(tables, codes.stop)).toEqual({ codings: 1, entries: 1, beneath: 2 })
    expect(tables.rows.every(({ cells }) => cells.every((one, n) => n === column || one.entries === 0))).toBe(true)
    const langs = await by('lang')
    const arabic = langs.columns.findIndex(({ key }) => key === 'ar')
    expect(langs.rows.map(({ cells }) => cells[arabic]?.entries)).toEqual([1, 0, 1])
    const { passages } = await read<InCode>(cem, `/codes/${codes.waiting}`, { table, lang: 'ar' })
    expect(passages.map(({ entry, codings }) => [entry.entry, codings.map(({ start, end }) => [start, end])])).toEqual([
      [entries.night, [[0, 5]]],
    ])
    expect((await server.api(`${at()}/matrix?by=mood`, { as: bea })).status).toBe(400)
  })
})

describe('while tables write', () => {
  it('[CODE11] a page that codes hears of what they say, whether or not anybody reads for themes', async () => {
    await said('late', 'Et après minuit ?')
    for (const id of ['late1', 'late2']) {
      const { version, coverage } = await told(cem)
      const held = server.parts.waiting.count()
      const news = told(cem, { after: version })
      while (server.parts.waiting.count() === held) await new Promise((resolve) => setImmediate(resolve))
      const words = { id: id as WordsId, node: 'n' as NodeId, text: `Et après minuit ? ${id}`, seat: null } as const
      done(
        await server.parts.live.write(board(), 'reporter', (doc) =>
          addWords(
            doc,
            { who: 'reporter', why: 'test' },
            { ...words, lang: 'fr' as Lang, at: now++, capture: 'dictated' },
          ),
        ),
      )
      expect((await news).coverage.entries).toBe(coverage.entries + 1)
    }
    // Long before a request that is held is answered anyway.
  }, 15_000)
})
