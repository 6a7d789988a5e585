/** The rooms that somebody follows here, each once for each audience, on whichever line there is. */
import type { PhotoHash } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { LinkId } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import { keepAliveFrame } from '../view/frames.ts'
import type { Timers } from '../view/ports.ts'
import { createCounting } from './counting.ts'
import type { FromWatch } from './messages.ts'
import { createRoom, type Room } from './room.ts'

/** A room that nobody follows is let go after a while (ms). */
const idle = 30_000
/** As for observers of one machine (`view/views`). */
const dead = 45_000

export type Rooms = ReturnType<typeof createRooms>

type Options = {
  readonly timers: Timers
  readonly clock: Clock
  readonly say: (word: FromWatch) => void
  /** The hash of a link of this audience that lives; null: none does. */
  readonly living: (audience: string) => string | null
}

/** What is said while there is no line is lost; `refollow` says it anew. */
export function createRooms({ timers, clock, say, living }: Options) {
  const rooms = new Map<string, Room>()
  const byChannel = new Map<number, Room>()
  const emptied = new Map<Room, number>()
  const counting = createCounting(say)
  let channels = 0
  const nameOf = (audience: string, room: string): string => `${audience} ${room}`

  function forget(room: Room): void {
    const name = nameOf(room.audience, room.name)
    if (rooms.get(name) === room) rooms.delete(name)
    byChannel.delete(room.channel)
    emptied.delete(room)
    counting.over(room)
  }
  function end(room: Room, code: number, reason: string): void {
    if (room.channel >= 0) say({ is: 'leave', channel: room.channel })
    forget(room)
    room.end(code, reason)
  }
  /** By whichever link of its audience lives. */
  function follow(room: Room): void {
    const link = living(room.audience)
    if (link === null) return end(room, closeCodes.unauthorised, 'this link opens nothing')
    channels += 1
    byChannel.set(channels, room)
    room.follow(channels, link)
  }

  return {
    get size() {
      return rooms.size
    },
    counting,
    of: (channel: number): Room | undefined => byChannel.get(channel),
    end,
    endAll(code: number, reason: string): void {
      for (const room of rooms.values()) end(room, code, reason)
    },
    /** The owner ended one. */
    ended(channel: number, code: number, reason: string): void {
      const room = byChannel.get(channel)
      if (room === undefined) return
      forget(room)
      room.end(code, reason)
    },
    /** Something is shown of which it is not certain that it still is there. */
    behind: (): boolean => [...rooms.values()].some((room) => room.behind),
    endBehind(): void {
      for (const room of rooms.values()) if (room.behind) end(room, closeCodes.away, 'come again')
    },
    /** Somebody comes to it. */
    come(audience: string, name: string): Room {
      const known = rooms.get(nameOf(audience, name))
      if (known !== undefined) return known
      const room = createRoom({ name, audience, timers, clock, say })
      rooms.set(nameOf(audience, name), room)
      follow(room)
      return room
    },
    lost(): void {
      byChannel.clear()
      for (const room of rooms.values()) room.lost()
    },
    refollow(): void {
      counting.anew(rooms.values())
      for (const room of rooms.values()) follow(room)
    },
    revoked(links: ReadonlySet<LinkId>): void {
      for (const { followers } of rooms.values())
        followers.close(closeCodes.unauthorised, 'the link was revoked', ({ link }) => link !== null && links.has(link))
    },
    shows: (audience: string, photo: PhotoHash): boolean =>
      [...rooms.values()].some((room) => room.audience === audience && room.shown(photo)),
    sweep(at: number): void {
      for (const room of rooms.values()) {
        if (room.followers.size > 0) emptied.delete(room)
        else if (at - (emptied.get(room) ?? at) > idle) end(room, closeCodes.away, 'nobody follows it')
        else emptied.set(room, emptied.get(room) ?? at)
      }
      counting.forget(rooms.values())
    },
    /** Stock clients hang up after half a minute of silence. */
    keepAlive(): void {
      for (const { followers } of rooms.values()) {
        followers.dropSilent(clock() - dead)
        followers.broadcast(keepAliveFrame)
      }
    },
  }
}
