/** A board as the CSV set of a snapshot, without a server: texts stand for their own digests. */
import type * as Y from 'yjs'
import { readBoard } from '@tablee/shared/board/read'
import { csvSet } from '@tablee/shared/formats/csv-set'
import type { BoardId, DialogueId, TableId } from '@tablee/shared/ids'
import { snapshotFormat, structureOf, type Snapshot } from '@tablee/shared/snapshot/structure'
import { defaultPolicy, nothingHeld } from '@tablee/shared/view/policy'

export function snapshotOf(doc: Y.Doc): { readonly snapshot: Snapshot; readonly texts: ReadonlyMap<string, string> } {
  const texts = new Map<string, string>()
  const place = {
    id: 'b1' as BoardId,
    dialogue: 'd1' as DialogueId,
    site: 'Lyon',
    table: 't1' as TableId,
    tableNumber: 3,
    seats: 6,
    session: 2,
    lang: 'en',
    question: 'What would make you trust it?',
    state: 'open',
  }
  const board = structureOf(readBoard(doc), place, defaultPolicy, nothingHeld, (at, text) => {
    texts.set(at, text)
    return at
  })
  return { snapshot: { format: snapshotFormat, of: 'board', dialogue: 'd1', cut: {}, boards: [board] }, texts }
}

export function csvOf(doc: Y.Doc): Readonly<Record<string, string>> {
  const { snapshot, texts } = snapshotOf(doc)
  return Object.fromEntries(csvSet(snapshot, texts).map((one) => [one.name, one.text]))
}
