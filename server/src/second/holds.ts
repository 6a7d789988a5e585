/** What a copy holds, table by table: counted in a thread of its own, while the copy is kept up. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { boardDoc, voicesDoc } from '@tablee/shared/documents'
import { readVoiceRow } from '@tablee/shared/voices/rows'
import { voicesFrom } from '@tablee/shared/voices/fold'
import type { Holds } from '@tablee/shared/wire/second'
import { createDialogues } from '../dialogue/dialogues.ts'
import { openJournal } from '../journal/sqlite.ts'
import { openDatabase } from '../store/database.ts'

/** Rejects where the copy cannot be read. */
export function holdsOf(file: string): Promise<Holds> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { counts: file } })
    worker.once('message', (found: Holds) => done(found))
    worker.once('error', failed)
    worker.once('exit', () => failed(new Error('the copy was not counted')))
    worker.unref()
  })
}

/** Asked again and again: counted once for each `mark`, one after the other. */
export function createCounting(file: string, count = holdsOf) {
  let of = ''
  let counting = false
  let holds: Holds | null = null
  return (mark: string): Holds | null => {
    if (mark === of || counting) return mark === of ? holds : null
    counting = true
    of = mark
    holds = null
    count(file)
      .then(
        (found) => (holds = found),
        () => undefined,
      )
      .finally(() => (counting = false))
    return null
  }
}

async function work(file: string): Promise<Holds> {
  const database = openDatabase(file, { shared: true })
  const journal = openJournal({ database, clock: Date.now, server: 'holds' })
  const dialogues = await createDialogues({ journal, clock: Date.now })
  try {
    const text = new TextDecoder()
    const tables: Holds['tables'][number][] = []
    for (const id of dialogues.list()) {
      const rows = []
      for await (const { data, at } of journal.commands(voicesDoc(id))) {
        const row = readVoiceRow(text.decode(data))
        if (row !== null) rows.push({ row, at })
      }
      const { seats, rounds } = voicesFrom(rows)
      for (const table of dialogues.tables(id)) {
        const boards = new Set<string>(dialogues.boardsOf(table.id).map((board) => board.id))
        let entries = 0
        for (const board of dialogues.boardsOf(table.id)) {
          const doc = newBoardDoc()
          for (const update of (await journal.load(boardDoc(board.id))).updates) Y.applyUpdate(doc, update)
          entries += readBoard(doc).nodes.size
          doc.destroy()
        }
        const sheets = [...rounds.values()]
          .filter(({ board }) => boards.has(board))
          .flatMap((round) => [...round.sheets.values()].filter(({ sent, takenBack }) => sent && !takenBack)).length
        const taken = [...seats.values()].filter((seat) => seat.table === table.id && seat.held !== null).length
        tables.push({ table: table.number, site: table.site, entries, sheets, seats: taken })
      }
    }
    return { tables }
  } finally {
    dialogues.close()
    journal.close()
    database.close()
  }
}

/** Another thread may load this file, too. */
const asked = (): string | null => {
  const given: unknown = workerData
  if (isMainThread || typeof given !== 'object' || given === null || !('counts' in given)) return null
  return String(given.counts)
}
const counts = asked()
if (counts !== null) parentPort?.postMessage(await work(counts))
