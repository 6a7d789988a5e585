/** Partners' surveys, and which question is beside which: rows in the log of the theme team. */
import type { DialogueId } from '@tablee/shared/ids'
import { noPartners, partnersAfter, readPartnerRow, type PartnerRow, type Partners } from '@tablee/shared/partner/rows'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type PartnerLog = RecordOf<PartnerRow, Partners, DialogueId>

/** Whole once it answers. Shares `synthesis:<dialogue>` with themes, whose rows it passes over; whoever opens it closes it. */
export const openPartners = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  openRecord<PartnerRow, Partners, DialogueId>({
    journal,
    clock,
    kind: 'synthesis',
    read: readPartnerRow,
    empty: noPartners,
    fold: partnersAfter,
  })
