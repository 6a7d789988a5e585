/**
 * Connections to Postgres that are thrown away together. A cable that is cut one way resets nothing: what was asked through it
 * waits until the kernel gives up, which takes minutes, and whatever else goes by the same connections waits with it. So each
 * question has so long for its answer; where there is none, whoever asked is told, and who asks next is asked for on new
 * connections.
 */
import postgres, { type Sql } from 'postgres'
import { isBroken, lateAfter, Unavailable } from './answer.ts'

export type Pool = {
  /** Of the connections of the moment: to be kept and asked as any other. Rejects with `Unavailable` where they broke, too. */
  readonly sql: Sql
  /** From now on others are asked; those of before have so many milliseconds to end what they are at. */
  renew(grace: number): void
  end(): Promise<void>
}

export type PoolOptions = {
  /** At once. */
  readonly max: number
  /** Milliseconds for the whole of an answer, of a transaction all its answers; Postgres ends what takes longer, too. */
  readonly limit: number
  /** Told when a question had none. */
  readonly late?: () => void
  /** Milliseconds for a connection to stand; 2 s. */
  readonly connects?: number
  /** Of its sessions, in the place of what stands here. */
  readonly settings?: Readonly<Record<string, string | number>>
}

/**
 * Postgres looks each second whether who asked is still there, also while it waits for a row: who was thrown away would hold a
 * connection until the wait is over, and there are a few hundred. (While it waits for a standby it does not look.)
 */
export const noticing = {
  client_connection_check_interval: 1_000,
  // A cable that is cut says nothing: a session that waits for its client is asked for signs of life, or it stays for two hours.
  // A client that is only slow answers, and one that is stopped: its system does.
  tcp_keepalives_idle: 5,
  tcp_keepalives_interval: 3,
  tcp_keepalives_count: 3,
} as const

const open = (url: string, name: string, { max, limit, connects = 2_000, settings }: PoolOptions): Sql =>
  postgres(url, {
    max,
    connect_timeout: Math.ceil(connects / 1_000),
    backoff: () => 0.2,
    // Nothing here is an array; whoever opens a connection asks what it came for.
    fetch_types: false,
    connection: {
      application_name: name,
      ...noticing,
      statement_timeout: limit,
      // Whoever is cut off in the middle of one holds the hall's row, and nobody could take the hall.
      idle_in_transaction_session_timeout: Math.min(limit, 10_000),
      ...settings,
    },
    onnotice: () => undefined,
  })

/** Connects when it is first asked. */
export function openPool(url: string, name: string, options: PoolOptions): Pool {
  const { limit, late } = options
  let current = open(url, name, options)

  function renew(grace: number): void {
    const before = current
    current = open(url, name, options)
    void before.end({ timeout: grace / 1_000 }).catch(() => undefined)
  }

  /** `ask` asks, and is told what came of it. */
  function limited(ask: Promise<unknown>['then']): Promise<unknown> {
    const asked = current
    return new Promise((resolve, reject) => {
      const done = lateAfter(limit, () => {
        reject(new Unavailable(`nothing for ${limit} ms`))
        // Of several at once the first.
        if (asked !== current) return
        renew(limit)
        late?.()
      })
      void ask(
        (answer) => {
          done()
          resolve(answer)
        },
        (cause: unknown) => {
          done()
          reject(isBroken(cause) ? new Unavailable(cause) : cause)
        },
      )
    })
  }
  /** It is asked when somebody waits for it, and not before: it may be a part of another question. */
  function watched(made: unknown): unknown {
    if (!(made instanceof Promise)) return made
    const question: Promise<unknown> = made
    const ask = question.then.bind(question)
    let answer: Promise<unknown> | null = null
    const then: typeof ask = (...told) => (answer ??= limited(ask)).then(...told)
    // oxlint-disable-next-line unicorn/no-thenable -- in the place of its own
    return Object.defineProperty(question, 'then', { value: then })
  }

  const sql = new Proxy(current, {
    apply: (_first, _self, args): unknown => watched(Reflect.apply(current, undefined, args)),
    get(_first, name): unknown {
      const { begin, unsafe } = current
      if (name === 'unsafe') return (...args: unknown[]) => watched(Reflect.apply(unsafe, current, args))
      if (name === 'begin')
        return (...args: unknown[]) => limited((...told) => Reflect.apply(begin, current, args).then(...told))
      return Reflect.get(current, name)
    },
  })
  return { sql, renew, end: () => current.end({ timeout: 1 }) }
}
