/**
 * People's own voices in a snapshot: who sits with which consent, what was written alone once it is revealed, ballots of
 * rounds that are closed, and questionnaires by their pair. What is still sealed is not in it, not even as a number.
 */
import { askedSeats, isTable, seatsByTable } from '../ballot/step-tables.ts'
import {
  conflicts,
  counts,
  roundOf,
  type Cast,
  type Round,
  type SeatState,
  type Sheet,
  type Voices,
} from '../ballot/fold.ts'
import { stepsOf } from '../ballot/imported.ts'
import type { VoiceRow } from '../ballot/rows.ts'
import type { Answer, Item, ItemKey } from '../ballot/items.ts'
import type { ProgrammeSession, ProgrammeStep, StepTask } from '../dialogue/programme.ts'
import type { BoardId, TableId } from '../ids.ts'
import { digestsOfImports, type SnapshotImport } from './imports.ts'
import type { Digest, Freeze } from './structure.ts'

/** A text of the programme, by language, in the clear: it is the organisers' and nobody's words. */
export type SnapshotText = { readonly [lang: string]: string }

/** A number of the programme or of an answer that may be a fraction, as a decimal: a snapshot's numbers are whole. */
export type Decimal = string
type Whole<T> = T extends { readonly type: 'number' }
  ? Omit<T, 'min' | 'max'> & { readonly min?: Decimal; readonly max?: Decimal }
  : T
export type SnapshotItem = Whole<Item>

/** A step that asked people for something at a board of this snapshot. */
export type SnapshotStep = {
  readonly id: string
  readonly session: number
  readonly title: SnapshotText
} & (
  | { readonly kind: 'write'; readonly prompt: SnapshotText; readonly signature: 'anonymous' | 'seat-code' }
  | { readonly kind: 'ballot'; readonly items: readonly SnapshotItem[] }
  | {
      readonly kind: 'questionnaire'
      readonly questionnaire: string
      readonly wave: 'before' | 'after' | 'session'
      readonly items: readonly SnapshotItem[]
    }
)

export type SnapshotSeat = {
  readonly seat: string
  readonly quoted: boolean
  readonly observed: boolean
  /** Of the texts that were read, in which language, on what. */
  readonly version: string
  readonly lang: string
  readonly how: 'phone' | 'paper'
  readonly at: number
}
export type SnapshotValue =
  | Exclude<Answer, { readonly type: 'number' | 'placement' | 'text' }>
  | { readonly type: 'number'; readonly value: Decimal }
  /** Hundredths: 0 to 10,000. */
  | { readonly type: 'placement'; readonly x: number; readonly y: number }
  | { readonly type: 'text'; readonly text: Digest; readonly lang: string }
/** One seat's ballot on one item: the answer that counts. */
export type SnapshotBallot = {
  readonly item: ItemKey
  readonly seat: string
  readonly how: 'phone' | 'paper'
  readonly at: number
  readonly answer: SnapshotValue
  /** What the other way said, where paper and phone differ; `settled`: somebody decided. */
  readonly other?: SnapshotValue
  readonly settled?: true
}
/**
 * A sheet that was revealed. Signed with nobody's name it has no seat, and its order is its id's, which is drawn by chance.
 * `text` is null where the text is told elsewhere (placed: the words or the element hold it) or nowhere (taken back,
 * redacted).
 */
export type SnapshotSheet = {
  readonly id: string
  readonly seat: string | null
  readonly lang: string
  readonly capture: 'own-typing' | 'paper'
  readonly state: 'unplaced' | 'map' | 'canvas' | 'taken-back' | 'redacted'
  readonly text: Digest | null
}
export type SnapshotRound = {
  readonly step: string
  readonly state: 'open' | 'closed' | 'revealed'
  readonly closedAt?: number
  readonly revealedAt?: number
  /** How many were asked. */
  readonly asked?: number
  /** The wording voted on, whatever became of the entry since. */
  readonly nodes?: readonly { readonly node: string; readonly lang: string; readonly wording: Digest }[]
  readonly sheets?: readonly SnapshotSheet[]
  readonly ballots?: readonly SnapshotBallot[]
  /** The table's own answers, to items of unit `tables`. */
  readonly table?: readonly { readonly item: ItemKey; readonly answer: SnapshotValue }[]
}
/** At one board: its table's seats, and its session's rounds that were opened. */
export type SnapshotTable = { readonly seats: readonly SnapshotSeat[]; readonly rounds: readonly SnapshotRound[] }

/** One person's answers, in order of pairs: no seat, no table, no time, no order of arrival. */
export type SnapshotPaired = {
  readonly pair: string
  readonly answers: readonly { readonly item: ItemKey; readonly answer: SnapshotValue }[]
}
export type SnapshotQuestionnaire = {
  readonly step: string
  readonly asked: number
  /** Empty until the last table has closed it: what one table adds would be told by the difference. */
  readonly people: readonly SnapshotPaired[]
}
/** Of the whole snapshot. A board's own has the steps and no questionnaires: at one table a pair would be a seat. */
export type SnapshotVoices = {
  readonly steps: readonly SnapshotStep[]
  readonly questionnaires?: readonly SnapshotQuestionnaire[]
  /** Polls and surveys of other tools; left out where there are none. */
  readonly imports?: readonly SnapshotImport[]
}

const decimal = (value: number): Decimal => String(value)
const clear = (text: Readonly<Record<string, string>>): SnapshotText =>
  Object.fromEntries(Object.entries(text).map(([lang, one]) => [lang, one.toWellFormed()]))

/** Every string in it well formed: a snapshot says no half characters. */
const wellFormed = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === 'string' ? one.toWellFormed() : one)) as T

function itemIn(item: Item): SnapshotItem {
  const whole = wellFormed(item)
  if (whole.type !== 'number') return whole
  const { min, max, ...rest } = whole
  return {
    ...rest,
    ...(min === undefined ? {} : { min: decimal(min) }),
    ...(max === undefined ? {} : { max: decimal(max) }),
  }
}
/** An item as the programme had it. */
export function itemOf(item: SnapshotItem): Item {
  if (item.type !== 'number') return item
  const { min, max, ...rest } = item
  return {
    ...rest,
    ...(min === undefined ? {} : { min: Number(min) }),
    ...(max === undefined ? {} : { max: Number(max) }),
  }
}

function valueIn(answer: Answer, freeze: (text: string) => Digest): SnapshotValue {
  switch (answer.type) {
    case 'number':
      return { type: 'number', value: decimal(answer.value) }
    case 'placement':
      return { type: 'placement', x: Math.round(answer.x * 100), y: Math.round(answer.y * 100) }
    case 'text':
      return { type: 'text', text: freeze(answer.text), lang: answer.lang }
    default:
      return answer
  }
}
/** An answer as it was given; a text that was erased reads as empty. */
export function answerOf(value: SnapshotValue, texts: ReadonlyMap<Digest, string>): Answer {
  switch (value.type) {
    case 'number':
      return { type: 'number', value: Number(value.value) }
    case 'placement':
      return { type: 'placement', x: value.x / 100, y: value.y / 100 }
    case 'text':
      return { type: 'text', text: texts.get(value.text) ?? '', lang: value.lang }
    default:
      return value
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Where a sheet lies; null: nowhere. `redacted`: its words were taken from everybody. */
export type SheetLies = (sheet: string) => 'map' | 'canvas' | 'redacted' | null

/** A board's part; undefined where nobody sits and nothing was opened. */
export function tableVoices(
  voices: Voices,
  board: BoardId,
  table: TableId,
  steps: readonly SnapshotStep[],
  lies: SheetLies,
  freeze: Freeze,
): SnapshotTable | undefined {
  const here = [...voices.seats.values()].filter((seat) => seat.table === table && !isImported(seat))
  const imported = importedSteps(voices)
  const rounds = steps.flatMap((step): readonly SnapshotRound[] => {
    const round = roundOf(voices, board, step.id)
    return round.state === 'waiting' || imported.has(step.id) ? [] : [roundIn(round, step, here, lies, freeze)]
  })
  if (here.length === 0 && rounds.length === 0) return undefined
  return { seats: here.map(seatIn).sort((a, b) => byText(a.seat, b.seat)), rounds }
}

const isImported = ({ consent }: SeatState): boolean => consent.version === 'imported'
const importedSteps = (voices: Voices): ReadonlySet<string> =>
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
  if (step.kind === 'questionnaire') return { ...common, asked }
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
      const answer = isTable(seat) ? own(item, cast) : null
      return answer === null ? [] : [{ item, answer }]
    }),
  )
  return {
    ...common,
    asked,
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
      const given = isTable(seat) ? null : counts(cast)
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
          answer: valueIn(given.answer, frozen),
          ...(other === null ? {} : { other: valueIn(other.answer, frozen) }),
          ...(cast.settled === null ? {} : { settled: true as const }),
        },
      ]
    })
}

/** The steps that were opened at one of these boards. */
export function stepsIn(
  voices: Voices,
  sessions: readonly ProgrammeSession[],
  boards: readonly { readonly id: BoardId; readonly session: number }[],
): readonly SnapshotStep[] {
  const imported = importedSteps(voices)
  return sessions.flatMap((session) =>
    session.steps.flatMap((step): readonly SnapshotStep[] => {
      const { id, task } = step
      if (id === undefined || task === undefined || imported.has(id)) return []
      const opened = boards.some(
        (board) => board.session === session.number && roundOf(voices, board.id, id).state !== 'waiting',
      )
      return opened ? [stepIn(id, step, task, session.number)] : []
    }),
  )
}

function stepIn(id: string, { title }: ProgrammeStep, task: StepTask, session: number): SnapshotStep {
  const common = { id, session, title: clear(title) }
  switch (task.kind) {
    case 'write':
      return { ...common, kind: 'write', prompt: clear(task.prompt), signature: task.signature }
    case 'ballot':
      return { ...common, kind: 'ballot', items: task.items.map(itemIn) }
    case 'questionnaire':
      return {
        ...common,
        kind: 'questionnaire',
        questionnaire: task.questionnaire,
        wave: task.wave,
        items: task.items.map(itemIn),
      }
  }
}

/** Questionnaires by pair. `closedAt`: the rounds of a step that all its tables have closed; null while one has not. */
export function questionnairesIn(
  voices: Voices,
  steps: readonly SnapshotStep[],
  closedAt: (step: SnapshotStep) => readonly { readonly round: Round; readonly table: TableId }[] | null,
  freeze: Freeze,
): readonly SnapshotQuestionnaire[] {
  const seats = seatsByTable(voices)
  return steps.flatMap((step): readonly SnapshotQuestionnaire[] => {
    if (step.kind !== 'questionnaire') return []
    const closed = closedAt(step)
    if (closed === null) return [{ step: step.id, asked: 0, people: [] }]
    let asked = 0
    const people: SnapshotPaired[] = []
    for (const { round, table } of closed) {
      const here = new Map((seats.get(table) ?? []).map((seat) => [seat.seat as string, seat.pair]))
      asked += askedSeats(seats.get(table) ?? [], round).length
      const byPair = new Map<string, { item: ItemKey; answer: SnapshotValue }[]>()
      for (const [item, casts] of [...round.casts].sort(([a], [b]) => byText(a, b)))
        for (const [seat, cast] of casts) {
          const pair = here.get(seat)
          const given = counts(cast)
          if (pair === undefined || given === null) continue
          const answer = valueIn(given.answer, (text) => freeze(`answer:${step.id}/${item}/${pair}`, text))
          byPair.set(pair, [...(byPair.get(pair) ?? []), { item, answer }])
        }
      for (const [pair, answers] of byPair) people.push({ pair, answers })
    }
    return [{ step: step.id, asked, people: people.sort((a, b) => byText(a.pair, b.pair)) }]
  })
}

/**
 * Whether a snapshot shows that this row came, of voices as they stood before it. Not: a ballot or a sheet on its way to
 * being sealed, a draft, a seat that waits for its next device.
 */
export function showsIn(voices: Voices, row: VoiceRow): boolean {
  switch (row.kind) {
    case 'free':
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

/** Every digest that these parts name. */
export function digestsOfTable(table: SnapshotTable): readonly Digest[] {
  const text = (value: SnapshotValue | undefined): readonly Digest[] => (value?.type === 'text' ? [value.text] : [])
  return table.rounds.flatMap((round) => [
    ...(round.nodes ?? []).map(({ wording }) => wording),
    ...(round.sheets ?? []).flatMap((sheet) => (sheet.text === null ? [] : [sheet.text])),
    ...(round.ballots ?? []).flatMap(({ answer, other }) => [...text(answer), ...text(other)]),
    ...(round.table ?? []).flatMap(({ answer }) => text(answer)),
  ])
}
export const digestsOfVoices = ({ questionnaires = [], imports = [] }: SnapshotVoices): readonly Digest[] => [
  ...questionnaires.flatMap(({ people }) =>
    people.flatMap(({ answers }) => answers.flatMap(({ answer }) => (answer.type === 'text' ? [answer.text] : []))),
  ),
  ...digestsOfImports(imports),
]
