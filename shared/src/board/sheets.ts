/**
 * What people wrote alone, on the board: beneath an entry as words whose id is the sheet's (`<sheet>-2` … once it was
 * moved), or on the canvas as an element. Only the server writes here. A sheet lies in one place at most, and its text is
 * what the person wrote.
 */
import type * as Y from 'yjs'
import { isId, type Lang, type NodeId, type SeatCode, type WordsId } from '../ids.ts'
import { fail } from '../problem.ts'
import { addElement, removeShapes } from './canvas/verbs.ts'
import { readCanvas } from './canvas/read.ts'
import type { ElementKind, ShapeId } from './canvas/schema.ts'
import { holdsRecord } from './canvas/write.ts'
import { withdraw } from './command.ts'
import { canvasMap, canvasMapToRead, entryOf, roots, rootsToRead, type Roots } from './doc.ts'
import { addNode, type NewNode } from './nodes.ts'
import type { Capture } from './schema.ts'
import { done, missing, wrong, type Done, type Edit } from './verb.ts'
import { checkWords } from './words.ts'

export type SheetPlace =
  | { readonly on: 'map'; readonly node: NodeId }
  | { readonly on: 'canvas'; readonly element: ShapeId }
export type PlacedSheet = {
  readonly sheet: string
  readonly text: string
  readonly lang: Lang
  /** Null where nobody signs. */
  readonly seat: SeatCode | null
  readonly capture: Extract<Capture, 'own-typing' | 'paper'>
  /** The server's clock. */
  readonly at: number
  /** A role or seat, for what is withdrawn by it. */
  readonly by: string
}

/** The shape that a sheet becomes when it is laid on the canvas. */
export const elementOfSheet = (sheet: string): ShapeId => `shape:${sheet}`

const taken = ({ withdrawn, redacted }: Roots, id: string): boolean => withdrawn.has(id) || redacted.has(id)

/** The words that corrected others, by these. Read only where a sheet's own words were taken back. */
function corrections({ words }: Roots): ReadonlyMap<string, readonly string[]> {
  const by = new Map<string, string[]>()
  for (const [id, value] of words.entries()) {
    const read = checkWords(value)
    const corrects = read.ok ? read.value.corrects : null
    if (corrects !== null) by.set(corrects, [...(by.get(corrects) ?? []), id])
  }
  return by
}

/** Every words id that a sheet ever had on this board, with those that somebody corrected them to. */
function lineage(
  all: Roots,
  sheet: string,
  corrected: () => ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (!all.words.has(sheet)) return []
  if (!taken(all, sheet)) return [sheet]
  const ids = new Set([sheet])
  for (const id of ids) for (const next of corrected().get(id) ?? []) ids.add(next) // a Set's loop sees what it adds
  return [...ids]
}

function readerOf(all: Roots): (sheet: string) => readonly string[] {
  let known: ReadonlyMap<string, readonly string[]> | null = null
  return (sheet) => lineage(all, sheet, () => (known ??= corrections(all)))
}

function nodeOf(all: Roots, id: string): NodeId | null {
  const value = checkWords(all.words.get(id))
  if (!value.ok) return null
  const laid = all.placed.get(id)
  const node = isId(laid) ? (laid as NodeId) : value.value.node
  return entryOf(all.nodes, node) === null ? null : node
}

/** Where each of these sheets lies; absent: nowhere, or nowhere any more. */
export function whereSheetsLie(doc: Y.Doc, sheets: Iterable<string>): ReadonlyMap<string, SheetPlace> {
  const all = rootsToRead(doc)
  const canvas = canvasMapToRead(doc)
  const idsOf = readerOf(all)
  const places = new Map<string, SheetPlace>()
  for (const sheet of sheets) {
    const node = idsOf(sheet)
      .filter((id) => !taken(all, id))
      .map((id) => nodeOf(all, id))
      .find((found) => found !== null)
    if (node !== undefined && node !== null) places.set(sheet, { on: 'map', node })
    else if (holdsRecord(canvas, elementOfSheet(sheet)))
      places.set(sheet, { on: 'canvas', element: elementOfSheet(sheet) })
  }
  return places
}

/** Sheets whose words somebody redacted on this board: their text is shown to nobody any more, and not placed again. */
export function redactedSheets(doc: Y.Doc, sheets: Iterable<string>): ReadonlySet<string> {
  const all = rootsToRead(doc)
  if (all.redacted.size === 0) return new Set()
  const idsOf = readerOf(all)
  return new Set([...sheets].filter((sheet) => idsOf(sheet).some((id) => all.redacted.has(id))))
}

/** A moved sheet lies as `<sheet>-2` …: the sheet that words of this id would be of, if there is one. */
export const stemOfSheet = (id: string): string => id.replace(/-\d+$/, '')
/** Whether one of two sheets could come to lie, or be taken off, in the other's name. */
export const sharesName = (a: string, b: string): boolean => a === b || stemOfSheet(a) === b || stemOfSheet(b) === a

/** Whether nothing on this board has the id, or could be taken for a placement of it: it becomes one of words and of an element. */
export function isFreeForSheet(doc: Y.Doc, sheet: string): boolean {
  if (holdsRecord(canvasMapToRead(doc), elementOfSheet(sheet))) return false
  for (const id of rootsToRead(doc).words.keys()) if (sharesName(id, sheet)) return false
  return true
}

/** Inside a transaction. Takes the sheet from wherever it lies; what it was corrected to goes with it. */
function lift(doc: Y.Doc, origin: Edit, sheet: string, at: number, by: string): void {
  const all = roots(doc)
  for (const id of readerOf(all)(sheet)) if (!taken(all, id)) withdraw(doc, origin, id as WordsId, at, by)
  const element = elementOfSheet(sheet)
  if (!holdsRecord(canvasMap(doc), element)) return
  const canvas = readCanvas(doc)
  if (canvas.shapes.has(element)) removeShapes(doc, origin, [element], at, canvas)
}

/** The sheet's words beneath this entry, and nowhere else. */
export function placeSheet(doc: Y.Doc, origin: Edit, said: PlacedSheet, node: NodeId): Done {
  const all = roots(doc)
  const { sheet, text, lang, seat, capture, at, by } = said
  if (!isId(sheet)) return wrong('sheet', 'no id')
  if (entryOf(all.nodes, node) === null) return missing('node')
  const lies = whereSheetsLie(doc, [sheet]).get(sheet)
  if (lies?.on === 'map' && lies.node === node) return done
  const before = readerOf(all)(sheet)
  if (before.some((one) => all.redacted.has(one))) return fail({ code: 'refused', why: 'redacted' })
  let id = sheet
  for (let count = 2; all.words.has(id); count += 1) id = `${sheet}-${count}`
  if (!isId(id)) return wrong('sheet', 'moved too often')
  const corrects = before.findLast((one) => !taken(all, one)) ?? before.at(-1) ?? null
  const value = checkWords({ node, text, lang, seat, capture, at, corrects })
  if (!value.ok) return value
  doc.transact(() => {
    lift(doc, origin, sheet, at, by)
    all.words.set(id, value.value)
  }, origin)
  return done
}

/** The sheet as an entry that says the same, with its words beneath it: both or neither. */
export function placeSheetAsEntry(
  doc: Y.Doc,
  origin: Edit,
  said: PlacedSheet,
  entry: Pick<NewNode, 'id' | 'kind' | 'place'>,
): Done {
  const { sheet, text, lang, at } = said
  const lies = whereSheetsLie(doc, [sheet]).get(sheet)
  if (lies?.on === 'map' && lies.node === entry.id) return done
  if (redactedSheets(doc, [sheet]).size > 0) return fail({ code: 'refused', why: 'redacted' })
  const made = addNode(doc, origin, { ...entry, wording: text, lang, at })
  return made.ok ? placeSheet(doc, origin, said, entry.id) : made
}

/** The sheet as an element of the canvas, and nowhere else. Once it lies there, people's hands move it. */
export function placeSheetOnCanvas(
  doc: Y.Doc,
  origin: Edit,
  said: PlacedSheet,
  { kind, x, y }: { readonly kind: ElementKind; readonly x: number; readonly y: number },
): Done {
  const { sheet, text, lang, seat, capture, at, by } = said
  const element = elementOfSheet(sheet)
  if (holdsRecord(canvasMap(doc), element)) return done
  if (redactedSheets(doc, [sheet]).size > 0) return fail({ code: 'refused', why: 'redacted' })
  let problem: Done = done
  doc.transact(() => {
    const added = addElement(doc, origin, { id: element, kind, text, lang, x, y, seat, capture, at })
    problem = added.ok ? done : added
    if (!added.ok) return
    const all = roots(doc)
    for (const id of readerOf(all)(sheet)) if (!taken(all, id)) withdraw(doc, origin, id as WordsId, at, by)
  }, origin)
  return problem
}

/** The sheet was taken back: nothing of it stays on the board. */
export function unplaceSheet(doc: Y.Doc, origin: Edit, sheet: string, at: number, by: string): void {
  doc.transact(() => lift(doc, origin, sheet, at, by), origin)
}
