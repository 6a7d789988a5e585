/**
 * A node that the kill test kills, or whose Postgres: it takes the dialogue by hand, writers append to two boards as fast as
 * they are answered, checkpoints are written on the way, and each acknowledgement is printed the moment it is given. Arguments: address, dialogue.
 *   ready <ms since start>    head <doc> <seq> <quarantined>    ack <doc> <seq> <crc32c of the data>
 */
import { crc32c } from '@tablee/server/journal/crc32c'
import { openPostgresJournal } from '@tablee/server/journal/postgres/journal'
import postgres from 'postgres'
import * as Y from 'yjs'
import { Editor } from '../journal/writer.ts'
import { askedLog } from '../support/slowLog.ts'
import { say } from './say.ts'

const boards = ['board:one', 'board:two']
const writersPerBoard = 4
/** Far below the real 500: a kill should often fall into a checkpoint. */
const checkpointAfter = 60

const [url = '', dialogue = ''] = process.argv.slice(2)
const options = { max_lifetime: null, backoff: () => 0.05, onnotice: () => {} }
const [sql, line] = [postgres(url, { ...options, max: 4 }), postgres(url, { ...options, max: 1 })]
const node = String(process.pid)
const [hall] = await sql<{ epoch: number }[]>`
  INSERT INTO tablee.hall (dialogue, node, epoch, until) VALUES (${dialogue}, ${node}, 1, 'infinity')
  ON CONFLICT (dialogue) DO UPDATE SET node = excluded.node, epoch = tablee.hall.epoch + 1 RETURNING epoch::float8`
const journal = await openPostgresJournal({
  sql,
  lease: { dialogue, node, epoch: hall?.epoch ?? 0, line, fence: () => process.exit(3) },
  clock: Date.now,
  server: node,
  incarnation: 'postgres',
  through: askedLog,
  alarm: (what, { cause }) => say(`alarm ${what} ${String(cause)}`),
})

for (const board of boards) {
  const live = new Y.Doc() // what a server holds: rows in seq order, after COMMIT
  const loaded = await journal.load(board)
  for (const update of loaded.updates) Y.applyUpdate(live, update)
  say(`head ${board} ${loaded.seq} ${loaded.quarantined}`)
  journal.follow((row) => {
    if (row.doc === board) Y.applyUpdate(live, row.data)
  })
  for (let n = 0; n < writersPerBoard; n += 1) {
    const writer = new Editor(board, new Y.Doc().clientID)
    Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(live))
    void write(writer, live)
  }
}
say(`ready ${Math.round(performance.now())}`)

async function write(writer: Editor, live: Y.Doc): Promise<never> {
  for (let count = 0; ; count += 1) {
    const entry = writer.text.length > 2_000 ? writer.erase(0, 1_900) : writer.type(`${writer.doc.clientID}:${count} `)
    const appended = await journal.append(entry)
    if (!appended.ok) throw new Error(`append: ${appended.problem.code}`)
    say(`ack ${writer.name} ${appended.row.seq} ${crc32c(entry.data)}`)
    if (journal.tail(writer.name).rows < checkpointAfter) continue
    // A database that is away writes none: the next time.
    const state = Y.encodeStateAsUpdate(live)
    await journal
      .checkpoint(writer.name, 1, journal.head(writer.name).seq, state)
      .catch((cause: unknown) => say(`no checkpoint ${String(cause)}`))
  }
}
