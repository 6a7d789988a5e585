/** What two read of the same entry, as a theme team is told it: how far they agree, and where somebody has to say. */
import type { PlacedEntry } from '@tablee/shared/synthesis/coverage'
import type { Themes } from '@tablee/shared/synthesis/fold'
import { agreementOf, inSample, isOpen } from '@tablee/shared/synthesis/sample'
import type { ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { readerOf } from './steps.ts'

/** Where two differ, as many as anybody settles in one sitting. */
const shown = 30

/** Of what may be read now. */
export function twiceTold(
  all: readonly PlacedEntry[],
  themes: Themes,
  told: (one: PlacedEntry) => ThemeEntry,
): ThemesTold['twice'] {
  const { every, read } = themes
  const agreement = agreementOf(
    all.map(({ entry }) => entry),
    themes,
  )
  let waiting = 0
  const differ: ThemesTold['twice']['differ'][number][] = []
  for (const one of all) {
    const reading = read.get(one.entry)
    if (reading === undefined) continue
    const { twice } = reading
    if (twice === undefined) waiting += Number(inSample(one.entry, every))
    else if (isOpen(reading) && differ.length < shown)
      differ.push({
        entry: told(one),
        first: [...twice.first],
        second: [...twice.second],
        readers: [readerOf(themes, reading.by), readerOf(themes, twice.by)],
      })
  }
  return { every, waiting, ...agreement, differ }
}
