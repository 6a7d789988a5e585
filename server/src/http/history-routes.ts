/** A board's history over HTTP, for the table's replay: streamed as it is read, never held whole. */
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId } from '@tablee/shared/ids'
import type { HistoryHead, HistoryLine } from '@tablee/shared/wire/history'
import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import type * as Y from 'yjs'
import { allow, problemResponse, type Env } from '../access/allow.ts'
import { bucket } from '../access/limits.ts'
import type { Clock } from '../clock.ts'
import { film } from '../history/film.ts'
import type { Journal } from '../journal/port.ts'

export function historyRoutes({
  journal,
  boards,
  clock,
}: {
  journal: Pick<Journal, 'since' | 'head'>
  clock: Clock
  boards: { /** A copy of the board as committed. */ read(board: BoardId): Y.Doc }
}): Hono<Env> {
  // A long board costs a second of work: a person looks back now and then, one who asks in a loop waits.
  const looks = bucket({ clock, perSecond: 1 / 5, burst: 12 })
  return new Hono<Env>().get(
    '/api/boards/:board/history',
    allow('history.read', 'board', {
      summary:
        'How a board came about: its journal gathered into frames, as lines of JSON; what was taken back has no text',
      gives: ['application/x-ndjson'],
    }),
    (c) => {
      const wait = looks.take(c.get('session').id)
      if (wait !== null) return problemResponse(c, { code: 'too-many', retryAfter: wait })
      const board = c.get('where').board as BoardId
      const name = `board:${board}`
      const cut = journal.head(name)
      const gone = takenBack(boards.read(board))
      c.header('Content-Type', 'application/x-ndjson; charset=utf-8')
      return stream(c, async (out) => {
        const head: HistoryHead = { board, epoch: cut.epoch, rows: cut.seq }
        await out.writeln(JSON.stringify(head))
        for await (const { at, rows, who, update } of film(journal, name, cut, gone)) {
          if (out.aborted) return
          const line: HistoryLine = {
            at,
            rows,
            who,
            update: update === null ? null : Buffer.from(update).toString('base64'),
          }
          await out.writeln(JSON.stringify(line))
        }
      })
    },
  )
}

/** Words that stand withdrawn or redacted now. */
function takenBack(doc: Y.Doc): ReadonlySet<string> {
  const gone = new Set<string>()
  for (const [id, { withdrawn, redacted }] of readBoard(doc).words)
    if (withdrawn !== null || redacted !== null) gone.add(id)
  doc.destroy()
  return gone
}
