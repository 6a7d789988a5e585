/**
 * Tablée beside its peers, alternating in one run, so that a drift of the machine meets all alike. Runs in which the
 * scheduler kept the server waiting more than 13 % of the time are thrown away and counted; a run that did not converge
 * is an error. Writes docs/benchmarks.md, its charts and docs/bench/results.json.
 *   pnpm bench [--only W1,W2,W3,W4,W5,W6,W7,G10,G11,LOG,NODE,NATION,WATCH,OWN] [--rounds 5] [--seconds 5] [--most 5000]
 *   pnpm bench --quick     one short round of everything, nothing written
 *   pnpm bench --dry       as asked, nothing written
 *   pnpm bench --before ../older    this checkout's server beside an older one's (`before.ts`): 11 rounds, nothing written
 *   pnpm bench --crowd     1,600 people come in one moment (`crowd.ts`), nothing written
 *   pnpm bench --second     W1 with and without a second laptop (`second.ts`), nothing written
 *   pnpm bench --write     the page anew from results.json
 *   PROFILE=/tmp/cpu pnpm bench …    each server's CPU profile into that folder
 */
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { beside } from './before.ts'
import { crowdComes } from './crowd.ts'
import { dialogueDay, flow, wall } from './flow.ts'
import { axes, grow, type Axis } from './growth.ts'
import { coldJoin } from './join.ts'
import { logPort } from './log.ts'
import { idleObservers, loadedBoards, manyBoards } from './memory.ts'
import { nationBeside, nodeBeside } from './node.ts'
import { twoOwners } from './owners.ts'
import { placeOf, prepare } from './places.ts'
import { plug } from './plug.ts'
import { writeReport } from './report.ts'
import { readResults, writeResults, type Results, type Section } from './results.ts'
import { kinds, onAllCores, start, type Fill, type Kind } from './servers.ts'
import { secondBeside } from './second.ts'
import { storms } from './storm.ts'
import { byTurns, shown } from './turns.ts'
import { crowdsAtWatchNodes } from './watch.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'W1,W2,W3,W4,W5,W6,W7,G11,LOG,NODE,WATCH,OWN' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    most: { type: 'string', default: '5000' },
    servers: { type: 'string', default: kinds.join() },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
    before: { type: 'string' },
    second: { type: 'boolean', default: false },
    crowd: { type: 'boolean', default: false },
  },
})
const quick = values.quick
const besides = values.before !== undefined
const rounds = quick ? 1 : Number(values.rounds ?? (besides ? 11 : 5))
const seconds = quick ? 1 : Number(values.seconds ?? (besides ? 3 : 5))
const most = quick ? 500 : Number(values.most)
const wanted = new Set(values.write ? [] : values.only.split(','))
const mostWaiting = 0.13
/** What is counted after collecting, and what stays flat, hardly differs from run to run: the time goes to the others. */
const fewRounds = Math.min(rounds, 3)
const yjs: readonly Kind[] = ['tablee', 'hocuspocus', 'y-websocket']
const asked = new Set(values.servers.split(','))
const among = (some: readonly Kind[]): Kind[] => some.filter((kind) => asked.has(kind))

if (values.second) {
  await secondBeside({ rounds: Number(values.rounds ?? 3), seconds })
  process.exit(0)
}
if (values.crowd) {
  await crowdComes()
  process.exit(0)
}
if (values.before !== undefined) {
  await beside(values.before, { only: wanted, rounds, seconds })
  process.exit(0)
}

const peers = fileURLToPath(new URL('peers', import.meta.url))
if ([...wanted].some((one) => /^W\d$/.test(one)) && !existsSync(join(peers, 'node_modules', '@tldraw')))
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: peers, stdio: 'inherit' })

async function open(kind: Kind, fill: Fill = {}, data?: string) {
  const server = await start(kind, data, fill)
  const place = placeOf(server)
  if (data === undefined)
    await prepare(place, { boards: fill.tables ?? 12, loaded: fill.loaded ?? false, aged: fill.aged ?? null })
  return { server, place }
}

async function using<T>(
  kind: Kind,
  fill: Fill,
  run: (opened: Awaited<ReturnType<typeof open>>) => Promise<T>,
): Promise<T> {
  const opened = await open(kind, fill)
  try {
    return await run(opened)
  } finally {
    await opened.server.dispose()
  }
}

/** Alternates over the servers. */
const section = <T>(
  what: string,
  some: readonly Kind[],
  waited: (result: T) => number,
  once: (kind: Kind) => Promise<T>,
  times = rounds,
): Promise<Section<T>> =>
  byTurns({ what, among: among(some), rounds: times, attempts: quick ? 1 : 2, mostWaiting, waited, once })

/** Ours must converge in every run. A peer that has not when its time is over gave no figures: its run is thrown away. */
const converged = <T extends { readonly converged: boolean }>(kind: Kind, results: readonly T[]): readonly T[] => {
  if (kind === 'tablee' && results.some((result) => !result.converged)) throw new Error(`${kind} did not converge`)
  return results
}
const waited = (one: { readonly converged: boolean; readonly waitedShare: number }): number =>
  one.converged ? one.waitedShare : 1

const none = () => 0
const results: Results = readResults()
const keep = (): void => {
  if (!quick && !values.dry) writeResults(results)
}

if (wanted.has('W1') || wanted.has('W2')) {
  results.day = await section(
    'W1+W2',
    kinds,
    ({ w1, w2 }) => Math.max(waited(w1), waited(w2)),
    (kind) =>
      using(kind, {}, async ({ server, place }) => {
        const steps = [
          { observers: 0, seconds },
          { observers: 500, seconds },
        ]
        const [w1, w2] = converged(kind, await flow(place, server, dialogueDay, steps))
        if (!w1 || !w2) throw new Error('not measured')
        return { w1, w2 }
      }),
  )
  keep()
}
if (wanted.has('W7')) {
  results.storm = await section(
    'W7',
    yjs,
    ({ reload, resume }) => Math.max(reload.waitedShare, resume.waitedShare),
    (kind) => using(kind, { loaded: true }, ({ server, place }) => storms(place, server)),
  )
  keep()
}
if (wanted.has('W3')) {
  const sizes = [100, 1_000, 5_000, 10_000].filter((size) => size <= most)
  results.wall = await section(
    'W3',
    yjs,
    (run) => Math.max(...run.map((one) => waited(one.flow))),
    (kind) =>
      using(kind, { tables: 1 }, async ({ server, place }) => {
        const steps = sizes.map((observers) => ({ observers, seconds: Math.min(seconds, 3) }))
        const all = converged(kind, await flow(place, server, wall, steps))
        return all.map((one, i) => ({ observers: sizes[i] ?? 0, flow: one }))
      }),
  )
  keep()
}
if (wanted.has('W4')) {
  const fill: Fill = { tables: 1, aged: [2_000, 20_000] }
  results.join = await section(
    'W4',
    yjs,
    ({ waitedShare }) => waitedShare,
    (kind) => coldJoin((data) => open(kind, fill, data), kind === 'hocuspocus' ? 3_000 : 0),
  )
  keep()
}
if (wanted.has('W5')) {
  results.plug = await section('W5', [...yjs, 'hocuspocus-durable'], none, (kind) =>
    plug((data) => open(kind, {}, data), quick ? 3 : 15),
  )
  keep()
}
if (wanted.has('W6')) {
  results.memory = await section(
    'W6',
    [...yjs, 'relay'],
    none,
    async (kind) => {
      const observer = await using(kind, {}, ({ server, place }) => idleObservers(place, server))
      if (kind === 'relay')
        return {
          observer,
          boardWithEditor: { held: Number.NaN, rss: Number.NaN },
          boardAlone: { held: Number.NaN, rss: Number.NaN },
        }
      // Tablée has its boards from the start, and loads them for the tables that are about to come.
      const empty = kind === 'tablee' ? await using(kind, { tables: 1 }, ({ server }) => server.memory()) : null
      const server = await start(kind, undefined, { loaded: true, tables: loadedBoards })
      try {
        const place = placeOf(server)
        const before = empty ?? (await server.memory())
        await prepare(place, { boards: loadedBoards, loaded: true })
        const { withEditor, alone } = await manyBoards(place, server, before)
        return { observer, boardWithEditor: withEditor, boardAlone: alone }
      } finally {
        await server.dispose()
      }
    },
    fewRounds,
  )
  keep()
}
if (wanted.has('G10')) {
  // The screens have to be built; a browser measures them.
  const loadBefore = loadavg()[0] ?? 0
  const map = fileURLToPath(new URL('map.ts', import.meta.url))
  const [command = '', ...rest] = [...onAllCores, process.execPath, map, '--rounds', String(rounds)]
  const said = execFileSync(command, rest, { encoding: 'utf8' })
  const figures = [...said.matchAll(/^(\w+)\s+median ([\d.]+)/gm)].map(([, name = '', value]) => [name, Number(value)])
  results.screen = { at: new Date().toISOString(), loadBefore, figures: Object.fromEntries(figures) }
  console.log(`G10: ${shown(results.screen)}`)
  keep()
}
if (wanted.has('G11')) {
  const points: Record<Axis, readonly number[]> = quick
    ? { age: [2_000], journal: [1_000], boards: [12], observers: [0, 100] }
    : {
        age: [2_000, 20_000, 200_000],
        journal: [1_000, 20_000, 300_000],
        boards: [2, 20, 200],
        observers: [0, 250, 500, 1_000, 2_000],
      }
  const found: Partial<Record<Axis, Awaited<ReturnType<typeof grow>>[]>> = {}
  const loadBefore = loadavg()[0] ?? 0
  for (let round = 0; round < fewRounds; round += 1) {
    for (const axis of axes) {
      const run = await grow(axis, points[axis], seconds)
      console.log(`G11 ${round + 1} ${axis}: ${shown(run)}`)
      ;(found[axis] ??= []).push(run)
    }
  }
  results.growth = { at: new Date().toISOString(), loadBefore, axes: found }
  keep()
}

const measuring = { rounds, seconds, mostWaiting: quick ? 1 : mostWaiting }
if (wanted.has('LOG')) {
  const log = await logPort(measuring)
  if (log !== null) results.log = log
  keep()
}

if (wanted.has('NODE')) {
  const node = await nodeBeside(measuring)
  if (node !== null) results.node = node
  keep()
}

if (wanted.has('NODE') || wanted.has('NATION')) {
  const nation = await nationBeside(measuring)
  if (nation !== null) results.nation = nation
  keep()
}

if (wanted.has('WATCH')) {
  const watch = await crowdsAtWatchNodes({ ...measuring, most })
  if (watch !== null) results.watch = watch
  keep()
}

if (wanted.has('OWN')) {
  const owners = await twoOwners({ rounds, seconds })
  if (owners !== null) results.owners = owners
  keep()
}

const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, Linux`
const page = writeReport(results, machine, 'pnpm bench', !quick && !values.dry)
if (quick) console.log(page.slice(page.indexOf('## Goals'), page.indexOf('\n\n', page.indexOf('## Goals') + 12)))
else if (!values.dry) writeFileSync(new URL('../../docs/benchmarks.md', import.meta.url), page)
process.exit(0)
