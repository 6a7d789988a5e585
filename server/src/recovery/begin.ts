/** A recovery begins, of a whole folder or of one dialogue: from then on devices hand in what the log lacks. */
import { prefixOf, type DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { Database } from '../store/database.ts'

/** Seconds since then number the views' epochs after a restore: nine digits last until 2051. */
const floorFrom = Date.UTC(2020, 0)

/** Where epochs of views begin after a restore: above all that anybody can have followed. */
function nextViewFloor(database: Database, now: number): number {
  const before = Number(database.prepare('SELECT coalesce(max(view_floor), 0) AS floor FROM recovery').get()?.['floor'])
  return Math.max(before + 1, Math.floor((now - floorFrom) / 1000))
}

/** From the next start on devices hand in what this database lacks; no view has an epoch that was followed before. */
export function beginRecovery(database: Database, now: number): void {
  database.prepare('INSERT INTO recovery (began, view_floor) VALUES (?, ?)').run(now, nextViewFloor(database, now))
}

/**
 * Within one transaction, while nobody is in this dialogue. `made`: when what it was restored from was; null where nobody
 * made it, because the log itself was found behind. `heads`: where its documents stand now; what comes after was handed in.
 */
export function beginRecoveryOfOne(
  database: Database,
  dialogue: DialogueId,
  {
    now,
    made,
    aside,
    heads,
  }: {
    readonly now: number
    readonly made: number | null
    /** The file in which what was replaced lies. */
    readonly aside: string | null
    readonly heads: Iterable<readonly [doc: DocName, seq: number]>
  },
): void {
  const recovery = database
    .prepare('INSERT INTO recovery (began, view_floor, dialogue, made, aside) VALUES (?, ?, ?, ?, ?) RETURNING id')
    .get(now, nextViewFloor(database, now), dialogue, made, aside)?.['id']
  const floor = database.prepare('INSERT INTO recovery_floor (recovery, document, seq) VALUES (?, ?, ?)')
  for (const [doc, seq] of heads) if (doc.startsWith(prefixOf('board'))) floor.run(Number(recovery), doc, seq)
}
