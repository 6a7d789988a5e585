/** What devices ask of their document over HTTP, and what a table's ask of their board. */
import type { CoEdited, DocName } from '@tablee/shared/documents'
import type { BoardId, DeviceId, SeatCode, TableId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import type { Observed } from '@tablee/shared/view/withheld'
import * as board from '@tablee/shared/wire/board'
import type { BoardCommand, Movers } from '@tablee/shared/wire/board'
import { catchUpOf, statusOf } from '@tablee/shared/wire/document'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { oncePerTurn } from '../hold/once.ts'
import { topic } from '../hold/topics.ts'
import { versioned, type Waiting } from '../hold/waiting.ts'
import { held } from './held.ts'
import { on, routes } from './serve.ts'

export type LiveDocuments = {
  command(
    board: BoardId,
    actor: { readonly role: Role; readonly seat: SeatCode | null; readonly device: DeviceId },
    command: BoardCommand,
    /** Asked at the commit: may they still? */
    still: () => boolean,
  ): Promise<Result<{ seq: number }>>
  hands(board: BoardId, since: number): Promise<Result<Movers>>
  catchUp(
    document: DocName,
    session: Session,
    update: Uint8Array,
    clients: readonly number[],
    epoch?: string,
  ): Promise<Result<{ seq: number; sv: string }>>
  handIn(
    document: DocName,
    session: Session,
    update: Uint8Array,
    clients: readonly number[],
    epoch?: string,
  ): Promise<Result<{ sv: string }>>
  readonly documents: { status(document: DocName): Promise<{ readonly type: string } | null> }
}

/** clientIDs the device wrote with, as its ticket lists them; as many as a long day of page loads makes. */
const clientsOf = (listed = ''): readonly number[] =>
  listed
    .split(',', 256)
    .map(Number)
    .filter((client) => Number.isInteger(client) && client >= 0 && client < 2 ** 32)

/** `too-many` tells the seconds; of commands only citizens' are counted. `since` left out: the last half hour. */
export function liveRoutes({
  live,
  kinds,
  views,
  numberOf,
  waiting,
  clock,
}: {
  live: LiveDocuments
  /** Those that this hall has. */
  kinds: readonly CoEdited[]
  views: { observed(board: BoardId): Promise<Result<Observed>> }
  /** A table as people call it. */
  numberOf: (table: TableId) => number
  waiting: Waiting
  clock: Clock
}): Hono<Env> {
  // A seat's commands: 20 a minute, 10 at once. Editors write over their socket, which has a rate of its own.
  const seats = buckets({ clock, perSecond: 20 / 60, burst: 10 })
  // One card opens as many sessions as somebody likes: together they have what eight seats have.
  const tables = buckets({ clock, perSecond: (8 * 20) / 60, burst: 80 })

  // Parts of offline spells, up to 256 KiB each: a full board comes in 43. Judging one takes its time, known or not.
  const parts = buckets({ clock, perSecond: 1, burst: 60 })
  const spells = buckets({ clock, perSecond: 4, burst: 240 })

  // A whole board is read four times over for it.
  const looks = buckets({ clock, perSecond: 0.5, burst: 6 })
  // All who look at one are woken together: it is read for them once.
  const seen = oncePerTurn(async (board: BoardId, of: typeof views) => versioned(await of.observed(board)))

  return routes(
    on(
      board.boardCommands,
      ({ session: { role, seat, device }, where, body, still }) =>
        live.command(where.board, { role, seat, device }, body, () => still() === null),
      ({ session }) => (session.role === 'citizen' ? (seats.take(session.id) ?? tables.take(session.link)) : null),
    ),
    ...kinds.map((kind) =>
      on(
        catchUpOf(kind),
        async ({ session, where, query, bytes }) =>
          live.catchUp(where.document, session, await bytes(), clientsOf(query.clients), query.epoch),
        ({ session }) => parts.take(session.id) ?? spells.take(session.link),
      ),
    ),
    on(
      board.handIn,
      async ({ session, where, query, bytes }) => {
        const clients = clientsOf(query.clients)
        const done = await live.handIn(where.document, session, await bytes(), clients, query.epoch)
        if (!done.ok) return done
        return ok({
          ...done.value,
          table: where.table === null ? 0 : numberOf(where.table),
          session: where.session ?? 0,
        })
      },
      ({ session }) => parts.take(session.id) ?? spells.take(session.link),
    ),
    ...kinds.flatMap((kind) =>
      kind === 'board'
        ? []
        : on(statusOf(kind), async ({ where }) => {
            const status = await live.documents.status(where.document)
            return status === null ? fail({ code: 'not-found', what: kind }) : ok({ ...status, type: kind })
          }),
    ),
    on(board.hands, ({ where, query }) => {
      const since = Number(query.since ?? clock() - 30 * 60_000)
      return live.hands(where.board, Number.isFinite(since) ? since : 0)
    }),
    held(
      waiting,
      board.observed,
      ({ where }) => [topic.view(where.board)],
      ({ where }) => seen(where.board, views),
      ({ session }) => looks.take(session.id),
    ),
  )
}
