/** A step at all tables of a site, from the room's console: what moves, what is left and why, and two who act at once. */
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import type { SiteId, TableId } from '@tablee/shared/ids'
import { readVoiceRow, type VoiceRow } from '@tablee/shared/voices/rows'
import type { Session } from '@tablee/server/access/session'
import type { MoveRounds, MovedRounds } from '@tablee/server/voices/site-rounds'
import { afterEach, expect, it } from 'vitest'
import { openDay, phoneAt, runnerAt } from './day.ts'
import { problemOf, unique, type Hall } from './hall.ts'

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

const opensIn =
  (...ids: readonly string[]) =>
  (draft: DialogueDraft): DialogueDraft => ({
    ...draft,
    sessions: draft.sessions.map((session) => ({
      ...session,
      steps: session.steps.map((step) => (ids.includes(step.id ?? '') ? { ...step, opens: 'room' as const } : step)),
    })),
  })

async function aRoom(): Promise<{
  hall: Hall
  site: SiteId
  tables: readonly TableId[]
  consoles: readonly [Session, Session]
  moves(
    session: Session,
    command: Omit<MoveRounds, 'id'>,
    id?: string,
  ): ReturnType<Hall['parts']['participation']['moveRounds']>
  rows(kind: VoiceRow['kind']): Promise<number>
}> {
  const hall = await openDay({ draft: opensIn('alone', 'ask', 'vote') })
  ending.push(() => hall.close())
  const { participation, dialogues, access, journal } = hall.parts
  const all = dialogues.tables(hall.dialogue)
  const site = all[0]?.siteId
  if (site === undefined) throw new Error('no site')
  const enter = async (): Promise<Session> => {
    const found = access.authorise(`Bearer ${(await hall.enter('organiser')).session}`)
    if (found === null) throw new Error('not let in')
    return found
  }
  return {
    hall,
    site,
    tables: all.flatMap(({ id, siteId }) => (siteId === site ? [id] : [])),
    consoles: [await enter(), await enter()],
    moves: (session, command, id = unique('room')) =>
      participation.moveRounds(session, { dialogue: hall.dialogue, site }, { id, ...command }, () => true),
    async rows(kind) {
      await journal.settled()
      let count = 0
      for await (const row of journal.commands(`voices:${hall.dialogue}`))
        if (readVoiceRow(new TextDecoder().decode(row.data))?.kind === kind) count += 1
      return count
    },
  }
}
const told = (of: Awaited<ReturnType<Awaited<ReturnType<typeof aRoom>>['moves']>>): MovedRounds => {
  if (!of.ok) throw new Error(of.problem.code)
  return of.value
}

it('[TURN5] the room opens a step at all tables, each closes it for itself, and the room reveals; what was not done is told by table', async () => {
  const { hall, site, tables, consoles, moves, rows } = await aRoom()
  const [console] = consoles
  const runner = await runnerAt(hall, 1)
  expect((await runner.round('alone')).opens).toBe('room')
  expect(problemOf(await runner.does({ kind: 'open', step: 'alone', nodes: [] }))).toEqual({
    code: 'refused',
    why: 'the room opens this step',
  })
  const [first, second, third] = tables
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few tables')
  const by = { author: 'organiser', device: 'd', command: unique('close') }
  await hall.parts.dialogues.setClosed(hall.board(3, 2), true, by)
  const opened = told(await moves(console, { step: 'alone', to: 'open' }, 'open-all'))
  expect(opened).toEqual({
    moved: tables.filter((table) => table !== third),
    left: [{ table: third, why: 'closed' }],
  })
  // The same again: done, and nothing twice.
  expect(told(await moves(console, { step: 'alone', to: 'open' }, 'open-all'))).toEqual(opened)
  expect(await rows('open')).toBe(opened.moved.length)
  const ada = await phoneAt(hall, 1, 'T1-01')
  expect((await ada.write('alone', unique('sheet'), 'Shade')).status).toBe(200)
  for (const seat of ['T1-02', 'T1-03']) {
    const phone = await phoneAt(hall, 1, seat)
    expect((await phone.write('alone', unique('sheet'), 'Benches')).status).toBe(200)
  }
  // She may close hers, and open it again: it was the room that began it.
  expect((await runner.does({ kind: 'close', step: 'alone' })).status).toBe(200)
  expect((await runner.does({ kind: 'open', step: 'alone', nodes: [] })).status).toBe(200)
  expect((await runner.does({ kind: 'close', step: 'alone' })).status).toBe(200)
  // Nobody opens what a table closed, but by its name.
  expect(told(await moves(console, { step: 'alone', to: 'open' })).moved).toEqual([])
  expect(told(await moves(console, { step: 'alone', to: 'open', tables: [first] })).moved).toEqual([first])
  const revealed = told(await moves(console, { step: 'alone', to: 'revealed' }))
  // Where so few wrote, the table is told before it is shown: nobody in the room does it for them.
  expect(revealed).toEqual({
    moved: [first],
    left: tables
      .filter((table) => table !== first)
      .map((table) => ({ table, why: table === third ? 'not-open' : 'thin' })),
  })
  expect((await runner.round('alone')).state).toBe('revealed')
  expect(site).toBeTruthy()
})

it('[TURN5] of two consoles that act at once one does it, at each table once; the other is told that it was done', async () => {
  const { tables, consoles, moves, rows } = await aRoom()
  const both = await Promise.all(consoles.map((one) => moves(one, { step: 'ask', to: 'open' })))
  const [one, other] = both.map(told)
  expect([...(one?.moved ?? []), ...(other?.moved ?? [])].toSorted()).toEqual([...tables].toSorted())
  expect(other?.left.every(({ why }) => why === 'done-already')).toBe(true)
  expect(await rows('open')).toBe(tables.length)
  await Promise.all(consoles.map((each) => moves(each, { step: 'ask', to: 'closed' })))
  expect(await rows('close')).toBe(tables.length)
})

it('[TURN5] a step that each table opens is theirs, entries are picked at the table, and a table in another session is left alone', async () => {
  const { hall, consoles, tables, moves } = await aRoom()
  const [console] = consoles
  expect(await moves(console, { step: 'signed', to: 'open' })).toEqual({
    ok: false,
    problem: { code: 'refused', why: 'each table opens this step itself' },
  })
  expect(await moves(console, { step: 'vote', to: 'open' })).toMatchObject({ ok: false, problem: { code: 'refused' } })
  expect(await moves(console, { step: 'alone', to: 'open', tables: ['elsewhere' as TableId] })).toMatchObject({
    ok: false,
    problem: { code: 'not-found' },
  })
  // What a table opened itself the room may close: from afar, as nobody there said that they were done.
  const runner = await runnerAt(hall, 2)
  await runner.does({ kind: 'open', step: 'signed', nodes: [] })
  expect(told(await moves(console, { step: 'signed', to: 'closed' })).moved).toEqual([tables[1]])
  await hall.parts.dialogues.moveTo(hall.dialogue, 3, { author: 'organiser', device: 'd', command: unique('on') })
  const left = told(await moves(console, { step: 'alone', to: 'open' })).left
  expect(new Set(left.map(({ why }) => why))).toEqual(new Set(['elsewhere']))
})

it('[TURN6] writing without names that gives its writers away is revealed by its own table, which is told before; the room passes it by and says where', async () => {
  const { hall, consoles, tables, moves } = await aRoom()
  const [console] = consoles
  const [first, second, third] = tables
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few tables')
  const written = async (table: number, langs: readonly string[]): Promise<void> => {
    for (const [index, lang] of langs.entries()) {
      const { send, board } = await phoneAt(hall, table, `T${table}-0${index + 1}`)
      const sheet = { id: unique('write'), kind: 'write', board, step: 'alone', sheet: unique('sheet') } as const
      expect((await send({ ...sheet, text: `Shade ${index}`, lang, sent: true })).status).toBe(200)
    }
  }
  told(await moves(console, { step: 'alone', to: 'open' }))
  await written(1, ['en', 'en'])
  await written(2, ['en', 'en', 'fr'])
  await written(3, ['en', 'en', 'fr', 'fr-BE'])
  told(await moves(console, { step: 'alone', to: 'closed' }))
  const some = [first, second, third]
  expect(told(await moves(console, { step: 'alone', to: 'revealed', tables: some }))).toEqual({
    moved: [third],
    left: [first, second].map((table) => ({ table, why: 'thin' })),
  })
  // Nor straight from open, which closes in the same breath.
  const runner = await runnerAt(hall, 1)
  expect((await runner.does({ kind: 'open', step: 'alone', nodes: [] })).status).toBe(200)
  expect(told(await moves(console, { step: 'alone', to: 'revealed', tables: [first] })).left).toEqual([
    { table: first, why: 'thin' },
  ])
  expect((await runner.round('alone')).state).toBe('open')
  // It is the table's to decide.
  expect((await runner.does({ kind: 'close', step: 'alone' })).status).toBe(200)
  expect((await runner.does({ kind: 'reveal', step: 'alone' })).status).toBe(200)
  expect((await runner.round('alone')).state).toBe('revealed')
})
