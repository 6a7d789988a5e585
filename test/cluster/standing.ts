/** What stands in the database in the end: read with SQL of the test's own, from hot rows and cold segments. */
import { createHash } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import * as Y from 'yjs'
import { unpackSegment } from '@tablee/server/journal/segment'
import type { Row, VoteRow } from './history.ts'

/** Of an edit's bytes: what tells it from every other. */
export const hashOf = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex').slice(0, 20)

/** Which clocks an update brings, of each writer one range. */
function writersIn(data: Uint8Array): Row['writers'] {
  const ranges = new Map<number, { from: number; to: number }>()
  for (const { id, length } of Y.decodeUpdate(data).structs) {
    const range = ranges.get(id.client)
    if (range === undefined) ranges.set(id.client, { from: id.clock, to: id.clock + length })
    else range.to = Math.max(range.to, id.clock + length)
  }
  return [...ranges].map(([client, range]) => ({ client, ...range }))
}

type Column = {
  readonly epoch: number
  readonly seq: number
  readonly server: string
  readonly author: string
  readonly kind: string
  readonly data: Uint8Array
}

/** A document's rows, in the order of seqs. */
async function columnsOf(sql: Sql | TransactionSql, id: string, name: string): Promise<readonly Column[]> {
  const hot = await sql<(Omit<Column, 'seq'> & { seq: string })[]>`
    SELECT epoch, seq::text, server, author, kind, data FROM tablee.journal_row WHERE document = ${id}`
  const cold = await sql<{ epoch: number; data: Uint8Array }[]>`
    SELECT epoch, data FROM tablee.segment WHERE document = ${id}`
  return [
    ...cold.flatMap(({ epoch, data }) => unpackSegment(data, name, epoch).map(({ row }) => row)),
    ...hot.map((row) => ({ ...row, seq: Number(row.seq) })),
  ].toSorted((a, b) => a.seq - b.seq)
}
const documents = (sql: Sql | TransactionSql, dialogue: string, prefix: string) =>
  sql<{ id: string; name: string }[]>`
    SELECT id::text, name FROM tablee.document
    WHERE dialogue = ${dialogue} AND starts_with(name, ${prefix}) ORDER BY name`

/** Ballots and closes of a dialogue; what one is about is its board with its step, and what it says its number. */
export async function standingVotes(sql: Sql | TransactionSql, dialogue: string): Promise<readonly VoteRow[]> {
  const votes: VoteRow[] = []
  for (const { id, name } of await documents(sql, dialogue, `voices:${dialogue}`))
    for (const { data } of await columnsOf(sql, id, name)) {
      const row = JSON.parse(new TextDecoder().decode(data)) as {
        kind: string
        board: string
        step: string
        seat?: string
        answers?: { n?: { value: number } }
      }
      const item = `${row.board}/${row.step}`
      if (row.kind === 'close') votes.push({ is: 'close', item })
      if (row.kind === 'answer' && row.seat !== undefined)
        votes.push({ is: 'ballot', seat: row.seat, item, ballot: String(row.answers?.n?.value) })
    }
  return votes
}

export type Command = {
  readonly doc: string
  readonly command: string
  readonly kind?: string
  readonly board?: string
  readonly step?: string
}
/** What was done in a dialogue and stands in its logs, each in the order of its seqs: acts of its console, of tables, of phones. */
export async function standingCommands(sql: Sql | TransactionSql, dialogue: string): Promise<readonly Command[]> {
  const found: Command[] = []
  for (const { id, name } of await documents(sql, dialogue, ''))
    for (const { kind, data } of await columnsOf(sql, id, name))
      if (kind === 'command') found.push({ ...(JSON.parse(new TextDecoder().decode(data)) as Command), doc: name })
  return found
}

/** Every row of a dialogue's boards, in the order of seqs. `leaseOf`: the hall's epoch that a row's `server` names. */
export async function standingRows(
  sql: Sql | TransactionSql,
  dialogue: string,
  leaseOf: (server: string) => number | null,
): Promise<Map<string, readonly Row[]>> {
  const found = new Map<string, readonly Row[]>()
  for (const { id, name } of await documents(sql, dialogue, 'board:'))
    found.set(
      name,
      (await columnsOf(sql, id, name)).map(({ epoch, seq, server, author, kind, data }) => ({
        seq,
        epoch,
        lease: leaseOf(server),
        hash: hashOf(data),
        writers: kind === 'update' ? writersIn(data) : [],
        foreign: kind !== 'update' || author === 'server',
      })),
    )
  return found
}
