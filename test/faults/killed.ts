/**
 * The real server, killed (`kill -9`) while people ask it for things and started again on the same folder. Who got no answer
 * sends the same again, as an outbox does: in the end what was answered stands, once. `KILL_SEED` repeats what chance drew.
 */
import type { Problem } from '@tablee/shared/problem'
import { afterAll, beforeAll, expect } from 'vitest'
import { openDay } from '../voices/day.ts'
import type { Hall } from '../voices/hall.ts'
import { chance } from './process.ts'
import { newFolder, Process } from './tablee.ts'

export type Way = { readonly session: string; readonly path: string }
export type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** From the first test of a file to the last; `fill` makes the day in its folder before. */
export function killed(name: string, fill: (folder: string) => Promise<void>) {
  const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
  const random = chance(seed)
  const place = newFolder()
  let server: Process
  let kills = 0
  let cut = 0
  beforeAll(async () => {
    console.log(`${name}: seed ${seed}`)
    await fill(place.folder)
    server = await Process.start(place.folder)
  }, 120_000)
  afterAll(() => {
    server?.running.child.kill('SIGKILL')
    place.remove()
  })

  async function until<T>(
    { session, path }: Way,
    body: object | null,
    of: (reply: Response) => Promise<T | undefined>,
  ): Promise<T> {
    for (const end = performance.now() + 60_000; performance.now() < end; await pause(20)) {
      const reply = await fetch(`http://localhost:${server.port}${path}`, {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
        ...(body === null ? {} : { method: 'POST', body: JSON.stringify(body) }),
      }).catch(() => null)
      // An answer that is cut off in the middle is none.
      const found = reply === null ? undefined : await of(reply)
      if (found !== undefined) return found
    }
    throw new Error(`no answer from ${path} to ${JSON.stringify(body)}`)
  }
  const ask = <T>(way: Way, body: object | null, over: readonly Problem['code'][] = []): Promise<T | Problem['code']> =>
    until<T | Problem['code']>(way, body, async (reply) => {
      // Done, and nothing to say of it.
      if (reply.status === 204) return 'done' as T
      const said = (await reply.json().catch(() => null)) as T | { readonly problem: Problem } | null
      if (said === null || reply.ok) return (said as T | null) ?? undefined
      const { problem } = said as { readonly problem: Problem }
      if (over.includes(problem.code)) return problem.code
      if (['too-many', 'journal-unavailable', 'timeout'].includes(problem.code)) return undefined
      throw new Error(`${way.path} ${JSON.stringify(body)}: ${JSON.stringify(problem)}`)
    })

  return {
    random,
    kills: (): number => kills,
    /** What stands there, wherever the server is now. */
    read: <T>(way: Way): Promise<T> => ask<T>(way, null) as Promise<T>,
    /** The same until there is an answer. `over`: problems that are one; told by their code. */
    ask,
    /**
     * All of them, begun within `spread` ms; the server is killed `times` times, each when a part of them, drawn by chance,
     * was answered.
     */
    async amid(tasks: readonly (() => Promise<unknown>)[], { times = 1, spread = 250 } = {}): Promise<void> {
      let answered = 0
      let left = times
      let restarting = Promise.resolve()
      const draw = (): number => answered + Math.floor((random() * (tasks.length - answered) * 0.9) / Math.max(1, left))
      let next = draw()
      async function kill(): Promise<void> {
        // Not in the turn of an answer alone; and of those that were sent first, too.
        await pause(random() * (answered === 0 ? spread : 8))
        if (answered < tasks.length) cut += 1
        expect((await server.running.kill()).signal).toBe('SIGKILL')
        kills += 1
        server = await Process.start(place.folder, kills % 2 === 0 ? 'measure' : 'aside')
      }
      function look(): void {
        if (left === 0 || answered < next) return
        left -= 1
        next = draw()
        restarting = restarting.then(kill)
      }
      look()
      await Promise.all(
        tasks.map(async (task) => {
          await pause(random() * spread)
          await task()
          answered += 1
          look()
        }),
      )
      await restarting
    },
    /** The server ends in order; what lies in its folder, and how it was killed. */
    async end(look: (hall: Hall) => Promise<void>, what: string): Promise<void> {
      expect(await server.running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
      const hall = await openDay({ dir: place.folder })
      try {
        await look(hall)
      } finally {
        await hall.close()
      }
      console.log(`${name}: ${kills} kills (${cut} with somebody unanswered) amid ${what}: nothing lost, nothing twice`)
    },
  }
}

/** Names of the commands that stand in these logs: none of a device's stands twice in one. */
export async function commandsOf({ parts: { journal } }: Hall, docs: string): Promise<readonly string[]> {
  const rows: string[] = []
  for (const doc of journal.documents(docs))
    for await (const { device, data } of journal.commands(doc)) {
      const { command } = JSON.parse(new TextDecoder().decode(data)) as { command?: string }
      if (command !== undefined) rows.push(`${doc} ${device} ${command}`)
    }
  expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([])
  return rows.map((row) => row.split(' ')[2] ?? '')
}
