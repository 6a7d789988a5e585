/** A dialogue's materials, wired: what is done with them, what is told of them, and who hears that something changed. */
import type { DialogueId, SiteId } from '@tablee/shared/ids'
import { bytesOf } from '@tablee/shared/materials/fold'
import type { Session } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { MaterialLog } from './log.ts'
import { createMedia } from './media.ts'
import { createOrganising } from './organising.ts'
import { createPlaying } from './playing.ts'
import type { Standing } from './ports.ts'
import type { MaterialStore } from './store.ts'
import { createTold, nextMoment } from './told.ts'

/** Bytes that its rows name no more are let go of. Closes the log with itself; the store is everybody's. */
export function createMaterials({
  dialogue,
  log,
  store,
  standing,
  siteOf,
  clock,
}: {
  readonly dialogue: DialogueId
  readonly log: MaterialLog
  readonly store: MaterialStore
  readonly standing: Standing
  readonly siteOf: (table: NonNullable<Session['table']>) => SiteId | null
  readonly clock: Clock
}) {
  let named = bytesOf(log.state(dialogue))
  // A row that is about to be kept names them, too.
  const leave = store.join(dialogue, (hash) => named.has(hash) || bytesOf(log.staged(dialogue)).has(hash))
  log.onChange(() => {
    const before = named
    named = bytesOf(log.state(dialogue))
    for (const hash of before.keys()) if (!named.has(hash)) store.letGo(hash)
  })

  return {
    organising: createOrganising({ log, standing, bringing: store.uploads.bringing }),
    playing: createPlaying({ log, standing, clock }),
    told: createTold({ log, standing, siteOf, clock }),
    /** When what is told changes by time alone; null: it does not. */
    nextMoment: (dialogue: DialogueId): number | null => nextMoment(log.state(dialogue), standing(dialogue), clock()),
    /** What is told of bytes, and to whom, once it is known whose session is whose. */
    mediaFor: (access: Pick<Parameters<typeof createMedia>[0], 'keyOf' | 'living'>) =>
      createMedia({ log, standing, siteOf, clock, ...access }),
    store,
    /** Bytes that its materials have: twice brought counts once. */
    used: (): number => [...named.values()].reduce((sum, bytes) => sum + bytes, 0),
    /** Called after COMMIT. */
    onChange: (listener: () => void): (() => void) => log.onChange(listener),
    /** Rows were rewritten. */
    reread: log.reread,
    /** What was taken away and is still on the disk, because the process was killed in between. Once all halls are open. */
    tidy(): void {
      for (const hash of log.state(dialogue).ever) if (!named.has(hash)) store.letGo(hash)
    },
    close(): void {
      leave()
      log.close()
    },
  }
}
