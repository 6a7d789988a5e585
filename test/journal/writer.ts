/** Editors as the journal sees them: real Yjs documents whose updates become entries with their writers and dependencies. */
import type { Entry, JournalRow, Loaded } from '@tablee/server/journal/port'
import * as Y from 'yjs'

export const command = (doc: string, value: unknown, more: Partial<Entry> = {}): Entry => ({
  doc,
  epoch: 1,
  kind: 'command',
  author: 'server',
  device: 'server',
  data: new TextEncoder().encode(JSON.stringify(value)),
  writers: [],
  deps: [],
  ...more,
})

/** An entry that claims the clocks `from` to `to` of one writer; its data is not a real update. */
export const range = (doc: string, client: number, from: number, to: number, more: Partial<Entry> = {}): Entry =>
  command(doc, { client, from, to }, { writers: [{ client, from, to }], ...more })

/** One person's document. `type` and `erase` give the entry that their change makes. */
export class Editor {
  readonly doc = new Y.Doc()
  readonly name: string

  constructor(name: string, client: number) {
    this.name = name
    this.doc.clientID = client
  }

  get text(): Y.Text {
    return this.doc.getText('text')
  }

  type(text: string, at = this.text.length): Entry {
    return this.change(() => this.text.insert(Math.min(at, this.text.length), text))
  }

  erase(at: number, length: number): Entry {
    return this.change(() => this.text.delete(at, length))
  }

  change(work: () => void): Entry {
    const client = this.doc.clientID
    const before = new Map(
      [...this.doc.store.clients.keys()].map((known) => [known, Y.getState(this.doc.store, known)]),
    )
    const updates: Uint8Array[] = []
    const collect = (update: Uint8Array): void => void updates.push(update)
    this.doc.on('update', collect)
    this.doc.transact(work)
    this.doc.off('update', collect)
    const [data] = updates
    if (data === undefined || updates.length > 1) throw new Error('one change was expected')
    const [from, to] = [before.get(client) ?? 0, Y.getState(this.doc.store, client)]
    before.delete(client)
    return {
      doc: this.name,
      epoch: 1,
      kind: 'update',
      author: 'reporter:T1-01',
      device: `device-${client}`,
      data,
      writers: to > from ? [{ client, from, to }] : [],
      deps: [...before].map(([other, clock]) => ({ client: other, clock })),
    }
  }
}

export function replay(updates: Iterable<Uint8Array>): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

/** What a document says: its text, and whether anything of it waits for something that is missing. */
export const contents = (doc: Y.Doc): string =>
  JSON.stringify({
    text: doc.getText('text').toString(),
    map: doc.getMap('map').toJSON(),
    pending: doc.store.pendingStructs !== null,
  })

export const contentsOf = (loaded: Loaded): string => contents(replay(loaded.updates))

/** The document as all rows of its log make it, whatever checkpoints there are. */
export function replayed(rows: Iterable<JournalRow>): Y.Doc {
  const result = new Y.Doc()
  for (const row of rows) if (row.kind === 'update') Y.applyUpdate(result, row.data)
  return result
}
