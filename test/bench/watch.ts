/**
 * A crowd at a watch node while the owner works: `pnpm exec node test/bench/watch.ts [observers] [seconds]`. Four processes: this
 * one is the owner on a real Postgres, one the watch node, one the crowd. Prints the lag from an edit to who watches, and what
 * the watch node and the owner cost.
 */
import { fork, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoId } from '@tablee/server/demo/dialogue'
import { addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { WatchList } from '@tablee/shared/wire/watch'
import { aCluster } from '../support/aCluster.ts'
import { marker } from './client.ts'
import { clock, type Ask, type Told } from './watch-crowd.ts'

const [observers = 5_000, seconds = 20] = process.argv.slice(2).map(Number)
/** Of all tables together: W1 is one letter of 72 people at six tables, gathered. */
const editsPerSecond = 60
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Milliseconds of processor, and of waiting for one, since it began. */
function costOf(pid: number): { readonly cpu: number; readonly waited: number } {
  const [, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const ticks = (fields.join(') ').split(' ').slice(11, 13) as readonly string[]).map(Number)
  const [, waited = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')
  return { cpu: ticks.reduce((sum, one) => sum + one, 0) * 10, waited: Number(waited) / 1e6 }
}
function at(lags: readonly number[], share: number): number {
  const all = lags.reduce((sum, one) => sum + one, 0)
  let sum = 0
  for (const [lag, count] of lags.entries()) if ((sum += count) >= all * share) return lag
  return lags.length
}

const load = loadavg()[0] ?? 0
const cluster = await aCluster()
const folder = mkdtempSync(join(tmpdir(), 'tablee-watch-bench-'))
const owner = await cluster.node()
const hall = await owner.halls.enter(demoId)
const link = hall.access.links.list(demoId).find(({ role }) => role === 'observer')
const path = (link && hall.access.links.derive(link).path) ?? ''
const port = 46_000 + (process.pid % 1_000)
const node = spawn(process.execPath, [file('../../server/src/main.ts'), '--watch'], {
  env: {
    ...process.env,
    PORT: String(port),
    DATABASE_URL: cluster.url,
    TABLEE_KEY: cluster.keyFile,
    TABLEE_DATA: folder,
  },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const crowd = fork(file('watch-crowd.ts'))
const ask = (asked: Ask): void => void crowd.send(asked)
const told = (): Promise<Told> => new Promise((resolve) => crowd.once('message', resolve))
try {
  await new Promise<void>((resolve) =>
    node.stdout.on('data', (said: Buffer) => String(said).includes(`:${port}`) && resolve()),
  )
  const boards = hall.dialogues.tables(demoId).flatMap(({ id }) => hall.dialogues.currentBoard(id)?.id ?? [])
  for (const board of boards) {
    const by = { author: 'facilitator', device: 'd', command: crypto.randomUUID() }
    await hall.dialogues.setPolicy(board, { consent: true, delayMinutes: 0 }, by)
  }
  let list: WatchList | null = null
  while (list === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/watch/${path}`)
    if (answer.ok) list = (await answer.json()) as WatchList
  }
  const came = told()
  ask({ is: 'open', port, path, rooms: list.tables.map(({ room }) => room), count: observers })
  await came
  await pause(2_000)
  ask({ is: 'measure' })
  await pause(200)
  const before = { node: costOf(node.pid ?? 0), owner: costOf(process.pid), at: performance.now() }
  let n = 0
  const writing: Promise<unknown>[] = []
  while (performance.now() - before.at < seconds * 1_000) {
    const board = boards[n % boards.length]
    const id = `bench-${n}` as NodeId
    n += 1
    if (board !== undefined)
      writing.push(
        hall.live.write(board, 'reporter', (doc) =>
          addNode(
            doc,
            { who: 'reporter', why: 'bench' },
            {
              id,
              kind: 'issue',
              wording: `An edit ${marker(clock())}`,
              lang: 'en' as Lang,
              at: 1,
            },
          ),
        ),
      )
    await pause(Math.max(0, before.at + (n / editsPerSecond) * 1_000 - performance.now()))
  }
  const took = (performance.now() - before.at) / 1_000
  const after = { node: costOf(node.pid ?? 0), owner: costOf(process.pid) }
  await Promise.all(writing)
  await pause(3_000)
  const answer = told()
  ask({ is: 'tell' })
  const found = await answer
  if (!('lags' in found)) throw new Error('the crowd says nothing')
  const all = found.lags.reduce((sum, one) => sum + one, 0)
  const perSecond = (what: 'node' | 'owner', of: 'cpu' | 'waited'): string =>
    ((after[what][of] - before[what][of]) / took).toFixed(0)
  console.log(
    [
      `${observers} observers at one watch node, ${n} edits in ${took.toFixed(1)} s, ${all} deliveries (${((100 * all) / ((n / boards.length) * observers)).toFixed(1)} %), ${found.closed} closed; load before ${load.toFixed(1)}`,
      `lag: p50 ${at(found.lags, 0.5)} ms, p95 ${at(found.lags, 0.95)} ms, p99 ${at(found.lags, 0.99)} ms, max ${at(found.lags, 1)} ms`,
      `watch node: ${perSecond('node', 'cpu')} ms of processor a second, waited ${perSecond('node', 'waited')}; owner: ${perSecond('owner', 'cpu')}, waited ${perSecond('owner', 'waited')}`,
    ].join('\n'),
  )
} finally {
  crowd.disconnect()
  node.kill('SIGTERM')
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
