/**
 * The longest files of a stage first, so that none ends with one core at work and one idle. Vitest does so where it has run
 * before; a clone made just now would go by how large a file is, and begin the ten minutes' day last.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes half a minute and more, longest first. One that is missing here costs time, and nothing else. */
const long = [
  'e2e/ten-minutes.more',
  'e2e/gallery-elsewhere.more',
  'e2e/screens.more',
  'e2e/voices-day.more',
  'e2e/back.more',
  'e2e/film-away.more',
  'house/language.more',
  'path/kept-answers.more',
  'e2e/gallery.more',
  'e2e/seat',
  'e2e/canvas',
  'e2e/organise',
  'e2e/offline',
  'e2e/table-hand',
  'e2e/observe',
  'e2e/table-compose',
  'e2e/snapshots-files.more',
  'e2e/organise-moves.more',
  'e2e/looks.more',
  'e2e/first-map.more',
  'edge/rolling.more',
  'cluster/faults.more',
  'fuzz/voices',
  'fuzz/view',
  'access/matrix',
  'voices/random',
  'journal/sqlite',
  'e2e/pages.more',
  'faults/snapshot.more',
  'e2e/offline-store.more',
]
const rank = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex((one) => moduleId.endsWith(`/${one}.test.ts`))
  return at < 0 ? long.length : at
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const stages = await super.sort(files)
    // Within its stage only: the stages come one after the other.
    const order = [...new Set(stages.map(({ project }) => project.name))]
    return stages.toSorted((a, b) => order.indexOf(a.project.name) - order.indexOf(b.project.name) || rank(a) - rank(b))
  }
}
