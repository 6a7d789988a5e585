/** What nobody foresaw, over HTTP on a running day: a table, seats, a site, steps, other words; told to everybody, once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { changesCsv } from '@tablee/shared/formats/csv-changes'
import { readBoard } from '@tablee/shared/board/read'
import { snapshotSchema } from '@tablee/shared/snapshot/schema'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { Changes } from '@tablee/shared/wire/changes'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { Plan, PlanAnswer, PlanCommand } from '@tablee/shared/wire/plan'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import type { WatchList } from '@tablee/shared/wire/watch'
import Ajv from 'ajv/dist/2020.js'
import { afterEach, expect, it } from 'vitest'
import { aConsole, roomPath } from '../room/aConsole.ts'
import { openDay, paperSheetOf, phoneAt, runnerAt } from '../voices/day.ts'
import { createSheetIds } from '@tablee/server/paper/ids'
import { sheetTable } from '@tablee/server/paper/sheets'
import type { SeatCode } from '@tablee/shared/ids'
import { problemOf, sit, unique, watch, yes, type Hall } from '../voices/hall.ts'
import type { Reply } from '../support/server.ts'

type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
type Asked = Without<PlanCommand>

const open: Hall[] = []
const folders: string[] = []
async function aDay(options: Parameters<typeof openDay>[0] = {}): Promise<Hall> {
  const hall = await openDay(options)
  open.push(hall)
  return hall
}
afterEach(async () => {
  for (const hall of open.splice(0)) await hall.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const path = (hall: Hall): string => `/api/dialogues/${hall.dialogue}/plan`
const change = (hall: Hall, as: string, command: Asked, id = unique('plan')): Promise<Reply> =>
  hall.api(path(hall), { as, body: { ...command, id } })
const planOf = async (hall: Hall, as: string): Promise<Plan> => (await hall.api(path(hall), { as })).body as Plan
const answer = (reply: Reply): PlanAnswer => {
  expect([reply.status, reply.body]).toMatchObject([200, {}])
  return reply.body as PlanAnswer
}
const cardOf = (links: readonly LinkEntry[], role: string): string =>
  /#(.+)$/.exec(links.find((link) => link.role === role)?.url ?? '')?.[1] ?? ''
async function enterWith(hall: Hall, token: string): Promise<string> {
  const entered = await hall.api('/api/sessions', { body: { token, device: unique('device') } })
  expect(entered.status).toBe(201)
  return (entered.body as { session: string }).session
}
async function wordingsOf(hall: Hall, table: number): Promise<readonly (readonly [string, string])[]> {
  const place = hall.parts.dialogues.currentBoard(hall.tableId(table))
  if (place === null) throw new Error(`table ${table} has no board`)
  const board = await hall.parts.live.look(place.id, readBoard)
  return [...board.nodes.values()].map(({ kind, wording }) => [kind, wording] as const)
}
const aTable = (hall: Hall, why = 'eight more people came'): Asked => ({
  kind: 'add-table',
  why,
  site: hall.siteOf(1),
  seats: 4,
  lang: 'fr' as never,
})

it('[CHG5] a table is added while the day runs: one row, boards, cards; console, organiser and observers learn of it, people sit down there and vote', async () => {
  const hall = await aDay()
  const { session: organiser } = await hall.enter('organiser')
  const console = await aConsole(hall)
  const before = (await hall.api(`/api/dialogues/${hall.dialogue}/changes`, { as: organiser })).body as Changes
  const observer = hall.link('observer').path ?? ''
  const list = async (): Promise<WatchList> => (await hall.api(`/api/watch/${observer}`)).body as WatchList
  const watched = (await list()).tables.length
  const wakes = hall.api(`/api/dialogues/${hall.dialogue}/changes?after=${before.version}`, { as: organiser })

  const id = unique('plan')
  let links: readonly LinkEntry[] = []
  const news = await console.after(async () => {
    links = answer(await change(hall, organiser, aTable(hall), id)).links
  })
  expect(links.map(({ role, tableNumber }) => `${role} ${tableNumber}`)).toEqual([
    'facilitator 7',
    'reporter 7',
    'citizen 7',
  ])
  // The same once more: nothing is doubled, and the cards come again.
  expect(answer(await change(hall, organiser, aTable(hall), id)).links.map((link) => link.id)).toEqual(
    links.map((link) => link.id),
  )
  expect(hall.parts.dialogues.tables(hall.dialogue).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(news.tables.map(({ number }) => number)).toEqual([7])
  const parts = ((await wakes).body as Changes).parts
  expect(parts['plan']).not.toBe(before.parts['plan'])
  expect((await list()).tables.length).toBe(watched + 1)
  const about = (await hall.api(`/api/dialogues/${hall.dialogue}`, { as: organiser })).body as DialogueAnswer
  const entry = about.tables.find(({ number }) => number === 7)
  expect(entry?.boards.length).toBe(about.sessions.length)

  // Its facilitator's board has its question; a phone sits down by the citizens' code and votes.
  const board = hall.parts.dialogues.currentBoard(hall.tableId(7))
  const beside = hall.parts.dialogues.currentBoard(hall.tableId(1))
  expect(board?.question).toBe(beside?.question)
  expect(await wordingsOf(hall, 7)).toEqual([['issue', board?.question]])
  const facilitator = await enterWith(hall, cardOf(links, 'facilitator'))
  const opened = await hall.api(`/api/boards/${board?.id}/voices`, {
    as: facilitator,
    body: { id: unique('open'), kind: 'open', step: 'ask', nodes: [] },
  })
  expect(opened.status).toBe(200)
  const phone = await enterWith(hall, cardOf(links, 'citizen'))
  expect((await sit(hall, phone, 'T7-04')).status).toBe(201)
  const voted = await hall.api('/api/seat/commands', {
    as: phone,
    body: {
      id: unique('vote'),
      kind: 'answer',
      board: board?.id,
      step: 'ask',
      answers: { tram: { type: 'single', option: 'trams' } },
      sent: true,
    },
  })
  expect(voted.status).toBe(200)
  // Who sits, runs a table or watches is told of the table, and of no reason.
  const { session: analyst } = await hall.enter('analyst')
  for (const [as, address] of [
    [phone, '/api/seat'],
    [facilitator, `/api/boards/${board?.id}`],
    [facilitator, `/api/boards/${board?.id}/voices`],
    [analyst, `/api/dialogues/${hall.dialogue}`],
    [undefined, `/api/watch/${observer}`],
    [undefined, `/api/watch/${observer}/results`],
  ] as const) {
    const read = await hall.api(address, { as })
    expect([address, read.status]).toEqual([address, 200])
    expect(JSON.stringify(read.body)).not.toContain('eight more people')
  }
  expect((await planOf(hall, organiser)).changes).toMatchObject([
    { do: 'table', table: 7, seats: 4, why: 'eight more people came', by: 'organiser' },
  ])
})

it('[CHG6] seats are added at a running table: the code of a new one sits down, and the table’s screen has it', async () => {
  const hall = await aDay()
  const { session: head } = await hall.enter('head', 1)
  const runner = await runnerAt(hall, 1)
  const { session: phone } = await hall.enter('citizen', 1)
  expect((await sit(hall, phone, 'T1-07')).status).not.toBe(201)
  answer(await change(hall, head, { kind: 'add-seats', why: 'a chair more', table: hall.tableId(1), seats: 7 }))
  expect((await runner.read()).seats.map(({ seat }) => seat).at(-1)).toBe('T1-07')
  expect((await sit(hall, phone, 'T1-07')).status).toBe(201)
  expect((await hall.api('/api/seat', { as: phone })).body).toMatchObject({ seat: 'T1-07', seats: 7 })
  expect(hall.parts.dialogues.status(hall.board(1, 2))?.seats).toBe(7)
  // And a sheet of paper is printed for it.
  expect(paperSheetOf(hall, 1, 'alone', 'T1-07')).not.toBe('')
  for (const seats of [7, 6, 21])
    expect(
      (await change(hall, head, { kind: 'add-seats', why: 'x', table: hall.tableId(1), seats })).status,
    ).toBeGreaterThanOrEqual(400)
})

it('[CHG7] a site joins late: its head gets a card, its clock stands at the beginning, its first table is observed no more than the strictest of the others', async () => {
  const hall = await aDay()
  const { session: organiser } = await hall.enter('organiser')
  const site: Asked = {
    kind: 'add-site',
    why: 'the ferry was late',
    name: 'Nantes',
    country: 'FR',
    lang: 'fr' as never,
  }
  const { links } = answer(await change(hall, organiser, site))
  expect(links.map(({ role, site: name }) => [role, name])).toEqual([['head', 'Nantes']])
  const head = await enterWith(hall, cardOf(links, 'head'))
  const id = links[0]?.sites?.[0]
  if (id === undefined) throw new Error('no site')
  const room = await hall.api(roomPath(hall, id), { as: head })
  expect(room.body).toMatchObject({ tables: [], clock: { course: { session: 2, since: null } } })
  answer(await change(hall, head, { kind: 'add-table', why: 'they are here', site: id, seats: 6, lang: 'fr' as never }))
  expect(hall.parts.dialogues.currentBoard(hall.tableId(7))?.session).toBe(2)
  const other = await change(hall, head, aTable(hall))
  expect([other.status, problemOf(other)]).toEqual([404, { code: 'not-found', what: 'site' }])
  const clock = (await hall.api(roomPath(hall, id), { as: head })).body as { clock: { version: number } }
  const begun = await hall.api(roomPath(hall, id), {
    as: head,
    body: { id: unique('begin'), kind: 'begin', session: 1, seen: clock.clock.version },
  })
  expect(begun.status).toBe(200)
})

it('[CHG19] an open console learns that the day was changed as often as it was, and reads what, why and by whom', async () => {
  const hall = await aDay()
  const { session: organiser } = await hall.enter('organiser')
  const console = await aConsole(hall)
  expect(console.room.changed).toBe(0)
  answer(await change(hall, organiser, aTable(hall)))
  await console.until('the table is told', () => console.room.changed === 1)
  const { version } = await planOf(hall, organiser)
  answer(
    await change(hall, organiser, {
      kind: 'set-minutes',
      why: 'lunch came late',
      seen: version,
      session: 3,
      step: 0,
      minutes: 40,
    }),
  )
  await console.until('the minutes are told', () => console.room.changed === 2)
  expect((await planOf(hall, console.session)).changes).toMatchObject([
    { do: 'table', why: 'eight more people came' },
    { do: 'minutes', why: 'lunch came late', session: 3, by: 'organiser' },
  ])
})

it('[CHG8] a step that runs is neither left out nor made shorter; who saw the steps of before is told so, at the clock and at the plan; an open console has the new programme', async () => {
  const hall = await aDay()
  const { session: organiser } = await hall.enter('organiser')
  const console = await aConsole(hall)
  const seen = console.room.clock.version
  const version = (await planOf(hall, organiser)).version
  const began = await console.does({ kind: 'begin', session: 2, seen })
  expect(began.status).toBe(200)
  await console.next()
  const shown = console.room.clock.version
  const runs = (await planOf(hall, organiser)).sessions.find(({ number }) => number === 2)
  expect(runs?.steps.map((step) => step.runs)).toEqual([true, false, false, true])
  for (const command of [
    { kind: 'skip-step', why: 'x', seen: version, session: 2, step: 0 },
    { kind: 'set-minutes', why: 'x', seen: version, session: 2, step: 0, minutes: 2 },
  ] satisfies Asked[])
    expect(problemOf(await change(hall, organiser, command))).toEqual({ code: 'refused', why: 'it runs' })
  answer(
    await change(hall, organiser, {
      kind: 'set-minutes',
      why: 'they need longer',
      seen: version,
      session: 2,
      step: 0,
      minutes: 9,
    }),
  )
  expect(problemOf(await console.does({ kind: 'next', seen: shown }))).toMatchObject({ code: 'changed' })
  const stale: Asked = { kind: 'skip-step', why: 'x', seen: version, session: 2, step: 3 }
  expect(problemOf(await change(hall, organiser, stale))).toMatchObject({ code: 'changed' })
  // A version that never was is none that anybody looked at.
  expect(problemOf(await change(hall, organiser, { ...stale, seen: 9_999 }))).toEqual({ code: 'changed' })
  const now = (await planOf(hall, organiser)).version
  const langs = (await planOf(hall, organiser)).langs
  const title = Object.fromEntries(langs.map((lang) => [lang, `A break (${lang})`]))
  answer(
    await change(hall, organiser, {
      kind: 'add-step',
      why: 'heat',
      seen: now,
      session: 2,
      at: 1,
      step: 'break',
      title,
      minutes: 10,
    }),
  )
  answer(await change(hall, organiser, { kind: 'skip-step', why: 'no time', seen: now + 1, session: 2, step: 2 }))
  await console.until('the new programme', () => {
    const steps = console.room.sessions.find(({ number }) => number === 2)?.steps ?? []
    return steps.map(({ minutes }) => minutes).join() === '9,10,0,5,5'
  })
  expect((await planOf(hall, organiser)).changes.map((one) => [one.do, one.before ?? null])).toEqual([
    ['minutes', 5],
    ['step', null],
    ['skip', 5],
  ])
})

it('[CHG21] people write alone in a step that nobody foresaw: phones have it, it is revealed, and a snapshot tells it as added', async () => {
  const hall = await aDay()
  const { session: organiser } = await hall.enter('organiser')
  const { langs, sessions } = await planOf(hall, organiser)
  const inAll = (text: string) => Object.fromEntries(langs.map((lang) => [lang, `${text} ${lang}`]))
  const put = {
    kind: 'add-step',
    why: 'two people have not said a word',
    seen: 0,
    session: 2,
    at: sessions.find(({ number }) => number === 2)?.steps.length ?? 0,
    step: 'private-writing',
    title: inAll('Once more alone'),
    minutes: 5,
    prompt: inAll('What has not been said?'),
  } as const
  const { prompt, ...without } = put
  expect((await change(hall, organiser, without)).status).toBe(400)
  expect((await change(hall, organiser, { ...put, prompt: { en: 'Only' } })).status).toBe(400)
  expect((await change(hall, organiser, { ...put, step: 'break' })).status).toBe(400)
  answer(await change(hall, organiser, put))
  const steps = (await planOf(hall, organiser)).sessions.find(({ number }) => number === 2)?.steps ?? []
  const { id, kind } = steps.at(-1) ?? {}
  if (id == null) throw new Error('no such step')
  expect(kind).toBe('private-writing')
  const runner = await runnerAt(hall, 1)
  const phone = await phoneAt(hall, 1, 'T1-02')
  expect(await phone.round(id)).toBeUndefined()
  expect((await runner.does({ kind: 'open', step: id, nodes: [] })).status).toBeLessThan(300)
  expect((await phone.round(id))?.task).toMatchObject({ kind: 'write', prompt, signature: 'seat-code' })
  expect((await phone.write(id, unique('sheet'), 'Nobody asked the drivers')).status).toBeLessThan(300)
  // As sealed as any: until it is revealed the table knows nothing of it.
  expect(JSON.stringify(await runner.read())).not.toContain('drivers')
  await runner.does({ kind: 'close', step: id })
  expect((await runner.does({ kind: 'reveal', step: id })).status).toBeLessThan(300)
  expect(JSON.stringify(await runner.read())).toContain('Nobody asked the drivers')
  const { session: analyst } = await hall.enter('analyst')
  const taken = await hall.api(`/api/dialogues/${hall.dialogue}/snapshots`, { as: analyst, method: 'POST' })
  const { body } = await hall.api(`/api/snapshots/${(taken.body as { hash: string }).hash}.json`, { as: analyst })
  const schema = new Ajv({ strict: false }).compile(snapshotSchema)
  expect(schema(body), JSON.stringify(schema.errors)).toBe(true)
  expect((body as Snapshot).changes).toMatchObject([{ do: 'step', why: put.why }])
})

it('[CHG9] bad input is refused in words and changes nothing; a table’s people, analysts and observers change nothing', async () => {
  const hall = await aDay()
  const { session: organiser } = await hall.enter('organiser')
  const row = hall.parts.journal.head(`dialogue:${hall.dialogue}`).seq
  const bad: readonly (readonly [number, Record<string, unknown>])[] = [
    [400, { ...aTable(hall), why: '  ' }],
    [400, { ...aTable(hall), seats: 0 }],
    [400, { ...aTable(hall), lang: 'pt' }],
    [404, { ...aTable(hall), site: 'nowhere' }],
    [400, { kind: 'add-site', why: 'x', name: 'X', country: 'france', lang: 'fr' }],
    [400, { kind: 'add-site', why: 'x', name: 'X', country: 'FR', lang: 'fr', zone: 'Mars/Base' }],
    [400, { kind: 'add-step', why: 'x', seen: 0, session: 2, at: 0, step: 'break', title: { en: 'Only' }, minutes: 5 }],
    [422, { kind: 'add-step', why: 'x', seen: 0, session: 77, at: 0, step: 'break', title: { en: 'x' }, minutes: 5 }],
    [400, { kind: 'add-step', why: 'x', seen: 0, session: 2, at: 0, step: 'ballot', title: { en: 'x' }, minutes: 5 }],
    [422, { kind: 'reword', why: 'x', step: 'ask', item: 'nothing', text: { en: 'x' } }],
    [400, { kind: 'reword', why: 'x', step: 'ask', item: 'tram', text: { en: 'x' } }],
    [400, { kind: 'reword', why: 'x', step: 'ask', item: 'tram', text: {} }],
    [400, { kind: 'unheard-of', why: 'x' }],
  ]
  for (const [status, body] of bad) {
    const reply = await hall.api(path(hall), { as: organiser, body: { ...body, id: unique('bad') } })
    expect([status, body]).toEqual([reply.status, body])
  }
  for (const role of ['facilitator', 'reporter', 'citizen', 'analyst'] as const) {
    const { session } = await hall.enter(role, role === 'analyst' ? undefined : 1)
    expect((await change(hall, session, aTable(hall))).status).toBe(403)
    expect((await hall.api(path(hall), { as: session })).status).toBe(403)
  }
  const { session: head } = await hall.enter('head', 1)
  const skip: Asked = { kind: 'skip-step', why: 'x', seen: 0, session: 3, step: 0 }
  expect((await change(hall, head, skip)).status).toBe(403)
  expect(hall.parts.journal.head(`dialogue:${hall.dialogue}`).seq).toBe(row)
})

it('[CHG10] who was killed between a table’s row and its boards and cards finds them at the next start, once', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'plan-'))
  folders.push(dir)
  const first = await aDay({ dir })
  // The row alone, as it stands when the process dies behind it.
  const state = first.parts.dialogues.standing(first.dialogue)
  const [table] = state?.plan.draft.tables ?? []
  if (state === null || table === undefined) throw new Error('no table')
  const verbs = first.parts.dialogues.planVerbs({ isOpen: () => false }, (length) =>
    crypto.getRandomValues(new Uint8Array(length)),
  )
  const by = { author: 'organiser', device: 'd', command: 'late', role: 'organiser', sites: null } as const
  const command = { ...aTable(first), id: 'late' } as PlanCommand
  expect((await verbs.changePlan(first.dialogue, command, by, () => true)).ok).toBe(true)
  const cards = (hall: Hall): number =>
    hall.parts.access.links.list(hall.dialogue).filter((link) => link.table === hall.tableId(7)).length
  expect(cards(first)).toBe(0)
  open.splice(0)
  await first.close()
  for (let start = 0; start < 2; start += 1) {
    const again = await aDay({ dir })
    await again.tablee.halls.complete(false)
    expect(cards(again)).toBe(3)
    const board = again.parts.dialogues.currentBoard(again.tableId(7))
    expect(await wordingsOf(again, 7)).toEqual([['issue', board?.question]])
    const looks = await watch(again, 7)
    looks.close()
    open.splice(0)
    await again.close()
  }
})

it('[CHG14] [CHG11] a question is put in other words between two tables: no round is open meanwhile, each keeps the words it was opened with, and figures, snapshot and files tell them apart and why', async () => {
  const langs = { en: 'How did you get here?', fr: 'Comment êtes-vous venus ?', de: 'x', es: 'x', ar: 'x' }
  const hall = await aDay()
  const { session: organiser } = await hall.enter('organiser')
  const { session: analyst } = await hall.enter('analyst')
  const why = '“Come” was read as “come back”'
  const text = Object.fromEntries(
    (await planOf(hall, organiser)).langs.map((lang) => [lang, langs[lang as 'en'] ?? 'x']),
  )
  const word: Asked = { kind: 'reword', why, step: 'ask', item: 'tram', text }
  const voted = async (table: number): Promise<string | undefined> => {
    const runner = await runnerAt(hall, table)
    expect((await runner.does({ kind: 'open', step: 'ask', nodes: [] })).status).toBe(200)
    const phones = await Promise.all([1, 2, 3, 4, 5].map((n) => phoneAt(hall, table, `T${table}-0${n}`)))
    for (const [n, phone] of phones.entries())
      expect(
        (await phone.answer('ask', { tram: { type: 'single', option: n < 5 ? 'trams' : 'cars' } })).status,
      ).toBeLessThan(300)
    const round = await phones[0]?.round('ask')
    if (table === 1)
      expect(problemOf(await change(hall, organiser, word))).toEqual({ code: 'refused', why: 'it is open' })
    await runner.does({ kind: 'close', step: 'ask' })
    return round?.task.kind === 'write' ? undefined : round?.task.items.find(({ id }) => id === 'tram')?.text['en']
  }
  expect(await voted(1)).toBe('How did you come?')
  answer(await change(hall, organiser, word))
  expect(await voted(2)).toBe('How did you get here?')
  const results = (await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: analyst })).body as ResultsAnswer
  const told = results.steps.find(({ step }) => step === 'ask')?.figures.filter(({ item }) => item === 'tram') ?? []
  expect(told.map((figure) => [figure.text['en'], figure.valid, figure.worded])).toEqual([
    ['How did you come?', 5, { part: 1, of: 2, why }],
    ['How did you get here?', 5, { part: 2, of: 2, why }],
  ])
  // What a phone or a table reads says nothing of the other words, nor why.
  expect(JSON.stringify(await (await runnerAt(hall, 2)).read())).not.toContain(why)

  const taken = await hall.api(`/api/dialogues/${hall.dialogue}/snapshots`, { as: analyst, method: 'POST' })
  const { hash } = taken.body as { hash: string }
  const { body } = await hall.api(`/api/snapshots/${hash}.json`, { as: analyst })
  const snapshot = body as Snapshot
  expect(snapshot.changes).toMatchObject([{ do: 'word', by: 'organiser', why, planned: { en: 'How did you come?' } }])
  const schema = new Ajv({ strict: false }).compile(snapshotSchema)
  expect(schema(snapshot), JSON.stringify(schema.errors)).toBe(true)
  // So few were asked in each of its wordings that a code would say at which table it sits: of that item nothing leaves by pair.
  const asked = snapshot.voices?.questionnaires?.find(({ step }) => step === 'ask')
  expect([asked?.untold, JSON.stringify(asked?.people ?? []).includes('trams')]).toEqual([['tram'], false])
  // In files of answers its wordings are questions of their own.
  const csv = changesCsv(snapshot)
  expect(csv).toContain('word')
  expect(csv).toContain('Comment êtes-vous venus ?')
})

it('[CHG18] [PAP25] a sheet that was printed before counts for the words on it; one that does not say is asked for, where there were others', async () => {
  const hall = await aDay()
  const { session: organiser } = await hall.enter('organiser')
  const { session: analyst } = await hall.enter('analyst')
  const { paper, dialogues, access } = hall.parts
  const seat = 'T2-06' as SeatCode
  const of = () => {
    const [dialogue, table] = [dialogues.dialogue(hall.dialogue), dialogues.table(hall.tableId(2))]
    if (dialogue === null || table === null) throw new Error('no such table')
    return { dialogue, table }
  }
  const print = (): string => {
    const { dialogue, table } = of()
    const pile = paper.sheetsOf({ session: 2, kinds: ['questionnaire'], langs: ['en'] }, dialogue, [table], hall.url)
    const own = pile.find((sheet) => {
      const found = paper.find(hall.board(2, 2), sheet.id)
      return found.ok && found.value.seat === seat && found.value.step === 'ask'
    })
    return own?.id ?? ''
  }
  const read = (id: string) => {
    const found = paper.find(hall.board(2, 2), id)
    if (!found.ok || found.value.holds.kind !== 'questionnaire') throw new Error('no questions')
    const { items, words } = found.value.holds
    return { text: items.find((item) => item.id === 'tram')?.text['en'], words }
  }
  const old = print()
  // Nothing was ever put in other words: nothing is asked of who types it in.
  expect(read(old)).toEqual({ text: 'How did you come?', words: undefined })
  const text = Object.fromEntries((await planOf(hall, organiser)).langs.map((lang) => [lang, 'How did you get here?']))
  answer(await change(hall, organiser, { kind: 'reword', why: 'unclear', step: 'ask', item: 'tram', text }))
  const fresh = print()
  expect(fresh).not.toBe(old)
  expect([read(old).text, read(old).words?.printed]).toEqual(['How did you come?', 0])
  expect([read(fresh).text, read(fresh).words?.printed]).toEqual(['How did you get here?', 1])
  // As a version before named it.
  const { dialogue, table } = of()
  const key = { kind: 'questionnaire', seat, step: 'ask', lang: 'en', byHand: false } as const
  const unsaid = createSheetIds(access.keys.of).idOf(sheetTable(dialogue, table), key)
  const { words } = read(unsaid)
  expect(words?.printed).toBeNull()
  expect(words?.choices.map(({ texts }) => texts[0]?.text['en'])).toEqual([
    'How did you come?',
    'How did you get here?',
  ])

  const runner = await runnerAt(hall, 2)
  await runner.does({ kind: 'open', step: 'ask', nodes: [] })
  const phones = await Promise.all([1, 2, 3, 4, 5].map((n) => phoneAt(hall, 2, `T2-0${n}`)))
  for (const phone of phones) await phone.answer('ask', { tram: { type: 'single', option: 'trams' } })
  expect((await runner.does({ kind: 'paper-consent', seat, consent: yes })).status).toBeLessThan(300)
  const answers = { tram: { type: 'single', option: 'cars' } } as const
  const typed = { kind: 'paper-answers', step: 'ask', seat, answers, again: answers } as const
  expect((await runner.does({ ...typed, words: 7 })).status).toBe(400)
  expect((await runner.does({ ...typed, words: 0 })).status).toBeLessThan(300)
  await runner.does({ kind: 'close', step: 'ask' })
  const told = async () => {
    const { body } = await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: analyst })
    const figures = (body as ResultsAnswer).steps.find(({ step }) => step === 'ask')?.figures ?? []
    return figures.flatMap(({ item, text, valid }) => (item === 'tram' ? [[text['en'], valid]] : []))
  }
  // One person read the old words: so few are told nowhere, and in no sum.
  expect(await told()).toEqual([
    ['How did you come?', null],
    ['How did you get here?', 5],
  ])
  const taken = await hall.api(`/api/dialogues/${hall.dialogue}/snapshots`, { as: analyst, method: 'POST' })
  const { body } = await hall.api(`/api/snapshots/${(taken.body as { hash: string }).hash}.json`, { as: analyst })
  const schema = new Ajv({ strict: false }).compile(snapshotSchema)
  expect(schema(body), JSON.stringify(schema.errors)).toBe(true)
  expect((body as Snapshot).voices?.questionnaires?.find(({ step }) => step === 'ask')?.untold).toEqual(['tram'])
  // Typed again with the words of the round, it is a correction: all six read the same.
  expect((await runner.does({ ...typed, words: 1 })).status).toBeLessThan(300)
  expect(await told()).toEqual([['How did you get here?', 6]])
})

it('[CHG15] a step that is left out opens nowhere any more, is no task of a table that never opened it, and holds nobody’s results back', async () => {
  const hall = await aDay()
  const { session: organiser } = await hall.enter('organiser')
  const console = await aConsole(hall)
  const [one, two] = [await runnerAt(hall, 1), await runnerAt(hall, 2)]
  await phoneAt(hall, 2, 'T2-01')
  await one.does({ kind: 'open', step: 'ask', nodes: [] })
  const phones = await Promise.all([1, 2, 3, 4, 5].map((n) => phoneAt(hall, 1, `T1-0${n}`)))
  for (const phone of phones) await phone.answer('ask', { tram: { type: 'single', option: 'trams' } })
  const results = async (): Promise<number> => {
    const { body } = await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: organiser })
    return (body as ResultsAnswer).steps.find(({ step }) => step === 'ask')?.figures.length ?? 0
  }
  // Back at its first step: nobody is in the last one.
  for (const site of [1, 4].map((table) => hall.siteOf(table))) {
    const path = roomPath(hall, site)
    const { clock } = (await hall.api(path, { as: organiser })).body as { clock: { version: number } }
    const begin = { id: unique('begin'), kind: 'begin', session: 2, seen: clock.version, clock: 'anew' }
    expect((await hall.api(path, { as: organiser, body: begin })).status).toBe(200)
  }
  const skip = async (): Promise<Reply> =>
    change(hall, organiser, {
      kind: 'skip-step',
      why: 'no time',
      seen: (await planOf(hall, organiser)).version,
      session: 2,
      step: 3,
    })
  expect(problemOf(await skip())).toEqual({ code: 'refused', why: 'it is open' })
  await one.does({ kind: 'close', step: 'ask' })
  expect(await results()).toBe(0)
  answer(await skip())
  expect(await results()).toBeGreaterThan(0)
  expect((await two.read()).rounds.map(({ step }) => step)).not.toContain('ask')
  expect((await one.read()).rounds.map(({ step }) => step)).toContain('ask')
  expect((await two.does({ kind: 'open', step: 'ask', nodes: [] })).status).toBe(422)
  expect(console.room.rounds.length).toBeGreaterThan(0)
})
