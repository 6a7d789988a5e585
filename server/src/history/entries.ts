/** Rows of the journal as the developers' page lists them: a page at a time, newest first, without contents. */
import type { JournalAside, JournalDocument, JournalEntry, JournalPage } from '@tablee/shared/wire/journal'
import * as Y from 'yjs'
import type { DocName, Journal, JournalRow } from '../journal/port.ts'
import { changesOf } from './changes.ts'

export type Paging = { readonly before: number | null; readonly after: number | null; readonly limit: number }

export type Entries = ReturnType<typeof createEntries>

export function createEntries(journal: Journal) {
  /** The document a page was read against: paging on, and listening to a quiet one, costs no second load. */
  let last: { readonly name: DocName; readonly epoch: number; readonly seq: number; readonly doc: Y.Doc } | null = null
  function docOf(name: DocName): Y.Doc {
    const head = journal.head(name)
    if (last?.name === name && last.epoch === head.epoch && last.seq === head.seq) return last.doc
    last?.doc.destroy()
    const doc = new Y.Doc()
    doc.transact(() => {
      for (const update of journal.load(name).updates) {
        try {
          Y.applyUpdate(doc, update)
        } catch {
          // Put aside by the live board too; its places can't be told.
        }
      }
    })
    last = { name, ...head, doc }
    return doc
  }

  return {
    documents: (names: readonly DocName[]): readonly JournalDocument[] =>
      names.map((name) => ({
        name,
        ...journal.head(name),
        tail: journal.tail(name),
        aside: journal.asides(name).length,
      })),

    /** Reads only the rows of the page: seqs have no gaps, so it is known where they begin. */
    page(name: DocName, { before, after, limit }: Paging): JournalPage {
      const { epoch, seq } = journal.head(name)
      const from = after ?? Math.max(0, Math.min(before ?? seq + 1, seq + 1) - 1 - limit)
      const rows: JournalRow[] = []
      for (const row of journal.since(name, epoch, from)) {
        if (rows.length >= limit || (before !== null && row.seq >= before)) break
        rows.push(row)
      }
      const doc = rows.some(({ kind }) => kind === 'update') ? docOf(name) : null
      return { doc: name, epoch, head: seq, entries: rows.reverse().map((row) => entryOf(row, doc)) }
    },

    asides: (names: readonly DocName[]): readonly JournalAside[] =>
      names
        .flatMap((doc) => journal.asides(doc).map((aside) => ({ doc, ...aside })))
        .sort((a, b) => b.at - a.at || b.seq - a.seq),
  }
}

function entryOf(row: JournalRow, doc: Y.Doc | null): JournalEntry {
  const common = {
    seq: row.seq,
    at: row.at,
    author: row.author,
    device: row.device.slice(0, 6),
    bytes: row.data.length,
  }
  if (row.kind === 'command') return { ...common, kind: 'command', ...told(row.data) }
  if (doc === null) return { ...common, kind: 'update', changes: [], more: 0 }
  try {
    return { ...common, kind: 'update', ...changesOf(doc, row.data) }
  } catch {
    return { ...common, kind: 'update', changes: [], more: 0 }
  }
}

/** An allow-list: a command's other fields (a whole programme, salts of a snapshot) are nobody's to read here. */
const fields = ['to', 'session', 'board', 'table', 'allowed', 'closed', 'words', 'template', 'hash', 'of'] as const

function told(data: Uint8Array): { readonly what: string; readonly about: readonly (readonly [string, string])[] } {
  let value: unknown = null
  try {
    value = JSON.parse(new TextDecoder().decode(data))
  } catch {
    // Not ours to repair: it says that it can't be read.
  }
  if (typeof value !== 'object' || value === null) return { what: 'unreadable', about: [] }
  const entries = new Map(Object.entries(value))
  const kind: unknown = entries.get('kind')
  const about = fields.flatMap((field): (readonly [string, string])[] => {
    const found: unknown = entries.get(field)
    return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
      ? [[field, String(found).slice(0, 80)]]
      : []
  })
  const change: unknown = entries.get('change')
  if (typeof change === 'object' && change !== null) about.push(['change', Object.keys(change).join(', ').slice(0, 80)])
  return { what: typeof kind === 'string' ? kind.slice(0, 40) : 'unknown', about }
}
