/**
 * What is another now, told to a crowd: one request of each link that is used here is held at the owner, and everybody who
 * waits here is woken when it is answered.
 */
import { watchedChanges, type Changes } from '@tablee/shared/wire/changes'
import type { Timers } from '../view/ports.ts'
import type { createAnswers } from './answers.ts'

/** The owner holds it for 20 s and gives it 30. */
const patience = 30_000
/** After an answer that was none (ms), and before the next one (a console that is clicked through wakes nobody ten times). */
const pace = { again: 500, next: 100 } as const
/** Nobody asked for so long (ms): it is held no more. */
const idle = 60_000

/** `woken` when a link's changes are others. `close` it. */
export function createChanges({
  answers,
  timers,
  now,
  woken,
}: {
  readonly answers: Pick<ReturnType<typeof createAnswers>, 'send'>
  readonly timers: Timers
  readonly now: () => number
  readonly woken: (hash: string) => void
}) {
  type Held = { last: Changes | null; used: number; readonly end: AbortController; readonly first: Promise<void> }
  const held = new Map<string, Held>()
  const pause = (ms: number): Promise<void> => new Promise((go) => void timers.after(ms, go))

  async function ask(path: string, after: string | null, end: AbortSignal): Promise<Changes | null> {
    const rest = `/api/watch/${encodeURIComponent(path)}/changes${after === null ? '' : `?after=${after}`}`
    const answer = await answers.send(rest, { signal: AbortSignal.any([end, AbortSignal.timeout(patience)]) })
    if (answer.status !== 200) {
      await answer.body?.cancel()
      return null
    }
    const read = watchedChanges.answer.safeParse(await answer.json())
    return read.success ? read.data : null
  }

  async function follow(hash: string, path: string, one: () => Held, told: () => void): Promise<void> {
    while (held.get(hash) === one()) {
      const mine = one()
      if (now() - mine.used > idle) return void held.delete(hash)
      const found = await ask(path, mine.last?.version ?? null, mine.end.signal).catch(() => null)
      if (found !== null && found.version !== mine.last?.version) {
        mine.last = found
        woken(hash)
      }
      told()
      await pause(found === null ? pace.again : pace.next)
    }
    told()
  }

  return {
    /** The newest that was heard; null where nothing was. `path`: the link's own, which its owner knows. */
    async of(hash: string, path: string): Promise<Changes | null> {
      const known = held.get(hash)
      if (known !== undefined) {
        known.used = now()
        await known.first
        return known.last
      }
      let told: () => void = () => undefined
      const made: Held = {
        last: null,
        used: now(),
        end: new AbortController(),
        first: new Promise((go) => (told = go)),
      }
      held.set(hash, made)
      void follow(hash, path, () => made, told)
      await made.first
      return made.last
    },
    /** What was heard may be of one who has the hall no more; or the link has ended. */
    forget(hash?: string): void {
      for (const [name, { end }] of held) {
        if (hash !== undefined && name !== hash) continue
        held.delete(name)
        end.abort()
      }
    },
  }
}
