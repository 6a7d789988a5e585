/**
 * Runs the machine: one fact at a time, with all its effects, and what comes of an effect waits its turn. Whatever takes
 * time is called off when its state is left.
 */
import type { ClientProblem } from './api.ts'
import type { Environment } from './environment.ts'
import type { Effect, Fact } from './facts.ts'
import { begin, step, type Machine } from './machine.ts'
import type { Refusal } from './refusal.ts'
import { network, pauseOf } from '../hold/retry.ts'

/** The server speaks every 20 s at least and drops a silent socket after 45 s: beyond that nobody is there. */
const deadAfter = 50_000
const lookEvery = 10_000
/** From the ticket to the first exchange; a hall's Wi-Fi may take seconds for one round trip. */
const attachWithin = 20_000
/** Only what lasts counts as success: a server that accepts and drops would be asked without pause. */
const lasting = 5_000

/** What effects do; each is told in `facts.ts`. */
export type EffectHandlers = {
  ask(): void
  attach(ticket: string, mayWrite: boolean): void
  answer(sv: Uint8Array, careful: boolean): void
  bring(difference: Uint8Array): void
  hangUp(): void
  goLive(): void
  leave(): void
  rebuild(refusal: Refusal): void
  finishRebuild(): void
  settle(): void
  /** For how long the connection has been silent; null where there is none. */
  silence(): number | null
  /** The next try is in so many milliseconds. */
  waits(milliseconds: number): void
  /** The machine went on from here. */
  moved(was: Machine): void
  /** All that comes of it is done. */
  changed(): void
}

export function openRunner(
  environment: Pick<Environment, 'later'>,
  chance: () => number,
  denied: Machine['denied'],
  hands: EffectHandlers,
) {
  let machine = begin(denied)
  let callOff: (() => void)[] = []
  const facts: Fact[] = []
  let going = false

  function on(fact: Fact): void {
    facts.push(fact)
    if (going) return
    going = true
    try {
      for (let first = facts.shift(); first; first = facts.shift()) {
        const was = machine
        const [next, effects] = step(was, first)
        machine = next
        hands.moved(was)
        for (const effect of effects) run(effect)
        if (next.state !== was.state) hands.changed()
      }
    } finally {
      going = false
    }
  }

  const later = (milliseconds: number, then: () => void): void => {
    callOff.push(environment.later(milliseconds, then))
  }
  const lose = (code: 'timeout' | 'offline') => on({ is: 'lost', problem: { code } })
  function watch(): void {
    later(lookEvery, () => {
      const silence = hands.silence()
      if (silence === null) return
      if (silence > deadAfter) return lose('timeout')
      watch()
    })
  }
  function wait(attempt: number, problem: ClientProblem | null): void {
    // A device that was refused too often is told for how long it gets no ticket.
    const milliseconds = pauseOf(network, attempt, chance(), problem)
    hands.waits(milliseconds)
    later(milliseconds, () => on({ is: 'due' }))
  }

  function run(effect: Effect): void {
    switch (effect.do) {
      case 'calm':
        for (const off of callOff) off()
        callOff = []
        return
      case 'deadline':
        return later(attachWithin, () => lose('timeout'))
      case 'watch':
        return watch()
      case 'wait':
        return wait(effect.attempt, effect.problem)
      case 'go-live':
        later(lasting, () => on({ is: 'lasted' }))
        return hands.goLive()
      case 'ask':
        return hands.ask()
      case 'attach':
        return hands.attach(effect.ticket, effect.mayWrite)
      case 'answer':
        return hands.answer(effect.sv, effect.careful)
      case 'bring':
        return hands.bring(effect.difference)
      case 'hang-up':
        return hands.hangUp()
      case 'leave':
        return hands.leave()
      case 'rebuild':
        return hands.rebuild(effect.refusal)
      case 'finish-rebuild':
        return hands.finishRebuild()
      case 'settle':
        return hands.settle()
    }
  }

  return { on, later, lose, machine: () => machine }
}
