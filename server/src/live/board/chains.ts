/**
 * From an epoch that has ended to the board as it stands: for each between, its last state and the next one's beginning,
 * which hold the same board, and what carries a change from one to the other. Read from the rows, and held for a while.
 */
import { boardDoc, type DocName } from '@tablee/shared/documents'
import { carrier, contentKey, type Carrier } from '@tablee/shared/board/anew'
import type { BoardId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import type { EpochOf, Journal } from '../../journal/port.ts'
import type { LateStore } from './late-store.ts'

export type Step = {
  readonly epoch: number
  readonly old: Y.Doc
  readonly branch: Y.Doc
  readonly by: Carrier
  /** Each device writes in the next epoch with a clientID of its own, so that its words stay its own. */
  readonly writers: Map<string, number>
}
export type Chain = { readonly current: number; readonly steps: readonly Step[] }

/** Chains that are held; one is two boards for each epoch between. */
const mostHeld = 4

/**
 * `of` throws where an ended epoch and the next one's beginning do not hold the same board. A chain is to be let go
 * (`forget`) when something half done stands in it. Four are held.
 */
export function createChains(journal: Journal, store: LateStore) {
  const chains = new Map<string, Chain>()
  /** How often rows were rewritten: what was read before is not kept. */
  let rewritten = 0

  /** The next epoch's first row: the whole of what it began with. */
  async function begun(name: DocName, { epoch, base }: EpochOf): Promise<Uint8Array> {
    for await (const row of journal.read(name, epoch, base)) if (row.epoch === epoch) return row.data
    throw new Error(`${name}: epoch ${epoch} has no beginning`)
  }

  async function readStep(board: BoardId, epoch: number, next: EpochOf): Promise<Step | null> {
    const name = boardDoc(board)
    const old = new Y.Doc()
    const branch = new Y.Doc()
    for (const update of (await journal.load(name, epoch)).updates) Y.applyUpdate(old, update)
    Y.applyUpdate(branch, await begun(name, next))
    const earlier = store.of(board, epoch)
    for (const { update, became } of earlier) {
      Y.applyUpdate(old, update)
      Y.applyUpdate(branch, became)
    }
    if (contentKey(old) !== contentKey(branch)) return null
    return { epoch, old, branch, by: carrier(old, branch), writers: new Map() }
  }

  /** Read once more where it is not even: an erasure rewrites everything at once, between any two of these readings. */
  async function stepOf(board: BoardId, epoch: number, next: EpochOf): Promise<Step> {
    const step = (await readStep(board, epoch, next)) ?? (await readStep(board, epoch, next))
    if (step === null) throw new Error(`${boardDoc(board)}: what epoch ${epoch} left is not what began`)
    return step
  }

  async function chainOf(board: BoardId, from: number, epochs: readonly EpochOf[]): Promise<Chain> {
    const key = `${board} ${from}`
    const current = epochs.at(-1)?.epoch ?? 1
    const before = rewritten
    const known = chains.get(key)
    chains.delete(key)
    const chain =
      known?.current === current
        ? known
        : {
            current,
            steps: await Promise.all(
              epochs.filter(({ epoch }) => epoch > from).map((next) => stepOf(board, next.epoch - 1, next)),
            ),
          }
    if (before === rewritten) chains.set(key, chain)
    const [oldest] = chains.keys()
    if (oldest !== undefined && chains.size > mostHeld) chains.delete(oldest)
    return chain
  }

  /** Another chain of the same board knows nothing of what this one took. */
  function forget(board: BoardId, but?: Chain): void {
    for (const [key, chain] of chains) if (chain !== but && key.startsWith(`${board} `)) chains.delete(key)
  }

  return {
    of: chainOf,
    forget,
    rewritten: (): number => rewritten,
    rewrite(): void {
      rewritten += 1
      chains.clear()
    },
  }
}
