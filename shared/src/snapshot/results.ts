/**
 * The results of a snapshot: the same figures as everywhere, made of what it holds. Anyone who has a snapshot has its ballots;
 * the figures are suppressed all the same, because they are shown and passed on.
 */
import { changesOf, type Wave } from '../voices/change.ts'
import type { Cast } from '../voices/fold.ts'
import type { Answer, ItemKey } from '../dialogue/items.ts'
import { tableSeat } from '../voices/fold.ts'
import { placeFigures, type PlacedRound } from '../voices/place-figures.ts'
import type { Placed } from '../voices/places.ts'
import { figuresOf, type TableRoundOf } from '../voices/tally.ts'
import { wordsMoved, type Worded } from '../voices/worded.ts'
import type { NodeId, SeatCode } from '../ids.ts'
import type { Figure, Results } from '../voices/figure.ts'
import type { Digest, Snapshot, SnapshotBoard } from './structure.ts'
import {
  answerOf,
  itemsOf,
  type SnapshotQuestionnaire,
  type SnapshotRound,
  type SnapshotSeat,
  type SnapshotStep,
} from './voices.ts'

type Texts = ReadonlyMap<Digest, string>
type Asking = Exclude<SnapshotStep, { readonly kind: 'write' }>

const given = (answer: Answer, wording?: number): Cast => ({
  phone: { answer, sent: true, at: 0, ...(wording === undefined ? {} : { wording }) },
  paper: null,
  settled: null,
})

/** Those who answered, and as many more as were asked. */
function asked(answered: Iterable<string>, all: number, sat: readonly string[]): readonly SeatCode[] {
  const names = [...new Set([...answered, ...sat])].slice(0, Math.max(all, new Set(answered).size))
  const others = Array.from({ length: Math.max(0, all - names.length) }, (_, n) => `silent ${n}`)
  return [...names, ...others] as SeatCode[]
}

function roundOf(round: SnapshotRound, sat: readonly SnapshotSeat[], texts: Texts): TableRoundOf {
  const casts = new Map<ItemKey, Map<string, Cast>>()
  const put = (item: ItemKey, seat: string, answer: Answer, wording?: number): void => {
    casts.set(item, (casts.get(item) ?? new Map<string, Cast>()).set(seat, given(answer, wording)))
  }
  for (const { item, seat, answer, wording } of round.ballots ?? []) put(item, seat, answerOf(answer, texts), wording)
  for (const { item, answer } of round.table ?? []) put(item, tableSeat, answerOf(answer, texts))
  const seats = asked(
    (round.ballots ?? []).map(({ seat }) => seat),
    round.asked ?? 0,
    // Who handed in nothing was asked what was drawn for their seat.
    sat.flatMap(({ seat, at }) => (at <= (round.closedAt ?? 0) ? [seat] : [])),
  )
  const nodes = (round.nodes ?? []).map(({ node, lang, wording }) => ({
    node: node as NodeId,
    lang,
    wording: texts.get(wording) ?? '',
  }))
  return { seats, round: { nodes, casts, ...(round.worded === undefined ? {} : { worded: round.worded }) } }
}

/** People of a questionnaire who say the same place, or none, as one table of theirs. Who did not answer sits at none. */
function placedPeople(of: SnapshotQuestionnaire, texts: Texts): readonly PlacedRound[] {
  const placed = ({ country, site, group }: SnapshotQuestionnaire['people'][number]): Placed => ({
    country: country ?? null,
    site: site ?? null,
    group: group ?? null,
  })
  return [...Map.groupBy(of.people, (one) => JSON.stringify([placed(one), one.worded ?? {}])).values()].flatMap(
    (here) =>
      here[0] === undefined
        ? []
        : people({ ...of, asked: 0, wordings: [], people: here }, texts).map((one) => ({
            ...one,
            placed: placed(here[0] ?? { pair: '', answers: [] }),
          })),
  )
}

/** Who read the same words as one table of theirs. */
function people({ wordings = [], ...of }: SnapshotQuestionnaire, texts: Texts): readonly TableRoundOf[] {
  const groups = Map.groupBy(of.people, ({ worded = {} }) => JSON.stringify(worded))
  const read = new Map(wordings.map((one) => [JSON.stringify(one.worded), one]))
  return [...new Set([...groups.keys(), ...read.keys()])].map((words) => {
    const here = groups.get(words) ?? []
    const asked = read.get(words)?.asked ?? (wordings.length === 0 ? of.asked : here.length)
    const worded = read.get(words)?.worded ?? here[0]?.worded ?? {}
    return peopleOf({ ...of, asked, people: here }, worded, texts)
  })
}

function peopleOf(of: SnapshotQuestionnaire, worded: Worded, texts: Texts): TableRoundOf {
  const casts = new Map<ItemKey, Map<string, Cast>>()
  for (const { pair, answers } of of.people)
    for (const { item, answer } of answers)
      casts.set(item, (casts.get(item) ?? new Map<string, Cast>()).set(pair, given(answerOf(answer, texts))))
  const seats = asked(
    of.people.map(({ pair }) => pair),
    of.asked,
    [],
  )
  return { seats, round: { nodes: [], casts, worded } }
}

/** Steps in the order of the programme, then before and after. None where a snapshot is of a version without voices. */
export function resultsOfSnapshot({ boards, voices }: Snapshot, texts: Texts): Results {
  if (voices === undefined) return { steps: [], change: [] }
  const questionnaires = new Map((voices.questionnaires ?? []).map((one) => [one.step, one]))
  const steps = voices.steps.flatMap((step): readonly Results['steps'][number][] => {
    if (step.kind === 'write' || step.asked?.calledBack !== undefined) return []
    const found = stepResults(step, boards, questionnaires.get(step.id), texts)
    return found === null ? [] : [found]
  })
  return { steps, change: changes(voices.steps, questionnaires, texts) }
}

function stepResults(
  step: Asking,
  boards: readonly SnapshotBoard[],
  questionnaire: SnapshotQuestionnaire | undefined,
  texts: Texts,
): Results['steps'][number] | null {
  const untold = questionnaire?.untold ?? []
  const items = itemsOf(step, texts).filter(({ id }) => !untold.includes(id))
  const draw = step.asked?.draw
  const here = boards.flatMap(({ number, session, voices, site, country, group }) => {
    const round = voices?.rounds.find((one) => one.step === step.id)
    return round === undefined || (step.asked === undefined && session !== step.session)
      ? []
      : [{ number, round, sat: voices?.seats ?? [], placed: { country: country ?? null, site, group: group ?? null } }]
  })
  const closed = here.filter(({ round }) => round.state !== 'open')
  if (closed.length === 0) return null
  const count = (tables: readonly TableRoundOf[]): readonly Figure[] =>
    figuresOf({ items, tables, outside: true, ...(draw === undefined ? {} : { draw }) })
  const tables = closed.map(({ number, round, sat, placed }) => ({ number, table: roundOf(round, sat, texts), placed }))
  // A questionnaire's people sit at no table.
  const answered = questionnaire === undefined || questionnaire.people.length === 0 ? [] : people(questionnaire, texts)
  const all = step.kind === 'questionnaire' ? answered : tables.map(({ table }) => table)
  const byPlace =
    step.kind === 'questionnaire'
      ? placeFigures(items, questionnaire === undefined ? [] : placedPeople(questionnaire, texts), { asked: false })
      : placeFigures(
          items,
          tables.map(({ table, placed }) => ({ ...table, placed })),
          { asked: true },
        )
  return {
    step: step.id,
    session: step.session,
    title: step.title,
    kind: step.kind,
    ...(step.asked === undefined ? {} : { asked: true as const }),
    ...(draw === undefined ? {} : { draw: { seed: draw.seed, most: draw.most } }),
    tables: { closed: closed.length, of: here.length },
    figures: all.length === 0 ? [] : count(all).filter(({ wording }) => wording === undefined),
    byTable: tables
      .map(({ number, table }) => ({
        table: number,
        figures: count([table]).filter(({ unit, wording }) => unit === 'tables' || wording !== undefined),
      }))
      .filter(({ figures }) => figures.length > 0)
      .sort((a, b) => a.table - b.table),
    ...(byPlace.length === 0 ? {} : { byPlace }),
  }
}

function changes(
  steps: readonly SnapshotStep[],
  questionnaires: ReadonlyMap<string, SnapshotQuestionnaire>,
  texts: Texts,
): Results['change'] {
  const waves = (wave: 'before' | 'after') =>
    steps.flatMap((step) => (step.kind === 'questionnaire' && step.wave === wave ? [step] : []))
  const waveOf = ({ id }: SnapshotStep): Wave =>
    new Map(
      (questionnaires.get(id)?.people ?? []).map(({ pair, answers }) => [
        pair,
        Object.fromEntries(answers.map(({ item, answer }) => [item, answerOf(answer, texts)])),
      ]),
    )
  const wordsOf = (step: Extract<SnapshotStep, { readonly kind: 'questionnaire' }>) => ({
    items: itemsOf(step, texts),
    rounds: questionnaires.get(step.id)?.people ?? [],
  })
  return waves('before').flatMap((before) => {
    const after = waves('after').find(({ questionnaire }) => questionnaire === before.questionnaire)
    if (after === undefined) return []
    const sides = {
      before: { items: itemsOf(before, texts), people: waveOf(before) },
      after: { items: itemsOf(after, texts), people: waveOf(after) },
    }
    return sides.before.people.size === 0 || sides.after.people.size === 0
      ? []
      : changesOf(before.questionnaire, sides, true, wordsMoved(wordsOf(before), wordsOf(after)))
  })
}
