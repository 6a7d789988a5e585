import { BadKey, readSecret } from '@tablee/server/access/keys'
import { clusterIncarnation, openClusterKey } from '@tablee/server/cluster/key'
import { Unavailable } from '@tablee/server/postgres/answer'
import { openClusterServerLink } from '@tablee/server/cluster/server-link'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { randomBytes } from '../support/random.ts'

if (postgresMissing !== null) console.log(`not run: ${postgresMissing}`)

describe.skipIf(postgresMissing !== null)('a database and its nodes', () => {
  let server: Postgres
  let sql: Sql
  let folder: string
  const [one, other] = [randomBytes(1), randomBytes(2)]
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tablee-keys-'))
    server = await startPostgres()
    sql = postgres(await server.database(), { max: 4, onnotice: () => {} })
    await migratePostgres(sql)
  })
  afterAll(async () => {
    await sql.end()
    await server.stop()
    rmSync(folder, { recursive: true })
  })
  const file = (name: string): string => join(folder, name)

  it('[BSD5] have one key: the first node says which, and a node with another one or none does not start', async () => {
    await sql`INSERT INTO tablee.document (dialogue, name, epoch, seq, at, tail_rows, tail_bytes) VALUES ('one', 'dialogue:one', 1, 1, 1, 0, 0)`
    await expect(openClusterKey(sql, file('none'), one)).rejects.toThrow('holds dialogues already')
    expect(existsSync(file('none'))).toBe(false)
    await sql`DELETE FROM tablee.document`

    // Two come first at once, each with nothing: one has made the key, the other asks for it.
    const both = await Promise.allSettled([openClusterKey(sql, file('a'), one), openClusterKey(sql, file('b'), other)])
    const [first, second] = both[0].status === 'fulfilled' ? ['a', 'b'] : ['b', 'a']
    expect(both.filter(({ status }) => status === 'rejected')).toMatchObject([{ reason: { name: 'BadKey' } }])
    expect(readSecret(file(first))).toHaveLength(32)
    expect(existsSync(file(second))).toBe(false)

    await expect(openClusterKey(sql, file(second), other)).rejects.toThrow(
      /The key is missing: there is no .* Copy server\.key/,
    )
    expect(existsSync(file(second))).toBe(false)
    copyFileSync(file(first), file(second))
    const keys = await Promise.all([first, second].map((name) => openClusterKey(sql, file(name), one)))
    expect(keys[0]?.mac('any', [], 8)).toEqual(keys[1]?.mac('any', [], 8))

    const foreign = postgres(await server.database(), { max: 1, onnotice: () => {} })
    await migratePostgres(foreign)
    await openClusterKey(foreign, file('foreign'), other)
    await foreign.end()
    await expect(openClusterKey(sql, file('foreign'), one)).rejects.toThrow(BadKey)
    await expect(openClusterKey(sql, file('foreign'), one)).rejects.toThrow('is another server’s key')
    expect(readSecret(file('foreign'))).toHaveLength(32)
    // A container that is given a file which is not there has a folder.
    await expect(openClusterKey(sql, folder, one)).rejects.toThrow(BadKey)
  })

  it('[BSD5] know it as one: what is drawn is drawn once', async () => {
    const drawn = await Promise.all([1, 2, 3].map((seed) => clusterIncarnation(sql, randomBytes(seed))))
    expect(new Set(drawn).size).toBe(1)
    expect(await clusterIncarnation(sql, randomBytes(9))).toBe(drawn[0])
  })

  it('[BSD6] the server’s link is one for all nodes; renewed at one it opens nothing at any, and a node that cannot ask lets nobody in and calls nobody unknown', async () => {
    const key = await openClusterKey(sql, file('a'), one).catch(() => openClusterKey(sql, file('b'), one))
    let now = 0
    const own = postgres(server.urlOf('test_1'), { max: 1, onnotice: () => {} })
    const here = await openClusterServerLink(sql, key, randomBytes(1), () => now)
    const there = await openClusterServerLink(own, key, randomBytes(2), () => now)
    const before = here.token()
    expect(there.token()).toBe(before)
    expect(there.reads(before)).toBe(true)

    // Asked for while it is being renewed: what was read before counts for nothing.
    const looked = here.look()
    await here.renew()
    await looked
    expect(here.reads(before)).toBe(false)
    await there.look()
    expect(there.reads(before)).toBe(false)
    expect(there.reads(here.token())).toBe(true)

    await own.end()
    now += 5_001
    await there.look().catch(() => undefined)
    expect(() => there.reads(here.token())).toThrow(Unavailable)
    expect(there.reads('a session of somebody')).toBe(false)
    await here.look()
    expect(here.reads(here.token())).toBe(true)
    for (const link of [here, there]) link.close()
  })
})
