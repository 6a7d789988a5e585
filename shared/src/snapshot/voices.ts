/**
 * People's own voices in a snapshot: who sits with which consent, what was written alone once it is revealed, ballots of
 * rounds that are closed, and questionnaires by their pair. What is still sealed is not in it, not even as a number.
 */
import type { Answer, EntryMark, Item, ItemKey, Option, Support } from '../dialogue/items.ts'
import type { NodeId } from '../ids.ts'
import type { Draw, LocalText } from '../dialogue/programme.ts'
import { digestsOfImports, type SnapshotImport } from './imports.ts'
import type { Worded } from '../voices/worded.ts'
import type { Digest } from './structure.ts'

/** A text of the programme, by language, in the clear: it is the organisers' and nobody's words. */
export type SnapshotText = { readonly [lang: string]: string }

/** A number of the programme or of an answer that may be a fraction, as a decimal: a snapshot's numbers are whole. */
export type Decimal = string
type Whole<T> = T extends { readonly type: 'number' }
  ? Omit<T, 'min' | 'max'> & { readonly min?: Decimal; readonly max?: Decimal }
  : T extends { readonly type: 'support' }
    ? Omit<T, 'text' | 'reasons' | 'conditions' | 'objections'> & {
        readonly sentence: SnapshotWords
        readonly reasons: readonly SnapshotWords[]
        readonly conditions: readonly SnapshotPick[]
        readonly objections: readonly SnapshotPick[]
      }
    : T
/** What people said stands as its digest, so that it can be withheld and erased; of an item of support all of it is. */
export type SnapshotWords = { readonly lang: string; readonly text: Digest }
export type SnapshotPick = SnapshotWords & { readonly id: string }
export type SnapshotItem = Whole<Item>
/** An entry as it stood when it was picked, with its translations; `released`: its table let the hall be asked about it. */
export type SnapshotPicked = EntryMark & {
  readonly option: string
  readonly board: string
  readonly node: string
  readonly texts: readonly SnapshotWords[]
  readonly released?: true
}

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
    /** Each seat of these tables was asked so many of the items, drawn by this seed. */
    readonly draw?: Draw
    /** From which entries its options were picked: their texts, which the items do not say. */
    readonly picked?: readonly SnapshotPicked[]
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
  | Exclude<Answer, { readonly type: 'number' | 'placement' | 'text' | 'recommendation' | 'support' }>
  | { readonly type: 'number'; readonly value: Decimal }
  /** Hundredths: 0 to 10,000. */
  | { readonly type: 'placement'; readonly x: number; readonly y: number }
  | { readonly type: 'text'; readonly text: Digest; readonly lang: string }
  | {
      readonly type: 'recommendation'
      readonly sentence: Digest
      readonly lang: string
      readonly reasons: readonly { readonly node: NodeId; readonly lang: string; readonly wording: Digest }[]
    }
  | {
      readonly type: 'support'
      readonly value: Support
      readonly why?: { readonly option: string } | { readonly text: Digest; readonly lang: string }
    }
/** One seat's ballot on one item: the answer that counts. */
export type SnapshotBallot = {
  readonly item: ItemKey
  readonly seat: string
  readonly how: 'phone' | 'paper'
  readonly at: number
  /** Which of the item's wordings stood on the sheet of paper; left out where it was the round's. */
  readonly wording?: number
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
export function itemIn(item: Item, freeze: (text: string) => Digest): SnapshotItem {
  const whole = wellFormed(item)
  if (whole.type === 'support') {
    const { text, reasons, conditions, objections, ...rest } = whole
    const words = (of: LocalText): SnapshotWords => {
      const [lang = 'en', said = ''] = Object.entries(of)[0] ?? []
      return { lang, text: freeze(said) }
    }
    const pick = (option: Option): SnapshotPick => ({ id: option.id, ...words(option.text) })
    return {
      ...rest,
      sentence: words(text),
      reasons: reasons.map(({ lang, wording }) => ({ lang, text: freeze(wording) })),
      conditions: conditions.map(pick),
      objections: objections.map(pick),
    }
  }
  if (whole.type !== 'number') return whole
  const { min, max, ...rest } = whole
  return {
    ...rest,
    ...(min === undefined ? {} : { min: decimal(min) }),
    ...(max === undefined ? {} : { max: decimal(max) }),
  }
}
/** An item as the programme had it. */
export function itemOf(item: SnapshotItem, texts: ReadonlyMap<Digest, string>): Item {
  if (item.type === 'support') {
    const { sentence, reasons, conditions, objections, ...rest } = item
    const said = ({ lang, text }: SnapshotWords): LocalText => ({ [lang]: texts.get(text) ?? '' })
    const pick = (one: SnapshotPick): Option => ({ id: one.id, text: said(one) })
    return {
      ...rest,
      text: said(sentence),
      reasons: reasons.map(({ lang, text }) => ({ lang, wording: texts.get(text) ?? '' })),
      conditions: conditions.map(pick),
      objections: objections.map(pick),
    }
  }
  if (item.type !== 'number') return item
  const { min, max, ...rest } = item
  return {
    ...rest,
    ...(min === undefined ? {} : { min: Number(min) }),
    ...(max === undefined ? {} : { max: Number(max) }),
  }
}

/** The items of a step; what was picked from a map and is not among the texts stands under a label that says only that. */
export const itemsOf = (
  step: Extract<SnapshotStep, { readonly kind: 'ballot' | 'questionnaire' }>,
  texts: ReadonlyMap<Digest, string>,
): readonly Item[] => step.items.map((one) => withPicked(itemOf(one, texts), step.asked?.picked ?? [], texts))

function withPicked(item: Item, picked: readonly SnapshotPicked[], texts: ReadonlyMap<Digest, string>): Item {
  if (picked.length === 0 || !('options' in item)) return item
  const of = new Map(picked.map((one) => [one.option, one]))
  return {
    ...item,
    options: item.options.map((option) => {
      const found = of.get(option.id)
      const said = (found?.texts ?? []).map(({ lang, text }) => [lang, texts.get(text)] as const)
      if (found === undefined || said.some(([, text]) => text === undefined)) return option
      const text = Object.fromEntries(said.flatMap(([lang, one]) => (one === undefined ? [] : [[lang, one]])))
      return { ...option, text, entry: { kind: found.kind, table: found.table } }
    }),
  }
}

/** The items of a step, for whoever needs none of people's texts. */
export const itemsAsked = (
  step: Extract<SnapshotStep, { readonly kind: 'ballot' | 'questionnaire' }>,
): readonly Item[] => itemsOf(step, new Map())

/** Places on a plane in hundredths; what somebody wrote as its digest. */
export function valueIn(answer: Answer, freeze: (text: string) => Digest): SnapshotValue {
  switch (answer.type) {
    case 'number':
      return { type: 'number', value: decimal(answer.value) }
    case 'placement':
      return { type: 'placement', x: Math.round(answer.x * 100), y: Math.round(answer.y * 100) }
    case 'text':
      return { type: 'text', text: freeze(answer.text), lang: answer.lang }
    case 'recommendation':
      return {
        type: 'recommendation',
        sentence: freeze(answer.sentence),
        lang: answer.lang,
        reasons: answer.reasons.map(({ node, lang, wording }) => ({ node, lang, wording: freeze(wording) })),
      }
    case 'support': {
      const { type, value, why } = answer
      if (why === undefined) return { type, value }
      return { type, value, why: 'option' in why ? why : { text: freeze(why.text), lang: why.lang } }
    }
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
    case 'recommendation':
      return {
        type: 'recommendation',
        sentence: texts.get(value.sentence) ?? '',
        lang: value.lang,
        reasons: value.reasons.map(({ node, lang, wording }) => ({ node, lang, wording: texts.get(wording) ?? '' })),
      }
    case 'support': {
      const { type, value: said, why } = value
      if (why === undefined) return { type, value: said }
      return {
        type,
        value: said,
        why: 'option' in why ? why : { text: texts.get(why.text) ?? '', lang: why.lang },
      }
    }
    default:
      return value
  }
}

/** The texts that an answer holds, as their digests. */
export function textsOf(value: SnapshotValue | undefined): readonly Digest[] {
  switch (value?.type) {
    case 'text':
      return [value.text]
    case 'recommendation':
      return [value.sentence, ...value.reasons.map(({ wording }) => wording)]
    case 'support':
      return value.why === undefined || 'option' in value.why ? [] : [value.why.text]
    default:
      return []
  }
}
/** The texts of people that a step asks about. */
export const textsAsked = (step: SnapshotStep): readonly Digest[] =>
  step.kind === 'write'
    ? []
    : [
        ...step.items.flatMap((item) =>
          item.type === 'support'
            ? [item.sentence, ...item.reasons, ...item.conditions, ...item.objections].map(({ text }) => text)
            : [],
        ),
        ...(step.asked?.picked ?? []).flatMap(({ texts }) => texts.map(({ text }) => text)),
      ]

/** Every digest that these parts name. */
export function digestsOfTable(table: SnapshotTable): readonly Digest[] {
  return table.rounds.flatMap((round) => [
    ...(round.nodes ?? []).map(({ wording }) => wording),
    ...(round.sheets ?? []).flatMap((sheet) => (sheet.text === null ? [] : [sheet.text])),
    ...(round.ballots ?? []).flatMap(({ answer, other }) => [...textsOf(answer), ...textsOf(other)]),
    ...(round.table ?? []).flatMap(({ answer }) => textsOf(answer)),
  ])
}
/** Every text version that voices name: free answers, and texts of imported sets. */
export const digestsOfVoices = ({ steps, questionnaires = [], imports = [] }: SnapshotVoices): readonly Digest[] => [
  ...steps.flatMap(textsAsked),
  ...questionnaires.flatMap(({ people }) =>
    people.flatMap(({ answers }) => answers.flatMap(({ answer }) => textsOf(answer))),
  ),
  ...digestsOfImports(imports),
]
