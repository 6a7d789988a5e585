/** A dialogue out of a folder's database, as a database of its own: all at one moment, while its writers go on. */
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { packMaterials } from '../recovery/materials.ts'
import { packPhotos } from '../recovery/photos.ts'
import { openDatabase } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'
import { boardsOf, boardTables, columnsOf, documentsOf, journalTables } from './rows.ts'

/**
 * `live` is another one's database, which is only read; `into` must not be there. Photos travel within the copy; with `films`
 * these do, too. Blocks. `whole`: false where a damaged file had lost something of it before.
 */
export function packDialogue({
  live,
  folder,
  into,
  dialogue,
  others,
  films,
  migrations,
  onPart,
}: {
  readonly live: string
  readonly folder: string
  readonly into: string
  readonly dialogue: DialogueId
  readonly others: readonly DocName[]
  readonly films: boolean
  readonly migrations: readonly Migration[]
  readonly onPart: (part: number) => void
}): { readonly whole: boolean } {
  const copy = openDatabase(into, { shared: true, migrations })
  try {
    copy.prepare('ATTACH ? AS live').run(live)
    // It counts once it is whole, and nobody waits for its disk before.
    copy.exec('PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF')
    copy.transaction(() => {
      const boards = boardsOf(copy, dialogue, 'live')
      const documents = documentsOf(copy, dialogue, boards, others, 'live')
      const add = copy.prepare('INSERT INTO main.journal_document (id, name, epoch) VALUES (?, ?, ?)')
      const fill = [...journalTables].map((table) => {
        const columns = columnsOf(copy, table).join(', ')
        return copy.prepare(
          `INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM live.${table} WHERE document = ?`,
        )
      })
      documents.forEach(({ id, name, epoch }, index) => {
        add.run(id, name, epoch)
        for (const each of fill) each.run(id)
        onPart(index / documents.length)
      })
      for (const table of boardTables) {
        const columns = columnsOf(copy, table).join(', ')
        const of = copy.prepare(
          `INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM live.${table} WHERE board = ?`,
        )
        for (const board of boards) of.run(board)
      }
      copy.prepare('INSERT INTO main.hall SELECT * FROM live.hall WHERE dialogue = ?').run(dialogue)
    })
    copy.exec('DETACH live')
    packPhotos(copy, folder)
    if (films) packMaterials(copy, folder)
    const lacks = copy.prepare(`SELECT 1 FROM journal_quarantine WHERE what = 'row' LIMIT 1`).get() !== undefined
    copy.exec('PRAGMA journal_mode = DELETE')
    return { whole: !lacks }
  } finally {
    copy.close()
  }
}
