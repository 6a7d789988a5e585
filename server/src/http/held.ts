/** A route whose answer waits until it is another one (`hold/`): what may change it, and what is told then. */
import { fail, type Result } from '@tablee/shared/problem'
import type { Declaration } from '@tablee/shared/wire/declare'
import type { Where } from '../access/allow.ts'
import type { Session } from '../access/session.ts'
import { topic, type Topic } from '../hold/topics.ts'
import type { Versioned, Waiting } from '../hold/waiting.ts'
import { on, type Ask, type Served, type Value } from './serve.ts'

type Told<D extends Declaration> = Result<Value<D> & Versioned>

/** Told to those alone who still may hear it. Whoever watches is one of a crowd behind one link. */
export const held = <const D extends Declaration & { readonly query: { readonly after: string } }>(
  waiting: Waiting,
  declaration: D,
  topics: (ask: Ask<D>) => readonly Topic[],
  told: (ask: Ask<D>) => Told<D> | Promise<Told<D>>,
  wait?: (ask: Ask<D>) => number | null,
  /** It goes to somebody who is still there: what is only read, while somebody waits, does nothing. */
  leaves?: (ask: Ask<D>, answer: Value<D>) => void,
): Served =>
  on(
    declaration,
    async (ask) => {
      const { session, where }: { readonly session: Session | null; readonly where: Where } = ask
      const link = where.link ?? session?.link ?? null
      const { signal } = ask.c.req.raw
      const answer = await waiting.hold<Value<D> & Versioned>({
        who: declaration.at === 'watch' || session === null ? null : { session: session.id, card: session.link },
        topics: [...topics(ask), ...(link === null ? [] : [topic.link(link)])],
        after: ask.query.after,
        async answer() {
          const found = await told(ask)
          const problem = ask.still()
          return problem === null ? found : fail(problem)
        },
        signal,
      })
      if (answer.ok && !signal.aborted) leaves?.(ask, answer.value)
      return answer
    },
    wait,
  )
