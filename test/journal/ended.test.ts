import { memoryJournal } from '@tablee/server/journal/memory'
import { expect, it } from 'vitest'
import { command } from './writer.ts'

it('[JRN38] a journal that closes asks a log that keeps nothing more once for the devices that had not written yet, and not for ever', async () => {
  let keeps = true
  let asked = 0
  // Without an answer the test ends; with a refusal each time nothing else in this process would have a turn.
  const over = (): Promise<never> =>
    asked > 20 ? new Promise(() => undefined) : Promise.reject(new Error('another node holds the dialogue'))
  const journal = memoryJournal({
    clock: () => 1_000,
    through: {
      keeper: (keeper) => ({
        ...keeper,
        step(rows, claims) {
          if (keeps) return keeper.step(rows, claims)
          asked += 1
          return over()
        },
        settle: () => (keeps ? keeper.settle() : over()),
      }),
    },
  })
  await journal.append(command('board:one', 'first'))
  keeps = false
  journal.claim('board:one', 1, 7, 'tablet', 'seat-3')
  journal.close()
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
  expect(asked).toBeLessThanOrEqual(2)
})
