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
import type { BoardView } from '@tablee/shared/view/policy'
import { readView } from '@tablee/shared/view/read'
import type { AppendProblem, DocName, Loaded } from '../journal/port.ts'
import { shapeEntry, showEntries } from './entries.ts'
import { stateVectorOf } from './frames.ts'
import type { ViewLog } from './log.ts'
import { bytesOf, type Mark } from './marks.ts'
import { viewWriter } from './names.ts'
import { createBlocks, createNodes } from './nodes.ts'

export type ViewDocument = Awaited<ReturnType<typeof openViewDocument>>
type Shown = { readonly update: Uint8Array | null } | { readonly problem: AppendProblem }

/** The document as it is committed, and what is known of it. */
function copyOf({ updates, epoch, quarantined }: Loaded, writer: number) {
  const doc = new Doc({ gc: true })
  for (const update of updates) applyUpdate(doc, update)
  // Only now: Yjs draws another clientID when it meets its own in an update.
  doc.clientID = writer
  return {
    doc,
    epoch,
    quarantined,
    nodes: createNodes(doc),
    blocks: createBlocks(doc),
    /** What the document shows: compared in memory, because reading it at each step would cost more than the change. */
    shown: readView(doc),
    /** Size of the state that the last checkpoint covers. */
    covers: updates[0]?.length ?? 0,
  }
}

/**
 * Reads the document's rows first. Calls of `show` must not overlap; rejects where the rows cannot be read anew after a
 * problem. Its size and state are as committed once `show` has answered. Destroy it.
 */
export async function openViewDocument(log: ViewLog, name: DocName, clock: () => number) {
  const writer = viewWriter(name)
  let copy = copyOf(await log.load(name), writer)

  /** Applies the difference between what is and what should be; null when they are the same. Not yet committed. */
  function change(view: BoardView): Uint8Array | null {
    const { doc, nodes, blocks, shown } = copy
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
      showEntries(doc.getMap('canvas'), shown.canvas, view.canvas, shapeEntry)
      if (transaction.changed.size > 0) {
        nodes.fold(view.nodes, now)
        blocks.fold(view.notes, now)
      }
    })
    doc.off('update', take)
    copy.shown = view
    return bytes
  }

  const written = (): number => getState(copy.doc.store, writer)
  const append = (kind: 'update' | 'command', data: Uint8Array, from: number, to: number) =>
    log.append({
      doc: name,
      epoch: copy.epoch,
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
      return copy.quarantined > 0
    },
    get clock() {
      return written()
    },
    get size() {
      return encodeStateAsUpdate(copy.doc).length
    },
    /** Without what the one with `clock` has already; deletions are always in it. */
    state: (since = 0): Uint8Array => encodeStateAsUpdate(copy.doc, stateVectorOf(writer, since)),

    /**
     * Makes the document show `view` and commits that. Resolves with the update to send, null when nothing changed. On a
     * problem the document stands again as it is committed.
     */
    async show(view: BoardView): Promise<Shown> {
      const from = written()
      const update = change(view)
      if (!update) return { update: null }
      const appended = await append('update', update, from, written())
      if (!appended.ok) {
        const committed = await log.load(name)
        copy.doc.destroy()
        copy = copyOf(committed, writer)
        return { problem: appended.problem }
      }
      const { doc, epoch, covers } = copy
      const of = copy
      void log
        .keep(name, epoch, appended.row.seq, covers, () => encodeStateAsUpdate(doc))
        .then((now) => {
          of.covers = now
        })
      return { update }
    },

    read: (): BoardView => copy.shown,
    mark: async (mark: Mark): Promise<boolean> => (await append('command', bytesOf(mark), 0, 0)).ok,
    destroy: (): void => copy.doc.destroy(),
  }
}
