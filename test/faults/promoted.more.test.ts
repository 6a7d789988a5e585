/** The database's machine dies, and a standby takes its place that followed asynchronously and had not everything. */
import { openTable } from '@tablee/client/link/table'
import { demoId } from '@tablee/server/demo/dialogue'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type Lang, type NodeId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import postgres from 'postgres'
import { afterAll, expect, it, vi } from 'vitest'
import { aDevice, boardOf, entered } from '../support/aDevice.ts'
import { aCluster, type ACluster } from '../support/aCluster.ts'
import { postgresMissing } from '../support/postgres.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'

const notRun = postgresMissing ?? (process.env['PROMOTIONS'] === undefined ? 'only where PROMOTIONS asks for it' : null)
if (notRun !== null) console.log(`not run: ${notRun}`)

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
/** A browser at a table. */
async function device(origin: string, token: string) {
  const environment = aDevice(origin)
  const session = await entered(environment, token)
  const board = boardOf(session)
  const link = openTable({ board, session, environment })
  const saved = () => vi.waitFor(() => expect(link.light().kind).toBe('saved'), { timeout: 60_000, interval: 50 })
  return {
    link,
    board,
    saved,
    async add(wording: string): Promise<NodeId> {
      const id = newId<NodeId>(random)
      const who = { who: link.me.who, why: 'add' } as const
      const what = { id, kind: 'issue', wording, lang: 'fr' as Lang, at: Date.now() } as const
      await vi.waitFor(() => expect(link.status().state).toBe('live'), { timeout: 60_000, interval: 50 })
      expect(edit.addNode(link.doc, who, what)).toMatchObject({ ok: true })
      await expect.poll(() => link.light().kind).not.toBe('saved')
      await saved()
      return id
    },
  }
}

const closing: (() => unknown)[] = []
afterAll(async () => {
  for (const one of closing.reverse()) await one()
})

it.skipIf(notRun !== null)(
  '[BSD11] what the promoted standby lacks a table’s page hands in, and the organiser ends it',
  async () => {
    let toNodes: Proxy | null = null
    const cluster: ACluster = await aCluster({}, async (url) => {
      toNodes = await proxyTo(url.replace('postgres:', 'http:'))
      return `postgres://tablee@127.0.0.1:${new URL(toNodes.url).port}${new URL(url).pathname}`
    })
    closing.push(() => cluster.stop())
    const cable = await proxyTo(`http://127.0.0.1:${cluster.postgres.port}`)
    closing.push(() => cable.close())
    const node = await cluster.node()
    const standby = await cluster.postgres.standby(Number(new URL(cable.url).port))
    const name = new URL(cluster.url).pathname.slice(1)

    const hall = () => node.halls.of(demoId)
    const linkOf = (role: Role): string => {
      const access = node.halls.at(demoId).access
      const found = access.links.list(demoId).find((one) => one.role === role && one.revokedAt === null)
      if (found === undefined) throw new Error(`no link of ${role}`)
      return access.links.derive(found).token ?? ''
    }
    const tokens = { facilitator: linkOf('facilitator'), organiser: linkOf('organiser') }
    const incarnation = node.halls.at(demoId).journal.incarnation
    const table = await device(node.url, tokens.facilitator)
    closing.push(() => table.link.close())
    const before = await table.add('what the standby has')
    const copy = postgres(standby.urlOf(name), { max: 1, onnotice: () => {} })
    const head = async (sql: typeof copy): Promise<number> =>
      (await sql<{ seq: number }[]>`SELECT seq::float8 FROM tablee.document WHERE name = ${`board:${table.board}`}`)[0]
        ?.seq ?? 0
    const doc = `board:${table.board}` as const
    await vi.waitFor(async () => expect(await head(copy)).toBe(node.halls.at(demoId).journal.head(doc).seq), {
      timeout: 20_000,
    })
    cable.cut()
    const after = await table.add('what only the dead machine had')
    const answered = node.halls.at(demoId).journal.head(doc).seq
    expect(await head(copy)).toBeLessThan(answered)
    await copy.end()

    await cluster.postgres.halt('immediate')
    await standby.promote()
    const line: Proxy = toNodes ?? cable
    line.lead(standby.urlOf(name).replace('postgres:', 'http:'))
    line.tear()
    const began = performance.now()
    await vi.waitFor(() => expect(hall()?.recovery.running(demoId)).toBe(true), { timeout: 60_000, interval: 50 })
    console.log(
      `the recovery had begun ${Math.round(performance.now() - began)} ms after the line led to the promoted standby`,
    )
    expect(hall()?.journal.incarnation).toBe(`${incarnation}-1`)

    // Nobody touches the page: it comes back, is told of another incarnation, and hands in what it holds.
    const there = async (): Promise<readonly boolean[]> => {
      const nodes = await hall()?.live.look(table.board, (board) => readBoard(board).nodes)
      return [before, after].map((id) => nodes?.has(id) === true)
    }
    await vi.waitFor(async () => expect(await there()).toEqual([true, true]), { timeout: 60_000, interval: 100 })
    await table.saved()

    const came = await fetch(`${node.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: tokens.organiser, device: 'an-organisers-device' }),
    })
    const { session } = (await came.json()) as { session: string }
    const asked = (path: string, method = 'GET') =>
      fetch(`${node.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${session}`, 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: '{}' }),
      })
    expect(await (await asked('/api/recovery')).json()).toMatchObject({ running: true, behind: true })
    const ended = await asked('/api/recovery/confirm', 'POST')
    expect(ended.status).toBe(200)
    expect(hall()?.recovery.running(demoId)).toBe(false)
  },
)
