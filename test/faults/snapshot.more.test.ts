/**
 * Snapshots that take themselves, under kill -9 of the real server: all cities of a day leave a session at one moment, and the
 * process dies again and again while what is due is being taken. In the end each leaving has one, each snapshot one seal.
 * `SNAPSHOT_KILLS`: kills in each leaving.
 */
import { archiveDoc } from '@tablee/shared/documents'
import { occasionName, type Occasion } from '@tablee/shared/snapshot/occasions'
import type { Room } from '@tablee/shared/wire/room'
import type { SnapshotEntry } from '@tablee/shared/wire/snapshots'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aConsole } from '../room/aConsole.ts'
import { openLarge } from '../room/bigHall.ts'
import { openDay } from '../voices/day.ts'
import { chance } from './process.ts'
import { newFolder, Process } from './tablee.ts'

const size = { tables: 12, sites: 6, seats: 2 }
const kills = Number(process.env['SNAPSHOT_KILLS'] ?? 4)
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const random = chance(seed)
const place = newFolder()
const consoles: { readonly session: string; readonly path: string }[] = []
let list = { path: '', session: '' }
let server: Process
let killed = 0

beforeAll(async () => {
  console.log(`snapshots: seed ${seed} (KILL_SEED), ${kills} kills in each leaving (SNAPSHOT_KILLS)`)
  const hall = await openLarge(size, place.folder)
  for (let site = 0; site < size.sites; site += 1) {
    const { session, path } = await aConsole(hall, 1 + (site * size.tables) / size.sites)
    consoles.push({ session, path })
  }
  list = { path: `/api/dialogues/${hall.dialogue}/snapshots`, session: (await hall.enter('organiser')).session }
  await hall.close()
  server = await Process.start(place.folder, 'aside')
}, 120_000)
afterAll(() => {
  server?.running.child.kill('SIGKILL')
  place.remove()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
async function ask<T>(path: string, session: string, body?: object): Promise<T | null> {
  const answer = await fetch(`http://localhost:${server.port}${path}`, {
    headers: { authorization: `Bearer ${session}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  }).catch(() => null)
  // An answer that is cut off in the middle is none.
  return answer?.ok === true ? ((await answer.json().catch(() => null)) as T | null) : null
}
const taken = async (): Promise<readonly Occasion[]> =>
  ((await ask<readonly SnapshotEntry[]>(list.path, list.session)) ?? []).flatMap(({ whys = [] }) => whys)

/** One more minute somewhere: the state is another one, and so is the next snapshot. */
let acts = 0
async function oneMinute(): Promise<void> {
  const desk = consoles[Math.floor(random() * consoles.length)]
  if (desk === undefined) return
  const room = await ask<Room>(desk.path, desk.session)
  if (room !== null)
    await ask(desk.path, desk.session, { id: `more-${acts++}`, kind: 'more', minutes: 1, seen: room.clock.version })
}

it('[SEAL3] kill -9 while snapshots take themselves: each leaving has exactly one, each is sealed once, and all are made again from the log', async () => {
  for (const session of [3, 4]) {
    for (const { session: as, path } of consoles) {
      const room = await ask<Room>(path, as)
      expect(
        await ask(path, as, { id: `begin-${session}`, kind: 'begin', session, seen: room?.clock.version ?? 0 }),
      ).not.toBeNull()
    }
    // The notice runs while the process dies and comes again; most kills fall when it is over.
    await pause(9_000)
    for (let n = 0; n < kills; n += 1) {
      void oneMinute()
      await pause(random() * 400)
      expect((await server.running.kill()).signal).toBe('SIGKILL')
      killed += 1
      server = await Process.start(place.folder, 'aside')
    }
    const wanted = size.sites * (session - 2)
    await expect.poll(async () => (await taken()).length, { timeout: 60_000, interval: 200 }).toBe(wanted)
  }
  expect(await server.running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  const hall = await openDay({ dir: place.folder })
  try {
    const { journal, snapshots, byItself } = hall.parts
    await byItself.look()
    const rows: { kind?: string; hash?: string; why?: Occasion; statement?: { what: string; snapshot?: string } }[] = []
    for await (const { data } of journal.commands(archiveDoc(hall.dialogue)))
      rows.push(JSON.parse(new TextDecoder().decode(data)) as object)
    const whys = rows.flatMap(({ why }) => (why === undefined ? [] : [occasionName(why)]))
    expect(new Set(whys).size).toBe(whys.length)
    expect(whys).toHaveLength(size.sites * 2)
    const frozen = rows.flatMap(({ kind, hash }) => (kind === 'snapshot' && hash !== undefined ? [hash] : []))
    expect(new Set(frozen).size).toBe(frozen.length)
    const sealed = rows.flatMap(({ kind, statement }) => (kind === 'seal' ? [statement?.snapshot ?? ''] : []))
    expect([...sealed].sort()).toEqual([...frozen].sort())
    for (const hash of frozen) expect(await snapshots.rebuild(hash)).toMatchObject({ ok: true })
    console.log(
      `snapshots: ${killed} kills while ${whys.length} leavings were due: ${frozen.length} snapshots, one for each state, none twice, none missing`,
    )
  } finally {
    await hall.close()
  }
  expect(killed).toBe(kills * 2)
}, 300_000)
