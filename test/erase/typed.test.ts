/** What somebody typed on their phone (a condition of *yes, if*, an objection) goes with their sentence; what others typed stays. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NodeId, SeatCode } from '@tablee/shared/ids'
import type { Pickable } from '@tablee/shared/wire/questions'
import { synthesisDoc } from '@tablee/shared/documents'
import { typedName } from '@tablee/shared/synthesis/conditions'
import type { SynthesisRow } from '@tablee/shared/synthesis/rows'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { backup, restore } from '@tablee/server/recovery/backup'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aConsole } from '../room/aConsole.ts'
import { done } from '../support/server.ts'
import { entries, openDay, phoneAt, runnerAt, type Phone } from '../voices/day.ts'
import { speak, unique, type Hall } from '../voices/hall.ts'

const secret = 'My neighbour Paula drinks'
const inFrench = 'Ma voisine Paula boit'
const by = { author: 'organiser', device: 'd' }
let folder: string
let data: string
let hall: Hall
let vote = ''
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-typed-'))
  data = join(folder, 'data')
  hall = await openDay({ dir: data, seed: 'typed' })
})
afterEach(async () => {
  await hall.close()
  rmSync(folder, { recursive: true, force: true })
})

const filesWith = (text: string, under = data): readonly string[] =>
  readdirSync(under, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(Buffer.from(text)))
    .map(({ name }) => name)
/** Also in cold history, which lies packed in the file. */
async function inRows(text: string): Promise<readonly string[]> {
  const found: string[] = []
  const { journal } = hall.parts
  for (const doc of journal.documents(''))
    for await (const { data: row } of journal.read(doc, journal.head(doc).epoch, 0))
      if (Buffer.from(row).includes(Buffer.from(text))) found.push(doc)
  return found
}
const told = async (hash: string): Promise<string> => {
  const { session } = await hall.enter('analyst')
  const parts = await Promise.all(
    ['/text', '/csv', '/package'].map((end) => hall.api(`/api/snapshots/${hash}${end}`, { as: session })),
  )
  const results = (await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: session })).body as ResultsAnswer
  const wall = (await hall.api(`/api/watch/${hall.link('observer').path}/results`)).body as ResultsAnswer
  return JSON.stringify([...parts.map(({ body }) => body), results, wall])
}

const text = { en: 'And you?' }
async function ask(question: object): Promise<string> {
  const { session, room } = await aConsole(hall, 1)
  const body = { id: unique(), tables: room.tables.map(({ id }) => id), ...question }
  const asked = await hall.api(`/api/dialogues/${hall.dialogue}/questions`, { as: session, body })
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  return (asked.body as { step: string }).step
}
/** Said at table 1 from seat 1, recommended by the table with it as a reason, voted on by six; closed. */
async function aDay(typed: (n: number) => string, first?: string): Promise<readonly Phone[]> {
  const runs = await runnerAt(hall, 1)
  const phones = []
  for (let n = 1; n <= 6; n += 1) phones.push(await phoneAt(hall, 1, `T1-0${n}`))
  await speak(hall, 1, [{ id: 'told', seat: 'T1-01', text: secret }])
  const ids = await entries(hall, runs.board, [secret, 'More benches, please'])
  const from = await ask({ kind: 'ask', text, answer: 'recommendation', unit: 'tables', options: [] })
  const reasons = ids.map((node: NodeId) => ({ node, wording: 'x', lang: 'en' }))
  const q = { type: 'recommendation', sentence: secret, lang: 'en', reasons } as const
  expect((await runs.does({ kind: 'table-answer', step: from, answers: { q } })).status).toBe(200)
  vote = await ask({ kind: 'vote-on-recommendations', from, most: 5 })
  // And about the entry itself, with what it says in another language.
  const { session } = await aConsole(hall, 1)
  const pickable = (await hall.api(`/api/dialogues/${hall.dialogue}/questions/entries`, { as: session }))
    .body as Pickable
  const picked = pickable.tables.flatMap(({ table, entries: all }) =>
    all.map(({ entry, wording }) => ({ table, entry, also: { fr: wording === secret ? inFrench : 'Plus de bancs' } })),
  )
  expect(picked.map(({ also }) => also.fr)).toContain(inFrench)
  await ask({ kind: 'ask', text, answer: 'choose', unit: 'people', options: [], entries: picked.slice(0, 12), most: 1 })
  for (const [n, phone] of phones.entries()) {
    const value = n % 2 === 0 ? 'yes-if' : 'no'
    const task = (await phone.round(vote))?.task
    const [item] = task === undefined || task.kind === 'write' ? [] : task.items
    asked = item?.id ?? ''
    for (const said of n === 0 && first !== undefined ? [first, typed(n)] : [typed(n)]) {
      const answer = { type: 'support', value, why: { text: said, lang: 'en' } } as const
      expect((await phone.answer(vote, { [item?.id ?? '']: answer })).status).toBe(200)
    }
  }
  await runs.does({ kind: 'close', step: vote })
  return phones
}
async function erase(): Promise<void> {
  const { session } = await runnerAt(hall, 1)
  const body = { id: unique('strike'), kind: 'redact', words: 'told' }
  expect((await hall.api(`/api/boards/${hall.board(1, 2)}/commands`, { as: session, body })).status).toBe(200)
  done(await hall.parts.erasing.erase(hall.dialogue, by))
}
/** What a theme team said of conditions, by the names that it is told. */
async function joins(): Promise<readonly SynthesisRow[]> {
  const rows = []
  for await (const { data } of hall.parts.journal.commands(synthesisDoc(hall.dialogue)))
    rows.push(JSON.parse(new TextDecoder().decode(data)) as SynthesisRow)
  return rows
}
async function says(row: SynthesisRow): Promise<void> {
  const data = new TextEncoder().encode(JSON.stringify(row))
  const doc = synthesisDoc(hall.dialogue)
  const entry = {
    doc,
    epoch: null,
    author: 'analyst',
    device: 'ada',
    kind: 'command',
    data,
    writers: [],
    deps: [],
  } as const
  expect((await hall.parts.journal.append(entry)).ok).toBe(true)
}
/** As they are called, of the one recommendation that was voted on. */
const named = (condition: string): string =>
  typedName(vote, asked, { text: condition, lang: 'en' }, hall.parts.synthesis.typedAs)
let asked = ''
const snapshot = async (): Promise<string> => done(await hall.parts.snapshots.takeDialogue(hall.dialogue, by)).hash

it('[ERA16] [ERA64] their own condition and objection go out of the log, every snapshot and what is made of it; a backup made afterwards has nothing of it', async () => {
  const phones = await aDay((n) => (n === 0 ? `Only when ${secret}, no more` : `Condition ${n}`), secret)
  // What a theme team said of it is by its name; one of them an earlier version left when its sentence was erased.
  const [all, part] = [named(secret), named(`Only when ${secret}, no more`)]
  const [second, fourth] = [named('Condition 2'), named('Condition 4')]
  const ada = { by: 'ada', kind: 'same' } as const
  await says({ ...ada, command: 'j1', a: second, b: all })
  await says({ ...ada, command: 'j2', a: all, b: part })
  await says({ ...ada, kind: 'different', command: 'j3', a: fourth, b: all })
  await says({ ...ada, kind: 'show', command: 'j4', entry: part })
  await says({ ...ada, kind: 'apart', command: 'j5', entry: fourth })
  await says({ kind: 'undo', command: 'j6', of: 'j5' })
  const before = await joins()
  // Another table's own holds the vote, too.
  const whole = await snapshot()
  const theirs = done(await hall.parts.snapshots.take({ id: hall.board(2, 2), dialogue: hall.dialogue }, by)).hash
  const kept = await Promise.all([whole, theirs].map((hash) => hall.parts.snapshots.body(hash)))
  for (const hash of [whole, theirs]) {
    done(await hall.parts.snapshots.rebuild(hash))
    expect(await told(hash)).toContain('Paula')
  }
  // Said once more by the table in its next session, where no entry says it.
  done(await hall.parts.dialogues.moveTo(hall.dialogue, 3, { ...by, command: 'on' }))
  const from = await ask({ kind: 'ask', text, answer: 'recommendation', unit: 'tables', options: [] })
  const answers = { q: { type: 'recommendation', sentence: secret, lang: 'en', reasons: [] } }
  const { session } = await runnerAt(hall, 1)
  const body = { id: 'once-more', kind: 'table-answer', step: from, answers }
  expect((await hall.api(`/api/boards/${hall.board(1, 3)}/voices`, { as: session, body })).status).toBe(200)
  await erase()
  expect(filesWith('Paula')).toEqual([])
  expect(await inRows('Paula')).toEqual([])
  const rows = await joins()
  const byChance = rows.flatMap((row) => (row.kind === 'same' && row.command === 'j1' ? [row.b] : []))[0] ?? ''
  expect(byChance).toMatch(/\.own\.~/)
  const left = named(`Only when ${'█'.repeat(secret.length)}, no more`)
  expect(rows).toEqual(JSON.parse(JSON.stringify(before).replaceAll(all, byChance).replaceAll(part, left)))
  for (const hash of [whole, theirs, await snapshot()]) {
    expect(await told(hash)).not.toContain('Paula')
    done(await hall.parts.snapshots.rebuild(hash))
  }
  expect(await Promise.all([whole, theirs].map((hash) => hall.parts.snapshots.body(hash)))).toEqual(kept)
  expect(JSON.stringify(await phones[0]?.read())).not.toContain('Paula')
  expect(JSON.stringify(await phones[0]?.read())).toContain('Only when ██')
  await hall.parts.journal.settled()
  backup(data, join(folder, 'backup.sqlite'))
  await hall.close()
  await restore(join(folder, 'again'), join(folder, 'backup.sqlite'), Date.now())
  hall = await openDay({ dir: join(folder, 'again') })
  expect(filesWith('Paula', folder)).toEqual([])
  expect(await inRows('Paula')).toEqual([])
  expect(await joins()).toEqual(rows)
  // What an earlier version left of an erasure goes at the next start.
  await says({ ...ada, command: 'j7', a: all, b: second })
  await hall.close()
  hall = await openDay({ dir: join(folder, 'again') })
  const again = (await joins()).at(-1)
  expect(again).toMatchObject({ command: 'j7', a: expect.stringMatching(/\.own\.~/), b: second })
})

it('[ERA6] [ERA16] what another person typed stays to the letter, also when it is the same sentence', async () => {
  const phones = await aDay((n) => `When ${secret}, no more ${n}`)
  await erase()
  expect(JSON.stringify(await phones[0]?.read())).not.toContain('Paula')
  expect(JSON.stringify(await phones[1]?.read())).toContain(`When ${secret}, no more 1`)
})

it('[ERA16] at whichever table they sat by then: what was typed after a move goes, and what that table says itself stays', async () => {
  const console = await aConsole(hall, 1)
  const phones = []
  for (let n = 1; n <= 2; n += 1) phones.push(await phoneAt(hall, n, `T${n}-01`))
  await speak(hall, 1, [{ id: 'told', seat: 'T1-01', text: secret }])
  const moves = [{ seat: 'T1-01' as SeatCode, table: hall.tableId(2) }]
  expect((await console.does({ kind: 'move-seats', session: 3, moves, why: 'to hear others' })).status).toBe(200)
  done(await hall.parts.dialogues.moveTo(hall.dialogue, 3, { ...by, command: 'on' }))
  const from = await ask({ kind: 'ask', text, answer: 'recommendation', unit: 'tables', options: [] })
  const q = { type: 'recommendation', sentence: 'More benches', lang: 'en', reasons: [] }
  const body = { id: 'agreed', kind: 'table-answer', step: from, answers: { q } }
  const board = hall.board(2, 3)
  const { session } = await runnerAt(hall, 2)
  expect((await hall.api(`/api/boards/${board}/voices`, { as: session, body })).status).toBe(200)
  vote = await ask({ kind: 'vote-on-recommendations', from, most: 5 })
  for (const phone of phones) {
    const task = (await phone.round(vote))?.task
    const [item] = task === undefined || task.kind === 'write' ? [] : task.items
    const answers = {
      [item?.id ?? '']: { type: 'support', value: 'no', why: { text: `${secret} ${phone.seat}`, lang: 'en' } },
    }
    const command = { id: unique(), kind: 'answer', board, step: vote, answers, sent: true } as never
    expect((await phone.send(command)).status).toBe(200)
  }
  const closes = { id: 'closes', kind: 'close', step: vote }
  expect((await hall.api(`/api/boards/${board}/voices`, { as: session, body: closes })).status).toBe(200)
  const before = await snapshot()
  await erase()
  for (const [n, phone] of phones.entries())
    expect(JSON.stringify(await phone.read()).includes(`${secret} ${phone.seat}`)).toBe(n === 1)
  const told = JSON.stringify(
    await hall.api(`/api/snapshots/${before}/text`, { as: (await hall.enter('analyst')).session }),
  )
  expect([told.includes(`${secret} T1-01`), told.includes(`${secret} T2-01`)]).toEqual([false, true])
  done(await hall.parts.snapshots.rebuild(before))
  expect(await inRows('T1-01",')).not.toEqual([])
  expect(filesWith(`${secret} T1-01`)).toEqual([])
})
