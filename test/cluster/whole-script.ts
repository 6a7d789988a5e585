/** What is done to whole nodes while people are at them, and how long it takes until somebody is answered again. */
import { seeded, type Random } from '../support/seeded.ts'
import { now } from './history.ts'
import type { Day } from './whole-day.ts'
import { pause, type Whole, type WholeNode } from './whole.ts'

type Scene = { readonly whole: Whole; readonly day: Day; readonly chance: Random; readonly owner: WholeNode }

/** A lease as it is on the day. */
const ttl = 6_000
const spell = (chance: Random): number => ttl * (0.1 + chance.next() * 1.4)

const faults = {
  /** Until another has it: it wakes up as somebody who believes to have it. */
  async stop({ day, owner, chance }: Scene) {
    const over = day.next((one) => one.is === 'took', ttl * 4)
    owner.stop()
    try {
      await over
      await pause(chance.below(500))
    } finally {
      const fenced = day.next((one) => one.is === 'fenced', 3_000)
      owner.goOn()
      await fenced
    }
  },
  async nap({ owner, chance }: Scene) {
    owner.stop()
    await pause(spell(chance)).finally(() => owner.goOn())
  },
  async kill({ owner, chance }: Scene) {
    await owner.end('SIGKILL')
    void pause(chance.below(1_500)).then(() => owner.again())
  },
  async leave({ owner, chance }: Scene) {
    await owner.end('SIGTERM')
    void pause(chance.below(1_500)).then(() => owner.again())
  },
  async terminate({ whole }: Scene) {
    for (const pid of await whole.backends())
      await whole.sql`SELECT pg_terminate_backend(${pid})`.catch(() => undefined)
  },
  async stopBackend({ whole, chance }: Scene) {
    const pids = await whole.backends()
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
  async postmaster({ whole, chance }: Scene) {
    await whole.killPostmaster(chance.below(1_500))
  },
  async cut({ owner, chance }: Scene) {
    const { line } = owner.cable
    line.still = chance.pick(['there', 'back', 'deaf'] as const)
    await pause(spell(chance)).finally(() => (line.still = false))
  },
  /** And Postgres ends the session that hangs, of which the owner does not hear. */
  async cutAndTerminate({ whole, owner, chance }: Scene) {
    const pids = await whole.backends()
    owner.cable.line.still = 'deaf'
    for (const pid of pids) await whole.sql`SELECT pg_terminate_backend(${pid})`.catch(() => undefined)
    await pause(spell(chance)).finally(() => (owner.cable.line.still = false))
  },
  /** Between the nodes. */
  async cutDoor({ owner, chance }: Scene) {
    const { line } = owner.door
    line.still = chance.pick(['there', 'back', 'deaf'] as const)
    await pause(spell(chance)).finally(() => (line.still = false))
  },
  async reset({ owner }: Scene) {
    owner.cable.reset()
    owner.door.reset()
    await Promise.resolve()
  },
  async slow({ owner, chance }: Scene) {
    const { line } = owner.cable
    line.late = 20 + chance.below(150)
    await pause(spell(chance)).finally(() => (line.late = 0))
  },
} satisfies Record<string, (scene: Scene) => Promise<void>>

export type WholeFault = keyof typeof faults
const drawn = Object.keys(faults) as WholeFault[]

/** `gap`: milliseconds from the beginning of the fault until an edit that was asked for after it was answered. */
export type Struck = { readonly fault: WholeFault; readonly gap: number }

/** Does this to the owner of the day's hall; rejects where nobody is answered any more. */
export async function strike(whole: Whole, day: Day, fault: WholeFault, chance: Random): Promise<Struck> {
  const owner = await whole.someOwner(day.id)
  const from = now()
  let first: number | null = null
  const answered = day
    .next((one) => one.is === 'write' && one.seq !== null && one.begun > from, 60_000)
    .then((did) => (first = did ? now() : null))
  await faults[fault]({ whole, day, chance, owner })
  await answered
  if (first === null) throw new Error(`nobody was answered for 60 s after ${fault}`)
  // Until everybody may write again: answered after the fault has ended.
  const ended = now()
  if (!(await day.next((one) => one.is === 'write' && one.seq !== null && one.begun > ended, 60_000)))
    throw new Error(`nobody was answered any more after ${fault}`)
  day.doors.tell({ is: 'trouble', what: fault, from, to: now() })
  return { fault, gap: first - from }
}

/** One of those that leave the hall where it is or move it, after one that moves it and fences its owner. */
export const draw = (seed: number, count: number): readonly WholeFault[] => {
  const chance = seeded(seed)
  const list: WholeFault[] = ['stop', 'kill']
  while (list.length < count) list.splice(chance.below(list.length + 1), 0, chance.pick(drawn))
  return list
}
