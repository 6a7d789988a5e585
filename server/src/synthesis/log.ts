/** What a theme team does, in a document of its own: no row of a board moves for it. */
import type { DialogueId } from '@tablee/shared/ids'
import { readSynthesisRow, type SynthesisRow } from '@tablee/shared/synthesis/rows'
import { noSynthesis, synthesisAfter, synthesisOf, type Synthesis } from '@tablee/shared/synthesis/state'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type SynthesisLog = RecordOf<SynthesisRow, Synthesis, DialogueId>

/** Whole once it answers; whoever opens it closes it. */
export const openSynthesis = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  openRecord<SynthesisRow, Synthesis, DialogueId>({
    journal,
    clock,
    kind: 'synthesis',
    read: readSynthesisRow,
    empty: noSynthesis,
    fold: synthesisAfter,
    foldAll: synthesisOf,
  })
