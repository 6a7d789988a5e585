/**
 * This checkout's server beside an older checkout's, with the older one twice: what old against old shows is the noise.
 * The load is this checkout's. The three stand side by side and are measured by turns, a few seconds each, so that a drift
 * of the machine meets all alike; in each round another begins, and every third round with three new processes. What is
 * said is the median of the rounds' ratios: eleven rounds take some fifteen minutes. The goal is 1.05 for CPU per delivered edit.
 *   pnpm bench --before ../older [--only W1,W2,W4,W6,W7] [--rounds 11] [--seconds 3]
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { enter, observe, type Place } from './client.ts'
import { devices, dialogueDay, flow, pause } from './flow.ts'
import { many } from './join.ts'
import { idleObservers } from './memory.ts'
import { placeOf } from './places.ts'
import { start, type Fill, type Server } from './servers.ts'
import { median, quantile } from './stats.ts'
import { openStorms } from './storm.ts'

const goal = 1.05
/** A server that waited longer for its core says more of the machine than of itself: said, not thrown away. */
const mostWaiting = 0.13
/**
 * After so many rounds all three begin anew: of the same code one process takes up to a fifth more than another, all its
 * life, so that rounds of the same three processes tell them apart and not the checkouts.
 */
const roundsOfOneStart = 3
/** Ratios need fewer than what is published. */
const [watchers, idle] = [240, 1_000]
const sides = ['old', 'new', 'old again'] as const
type Side = (typeof sides)[number]
/** By name: the less the better. */
type Figures = Readonly<Record<string, number>>
type Runs = Readonly<Record<Side, readonly Figures[]>>
type Opened = { readonly server: Server; readonly place: Place }
export type Asked = { readonly only: ReadonlySet<string>; readonly rounds: number; readonly seconds: number }

type Workload = {
  readonly fill: Fill
  /** Of an idle server's memory each figure needs a server of its own. */
  readonly alone?: boolean
  /** Once per server; what is given back is measured once per round. */
  readonly open: (opened: Opened) => Promise<(first: boolean) => Promise<Figures>>
}

const named = (name: string, figures: object): Figures =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([what, value]) =>
      typeof value === 'number' && value > 0 && !what.endsWith('Share') ? [[`${name} ${what}`, value]] : [],
    ),
  )

const workloads = ({ only, seconds }: Asked): readonly Workload[] => [
  ...(only.has('W1') || only.has('W2') ? [typing(only.has('W2'), seconds)] : []),
  ...(only.has('W4') ? [joining] : []),
  ...(only.has('W7') ? [storming] : []),
  ...(only.has('W6') ? [remembering] : []),
]

const typing = (watched: boolean, seconds: number): Workload => ({
  fill: {},
  open: async ({ place, server }) => {
    const device = devices()
    return async (first) => {
      const load = { ...dialogueDay, warmUp: first ? dialogueDay.warmUp : 1_000 }
      const steps = [0, ...(watched ? [watchers] : [])].map((observers) => ({ observers, seconds }))
      const found: Record<string, number> = {}
      for (const [n, one] of (await flow(place, server, load, steps, device)).entries()) {
        if (!one.converged) throw new Error('a server did not converge')
        const name = `W${n + 1}`
        found[`${name} CPU per delivered edit`] = one.cpuMsPerThousand
        found[`${name} edit p50`] = one.editorsP50
        found[`${name} edit p99`] = one.editorsP99
        if (one.waitedShare > mostWaiting)
          console.log(`${name}: waited for a core ${one.waitedShare.toFixed(2)} of its time`)
      }
      return found
    }
  },
})

const joining: Workload = {
  fill: { tables: 1, aged: [2_000, 20_000] },
  open:
    async ({ place, server }) =>
    async (first) => {
      const how = { joins: 50, longest: 2_500, warmUp: first ? 2_500 : 300 }
      const editor = await many(server, () => enter(place, 0), how)
      const observer = await many(server, () => observe(place, 0, () => undefined), how)
      return named('W4', {
        'editor ms': editor.ms,
        'editor CPU': editor.cpu,
        'observer ms': observer.ms,
        'observer CPU': observer.cpu,
      })
    },
}

const storming: Workload = {
  fill: { loaded: true },
  open: async ({ place, server }) => {
    const both = await openStorms(place, server)
    return async () => {
      const { reload, resume } = await both()
      return { ...named('W7 reload', reload), ...named('W7 resume', resume) }
    }
  },
}

const remembering: Workload = {
  fill: {},
  alone: true,
  open:
    async ({ place, server }) =>
    async () => {
      const before = await server.memory()
      const kept = await idleObservers(place, server, idle)
      return { 'W6 held before': before.held, 'W6 rss before': before.rss, ...named('W6 observer', kept) }
    },
}

async function rounds({ fill, alone = false, open }: Workload, count: number, of: (side: Side) => string | null) {
  const runs: Record<Side, Figures[]> = { old: [], new: [], 'old again': [] }
  const standing = new Map<Side, { opened: Opened; measure: (first: boolean) => Promise<Figures> }>()
  async function stand(side: Side) {
    const server = await start('tablee', undefined, fill, of(side))
    const opened = { server, place: placeOf(server) }
    const made = { opened, measure: await open(opened) }
    standing.set(side, made)
    return made
  }
  async function end() {
    for (const { opened } of standing.values()) await opened.server.dispose()
    standing.clear()
  }
  try {
    for (let round = 0; round < count; round += 1) {
      if (round % roundsOfOneStart === 0) await end()
      for (let n = 0; n < sides.length; n += 1) {
        const side = sides[(n + round + Math.floor(round / roundsOfOneStart)) % sides.length] ?? 'old'
        const known = standing.get(side)
        const { opened, measure } = known ?? (await stand(side))
        runs[side].push(await measure(known === undefined))
        if (alone) {
          await opened.server.dispose()
          standing.delete(side)
        } else await pause(200)
      }
    }
  } finally {
    await end()
  }
  return runs
}

const ratios = (of: Side, runs: Runs, name: string): number[] =>
  runs[of].flatMap((one, n) => {
    const [above, below] = [one[name], runs.old[n]?.[name]]
    return above === undefined || below === undefined || below === 0 ? [] : [above / below]
  })

function tell(runs: Runs): void {
  const shown = (all: number[]): string =>
    `${median(all).toFixed(3)} (${quantile(all, 0.05).toFixed(2)} to ${quantile(all, 0.95).toFixed(2)})`
  for (const name of Object.keys(runs.old[0] ?? {})) {
    const [now, noise] = [ratios('new', runs, name), ratios('old again', runs, name)]
    const said = !name.includes('CPU per') ? '' : median(now) <= goal ? 'met' : 'MISSED'
    const [older, newer] = (['old', 'new'] as const).map((side) => median(runs[side].map((one) => one[name] ?? 0)))
    const columns = [name.padEnd(26), shown(now).padEnd(22), shown(noise).padEnd(22)]
    console.log(
      `${columns.join(' ')} ${older?.toPrecision(3).padStart(9)} ${newer?.toPrecision(3).padStart(9)} ${said}`,
    )
  }
}

export async function beside(folder: string, asked: Asked): Promise<void> {
  const checkout = resolve(folder)
  if (!existsSync(`${checkout}/test/bench/tablee-server.ts`)) throw new Error(`${checkout} is no checkout of Tablée`)
  const heads = ['', 'new / old (5 to 95 %)', 'old / old (5 to 95 %)', '      old', '      new']
  console.log(`median of ${asked.rounds} ratios; goal for CPU per delivered edit: ${goal}`)
  console.log(heads.map((head, n) => head.padEnd([26, 22, 22, 9, 9][n] ?? 0)).join(' '))
  for (const workload of workloads(asked)) {
    const began = performance.now()
    tell(await rounds(workload, asked.rounds, (side) => (side === 'new' ? null : checkout)))
    console.log(`${' '.repeat(26)} in ${((performance.now() - began) / 60_000).toFixed(1)} min`)
  }
}
