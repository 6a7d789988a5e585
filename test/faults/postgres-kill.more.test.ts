/**
 * A node writes without pause, and it or its Postgres is killed (`kill -9`), in turns as chance has it; after each kill
 * writing goes on. `PG_KILLS` says how often, `KILL_SEED` repeats what chance drew.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { crc32c } from '@tablee/server/journal/crc32c'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresPlace, type PostgresPlace } from '../journal/postgres-place.ts'
import { command, contents, replay, replayed } from '../journal/writer.ts'
import { postgresMissing } from '../support/postgres.ts'
import { chance, Running } from './process.ts'

const child = new URL('./postgres-child.ts', import.meta.url)
const kills = Number(process.env['PG_KILLS'] ?? 2)

let place: PostgresPlace
describe.skipIf(postgresMissing !== null)('a log on Postgres is killed', () => {
  beforeAll(async () => {
    place = await openPostgresPlace()
  })
  afterAll(() => place.stop())

  /** The postmaster itself; its children notice and go. */
  async function killPostgres(): Promise<void> {
    const pid = Number(readFileSync(join(place.server.data, 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    // Those that are in the middle of something hold its memory for a moment.
    for (let tries = 0; ; tries += 1) {
      try {
        await place.server.start()
        return
      } catch (cause) {
        if (tries > 50) throw cause
        await pause(100)
      }
    }
  }

  it(`[PGL8] ${kills} kills of a node or of Postgres: what was acknowledged is there, and the rest once or not at all`, async () => {
    const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
    console.log(`postgres kill: KILL_SEED=${seed}`)
    const random = chance(seed)
    const dialogue = place.dialogue()
    const acked = new Map<string, number>()
    const newest = new Map<string, number>()
    const again: number[] = []
    let left = 0
    let enough = (): void => {}
    let running: Running
    function start(): Running {
      const next = new Running(child, [place.url, dialogue])
      next.onLine((line) => {
        const [what, doc = '', seq, crc] = line.split(' ')
        if (what === 'head') {
          expect(Number(seq)).toBeGreaterThanOrEqual(newest.get(doc) ?? 0)
          expect(crc).toBe('0')
        }
        if (what !== 'ack') return
        acked.set(`${doc} ${seq}`, Number(crc))
        newest.set(doc, Math.max(newest.get(doc) ?? 0, Number(seq)))
        left -= 1
        if (left === 0) enough()
      })
      return next
    }
    const answered = async (many: number): Promise<void> => {
      left = many
      const reached = new Promise<void>((resolve) => (enough = resolve))
      const ended = running.ended.then(() => {
        throw new Error(`the node ended by itself:\n${running.lines.slice(-20).join('\n')}`)
      })
      ended.catch(() => {})
      await Promise.race([reached, ended])
    }
    running = start()
    let killed = { node: 0, postgres: 0 }
    for (let n = 0; n < kills; n += 1) {
      await answered(1 + Math.floor(random() * 400))
      if (n % 2 === 0) {
        expect((await running.kill()).signal).toBe('SIGKILL')
        running = start()
        killed = { ...killed, node: killed.node + 1 }
      } else {
        await killPostgres()
        const began = performance.now()
        await answered(1)
        again.push(Math.round(performance.now() - began))
        killed = { ...killed, postgres: killed.postgres + 1 }
      }
    }
    await answered(100)
    await running.kill()

    const { journal, close } = await place.open(await place.take(dialogue))
    for (const doc of newest.keys()) {
      let rows = 0
      for await (const row of journal.read(doc, 1, 0)) {
        rows += 1
        expect(row.seq === rows || `a gap before ${row.seq}`).toBe(true)
        const crc = acked.get(`${doc} ${row.seq}`)
        if (crc !== undefined) expect(crc32c(row.data)).toBe(crc)
        acked.delete(`${doc} ${row.seq}`)
      }
      const loaded = await journal.load(doc)
      expect(loaded.quarantined).toBe(0)
      const all = replayed(await Array.fromAsync(journal.read(doc, 1, 0)))
      expect(contents(replay(loaded.updates))).toBe(contents(all))
      expect(all.store.pendingStructs).toBe(null)
    }
    await close()
    expect([...acked.keys()]).toEqual([]) // nothing that was acknowledged is missing
    const total = [...newest.values()].reduce((sum, seq) => sum + seq, 0)
    console.log(
      `postgres kill: ${killed.node} nodes, ${killed.postgres} times Postgres, ${total} rows, writing again ${Math.max(...again)} ms after it was back at most`,
    )
    expect(total).toBeGreaterThan(kills * 20)
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
