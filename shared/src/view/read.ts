/**
 * A view's document read as a BoardView, by observers and by the server itself. One function per root; what is not
 * understood (a newer server) is left out.
 *
 *     view       the head: state, question, lang
 *     nodes      id -> the node, whole; what is 0 or null is left out
 *     typing     id -> Y.Text: the wording of a node in which somebody writes just now, while its entry in `nodes` has none
 *     relations  id -> the relation, whole
 *     words      id -> the words, whole
 *     canvas     id -> the shape, whole; what is as in `bareShape` is left out
 *     notes      id -> the block of the minutes, whole; `typingNotes` as `typing`
 *
 * An entry that stands whole is one item, so that 2,000 nodes apply in a few milliseconds; a wording in `typing` costs
 * each observer the letters that were typed and no more. The server folds it back into its node when the writing rests.
 */
import type { Doc, Map as YMap, Text } from 'yjs'
import { bareShape, type ViewShape } from './shapes.ts'
import { translationStates, type ViewTranslations } from './translated.ts'
import type { BoardView, ViewBlock, ViewNode, ViewRelation, ViewWords } from './policy.ts'

/** A document of another form begins a new epoch: raise it when a reader of the older form would read something wrong. */
export const viewForm = 3

const states = ['open', 'paused', 'curtain', 'no-consent'] as const
type Fields = Readonly<Record<string, unknown>>
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function translations(value: unknown): { readonly translations?: ViewTranslations } {
  if (typeof value !== 'object' || value === null) return {}
  const all = Object.entries(value as Fields).flatMap(([lang, one]) => {
    if (typeof one !== 'object' || one === null) return []
    const { text: said, state: stands, unclear } = one as Fields
    const state = translationStates.find((each) => each === stands)
    return typeof said === 'string' && state !== undefined
      ? [[lang, { text: said, state, ...(unclear === true && { unclear: true as const }) }] as const]
      : []
  })
  return all.length === 0 ? {} : { translations: Object.fromEntries(all) }
}

function entries<T>(root: YMap<unknown>, read: (entry: Fields, id: string) => T): Record<string, T> {
  const all: Record<string, T> = {}
  for (const [id, value] of root.entries()) {
    if (typeof value === 'object' && value !== null) all[id] = read(value as Fields, id)
  }
  return all
}

/** Total: of a document that holds nothing, or not what is expected, an empty view. */
export function readView(doc: Doc): BoardView {
  return {
    ...readHead(doc),
    nodes: readNodes(doc),
    relations: readRelations(doc),
    words: readWords(doc),
    notes: readNotes(doc),
    canvas: readShapes(doc),
  }
}

function readHead(doc: Doc): Pick<BoardView, 'state' | 'question' | 'lang' | 'template'> {
  const head = doc.getMap('view')
  return {
    state: states.find((state) => state === head.get('state')) ?? 'paused',
    question: text(head.get('question')),
    lang: text(head.get('lang')),
    template: text(head.get('template')),
  }
}

function readNodes(doc: Doc): BoardView['nodes'] {
  const typing = doc.getMap<Text>('typing')
  return entries<ViewNode>(doc.getMap('nodes'), (node, id) => ({
    kind: text(node['kind']),
    wording: typing.get(id)?.toString() ?? text(node['wording']),
    lang: text(node['lang']),
    order: number(node['order']),
    number: text(node['number']),
    depth: number(node['depth']),
    parent: orNull(node['parent']),
    relation: orNull(node['relation']),
    words: number(node['words']),
    ...translations(node['translations']),
  }))
}

const readRelations = (doc: Doc): BoardView['relations'] =>
  entries<ViewRelation>(doc.getMap('relations'), (relation) => ({
    kind: text(relation['kind']),
    from: text(relation['from']),
    to: text(relation['to']),
    group: orNull(relation['group']),
  }))

const readWords = (doc: Doc): BoardView['words'] =>
  entries<ViewWords>(doc.getMap('words'), (words) => ({
    node: text(words['node']),
    text: text(words['text']),
    lang: text(words['lang']),
    capture: text(words['capture']),
    minute: number(words['minute']),
    order: number(words['order']),
    ...translations(words['translations']),
  }))

function readNotes(doc: Doc): BoardView['notes'] {
  const typing = doc.getMap<Text>('typingNotes')
  return entries<ViewBlock>(doc.getMap('notes'), (block, id) => ({
    kind: text(block['kind']),
    level: number(block['level']),
    ordinal: typeof block['ordinal'] === 'number' ? block['ordinal'] : null,
    text: typing.get(id)?.toString() ?? text(block['text']),
    mentions: text(block['mentions']),
    order: number(block['order']),
    ...translations(block['translations']),
  }))
}

/** A field of another type than a shape has is read as a bare shape's: nothing here can be made to draw anything else. */
function readShapes(doc: Doc): BoardView['canvas'] {
  return entries<ViewShape>(doc.getMap('canvas'), (shape) => {
    const known = Object.entries(bareShape).map(([field, bare]) => {
      const value = shape[field]
      if (value === undefined) return [field, bare]
      if (Array.isArray(bare)) return [field, Array.isArray(value) ? value.filter(isScalar) : bare]
      const fits = bare === null ? value === null || isScalar(value) : typeof value === typeof bare
      return [field, fits ? value : bare]
    })
    return { ...(Object.fromEntries(known) as ViewShape), ...translations(shape['translations']) }
  })
}
const isScalar = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'
