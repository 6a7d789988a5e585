/** Before and after, as walls tell it: numbers that are withheld there are none here, and what follows from the others is told. */
import { staysPut } from '../dialogue/rotation.ts'
import { entropy } from '../statistics/spread.ts'
import { answerRows } from '../voices/answer-rows.ts'
import { changesOf } from '../voices/change.ts'
import type { Change } from '../voices/figure.ts'
import { peopleOf, stepsToTell } from '../voices/results.ts'
import { seatsByTable } from '../voices/step-tables.ts'
import { readingsOf, wordsMoved } from '../voices/worded.ts'
import { itemTold } from './ask.ts'
import type { Asked } from './cases.ts'
import { stepOf, type Hall } from './hall-cases.ts'
import type { Leaving } from './outside.ts'
import { changeInside, timesOf, type ChangeQuestion } from './pairs.ts'
import type { Pairs, Refused } from './told.ts'

/** Yields now and then; see `whole` of `cases`. */
export function* changeOutside(of: Leaving, question: ChangeQuestion): Generator<undefined, Pairs | Refused> {
  const { hall, cases } = of
  if (hall === null || of.set !== null) {
    const told = yield* changeInside(cases, question)
    return 'why' in told ? told : { ...told, way: 'outside' }
  }
  const times = timesOf(cases, question)
  if ('why' in times) return times
  const { from, to } = times
  if (from.wave?.wave !== 'before' || to.wave?.wave !== 'after') return { why: 'not-outside' }
  yield
  const change = changeOf(hall, from, to)
  if (change === undefined) return { why: 'no-pairs' }
  if (change.worded !== undefined) return { why: 'other-words', sentence: change.worded.why }
  return pairsTold(cases.cut, from, to, change)
}

function changeOf(hall: Hall, from: Asked, to: Asked): Change | undefined {
  const waves = [from, to].map(({ step }) => {
    const told = stepsToTell(hall.sessions, hall.voices, hall.tables).find(({ id }) => id === step)
    const found = told === undefined ? null : stepOf(hall, told, { published: true })
    if (told === undefined || found === null) return null
    const { items, closed } = found
    const seats = seatsByTable(hall.voices, step, told.of, hall.seating ?? staysPut)
    return {
      items,
      people: peopleOf({ closed }, seats),
      rounds: closed.flatMap(({ round }) => readingsOf(items, round)),
    }
  })
  const [before, after] = waves
  if (before == null || after == null) return undefined
  return changesOf(from.wave?.questionnaire ?? '', { before, after }, true, wordsMoved(before, after)).find(
    ({ item }) => item === from.item.id,
  )
}

function pairsTold(cut: number, from: Asked, to: Asked, change: Change): Pairs {
  const options = change.flows.length === 0 ? [] : (change.options ?? []).map(({ key, text }) => ({ key, text }))
  const keys = options.map(({ key }) => key)
  const flows = keys.map((was) =>
    keys.map((is) => change.flows.find((one) => one.from === was && one.to === is)?.count ?? null),
  )
  const sumOf = (all: readonly (number | null)[]): number | null =>
    all.reduce<number | null>((sum, n) => (sum === null || n === null ? null : sum + n), 0)
  const counts = keys.map((_, n) => ({
    before: sumOf(flows[n] ?? []),
    after: sumOf(flows.map((row) => row[n] ?? null)),
  }))
  const spread = (time: 'before' | 'after'): number | null => {
    const all = counts.flatMap((one) => one[time] ?? [])
    return keys.length === 0 || all.length < keys.length ? null : entropy(all)
  }
  const { pairs, up, down, same, before, after, difference } = change
  const share = (count: number | null): number | null => (count === null || pairs === null ? null : count / pairs)
  const isNumber = from.item.type === 'scale' || from.item.type === 'number'
  return {
    cut,
    way: 'outside',
    from: from.name,
    to: to.name,
    item: itemTold(from.item),
    waves: { from: from.wave?.wave ?? '', to: to.wave?.wave ?? '' },
    pairs,
    once: { before: null, after: null },
    moved: pairs === null || same === null ? null : pairs - same,
    ...(isNumber ? { up, down, mean: { before, after, difference, interval: null } } : {}),
    options: isNumber ? answerRows(from.item).map(({ key, text }) => ({ key, text })) : options,
    flows,
    net: keys.map((key, n) => {
      const [was, is] = [share(counts[n]?.before ?? null), share(counts[n]?.after ?? null)]
      return { key, before: was, after: is, difference: was === null || is === null ? null : is - was, interval: null }
    }),
    spread: { how: isNumber ? 'deviation' : 'entropy', before: spread('before'), after: spread('after') },
    // Of a part of its tables nothing is told: it says no more than on how many they sat.
    clusters: to.tables.closed,
  }
}
