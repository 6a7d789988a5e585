/**
 * Views for observers: which rooms a link opens, and one projector per board that somebody follows. Projectors are made
 * when the first observer comes and let go a while after the last one left; a view's document outlives them in the journal.
 */
import { boardDoc, boardOf } from '@tablee/shared/documents'
import type { BoardId, DialogueId, LinkId, PhotoHash, TableId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { placeOf } from '@tablee/shared/view/place'
import type { WatchedPlace, WatchedTable, WatchList } from '@tablee/shared/view/policy'
import type { project } from '@tablee/shared/view/project'
import type { Observed } from '@tablee/shared/view/withheld'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import type { Observer, RawSocket } from './audience.ts'
import { keepAliveFrame } from './frames.ts'
import { lastEpoch, readRoom, roomName, viewPrefix, type ViewKey } from './names.ts'
import { follow } from './observe.ts'
import { systemTimers, type Dialogues, type Logger, type Timers, type WatchLinks } from './ports.ts'
import { createProjector, type Projector } from './projector.ts'

/**
 * Rows that arrive within this time are one projection, one row and one frame. All boards share the tick, so that their
 * rows share a commit. What is promised is 250 ms beyond the delay for 99 of 100; each write that is saved counts 500 times.
 */
const tick = 100
/** Stock clients hang up after 30 s of silence. */
const keepAlive = 20_000
/** A socket that neither spoke nor answered a ping for this long is gone. */
const dead = 45_000
/** A projector holds two copies of a board; it is let go when nobody has followed it for this long. */
const idle = 60_000

export type ViewsDeps = {
  readonly journal: Journal
  readonly dialogues: Dialogues
  readonly links: WatchLinks
  readonly key: ViewKey
  readonly clock: Clock
  readonly logger: Logger
  readonly timers?: Timers
  /** No epoch begins below: observers may have followed lower ones that a restored journal knows nothing of. */
  readonly firstEpoch?: number
  /**
   * Boards that were paused before this process began. One of them without a mark in its view was cut off between the two,
   * and whatever tells its view something later is not the pause: what stands there by then was never public.
   */
  readonly pausedBefore?: ReadonlySet<BoardId>
  /** Whether a dialogue is a poll or survey that came in by file. */
  readonly imported?: (dialogue: DialogueId) => boolean
  readonly project?: typeof project
}

export type Views = ReturnType<typeof createViews>

export function createViews({
  journal,
  dialogues,
  links,
  key,
  clock,
  logger,
  timers = systemTimers,
  firstEpoch = 1,
  pausedBefore = new Set(),
  imported = () => false,
  ...more
}: ViewsDeps) {
  const foundPaused = new Set(pausedBefore)
  const projectors = new Map<BoardId, Projector>()
  const idling = new Map<BoardId, () => void>()
  const dirty = new Set<Projector>()
  const stopping = new Set<Promise<void>>()
  let ticking: (() => void) | null = null
  let closed = false

  const stopFollowing = journal.follow((row) => {
    const board = boardOf(row.doc)
    if (board !== null) projectors.get(board)?.take(row)
  })
  const stopKeepAlive = timers.every(keepAlive, () => {
    for (const projector of projectors.values()) {
      projector.dropSilent(clock() - dead)
      projector.broadcast(keepAliveFrame)
    }
  })

  function projectorOf(board: BoardId, told = false): Projector {
    let projector = projectors.get(board)
    if (!projector) {
      const made: Projector = createProjector({
        board,
        journal,
        dialogues,
        key,
        clock,
        timers,
        logger,
        soon: () => soon(made),
        told,
        firstEpoch,
        ...more,
      })
      projector = made
      projectors.set(board, made)
    }
    return projector
  }

  function soon(projector: Projector): void {
    dirty.add(projector)
    ticking ??= timers.after(tick, () => {
      ticking = null
      const due = [...dirty]
      dirty.clear()
      for (const one of due) void one.flush()
    })
  }

  /** Lets a projector go once nobody has followed it for a while. */
  function rest(board: BoardId): void {
    idling.get(board)?.()
    idling.set(
      board,
      timers.after(idle, () => {
        idling.delete(board)
        const projector = projectors.get(board)
        if (!projector || projector.observers > 0 || closed) return
        projectors.delete(board)
        dirty.delete(projector)
        const stopped = projector.stop().finally(() => stopping.delete(stopped))
        stopping.add(stopped)
      }),
    )
  }

  const epochOf = (board: BoardId): number => {
    const prefix = viewPrefix(board, 'observers')
    return projectors.get(board)?.epoch ?? Math.max(1, firstEpoch, lastEpoch(journal.documents(prefix), prefix))
  }
  const roomOf = (board: BoardId, epoch: number): string => roomName(key, board, 'observers', epoch)

  /** Rooms that were asked for: naming every board of a dialogue anew for each of 600 joiners would cost. */
  const behind = new Map<string, BoardId>()

  /** The board behind a room of this dialogue, of whatever epoch. */
  function boardBehind(dialogue: DialogueId, place: string): BoardId | null {
    const asked = `${dialogue} ${place}`
    const known = behind.get(asked)
    if (known !== undefined) return known
    const found = findBoard(dialogue, place)
    if (found !== null) behind.set(asked, found)
    return found
  }

  function findBoard(dialogue: DialogueId, place: string): BoardId | null {
    for (const table of dialogues.tables(dialogue)) {
      for (const { id } of dialogues.boardsOf(table.id)) if (roomOf(id, 1).startsWith(`${place}.`)) return id
    }
    return null
  }

  /** The other sessions that this table has been in: boards that nobody has opened yet are no place to go to. */
  function earlierThan(table: TableId, board: BoardId): WatchedTable['earlier'] {
    const now = dialogues.currentBoard(table)?.id
    return dialogues
      .boardsOf(table)
      .filter(({ id }) => id !== board && id !== now && dialogues.reached(id) && journal.head(boardDoc(id)).seq > 0)
      .map(({ id, session }) => ({ session, place: placeOf(roomOf(id, 1)) }))
  }

  const watched = ({ id, number, site }: ReturnType<Dialogues['tables']>[number], board: BoardId): WatchedTable => {
    const epoch = epochOf(board)
    return {
      table: number,
      site,
      room: roomOf(board, epoch),
      epoch,
      delay: dialogues.policy(board).delayMinutes,
      earlier: earlierThan(id, board),
    }
  }

  return {
    /** `GET /api/watch/:link`, its titles in `lang` where the programme has it; null for a link that is unknown, revoked or expired. */
    list(link: string, lang?: string): WatchList | null {
      const watcher = links.byPath(link)
      const of = watcher && dialogues.dialogue(watcher.dialogue)
      if (!watcher || !of) return null
      return {
        dialogue: of.title,
        lang: of.lang,
        clock: dialogues.clock(watcher.dialogue, lang ?? of.lang),
        // At tables that came in by file nobody sits: there is nothing to follow.
        tables: (imported(watcher.dialogue) ? [] : dialogues.tables(watcher.dialogue)).flatMap((table) => {
          const board = dialogues.currentBoard(table.id)?.id
          return board ? [watched(table, board)] : []
        }),
        asked: dialogues.asked(watcher.dialogue),
        ...(imported(watcher.dialogue) ? { imported: true } : {}),
      }
    },

    /** Where a permanent link leads, in whichever session; null for a place that is none of this link's dialogue. */
    place(link: string, place: string): WatchedPlace | null {
      const watcher = links.byPath(link)
      const board = watcher && boardBehind(watcher.dialogue, place)
      if (!watcher || !board) return null
      for (const table of dialogues.tables(watcher.dialogue)) {
        const found = dialogues.boardsOf(table.id).find(({ id }) => id === board)
        if (found) return { ...watched(table, board), session: found.session }
      }
      return null
    },

    /** What observers get of this board just now: for its own table. */
    async observed(board: BoardId): Promise<Result<Observed>> {
      const projector = closed ? null : projectorOf(board)
      const seen = (await projector?.observed()) ?? null
      if (projector?.observers === 0) rest(board)
      return seen === null ? { ok: false, problem: { code: 'journal-unavailable' } } : { ok: true, value: seen }
    },

    /** The boards of this dialogue whose views show this photo now: to anyone who may follow them, and to nobody else. */
    showing: (dialogue: DialogueId, photo: PhotoHash): readonly BoardId[] =>
      dialogues
        .tables(dialogue)
        .flatMap((table) => dialogues.boardsOf(table.id))
        .flatMap(({ id }) =>
          projectors.get(id)?.shows(photo) === true && dialogues.policy(id).photos.includes(photo) ? [id] : [],
        ),

    /** Takes an upgraded socket on `/observe/:link/<room>`. */
    accept(socket: WebSocket, link: string, room: string, raw: RawSocket | null = null): void {
      const refuse = (code: number, reason: string): void => {
        socket.on('error', () => socket.terminate())
        socket.close(code, reason)
      }
      if (closed) return refuse(closeCodes.restart, 'restarting')
      const watcher = links.byPath(link)
      if (!watcher) return refuse(closeCodes.unauthorised, 'this link opens nothing')
      const named = readRoom(room)
      const board = named && boardBehind(watcher.dialogue, named.place)
      if (!named || !board) return refuse(closeCodes.unknownRoom, 'no such room')
      if (named.epoch !== epochOf(board)) return refuse(closeCodes.epochEnded, 'the view goes on under a new name')
      const observer: Observer = { socket, raw, link: watcher.id, following: false, behindSince: null, heard: clock() }
      follow(socket, observer, projectorOf(board), clock, () => rest(board))
    },

    /** Policy, consent or curtain of a board changed: its view follows at once. Resolves when that is committed and sent. */
    policyChanged(board: BoardId): Promise<void> {
      // Paused or resumed with nobody watching: what was public until now has to be known when somebody comes.
      const matters =
        projectors.has(board) ||
        dialogues.policy(board).observation === 'paused' ||
        journal.documents(viewPrefix(board, 'observers')).length > 0
      if (!matters || closed) return Promise.resolve()
      if (dialogues.policy(board).observation !== 'paused') foundPaused.delete(board)
      const projector = projectorOf(board, !foundPaused.has(board))
      if (projector.observers === 0) rest(board)
      return projector.flush()
    },

    /** Ends everything a revoked link had opened, within a second. */
    disconnect(link: LinkId): void {
      for (const projector of projectors.values())
        projector.close(closeCodes.unauthorised, 'the link was revoked', (one) => one.link === link)
    },

    /** Rows of this board were rewritten (erasure): nothing of before is held or shown on. */
    reread: (board: BoardId): Promise<void> => projectors.get(board)?.reread() ?? Promise.resolve(),

    /** A new name: anyone who follows begins anew. */
    rotate: (board: BoardId, why: string): Promise<void> => projectorOf(board).rotate(why),

    /** Observers per board, for metrics. */
    observers: (): ReadonlyMap<BoardId, number> =>
      new Map([...projectors].map(([board, { observers }]) => [board, observers])),

    async close(): Promise<void> {
      closed = true
      stopFollowing()
      stopKeepAlive()
      ticking?.()
      for (const stop of idling.values()) stop()
      const all = [...projectors.values()]
      for (const projector of all) projector.close(closeCodes.restart, 'restarting')
      await Promise.all([...all.map((projector) => projector.stop()), ...stopping])
    },
  }
}
