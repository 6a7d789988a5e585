/** The end of the day at a site, with steps that its tables had not closed. */
import type { ClockAct } from '@tablee/shared/dialogue/clock'
import { itemKey } from '@tablee/shared/dialogue/items'
import { noticeMs } from '@tablee/shared/dialogue/ran'
import type { SeatCode } from '@tablee/shared/ids'
import { afterEach, expect, it } from 'vitest'
import { entries, openDay, phoneAt, runnerAt } from './day.ts'
import { problemOf, unique, type Hall } from './hall.ts'

const ending: Hall[] = []
afterEach(async () => {
  for (const hall of ending.splice(0)) await hall.close()
})

it('[TURN7] when the day is over nobody hands in any more and nothing opens by itself; what was handed in counts, and its table closes and reveals it', async () => {
  let now = Date.UTC(2026, 10, 27, 15)
  const hall = await openDay({ clock: () => now })
  ending.push(hall)
  const { dialogues } = hall.parts
  const site = dialogues.table(hall.tableId(1))?.siteId
  if (site === undefined) throw new Error('no site')
  const act = async (what: ClockAct): Promise<void> => {
    const version = dialogues.clockAt(hall.tableId(1))?.version ?? -1
    const by = { author: 'head', device: 'd', command: unique('act') }
    expect(await dialogues.act(hall.dialogue, { site }, what, { version }, by)).toMatchObject({ ok: true })
  }
  const [runner, elsewhere] = [await runnerAt(hall, 1), await runnerAt(hall, 4)]
  const [ada, bo, far] = [
    await phoneAt(hall, 1, 'T1-01'),
    await phoneAt(hall, 1, 'T1-02'),
    await phoneAt(hall, 4, 'T4-01'),
  ]
  const [bench] = await entries(hall, runner.board, ['A bench'])
  if (bench === undefined) throw new Error('no entry')
  for (const step of ['alone', 'signed']) await runner.does({ kind: 'open', step, nodes: [] })
  await runner.does({ kind: 'open', step: 'vote', nodes: [bench] })
  await elsewhere.does({ kind: 'open', step: 'alone', nodes: [] })
  const vote = (value: 'agree' | 'disagree') => ({ [itemKey('agree', bench)]: { type: 'agree' as const, value } })
  const pick = { pick: { type: 'none' as const, why: 'refused' as const } }
  expect((await ada.answer('vote', { ...vote('agree'), ...pick })).status).toBe(200)

  await act({ do: 'end' })
  // While it can be taken back the day goes on.
  now += noticeMs - 1
  expect((await ada.write('alone', unique('sheet'), 'Shade for all.')).status).toBe(200)
  now += 1
  const late = { code: 'round', state: 'closed', wants: 'open' }
  const begun = unique('sheet')
  expect(problemOf(await bo.write('alone', begun, 'Too late.'))).toEqual(late)
  expect(problemOf(await bo.answer('vote', { ...vote('disagree'), ...pick }))).toEqual(late)
  // What was begun is kept for its seat, as of any step that closed.
  expect((await bo.write('alone', begun, 'Too la', false)).status).toBe(200)
  expect(problemOf(await runner.does({ kind: 'open', step: 'ask', nodes: [] }))).toMatchObject({ code: 'round' })
  // Nothing sealed is told until its table says so.
  for (const step of ['alone', 'vote']) expect((await runner.round(step)).state).toBe('open')
  expect(JSON.stringify(await runner.read())).not.toMatch(/Shade|Too la/)
  expect((await far.write('alone', unique('sheet'), 'Still at work.')).status).toBe(200)

  expect((await runner.does({ kind: 'reveal', step: 'alone' })).status).toBe(200)
  expect((await runner.does({ kind: 'close', step: 'vote' })).status).toBe(200)
  const { task } = await runner.round('alone')
  expect(task.kind === 'write' ? task.sheets.map(({ text }) => text) : []).toEqual(['Shade for all.'])
  expect(problemOf(await bo.write('alone', begun, 'Too late.'))).toEqual(late)

  // The day that is opened again takes what is open still.
  await act({ do: 'back' })
  now += noticeMs
  expect((await bo.write('signed', unique('sheet'), 'In time.')).status).toBe(200)
})

it('[SCR9] when the day is over a person has all of their own on the phone, of every session and wherever they sat in it, and nobody else’s', async () => {
  let now = Date.UTC(2026, 10, 27, 15)
  const hall = await openDay({
    clock: () => now,
    draft: (draft) => {
      const second = draft.tables.find(({ number }) => number === 2)
      if (second === undefined) throw new Error('no second table')
      // A session that looks back has them anyhow.
      const sessions = draft.sessions.map((session) => ({
        ...session,
        steps: session.steps.filter(({ kind }) => kind !== 'read-back'),
      }))
      return { ...draft, sessions, rotation: [{ session: 3, to: { ['T1-01' as SeatCode]: second.id } }] }
    },
  })
  ending.push(hall)
  const { dialogues } = hall.parts
  const runner = await runnerAt(hall, 1)
  const [ada, bo] = [await phoneAt(hall, 1, 'T1-01'), await phoneAt(hall, 1, 'T1-02')]
  const by = (what: string) => ({ author: 'head', device: 'd', command: unique(what) })
  for (const step of ['alone', 'signed']) await runner.does({ kind: 'open', step, nodes: [] })
  expect((await ada.write('alone', unique('sheet'), 'A bench under the lime.')).status).toBe(200)
  expect((await bo.write('signed', unique('sheet'), 'Shade.')).status).toBe(200)
  for (const step of ['alone', 'signed']) await runner.does({ kind: 'close', step })
  expect(await dialogues.moveTo(hall.dialogue, 3, by('to-3'))).toMatchObject({ ok: true })
  now += noticeMs
  expect((await ada.read()).rounds).toEqual([])

  const [site] = dialogues.sites(hall.dialogue)
  if (site === undefined) throw new Error('no site')
  const { version } = dialogues.clockAt(hall.tableId(1)) ?? { version: -1 }
  expect(await dialogues.act(hall.dialogue, { site: site.id }, { do: 'end' }, { version }, by('end'))).toMatchObject({
    ok: true,
  })
  now += noticeMs
  const [own, others] = [await ada.read(), await bo.read()]
  expect(own.rounds).toMatchObject([
    { step: 'alone', state: 'closed', session: { number: 2 }, task: { sheets: [{ text: 'A bench under the lime.' }] } },
  ])
  expect(others.rounds.map(({ step }) => step)).toEqual(['signed'])
  expect(JSON.stringify(others)).not.toContain('lime')
})
