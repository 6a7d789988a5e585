/** What was written since a backup was made, as its organiser is told before it is put back. */
import { dialogueDoc, voicesDoc } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { BackupSince } from '@tablee/shared/wire/backup'
import type { Looked } from './look.ts'
import type { Hosted } from './ports.ts'

/** Only boards that were written to since are read; everybody else goes on between two of them. */
export async function sinceThen(
  { head: { at }, boards, heads }: Looked & { readonly ok: true },
  dialogue: DialogueId,
  hall: Hosted,
): Promise<BackupSince> {
  const rows = (doc: string): number => Math.max(0, hall.head(doc).seq - (heads.get(doc) ?? 0))
  const tables = new Set<string>()
  let entries = 0
  for (const { id, table } of hall.boards()) {
    const then = boards.get(id)
    const now = hall.head(`board:${id}`)
    if (then?.seq === now.seq && then.epoch === now.epoch) continue
    const known = new Set(then?.entries)
    const fresh = (await hall.entries(id)).filter((one) => !known.has(one)).length
    if (fresh > 0 || then !== undefined) tables.add(table)
    entries += fresh
  }
  const later = (times: readonly number[]): number => times.filter((one) => one > at).length
  return {
    entries,
    tables: tables.size,
    set: rows(dialogueDoc(dialogue)),
    snapshots: later(await hall.snapshots()),
    voices: rows(voicesDoc(dialogue)),
    withdrawn: later(hall.withdrawn()),
  }
}
