/**
 * A partner's question beside ours, option by option: whether both converge, differ or cannot be compared, and why not.
 *
 * Nothing is compared that is not of the same: unit, base and meaning. In other words, a difference may come of the words
 * (Schuman and Presser 1981), so none is said; that both come to the same in spite of them is said. Two shares converge
 * where the interval of their difference lies within ten points to either side (equivalence by intervals: Schuirmann
 * 1987), and differ where it leaves out 0; between the two nothing can be said. A partner's interval is Clopper and
 * Pearson's of as many people as the survey says, or as its weights leave: what its own clusters cost nobody published.
 */
import type { Base, Unit } from '../dialogue/items.ts'
import { intervalsApart } from '../statistics/difference.ts'
import { binomialInterval, type Interval } from '../statistics/estimate.ts'
import type { LocalText } from '../dialogue/programme.ts'
import type { Match, PublishedItem } from './rows.ts'

/** Ours, as the page tells it. A share or interval that is null is not told. */
export type OurFigure = {
  readonly unit: Unit
  readonly base: Base
  readonly rows: readonly { readonly key: string; readonly share: number | null; readonly interval: Interval | null }[]
}
export const whyNots = [
  'other-meaning',
  'unit-unsaid',
  'other-unit',
  'base-unsaid',
  'other-base',
  'people-unsaid',
  'no-option', // no option of theirs is set beside one of ours
  'withheld', // ours is not told
  'no-interval', // ours has none: one table
  'at-least', // theirs is not exact
  'other-words', // they are apart, and asked in other words
  'too-few', // the interval is too wide for either
] as const
export type WhyNot = (typeof whyNots)[number]
export type Says = 'converges' | 'differs' | 'cannot'
export type OptionBeside = {
  readonly theirs: string
  readonly ours: string
  readonly share: number
  readonly interval: Interval | null
  /** Ours less theirs. */
  readonly difference: number | null
  readonly apart: Interval | null
  readonly says: Says
  readonly why?: WhyNot
}
export type ItemBeside = { readonly says: Says; readonly why?: WhyNot; readonly options: readonly OptionBeside[] }

/** Within so much to either side two shares are as good as the same. */
export const sameWithin = 0.1

/** What forbids the comparison as a whole, before any number is looked at; null: nothing. */
function forbidden(ours: OurFigure, match: Match): WhyNot | null {
  if (match.words === 'other-meaning') return 'other-meaning'
  if (match.unit === null) return 'unit-unsaid'
  if (match.unit !== ours.unit) return 'other-unit'
  if (match.base === null) return 'base-unsaid'
  if (match.base !== ours.base) return 'other-base'
  if (match.people === null) return 'people-unsaid'
  return match.options.length === 0 ? 'no-option' : null
}

/** Option by option, and all of them as one: they differ where one does, converge where all do. */
export function setBeside(ours: OurFigure, theirs: PublishedItem, match: Match): ItemBeside {
  const not = forbidden(ours, match)
  const worth = match.people === null ? null : (theirs.effective ?? match.people)
  // In the order of ours: whoever set them side by side did so in any.
  const place = new Map(ours.rows.map(({ key }, n) => [key, n]))
  const sorted = [...match.options].sort(([, a], [, b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
  const options = sorted.flatMap(([theirKey, ourKey]): readonly OptionBeside[] => {
    const [their, our] = [
      theirs.options.find(({ key }) => key === theirKey),
      ours.rows.find(({ key }) => key === ourKey),
    ]
    if (their === undefined || our === undefined) return []
    const { share, least } = their
    const interval = worth === null || least === true ? null : binomialInterval(share, worth)
    const whole = {
      theirs: theirKey,
      ours: ourKey,
      share,
      interval,
      difference: null,
      apart: null,
      says: 'cannot',
    } as const
    if (not !== null) return [{ ...whole, why: not }]
    if (our.share === null) return [{ ...whole, why: 'withheld' }]
    if (interval === null) return [{ ...whole, why: 'at-least' }]
    if (our.interval === null) return [{ ...whole, why: 'no-interval' }]
    const apart = intervalsApart({ value: our.share, interval: our.interval }, { value: share, interval })
    const told = { ...whole, difference: our.share - share, apart }
    if (apart.low > 0 || apart.high < 0)
      return [match.words === 'same' ? { ...told, says: 'differs' } : { ...told, why: 'other-words' }]
    return [
      apart.low >= -sameWithin && apart.high <= sameWithin
        ? { ...told, says: 'converges' }
        : { ...told, why: 'too-few' },
    ]
  })
  if (options.some(({ says }) => says === 'differs')) return { says: 'differs', options }
  if (not === null && options.length > 0 && options.every(({ says }) => says === 'converges'))
    return { says: 'converges', options }
  return { says: 'cannot', why: not ?? options.find(({ says }) => says === 'cannot')?.why ?? 'no-option', options }
}

const plain = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ')
/** Whether two questions read the same in some language; else whoever sets them side by side says what is meant. */
export const readTheSame = (theirs: LocalText, ours: LocalText): boolean => {
  const said = new Set(Object.values(theirs).map(plain))
  return Object.values(ours).some((one) => said.has(plain(one)))
}
type Named = { readonly key: string; readonly text: LocalText }
/** Answers of both that are called the same in some language, each once: where somebody begins who sets them side by side. */
export function calledTheSame(theirs: readonly Named[], ours: readonly Named[]): Match['options'] {
  const taken = new Set<string>()
  return theirs.flatMap((their) => {
    const our = ours.find(({ key, text }) => !taken.has(key) && readTheSame(their.text, text))
    if (our === undefined) return []
    taken.add(our.key)
    return [[their.key, our.key] as const]
  })
}
