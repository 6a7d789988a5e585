/**
 * All that views ask of the journal. What reads rows is asynchronous, because a log may lie on another machine; what the
 * journal has in memory, and which views there are, is known at once.
 */
import { boardDoc, idIn, prefixOf } from '@tablee/shared/documents'
import type { BoardId } from '@tablee/shared/ids'
import type { Audience } from '@tablee/shared/view/audiences'
import { needsCheckpoint } from '../journal/compact.ts'
import type { Appended, DocName, Entry, Journal, JournalRow, Loaded } from '../journal/port.ts'
import { markOf, type Mark } from './marks.ts'
import { epochOfView, viewPrefix } from './names.ts'
import type { Logger } from './ports.ts'

/** What the rows of a view's document say besides. */
export type Marks = {
  /** That of its first row. */
  readonly beginning: Mark | null
  readonly all: readonly Mark[]
}

export type ViewLog = ReturnType<typeof viewLog>

/**
 * Follows the journal until `close`. Reading rejects as the journal does; a checkpoint that cannot be written is
 * logged, and nothing is lost by it.
 */
export function viewLog(journal: Journal, logger: Pick<Logger, 'error'>) {
  /** The newest epoch of each view, by what its documents' names begin with. */
  const newest = new Map<string, number>()
  function note(name: DocName): void {
    const view = epochOfView(name)
    if (view !== null) newest.set(view.prefix, Math.max(view.epoch, newest.get(view.prefix) ?? 0))
  }
  journal.documents(prefixOf('view')).forEach(note)
  const keeping = new Set<DocName>()
  const stop = journal.follow(({ doc, seq }) => {
    if (seq === 1 && idIn('view', doc) !== null) note(doc)
  })

  return {
    incarnation: journal.incarnation,
    /** 0 where there is none yet. */
    lastEpoch: (board: BoardId, audience: Audience): number => newest.get(viewPrefix(board, audience)) ?? 0,
    /** The board itself, as far as it is committed. */
    head: (board: BoardId): { readonly epoch: number; readonly seq: number } => journal.head(boardDoc(board)),
    /** The board's rows after one, in order. */
    async rows(board: BoardId, epoch: number, after: number, take: (row: JournalRow) => void): Promise<void> {
      for await (const row of journal.read(boardDoc(board), epoch, after)) take(row)
    },
    /** A view's own document. */
    load: (name: DocName): Promise<Loaded> => journal.load(name),
    empty: (name: DocName): boolean => journal.head(name).seq === 0,
    async marks(name: DocName): Promise<Marks> {
      const marks: (Mark | null)[] = []
      for await (const row of journal.read(name, journal.head(name).epoch, 0)) marks.push(markOf(row))
      return { beginning: marks[0] ?? null, all: marks.filter((mark) => mark !== null) }
    },
    append: (entry: Entry): Promise<Appended> => journal.append(entry),
    /**
     * A checkpoint where one is due, beside the view's steps: what protects people does not wait for it. One at a time for
     * each document. `covers`: bytes of the state that the last one holds; answered anew.
     */
    async keep(name: DocName, epoch: number, seq: number, covers: number, state: () => Uint8Array): Promise<number> {
      if (keeping.has(name) || !needsCheckpoint(journal.tail(name), covers)) return covers
      const bytes = state()
      keeping.add(name)
      try {
        await journal.checkpoint(name, epoch, seq, bytes)
        return bytes.length
      } catch (cause) {
        // Nothing is lost by it: the rows are there.
        logger.error({ doc: name, seq, cause: String(cause) }, 'view: no checkpoint')
        return covers
      } finally {
        keeping.delete(name)
      }
    },
    close: stop,
  }
}
