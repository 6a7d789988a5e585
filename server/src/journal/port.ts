/**
 * The journal: the append-only log of every document. Saved means committed here.
 * Three adapters (sqlite, memory, postgres) pass one acceptance suite (test/journal/contract.ts), and so does a log that
 * answers late (test/support/slowLog.ts).
 */

import type { DocName } from '@tablee/shared/documents'

export type { DocName }

export type RowKind = 'update' | 'command'

export type JournalRow = {
  readonly doc: DocName
  readonly epoch: number
  /** 1, 2, 3 … within a document, without gaps. A new epoch goes on counting: its first row is one above the last of the old. */
  readonly seq: number
  /** Milliseconds since 1970, the server's clock, never smaller than the row before it. */
  readonly at: number
  /** Incarnation of the server that wrote it. */
  readonly server: string
  /** `role`, `role:T3-04` or `server`. Never a name. */
  readonly author: string
  readonly device: string
  readonly kind: RowKind
  /** A Yjs v1 update, or the UTF-8 JSON of a command. */
  readonly data: Uint8Array
}

/** The structs an update brings of one writer: clocks `from` (inclusive) to `to` (exclusive). */
export type WriterRange = { readonly client: number; readonly from: number; readonly to: number }

export type Entry = {
  readonly doc: DocName
  /** Null, of a command: the epoch in which the document is by then. */
  readonly epoch: number | null
  readonly kind: RowKind
  readonly author: string
  readonly device: string
  readonly data: Uint8Array
  /** For updates: checked against the writer clocks, which it advances, in the turn in which it is handed over. Empty for commands. */
  readonly writers: readonly WriterRange[]
  /** Highest clock (exclusive) of other writers that this update builds on. */
  readonly deps: readonly { readonly client: number; readonly clock: number }[]
  /**
   * This row ends its `epoch` and is the first of the next one, which begins without writers: its update is the whole of
   * what the document holds from now on. Only directly after row `after`, else `clock-mismatch`. `name` tells it from any
   * other epoch of the document, also from those that a restored journal knows nothing of.
   */
  readonly begins?: { readonly after: number; readonly name: string }
}

export type AppendProblem =
  /** The writer clocks moved meanwhile or a dependency is missing: catch up, judge again. Nothing was written. */
  | { readonly code: 'clock-mismatch' }
  /** The document goes on in another epoch. */
  | { readonly code: 'epoch-ended'; readonly epoch: number }
  /** Disk full, locked or broken. Nothing was written and nothing may be acknowledged. */
  | { readonly code: 'unavailable'; readonly cause: unknown }

export type Loaded = {
  readonly epoch: number
  readonly seq: number
  /** One state of the newest good checkpoint (if any), then the updates after it, in order. Apply one by one. */
  readonly updates: readonly Uint8Array[]
  /** The seq each of `updates` brings the document to: what `quarantine` wants to know when one cannot be applied. */
  readonly seqs: readonly number[]
  /**
   * Rows put aside (checksum, decoding) that `updates` therefore lacks. The board opens without them, read-only if > 0.
   * A damaged checkpoint is put aside too, but costs nothing: the one before it and the rows after that give the same.
   */
  readonly quarantined: number
}

export { firstEpoch } from '@tablee/shared/wire/editor'

export type EpochOf = {
  readonly epoch: number
  readonly name: string /** Seq of the last row before it. */
  readonly base: number
}

export type QuarantinedRow = {
  readonly epoch: number
  readonly seq: number
  readonly what: 'row' | 'checkpoint'
  readonly why: string
  readonly at: number
}

/** What erasure makes of a document's bytes; the same object where nothing is to be done. */
export type Rewriting = {
  readonly doc: DocName
  readonly row: (row: JournalRow) => Uint8Array
  /** Of a checkpoint: one Yjs v1 update. */
  readonly state: (state: Uint8Array) => Uint8Array
}

/** Where the rows are kept, in this process or on another machine: whoever asks waits for the answer. */
export type Log = {
  /**
   * Resolves after COMMIT, in seq order per document. What arrives during a commit forms the next group.
   * Never rejects: whatever goes wrong is in the answer, and trying again is the caller's.
   */
  append(entry: Entry): Promise<Appended>
  /**
   * Every row after `seq`, in order, without gaps, from hot rows and cold segments alike, of this epoch and those before it.
   * Other work goes on between its pages, and what is appended meanwhile comes along. Updates of two epochs are of two
   * documents: anyone who applies them uses `boardReplay` (shared/board/anew).
   */
  read(doc: DocName, epoch: number, seq: number): AsyncIterable<JournalRow>
  /** The document's command rows of all epochs, in order: few among many updates, and found without reading these. */
  commands(doc: DocName): AsyncIterable<JournalRow>
  /** Of the current epoch; or of an ended one, as it stood at its end. */
  load(doc: DocName, epoch?: number): Promise<Loaded>
  /**
   * Writes a checkpoint for loading at (epoch, seq), after comparing `state` with the previous checkpoint and the rows
   * since; moves the rows it covers to a cold segment. Rejects, and has written nothing, when they differ (live state is
   * then not what the journal says: a bug), when a row in between was put aside, or when the disk refuses.
   */
  checkpoint(doc: DocName, epoch: number, seq: number, state: Uint8Array): Promise<void>
  /** Puts a committed row aside that cannot be applied. The next load comes without it. */
  quarantine(doc: DocName, epoch: number, seq: number, why?: string): Promise<void>
  /** What was put aside of the document's current epoch, in the order of seqs. */
  quarantined(doc: DocName): Promise<readonly QuarantinedRow[]>
  /**
   * Erasure only. Every row, segment and checkpoint of these documents, in all their epochs, becomes what its change makes
   * of it, one document after the other as they are given; all or nothing: it rejects and has written nothing. How many did (none more, where it had been done and the
   * answer was lost). Clocks, lengths and what a row does to a
   * document must stay as they are. It has its place in the line: what was appended before it is rewritten, what is appended
   * meanwhile waits and is not.
   */
  rewrite(changes: readonly Rewriting[]): Promise<number>
  /** Resolves when every append so far is settled. */
  settled(): Promise<void>
  close(): void
}

/** What the owner of the documents knows of them without asking the log. */
export type Sequencer = {
  /** Changes when the data was restored from a backup. */
  readonly incarnation: string
  /** Epoch and seq of the last committed row; seq 0 for a document without rows. */
  head(doc: DocName): { readonly epoch: number; readonly seq: number }
  /** All epochs so far, the current one last. */
  epochs(doc: DocName): readonly EpochOf[]
  /** Next free clock per writer, as committed. */
  clocks(doc: DocName, epoch: number): ReadonlyMap<number, number>
  /** Binds a clientID to a device (first come), for this document and epoch. */
  claim(doc: DocName, epoch: number, client: number, device: string, author: string): 'claimed' | 'yours' | 'another'
  /** The device a clientID is bound to, or null. Asks only. */
  owner(doc: DocName, epoch: number, client: number): string | null
  /** Rows and bytes since the last checkpoint. */
  tail(doc: DocName): { readonly rows: number; readonly bytes: number }
  /** Names of all documents that begin with the prefix. */
  documents(prefix: string): readonly DocName[]
  /** Called after COMMIT with each row, in seq order per document. Returns a function that stops it. */
  follow(listener: (row: JournalRow) => void): () => void
  /**
   * How many groups did not land so far. One takes along everything that was appended behind it: that was judged by rows
   * which are not there. Who keeps a state with rows under way throws it away when this has changed.
   */
  setbacks(): number
}

export type Journal = Log & Sequencer

export type Appended =
  | { readonly ok: true; readonly row: JournalRow }
  | { readonly ok: false; readonly problem: AppendProblem }
