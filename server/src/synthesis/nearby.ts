/**
 * What says nearly the same as an entry, elsewhere in the hall. The index is filled a slice at a time, so that who looks first
 * waits for none of it, and follows from there; what is told of it is asked of what may be read at that moment.
 */
import type { EntryName } from '@tablee/shared/synthesis/entries'
import { createNear, type NearText } from '@tablee/shared/synthesis/near'

/** New entries of one slice: some ten milliseconds. */
const sliced = 200
/** As much of their rare letters and words in common: said again, in other words at most. */
const leastAlike = 0.6
/** As many as stand beneath what is read. */
const most = 3

/** `filled`: it knows all, for the first time. Of one dialogue. */
export function createNearby(filled: () => void) {
  const near = createNear()
  let wanted: ReadonlyMap<EntryName, NearText> = new Map()
  let known = new Set<EntryName>()
  let [running, whole, closed] = [false, false, false]

  function slice(): void {
    if (closed) return
    const all = new Map<EntryName, NearText>()
    let room = sliced
    for (const [entry, one] of wanted) {
      if (!known.has(entry) && room-- <= 0) continue
      all.set(entry, one)
    }
    near.follow(all)
    known = new Set(all.keys())
    running = known.size < wanted.size
    if (running) setImmediate(slice)
    else if (!whole) {
      whole = true
      filled()
    }
  }
  return {
    /** The nearest of what may be read now. */
    of(all: ReadonlyMap<EntryName, NearText>, entry: EntryName): readonly EntryName[] {
      if (wanted !== all) {
        wanted = all
        if (!running) setImmediate(slice)
        running = true
      }
      return near
        .near(entry, most * 2)
        .filter((one) => one.alike >= leastAlike && all.has(one.entry))
        .slice(0, most)
        .map((one) => one.entry)
    },
    close: (): void => void (closed = true),
  }
}
