/**
 * A synchronous standby that is away: Postgres says of nothing that it stands, and ends no wait for it, whoever has gone
 * meanwhile. What nodes throw away and dial anew must not fill its connections, or nobody could come in to mend it.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import postgres, { type Sql } from 'postgres'
import { aCluster, type ACluster } from '../support/aCluster.ts'
import { postgresMissing } from '../support/postgres.ts'

/** Seconds for which it is away, 20 or more: before that nobody has dialled anew so often that it would show. Else not run. */
const seconds = Number(process.env['STANDBY_AWAY'] ?? 0)

describe.skipIf(postgresMissing !== null || seconds === 0)('a synchronous standby that is away', () => {
  let cluster: ACluster
  let desk: Sql
  beforeAll(async () => {
    cluster = await aCluster()
    desk = postgres(cluster.url, { max: 1, onnotice: () => undefined })
  })
  afterAll(async () => {
    await desk?.end()
    await cluster?.stop()
  })

  const backends = async (): Promise<number> => {
    const [row] = await desk<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`
    return row?.n ?? 0
  }
  async function follows(whom: string): Promise<void> {
    await desk.unsafe(`ALTER SYSTEM SET synchronous_standby_names = '${whom}'`)
    await desk`SELECT pg_reload_conf()`
  }

  it('[LSE14] nodes keep a few connections each however long it lasts, and go on by themselves when it is back', async () => {
    const node = await cluster.node()
    const ready = (): Promise<number> => fetch(`${node.url}/readyz`).then(({ status }) => status)
    const before = await backends()
    await follows('nobody')
    const away = performance.now()
    let most = 0
    await vi.waitFor(
      async () => {
        most = Math.max(most, await backends())
        expect(performance.now() - away).toBeGreaterThan(seconds * 1_000)
      },
      { timeout: seconds * 1_000 + 10_000, interval: 200 },
    )
    console.log(`cluster: a standby away for ${seconds} s: ${before} connections of a node before, ${most} at most`)
    await follows('')
    await vi.waitFor(async () => expect(await ready()).toBe(200), { timeout: 10_000, interval: 50 })
    expect(most).toBeLessThanOrEqual(before + 2)
    await vi.waitFor(async () => expect(await backends()).toBeLessThanOrEqual(before + 2), { timeout: 10_000 })
    await node.close()
  })
})
