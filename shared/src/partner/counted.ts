/**
 * A partner's survey that comes person by person, counted into figures as if it had been published: what is set beside
 * ours is shares, and nobody's answers are kept. Texts that people wrote are in none of them.
 */
import { importedFigures } from '../voices/imported-figures.ts'
import type { ImportedSet } from '../voices/imported.ts'
import type { PublishedItem } from './rows.ts'

/** Each question of which shares are told, of those who answered it; weighted where the set is. */
export function countedFigures(set: ImportedSet): readonly PublishedItem[] {
  return importedFigures(set).flatMap(({ step, wave, figures }) =>
    figures.flatMap((figure): readonly PublishedItem[] => {
      const options = figure.rows.flatMap(({ key, text, share }) => (share === null ? [] : [{ key, text, share }]))
      if (options.length === 0 || figure.valid === null) return []
      return [
        {
          key: `${step}/${figure.item}`,
          text: figure.text,
          of: wave ?? '',
          stated: '',
          source: '',
          unit: figure.unit,
          base: figure.base,
          people: figure.valid,
          ...(figure.weight === undefined ? {} : { effective: figure.weight.effective }),
          options,
        },
      ]
    }),
  )
}
