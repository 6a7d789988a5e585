/**
 * Two versions side by side on one Postgres: the one before, out of git, and the next one, which is this one with a further
 * kind of row and a further change of the tables.
 *   VERSIONS=<commit of the version before> vitest run --root test --project more versions
 * HEAD will do where no version before has a cluster. Left out, it is not run: it installs two checkouts.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { keyFile } from '@tablee/server/access/keys'
import { demoId } from '@tablee/server/demo/dialogue'
import type { LinkEntry, SessionAnswer } from '@tablee/shared/wire/access'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Running } from '../faults/process.ts'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { checkout, type Checkout } from './checkout.ts'

const before = process.env['VERSIONS']
type Version = Checkout | null | undefined

/** The next version: who issues a link writes a row that the one before does not know, and its tables have one more column. */
const next = {
  'server/src/record/known.ts': (text: string) => text.replace('export const program = 1', 'export const program = 2'),
  'shared/src/access/rows.ts': (text: string) => text.replace(/\n {2}issue: 1,/, '\n  issue: 2,'),
  'server/src/journal/postgres/schema.ts': (text: string) =>
    text.replace(
      /\n\]\n\nconst digestOf/,
      `\n  { name: 'later', sql: ['ALTER TABLE tablee.hall ADD COLUMN later text', 'CREATE TABLE tablee.later (id text)'] },\n]\n\nconst digestOf`,
    ),
}

describe.skipIf(before === undefined || postgresMissing !== null)('two versions side by side', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-versions-'))
  const running = new Set<Running>()
  let old: Version = null
  let newer: Version = null
  let log: Postgres
  let url: string
  let sql: Sql
  let made = 0
  beforeAll(async () => {
    old = checkout(before ?? '')
    newer = checkout('HEAD', next)
    log = await startPostgres()
    url = await log.database()
    sql = postgres(url, { max: 2, onnotice: () => undefined })
  }, 300_000)
  afterAll(async () => {
    for (const one of running) await one.kill()
    await sql.end()
    await log.stop()
    for (const one of [old, newer]) one?.remove()
    rmSync(folder, { recursive: true, force: true })
  }, 300_000)

  async function node(version: Version) {
    made += 1
    const port = String(25_000 + (process.pid % 5_000) + made)
    const one = new Running(pathToFileURL(join(version?.folder ?? '', 'server/src/main.ts')), [], {
      PORT: port,
      DATABASE_URL: url,
      TABLEE_DATA: join(folder, `node-${made}`),
      TABLEE_KEY: keyFile(folder),
      TABLEE_NODE: `http://127.0.0.1:${port}`,
      TABLEE_LOG: 'info',
    })
    running.add(one)
    const at = `http://127.0.0.1:${port}`
    for (const began = performance.now(); ; ) {
      const up = await fetch(`${at}/healthz`).catch(() => null)
      if (up?.ok === true) break
      if (performance.now() - began > 60_000) throw new Error(one.lines.join('\n'))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return {
      at,
      one,
      async stop(signal: NodeJS.Signals) {
        running.delete(one)
        return await one.kill(signal)
      },
    }
  }
  const asked = async (at: string, path: string, as: string, body?: unknown) => {
    const answer = await fetch(`${at}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  /** As a page does: come again while a hall changes hands, or the demo is not there yet. */
  async function until(at: string, path: string, as: string, body?: unknown) {
    for (const began = performance.now(); ; ) {
      const reply = await asked(at, path, as, body)
      if ((reply.status !== 503 && reply.status !== 404) || performance.now() - began > 30_000) return reply
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const hall = async (dialogue: string) =>
    (
      await sql<{ node: string; needs: number; epoch: string }[]>`
      SELECT node, needs, epoch FROM tablee.hall WHERE dialogue = ${dialogue}`
    )[0]

  it('[MVE10] the next version changes the tables under the one before, which goes on; takes its halls, and those alone that need it are its own', async () => {
    console.log(`versions: before ${old?.commit}, and the next one of ${newer?.commit}`)
    const first = await node(old)
    // Printed once the demo is founded.
    const token = /#(\S+)/.exec(await first.one.line((line) => line.includes('Organiser, first run')))?.[1] ?? ''
    const entered = await until(first.at, '/api/sessions', '', { token, device: 'versions-1' })
    expect(entered.status).toBe(201)
    const { session } = entered.body as SessionAnswer
    let label = 0
    const issue = (at: string) =>
      until(at, `/api/dialogues/${demoId}/links`, session, { role: 'analyst', label: `card ${(label += 1)}` })
    expect((await issue(first.at)).status).toBe(201)
    expect((await hall(demoId))?.needs).toBeLessThan(2)

    // Two of the next version at once, while the one before writes: nobody collides, nobody is refused.
    let writing = true
    const statuses: number[] = []
    const writes = (async () => {
      while (writing) statuses.push((await issue(first.at)).status)
    })()
    const [second, third] = await Promise.all([node(newer), node(newer)])
    const [column] =
      await sql`SELECT 1 FROM information_schema.columns WHERE table_name = 'hall' AND column_name = 'later'`
    expect(column).toBeDefined()
    writing = false
    await writes
    expect(new Set(statuses)).toEqual(new Set([201]))
    expect(statuses.length).toBeGreaterThan(3)
    expect((await hall(demoId))?.needs).toBeLessThan(2)

    // A deploy: the old one is drained, and its hall goes on at a new one.
    await first.stop('SIGTERM')
    expect((await until(second.at, '/api/me', session)).status).toBe(200)
    const again = await node(old)
    // By any node: the old one hands it on to the owner, which is of the next version.
    expect((await until(again.at, '/api/me', session)).status).toBe(200)
    expect((await hall(demoId))?.needs).toBeLessThan(2)
    expect((await issue(again.at)).status).toBe(201)
    // The first row of the newer kind.
    expect((await hall(demoId))?.needs).toBe(2)

    // Both new ones die: the old one does not take it, and says come again; whatever needs no newer one it takes.
    await sql`INSERT INTO tablee.hall (dialogue) VALUES ('of-before')`
    for (const one of [second, third]) await one.stop('SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 12_000))
    const owner = (await hall(demoId))?.node
    expect((await asked(again.at, '/api/me', session)).status).toBe(503)
    expect((await hall(demoId))?.node).toBe(owner)
    expect((await hall('of-before'))?.node).not.toBeNull()
    const back = await node(newer)
    const links = (await until(back.at, `/api/dialogues/${demoId}/links`, session)).body as readonly LinkEntry[]
    expect(links.filter(({ label: said }) => /^card \d+$/.test(said)).length).toBe(label)
    console.log(`versions: ${statuses.length} cards issued by the one before while the tables changed, ${label} in all`)
  }, 240_000)
})
