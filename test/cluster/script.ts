/** One hall under what chance draws for it, while other halls of the same nodes have troubles of their own. */
import { setTimeout as pause } from 'node:timers/promises'
import { seeded } from '../support/seeded.ts'
import { patiently } from './awaited.ts'
import type { Happened, History, Standing } from './history.ts'
import { times, type World } from './nodes.ts'
import { standingRows } from './standing.ts'
import { type Scene as Common, troubles } from './troubles.ts'

const took = (one: Happened): boolean => one.is === 'took'
const acknowledged = (one: Happened): boolean => one.is === 'write' && one.seq !== null

type Scene = Common & {
  readonly world: World
  readonly dialogue: string
  readonly owner: World['nodes'][number]
}

const faults = {
  ...troubles,
  async kill({ owner, chance, next }: Scene) {
    const over = next(took, times.ttl * 4)
    await owner.kill(chance.below(400))
    await over
  },
  /** An append waits in the middle for a document that somebody else holds. */
  async lock({ sql, dialogue, chance, next, spell }: Scene) {
    const over = next(took, times.ttl * 2)
    await sql
      .begin(async (tx) => {
        await tx`SELECT FROM tablee.document WHERE dialogue = ${dialogue} AND name = 'board:one' FOR UPDATE`
        // Now and then until another has taken it over, where that is possible at all.
        await (chance.below(2) === 0 ? over.then(() => pause(150)) : pause(spell()))
      })
      .catch(() => undefined)
  },
  async postmaster({ world }: Scene) {
    await world.killPostmaster()
  },
} satisfies Record<string, (scene: Scene) => Promise<void>>

export type FaultName = keyof typeof faults
/** How often each is drawn, beside those that each script has. */
const often: readonly FaultName[] = [
  ...['nap', 'kill', 'terminate', 'stopBackend', 'lock', 'cut', 'cutAndTerminate', 'reset', 'slow'].flatMap((one) => [
    one,
    one,
  ]),
  'postmaster',
] as FaultName[]

export type Played = {
  readonly seed: number
  readonly drawn: readonly FaultName[]
  readonly history: History
  readonly standing: Standing
}

/** Plays the script of this seed at a hall of its own. Rejects where nobody writes any more after a fault. */
export async function play(world: World, seed: number, also: readonly FaultName[] = []): Promise<Played> {
  const chance = seeded(seed)
  const dialogue = `d${seed}`
  const told = world.open(dialogue)
  const scene = (): Scene => {
    const owner = world.node(told.owner()?.node ?? '')
    return {
      world,
      dialogue,
      chance,
      owner,
      sql: world.sql,
      backends: () => world.backends(owner.name),
      next: told.next,
      ttl: times.ttl,
      spell: () => times.ttl * (0.2 + chance.next() * 1.3),
    }
  }
  /** Somebody is answered again. */
  async function going(when: string): Promise<void> {
    if (!(await told.next(acknowledged, 20_000))) throw new Error(`nobody wrote to ${dialogue} for 20 s ${when}`)
  }
  const drawn: FaultName[] = ['stop', ...also]
  for (let more = 1 + chance.below(2); more > 0; more -= 1)
    drawn.splice(chance.below(drawn.length + 1), 0, chance.pick(often))
  await going('at the beginning')
  for (const name of drawn) {
    await pause(chance.below(250))
    await faults[name](scene())
    await going(`after ${name} (${drawn.join(', ')})`)
  }
  // What was to happen in each script may have met another's trouble: once more.
  for (let tries = 0; tries < 3 && !told.all.some((one) => one.is === 'fenced'); tries += 1) {
    drawn.push('stop')
    await faults.stop(scene())
    await going('after another stop')
  }
  await world.end(dialogue)
  const rows = await patiently(() =>
    world.sql.begin(async (tx) => {
      await tx`SELECT FROM tablee.hall WHERE dialogue = ${dialogue} FOR UPDATE`
      return standingRows(tx, dialogue, (server) => Number(server.split('.').at(-1)))
    }),
  )
  return { seed, drawn, history: told.all, standing: { rows, votes: [] } }
}
