/** Backups of single dialogues, with what they need of each hall. */
import { dialogueDoc } from '@tablee/shared/documents'
import { readBoard } from '@tablee/shared/board/read'
import { newId } from '@tablee/shared/ids'
import { openBackups, type Backups } from '../backup/backups.ts'
import type { Hosted } from '../backup/ports.ts'
import { noteMap } from '../store/salvage.ts'
import type { Halls } from './halls.ts'
import type { Hall } from './hall.ts'
import { migrations } from './migrations.ts'
import type { Shared } from './shared.ts'
import type { Store } from './store.ts'

function hosted({ dialogue, dialogues, journal, access, live, snapshots }: Hall): Hosted | null {
  const about = dialogues.dialogue(dialogue)
  if (about === null || journal.head(dialogueDoc(dialogue)).seq === 0) return null
  return {
    title: about.title,
    lang: about.lang,
    key: access.keys.of(dialogue),
    documents: () => journal.documents(''),
    head: journal.head,
    boards: () =>
      dialogues
        .tables(dialogue)
        .flatMap(({ id }) => dialogues.boardsOf(id).map((board) => ({ id: board.id, table: id }))),
    entries: (board) => live.look(board, (doc) => [...readBoard(doc).nodes.keys()]),
    snapshots: async () => (await snapshots.list(dialogue)).map(({ at }) => at),
    withdrawn: () => access.links.list(dialogue).flatMap(({ revokedAt }) => revokedAt ?? []),
  }
}

/** Null where everything is in memory. */
export const backupsOf = (
  { database, journal, folder, first }: Store,
  { clock, random, logger, onErased }: Shared,
  halls: Halls,
  program: string,
): Backups | null => {
  if (folder === null) return null
  const backups = openBackups({
    source: { folder, live: database.file, migrations, program },
    database,
    journal,
    hosts: {
      of(dialogue) {
        const hall = halls.of(dialogue)
        return hall === null ? null : hosted(hall)
      },
      closedFor: halls.closedFor,
    },
    clock,
    stopwatch: () => performance.now(),
    newId: () => newId(random),
    copied: first?.copied,
    scrub() {
      database.scrub()
      noteMap(database)
    },
    log: {
      done: (dialogue) => logger.warn({ dialogue }, 'a backup of this dialogue was put back'),
      failed: (cause) => logger.error({ cause: String(cause) }, 'the work on a backup failed'),
    },
  })
  // What was made and not fetched yet still holds it.
  onErased.add(backups.drop)
  return backups
}
