/**
 * What was asked in the hall as cases: steps of the programme, and what was asked on the day, where every table has closed it.
 * Inside, all that counts; outside, what is told of it there by now (a late sheet waits for four more).
 */
import { answerTo, itemKey, type Answer, type Item, type ItemKey } from '../dialogue/items.ts'
import type { ProgrammeSession } from '../dialogue/programme.ts'
import { staysPut, type Seating } from '../dialogue/rotation.ts'
import type { SeatCode, TableId } from '../ids.ts'
import { askedOf, questionsOf } from '../voices/asked.ts'
import { itemsOfSeat } from '../voices/draw.ts'
import { counts, tableSeat, type Cast, type Given, type Round, type SeatState, type Voices } from '../voices/fold.ts'
import { joinedLater, withoutFewJoined } from '../voices/joined.ts'
import { stepsToTell, type StepToTell } from '../voices/results.ts'
import {
  asClosed,
  asPublished,
  atTables,
  seatsByTable,
  type StepAtTables,
  type TableOfDialogue,
} from '../voices/step-tables.ts'
import { givenWording, textIn, whyWorded, wordingOf, wordingsRead } from '../voices/worded.ts'
import { slice, type Answered, type Asked, type CaseTable, type Cases } from './cases.ts'
import type { Cut, ItemName } from './question.ts'

/** A board of the dialogue: a table in a session. */
export type HallTable = TableOfDialogue & {
  readonly number: number
  readonly session: number
  /** As people call it. */
  readonly site: string
  readonly country: string
  readonly group?: string
}
export type Hall = {
  readonly cut: Cut
  /** As they stood at the cut. */
  readonly voices: Voices
  readonly sessions: readonly ProgrammeSession[]
  readonly tables: readonly HallTable[]
  readonly seating?: Seating
  /** An item of what was asked on the day as it may be read by now: what was picked from maps is shown as long as they show it. */
  readonly shown?: (step: string, item: Item) => Item
}
/**
 * `published`: only what is told outside the tables; `first`: of that what was told at once, when the last table had closed it,
 * and nothing of a step that tables joined later.
 */
export type Reach = { readonly published: boolean | 'first' }

type Closed = StepAtTables<HallTable>['closed']
/** A step with what was closed of it. */
export type Step = {
  readonly told: StepToTell<HallTable>
  readonly items: readonly Item[]
  readonly closed: Closed
  readonly asked: readonly Asked[]
}

/** `<step>/<item>`; of a wording after the first with its number behind. */
const nameOf = (step: string, key: ItemKey, wording: number): ItemName =>
  wording === 0 ? `${step}/${key}` : `${step}/${key}~${wording + 1}`

/** Yields after each step: of a large hall each takes its milliseconds. */
export function* hallCases(hall: Hall, reach: Reach): Generator<undefined, Cases> {
  const { voices, cut } = hall
  const tables = [...new Map(hall.tables.map((one) => [one.table, one])).values()].sort((a, b) => a.number - b.number)
  const placeOfTable = new Map(tables.map(({ table }, n) => [table, n]))
  const people = new Map([...voices.seats.keys()].map((seat, n) => [seat, n]))
  const steps: Step[] = []
  for (const told of stepsToTell(hall.sessions, voices, hall.tables)) {
    const step = stepOf(hall, told, reach)
    if (step !== null) steps.push(step)
    yield
  }
  const stepOfName = new Map(steps.flatMap((step) => step.asked.map(({ name }) => [name, step] as const)))
  const kept = new Map<Step, ReadonlyMap<ItemName, Answered>>()
  return {
    cut,
    people: people.size,
    tables: tables.map(
      ({ number, country, site, group }): CaseTable => ({
        number,
        name: String(number),
        country,
        site,
        group: group ?? null,
      }),
    ),
    clustered: true,
    weights: null,
    groups: null,
    items: new Map(steps.flatMap(({ asked }) => asked.map((one) => [one.name, one]))),
    *answered(name) {
      const step = stepOfName.get(name)
      if (step === undefined) return nobody
      let all = kept.get(step)
      if (all === undefined) kept.set(step, (all = yield* answersIn(step, people, placeOfTable)))
      return all.get(name) ?? nobody
    },
  }
}

const nobody: Answered = { person: [], table: [], given: [] }

/** Null of a step that no table has closed, or of which nothing is within reach. */
export function stepOf(hall: Hall, told: StepToTell<HallTable>, { published }: Reach): Step | null {
  const { voices, seating = staysPut } = hall
  const seats = seatsByTable(voices, told.id, told.of, seating)
  const of = told.skipped ? told.of.map((one) => ({ ...one, boardClosed: true })) : told.of
  const at = atTables(voices, seats, told.id, told.session, of)
  if (at.closed.length === 0) return null
  const { shown } = hall
  const items =
    told.asked && shown !== undefined ? told.task.items.map((item) => shown(told.id, item)) : told.task.items
  if (published === 'first' && (!at.complete || joinedLater(at.closed, seats))) return null
  const closed = published === 'first' ? asClosed(at.closed, seats) : published ? toldOf(at.closed, seats) : at.closed
  return { told, items, closed, asked: items.flatMap((item) => askedIn(told, item, at, closed)) }
}
const toldOf = (closed: Closed, seats: ReadonlyMap<TableId, readonly SeatState[]>): Closed =>
  asPublished(withoutFewJoined(closed, seats), seats)

/** An item once for each wording that people read, and of entries once for each of them. */
function askedIn(
  { id: step, title, task }: StepToTell<HallTable>,
  item: Item,
  at: StepAtTables<HallTable>,
  closed: Closed,
): readonly Asked[] {
  const read = closed.map(({ round }) => wordingsRead(item, round))
  const wordings = [...new Set(read.flat())].sort((a, b) => a - b)
  const { earlier: _earlier, ...bare } = item
  const wave = task.kind === 'questionnaire' && task.wave !== 'session' ? { wave: waveOf(task) } : {}
  return wordings.flatMap((wording, part) => {
    const common = {
      step,
      title,
      tables: { closed: at.closed.length, of: at.of },
      complete: at.complete,
      wording,
      ...(item.earlier === undefined ? {} : { why: whyWorded(item, wording) }),
      ...(wordings.length < 2 ? {} : { worded: { part: part + 1, of: wordings.length } }),
    }
    const inWords: Item = { ...bare, text: textIn(item, wording) }
    if (item.type !== 'agree' || item.on !== 'nodes')
      return [{ ...common, ...wave, name: nameOf(step, item.id, wording), item: inWords }]
    return closed.flatMap(({ round }, n) =>
      read[n]?.includes(wording) !== true
        ? []
        : round.nodes.map((entry): Asked => {
            const text = { [entry.lang]: entry.wording }
            return {
              ...common,
              name: nameOf(step, itemKey(item.id, entry.node), wording),
              item: { ...inWords, text },
              entry,
            }
          }),
    )
  })
}
const waveOf = ({
  questionnaire,
  wave,
}: {
  readonly questionnaire: string
  readonly wave: string
}): NonNullable<Asked['wave']> => ({ questionnaire, wave })

type Lists = { readonly person: number[]; readonly table: number[]; readonly given: (Answer | null)[] }
const notAsked: Answer = { type: 'none', why: 'not-asked' }

function* answersIn(
  { told, items, closed, asked }: Step,
  people: ReadonlyMap<SeatCode, number>,
  tables: ReadonlyMap<TableId, number>,
): Generator<undefined, ReadonlyMap<ItemName, Answered>> {
  const lists = new Map<ItemName, Lists>(asked.map(({ name }) => [name, { person: [], table: [], given: [] }]))
  const draw = told.task.kind === 'ballot' ? told.task.draw : undefined
  const skips = items.some(({ showIf }) => showIf !== undefined)
  let done = 0
  for (const { at, round, seats } of closed) {
    const table = tables.get(at.table) ?? -1
    const put = (name: ItemName, person: number, answer: Answer | null): void => {
      const list = lists.get(name)
      list?.person.push(person)
      list?.table.push(table)
      list?.given.push(answer)
    }
    for (const item of items)
      if (item.unit === 'tables')
        put(
          nameOf(told.id, item.id, wordingOf(item, round)),
          -1,
          givenBy(round.casts.get(item.id), tableSeat)?.answer ?? null,
        )
    const questions = questionsOf(items, round.nodes).map((one) => ({
      ...one,
      casts: round.casts.get(one.key),
      name: nameOf(told.id, one.key, wordingOf(one.item, round)),
    }))
    for (const seat of seats) {
      const person = people.get(seat) ?? -1
      const here =
        draw !== undefined
          ? new Set(itemsOfSeat(items, draw, seat).map(({ id }) => id))
          : skips
            ? askedHere(items, round, seat)
            : null
      for (const { key, item, casts, name } of questions) {
        const given = givenBy(casts, seat)
        // Who answered other words on paper stands with those who read them.
        const as = given?.wording === undefined ? name : nameOf(told.id, key, givenWording(item, round, given))
        put(as, person, here?.has(key) === false ? notAsked : (given?.answer ?? null))
        done += 1
        if (done % slice === 0) yield
      }
    }
  }
  return lists
}

function givenBy(of: ReadonlyMap<string, Cast> | undefined, seat: string): Given | null {
  const cast = of?.get(seat)
  return cast === undefined ? null : counts(cast)
}
/** What the skip rules leave of a round for who answered this. */
function askedHere(items: readonly Item[], { nodes, casts }: Round, seat: SeatCode): ReadonlySet<ItemKey> {
  const given: Record<ItemKey, Answer> = {}
  for (const { key } of questionsOf(items, nodes)) {
    const answer = givenBy(casts.get(key), seat)?.answer
    if (answer !== undefined && answerTo(given, key) === undefined) given[key] = answer
  }
  return new Set(askedOf(items, nodes, given).map(({ key }) => key))
}
