/** What is done to whole nodes while people are at them, and how long it takes until somebody is answered again. */
import { setTimeout as pause } from 'node:timers/promises'
import { seeded, type Random } from '../support/seeded.ts'
import { now } from './history.ts'
import { type Scene as Common, still, troubles } from './troubles.ts'
import type { Day } from './whole-day.ts'
import type { Whole, WholeNode } from './whole.ts'

type Scene = Common & { readonly whole: Whole; readonly owner: WholeNode }

/** A lease as it is on the day. */
const ttl = 6_000

const faults = {
  ...troubles,
  async kill({ owner, chance }: Scene) {
    await owner.end('SIGKILL')
    void pause(chance.below(1_500)).then(() => owner.again())
  },
  async leave({ owner, chance }: Scene) {
    await owner.end('SIGTERM')
    void pause(chance.below(1_500)).then(() => owner.again())
  },
  async postmaster({ whole, chance }: Scene) {
    await whole.killPostmaster(chance.below(1_500))
  },
  /** Between the nodes. */
  async cutDoor({ owner, chance, spell }: Scene) {
    await still(owner.door, chance.pick(['there', 'back', 'deaf'] as const), spell())
  },
  async reset({ owner }: Scene) {
    owner.cable.reset()
    owner.door.reset()
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
  await faults[fault]({
    whole,
    chance,
    owner,
    sql: whole.sql,
    backends: whole.backends,
    next: day.next,
    ttl,
    spell: () => ttl * (0.1 + chance.next() * 1.4),
  })
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
