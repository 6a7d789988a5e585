/**
 * The journal in memory: the same contract for tests and rehearsals that need no disk. Nothing survives the process;
 * a checkpoint is compared and remembered like the real one, and rows are never moved, for there is nowhere to move them.
 */
import * as Y from 'yjs'
import type { Clock } from '../clock.ts'
import {
  firstEpoch,
  type Appended,
  type AtOnce,
  type DocName,
  type Entry,
  type Journal,
  type JournalRow,
} from './port.ts'
import { sameDocument } from './same-document.ts'
import { patient } from './patient.ts'

type Epoch = {
  readonly base: number
  readonly name: string
  readonly rows: JournalRow[]
  readonly clocks: Map<number, number>
  readonly aside: Map<number, { readonly why: string; readonly at: number }>
  checkpoint: { readonly seq: number; readonly state: Uint8Array } | null
}

type Waiting = { readonly entry: Entry; readonly answer: (appended: Appended) => void }

const mismatch: Appended = { ok: false, problem: { code: 'clock-mismatch' } }
const unavailable = (cause: unknown): Appended => ({ ok: false, problem: { code: 'unavailable', cause } })

export function memoryJournal({
  clock,
  server = 'memory',
}: {
  readonly clock: Clock
  readonly server?: string
}): Journal {
  /** Epochs of each document; the last one is current. */
  const documents = new Map<DocName, Epoch[]>()
  const listeners = new Set<(row: JournalRow) => void>()
  let queue: Waiting[] = []
  let scheduled = false
  let closed = false
  let settling: (() => void)[] = []

  const newEpoch = (base = 0, name = firstEpoch): Epoch => ({
    base,
    name,
    rows: [],
    clocks: new Map(),
    aside: new Map(),
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
  const owners = new Map<string, string>()

  function write(entry: Entry): Appended {
    const { doc, begins } = entry
    const current = currentOf(doc)
    if (entry.epoch !== null && entry.epoch !== current)
      return { ok: false, problem: { code: 'epoch-ended', epoch: current } }
    const before = epochOf(doc, current)
    if (begins !== undefined && begins.after !== seqOf(before)) return mismatch
    const epoch = begins === undefined ? current : current + 1
    const known = begins === undefined ? before : newEpoch(begins.after, begins.name)
    const advanced = new Map<number, number>()
    const clockOf = (client: number): number => advanced.get(client) ?? known.clocks.get(client) ?? 0
    if (entry.writers.some(({ client, from }) => clockOf(client) !== from)) return mismatch
    if (entry.deps.some(({ client, clock: needed }) => clockOf(client) < needed)) return mismatch
    const epochs = created(doc)
    const state = epochs[epoch - 1] ?? known
    if (begins !== undefined) epochs.push(state)
    for (const { client, to } of entry.writers) state.clocks.set(client, to)
    const earlier = state.rows.at(-1)?.at ?? epochs[epoch - 2]?.rows.at(-1)?.at ?? 0
    const { kind, author, device, data } = entry
    const row: JournalRow = {
      doc,
      epoch,
      seq: seqOf(state) + 1,
      at: Math.max(earlier, clock()),
      server,
      author,
      device,
      kind,
      data: data.slice(),
    }
    state.rows.push(row)
    return { ok: true, row }
  }

  function flush(): void {
    scheduled = false
    const group = queue
    queue = []
    const results = group.map(({ entry }) => write(entry))
    for (const result of results) if (result.ok) tell(result.row)
    group.forEach(({ answer }, i) => answer(results[i] ?? unavailable(new Error('no result'))))
    if (queue.length > 0) return schedule()
    const ready = settling
    settling = []
    for (const done of ready) done()
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(flush)
  }

  function tell(row: JournalRow): void {
    for (const listener of listeners) {
      try {
        listener(row)
      } catch (cause) {
        process.emitWarning(`journal: a listener threw: ${String(cause)}`)
      }
    }
  }

  function* since(doc: DocName, epoch: number, seq: number): Generator<JournalRow> {
    for (let each = 1; each <= Math.min(epoch, currentOf(doc)); each += 1) {
      const { rows, aside, base } = epochOf(doc, each)
      for (let i = Math.max(0, seq - base); i < rows.length; i += 1) {
        const row = rows[i]
        if (row !== undefined && !aside.has(row.seq)) yield row
      }
    }
  }

  const atOnce: AtOnce = {
    since,
    *commands(doc) {
      for (const row of since(doc, currentOf(doc), 0)) if (row.kind === 'command') yield row
    },
    load(doc, epoch = currentOf(doc)) {
      const known = epochOf(doc, epoch)
      const { base, rows, checkpoint, aside } = known
      const from = checkpoint?.seq ?? base
      const tail = rows.slice(from - base).filter(({ seq }) => !aside.has(seq))
      const updates = tail.filter(({ kind }) => kind === 'update')
      return {
        epoch,
        seq: seqOf(known),
        updates: [...(checkpoint === null ? [] : [checkpoint.state]), ...updates.map(({ data }) => data)],
        seqs: [...(checkpoint === null ? [] : [checkpoint.seq]), ...updates.map(({ seq }) => seq)],
        quarantined: seqOf(known) - from - tail.length,
      }
    },
    checkpoint(doc, epoch, seq, state) {
      const known = epochOf(doc, epoch)
      if (epoch !== currentOf(doc) || seq > seqOf(known) || seq <= known.base)
        throw new RangeError(`no row ${seq} in epoch ${epoch} of ${doc}`)
      const from = known.checkpoint?.seq ?? known.base
      if (from >= seq) return
      for (let row = from + 1; row <= seq; row += 1)
        if (known.aside.has(row))
          throw new Error(`a row of ${doc} before ${seq} was put aside: no checkpoint may hide that`)
      const replayed = new Y.Doc()
      if (known.checkpoint !== null) Y.applyUpdate(replayed, known.checkpoint.state)
      for (const row of known.rows.slice(from - known.base, seq - known.base))
        if (row.kind === 'update') Y.applyUpdate(replayed, row.data)
      const given = new Y.Doc()
      Y.applyUpdate(given, state)
      if (!sameDocument(replayed, given))
        throw new Error(`the state given for ${doc} at ${seq} is not what its rows give`)
      known.checkpoint = { seq, state: Y.encodeStateAsUpdate(replayed) }
    },
    quarantine(doc, epoch, seq, why = 'cannot be applied') {
      epochOf(doc, epoch).aside.set(seq, { why, at: clock() })
    },
    asides(doc) {
      const epoch = currentOf(doc)
      return [...epochOf(doc, epoch).aside]
        .map(([seq, { why, at }]) => ({ epoch, seq, what: 'row' as const, why, at }))
        .sort((a, b) => a.seq - b.seq)
    },
    rewrite(doc, change) {
      let count = 0
      for (const state of documents.get(doc) ?? []) {
        for (const [index, row] of state.rows.entries()) {
          const data = change.row(row)
          if (data === row.data) continue
          state.rows[index] = { ...row, data }
          count += 1
        }
        if (state.checkpoint === null) continue
        const next = change.state(state.checkpoint.state)
        if (next === state.checkpoint.state) continue
        state.checkpoint = { ...state.checkpoint, state: next }
        count += 1
      }
      return count
    },
  }

  return {
    ...patient(atOnce),
    atOnce,
    incarnation: 'memory',
    append(entry) {
      if (closed) return Promise.resolve(unavailable(new Error('the journal is closed')))
      return new Promise((answer) => {
        queue.push({ entry, answer })
        schedule()
      })
    },
    head: (doc) => ({ epoch: currentOf(doc), seq: seqOf(epochOf(doc, currentOf(doc))) }),
    epochs: (doc) =>
      (documents.get(doc) ?? [newEpoch()]).map(({ base, name }, index) => ({ epoch: index + 1, base, name })),
    clocks: (doc, epoch) => new Map(epochOf(doc, epoch).clocks),
    claim(doc, epoch, client, device) {
      const key = `${doc}\n${epoch}\n${client}`
      const owner = owners.get(key)
      if (owner !== undefined) return owner === device ? 'yours' : 'another'
      owners.set(key, device)
      return 'claimed'
    },
    owner: (doc, epoch, client) => owners.get(`${doc}\n${epoch}\n${client}`) ?? null,
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tail(doc) {
      const { base, rows, checkpoint } = epochOf(doc, currentOf(doc))
      const since = rows.slice((checkpoint?.seq ?? base) - base)
      return { rows: since.length, bytes: since.reduce((sum, { data }) => sum + data.length, 0) }
    },
    documents: (prefix) => [...documents.keys()].filter((name) => name.startsWith(prefix)).sort(),
    setbacks: () => 0,
    settled: () => (scheduled || queue.length > 0 ? new Promise((done) => settling.push(done)) : Promise.resolve()),
    close() {
      closed = true
      while (queue.length > 0) flush()
      listeners.clear()
    },
  }
}
