/** A Postgres for a file of tests, and journals on it: each of a dialogue of its own, whose lease is made by hand. */
import type { Alarm } from '@tablee/server/journal/history'
import { type Holding, openPostgresJournal, type PostgresJournalOptions } from '@tablee/server/journal/postgres/journal'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import type { Through } from '@tablee/server/journal/queue'
import postgres, { type Sql } from 'postgres'
import { startPostgres } from '../support/postgres.ts'
import { askedLog } from '../support/slowLog.ts'

/** Its line may be another one, as when one that hung was thrown away. */
export type Held = Holding & { line: Sql; fenced: boolean }

/** The hall is this node's from now on, and never over: whoever had it before has it no more. */
export async function takenByHand(sql: Sql, dialogue: string, node: string) {
  const [hall] = await sql<{ epoch: number }[]>`
    INSERT INTO tablee.hall (dialogue, node, epoch, until) VALUES (${dialogue}, ${node}, 1, 'infinity')
    ON CONFLICT (dialogue) DO UPDATE SET node = excluded.node, epoch = tablee.hall.epoch + 1 RETURNING epoch::float8`
  return { dialogue, node, epoch: hall?.epoch ?? 0 }
}

export type PostgresPlace = Awaited<ReturnType<typeof openPostgresPlace>>

export async function openPostgresPlace(settings: readonly string[] = []) {
  const server = await startPostgres(settings)
  const url = await server.database()
  /** `asked` hears of each question. */
  const connect = (max: number, asked?: () => void, to: string = url) =>
    postgres(to, {
      max,
      idle_timeout: 0,
      max_lifetime: null,
      backoff: () => 0.05,
      onnotice: () => {},
      ...(asked === undefined ? {} : { debug: asked }),
    })
  const [sql, line] = [connect(4), connect(1)]
  await migratePostgres(sql)
  let count = 0

  async function take(dialogue: string, node = 'here'): Promise<Held> {
    const lease = {
      ...(await takenByHand(sql, dialogue, node)),
      line,
      fenced: false,
      fence: () => void (lease.fenced = true),
    }
    return lease
  }

  async function open(
    lease: Holding,
    options: Partial<Omit<PostgresJournalOptions, 'lease'>> = {},
    clock = { now: 1_000 },
  ) {
    const alarms: string[] = []
    const alarm: Alarm = (what) => void alarms.push(what)
    const journal = await openPostgresJournal({
      sql,
      lease,
      clock: () => clock.now,
      server: 'test',
      incarnation: 'postgres',
      alarm,
      through: askedLog,
      ...options,
    })
    return {
      journal,
      clock,
      alarms,
      async close() {
        journal.close()
        await journal.closed()
      },
    }
  }

  return {
    server,
    sql,
    line,
    url,
    connect,
    take,
    open,
    dialogue: (): string => `dialogue-${(count += 1)}`,
    bench: async (through?: Through) => open(await take(`dialogue-${(count += 1)}`), { through: through ?? askedLog }),
    async stop(): Promise<void> {
      await Promise.all([sql.end({ timeout: 1 }), line.end({ timeout: 1 })])
      await server.stop()
    },
  }
}
