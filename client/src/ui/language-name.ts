import { nameOfOurs } from '@tablee/shared/i18n/language'

/** Of each reader's language one, with the names it has said: making one costs more than all that it says. */
const known = new Map<string, { readonly names: Intl.DisplayNames; readonly said: Map<string, string> }>()

/** A language as a word, in the reader's own: a code of two letters is nobody's word for it. */
export function languageName(of: string, reader: string): string {
  try {
    // Not before Chrome 81 and Safari 14.1.
    if (typeof Intl.DisplayNames === 'function') {
      const here = known.get(reader) ?? { names: new Intl.DisplayNames(reader, { type: 'language' }), said: new Map() }
      known.set(reader, here)
      const name = here.said.get(of) ?? here.names.of(of) ?? of
      here.said.set(of, name)
      return name
    }
  } catch {
    // no tag that anybody knows
  }
  return nameOfOurs(of) ?? of
}

/** The same, or null where it is the reader's own. */
export const otherLanguage = (of: string, reader: string): string | null =>
  of.split('-')[0] === reader.split('-')[0] ? null : languageName(of, reader)
