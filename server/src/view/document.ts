/**
 * A view's own document: one writer, one clientID, rows of its own in the journal. It is only ever changed by the
 * difference to what should be seen, appended and committed before anybody gets it, and after a restart it goes on from
 * its rows. Rebuilding it under the same name would corrupt every observer that kept its copy: hidden text would stay,
 * order would double, new nodes would never arrive.
 *
 * Deleted content is collected (`gc`), so the state that late joiners get holds no byte of what was hidden; the rows that
 * do hold it are read by nobody but this file.
 */
import { applyUpdate, Doc, encodeStateAsUpdate, getState } from 'yjs'
import type { BoardView, ViewPolicy } from '@tablee/shared/view/policy'
import { readView } from '@tablee/shared/view/read'
import type { AppendProblem, DocName, Journal, JournalRow } from '../journal/port.ts'
import { needsCheckpoint } from '../journal/compact.ts'
import { showEntries } from './entries.ts'
import { stateVectorOf } from './frames.ts'
import { viewWriter } from './names.ts'
import { createBlocks, createNodes } from './nodes.ts'
import { showShapes } from './shapes.ts'

/** What a policy lets observers see, pause, curtain and consent aside. */
export type Allowed = Pick<ViewPolicy, 'hidden' | 'showWords' | 'showNotes' | 'photos' | 'consents'> & {
  /** Older rows do not say: there the canvas was always shown. */
  readonly showCanvas?: boolean
}

/**
 * What a view's journal says besides updates. `frozen`: while paused, what was public is the board up to this seq, as
 * far as it was allowed then (older rows do not say); `resumed` ends it. `form` of an epoch: `viewForm` as it was when it began; none stands for the first one.
 */
export type Mark =
  | { readonly kind: 'epoch'; readonly incarnation: string; readonly board: number; readonly form?: number }
  | { readonly kind: 'frozen'; readonly seq: number; readonly allowed?: Allowed }
  | { readonly kind: 'resumed' }

export type ViewDocument = ReturnType<typeof openViewDocument>

export function openViewDocument(journal: Journal, name: DocName, clock: () => number) {
  const writer = viewWriter(name)
  let epoch = 0
  let quarantined = 0
  /** Size of the state that the last checkpoint covers. */
  let covers = 0
  let doc = load()
  let nodes = createNodes(doc)
  let blocks = createBlocks(doc)
  /** What the document shows: compared in memory, because reading it at each step would cost more than the change. */
  let shown = readView(doc)

  function load(): Doc {
    const fresh = new Doc({ gc: true })
    const loaded = journal.load(name)
    epoch = loaded.epoch
    quarantined = loaded.quarantined
    covers = loaded.updates[0]?.length ?? 0
    for (const update of loaded.updates) applyUpdate(fresh, update)
    // Only now: Yjs draws another clientID when it meets its own in an update.
    fresh.clientID = writer
    return fresh
  }

  function reload(): void {
    doc.destroy()
    doc = load()
    nodes = createNodes(doc)
    blocks = createBlocks(doc)
    shown = readView(doc)
  }

  /** Applies the difference between what is and what should be; null when they are the same. Not yet committed. */
  function change(view: BoardView): Uint8Array | null {
    let bytes: Uint8Array | null = null
    const take = (update: Uint8Array): void => {
      bytes = update
    }
    const now = clock()
    doc.on('update', take)
    doc.transact((transaction) => {
      const head = doc.getMap('view')
      for (const field of ['state', 'question', 'lang', 'template'] as const)
        if (head.get(field) !== view[field]) head.set(field, view[field])
      nodes.show(shown.nodes, view.nodes, now)
      showEntries(doc.getMap('relations'), shown.relations, view.relations)
      showEntries(doc.getMap('words'), shown.words, view.words)
      blocks.show(shown.notes, view.notes, now)
      showShapes(doc.getMap('canvas'), shown.canvas, view.canvas)
      if (transaction.changed.size > 0) {
        nodes.fold(view.nodes, now)
        blocks.fold(view.notes, now)
      }
    })
    doc.off('update', take)
    shown = view
    return bytes
  }

  const written = (): number => getState(doc.store, writer)
  const append = (kind: 'update' | 'command', data: Uint8Array, from: number, to: number) =>
    journal.append({
      doc: name,
      epoch,
      kind,
      author: 'server',
      device: 'server',
      data,
      writers: to > from ? [{ client: writer, from, to }] : [],
      deps: [],
    })

  return {
    name,
    writer,
    /** Damaged rows: a copy at an observer may hold what this document lost, so the epoch has to end. */
    get damaged() {
      return quarantined > 0
    },
    get clock() {
      return written()
    },
    get size() {
      return encodeStateAsUpdate(doc).length
    },
    /** Without what the one with `clock` has already; deletions are always in it. */
    state: (since = 0): Uint8Array => encodeStateAsUpdate(doc, stateVectorOf(writer, since)),

    /**
     * Makes the document show `view` and commits that. Resolves with the update to send, null when nothing changed. On a
     * problem the document stands again as it is committed.
     */
    async show(view: BoardView): Promise<{ readonly update: Uint8Array | null } | { readonly problem: AppendProblem }> {
      const from = written()
      const update = change(view)
      if (!update) return { update: null }
      const appended = await append('update', update, from, written())
      if (!appended.ok) {
        reload()
        return { problem: appended.problem }
      }
      if (needsCheckpoint(journal.tail(name), covers)) {
        const state = encodeStateAsUpdate(doc)
        journal.checkpoint(name, epoch, appended.row.seq, state)
        covers = state.length
      }
      return { update }
    },

    read: (): BoardView => shown,

    async mark(mark: Mark): Promise<boolean> {
      return (await append('command', new TextEncoder().encode(JSON.stringify(mark)), 0, 0)).ok
    },
    /** The first mark, without reading on. */
    beginning(): Mark | null {
      for (const row of journal.since(name, epoch, 0)) return readMark(row)[0] ?? null
      return null
    },
    marks: (): Mark[] => [...journal.since(name, epoch, 0)].flatMap(readMark),

    destroy: (): void => doc.destroy(),
  }
}

function readMark(row: JournalRow): Mark[] {
  return row.kind === 'command' ? [JSON.parse(new TextDecoder().decode(row.data)) as Mark] : []
}
