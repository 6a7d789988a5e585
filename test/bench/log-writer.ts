/**
 * The log's port alone, in a process of its own: rows come as people's edits come, one by one and at a steady rate, and each
 * is timed from its handing over to its answer. The edits are made beforehand.
 *   LOG=sqlite|postgres|memory  DATA=folder|address  RATE=rows a second  BOARDS=  SECONDS=
 * Prints `begin <pid of Postgres' backend, or 0>`, and at the end `end <LogRun as JSON>`; then waits to be killed.
 */
import { join } from 'node:path'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { Entry, Journal } from '@tablee/server/journal/port'
import { openPostgresJournal } from '@tablee/server/journal/postgres/journal'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import type { Through } from '@tablee/server/journal/queue'
import { openJournal } from '@tablee/server/journal/sqlite'
import { openDatabase } from '@tablee/server/store/database'
import postgres from 'postgres'
import { Editor } from '../journal/writer.ts'
import { quantile } from './stats.ts'

/** What is measured within; the processor's share is looked at from outside. */
export type LogRun = {
  readonly rows: number
  readonly seconds: number
  readonly groups: number
  readonly p50: number
  readonly p99: number
}

const data = process.env['DATA'] ?? ''
const rate = Number(process.env['RATE'])
const boards = Number(process.env['BOARDS'])
const seconds = Number(process.env['SECONDS'])
const warmUp = 2
const editorsPerBoard = 8
const clock = Date.now

let groups = 0
const counting: Through = {
  keeper: (keeper) => ({
    ...keeper,
    step(rows, claims) {
      groups += 1
      return keeper.step(rows, claims)
    },
  }),
}

async function onPostgres(): Promise<{ readonly journal: Journal; readonly backend: number }> {
  const [sql, line] = [4, 1].map((max) => postgres(data, { max, max_lifetime: null, onnotice: () => {} }))
  if (sql === undefined || line === undefined) throw new Error('no lines')
  await migratePostgres(sql)
  await sql`INSERT INTO tablee.hall (dialogue, node, epoch, until) VALUES ('bench', 'here', 1, 'infinity') ON CONFLICT DO NOTHING`
  const lease = { dialogue: 'bench', node: 'here', epoch: 1, line, fence: () => process.exit(1) }
  const journal = await openPostgresJournal({
    sql,
    lease,
    clock,
    server: 'bench',
    incarnation: 'bench',
    through: counting,
  })
  const [found] = await line<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
  return { journal, backend: found?.pid ?? 0 }
}

async function opened(): Promise<{ readonly journal: Journal; readonly backend: number }> {
  if (process.env['LOG'] === 'postgres') return onPostgres()
  if (process.env['LOG'] === 'memory') return { journal: memoryJournal({ clock, through: counting }), backend: 0 }
  const database = openDatabase(join(data, 'tablee.sqlite'))
  return { journal: openJournal({ database, clock, server: 'bench', through: counting }), backend: 0 }
}

const { journal, backend } = await opened()
const editors = Array.from(
  { length: boards * editorsPerBoard },
  (_, n) => new Editor(`board:bench-${n % boards}`, n + 1),
)
const due = Math.ceil(rate * (warmUp + seconds))
const entries = Array.from({ length: due }, (_, n): Entry => {
  const editor = editors[n % editors.length]
  if (editor === undefined) throw new Error('nobody writes')
  return editor.type('a')
})

/** Entry `n` is due `n / rate` seconds after the beginning; late ones come at once, as what waited in a socket. */
async function write(from: number, until: number): Promise<readonly number[]> {
  const took: number[] = []
  const began = performance.now()
  const answers: Promise<void>[] = []
  for (let n = from; n < until; n += 1) {
    const wait = began + ((n - from) / rate) * 1_000 - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const entry = entries[n]
    if (entry === undefined) continue
    const at = performance.now()
    answers.push(
      journal.append(entry).then((answer) => {
        if (!answer.ok) throw new Error(answer.problem.code)
        took.push(performance.now() - at)
      }),
    )
  }
  await Promise.all(answers)
  return took
}

const first = Math.ceil(rate * warmUp)
await write(0, first)
process.stdout.write(`begin ${backend}\n`)
// Whoever reads the processor's clock from outside does so now.
await new Promise((resolve) => setTimeout(resolve, 100))
groups = 0
const began = performance.now()
const took = await write(first, due)
const run: LogRun = {
  rows: took.length,
  seconds: (performance.now() - began) / 1_000,
  groups,
  p50: quantile(took, 0.5),
  p99: quantile(took, 0.99),
}
process.stdout.write(`end ${JSON.stringify(run)}\n`)
setInterval(() => {}, 60_000)
