/** What two read of the same entry, as a theme team is told it: how far they agree, and where somebody has to say. */
import type { PlacedEntry } from '@tablee/shared/synthesis/coverage'
import type { Reading, Themes } from '@tablee/shared/synthesis/fold'
import { agreementOf, inSample, isOpen } from '@tablee/shared/synthesis/sample'
import type { ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { readerOf } from './steps.ts'

/** Where two differ, as many as anybody settles in one sitting. */
const shown = 30

/** `differ`: the first of them, as they may be read now. */
export type TwiceRead = Pick<ThemesTold['twice'], 'every' | 'waiting' | 'twice' | 'alike' | 'alpha'> & {
  readonly differ: readonly {
    readonly one: PlacedEntry
    readonly reading: Reading
    readonly twice: NonNullable<Reading['twice']>
  }[]
}

/** Of what may be read now: the same for whoever asks. */
export function twiceIn(all: readonly PlacedEntry[], themes: Themes): TwiceRead {
  const { every, read } = themes
  let waiting = 0
  const differ: TwiceRead['differ'][number][] = []
  for (const one of all) {
    const reading = read.get(one.entry)
    if (reading === undefined) continue
    const { twice } = reading
    if (twice === undefined) waiting += Number(inSample(one.entry, every))
    else if (isOpen(reading) && differ.length < shown) differ.push({ one, reading, twice })
  }
  const agreement = agreementOf(
    all.map(({ entry }) => entry),
    themes,
  )
  return { every, waiting, ...agreement, differ }
}

/** As one session may read those entries: to whom one is the second reading nothing is told of the first. */
export const twiceTold = (
  { differ, ...counted }: TwiceRead,
  themes: Themes,
  told: (one: PlacedEntry) => ThemeEntry,
): ThemesTold['twice'] => ({
  ...counted,
  differ: differ.map(({ one, reading, twice }) => ({
    entry: told(one),
    first: [...twice.first],
    second: [...twice.second],
    readers: [readerOf(themes, reading.by), readerOf(themes, twice.by)],
  })),
})
