/**
 * What came out, for walls, other tables and analysts: of each step that was closed the figures of all tables together,
 * what each table said as a table, and what changed from before to after. A function of the voices as they stand and of
 * what its reader may see.
 */
import type { LocalText, ProgrammeSession, StepTask } from '../dialogue/programme.ts'
import { staysPut, type Seating } from '../dialogue/rotation.ts'
import { askedAgain, type Asking } from './asked-again.ts'
import { stepOfAsk, type AskedEntry } from './asks.ts'
import type { NodeId, SeatCode, TableId } from '../ids.ts'
import { keyOf, type Change, type Figure, type Results } from './figure.ts'
import { changesOf, type Wave } from './change.ts'
import { counts, tableSeat, type Round, type SeatState, type Voices } from './fold.ts'
import { stepsOf, type ImportedSet } from './imported.ts'
import { importedFigures, weightColumn } from './imported-figures.ts'
import { withoutFewJoined } from './joined.ts'
import { readItemKey, type Answer, type Item, type ItemKey } from '../dialogue/items.ts'
import { figurePicked } from './picked.ts'
import { byEntries, figureAsShown, type Source } from './recommended.ts'
import { partsTold } from './place-figures.ts'
import { families, type Placed } from './places.ts'
import {
  asClosed,
  asPublished,
  atTables,
  seatsByTable,
  type StepAtTables,
  type TableOfDialogue,
} from './step-tables.ts'
import { nothingOf, outside } from './suppress.ts'
import { figuresOf } from './tally.ts'
import { readingsOf, wordsMoved } from './worded.ts'

/** One board: a table in a session. */
export type ResultsTable = TableOfDialogue & {
  readonly number: number
  readonly session: number
  /** Where it is, if parts of the people are told of it anywhere. */
  readonly placed?: Placed
  /** Whether the reader may see this board now: not behind its curtain, not paused. Its people are counted in any case. */
  readonly shown: boolean
  /** Whether the reader may see this entry of it, and its wording. */
  readonly sees: (node: NodeId) => boolean
  /** Whether this entry of it, in the words in which a question was asked about it, may be shown outside it. */
  readonly shows?: (entry: AskedEntry) => boolean
}
export type ResultsInput = {
  readonly voices: Voices
  readonly sessions: readonly ProgrammeSession[]
  readonly tables: readonly ResultsTable[]
  /** Where people sit in which session; left out: where their code says. */
  readonly seating?: Seating
  /** Whether what this seat wrote may be read by the reader; by default, that of anyone who is quoted and observed. */
  readonly says?: (seat: SeatCode) => boolean
  /** Imported sets are told whole: to anyone who may download their rows. */
  readonly whole?: boolean
  /** Keeps what was counted; without it everything is counted anew. */
  readonly kept?: { readonly figures: Once<readonly Figure[]>; readonly changes: Once<readonly Change[]> }
}
/**
 * Gives what was made before for `of`, if it was made of the same `parts`, one by one. Rounds are never changed, only
 * replaced, so that the same round has the same answers.
 */
export type Once<T> = (of: object, parts: readonly unknown[], make: () => T) => T
type AskTask = Exclude<StepTask, { readonly kind: 'write' }>

/** For everybody but the tables themselves: suppressed, and of people only when the last table has closed. */
export function resultsOf(input: ResultsInput): Results {
  const { voices, sessions, tables, seating = staysPut, says, whole = false, kept = anew } = input
  const quoted = (seat: SeatCode): boolean => {
    const consent = voices.seats.get(seat)?.consent
    return consent?.quoted === true && consent.observed
  }
  const reads = says ?? quoted
  // A sentence on which a table agreed goes with its table behind the curtain, whoever voted on it.
  const hidden = new Set(tables.flatMap(({ number, shown }) => (shown ? [] : [number])))
  const mayRead = ({ recommended }: Figure): boolean => recommended === undefined || !hidden.has(recommended.table)
  const boards = new Map(tables.map((one) => [one.board, one]))
  /** What was frozen of maps is read only as long as its entries are. */
  const seen = (figure: Figure, { sources, entries }: Pick<StepToTell<ResultsTable>, 'sources' | 'entries'>): Figure =>
    picked(
      figureAsShown(
        figure,
        byEntries(sources[figure.item], (board, node) => boards.get(board)?.sees(node) === true),
      ),
      entries,
    )
  const picked = (figure: Figure, entries: StepToTell<ResultsTable>['entries']): Figure =>
    figurePicked(figure, entries, (entry) => boards.get(entry.board)?.shows?.(entry) === true)
  const steps: Results['steps'][number][] = []
  const waves: Asked[] = []
  const askings: Asking[] = []
  for (const told of stepsToTell(sessions, voices, tables)) {
    const { id, title, task, session, of, asked, skipped } = told
    const seats = seatsByTable(voices, id, of, seating)
    // What was left out is nobody's to open any more: no table is waited for that never did.
    const at = atTables(voices, seats, id, session, skipped ? of.map((one) => ({ ...one, boardClosed: true })) : of)
    if (at.closed.length === 0) continue
    const { items } = task
    const draw = task.kind === 'ballot' ? task.draw : undefined
    // Of an imported set its columns are counted, weighted where it has weights; there is no pair of weighted people.
    const imported = voices.imports.find(({ set }) => stepsOf(set).includes(id))?.set
    const joined = imported === undefined ? withoutFewJoined(at.closed, seats) : at.closed
    const all = asPublished(joined, seats)
    if (imported === undefined || weightColumn(imported) === null)
      waves.push({ task, at: { ...at, closed: all }, seats })
    const count = (closed: StepAtTables<ResultsTable>['closed']): readonly Figure[] => {
      const parts = closed.flatMap(({ at, round, seats }) => [
        round,
        at.shown,
        ...seats,
        ...seats.map(reads),
        ...(at.shown ? reasonsIn(round).map((node) => at.sees(node)) : []),
      ])
      const make = (): readonly Figure[] =>
        imported === undefined
          ? figuresOf({
              items,
              tables: closed.map((one) => ({ ...one, unread: !one.at.shown, sees: (node) => one.at.sees(node) })),
              outside: true,
              says: reads,
              ...(draw === undefined ? {} : { draw }),
            })
          : importedOutside(imported, id, items, whole)
      if (imported !== undefined) return kept.figures(imported, [id, items, whole], make)
      return closed[0] === undefined ? make() : kept.figures(closed[0].round, [items, ...parts], make)
    }
    const figures = !at.complete
      ? []
      : count(all).map((one) => {
          if (joined.length === at.closed.length) return one
          const whole =
            one.unit === 'tables' ? count(at.closed).find((other) => keyOf(other) === keyOf(one)) : undefined
          return whole ?? { ...one, apart: 'joined' as const }
        })
    if (at.complete && imported === undefined) {
      const parts = (item: Item): readonly Asking['closed'][] =>
        partsOfTables(item, asClosed(at.closed, seats), (one) => one.placed ?? nowhere)
      askings.push({ step: id, asked, items, closed: all, figures, parts })
    }
    steps.push({
      step: id,
      session,
      ...(asked ? { asked: true as const } : {}),
      title,
      kind: task.kind,
      tables: { closed: at.closed.length, of: at.of },
      figures: figures.filter((one) => one.wording === undefined && mayRead(one)).map((one) => seen(one, told)),
      ...(draw === undefined ? {} : { draw: { seed: draw.seed, most: draw.most } }),
      byTable: at.closed
        .filter((one) => one.at.shown && items.some(isTablesOwn))
        .map((one) => ({
          table: one.at.number,
          figures: count(asPublished([one], seats))
            .filter(({ unit, wording }) => unit === 'tables' || (wording !== undefined && one.at.sees(wording.node)))
            .map((figure) => picked(figure, told.entries)),
        }))
        .filter(({ figures }) => figures.length > 0)
        .sort((a, b) => a.table - b.table),
    })
  }
  return { steps: withoutAgain(steps, askings), change: changes(waves, kept.changes) }
}

const nowhere: Placed = { country: null, site: null, group: null }

/** The tables of each part that is told of an item by country, site and group. */
export function partsOfTables<T extends TableOfDialogue>(
  item: Item,
  closed: StepAtTables<T>['closed'],
  placedAt: (at: T) => Placed,
): readonly StepAtTables<T>['closed'][] {
  const told = partsTold(
    item,
    closed.map(({ at, round, seats }) => ({ round, seats, placed: placedAt(at) })),
  )
  return families.flatMap((family) =>
    [...told[family].keys()].map((part) => closed.filter(({ at }) => placedAt(at)[family] === part)),
  )
}

/** Of a question that nearly the same people were asked before nothing is told. */
function withoutAgain(steps: Results['steps'], askings: readonly Asking[]): Results['steps'] {
  const again = askedAgain(askings)
  if (again.size === 0) return steps
  return steps.map((one) => {
    const items = again.get(one.step)
    if (items === undefined) return one
    const figures = one.figures.map((figure) =>
      items.has(figure.item) ? { ...nothingOf(figure), apart: 'asked' as const } : figure,
    )
    return { ...one, figures }
  })
}

export type StepToTell<T> = {
  readonly id: string
  readonly title: LocalText
  readonly task: AskTask
  readonly session: number
  /** The boards at which it is. */
  readonly of: readonly T[]
  /** On the day, beside the programme. */
  readonly asked: boolean
  /** Left out on the day. */
  readonly skipped: boolean
  readonly sources: Readonly<Record<string, Source>>
  /** From which its options were picked. */
  readonly entries: readonly AskedEntry[]
}
/** What people are asked, in the order of the programme; behind it what was asked on the day, as it was asked. */
export function stepsToTell<T extends Pick<ResultsTable, 'board' | 'session'>>(
  sessions: readonly ProgrammeSession[],
  { asks }: Pick<Voices, 'asks'>,
  tables: readonly T[],
): readonly StepToTell<T>[] {
  const planned = sessions.flatMap(({ number: session, steps }) => {
    const of = tables.filter((table) => table.session === session)
    return steps.flatMap(({ id, title, task, skipped }) =>
      id === undefined || task === undefined || task.kind === 'write'
        ? []
        : [{ id, title, task, session, of, asked: false, skipped: skipped === true, sources: {}, entries: [] }],
    )
  })
  const asked = [...asks.values()].flatMap((ask) => {
    // What was called back says nothing, whatever came in.
    if (ask.calledBack !== null) return []
    const { id, title, task } = stepOfAsk(ask)
    const of = tables.filter(({ board }) => ask.boards.includes(board))
    // It was opened wherever it was asked: no table is waited for that has it not.
    return [
      {
        id,
        title,
        task,
        session: Math.min(...of.map(({ session }) => session)),
        of,
        asked: true,
        skipped: false,
        sources: ask.sources ?? {},
        entries: ask.entries,
      },
    ]
  })
  return [...planned, ...asked]
}

function importedOutside(set: ImportedSet, step: string, items: readonly Item[], whole: boolean): readonly Figure[] {
  const figures = importedFigures(set).find((one) => one.step === step)?.figures ?? []
  if (whole) return figures
  // How many saw a statement of a poll no file says: those who voted on it.
  return outside(
    // What people wrote in a survey of another tool (names and addresses among it) nobody consented to show: figures only.
    figures.map((one) => ({ ...one, asked: one.asked ?? one.valid, texts: [] })),
    items,
  )
}

const anew: NonNullable<ResultsInput['kept']> = {
  figures: (_of, _parts, make) => make(),
  changes: (_of, _parts, make) => make(),
}
/** The entries that tables gave as reasons in it. */
const reasonsIn = ({ casts }: Round): readonly NodeId[] =>
  [...casts.values()].flatMap((bySeat) => {
    const cast = bySeat.get(tableSeat)
    const given = cast === undefined ? null : counts(cast)
    return given?.answer.type === 'recommendation' ? given.answer.reasons.map(({ node }) => node) : []
  })

/** Whether its figure, or that of an entry that it asks about, says something of one table alone. */
const isTablesOwn = (item: Item): boolean => item.unit === 'tables' || (item.type === 'agree' && item.on === 'nodes')

type Asked = {
  readonly task: AskTask
  readonly at: StepAtTables<ResultsTable>
  /** Who sits where in its session. */
  readonly seats: ReadonlyMap<TableId, readonly SeatState[]>
}

/** Questionnaires whose both waves every table has closed. */
function changes(steps: readonly Asked[], once: Once<readonly Change[]>): readonly Change[] {
  const found = new Map<string, Partial<Record<'before' | 'after', Asked>>>()
  for (const asked of steps) {
    const { task, at } = asked
    if (task.kind !== 'questionnaire' || task.wave === 'session' || !at.complete) continue
    found.set(task.questionnaire, { ...found.get(task.questionnaire), [task.wave]: asked })
  }
  return [...found].flatMap(([questionnaire, { before, after }]) => {
    const first = before?.at.closed[0]?.round
    if (before === undefined || after === undefined || first === undefined) return []
    const wave = ({ task, at, seats }: Asked): { readonly items: readonly Item[]; readonly people: Wave } => ({
      items: task.items,
      people: peopleOf(at, seats),
    })
    const asked = ({ task, at }: Asked) => ({
      items: task.items,
      rounds: at.closed.flatMap(({ round }) => readingsOf(task.items, round)),
    })
    const pairs = [before, after].flatMap(({ seats }) =>
      [...seats].flatMap(([table, all]) => [table, ...all.flatMap(({ seat, pair }) => [seat, pair])]),
    )
    const rounds = [before, after].flatMap(({ task, at }) => [task.items, ...at.closed.map(({ round }) => round)])
    return once(first, [questionnaire, ...rounds, ...pairs], () =>
      changesOf(
        questionnaire,
        { before: wave(before), after: wave(after) },
        true,
        wordsMoved(asked(before), asked(after)),
      ),
    )
  })
}

/** Answers of a wave by pair, of the tables that are in it. */
export function peopleOf(
  { closed }: Pick<StepAtTables<TableOfDialogue>, 'closed'>,
  seats: ReadonlyMap<TableId, readonly SeatState[]>,
): Wave {
  const people = new Map<string, Record<ItemKey, Answer>>()
  for (const { at, round } of closed) {
    const pairs = new Map((seats.get(at.table) ?? []).map(({ seat, pair }) => [seat as string, pair]))
    for (const [key, casts] of round.casts)
      for (const [seat, cast] of casts) {
        const [pair, given] = [pairs.get(seat), counts(cast)]
        if (pair === undefined || given === null || readItemKey(key).node !== null) continue
        const answers = people.get(pair) ?? {}
        answers[key] = given.answer
        people.set(pair, answers)
      }
  }
  return people
}
