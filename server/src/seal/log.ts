/** What the dialogue's key said of its snapshots, in their archive. */
import type { DialogueId } from '@tablee/shared/ids'
import { noSeals, readSealRow, sealsAfter, type SealRow, type Seals } from '@tablee/shared/snapshot/seals'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type SealLog = RecordOf<SealRow, Seals, DialogueId>

/** Whole once it answers. Shares `archive:<dialogue>` with snapshots and erasures; whoever opens it closes it. */
export const openSeals = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  openRecord<SealRow, Seals, DialogueId>({
    journal,
    clock,
    kind: 'archive',
    read: readSealRow,
    empty: noSeals,
    fold: sealsAfter,
  })
