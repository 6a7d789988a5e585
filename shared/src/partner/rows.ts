/**
 * A partner's own survey beside what people said here, as rows of `synthesis:<dialogue>`: its published figures, and who
 * set which of its questions beside which of ours. No row holds anybody's answer: a survey that came person by person is
 * counted before it is written down.
 */
import type { Base, Unit } from '../dialogue/items.ts'
import type { LocalText } from '../dialogue/programme.ts'

/** Named by the command that brought it. */
export type SurveyId = string

export type PublishedOption = {
  readonly key: string
  readonly text: LocalText
  /** 0 to 1. */
  readonly share: number
  /** As published it is no less than that: `15+`. */
  readonly least?: true
}
/** A question of a survey with what came of it, as it was published. Null: nobody says it. */
export type PublishedItem = {
  readonly key: string
  readonly text: LocalText
  /** Of which survey, where a file has several. */
  readonly of: string
  /** What its figures are of, in the file's own words; empty where it says nothing. */
  readonly stated: string
  readonly source: string
  readonly unit: Unit | null
  readonly base: Base | null
  /** How many the shares are of. */
  readonly people: number | null
  /** Weighted: how many people without weights say as much. */
  readonly effective?: number
  readonly options: readonly PublishedOption[]
}

/** How a question of theirs stands to ours, for who set them side by side. */
export const wordings = ['same', 'reworded', 'other-meaning'] as const
export type Wordings = (typeof wordings)[number]

/** A question of theirs beside one of ours. What the file does not say somebody may say here. */
export type Match = {
  /** `<step>/<item>`. */
  readonly ours: string
  readonly words: Wordings
  /** Keys of theirs and of ours that say the same. */
  readonly options: readonly (readonly [theirs: string, ours: string])[]
  readonly unit: Unit | null
  readonly base: Base | null
  readonly people: number | null
}

export type PartnerRow =
  | {
      readonly kind: 'survey'
      readonly command: string
      readonly title: string
      readonly items: readonly PublishedItem[]
    }
  | { readonly kind: 'survey-off'; readonly command: string; readonly survey: SurveyId }
  /** In place of what it was set beside before; `match` null: beside nothing any more. */
  | {
      readonly kind: 'set-beside'
      readonly command: string
      readonly survey: SurveyId
      readonly item: string
      readonly match: Match | null
    }

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const partnerKinds: Readonly<Record<PartnerRow['kind'], number>> = {
  survey: 1,
  'survey-off': 1,
  'set-beside': 1,
}

/** Reads a row that this server wrote; null for a row of another record in the same log. */
export function readPartnerRow(text: string): PartnerRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    Object.hasOwn(partnerKinds, String(value.kind))
    ? (value as PartnerRow)
    : null
}

/** A survey with each of its texts made another; keys and numbers stay. */
export function surveyTexts(
  row: Extract<PartnerRow, { readonly kind: 'survey' }>,
  text: (text: string) => string,
): Extract<PartnerRow, { readonly kind: 'survey' }> {
  const local = (of: LocalText): LocalText =>
    Object.fromEntries(Object.entries(of).map(([lang, one]) => [lang, text(one)]))
  return {
    ...row,
    title: text(row.title),
    items: row.items.map((item) => ({
      ...item,
      text: local(item.text),
      of: text(item.of),
      stated: text(item.stated),
      source: text(item.source),
      options: item.options.map((option) => ({ ...option, text: local(option.text) })),
    })),
  }
}

export type Survey = {
  readonly id: SurveyId
  readonly title: string
  readonly at: number
  readonly items: readonly (PublishedItem & { readonly match: Match | null })[]
}
/** Surveys in the order in which they came. */
export type Partners = { readonly surveys: readonly Survey[] }
export const noPartners: Partners = { surveys: [] }

/** One row further; a row about what is not there changes nothing. */
export function partnersAfter(before: Partners, row: PartnerRow, at: number): Partners {
  if (row.kind === 'survey') {
    const items = row.items.map((item) => ({ ...item, match: null }))
    return { surveys: [...before.surveys, { id: row.command, title: row.title, at, items }] }
  }
  if (row.kind === 'survey-off') return { surveys: before.surveys.filter(({ id }) => id !== row.survey) }
  const surveys = before.surveys.map((survey) =>
    survey.id !== row.survey
      ? survey
      : {
          ...survey,
          items: survey.items.map((item) => (item.key === row.item ? { ...item, match: row.match } : item)),
        },
  )
  return { surveys }
}
