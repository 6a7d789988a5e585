/**
 * People's own voices in a snapshot: who sits with which consent, what was written alone once it is revealed, ballots of
 * rounds that are closed, and questionnaires by their pair. What is still sealed is not in it, not even as a number.
 */
import type { Answer, Item, ItemKey } from '../dialogue/items.ts'
import { digestsOfImports, type SnapshotImport } from './imports.ts'
import type { Worded } from '../voices/worded.ts'
import type { Digest } from './structure.ts'

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
  /** On the day, beside the programme, at these boards; `session` is then the first of theirs. */
  readonly asked?: {
    readonly at: number
    readonly boards: readonly string[]
    /** It was a mistake: its answers are here, and no figure is made of them. */
    readonly calledBack?: number
  }
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
  /** Which of its wordings an item had, counted from 0; left out where none was ever put in other words. */
  readonly worded?: Worded
  /** The wording voted on, whatever became of the entry since. */
  readonly nodes?: readonly { readonly node: string; readonly lang: string; readonly wording: Digest }[]
  readonly sheets?: readonly SnapshotSheet[]
  readonly ballots?: readonly SnapshotBallot[]
  /** The table's own answers, to items of unit `tables`. */
  readonly table?: readonly { readonly item: ItemKey; readonly answer: SnapshotValue }[]
}
/** At one board: its table's seats, and its session's rounds that were opened. */
export type SnapshotTable = { readonly seats: readonly SnapshotSeat[]; readonly rounds: readonly SnapshotRound[] }

/**
 * One person's answers, in order of pairs: no seat, no table, no time, no order of arrival. Country, site and group only
 * where at least `fewestWithSite` people of them answered, at more than one table, and as many are left without.
 */
export type SnapshotPaired = {
  readonly pair: string
  readonly country?: string
  readonly site?: string
  readonly group?: string
  /** As of a round. */
  readonly worded?: Worded
  readonly answers: readonly { readonly item: ItemKey; readonly answer: SnapshotValue }[]
}
export type SnapshotQuestionnaire = {
  readonly step: string
  readonly asked: number
  /** Empty until the last table has closed it: what one table adds would be told by the difference. */
  readonly people: readonly SnapshotPaired[]
  /** How many were asked in which words; left out where all were asked in the same. */
  readonly wordings?: readonly { readonly worded: Worded; readonly asked: number }[]
  /** Items of which nothing is told: so few were asked in one of their wordings that it would say at which table. */
  readonly untold?: readonly string[]
}
/** Of the whole snapshot. A board's own has the steps and no questionnaires: at one table a pair would be a seat. */
export type SnapshotVoices = {
  readonly steps: readonly SnapshotStep[]
  readonly questionnaires?: readonly SnapshotQuestionnaire[]
  /** Polls and surveys of other tools; left out where there are none. */
  readonly imports?: readonly SnapshotImport[]
}

const decimal = (value: number): Decimal => String(value)
/** A text in the clear, by language: the programme's, never a person's. */
export const clear = (text: Readonly<Record<string, string>>): SnapshotText =>
  Object.fromEntries(Object.entries(text).map(([lang, one]) => [lang, one.toWellFormed()]))

/** Every string in it well formed: a snapshot says no half characters. */
const wellFormed = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === 'string' ? one.toWellFormed() : one)) as T

/** Numbers that may have a fraction stand as decimals in text: a snapshot's numbers are whole. */
export function itemIn(item: Item): SnapshotItem {
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

/** Places on a plane in hundredths; what somebody wrote as its digest. */
export function valueIn(answer: Answer, freeze: (text: string) => Digest): SnapshotValue {
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
/** Every text version that voices name: free answers, and texts of imported sets. */
export const digestsOfVoices = ({ questionnaires = [], imports = [] }: SnapshotVoices): readonly Digest[] => [
  ...questionnaires.flatMap(({ people }) =>
    people.flatMap(({ answers }) => answers.flatMap(({ answer }) => (answer.type === 'text' ? [answer.text] : []))),
  ),
  ...digestsOfImports(imports),
]
