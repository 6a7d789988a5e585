/**
 * A view's own document: one writer, one clientID, rows of its own in the journal. It is only ever changed by the
 * difference to what should be seen, appended and committed before anybody gets it, and after a restart it goes on from
 * its rows. Rebuilding it under the same name would corrupt every observer that kept its copy: hidden text would stay,
 * order would double, new nodes would never arrive.
 *
 * Deleted content is collected (`gc`), so the state that late joiners get holds no byte of what was hidden; the rows that
 * do hold it are read by nobody but this file.
 */
import { applyUpdate, Doc, encodeStateAsUpdate, getState, type Map as YMap } from 'yjs'
import type { BoardView } from '@tablee/shared/view/policy'
import type { AppendProblem, DocName, Journal, JournalRow } from '../journal/port.ts'
import { stateVectorOf } from './frames.ts'
import { viewWriter } from './names.ts'

/** At this many rows or bytes a checkpoint is written, as for boards. */
const checkpointRows = 500
const checkpointBytes = 256 * 1024

const roots = ['nodes', 'relations', 'words'] as const
type Entry = Readonly<Record<string, string | number | null>>

/** What a view's journal says besides updates. `frozen`: while paused, what was public is the board up to this seq; `resumed` ends it. */
export type Mark =
  | { readonly kind: 'epoch'; readonly incarnation: string; readonly board: number }
  | { readonly kind: 'frozen'; readonly seq: number }
  | { readonly kind: 'resumed' }

export type ViewDocument = ReturnType<typeof openViewDocument>

export function openViewDocument(journal: Journal, name: DocName) {
  const writer = viewWriter(name)
  let epoch = 0
  let quarantined = 0
  let doc = load()

  function load(): Doc {
    const fresh = new Doc({ gc: true })
    const loaded = journal.load(name)
    epoch = loaded.epoch
    quarantined = loaded.quarantined
    for (const update of loaded.updates) applyUpdate(fresh, update)
    // Only now: Yjs draws another clientID when it meets its own in an update.
    fresh.clientID = writer
    return fresh
  }

  /** Applies the difference between what is and what should be; null when they are the same. Not yet committed. */
  function change(view: BoardView): Uint8Array | null {
    let bytes: Uint8Array | null = null
    const take = (update: Uint8Array): void => {
      bytes = update
    }
    doc.on('update', take)
    doc.transact(() => {
      const head = doc.getMap('view')
      for (const field of ['state', 'question', 'lang'] as const)
        if (head.get(field) !== view[field]) head.set(field, view[field])
      for (const root of roots) toward(doc.getMap(root), view[root])
    })
    doc.off('update', take)
    return bytes
  }

  const clock = (): number => getState(doc.store, writer)
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
      return clock()
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
      const from = clock()
      const update = change(view)
      if (!update) return { update: null }
      const appended = await append('update', update, from, clock())
      if (!appended.ok) {
        doc.destroy()
        doc = load()
        return { problem: appended.problem }
      }
      const { rows, bytes } = journal.tail(name)
      if (rows >= checkpointRows || bytes >= checkpointBytes)
        journal.checkpoint(name, epoch, appended.row.seq, encodeStateAsUpdate(doc))
      return { update }
    },

    read: (): BoardView => readView(doc),

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

/** Sets what differs, deletes what should not be there. */
function toward(root: YMap<unknown>, wanted: Readonly<Record<string, Entry>>): void {
  for (const key of root.keys()) if (!Object.hasOwn(wanted, key)) root.delete(key)
  for (const [key, entry] of Object.entries(wanted)) if (!sameEntry(root.get(key), entry)) root.set(key, entry)
}

function sameEntry(is: unknown, wanted: Entry): boolean {
  if (typeof is !== 'object' || is === null) return false
  const now = new Map<string, unknown>(Object.entries(is))
  const fields = Object.entries(wanted)
  return now.size === fields.length && fields.every(([field, value]) => now.get(field) === value)
}

/** The last good view. Written by `change` alone, so its shape is known. */
function readView(doc: Doc): BoardView {
  const head = doc.getMap('view')
  return {
    state: (head.get('state') ?? 'paused') as BoardView['state'],
    question: String(head.get('question') ?? ''),
    lang: String(head.get('lang') ?? 'und'),
    nodes: doc.getMap('nodes').toJSON() as BoardView['nodes'],
    relations: doc.getMap('relations').toJSON() as BoardView['relations'],
    words: doc.getMap('words').toJSON() as BoardView['words'],
  }
}

function readMark(row: JournalRow): Mark[] {
  return row.kind === 'command' ? [JSON.parse(new TextDecoder().decode(row.data)) as Mark] : []
}
