/**
 * Pairs that may be the same, looked for while there is time: a little in each turn, so that nobody who asks waits for it,
 * and not of what is being typed at that moment.
 */
import type { EntryName } from '@tablee/shared/synthesis/entries'
import { createPairs, type Pair, type Pairable } from '@tablee/shared/synthesis/pairs'

/** What was typed in the meantime is looked at together (ms). */
const restMs = 700
/** Whoever opened the page has the map first, and pairs after it. */
const afterMs = 250
/** So long in a turn, and so long others have theirs: a fifth of a core while a hall is new. */
const turnMs = 5
const pauseMs = 20

/** `found`: there are others now. In memory alone: from the same boards it finds the same again. */
export function createPairing(found: () => void, now: () => number = () => performance.now()) {
  const pairs = createPairs()
  let told: readonly Pair[] = []
  let timer: NodeJS.Timeout | null = null
  let next: () => ReadonlyMap<EntryName, Pairable> = () => new Map()
  let asked = false
  /** Whether what there was when it was last asked for is what there is. */
  let current = false
  let rested = true
  let closed = false

  const later = (milliseconds: number, then: () => void): void => {
    timer = setTimeout(then, milliseconds)
    timer.unref()
  }
  function turn(): void {
    const until = now() + turnMs
    if (!pairs.look(() => now() < until)) return later(pauseMs, turn)
    const all = pairs.all()
    const same = all.length === told.length && all.every((one, n) => one === told[n])
    if (!same) {
      told = all
      found()
    }
    later(restMs, rest)
  }
  function rest(): void {
    timer = null
    rested = true
    begin()
  }
  function begin(): void {
    if (!rested || closed || !(asked || (current && pairs.resting() > 0))) return
    rested = false
    asked = false
    later(afterMs, () => {
      pairs.follow(next())
      turn()
    })
  }
  return {
    /** What there is to be paired, asked for when it is its turn. */
    follow(all: () => ReadonlyMap<EntryName, Pairable>): void {
      next = all
      asked = current = true
      begin()
    },
    /** Something is another by now, and comes with the next `follow`. */
    wrote(): void {
      current = false
    },
    /** Found so far, always in one order; of what was taken away or reworded since, whoever tells it has to look. */
    pairs: (): readonly Pair[] => told,
    close(): void {
      closed = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
