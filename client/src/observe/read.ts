/** A view document read as a BoardView: what is not understood (a newer server) is left out. */
import type { BoardView, ViewNode, ViewRelation, ViewWords } from '@tablee/shared/view/policy'
import type { Doc, Map as YMap } from 'yjs'

const states = ['open', 'paused', 'curtain', 'no-consent'] as const
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function entries<T>(root: YMap<unknown>, read: (entry: Readonly<Record<string, unknown>>) => T): Record<string, T> {
  const all: Record<string, T> = {}
  for (const [id, value] of root.entries()) {
    if (typeof value === 'object' && value !== null) all[id] = read(Object.fromEntries(Object.entries(value)))
  }
  return all
}

export function readView(doc: Doc): BoardView {
  const head = doc.getMap('view')
  return {
    state: states.find((state) => state === head.get('state')) ?? 'paused',
    question: text(head.get('question')),
    lang: text(head.get('lang')),
    nodes: entries<ViewNode>(doc.getMap('nodes'), (node) => ({
      kind: text(node['kind']),
      wording: text(node['wording']),
      lang: text(node['lang']),
      order: number(node['order']),
      number: text(node['number']),
      depth: number(node['depth']),
      parent: orNull(node['parent']),
      relation: orNull(node['relation']),
      words: number(node['words']),
    })),
    relations: entries<ViewRelation>(doc.getMap('relations'), (relation) => ({
      kind: text(relation['kind']),
      from: text(relation['from']),
      to: text(relation['to']),
      group: orNull(relation['group']),
    })),
    words: entries<ViewWords>(doc.getMap('words'), (words) => ({
      node: text(words['node']),
      text: text(words['text']),
      lang: text(words['lang']),
      capture: text(words['capture']),
      order: number(words['order']),
    })),
  }
}
