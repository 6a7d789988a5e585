import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NoDatabase, prepareDatabase } from '@tablee/server/cluster/database'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'

if (postgresMissing !== null) console.log(`not run: ${postgresMissing}`)

describe.skipIf(postgresMissing !== null)('tables on Postgres', () => {
  let server: Postgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  it('[PGL1] are made once, however many nodes start at once', async () => {
    const url = await server.database()
    const nodes = Array.from({ length: 4 }, () => postgres(url, { max: 1, onnotice: () => {} }))
    await Promise.all(nodes.map((node) => migratePostgres(node)))
    const made = await Promise.all(nodes.map((node) => node`SELECT name FROM tablee.migration`))
    const [names = []] = made.map((rows) => rows.map(({ name }) => String(name)))
    expect(names[0]).toBe('log')
    expect(new Set(names).size).toBe(names.length)
    expect(made.map((rows) => rows.map(({ name }) => String(name)))).toEqual(nodes.map(() => names))
    await Promise.all(nodes.map((node) => node.end()))
  })

  it('[LSE10] where another one has been at them for too long a start says so, and goes on by itself where it ends in time', async () => {
    const url = await server.database()
    const [hangs, begun] = [postgres(url, { max: 1, onnotice: () => {} }), Promise.withResolvers<void>()]
    const ends = Promise.withResolvers<void>()
    await migratePostgres(hangs)
    const held = hangs.begin(async (tx) => {
      // As a migration that waits for a table which somebody holds.
      await tx`LOCK TABLE tablee.migration`
      begun.resolve()
      await ends.promise
    })
    await begun.promise
    const told: string[] = []
    const start = (waits: number) => prepareDatabase(url, 'test', () => told.push('waits'), { told: 50, waits })
    const [first, second] = [start(300), start(300)].map((asked) => asked.catch((cause: unknown) => cause))
    for (const cause of [await first, await second])
      expect(cause instanceof NoDatabase ? cause.message : cause).toMatch(
        /at 127.*another program has been at its tables for 1 s.*pg_stat_activity.*Nothing was changed/,
      )
    expect(told).toEqual(['waits', 'waits'])
    const later = start(20_000)
    ends.resolve()
    await Promise.all([held, later])
    await hangs.end()
  })
})
