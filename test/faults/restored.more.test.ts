/**
 * A backup of a day with everything that nobody foresaw (the plan changed, people moved, questions, recommendations), put into
 * an empty folder and into one that went on since: every read answers everybody as when it was made, snapshots are the same to
 * the byte, and of what came after it only what people said for themselves is there.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode } from '@tablee/shared/board/edit'
import type { BoardId, Lang, NodeId, SeatCode } from '@tablee/shared/ids'
import { snapshotText } from '@tablee/shared/snapshot/structure'
import { backup, restore } from '@tablee/server/recovery/backup'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answering, answeringAs } from '../support/answering.ts'
import { askedEvery, everyAnswer, everyRoom, inAWorker, sorted } from '../support/everyAnswer.ts'
import type { Answers, Reader } from '../support/everyAnswer.ts'
import { done, startServer, type TestServer } from '../support/server.ts'
import { unforeseen } from '../support/unforeseen.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const onFile = describe.skipIf(nothingOnPostgres('a backup of a day that nobody foresaw', 'it is of a folder'))

const root = mkdtempSync(join(tmpdir(), 'tablee-restored-'))
const [data, empty, file] = [join(root, 'data'), join(root, 'empty'), join(root, 'backup.sqlite')]
let now = Date.UTC(2026, 10, 28, 14)
/** When everybody is asked: what a clock says is the same then. */
const askedAt = now + 3_600_000
const later = 'said after the backup'
const by = { author: 'analyst', device: 'd' }
let server: TestServer
let day: Awaited<ReturnType<typeof unforeseen>>
let readers: readonly Reader[]
/** Of somebody who says nothing before the backup. */
let session = ''
type Told = { readonly answers: Answers; readonly rooms: readonly string[] }
let before: Told
let snapshots: ReadonlyMap<string, string | null>

async function asked(who: readonly Reader[] = readers): Promise<Told> {
  now = askedAt
  const rooms = await everyRoom(server.url, server.link('observer').path ?? '')
  const answers = await everyAnswer({
    url: server.url,
    readers: who,
    // What a restore is told by, how rows lie in the log, and what a worker makes of what the rest says.
    only: (route) => !inAWorker.test(route) && !/healthz|\/journal|\/recovery$/.test(route),
    beforeEach: () => void (now += askedEvery),
  })
  return { answers, rooms: Object.values(rooms) }
}
async function bodies(): Promise<ReadonlyMap<string, string | null>> {
  const all = new Map<string, string | null>()
  for (const { hash } of await server.parts.snapshots.list(server.dialogue)) {
    all.set(hash, await server.parts.snapshots.body(hash))
    expect(snapshotText(done(await server.parts.snapshots.rebuild(hash)))).toBe(all.get(hash))
  }
  return all
}
/** Views begin anew after a restore; phones are told by another era, and so by another version, to hand in what may be missing. */
const said = (told: unknown, name: string): string => {
  const others = new Set(['epoch', 'room', 'era', ...(name.endsWith(' /api/seat') ? ['version'] : [])])
  return JSON.stringify(sorted(told), (key, value: unknown) => (others.has(key) ? '' : value)) ?? ''
}
const otherwise = (after: Told): readonly string[] =>
  Object.keys(before.answers).filter((name) => said(before.answers[name], name) !== said(after.answers[name], name))
const confirm = async (): Promise<void> =>
  expect((await server.api('/api/recovery/confirm', { as: day.organiser, method: 'POST' })).status).toBe(200)
async function does(path: string, as: string, body: object): Promise<void> {
  const reply = await server.api(path, { as, body })
  expect(reply.status, JSON.stringify([body, reply.body])).toBeLessThan(300)
}

beforeAll(async () => {
  server = await startServer({ dir: data, clock: () => (now += 100) })
  const organiser = (await server.enter('organiser')).session
  await does(`/api/dialogues/${server.dialogue}/session`, organiser, { session: 3 })
  day = await unforeseen(server, 'day')
  session = (await answering(server, 1, 'T1-03')).session
  const taken = done(await server.parts.snapshots.takeDialogue(server.dialogue, by)).hash
  const link = server.link('observer').path ?? ''
  const rooms = server.parts.views.list(link)?.tables.map(({ room }) => room.split('.')[0] ?? '') ?? []
  const ids = {
    board: day.boards,
    dialogue: [server.dialogue],
    site: server.parts.dialogues.sites(server.dialogue).map(({ id }) => id),
    hash: [taken],
    a: [taken],
    b: [taken],
    photo: [],
    sheet: [],
    link: [link],
    place: rooms.slice(0, 1),
  }
  readers = [
    { name: 'nobody', session: null, ids },
    { name: 'organiser', session: day.organiser, ids },
    { name: 'head', session: day.head, ids },
    { name: 'analyst', session: (await server.enter('analyst')).session, ids },
    { name: 'facilitator', session: (await server.enter('facilitator', 1)).session, ids },
    { name: 'phone', session: (await server.enter('citizen', 2, { seat: 'T2-03' })).session, ids },
  ]
  await server.close()
  server = await startServer({ dir: data, clock: () => now })
  before = await asked()
  snapshots = await bodies()
  await server.parts.journal.settled()
  backup(data, file)
  await server.close()
}, 120_000)
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

onFile('a backup of a day that nobody foresaw', () => {
  it('[REC11] in an empty folder every read answers everybody as it did, and snapshots are the same to the byte', async () => {
    await restore(empty, file, now)
    server = await startServer({ dir: empty, clock: () => now })
    await confirm()
    const after = await asked()
    expect(otherwise(after)).toEqual([])
    expect(after.rooms).toEqual(before.rooms)
    expect(await bodies()).toEqual(snapshots)
    const told = Object.values(before.answers).filter(({ status }) => status === 200).length
    console.log(
      `restored: ${told} reads of ${readers.length} people are equal, ${snapshots.size} snapshots to the byte`,
    )
    expect(told).toBeGreaterThan(100)
    await server.close()
  }, 120_000)

  it('[REC11] in one that went on what people said since is carried over, and no change of the plan, no move, no message', async () => {
    server = await startServer({ dir: data, clock: () => (now += 100) })
    const { dialogue, parts } = server
    const [own, room] = [`/api/dialogues/${dialogue}`, `/api/dialogues/${dialogue}/sites/${server.siteOf(1)}/room`]
    const change = (id: string, body: object) => does(`${own}/plan`, day.organiser, { id, why: later, ...body })
    await change('l1', { kind: 'add-table', site: server.siteOf(1), seats: 4, lang: 'fr' })
    await change('l2', { kind: 'add-site', name: later, country: 'FR', lang: 'fr' })
    const text = Object.fromEntries(['en', 'fr', 'de', 'es', 'ar'].map((lang) => [lang, later]))
    await change('l3', { kind: 'reword', step: 'before', item: 'safe', text })
    const tables = [1, 2, 3].map((n) => server.tableId(n))
    const added = parts.dialogues.tables(dialogue).at(-1)?.id
    const moves = [{ seat: 'T1-03', table: tables[1] }]
    await does(room, day.head, { id: 'l4', kind: 'move-seats', session: 3, moves, why: later })
    const asks = (id: string, body: object) => does(`${own}/questions`, day.head, { id, ...body })
    const question = { kind: 'ask', text: { en: later }, answer: 'agree', unit: 'people', options: [] }
    await asks('closed', { ...question, tables: [...tables, added] })
    await asks('open', { ...question, tables: [...tables, added] })
    await asks('voted', { kind: 'vote-on-recommendations', from: day.agreed, tables, most: 2 })
    const late = await answering(server, 1, 'T1-02')
    const silent = answeringAs(session, 'T1-03', server.api)
    for (const step of ['q-closed', 'q-open'])
      for (const phone of [late, silent]) await phone(step, () => ({ type: 'agree', value: 'agree' }))
    await late('q-voted', () => ({ type: 'support', value: 'no', why: { text: later, lang: 'en' } }))
    await asks('closes', { kind: 'close', step: 'q-closed' })
    await does(room, day.head, { id: 'l5', kind: 'message', to: 'tables', tables, text: { en: later } })
    await does(room, day.head, { id: 'l6', kind: 'draw-curtains', tables: [tables[1]], to: 'drawn' })
    const entry = { id: 'later' as NodeId, kind: 'position', wording: later, lang: 'en' as Lang, at: 1 } as const
    const written = await parts.live.write(day.boards[0] as BoardId, 'reporter', (doc) => {
      addNode(doc, { who: 'reporter', why: 'later' }, entry)
    })
    expect(written.ok).toBe(true)
    const voices = parts.voices.state(dialogue)
    await server.close()

    const { voices: carried } = await restore(data, file, now)
    server = await startServer({ dir: data, clock: () => now })
    expect(server.parts.voices.state(dialogue)).toEqual(voices)
    // Until the organiser says that it is over, whoever watches sees nothing.
    expect(JSON.stringify(await asked(readers.filter(({ session }) => session === null)))).not.toContain(later)
    await confirm()
    const after = await asked()
    // Of people's voices alone; a dialogue says how many rounds are open.
    const ofVoices = /(\/voices|\/results(\/items)?|\/seat|\/questions|\/dialogues\/[^/]+)$/
    expect(otherwise(after).filter((name) => !ofVoices.test(name))).toEqual([])
    const tells = Object.keys(after.answers).filter((name) => JSON.stringify(after.answers[name]).includes(later))
    expect(tells.filter((name) => !ofVoices.test(name) || name.startsWith('nobody'))).toEqual([])
    expect(after.rooms).toEqual(before.rooms)
    const all = await bodies()
    for (const [hash, body] of snapshots) expect(all.get(hash)).toBe(body)

    // Who was moved sits where they sat before; what they gave stands once, and they give it no second time.
    const seat = 'T1-03' as SeatCode
    expect(server.parts.dialogues.seating.seatsAt({ dialogue, table: tables[0], session: 3 } as never)).toContain(seat)
    await answeringAs(
      session,
      'T1-03',
      server.api,
    )('q-open', () => ({ type: 'agree', value: 'agree' })).catch(() => undefined)
    const given = [...server.parts.voices.state(dialogue).rounds.values()].filter(
      ({ step, casts }) => step === 'q-open' && casts.get('q')?.has(seat) === true,
    )
    expect(given.map(({ board }) => server.parts.dialogues.board(board)?.tableNumber)).toHaveLength(1)
    done(await server.parts.snapshots.takeDialogue(dialogue, by))
    expect((await bodies()).size).toBe(snapshots.size + 1)
    console.log(
      `restored: ${carried} rows of people's own carried over, ${tells.length} reads tell of them, no other does`,
    )
  }, 120_000)
})
