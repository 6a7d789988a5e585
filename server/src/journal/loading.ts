import { decodes } from './decodes.ts'
import type { JournalRow, Loaded } from './port.ts'

/**
 * What a load gives back, gathered row by row from the newest sound checkpoint on; without one from `base`, the seq before
 * the epoch's first row. `seq`: where it ends. What it was not told of counts as put aside.
 */
export function createLoading({
  epoch,
  seq,
  base,
  checkpoint,
}: Pick<Loaded, 'epoch' | 'seq'> & {
  readonly base: number
  readonly checkpoint: { readonly seq: number; readonly state: Uint8Array } | null
}) {
  const from = checkpoint?.seq ?? base
  const updates = checkpoint === null ? [] : [checkpoint.state]
  const seqs = checkpoint === null ? [] : [checkpoint.seq]
  let sound = 0
  return {
    /** The rows after this one are wanted. */
    from,
    /** False: it cannot be decoded, and is to be put aside. */
    take({ kind, data, seq: at }: JournalRow): boolean {
      if (kind === 'update' && !decodes(data)) return false
      sound += 1
      if (kind !== 'update') return true
      updates.push(data)
      seqs.push(at)
      return true
    },
    loaded: (): Loaded => ({ epoch, seq, updates, seqs, quarantined: seq - from - sound }),
  }
}
