/**
 * This checkout's server beside an older checkout's, alternating in one run, with the older one twice: what old against old
 * shows is the noise. The load is this checkout's. In each round the three begin at another place, so that a drift of the
 * machine meets all alike; what is said is the median of the rounds' ratios. The goal is 1.05 for CPU per delivered edit.
 *   pnpm bench --before ../older [--only W1,W2,W4,W6,W7] [--rounds 11] [--seconds 5]
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { dialogueDay, flow } from './flow.ts'
import { coldJoin } from './join.ts'
import { idleObservers } from './memory.ts'
import { placeOf, prepare } from './places.ts'
import { start, type Fill } from './servers.ts'
import { median, quantile } from './stats.ts'
import { storms } from './storm.ts'

const goal = 1.05
/** A server that waited longer for its core says more of the machine than of itself: said, not thrown away. */
const mostWaiting = 0.13
const sides = ['old', 'new', 'old again'] as const
type Side = (typeof sides)[number]
/** By name: the less the better. */
type Figures = Readonly<Record<string, number>>
export type Asked = { readonly only: ReadonlySet<string>; readonly rounds: number; readonly seconds: number }

async function open(checkout: string | null, fill: Fill, data?: string) {
  const server = await start('tablee', data, fill, checkout)
  const place = placeOf(server)
  if (data === undefined)
    await prepare(place, { boards: fill.tables ?? 12, loaded: fill.loaded ?? false, aged: fill.aged ?? null })
  return { server, place }
}

/** One server after the other: each workload has a process of its own. */
async function measured(checkout: string | null, { only, seconds }: Asked): Promise<Figures> {
  const found: Record<string, number> = {}
  async function using(fill: Fill, run: (opened: Awaited<ReturnType<typeof open>>) => Promise<void>): Promise<void> {
    const opened = await open(checkout, fill)
    try {
      await run(opened)
    } finally {
      await opened.server.dispose()
    }
  }
  if (only.has('W1') || only.has('W2'))
    await using({}, async ({ server, place }) => {
      const steps = [0, ...(only.has('W2') ? [500] : [])].map((observers) => ({ observers, seconds }))
      for (const [n, one] of (await flow(place, server, dialogueDay, steps)).entries()) {
        if (!one.converged) throw new Error(`${checkout ?? 'this checkout'} did not converge`)
        const name = `W${n + 1}`
        found[`${name} CPU per delivered edit`] = one.cpuMsPerThousand
        found[`${name} edit p50`] = one.editorsP50
        found[`${name} edit p99`] = one.editorsP99
        if (one.waitedShare > mostWaiting)
          console.log(`${name}: waited for a core ${one.waitedShare.toFixed(2)} of its time`)
      }
    })
  if (only.has('W4')) {
    const fill: Fill = { tables: 1, aged: [2_000, 20_000] }
    add('W4', await coldJoin((data) => open(checkout, fill, data), 0))
  }
  if (only.has('W6'))
    await using({}, async ({ server, place }) => {
      found['W6 memory before'] = (await server.memory()).held
      add('W6 observer', await idleObservers(place, server))
    })
  if (only.has('W7'))
    await using({ loaded: true }, async ({ server, place }) => {
      const { reload, resume } = await storms(place, server)
      add('W7 reload', reload)
      add('W7 resume', resume)
    })
  return found

  function add(name: string, figures: object): void {
    for (const [what, value] of Object.entries(figures))
      if (typeof value === 'number' && value > 0 && !what.endsWith('Share')) found[`${name} ${what}`] = value
  }
}

const ratios = (of: Side, runs: Readonly<Record<Side, readonly Figures[]>>, name: string): number[] =>
  runs[of].flatMap((one, n) => {
    const [above, below] = [one[name], runs.old[n]?.[name]]
    return above === undefined || below === undefined || below === 0 ? [] : [above / below]
  })

export async function beside(folder: string, asked: Asked): Promise<void> {
  const checkout = resolve(folder)
  if (!existsSync(`${checkout}/test/bench/tablee-server.ts`)) throw new Error(`${checkout} is no checkout of Tablée`)
  const runs: Record<Side, Figures[]> = { old: [], new: [], 'old again': [] }
  for (let round = 0; round < asked.rounds; round += 1)
    for (let n = 0; n < sides.length; n += 1) {
      const side = sides[(n + round) % sides.length] ?? 'old'
      runs[side].push(await measured(side === 'new' ? null : checkout, asked))
      console.log(`${round + 1}/${asked.rounds} ${side}`)
    }
  console.log(`\nmedian of ${asked.rounds} ratios (5 % to 95 %); goal for CPU per delivered edit: ${goal}`)
  for (const name of Object.keys(runs.old[0] ?? {})) {
    const [now, noise] = [ratios('new', runs, name), ratios('old again', runs, name)]
    const shown = (all: number[]): string =>
      `${median(all).toFixed(3)} (${quantile(all, 0.05).toFixed(2)} to ${quantile(all, 0.95).toFixed(2)})`
    const said = !name.includes('CPU') ? '' : median(now) <= goal ? '  met' : '  MISSED'
    console.log(`${name.padEnd(32)} new/old ${shown(now)}   old/old ${shown(noise)}${said}`)
  }
}
