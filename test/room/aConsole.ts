/** A site's console over real HTTP: it follows its room as the page does, and does what its buttons do. */
import type { Room, RoomCommand, RoomTable } from '@tablee/shared/wire/room'
import type { Role } from '@tablee/shared/roles'
import type { Reply } from '../support/server.ts'
import { unique, type Hall } from '../voices/hall.ts'

type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
export type Console = Awaited<ReturnType<typeof aConsole>>

export const roomPath = (hall: Hall, site: string): string => `/api/dialogues/${hall.dialogue}/sites/${site}/room`

/** Rows that did not change are as they were, and the programme is. */
export function merged(before: Room, news: Room): Room {
  if (news.whole) return news
  const rows = new Map(news.tables.map((row) => [row.id, row]))
  return { ...news, sessions: before.sessions, tables: before.tables.map((row) => rows.get(row.id) ?? row) }
}

/** Of the site at which this table is. */
export async function aConsole(hall: Hall, table = 1, role: Role = 'head') {
  const site = hall.siteOf(table)
  const { session } = await hall.enter(role, role === 'organiser' ? undefined : table)
  const path = roomPath(hall, site)
  async function read(after?: string): Promise<Room> {
    const reply = await hall.api(after === undefined ? path : `${path}?after=${after}`, { as: session })
    if (reply.status !== 200) throw new Error(`the room: ${reply.status} ${JSON.stringify(reply.body)}`)
    return reply.body as Room
  }
  let room = await read()
  const does = (command: Without<RoomCommand>, id = unique('room')): Promise<Reply> =>
    hall.api(path, { as: session, body: { ...command, id } })

  return {
    session,
    site,
    path,
    read,
    does,
    get room(): Room {
      return room
    },
    table(number: number): RoomTable {
      const found = room.tables.find((each) => each.number === number)
      if (found === undefined) throw new Error(`no row of table ${number}`)
      return found
    },
    /** What came next: held until something is another. */
    async next(): Promise<Room> {
      const news = await read(room.version)
      room = merged(room, news)
      return news
    },
    /** Follows until it is so. */
    async until(what: string, ready: () => boolean, ms = 15_000): Promise<void> {
      const end = performance.now() + ms
      while (!ready()) {
        if (performance.now() > end) throw new Error(`waited ${ms} ms for: ${what}: ${JSON.stringify(room.tables)}`)
        await this.next()
      }
    },
    /** What is told of it when `happens`, to a request that was held by then. */
    async after(happens: () => Promise<unknown>): Promise<Room> {
      room = await read()
      const count = hall.parts.waiting.count()
      let early = false
      const news = this.next().finally(() => (early = true))
      while (!early && hall.parts.waiting.count() <= count) await new Promise((resolve) => setImmediate(resolve))
      const before = early
      await happens()
      return before ? this.next() : news
    },
  }
}
