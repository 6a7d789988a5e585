/** What tables are in a project for coding texts: cases, their variables, and maps as graphs. */
import { shortened } from '../board/text.ts'
import type { RelationKind } from '../board/schema.ts'
import type { Leaving } from '../file.ts'
import type { EntryName } from '../synthesis/entries.ts'
import { guidOfEntry, guidOfSource } from './refi-names.ts'
import type { Guid, GuidOf, RefiCase, RefiGraph, RefiLink, RefiValue } from './refi.ts'

/** What a project of ours calls the program that wrote it. */
export const qdaOrigin = 'Tablée'

export type OutEntry = {
  readonly entry: EntryName
  readonly text: string
  readonly seat: string | null
  readonly at: number | null
}
export type OutNode = {
  readonly id: string
  readonly wording: string
  /** Null of the question itself: the source stands for it. */
  readonly entry: EntryName | null
  readonly depth: number
}
export type OutRelation = {
  readonly id: string
  readonly kind: RelationKind
  readonly label: string
  readonly from: string
  /** A node; of an undercut a relation. */
  readonly to: string
}
export type OutBoard = {
  readonly id: string
  readonly name: string
  readonly question: string
  readonly site: string
  readonly country: string | null
  readonly group: string | null
  readonly table: number
  readonly session: number
  readonly lang: string
  /** In the order in which people read them. */
  readonly entries: readonly OutEntry[]
  readonly nodes: readonly OutNode[]
  readonly relations: readonly OutRelation[]
}
const longestName = 100
/** A name of what is said: on one line, and not longer than a list shows. */
export const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longestName ? `${shortened(line, longestName - 1)}…` : line
}

export const variables = [
  ['site', 'Text', 'The city'],
  ['country', 'Text', 'Of the site: two letters, ISO 3166'],
  ['group', 'Text', 'Tables that the organiser compares, beside their site'],
  ['table', 'Integer', 'Number of the table, unique in the dialogue'],
  ['session', 'Integer', 'Number of the session'],
  ['language', 'Text', 'Language of the table (BCP 47)'],
] as const
export type Variable = (typeof variables)[number][0]

export type Value = (name: Variable, said: string | number | null) => RefiValue[]
/** A table with its sources, and a seat with what was said from it: never a name. */
export function casesOf(boards: readonly OutBoard[], guidOf: GuidOf, value: Value): readonly RefiCase[] {
  const tables = Map.groupBy(boards, ({ table }) => table)
  return [...tables].flatMap(([table, of]): readonly RefiCase[] => {
    const [first] = of
    if (first === undefined) return []
    const values = [
      ...value('site', first.site),
      ...value('country', first.country),
      ...value('group', first.group),
      ...value('table', table),
    ]
    const common = { description: '', codes: [], values }
    const seats = Map.groupBy(
      of.flatMap(({ entries }) => entries.filter(({ seat }) => seat !== null)),
      ({ seat }) => seat ?? '',
    )
    return [
      {
        ...common,
        guid: guidOf(`table:${first.id}`),
        name: `table ${table}`,
        sources: of.map(({ id }) => guidOfSource(id, guidOf)),
        selections: [],
      },
      ...[...seats].map(([seat, said]) => ({
        ...common,
        guid: guidOf(`seat:${first.id}:${seat}`),
        name: seat,
        sources: [],
        selections: said.map(({ entry }) => guidOfEntry(entry, guidOf)),
      })),
    ]
  })
}

const box = { w: 220, h: 60, right: 40, down: 80 } as const
/** Each map as a graph, as its outline is read, and each relation as a link. An edge ends on an entry, a link anywhere. */
export function mapsOf(boards: readonly OutBoard[], guidOf: GuidOf, left: Leaving) {
  const links: RefiLink[] = []
  const graphs = boards.flatMap((board): RefiGraph[] => {
    if (board.nodes.length === 0) return []
    const source = guidOfSource(board.id, guidOf)
    const known = new Map(board.nodes.map((node) => [node.id, node]))
    const itself = ({ entry }: OutNode): Guid => (entry === null ? source : guidOfEntry(entry, guidOf))
    const vertex = (id: string): Guid => guidOf(`vertex:${board.id}:${id}`)
    const link = (id: string): Guid => guidOf(`relation:${board.id}:${id}`)
    const relations = new Set(board.relations.map(({ id }) => id))
    const name = ({ kind, label }: OutRelation): string => (label === '' ? kind : `${kind} (${label})`)
    const edges = board.relations.flatMap((one): RefiGraph['edges'][number][] => {
      const [from, to] = [known.get(one.from), known.get(one.to)]
      const target = to === undefined ? (relations.has(one.to) ? link(one.to) : null) : itself(to)
      if (from === undefined || target === null) {
        left.note('further-links')
        return []
      }
      links.push({ guid: link(one.id), name: name(one), direction: 'OneWay', origin: itself(from), target })
      if (to === undefined) {
        left.note('undercuts')
        return []
      }
      const between = { from: vertex(one.from), to: vertex(one.to), direction: 'OneWay' as const }
      return [{ guid: guidOf(`edge:${board.id}:${one.id}`), name: name(one), represents: link(one.id), ...between }]
    })
    const vertices = board.nodes.map((node, row) => {
      const [x, y] = [node.depth * (box.w / 2 + box.right), row * box.down]
      return {
        guid: vertex(node.id),
        name: oneLine(node.wording),
        represents: itself(node),
        box: [x, y, x + box.w, y + box.h] as const,
      }
    })
    return [{ guid: guidOf(`graph:${board.id}`), name: board.name, vertices, edges }]
  })
  return { links, graphs }
}
