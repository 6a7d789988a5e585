/**
 * What a row changed, told without its contents: the places in the document it wrote to or took from, and how much. An
 * update does not name the place of everything it holds; the document does, so each struct is looked up there.
 */
import * as Y from 'yjs'
import type { JournalChange } from '@tablee/shared/wire/journal'

/** More places than this of one row are counted, not named: a seed touches a thousand. */
const mostNamed = 24

/** `doc` stands at this row or later. What was collected as garbage since has no place any more. */
export function changesOf(
  doc: Y.Doc,
  update: Uint8Array,
): { readonly changes: readonly JournalChange[]; readonly more: number } {
  const { structs, ds } = Y.decodeUpdate(update)
  const found = new Map<string, { path: readonly string[] | null; wrote: number; took: number }>()
  const at = (path: readonly string[] | null) => {
    const key = JSON.stringify(path)
    let change = found.get(key)
    if (change === undefined) found.set(key, (change = { path, wrote: 0, took: 0 }))
    return change
  }
  for (const { id, length } of structs) at(pathAt(doc, id.client, id.clock)).wrote += length
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges)
      for (const { path, length } of piecesOf(doc, client, clock, len)) at(path).took += length
  const all = [...found.values()]
  return { changes: all.slice(0, mostNamed), more: Math.max(0, all.length - mostNamed) }
}

function held(doc: Y.Doc, client: number, clock: number): Y.Item | Y.GC | null {
  const list = doc.store.clients.get(client)
  if (list === undefined || clock >= Y.getState(doc.store, client)) return null
  const struct = list[Y.findIndexSS(list, clock)]
  return struct instanceof Y.Item || struct instanceof Y.GC ? struct : null
}

function pathAt(doc: Y.Doc, client: number, clock: number): readonly string[] | null {
  const struct = held(doc, client, clock)
  return struct instanceof Y.Item ? pathOf(doc, struct) : null
}

/** A range of deletions, cut where the document's structs are. */
function* piecesOf(doc: Y.Doc, client: number, clock: number, length: number) {
  const end = clock + length
  for (let from = clock; from < end; ) {
    const struct = held(doc, client, from)
    const to = struct === null ? end : Math.min(end, struct.id.clock + struct.length)
    yield { path: struct instanceof Y.Item ? pathOf(doc, struct) : null, length: to - from }
    from = to
  }
}

/** Deeper than any board; a hostile one of 20,000 levels ends here. */
const deepest = 12

function pathOf(doc: Y.Doc, item: Y.Item): readonly string[] | null {
  const path: string[] = []
  for (let at: Y.Item = item; path.length < deepest; ) {
    const parent: unknown = at.parent
    const name = at.parentSub ?? nameOf(at)
    if (name !== null) path.unshift(name)
    if (!(parent instanceof Y.AbstractType)) return null
    const above: Y.Item | null = parent._item
    if (above === null) {
      for (const [root, type] of doc.share) if (type === parent) return [root, ...path]
      return null
    }
    at = above
  }
  return path
}

/** A paragraph is named by its element and the beginning of its id; letters have no name of their own. */
function nameOf({ content }: Y.Item): string | null {
  if (!(content instanceof Y.ContentType)) return null
  const { type } = content
  if (!(type instanceof Y.XmlElement)) return null
  const id: unknown = type.getAttribute('id')
  return typeof id === 'string' && id !== '' ? `${type.nodeName}:${id.slice(0, 6)}` : type.nodeName
}
