/** What a table's devices ask of their board over HTTP, and what an observer's link opens. */
import type { BoardId, DeviceId, SeatCode } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { Role } from '@tablee/shared/roles'
import type { WatchedPlace, WatchList } from '@tablee/shared/view/policy'
import type { Observed } from '@tablee/shared/view/withheld'
import { actionOf, type BoardCommand, type Hands } from '@tablee/shared/wire/editor'
import { Hono } from 'hono'
import { allow, problemResponse, readBytes, type Env } from '../access/allow.ts'
import { bucket } from '../access/limits.ts'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import * as schemas from './schemas.ts'

export type LiveBoards = {
  command(
    board: BoardId,
    actor: { readonly role: Role; readonly seat: SeatCode | null; readonly device: DeviceId },
    command: BoardCommand,
    /** Asked at the commit: may they still? */
    still: () => boolean,
  ): Promise<Result<{ seq: number }>>
  hands(board: BoardId, since: number): Promise<Result<Hands>>
  catchUp(
    board: BoardId,
    session: Session,
    update: Uint8Array,
    clients: readonly number[],
    epoch?: string,
  ): Promise<Result<{ seq: number; sv: string }>>
}

/** clientIDs the device wrote with, as its ticket lists them; as many as a long day of page loads makes. */
const clientsOf = (listed = ''): readonly number[] =>
  listed
    .split(',', 256)
    .map(Number)
    .filter((client) => Number.isInteger(client) && client >= 0 && client < 2 ** 32)

export function liveRoutes({
  live,
  views,
  clock,
}: {
  live: LiveBoards
  views: {
    list(link: string, lang?: string): WatchList | null
    place(link: string, place: string): WatchedPlace | null
    observed(board: BoardId): Promise<Result<Observed>>
  }
  clock: Clock
}): Hono<Env> {
  // A seat's commands: 20 a minute, 10 at once. Editors write over their socket, which has a rate of its own.
  const seats = bucket({ clock, perSecond: 20 / 60, burst: 10 })
  // One card opens as many sessions as somebody likes: together they have what eight seats have.
  const tables = bucket({ clock, perSecond: (8 * 20) / 60, burst: 80 })

  // Parts of offline spells, up to 256 KiB each: a full board comes in 43. Judging one takes its time, known or not.
  const parts = bucket({ clock, perSecond: 1, burst: 60 })
  const spells = bucket({ clock, perSecond: 4, burst: 240 })

  // A whole board is read four times over for it.
  const looks = bucket({ clock, perSecond: 0.5, burst: 6 })

  return new Hono<Env>()
    .post(
      '/api/boards/:board/commands',
      allow({ by: 'kind', is: actionOf }, 'board', {
        summary: 'Withdraw, redact, correct, curtain, release, template, put back; once per id',
        body: schemas.boardCommand,
        answer: schemas.written,
      }),
      async (c) => {
        const session = c.get('session')
        const wait = session.role === 'citizen' ? (seats.take(session.id) ?? tables.take(session.link)) : null
        if (wait !== null) return problemResponse(c, { code: 'too-many', retryAfter: wait })
        const { role, seat, device } = session
        const still = c.get('still')
        const board = c.get('where').board
        const done = await live.command(board, { role, seat, device }, c.get('body'), () => still() === null)
        return done.ok ? c.json(done.value) : problemResponse(c, done.problem)
      },
    )
    .post(
      '/api/boards/:board/catch-up',
      allow('board.edit', 'board', {
        summary: 'One part of a long offline spell: a Yjs v1 update',
        query: {
          clients: 'The device’s own clientIDs',
          epoch: 'The board’s epoch that it was made in, if that is not the present one',
        },
        takes: 'application/octet-stream',
        answer: schemas.caughtUp,
      }),
      async (c) => {
        const session = c.get('session')
        const wait = parts.take(session.id) ?? spells.take(session.link)
        if (wait !== null) return problemResponse(c, { code: 'too-many', retryAfter: wait })
        const done = await live.catchUp(
          c.get('where').board,
          session,
          await readBytes(c),
          clientsOf(c.req.query('clients')),
          c.req.query('epoch'),
        )
        return done.ok ? c.json(done.value) : problemResponse(c, done.problem)
      },
    )
    .get(
      '/api/boards/:board/hands',
      allow('canvas.put-back', 'board', {
        summary: 'Who moved or deleted something on the canvas that can be put back',
        query: { since: 'Milliseconds since 1970; else the last 30 minutes' },
        answer: schemas.hands,
      }),
      async (c) => {
        const since = Number(c.req.query('since') ?? clock() - 30 * 60_000)
        const done = await live.hands(c.get('where').board, Number.isFinite(since) ? since : 0)
        return done.ok ? c.json(done.value) : problemResponse(c, done.problem)
      },
    )
    .get(
      '/api/watch/:link',
      allow('watch.follow', 'watch', {
        summary: 'The rooms an observer’s link opens',
        query: { lang: 'Language of the programme’s titles' },
        answer: schemas.watchList,
      }),
      (c) => {
        const list = views.list(c.req.param('link'), c.req.query('lang'))
        return list === null ? problemResponse(c, { code: 'link-unknown' }) : c.json(list)
      },
    )
    .get(
      '/api/watch/:link/places/:place',
      allow('watch.follow', 'watch', {
        summary: 'Where a permanent link leads: the table, in whichever session',
        answer: schemas.watchedPlace,
      }),
      (c) => {
        const found = views.place(c.req.param('link'), c.req.param('place'))
        return found === null ? problemResponse(c, { code: 'not-found', what: 'place' }) : c.json(found)
      },
    )
    .get(
      '/api/boards/:board/observed',
      allow('view.look', 'board', {
        summary: 'What observers get of this board just now, and how much of it is withheld, never whose',
        answer: schemas.observed,
      }),
      async (c) => {
        const wait = looks.take(c.get('session').id)
        if (wait !== null) return problemResponse(c, { code: 'too-many', retryAfter: wait })
        const seen = await views.observed(c.get('where').board)
        return seen.ok ? c.json(seen.value) : problemResponse(c, seen.problem)
      },
    )
}
