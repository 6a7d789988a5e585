/**
 * What stands in the rows of halls and nodes, looked at again and again: who has what, whose lease is over, whose process
 * died. And the database's time, which all nodes go by.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import { askedTogether } from '../postgres/together.ts'
import { lockSeed } from './lease.ts'
import { nodeHeader } from './names.ts'

export type HallRow = {
  readonly dialogue: DialogueId
  readonly node: string | null
  readonly address: string | null
  readonly epoch: number
  readonly needs: number
  readonly next: string | null
  readonly moved: string | null
  /** Its lease is not over. */
  readonly held: boolean
  /** Some process holds its lock. */
  readonly locked: boolean
}
export type NodeRow = { readonly id: string; readonly address: string }

/** A node that was not seen for so long is not named as the next one, nor asked. */
const living = 5_000
const every = 500

type Row = Omit<HallRow, 'epoch'> & { readonly epoch: string }
const rowsOf = (sql: Sql, only: readonly string[] | null) => sql<Row[]>`
  WITH locks AS MATERIALIZED (
    SELECT (classid::bigint << 32) | objid::bigint AS key FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
  SELECT dialogue, node, address, epoch, needs, next, moved, until > clock_timestamp() AS held,
    EXISTS (SELECT 1 FROM locks WHERE key = hashtextextended(dialogue, ${lockSeed}::bigint)) AS locked
  FROM tablee.hall ${only === null ? sql`` : sql`WHERE dialogue IN (SELECT jsonb_array_elements_text(${sql.json([...only])}))`}`

/**
 * The database's time at the monotonic clock's zero, by an answer that came between two of its moments. What was known stays
 * where the answer leaves it possible: taken anew each time, the clock would go back and forth by half of what answers take.
 */
export function zeroBy(
  known: number | null,
  { time, asked, heard }: { readonly time: number; readonly asked: number; readonly heard: number },
): number {
  const [least, most] = [time - heard, time - asked]
  return known === null ? (least + most) / 2 : Math.min(most, Math.max(least, known))
}

export type Looking = Awaited<ReturnType<typeof createLooking>>

/**
 * Looks twice a second until it is stopped, whatever else the node waits for, and tells the others of this node each time.
 * Rejects where the log does not answer at first.
 */
export async function createLooking({
  sql,
  node,
  version,
  address,
}: {
  readonly sql: Sql
  readonly node: string
  readonly version: string
  readonly address: () => string
}) {
  let halls: ReadonlyMap<DialogueId, HallRow> = new Map()
  let nodes: readonly NodeRow[] = []
  /** Of the last answer: when it was asked for, and since when the log answers without a break; monotonic. */
  let heard = -Infinity
  let answersSince = Infinity
  /** The database's time at the monotonic clock's zero. */
  let zero: number | null = null

  const mapped = (rows: readonly Row[]): ReadonlyMap<DialogueId, HallRow> =>
    new Map(rows.map((row) => [row.dialogue, { ...row, epoch: Number(row.epoch) }]))

  const rowOf = askedTogether(async (only) => mapped(await rowsOf(sql, only)))

  async function look(): Promise<ReadonlyMap<DialogueId, HallRow>> {
    const asked = performance.now()
    try {
      const [told, rows] = await Promise.all([
        sql<{ now: number; nodes: NodeRow[] | null }[]>`
          WITH here AS (
            INSERT INTO tablee.node AS node (id, address, kind, version, seen)
            VALUES (${node}, ${address()}, 'hall', ${version}, clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET seen = excluded.seen, address = excluded.address)
          SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now,
            (SELECT json_agg(json_build_object('id', id, 'address', address)) FROM tablee.node
             WHERE kind = 'hall' AND id <> ${node}
               AND seen > clock_timestamp() - ${living} * interval '1 ms') AS nodes`,
        rowsOf(sql, null),
      ])
      const now = performance.now()
      if (told[0] !== undefined) {
        zero = zeroBy(zero, { time: told[0].now, asked, heard: now })
        nodes = told[0].nodes ?? []
      }
      if (answersSince === Infinity || asked - heard > 3_000) answersSince = now
      heard = asked
      halls = mapped(rows)
      return halls
    } catch (cause) {
      answersSince = Infinity
      throw cause
    }
  }
  await look()
  let seen: () => void = () => undefined
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  function soon(): void {
    if (stopped) return
    timer = setTimeout(() => {
      last = look().then(seen, () => undefined)
      void last.finally(soon)
    }, every)
  }
  soon()
  /** Nobody is told of this node any more. */
  async function stop(): Promise<void> {
    stopped = true
    clearTimeout(timer)
    await last
  }
  return {
    /** Once more, now. */
    look,
    stop,
    /** From now on, after each look that was answered. */
    onSeen: (listener: () => void): void => void (seen = listener),
    /** As last seen. */
    halls: () => halls,
    /** The other living ones. */
    nodes: () => nodes,
    /** Milliseconds since the last answer was asked for. */
    silent: (): number => performance.now() - heard,
    /** Milliseconds for which it answers without a break; negative where it does not. */
    answersFor: (): number => performance.now() - answersSince,
    now: (): number => Math.round((zero ?? 0) + performance.now()),
    /** One row, as it stands now. */
    row: (dialogue: DialogueId): Promise<HallRow | null> => rowOf(dialogue),
    /** Others need not wait until it was not seen for long. */
    async gone(): Promise<void> {
      await stop()
      await sql`DELETE FROM tablee.node WHERE id = ${node}`
    },
  }
}

/** How long a process is asked whether it lives; and, where nothing waits for it, whether it answers. */
const [asking, patiently] = [400, 1_000]

/** Whether that very process answers now; who is slow or not heard does not. */
export async function answers({ id, address }: NodeRow): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(patiently) })
    return answer.headers.get(nodeHeader) === id
  } catch {
    return false
  }
}

/**
 * Whether the process behind an address is gone: it refuses, or another one listens there by now. Who only gives no answer
 * may live behind a cable that hangs.
 */
export async function isGone(node: string, address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(asking) })
    const named = answer.headers.get(nodeHeader)
    return named !== null && named !== node
  } catch (cause) {
    const inner: unknown = cause instanceof Error ? cause.cause : null
    const code = typeof inner === 'object' && inner !== null && 'code' in inner ? inner.code : null
    return code === 'ECONNREFUSED' || code === 'ECONNRESET'
  }
}
