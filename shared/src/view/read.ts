/**
 * A view's document read as a BoardView, by observers and by the server itself. One function per root; what is not
 * understood (a newer server) is left out.
 *
 *     view       the head: state, question, lang
 *     nodes      id -> the node, whole; what is 0 or null is left out
 *     typing     id -> Y.Text: the wording of a node in which somebody writes just now, while its entry in `nodes` has none
 *     relations  id -> the relation, whole
 *     words      id -> the words, whole
 *
 * An entry that stands whole is one item, so that 2,000 nodes apply in a few milliseconds; a wording in `typing` costs
 * each observer the letters that were typed and no more. The server folds it back into its node when the writing rests.
 */
import type { Doc, Map as YMap, Text } from 'yjs'
import type { BoardView, ViewNode, ViewRelation, ViewWords } from './policy.ts'

/** A document of another form begins a new epoch: raise it when a reader of the older form would read something wrong. */
export const viewForm = 2

const states = ['open', 'paused', 'curtain', 'no-consent'] as const
type Fields = Readonly<Record<string, unknown>>
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function entries<T>(root: YMap<unknown>, read: (entry: Fields, id: string) => T): Record<string, T> {
  const all: Record<string, T> = {}
  for (const [id, value] of root.entries()) {
    if (typeof value === 'object' && value !== null) all[id] = read(value as Fields, id)
  }
  return all
}

export function readView(doc: Doc): BoardView {
  return { ...readHead(doc), nodes: readNodes(doc), relations: readRelations(doc), words: readWords(doc) }
}

function readHead(doc: Doc): Pick<BoardView, 'state' | 'question' | 'lang'> {
  const head = doc.getMap('view')
  return {
    state: states.find((state) => state === head.get('state')) ?? 'paused',
    question: text(head.get('question')),
    lang: text(head.get('lang')),
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
    order: number(words['order']),
  }))
