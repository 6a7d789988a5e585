import { memoryJournal } from '@tablee/server/journal/memory'
import { journalContract } from './contract.ts'

import { slowLog } from '../support/slowLog.ts'

journalContract('a log that keeps late', () => {
  const clock = { now: 1_000 }
  const journal = memoryJournal({ clock: () => clock.now, through: slowLog({ seed: 1 }) })
  return { journal, clock, close: () => journal.close() }
})

journalContract('memory', () => {
  const clock = { now: 1_000 }
  const journal = memoryJournal({ clock: () => clock.now })
  return { journal, clock, close: () => journal.close() }
})
