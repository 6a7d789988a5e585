/**
 * People's voices as they stood, as a snapshot has them: what shows by then. Numbers and texts are written down by
 * `voices.ts`, where they are read again.
 */
import { staysPut, type Seating } from '../dialogue/rotation.ts'
import { askedSeats, seatsByTable, type StepBoard } from '../voices/step-tables.ts'
import {
  conflicts,
  counts,
  roundOf,
  tableSeat,
  type Cast,
  type Round,
  type SeatState,
  type Sheet,
  type Voices,
} from '../voices/fold.ts'
import { stepsOf } from '../voices/imported.ts'
import { families, partsToTell, type Family, type Placed } from '../voices/places.ts'
import type { VoiceRow } from '../voices/rows.ts'
import { readItemKey, type Item, type ItemKey } from '../dialogue/items.ts'
import { isSplit, wordingOf, type Worded } from '../voices/worded.ts'
import type { BoardId, TableId } from '../ids.ts'
import type { Digest, Freeze } from './structure.ts'
import {
  itemsAsked,
  valueIn,
  type SnapshotBallot,
  type SnapshotPaired,
  type SnapshotQuestionnaire,
  type SnapshotRound,
  type SnapshotSeat,
  type SnapshotSheet,
  type SnapshotStep,
  type SnapshotTable,
  type SnapshotValue,
} from './voices.ts'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Where a sheet lies; null: nowhere. `redacted`: its words were taken from everybody. */
export type SheetLies = (sheet: string) => 'map' | 'canvas' | 'redacted' | null

/** A board's part; undefined where nobody sits and nothing was opened. */
export function tableVoices(
  voices: Voices,
  { id: board, table, session }: { readonly id: BoardId; readonly table: TableId; readonly session: number },
  sits: Seating,
  steps: readonly SnapshotStep[],
  lies: SheetLies,
  freeze: Freeze,
  boardsOf: (step: SnapshotStep) => readonly StepBoard[],
): SnapshotTable | undefined {
  const here = [...voices.seats.values()].filter(
    (one) => sits(one.seat, session, one.table) === table && !isImported(one),
  )
  const imported = importedSteps(voices)
  const rounds = steps.flatMap((step): readonly SnapshotRound[] => {
    const round = roundOf(voices, board, step.id)
    return round.state === 'waiting' || imported.has(step.id)
      ? []
      : [
          roundIn(
            round,
            step,
            (seatsByTable(voices, step.id, boardsOf(step), sits).get(table) ?? []).filter((one) => !isImported(one)),
            lies,
            freeze,
          ),
        ]
  })
  if (here.length === 0 && rounds.length === 0) return undefined
  return { seats: here.map(seatIn).sort((a, b) => byText(a.seat, b.seat)), rounds }
}

const isImported = ({ consent }: SeatState): boolean => consent.version === 'imported'
/** Steps of imported sets: they stand in a part of their own. */
export const importedSteps = (voices: Voices): ReadonlySet<string> =>
  new Set(voices.imports.flatMap(({ set }) => stepsOf(set)))

const seatIn = ({ seat, consent, consentAt }: SeatState): SnapshotSeat => ({
  seat,
  quoted: consent.quoted,
  observed: consent.observed,
  version: consent.version,
  lang: consent.lang,
  how: consent.how,
  at: consentAt,
})

function roundIn(
  round: Round,
  step: SnapshotStep,
  here: readonly SeatState[],
  lies: SheetLies,
  freeze: Freeze,
): SnapshotRound {
  const { state } = round
  if (state === 'waiting' || state === 'open') return { step: step.id, state: 'open' }
  const place = `${round.board}/${step.id}`
  const common = {
    step: step.id,
    state,
    ...(round.closedAt === null ? {} : { closedAt: round.closedAt }),
    ...(round.revealedAt === null ? {} : { revealedAt: round.revealedAt }),
  }
  if (step.kind === 'write') {
    if (state !== 'revealed') return common
    const sheets = [...round.sheets.values()]
      .filter(({ sent }) => sent)
      .map((sheet) => sheetIn(sheet, step.signature, lies, freeze))
      .sort((a, b) => byText(a.id, b.id))
    return { ...common, sheets }
  }
  const asked = askedSeats(here, round).length
  // A questionnaire's answers are by pair and stand beside all tables.
  const worded = round.worded === undefined ? {} : { worded: round.worded }
  if (step.kind === 'questionnaire') return { ...common, asked, ...worded }
  const nodes = round.nodes.map(({ node, lang, wording }) => ({
    node,
    lang,
    wording: freeze(`voted:${place}/${node}`, wording),
  }))
  const own = (item: ItemKey, cast: Cast): SnapshotValue | null => {
    const given = counts(cast)
    return given === null ? null : valueIn(given.answer, (text) => freeze(`answer:${place}/${item}/table`, text))
  }
  const all = [...round.casts].sort(([a], [b]) => byText(a, b))
  const table = all.flatMap(([item, casts]) =>
    [...casts].flatMap(([seat, cast]) => {
      const answer = seat === tableSeat ? own(item, cast) : null
      return answer === null ? [] : [{ item, answer }]
    }),
  )
  return {
    ...common,
    asked,
    ...worded,
    ...(nodes.length === 0 ? {} : { nodes }),
    ballots: all.flatMap(([item, casts]) => ballotsIn(place, item, casts, freeze)),
    ...(table.length === 0 ? {} : { table }),
  }
}

function sheetIn(
  { id, seat, text, lang, capture, takenBack }: Sheet,
  signature: 'anonymous' | 'seat-code',
  lies: SheetLies,
  freeze: Freeze,
): SnapshotSheet {
  const state = takenBack ? 'taken-back' : (lies(id) ?? 'unplaced')
  return {
    id,
    seat: signature === 'anonymous' ? null : seat,
    lang,
    capture,
    state,
    text: state === 'unplaced' ? freeze(`sheet:${id}`, text) : null,
  }
}

function ballotsIn(
  place: string,
  item: ItemKey,
  casts: ReadonlyMap<string, Cast>,
  freeze: Freeze,
): readonly SnapshotBallot[] {
  return [...casts]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([seat, cast]): readonly SnapshotBallot[] => {
      const given = seat === tableSeat ? null : counts(cast)
      if (given === null) return []
      const frozen = (text: string): Digest => freeze(`answer:${place}/${item}/${seat}`, text)
      const how = given === cast.paper ? 'paper' : 'phone'
      const other = !conflicts(cast) ? null : how === 'paper' ? cast.phone : cast.paper
      return [
        {
          item,
          seat,
          how,
          at: given.at,
          ...(given.wording === undefined ? {} : { wording: given.wording }),
          answer: valueIn(given.answer, frozen),
          ...(other === null ? {} : { other: valueIn(other.answer, frozen) }),
          ...(cast.settled === null ? {} : { settled: true as const }),
        },
      ]
    })
}

/**
 * Questionnaires by pair. `closedAt`: the rounds of a step that all its tables have closed; null while one has not.
 * `placed`: where a table stands; null in a snapshot of before rows left with their site.
 */
export function questionnairesIn(
  voices: Voices,
  steps: readonly SnapshotStep[],
  closedAt: (step: SnapshotStep) => readonly { readonly round: Round; readonly table: TableId }[] | null,
  placed: ((table: TableId) => Placed) | null,
  freeze: Freeze,
  boardsOf: (step: SnapshotStep) => readonly StepBoard[],
  sits: Seating = staysPut,
): readonly SnapshotQuestionnaire[] {
  /** By pair the table whose code they have: where people come from is the same wherever they sit. */
  const sat = new Map<string, TableId>()
  const made = steps.flatMap((step): readonly SnapshotQuestionnaire[] => {
    if (step.kind !== 'questionnaire') return []
    const closed = closedAt(step)
    if (closed === null) return [{ step: step.id, asked: 0, people: [] }]
    let asked = 0
    const seats = seatsByTable(voices, step.id, boardsOf(step), sits)
    const people: SnapshotPaired[] = []
    const byWords = new Map<string, Wording>()
    for (const { round, table } of closed) {
      const here = new Map((seats.get(table) ?? []).map((seat) => [seat.seat as string, seat]))
      const of = askedSeats(seats.get(table) ?? [], round).length
      asked += of
      const asks = (worded: Worded, more: number): void => {
        const words = JSON.stringify(worded)
        byWords.set(words, { worded, asked: (byWords.get(words)?.asked ?? 0) + more })
      }
      asks(round.worded ?? {}, of)
      /** Of who answered on a sheet that was printed with other words. */
      const onPaper = new Map<string, Record<string, number>>()
      const byPair = new Map<string, { item: ItemKey; answer: SnapshotValue }[]>()
      for (const [item, casts] of [...round.casts].sort(([a], [b]) => byText(a, b)))
        for (const [seat, cast] of casts) {
          const pair = here.get(seat)?.pair
          const given = counts(cast)
          if (pair === undefined || given === null) continue
          const answer = valueIn(given.answer, (text) => freeze(`answer:${step.id}/${item}/${pair}`, text))
          byPair.set(pair, [...(byPair.get(pair) ?? []), { item, answer }])
          if (given.wording !== undefined)
            onPaper.set(pair, { ...onPaper.get(pair), [readItemKey(item).item]: given.wording })
        }
      for (const { pair, table: home } of here.values()) if (byPair.has(pair)) sat.set(pair, home)
      for (const [pair, answers] of byPair) {
        const own = onPaper.get(pair)
        const worded = own === undefined ? round.worded : { ...round.worded, ...own }
        if (own !== undefined) {
          asks(round.worded ?? {}, -1)
          asks({ ...round.worded, ...own }, 1)
        }
        people.push({ pair, ...(worded === undefined ? {} : { worded }), answers })
      }
    }
    const made = { step: step.id, asked, people: people.sort((a, b) => byText(a.pair, b.pair)) }
    return [inWords(made, itemsAsked(step), byWords)]
  })
  return placed === null ? made : withPlaces(made, sat, placed)
}

type Wording = { readonly worded: Worded; readonly asked: number }
/**
 * How many were asked in which words. Who read words that few did would be known by them to sit at one of a few tables: then
 * nothing is told of that item, and nobody's words of it.
 */
function inWords(
  of: SnapshotQuestionnaire,
  items: readonly Item[],
  byWords: ReadonlyMap<string, Wording>,
): SnapshotQuestionnaire {
  const wordings = [...byWords.values()]
  const untold = items
    .filter((item) => isSplit(item, wordings))
    .filter((item) =>
      [...Map.groupBy(of.people, (one) => wordingOf(item, one)).values()].some((read) => read.length < fewestWithSite),
    )
    .map(({ id }) => id)
  const told = ({ worded = {} }: { readonly worded?: Worded }): Worded =>
    Object.fromEntries(Object.entries(worded).filter(([id]) => !untold.includes(id)))
  const left = Map.groupBy(wordings, (one) => JSON.stringify(told(one)))
  return {
    ...of,
    people: of.people.flatMap(({ pair, worded, answers }) => {
      const said = answers.filter(({ item }) => !untold.includes(readItemKey(item).item))
      const kept = worded === undefined ? {} : told({ worded })
      return said.length === 0
        ? []
        : [{ pair, ...(Object.keys(kept).length === 0 ? {} : { worded: kept }), answers: said }]
    }),
    ...(left.size < 2
      ? {}
      : {
          wordings: [...left].map(([words, all]) => ({
            worded: JSON.parse(words) as Worded,
            asked: all.reduce((sum, one) => sum + one.asked, 0),
          })),
        }),
    ...(untold.length === 0 ? {} : { untold }),
  }
}

/** A row leaves with its country, site or group only if so many answered there. */
const fewestWithSite = 20

/** The same person stands in several questionnaires under one pair: so what one of them would tell counts for all. */
function withPlaces(
  all: readonly SnapshotQuestionnaire[],
  sat: ReadonlyMap<string, TableId>,
  placed: (table: TableId) => Placed,
): readonly SnapshotQuestionnaire[] {
  const pairs = [...sat].map(([pair, table]) => ({ pair, table, placed: placed(table) }))
  const answered = all.map(({ people }) => new Set(people.map(({ pair }) => pair)))
  const { parts } = partsToTell(
    pairs.map((one) => one.placed),
    () => 1,
    (piece) => {
      const here = piece.flatMap((n) => pairs[n] ?? [])
      return (
        here.length >= fewestWithSite &&
        // A site of one table is a table.
        new Set(here.map(({ table }) => table)).size > 1 &&
        answered.every((wave) => {
          const n = here.reduce((sum, { pair }) => sum + Number(wave.has(pair)), 0)
          return n === 0 || n >= fewestWithSite
        })
      )
    },
  )
  const names = new Map(pairs.map((one) => [one.pair, one.placed]))
  const told = (pair: string): Partial<Record<Family, string>> => {
    const of = names.get(pair)
    return Object.fromEntries(
      families.flatMap((family) => {
        const name = of?.[family] ?? null
        return name !== null && parts[family].includes(name) ? [[family, name]] : []
      }),
    )
  }
  return all.map((one) => ({
    ...one,
    people: one.people.map(({ pair, ...rest }) => ({ pair, ...told(pair), ...rest })),
  }))
}

/**
 * Whether a snapshot shows that this row came, of voices as they stood before it. Not: a ballot or a sheet on its way to
 * being sealed, a draft, a seat that waits for its next device.
 */
export function showsIn(voices: Voices, row: VoiceRow): boolean {
  switch (row.kind) {
    case 'free':
    case 'placed':
      return false
    case 'write':
    case 'take-back':
      return roundOf(voices, row.board, row.step).state === 'revealed' && (row.kind === 'take-back' || row.sent)
    case 'answer':
    case 'settle': {
      const { state } = roundOf(voices, row.board, row.step)
      return (state === 'closed' || state === 'revealed') && (row.kind === 'settle' || row.sent)
    }
    default:
      return true
  }
}
