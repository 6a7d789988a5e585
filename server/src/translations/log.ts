/** Translations, in a document of their own: no row of a board moves for them. */
import type { DialogueId } from '@tablee/shared/ids'
import { nothingTranslated, translationsAfter, type Translations } from '@tablee/shared/translations/fold'
import { readTranslationRow, type TranslationRow } from '@tablee/shared/translations/rows'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type TranslationLog = RecordOf<TranslationRow, Translations, DialogueId>

/** Whole once it answers; whoever opens it closes it. */
export const openTranslations = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  openRecord<TranslationRow, Translations, DialogueId>({
    journal,
    clock,
    kind: 'translations',
    read: readTranslationRow,
    empty: nothingTranslated,
    fold: translationsAfter,
  })
