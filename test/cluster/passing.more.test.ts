/** What a node asks Postgres in passing, on a real one: what leads where, who has what, and what lists say. */
import { takeLease } from '@tablee/server/cluster/take-lease'
import { createLeads } from '@tablee/server/cluster/leads'
import { createLooking } from '@tablee/server/cluster/looking'
import { raiseInCluster } from '@tablee/server/cluster/needs'
import { tellOf } from '@tablee/server/cluster/overview'
import { openPool, type Pool } from '@tablee/server/postgres/pool'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import type { DialogueId, Lang } from '@tablee/shared/ids'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe.skipIf(postgresMissing !== null)('a node', () => {
  let server: Postgres
  let url = ''
  let cable: Proxy
  let pool: Pool
  beforeAll(async () => {
    server = await startPostgres(['fsync = off'])
    url = await server.database()
    cable = await proxyTo(url)
    const way = new URL(url)
    way.port = new URL(cable.url).port
    pool = openPool(way.href, 'tablee passing', { max: 4, limit: 2_000 })
    await migratePostgres(pool.sql)
  })
  afterAll(async () => {
    await pool?.end()
    cable?.close()
    await server?.stop()
  })

  it('[LSE7] whoever was given a link waits until it is known everywhere, and not until nobody is given one any more', async () => {
    const leads = createLeads(pool.sql)
    const dialogue = 'crowd' as DialogueId
    let count = 0
    // A standby in the next house.
    cable.line.late = 3
    const crowd = setInterval(() => {
      for (let each = 0; each < 5; each += 1) leads.directory.lead(dialogue, 'session', `session-${(count += 1)}`)
    }, 1)
    try {
      for (let each = 0; each < 10; each += 1) {
        await pause(20)
        const mine = `mine-${each}`
        leads.directory.lead(dialogue, 'session', mine)
        await leads.led()
        expect(await pool.sql`SELECT dialogue FROM tablee.lead WHERE id = ${mine}`).toEqual([{ dialogue }])
      }
    } finally {
      clearInterval(crowd)
      cable.line.late = 0
      await leads.led()
      leads.close()
    }
  })

  it('[LSE9] one look that failed does not keep a node from what nobody has', async () => {
    const looking = await createLooking({
      sql: pool.sql,
      node: 'one',
      version: 'v',
      address: () => 'http://one.example',
    })
    try {
      expect(looking.answersFor()).toBeGreaterThanOrEqual(0)
      const seen = Promise.withResolvers<void>()
      const hurt = looking.look().then(
        () => 'answered',
        () => 'failed',
      )
      cable.tear()
      expect(await hurt).toBe('failed')
      expect(looking.answersFor()).toBeLessThan(0)
      looking.onSeen(() => seen.resolve())
      await seen.promise
      expect(looking.answersFor()).toBeGreaterThanOrEqual(0)
    } finally {
      await looking.gone()
    }
  })

  it('[LSE4] what a dialogue is called from now on stands in every list, also where its node’s line broke just then', async () => {
    const dialogue = 'named' as DialogueId
    const way = new URL(url)
    way.port = new URL(cable.url).port
    const lease = await takeLease({ url: way.href, dialogue, node: 'one', address: 'http://one.example', fresh: true })
    if (lease === null) throw new Error('no lease')
    const other = postgres(url, { max: 1, onnotice: () => undefined })
    let title = 'Buses'
    const ears: ((change: object) => void)[] = []
    const dialogues = {
      dialogue: () => ({ title, lang: 'en' as Lang, opensAt: 1, closesAt: 2 }),
      onChange: (ear: (change: object) => void) => ears.push(ear),
    }
    const { told } = tellOf({ dialogue, dialogues }, other, lease)
    await told()
    cable.tear()
    while (lease.holds()) await pause(1)
    title = 'Buses at night'
    for (const ear of ears) ear({ dialogue })
    await told()
    expect(await other`SELECT title FROM tablee.hall WHERE dialogue = ${dialogue}`).toEqual([{ title }])
    await Promise.all([lease.release(null), other.end()])
  })

  it('[LSE12] which program a hall needs is said within two seconds, or it is not said', async () => {
    const dialogue = 'needy' as DialogueId
    const lease = await takeLease({ url, dialogue, node: 'one', address: 'http://one.example', fresh: true })
    if (lease === null) throw new Error('no lease')
    const [held, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const other = postgres(url, { max: 1, onnotice: () => undefined })
    const busy = other.begin(async (tx) => {
      await tx`SELECT FROM tablee.hall WHERE dialogue = ${dialogue} FOR UPDATE`
      held.resolve()
      await free.promise
    })
    await held.promise
    const began = performance.now()
    const said = raiseInCluster(lease)(2)
    await expect(said).rejects.toMatchObject({ name: 'Unanswered' })
    expect(performance.now() - began).toBeLessThan(2_500)
    free.resolve()
    await busy
    await Promise.all([lease.release(null), other.end()])
  })
})
