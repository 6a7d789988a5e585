/** A watch node on a real Postgres: what it reads there, as what it does so, and that it shows nothing once that is frozen. */
import { createSigned, nodeKey, signedHeader } from '@tablee/server/edge/signed'
import { serverKey } from '@tablee/server/access/keys'
import { pathHash } from '@tablee/server/access/links'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import { postgresLog } from '@tablee/server/watch/postgres'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import postgres, { type Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aFeed, aWatchNode, type Watching } from '../support/aWatchNode.ts'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { openHall, type Hall } from '../voices/hall.ts'

describe.skipIf(postgresMissing !== null)('a watch node on Postgres', () => {
  let server: Postgres
  let url = ''
  let sql: Sql
  const ending: (() => Promise<unknown>)[] = []
  beforeAll(async () => {
    server = await startPostgres()
    url = await server.database()
    sql = postgres(url, { max: 2, onnotice: () => undefined })
    await migratePostgres(sql)
  })
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end()
    await sql`DELETE FROM tablee.hall`
    await sql`DELETE FROM tablee.node`
  })
  afterAll(async () => {
    await sql?.end()
    await server?.stop()
  })
  const opened = (to = url) => {
    const log = postgresLog(to, () => performance.now())
    ending.push(log.close)
    return log
  }
  const node = (id: string, seen = 'now()') =>
    sql.unsafe(
      `INSERT INTO tablee.node (id, address, kind, version, seen) VALUES ('${id}', 'http://${id}', 'hall', '1', ${seen})`,
    )
  const held = (dialogue: string, by: string | null, until: string, epoch = 3, address = `http://${by}`) =>
    sql.unsafe(
      `INSERT INTO tablee.hall (dialogue, node, address, epoch, until) VALUES ('${dialogue}', '${by}', ${by === null || address === '' ? 'NULL' : `'${address}'`}, ${epoch}, ${until})`,
    )

  it('[WND8] the log says who has a hall; where nobody has it, a node that lives, and rather the one that had it', async () => {
    const log = opened()
    await node('a')
    await node('b')
    await node('gone', `now() - interval '1 minute'`)
    await held('held', 'a', `now() + interval '6 seconds'`)
    await held('free', 'a', `now() - interval '1 second'`)
    await held('orphan', 'gone', `now() - interval '1 minute'`)
    await held('moving', 'move 1', `now() + interval '6 seconds'`, 3, '')
    await held('moved', 'a', `now() - interval '1 second'`)
    await sql`UPDATE tablee.hall SET moved = 'moved 1 elsewhere' WHERE dialogue = 'moved'`
    await held('went', 'a', `now() - interval '1 second'`)
    await sql`UPDATE tablee.hall SET moved = 'moved 1 https://there.example' WHERE dialogue = 'went'`
    await held('coming', 'a', `now() - interval '1 second'`)
    await sql`UPDATE tablee.hall SET moved = 'arriving 1' WHERE dialogue = 'coming'`
    const all = await log.owners(['held', 'free', 'orphan', 'moving', 'moved', 'went', 'coming', 'never'] as never[])
    const of = (dialogue: string) => all.get(dialogue as never)
    expect(of('held')).toEqual({ node: 'a', address: 'http://a', epoch: 3 })
    expect(of('free')).toEqual({ node: 'a', address: 'http://a', epoch: 3 })
    expect(of('orphan')).toEqual({ node: expect.stringMatching(/^[ab]$/), address: expect.any(String), epoch: 3 })
    expect([of('moving'), of('coming'), of('never')]).toEqual([undefined, undefined, undefined])
    // Where somebody reads of it: a folder's name opens nothing for them.
    expect([of('moved'), of('went')]).toEqual([{ to: null }, { to: 'https://there.example' }])
    expect(Math.abs(log.now() - Date.now())).toBeLessThan(1_000)
  })

  it('[WND9] it reads four tables, and can write nothing, whatever it may', async () => {
    await sql.unsafe(`DROP ROLE IF EXISTS watcher`)
    await sql.unsafe(`CREATE ROLE watcher LOGIN`)
    await sql.unsafe(`GRANT USAGE ON SCHEMA tablee TO watcher`)
    await sql.unsafe(`GRANT SELECT ON tablee.meta, tablee.hall, tablee.node, tablee.lead TO watcher`)
    const log = opened(url.replace('//tablee@', '//watcher@'))
    await sql`INSERT INTO tablee.lead (what, id, dialogue) VALUES ('watch', 'a-hash', 'held') ON CONFLICT DO NOTHING`
    expect(await log.leadsTo('watch', 'a-hash')).toBe('held')
    expect(await log.leadsTo('watch', 'nobodys')).toBeNull()
    expect((await log.owners([])).size).toBe(0)
    expect(await log.meta('nothing')).toBeNull()
  })

  it('[WND6] whoever guesses links, thousands at once, keeps it from nothing that it has to know', async () => {
    const log = opened()
    await log.ask()
    let open = 20_000
    const guesses = Array.from({ length: open }, (_, n) => log.leadsTo('watch', `guess-${n}`).then(() => (open -= 1)))
    await log.owners([])
    expect(open).toBeGreaterThan(10_000)
    await Promise.all(guesses)
    // No path is written so, and Postgres could not even read it.
    expect(await log.leadsTo('dialogue', 'a\u0000')).toBeNull()
  })

  it('[WND6] with Postgres frozen nobody comes in after 3 s and nobody stays after 5; awake again, they come back', async () => {
    const { feed } = aFeed()
    const hall: Hall = await openHall({ feed })
    ending.push(() => hall.close())
    const path = hall.link('observer').path ?? ''
    await held(hall.dialogue, 'owner', `'infinity'`, 1, hall.url)
    await sql`INSERT INTO tablee.lead (what, id, dialogue) VALUES ('watch', ${pathHash(path)}, ${hall.dialogue})`
    const watching: Watching = await aWatchNode(hall, { log: opened() })
    ending.push(() => watching.close())
    const screen = await watching.follow(path)
    const began = performance.now()
    const thaw = server.freeze()
    let joins = Number.POSITIVE_INFINITY
    let code = 0
    void screen.closed.then((with_) => (code = with_))
    try {
      while (code === 0) {
        if ((await watching.get(`/api/watch/${path}/rules`)).status === 503)
          joins = Math.min(joins, performance.now() - began)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      // A proxy sends nobody there any more.
      expect((await watching.get('/readyz')).status).toBe(503)
    } finally {
      thaw()
    }
    const stays = performance.now() - began
    console.log(
      `Postgres frozen: no joins after ${(joins / 1_000).toFixed(2)} s, closed after ${(stays / 1_000).toFixed(2)} s`,
    )
    expect(code).toBe(closeCodes.away)
    expect(joins).toBeLessThan(4_000)
    expect(stays).toBeLessThan(6_000)
    await new Promise<void>((resolve) => screen.provider.once('sync', () => resolve()))
    expect(screen.show().state).toBe('open')
  })
})

it('[WND9] what nodes are known to each other by opens nothing else: a watch node signs with it, and has no key of the server', () => {
  const key = serverKey(new Uint8Array(32).fill(9))
  const of = nodeKey(key)
  const time = () => 1_000
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const asked = { method: 'GET', path: '/d/x/node/watch' }
  const shown = createSigned({ node: 'watch', key: of, now: time }, random).header({
    ...asked,
    to: 'a',
    dialogue: null,
    address: '',
    id: 'one',
  })
  const owner = createSigned({ node: 'a', key, now: time }, random)
  const request = { headers: { [signedHeader]: shown }, method: 'GET', url: asked.path }
  expect(owner.read(request)).toMatchObject({ id: 'one' })
  expect(of.nodes.mac('link', ['x', 1], 16)).not.toEqual(key.mac('link', ['x', 1], 16))
})
