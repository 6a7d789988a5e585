/** The rows of `access:<dialogue>` and what they say: links and sessions, all of them the server's own. */
import { accessAfter, nobody, type AccessState } from '@tablee/shared/access/fold'
import { readAccessRow, type AccessRow } from '@tablee/shared/access/rows'
import type { DialogueId } from '@tablee/shared/ids'
import type { Problem, Result } from '@tablee/shared/problem'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type Judge, type RecordOf } from '../record/record.ts'

export type AccessLog = Omit<RecordOf<AccessRow, AccessState, DialogueId>, 'append' | 'done'> & {
  readonly append: (id: DialogueId, row: AccessRow, judge?: Judge<AccessState>) => Promise<Result<null>>
  /** Whether a row of this name has landed. */
  readonly has: (id: DialogueId, command: string) => boolean
}

/** Whose device came in stands in the row itself, so that a purge reaches it. */
const server = { author: 'server', device: 'server' }

/**
 * Whole once it answers. Its rows are all the server's, so that a command's name is told apart by itself and not by a
 * device; whoever opens it closes it.
 */
export async function openAccessLog(journal: Journal, clock: Clock): Promise<AccessLog> {
  const record = await openRecord<AccessRow, AccessState, DialogueId>({
    journal,
    clock,
    kind: 'access',
    read: readAccessRow,
    empty: nobody,
    fold: accessAfter,
  })
  return {
    ...record,
    append: (id, row, judge) => record.append(id, row, server, judge),
    has: (id, command) => record.done(id, command, server),
  }
}

/** The first thing that went wrong with several rows. */
export const problemIn = (results: readonly Result<unknown>[]): Problem | null =>
  results.flatMap((result) => (result.ok ? [] : [result.problem]))[0] ?? null
