/** One hall under what chance draws for it, while other halls of the same nodes have troubles of their own. */
import type { Random } from '../support/seeded.ts'
import { seeded } from '../support/seeded.ts'
import type { Happened, History, Standing } from './history.ts'
import { times, type World } from './nodes.ts'
import { standingRows } from './standing.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

type Scene = {
  readonly world: World
  readonly dialogue: string
  readonly chance: Random
  readonly told: ReturnType<World['open']>
  /** Who has the hall, as far as anybody said. */
  readonly owner: () => World['nodes'][number]
}
const took = (one: Happened): boolean => one.is === 'took'
const acknowledged = (one: Happened): boolean => one.is === 'write' && one.seq !== null

/** Longer than a lease, so that another takes over; or less long, so that it holds. */
const spell = (chance: Random): number => times.ttl * (0.2 + chance.next() * 1.3)

const faults = {
  /** Until another has it: it wakes up as somebody who believes to have it. */
  async stop({ told, owner, chance }: Scene) {
    const node = owner()
    const over = told.next(took, times.ttl * 4)
    node.stop()
    try {
      await over
      await pause(chance.below(300))
    } finally {
      const fenced = told.next((one) => one.is === 'fenced', 2_000)
      node.goOn()
      await fenced
    }
  },
  async nap({ owner, chance }: Scene) {
    const node = owner()
    node.stop()
    await pause(spell(chance)).finally(() => node.goOn())
  },
  async kill({ owner, chance, told }: Scene) {
    const over = told.next(took, times.ttl * 4)
    await owner().kill(chance.below(400))
    await over
  },
  /** The session of the owner in Postgres, ended by Postgres. */
  async terminate({ world, owner }: Scene) {
    for (const pid of await world.backends(owner().name))
      await world.sql`SELECT pg_terminate_backend(${pid})`.catch(() => undefined)
  },
  /** One process of Postgres stands still in whatever it does. */
  async stopBackend({ world, owner, chance }: Scene) {
    const pids = await world.backends(owner().name)
    const signal = (what: NodeJS.Signals): void => {
      for (const pid of pids)
        try {
          process.kill(pid, what)
        } catch {
          // it has ended
        }
    }
    signal('SIGSTOP')
    await pause(spell(chance)).finally(() => signal('SIGCONT'))
  },
  /** An append waits in the middle for a document that somebody else holds. */
  async lock({ world, dialogue, chance, told }: Scene) {
    const over = told.next(took, times.ttl * 2)
    await world.sql
      .begin(async (tx) => {
        await tx`SELECT FROM tablee.document WHERE dialogue = ${dialogue} AND name = 'board:one' FOR UPDATE`
        // Now and then until another has taken it over, where that is possible at all.
        await (chance.below(2) === 0 ? over.then(() => pause(150)) : pause(spell(chance)))
      })
      .catch(() => undefined)
  },
  async postmaster({ world }: Scene) {
    await world.killPostmaster()
  },
  /** Nothing comes through, in one direction or both. */
  async cut({ owner, chance }: Scene) {
    const { line } = owner().cable
    line.still = chance.pick(['there', 'back', 'deaf'] as const)
    await pause(spell(chance)).finally(() => (line.still = false))
  },
  /** And Postgres ends the session that hangs, of which the owner does not hear. */
  async cutAndTerminate(scene: Scene) {
    const { world, owner, chance } = scene
    const node = owner()
    const pids = await world.backends(node.name)
    node.cable.line.still = 'deaf'
    for (const pid of pids) await world.sql`SELECT pg_terminate_backend(${pid})`.catch(() => undefined)
    await pause(spell(chance)).finally(() => (node.cable.line.still = false))
  },
  async reset({ owner }: Scene) {
    owner().cable.reset()
  },
  async slow({ owner, chance }: Scene) {
    const { line } = owner().cable
    line.late = 20 + chance.below(150)
    await pause(spell(chance)).finally(() => (line.late = 0))
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
  const scene: Scene = { world, dialogue, chance, told, owner: () => world.node(told.owner()?.node ?? '') }
  const drawn: FaultName[] = ['stop', ...also]
  for (let more = 1 + chance.below(2); more > 0; more -= 1)
    drawn.splice(chance.below(drawn.length + 1), 0, chance.pick(often))
  await going(scene, 'at the beginning')
  for (const name of drawn) {
    await pause(chance.below(250))
    await faults[name](scene)
    await going(scene, `after ${name} (${drawn.join(', ')})`)
  }
  // What was to happen in each script may have met another's trouble: once more.
  for (let tries = 0; tries < 3 && !told.all.some((one) => one.is === 'fenced'); tries += 1) {
    drawn.push('stop')
    await faults.stop(scene)
    await going(scene, 'after another stop')
  }
  await world.end(dialogue)
  const rows = await world.patiently(() =>
    world.sql.begin(async (tx) => {
      await tx`SELECT FROM tablee.hall WHERE dialogue = ${dialogue} FOR UPDATE`
      return standingRows(tx, dialogue, (server) => Number(server.split('.').at(-1)))
    }),
  )
  return { seed, drawn, history: told.all, standing: { rows, votes: [] } }
}

/** Somebody is answered again. */
async function going({ told, dialogue }: Scene, when: string): Promise<void> {
  if (!(await told.next(acknowledged, 20_000))) throw new Error(`nobody wrote to ${dialogue} for 20 s ${when}`)
}
