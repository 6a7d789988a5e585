/**
 * Everybody who follows one view: the same bytes to all of them, encoded once. A slow reader is not waited for: it is
 * passed over until its socket has drained and then gets one full state, and one that never drains is ended.
 */
import type { LinkId } from '@tablee/shared/ids'
import { binaryFrame } from '../ops/frame.ts'
import type { Timers } from './ports.ts'

/** What this needs of a WebSocket (`ws`). */
export type Socket = {
  readonly bufferedAmount: number
  readonly readyState: number
  send(data: Uint8Array, options: { binary: true; compress: false }): void
  close(code: number, reason?: string): void
  ping(): void
  terminate(): void
}

/** The stream below a WebSocket. */
export type RawSocket = { write(data: Uint8Array): unknown }

export type Follower = {
  readonly socket: Socket
  /** Takes bytes that are framed already, which halves what 500 sends of one frame cost; null: `socket` frames each. */
  readonly raw: RawSocket | null
  /** Null: a watch node, for all who follow it there. */
  readonly link: LinkId | null
  /** Of a watch node: who follows it there. */
  readonly viewers?: Iterable<Viewer>
  /** The page that follows, as it calls itself; null for one that does not say. Only to count: it proves nothing. */
  readonly page: string | null
  /** In which language it reads, as it says; null: it does not. */
  readonly lang: string | null
  /** False until its first state was sent: an update before it would be kept as pending garbage. */
  following: boolean
  /** Since when frames are passed over, or null. */
  behindSince: number | null
  /** When it last spoke or answered a ping. */
  heard: number
}

/** A page that follows at a watch node: one and the same for all that it follows there. */
export type Viewer = { readonly lang: string | null }

/** Not following yet: as it came in, of which it may say nothing. */
export const newFollower = (
  socket: Socket,
  link: LinkId | null,
  { raw = null, page = null, lang = null }: Partial<Pick<Follower, 'raw' | 'page' | 'lang'>>,
  now: number,
): Follower => ({ socket, raw, link, page, lang, following: false, behindSince: null, heard: now })

/** Whether a language is one that is meant. */
export type Reads = (lang: string) => boolean

export const slowness = {
  /** Bytes waiting in the process at which a follower is passed over. */
  behind: 1024 * 1024,
  /** Bytes at which it counts as drained. */
  drained: 64 * 1024,
  /** Bytes and time at which it is ended: one paused phone must not hold megabytes of the hall's memory. */
  tooMuch: 4 * 1024 * 1024,
  tooLong: 10_000,
  /** How often the passed over are looked at. */
  look: 250,
  /** A socket that does not answer its close is destroyed: revoking takes effect within a second. */
  closing: 800,
} as const

const open = 1
const options = { binary: true, compress: false } as const

/** `state` gives the frame of the full committed state, null while a commit is under way; asked for when somebody caught up. */
export function createFollowers({
  timers,
  now,
  state,
}: {
  timers: Timers
  now: () => number
  state: () => Uint8Array | null
}) {
  const followers = new Set<Follower>()
  let looking: (() => void) | null = null

  function end(follower: Follower): void {
    followers.delete(follower)
    follower.socket.terminate()
  }

  function pass(follower: Follower): void {
    follower.behindSince ??= now()
    looking ??= timers.every(slowness.look, look)
  }

  /**
   * Sends, or passes over anyone who has too much waiting. True when the frame went out. `framed`: the same, framed
   * already, for a state that a whole hall asks for.
   */
  function send(follower: Follower, frame: Uint8Array, framed: Uint8Array | null = null): boolean {
    const { socket } = follower
    if (socket.readyState !== open) return false
    if (socket.bufferedAmount > slowness.tooMuch) {
      end(follower)
      return false
    }
    if (follower.behindSince !== null || socket.bufferedAmount > slowness.behind) {
      pass(follower)
      return false
    }
    if (follower.raw !== null && framed !== null) follower.raw.write(framed)
    else socket.send(frame, options)
    return true
  }

  function look(): void {
    let behind = 0
    for (const follower of followers) {
      if (follower.behindSince === null) continue
      const { socket } = follower
      if (socket.bufferedAmount > slowness.tooMuch || now() - follower.behindSince > slowness.tooLong) end(follower)
      else {
        const frame = socket.bufferedAmount > slowness.drained ? null : state()
        if (frame === null) behind += 1
        else {
          follower.behindSince = null
          socket.send(frame, options)
        }
      }
    }
    if (behind === 0) {
      looking?.()
      looking = null
    }
  }

  return {
    get size() {
      return followers.size
    },
    [Symbol.iterator]: (): Iterator<Follower> => followers.values(),
    add: (follower: Follower): void => void followers.add(follower),
    remove: (follower: Follower): void => void followers.delete(follower),
    send,
    broadcast(frame: Uint8Array): void {
      const framed = binaryFrame(frame)
      for (const follower of followers) if (follower.following) send(follower, frame, framed)
    },
    /** Ends those whom `who` names (all by default) with a close code, and the sockets that don't answer it. */
    close(code: number, reason: string, who: (follower: Follower) => boolean = () => true): void {
      const closed = [...followers].filter(who)
      for (const follower of closed) {
        followers.delete(follower)
        follower.socket.close(code, reason)
      }
      if (closed.length > 0) timers.after(slowness.closing, () => closed.forEach(({ socket }) => socket.terminate()))
    },
    /** Ends who was last heard before `since`, and pings the others. */
    dropSilent(since: number): void {
      for (const follower of followers) {
        if (follower.heard < since) end(follower)
        else if (follower.socket.readyState === open) follower.socket.ping()
      }
    },
    stop(): void {
      looking?.()
      looking = null
    },
  }
}

/**
 * How many pages these are: one that follows several views is one, of those that do not say each is one. `reads`: of those alone
 * who say that they read such a language.
 */
export function pagesOf(views: readonly Iterable<Follower>[], reads?: Reads): number {
  const pages = new Set<string | Follower | Viewer>()
  const counts = ({ lang }: Viewer): boolean => reads === undefined || (lang !== null && reads(lang))
  for (const view of views)
    for (const follower of view) {
      if (follower.viewers !== undefined) {
        for (const viewer of follower.viewers) if (counts(viewer)) pages.add(viewer)
      } else if (counts(follower)) pages.add(follower.page === null ? follower : `${follower.link} ${follower.page}`)
    }
  return pages.size
}
