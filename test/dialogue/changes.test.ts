/** A day that changes while it runs: a step put in, lengthened, skipped; a table and a site more; who sits where. */
import { changed, misfit, type PlanChange } from '@tablee/shared/dialogue/changes'
import type { ClockAct } from '@tablee/shared/dialogue/clock'
import type { DialogueCommand } from '@tablee/shared/dialogue/commands'
import { settled } from '@tablee/shared/dialogue/course'
import { clockOf, dialogueAfter } from '@tablee/shared/dialogue/fold'
import type { DialogueDraft, ProgrammeStep } from '@tablee/shared/dialogue/programme'
import { tableOfSeat } from '@tablee/shared/dialogue/rotation'
import { noDialogue, type DialogueState } from '@tablee/shared/dialogue/state'
import type { BoardId, DialogueId, Lang, SeatCode, SiteId, TableId } from '@tablee/shared/ids'
import { expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'

const min = 60_000
const noon = 1_700_000_000_000
const en = 'en' as Lang
const text = { en: 'x' }
const lyon = 'lyon' as SiteId
const [one, two] = ['t1', 't2'] as [TableId, TableId]
const named = (id: string, minutes: number): ProgrammeStep => ({ kind: 'map', title: { en: id }, minutes })
const boards = (table: TableId) =>
  [1, 2].map((session) => ({ id: `${table}-${session}` as BoardId, table, session, question: 'x', lang: en }))
const draft: DialogueDraft = {
  id: 'day' as DialogueId,
  title: 'A day',
  lang: en,
  opensAt: 0,
  closesAt: 1,
  session: 1,
  startedAt: null,
  sites: [{ id: lyon, name: 'Lyon', country: 'FR', lang: en }],
  tables: [one, two].map((id, n) => ({ id, site: lyon, number: n + 1, seats: 6, lang: en, citizensEdit: false })),
  sessions: [
    { number: 1, title: text, question: text, steps: [named('a', 10), named('b', 20), named('c', 30)] },
    { number: 2, title: text, question: text, steps: [named('d', 5), named('e', 5)] },
  ],
  boards: [...boards(one), ...boards(two)],
}
const aTable = { site: lyon, number: 3, seats: 6, lang: en, citizensEdit: false }
const founded = dialogueAfter(noDialogue, { kind: 'found', command: 'f', dialogue: draft }, noon)
const row = (change: PlanChange, command = 'c'): DialogueCommand => ({
  kind: 'change',
  command,
  change,
  why: 'a talk that came late',
  by: 'organiser',
})

/** The title of the step that runs at a table. */
function runs(state: DialogueState, table: TableId, at: number): string | null {
  const { course } = clockOf(state, table)
  const session = state.plan?.draft.sessions.find(({ number }) => number === course.session)
  if (session === undefined || course.since === null) return null
  return session.steps[settled(course, session, at).course.step]?.title['en'] ?? null
}

it('[CHG1] a step that is put in before the one that runs moves nobody, is told with its reason, and comes in its turn', () => {
  let state = dialogueAfter(
    founded,
    { kind: 'clock', command: '1', of: { site: lyon }, act: { do: 'begin', session: 1 } },
    noon,
  )
  state = dialogueAfter(state, { kind: 'clock', command: '2', of: { tables: [two] }, act: { do: 'hold' } }, noon + min)
  const at = noon + 15 * min
  expect([runs(state, one, at), runs(state, two, at)]).toEqual(['b', 'a'])
  state = dialogueAfter(state, row({ do: 'step', session: 1, at: 1, step: named('late', 7) }), at)
  expect([runs(state, one, at), runs(state, two, at)]).toEqual(['b', 'a'])
  state = dialogueAfter(state, { kind: 'clock', command: '3', of: { tables: [two] }, act: { do: 'next' } }, at)
  expect(runs(state, two, at + min)).toBe('late')
  expect(state.changes).toMatchObject([{ why: 'a talk that came late', by: 'organiser', at, change: { do: 'step' } }])
  expect(clockOf(state, one).passed.map(({ step, plannedMs }) => [step, plannedMs / min])).toEqual([[0, 10]])
})

it('[CHG2] a step that is skipped is led over, forwards and back, and what it would have taken is nobody’s time', () => {
  let state = dialogueAfter(
    founded,
    { kind: 'clock', command: '1', of: { site: lyon }, act: { do: 'begin', session: 1 } },
    noon,
  )
  const after = (act: ClockAct, at: number): string | null => {
    state = dialogueAfter(state, { kind: 'clock', command: `n${at}`, of: { site: lyon }, act }, at)
    return runs(state, one, at + 11_000)
  }
  state = dialogueAfter(state, row({ do: 'skip', session: 1, step: 1 }), noon + min)
  expect(after({ do: 'next' }, noon + 2 * min)).toBe('c')
  expect(after({ do: 'back' }, noon + 3 * min)).toBe('a')
  expect(runs(state, one, noon + 14 * min)).toBe('c')
  // The last one left out: what is before it goes over, and nobody reads the name of what is not there.
  state = dialogueAfter(state, row({ do: 'skip', session: 1, step: 2 }), noon + 3 * min)
  expect(runs(state, one, noon + 40 * min)).toBe('a')
})

it('[CHG3] what does not fit is said, and leaves the plan as it was; no seat is ever taken away', () => {
  const bad: readonly PlanChange[] = [
    { do: 'seats', table: one, seats: 5 },
    { do: 'step', session: 9, at: 0, step: named('x', 1) },
    { do: 'minutes', session: 1, step: 7, minutes: 3 },
    { do: 'table', table: { ...aTable, id: 't9' as TableId }, boards: [] },
    { do: 'word', step: 'none', item: 'x', text },
  ]
  for (const change of bad) {
    expect(misfit(draft, change)).not.toBeNull()
    expect(changed(draft, change)).toBe(draft)
  }
  const table = { ...aTable, id: 't3' as TableId }
  const more = dialogueAfter(founded, row({ do: 'table', table, boards: boards(table.id) }), noon)
  expect(more.plan?.boardsOf.get('t3')?.map(({ session }) => session)).toEqual([1, 2])
  expect(clockOf(more, table.id)).toBe(clockOf(more, one))
})

it('[CHG4] 2,000 random days: whatever is put in or skipped elsewhere, each table stays in its step', () => {
  const seed = Number(process.env['SEED'] ?? 20261128)
  const { next, pick, below: upTo } = seeded(seed)
  for (let day = 0; day < 2_000; day++) {
    let state = founded
    let at = noon
    for (let n = 0; n < 14; n++) {
      at += upTo(9 * min)
      const of = next() < 0.6 ? { site: lyon } : { tables: [next() < 0.5 ? one : two] }
      const acts: readonly ClockAct[] = [
        { do: 'begin', session: 1 + upTo(2) },
        { do: 'next' },
        { do: 'back' },
        { do: 'hold' },
        { do: 'go-on' },
        { do: 'take-back' },
        { do: 'join' },
      ]
      if (next() < 0.6) {
        state = dialogueAfter(state, { kind: 'clock', command: `${n}`, of, act: pick(acts) }, at)
        continue
      }
      const before = [runs(state, one, at), runs(state, two, at)]
      const session = 1 + upTo(2)
      const steps = state.plan?.draft.sessions[session - 1]?.steps ?? []
      const step = upTo(steps.length)
      const runsHere = before.includes(steps[step]?.title['en'] ?? null)
      const change: PlanChange =
        next() < 0.6 || runsHere
          ? { do: 'step', session, at: upTo(steps.length + 1), step: named(`${day}-${n}`, 1 + upTo(9)) }
          : { do: 'skip', session, step }
      state = dialogueAfter(state, row(change, `${n}`), at)
      expect([runs(state, one, at), runs(state, two, at)], `seed ${seed}, day ${day}`).toEqual(before)
    }
  }
  console.log(`seed ${seed}: 2,000 days`)
})

it('[ROT1] a seat sits where it was moved last, from that session on, and where it was at first before', () => {
  const seat = 'T1-03' as SeatCode
  let state = dialogueAfter(
    noDialogue,
    { kind: 'found', command: 'f', dialogue: { ...draft, rotation: [{ session: 2, to: { [seat]: two } }] } },
    noon,
  )
  const sits = (session: number): TableId => tableOfSeat(state.rotation, seat, session, one)
  expect([sits(1), sits(2), sits(3)]).toEqual([one, two, two])
  const back: DialogueCommand = { kind: 'seats', command: 's', session: 3, to: { [seat]: one }, why: 'ill', by: 'head' }
  state = dialogueAfter(state, back, noon)
  expect([sits(1), sits(2), sits(3)]).toEqual([one, two, one])
})
