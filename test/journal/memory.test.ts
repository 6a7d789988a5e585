import { memoryJournal } from '@tablee/server/journal/memory'
import { journalContract } from './contract.ts'

journalContract('memory', () => {
  const clock = { now: 1_000 }
  const journal = memoryJournal({ clock: () => clock.now })
  return { journal, clock, close: () => journal.close() }
})
