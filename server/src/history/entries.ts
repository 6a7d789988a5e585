/** Rows of the journal as the developers' page lists them: a page at a time, newest first, without contents. */
import type {
  JournalQuarantined,
  JournalDocument,
  JournalEntry,
  JournalPage as Page,
} from '@tablee/shared/wire/journal'
import * as Y from 'yjs'
import type { DocName, Journal, JournalRow } from '../journal/port.ts'
import { changesOf } from './changes.ts'

type JournalPage = Omit<Page, 'version'>

export type Paging = {
  readonly before: number | null
  readonly after: number | null
  readonly limit: number
  /** Only rows in whose author, places or command this stands. */
  readonly find: string | null
}

/** Rows that one page is looked for among; the next goes on from there. Some 60 ms at most: tables wait no longer. */
const mostLooked = 4_000
const atOnce = 500

export type Entries = ReturnType<typeof createEntries>

/**
 * Answers one page after the other. Keeps the document of the page before in memory; documents that are not there have
 * no rows.
 */
export function createEntries(journal: Journal) {
  /** The document a page was read against: paging on, and listening to a quiet one, costs no second load. */
  let last: { readonly name: DocName; readonly epoch: number; readonly seq: number; readonly doc: Y.Doc } | null = null
  /** As it stood at the end of that epoch: a row names places of its own epoch's document. */
  async function docOf(name: DocName, epoch: number): Promise<Y.Doc> {
    const now = journal.head(name)
    const head = epoch === now.epoch ? now : { epoch, seq: (await journal.load(name, epoch)).seq }
    const known = last !== null && last.name === name && last.epoch === head.epoch ? last : null
    if (known?.seq === head.seq) return known.doc
    if (known === null) last?.doc.destroy()
    const doc = known?.doc ?? new Y.Doc()
    const apply = (update: Uint8Array): void => {
      try {
        Y.applyUpdate(doc, update)
      } catch {
        // Put aside by the live board too; its places can't be told.
      }
    }
    // Who follows a board at work asks each second: only what is new is read.
    const updates = known === null ? [...(await journal.load(name, epoch)).updates] : []
    if (known !== null)
      for await (const { kind, data } of journal.read(name, head.epoch, known.seq))
        if (kind === 'update') updates.push(data)
    doc.transact(() => updates.forEach(apply))
    last = { name, ...head, doc }
    return doc
  }

  /** Reads only the rows of the page, or as many as it takes to find them: seqs have no gaps. */
  async function pageOf(name: DocName, { before, after, limit, find }: Paging): Promise<JournalPage> {
    const { epoch, seq } = journal.head(name)
    const entries: JournalEntry[] = []
    const told = async (row: JournalRow): Promise<void> => {
      const entry = entryOf(row, row.kind === 'update' ? await docOf(name, row.epoch) : null)
      if (find === null || stands(find, entry)) entries.push(entry)
    }
    const end = Math.min(before ?? seq + 1, seq + 1)
    const page = { doc: name, epoch, head: seq }
    if (after !== null) {
      let to = after
      for await (const row of journal.read(name, epoch, after)) {
        if (entries.length >= limit || row.seq - after > mostLooked || row.seq >= end) break
        await told(row)
        to = row.seq
      }
      return { ...page, from: after + 1, to, entries: entries.reverse() }
    }
    let from = end
    while (from > 1 && entries.length < limit && end - from < mostLooked) {
      const begin = Math.max(0, from - 1 - (find === null ? limit : atOnce))
      const rows: JournalRow[] = []
      for await (const row of journal.read(name, epoch, begin)) {
        if (row.seq >= from) break
        rows.push(row)
      }
      from = begin + 1
      for (const row of rows.reverse()) {
        await told(row)
        if (entries.length < limit) continue
        from = row.seq
        break
      }
    }
    return { ...page, from, to: end - 1, entries }
  }

  /** Pages come one after the other: they share the document that they are read against. */
  let turn: Promise<unknown> = Promise.resolve()
  return {
    documents: (names: readonly DocName[]): Promise<readonly JournalDocument[]> =>
      Promise.all(
        names.map(async (name) => ({
          name,
          ...journal.head(name),
          tail: journal.tail(name),
          aside: (await journal.quarantined(name)).length,
        })),
      ),

    page(name: DocName, paging: Paging): Promise<JournalPage> {
      const mine = turn.then(() => pageOf(name, paging))
      turn = mine.catch(() => undefined)
      return mine
    },

    async quarantined(names: readonly DocName[]): Promise<readonly JournalQuarantined[]> {
      const all = await Promise.all(
        names.map(async (doc) => (await journal.quarantined(doc)).map((row) => ({ doc, ...row }))),
      )
      return all.flat().sort((a, b) => b.at - a.at || b.seq - a.seq)
    },
  }
}

function stands(find: string, entry: JournalEntry): boolean {
  const among =
    entry.kind === 'update'
      ? entry.changes.map(({ path }) => path?.join('/') ?? '')
      : [entry.what, ...entry.about.map(([name, value]) => `${name}=${value}`)]
  return [entry.author, entry.kind, ...among].some((text) => text.toLowerCase().includes(find))
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
