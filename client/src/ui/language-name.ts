/** A language as a word, in the reader's own: a code of two letters is nobody's word for it. */
export function languageName(of: string, reader: string): string {
  try {
    return new Intl.DisplayNames(reader, { type: 'language' }).of(of) ?? of
  } catch {
    return of // no tag that anybody knows
  }
}

/** The same, or null where it is the reader's own. */
export const otherLanguage = (of: string, reader: string): string | null =>
  of.split('-')[0] === reader.split('-')[0] ? null : languageName(of, reader)
