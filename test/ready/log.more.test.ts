/** `tablee doctor` beside a real Postgres: what an operator is told in the terminal. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkOf } from '@tablee/server/access/folder-key'
import { serverKey } from '@tablee/server/access/keys'
import { migratePostgres } from '@tablee/server/journal/postgres/schema'
import { lookAtLog } from '@tablee/server/cluster/doctor'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresMissing, startPostgres, type Postgres } from '../support/postgres.ts'

if (postgresMissing !== null) console.log(`not run: ${postgresMissing}`)
describe.skipIf(postgresMissing !== null)('tablee doctor beside a real Postgres', () => {
  let server: Postgres
  let address = ''
  const folder = mkdtempSync(join(tmpdir(), 'tablee-doctor-'))
  const keyFile = join(folder, 'server.key')
  const asked = { now: Date.now, stopwatch: () => performance.now() }
  beforeAll(async () => {
    server = await startPostgres()
    address = await server.database()
  }, 60_000)
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const factsOf = async (at: string, key: string | null = null) =>
    new Map((await lookAtLog(at, { ...asked, key })).map((fact) => [fact.what, fact]))

  it('[OPS10] tells a new database, one with another key, a role that lacks rights and one that is not there as what they are', async () => {
    const fresh = await factsOf(address)
    expect([...fresh.values()].filter(({ is }) => is === 'bad')).toEqual([])
    expect(fresh.get('key')).toMatchObject({ why: 'new' })
    expect(fresh.get('standby')).toMatchObject({ is: 'look', why: 'none' })
    expect(fresh.get('archive')).toMatchObject({ is: 'look', why: 'off' })
    expect(fresh.get('clocks')).toMatchObject({ is: 'good' })

    const sql = postgres(address, { max: 1, onnotice: () => undefined })
    await migratePostgres(sql)
    const secret = new Uint8Array(32).fill(7)
    const check = checkOf(serverKey(secret))
    await sql`INSERT INTO tablee.meta (key, value) VALUES ('key-check', ${check})`
    await sql.unsafe(
      `CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA tablee TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA tablee TO reader`,
    )
    await sql.end()
    expect((await factsOf(address, check)).get('key')).toMatchObject({ is: 'good', why: 'fits' })
    expect((await factsOf(address, checkOf(serverKey(new Uint8Array(32))))).get('key')).toMatchObject({ why: 'other' })
    expect((await factsOf(address)).get('key')).toMatchObject({ is: 'bad', why: 'missing' })
    const reader = await factsOf(address.replace('tablee@', 'reader@'), check)
    expect(reader.get('rights')).toMatchObject({ is: 'bad', lacks: ['create-tables', 'write-tables'], role: 'reader' })
    const away = await lookAtLog(server.urlOf('nowhere').replace('tablee@', 'tablee:hidden@'), { ...asked, key: null })
    expect(away).toEqual([{ what: 'reached', is: 'bad', why: 'no-database', at: 'nowhere' }])
    writeFileSync(keyFile, secret, { mode: 0o600 })
  })

  it('[OPS13] a command of a folder on which no node runs says so, and makes nothing there', async () => {
    const cli = fileURLToPath(new URL('../../server/src/cli.ts', import.meta.url))
    const empty = join(folder, 'empty')
    const told = (...said: string[]) =>
      new Promise<string>((resolve) => {
        const settings = { PATH: process.env['PATH'] ?? '', TABLEE_DATA: empty, DATABASE_URL: address }
        execFile(process.execPath, [cli, ...said], { env: settings }, (_failed, out, err) => resolve(`${out}${err}`))
      })
    expect(await told('owner-link')).toContain('no node runs on this data folder')
    for (const one of [['seed'], ['verify'], ['backup', join(folder, 'copy')]])
      expect(await told(...one)).toContain('what is kept lies in Postgres')
    expect(existsSync(empty)).toBe(false)
  })

  it('[OPS10] says it in sentences, and ends with 1 where something must be put right', async () => {
    const doctor = (env: Readonly<Record<string, string>>) =>
      new Promise<{ code: number; text: string }>((resolve) => {
        const cli = fileURLToPath(new URL('../../server/src/cli.ts', import.meta.url))
        const settings = { PATH: process.env['PATH'] ?? '', TABLEE_DATA: folder, LC_ALL: 'en_GB.UTF-8', ...env }
        execFile(process.execPath, [cli, 'doctor'], { env: settings }, (failed, out, err) =>
          resolve({ code: Number(failed?.code ?? 0), text: `${out}${err}` }),
        )
      })
    const [well, without] = await Promise.all([
      doctor({ DATABASE_URL: address }),
      doctor({ DATABASE_URL: address.replace('tablee@', 'tablee:hidden@'), TABLEE_KEY: join(folder, 'none') }),
    ])
    expect(well.text).toContain('It fits')
    expect(well.text).toMatch(/A word is kept after [\d.]+ ms/)
    expect(well.code).toBe(0)
    expect(without.text).toContain('This machine has none: without it no card and no link opens.')
    expect(without.text).not.toContain('hidden')
    expect(without.code).toBe(1)
  })
})
