/** How long a node takes that leaves with many halls: in each of them a phone sleeps and does not answer the goodbye. */
import { drainOf } from '@tablee/server/cluster/drain'
import { createLogger } from '@tablee/server/ops/logger'
import { createReadiness } from '@tablee/server/ops/readiness'
import type { DialogueId } from '@tablee/shared/ids'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Its halls, and when each had gone; `most`: so many at once. */
async function leaves(count: number) {
  const named = (dialogue: string) => ({ dialogue: dialogue as DialogueId })
  const nobodys = named('*')
  const halls = [nobodys, ...Array.from({ length: count }, (_, n) => named(`hall-${n}`))]
  let [now, most, gone] = [0, 0, 0]
  const nothing = async (): Promise<void> => undefined
  const { handOver } = drainOf({
    halls: {
      all: () => halls,
      nobodys,
      async leave() {
        most = Math.max(most, (now += 1))
        await new Promise((resolve) => setTimeout(resolve, 400))
        now -= 1
        gone += 1
      },
    },
    nodes: { stop: nothing, askOthers: nothing },
    looking: { row: async () => null, nodes: () => [{ id: 'other', address: 'http://other.example' }] },
    sockets: { close: () => undefined },
    edge: () => null,
    door: { closeIdle: () => undefined },
    readiness: createReadiness(),
    logger: createLogger({ level: 'silent' }),
  })
  const done = handOver.run()
  await vi.advanceTimersByTimeAsync(handOver.within - 1)
  return { done, gone, most }
}

it('[LSE8] a node that leaves has handed over eight halls or forty within the time that it has', async () => {
  expect(await leaves(8)).toMatchObject({ gone: 8, most: 2 })
  const { done, ...many } = await leaves(40)
  expect(many).toEqual({ gone: 40, most: 5 })
  await done
})
