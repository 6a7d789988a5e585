/** What a theme team does, in a document of its own: no row of a board moves for it. */
import type { DialogueId } from '@tablee/shared/ids'
import { noThemes, themesAfter, themesOf, type Themes } from '@tablee/shared/synthesis/fold'
import { readThemeRow, type ThemeRow } from '@tablee/shared/synthesis/rows'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type ThemeLog = RecordOf<ThemeRow, Themes, DialogueId>

/** Whole once it answers; whoever opens it closes it. */
export const openThemes = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  openRecord<ThemeRow, Themes, DialogueId>({
    journal,
    clock,
    kind: 'synthesis',
    read: readThemeRow,
    empty: noThemes,
    fold: themesAfter,
    foldAll: themesOf,
  })
