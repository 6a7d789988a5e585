/** What is worked out once for a cut, of what may leave: figures as they are told, and which parts of the people beside them. */
import { itemKey, readItemKey, type Item } from '../dialogue/items.ts'
import { staysPut } from '../dialogue/rotation.ts'
import { askedAgain, type Asking } from '../voices/asked-again.ts'
import type { Figure } from '../voices/figure.ts'
import { partsTold, type PlacedRound } from '../voices/place-figures.ts'
import { families, type Family, type Placed } from '../voices/places.ts'
import { partsOfTables, stepsToTell, type StepToTell } from '../voices/results.ts'
import { asPublished, seatsByTable } from '../voices/step-tables.ts'
import { nothingOf } from '../voices/suppress.ts'
import { figuresOf } from '../voices/tally.ts'
import type { Asked, Cases } from './cases.ts'
import { dividing, type Dividing } from './dividing.ts'
import { hallCases, stepOf, type Hall, type HallTable, type Step } from './hall-cases.ts'
import type { ItemName } from './question.ts'

/** What is worked out once for a cut. */
export type Kept = {
  readonly hall: Hall
  readonly cases: Cases
  readonly dividing: Dividing
  /** A step as it was told at once, when the last table had closed it; null where parts of it are not told. */
  readonly first: (step: string) => Step | null
  /** Figures of a step's questions at that moment, of all its people. */
  readonly figures: (step: Step) => readonly Figure[]
  /** By question the figure that is told of it now; by place those of parts. */
  readonly told: Map<ItemName, Figure>
  readonly parts: Map<ItemName, PartsTold>
  counted: boolean
  firsts?: Cases
}
/** Parts of the people that are told of one question. */
export type PartsTold = {
  readonly by: Readonly<Record<Family, ReadonlyMap<string, Figure>>>
  /** People whom they leave together have the same name. */
  readonly pieceOf: (place: (family: Family) => string | null) => string
}

const keeps = new WeakMap<Cases, Kept>()
/** What is known by now of these cases, and what is found out as it is asked for. */
export function keptOf(hall: Hall, cases: Cases): Kept {
  const known = keeps.get(cases)
  if (known !== undefined) return known
  const steps = new Map(stepsToTell(hall.sessions, hall.voices, hall.tables).map((one) => [one.id, one]))
  const firsts = new Map<string, Step | null>()
  const figures = new Map<Step, readonly Figure[]>()
  const kept: Kept = {
    hall,
    cases,
    dividing: dividing(hall.sessions),
    first(id) {
      const told = steps.get(id)
      let found = firsts.get(id)
      if (found === undefined)
        firsts.set(id, (found = told === undefined ? null : stepOf(hall, told, { published: 'first' })))
      return found
    },
    figures(step) {
      let found = figures.get(step)
      if (found === undefined)
        figures.set(step, (found = figuresOf({ items: step.items, tables: step.closed, outside: true })))
      return found
    },
    told: new Map(),
    parts: new Map(),
    counted: false,
  }
  keeps.set(cases, kept)
  return kept
}

/** The figure of a question as it is told now: as walls have it. */
export function* figureNow(kept: Kept, { name }: Asked): Generator<undefined, Figure | undefined> {
  if (!kept.counted) yield* countAll(kept)
  return kept.told.get(name)
}

function* countAll(kept: Kept): Generator<undefined, void> {
  const { hall, cases, told } = kept
  const askings: Asking[] = []
  for (const of of stepsToTell(hall.sessions, hall.voices, hall.tables)) {
    yield
    const step = stepOf(hall, of, { published: true })
    const whole = step?.asked.some(({ complete }) => complete) === true
    if (step === null || !whole) continue
    const { items, closed } = step
    const draw = of.task.kind === 'ballot' ? of.task.draw : undefined
    const figures = figuresOf({ items, tables: closed, outside: true, ...(draw === undefined ? {} : { draw }) })
    const parts = (item: Item): readonly Asking['closed'][] => {
      const first = kept.first(of.id)
      return first === null ? [] : partsOfTables(item, first.closed, placedAt)
    }
    askings.push({ step: of.id, asked: of.asked, items, closed, figures, parts })
    for (const asked of step.asked) {
      const { node } = readItemKey(asked.name.slice(of.id.length + 1).split('~')[0] ?? '')
      const figure = node === null ? figures.find((one) => isOf(one, asked)) : ofEntry(hall, of, asked, node)
      if (figure !== undefined) told.set(asked.name, figure)
    }
  }
  // Of a question that nearly the same people were asked before nothing is told.
  for (const [step, items] of askedAgain(askings))
    for (const [name, figure] of told)
      if (cases.items.get(name)?.step === step && items.has(figure.item))
        told.set(name, { ...nothingOf(figure), apart: 'asked' })
  kept.counted = true
}
/** Whether it is the figure of this question, in these words. */
export const isOf = (figure: Figure, { item, worded }: Asked): boolean =>
  figure.item === item.id && figure.worded?.part === worded?.part

/** An entry is its own table's: its figure is of that table alone, and waits for five of its people. */
function ofEntry(hall: Hall, of: StepToTell<HallTable>, { item }: Asked, node: string): Figure | undefined {
  const step = stepOf(hall, of, { published: false })
  const table = step?.closed.find(({ round }) => round.nodes.some((one) => one.node === node))
  if (step === null || table === undefined) return undefined
  const seats = seatsByTable(hall.voices, of.id, of.of, hall.seating ?? staysPut)
  const figures = figuresOf({ items: step.items, tables: asPublished([table], seats), outside: true })
  return figures.find((one) => one.item === itemKey(item.id, node))
}

/** Of these parts what stands on walls is told by cut, so that nothing of the whole that came late tells what one site said. */
export function* firstCases(kept: Kept): Generator<undefined, Cases> {
  kept.firsts ??= yield* hallCases(kept.hall, { published: 'first' })
  return kept.firsts
}

const placedAt = ({ country, site, group }: HallTable): Placed => ({ country, site, group: group ?? null })

/** Which parts are told of a question, by country, site and group. */
export function partsOf(kept: Kept, step: Step, { name, item }: Asked): PartsTold {
  const known = kept.parts.get(name)
  if (known !== undefined) return known
  const units = step.closed.map(({ at, round, seats }): PlacedRound => ({ seats, round, placed: placedAt(at) }))
  const by = partsTold(item, units)
  const made: PartsTold = {
    by,
    pieceOf: (place) =>
      JSON.stringify(
        families.map((family) => {
          const part = place(family)
          return part !== null && by[family].has(part) ? part : null
        }),
      ),
  }
  kept.parts.set(name, made)
  return made
}
