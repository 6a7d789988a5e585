/**
 * A mover that is killed at any of its steps, each way: the dialogue is served in one of the two places, never in both and
 * never in none, and nothing half stays. `MOVER_KILLS=all` (in `test:faults`) kills at every step, `some` at those about the decision
 * and a few; left out, nobody is killed: each is three processes.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoId } from '@tablee/server/demo/dialogue'
import { keyFile } from '@tablee/server/access/keys'
import { connect } from '@tablee/server/move/connect'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import { readPending } from '@tablee/server/move/pending'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Running } from './process.ts'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'
import { startServer } from '../support/server.ts'

const mover = new URL('../move/mover.ts', import.meta.url)
type Way = 'out' | 'in'

const kills = process.env['MOVER_KILLS']
describe.skipIf(postgresMissing !== null || kills === undefined)('a mover that is killed', () => {
  const place = mkdtempSync(join(tmpdir(), 'tablee-killed-'))
  const first = join(place, 'first')
  let postgres: Postgres
  let url: string
  let sql: Sql
  let count = 0
  beforeAll(async () => {
    postgres = await startPostgres()
    url = await postgres.database()
    sql = connect(url)
    await migratePostgres(sql)
    await (await startServer({ dir: first })).close()
    const server = await startServer({ dir: first })
    await server.tablee.prepare()
    await server.close()
  })
  afterAll(async () => {
    await sql.end()
    await postgres.stop()
    rmSync(place, { recursive: true, force: true })
  })

  const run = async (way: Way, folder: string, at: number): Promise<number | null> => {
    const running = new Running(mover, [way, folder, url, demoId, `m${(count += 1)}`, String(at)])
    const { code, signal } = await running.ended
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(running.lines.join('\n'))
    const line = running.lines.find((one) => one.startsWith('steps '))
    return line === undefined ? null : Number(line.slice('steps '.length))
  }
  /** As the folder is started next. */
  async function serves(folder: string): Promise<boolean> {
    const server = await startServer({ dir: folder, demo: false, logLevel: 'silent' })
    const hall = server.tablee.halls.of(demoId)
    const open = hall !== null && hall.dialogues.dialogue(demoId) !== null
    await server.close()
    expect(readPending(folder)).toBeNull()
    return open
  }
  const onCluster = async (): Promise<boolean> =>
    (await sql`SELECT 1 FROM tablee.hall WHERE dialogue = ${demoId} AND moved IS NULL`).length > 0
  const documentsThere = async (): Promise<number> =>
    (await sql`SELECT 1 FROM tablee.document WHERE dialogue = ${demoId}`).length
  const clean = async (): Promise<void> => {
    for (const { postgres: table } of await import('@tablee/server/move/tables').then(({ tables }) => tables))
      await sql.unsafe(`DELETE FROM tablee.${table}`)
    for (const table of ['document', 'beside', 'blob', 'blob_done', 'lead', 'hall', 'move'])
      await sql.unsafe(`DELETE FROM tablee.${table}`)
  }
  const which = (steps: number): readonly number[] => {
    const all = Array.from({ length: steps }, (_, index) => index + 1)
    if (kills === 'all') return all
    const seed = Number(process.env['MOVER_SEED'] ?? Date.now() % 1_000_000)
    console.log(`killed movers: MOVER_SEED=${seed}`)
    return all.filter((step) => step <= 4 || step > steps - 10 || (step * 7919 + seed) % 29 === 0)
  }

  it('[MVE8] out of a file: it writes still, or the cluster has it', async () => {
    const whole = join(place, 'whole')
    cpSync(first, whole, { recursive: true })
    const steps = (await run('out', whole, 0)) ?? 0
    expect([await serves(whole), await onCluster()]).toEqual([false, true])
    const ends = { file: 0, cluster: 0 }
    for (const at of which(steps)) {
      await clean()
      const folder = join(place, `out-${at}`)
      cpSync(first, folder, { recursive: true })
      await run('out', folder, at)
      const file = await serves(folder)
      expect([at, file !== (await onCluster())]).toEqual([at, true])
      if (file) expect([at, await documentsThere()]).toEqual([at, 0])
      ends[file ? 'file' : 'cluster'] += 1
      rmSync(folder, { recursive: true })
    }
    console.log(`killed movers, out: ${steps} steps, ended`, ends)
    expect(ends.file > 0 && ends.cluster > 0).toBe(true)
  })

  it('[MVE8] out of a cluster: it has it still, or the folder', async () => {
    const ends = { file: 0, cluster: 0 }
    let steps = 1
    for (const at of [0, ...Array.from({ length: 400 }, (_, index) => index + 1)]) {
      if (at > steps || (at > 0 && !which(steps).includes(at))) continue
      await clean()
      const [from, folder] = [join(place, `from-${at}`), join(place, `in-${at}`)]
      cpSync(first, from, { recursive: true })
      await run('out', from, 0)
      cpSync(keyFile(from), join(folder, 'server.key'))
      const took = await run('in', folder, at)
      if (at === 0) steps = took ?? 0
      const file = await serves(folder)
      expect([at, file !== (await onCluster())]).toEqual([at, true])
      ends[file ? 'file' : 'cluster'] += 1
      for (const one of [from, folder]) rmSync(one, { recursive: true })
    }
    console.log(`killed movers, in: ${steps} steps, ended`, ends)
    expect(ends.file > 0 && ends.cluster > 0).toBe(true)
  })
})
