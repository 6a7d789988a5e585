/** The second laptop, as the process that is the first one has it: at its door, and asked whether it has taken over. */
import type { AppParts } from '../app.ts'
import type { Config } from '../config.ts'
import type { Socket } from '../http/upgrade.ts'
import { topic } from '../hold/topics.ts'
import { createWaiting } from '../hold/waiting.ts'
import type { CopiesNow } from '../http/copies-routes.ts'
import { askTerm } from '../second/ask.ts'
import { readTerm, signedTerm, termOf } from '../second/term.ts'
import type { Halls } from './halls.ts'
import type { Means, Store } from './store.ts'

const askAgain = 2_000

/** Nothing where everything is kept in memory. */
export function besideOf({ first, database, key }: Store, { logger }: Pick<Means, 'logger'>) {
  const hears = (said: string): void => {
    const term = readTerm(key, said)
    if (term !== null) first?.fence(term)
  }
  async function ask(): Promise<void> {
    const second = first?.second() ?? null
    if (first === null || second === null || first.fenced() || first.told().state === 'two') return
    const said = await askTerm(second)
    if (said !== null) hears(said)
  }
  const asking = setInterval(() => void ask(), askAgain)
  asking.unref()
  const term = termOf(database)
  const app: Pick<AppParts, 'fenced' | 'term' | 'shownTerm'> = {
    fenced: first?.fenced,
    term: term > 1 ? signedTerm(key, term) : null,
    shownTerm: hears,
  }
  const sockets: readonly Socket[] =
    first === null ? [] : [{ path: '/second', largest: 64 * 1024, accept: first.accept }]
  const waiting = createWaiting()
  const copies: CopiesNow = {
    waiting,
    told: () => first?.told() ?? { state: 'none', since: null, behind: 0 },
  }
  first?.onTold(() => waiting.wake(topic.copies))
  first?.onFenced(() => logger.error({}, 'this laptop is the first one no more'))
  return {
    app,
    sockets,
    ask,
    /** What pages are told of it. */
    copies,
    /** As pages reach this laptop, for the other one to be reached by once it has taken over. */
    reached({ origins, tls }: Pick<Config, 'origins' | 'tls'>, port: number, halls: Halls): void {
      first?.reachedAt(() => {
        const [title = ''] = halls.list().map((id) => halls.of(id)?.dialogues.dialogue(id)?.title ?? '')
        return { origins, port, tls: tls && { cert: tls.cert.toString(), key: tls.key.toString() }, title }
      })
    },
    /** Where another one has taken over, who is in is told to come again: they find that one, or nobody. */
    letsGo(halls: Halls, sockets: { close(): void }): void {
      first?.onFenced(() => {
        sockets.close()
        waiting.close()
        for (const { participation, waiting, live, views } of halls.all()) {
          participation.close()
          waiting.close()
          void live.close(3_000)
          void views.close()
        }
      })
    },
    close(): void {
      clearInterval(asking)
      first?.close()
    },
  }
}
