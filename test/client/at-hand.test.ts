/** Which act of a table's voices is the blue one. */
import { atHand } from '@tablee/client/table/voices/at-hand'
import { isOver } from '@tablee/client/table/voices/round-actions'
import type { TableRound } from '@tablee/shared/wire/voices'
import { expect, it } from 'vitest'

const asks = (step: string, state: TableRound['state'], kind: 'write' | 'ballot' = 'ballot'): TableRound => ({
  step,
  title: { en: step },
  minutes: 5,
  state,
  task:
    kind === 'write'
      ? { kind, prompt: { en: '?' }, signature: 'anonymous', handedIn: 0, unsent: 0, sheets: [] }
      : { kind, items: [], nodes: [], tableAnswers: {}, results: null },
})
const steps = ['welcome', 'alone', 'map', 'vote'].map((id) => ({ kind: 'map' as const, title: id, minutes: 5, id }))

it('[TVO1] the blue act is that of the step in which the table is, and no earlier or later one is opened by it', () => {
  const rounds = [asks('alone', 'waiting', 'write'), asks('vote', 'waiting')]
  const blue = (of: readonly TableRound[], index: number | null) => [...atHand(of, steps, index).primary]
  expect(blue(rounds, 1)).toEqual(['alone'])
  // The table went on without it: it can be opened still, but what is at hand is another.
  expect(blue(rounds, 2)).toEqual([])
  expect(atHand(rounds, steps, 2)).toMatchObject({ running: null, next: 'vote' })
  expect(blue(rounds, 3)).toEqual(['vote'])
  // What is open of an earlier step is closed by a blue button only where the running one asks nothing.
  const open = [asks('alone', 'open', 'write'), asks('vote', 'waiting')]
  expect(blue(open, 2)).toEqual(['alone'])
  expect(blue(open, 3)).toEqual(['vote'])
  // No clock runs, or its server names no steps: the first that waits.
  expect(blue(rounds, null)).toEqual(['alone'])
  expect([
    ...atHand(
      rounds,
      steps.map(({ id: _none, ...step }) => step),
      3,
    ).primary,
  ]).toEqual(['alone'])
})

it('[CON18] what was revealed, and a vote that was closed, has no act any more, also in the step that runs again', () => {
  const rounds = [asks('alone', 'revealed', 'write'), asks('vote', 'closed')]
  expect(atHand(rounds, steps, 1)).toMatchObject({ running: 'alone', next: null })
  expect(rounds.map(isOver)).toEqual([true, true])
  expect([asks('alone', 'closed', 'write'), asks('vote', 'open')].map(isOver)).toEqual([false, false])
})
