/**
 * Who waits until the second laptop has what was committed here, and for how long. Nobody waits while it is away or
 * behind; who waited longer than `wait` makes it count as behind, so that no group after that one waits for it.
 */
import type { CopiesTold } from '@tablee/shared/wire/second'
import type { Clock } from '../clock.ts'

/** Waiting twice, for the group under way and for its own, a person waits a second at most. */
export const timing = {
  wait: 500,
  beat: 200,
  /** Without a sign of life there is one copy; after `gone` the line is torn. */
  silent: 800,
  gone: 3_000,
  /** A sign of life that is answered within this is quick; `steady` of them, one after the other, make two copies again. */
  quick: 250,
  steady: 3,
  /** What is no group's is sent on after this. */
  flush: 200,
}
export type Timing = typeof timing

export class Ended extends Error {}

type Waiting = { readonly n: number; readonly done: () => void; readonly failed: (cause: Error) => void }

/** `paired`: there was a second one before. */
export function createWaits(clock: Clock, { wait, quick, steady }: Timing, paired: boolean) {
  let state: CopiesTold['state'] = paired ? 'one' : 'none'
  let since = clock()
  let kept = 0
  let beats = 0
  let ended: Error | null = null
  let waiting: Waiting[] = []
  const listeners = new Set<() => void>()

  function become(next: CopiesTold['state'], at = clock()): void {
    if (next !== 'two') {
      for (const { done } of waiting.splice(0)) done()
      beats = 0
    }
    if (next === state) return
    if (next === 'one') since = at
    state = next
    for (const listener of listeners) listener()
  }

  return {
    state: (): CopiesTold['state'] => state,
    since: (): number => since,
    kept: (): number => kept,
    /** Null: nothing to wait for. Rejects only where another laptop is the first by now. */
    reached(n: number): Promise<void> | null {
      if (ended !== null) return Promise.reject(ended)
      if (state !== 'two' || n <= kept) return null
      return new Promise((done, failed) => {
        const late = setTimeout(() => become('behind'), wait)
        const one: Waiting = {
          n,
          done: () => (clearTimeout(late), done()),
          failed: (cause) => (clearTimeout(late), failed(cause)),
        }
        waiting.push(one)
      })
    },
    /** It has everything up to `n` on its disk. */
    keeps(n: number): void {
      kept = n
      const ready = waiting.filter((one) => one.n <= n)
      waiting = waiting.filter((one) => one.n > n)
      for (const { done } of ready) done()
    },
    came: (n: number): void => {
      kept = n
      become('behind')
    },
    /** A sign of life that took so long, when it had or had not all that there is. */
    beat(took: number, hasAll: boolean): void {
      beats = took <= quick && hasAll ? beats + 1 : 0
      if (state === 'behind' && beats >= steady) become('two')
    },
    /** Nothing was heard for so long (ms), or the line is gone. */
    went(ago = 0): void {
      if (state !== 'none') become('one', Math.round(clock() - ago))
    },
    /** It is heard again on the same line: behind, until it has shown that it is quick and has everything. */
    heard(): void {
      if (state === 'one') become('behind')
    },
    /** Nobody is told any more that something is saved. */
    end(cause: Error): void {
      ended = cause
      for (const { failed } of waiting.splice(0)) failed(cause)
    },
    onChange(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
