/**
 * A board as GraphML for Gephi, R and yEd: entries are nodes, and so is a relation that somebody doubts, because no
 * reader follows an edge that ends on an edge. Table, session and site stand on every node and edge.
 */
import type { Board, Relation } from '../board/schema.ts'
import type { Left } from '../file.ts'
import { inventory } from './inventory.ts'
import type { Written } from './xaif.ts'

export type About = {
  readonly id: string
  readonly site: string
  readonly table: number
  readonly session: number
  readonly question: string
}

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
/** For XML 1.0: what it has no letter for is dropped, and a carriage return survives being read. */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(forbidden, '')
    .replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one)
    .replace(/\r/g, '&#13;')
/** For an attribute: a break or tab that is not written out would be read as a blank. */
export const xmlAttribute = (text: string): string => xmlText(text).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')

type Value = string | number | boolean
type Key = {
  readonly name: string
  readonly for: readonly ('node' | 'edge')[]
  readonly type: 'string' | 'int'
  readonly means: string
}
const both = ['node', 'edge'] as const
/** Every key stands before the first graph, once per kind of thing: not every reader knows `for="all"`. What it means is the data dictionary. */
const keys = [
  { name: 'site', for: both, type: 'string', means: 'The city' },
  { name: 'table', for: both, type: 'int', means: 'Number of the table, unique in the dialogue' },
  { name: 'session', for: both, type: 'int', means: 'Number of the session' },
  { name: 'board', for: both, type: 'string', means: 'The board: what one table made in one session' },
  { name: 'is', for: ['node'], type: 'string', means: 'entry, or link: a relation that somebody doubts is a node' },
  {
    name: 'label',
    for: ['node'],
    type: 'string',
    means: 'The wording of an entry, written together, not a quotation; of a link its kind',
  },
  {
    name: 'number',
    for: ['node'],
    type: 'string',
    means: 'Spoken number in the outline; none for what is not linked to an issue',
  },
  { name: 'lang', for: ['node'], type: 'string', means: 'Language of the wording (BCP 47)' },
  { name: 'people', for: ['node'], type: 'int', means: 'How many people spoke beneath it' },
  { name: 'kind', for: both, type: 'string', means: 'Kind of the entry, or of the relation' },
  { name: 'finer', for: both, type: 'string', means: 'The finer kind that the file it was imported from gave it' },
  { name: 'group', for: both, type: 'string', means: 'Linked premises share a group: together they are one reason' },
  {
    name: 'part',
    for: ['edge'],
    type: 'string',
    means: 'whole, or from and to: the two halves of a relation that is a node',
  },
] as const satisfies readonly Key[]
const keyId = (tag: 'node' | 'edge', name: string): string => `${tag}_${name}`
type Name = (typeof keys)[number]['name']

/**
 * GraphML 1.0 (graphml.graphdrawing.org), a graph for each board in one file. `people`: how many spoke for an entry,
 * at most.
 */
export function exportGraphml(
  boards: readonly { readonly board: Board; readonly about: About; readonly people: (node: string) => number }[],
): Written {
  const lines: string[] = []
  const left: Partial<Record<string, number>> = {}
  const element = (
    tag: 'node' | 'edge',
    attributes: Readonly<Record<string, string>>,
    data: Readonly<Partial<Record<Name, Value | null>>>,
  ): void => {
    const head = Object.entries(attributes).map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
    const rows = keys.flatMap(({ name }) => {
      const value = data[name]
      return value === undefined || value === null || value === ''
        ? []
        : [`<data key="${keyId(tag, name)}">${xmlText(String(value))}</data>`]
    })
    lines.push(`    <${tag}${head.join('')}>${rows.join('')}</${tag}>`)
  }
  for (const { board, about, people } of boards) {
    const { nodes, relations, words, numbers, left: mine } = inventory(board)
    mine.note('words', words.length)
    for (const [code, n] of Object.entries(mine.all())) left[code] = (left[code] ?? 0) + n
    const here = { site: about.site, table: about.table, session: about.session, board: about.id }
    // One name each: boards of one dialogue share the graph, and an entry's and a link's id may be the same.
    const node = (id: string): string => `${about.id}.${id}`
    const link = (id: string): string => `${about.id}.link.${id}`
    for (const one of nodes)
      element(
        'node',
        { id: node(one.id) },
        {
          ...here,
          is: 'entry',
          kind: one.kind,
          label: one.wording,
          number: numbers.get(one.id) ?? null,
          lang: one.lang,
          people: people(one.id),
        },
      )
    const doubted = new Set(relations.filter((one) => one.kind === 'undercuts').map((one) => one.to as string))
    const what = (one: Relation) => ({ ...here, kind: one.kind, finer: one.label ?? null, group: one.group })
    for (const one of relations)
      if (doubted.has(one.id)) element('node', { id: link(one.id) }, { ...what(one), is: 'link', label: one.kind })
    for (const one of relations) {
      const target = one.kind === 'undercuts' ? link(one.to) : node(one.to)
      if (!doubted.has(one.id))
        element('edge', { id: link(one.id), source: node(one.from), target }, { ...what(one), part: 'whole' })
      else {
        element(
          'edge',
          { id: `${link(one.id)}.from`, source: node(one.from), target: link(one.id) },
          { ...what(one), part: 'from' },
        )
        element('edge', { id: `${link(one.id)}.to`, source: link(one.id), target }, { ...what(one), part: 'to' })
      }
    }
  }
  const head = keys.flatMap((key) =>
    key.for.map(
      (tag) =>
        `  <key id="${keyId(tag, key.name)}" for="${tag}" attr.name="${key.name}" attr.type="${key.type}"><desc>${xmlText(key.means)}</desc></key>`,
    ),
  )
  return {
    text: [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
      ...head,
      '  <graph id="tablee" edgedefault="directed">',
      ...lines,
      '  </graph>',
      '</graphml>',
      '',
    ].join('\n'),
    left: left as Left,
  }
}
