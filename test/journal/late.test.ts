/** The port's acceptance suite over a log whose answers come late: LATE_SEED=7. */
import { memoryJournal } from '@tablee/server/journal/memory'
import { lateLog } from '../support/lateLog.ts'
import { seeded } from '../support/seeded.ts'
import { journalContract } from './contract.ts'

const seed = Number(process.env['LATE_SEED'] ?? Date.now() % 1_000_000)
console.log(`late log: LATE_SEED=${seed}`)
const { next } = seeded(seed)

journalContract('late', () => {
  const clock = { now: 1_000 }
  const journal = lateLog(memoryJournal({ clock: () => clock.now }), next, [5, 50])
  return { journal, clock, close: () => journal.close() }
})
