/** The cards of the hall's map as the screen reads them: found by id, with what lies beneath, and how large each will be. */
import type { NodeKind } from '@tablee/shared/board/schema'
import { linesOf } from '../../ui/hall/lines.ts'
import type { HallCell } from '../../ui/hall/row.tsx'
import type { Faces } from '../../ui/map/far-card.ts'
import { cardHeight, cardWidth } from '../../ui/map/measure.ts'
import type { MapInput } from '../../ui/map/types.ts'
import type { HallCard, HallMapTold } from './told.ts'

export type Cards = {
  /** In the order of the outline. */
  readonly list: readonly HallCard[]
  readonly byId: ReadonlyMap<string, HallCard>
  readonly children: ReadonlyMap<string | null, readonly HallCard[]>
  readonly tables: HallMapTold['tables']
  /** How many lie beneath a card that has any, as far down as they go. */
  readonly beneath: ReadonlyMap<string, number>
}

export function cardsOf({ cards, tables }: Pick<HallMapTold, 'cards' | 'tables'>): Cards {
  const byId = new Map(cards.map((card) => [card.id, card]))
  const children = new Map<string | null, HallCard[]>()
  for (const card of cards) {
    const parent = card.parent !== null && byId.has(card.parent) ? card.parent : null
    const known = children.get(parent)
    if (known) known.push(card)
    else children.set(parent, [card])
  }
  return { list: cards, byId, children, tables, beneath: countedBeneath(cards) }
}

const known = new WeakMap<HallCard, { readonly tables: HallMapTold['tables']; readonly cells: readonly HallCell[] }>()

/** How each table stands to it, in the tables' own order: the same object as long as it is told the same. */
export function cellsOf(card: HallCard, tables: HallMapTold['tables']): readonly HallCell[] {
  const before = known.get(card)
  if (before?.tables === tables) return before.cells
  const cells = standing(card, tables)
  known.set(card, { tables, cells })
  return cells
}
function standing({ holds, objects, onlyIf }: HallCard, tables: HallMapTold['tables']): HallCell[] {
  const [held, against, under] = [new Set(holds), new Set(objects), new Set(onlyIf)]
  return tables.map(({ id, number, curtain }) => ({
    number,
    stance: curtain
      ? 'curtain'
      : against.has(id)
        ? 'objects'
        : under.has(id)
          ? 'if'
          : held.has(id)
            ? 'holds'
            : 'silent',
  }))
}

/** How wide and high a cell of the row is with its gap. */
const [narrow, wide, high] = [17, 20, 18]
/** What a card has beside its row: its edges and paddings. */
const beside = 29

/** Of a hall's row of cells: how many lines it takes, and how wide the longest is. */
function rowOf(tables: number): { readonly lines: number; readonly width: number } {
  const { lines, columns } = linesOf(tables)
  return { lines, width: lines > 1 ? columns * wide : Math.min(columns, 9) * narrow + Math.max(0, columns - 9) * wide }
}
/** Words and wordings are counted side by side. */
const least = 284
const widthOf = (kind: NodeKind, tables: number): number =>
  Math.max(cardWidth(kind), least, rowOf(tables).width + beside)

/** Room of the row beneath a wording: what the programme asks has none. */
const rowHeight = (kind: NodeKind, tables: number): number =>
  kind === 'issue' ? 0 : 7 + rowOf(tables).lines * (high + 1)

/** So many are seen at once; of more, branches are opened one by one. */
const few = 60
export const folds = ({ list }: Cards): boolean => list.length > few

/** What is open of a map: branches by their card, or all of them. */
export type Unfolded = ReadonlySet<string> | 'all'

/** Which cards are on the map: what lies beneath a branch that is closed is not. What the programme asks is always open. */
export function shownOf(cards: Cards, unfolded: Unfolded): Cards {
  if (unfolded === 'all' || !folds(cards)) return cards
  const list: HallCard[] = []
  const shown = new Set<string>()
  for (const card of cards.list) {
    const above = card.parent === null ? undefined : cards.byId.get(card.parent)
    if (above !== undefined && (!shown.has(above.id) || (above.kind !== 'issue' && !unfolded.has(above.id)))) continue
    shown.add(card.id)
    list.push(card)
  }
  return { ...cards, list }
}

/** Every branch that a card lies in. */
export function above({ byId }: Cards, id: string): string[] {
  const found: string[] = []
  for (let at = byId.get(id)?.parent ?? null; at !== null && !found.includes(at); at = byId.get(at)?.parent ?? null)
    found.push(at)
  return found
}

/** The line at a card's foot that opens what lies beneath it. */
const footHeight = 38

/** What a map is laid out from; `measured`: how tall the cards in sight are. */
export function inputOf({ list, byId, children, tables }: Cards, measured: ReadonlyMap<string, number>): MapInput {
  const foot = byId.size > few
  const shown = new Set(list.map(({ id }) => id))
  return {
    cards: list.map(({ id, kind, text, parent, relation, also, wordings }) => {
      const width = widthOf(kind, tables.length)
      const above = parent !== null && byId.has(parent) ? parent : null
      return {
        id,
        parent: above,
        relation:
          above === null || relation === null
            ? null
            : {
                id: lineOf(id),
                kind: relation.kind,
                to: relation.kind === 'undercuts' ? lineOf(above) : above,
                group: null,
              },
        loose: above === null && kind !== 'issue',
        holds: 0,
        width,
        height:
          measured.get(id) ??
          cardHeight(kind, text, wordings > 0 && kind !== 'issue', also.length, 0, width - cardWidth(kind)) +
            rowHeight(kind, tables.length) +
            (foot && kind !== 'issue' && children.has(id) ? footHeight : 0),
      }
    }),
    references: list.flatMap(({ id, also }) =>
      also.flatMap(({ kind, to }) => (shown.has(to) ? [{ id: `${id}>${to}`, kind, from: id, to }] : [])),
    ),
  }
}
const lineOf = (id: string): string => `${id}>`

/** As they are painted from afar. */
export const facesOf = ({ list }: Cards): Faces =>
  new Map(
    list.map(({ id, kind, relation, number, text }) => [
      id,
      { kind, relation: relation?.kind ?? null, number, wording: text, holds: 0 },
    ]),
  )

/** How many lie beneath each card that has any, as far down as they go. */
function countedBeneath(list: readonly HallCard[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  // Parents stand before what lies beneath them.
  for (const { id, parent } of list.toReversed())
    if (parent !== null) counts.set(parent, (counts.get(parent) ?? 0) + 1 + (counts.get(id) ?? 0))
  return counts
}
