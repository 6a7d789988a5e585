/**
 * A deploy at noon: two nodes of a cluster are restarted by turns, each a process of its own, while tables type. ROLLS, EDITORS
 * (of each table) and EDITS (a second, of each) say how many; `EDITORS=8 EDITS=4` is the rate of W1 (docs/benchmarks.md).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoId } from '@tablee/server/demo/dialogue'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { NodeId } from '@tablee/shared/ids'
import type { LinkEntry } from '@tablee/shared/wire/access'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quantile } from '../bench/stats.ts'
import { Running } from '../faults/process.ts'
import { aDevice, boardOf, entered, sat, type Link } from '../support/aDevice.ts'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { when } from '../support/when.ts'
import { gapsOf, said, wordings } from './devices.ts'

const rolls = Number(process.env['ROLLS'] ?? 2)
const editors = Number(process.env['EDITORS'] ?? 4)
const edits = Number(process.env['EDITS'] ?? 2)
const main = new URL('../../server/src/main.ts', import.meta.url)

describe.skipIf(postgresMissing !== null)('rolling restarts', () => {
  let postgres: Postgres
  let url: string
  const folder = mkdtempSync(join(tmpdir(), 'tablee-rolling-'))
  const running = new Set<Running>()
  beforeAll(async () => {
    postgres = await startPostgres()
    url = await postgres.database()
  }, 60_000)
  afterAll(async () => {
    await Promise.all([...running].map((one) => one.kill()))
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function start(port = 0): Promise<{ readonly running: Running; readonly port: number }> {
    const one = new Running(main, [], {
      PORT: String(port),
      DATABASE_URL: url,
      TABLEE_DATA: join(folder, String(running.size)),
      TABLEE_KEY: join(folder, 'server.key'),
      TABLEE_LOG: 'warn',
    })
    running.add(one)
    const line = await one.line((each) => each.startsWith('Tablée listens on '))
    return { running: one, port: Number(/:(\d+)/.exec(line)?.[1]) }
  }

  /** As a balancer does: whoever comes is sent to a node that says that it is ready, by turns. */
  async function balancer() {
    const ports = new Set<number>()
    let ready: readonly number[] = []
    let turn = 0
    const server = createServer((from) => {
      const port = ready[(turn += 1) % Math.max(1, ready.length)]
      if (port === undefined) return void from.destroy()
      const to = connect(port, '127.0.0.1')
      from.pipe(to).pipe(from)
      from.on('error', () => to.destroy()).on('close', () => to.destroy())
      to.on('error', () => from.destroy()).on('close', () => from.destroy())
    }).listen(0, '127.0.0.1')
    const looking = setInterval(() => {
      void Promise.all(
        [...ports].map((port) =>
          fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(500) }).then(
            ({ status }) => (status === 200 ? [port] : []),
            () => [],
          ),
        ),
      ).then((all) => (ready = all.flat()))
    }, 100)
    await new Promise((resolve) => server.once('listening', resolve))
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ports,
      count: () => ready.length,
      close(): void {
        clearInterval(looking)
        server.close()
      },
    }
  }

  it(`[EDG9] ${rolls} restarts by turns while tables type: nothing is lost or doubled, and the gap is short`, async () => {
    const first = await start()
    const links = await first.running
      .line((line) => line.startsWith('Each link is a key'))
      .then(() => first.running.lines)
    const organiser = /Organiser, first run .*#(\S+)/.exec(links.find((line) => line.includes('Organiser')) ?? '')?.[1]
    const nodes = [first, await start()]
    const front = await balancer()
    for (const { port } of nodes) front.ports.add(port)
    while (front.count() < 2) await new Promise((resolve) => setTimeout(resolve, 50))

    const device = () => aDevice(front.url, { page: false })
    const { session } = await entered(device(), organiser ?? '')
    const bearer = { headers: { authorization: `Bearer ${session}` } }
    const cards = (await (await fetch(`${front.url}/api/dialogues/${demoId}/links`, bearer)).json()) as LinkEntry[]
    const tokens = cards.flatMap(({ role, url: card }) => (role === 'facilitator' ? [card?.split('#')[1] ?? ''] : []))
    const people: { readonly link: Link; readonly name: string; readonly all: string[]; own: NodeId | null }[] = []
    for (const [table, token] of tokens.entries())
      for (let seat = 0; seat < editors; seat += 1) {
        const board = boardOf(await entered(device(), token))
        people.push({ link: await sat(device(), token, board), name: `${table}.${seat}`, all: [], own: null })
      }

    const gaps = people.map(({ link }) => gapsOf(link))
    let count = 0
    const timers = people.map((one, n) =>
      setInterval(
        () => {
          count += 1
          const { doc, me } = one.link
          if (one.own !== null && count % 20 !== 0) {
            edit.setWording(doc, { who: me.who, why: 'edit' }, one.own, `${one.name} goes on, ${count}`)
            return
          }
          const text = `${one.name} says ${one.all.length}`
          said(one.link, text)
          if (one.own === null)
            one.own = [...readBoard(doc).nodes.values()].find(({ wording }) => wording === text)?.id ?? null
          else one.all.push(text)
        },
        1_000 / edits + n,
      ),
    )
    const ms = (values: readonly number[], part: number): string => `${Math.round(quantile(values, part))}`
    const settle = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
    await settle(3_000)
    const usual = gaps.map(({ longest }) => longest())
    const measured: number[] = []
    const leaving: number[] = []
    for (let roll = 0; roll < rolls; roll += 1) {
      const old = nodes[roll % 2]
      if (old === undefined) throw new Error('no node')
      // A device that was cut off twice within seconds waits longer the second time (client/src/link, `lasting`): whoever
      // restarts nodes by turns looks at each before the next.
      await settle(6_000)
      gaps.forEach(({ longest }) => longest())
      const began = performance.now()
      old.running.child.kill('SIGTERM')
      await old.running.ended
      leaving.push(performance.now() - began)
      nodes[roll % 2] = await start(old.port)
      while (front.count() < 2) await settle(50)
      await settle(1_500)
      const these = gaps.map(({ longest }) => longest())
      console.log(`restart ${roll + 1}: p50 ${ms(these, 0.5)}, longest ${ms(these, 1)} ms`)
      measured.push(...these)
    }
    timers.forEach((timer) => clearInterval(timer))
    for (const { link, name } of people)
      await when(`all of ${name} saved`, link.subscribe, () => link.light().kind === 'saved')
    const lost: string[] = []
    const doubled: string[] = []
    for (const { link, all, name } of people) {
      await settle(0)
      const there = wordings(link)
      for (const text of all) {
        const times = there.filter((one) => one === text).length
        if (times === 0) lost.push(`${name}: ${text}`)
        if (times > 1) doubled.push(`${name}: ${text}`)
      }
    }
    console.log(
      `${rolls} restarts, ${people.length} devices, ${edits} edits/s each: ${count} edits; without an acknowledgement p50 ${ms(measured, 0.5)}, p99 ${ms(measured, 0.99)}, longest ${ms(measured, 1)} ms (usually p99 ${ms(usual, 0.99)}); SIGTERM to exit p50 ${ms(leaving, 0.5)}, longest ${ms(leaving, 1)} ms; lost ${lost.length}, doubled ${doubled.length}`,
    )
    front.close()
    people.forEach(({ link }) => link.close())
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] })
    expect(quantile(measured, 0.99)).toBeLessThan(6_000) // promised are 2 s on a machine that does nothing else: printed above
  }, 600_000)
})
