/**
 * Acts of a console, by the place where they are done and where their outcome is said: one that did not arrive is kept and
 * sent again under its id; one that somebody else was faster with says so, and nothing is done twice.
 */
import type { TableId } from '@tablee/shared/ids'
import type { RoomCommand } from '@tablee/shared/wire/room'
import { passing, type ClientProblem } from '../link/api.ts'
import type { RoomPort } from './port.ts'

/** Where an act is done. */
export type Spot = 'hall' | 'table' | 'call' | 'round' | 'watch' | 'message' | 'plan'
export type Outcome = {
  readonly state: 'sending' | 'sent' | 'partly' | 'failed' | 'faster' | 'refused'
  /** What is still to be sent. */
  readonly left: RoomCommand | null
  readonly problem: ClientProblem | null
  /** Of an act on many tables: those at which it was not done. */
  readonly not: readonly TableId[]
  /** The room's version when it was done: what is on the screen is older than the act until another comes. */
  readonly version: string
}
type Outcomes = Readonly<Partial<Record<Spot, Outcome>>>

export type Acts = {
  readonly of: (spot: Spot) => Outcome | null
  /** Under way, or not on the screen yet: a second tap would be meant for what is not shown any more. */
  readonly busy: (spot: Spot) => boolean
  readonly run: (spot: Spot, command: RoomCommand) => void
  readonly again: (spot: Spot) => void
  readonly dismiss: (spot: Spot) => void
  readonly newId: () => string
}

export function openActs(port: Pick<RoomPort, 'act' | 'newId'>) {
  let outcomes: Outcomes = {}
  const ears = new Set<() => void>()
  const say = (spot: Spot, outcome: Outcome | undefined): void => {
    const { [spot]: _before, ...others } = outcomes
    outcomes = outcome === undefined ? others : { ...others, [spot]: outcome }
    for (const ear of ears) ear()
  }
  async function send(spot: Spot, command: RoomCommand, version: string): Promise<void> {
    const now = (
      state: Outcome['state'],
      left: RoomCommand | null,
      problem: ClientProblem | null = null,
      not: readonly TableId[] = [],
    ): void => say(spot, { state, left, problem, not, version })
    now('sending', command)
    const answer = await port.act(command)
    if (answer.ok) {
      // Where it was so already nothing is missing.
      const not = (answer.value.left ?? []).filter(({ why }) => why !== 'done-already').map(({ table }) => table)
      return now(not.length > 0 ? 'partly' : 'sent', null, null, not)
    }
    const { problem } = answer
    if (passing.has(problem.code)) return now('failed', command, problem)
    now(problem.code === 'changed' ? 'faster' : 'refused', null, problem)
  }
  return {
    heard(ear: () => void): () => void {
      ears.add(ear)
      return () => ears.delete(ear)
    },
    outcomes: (): Outcomes => outcomes,
    /** As a screen has them that shows this version of the room. */
    at(version: string): Acts {
      const busy = (spot: Spot): boolean => {
        const outcome = outcomes[spot]
        return outcome?.state === 'sending' || (outcome?.state === 'sent' && outcome.version === version)
      }
      return {
        of: (spot) => outcomes[spot] ?? null,
        busy,
        run(spot, command) {
          if (!busy(spot)) void send(spot, command, version)
        },
        again(spot) {
          const outcome = outcomes[spot]
          if (outcome?.state === 'failed' && outcome.left !== null) void send(spot, outcome.left, version)
        },
        dismiss: (spot) => say(spot, undefined),
        newId: port.newId,
      }
    },
  }
}
