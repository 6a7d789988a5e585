/** One command to the server until somebody answers it: whatever the network swallows is said again, as it was, after a while. */
import { network, pauseOf } from '../hold/retry.ts'
import { passing, type Answer } from './api.ts'

/**
 * `say` gives the same command each time, under its own id. `waits` is told of each try that nobody answered. Null: whoever said it
 * is `gone`, and it is not said again.
 */
export async function untilAnswered<Value>(
  say: () => Promise<Answer<Value>>,
  { gone, waits }: { readonly gone: () => boolean; readonly waits: () => void },
): Promise<Answer<Value> | null> {
  for (let failures = 0; !gone(); failures += 1) {
    const answer = await say()
    if (answer.ok || !passing.has(answer.problem.code)) return answer
    if (gone()) return null
    waits()
    await new Promise((resolve) => setTimeout(resolve, pauseOf(network, failures, Math.random(), answer.problem)))
  }
  return null
}
