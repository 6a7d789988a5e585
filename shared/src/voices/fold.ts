/**
 * The state of people's voices: a fold over the rows of `voices:<dialogue>`, pure and total. What must not happen (a
 * second person on a seat, an answer to what is closed) is decided before a row is written (`server/voices`); the fold
 * takes what is written and never contradicts it.
 */
import type { BoardId, NodeId, SeatCode, TableId } from '../ids.ts'
import type { RoundState } from '../problem.ts'
import type { Ask, AskRow, CallBackRow } from './asks.ts'
import { importedInto, type ImportedPlace, type ImportedSet } from './imported.ts'
import { readItemKey, type Answer, type ItemKey } from '../dialogue/items.ts'
import type { Worded } from './worded.ts'
import { roundName, type Consent, type RoundName, type VoiceRow, type VotedOn } from './rows.ts'

export type SeatState = {
  readonly seat: SeatCode
  readonly table: TableId
  /** Null: on paper, or freed and waiting for its new device. */
  readonly device: string | null
  /** The session that sat down on that device; null in rows of before, where the device alone says it. */
  readonly session: string | null
  /** By whom it is held: who takes part on paper keeps the seat as a phone does. Null: freed. */
  readonly held: 'phone' | 'paper' | null
  readonly consent: Consent
  readonly consentAt: number
  /** When they first took part: who came later was not asked what was closed by then. */
  readonly satAt: number
  readonly pair: string
}
export type Sheet = {
  readonly id: string
  readonly seat: SeatCode
  readonly text: string
  readonly lang: string
  readonly capture: 'own-typing' | 'paper'
  readonly sent: boolean
  readonly at: number
  readonly takenBack: boolean
}
/** What one seat answered to one item, by each way it came. */
export type Cast = {
  readonly phone: Given | null
  readonly paper: Given | null
  /** Which of two that differ counts, where somebody decided. */
  readonly settled: 'phone' | 'paper' | null
  /** What came when the round was closed already, and what counted before it. Absent where nothing did. */
  readonly late?: readonly { readonly at: number; readonly before: Given | null }[]
}
export type Given = {
  readonly answer: Answer
  readonly sent: boolean
  readonly at: number
  /** Which of its item's wordings stood on the sheet of paper; left out where it was that of the round. */
  readonly wording?: number
}
/** `tableSeat` stands for the table itself, which answers items of unit `tables`. */
export const tableSeat = 'table'

export type Round = {
  readonly board: BoardId
  readonly step: string
  readonly state: RoundState
  readonly openedAt: number | null
  readonly closedAt: number | null
  readonly revealedAt: number | null
  /** Closed from afar, while its people had not said that they were done. */
  readonly afar?: true
  readonly nodes: readonly VotedOn[]
  /** In which words its items were asked. */
  readonly worded?: Worded
  /** By sheet id. */
  readonly sheets: ReadonlyMap<string, Sheet>
  /** Something came that may change what counted when it was closed. */
  readonly changedLate?: true
  /** By item, then by seat (or `tableSeat`). */
  readonly casts: ReadonlyMap<ItemKey, ReadonlyMap<string, Cast>>
}
export type Voices = {
  readonly seats: ReadonlyMap<SeatCode, SeatState>
  readonly rounds: ReadonlyMap<RoundName, Round>
  /** Polls and surveys of other tools, as they came; their seats and rounds stand above like all others. */
  readonly imports: readonly { readonly set: ImportedSet; readonly places: readonly ImportedPlace[] }[]
  /** Questions that were asked on the day, by their steps; their rounds stand above like all others. */
  readonly asks: ReadonlyMap<string, Ask>
  /** Entries about which their tables let the hall be asked, by board. */
  readonly released: ReadonlyMap<BoardId, ReadonlyMap<NodeId, VotedOn>>
}
export const silence: Voices = {
  seats: new Map(),
  rounds: new Map(),
  imports: [],
  asks: new Map(),
  released: new Map(),
}

const noRound = (board: BoardId, step: string): Round => ({
  board,
  step,
  state: 'waiting',
  openedAt: null,
  closedAt: null,
  revealedAt: null,
  nodes: [],
  sheets: new Map(),
  casts: new Map(),
})
/** The round of a step at a board; one that nobody opened is waiting, and has nothing in it. */
export const roundOf = (voices: Voices, board: BoardId, step: string): Round =>
  voices.rounds.get(roundName(board, step)) ?? noRound(board, step)

const put = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> => new Map(map).set(key, value)

/** One row further. `at` is the journal row's time. */
export function voicesAfter(voices: Voices, row: VoiceRow, at: number): Voices {
  switch (row.kind) {
    case 'sit': {
      const { seat, table, device, consent } = row
      // Drawn once: who comes back on another device is the same person in the questionnaires.
      const before = voices.seats.get(seat)
      const [pair, satAt] = [before?.pair ?? row.pair, before?.satAt ?? at]
      const held = device === null ? 'paper' : 'phone'
      const session = device === null ? null : (row.session ?? null)
      const state: SeatState = { seat, table, device, session, held, consent, consentAt: at, satAt, pair }
      return { ...voices, seats: put(voices.seats, seat, state) }
    }
    case 'consent': {
      const seat = voices.seats.get(row.seat)
      if (seat === undefined) return voices
      return {
        ...voices,
        seats: put(voices.seats, row.seat, { ...seat, consent: row.consent, consentAt: row.took ?? at }),
      }
    }
    case 'free': {
      const seat = voices.seats.get(row.seat)
      if (seat === undefined) return voices
      return { ...voices, seats: put(voices.seats, row.seat, { ...seat, device: null, session: null, held: null }) }
    }
    case 'placed':
      return voices
    case 'import':
      return importedInto(voices, row, at)
    case 'ask':
      return askedOn(voices, row, at)
    case 'call-back':
      return calledBack(voices, row, at)
    case 'release':
    case 'take-in': {
      const of = new Map(voices.released.get(row.board))
      if (row.kind === 'release') of.set(row.entry.node, row.entry)
      else of.delete(row.node)
      return { ...voices, released: put(voices.released, row.board, of) }
    }
    default: {
      const round = roundOf(voices, row.board, row.step)
      return { ...voices, rounds: put(voices.rounds, roundName(row.board, row.step), roundAfter(round, row, at)) }
    }
  }
}

/** All rows from the beginning. The same as one after the other, without a copy of everything for every row. */
export function voicesFrom(rows: Iterable<{ readonly row: VoiceRow; readonly at: number }>): Voices {
  const fold = voicesFolding()
  for (const { row, at } of rows) fold.take(row, at)
  return fold.so()
}

/** The same for who reads them a few at a time. `so`: as they stand by then, good until the next one is taken. */
export function voicesFolding() {
  let voices = silence
  let rounds = new Map<RoundName, Round>()
  let seats = new Map<SeatCode, SeatState>()
  return {
    take(row: VoiceRow, at: number): void {
      if (row.kind === 'import' || row.kind === 'ask' || row.kind === 'call-back') {
        voices = voicesAfter({ ...voices, rounds, seats }, row, at)
        rounds = new Map(voices.rounds)
        seats = new Map(voices.seats)
      } else if (row.kind === 'sit' || row.kind === 'consent' || row.kind === 'free') {
        const before = seats.get(row.seat)
        const one = voicesAfter(
          { ...silence, seats: new Map(before === undefined ? [] : [[row.seat, before]]) },
          row,
          at,
        )
        for (const [seat, state] of one.seats) seats.set(seat, state)
      } else if (isOfAll(row)) voices = voicesAfter(voices, row, at)
      else {
        const name = roundName(row.board, row.step)
        rounds.set(name, roundAfter(rounds.get(name) ?? noRound(row.board, row.step), row, at))
      }
    },
    so: (): Voices => ({ ...voices, rounds, seats }),
  }
}

/** Rows that are of no one round. */
const ofAll = ['sit', 'consent', 'free', 'placed', 'import', 'ask', 'call-back', 'release', 'take-in'] as const
type OfAll = (typeof ofAll)[number]
const isOfAll = (row: VoiceRow): row is Extract<VoiceRow, { readonly kind: OfAll }> =>
  ofAll.some((kind) => kind === row.kind)

/**
 * Open at all its boards at once: a row for each could be cut in two. Asked twice, the first counts; a round that there is
 * already is never begun anew.
 */
function askedOn(voices: Voices, { kind: _kind, command, ...ask }: AskRow, at: number): Voices {
  if (voices.asks.has(ask.step) || ask.boards.some((board) => voices.rounds.has(roundName(board, ask.step))))
    return voices
  const rounds = new Map(voices.rounds)
  for (const board of ask.boards)
    rounds.set(
      roundName(board, ask.step),
      roundAfter(noRound(board, ask.step), { kind: 'open', command, board, step: ask.step, nodes: [] }, at),
    )
  return { ...voices, rounds, asks: put(voices.asks, ask.step, { ...ask, at, calledBack: null }) }
}

function calledBack(voices: Voices, { step, command }: CallBackRow, at: number): Voices {
  const ask = voices.asks.get(step)
  if (ask === undefined || ask.calledBack !== null) return voices
  const rounds = new Map(voices.rounds)
  for (const board of ask.boards) {
    const round = roundOf(voices, board, step)
    if (round.state === 'open')
      rounds.set(roundName(board, step), roundAfter(round, { kind: 'close', command, board, step, afar: true }, at))
  }
  return { ...voices, rounds, asks: put(voices.asks, step, { ...ask, calledBack: at }) }
}

function roundAfter(round: Round, row: Exclude<VoiceRow, { readonly kind: OfAll }>, at: number): Round {
  switch (row.kind) {
    case 'open':
      return {
        ...round,
        state: 'open',
        openedAt: at,
        nodes: row.nodes,
        ...(row.worded === undefined ? {} : { worded: row.worded }),
      }
    case 'close':
      return { ...round, state: 'closed', closedAt: row.took ?? at, ...(row.afar === true ? { afar: true } : {}) }
    case 'reveal':
      return { ...round, state: 'revealed', closedAt: round.closedAt ?? at, revealedAt: at }
    case 'write': {
      const { sheet: id, seat, text, lang, capture, sent, took = at } = row
      const sheet: Sheet = { id, seat, text, lang, capture, sent, at: took, takenBack: false }
      return { ...round, sheets: put(round.sheets, id, sheet) }
    }
    case 'take-back': {
      const sheet = round.sheets.get(row.sheet)
      if (sheet === undefined) return round
      return { ...round, sheets: put(round.sheets, row.sheet, { ...sheet, text: '', takenBack: true }) }
    }
    case 'answer': {
      const casts = new Map(round.casts)
      const seat = row.seat ?? tableSeat
      const way = row.how === 'paper' ? 'paper' : 'phone'
      for (const [item, answer] of Object.entries(row.answers)) {
        const of = casts.get(item) ?? new Map<string, Cast>()
        const before = of.get(seat) ?? { phone: null, paper: null, settled: null }
        const given: Given = { answer, sent: row.sent, at: row.took ?? at, ...wordingIn(row.worded, item) }
        casts.set(item, put(of, seat, lately(round, at, before, { ...before, [way]: given })))
      }
      return { ...round, ...isLate(round), casts }
    }
    case 'settle': {
      const of = round.casts.get(row.item)
      const before = of?.get(row.seat)
      if (of === undefined || before === undefined) return round
      const after = lately(round, at, before, { ...before, settled: row.use })
      return { ...round, ...isLate(round), casts: put(round.casts, row.item, put(of, row.seat, after)) }
    }
  }
}

function wordingIn(worded: Worded | undefined, key: ItemKey): Pick<Given, 'wording'> {
  const { item } = readItemKey(key)
  const wording = worded !== undefined && Object.hasOwn(worded, item) ? worded[item] : undefined
  return wording === undefined ? {} : { wording }
}

const isLate = ({ closedAt, state }: Round): Pick<Round, 'changedLate'> =>
  closedAt === null || state === 'open' ? {} : { changedLate: true }
/** With what counted before, where that has changed: outside the table such a change is not told alone. */
function lately(round: Round, at: number, before: Cast, after: Cast): Cast {
  if (isLate(round).changedLate === undefined) return after
  const was = counts(before)
  if (JSON.stringify(was?.answer) === JSON.stringify(counts(after)?.answer)) return after
  return { ...after, late: [...(before.late ?? []), { at, before: was }] }
}

/**
 * The answer that counts. Only what was sent does. Where paper and phone differ and nobody has decided, paper counts:
 * it is in the person's own hand, and a phone that a person gave up for paper holds what they had begun with.
 */
export function counts(cast: Cast): Given | null {
  const phone = cast.phone?.sent === true ? cast.phone : null
  const paper = cast.paper?.sent === true ? cast.paper : null
  if (phone === null || paper === null) return paper ?? phone
  return cast.settled === 'phone' ? phone : paper
}
/** The answer that counted at that time; of a round that was closed by then. */
export const countsAt = (cast: Cast, at: number): Given | null => {
  const changed = cast.late?.find((one) => one.at > at)
  return changed === undefined ? counts(cast) : changed.before
}
/** Paper and phone of one seat say different things. */
export function conflicts(cast: Cast): boolean {
  const { phone, paper } = cast
  return phone?.sent === true && paper?.sent === true && JSON.stringify(phone.answer) !== JSON.stringify(paper.answer)
}

/** Whether this seat has written or answered anything at a board that it did not take back: drafts too. */
export function spokeAt(voices: Voices, board: BoardId, seat: SeatCode): boolean {
  for (const round of voices.rounds.values()) {
    if (round.board !== board) continue
    for (const sheet of round.sheets.values())
      if (sheet.seat === seat && !sheet.takenBack && sheet.text.trim() !== '') return true
    for (const of of round.casts.values()) if (of.has(seat)) return true
  }
  return false
}
