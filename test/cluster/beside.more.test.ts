import { openBeside } from '@tablee/server/cluster/beside'
import { migrations } from '@tablee/server/hall/migrations'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { seeded } from '../support/random.ts'
import { besideIn, besideWriter } from './beside-writer.ts'

if (postgresMissing !== null) console.log(`not run: ${postgresMissing}`)

describe.skipIf(postgresMissing !== null)('what lies beside a log on Postgres', () => {
  let server: Postgres
  let sql: Sql
  beforeAll(async () => {
    server = await startPostgres()
    sql = postgres(await server.database(), { max: 4, onnotice: () => {} })
    await migratePostgres(sql)
  })
  afterAll(async () => {
    await sql.end()
    await server.stop()
  })
  const troubles: unknown[] = []
  const open = (dialogue: string, epoch: number) =>
    openBeside({ sql, held: { dialogue, node: 'node', epoch }, migrations, alarm: (...told) => troubles.push(told) })

  it('[BSD12] a hall that was killed at any moment finds beside its log what was acknowledged', async () => {
    const seed = Date.now() % 1_000_000
    console.log(`seed ${seed}`)
    const random = seeded(seed)
    await sql`INSERT INTO tablee.hall (dialogue, node, epoch) VALUES ('it', 'node', 1)`
    let acknowledged = besideIn((await open('it', 1)).database)
    /** Said to stand by nobody, and not denied either. */
    let maybe: typeof acknowledged | null = null
    for (let life = 1; life <= 25; life += 1) {
      await sql`UPDATE tablee.hall SET epoch = ${life} WHERE dialogue = 'it'`
      const beside = await open('it', life)
      const found = besideIn(beside.database)
      expect([acknowledged, maybe], `seed ${seed}, life ${life}`).toContainEqual(found)
      acknowledged = found
      maybe = null
      const writer = besideWriter(beside.database, random)
      const [{ last = 0 } = {}] = await sql<{ last: number }[]>`
        SELECT coalesce(max(n), 0)::int AS last FROM tablee.beside WHERE dialogue = 'it'
      `
      let n = last
      let waiting: Uint8Array[] = []
      for (let step = random.below(60); step > 0; step -= 1) {
        for (let acts = random.below(6); acts > 0; acts -= 1) writer.act()
        const unit = beside.changes()
        if (unit !== null) waiting.push(unit)
        const now = besideIn(beside.database)
        if (random.next() < 0.1) continue
        if (waiting.length > 0) {
          n += 1
          await sql`INSERT INTO tablee.beside (dialogue, n, changes) VALUES ('it', ${n}, ${Buffer.concat(waiting)})`
        }
        waiting = []
        if (random.next() < 0.05) {
          maybe = now
          break
        }
        acknowledged = now
        if (random.next() < 0.1) await beside.compact()
      }
      // Killed: nothing more of it is asked.
    }
    expect(troubles).toEqual([])
  })

  it('[BSD3] made one, nothing of what was overwritten stands there, and a node that lost the hall makes nothing', async () => {
    await sql`INSERT INTO tablee.hall (dialogue, node, epoch) VALUES ('other', 'node', 4)`
    const beside = await open('other', 4)
    const says = Buffer.from('what nobody may read any more')
    let n = 0
    const lay = async (): Promise<void> => {
      n += 1
      const unit = Buffer.from(beside.changes() ?? [])
      await sql`INSERT INTO tablee.beside (dialogue, n, changes) VALUES ('other', ${n}, ${unit})`
    }
    const stands = async (): Promise<number> => {
      const rows = await sql<{ changes: Buffer }[]>`SELECT changes FROM tablee.beside WHERE dialogue = 'other'`
      return rows.filter(({ changes }) => changes.includes(says)).length
    }
    beside.database
      .prepare(`INSERT INTO live_late (board, epoch, data, became) VALUES ('one', 1, ?, ?)`)
      .run(says, says)
    await lay()
    beside.database.exec(`UPDATE live_late SET data = x'00', became = x'00'`)
    await lay()
    expect(await stands()).toBe(1)
    const before = await open('other', 3)
    await expect(before.compact()).rejects.toThrow('another node')
    expect(await stands()).toBe(1)

    await beside.compact()
    expect(await stands()).toBe(0)
    expect(besideIn((await open('other', 4)).database)).toEqual(besideIn(beside.database))
    await beside.close()
  })

  it('[BSD12] many changes become one, while others are laid', async () => {
    await sql`INSERT INTO tablee.hall (dialogue, node, epoch) VALUES ('long', 'node', 1)`
    const beside = await open('long', 1)
    for (let n = 1; n <= 300; n += 1) {
      beside.database.prepare(`INSERT INTO photo VALUES ('one', ?, 'image/png', 1, 1, 1, 1, 'T1')`).run(String(n))
      await sql`INSERT INTO tablee.beside (dialogue, n, changes) VALUES ('long', ${n}, ${Buffer.from(beside.changes() ?? [])})`
    }
    const all = besideIn(beside.database)
    await beside.close()
    const [{ count = 0 } = {}] = await sql<{ count: number }[]>`
      SELECT count(*)::int AS count FROM tablee.beside WHERE dialogue = 'long'
    `
    expect(count).toBeLessThan(100)
    expect(besideIn((await open('long', 1)).database)).toEqual(all)
    expect(troubles).toEqual([])
  })
})
