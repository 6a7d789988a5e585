/** What only a laptop had from which another one took over: it lies aside in its folder, and is read here, never put back. */
import { join } from 'node:path'
import * as Y from 'yjs'
import type { JournalRow } from '../journal/port.ts'
import { openJournal } from '../journal/sqlite.ts'
import { asidesIn } from '../second/aside.ts'
import { openDatabase } from '../store/database.ts'
import { Stop } from './ask.ts'

const name = 'tablee.sqlite'

/** The words that an update brings; what it deletes or moves has none. */
function wordsIn(update: Uint8Array): string {
  const found = Y.decodeUpdate(update).structs.flatMap((struct) =>
    'content' in struct && struct.content instanceof Y.ContentString ? [struct.content.str] : [],
  )
  return found.join('')
}

const sameRow = (a: JournalRow, b: JournalRow | undefined): boolean =>
  b !== undefined && a.epoch === b.epoch && a.server === b.server && Buffer.from(a.data).equals(b.data)

/** Every row behind the last that both have, of each document, oldest first. */
async function only(aside: string, folder: string): Promise<readonly JournalRow[]> {
  const files = [aside, folder].map((place) => openDatabase(join(place, name), { shared: true }))
  const journals = files.map((database) => openJournal({ database, clock: Date.now, server: 'fork' }))
  const [theirs, ours] = journals
  try {
    if (theirs === undefined || ours === undefined) return []
    const left: JournalRow[] = []
    for (const doc of theirs.documents('')) {
      const known = ours.read(doc, ours.head(doc).epoch, 0)[Symbol.asyncIterator]()
      let apart = false
      for await (const row of theirs.read(doc, theirs.head(doc).epoch, 0)) {
        if (!apart) {
          const next = await known.next()
          apart = !sameRow(row, next.done === true ? undefined : next.value)
        }
        if (apart) left.push(row)
      }
      await known.return?.()
    }
    return left.sort((a, b) => a.at - b.at)
  } finally {
    for (const journal of journals) journal.close()
    for (const database of files) database.close()
  }
}

/** A line of JSON for each. */
export async function fork(folder: string): Promise<void> {
  const asides = asidesIn(folder)
  if (asides.length === 0)
    throw new Stop(
      `Nothing lies aside in ${folder}. Where another laptop has taken over from this one, start this one with --second and that laptop's address first: what only this one had is put aside then.`,
    )
  for (const aside of asides) {
    console.log(`# ${join(folder, aside)}`)
    for (const { doc, epoch, seq, at, author, device, kind, data } of await only(join(folder, aside), folder)) {
      const said =
        kind === 'update' ? { text: wordsIn(data) } : { command: JSON.parse(new TextDecoder().decode(data)) as unknown }
      console.log(JSON.stringify({ doc, epoch, seq, at: new Date(at).toISOString(), author, device, ...said }))
    }
  }
}
