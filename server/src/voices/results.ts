/**
 * Results for anyone who sits at none of the tables: analysts, and walls, who see them under the same curtain, consent, pause
 * and delay as the boards they came from. What may be said of whom `shared/voices/results` decides.
 */
import type { Change, Figure } from '@tablee/shared/voices/figure'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { roundOf } from '@tablee/shared/voices/fold'
import type { AskedEntry } from '@tablee/shared/voices/asks'
import { entryShown } from '@tablee/shared/voices/picked'
import type { Placed } from '@tablee/shared/voices/places'
import { byWords, figureAsShown } from '@tablee/shared/voices/recommended'
import { resultsOf, type ResultsTable } from '@tablee/shared/voices/results'
import { itemKey, readItemKey } from '@tablee/shared/dialogue/items'
import type { BoardId, DialogueId, NodeId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { BoardState } from '@tablee/shared/roles'
import { observers, policyFor, type Audience } from '@tablee/shared/view/audiences'
import type { Refusal } from '@tablee/shared/view/refusals'
import type { Clock } from '../clock.ts'
import type { BoardNow, BoardsNow, BoardsNowPlaces } from './boards-now.ts'
import { entriesNow } from './entries-now.ts'
import type { Clocks, RoundPlaces } from './ports.ts'
import { stepBeside, type BesideOf } from './beside.ts'
import { createOnce } from './once.ts'
import type { VoiceChange, VoiceStore } from './voices.ts'
import { versionOf } from '../hold/waiting.ts'

export type ResultsPlaces = RoundPlaces &
  Clocks &
  BoardsNowPlaces & {
    /** As it may be told. */
    shownState(board: BoardId): BoardState
    tables(dialogue: DialogueId): readonly { readonly id: TableId; readonly number: number }[]
    /** Of what is told of parts of the people elsewhere, the same question asked again must not tell the rest. */
    placedAt(table: TableId): Placed
  }
/** Who sits at none of the tables: analysts, or whoever watches as one of an audience. */
type Reader = 'analyst' | Audience
const nameOf = (dialogue: DialogueId, reader: Reader): string =>
  `${reader === 'analyst' ? reader : `wall ${reader.name}`} ${dialogue}`
/** What is known of a board by now. */
type LookAt = (id: BoardId) => BoardNow

/** A wall's many screens ask the same at once; what may not be seen any more is gone within this time. */
const keepMs = 500
/** Boards that are written while others are read are read again: not for ever. */
const mostTries = 20

/**
 * May be half a second old, unless `changed` or `voiced` says that something moved. `too-many` where boards are written faster than they are read; `not-found` for a dialogue that is not
 * there.
 */
export function createResults({
  voices,
  places,
  now: boards,
  beside,
  clock,
}: {
  voices: Pick<VoiceStore, 'state'>
  places: ResultsPlaces
  /** What there is of it in other languages. */
  beside: BesideOf
  now: Pick<BoardsNow, 'known' | 'read'>
  clock: Clock
}) {
  const counted = { figures: createOnce<readonly Figure[]>(), changes: createOnce<readonly Change[]>() }
  const kept = new Map<string, { readonly at: number; readonly answer: ResultsAnswer }>()

  const nothing: BoardNow = { refusals: [], entries: new Map() }
  /** Of all tables; asked when a table's own answer has a text. */
  const refusalsOf = (dialogue: DialogueId, lookAt: LookAt): readonly Refusal[] =>
    places.tables(dialogue).flatMap(({ id }) => places.boardsOf(id).flatMap((board) => lookAt(board.id).refusals))

  /** Without those that repeat, now or in the wording voted on, what somebody wrote who may not be watched or quoted. */
  function entriesSeen(dialogue: DialogueId, id: BoardId, lookAt: LookAt): ReadonlySet<NodeId> {
    const { entries, refusals } = lookAt(id)
    const seen = new Set(entries.keys())
    for (const round of voices.state(dialogue).rounds.values())
      if (round.board === id)
        for (const voted of round.nodes)
          if (refusals.some((one) => one.wording(voted, voted.node, voted.wording))) seen.delete(voted.node)
    return seen
  }

  function tablesFor(dialogue: DialogueId, reader: Reader, lookAt: LookAt): readonly ResultsTable[] {
    return places.tables(dialogue).flatMap(({ id: table, number }) => {
      const course = places.clockAt(table)?.course
      const running = course?.ended === true ? Infinity : (course?.session ?? 0)
      return places.boardsOf(table).map((place): ResultsTable => {
        const common = {
          table,
          number,
          board: place.id,
          session: place.session,
          running,
          boardClosed: places.shownState(place.id) === 'closed',
          placed: places.placedAt(table),
        }
        // What nobody asks about need not be read; where nobody knows yet what is held, nothing is, and this is made again.
        let entries: ReadonlySet<NodeId> | null = null
        let made: ReturnType<typeof entriesNow> | null = null
        const now = (): ReturnType<typeof entriesNow> =>
          (made ??= entriesNow(places, reader === 'analyst' ? observers : reader, place.id, {
            get entries() {
              return (entries ??= entriesSeen(dialogue, place.id, lookAt))
            },
            get refusals() {
              return lookAt(place.id).refusals
            },
          }))
        const shows = (entry: AskedEntry): boolean => entryShown(voices.state(dialogue), entry, now())
        if (reader === 'analyst') return { ...common, shown: true, sees: () => true, shows }
        const { delayMinutes } = policyFor(reader, places.policy(place.id))
        return { ...common, shown: now().shown, until: clock() - delayMinutes * 60_000, sees: now().sees, shows }
      })
    })
  }

  function make(dialogue: DialogueId, reader: Reader, lookAt: LookAt): Result<ResultsAnswer> {
    const of = places.dialogue(dialogue)
    if (of === null) return fail({ code: 'not-found', what: 'dialogue' })
    let all: readonly Refusal[] | null = null
    const refusals = (): readonly Refusal[] => (all ??= refusalsOf(dialogue, lookAt))
    const results = resultsOf({
      voices: voices.state(dialogue),
      sessions: of.sessions,
      seating: places.seating.seating(dialogue),
      tables: tablesFor(dialogue, reader, lookAt),
      whole: reader === 'analyst',
      kept: counted,
    })
    const made = beside(dialogue)
    const said = { ...results, steps: results.steps.map((step) => stepBeside(withoutRefused(step, refusals), made)) }
    const answer = reader !== 'analyst' ? { ...said, steps: said.steps.map(withoutIds) } : said
    return ok({ version: versionOf(answer), ...answer })
  }

  /** Made in one turn, of boards as they are; null where some have to be read first. */
  function pass(dialogue: DialogueId, reader: Reader, missing: Set<BoardId>): Result<ResultsAnswer> | null {
    const made = make(dialogue, reader, (id) => {
      const found = boards.known(id)
      if (found === null) missing.add(id)
      return found ?? nothing
    })
    if (missing.size > 0) return null
    if (made.ok) kept.set(nameOf(dialogue, reader), { at: clock(), answer: made.value })
    return made
  }
  async function read(
    dialogue: DialogueId,
    reader: Reader,
    first: ReadonlySet<BoardId>,
  ): Promise<Result<ResultsAnswer>> {
    try {
      let missing = first
      for (let tries = 0; tries < mostTries; tries += 1) {
        await boards.read(missing)
        const more = new Set<BoardId>()
        const made = pass(dialogue, reader, more)
        if (made !== null) return made
        missing = more
      }
      return fail({ code: 'too-many', retryAfter: 1 })
    } finally {
      underWay.delete(nameOf(dialogue, reader))
    }
  }
  /** Who asks while boards are read is told the same. */
  const underWay = new Map<string, Promise<Result<ResultsAnswer>>>()

  return {
    told(dialogue: DialogueId, reader: Reader): Promise<Result<ResultsAnswer>> {
      const name = nameOf(dialogue, reader)
      const found = kept.get(name)
      const now = clock()
      if (found !== undefined && now >= found.at && now - found.at < keepMs) return Promise.resolve(ok(found.answer))
      const making = underWay.get(name)
      if (making !== undefined) return making
      const missing = new Set<BoardId>()
      const made = pass(dialogue, reader, missing)
      if (made !== null) return Promise.resolve(made)
      const reading = read(dialogue, reader, missing)
      underWay.set(name, reading)
      return reading
    },
    /** Something changed that decides who may see what: nobody is told what was made before. */
    changed: (): void => kept.clear(),
    /** The same of a row, unless it is sealed: an answer that takes longer because somebody just voted would say so. */
    voiced({ id: dialogue, row }: Pick<VoiceChange, 'id' | 'row'>): void {
      if (row.kind === 'write' || row.kind === 'take-back' || row.kind === 'placed') return
      if (row.kind === 'answer' && roundOf(voices.state(dialogue), row.board, row.step).state === 'open') return
      kept.clear()
    },
  }
}

type StepResults = ResultsAnswer['steps'][number]

/** A table answers as one, and nobody signs it: what repeats somebody's refused sentence counts, and is not read out. */
function withoutRefused(step: StepResults, refusals: () => readonly Refusal[]): StepResults {
  const quiet = (figure: Figure): Figure => {
    if (figure.unit !== 'tables' || figure.texts.length === 0) return figure
    const all = refusals()
    const said = (of: object, text: string): boolean => !all.some((refusal) => refusal.text(of, text))
    return {
      ...figure,
      texts: figure.texts.flatMap((one) => {
        if (!said(one, one.text)) return []
        const { reasons } = one
        return [reasons === undefined ? one : { ...one, reasons: reasons.filter((each) => said(each, each.wording)) }]
      }),
    }
  }
  const refused = byWords((of, text) => refusals().some((refusal) => refusal.text(of, text)))
  return {
    ...step,
    figures: step.figures.map((figure) => quiet(figureAsShown(figure, refused))),
    byTable: step.byTable.map((table) => ({ ...table, figures: table.figures.map(quiet) })),
  }
}

/** An entry's own id never leaves its table: walls get a number in the order in which it was voted on. */
const withoutIds = (step: StepResults): StepResults => ({
  ...step,
  byTable: step.byTable.map((table) => {
    const names = new Map<NodeId, NodeId>()
    const named = (figure: Figure): Figure => {
      const { wording } = figure
      if (wording === undefined) return figure
      const name = names.get(wording.node) ?? (`entry-${names.size + 1}` as NodeId)
      names.set(wording.node, name)
      return { ...figure, item: itemKey(readItemKey(figure.item).item, name), wording: { ...wording, node: name } }
    }
    return { ...table, figures: table.figures.map(named) }
  }),
})
