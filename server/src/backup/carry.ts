/**
 * What a restore does not take back: links that were withdrawn, whoever came in since, what people said for themselves, and
 * what was erased. It comes from the database in whose place the backup is put.
 */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { openAccessLog } from '../access/log.ts'
import { cameSince } from '../access/offline.ts'
import { createDialogues } from '../dialogue/dialogues.ts'
import { openJournal } from '../journal/sqlite.ts'
import { carryWithdrawn } from '../recovery/access.ts'
import { unpackMaterials } from '../recovery/materials.ts'
import { unpackPhotos } from '../recovery/photos.ts'
import { carryRows, voicesOf } from '../recovery/voices.ts'
import { openDatabase, type Database } from '../store/database.ts'
import { carryErasures } from './erasures.ts'

export type Carried = {
  /** Links that are withdrawn, or issued anew, because they were. */
  readonly withdrawn: number
  readonly voices: number
  readonly erasures: number
}

/** What lies beside the database, out of its copy: under the name of its content, whoever keeps it. */
const beside: readonly ((copy: Database, folder: string) => void)[] = [unpackPhotos, unpackMaterials]

/** Before anybody is sent out: a day of films takes its time, and lies there under names that nobody uses yet. */
export function unpackBeside(file: string, folder: string): void {
  const database = openDatabase(file, { shared: true })
  try {
    for (const unpack of beside) unpack(database, folder)
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}

/** `file`: the backup as a database, nobody else's; `live` is only read. Throws where something cannot be carried over. */
export async function carryOver({
  file,
  live,
  dialogue,
  now,
}: {
  readonly file: string
  readonly live: string
  readonly dialogue: DialogueId
  readonly now: number
}): Promise<Carried> {
  const database = openDatabase(file, { shared: true })
  try {
    database.prepare('ATTACH ? AS replaced').run(live)
    const withdrawn = await carryWithdrawn(database, now)
    const has = await carryArrivals(database, dialogue, now)
    const { came, damaged } = carryRows(database, ['voices', 'translations', 'synthesis'])
    carryRows(database, ['materials'])
    const lacking = voicesOf(damaged)
    if (lacking.length > 0) throw new Error(`rows of ${lacking.join(', ')} are damaged`)
    const erasures = await carryErasures(database, dialogue, has, now)
    database.exec('DETACH replaced')
    database.exec('PRAGMA journal_mode = DELETE')
    return { withdrawn, voices: came, erasures }
  } finally {
    database.close()
  }
}

/**
 * Cards that were printed since open what they opened, and who is in stays in: the organiser's own page, too. Not at a
 * table that is not there. Which boards are, it answers.
 */
async function carryArrivals(
  database: Database,
  dialogue: DialogueId,
  now: number,
): Promise<(board: BoardId) => boolean> {
  const clock = (): number => now
  const journal = openJournal({ database, clock, server: 'restore', alarm: () => {} })
  try {
    const places = await createDialogues({ journal, clock })
    const log = await openAccessLog(journal, clock)
    const boards = new Set(places.tables(dialogue).flatMap(({ id }) => places.boardsOf(id).map((board) => board.id)))
    const nowhere = new Set<string>()
    for (const row of cameSince(database, dialogue)) {
      if (row.kind === 'issue' && row.table !== null && places.table(row.table) === null) nowhere.add(row.link)
      if ('link' in row && nowhere.has(row.link)) continue
      const done = await log.append(dialogue, row)
      if (!done.ok) throw new Error('who came in could not be carried over')
    }
    log.close()
    places.close()
    return (board) => boards.has(board)
  } finally {
    journal.close()
  }
}
