/** The nine questions that a history is asked, and the two without which it says nothing. */
import { only, type Fault, type History, type Measures, type Standing } from './history.ts'
import { revoked, seen, shown } from './history-readers.ts'
import { balloted, cuts } from './history-moments.ts'
import { epochs, kept, once, order, seqs } from './history-log.ts'

/**
 * Everything that does not fit, in the order of the questions; at most `most` of each, because one lost row can have a
 * thousand consequences. No faults: whatever the cluster answered was true.
 */
export function faults(history: History, standing: Standing, { fresh }: Measures, most = 5): readonly Fault[] {
  const asked: readonly (readonly [Fault['of'], readonly string[]])[] = [
    [1, kept(history, standing)],
    [2, seqs(standing)],
    [3, order(history, standing)],
    [4, [...seen(history, standing), ...shown(history, standing, fresh)]],
    [5, epochs(standing)],
    [6, once(history, standing)],
    [7, cuts(history, standing)],
    [8, balloted(history, standing)],
    [9, revoked(history, fresh)],
  ]
  return asked.flatMap(([of, says]) => [
    ...says.slice(0, most).map((one) => ({ of, says: one })),
    ...(says.length > most ? [{ of, says: `… and ${says.length - most} more` }] : []),
  ])
}

/**
 * What is missing for a script to have tried anything: a hall that changed hands while it was written to, and an owner whose
 * append was turned away because another has the hall by now.
 */
export function empty(history: History): readonly Fault[] {
  const taken = only(history, 'took')
  const acknowledged = only(history, 'write').filter(({ seq }) => seq !== null)
  const first = Math.min(...taken.map(({ at }) => at))
  const takeover = taken.some(
    ({ at, epoch }) =>
      epoch > Math.min(...taken.map((one) => one.epoch)) &&
      acknowledged.some(({ begun }) => begun >= first && begun < at) &&
      acknowledged.some(({ ended }) => ended !== null && ended > at),
  )
  return [
    ...(takeover ? [] : [{ of: 'empty' as const, says: 'nobody took the hall over from another between two answers' }]),
    ...(only(history, 'fenced').length > 0 ? [] : [{ of: 'empty' as const, says: 'no append was fenced' }]),
  ]
}
