/** What the driver does when its connection ends under it: the one who asked hears of it, and the process lives. */
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'

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
