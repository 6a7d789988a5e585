/** docs/operations.md, "Back to before a mistake", step by step: what was said is there, and devices bring what came after. */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { boardName, demoId } from '@tablee/server/demo/dialogue'
import type { Role } from '@tablee/shared/roles'
import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { said, wordings } from '../edge/devices.ts'
import { aDevice, sat, type Link } from '../support/aDevice.ts'
import { aCluster, type ACluster } from '../support/aCluster.ts'
import { postgresMissing, startPostgres } from '../support/postgres.ts'
import { when } from '../support/when.ts'

if (postgresMissing !== null) console.log(`not run: ${postgresMissing}`)
const run = promisify(execFile)
const top = fileURLToPath(new URL('../..', import.meta.url))
const times = { ttl: 1_500, every: 300, margin: 300, lingers: 1_000 }
const board = boardName(1, 2)

/** Pieces are put away by the script that operators have, where Postgres' own user may read it. */
async function archived() {
  const server = await startPostgres(['archive_mode = on'])
  const archive = join(server.folder, 'archive')
  for (const tool of [
    ['mkdir', '-p', archive],
    ['cp', join(top, 'deploy/postgres/archive.sh'), server.folder],
  ])
    await run(tool[0] ?? '', tool.slice(1))
  await run('chmod', ['-R', 'a+rwX', archive, join(server.folder, 'archive.sh')])
  const sql = postgres(server.urlOf('postgres'), { max: 1, onnotice: () => undefined })
  await sql.unsafe(
    `ALTER SYSTEM SET archive_command = 'ARCHIVE=${archive} sh ${join(server.folder, 'archive.sh')} %p %f'`,
  )
  await sql`SELECT pg_reload_conf()`
  await sql.end()
  return { ...server, archive }
}

const saved = (link: Link): Promise<number> => when('saved', link.subscribe, () => link.light().kind === 'saved')
const shows = (link: Link, wording: string): Promise<number> =>
  when(wording, link.subscribe, () => wordings(link).includes(wording) && link.light().kind === 'saved', 60_000)

describe.skipIf(postgresMissing !== null)('the archive of a day', () => {
  let cluster: ACluster | null = null
  const links: Link[] = []
  afterAll(async () => {
    for (const link of links) link.close()
    await cluster?.stop()
  })

  it('[OPS12] gives back the moment before a mistake; tables go on, hand in what came after it, and nobody watches meanwhile', async () => {
    const server = await archived()
    const { tool, data, port, archive } = server
    cluster = await aCluster(times, undefined, Promise.resolve(server))
    const { url } = cluster
    const copy = join(server.folder, 'base')
    const first = await cluster.node()
    const { access } = first.halls.at(demoId)
    const tokenOf = (role: Role): string => {
      const found = access.links.list(demoId).find((link) => link.role === role)
      if (found === undefined) throw new Error(`no ${role}`)
      return access.links.derive(found).token
    }
    const [facilitator, organiser] = [tokenOf('facilitator'), tokenOf('organiser')]
    await tool('pg_basebackup', [
      '-D',
      copy,
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-U',
      'tablee',
      '-X',
      'none',
      '-c',
      'fast',
    ])

    const origin = `http://localhost:${first.port}`
    const table = await sat(aDevice(origin), facilitator, board)
    links.push(table)
    said(table, 'Said before the moment')
    await saved(table)
    const sql = postgres(url, { max: 1, onnotice: () => undefined })
    const [now] = await sql<{ at: string }[]>`SELECT clock_timestamp()::text AS at`
    said(table, 'Said after the moment')
    await saved(table)
    // The mistake.
    await sql`TRUNCATE tablee.document CASCADE`
    await sql`SELECT pg_switch_wal()`
    await sql.end()

    // 1. and 2. Everything stops; what was there is put aside.
    await first.close()
    await server.halt('fast')
    const aside = join(server.folder, 'aside')
    renameSync(data, aside)
    // 3. The copy from before, told how far to go; with what was not archived yet.
    await run('cp', ['-a', copy, data])
    for (const piece of readdirSync(join(aside, 'pg_wal')))
      if (/^[0-9A-F]{24}$/.test(piece) && !existsSync(join(archive, piece)))
        cpSync(join(aside, 'pg_wal', piece), join(archive, piece))
    await run('chmod', ['-R', 'a+rwX', archive])
    mkdirSync(join(data, 'pg_wal'), { recursive: true })
    await run('sh', [
      '-c',
      `printf '%s\\n' "restore_command = 'cp ${archive}/%f %p'" "recovery_target_time = '${now?.at ?? ''}'" "recovery_target_action = 'promote'" >> ${data}/postgresql.auto.conf`,
    ])
    writeFileSync(join(data, 'recovery.signal'), '')
    await run('chown', ['-R', '--reference', aside, data])
    // 4. It takes writes, and knows nothing of the mistake.
    await server.start()
    const back = postgres(url, { max: 1, onnotice: () => undefined })
    await expect
      .poll(async () => (await back<{ in: boolean }[]>`SELECT pg_is_in_recovery() AS in`)[0]?.in, { timeout: 30_000 })
      .toBe(false)
    expect((await back`SELECT 1 FROM tablee.document`).length).toBeGreaterThan(5)
    // Nodes were there a moment before that moment.
    await back`UPDATE tablee.node SET seen = now() - interval '1 minute'`
    await back.end()
    // 5. Nobody but a person knows that it went back.
    const { stdout } = await run(process.execPath, [join(top, 'server/src/cli.ts'), 'went-back'], {
      env: { PATH: process.env['PATH'], DATABASE_URL: url },
    })
    expect(stdout).toContain('One dialogue will begin in recovery')
    // 6. The table's page was open all the while.
    const second = await cluster.node({ port: first.port })
    await shows(table, 'Said after the moment')
    const other = await sat(aDevice(origin), facilitator, board)
    links.push(other)
    await shows(other, 'Said before the moment')
    await shows(other, 'Said after the moment')
    const { recovery, views } = second.halls.at(demoId)
    const seen = await views.observed(board)
    expect(seen.ok && seen.value.view.state).toBe('paused')
    expect(recovery.running(demoId)).toBe(true)
    const ended = await fetch(`${second.url}/api/recovery/confirm`, {
      method: 'POST',
      headers: { authorization: `Bearer ${organiser}` },
    })
    expect(ended.status).toBeLessThan(300)
    expect(recovery.running(demoId)).toBe(false)
    said(table, 'Said when all is well again')
    await shows(other, 'Said when all is well again')
  }, 120_000)
})
