/**
 * A node that the kill test kills while it appends, or whose Postgres: it takes the dialogue by hand. Arguments: address,
 * dialogue.
 */
import { openPostgresJournal } from '@tablee/server/journal/postgres/journal'
import postgres from 'postgres'
import { takenByHand } from '../journal/postgres-place.ts'
import { askedLog } from '../support/slowLog.ts'
import { appendTo } from './appending.ts'
import { say } from './say.ts'

const [url = '', dialogue = ''] = process.argv.slice(2)
const options = { max_lifetime: null, backoff: () => 0.05, onnotice: () => {} }
const [sql, line] = [postgres(url, { ...options, max: 4 }), postgres(url, { ...options, max: 1 })]
const node = String(process.pid)
const journal = await openPostgresJournal({
  sql,
  lease: { ...(await takenByHand(sql, dialogue, node)), line, fence: () => process.exit(3) },
  clock: Date.now,
  server: node,
  incarnation: 'postgres',
  through: askedLog,
  alarm: (what, { cause }) => say(`alarm ${what} ${String(cause)}`),
})
// A database that is away takes none: the next time.
await appendTo(journal, (cause) => say(`no checkpoint ${String(cause)}`))
