/**
 * A hall's vision counted another way: from the bare records of the documents, with no reader of the canvas, no fold and no
 * reading of entries in between. What it says is compared with what the page is told.
 */
import { canvasMap } from '@tablee/shared/board/doc'
import type * as Y from 'yjs'

export type CountedBoard = { readonly board: string; readonly table: number; readonly doc: Y.Doc }
type Rect = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
type One = { entry: string; table: number; kind: string; year: number | null; level: string | null }
type Raw = Readonly<Record<string, unknown>>

const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const rectOf = (raw: Raw): Rect => ({
  x: number(raw['x']),
  y: number(raw['y']),
  w: number(raw['props.w']),
  h: number(raw['props.h']),
})

function recordsOf(doc: Y.Doc): Map<string, Raw> {
  const records = new Map<string, Raw>()
  for (const [id, value] of Object.entries(canvasMap(doc).toJSON()))
    if (typeof value === 'object' && value !== null) records.set(id, value as Raw)
  return records
}

/** Elements that lie on the page itself, as those of these halls do. */
function elementsOf({ board, table, doc }: CountedBoard): readonly One[] {
  const records = recordsOf(doc)
  const parts: { readonly part: string; readonly rect: Rect }[] = []
  for (const raw of records.values())
    if (raw['type'] === 'geo' && text(raw['meta.part']) !== '')
      parts.push({ part: text(raw['meta.part']), rect: rectOf(raw) })
  const template = records.get('document:document')?.['meta.template'] as Raw | undefined
  const ofPage =
    template?.['name'] === 'day' || template?.['name'] === 'front-page' ? number(template['horizon']) : null
  const found: One[] = []
  for (const [id, raw] of records) {
    if (raw['type'] !== 'element' || text(raw['props.text']).trim() === '') continue
    const { x, y, w, h } = rectOf(raw)
    const [mx, my] = [x + w / 2, y + h / 2]
    const within = (named: string): string | null =>
      parts
        .find(
          ({ part, rect }) =>
            part.startsWith(named) && mx >= rect.x && mx < rect.x + rect.w && my >= rect.y && my < rect.y + rect.h,
        )
        ?.part.slice(named.length) ?? null
    const [said, column] = [raw['props.horizon'], within('column:')]
    found.push({
      entry: `${board}/element/${id}`,
      table,
      kind: text(raw['props.kind']),
      year: typeof said === 'number' ? said : column !== null ? Number(column) : ofPage,
      level: text(raw['props.level']) !== '' ? text(raw['props.level']) : within('row:'),
    })
  }
  return found
}

/**
 * `joined`: lists of entries that are one, the one that is shown first. `marks`: years between which obstacles are counted;
 * the first and the last span hold what lies beyond them.
 */
export function countVision(
  boards: readonly CountedBoard[],
  joined: readonly (readonly string[])[],
  marks: readonly number[],
) {
  const all = boards.flatMap(elementsOf)
  const cards = [
    ...joined.map(([shown, ...names]) => [
      ...all.filter(({ entry }) => entry === shown),
      ...all
        .filter(({ entry }) => names.includes(entry))
        .sort((a, b) => a.table - b.table || (a.entry < b.entry ? -1 : 1)),
    ]),
    ...all.filter(({ entry }) => !joined.some((names) => names.includes(entry))).map((one) => [one]),
  ].filter((card) => card.length > 0)
  const standing = cards.map((card) => ({
    kind: card[0]?.kind ?? '',
    level: card.find(({ level }) => level !== null)?.level ?? null,
    elements: card.length,
  }))
  const tally = (key: (card: (typeof standing)[number]) => string): Record<string, readonly [number, number]> => {
    const sums: Record<string, readonly [number, number]> = {}
    for (const card of standing) {
      const [elements, n] = sums[key(card)] ?? [0, 0]
      sums[key(card)] = [elements + card.elements, n + 1]
    }
    return sums
  }
  const spans: Record<string, number> = {}
  for (let at = 0; at + 1 < marks.length; at += 1) {
    const [from = 0, to = 0] = [marks[at], marks[at + 1]]
    const [low, high] = [at === 0 ? -Infinity : from, at + 2 === marks.length ? Infinity : to]
    const tables = new Set<number>()
    for (const one of all)
      if (one.kind === 'obstacle' && one.year !== null && one.year >= low && one.year < high) tables.add(one.table)
    spans[`${from}-${to}`] = tables.size
  }
  const undated = new Set(
    all.filter(({ kind, year }) => kind === 'obstacle' && year === null).map(({ table }) => table),
  )
  return {
    elements: all.length,
    cards: cards.length,
    lanes: tally(({ level }) => level ?? 'none'),
    kinds: tally(({ kind }) => kind),
    spans,
    undated: undated.size,
  }
}
