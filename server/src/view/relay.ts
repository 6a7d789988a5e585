/** A view as it is sent to a watch node: to one follower more, which stands for all who follow it there. */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Audience } from '@tablee/shared/view/audiences'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { Clock } from '../clock.ts'
import { newFollower, type Follower, type Socket, type Viewer } from './followers.ts'
import { readRoom } from './names.ts'
import type { createPlaces } from './places.ts'
import type { createPool } from './pool.ts'

/** Why a room is not to be followed, as its socket is told it. */
export type Refusal = { readonly code: number; readonly reason: string }

/** The board behind a room of an audience, in the epoch that it is in. */
export const roomsBehind =
  (
    places: (audience: Audience) => Pick<ReturnType<typeof createPlaces>, 'boardBehind'> | undefined,
    epochOf: (audience: Audience, board: BoardId) => number,
  ) =>
  (audience: Audience, dialogue: DialogueId, room: string): BoardId | Refusal => {
    const named = readRoom(room)
    const board = named && places(audience)?.boardBehind(dialogue, named.place)
    if (!named || !board) return { code: closeCodes.unknownRoom, reason: 'no such room' }
    if (named.epoch === epochOf(audience, board)) return board
    return { code: closeCodes.epochEnded, reason: 'the view goes on under a new name' }
  }

/** A room that a watch node follows. */
export type Relay = {
  /** The one clientID that writes it. */
  readonly writer: number
  /** What the node's copy lacks is sent, and from then on what comes. */
  ask(since: number): void
  /** The node was heard. */
  heard(): void
  /** Others follow it there by now. */
  recounted(): void
  leave(): void
}

/**
 * `audience` by its name, `viewers` as they are whenever they are counted. What is sent is what `socket` would be sent as an
 * observer's.
 */
export const createRelay =
  ({
    audiences,
    pool,
    behind,
    recounted,
    clock,
    closed,
  }: {
    readonly audiences: readonly Audience[]
    readonly pool: Pick<ReturnType<typeof createPool>, 'of' | 'rest'>
    readonly behind: ReturnType<typeof roomsBehind>
    readonly recounted: (board: BoardId) => void
    readonly clock: Clock
    readonly closed: () => boolean
  }) =>
  (
    socket: Socket,
    dialogue: DialogueId,
    audience: string,
    room: string,
    viewers: Iterable<Viewer>,
  ): Relay | Refusal => {
    if (closed()) return { code: closeCodes.restart, reason: 'restarting' }
    const theirs = audiences.find(({ name }) => name === audience)
    if (theirs === undefined) return { code: closeCodes.unknownRoom, reason: 'no such room' }
    const board = behind(theirs, dialogue, room)
    if (typeof board !== 'string') return board
    const follower: Follower = { ...newFollower(socket, null, {}, clock()), viewers }
    const projector = pool.of(theirs, board)
    projector.followers.add(follower)
    return {
      writer: projector.writer,
      ask: (since) => projector.join(follower, since),
      heard: () => void (follower.heard = clock()),
      recounted: () => recounted(board),
      leave() {
        projector.leave(follower)
        pool.rest(projector)
        recounted(board)
      },
    }
  }
