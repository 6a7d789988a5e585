/** Numbers of results as a reader's language writes them. Pure. */
import type { Interval } from '@tablee/shared/results/told'
import { withDigits } from '@tablee/shared/i18n/language'
import type { Language } from '@tablee/shared/i18n/index'

/** Of a thousand people and more a tenth of a point is somebody. */
const placesFor = (of: number | null): number => (of !== null && of >= 1000 ? 1 : 0)
/** Never `−0`. */
const clean = (value: number, places: number): number => {
  const kept = Number(value.toFixed(places))
  return kept === 0 ? 0 : kept
}
const plain = (value: number, places: number, language: Language): string =>
  new Intl.NumberFormat(withDigits(language), { minimumFractionDigits: places, maximumFractionDigits: places }).format(
    clean(value, places),
  )
const minus = '−'
const withMinus = (value: number, said: string): string => (value < 0 ? `${minus}${said}` : said)
const bare = (value: number, places: number, language: Language): string =>
  withMinus(clean(value, places), plain(Math.abs(value), places, language))

/** A share in points, without its sign. */
export const pointsIn = (share: number, of: number | null, language: Language): string =>
  bare(share * 100, placesFor(of), language)
/** A difference says which way it goes; nothing goes no way. */
export const signedPoints = (share: number, of: number | null, language: Language): string =>
  signed(share * 100, placesFor(of), language)

const signed = (value: number, places: number, language: Language): string =>
  clean(value, places) > 0 ? `+${plain(value, places, language)}` : bare(value, places, language)

/** On an axis: as few places as say it. */
export const tickIn = (value: number, language: Language): string =>
  withMinus(value, new Intl.NumberFormat(withDigits(language), { maximumFractionDigits: 2 }).format(Math.abs(value)))

/** A mean: two places, of which none that says nothing. */
export const meanIn = (value: number, language: Language): string => bare(value, 2, language)
export const signedMean = (value: number, language: Language): string => signed(value, 2, language)

/** How a number of a chart is written: of a share in points, of a mean as it is. */
export type Writes = {
  readonly value: (value: number) => string
  readonly bare: (value: number) => string
  readonly signed: (value: number) => string
}
export const writesShare = (of: number | null, language: Language): Writes => ({
  value: (share) =>
    new Intl.NumberFormat(withDigits(language), {
      style: 'percent',
      minimumFractionDigits: placesFor(of),
      maximumFractionDigits: placesFor(of),
    }).format(share),
  bare: (share) => pointsIn(share, of, language),
  signed: (share) => signedPoints(share, of, language),
})
export const writesMean = (language: Language): Writes => ({
  value: (value) => meanIn(value, language),
  bare: (value) => meanIn(value, language),
  signed: (value) => signedMean(value, language),
})

/** The ends of an axis for means where an item has none of its own: whole steps around what is shown. */
export function axisAround(values: readonly (number | Interval)[]): { readonly min: number; readonly max: number } {
  const all = values.flatMap((one) => (typeof one === 'number' ? [one] : [one.low, one.high]))
  if (all.length === 0) return { min: 0, max: 1 }
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const step = 10 ** Math.floor(Math.log10(Math.max(high - low, Math.abs(high), 1e-9)))
  const min = low >= 0 && low < high / 2 ? 0 : Math.floor(low / step) * step
  const max = Math.ceil(high / step) * step
  return max > min ? { min, max } : { min, max: min + step }
}
/** Five lines at most, at both ends too. */
export function ticksOf({ min, max }: { readonly min: number; readonly max: number }): readonly number[] {
  const span = max - min
  const whole = Number.isInteger(min) && Number.isInteger(max)
  const parts = whole ? ([4, 5, 3, 6, 2].find((n) => span % n === 0) ?? 1) : 4
  return Array.from({ length: parts + 1 }, (_, n) => min + (span * n) / parts)
}
