/** What a file says of a hall that was moved: its mark, and by which devices know the data that came from elsewhere. */
import type { DialogueId } from '@tablee/shared/ids'
import { toldSince } from '../recovery/incarnation.ts'
import type { Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'
import { readMark, written, type Mark } from './mark.ts'

export const movedMigration: Migration = {
  name: 'hall-moved',
  sql: [
    `ALTER TABLE hall ADD COLUMN moved TEXT`,
    // Null: as the whole file's. `restored`: the last restore that is in it already.
    `ALTER TABLE hall ADD COLUMN incarnation TEXT`,
    `ALTER TABLE hall ADD COLUMN restored INTEGER`,
  ],
}

/** Null where it is served here. */
export const markIn = (database: Database, dialogue: DialogueId): Mark | null => {
  const moved = database.prepare('SELECT moved FROM hall WHERE dialogue = ?').get(dialogue)?.['moved'] ?? null
  return moved === null ? null : readMark(String(moved))
}

/** On the disk when this returns, or when the caller's transaction is. */
export function setMark(database: Database, dialogue: DialogueId, mark: Mark | null): void {
  database
    .prepare(
      'INSERT INTO hall (dialogue, needs, moved) VALUES (?, 1, ?) ON CONFLICT (dialogue) DO UPDATE SET moved = excluded.moved',
    )
    .run(dialogue, mark === null ? null : written(mark))
}

/** Those that have a mark. */
export const marked = (database: Database): readonly DialogueId[] =>
  database
    .prepare('SELECT dialogue FROM hall WHERE moved IS NOT NULL')
    .all()
    .map((row) => row['dialogue'] as DialogueId)

/** By which a dialogue's devices know its data: they hand in what they hold where it is another one than before. */
export function incarnationsIn(database: Database, own: string) {
  const restored = database.prepare('SELECT max(id) AS id FROM recovery WHERE dialogue = ?')
  const brought = database.prepare('SELECT incarnation, restored FROM hall WHERE dialogue = ?')
  return (dialogue: DialogueId): string => {
    const [last, from] = [restored.get(dialogue)?.['id'] ?? null, brought.get(dialogue)]
    const known = from?.['restored'] ?? null
    return toldSince(
      String(from?.['incarnation'] ?? own),
      known === null ? null : Number(known),
      last === null ? null : Number(last),
    )
  }
}
