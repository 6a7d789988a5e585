import { openBeside } from '@tablee/server/cluster/beside'
import { elsewhereOf } from '@tablee/server/cluster/elsewhere'
import { scrubTables } from '@tablee/server/cluster/scrub'
import { migrations } from '@tablee/server/hall/migrations'
import type { Holding } from '@tablee/server/journal/postgres/journal'
import { hashOf } from '@tablee/server/photo/files'
import type { DialogueId } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresPlace, type PostgresPlace } from '../journal/postgres-place.ts'
import { command } from '../journal/writer.ts'
import { postgresMissing } from '../support/postgres.ts'
import { randomBytes, seeded } from '../support/random.ts'
import { besideIn, besideWriter } from './beside-writer.ts'

if (postgresMissing !== null) console.log(`not run: ${postgresMissing}`)

const doc = 'dialogue:it'

describe.skipIf(postgresMissing !== null)('what lies beside a log on Postgres', () => {
  let place: PostgresPlace
  beforeAll(async () => {
    place = await openPostgresPlace()
  })
  afterAll(() => place.stop())
  const troubles: unknown[] = []
  const besideOf = (held: Pick<Holding, 'dialogue' | 'node' | 'epoch'>) =>
    openBeside({ sql: place.sql, held, migrations, now: 1_000, alarm: (...told) => troubles.push(told) })
  async function open(lease: Holding) {
    const beside = await besideOf(lease)
    const opened = await place.open(lease, { beside: beside.changes, alarm: () => {} })
    return { beside, ...opened }
  }

  it('[BSD12] a hall that was killed at any moment finds beside its log what was acknowledged, and what its last row was written after', async () => {
    const seed = Number(process.env['BESIDE_SEED'] ?? Date.now() % 1_000_000)
    console.log(`seed ${seed}`)
    const random = seeded(seed)
    const dialogue = place.dialogue()
    let acknowledged: ReturnType<typeof besideIn> | null = null
    /** What was on its way when it was killed, and the row with which it went. */
    let maybe: { readonly state: ReturnType<typeof besideIn>; readonly seq: number | null } | null = null
    /** What nobody waited for: a journal that is closed in good order lays it last. */
    let left: ReturnType<typeof besideIn> | null = null
    for (let life = 1; life <= 15; life += 1) {
      const { beside, journal, close } = await open(await place.take(dialogue))
      const found = besideIn(beside.database)
      const known = `seed ${seed}, life ${life}`
      if (acknowledged !== null) expect([acknowledged, maybe?.state, left], known).toContainEqual(found)
      if (maybe !== null && maybe.seq === journal.head(doc).seq) expect(found, known).toEqual(maybe.state)
      acknowledged = found
      maybe = null
      const writer = besideWriter(beside.database, random)
      let last: Promise<unknown> = Promise.resolve()
      for (let step = random.below(40); step > 0; step -= 1) {
        for (let acts = random.below(6); acts > 0; acts -= 1) writer.act()
        const state = besideIn(beside.database)
        if (random.next() < 0.1) continue
        const row = random.next() < 0.6
        const seq = journal.head(doc).seq + 1
        last = row ? journal.append(command(doc, `${life} ${step}`)) : journal.carried()
        if (random.next() < 0.06) {
          maybe = { state, seq: row ? seq : null }
          last.catch(() => undefined)
          break
        }
        await last
        acknowledged = state
        if (random.next() < 0.1) await beside.compact()
      }
      left = besideIn(beside.database)
      // Killed; what was on its way lands or does not. The next one has the hall before this one is gone.
      if (random.next() < 0.5) await place.take(dialogue, 'another')
      await close()
    }
    expect(troubles).toEqual([])
  })

  it('[BSD3] made one by an erasure, nothing of what was overwritten stands there; a node that lost the hall makes nothing', async () => {
    const lease = await place.take(place.dialogue())
    const { beside, journal, close } = await open(lease)
    const says = Buffer.from('what nobody may read any more')
    const elsewhere = await elsewhereOf({
      sql: place.sql,
      chores: place.sql,
      held: { ...lease, dialogue: lease.dialogue as DialogueId },
      carried: journal.carried,
      compact: beside.compact,
      random: randomBytes(1),
      logger: { warn: (_, what) => void troubles.push(what) },
    })
    const stands = async (): Promise<number> => {
      const rows = await place.sql<{ changes: Buffer }[]>`
        SELECT changes FROM tablee.beside WHERE dialogue = ${lease.dialogue}
      `
      return rows.filter(({ changes }) => changes.includes(says)).length
    }
    beside.database
      .prepare(`INSERT INTO live_late (board, epoch, data, became) VALUES ('one', 1, ?, ?)`)
      .run(says, says)
    await journal.append(command(doc, 'said'))
    beside.database.exec(`UPDATE live_late SET data = x'00', became = x'00'`)
    await elsewhere.kept()
    expect(await stands()).toBe(1)
    const before = await besideOf({ ...lease, epoch: lease.epoch - 1 })
    await expect(before.compact()).rejects.toThrow('another node')
    expect(await stands()).toBe(1)

    await elsewhere.scrub()
    expect(await stands()).toBe(0)
    expect(besideIn((await besideOf(lease)).database)).toEqual(besideIn(beside.database))
    const photo = randomBytes(2)(1_000)
    await elsewhere.photos.keep(hashOf(photo), photo)
    expect(await elsewhere.photos.read(hashOf(photo))).toEqual(photo)
    expect(troubles).toEqual([])
    await close()
    await beside.close()
  })

  it('[BSD3] who still reads what was there before is told of', async () => {
    expect(await scrubTables(place.sql, 1_000)).toBe(true)
    const reader = place.connect(1)
    await reader.begin('ISOLATION LEVEL REPEATABLE READ', async (tx) => {
      await tx`SELECT count(*) FROM tablee.beside`
      await place.sql`INSERT INTO tablee.meta (key, value) VALUES ('any', 'thing')`
      expect(await scrubTables(place.sql, 100)).toBe(false)
    })
    await reader.end()
  })

  it('[BSD12] many changes become one, while others are laid', async () => {
    const lease = await place.take(place.dialogue())
    const { beside, journal, close } = await open(lease)
    const add = beside.database.prepare(`INSERT INTO photo VALUES ('one', ?, 'image/png', 1, 1, 1, 1, 'T1')`)
    for (let n = 1; n <= 300; n += 1) {
      add.run(String(n))
      await (n % 2 === 0 ? journal.append(command(doc, String(n))) : journal.carried())
    }
    const all = besideIn(beside.database)
    await close()
    await beside.close()
    const [{ count = 0 } = {}] = await place.sql<{ count: number }[]>`
      SELECT count(*)::int AS count FROM tablee.beside WHERE dialogue = ${lease.dialogue}
    `
    expect(count).toBeLessThan(100)
    expect(besideIn((await besideOf(lease)).database)).toEqual(all)
    expect(troubles).toEqual([])
  })
})
