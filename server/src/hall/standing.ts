/**
 * What a file says of each hall before its log is read: the number of the oldest program that understands it. Nothing is
 * said of a hall that every program of since understands.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { program, UnknownRow } from '../record/known.ts'
import type { Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'

export const hallMigration: Migration = {
  name: 'hall',
  sql: [`CREATE TABLE hall (dialogue TEXT PRIMARY KEY, needs INTEGER NOT NULL) STRICT, WITHOUT ROWID`],
}

/** Says what to do; the hall stays closed, and nothing of it was changed. */
export class NeedsNewer extends Error {
  override readonly name = 'NeedsNewer'
  constructor(dialogue: DialogueId, needs: number, own: number) {
    super(
      `The dialogue ${dialogue} was written by a newer version of Tablée (it needs number ${needs}, this is ${own}). Nothing was changed; open it with that version.`,
    )
  }
}

/** It was written by a newer program: a person is told its sentence. */
export const needsNewer = (cause: unknown): cause is NeedsNewer | UnknownRow =>
  cause instanceof NeedsNewer || cause instanceof UnknownRow

/** `own`: tests make another program of this one. */
export function standingIn(database: Database, own = program) {
  const find = database.prepare('SELECT needs FROM hall WHERE dialogue = ?')
  const note = database.prepare(
    'INSERT INTO hall (dialogue, needs) VALUES (?, ?) ON CONFLICT (dialogue) DO UPDATE SET needs = max(needs, excluded.needs)',
  )
  const needs = new Map<DialogueId, number>()
  const needsOf = (dialogue: DialogueId): number => {
    const known = needs.get(dialogue) ?? Number(find.get(dialogue)?.['needs'] ?? 1)
    needs.set(dialogue, known)
    return known
  }
  return {
    /** Throws `NeedsNewer`. The file is asked again: it may be another one's by now. */
    mayOpen(dialogue: DialogueId): void {
      needs.delete(dialogue)
      const wanted = needsOf(dialogue)
      if (wanted > own) throw new NeedsNewer(dialogue, wanted, own)
    },
    /** Before the first row that a program below `wanted` would not understand; it is on the disk when this returns. */
    raise(dialogue: DialogueId, wanted: number): void {
      if (wanted <= needsOf(dialogue)) return
      note.run(dialogue, wanted)
      needs.set(dialogue, wanted)
    },
  }
}
