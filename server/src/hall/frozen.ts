/** What is frozen of a dialogue: its archive, the seals on it, and the snapshots that take themselves. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { goneIn } from '@tablee/shared/snapshot/erasures'
import type { Access } from '../access/access.ts'
import { createPassages } from '../codebook/entries.ts'
import type { ErasureLog } from '../erase/log.ts'
import type { Journal } from '../journal/port.ts'
import type { Recovery } from '../recovery/recovery.ts'
import { openSeals } from '../seal/log.ts'
import { createSeals } from '../seal/seals.ts'
import { createByItself } from '../snapshot/by-itself.ts'
import { openArchive } from '../snapshot/log.ts'
import { createSnapshots } from '../snapshot/snapshots.ts'
import { leadToSnapshots } from './leads.ts'
import type { People } from './people.ts'
import type { Shared } from './shared.ts'

/** `byItself.look` once everything stands. */
export async function frozenIn({
  dialogue,
  journal,
  people: { dialogues },
  access,
  erasures,
  recovery,
  shared: { database, directory, clock, random, logger },
}: {
  readonly dialogue: DialogueId
  readonly journal: Journal
  readonly people: People
  readonly access: Access
  readonly erasures: ErasureLog
  readonly recovery: Recovery
  readonly shared: Shared
}) {
  const archive = await openArchive({ journal, clock })
  leadToSnapshots(directory, archive)
  const log = await openSeals({ journal, clock })
  const seals = createSeals({
    dialogue,
    log,
    archive: () => archive.state(dialogue),
    erasures: () => erasures.state(dialogue),
    keyOf: access.keys.of,
    clock,
    random,
  })
  const gone = (id: DialogueId) => goneIn(erasures.state(id))
  const { standsIn } = createPassages((what, parts) => access.keys.of(dialogue).mac(what, parts, 3))
  const snapshots = createSnapshots({ database, journal, archive, gone, seals, stands: standsIn, random })
  erasures.onChange(({ row }) => {
    if (row.kind === 'erased') void seals.settle()
  })
  const byItself = createByItself({
    dialogue,
    standing: dialogues.standing,
    onChange: dialogues.onChange,
    since: seals.since,
    waits: () => recovery.running(dialogue),
    took: (why) => snapshots.tookItself(dialogue, why),
    take: (why) => snapshots.takeItself(dialogue, why),
    trouble: (cause) => logger.error({ err: cause, dialogue }, 'a snapshot could not take itself'),
    clock,
  })
  recovery.onEnded(() => void byItself.look())
  return {
    seals,
    snapshots,
    byItself,
    /** Before the dialogue's first row: what it is named and sealed by. */
    async ownKey(id: DialogueId): Promise<Result<null>> {
      const begun = await access.keys.begin(id)
      return begun.ok ? seals.begin() : begun
    },
    close(): void {
      void byItself.close()
      archive.close()
      log.close()
    },
  }
}
