/**
 * Requests that are held until what they ask for has changed, so that a step that opens is on every phone at once and
 * nothing but HTTP is needed. Whatever happens, only those whom it may concern are looked at, and each is answered by its
 * own answer's version: who is told the same as before goes on waiting, and learns not even that something happened.
 */
import type { Result } from '@tablee/shared/problem'
import { createHash } from 'node:crypto'
import type { Topic } from './topics.ts'

/** Short, and of what is told alone: it says nothing that the answer does not say, and what others do does not move it. */
export const versionOf = (answer: object): string =>
  createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 22)

/** The answer with its version, where there is one. */
export const versioned = <T extends object>(found: Result<T>): Result<T & Versioned> =>
  found.ok ? { ok: true, value: { version: versionOf(found.value), ...found.value } } : found

export type Versioned = { readonly version: string }
export type Asking<T extends Versioned> = {
  /**
   * The session: four at a time each, the oldest gives way. The card it came in with: all of a card's sessions have as much as
   * a table needs. Null: one of a crowd that shares a link, as who watches does.
   */
  readonly who: { readonly session: string; readonly card: string } | null
  /** What may change the answer: what `wake` is called with. */
  readonly topics: readonly Topic[]
  /** The version that the asker has. */
  readonly after: string | undefined
  /** Who asks is looked at anew in it. */
  readonly answer: () => Result<T> | Promise<Result<T>>
  readonly signal?: AbortSignal | undefined
}
export type Waiting = ReturnType<typeof createWaiting>

/** Two pages in sight, each with what it shows and what it has just asked for. */
const mostOfOne = 4
/** Twenty seats with two pages each, and as many again. Who opens session after session with a card takes no other table's room. */
const mostOfCard = 80

/**
 * `holdMs`: how long somebody is held at most (ms). In memory alone; `close` it before the server stops, or requests
 * hang until then.
 */
export function createWaiting({
  holdMs = 20_000,
  most = 5_000,
}: {
  readonly holdMs?: number
  /** Held in all, and as many of the crowd: ten full halls. Beyond it nobody is held, and asks again later. */
  readonly most?: number
} = {}) {
  type Waiter = { readonly topics: readonly Topic[]; readonly look: () => void; readonly end: () => void }
  const seated = new Set<Waiter>()
  const crowd = new Set<Waiter>()
  const byTopic = new Map<Topic, Set<Waiter>>()
  const bySession = new Map<string, Set<Waiter>>()
  const byCard = new Map<string, Set<Waiter>>()
  let closed = false
  let woken = new Set<Topic>()
  let scheduled = false
  const soon = new Map<Topic, NodeJS.Timeout>()

  function put<Key>(into: Map<Key, Set<Waiter>>, key: Key, waiter: Waiter, most = Infinity): void {
    const of = (into.get(key) ?? new Set<Waiter>()).add(waiter)
    into.set(key, of)
    // The oldest gives way.
    const [oldest] = of
    if (of.size > most) oldest?.end()
  }
  function drop<Key>(from: Map<Key, Set<Waiter>>, key: Key, waiter: Waiter): void {
    const of = from.get(key)
    of?.delete(waiter)
    if (of?.size === 0) from.delete(key)
  }

  function look(): void {
    scheduled = false
    const topics = woken
    woken = new Set()
    const found = new Set<Waiter>()
    for (const topic of topics) for (const waiter of byTopic.get(topic) ?? []) found.add(waiter)
    for (const waiter of found) waiter.look()
  }

  return {
    /** The answer: at once if the asker lacks it, else when it changes, at the latest after 20 seconds. */
    async hold<T extends Versioned>({ who, topics, after, answer, signal }: Asking<T>): Promise<Result<T>> {
      const among = who === null ? crowd : seated
      const news = (now: Result<T>): boolean => !now.ok || now.value.version !== after
      if (closed || after === undefined) return answer()
      if (among.size >= most) {
        const now = await answer()
        return news(now) ? now : { ok: false, problem: { code: 'too-many', retryAfter: 5 } }
      }
      return new Promise((resolve, reject) => {
        let over = false
        const finish = (how: () => void): void => {
          if (over) return
          over = true
          clearTimeout(timer)
          signal?.removeEventListener('abort', end)
          among.delete(waiter)
          for (const topic of topics) drop(byTopic, topic, waiter)
          if (who !== null) {
            drop(bySession, who.session, waiter)
            drop(byCard, who.card, waiter)
          }
          how()
        }
        const ask = async (): Promise<Result<T>> => answer()
        const end = (): void => finish(() => resolve(ask()))
        const look = async (): Promise<void> => {
          try {
            const now = await ask()
            if (news(now)) finish(() => resolve(now))
          } catch (cause) {
            finish(() => reject(cause))
          }
        }
        const waiter: Waiter = { topics, end, look: () => void look() }
        // A crowd that is answered together does not come back together for ever.
        const timer = setTimeout(end, who === null ? holdMs * (0.5 + (among.size % 64) / 128) : holdMs)
        timer.unref()
        // Before the first look: what happens while that takes its time is not missed.
        among.add(waiter)
        for (const topic of topics) put(byTopic, topic, waiter)
        signal?.addEventListener('abort', end)
        if (who !== null) {
          put(bySession, who.session, waiter, mostOfOne)
          put(byCard, who.card, waiter, mostOfCard)
        }
        waiter.look()
      })
    },
    /** Something happened that may concern these; looked at once per turn, however much happened in it. */
    wake(...topics: readonly Topic[]): void {
      for (const topic of topics) if (byTopic.has(topic)) woken.add(topic)
      if (woken.size === 0 || scheduled) return
      scheduled = true
      setImmediate(look)
    },
    /** The same of what happens many times a second: looked at once within this time, however often it happens. */
    wakeWithin(milliseconds: number, ...topics: readonly Topic[]): void {
      for (const topic of topics) {
        if (!byTopic.has(topic) || soon.has(topic)) continue
        const timer = setTimeout(() => {
          soon.delete(topic)
          this.wake(topic)
        }, milliseconds)
        timer.unref()
        soon.set(topic, timer)
      }
    },
    waits: (topic: Topic): boolean => byTopic.has(topic),
    count: (): number => seated.size + crowd.size,
    /** Everybody is answered now, and nobody is held any more. How many were. */
    close(): number {
      const ended = [...seated, ...crowd]
      closed = true
      for (const timer of soon.values()) clearTimeout(timer)
      for (const waiter of ended) waiter.end()
      return ended.length
    },
  }
}
