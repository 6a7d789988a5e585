/**
 * When the log does not answer. Nobody is told what may be old: who watches is sent away as soon as the lease may be over. Who
 * edits stays, since nothing is shown there but what was kept, and goes on when the log answers again; unless another node
 * hears it: then it is this one that is cut off, and everybody is better served there.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Lease } from './lease.ts'
import type { NodeRow } from './looking.ts'

const every = 250
const patience = 700

/** Whether it says that it can take people, and so hears the log. */
async function isReady({ address }: NodeRow): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(patience) })).ok
  } catch {
    return false
  }
}

/** Looks at all leases of this node until it is told to stop. `others`: nodes that were alive when the log last answered. */
export function watchSilence({
  leases,
  others,
  letGo,
}: {
  readonly leases: ReadonlyMap<DialogueId, Lease>
  readonly others: () => readonly NodeRow[]
  /** Who watches this dialogue here. */
  readonly letGo: (dialogue: DialogueId) => void
}): { stop(): void } {
  /** Of which who watches was sent away. */
  const silent = new Set<Lease>()
  let asking = false

  async function askOthers(lost: readonly Lease[]): Promise<void> {
    const answers = await Promise.all(others().map(isReady))
    if (answers.includes(true)) for (const lease of lost) if (!lease.holds()) lease.lose()
  }
  const timer = setInterval(() => {
    const due = [...leases.values()].filter((lease) => lease.isDue())
    const lost = due.filter((lease) => silent.has(lease))
    for (const lease of due) {
      if (silent.has(lease)) continue
      letGo(lease.dialogue)
      lease.hasten()
      silent.add(lease)
    }
    for (const lease of silent) if (!due.includes(lease)) silent.delete(lease)
    if (lost.length === 0 || asking) return
    asking = true
    void askOthers(lost).finally(() => (asking = false))
  }, every)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
