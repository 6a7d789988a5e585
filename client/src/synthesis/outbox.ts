/**
 * Steps on their way, one after the other: what the network swallows is sent again under its own id until somebody answers, so
 * that who reads on through a gap of the Wi-Fi loses none of it. A page that is closed meanwhile keeps what has not left.
 */
import type { ThemeCommand } from '@tablee/shared/wire/synthesis'
import { network, pauseOf } from '../hold/retry.ts'
import { passing, type ClientProblem } from '../link/api.ts'
import type { ThemesPort } from './port.ts'

export type Sent = { readonly waiting: number; readonly failing: boolean }

/** `refused`: it was answered, and not taken. */
export function createOutbox(
  say: ThemesPort['say'],
  told: (sent: Sent) => void,
  refused: (command: ThemeCommand, problem: ClientProblem) => void,
) {
  const waiting: ThemeCommand[] = []
  let [running, failing, stopped] = [false, false, false]
  const tell = (): void => told({ waiting: waiting.length, failing })

  async function run(): Promise<void> {
    running = true
    for (let failures = 0, command = waiting[0]; command !== undefined && !stopped; command = waiting[0]) {
      const answer = await say(command)
      if (!answer.ok && passing.has(answer.problem.code)) {
        failing = true
        tell()
        const pause = pauseOf(network, failures, Math.random(), answer.problem)
        await new Promise((resolve) => setTimeout(resolve, pause))
        failures += 1
        continue
      }
      failures = 0
      failing = false
      waiting.shift()
      if (!answer.ok) refused(command, answer.problem)
      tell()
    }
    running = false
  }
  return {
    send(command: ThemeCommand): void {
      waiting.push(command)
      tell()
      if (!running) void run()
    },
    stop: (): void => void (stopped = true),
  }
}
