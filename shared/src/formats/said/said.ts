/**
 * Files' faults, and what of them found no place, in the reader's language: said by the screens and by the command line.
 * What stands in braces is the fault's own; a language without a sentence does not compile.
 */
import { spaced } from '../../spaced.ts'
import { wanted, type Fault, type FaultCode, type LeftCode, type Wanted } from '../../file.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'

export type Said = {
  readonly at: Readonly<Record<'line' | 'spot' | 'place', string>>
  readonly wants: Readonly<Record<Wanted, string>>
  readonly faults: Readonly<Record<FaultCode, string>>
  readonly left: Readonly<Record<LeftCode, string>>
}
const all = { en, fr, de, es, ar } as const
export type SaidLanguage = keyof typeof all

/** The language of a tag such as `fr_BE.UTF-8`; English where we do not speak it. */
export function saidLanguage(tag: string): SaidLanguage {
  const primary = tag.toLowerCase().split(/[-_.]/)[0] ?? ''
  return primary in all && Object.hasOwn(all, primary) ? (primary as SaidLanguage) : 'en'
}

/** In a sentence that runs from right to left, names and numbers keep their own direction. */
const fill = (language: SaidLanguage, sentence: string, values: Readonly<Record<string, string | number>>): string =>
  spaced(language, sentence).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) return whole
    return language === 'ar' ? `\u2068${value}\u2069` : String(value)
  })

/** Large numbers in groups, as the language writes them; digits are those of the screens. */
const grouped = (language: SaidLanguage, values: NonNullable<Fault['values']>): NonNullable<Fault['values']> =>
  Object.fromEntries(
    Object.entries(values).map(([name, one]) => [
      name,
      typeof one === 'number' && one >= 10_000
        ? new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-latn' : language).format(one)
        : one,
    ]),
  )

/** One sentence, without the place; large numbers in groups, Arabic with isolates around what is Latin. */
export function sayFault(language: SaidLanguage, { code, values: given = {} }: Fault): string {
  const values = grouped(language, given)
  const { faults, wants } = all[language]
  const want = code === 'wrong-type' ? wanted.find((one) => one === values['want']) : undefined
  return want === undefined
    ? fill(language, faults[code], values)
    : fill(
        language,
        faults[code].replace('{want}', () => wants[want]),
        values,
      )
}
/** What of a file found no place, as it stands beside its count. */
export const sayLeft = (language: SaidLanguage, code: LeftCode): string => spaced(language, all[language].left[code])

/** File, place and reason as one line: `map.xml, line 7, column 3: …`. */
export function sayBadFile(
  language: SaidLanguage,
  {
    file,
    line,
    column,
    place,
    why,
  }: {
    readonly file: string
    readonly line: number | null
    readonly column: number | null
    readonly place: string | null
    readonly why: Fault
  },
): string {
  const { at } = all[language]
  const parts = [
    language === 'ar' ? `\u2068${file}\u2069` : file,
    ...(line === null
      ? []
      : [column === null ? fill(language, at.line, { line }) : fill(language, at.spot, { line, column })]),
    ...(place === null ? [] : [fill(language, at.place, { place })]),
  ]
  return `${parts.join(language === 'ar' ? '، ' : ', ')}${language === 'fr' ? '\u00a0' : ''}: ${sayFault(language, why)}`
}
