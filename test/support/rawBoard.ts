/** Writes a board's document key by key, below `edit`: for tests of the gate, which must hold against any editor. */
import * as Y from 'yjs'

export const rawNode = (doc: Y.Doc, id: string, wording = '', kind = 'position'): Y.Text => {
  const text = new Y.Text()
  doc.transact(() => {
    const node = new Y.Map<unknown>()
    doc.getMap('nodes').set(id, node)
    node.set('kind', kind)
    node.set('lang', 'en')
    node.set('order', 'a0')
    node.set('at', 1_700_000_000_000)
    node.set('wording', text)
    if (wording !== '') text.insert(0, wording)
  })
  return text
}

export const rawRelation = (doc: Y.Doc, id: string, from: string, to: string, kind = 'supports'): void => {
  doc.transact(() => {
    const relation = new Y.Map<unknown>()
    doc.getMap('relations').set(id, relation)
    for (const [key, value] of Object.entries({ kind, from, to, order: 'a0', group: null, at: 1_700_000_000_000 })) {
      relation.set(key, value)
    }
  })
}

export const rawWords = (doc: Y.Doc, id: string, node: string, text: string, seat: string | null = null): void => {
  doc
    .getMap('words')
    .set(id, { node, text, lang: 'en', seat, capture: 'dictated', at: 1_700_000_000_000, corrects: null })
}

export const wordingOf = (doc: Y.Doc, id: string): Y.Text => {
  const node = doc.getMap('nodes').get(id)
  const text = node instanceof Y.Map ? node.get('wording') : null
  if (!(text instanceof Y.Text)) throw new Error(`no wording: ${id}`)
  return text
}

/** One block of the minutes, element by element: a list with an item when `kind` is none of the simple ones. */
export const rawBlock = (doc: Y.Doc, id: string, line: string, kind = 'paragraph'): Y.XmlText => {
  const text = new Y.XmlText()
  doc.transact(() => {
    const listed = kind !== 'paragraph' && kind !== 'heading'
    const block = new Y.XmlElement(listed ? 'paragraph' : kind)
    if (listed) {
      const list = new Y.XmlElement(kind)
      doc.getXmlFragment('notes').push([list])
      const item = kind === 'blockquote' ? list : new Y.XmlElement('listItem')
      if (item !== list) list.push([item])
      item.push([block])
    } else doc.getXmlFragment('notes').push([block])
    block.setAttribute('id', id)
    block.push([text])
    text.insert(0, line)
  })
  return text
}

/** The updates that `change` makes on `doc`, one per transaction. */
export function updatesOf(doc: Y.Doc, change: () => void): Uint8Array[] {
  const updates: Uint8Array[] = []
  const listen = (update: Uint8Array): void => void updates.push(update)
  doc.on('update', listen)
  change()
  doc.off('update', listen)
  return updates
}

export const updateOf = (doc: Y.Doc, change: () => void): Uint8Array => {
  const updates = updatesOf(doc, () => doc.transact(change))
  const [update] = updates
  if (update === undefined || updates.length > 1) throw new Error(`${updates.length} updates, wanted one`)
  return update
}

/** A replica with everything `doc` has and a writer of its own. */
export function replica(doc: Y.Doc, clientID: number): Y.Doc {
  const other = new Y.Doc()
  other.clientID = clientID
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  return other
}

export const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

/** Everything a board's roots hold, as plain data. */
export const contentOf = (doc: Y.Doc): Record<string, unknown> => ({
  notes: doc.getXmlFragment('notes').toString(),
  ...Object.fromEntries(
    ['nodes', 'relations', 'words', 'placed', 'withdrawn', 'redacted', 'meta'].map((root) => [
      root,
      doc.getMap(root).toJSON(),
    ]),
  ),
})
