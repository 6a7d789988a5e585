/**
 * What becomes of codings when their words go: taken back, struck out, erased, refused, worded anew; what a snapshot holds of
 * them, while a round is open, too; and that nothing of what was erased is left in the folder.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode, addWords, setWording } from '@tablee/shared/board/edit'
import { lengthOf } from '@tablee/shared/codebook/passages'
import { teamCsv } from '@tablee/shared/formats/csv-themes'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import { snapshotSchema } from '@tablee/shared/snapshot/schema'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import type { CodebookTold, CodeCommand, CodedEntry } from '@tablee/shared/wire/codebook'
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'

let folder = mkdtempSync(join(tmpdir(), 'tablee-codes-kept-'))
let now = Date.now()
let server: TestServer
let [ada, bea, facilitator] = ['', '', '']
const start = () => startServer({ dir: folder, clock: () => now })
async function enter(): Promise<void> {
  ada = (await server.enter('analyst', undefined, { device: 'ada' })).session
  bea = (await server.enter('analyst', undefined, { device: 'bea' })).session
  facilitator = (await server.enter('facilitator', 1)).session
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
const at = (): string => `/api/dialogues/${server.dialogue}/codebook`
async function told(as: string): Promise<CodebookTold> {
  const reply = await server.api(`${at()}?steps=1000`, { as })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as CodebookTold
}
const entryOf = async (entry: string): Promise<CodedEntry> =>
  (await server.api(`${at()}/entry?${new URLSearchParams({ entry })}`, { as: ada })).body as CodedEntry
type Without<T> = T extends unknown ? Omit<T, 'id'> : never
const say = (as: string, command: Without<CodeCommand>, id = unique('step')): Promise<Reply> =>
  server.api(at(), { as, body: { id, ...command } })
const problemOf = (reply: Reply): Problem['code'] | null =>
  (reply.body as { problem?: Problem } | null)?.problem?.code ?? null
async function did(as: string, command: Without<CodeCommand>, id = unique(command.kind)): Promise<string> {
  const reply = await say(as, command, id)
  expect(reply.status, JSON.stringify(reply.body)).toBe(204)
  return id
}
async function command(body: object): Promise<void> {
  const reply = await server.api(`/api/boards/${board()}/commands`, {
    as: facilitator,
    body: { id: unique('c'), ...body },
  })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
}

const board = () => server.board(1, 5)
const origin = { who: 'reporter', why: 'test' } as const
const wording = 'The city may stop a line the same day'
async function said(id: string, text: string, seat: string | null = null): Promise<string> {
  done(
    await server.parts.live.write(board(), 'reporter', (doc) => {
      const by = { lang: 'en' as Lang, at: now++ }
      addNode(doc, origin, { id: 'n' as NodeId, kind: 'position', wording, ...by })
      const words = { id: id as WordsId, node: 'n' as NodeId, text, seat: seat as SeatCode | null, ...by }
      addWords(doc, origin, { ...words, capture: 'dictated' })
    }),
  )
  return `${board()}/words/${id}`
}
const reworded = (text: string) =>
  server.parts.live.write(board(), 'reporter', (doc) => setWording(doc, origin, 'n' as NodeId, text))
const stop = () => 'code-stop'
const coded = (entry: string, as = ada, more: object = {}) =>
  did(as, { kind: 'coding', code: stop(), entry, start: 0, end: 5, ...more })

async function frozen(taken?: string) {
  const hash =
    taken ?? done(await server.parts.snapshots.takeDialogue(server.dialogue, { author: 'a', device: 'd' })).hash
  const reply = await server.api(`/api/snapshots/${hash}/text`, { as: ada })
  const texts = new Map((reply.body as Sidecar).texts.map(({ digest, text }) => [digest, text]))
  const snapshot = JSON.parse((await server.parts.snapshots.body(hash)) ?? '') as Snapshot
  return { hash, snapshot, texts }
}

it('[CODE3] words that are taken back, struck out or refused take what is coded of them out of all that is told', async () => {
  await did(ada, { kind: 'code', name: 'Power to stop', parent: null }, stop())
  const [back, struck, refused] = [
    await said('w-back', 'Canary of one who thought about it again and takes it back.'),
    await said('w-struck', 'Canary of one who was struck out of the minutes.'),
    await said('w-refused', 'Canary of one who is not to be quoted anywhere.', 'T1-04'),
  ]
  for (const entry of [back, struck, refused]) {
    const coding = await coded(entry)
    await did(ada, { kind: 'memo', on: { coding }, text: 'Tuna: a memo on it', lang: 'en' })
    await did(bea, { kind: 'memo', on: { entry }, text: 'Tuna: another', lang: 'en' })
    await did(bea, { kind: 'code-example', code: stop(), entry, start: 0, end: 6 })
  }
  await did(bea, {
    kind: 'memo',
    on: { code: stop() },
    text: 'As somebody said: Canary of one who thought about it again and takes it back.',
    lang: 'en',
  })
  expect((await told(ada)).codes[0]).toMatchObject({ codings: 3, entries: 3 })
  const everything = async (): Promise<string> => {
    const paths = [
      '',
      `/codes/${stop()}`,
      '/matrix',
      ...[back, struck, refused].map((entry) => `/entry?entry=${entry}`),
    ]
    const all = await Promise.all(paths.map((path) => server.api(`${at()}${path}`, { as: bea })))
    return JSON.stringify(all.map(({ body }) => body))
  }
  expect(await everything()).toContain('Tuna')
  await command({ kind: 'withdraw', words: 'w-back' })
  await command({ kind: 'redact', words: 'w-struck' })
  await server.enter('citizen', 1, { seat: 'T1-04', consent: { quoted: false, observed: true } })
  const after = await everything()
  for (const gone of ['Canary', 'Tuna', back, struck, refused]) expect(after).not.toContain(gone)
  const [code] = (await told(ada)).codes
  expect(code).toMatchObject({ codings: 0, entries: 0, examples: [], memos: [{ text: null }] })
  expect(problemOf(await say(ada, { kind: 'coding', code: stop(), entry: back, start: 0, end: 6 }))).toBe('not-found')
})

it('[CODE4] what is worded anew is told as moved or lost, and is not coded by who has not seen it', async () => {
  const entry = `${board()}/wording/n`
  const { entry: one } = await entryOf(entry)
  const saidThen = one?.said ?? ''
  const passage = { start: wording.indexOf('stop'), end: wording.indexOf('stop') + lengthOf('stop a line') }
  const coding = await did(ada, { kind: 'coding', code: stop(), entry, ...passage, said: saidThen })
  done(await reworded(`At night 🌙 the city may stop a line the same day`))
  const { codings, entry: two } = await entryOf(entry)
  const moved = { start: passage.start + lengthOf('At night 🌙 '), end: passage.end + lengthOf('At night 🌙 ') }
  expect(codings).toMatchObject([{ coding, place: 'moved', ...moved }])
  const late = { kind: 'coding', code: stop(), entry, start: 0, end: 3 } as const
  expect(problemOf(await say(bea, { ...late, said: saidThen }))).toBe('changed')
  expect(problemOf(await say(bea, late))).toBe('changed')
  await did(bea, { ...late, said: two?.said ?? '' })
  // A snapshot says where it stands by its cut, and the same when it is made again.
  const { snapshot, hash, texts } = await frozen()
  expect(snapshot.codes?.codings.find(({ id }) => id === coding)).toMatchObject({ place: 'moved', ...moved })
  expect(done(await server.parts.snapshots.rebuild(hash))).toEqual(snapshot)
  const csv = teamCsv(snapshot, texts).find(({ name }) => name === 'codings.csv')?.text ?? ''
  expect(csv).toContain(',moved,stop a line,1,')
  done(await reworded('Nobody halts a tram'))
  const lost = await entryOf(entry)
  expect(lost.codings.map(({ coding: id, place, start }) => [id === coding, place, start])).toEqual([
    [false, 'lost', 0],
    [true, 'lost', passage.start],
  ])
})

it('[CODE9] a snapshot holds the codebook by ids, and of an open round neither what is coded in it nor that anything is', async () => {
  const [one, other] = [await said('w-one', 'Somebody stops it.'), await said('w-other', 'Nobody does.')]
  await coded(one)
  const round = await did(bea, { kind: 'round', entries: [one, other], codes: [stop()], coders: 2 })
  await did(ada, { kind: 'round-join', round })
  await did(bea, { kind: 'round-join', round })
  const before = await frozen()
  expect(before.snapshot.codes?.codings.filter(({ entry }) => entry === one)).toHaveLength(1)
  expect(JSON.stringify(before.snapshot)).not.toMatch(/Power|Somebody|"(ada|bea)"/)
  const valid = new Ajv({ strict: false }).compile(snapshotSchema)
  expect(valid(before.snapshot), JSON.stringify(valid.errors)).toBe(true)
  const blind = await coded(other)
  await did(ada, { kind: 'memo', on: { entry: other }, text: 'Mine alone', lang: 'en' })
  await did(ada, { kind: 'undo', of: blind })
  await did(ada, { kind: 'redo', of: blind })
  // To its name: what is done blind moves nothing, and as many rows as it takes leave no trace in the cut.
  expect((await frozen()).hash).toBe(before.hash)
  const day = await did(bea, { kind: 'code', name: 'Day', parent: null })
  const between = await frozen()
  const [cut] = Object.entries(between.snapshot.cut).filter(([name]) => name.startsWith('synthesis:'))
  const [then] = Object.entries(before.snapshot.cut).filter(([name]) => name.startsWith('synthesis:'))
  expect((cut?.[1].seq ?? 0) - (then?.[1].seq ?? 0)).toBe(1)
  expect(JSON.stringify(between.snapshot)).not.toContain(blind)
  expect(done(await server.parts.snapshots.rebuild(between.hash))).toEqual(between.snapshot)
  await did(ada, { kind: 'round-close', round })
  await did(bea, { kind: 'no-code', entry: other })
  await did(bea, { kind: 'round-close', round })
  const after = await frozen()
  expect(after.snapshot.codes?.codings.find(({ id }) => id === blind)).toMatchObject({ round, coder: 1 })
  for (const { hash, snapshot } of [before, between, after])
    expect(done(await server.parts.snapshots.rebuild(hash))).toEqual(snapshot)
  const { codes } = done(await server.parts.snapshots.diff(between.hash, after.hash))
  expect(codes).toEqual({
    codes: { came: 0, went: 0, changed: 0 },
    codings: { came: 1, went: 0, changed: 0 },
    memos: { came: 1, went: 0, changed: 0 },
  })
  await did(bea, { kind: 'code-drop', code: day })
})

it('[CODE10] [ERA65] erased words are in no name, definition, memo or digest, and in no file of the folder', async () => {
  const secret = 'Paula Sommer missed her last tram on Friday.'
  const entry = await said('w-secret', secret)
  const coding = await coded(entry)
  const secretly = {
    kind: 'code',
    name: `Like: ${secret}`,
    parent: null,
    definition: secret,
    excludes: `Not ${secret}`,
  } as const
  const code = await did(ada, secretly)
  await did(bea, { kind: 'memo', on: { code }, text: `She said: ${secret}`, lang: 'en' })
  const wordingEntry = await entryOf(`${board()}/wording/n`)
  const kept = { kind: 'coding', code: stop(), entry: `${board()}/wording/n`, start: 0, end: 6 } as const
  const beside = await did(bea, { ...kept, said: wordingEntry.entry?.said ?? '' })
  const before = await frozen()
  expect([...before.texts.values()].filter((text) => text.includes('Paula'))).toHaveLength(5)
  await command({ kind: 'redact', words: 'w-secret' })
  expect([...(await frozen(before.hash)).texts.values()].join()).not.toContain('Paula')
  done(await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' }))
  const after = await told(ada)
  expect(JSON.stringify(after)).not.toContain('Paula')
  expect(after.codes.find(({ id }) => id === code)?.name).toMatch(/^Like: █+\.$/)
  expect((await frozen(before.hash)).snapshot).toEqual(before.snapshot)
  expect(done(await server.parts.snapshots.rebuild(before.hash))).toEqual(before.snapshot)
  // By what is left nobody can say whether the wording is the one that was coded.
  expect((await entryOf(`${board()}/wording/n`)).codings.find((one) => one.coding === beside)?.place).toBe('unsure')
  // Typed anew it is black, or not taken.
  expect(problemOf(await say(ada, { kind: 'code', name: secret, parent: null }))).toBe('refused')
  await did(ada, { kind: 'code-define', code, definition: `Once more: ${secret}` })
  expect((await told(bea)).codes.find(({ id }) => id === code)?.definition).toMatch(/^Once more: █+\.$/)
  const last = await told(ada)
  // After a kill it is the same, and the folder holds none of it.
  const [ran, left] = [server, folder]
  folder = mkdtempSync(join(tmpdir(), 'tablee-codes-killed-'))
  cpSync(left, folder, { recursive: true })
  server = await start()
  await ran.close()
  rmSync(left, { recursive: true, force: true })
  await enter()
  const again = await told(ada)
  expect(JSON.stringify([again.codes, again.coverage])).toEqual(JSON.stringify([last.codes, last.coverage]))
  expect(problemOf(await say(ada, { kind: 'memo', on: { coding }, text: 'Gone', lang: 'en' }))).toBe('not-found')
  expect(
    readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(Buffer.from('Paula')),
    ),
  ).toEqual([])
})
