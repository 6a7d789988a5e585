import { memoryJournal } from '@tablee/server/journal/memory'
import { journalContract } from './contract.ts'

import { slowLog } from '../support/slowLog.ts'

const seed = Number(process.env['SLOW_LOG'] ?? Math.floor(Math.random() * 1_000_000))
console.log(`slow log: SLOW_LOG=${seed}`)

journalContract('a log that answers late, and not always', (through = slowLog({ seed })) => {
  const clock = { now: 1_000 }
  const journal = memoryJournal({ clock: () => clock.now, through })
  return { journal, clock, close: () => journal.close() }
})

journalContract('memory', (through) => {
  const clock = { now: 1_000 }
  const journal = memoryJournal({ clock: () => clock.now, through })
  return { journal, clock, close: () => journal.close() }
})
