/** Which snapshots of a dialogue there are, in a document of its own: what is written there moves no board and no name. */
import type { DialogueId } from '@tablee/shared/ids'
import {
  archiveAfter,
  emptyArchive,
  readArchiveRow,
  type Archive,
  type ArchiveRow,
} from '@tablee/shared/snapshot/taken'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type ArchiveLog = RecordOf<ArchiveRow, Archive, DialogueId>

/**
 * Whole once it answers. Shares its document, `archive:<dialogue>`, with erasures, whose rows it passes over; whoever
 * opens it closes it.
 */
export const openArchive = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  openRecord<ArchiveRow, Archive, DialogueId>({
    journal,
    clock,
    kind: 'archive',
    read: readArchiveRow,
    empty: emptyArchive,
    fold: archiveAfter,
  })
