/**
 * A node writes without pause, and it or its Postgres is killed (`kill -9`), in turns as chance has it; after each kill
 * writing goes on. `PG_KILLS` says how often, `KILL_SEED` repeats what chance drew.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresPlace, type PostgresPlace } from '../journal/postgres-place.ts'
import { command } from '../journal/writer.ts'
import { postgresMissing } from '../support/postgres.ts'
import { appended } from './appended.ts'
import { chance, Running } from './process.ts'

const child = new URL('./postgres-child.ts', import.meta.url)
const kills = Number(process.env['PG_KILLS'] ?? 2)

let place: PostgresPlace
describe.skipIf(postgresMissing !== null)('a log on Postgres is killed', () => {
  beforeAll(async () => {
    place = await openPostgresPlace()
  })
  afterAll(() => place.stop())

  it(`[PGL8] ${kills} kills of a node or of Postgres: what was acknowledged is there, and the rest once or not at all`, async () => {
    const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
    console.log(`postgres kill: KILL_SEED=${seed}`)
    const random = chance(seed)
    const dialogue = place.dialogue()
    const rows = appended()
    const again: number[] = []
    function start(): Running {
      const next = new Running(child, [place.url, dialogue])
      rows.follow(next)
      return next
    }
    let running = start()
    let killed = { node: 0, postgres: 0 }
    for (let n = 0; n < kills; n += 1) {
      await rows.more(1 + Math.floor(random() * 400), running)
      if (n % 2 === 0) {
        expect((await running.kill()).signal).toBe('SIGKILL')
        running = start()
        killed = { ...killed, node: killed.node + 1 }
      } else {
        await place.server.kill()
        const began = performance.now()
        await rows.more(1, running)
        again.push(Math.round(performance.now() - began))
        killed = { ...killed, postgres: killed.postgres + 1 }
      }
    }
    await rows.more(100, running)
    await running.kill()

    const { journal, close } = await place.open(await place.take(dialogue))
    await rows.standsIn(journal)
    await close()
    console.log(
      `postgres kill: ${killed.node} nodes, ${killed.postgres} times Postgres, ${rows.total()} rows, writing again ${Math.max(...again)} ms after it was back at most`,
    )
    expect(rows.total()).toBeGreaterThan(kills * 20)
    expect(Math.max(...again)).toBeLessThan(5_000)
  })

  it('[PGL9] without a database a process that ends is told after some seconds that what waited is lost', async () => {
    const { journal } = await place.open(await place.take(place.dialogue()), { waits: 200, through: undefined })
    await journal.append(command('board:one', 1))
    await place.server.halt('immediate')
    const waiting = journal.append(command('board:one', 2))
    journal.close()
    await journal.closed()
    expect((await waiting).ok).toBe(false)
    await place.server.start()
  })
})
