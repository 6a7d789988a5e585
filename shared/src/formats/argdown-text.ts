/** How any text becomes Argdown text: titles that can be referred to, escapes, and YAML data. */

/** What a parser folds into one space or trips over. Narrow and no-break spaces are typography and stay. */
const folded = /[ \u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g

/** One line: a blank line would end the block. */
export const flatten = (text: string): string => text.toWellFormed().replace(folded, ' ').trim()

/** Only printable text with single spaces survives as plain Argdown; the exact wording of any other goes into the data. */
export const isPlain = (text: string): boolean => text !== '' && flatten(text) === text

/**
 * Escapes what would begin markup: brackets, braces, emphasis, tags, comments, a front matter's fence, and the
 * `.name.` and `:name:` of special characters.
 */
export function escapeText(text: string): string {
  return text.replace(/[\\[<{#*_]|={3,}|\/(?=[/*])|\.(?=\S+?\.)|:(?=\S+?:)/g, (found) =>
    [...found].map((one) => `\\${one}`).join(''),
  )
}

/** Letters, digits, marks, plain punctuation and spaces; anything else is written as an escape. */
const safe = /^[\p{L}\p{N}\p{M} !"$%&'(),.:;?\\|~^`+_«»„“”’‘–—…¿¡؟،-]$/u

/** YAML flow style that an Argdown lexer cannot trip over: brackets inside strings are escaped. */
export function dataText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dataText).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, one]) => `${key}: ${dataText(one)}`)
      .join(', ')}}`
  }
  if (typeof value === 'number') return String(value)
  return [...JSON.stringify(String(value))]
    .map((one) =>
      safe.test(one)
        ? one
        : [...Array(one.length).keys()].map((at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
    )
    .join('')
}

/** Longest head of a wording that becomes its title. */
const longest = 80

/**
 * Unique titles, per kind of member. A wording `Head: rest` is split, a short one is a title alone; of any other the
 * title is made from its first words and says so.
 */
export class Titles {
  readonly #taken = { statement: new Set<string>(), argument: new Set<string>() }

  name(
    wording: string,
    as: 'statement' | 'argument',
  ): { readonly title: string; readonly text: string; readonly made: boolean } {
    const taken = this.#taken[as]
    const free = (title: string) => title === clean(title) && !taken.has(title) && !reserved(title)
    const split = /^(.{1,80}?): (\S.*)$/s.exec(wording)
    const head = split?.[1]
    const rest = split?.[2]
    if (isPlain(wording)) {
      if (head !== undefined && rest !== undefined && free(head)) {
        taken.add(head)
        return { title: head, text: rest, made: false }
      }
      if (wording.length <= longest && free(wording)) {
        taken.add(wording)
        return { title: wording, text: '', made: false }
      }
    }
    const words = clean(wording)
    const stem =
      words.length > longest - 20
        ? `${words
            .slice(0, longest - 20)
            .replace(/\s+\S*$/, '')
            .toWellFormed()}…`
        : words || 'Node'
    let title = stem
    for (let n = 2; taken.has(title) || reserved(title); n++) title = `${stem} (${n})`
    taken.add(title)
    return { title, text: wording, made: true }
  }
}

/** `Untitled 1` is what parsers call a statement without a title; names of Object.prototype break their look-ups. */
const reserved = (title: string) => /^Untitled \d+$/.test(title) || title in {}

/** Without what would end or begin something else: brackets, a leading arrow, line ends. */
const clean = (wording: string): string =>
  flatten(wording)
    .replace(/[<>[\]{}]/g, '')
    .replace(/^[^\p{L}\p{N}«"'„“¿¡‹؟(]+/u, '')
    .replace(/ +/g, ' ')
    .trim()
