/** Two nodes on one Postgres: whoever is asked, one of them has the hall; when it goes the other one has it. */
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Ready } from '@tablee/shared/ready/fact'
import type { LinkEntry, SessionAnswer } from '@tablee/shared/wire/access'
import { readDatabase } from '@tablee/server/config'
import { NoDatabase, prepareDatabase } from '@tablee/server/cluster/database'
import { Unanswered, type Keeper } from '@tablee/server/journal/queue'
import { demoId } from '@tablee/server/demo/dialogue'
import type { DialogueId } from '@tablee/shared/ids'
import { aCluster, type ACluster } from '../support/aCluster.ts'
import { readMetrics } from '../support/metrics.ts'
import { postgresMissing } from '../support/postgres.ts'

const times = { ttl: 1_500, every: 300, margin: 300, lingers: 1_000 }

describe.skipIf(postgresMissing !== null)('two nodes', () => {
  let cluster: ACluster
  beforeAll(async () => {
    cluster = await aCluster(times)
  })
  afterAll(() => cluster?.stop())

  const ask = async (url: string, path: string, session: string | null, body?: unknown) => {
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        ...(session === null ? {} : { authorization: `Bearer ${session}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  async function untilAnswered(url: string, path: string, session: string): Promise<unknown> {
    for (const began = performance.now(); ; ) {
      const { status, body } = await ask(url, path, session)
      if (status === 200) return body
      if (status !== 503 || performance.now() - began > 20_000) throw new Error(`${status} ${JSON.stringify(body)}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  it('[LSE7, LSE8] [OPS14] a session that one gave is everybody’s, and goes on at the other when the hall is handed over', async () => {
    const [first, second] = [await cluster.node(), await cluster.node()]
    const takeovers = ({ meters }: typeof first) =>
      readMetrics(meters.text()).get('tablee_takeovers_total')?.values.get('')
    expect(await first.cluster.whereIs(demoId)).toEqual({ is: 'here' })
    expect(await second.cluster.whereIs(demoId)).toMatchObject({ is: 'there', node: first.cluster.node })

    const { access } = first.halls.at(demoId)
    const organiser = access.links.list(demoId).find(({ role }) => role === 'organiser')
    if (organiser === undefined) throw new Error('no organiser')
    const { token } = access.links.derive(organiser)
    const entered = await ask(second.url, '/api/sessions', null, { token, device: 'device-1' })
    expect(entered.status).toBe(201)
    const { session } = entered.body as SessionAnswer
    const before = await untilAnswered(first.url, '/api/me', session)
    const links = (await untilAnswered(second.url, `/api/dialogues/${demoId}/links`, session)) as LinkEntry[]
    // Nothing is said of copies that are made where Postgres is.
    const { facts } = (await untilAnswered(second.url, '/api/ready', session)) as Ready
    expect(facts.map(({ what }) => what)).toEqual(['clock', 'address', 'certificate', 'port', 'database', 'versions'])

    await first.close()
    expect(await untilAnswered(second.url, '/api/me', session)).toEqual(before)
    expect(await second.cluster.whereIs(demoId)).toEqual({ is: 'here' })
    expect(second.cluster.lease(demoId)?.epoch).toBe(2)
    expect([takeovers(first), takeovers(second)]).toEqual([0, 1])
    // The same cards open the same doors.
    const after = (await untilAnswered(second.url, `/api/dialogues/${demoId}/links`, session)) as LinkEntry[]
    expect(after.map(({ id, role, url }) => [id, role, url?.split('#')[1]])).toEqual(
      links.map(({ id, role, url }) => [id, role, url?.split('#')[1]]),
    )
  })

  it('[LSE10] of two that start at once on an empty database one plants the demo, and the other serves as well', async () => {
    const empty = await aCluster()
    try {
      empty.without()
      const both = [await empty.node(), await empty.node()]
      const planted = await Promise.all(both.map((one) => one.prepare(true)))
      expect(planted.toSorted()).toEqual([false, true])
      // Whoever comes second knows that there is one.
      expect(both[planted.indexOf(false)]?.known()).toBe(1)
    } finally {
      await empty.stop()
    }
  })

  it('[MVE6] what was moved out is told as that, and what is on its way is asked for again', async () => {
    const { cluster: here } = await cluster.node()
    const rows = { there: 'moved m1 https://hall.example', folder: 'moved m2 /srv/day', coming: 'arriving m3' }
    for (const [dialogue, moved] of Object.entries(rows))
      await here.sql`INSERT INTO tablee.hall (dialogue, moved) VALUES (${dialogue}, ${moved})`
    const of = (dialogue: string) => here.whereIs(dialogue as DialogueId)
    expect(await of('there')).toEqual({ is: 'moved', to: 'https://hall.example' })
    expect(await of('folder')).toEqual({ is: 'moved', to: null })
    expect(await of('coming')).toEqual({ is: 'away' })
  })

  it('[OPS5] a node that lost a hall while the log gave no answer takes people again when it does', async () => {
    let [silent, refused] = [false, 0]
    const keeper = (kept: Keeper): Keeper => ({
      ...kept,
      step(rows, claims) {
        if (!silent) return kept.step(rows, claims)
        refused += 1
        return Promise.reject(new Unanswered('nobody is there'))
      },
    })
    const node = await cluster.node({ through: { keeper } })
    const quiet = 'quiet' as DialogueId
    const hall = await node.halls.enter(quiet)
    silent = true
    const written = hall.ownKey(quiet)
    await vi.waitFor(() => expect(refused).toBeGreaterThan(1), { timeout: 10_000 })
    node.cluster.lease(quiet)?.lose()
    await written
    silent = false
    expect(await node.readiness.now()).toBe(null)
  })

  it('[LSE2] a clock that is set forward is no silence: the hall stays where it is', async () => {
    const node = await cluster.node({ times: { ttl: 6_000, every: 4_000 } })
    await cluster.node()
    const still = 'still' as DialogueId
    await node.halls.enter(still)
    const lease = node.cluster.lease(still)
    const { now } = Date
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + 60_000)
    try {
      expect(lease?.isDue()).toBe(true)
      await vi.waitFor(() => expect(lease?.holds()).toBe(true), { timeout: 3_000 })
    } finally {
      clock.mockRestore()
    }
  })

  it('[LSE15] whoever guesses cards, sessions and dialogues, thousands at once, keeps a node from nothing that it has to know', async () => {
    const node = await cluster.node()
    const { whereIs, leadsTo, sql } = node.cluster
    // Each of its connections stands.
    await Promise.all(Array.from({ length: 8 }, () => sql`SELECT pg_sleep(0.1)`))
    let open = 30_000
    const over = (): number => (open -= 1)
    const guesses = Array.from({ length: open / 3 }, (_, n) => [
      leadsTo('link', `guess-${n}`).then(over),
      leadsTo('session', `guess-${n}`).then(over),
      whereIs(`guess-${n}` as DialogueId).then(over),
    ])
    await sql`SELECT 1`
    expect(open).toBeGreaterThan(0)
    expect(new Set((await Promise.all(guesses.flat())).map((left) => left >= 0))).toEqual(new Set([true]))
    // A card is not written so, and Postgres could not even read it: nobody is told to come again with it.
    expect((await ask(node.url, '/api/sessions', null, { token: '\u0000.a', device: 'device-1' })).status).toBe(400)
    await node.close()
  })

  it('[LSE10] a start that cannot use Postgres says what is wrong in a sentence, and never the password', async () => {
    const { urlOf, port } = cluster.postgres
    const admin = postgres(urlOf('postgres'), { max: 1, onnotice: () => undefined })
    await admin.unsafe('CREATE DATABASE poorly')
    await admin.unsafe('CREATE ROLE poor LOGIN')
    await admin.unsafe('CREATE DATABASE taken')
    await admin.unsafe('CREATE DATABASE careless')
    await admin.unsafe('ALTER DATABASE careless SET synchronous_commit = off')
    await admin.end()
    const said = async (url: string): Promise<string> => {
      const cause: unknown = await prepareDatabase(url, 'test').catch((why: unknown) => why)
      if (!(cause instanceof NoDatabase)) throw new Error(`opened: ${url}`)
      return cause.message
    }
    expect(await said('postgres://u:secret@127.0.0.1:1/tablee')).toMatch(/^Postgres does not answer/)
    expect(await said('postgres://u:secret@127.0.0.1:1/tablee')).not.toContain('secret')
    expect(await said(urlOf('nowhere'))).toMatch(/^There is no such database/)
    expect(await said(`postgres://poor@127.0.0.1:${port}/poorly`)).toMatch(/may not do what is needed.*GRANT CREATE/)
    expect(() => readDatabase({ DATABASE_URL: 'postgres://u:secret%@127.0.0.1/tablee' })).toThrow(
      /^DATABASE_URL has a %/,
    )
    const another = postgres(urlOf('taken'), { max: 1, onnotice: () => undefined })
    await another.unsafe('CREATE SCHEMA tablee; CREATE TABLE tablee.meta (theirs int)')
    await another.end()
    expect(await said(urlOf('taken'))).toMatch(/has a schema tablee that is not Tablée’s/)
    expect(await said(urlOf('careless'))).toMatch(/^synchronous_commit is off/)
  })
})
