/** A question whose answers were picked from tables' maps: what can be picked, and what is shown of it afterwards. */
import Ajv from 'ajv/dist/2020.js'
import { addNode, remove } from '@tablee/shared/board/edit'
import { setWording } from '@tablee/shared/board/nodes'
import { voicesTables } from '@tablee/shared/formats/csv-voices'
import type { Lang, NodeId, TableId } from '@tablee/shared/ids'
import { snapshotSchema } from '@tablee/shared/snapshot/schema'
import type { Sidecar, Snapshot } from '@tablee/shared/snapshot/structure'
import type { Pickable, Questions } from '@tablee/shared/wire/questions'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aConsole, type Console } from '../room/aConsole.ts'
import { entries, openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { problemOf, speak, unique, yes, type Hall } from './hall.ts'

let hall: Hall
let console: Console
let tables: readonly TableId[]
let phones: readonly Phone[]
/** How far the server's clock is ahead of this machine's: what was told a moment ago is told again. */
let ahead = 0

const [stays, goes, refused, condition] = [
  'STAYS the line stops the same day',
  'GOES a voice answers at once',
  'REFUSED my own street is too loud',
  'IF the villages have a bus at night',
]
const path = (): string => `/api/dialogues/${hall.dialogue}/questions`
/** Of a console of its own each time: who asks ten in a minute is told to wait. */
const head = async (): Promise<string> => (await aConsole(hall, 1)).session
const pickable = async (as?: string): Promise<Pickable> =>
  (await hall.api(`${path()}/entries`, { as: as ?? (await head()) })).body as Pickable
const listed = async (): Promise<string> => {
  ahead += 11_000
  return JSON.stringify(await pickable())
}
const nameOf = async (wording: string): Promise<{ table: TableId; entry: string }> => {
  for (const { table, entries } of (await pickable()).tables)
    for (const one of entries) if (one.wording === wording) return { table, entry: one.entry }
  throw new Error(`nobody may pick ${wording}`)
}
const asks = async (body: object, id = unique('ask'), as?: string) =>
  hall.api(path(), {
    as: as ?? (await head()),
    body: {
      id,
      kind: 'ask',
      tables,
      text: { en: 'Which of these?', fr: 'Laquelle ?' },
      answer: 'choose',
      unit: 'people',
      options: [],
      ...body,
    },
  })
const command = async (table: number, body: object): Promise<void> => {
  const { session } = await runnerAt(hall, table)
  const done = await hall.api(`/api/boards/${hall.board(table, 2)}/commands`, {
    as: session,
    body: { id: unique(), ...body },
  })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
}
const policy = async (table: number, body: object): Promise<void> => {
  const { session } = await runnerAt(hall, table)
  const done = await hall.api(`/api/boards/${hall.board(table, 2)}/policy`, { as: session, method: 'PUT', body })
  expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
}
const consents = async (phone: Phone | undefined, consent: object): Promise<void> => {
  expect((await phone?.send({ id: unique(), kind: 'consent', consent } as never))?.status).toBe(200)
}
const add = async (table: number, id: string, kind: 'condition' | 'position', wording: string): Promise<void> => {
  const done = await hall.parts.live.write(hall.board(table, 2), 'reporter', (doc) => {
    addNode(doc, { who: 'reporter', why: 'add' }, { id: id as NodeId, kind, wording, lang: 'en' as Lang, at: 1 })
  })
  expect(done.ok).toBe(true)
}

beforeAll(async () => {
  hall = await openDay({ clock: () => Date.now() + ahead })
  console = await aConsole(hall, 1)
  tables = console.room.tables.map(({ id }) => id)
  phones = await Promise.all([
    ...[1, 2, 3, 4, 5].map((n) => phoneAt(hall, 1, `T1-0${n}`)),
    ...[1, 2, 3, 4, 5, 6].map((n) => phoneAt(hall, 2, `T2-0${n}`)),
  ])
  await entries(hall, hall.board(1, 2), [stays, goes])
  await speak(hall, 1, [{ id: 'w1', seat: 'T1-01', text: refused }])
  await entries(hall, hall.board(1, 2), [refused])
  await add(2, 'cond', 'condition', condition)
}, 60_000)
afterAll(() => hall?.close())

it('[ASK13] who asks is told the entries that observers see now, of their own tables, and not that there are others', async () => {
  const { tables: told } = await pickable()
  expect(told.map(({ number, entries }) => [number, entries.map(({ kind, wording }) => [kind, wording])])).toEqual([
    [
      1,
      [
        ['issue', 'Who decides?'],
        ['position', stays],
        ['position', goes],
        ['position', refused],
      ],
    ],
    [2, [['condition', condition]]],
  ])
  const whole = await listed()
  for (const node of ['cond', 'issue-1']) expect(whole).not.toContain(`"${node}"`)
  const elsewhere = (await aConsole(hall, 4)).session
  expect(await pickable(elsewhere)).toEqual({ tables: [] })
  for (const role of ['facilitator', 'reporter', 'citizen', 'analyst'] as const) {
    const { session } = await hall.enter(role, role === 'analyst' ? undefined : 1)
    expect((await hall.api(`${path()}/entries`, { as: session })).status).toBe(403)
  }

  // Each of these takes away what it takes, and leaves no trace.
  const without = async (what: string): Promise<void> => {
    const now = await listed()
    expect(now).not.toContain(what)
    expect(now).toContain('IF the villages')
  }
  const { session } = await runnerAt(hall, 1)
  const observed = (await hall.api(`/api/boards/${hall.board(1, 2)}/policy`, { as: session })).body as { hidden: [] }
  expect(observed.hidden).toEqual([])
  await consents(phones[0], { ...yes, quoted: false, observed: false })
  await without('REFUSED')
  await consents(phones[0], yes)
  expect(await listed()).toContain('REFUSED')
  await policy(1, { observation: 'paused' })
  await without('STAYS')
  await policy(1, { observation: 'open', delayMinutes: 5 })
  ahead += 300_000
  expect(await listed()).toContain('STAYS')
  await add(1, 'late', 'position', 'LATE what was said a moment ago')
  await without('LATE')
  await policy(1, { delayMinutes: 0 })
  expect(await listed()).toContain('LATE')
  const gone = await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    remove(doc, { who: 'reporter', why: 'x' }, 'late' as NodeId)
  })
  expect(gone.ok).toBe(true)
  await without('LATE')
  await command(1, { kind: 'curtain', to: 'drawn' })
  await without('STAYS')
  // Behind the curtain, and the curtain open again: what was written there waits for its table.
  await add(1, 'behind', 'position', 'BEHIND the curtain')
  await command(1, { kind: 'curtain', to: 'open' })
  await without('BEHIND')
})

it('[ASK14] a table lets the hall be asked about an entry behind its curtain, in these words, and takes that back', async () => {
  const runner = await runnerAt(hall, 1)
  const node = 'behind' as NodeId
  await command(1, { kind: 'curtain', to: 'drawn' })
  expect(problemOf(await runner.does({ kind: 'release', node, wording: 'other words' }))?.code).toBe('changed')
  expect(problemOf(await runner.does({ kind: 'release', node: 'none' as NodeId, wording: 'x' }))?.code).toBe(
    'not-found',
  )
  const id = unique('release')
  const wording = 'BEHIND the curtain'
  for (let again = 0; again < 2; again += 1)
    expect((await runner.does({ kind: 'release', node, wording }, id)).status).toBe(200)
  expect((await runner.read()).released).toEqual([{ node, wording, lang: 'en' }])
  // Who does not decide it is not told.
  expect((await (await runnerAt(hall, 1, 'reporter')).read()).released).toBeUndefined()
  expect(await listed()).toContain('BEHIND')
  expect(await listed()).not.toContain('STAYS')
  // The wall knows nothing of it.
  const watched = hall.parts.views.list(hall.link('observer').path ?? '')
  expect(JSON.stringify(watched)).not.toContain('BEHIND')
  await hall.parts.voices.reread()
  expect(await listed()).toContain('BEHIND')
  // The yes was to these words.
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    setWording(doc, { who: 'reporter', why: 'x' }, node, 'BEHIND and more')
  })
  expect(await listed()).not.toContain('BEHIND')
  expect((await runner.does({ kind: 'release', node, wording: 'BEHIND and more' })).status).toBe(200)
  expect(await listed()).toContain('BEHIND and more')
  // Hidden is hidden, and paused is paused.
  await policy(1, { hidden: [node] })
  expect(await listed()).not.toContain('BEHIND')
  await policy(1, { hidden: [], observation: 'paused' })
  expect(await listed()).not.toContain('BEHIND')
  await policy(1, { observation: 'open' })
  expect(await listed()).toContain('BEHIND')
  for (let again = 0; again < 2; again += 1) expect((await runner.does({ kind: 'take-in', node })).status).toBe(200)
  expect(await listed()).not.toContain('BEHIND')
  expect((await runner.read()).released).toBeUndefined()
  await command(1, { kind: 'curtain', to: 'open' })
  const { session } = await hall.enter('citizen', 1)
  const citizen = await hall.api(`/api/boards/${hall.board(1, 2)}/voices`, {
    as: session,
    body: { id: unique(), kind: 'release', node, wording },
  })
  expect(citizen.status).toBe(403)
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    remove(doc, { who: 'reporter', why: 'x' }, node)
  })
})

/** Who reads of a question: phones of both tables, the wall, an analyst, the console and the table's own screen. */
async function read(step: string): Promise<Readonly<Record<string, string>>> {
  ahead += 11_000
  const of = (one: ResultsAnswer): string => JSON.stringify(one.steps.filter((each) => each.step === step))
  const wall = (await hall.api(`/api/watch/${hall.link('observer').path}/results`)).body as ResultsAnswer
  const { session } = await hall.enter('analyst')
  const all = (await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: session })).body as ResultsAnswer
  const told = (await hall.api(path(), { as: console.session })).body as Questions
  return {
    here: JSON.stringify(await phones[0]?.round(step)),
    there: JSON.stringify(await phones.at(-1)?.round(step)),
    screen: JSON.stringify(await (await runnerAt(hall, 1)).round(step)),
    console: JSON.stringify(told.asked.filter((one) => one.step === step)),
    wall: of(wall),
    analyst: of(all),
  }
}
const words = ['STAYS', 'GOES', 'REFUSED', 'IF', 'AUSSI'] as const
const has = (text: string): string => words.filter((word) => text.includes(word)).join(' ')
const label = 'An entry that is no longer shown'

let step = ''
it('[ASK15] what is picked is frozen as it stands, and carries its mark and its table; what may not be shown is refused', async () => {
  const entry = await nameOf(stays)
  expect(problemOf(await asks({ entries: [entry, entry] }))?.code).toBe('bad-request')
  expect(problemOf(await asks({ entries: [entry], options: [{ en: 'typed' }] }))?.code).toBe('bad-request')
  expect(problemOf(await asks({ entries: [entry], answer: 'ranking' }))?.code).toBe('bad-request')
  expect(problemOf(await asks({ entries: [entry], answer: 'agree' }))?.code).toBe('bad-request')
  for (const bad of [
    { ...entry, entry: 'none' },
    { ...entry, table: tables[1] },
    { ...entry, table: hall.tableId(4) },
  ])
    expect([400, 404]).toContain((await asks({ entries: [bad] })).status)
  const hides = [...(await hall.parts.live.look(hall.board(1, 2), (doc) => [...doc.getMap('nodes').keys()]))]
  await policy(1, { hidden: hides })
  expect(problemOf(await asks({ entries: [entry] }))).toEqual({ code: 'not-found', what: 'entry' })
  await policy(1, { hidden: [] })

  const picked = [
    { ...entry, also: { fr: 'AUSSI la ligne' } },
    await nameOf(goes),
    await nameOf(refused),
    await nameOf(condition),
  ]
  const id = unique('ask')
  const asked = await asks({ entries: picked }, id, console.session)
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  step = (asked.body as { step: string }).step
  expect((await phones[0]?.round(step))?.task).toMatchObject({
    items: [
      {
        type: 'choose',
        options: [
          { id: 'o1', text: { en: stays, fr: 'AUSSI la ligne' }, entry: { kind: 'position', table: 1 } },
          { id: 'o2', text: { en: goes }, entry: { kind: 'position', table: 1 } },
          { id: 'o3', text: { en: refused } },
          { id: 'o4', text: { en: condition }, entry: { kind: 'condition', table: 2 } },
        ],
      },
    ],
  })
  // The vote is about these words, whatever becomes of the entry.
  await hall.parts.live.write(hall.board(2, 2), 'reporter', (doc) => {
    setWording(doc, { who: 'reporter', why: 'x' }, 'cond' as NodeId, 'NOT asked')
  })
  for (const [n, phone] of phones.entries()) {
    const chosen = n < 6 ? ['o1', 'o2'] : ['o2', 'o4']
    const q = { type: 'choose', chosen, rejected: [], indifferent: [] } as const
    expect((await phone.answer(step, { q })).status).toBe(200)
  }
  expect((await asks({ entries: picked }, id, console.session)).body).toEqual({ step, left: [] })
  await console.does({ kind: 'round', step, to: 'closed' })
  for (const [who, text] of Object.entries(await read(step))) {
    expect([who, has(text)]).toEqual([who, words.join(' ')])
    expect(text).not.toMatch(/"cond"|NOT asked/)
    expect(text).toContain('"entry":{"kind":"condition","table":2}')
  }
})

const counts = (text: string | undefined): unknown => {
  const [told] = JSON.parse(text ?? '[]') as ResultsAnswer['steps']
  return told?.figures.map(({ valid, rows }) => [valid, rows.map(({ key, count }) => [key, count])])
}
const node = async (wording: string): Promise<NodeId> => {
  const found = [...hall.parts.voices.state(hall.dialogue).asks.values()]
    .flatMap((ask) => ask.entries)
    .find((one) => one.wording === wording)
  if (found === undefined) throw new Error(`nobody asked about ${wording}`)
  return found.node
}

it('[ASK15] hidden, behind the curtain, refused or deleted afterwards it stands under a label that says nothing, for everybody, and its counts stay', async () => {
  const before = await read(step)
  const now = async (expected: string): Promise<void> => {
    const told = await read(step)
    for (const [who, text] of Object.entries(told)) {
      expect([who, has(text)]).toEqual([who, expected])
      expect(text).toContain(label)
    }
    expect(counts(told['wall'])).toEqual(counts(before['wall']))
  }
  expect(counts(before['wall'])).toEqual([[11, expect.anything()]])
  await policy(1, { hidden: [await node(stays)] })
  await now('GOES REFUSED IF')
  await policy(1, { hidden: [] })
  expect(await read(step)).toEqual(before)
  await consents(phones[0], { ...yes, quoted: false, observed: false })
  await now('STAYS GOES IF AUSSI')
  // Put in other words by now: what was asked says it still.
  const reworded = await node(refused)
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    setWording(doc, { who: 'reporter', why: 'x' }, reworded, 'What the table made of it')
  })
  await now('STAYS GOES IF AUSSI')
  await consents(phones[0], yes)
  expect(await read(step)).toEqual(before)
  await command(1, { kind: 'curtain', to: 'drawn' })
  await now('IF')
  // What its table lets the hall be asked about it shows behind its curtain, too.
  const runner = await runnerAt(hall, 1)
  expect((await runner.does({ kind: 'release', node: await node(goes), wording: goes })).status).toBe(200)
  await now('GOES IF')
  expect((await runner.does({ kind: 'take-in', node: await node(goes) })).status).toBe(200)
  await now('IF')
  await command(1, { kind: 'curtain', to: 'open' })
  await policy(1, { observation: 'paused' })
  await now('IF')
  await policy(1, { observation: 'open' })
  const gone = await node(goes)
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
    remove(doc, { who: 'reporter', why: 'x' }, gone)
  })
  await now('STAYS REFUSED IF AUSSI')
})

it('[ASK16] a snapshot has what was picked as digests, and of what may not be shown only the label; so do its figures and files', async () => {
  await policy(1, { hidden: [await node(stays)] })
  const taken = async (): Promise<{ snapshot: Snapshot; sidecar: Sidecar }> => {
    const organiser = (await hall.enter('organiser')).session
    const done = await hall.api(`/api/dialogues/${hall.dialogue}/snapshots`, { as: organiser, body: {} })
    const { hash } = done.body as { hash: string }
    const at = `/api/snapshots/${hash}`
    return {
      snapshot: (await hall.api(at, { as: organiser })).body as Snapshot,
      sidecar: (await hall.api(`${at}/text`, { as: organiser })).body as Sidecar,
    }
  }
  const files = ({ snapshot, sidecar }: Awaited<ReturnType<typeof taken>>): string => {
    const texts = new Map(sidecar.texts.map(({ digest, text }) => [digest, text]))
    return voicesTables(snapshot, { texts, withheld: new Set(sidecar.withheld) })?.['items.csv'] ?? ''
  }
  const hidden = await taken()
  const valid = new Ajv({ strict: false }).compile(snapshotSchema)
  expect(valid(hidden.snapshot), JSON.stringify(valid.errors)).toBe(true)
  const asked = hidden.snapshot.voices?.steps.find(({ id }) => id === step)
  expect(asked?.asked?.picked).toMatchObject([
    { option: 'o1', table: 1, kind: 'position', texts: [{ lang: 'en' }, { lang: 'fr' }] },
    { option: 'o2', table: 1 },
    { option: 'o3', table: 1 },
    { option: 'o4', board: hall.board(2, 2), table: 2, kind: 'condition', texts: [{ lang: 'en' }] },
  ])
  expect(has(JSON.stringify(hidden.snapshot))).toBe('')
  // Hidden and deleted.
  expect(has(files(hidden))).toBe('REFUSED IF')
  expect(files(hidden)).toContain(label)
  await policy(1, { hidden: [] })
  expect(has(files(await taken()))).toBe('STAYS REFUSED IF AUSSI')
  await consents(phones[0], { ...yes, quoted: false, observed: false })
  expect(has(files(hidden))).toBe('REFUSED IF')
  const silent = await taken()
  expect(has(files(silent))).toBe('STAYS IF AUSSI')
  await consents(phones[0], yes)
})
