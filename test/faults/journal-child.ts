/** A process with a data file that the kill test kills while it appends. Argument: the file. */
import { openJournal } from '@tablee/server/journal/sqlite'
import { openDatabase } from '@tablee/server/store/database'
import { askedLog } from '../support/slowLog.ts'
import { appendTo } from './appending.ts'

const database = openDatabase(process.argv[2] ?? '')
const journal = openJournal({ database, clock: Date.now, server: String(process.pid), through: askedLog })
await appendTo(journal, (cause) => {
  throw cause
})
