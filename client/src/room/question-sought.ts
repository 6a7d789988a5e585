/** What is sought among the entries of maps. */
import type { Pickable } from '@tablee/shared/wire/questions'

const folded = (text: string, language: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(language)

/** Letters with marks or without; a number finds its table. */
export function soughtIn(pickable: Pickable, sought: string, language: string): Pickable['tables'] {
  const words = folded(sought, language).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return pickable.tables
  return pickable.tables.flatMap((table) => {
    if (words.length === 1 && words[0] === String(table.number)) return [table]
    const entries = table.entries.filter(({ wording }) => {
      const text = folded(wording, language)
      return words.every((word) => text.includes(word))
    })
    return entries.length === 0 ? [] : [{ ...table, entries }]
  })
}
