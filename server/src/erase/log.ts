/** What was erased of a dialogue's boards, in its archive: no row of a board moves for it. */
import type { DialogueId } from '@tablee/shared/ids'
import {
  erasuresAfter,
  nothingErased,
  readErasureRow,
  type ErasureRow,
  type Erasures,
  type Known,
} from '@tablee/shared/snapshot/erasures'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type ErasureLog = RecordOf<ErasureRow, Erasures, DialogueId>

/**
 * Whole once it answers. Shares its document, `archive:<dialogue>`, with snapshots, whose rows it passes over; whoever
 * opens it closes it.
 */
export const openErasures = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  openRecord<ErasureRow, Erasures, DialogueId>({
    journal,
    clock,
    kind: 'archive',
    read: readErasureRow,
    empty: nothingErased,
    fold: erasuresAfter,
  })

/** By what a table knows its erased sentences again, on whichever of its boards they were struck out. */
export const knownAt = (log: ErasureLog, table: string): readonly Known[] =>
  log
    .list()
    .flatMap((id) => [...log.state(id).values()])
    .flatMap(({ known }) => (known?.table === table ? known.digests : []))
