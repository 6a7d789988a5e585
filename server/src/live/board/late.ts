/**
 * What a device brings of an epoch that has ended meanwhile: an offline day, or letters that were on their way. It is judged
 * on the old epoch's kept last state, as if that had gone on, and carried into the board as what it does (`board/anew`): at
 * the place where it was written, beside whatever others have written since. Then it is judged there, too: what nobody may
 * touch any more (a wording that is being voted on) is refused, and the device puts it aside.
 *
 * Invariant: for each ended epoch `old` (its last state and all that was brought late) and `branch` (the next epoch's first
 * row and all that this became) hold the same board. What became of it builds on that first row only, so it can never be
 * early.
 */
import { boardDoc, type DocName } from '@tablee/shared/documents'
import * as Y from 'yjs'
import { contentKey } from '@tablee/shared/board/anew'
import type { BoardId, RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { authorOf, stateFor, type Session } from '../../access/session.ts'
import type { Journal } from '../../journal/port.ts'
import type { Claim } from '../gate.ts'
import { drawClient } from '../drawn.ts'
import type { Newcomers } from '../newcomers.ts'
import { seqOf } from '../outcome.ts'
import type { Logger } from '../ports.ts'
import type { Room } from '../room.ts'
import type { Rooms } from '../rooms.ts'
import { createChains, type Step } from './chains.ts'
import { judge } from './gate.ts'
import type { Late, LateStore } from './late-store.ts'
import type { LiveDialogues, LiveErased } from './ports.ts'

export type Brought = {
  readonly board: BoardId
  readonly epoch: string
  readonly session: Session
  readonly update: Uint8Array
  readonly clients: readonly number[]
  /** Who brings it, as they stand now; null when access was revoked. */
  readonly again: () => Session | null
  readonly alive: () => boolean
}
/** `sv`: what of that epoch is in by now, base64. */
export type Taken = { readonly seq: number; readonly sv: string }

const nothing = Uint8Array.of(0, 0)
/** What the update becomes in the next epoch; null when it changes nothing that is to be seen. */
function carried(step: Step, update: Uint8Array, client: number): Uint8Array | null {
  const made: Uint8Array[] = []
  const listen = (one: Uint8Array): void => void made.push(one)
  step.branch.clientID = client
  step.branch.on('update', listen)
  try {
    step.by.carry(update)
  } finally {
    step.branch.off('update', listen)
  }
  if (contentKey(step.old) !== contentKey(step.branch)) throw new Error('carried over it is not the same')
  return made.length === 0 ? null : made.length === 1 ? (made[0] ?? null) : Y.mergeUpdates(made)
}

/**
 * `bring` never rejects. Problems: those of a write (`seqOf`), `not-yet` (come again), `link-unknown`, `too-many`, and
 * `refused` with the gate's word, `unknown-epoch`, or `not-carried`, which is the server's own fault and logged.
 */
export function createLate({
  journal,
  store,
  rooms,
  newcomers,
  dialogues,
  isSheet,
  erased,
  random,
  logger,
}: {
  journal: Journal
  store: LateStore
  rooms: Rooms
  newcomers: Newcomers
  dialogues: Pick<LiveDialogues, 'boardState'>
  isSheet: (board: BoardId, words: string) => boolean
  erased: LiveErased | null
  random: RandomBytes
  logger: Logger
}) {
  const chains = createChains(journal, store)
  const turns = new Map<BoardId, Promise<unknown>>()

  function claim(name: DocName, epoch: number, device: string, author: string, listed: readonly number[]) {
    return (client: number): Claim => {
      const owner = journal.owner(name, epoch, client)
      if (owner !== null) return owner === device ? 'yours' : 'another'
      return listed.includes(client) ? journal.claim(name, epoch, client, device, author) : 'another'
    }
  }

  function writerOf(step: Step, name: DocName, device: string, author: string): number {
    const client =
      step.writers.get(device) ?? drawClient(journal, random, { name, epoch: step.epoch + 1, device, author })
    step.writers.set(device, client)
    return client
  }

  /** What was brought when a server died: its row came, or it is as if nothing had been brought, and the device brings it again. */
  async function settle(room: Room, board: BoardId): Promise<void> {
    for (const { brought, epoch, became } of store.open(board)) {
      const copy = new Y.Doc()
      const there =
        epoch + 1 === room.epoch
          ? [Y.encodeStateAsUpdate(room.document)]
          : (await journal.load(room.name, epoch + 1)).updates
      for (const one of there) Y.applyUpdate(copy, one)
      let landed = true
      copy.on('update', () => (landed = false))
      Y.applyUpdate(copy, became)
      copy.destroy()
      if (landed) store.landed(board, brought)
      else store.drop(board, brought)
    }
  }

  async function take(
    room: Room,
    { board, epoch, session, update, clients, again, alive }: Brought,
  ): Promise<Result<Taken>> {
    const epochs = journal.epochs(room.name)
    const from = epochs.find(({ name }) => name === epoch)
    if (from === undefined) return fail({ code: 'refused', why: 'unknown-epoch' })
    if (from === epochs.at(-1) || room.broken) return fail({ code: 'not-yet' })
    const author = authorOf(session)
    const before = chains.rewritten()
    await settle(room, board)
    const chain = await chains.of(board, from.epoch, epochs)
    const [first] = chain.steps
    // It went on, or was erased from, while the old epochs were read.
    const same = chains.rewritten() === before && journal.epochs(room.name).length === epochs.length
    if (!same || room.broken) return fail({ code: 'not-yet' })
    const now = again()
    if (now === null) return fail({ code: 'link-unknown' })
    if (first === undefined) return fail({ code: 'not-yet' })
    const answer = (seq: number): Result<Taken> =>
      ok({ seq, sv: Buffer.from(Y.encodeStateVector(first.old)).toString('base64') })

    const decision = judge(first.old, update, {
      actor: { role: now.role, seat: now.seat },
      state: stateFor(now, dialogues.boardState(board)),
      claim: claim(room.name, from.epoch, session.device, author, clients),
      isSheet: (words) => isSheet(board, words),
      admits: (fresh) => newcomers.take(room.name, session, fresh),
    })
    if (decision.kind === 'not-yet') return fail({ code: 'not-yet' })
    if (decision.kind === 'later') return fail({ code: 'too-many', retryAfter: decision.seconds })
    if (decision.kind === 'refuse') return fail({ code: 'refused', why: decision.why })
    if (decision.update === null) return answer(room.seq)

    // From here on the chain holds what may yet fail: it is let go then, and laid again from what is committed.
    let carriedAll = false
    try {
      const late: (Late & { readonly epoch: number })[] = []
      let writer = 0
      const arrival = erased?.arrives(board, first.old, decision.update)
      let next: Uint8Array | null = (arrival?.update ?? decision.update).slice()
      for (const step of chain.steps) {
        if (next === null) break
        writer = writerOf(step, room.name, session.device, author)
        const became: Uint8Array | null = carried(step, next, writer)
        late.push({ epoch: step.epoch, update: next, became: became ?? nothing })
        next = became
      }
      // Said before the row is written: after a kill in between it is looked up whether that came (`settle`).
      const brought = store.add(board, late)
      let seq = room.seq
      if (next !== null) {
        const { device } = session
        const outcome = await room.write({ update: next, device, session, clients: [writer], again, alive })
        const done = seqOf(outcome)
        if (!done.ok) {
          store.drop(board, brought)
          return done
        }
        seq = done.value.seq
      } else await store.kept()
      store.landed(board, brought)
      carriedAll = true
      chains.forget(board, chain)
      return answer(seq)
    } finally {
      erased?.forget(first.old)
      if (!carriedAll) chains.forget(board)
    }
  }

  return {
    /** The rows were rewritten. */
    forget: chains.rewrite,

    /** One at a time for each board. */
    bring(brought: Brought): Promise<Result<Taken>> {
      const { board } = brought
      const turn = (turns.get(board) ?? Promise.resolve()).then(async (): Promise<Result<Taken>> => {
        try {
          return await rooms.use(boardDoc(board), (room) => take(room, brought))
        } catch (cause) {
          logger.error({ board, cause: cause instanceof Error ? cause.stack : String(cause) }, 'late: not carried over')
          return fail({ code: 'refused', why: 'not-carried' })
        }
      })
      turns.set(board, turn)
      void turn.finally(() => turns.get(board) === turn && turns.delete(board))
      return turn
    },
  }
}
