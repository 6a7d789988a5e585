/**
 * What people consented to, as it stands now, and what follows from it on a board. Whose words these are a board knows by
 * seat; of sheets that nobody signed only the server does, so they are named one by one. It is an allow-list: of a seat
 * that is not named, nothing is known, and nothing of it leaves.
 */
import type { Canvas, CanvasShape, ShapeId } from '../board/canvas/schema.ts'
import type { Board } from '../board/schema.ts'
import type { BlockId, SeatCode, WordsId } from '../ids.ts'

export type Consents = {
  /** Seats whose words and elements may be watched. */
  readonly observed: readonly SeatCode[]
  /** Seats whose sentences may be printed. */
  readonly quoted: readonly SeatCode[]
  /** Sheets of those who said no to being watched, and of those who said no to being printed. */
  readonly unobservedSheets: readonly string[]
  readonly unquotedSheets: readonly string[]
  /** What stands on these sheets: an entry may be made of it before its words lie beneath. Left out where there is none. */
  readonly unobservedTexts?: readonly string[]
  readonly unquotedTexts?: readonly string[]
}

/** One sentence, of a board or of a snapshot. */
type Said = {
  readonly id: string
  readonly seat: string | null
  readonly corrects: string | null
  readonly block?: string | null
}
export type Withheld = {
  readonly words: ReadonlySet<string>
  /** Blocks of the minutes that such words were taken from: the sentence stands in them too. */
  readonly blocks: ReadonlySet<string>
}
export const nothingWithheld: Withheld = { words: new Set(), blocks: new Set() }

export type Veil = {
  words(said: Iterable<Said>): Withheld
  element(id: string, seat: string | null): boolean
  seat(seat: string | null): boolean
}

/** What these seats did not allow. */
function veil(allowed: readonly SeatCode[], sheets: readonly string[]): Veil {
  const seats = new Set<string>(allowed)
  const named = new Set(sheets)
  // A sheet that was moved lies beneath an entry as `<sheet>-2`, `<sheet>-3` …
  const isSeat = (seat: string | null): boolean => seat !== null && !seats.has(seat)
  const isSheet = (id: string): boolean => named.has(id) || named.has(id.replace(/-\d+$/, ''))
  return {
    words(said) {
      const all = new Map<string, Said>()
      for (const one of said) all.set(one.id, one)
      const known = new Map<string, boolean>()
      /** What corrects a sentence of nobody's is the same person's, however often it was corrected. */
      const isWithheld = (first: Said): boolean => {
        const passed: string[] = []
        let answer = false
        for (let one: Said | undefined = first; one !== undefined; one = all.get(one.corrects ?? '')) {
          const before = known.get(one.id)
          if (before !== undefined || passed.includes(one.id)) {
            answer = before ?? false
            break
          }
          passed.push(one.id)
          answer = isSheet(one.id) || isSeat(one.seat)
          if (answer || one.seat !== null) break
        }
        for (const id of passed) known.set(id, answer)
        return answer
      }
      const words = new Set<string>()
      const blocks = new Set<string>()
      for (const one of all.values()) {
        if (!isWithheld(one)) continue
        words.add(one.id)
        if (typeof one.block === 'string') blocks.add(one.block)
      }
      return { words, blocks }
    },
    element: (id, seat) => isSheet(id.replace(/^shape:/, '')) || isSeat(seat),
    seat: isSeat,
  }
}

/** What may not be watched: neither shown nor counted. */
export const unobserved = ({ observed, unobservedSheets }: Consents): Veil => veil(observed, unobservedSheets)
/** What may not be printed: the row stays and counts, its text is nowhere. */
export const unquoted = ({ quoted, unquotedSheets }: Consents): Veil => veil(quoted, unquotedSheets)

export const seatOfShape = (shape: CanvasShape): SeatCode | null => (shape.type === 'element' ? shape.props.seat : null)

/** A sentence as it is heard: neither spaces nor case nor marks make another of it. */
const heard = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

type Spoken = readonly (Said & { readonly text: string })[]
/**
 * Whether a wording is such a sentence, word for word. What somebody wrote can become an entry of its own: then it stands
 * on the map twice, as their words and as the wording, and covering only the words would cover nothing.
 */
function echoOf(said: Spoken, { words }: Withheld, texts: readonly string[] = []): (wording: string) => boolean {
  const all = new Set(texts.map(heard))
  for (const { id, text } of words.size === 0 ? [] : said) if (words.has(id)) all.add(heard(text))
  all.delete('')
  return (wording) => all.size > 0 && all.has(heard(wording))
}
export const unquotedWording = (said: Spoken, consents: Consents): ((wording: string) => boolean) =>
  echoOf(said, unquoted(consents).words(said), consents.unquotedTexts)
/** Of whoever may not be watched, or not be quoted: a wall that showed such a wording would have read it out. */
export function unseenWording(said: Spoken, consents: Consents): (wording: string) => boolean {
  const absent = echoOf(said, unobserved(consents).words(said), consents.unobservedTexts)
  const silent = unquotedWording(said, consents)
  return (wording) => absent(wording) || silent(wording)
}

/** Shapes of a canvas that a veil covers. */
export function shapesWithheld(canvas: Canvas | undefined, veil: Veil): ReadonlySet<ShapeId> {
  const ids = new Set<ShapeId>()
  for (const [id, shape] of canvas?.shapes ?? [])
    if (shape.type === 'element' && veil.element(id, shape.props.seat)) ids.add(id)
  return ids
}

/** The board as it may be printed: every row, and no text of whoever is not quoted. */
export function printable<B extends Board>(board: B, consents: Consents): B {
  const { words: withheld } = unquoted(consents).words(board.words.values())
  const echoes = unquotedWording([...board.words.values()], consents)
  const words = new Map(board.words)
  for (const id of withheld) {
    const one = words.get(id as WordsId)
    if (one !== undefined) words.set(one.id, { ...one, text: '' })
  }
  const nodes = new Map(board.nodes)
  for (const node of board.nodes.values()) if (echoes(node.wording)) nodes.set(node.id, { ...node, wording: '' })
  return { ...board, words, nodes }
}

/** The same of a canvas: the element stays where it lies. */
export function printableCanvas(canvas: Canvas, consents: Consents): Canvas {
  const withheld = shapesWithheld(canvas, unquoted(consents))
  if (withheld.size === 0) return canvas
  const shapes = new Map(canvas.shapes)
  for (const id of withheld) {
    const shape = shapes.get(id)
    if (shape?.type === 'element') shapes.set(id, { ...shape, props: { ...shape.props, text: '' } })
  }
  return { ...canvas, shapes }
}

/** Consents of then and of now: what is taken away goes at once, what is allowed anew waits. */
export function narrowerConsents(then: Consents | undefined, now: Consents | undefined): Consents | undefined {
  if (then === undefined || now === undefined) return now
  const both = (a: readonly SeatCode[], b: readonly SeatCode[]): SeatCode[] => a.filter((seat) => b.includes(seat))
  const either = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])]
  return {
    observed: both(now.observed, then.observed),
    quoted: both(now.quoted, then.quoted),
    unobservedSheets: either(now.unobservedSheets, then.unobservedSheets),
    unquotedSheets: either(now.unquotedSheets, then.unquotedSheets),
    unobservedTexts: either(now.unobservedTexts ?? [], then.unobservedTexts ?? []),
    unquotedTexts: either(now.unquotedTexts ?? [], then.unquotedTexts ?? []),
  }
}

export const blocksOf = (withheld: Withheld): readonly BlockId[] => [...withheld.blocks] as BlockId[]
