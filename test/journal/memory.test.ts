import { memoryJournal } from '@tablee/server/journal/memory'
import type { Through } from '@tablee/server/journal/queue'
import { type Bench, journalContract } from './contract.ts'

import { slowLog } from '../support/slowLog.ts'

const seed = Number(process.env['SLOW_LOG'] ?? Math.floor(Math.random() * 1_000_000))
console.log(`slow log: SLOW_LOG=${seed}`)

const open = (through?: Through): Bench => {
  const clock = { now: 1_000 }
  const journal = memoryJournal({ clock: () => clock.now, through })
  return { journal, clock, close: () => journal.close() }
}

// It has to be waited for from the beginning, as a log that asks for its state first.
journalContract('a log that answers late, and not always', async (through = slowLog({ seed })) => {
  await new Promise(setImmediate)
  return open(through)
})

journalContract('memory', open)
