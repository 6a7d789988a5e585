/** A dialogue's texts in the reader's language, each with the language it really stands in, for voices and for direction. */
import { tagFor, type LocalText } from '@tablee/shared/dialogue/programme'
import { direction, nameOfOurs, spaced } from '@tablee/shared/i18n/language'
import { languages, type Language } from '@tablee/shared/i18n/index'

export type TextInLang = { readonly text: string; readonly lang: string; readonly dir: 'ltr' | 'rtl' }

export function said(text: LocalText, lang: string): TextInLang {
  const tag = tagFor(text, lang)
  return { text: spaced(tag, text[tag] ?? ''), lang: tag, dir: direction(tag) }
}

/** What somebody reads the dialogue's texts in: their own language where it has them, else the page's. */
export const readingOf = (own: string, langs: readonly string[], frame: Language): string =>
  langs.some((tag) => tag === own || tag === own.split('-')[0]) ? own : frame

/** A language in its own name: ours as we write them, others as the browser knows them, or the bare tag. */
export function nameOfLanguage(tag: string): string {
  const ours = nameOfOurs(tag)
  if (ours !== null) return ours
  try {
    // Not before Chrome 81.
    const name =
      typeof Intl.DisplayNames === 'function' ? new Intl.DisplayNames([tag], { type: 'language' }).of(tag) : tag
    return name === undefined ? tag : name.charAt(0).toLocaleUpperCase(tag) + name.slice(1)
  } catch {
    return tag
  }
}

/** What somebody may write in: the dialogue's languages first, then the screen's, then the phone's own, each once. */
export function writable(langs: readonly string[], phone: readonly string[]): readonly string[] {
  const found: string[] = []
  for (const tag of [...langs, ...languages, ...phone.map((one) => one.split('-')[0] ?? one)])
    if (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && !found.includes(tag)) found.push(tag)
  return found
}

/** A number as people write it: a comma or a point, spaces between thousands, Arabic-Indic digits. Null for anything else. */
export function readNumber(text: string): number | null {
  const plain = text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[\s\u00a0\u202f'’\u066c]/g, '')
    .replace(/[,\u066b]/g, '.')
    .replace(/\u2212/g, '-')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
}
