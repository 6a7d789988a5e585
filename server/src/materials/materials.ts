/** A dialogue's materials, wired: what is done with them, what is told of them, and who hears that something changed. */
import type { DialogueId, SiteId } from '@tablee/shared/ids'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { MaterialLog } from './log.ts'
import { createOrganising } from './organising.ts'
import { createPlaying } from './playing.ts'
import type { Bringing, Standing } from './ports.ts'
import { createTold, nextMoment } from './told.ts'

/** Closes the log with itself. */
export function createMaterials({
  log,
  standing,
  siteOf,
  bringing,
  clock,
}: {
  readonly log: MaterialLog
  readonly standing: Standing
  readonly siteOf: (table: NonNullable<Session['table']>) => SiteId | null
  readonly bringing: Bringing
  readonly clock: Clock
}) {
  return {
    organising: createOrganising({ log, standing, bringing }),
    playing: createPlaying({ log, standing, clock }),
    told: createTold({ log, standing, siteOf, clock }),
    /** When what is told changes by time alone; null: it does not. */
    nextMoment: (dialogue: DialogueId): number | null => nextMoment(log.state(dialogue), standing(dialogue), clock()),
    /** Called after COMMIT. */
    onChange: (listener: () => void): (() => void) => log.onChange(listener),
    close: log.close,
  }
}
