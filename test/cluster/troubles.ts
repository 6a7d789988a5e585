/** What may befall whoever has a hall, be it a process that does nothing but hold halls (`script.ts`) or a whole node (`whole-script.ts`). */
import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { Proxy } from '../support/proxy.ts'
import type { Random } from '../support/seeded.ts'
import type { Happened } from './history.ts'

export type Scene = {
  readonly chance: Random
  readonly sql: Sql
  /** Who has the hall, as far as anybody said. */
  readonly owner: { stop(): void; goOn(): void; readonly cable: Proxy }
  /** Pids of the processes in Postgres that serve the owner: whoever holds its lock. */
  readonly backends: () => Promise<readonly number[]>
  readonly next: (wanted: (one: Happened) => boolean, ms: number) => Promise<boolean>
  /** How many ms a lease lasts. */
  readonly ttl: number
  /** ms: longer than a lease, so that another takes over; or less long, so that it holds. */
  readonly spell: () => number
}

/** Ended by Postgres itself. */
async function end({ sql }: Scene, pids: readonly number[]): Promise<void> {
  for (const pid of pids) await sql`SELECT pg_terminate_backend(${pid})`.catch(() => undefined)
}

/** Each resolves when the trouble is over; whether anybody is answered again is another question. */
export const troubles = {
  /** Until another has it: it wakes up as somebody who believes to have it. */
  async stop({ next, owner, ttl, chance }) {
    const over = next((one) => one.is === 'took', ttl * 4)
    owner.stop()
    try {
      await over
      await pause(chance.below(300))
    } finally {
      const fenced = next((one) => one.is === 'fenced', 2_000)
      owner.goOn()
      await fenced
    }
  },
  async nap({ owner, spell }) {
    owner.stop()
    await pause(spell()).finally(() => owner.goOn())
  },
  /** The session of the owner in Postgres. */
  async terminate(scene) {
    await end(scene, await scene.backends())
  },
  /** One process of Postgres stands still in whatever it does. */
  async stopBackend({ backends, spell }) {
    const pids = await backends()
    const signal = (what: NodeJS.Signals): void => {
      for (const pid of pids)
        try {
          process.kill(pid, what)
        } catch {
          // it has ended
        }
    }
    signal('SIGSTOP')
    await pause(spell()).finally(() => signal('SIGCONT'))
  },
  /** Nothing comes through, in one direction or both. */
  async cut({ owner, chance, spell }) {
    await still(owner.cable, chance.pick(['there', 'back', 'deaf'] as const), spell())
  },
  /** And Postgres ends the session that hangs, of which the owner does not hear. */
  async cutAndTerminate(scene) {
    const pids = await scene.backends()
    const { owner, spell } = scene
    owner.cable.line.still = 'deaf'
    await end(scene, pids)
    await still(owner.cable, 'deaf', spell())
  },
  async reset({ owner }) {
    owner.cable.reset()
  },
  async slow({ owner: { cable }, chance, spell }) {
    cable.line.late = 20 + chance.below(150)
    await pause(spell()).finally(() => (cable.line.late = 0))
  },
} satisfies Record<string, (scene: Scene) => Promise<void>>

/** Nothing comes through this cable for so long. */
export async function still({ line }: Proxy, how: 'there' | 'back' | 'deaf', ms: number): Promise<void> {
  line.still = how
  await pause(ms).finally(() => (line.still = false))
}
