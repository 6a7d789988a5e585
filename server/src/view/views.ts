/**
 * Views: what links open, and a projector for each audience and board that somebody follows.
 */
import { boardOf } from '@tablee/shared/documents'
import type { BoardId, DialogueId, LinkId, PhotoHash } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { observers, policyFor, type Audience } from '@tablee/shared/view/audiences'
import type { WatchedPlace, WatchList } from '@tablee/shared/wire/watch'
import type { project } from '@tablee/shared/view/project'
import type { Observed } from '@tablee/shared/view/withheld'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { newFollower, pagesOf, type Follower, type Reads } from './followers.ts'
import { keepAliveFrame } from './frames.ts'
import { viewLog } from './log.ts'
import type { ViewKey } from './names.ts'
import { follow } from './observe.ts'
import { createPlaces } from './places.ts'
import { createPool } from './pool.ts'
import { systemTimers, type Dialogues, type Logger, type Timers, type WatchLinks } from './ports.ts'
import { createProjector, type Projector } from './projector.ts'
import { createRelay, roomsBehind } from './relay.ts'

/** Stock clients hang up after 30 s of silence. */
const keepAlive = 20_000
/** A socket that neither spoke nor answered a ping for this long is gone. */
const dead = 45_000

export type ViewsDeps = {
  readonly journal: Journal
  readonly dialogues: Dialogues
  readonly links: WatchLinks
  readonly keyOf: (board: BoardId) => ViewKey
  readonly clock: Clock
  readonly logger: Logger
  readonly timers?: Timers
  /** Whom views are for: the documents, public ids and rooms of each are its own. */
  readonly audiences: readonly Audience[]
  /** No epoch begins below: somebody may have followed lower ones that a restored journal knows nothing of. */
  readonly firstEpoch?: number
  /**
   * Boards that were paused before this process began. One of them without a mark in its view was cut off between the two,
   * and whatever tells its view something later is not the pause: what stands there by then was never public.
   */
  readonly pausedBefore?: ReadonlySet<BoardId>
  /** Whether a dialogue is a poll or survey that came in by file. */
  readonly imported?: (dialogue: DialogueId) => boolean
  /** Whether an audience ever had a card here: of what nobody could watch no last good view is kept. */
  readonly opened?: (audience: Audience) => boolean
  readonly project?: typeof project
  /** Of each update that is let out: see the projector's. */
  readonly lag?: ((ms: number) => void) | undefined
  /** False: what stands here may be hidden elsewhere by now, and nobody is shown it. Left out: it never is. */
  readonly holds?: (() => boolean) | undefined
}

/**
 * How a socket came in: the stream below it, the dialogue in its address, of which its link has to be, and what its page calls
 * itself (`pageIn`), and in which language it reads (`langIn`).
 */
type Way = Partial<Pick<Follower, 'raw' | 'page' | 'lang'>> & { readonly within?: DialogueId | null }

function sendAway(socket: WebSocket, code: number, reason: string): void {
  socket.on('error', () => socket.terminate())
  socket.close(code, reason)
}

export type Views = ReturnType<typeof createViews>

/**
 * Audiences that are not listed have no views. Takes sockets and follows the journal until `close`, which is to be
 * awaited. `firstEpoch` of a server that was never restored is 1.
 */
export function createViews({
  journal,
  dialogues,
  links,
  keyOf,
  clock,
  logger,
  timers = systemTimers,
  audiences,
  firstEpoch = 1,
  pausedBefore = new Set(),
  imported = () => false,
  opened = () => true,
  ...more
}: ViewsDeps) {
  const log = viewLog(journal, logger)
  const foundPaused = new Set(pausedBefore)
  const counting = new Set<(board: BoardId) => void>()
  const recounted = (board: BoardId): void => counting.forEach((listener) => listener(board))
  let closed = false
  const followersOf = (board: BoardId) => audiences.flatMap((audience) => pool.get(audience, board)?.followers ?? [])
  const pool = createPool(timers, (audience, board, soon, told) => {
    const made = createProjector({
      board,
      audience,
      log,
      policyNow: () => policyOf(audience)(board),
      key: keyOf(board),
      clock,
      timers,
      logger,
      told,
      firstEpoch,
      soon: () => soon(made),
      ...more,
    })
    return made
  })
  const places = new Map(
    audiences.map((audience) => [
      audience,
      createPlaces({
        dialogues: { ...dialogues, policy: policyOf(audience) },
        keyOf,
        audience,
        imported,
        epochOf: (board) => epochOf(audience, board),
        written: (board) => log.head(board).seq > 0,
      }),
    ]),
  )

  const stopFollowing = journal.follow((row) => {
    const board = boardOf(row.doc)
    if (board !== null) for (const audience of audiences) pool.get(audience, board)?.take(row)
  })
  const stopKeepAlive = timers.every(keepAlive, () => {
    for (const projector of pool.all()) {
      projector.followers.dropSilent(clock() - dead)
      projector.followers.broadcast(keepAliveFrame)
    }
  })

  function policyOf(audience: Audience): Dialogues['policy'] {
    return (board) => policyFor(audience, dialogues.policy(board))
  }
  function epochOf(audience: Audience, board: BoardId): number {
    return pool.get(audience, board)?.epoch ?? Math.max(1, firstEpoch, log.lastEpoch(board, audience))
  }
  /** For nobody who follows it: it is let go after a while. */
  function unwatched(audience: Audience, board: BoardId, told = false): Projector {
    const projector = pool.of(audience, board, told)
    if (projector.followers.size === 0) pool.rest(projector)
    return projector
  }

  const behind = roomsBehind((audience) => places.get(audience), epochOf)

  return {
    /** `GET /api/watch/:link`; null for a link that is unknown, revoked or expired. */
    list(link: string, lang?: string): WatchList | null {
      const watcher = links.byPath(link)
      return (watcher && places.get(watcher.audience)?.list(watcher.dialogue, lang)) ?? null
    },

    /** The same for all of an audience, in the programme's own language. */
    listOf: (audience: Audience, dialogue: DialogueId): WatchList | null =>
      places.get(audience)?.list(dialogue) ?? null,

    /** The board that is in a room of an audience now, or why there is none. */
    behind,

    /** Null for a place that is none of this link's dialogue. */
    place(link: string, place: string): WatchedPlace | null {
      const watcher = links.byPath(link)
      return (watcher && places.get(watcher.audience)?.place(watcher.dialogue, place)) ?? null
    },

    /** What an audience gets of this board just now: for its own table, which decides it for observers. */
    async observed(board: BoardId, audience = observers): Promise<Result<Observed>> {
      const seen = closed ? null : await unwatched(audience, board).observed()
      return seen === null ? { ok: false, problem: { code: 'journal-unavailable' } } : { ok: true, value: seen }
    },

    /** The same without what is withheld; null while it cannot be said. */
    seen: async (board: BoardId, audience = observers) => (closed ? null : unwatched(audience, board).seen()),

    /** The boards of this dialogue whose views show this photo to an audience now: to anyone who may follow them, and to nobody else. */
    showing: (audience: Audience, dialogue: DialogueId, photo: PhotoHash): readonly BoardId[] =>
      dialogues
        .tables(dialogue)
        .flatMap((table) => dialogues.boardsOf(table.id))
        .flatMap(({ id }) =>
          pool.get(audience, id)?.shows(photo) === true && dialogues.policy(id).photos.includes(photo) ? [id] : [],
        ),

    /** Takes an upgraded socket on `/observe/:link/<room>`. */
    accept(socket: WebSocket, link: string, room: string, { within = null, ...way }: Way = {}): void {
      const refuse = (code: number, reason: string): void => sendAway(socket, code, reason)
      if (closed) return refuse(closeCodes.restart, 'restarting')
      const watcher = links.byPath(link)
      if (!watcher || (within !== null && within !== watcher.dialogue))
        return refuse(closeCodes.unauthorised, 'this link opens nothing')
      const { id, dialogue, audience } = watcher
      const board = behind(audience, dialogue, room)
      if (typeof board !== 'string') return refuse(board.code, board.reason)
      const follower = newFollower(socket, id, way, clock())
      const projector = pool.of(audience, board)
      follow(socket, follower, projector, clock, () => {
        pool.rest(projector)
        recounted(board)
      })
      recounted(board)
    },

    /** For a watch node: a room once, for all who follow it there. */
    relay: createRelay({ audiences, pool, behind, recounted, clock, closed: () => closed }),

    /** How many pages follow one of these boards just now, whoever they are; `reads`: of those who say that they read such a language. */
    watching: (boards: readonly BoardId[], reads?: Reads): number => pagesOf(boards.flatMap(followersOf), reads),
    followers: pool.followers,
    /** Called when somebody comes to a board or leaves it. */
    onWatching(listener: (board: BoardId) => void): () => void {
      counting.add(listener)
      return () => counting.delete(listener)
    },

    /** Policy, consent or curtain of a board changed: its view follows at once. Resolves when that is committed and sent. */
    async policyChanged(board: BoardId): Promise<void> {
      // Paused or resumed with nobody watching: what was public until now has to be known when somebody comes.
      const paused = dialogues.policy(board).observation === 'paused'
      const matters = (audience: Audience): boolean =>
        pool.get(audience, board) !== undefined || (paused && opened(audience)) || log.lastEpoch(board, audience) > 0
      const theirs = closed ? [] : audiences.filter(matters)
      if (!paused && theirs.length > 0) foundPaused.delete(board)
      const told = !foundPaused.has(board)
      await Promise.all(theirs.map((audience) => unwatched(audience, board, told).flush()))
    },

    /** Ends everything a revoked link had opened, within a second. */
    disconnect(link: LinkId): void {
      for (const projector of pool.all())
        projector.followers.close(closeCodes.unauthorised, 'the link was revoked', (one) => one.link === link)
    },

    /** Rows of this board were rewritten (erasure): nothing of before is held or shown on. */
    reread: async (board: BoardId): Promise<void> =>
      void (await Promise.all(audiences.map((audience) => pool.get(audience, board)?.reread()))),

    /** A new name: anyone who follows begins anew. */
    rotate: (board: BoardId, why: string, audience = observers): Promise<void> => pool.of(audience, board).rotate(why),

    /** Who watches is told to come again, here or elsewhere: nobody here knows any more what may be seen. */
    letGo: (): void => pool.letGo(closeCodes.slow, 'nothing new is heard here'),
    async close(): Promise<void> {
      closed = true
      stopFollowing()
      log.close()
      stopKeepAlive()
      pool.letGo(closeCodes.restart, 'restarting')
      await pool.close()
    },
  }
}
