/**
 * Files' faults, and what of them found no place, in the reader's language: said by the screens and by the command line.
 * What stands in braces is the fault's own; a language without a sentence does not compile.
 */
import { wanted, type Fault, type LeftCode } from '../../file.ts'
import type { Language } from '../../i18n/index.ts'
import { headed, listed } from '../../i18n/language.ts'
import { isolated, translator } from '../../i18n/translator.ts'
import { at, faults, fields, left, wants } from './messages/index.ts'

/** One sentence, without the place; large numbers in groups, Arabic with isolates around what is Latin. */
export function sayFault(language: Language, { code, values = {} }: Fault): string {
  const say = translator(faults, language)
  const want = code === 'wrong-type' ? wanted.find((one) => one === values['want']) : undefined
  if (want === undefined) return say(code, values)
  const { want: _, ...others } = values
  return say(code, others).replace('{want}', () => translator(wants, language)(want))
}
/** What of a file found no place, as it stands beside its count. */
export const sayLeft = (language: Language, code: LeftCode): string => translator(left, language)(code)

const each: Readonly<Record<string, keyof typeof fields.en>> = {
  languages: 'lang',
  sites: 'site',
  tables: 'table',
  sessions: 'session',
  questions: 'question',
  steps: 'step',
  items: 'item',
  options: 'option',
  is: 'answer',
}
const isField = (name: string): name is keyof typeof fields.en => Object.hasOwn(fields.en, name)

/** Where in a dialogue's file, from without to within: `sites[0].country` is «city 1 › country»; null where no word fits. */
export function sayPlace(language: Language, place: string): string | null {
  const say = translator(fields, language)
  const words = place.split('.').flatMap((part) => {
    const [, name = '', index] = /^([^[]*)(?:\[(\d+)\])?$/.exec(part) ?? []
    const one = index === undefined ? name : each[name]
    if (one === undefined || !isField(one)) return []
    return [index === undefined ? say(one) : `${say(one)} ${Number(index) + 1}`]
  })
  return words.length === 0 ? null : words.join(' › ')
}

/** File, place and reason as one line: `map.xml, line 7, column 3: …`. */
export function sayBadFile(
  language: Language,
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
  const say = translator(at, language)
  const parts = [
    isolated(language, file),
    // As an editor counts lines: without groups.
    ...(line === null
      ? []
      : [column === null ? say('line', { line: `${line}` }) : say('spot', { line: `${line}`, column: `${column}` })]),
    ...(place === null ? [] : [say('place', { place })]),
  ]
  return headed(language, listed(language, parts), sayFault(language, why))
}
