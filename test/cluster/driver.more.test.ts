/**
 * Connections that end under the driver, and such as hang: through a cable that is cut one way, and where Postgres itself says
 * nothing. Who asked hears of it, and the process lives.
 */
import { stat } from 'node:fs'
import { openLine } from '@tablee/server/cluster/line'
import { openPool, type Pool } from '@tablee/server/postgres/pool'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'

let server: Postgres
let url = ''
beforeAll(async () => {
  if (postgresMissing !== null) return
  server = await startPostgres()
  url = await server.database()
})
afterAll(() => server?.stop())

it.skipIf(postgresMissing !== null)(
  '[FLT5] who asks on a connection that has just closed is told, and the next one asks on a new connection',
  async () => {
    const [one, other] = [1, 2].map(() =>
      postgres(url, { max: 1, onnotice: () => undefined, backoff: () => 0.01, connect_timeout: 2 }),
    )
    if (one === undefined || other === undefined) throw new Error('two')
    const uncaught: Error[] = []
    const note = (cause: Error): void => void uncaught.push(cause)
    process.on('uncaughtException', note)
    try {
      for (let round = 0; round < 20; round += 1) {
        const within = one.begin(async (tx) => {
          const [mine] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
          await other`SELECT pg_terminate_backend(${mine?.pid ?? 0})`
          // In the turn in which it closes, or soon after.
          for (let turn = 0; turn < round; turn += 1) await new Promise((resolve) => setImmediate(resolve))
          await tx`SELECT 1`
        })
        const heard = within.then(
          () => 'answered',
          () => 'told',
        )
        const late = new Promise((done) => setTimeout(() => done('nobody was told'), 3_000))
        expect([round, await Promise.race([heard, late])]).toEqual([round, 'told'])
        expect(await one`SELECT 2 AS two`).toEqual([{ two: 2 }])
      }
      expect(uncaught).toEqual([])
    } finally {
      process.off('uncaughtException', note)
      await Promise.all([one.end({ timeout: 0 }), other.end({ timeout: 0 })])
    }
  },
)

it.skipIf(postgresMissing !== null)(
  '[FLT5] a connection that is ended while it waits to be opened again is not opened',
  async () => {
    const cable = await proxyTo(url)
    const way = new URL(url)
    way.port = new URL(cable.url).port
    const [name, watching] = ['tablee ended', postgres(url, { max: 1, onnotice: () => undefined })]
    const closed = Promise.withResolvers<void>()
    const line = openLine(way.href, name, () => closed.resolve())
    try {
      expect(await line`SELECT 1 AS one`).toEqual([{ one: 1 }])
      cable.tear()
      await closed.promise
      const asked = line`SELECT 2`.then(
        () => 'answered',
        () => 'told',
      )
      await line.end({ timeout: 0 })
      expect(await asked).toBe('told')
      // As long as it would wait, and dial.
      await new Promise((done) => setTimeout(done, 500))
      expect(await watching`SELECT 1 FROM pg_stat_activity WHERE application_name = ${name}`).toHaveLength(0)
    } finally {
      await watching.end({ timeout: 0 })
      cable.close()
    }
  },
)

const limit = 500

describe.skipIf(postgresMissing !== null)('a pool', () => {
  let cable: Proxy
  let pool: Pool
  let late = 0
  beforeEach(async () => {
    cable = await proxyTo(url)
    const way = new URL(url)
    way.port = new URL(cable.url).port
    late = 0
    pool = openPool(way.href, 'tablee pool', { max: 2, limit, late: () => (late += 1) })
  })
  afterEach(async () => {
    cable.line.still = false
    await pool.end()
    cable.close()
  })
  const said = (asked: PromiseLike<unknown>): Promise<string> =>
    Promise.resolve(asked).then(
      () => 'answered',
      (cause: unknown) => (cause instanceof Error ? cause.name : 'nothing'),
    )

  it('[LSE12] asks as the driver does: parts of a question, lists, transactions, pages, errors of its own', async () => {
    const { sql } = pool
    const part = sql`SELECT 1 AS one WHERE ${true}`
    expect([...(await sql`SELECT * FROM (${part}) AS of`)]).toEqual([{ one: 1 }])
    expect([...(await sql.unsafe('SELECT 2 AS two'))]).toEqual([{ two: 2 }])
    const values = await sql.begin(async (tx) => {
      await tx`CREATE TEMP TABLE kept (id int, says jsonb)`
      await tx`INSERT INTO kept ${tx([{ id: 1, says: tx.json({ a: 1 }) }])}`
      return tx`SELECT id, says FROM kept WHERE id IN ${tx([1, 2])}`.values()
    })
    expect([...values]).toEqual([[1, { a: 1 }]])
    const pages: number[] = []
    await sql`SELECT generate_series(1, 5)`.cursor(2, (rows) => void pages.push(rows.length))
    expect(pages).toEqual([2, 2, 1])
    await expect(sql`SELECT 1 / 0`).rejects.toMatchObject({ code: '22012' })
    await expect(sql.begin(() => Promise.reject(new RangeError('mine')))).rejects.toThrow(RangeError)
    // A file that is not there, within a question, is no log that does not answer.
    const ofFile = Object.assign(new Error('no such file'), { code: 'ENOENT' })
    await expect(sql.begin(() => Promise.reject(ofFile))).rejects.toBe(ofFile)
  })

  it.each(['there', 'back', 'deaf'] as const)(
    '[LSE12] through a cable that is cut (%s) everybody is told in time, and nobody waits for it when it is whole',
    async (how) => {
      const { sql } = pool
      await Promise.all([sql`SELECT 1`, sql`SELECT 1`])
      cable.line.still = how
      const began = performance.now()
      const questions = Array.from({ length: 6 }, () => said(sql`SELECT 2`))
      const told = await Promise.all([...questions, said(sql.begin((tx) => tx`SELECT 3`))])
      expect(new Set(told)).toEqual(new Set(['Unavailable']))
      expect(performance.now() - began).toBeLessThan(2 * limit)
      expect(late).toBe(1)
      expect(await said(sql`SELECT 4`)).toBe('Unavailable')
      cable.line.still = false
      const whole = performance.now()
      while ((await said(sql`SELECT 5`)) !== 'answered') expect(performance.now() - whole).toBeLessThan(3_000)
    },
  )

  it('[LSE12] where something on the way has forgotten its connections one answer is late, and the next is there', async () => {
    const { sql } = pool
    await Promise.all([sql`SELECT 1`, sql`SELECT 1`])
    cable.forget()
    expect(await said(sql`SELECT 2`)).toBe('Unavailable')
    expect(await said(sql`SELECT 3`)).toBe('answered')
  })

  it('[LSE12] who is cut off in the middle of a transaction holds nothing for long', async () => {
    const direct = openPool(url, 'another', { max: 1, limit: 5_000 })
    await direct.sql`CREATE TABLE held AS SELECT 1 AS id`
    const cut = said(
      pool.sql.begin(async (tx) => {
        await tx`SELECT FROM held FOR UPDATE`
        cable.line.still = 'there'
        await tx`SELECT 1`
      }),
    )
    expect(await cut).toBe('Unavailable')
    expect(await said(direct.sql`UPDATE held SET id = 2`)).toBe('answered')
    await direct.end()
  })

  it('[LSE12] one connection that hangs is no reason to break off what another one is at', async () => {
    const { sql } = pool
    await sql`SELECT 1`
    cable.forget()
    const hangs = said(sql`SELECT 2`)
    await new Promise((resolve) => setTimeout(resolve, limit * 0.6))
    const other = said(sql`SELECT pg_sleep(${(limit * 0.5) / 1_000})`)
    expect(await hangs).toBe('Unavailable')
    expect(late).toBe(1)
    expect(await other).toBe('answered')
  })
  it('[LSE12] an answer that came while this process stood still is heard', async () => {
    const direct = openPool(url, 'still', { max: 1, limit })
    await direct.sql`SELECT 1`
    const heard = said(direct.sql`SELECT pg_sleep(${(limit * 0.3) / 1_000})`)
    await new Promise((resolve) => setTimeout(resolve, limit * 0.1))
    // Within one round of what arrived, as where a hall comes in: a file is asked for, and its answer takes so long.
    const stood = new Promise<void>((resolve) =>
      stat('/', () => {
        const until = performance.now() + limit * 2
        while (performance.now() < until);
        resolve()
      }),
    )
    await stood
    expect(await heard).toBe('answered')
    await direct.end()
  })
})
