/** *Ready?* of a running server: a real disk, a real port, a real certificate. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lookAtCertificate } from '@tablee/server/ready/certificate'
import { lookAtSpeed } from '@tablee/server/ready/disk'
import type { Ready } from '@tablee/shared/ready/fact'
import { afterAll, describe, expect, it } from 'vitest'
import { startServer } from '../support/server.ts'

const scratch = mkdtempSync(join(tmpdir(), 'tablee-ready-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const of = <What extends Ready['facts'][number]['what']>({ facts }: Ready, what: What) =>
  facts.find((fact): fact is Extract<Ready['facts'][number], { what: What }> => fact.what === what)

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

  it('[READY1] a full disk is told on the page, too: that is when somebody looks', async () => {
    expect(await lookAtSpeed(join(scratch, 'gone'), () => performance.now())).toEqual({
      what: 'speed',
      is: 'bad',
      why: 'shut',
      ms: 0,
    })
  })

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
