/**
 * The journal in memory: the same contract for tests and rehearsals that need no disk. Nothing survives the process;
 * a checkpoint is compared and remembered like the real one, and rows are never moved, for there is nowhere to move them.
 */
import * as Y from 'yjs'
import type { Clock } from '../clock.ts'
import { deskOf } from './desk.ts'
import { createSequencer, type Head, type StoredWriter } from './sequencer.ts'
import { firstEpoch, type DocName, type Journal, type JournalRow, type Rewriting } from './port.ts'
import { createQueue, type Keeper, type Through } from './queue.ts'
import { sameDocument } from './same-document.ts'
import { patient } from './patient.ts'

type Epoch = {
  readonly base: number
  readonly name: string
  readonly rows: JournalRow[]
  readonly writers: Map<number, StoredWriter>
  readonly quarantined: Map<number, { readonly why: string; readonly at: number }>
  checkpoint: { readonly seq: number; readonly state: Uint8Array } | null
}

/** What becomes another, and how it is put in place. */
function rewritten(epoch: Epoch, change: Rewriting): readonly (() => void)[] {
  const { rows, checkpoint } = epoch
  const sets = rows.flatMap((row, index) => {
    const data = change.row(row)
    return data === row.data ? [] : [() => void (rows[index] = { ...row, data })]
  })
  const state = checkpoint === null ? null : change.state(checkpoint.state)
  if (checkpoint === null || state === null || state === checkpoint.state) return sets
  return [...sets, () => void (epoch.checkpoint = { ...checkpoint, state })]
}

/** The document as its rows up to `seq` give it; throws where that is not the state that was handed in. */
function replayed(doc: DocName, known: Epoch, from: number, seq: number, state: Uint8Array): Uint8Array {
  for (let row = from + 1; row <= seq; row += 1)
    if (known.quarantined.has(row))
      throw new Error(`a row of ${doc} before ${seq} was put aside: no checkpoint may hide that`)
  const built = new Y.Doc()
  if (known.checkpoint !== null) Y.applyUpdate(built, known.checkpoint.state)
  for (const row of known.rows.slice(from - known.base, seq - known.base))
    if (row.kind === 'update') Y.applyUpdate(built, row.data)
  const given = new Y.Doc()
  Y.applyUpdate(given, state)
  if (!sameDocument(built, given)) throw new Error(`the state given for ${doc} at ${seq} is not what its rows give`)
  return Y.encodeStateAsUpdate(built)
}

/** Its incarnation is always `memory`. Bytes that are handed over are copied. */
export function memoryJournal({
  clock,
  server = 'memory',
  through,
}: {
  readonly clock: Clock
  readonly server?: string
  readonly through?: Through | undefined
}): Journal {
  /** Epochs of each document; the last one is current. */
  const documents = new Map<DocName, Epoch[]>()
  const newEpoch = (base = 0, name = firstEpoch): Epoch => ({
    base,
    name,
    rows: [],
    writers: new Map(),
    quarantined: new Map(),
    checkpoint: null,
  })

  /** A document that is only asked about is not thereby created: `documents` would list it. */
  const epochOf = (doc: DocName, epoch: number): Epoch => documents.get(doc)?.[epoch - 1] ?? newEpoch()
  const currentOf = (doc: DocName): number => documents.get(doc)?.length ?? 1
  const created = (doc: DocName): Epoch[] => {
    const epochs = documents.get(doc) ?? [newEpoch()]
    documents.set(doc, epochs)
    return epochs
  }
  const seqOf = ({ base, rows }: Epoch): number => base + rows.length
  function headOf(doc: DocName): Head {
    const epoch = currentOf(doc)
    const known = epochOf(doc, epoch)
    const tail = known.rows.slice((known.checkpoint?.seq ?? known.base) - known.base)
    const at = known.rows.at(-1)?.at ?? 0
    return {
      epoch,
      seq: seqOf(known),
      at,
      rows: tail.length,
      bytes: tail.reduce((sum, { data }) => sum + data.length, 0),
    }
  }
  const writers = (doc: DocName, epoch: number): Iterable<StoredWriter> => epochOf(doc, epoch).writers.values()
  const sequencer = createSequencer({ head: headOf, writers }, clock, server)
  const keeper: Keeper = {
    step(rows, claims) {
      for (const { row, begins, writers } of rows) {
        const epochs = created(row.doc)
        if (begins !== undefined && epochs.length < row.epoch) epochs.push(newEpoch(begins.after, begins.name))
        const epoch = epochs[row.epoch - 1]
        // The group once more: it stands there.
        if (epoch === undefined || row.seq <= seqOf(epoch)) continue
        epoch.rows.push({ ...row, data: row.data.slice() })
        for (const { client, to } of writers)
          epoch.writers.set(client, { client, clock: to, device: epoch.writers.get(client)?.device ?? null })
      }
      for (const { doc, epoch, client, device } of claims) {
        const kept = created(doc)[epoch - 1]?.writers
        kept?.set(client, { client, clock: kept.get(client)?.clock ?? 0, device: kept.get(client)?.device ?? device })
      }
      return null
    },
    settle: () => {},
    async rewrite(changes) {
      // Prepared before any is set: a change that throws has changed nothing.
      const sets = changes.flatMap((change) =>
        (documents.get(change.doc) ?? []).flatMap((epoch) => rewritten(epoch, change)),
      )
      for (const set of sets) set()
      return sets.length
    },
  }
  const queue = createQueue(sequencer, through?.keeper(keeper) ?? keeper, (what, { cause }) =>
    process.emitWarning(`${what}: ${String(cause)}`),
  )
  /** What is kept and not answered yet is there for nobody. */
  const answered = (doc: DocName, rows: readonly JournalRow[]): readonly JournalRow[] => {
    const { seq } = sequencer.head(doc)
    return (rows.at(-1)?.seq ?? 0) <= seq ? rows : rows.filter((row) => row.seq <= seq)
  }

  function* since(doc: DocName, epoch: number, seq: number): Generator<JournalRow> {
    for (let each = 1; each <= Math.min(epoch, currentOf(doc)); each += 1) {
      const { rows, quarantined, base } = epochOf(doc, each)
      for (let i = Math.max(0, seq - base); i < rows.length; i += 1) {
        const row = rows[i]
        if (row === undefined || row.seq > sequencer.head(doc).seq) return
        if (!quarantined.has(row.seq)) yield row
      }
    }
  }

  const asked = patient({
    since,
    *commands(doc) {
      for (const row of since(doc, currentOf(doc), 0)) if (row.kind === 'command') yield row
    },
    load(doc, epoch = sequencer.head(doc).epoch) {
      const { base, rows: kept, checkpoint, quarantined } = epochOf(doc, epoch)
      const rows = answered(doc, kept)
      const from = checkpoint?.seq ?? base
      const tail = rows.slice(from - base).filter(({ seq }) => !quarantined.has(seq))
      const updates = tail.filter(({ kind }) => kind === 'update')
      return {
        epoch,
        seq: base + rows.length,
        updates: [...(checkpoint === null ? [] : [checkpoint.state]), ...updates.map(({ data }) => data)],
        seqs: [...(checkpoint === null ? [] : [checkpoint.seq]), ...updates.map(({ seq }) => seq)],
        quarantined: base + rows.length - from - tail.length,
      }
    },
    checkpoint(doc, epoch, seq, state) {
      const known = epochOf(doc, epoch)
      if (epoch !== sequencer.head(doc).epoch || seq > sequencer.head(doc).seq || seq <= known.base)
        throw new RangeError(`no row ${seq} in epoch ${epoch} of ${doc}`)
      const from = known.checkpoint?.seq ?? known.base
      if (from >= seq) return
      known.checkpoint = { seq, state: replayed(doc, known, from, seq, state) }
      sequencer.recount(doc)
    },
    quarantine(doc, epoch, seq, why = 'cannot be applied') {
      epochOf(doc, epoch).quarantined.set(seq, { why, at: clock() })
    },
    quarantined(doc) {
      const { epoch } = sequencer.head(doc)
      return [...epochOf(doc, epoch).quarantined]
        .map(([seq, { why, at }]) => ({ epoch, seq, what: 'row' as const, why, at }))
        .sort((a, b) => a.seq - b.seq)
    },
  })
  return {
    ...(through?.asked?.(asked) ?? asked),
    ...deskOf(sequencer, queue),
    incarnation: 'memory',
    epochs: (doc) =>
      (documents.get(doc) ?? [newEpoch()])
        .slice(0, sequencer.head(doc).epoch)
        .map(({ base, name }, index) => ({ epoch: index + 1, base, name })),
    documents: (prefix) => [...documents.keys()].filter((name) => name.startsWith(prefix)).sort(),
    close: queue.close,
  }
}
