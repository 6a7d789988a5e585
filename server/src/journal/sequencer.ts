/**
 * What the owner of the documents knows of them without asking the log: where each stands, who may write which clocks, and
 * what is staged. All that can refuse a row is decided here, in memory and in the turn in which it is handed over; the log
 * only has to keep it. Two who append the same clock with different contents would diverge without anybody noticing.
 */
import type { Clock } from '../clock.ts'
import type { AppendProblem, DocName, Entry, Journal, JournalRow, WriterRange } from './port.ts'

export type Head = {
  readonly epoch: number
  readonly seq: number
  readonly at: number
  /** Rows and bytes since the newest checkpoint. */
  readonly rows: number
  readonly bytes: number
}
export type StoredWriter = { readonly client: number; readonly clock: number; readonly device: string | null }

/** What the log has to say of a document, once; from there on the sequencer follows. */
export type Stored = {
  /** Seq 0 of epoch 1 for a document without rows. */
  head(doc: DocName): Head
  writers(doc: DocName, epoch: number): Iterable<StoredWriter>
}

export type Claim = {
  readonly doc: DocName
  readonly epoch: number
  readonly client: number
  readonly device: string
  readonly author: string
}

/** A row that nothing objects to, on its way. */
export type Staged = {
  readonly row: JournalRow
  readonly writers: readonly WriterRange[]
  readonly begins?: NonNullable<Entry['begins']>
}

type Writers = {
  readonly clocks: Map<number, number>
  /** With the rows under way. */
  readonly ahead: Map<number, number>
  readonly devices: Map<number, string>
}
type Document = {
  head: Head
  /** With the rows under way; null while there are none. */
  staged: Head | null
  flying: number
  readonly writers: Map<number, Writers>
}

const keyOf = ({ doc, epoch, client }: Pick<Claim, 'doc' | 'epoch' | 'client'>): string => `${doc}\n${epoch}\n${client}`
const mismatch: AppendProblem = { code: 'clock-mismatch' }

export type JournalSequencer = ReturnType<typeof createSequencer>

/**
 * Asks `stored` once for each document and epoch, and again after `lost`. `server` stands in every row. A row's time is
 * never before the one's before it.
 */
export function createSequencer(stored: Stored, clock: Clock, server: string) {
  const documents = new Map<DocName, Document>()
  // Claims wait for the next group: 600 devices that reload at once must not cost 600 syncs. None is needed on disk
  // before the first row of its clientID, and that comes in the same group or a later one.
  const claims = new Map<string, Claim>()

  function open(doc: DocName): Document {
    let found = documents.get(doc)
    if (found === undefined) {
      found = { head: stored.head(doc), staged: null, flying: 0, writers: new Map() }
      documents.set(doc, found)
    }
    return found
  }

  function writersOf(doc: DocName, { writers }: Document, epoch: number): Writers {
    let found = writers.get(epoch)
    if (found === undefined) {
      found = { clocks: new Map(), ahead: new Map(), devices: new Map() }
      for (const { client, clock: next, device } of stored.writers(doc, epoch)) {
        if (next > 0) found.clocks.set(client, next)
        if (device !== null) found.devices.set(client, device)
      }
      for (const claim of claims.values())
        if (claim.doc === doc && claim.epoch === epoch) found.devices.set(claim.client, claim.device)
      writers.set(epoch, found)
    }
    return found
  }

  /** The head once this row is there. */
  const after = (head: Head, { row, begins }: Staged): Head => ({
    epoch: row.epoch,
    seq: row.seq,
    at: row.at,
    rows: (begins === undefined ? head.rows : 0) + 1,
    bytes: (begins === undefined ? head.bytes : 0) + row.data.length,
  })

  return {
    /** The row, which from now on counts for all that is staged behind it, or what stands against it. */
    stage(entry: Entry): Staged | AppendProblem {
      const { doc, begins } = entry
      const document = open(doc)
      const head = document.staged ?? document.head
      if (entry.epoch !== null && entry.epoch !== head.epoch) return { code: 'epoch-ended', epoch: head.epoch }
      if (begins !== undefined && begins.after !== head.seq) return mismatch
      const epoch = begins === undefined ? head.epoch : head.epoch + 1
      const { clocks, ahead } = writersOf(doc, document, epoch)
      const clockOf = (client: number): number => ahead.get(client) ?? clocks.get(client) ?? 0
      if (entry.deps.some(({ client, clock: needed }) => clockOf(client) < needed)) return mismatch
      const moved = new Map<number, number>()
      for (const { client, from, to } of entry.writers) {
        if ((moved.get(client) ?? clockOf(client)) !== from) return mismatch
        moved.set(client, to)
      }
      for (const [client, to] of moved) ahead.set(client, to)
      const { author, device, kind, data } = entry
      const at = Math.max(head.at, clock())
      const row: JournalRow = { doc, epoch, seq: head.seq + 1, at, server, author, device, kind, data }
      const staged: Staged = { row, writers: entry.writers, ...(begins === undefined ? {} : { begins }) }
      document.staged = after(head, staged)
      document.flying += 1
      return staged
    },

    /** These rows are on the disk. */
    landed(group: readonly Staged[]): void {
      for (const staged of group) {
        const { doc, epoch } = staged.row
        const document = open(doc)
        document.head = after(document.head, staged)
        const { clocks } = writersOf(doc, document, epoch)
        for (const { client, to } of staged.writers) clocks.set(client, to)
        document.flying -= 1
        if (document.flying > 0) continue
        document.staged = null
        for (const { ahead } of document.writers.values()) ahead.clear()
      }
    },

    /** Nothing that was staged lands: what the log says counts, read anew. */
    lost(): void {
      for (const [doc, { flying }] of documents) if (flying > 0) documents.delete(doc)
    },

    /** Another document stands under its name by now: what is asked of it from here on is read anew. */
    forget(doc: DocName): void {
      documents.delete(doc)
      for (const [key, claim] of claims) if (claim.doc === doc) claims.delete(key)
    },

    /** The rows since a checkpoint are others now. Where it stands stays. */
    recount(doc: DocName): void {
      const document = open(doc)
      const { rows, bytes } = stored.head(doc)
      document.head = { ...document.head, rows, bytes }
    },

    /** As committed. */
    head: (doc: DocName): Head => open(doc).head,
    clocks: (doc: DocName, epoch: number): ReadonlyMap<number, number> =>
      new Map(writersOf(doc, open(doc), epoch).clocks),
    owner: (doc: DocName, epoch: number, client: number): string | null =>
      writersOf(doc, open(doc), epoch).devices.get(client) ?? null,
    claim(claim: Claim): ReturnType<Journal['claim']> {
      const { devices } = writersOf(claim.doc, open(claim.doc), claim.epoch)
      const owner = devices.get(claim.client)
      if (owner !== undefined) return owner === claim.device ? 'yours' : 'another'
      devices.set(claim.client, claim.device)
      claims.set(keyOf(claim), claim)
      return 'claimed'
    },
    /** Claims that can be kept with this group. Those on a document without rows go on waiting: it has no place yet. */
    claimsWith(group: readonly Staged[]): readonly Claim[] {
      const now = new Set(group.map(({ row }) => row.doc))
      return [...claims.values()].filter(({ doc }) => now.has(doc) || open(doc).head.seq > 0)
    },
    claimsKept: (kept: readonly Claim[]): void => kept.forEach((claim) => void claims.delete(keyOf(claim))),
  }
}
