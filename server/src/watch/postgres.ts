/**
 * What a watch node reads of the log on Postgres: who has which hall, where paths lead, what time it is. It asks four
 * tables and writes nothing; rows of documents it never reads (`meta`, `hall`, `node`, `lead`: a role of its own may be given
 * these alone).
 */
import type { DialogueId } from '@tablee/shared/ids'
import { movedIn } from '../move/mark.ts'
import { leadsIn } from '../postgres/leads.ts'
import { openPool } from '../postgres/pool.ts'
import type { Gone, Log, Owner } from './ports.ts'

/** A session that gave no answer by then (ms) is left, and another one is opened: a cable that was pulled says nothing for minutes. */
const answerBy = 1_500

export type PostgresLog = Log & {
  /** The time that all nodes go by (ms), as far as it was heard. */
  now(): number
  /** Of the whole database. */
  meta(key: string): Promise<string | null>
  /** Resolves once Postgres has said what time it is; rejects where it does not answer. */
  ask(): Promise<void>
  close(): Promise<void>
}

type Row = {
  readonly dialogue: string
  readonly moved: string | null
  readonly epoch: number
} & ({ readonly node: string; readonly address: string } | { readonly node: null; readonly address: null })

/** Nothing of one that is only on its way: nobody has it just now. */
function said({ dialogue, moved, node, address, epoch }: Row): [DialogueId, Owner | Gone][] {
  const is = moved === null ? (node === null ? null : { node, address, epoch }) : movedIn(moved)
  return is === null ? [] : [[dialogue as DialogueId, is]]
}

/** Connects when it is first asked. `monotonic`: this machine's (ms). */
export function postgresLog(url: string, monotonic: () => number): PostgresLog {
  const settings = { default_transaction_read_only: 'on' }
  const { sql, end } = openPool(url, 'tablee watch', { max: 1, limit: answerBy, settings })
  /** The database's time, and when that was. */
  let heard: { readonly time: number; readonly at: number } | null = null

  async function time(): Promise<void> {
    const began = monotonic()
    const [row] = await sql<{ now: number }[]>`
      SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now`
    // Between question and answer: in the middle it is wrong by half of that at most.
    if (row !== undefined) heard = { time: row.now, at: (began + monotonic()) / 2 }
  }

  return {
    now: () => (heard === null ? Date.now() : heard.time + monotonic() - heard.at),
    ask: time,
    async meta(key) {
      const [row] = await sql<{ value: string }[]>`SELECT value FROM tablee.meta WHERE key = ${key}`
      return row?.value ?? null
    },
    leadsTo: leadsIn(sql),
    async owners(dialogues) {
      const [rows] = await Promise.all([
        // Where nobody has it just now, whoever lives takes it when it is asked; whoever had it, if that one does.
        sql<Row[]>`
            SELECT hall.dialogue, hall.moved, hall.epoch::float8 AS epoch,
                   coalesce(held.node, alive.id) AS node, coalesce(held.address, alive.address) AS address
            FROM tablee.hall
            LEFT JOIN LATERAL (SELECT hall.node, hall.address WHERE hall.until > now()) held ON true
            LEFT JOIN LATERAL (
              SELECT id, address FROM tablee.node
              WHERE hall.until <= now() AND kind = 'hall' AND seen > now() - interval '10 seconds'
              ORDER BY (id = hall.node) DESC, seen DESC LIMIT 1) alive ON true
            WHERE hall.dialogue = ANY (string_to_array(${dialogues.join(',')}, ','))
              AND (hall.moved IS NOT NULL OR coalesce(held.address, alive.address) IS NOT NULL)`,
        time(),
      ])
      return new Map(rows.flatMap(said))
    },
    close: end,
  }
}
