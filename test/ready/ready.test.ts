/** *Ready?* of a running server and from the terminal: a real disk, a real port, a real certificate. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lookAtCertificate } from '@tablee/server/ready/certificate'
import type { Ready } from '@tablee/shared/ready/fact'
import { afterAll, describe, expect, it } from 'vitest'
import { startServer } from '../support/server.ts'

const top = fileURLToPath(new URL('../..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'tablee-ready-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const of = <What extends Ready['facts'][number]['what']>({ facts }: Ready, what: What) =>
  facts.find((fact): fact is Extract<Ready['facts'][number], { what: What }> => fact.what === what)

type Done = { readonly code: number | null; readonly out: string }
const doctor = (folder: string, env: Record<string, string> = {}): Promise<Done> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(top, 'server/src/cli.ts'), 'doctor'], {
      cwd: top,
      env: { ...process.env, TABLEE_DATA: folder, TABLEE_ORIGIN: '', LC_ALL: 'C', PORT: '0', ...env },
    })
    let out = ''
    for (const from of [child.stdout, child.stderr])
      from.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.on('close', (code) => resolve({ code, out }))
  })

/** Null where there is no openssl. */
function certificate(name: string, days: number): { readonly cert: Buffer; readonly key: Buffer } | null {
  const [key, cert] = [join(scratch, `${name}.key`), join(scratch, `${name}.pem`)]
  const of = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${name}`]
  try {
    execFileSync('openssl', ['req', '-x509', ...of, '-days', `${days}`, '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    })
  } catch {
    return null
  }
  return { cert: readFileSync(cert), key: readFileSync(key) }
}

describe('ready', () => {
  it('[READY7] an organiser is told how the machine stands, and nothing of it is left in the folder', async () => {
    const dir = mkdtempSync(join(scratch, 'served-'))
    const server = await startServer({ dir })
    try {
      const { session } = await server.enter('organiser')
      const { status, body } = await server.api('/api/ready', { as: session })
      expect(status).toBe(200)
      const ready = body as unknown as Ready
      expect(of(ready, 'clock')).toMatchObject({ is: 'good' })
      expect(of(ready, 'disk')?.free).toBeGreaterThan(0)
      expect(of(ready, 'speed')?.ms).toBeGreaterThan(0)
      expect(of(ready, 'backup')).toMatchObject({ is: 'look', why: 'none' })
      expect(readdirSync(dir).filter((name) => name.includes('speed'))).toEqual([])
      expect(of(ready, 'database')).toMatchObject({ is: 'good' })
      expect(of(ready, 'port')).toMatchObject({ port: server.port })
      expect(of(ready, 'versions')).toMatchObject({ node: process.versions.node })
      expect((await server.api('/api/ready', { as: (await server.enter('facilitator', 1)).session })).status).toBe(403)
      expect((await server.api('/api/ready')).status).toBe(401)
    } finally {
      await server.close()
    }
  }, 60_000)

  it('[READY8] the doctor looks without a server, says which setting is wrong, and changes nothing', async () => {
    const folder = join(scratch, 'never-made')
    const fresh = await doctor(folder)
    expect(fresh.out).toContain('A new folder: nothing is in it yet.')
    expect(existsSync(folder)).toBe(false)
    const astray = await doctor(folder, { TABLEE_ORIGIN: 'http://192.0.2.77:4000' })
    expect([astray.code, astray.out]).toEqual([
      1,
      expect.stringContaining('192.0.2.77:4000 is not an address of this machine'),
    ])
    expect((await doctor(folder, { TABLEE_ORIGIN: 'http://192.0.2.77:4000', LC_ALL: 'de_DE.UTF-8' })).out).toContain(
      'ist keine Adresse dieses Rechners',
    )
    expect(await doctor(folder, { TABLEE_ORIGIN: 'hall' })).toMatchObject({
      code: 1,
      out: expect.stringContaining('TABLEE_ORIGIN'),
    })

    // Somebody else sits on the port, and the database is no database.
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(0, resolve))
    const address = squatter.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const broken = mkdtempSync(join(scratch, 'broken-'))
    writeFileSync(join(broken, 'tablee.sqlite'), 'nothing that SQLite would know '.repeat(400))
    const before = readFileSync(join(broken, 'tablee.sqlite'))
    const said = await doctor(broken, { PORT: String(port) })
    squatter.close()
    expect([said.code, said.out]).toEqual([1, expect.stringContaining(`Port ${port} is taken`)])
    expect(said.out).toContain('The database is damaged.')
    expect(readFileSync(join(broken, 'tablee.sqlite')).equals(before)).toBe(true)
    expect(readdirSync(broken)).toEqual(['tablee.sqlite'])
  }, 60_000)

  const [hall, other] = [certificate('hall.example', 30), certificate('other.example', 30)]
  it.skipIf(hall === null || other === null)(
    '[READY4] a certificate is for the name on the cards, with its key, and for the whole day',
    () => {
      if (hall === null || other === null) throw new Error('no openssl')
      const day = 86_400_000
      const now = Date.now()
      const judge = (tls: typeof hall | null, more: Partial<Parameters<typeof lookAtCertificate>[1]> = {}) =>
        lookAtCertificate(tls, { origin: 'https://hall.example', now, until: now + day, ...more })
      expect(judge(hall)).toMatchObject({ is: 'good', why: 'good' })
      expect(judge(hall, { until: now + 40 * day })).toMatchObject({ is: 'look', why: 'soon' })
      expect(judge(hall, { now: now + 25 * day })).toMatchObject({ is: 'look', why: 'soon' })
      expect(judge(hall, { now: now + 31 * day })).toMatchObject({ is: 'bad', why: 'over' })
      expect(judge(hall, { now: now - 31 * day })).toMatchObject({ is: 'bad', why: 'not-yet' })
      expect(judge(other)).toMatchObject({ is: 'bad', why: 'other-name' })
      expect(judge(hall, { origin: 'https://192.0.2.7' })).toMatchObject({ is: 'bad', why: 'other-name' })
      expect(judge({ cert: hall.cert, key: other.key })).toMatchObject({ is: 'bad', why: 'other-key' })
      expect(judge(null, { origin: 'http://192.0.2.7:4000' })).toMatchObject({ is: 'look', why: 'none' })
      expect(judge(null)).toMatchObject({ is: 'good', why: 'none' })
    },
  )
  if (hall === null) console.log('not run: READY4 (openssl makes its certificates)')
})
