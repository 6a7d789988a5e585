/**
 * Tablée beside its peers, alternating in one run, so that a drift of the machine meets all alike. Prints one table of
 * medians. Runs in which the scheduler kept the server waiting more than 13 % of the time are thrown away and counted;
 * a run that did not converge is an error.
 *   pnpm bench [--rounds 5] [--seconds 20] [--only W1,W2,W5,W7]
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { prepare, placeOf } from './places.ts'
import { kinds, start, type Kind } from './servers.ts'
import { median } from './stats.ts'
import { dialogueDay, plug, storm, type Flow, type Plug, type Storm } from './workloads.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
    only: { type: 'string', default: 'W1,W2,W5,W7' },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)
const wanted = new Set(values.only.split(','))
const mostWaiting = 0.13

const peers = fileURLToPath(new URL('peers', import.meta.url))
if (!existsSync(join(peers, 'node_modules')))
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: peers, stdio: 'inherit' })

type Column<T> = Record<Kind, T[]>
const empty = <T>(): Column<T> => ({ tablee: [], hocuspocus: [], 'y-websocket': [] })
const w1 = empty<Flow>()
const w2 = empty<Flow>()
const w5 = empty<Plug>()
const reload = empty<Storm>()
const resume = empty<Storm>()
const rejected = { tablee: 0, hocuspocus: 0, 'y-websocket': 0 }

async function open(kind: Kind, data?: string, loaded = false) {
  const server = await start(kind, data, loaded)
  const place = placeOf(server)
  if (data === undefined) await prepare(place, loaded)
  return { server, place }
}

/** Keeps a run if the server was not starved; else counts it and tries again, three times at most. */
async function fair<T extends { waitedShare: number }>(
  what: string,
  kind: Kind,
  into: T[],
  once: () => Promise<T>,
): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const result = await once()
    const shown = Object.entries(result).map(
      ([figure, value]) => `${figure} ${typeof value === 'number' ? Number(value.toFixed(2)) : String(value)}`,
    )
    console.log(
      `  ${what} ${kind}${result.waitedShare <= mostWaiting ? '' : ' (starved: thrown away)'}: ${shown.join(', ')}`,
    )
    if (result.waitedShare <= mostWaiting) {
      into.push(result)
      return
    }
    rejected[kind] += 1
  }
}

async function flow(kind: Kind, observers: number): Promise<Flow> {
  const { server, place } = await open(kind)
  try {
    const result = await dialogueDay(place, server, observers, seconds)
    if (!result.converged) throw new Error(`${kind} did not converge`)
    return result
  } finally {
    await server.dispose()
  }
}

async function oneStorm(kind: Kind, again: boolean): Promise<Storm> {
  const { server, place } = await open(kind, undefined, true)
  try {
    return await storm(place, server, again)
  } finally {
    await server.dispose()
  }
}

for (let round = 0; round < rounds; round += 1) {
  console.log(`round ${round + 1} of ${rounds}`)
  for (const kind of kinds) {
    if (wanted.has('W1')) await fair('W1', kind, w1[kind], () => flow(kind, 0))
    if (wanted.has('W2')) await fair('W2', kind, w2[kind], () => flow(kind, 500))
    if (wanted.has('W5')) w5[kind].push(await plug((data) => open(kind, data), 3))
    if (wanted.has('W7')) {
      await fair('W7 reload', kind, reload[kind], () => oneStorm(kind, false))
      await fair('W7 resume', kind, resume[kind], () => oneStorm(kind, true))
    }
  }
}

const number = (value: number, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : '-')
const of = <T>(column: T[], figure: (one: T) => number) => median(column.map(figure))
const rows: [string, (kind: Kind) => string][] = [
  [
    'W1 edit p50 / p99, ms',
    (k) =>
      `${number(
        of(w1[k], (f) => f.editorsP50),
        2,
      )} / ${number(of(w1[k], (f) => f.editorsP99))}`,
  ],
  ['W1 server CPU, ms/s', (k) => number(of(w1[k], (f) => f.cpuMsPerSecond))],
  ['W1 CPU ms per 1,000 deliveries of edits', (k) => number(of(w1[k], (f) => f.cpuMsPerThousand))],
  [
    'W2 edit p50 / p99, ms',
    (k) =>
      `${number(
        of(w2[k], (f) => f.editorsP50),
        2,
      )} / ${number(of(w2[k], (f) => f.editorsP99))}`,
  ],
  [
    'W2 observers p50 / p99, ms',
    (k) => `${number(of(w2[k], (f) => f.observersP50))} / ${number(of(w2[k], (f) => f.observersP99))}`,
  ],
  ['W2 server CPU, ms/s', (k) => number(of(w2[k], (f) => f.cpuMsPerSecond))],
  [
    'W2 CPU ms per 1,000 deliveries of edits',
    (k) =>
      number(
        of(w2[k], (f) => f.cpuMsPerThousand),
        2,
      ),
  ],
  ['W2 KB/s to observers', (k) => number(of(w2[k], (f) => f.observerBytes / 1024))],
  [
    'W5 edits seen / lost after kill -9',
    (k) => `${w5[k].reduce((sum, p) => sum + p.seen, 0)} / ${w5[k].reduce((sum, p) => sum + p.lost, 0)}`,
  ],
  [
    'W7 reload of 600: last, ms / CPU, ms',
    (k) =>
      `${number(
        of(reload[k], (s) => s.lastMs),
        0,
      )} / ${number(
        of(reload[k], (s) => s.cpuMs),
        0,
      )}`,
  ],
  [
    'W7 resume of 600: last, ms / CPU, ms',
    (k) =>
      `${number(
        of(resume[k], (s) => s.lastMs),
        0,
      )} / ${number(
        of(resume[k], (s) => s.cpuMs),
        0,
      )}`,
  ],
  [
    'load generator, share of a core in W1 / W2',
    (k) =>
      `${number(
        of(w1[k], (f) => f.loadShare),
        2,
      )} / ${number(
        of(w2[k], (f) => f.loadShare),
        2,
      )}`,
  ],
  [
    'edits delivered of those due, W1 / W2',
    (k) =>
      `${number(
        of(w1[k], (f) => f.delivered),
        3,
      )} / ${number(
        of(w2[k], (f) => f.delivered),
        3,
      )}`,
  ],
  ['runs thrown away (server starved)', (k) => String(rejected[k])],
]
console.log(`\nmedians of ${rounds} alternating rounds, ${seconds} s each\n`)
console.log(['figure'.padEnd(44), ...kinds.map((kind) => kind.padStart(18))].join(''))
for (const [label, cell] of rows)
  console.log([label.padEnd(44), ...kinds.map((kind) => cell(kind).padStart(18))].join(''))

const ratio = (figure: (kind: Kind) => number, peer: Kind) => figure('tablee') / figure(peer)
if (wanted.has('W2')) {
  const cpu = (kind: Kind) => of(w2[kind], (f) => f.cpuMsPerSecond)
  console.log(
    `\nG1 W2 server CPU: ${number(ratio(cpu, 'hocuspocus'), 2)} of Hocuspocus (goal <= 0.33), ${number(ratio(cpu, 'y-websocket'), 2)} of y-websocket (goal <= 0.50); observers' p99 ${number(of(w2.tablee, (f) => f.observersP99))} ms (goal <= 250)`,
  )
}
if (wanted.has('W1'))
  console.log(
    `G2 W1 edit p50 ${number(
      ratio((k) => of(w1[k], (f) => f.editorsP50), 'hocuspocus'),
      2,
    )}, p99 ${number(
      ratio((k) => of(w1[k], (f) => f.editorsP99), 'hocuspocus'),
      2,
    )} of Hocuspocus (goal <= 1)`,
  )
if (wanted.has('W7')) {
  for (const peer of ['hocuspocus', 'y-websocket'] as const)
    console.log(
      `G5 reload beside ${peer}: ${number(1 / ratio((k) => of(reload[k], (s) => s.lastMs), peer))} x sooner (goal >= 8), ${number(1 / ratio((k) => of(reload[k], (s) => s.cpuMs), peer))} x less CPU (goal >= 20)`,
    )
  console.log(
    `G5 resume ${number(
      of(resume.tablee, (s) => s.lastMs),
      0,
    )} ms (goal <= 100)`,
  )
}
