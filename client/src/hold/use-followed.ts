/** What the server says of something, as React follows it: held requests for what changes, one answer for what was told to be new. */
import { useEffect, useState } from 'react'
import type { Answer, ClientProblem } from './answer.ts'
import { follow } from './follow.ts'
import { tableHeld, type RetryLaw } from './retry.ts'
import { thisPage } from './world.ts'

/** Null: whatever stands. */
export type AskAfter<T> = (after: string | null, signal: AbortSignal) => Promise<Answer<T>>
type Settings = {
  readonly law?: RetryLaw
  /** Milliseconds between an answer and the next question. */
  readonly calm?: () => number
  /** Out of sight it asks nothing: a browser has six connections for all pages of a server. */
  readonly rests?: boolean
}
export type Followed<T> = {
  /** The last that is known. */
  readonly value: T | null
  /** The last answer, also one that says that nothing is another. */
  readonly heard: T | null
  /** Why nothing newer is; null while the server answers. */
  readonly problem: ClientProblem | null
  /** How often in a row nobody answered before. */
  readonly failures: number
  /** There is no more to ask. */
  readonly over: boolean
}

type News<T> = Omit<Followed<T>, 'value' | 'heard'> | { readonly value: T }

/** After these there is nothing to follow. */
const final: ReadonlySet<ClientProblem['code']> = new Set([
  'not-allowed',
  'not-found',
  'not-signed-in',
  'link-unknown',
  'seat-moved',
])
const nothing: Followed<never> = { value: null, heard: null, problem: null, failures: 0, over: false }

/** Asks until told to stop. */
export function followed<T extends { readonly version?: string }>(
  ask: AskAfter<T>,
  told: (news: News<T>) => void,
  { law = tableHeld, calm, rests = false }: Settings = {},
): () => void {
  let version: string | null = null
  return follow<T>({
    ask(signal) {
      const after = version
      return {
        after,
        answer: ask(after, signal),
        took(value) {
          version = value.version ?? null
          told({ value })
        },
      }
    },
    lost(problem, failures) {
      const over = final.has(problem.code)
      told({ problem, failures, over })
      return !over
    },
    law,
    world: thisPage,
    calm,
    rests,
  }).stop
}

/** What stands after an answer, or after none came: of the same version the same object, so that nothing is drawn again. */
export const knownAfter = <T extends { readonly version?: string }>(
  { value, heard }: Pick<Followed<T>, 'value' | 'heard'>,
  news: News<T>,
): Followed<T> =>
  'value' in news
    ? { ...nothing, value: value?.version === news.value.version ? value : news.value, heard: news.value }
    : { value, heard, ...news }

/** `ask` null: not now; what was known stays. Another `ask` asks anew. */
export function useFollowed<T extends { readonly version?: string }>(
  ask: AskAfter<T> | null,
  settings: Settings = {},
): Followed<T> {
  const [state, setState] = useState<Followed<T>>(nothing)
  const { law, calm, rests } = settings
  useEffect(() => {
    if (ask === null) return
    return followed(ask, (news) => setState((now) => knownAfter(now, news)), {
      ...(law && { law }),
      ...(calm && { calm }),
      ...(rests && { rests }),
    })
  }, [ask, law, calm, rests])
  return state
}

/** Asked once, and again until it is answered; another `ask`, or another `stamp` of what it is about, asks anew. */
export function useRead<T>(
  ask: ((stamp: string) => Promise<Answer<T>>) | null,
  law: RetryLaw,
  stamp = '',
): Followed<T> {
  const [state, setState] = useState<Followed<T>>(nothing)
  useEffect(() => {
    if (ask === null) return
    const stop = followed<{ readonly version?: string; readonly read: T }>(
      async () => {
        const answer = await ask(stamp)
        return answer.ok ? { ok: true, value: { read: answer.value } } : answer
      },
      (news) => {
        if ('value' in news) stop()
        setState((now) =>
          'value' in news
            ? { ...nothing, value: news.value.read, heard: news.value.read }
            : { value: now.value, heard: now.heard, ...news },
        )
      },
      { law },
    )
    return stop
  }, [ask, law, stamp])
  return state
}
