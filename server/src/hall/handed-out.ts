/**
 * What leaves: every download of a snapshot reads its texts here, as far as its people want to be quoted now and nobody
 * struck them out.
 */
import { boardDoc } from '@tablee/shared/documents'
import { struckOn, type Struck } from '@tablee/shared/board/struck'
import { readWhole, type Whole } from '@tablee/shared/board/whole'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, ok } from '@tablee/shared/problem'
import { withErrata } from '@tablee/shared/snapshot/errata'
import { digestsOf } from '@tablee/shared/snapshot/structure'
import { printableSidecar } from '@tablee/shared/snapshot/withheld'
import { quotedSince } from '@tablee/shared/view/refusals'
import { saidNo } from '@tablee/shared/view/said-no'
import type { HandedOut } from '../http/snapshot-routes.ts'
import type { createErasing } from '../erase/erase.ts'
import type { Journal } from '../journal/port.ts'
import type { createLive } from '../live/live.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'
import type { Seals } from '../seal/seals.ts'
import type { People } from './people.ts'

type Looked = { readonly seq: number; readonly whole: Whole; readonly struck: readonly Struck[] }

/** Only `sidecar` differs from what is kept; null for a snapshot that is not there. */
export function snapshotsHandedOut(
  journal: Pick<Journal, 'head'>,
  snapshots: Snapshots,
  consent: People['consent'],
  live: ReturnType<typeof createLive>,
  erasing: ReturnType<typeof createErasing>,
  seals: Seals,
): HandedOut {
  return {
    ...snapshots,
    async sealing(hash) {
      const snapshot = await snapshots.get(hash)
      if (snapshot === null) return null
      await seals.settle()
      return seals.forDownload(hash, new Set(snapshot.boards.map(({ id }) => id)), digestsOf(snapshot))
    },
    async countersign(hash, { id, who }, by) {
      const done = await seals.countersign(hash, who, id, by)
      const entry = done.ok ? await snapshots.entry(hash) : null
      return entry === null ? (done.ok ? fail({ code: 'not-found', what: 'snapshot' }) : done) : ok(entry)
    },
    async sidecar(hash) {
      const [snapshot, sidecar] = [await snapshots.get(hash), await snapshots.sidecar(hash)]
      if (snapshot === null || sidecar === null) return null
      const boards = new Map<string, Looked>()
      const headOf = (id: string): number => journal.head(boardDoc(id as BoardId)).seq
      const unread = () => snapshot.boards.filter(({ id }) => boards.get(id)?.seq !== headOf(id))
      // Until all are as they are committed: what was struck out while another one was read does not leave.
      for (let late = unread(); late.length > 0; late = unread())
        for (const { id } of late)
          boards.set(
            id,
            await live.look(id as BoardId, (doc) => ({
              seq: headOf(id),
              whole: readWhole(doc),
              struck: struckOn(doc),
            })),
          )
      const printing = consent.printing(snapshot.dialogue as DialogueId)
      const now = printing && {
        ...printing,
        on(board: string) {
          const found = boards.get(board)
          return found === undefined ? printing.on(board) : quotedSince(printing.on(board), found.whole)
        },
      }
      const back = snapshot.themes === undefined ? [] : [...boards.values()].map(({ whole }) => saidNo(whole, null))
      const printable = printableSidecar(snapshot, sidecar, now, (text) => back.some((says) => says(text, false)))
      return withErrata(snapshot, printable, (board) => boards.get(board)?.struck ?? [], erasing.errata)
    },
  }
}
