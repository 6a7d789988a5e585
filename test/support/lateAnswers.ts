/** A journal whose answers a test holds, and whose rows it may keep from being told. Everything else is the real adapter's. */
import type { Journal, JournalRow } from '@tablee/server/journal/port'

type What = 'load' | 'checkpoint' | 'quarantine' | 'settled'
type Call = { readonly what: What; readonly go: () => void; readonly fail: () => void }

export type LateAnswers = Journal & {
  /** What is asked from now on is asked at once and answered when the test says so. */
  hold(what: What): void
  release(what: What): void
  /** What waits has failed; what is asked from now on is answered. */
  fail(what: What): void
  /** Resolves when so many of these wait. */
  asked(what: What, count?: number): Promise<void>
  waits(what: What): number
  /** Rows of which this says no are told when `tell` is called. */
  tells: (row: JournalRow) => boolean
  tell(): void
}

export function lateAnswers(inner: Journal): LateAnswers {
  const holding = new Set<What>()
  let calls: Call[] = []
  let watchers: { readonly ready: () => boolean; readonly go: () => void }[] = []
  const untold: JournalRow[] = []
  const listeners = new Set<(row: JournalRow) => void>()
  inner.follow((row) => {
    if (!late.tells(row)) return void untold.push(row)
    for (const listener of listeners) listener(row)
  })

  const waits = (what: What): number => calls.filter((call) => call.what === what).length
  function held<T>(what: What, answer: Promise<T>): Promise<T> {
    if (!holding.has(what)) return answer
    answer.catch(() => {})
    return new Promise((resolve, reject) => {
      calls.push({ what, go: () => resolve(answer), fail: () => reject(new Error('the log does not answer')) })
      for (const { ready, go } of watchers) if (ready()) go()
      watchers = watchers.filter(({ ready }) => !ready())
    })
  }
  function end(what: What, how: 'go' | 'fail'): void {
    holding.delete(what)
    const ended = calls.filter((call) => call.what === what)
    calls = calls.filter((call) => call.what !== what)
    for (const call of ended) call[how]()
  }

  const late: LateAnswers = {
    ...inner,
    load: (doc, epoch) => held('load', inner.load(doc, epoch)),
    checkpoint: (...of) => held('checkpoint', inner.checkpoint(...of)),
    quarantine: (...of) => held('quarantine', inner.quarantine(...of)),
    settled: () => held('settled', inner.settled()),
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hold: (what) => void holding.add(what),
    release: (what) => end(what, 'go'),
    fail: (what) => end(what, 'fail'),
    asked: (what, count = 1) =>
      new Promise((go) => {
        const ready = (): boolean => waits(what) >= count
        if (ready()) go()
        else watchers.push({ ready, go })
      }),
    waits,
    tells: () => true,
    tell() {
      late.tells = () => true
      for (const row of untold.splice(0)) for (const listener of listeners) listener(row)
    },
  }
  return late
}
