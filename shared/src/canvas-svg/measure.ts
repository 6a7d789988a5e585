/**
 * Text without a screen: how wide it is, where it breaks. The widths are those of Atkinson Hyperlegible Next; another
 * font, or a script that it lacks, is near enough to break lines by, and what breaks lines here breaks them the same
 * everywhere. A caller with a real screen may bring its own measure.
 */
export type Measure = (text: string, size: number, weight: number) => number

/** Advance widths of U+0020 to U+007E, in hundredths of the size. */
const ascii =
  '28 29 30 65 59 92 73 16 30 30 49 61 21 36 21 39 65 41 55 58 61 59 60 51 62 60 21 21 55 63 55 48 78 63 61 65 67 57 55 69 69 39 51 63 54 82 69 71 59 72 61 59 56 69 59 86 62 58 61 32 39 34 55 57 24 53 57 49 56 54 31 56 55 25 25 49 26 85 55 55 57 57 35 47 33 54 46 68 48 45 46 34 24 34 56'
    .split(' ')
    .map(Number)
const others: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ß: 58,
    æ: 87,
    Æ: 89,
    œ: 92,
    Œ: 101,
    ı: 25,
    '–': 50,
    '—': 82,
    '‘': 24,
    '’': 24,
    '“': 40,
    '”': 40,
    '«': 56,
    '»': 56,
    '‹': 35,
    '›': 35,
    '…': 67,
    '€': 66,
    '·': 24,
    '°': 35,
    '\u00a0': 28,
    '\u202f': 20,
  }),
)
const silent = /[\p{Mn}\p{Me}\p{Cf}]/u
/** Scripts that stand on squares, and pictures. */
const square =
  /[\u1100-\u115f\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3fffd}]|\p{Extended_Pictographic}/u

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x20 && code < 0x7f) return ascii[code - 0x20] ?? 55
  const known = others.get(character)
  if (known !== undefined) return known
  if (silent.test(character)) return 0
  if (square.test(character)) return 100
  const base = character.normalize('NFD').codePointAt(0) ?? 0
  if (base >= 0x20 && base < 0x7f) return ascii[base - 0x20] ?? 55
  return /\p{Lu}/u.test(character) ? 66 : 55
}

/** Bold letters are wider; the rest leaves room for the fonts of anyone who has not ours. */
export const estimate: Measure = (text, size, weight) => {
  let width = 0
  for (const character of text) width += widthOf(character)
  return (width / 100) * size * (weight >= 600 ? 1.06 : 1.02)
}

/** A piece that stays together: `whole` with the space that follows it, `bare` without. */
type Piece = { readonly text: string; readonly whole: number; readonly bare: number }

const ideograph = '\\u2e80-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3fffd}'
/** A line may end after spaces and hyphens, and between characters that stand on squares. */
const pieces = new RegExp(`[${ideograph}]\\p{P}?|[^\\s${ideograph}-]*-+\\s*|[^\\s${ideograph}-]+\\s*|\\s+`, 'gu')
/** A character with its marks: an accent never begins a line. */
const letters = /\P{M}\p{M}*|\p{M}+/gu

/** No line wider than `width`; a word that is wider than a line is cut between letters. */
function greedy(all: readonly Piece[], width: number, wide: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const end = (): void => {
    lines.push(line.trimEnd())
    line = ''
    used = 0
  }
  for (const { text, whole, bare } of all) {
    if (line !== '' && used + bare > width) end()
    if (bare <= width) {
      line += text
      used += whole
      continue
    }
    for (const letter of text.match(letters) ?? []) {
      const one = wide(letter)
      if (line !== '' && used + one > width) end()
      line += letter
      used += one
    }
  }
  if (line !== '' || lines.length === 0) end()
  return lines
}

export type Setting = {
  readonly width: number
  readonly size: number
  readonly weight: number
  readonly measure?: Measure
  readonly balance?: boolean
  /** More lines than this end in "…". A wording of 4,000 characters must not make a column to the floor. */
  readonly most?: number
}

/**
 * `text` in lines. Balanced: of all ways with as few lines the narrowest, as `text-wrap: balance` does, so that no word
 * is left alone in the last line.
 */
export function breakLines(
  text: string,
  { width, size, weight, measure = estimate, balance = true, most = 60 }: Setting,
): readonly string[] {
  const wide = (part: string): number => measure(part, size, weight)
  const room = Math.max(width, size * 1.5)
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    const all = (paragraph.match(pieces) ?? []).map((piece): Piece => {
      const bare = piece.trimEnd()
      return { text: piece, whole: wide(piece), bare: bare === '' ? 0 : wide(bare) }
    })
    let best = greedy(all, room, wide)
    if (balance && best.length > 1 && best.length <= 8) {
      let low = Math.max(0, ...all.map(({ bare }) => (bare <= room ? bare : 0)))
      let high = room
      for (let n = 0; n < 7 && high - low > 1; n += 1) {
        const middle = (low + high) / 2
        const tried = greedy(all, middle, wide)
        if (tried.length <= best.length) {
          best = tried
          high = middle
        } else low = middle
      }
    }
    lines.push(...best)
    if (lines.length > most) return [...lines.slice(0, most - 1), `${(lines[most - 1] ?? '').trimEnd()} …`]
  }
  return lines
}
