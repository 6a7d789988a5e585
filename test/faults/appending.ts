/**
 * What a process does that is killed: writers append to two boards as fast as the log answers, checkpoints are written on the
 * way, and each acknowledgement is printed the moment it is given.
 *   ready <ms since start>    head <doc> <seq> <quarantined>    ack <doc> <seq> <crc32c of the data>
 */
import { crc32c } from '@tablee/server/journal/crc32c'
import type { Journal } from '@tablee/server/journal/port'
import * as Y from 'yjs'
import { Editor } from '../journal/writer.ts'
import { say } from './say.ts'

const boards = ['board:one', 'board:two']
const writersPerBoard = 4
/** Far below the real 500: a kill should often fall into a checkpoint. */
const checkpointAfter = 60

/** Resolves when everybody writes, and they go on until the process ends. `noCheckpoint`: of one that could not be written. */
export async function appendTo(journal: Journal, noCheckpoint: (cause: unknown) => void): Promise<void> {
  async function write(writer: Editor, live: Y.Doc): Promise<never> {
    const { doc, name } = writer
    for (let count = 0; ; count += 1) {
      const entry = writer.text.length > 2_000 ? writer.erase(0, 1_900) : writer.type(`${doc.clientID}:${count} `)
      const appended = await journal.append(entry)
      if (!appended.ok) throw new Error(`append: ${appended.problem.code}`)
      say(`ack ${name} ${appended.row.seq} ${crc32c(entry.data)}`)
      if (journal.tail(name).rows < checkpointAfter) continue
      const state = Y.encodeStateAsUpdate(live)
      await journal.checkpoint(name, 1, journal.head(name).seq, state).catch(noCheckpoint)
    }
  }
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
}
