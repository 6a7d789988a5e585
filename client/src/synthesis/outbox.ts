/**
 * Steps on their way, one after the other: what the network swallows is sent again under its own id until somebody answers, so
 * that who reads on through a gap of the Wi-Fi loses none of it. What has not left when the page is closed stands on a shelf,
 * from which the next page sends it.
 */
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import type { Answer, ClientProblem } from '../link/api.ts'
import { untilAnswered } from '../link/until-answered.ts'
import { noShelf, type Kept, type Shelf } from './shelf.ts'

export type Sent = { readonly waiting: number; readonly failing: boolean }

/** `refused`: it was answered, and not taken. */
export function createOutbox<Command extends Kept = ThemeCommand>(
  say: (command: Command) => Promise<Answer<null>>,
  told: (sent: Sent) => void,
  refused: (command: Command, problem: ClientProblem) => void,
  shelf: Shelf<Command> = noShelf,
) {
  const waiting: Command[] = []
  let [running, failing, stopped] = [false, false, false]
  const tell = (): void => told({ waiting: waiting.length, failing })

  function waits(): void {
    failing = true
    tell()
  }
  async function run(): Promise<void> {
    running = true
    const law = { gone: () => stopped, waits }
    for (let command = waiting[0]; command !== undefined && !stopped; command = waiting[0]) {
      const step = command
      const answer = await untilAnswered(() => say(step), law)
      if (answer === null) break
      failing = false
      waiting.shift()
      shelf.keep(waiting)
      if (!answer.ok) refused(step, answer.problem)
      tell()
    }
    running = false
  }
  return {
    /** What was left by a page that is closed, on its way again. */
    begin(): readonly Command[] {
      const left = shelf.take()
      waiting.unshift(...left)
      if (left.length === 0) return left
      tell()
      if (!running) void run()
      return left
    },
    send(command: Command): void {
      waiting.push(command)
      shelf.keep(waiting)
      tell()
      if (!running) void run()
    },
    stop: (): void => void (stopped = true),
  }
}
