/** A board's history over HTTP, for the table's replay: streamed as it is read, never held whole. */
import { boardDoc } from '@tablee/shared/documents'
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId } from '@tablee/shared/ids'
import { fail } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/replay'
import type { HistoryHead, HistoryLine } from '@tablee/shared/wire/replay'
import type { Hono } from 'hono'
import { stream } from 'hono/streaming'
import type * as Y from 'yjs'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { film } from '../history/film.ts'
import type { Journal } from '../journal/port.ts'
import { on, routes } from './serve.ts'

/** A film of 8 MiB at 70 KiB a second. */
const longest = 120_000
const mostOfSession = 2
/** The phones of a table, and some. */
const mostOfLink = 12

/**
 * Ends early when the reader is gone, when they may not any more, or after two minutes. `too-many` beyond two films at
 * once of a session, or twelve of a link.
 */
export function historyRoutes({
  journal,
  boards,
  clock,
}: {
  journal: Pick<Journal, 'read' | 'head'>
  clock: Clock
  boards: { /** A copy of the board as committed. */ read(board: BoardId): Promise<Y.Doc> }
}): Hono<Env> {
  // A long board costs a second of work: a person looks back now and then, one who asks in a loop waits. A card opens as
  // many sessions as somebody likes: together they have what a table's phones have.
  const looks = buckets({ clock, perSecond: 1 / 5, burst: 12 })
  const tables = buckets({ clock, perSecond: 1 / 2, burst: 24 })
  /** How many are read now, per session and per link: each holds a board in memory for as long as its reader takes. */
  const open = new Map<string, number>()
  const enter = (...places: readonly (readonly [key: string, most: number])[]): (() => void) | null => {
    if (places.some(([key, most]) => (open.get(key) ?? 0) >= most)) return null
    for (const [key] of places) open.set(key, (open.get(key) ?? 0) + 1)
    return () => {
      for (const [key] of places) {
        const left = (open.get(key) ?? 1) - 1
        if (left > 0) open.set(key, left)
        else open.delete(key)
      }
    }
  }
  return routes(
    on(
      wire.history,
      async ({ c, session: { id, link }, where: { board }, still }) => {
        const leave = enter([`session ${id}`, mostOfSession], [`link ${link}`, mostOfLink])
        if (leave === null) return fail({ code: 'too-many', retryAfter: 5 })
        const name = boardDoc(board)
        const cut = journal.head(name)
        const gone = await boards.read(board).then(takenBack, (cause: unknown) => {
          leave()
          throw cause
        })
        c.header('Content-Type', 'application/x-ndjson; charset=utf-8')
        return stream(c, async (out) => {
          // What is read by then is read: nothing goes on for a reader who stopped, or who was sent away meanwhile.
          const late = deadline(longest)
          try {
            const head: HistoryHead = { board, epoch: cut.epoch, rows: cut.seq }
            await out.writeln(JSON.stringify(head))
            for await (const { at, rows, who, update } of film(journal, name, cut, gone)) {
              if (out.aborted || late.passed() || still() !== null) return
              const line: HistoryLine = {
                at,
                rows,
                who,
                update: update === null ? null : Buffer.from(update).toString('base64'),
              }
              await Promise.race([out.writeln(JSON.stringify(line)), late.reached])
            }
          } finally {
            late.stop()
            leave()
          }
        })
      },
      ({ session }) => looks.take(session.id) ?? tables.take(session.link),
    ),
  )
}

function deadline(ms: number): { readonly reached: Promise<void>; passed(): boolean; stop(): void } {
  let passed = false
  let timer: NodeJS.Timeout | null = null
  const reached = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      passed = true
      resolve()
    }, ms)
  })
  return { reached, passed: () => passed, stop: () => timer !== null && clearTimeout(timer) }
}

/** Words that stand withdrawn or redacted now. */
function takenBack(doc: Y.Doc): ReadonlySet<string> {
  const gone = new Set<string>()
  for (const [id, { withdrawn, redacted }] of readBoard(doc).words)
    if (withdrawn !== null || redacted !== null) gone.add(id)
  doc.destroy()
  return gone
}
