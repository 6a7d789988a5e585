/** Whose a hall is, on a real Postgres: one at a time, whoever sleeps, dies or is cut off. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import postgres, { type Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, expect, describe, it } from 'vitest'
import type { Lease } from '@tablee/server/cluster/lease'
import { takeLease, type Taking } from '@tablee/server/cluster/take-lease'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import type { DialogueId } from '@tablee/shared/ids'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'

const short = { ttl: 1_000, every: 250, margin: 250, lingers: 400 }
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const began = performance.now(); !(await holds()); await pause(20))
    if (performance.now() - began > 15_000) throw new Error(`never: ${what}`)
}

describe.skipIf(postgresMissing !== null)('a lease', () => {
  let server: Postgres
  let url: string
  let sql: Sql
  let taken: Lease[] = []
  let count = 0
  let dialogue: DialogueId

  beforeAll(async () => {
    server = await startPostgres()
    url = await server.database()
    sql = postgres(url, { onnotice: () => undefined })
    await migratePostgres(sql)
  })
  afterAll(async () => {
    await sql?.end()
    await server?.stop()
  })
  beforeEach(() => {
    dialogue = `d-${(count += 1)}` as DialogueId
  })
  afterEach(async () => {
    await Promise.all(taken.map((lease) => lease.release(null)))
    taken = []
  })

  async function take(node: string, more: Partial<Taking> = {}): Promise<Lease | null> {
    const lease = await takeLease({ url, dialogue, node, address: `http://${node}`, fresh: true, ...short, ...more })
    if (lease !== null) taken.push(lease)
    return lease
  }
  async function taking(node: string, more: Partial<Taking> = {}): Promise<Lease> {
    const lease = await take(node, more)
    if (lease === null) throw new Error(`${node} did not get it`)
    return lease
  }
  const row = async () => (await sql`SELECT node, epoch::int, next FROM tablee.hall WHERE dialogue = ${dialogue}`)[0]

  it('[LSE1] one at a time: whoever asks meanwhile gets none, and each change of hands counts one more', async () => {
    const first = await taking('a')
    expect(first.holds()).toBe(true)
    expect(await take('b')).toBeNull()
    await pause(short.ttl * 1.5)
    expect(first.holds()).toBe(true)
    expect(await take('b')).toBeNull()
    await first.release(null)
    expect(first.holds()).toBe(false)
    expect(await first.ended).toBe('released')
    const second = await taking('b')
    expect([first.epoch, second.epoch]).toEqual([1, 2])
    expect(await row()).toMatchObject({ node: 'b', epoch: 2 })
  })

  it('[LSE1] a dialogue that nobody founded has no row to take', async () => {
    expect(await take('a', { fresh: false })).toBeNull()
    expect(await row()).toBeUndefined()
  })

  it('[LSE2] an owner that sleeps reads for nobody when it wakes, and hears that another has it', async () => {
    const sleeper = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { takeLease } = await import(${JSON.stringify(new URL('../../server/src/cluster/take-lease.ts', import.meta.url).href)})
         const lease = await takeLease(${JSON.stringify({ url, dialogue, node: 'asleep', address: '', fresh: true, ...short })})
         console.log('taken', lease.epoch)
         let held = true
         setInterval(() => { if (held !== lease.holds()) console.log((held = lease.holds()) ? 'holds' : 'does not hold') }, 1)
         lease.ended.then((how) => { console.log('ended', how); process.exit(0) })`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const said: string[] = []
    sleeper.stdout.on('data', (data: Buffer) => said.push(...data.toString().trim().split('\n')))
    await until('taken', () => said.includes('taken 1'))
    sleeper.kill('SIGSTOP')
    await until('over', async () => (await take('b')) !== null)
    sleeper.kill('SIGCONT')
    await once(sleeper, 'exit')
    // Not a moment in which it held, after it had slept.
    expect(said.slice(1)).toEqual(['does not hold', 'ended fenced'])
  })

  it('[LSE3] who died is noticed by its lock, before its lease is over', async () => {
    const dying = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { takeLease } = await import(${JSON.stringify(new URL('../../server/src/cluster/take-lease.ts', import.meta.url).href)})
         await takeLease(${JSON.stringify({ url, dialogue, node: 'dies', address: '', fresh: true, ...short, ttl: 60_000 })})
         console.log('taken')`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(dying.stdout, 'data')
    expect(await take('b', { lockFree: true })).toBeNull()
    dying.kill('SIGKILL')
    await until('noticed', async () => (await take('b', { lockFree: true })) !== null)
    expect(await row()).toMatchObject({ node: 'b', epoch: 2 })
  })

  it('[LSE4] a connection that closes ends the reading at once, and the same lease goes on when it is renewed', async () => {
    const lease = await taking('a')
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tablee a' AND datname = current_database()`
    await until('down', () => !lease.holds())
    await until('back', () => lease.holds())
    expect(await row()).toMatchObject({ node: 'a', epoch: 1 })
    // With its lock: nobody takes it for dead.
    expect(await take('b', { lockFree: true })).toBeNull()
  })

  it('[LSE5] who was named to be the next takes it first', async () => {
    await (await taking('a')).release('c')
    expect(await take('b')).toBeNull()
    expect((await taking('c')).epoch).toBe(2)
    expect(await row()).toMatchObject({ next: null })
  })

  it('[LSE2] nobody is kept waiting by a log that is silent for long', async () => {
    const lease = await taking('a')
    await server.halt('immediate')
    await until('down', () => !lease.holds())
    expect(await lease.ended).toBe('lost')
    await server.start()
  })

  it('[LSE6] what this program does not understand it does not take', async () => {
    await (await taking('a')).release(null)
    await sql`UPDATE tablee.hall SET needs = 99 WHERE dialogue = ${dialogue}`
    expect(await take('a')).toBeNull()
  })
})
