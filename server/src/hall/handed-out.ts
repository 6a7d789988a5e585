/**
 * What leaves: every download of a snapshot reads its texts here, as far as its people want to be quoted now and nobody
 * struck them out.
 */
import { struckOn } from '@tablee/shared/board/struck'
import { readWhole } from '@tablee/shared/board/whole'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { withErrata } from '@tablee/shared/snapshot/errata'
import { printableSidecar } from '@tablee/shared/snapshot/withheld'
import { quotedSince } from '@tablee/shared/view/refusals'
import type { createErasing } from '../erase/erase.ts'
import type { createLive } from '../live/live.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'
import type { People } from './people.ts'

export function snapshotsHandedOut(
  snapshots: Snapshots,
  consent: People['consent'],
  live: ReturnType<typeof createLive>,
  erasing: ReturnType<typeof createErasing>,
): Snapshots {
  return {
    ...snapshots,
    sidecar(hash: string): ReturnType<typeof snapshots.sidecar> {
      const [snapshot, sidecar] = [snapshots.get(hash), snapshots.sidecar(hash)]
      if (snapshot === null || sidecar === null) return null
      const printing = consent.printing(snapshot.dialogue as DialogueId)
      const now = printing && {
        ...printing,
        on: (board: string) => quotedSince(printing.on(board), live.look(board as BoardId, readWhole)),
      }
      const printable = printableSidecar(snapshot, sidecar, now)
      return withErrata(snapshot, printable, (board) => live.look(board as BoardId, struckOn), erasing.errata)
    },
  }
}
