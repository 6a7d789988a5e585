/**
 * What was saved, on its way: one after the other, each under an id of its own until somebody answers. It is kept on the
 * device before it is sent, so that it goes by itself after an hour without network, and in the next tab if this one is closed;
 * sent twice it is done once.
 */
import type { TranslationCommand } from '@tablee/shared/wire/translations'
import type { Answer, ClientProblem } from '../hold/answer.ts'
import { network, pauseOf } from '../hold/retry.ts'
import type { World } from '../hold/world.ts'
import { passing } from '../link/api.ts'

export type SavedCommand = Extract<TranslationCommand, { readonly kind: 'translate' | 'check' }>
/** `at`: when it was saved here (ms). */
export type Saving = { readonly key: string; readonly command: SavedCommand; readonly at: number }

/** As far as it has to be known here: it was written by this page. */
export const isTranslationCommand = (value: unknown): value is SavedCommand =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'kind' in value &&
  (value.kind === 'translate' || value.kind === 'check') &&
  'text' in value &&
  typeof value.text === 'string' &&
  'original' in value &&
  typeof value.original === 'string'

/** Nobody took it, and nobody will until somebody opens the card again: it stays. */
const waits: ReadonlySet<ClientProblem['code']> = new Set(['not-signed-in', 'link-unknown', 'not-allowed', 'closed'])

export type Sending = { readonly kick: () => void; readonly stop: () => void }

/** `answered`: null where it was taken. */
export function createSending({
  first,
  act,
  answered,
  failing,
  world,
}: {
  /** What goes next; null: nothing is left. Read anew each time, because other tabs of this device send, too. */
  readonly first: () => Saving | null
  readonly act: (command: SavedCommand) => Promise<Answer<unknown>>
  readonly answered: (saving: Saving, problem: ClientProblem | null) => void
  readonly failing: (problem: ClientProblem | null) => void
  readonly world: Pick<World, 'later' | 'chance' | 'onOnline' | 'onWake'>
}): Sending {
  let [running, stopped, failures] = [false, false, 0]
  let callOff: (() => void) | null = null

  async function run(): Promise<void> {
    callOff?.()
    callOff = null
    if (running || stopped) return
    running = true
    for (let saving = first(); saving !== null && !stopped; saving = first()) {
      const answer = await act(saving.command)
      if (stopped) return
      const problem = answer.ok ? null : answer.problem
      if (problem !== null && (passing.has(problem.code) || waits.has(problem.code))) {
        failing(problem)
        if (passing.has(problem.code))
          callOff = world.later(pauseOf(network, failures, world.chance(), problem), () => void run())
        failures += 1
        break
      }
      failures = 0
      failing(null)
      answered(saving, problem)
    }
    running = false
  }
  const kick = (): void => void run()
  const ears = [world.onOnline(kick), world.onWake(kick)]
  return {
    kick,
    stop(): void {
      stopped = true
      callOff?.()
      for (const off of ears) off()
    },
  }
}
