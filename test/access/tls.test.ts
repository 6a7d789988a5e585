/** Https with a certificate given by setting, as a hall with a public name runs it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@tablee/server/ops/logger'
import { createTablee } from '@tablee/server/tablee'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

function certificate(folder: string): { cert: Buffer; key: Buffer } | null {
  try {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=hall.example',
        '-keyout',
        join(folder, 'key.pem'),
        '-out',
        join(folder, 'cert.pem'),
      ],
      { stdio: 'ignore' },
    )
    return { cert: readFileSync(join(folder, 'cert.pem')), key: readFileSync(join(folder, 'key.pem')) }
  } catch {
    return null
  }
}
const folder = mkdtempSync(join(tmpdir(), 'tablee-tls-'))
const tls = certificate(folder)
rmSync(folder, { recursive: true, force: true })
if (tls === null) console.log('not run: https (no openssl to make a certificate)')

describe.skipIf(tls === null)('https', () => {
  it('[HTTP12] the same server speaks https and wss, with HSTS, to its public origin', async () => {
    const tablee = await createTablee(
      {
        port: 0,
        folder: null,
        origins: ['https://hall.example'],
        tls,
        disk: 'measure',
        demo: true,
        engine: null,
        screens: '/nowhere',
      },
      {
        clock: () => Date.now(),
        random: (length) => crypto.getRandomValues(new Uint8Array(length)),
        logger: createLogger({ level: 'fatal' }),
      },
    )
    await tablee.prepare()
    const { port } = await tablee.listen()
    const health = await new Promise<{ status: number; hsts: string }>((resolve, reject) => {
      request({ host: 'localhost', port, path: '/healthz', rejectUnauthorized: false }, (response) => {
        response.resume()
        resolve({ status: response.statusCode ?? 0, hsts: String(response.headers['strict-transport-security']) })
      })
        .on('error', reject)
        .end()
    })
    expect(health).toEqual({ status: 200, hsts: 'max-age=15552000' })
    const ends = (origin: string) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(`wss://localhost:${port}/collab`, { origin, rejectUnauthorized: false })
        socket.on('open', () => {
          socket.terminate()
          resolve(true)
        })
        socket.on('error', () => resolve(false))
      })
    expect([await ends('https://hall.example'), await ends(`https://localhost:${port}`)]).toEqual([true, false])
    await tablee.close()
  })
})
