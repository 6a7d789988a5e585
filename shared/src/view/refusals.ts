/**
 * What a refusal covers on a board: what somebody wrote who said no, and the same said again by nobody in particular, as
 * words, an entry, an element or anything else that is drawn, a block of the minutes. A copy carries no name, and covering
 * only the sheet itself would cover nothing.
 *
 * Somebody else who says the same in their own right (with their seat, on their own sheet) is not covered, nor what is
 * theirs with it: the entry that their words lie beneath, the block that they were taken from.
 */
import type { Canvas, CanvasShape } from '../board/canvas/schema.ts'
import { withWords, wordsOn } from '../board/canvas/words.ts'
import { plainBlock, type Block } from '../board/notes/schema.ts'
import type { Board } from '../board/schema.ts'
import type { Whole } from '../board/whole.ts'
import { unobserved, unquoted, type Consents, type SpokenSentence, type Veil, type Whose } from './consents.ts'
import { heardIn, heardOf, isShort, noRepeats, repeatsOf, standsIn, type Heard, type Repeats } from '../board/heard.ts'

export type Spoken = SpokenSentence & {
  readonly node: string | null
  readonly text: string
  /** What it said before it was struck out. `text` is empty then; a copy of it is still theirs. */
  readonly struck?: string
}
/** An element of a canvas. `of`: what stands for it, the same object while it is the same. */
export type Drawn = { readonly of: object; readonly id: string; readonly seat: string | null; readonly text: string }
/** A text in its place, the same object while it is the same. */
export type Written = {
  readonly id: string
  readonly of: object
  readonly text: string
  /** As it is read where a mention is a gap and no name. Left out where that is the same. */
  readonly bare?: { readonly of: object; readonly text: string }
}
export type Refused = 'observed' | 'quoted'

export type Refusal = {
  readonly words: ReadonlySet<string>
  /** Whose an element is. */
  whose(id: string, seat: string | null): Whose
  /** An entry, by its wording. */
  wording(of: object, node: string, text: string): boolean
  /** An element of which nobody is known to be the author. */
  element(of: object, text: string): boolean
  /** Any other text that nobody signed: a label, a heading on the canvas, the table's own answer. */
  text(of: object, text: string): boolean
  /** Of the minutes in their order: blocks that such words were taken from, and such as say them again. */
  minutes(blocks: readonly Written[]): ReadonlySet<string>
  /** The same object as long as the same sentences are refused. */
  readonly repeats: Repeats
}

type Kept = { readonly texts: readonly string[]; readonly shared: string; readonly repeats: Repeats }
/** A view is made ten times a second, and what is refused changes when somebody writes or thinks again. */
const kept: Readonly<Record<Refused, WeakMap<Consents, Kept>>> = { observed: new WeakMap(), quoted: new WeakMap() }

function repeatsIn(
  which: Refused,
  consents: Consents,
  texts: readonly string[],
  /** What is said by those who allow it. */
  agreed: () => Iterable<{ readonly of: object; readonly text: string }>,
): Repeats {
  if (texts.length === 0) return noRepeats
  const before = kept[which].get(consents)
  const asBefore =
    before !== undefined && before.texts.length === texts.length && texts.every((text, n) => text === before.texts[n])
  const short = new Set(
    texts
      .flatMap((text) => (text.length > 80 ? [] : [heardOf(text)]))
      .flatMap((heard) => (isShort(heard) ? [heard.key] : [])),
  )
  const shared = new Set<string>()
  if (short.size > 0)
    for (const { of, text } of agreed()) {
      const { key } = heardIn(of, text)
      if (short.has(key)) shared.add(key)
    }
  const sharing = [...shared].sort().join('\n')
  if (asBefore && before.shared === sharing) return before.repeats
  const repeats = repeatsOf(texts, shared)
  kept[which].set(consents, { texts, shared: sharing, repeats })
  return repeats
}

/** `said` and `drawn` of the board as it is shown and, where that is older, as it is by now: later ones last. */
export function refusalIn(
  which: Refused,
  consents: Consents,
  said: readonly Spoken[],
  drawn: readonly Drawn[],
): Refusal {
  const veil: Veil = which === 'observed' ? unobserved(consents) : unquoted(consents)
  const whose = veil.words(said)
  const no = (one: Spoken): boolean => whose.get(one.id) === 'no'
  const yes = (one: Spoken): boolean => whose.get(one.id) === 'yes'
  const noted = (which === 'observed' ? consents.unobservedTexts : consents.unquotedTexts) ?? []
  const texts = new Set(noted)
  for (const one of said) if (no(one)) texts.add(one.struck ?? one.text)
  for (const { id, seat, text } of drawn) if (veil.element(id, seat) === 'no') texts.add(text)
  texts.delete('')
  const repeats = repeatsIn(which, consents, [...texts], function* () {
    for (const one of said) if (yes(one)) yield { of: one, text: one.text }
    for (const one of drawn) if (veil.element(one.id, one.seat) === 'yes') yield one
  })

  const words = new Set<string>()
  /** What was taken from a block; null where that is not known any more. */
  const taken = new Map<string, (Heard | null)[]>()
  for (const one of said) {
    if (!no(one) && (yes(one) || !repeats.of(one, one.text, false))) continue
    words.add(one.id)
    if (typeof one.block !== 'string') continue
    const text = one.struck ?? one.text
    const heard = text === '' ? null : heardIn(one, text)
    const known = heard === null || (one.struck !== undefined && heard.letters === 0) ? null : heard
    taken.set(one.block, [...(taken.get(one.block) ?? []), known])
  }
  /** What is somebody's own with their words; asked only of what would be covered. */
  const own = once(() => {
    const [entries, blocks] = [new Set<string>(), new Set<string>()]
    for (const one of said) {
      if (!yes(one) || !repeats.of(one, one.text, true)) continue
      if (one.node !== null) entries.add(`${one.node} ${heardIn(one, one.text).key}`)
      if (typeof one.block === 'string') blocks.add(one.block)
    }
    return { entries, blocks }
  })
  return {
    words,
    repeats,
    whose: veil.element,
    wording: (of, node, text) => repeats.of(of, text, true) && !own().entries.has(`${node} ${heardIn(of, text).key}`),
    element: (of, text) => repeats.of(of, text, true),
    text: (of, text) => repeats.of(of, text, false),
    minutes(blocks) {
      const covered = new Set<string>()
      // Beside the names of mentions a sentence may stand as it was said, with a gap or two.
      const readings = [blocks, ...(blocks.some(({ bare }) => bare !== undefined) ? [blocks.map(bareOf)] : [])]
      for (const reading of readings) {
        // Anyone who names a block as the origin of other words hides nothing by it.
        for (const { id, of, text } of taken.size === 0 ? [] : reading)
          if (taken.get(id)?.some((one) => one === null || standsIn(one, heardIn(of, text))) === true) covered.add(id)
        if (repeats === noRepeats) continue
        const through = repeats.through(reading.map(({ of, text }) => heardIn(of, text)))
        for (const [n, { id, of, text }] of reading.entries())
          if ((through.has(n) || repeats.of(of, text, false)) && !own().blocks.has(id)) covered.add(id)
      }
      return covered
    },
  }
}

const bareOf = ({ id, of, text, bare }: Written): Written => ({ id, ...(bare ?? { of, text }) })

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

const drawn = new WeakMap<Canvas, readonly Drawn[]>()
const nothingDrawn: readonly Drawn[] = []
function drawnOn(canvas: Canvas | undefined): readonly Drawn[] {
  if (canvas === undefined || canvas.shapes.size === 0) return nothingDrawn
  let all = drawn.get(canvas)
  if (all === undefined) {
    all = [...canvas.shapes.values()].flatMap((shape) =>
      shape.type === 'element' && shape.props.text !== ''
        ? [{ of: shape, id: shape.id, seat: shape.props.seat, text: shape.props.text }]
        : [],
    )
    drawn.set(canvas, all)
  }
  return all
}

const saidOn = ({ words, struck }: Board): readonly Spoken[] =>
  struck === undefined
    ? [...words.values()]
    : [...words.values()].map((one) => {
        const before = struck.get(one.id)
        return before === undefined ? one : { ...one, struck: before }
      })

/** Of a board. `later`: as it is by now, where what is shown is older. */
export const refusalOn = (which: Refused, consents: Consents, board: Whole, later: Whole | null = null): Refusal =>
  later === null
    ? refusalIn(which, consents, saidOn(board), drawnOn(board.canvas))
    : refusalIn(
        which,
        consents,
        [...saidOn(board), ...saidOn(later)],
        [...drawnOn(board.canvas), ...drawnOn(later.canvas)],
      )

/**
 * These consents, knowing also what the board holds by now of those who are not quoted: withdrawn, struck out or noted as
 * theirs since.
 */
export function quotedSince(consents: Consents, board: Whole): Consents {
  const said = saidOn(board)
  const veil = unquoted(consents)
  const whose = veil.words(said)
  const theirs = [
    ...said.flatMap(({ id, text, struck = text }) => (whose.get(id) === 'no' ? [struck] : [])),
    ...drawnOn(board.canvas).flatMap(({ id, seat, text }) => (veil.element(id, seat) === 'no' ? [text] : [])),
  ].filter((text) => text !== '')
  return theirs.length === 0
    ? consents
    : { ...consents, unquotedTexts: [...new Set([...(consents.unquotedTexts ?? []), ...theirs])] }
}

/** Blocks as they are read: each mention by the name that it had when it was made, and as a gap. */
export const blocksAsRead = (blocks: readonly Block[]): readonly Written[] =>
  blocks.map((block) => {
    const { id, text, mentions } = block
    return mentions.length === 0
      ? { id, of: block, text }
      : { id, of: block, text: plainBlock(block, ({ label }) => label), bare: { of: mentions, text } }
  })

/** `going`: it is not there. `silent`: it stands where it stood, without its words. */
export type Cover = 'going' | 'silent'

/** What a refusal does to a shape as it stands, of which `forms` are all that is known: as it was shown, as it is now. */
export function coverOf(
  { observed, quoted }: { readonly observed: Refusal; readonly quoted: Refusal },
  shape: CanvasShape,
  forms: readonly CanvasShape[] = [shape],
): Cover | null {
  if (shape.type === 'element') {
    const covers = (of: Refusal): boolean => {
      const whose = forms.map(({ id, ...one }) => of.whose(id, one.type === 'element' ? one.props.seat : null))
      return whose.includes('no') || (!whose.includes('yes') && of.element(shape, shape.props.text))
    }
    return covers(observed) ? 'going' : covers(quoted) ? 'silent' : null
  }
  const text = wordsOn(shape)
  if (text === null || text === '') return null
  // A note is nothing but its words; a frame, a box, an arrow or a photo stays and says nothing.
  const bare = shape.type === 'note' || shape.type === 'text'
  return observed.text(shape, text) ? (bare ? 'going' : 'silent') : quoted.text(shape, text) ? 'silent' : null
}

/** A board as it may be printed: every row and every shape where it lies, and no text that a refusal covers. */
export function printable<B extends Board & { readonly canvas?: Canvas }>(board: B, consents: Consents): B {
  const quoted = refusalOn('quoted', consents, board)
  const words = new Map(board.words)
  for (const [id, one] of board.words) if (quoted.words.has(id)) words.set(id, { ...one, text: '' })
  const nodes = new Map(board.nodes)
  for (const [id, node] of board.nodes)
    if (quoted.wording(node, id, node.wording)) nodes.set(id, { ...node, wording: '' })
  const relations = new Map(board.relations)
  for (const [id, relation] of board.relations) {
    const { label, ...rest } = relation
    if (label !== undefined && quoted.text(relation, label)) relations.set(id, rest)
  }
  const struck: Board['struck'] = new Map()
  const { canvas } = board
  if (canvas === undefined) return { ...board, words, nodes, relations, struck }
  const shapes = new Map(canvas.shapes)
  for (const [id, shape] of canvas.shapes)
    if (coverOf({ observed: nothingRefused, quoted }, shape) !== null) shapes.set(id, withWords(shape, ''))
  return { ...board, words, nodes, relations, struck, canvas: { ...canvas, shapes } }
}

/** Where nobody is asked. */
export const nothingRefused: Refusal = {
  words: new Set(),
  repeats: noRepeats,
  whose: () => 'yes',
  wording: () => false,
  element: () => false,
  text: () => false,
  minutes: () => new Set(),
}
