/**
 * What somebody typed at a table before their seat left it, while their device had no network. It belongs to the board at
 * which it was begun and is judged there as any edit, in the turn in which it comes: a table that has closed its board, or
 * lets no citizens write any more, takes nothing. No device's clock is believed, so what is taken is what comes first: once
 * something of a seat was taken at a board that it has left, the rest has ten minutes to follow.
 */
import type { DocName } from '@tablee/shared/documents'
import { fail, ok, type Result } from '@tablee/shared/problem'
import * as Y from 'yjs'
import type { Session } from '../../access/session.ts'

/** A long spell comes in parts, and a page that died in between begins anew. */
const follows = 10 * 60_000
/** An update that holds nothing: asked with it, the server says what it has. */
const isEmpty = (update: Uint8Array): boolean => update.length <= 2

type CatchUp = (
  document: DocName,
  session: Session,
  update: Uint8Array,
  clients: readonly number[],
  epoch?: string,
) => Promise<Result<{ seq: number; sv: string }>>

/** Of the device's own clientIDs: how much the others have written since is nothing to who has left. */
function ownOf(sv: string, clients: readonly number[]): string {
  const own = new Set(clients)
  const all = Y.decodeStateVector(Buffer.from(sv, 'base64'))
  const kept = new Map([...all].filter(([client]) => own.has(client)))
  return Buffer.from(Y.encodeStateVector(kept)).toString('base64')
}

/** As a part of an offline spell; `not-allowed` once it is too late. Of who has left is known as long as this server runs. */
export function createParting({ catchUp, clock }: { catchUp: CatchUp; clock: () => number }) {
  const first = new Map<string, number>()
  return {
    async handIn(
      document: DocName,
      session: Session,
      update: Uint8Array,
      clients: readonly number[],
      epoch?: string,
    ): Promise<Result<{ sv: string }>> {
      const of = `${document} ${session.seat ?? ''}`
      const since = first.get(of)
      if (!isEmpty(update) && since !== undefined && clock() - since > follows)
        return fail({ code: 'not-allowed', role: session.role, action: 'board.hand-in' })
      const done = await catchUp(document, session, update, clients, epoch)
      if (!done.ok) return done
      if (!isEmpty(update) && since === undefined) first.set(of, clock())
      return ok({ sv: ownOf(done.value.sv, clients) })
    },
  }
}
