/**
 * A dialogue as a watch node has it: which links live, the rooms that somebody follows here, and a line to whoever has the
 * hall. It goes on over a change of hands, for as long as it may (`freshness`).
 */
import type { DialogueId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { WebSocket } from 'ws'
import type { Clock } from '../clock.ts'
import { newFollower, type Follower } from '../view/followers.ts'
import { readRoom } from '../view/names.ts'
import { follow } from '../view/observe.ts'
import type { Timers } from '../view/ports.ts'
import { createFreshness, patience, type Standing } from './freshness.ts'
import { createLine } from './line.ts'
import type { LinkTold } from './messages.ts'
import type { Owner, Signs } from './ports.ts'
import { createRooms, type Rooms } from './rooms.ts'

/** How often (ms) the owner is asked whether it is there, and told who watches; as for observers of one machine. */
const pace = { ping: 400, count: 500, sweep: 5_000, alive: 20_000 } as const

export type WatchedDialogue = ReturnType<typeof watchDialogue>

type Options = {
  readonly dialogue: DialogueId
  readonly signs: Signs
  readonly timers: Timers
  /** Of followers. */
  readonly clock: Clock
  /** Monotonic (ms). */
  readonly now: () => number
  /** A link has ended, or nobody may be told anything any more: whoever waits is looked at anew. */
  readonly ended: () => void
  readonly warn: (detail: object, message: string) => void
  /** Somebody is sent away because the log is not heard. */
  readonly refused: () => void
}

/** Told by `owned` who has the hall, and asks nobody before. `tick` it ten times a second; `close` it. */
export function watchDialogue({ dialogue, signs, timers, clock, now, ended, warn, refused }: Options) {
  const fresh = createFreshness(now)
  const began = now()
  let closed = false
  let shown: Standing = 'closed'
  const last = { ping: 0, count: 0, sweep: 0, alive: 0 }
  let waiting: (() => void)[] = []
  function changed(): void {
    const woken = waiting
    waiting = []
    for (const go of woken) go()
  }
  const line = createLine({
    dialogue,
    signs,
    now,
    fresh,
    rooms: (): Rooms => rooms,
    revoked(links) {
      rooms.revoked(links)
      ended()
    },
    heard: changed,
    warn,
  })
  const rooms: Rooms = createRooms({
    timers,
    clock,
    say: line.say,
    living: (audience) => [...(line.links?.values() ?? [])].find((link) => link.audience === audience)?.hash ?? null,
  })

  function look(): void {
    const standing = fresh.standing()
    if (standing === 'closed' && rooms.size > 0) {
      rooms.endAll(closeCodes.away, 'the log is not heard')
      line.cut()
    }
    if (standing !== shown && standing !== 'open') ended()
    shown = standing
    // One board that cannot be shown there keeps nobody else waiting.
    if ((line.age() ?? 0) > patience.inStep) rooms.endBehind()
  }
  const due = (what: keyof typeof last, at: number): boolean => {
    if (at - last[what] < pace[what]) return false
    last[what] = at
    return true
  }

  /** Whoever comes first waits a moment for it to be open; who comes later is told at once that it is not. */
  async function opened(): Promise<boolean> {
    const until = began + patience.joins
    while (!closed && (line.links === null || fresh.standing() !== 'open')) {
      const left = until - now()
      if (left <= 0) return false
      await new Promise<void>((go) => {
        const stop = timers.after(left, go)
        waiting.push(() => (stop(), go()))
      })
    }
    return !closed
  }

  return {
    dialogue,
    get rooms() {
      return rooms.size
    },
    get owner() {
      return line.owner
    },
    age: fresh.age,
    standing: fresh.standing,
    opened,
    /** A link that lives. */
    link: (hash: string): LinkTold | null => line.links?.get(hash) ?? null,
    /** Whether an audience is shown this photo here just now. */
    shows: rooms.shows,

    /** Who has the hall, as the log says to a question of then; null: nobody, nor who could. */
    owned(by: Owner | null, then: number): void {
      fresh.logAnswered(then)
      if (by !== null && !closed) line.owned(by, then)
    },

    /** Takes an observer's socket, which reads nothing until it is known where it goes. */
    async accept(
      socket: WebSocket,
      hash: string,
      name: string,
      way: Partial<Pick<Follower, 'raw' | 'page' | 'lang'>>,
    ): Promise<void> {
      socket.pause()
      const refuse = (code: number, reason: string): void => {
        socket.resume()
        socket.close(code, reason)
      }
      if (!(await opened())) {
        refused()
        return refuse(closeCodes.away, 'the log is not heard')
      }
      const link = line.links?.get(hash)
      if (link === undefined) return refuse(closeCodes.unauthorised, 'this link opens nothing')
      // Said to the owner, it would end the line for all who watch here.
      if (readRoom(name) === null) return refuse(closeCodes.unknownRoom, 'no such room')
      const room = rooms.come(link.audience, name)
      const refusal = (await room.there) ?? room.over
      if (refusal !== null) return refuse(refusal.code, refusal.reason)
      // It may have ended while the room was asked for.
      if (line.links?.has(hash) !== true) return refuse(closeCodes.unauthorised, 'this link opens nothing')
      const count = (): void => rooms.counting.changed(room)
      follow(socket, newFollower(socket, link.id, way, clock()), room.followed, clock, count)
      count()
      socket.resume()
    },

    tick(): void {
      if (closed) return
      const at = now()
      if (due('ping', at)) line.ping()
      if (due('count', at)) rooms.counting.tell()
      if (due('sweep', at)) rooms.sweep(at)
      if (due('alive', at)) rooms.keepAlive()
      look()
    },

    /** Who follows is told to come again, elsewhere. */
    close(): void {
      closed = true
      rooms.endAll(closeCodes.restart, 'restarting')
      line.cut()
      changed()
    },
  }
}
