/** A dialogue's materials, in a document of its own: no row of a board moves for them. */
import type { DialogueId } from '@tablee/shared/ids'
import { materialsAfter, noMaterials, type MaterialsState } from '@tablee/shared/materials/fold'
import { readMaterialRow, type MaterialRow } from '@tablee/shared/materials/rows'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type MaterialLog = RecordOf<MaterialRow, MaterialsState, DialogueId>

/** Whole once it answers; whoever opens it closes it. */
export const openMaterials = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  openRecord<MaterialRow, MaterialsState, DialogueId>({
    journal,
    clock,
    kind: 'materials',
    read: readMaterialRow,
    empty: noMaterials,
    fold: materialsAfter,
  })
