/** Whether a figure stands without any one of its tables, and which it falls without. Pure. */
import type { Language } from '@tablee/shared/i18n/index'
import { listed } from '@tablee/shared/i18n/language'
import type { Told } from '@tablee/shared/results/told'
import type { Says } from './model.ts'
import type { ItemTold } from './port.ts'
import { meanIn } from './words.ts'

/** So many are named; where a figure falls without more of them it says little. */
const named = 6

export type Stands = { readonly holds: boolean | null; readonly bold: string; readonly text: string }

/** Null where nobody sat at tables. `holds` null: of one table nothing can be left out. */
export function standsSaid(told: Told, language: Language, t: Says): Stands | null {
  const { stands } = told
  if (stands === null) return null
  const { tables, moves, order, falls } = stands
  // Of a number it is the mean that is left without a table, whatever is shown of it.
  const mean = told.columns[0]?.mean !== undefined
  if (tables < 2) return { holds: null, bold: '', text: t('stoodTooFew') }
  if (order && falls.length === 0) {
    const by = moves ?? 0
    const text = mean
      ? t('standsMean', { n: tables, by: meanIn(by, language) })
      : t('stands', { n: tables, points: t('points1', { n: Math.max(1, Math.round(by * 100)) }) })
    return { holds: true, bold: t('standsTitle'), text: moves === null ? '' : text }
  }
  const which = listed(language, falls.slice(0, named).map(String))
  const title = falls.length > named ? 'fallsMany' : 'fallsTitle'
  const bold = falls.length === 0 ? t('fallsOutside') : t(title, { n: falls.length, tables: which })
  return { holds: false, bold, text: t('falls') }
}

/** How its intervals are made, and what is withheld of it outside: of what came with a file, nothing. */
export function methodSaid(told: Told, item: ItemTold | null, t: Says): string {
  const kept = item !== null && item.leaves === undefined ? 'cellsLeave' : 'cellsKept'
  return told.stands === null ? t('methodPeople') : `${t('method')} ${t(kept)}`
}
