/**
 * A room at its size, measured: 200 tables of eight, at 20 sites and at one. How soon a console has its first sight, what it
 * costs while everybody types, and how soon the last of all tables is told of an act. `ROOM_TABLES`, `ROOM_SECONDS`.
 */
import type { Ticket } from '@tablee/shared/wire/document'
import type { ToEditor } from '@tablee/shared/wire/editor'
import { addNode, setWording } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { Room } from '@tablee/shared/wire/room'
import { get } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RawEditor } from '../support/rawEditor.ts'
import type { Hall } from '../voices/hall.ts'
import { aConsole, merged, roomPath, type Console } from './aConsole.ts'
import { openLarge } from './bigHall.ts'

const tables = Number(process.env['ROOM_TABLES'] ?? 200)
const seconds = Number(process.env['ROOM_SECONDS'] ?? 15)
const seats = 8
const kib = 1024
/** Entries on each board at the beginning. */
const each = 40

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const quantile = (of: readonly number[], share: number): number =>
  of.toSorted((a, b) => a - b)[Math.min(of.length - 1, Math.ceil(of.length * share) - 1)] ?? 0

/** What stands on the line for it, head and body, and what it says. */
const fetched = (hall: Hall, path: string, as: string): Promise<{ bytes: number; room: Room; ms: number }> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const asking = get(
      `${hall.url}${path}`,
      { headers: { authorization: `Bearer ${as}`, 'accept-encoding': 'gzip' } },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const body = Buffer.concat(parts)
          const head = answer.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0)
          const text = (answer.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()
          if (answer.statusCode !== 200) return reject(new Error(`${answer.statusCode}: ${text}`))
          resolve({ bytes: body.length + head, room: JSON.parse(text) as Room, ms: performance.now() - began })
        })
      },
    )
    asking.on('error', reject)
  })

type Screen = {
  readonly editor: RawEditor
  readonly node: NodeId
  readonly told: (ready: (heard: ToEditor) => boolean) => Promise<number>
}

async function screenAt(hall: Hall, table: number): Promise<Screen> {
  const { session } = await hall.enter('reporter', table)
  const board = hall.board(table, 2)
  const node = `node-${table}-1` as NodeId
  const asked = await hall.api('/api/tickets', {
    as: session,
    body: { board, path: 'collab', clients: [1000 + table] },
  })
  const { ticket } = asked.body as Ticket
  const editor = new RawEditor({ url: hall.ws, name: `board:${board}`, ticket, clientID: 1000 + table })
  await editor.ready()
  return {
    editor,
    node,
    async told(ready) {
      const from = editor.told.length
      await editor.until('told', () => editor.told.slice(from).some(ready))
      return performance.now()
    },
  }
}

/** A board as a table has it in the middle of a session. */
async function planted(hall: Hall, table: number): Promise<void> {
  await hall.parts.live.write(hall.board(table, 2), 'server', (doc) => {
    for (let n = 1; n <= each; n += 1) {
      const node = {
        id: `node-${table}-${n}` as NodeId,
        kind: 'position',
        wording: 'More trams at night',
        at: n,
      } as const
      addNode(doc, { who: 'server', why: 'test' }, { ...node, lang: 'en' as Lang })
    }
  })
}

/** Everybody types, twice a second, and makes a new entry now and then. */
function typed(screens: readonly Screen[]): { readonly edits: () => number; stop(): Promise<void> } {
  let writing = true
  let edits = 0
  const by = { who: 'r', why: 'type' }
  const type = async ({ editor: { doc }, node }: Screen, n: number): Promise<void> => {
    await pause((n / tables) * 500)
    for (let own = n; writing; own += 1) {
      const next = performance.now() + 500
      edits += 1
      const entry = { id: `n-${n}-${edits}` as NodeId, kind: 'position', wording: 'Bus', at: 1 } as const
      if (own % 40 === 0) addNode(doc, by, { ...entry, lang: 'en' as Lang })
      else setWording(doc, by, node, `Trams ${edits}`)
      await pause(Math.max(0, next - performance.now()))
    }
  }
  const all = Promise.all(screens.map(type))
  return {
    edits: () => edits,
    async stop() {
      writing = false
      await all
    },
  }
}

describe.each([
  { sites: 20, what: 'at 20 sites' },
  { sites: 1, what: 'at one site' },
])(`${tables} tables of ${seats} $what`, ({ sites, what }) => {
  let hall: Hall
  let console_: Console
  const screens: Screen[] = []
  beforeAll(async () => {
    hall = await openLarge({ tables, sites, seats })
    for (let table = 1; table <= tables; table += 1) await planted(hall, table)
  }, 120_000)
  afterAll(async () => {
    for (const { editor } of screens) editor.ws.terminate()
    await hall?.close()
  })

  it('[ROOM8] a console has its first sight within a second and a half, also the first one, when no board was counted', async () => {
    const { session } = await hall.enter('head', 1)
    const path = roomPath(hall, hall.siteOf(1))
    const first = await fetched(hall, path, session)
    const again = await fetched(hall, path, session)
    const counted = first.room.tables.filter(({ entries }) => entries === each).length
    console.log(
      `${tables} tables ${what}: first sight ${first.ms.toFixed(0)} ms (${counted} of ${tables / sites} tables counted by then), then ${again.ms.toFixed(0)} ms, ${(again.bytes / kib).toFixed(1)} KiB`,
    )
    expect(again.room.tables).toHaveLength(tables / sites)
    expect(again.room.tables.every(({ taken }) => taken.length === seats)).toBe(true)
    expect(Math.max(first.ms, again.ms)).toBeLessThan(1_500)
    console_ = await aConsole(hall, 1)
    await console_.until('all counted', () => console_.room.tables.every(({ entries }) => entries === each))
  }, 60_000)

  it('[ROOM8] while every table writes twice a second, a console is sent less than 20 KB a second', async () => {
    for (let table = 1; table <= tables; table += 1) screens.push(await screenAt(hall, table))
    const path = roomPath(hall, console_.site)
    for (let n = 1; n <= 50; n += 1) {
      const text = { en: `${n}: the hall is warm, we open the windows at the back`, de: `${n}: wir lüften` }
      expect((await console_.does({ kind: 'message', to: 'tables', text })).status).toBe(200)
    }
    let room = (await fetched(hall, path, console_.session)).room
    const typing = typed(screens)
    await pause(2_000)
    const began = performance.now()
    const from = typing.edits()
    let bytes = 0
    let answers = 0
    let rows = 0
    const over = pause(seconds * 1000)
    for (;;) {
      // Where no table has a new entry the last one is held for longer than this is measured.
      const news = await Promise.race([fetched(hall, `${path}?after=${room.version}`, console_.session), over])
      if (news === undefined) break
      bytes += news.bytes
      answers += 1
      rows += news.room.tables.length
      room = merged(room, news.room)
    }
    const took = (performance.now() - began) / 1000
    const edits = typing.edits() - from
    await typing.stop()
    const rate = bytes / took
    console.log(
      `${tables} tables ${what}: ${(edits / took).toFixed(0)} edits/s cost a console ${(rate / kib).toFixed(1)} KiB/s (${(answers / took).toFixed(2)} answers/s, ${(rows / took).toFixed(1)} rows/s)`,
    )
    expect(rate).toBeLessThan(20_000)
    expect(answers / took).toBeLessThan(1.5)
    // It is true, too: once all is still, each row says what stands on its board.
    const untrue = () =>
      room.tables.flatMap(({ number, entries }) => {
        const stands = screens[number - 1]?.editor.doc.getMap('nodes').size
        return entries === stands ? [] : [{ number, entries, stands }]
      })
    room = merged(room, (await fetched(hall, path, console_.session)).room)
    const until = performance.now() + 60_000
    while (untrue().length > 0 && performance.now() < until)
      room = merged(room, (await fetched(hall, `${path}?after=${room.version}`, console_.session)).room)
    expect(untrue()).toEqual([])
  }, 180_000)

  it('[ROOM8] an act on all tables of a site is on the last of their screens within two seconds', async () => {
    const mine = screens.filter((_, n) => console_.room.tables.some(({ number }) => number === n + 1))
    const typing = typed(screens)
    const latest: number[] = []
    const all: number[] = []
    for (let round = 0; round < 10; round += 1) {
      const seen = (await console_.read()).clock.version
      const held = round % 2 === 0
      const began = performance.now()
      const heard = mine.map(({ told }) =>
        told((message) => message.type === 'board' && (message.board.clock.course?.heldAt !== null) === held),
      )
      const reply = await console_.does({ kind: held ? 'hold' : 'go-on', seen })
      expect(reply.status).toBe(200)
      const times = (await Promise.all(heard)).map((at) => at - began)
      all.push(...times)
      latest.push(Math.max(...times))
    }
    await typing.stop()
    console.log(
      `${mine.length} tables of one site ${what}, while all type: an act on the last screen p50 ${quantile(latest, 0.5).toFixed(0)} ms, p99 ${quantile(all, 0.99).toFixed(0)} ms`,
    )
    expect(quantile(all, 0.99)).toBeLessThan(2_000)
  }, 60_000)
})
