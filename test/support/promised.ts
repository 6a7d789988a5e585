/** Limits that people are promised, asserted on events: how long it took is printed beside what is promised. */
import { expect } from 'vitest'

/** On a machine that does something else it may take some times as long; what never came takes a held request's whole time. */
const slower = 5

/** `began`: when what people see was begun (`performance.now()`); `limit`: what they are promised (ms). */
export function withinPromise(what: string, began: number, limit = 1_000): void {
  const took = performance.now() - began
  console.log(`${what}: ${took.toFixed(0)} ms (promised: ${limit})`)
  expect(took, what).toBeLessThan(slower * limit)
}
