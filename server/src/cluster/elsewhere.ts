/** What a hall has beside its log when its node may be gone tomorrow: all of it is kept with the log (`beside`, `blob`). */
import { newId, type DialogueId, type RandomBytes } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import { openBlobs, partBytes } from '../blob/blobs.ts'
import type { Elsewhere } from '../hall/shared.ts'
import { materialsElsewhere } from '../materials/elsewhere.ts'
import { photosElsewhere } from '../photo/elsewhere.ts'
import { scrubTables } from './scrub.ts'

/** `carried`: what was committed beside the log by now stands in it. Sweeps what broke off before. */
export async function elsewhereOf({
  sql,
  chores,
  held,
  carried,
  compact,
  random,
  logger,
}: {
  /** Not the line of the lease: two gigabytes would hold up every edit. */
  readonly sql: Sql
  /** For what takes minutes. */
  readonly chores: Sql
  readonly held: { readonly dialogue: DialogueId; readonly node: string; readonly epoch: number }
  readonly carried: () => Promise<void>
  readonly compact: () => Promise<void>
  readonly random: RandomBytes
  readonly logger: { warn(details: object, what: string): void }
}): Promise<Elsewhere> {
  const blobs = openBlobs(sql, held.dialogue, held)
  await blobs.sweep()
  return {
    kept: carried,
    async scrub() {
      await carried()
      await compact()
      if (!(await scrubTables(chores)))
        logger.warn(
          { dialogue: held.dialogue },
          'somebody reads the database for long: what was erased leaves its tables when they have ended',
        )
    },
    photos: photosElsewhere(blobs),
    materials: (local) => materialsElsewhere(local, blobs, partBytes, () => newId(random)),
  }
}
