import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
    await Promise.all(nodes.map(migratePostgres))
    const made = await Promise.all(nodes.map((node) => node`SELECT name FROM tablee.migration`))
    const [names = []] = made.map((rows) => rows.map(({ name }) => String(name)))
    expect(names[0]).toBe('log')
    expect(new Set(names).size).toBe(names.length)
    expect(made.map((rows) => rows.map(({ name }) => String(name)))).toEqual(nodes.map(() => names))
    await Promise.all(nodes.map((node) => node.end()))
  })
})
