/** A journal whose COMMIT a test holds, breaks or watches. Everything else is the real adapter's. */
import type { Appended, Journal } from '@tablee/server/journal/port'

export type HeldJournal = Journal & {
  /** Appends wait from now on. */
  hold(): void
  /** Lets everything that waits commit, in order. */
  release(): void
  /** What waits does not land, as a group that the disk did not take. */
  drop(): void
  /** Appends answer `unavailable` from now on (a full disk), until `mend`. */
  fail(): void
  mend(): void
  readonly waiting: number
  readonly attempts: number
  /** Resolves when this many appends wait. */
  held(count: number): Promise<void>
  /** Called right after COMMIT, before anybody else hears of it. */
  onCommit: (() => void) | null
}

export function heldJournal(inner: Journal): HeldJournal {
  let holding = false
  let failing = false
  let attempts = 0
  let queue: { readonly go: () => void; readonly fail: () => void }[] = []
  let dropped = 0
  const settling: (() => void)[] = []
  let watchers: { count: number; go: () => void }[] = []

  const look = (): void => {
    watchers = watchers.filter(({ count, go }) => {
      if (queue.length < count) return true
      go()
      return false
    })
  }

  const full: Appended = { ok: false, problem: { code: 'unavailable', cause: new Error('disk full') } }
  function letGo(what: 'go' | 'fail'): void {
    holding = false
    const waiting = queue
    queue = []
    for (const each of waiting) each[what]()
    for (const done of settling.splice(0)) done()
  }

  const held: HeldJournal = {
    ...inner,
    setbacks: () => inner.setbacks() + dropped,
    async settled() {
      if (queue.length > 0) await new Promise<void>((done) => settling.push(done))
      await inner.settled()
    },
    onCommit: null,
    append(entry) {
      attempts += 1
      if (failing) return Promise.resolve(full)
      const go = (): Promise<Appended> => inner.append(entry)
      if (!holding) return go()
      return new Promise((resolve) => {
        queue.push({ go: () => resolve(go()), fail: () => resolve(full) })
        look()
      })
    },
    hold: () => void (holding = true),
    release: () => letGo('go'),
    drop() {
      dropped += 1
      letGo('fail')
    },
    fail: () => void (failing = true),
    mend: () => void (failing = false),
    get waiting() {
      return queue.length
    },
    get attempts() {
      return attempts
    },
    held: (count) =>
      new Promise((resolve) => {
        watchers.push({ count, go: resolve })
        look()
      }),
  }
  // The first to follow it.
  inner.follow(() => held.onCommit?.())
  return held
}
