/** Whose request it is, as far as the network says it. */
import { IncomingMessage, type IncomingHttpHeaders } from 'node:http'
import { Socket } from 'node:net'
import { ConfigError, readConfig } from '@tablee/server/config'
import { callerOf, isOnThisMachine, noteCaller, readProxies } from '@tablee/server/ops/caller'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

function message(from: string, headers: IncomingHttpHeaders = {}): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: from })
  return Object.assign(new IncomingMessage(socket), { headers })
}
const proxies = readProxies('10.0.0.0/8, 127.0.0.1, 2001:db8::/32')
const seenFrom = (from: string, forwarded?: string): string =>
  callerOf(message(from, forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }), proxies).address

describe('who asks', () => {
  it('[OPS9] is the device behind a proxy that the operator named, and whoever the socket says otherwise', () => {
    expect(seenFrom('192.0.2.7')).toBe('192.0.2.7')
    expect(seenFrom('::ffff:192.0.2.7')).toBe('192.0.2.7')
    expect(seenFrom('10.1.2.3', '192.0.2.7')).toBe('192.0.2.7')
    expect(seenFrom('2001:db8::1', '2a00::7')).toBe('2a00::7')
    // Two proxies of ours in a row; what stands left of them a device wrote itself.
    expect(seenFrom('127.0.0.1', '198.51.100.1, 192.0.2.7, 10.0.0.4')).toBe('192.0.2.7')
    expect(seenFrom('192.0.2.7', '198.51.100.1')).toBe('192.0.2.7')
    expect(seenFrom('10.1.2.3', 'unknown')).toBe('10.1.2.3')
    expect(seenFrom('10.1.2.3')).toBe('10.1.2.3')
    const claimed = { 'x-forwarded-for': '198.51.100.1', 'x-request-id': 'a-proxy-said-so' }
    const nobodys = callerOf(message('127.0.0.1', claimed), null)
    expect(nobodys.address).toBe('127.0.0.1')
    expect(nobodys.request).not.toBe('a-proxy-said-so')
  })

  it('[OPS9] is what another node says of what it piped here, once its signature was checked', () => {
    const piped = message('10.1.2.3', { 'x-forwarded-for': '198.51.100.1' })
    noteCaller(piped, { address: '192.0.2.7', request: 'of-the-other-node' })
    expect(callerOf(piped, proxies)).toEqual({ address: '192.0.2.7', request: 'of-the-other-node' })
  })

  it('[OPS9] is on this machine where it says so itself, and not where another node on it asks for somebody', () => {
    const host = { host: 'localhost:4000' }
    expect(isOnThisMachine(message('127.0.0.1', host))).toBe(true)
    for (const through of ['x-forwarded-for', 'via', 'x-tablee-node'])
      expect([through, isOnThisMachine(message('127.0.0.1', { ...host, [through]: 'somebody' }))]).toEqual([
        through,
        false,
      ])
    expect(isOnThisMachine(message('192.0.2.7', host))).toBe(false)
  })

  it('[OPS9] [CLI1] a proxy that is no address and a token that anybody guesses stop the start; a secret may stand in a file', () => {
    for (const wrong of ['proxy.example.org', '10.0.0.0/33', '10.0.0.0/x', '::1/129'])
      expect(() => readConfig({ TABLEE_PROXY: wrong })).toThrow(ConfigError)
    expect(() => readConfig({ TABLEE_METRICS_TOKEN: 'short' })).toThrow('16 signs')
    const folder = mkdtempSync(join(tmpdir(), 'tablee-settings-'))
    const file = join(folder, 'token')
    writeFileSync(file, 'a-token-of-the-operator\n')
    expect(readConfig({ TABLEE_METRICS_TOKEN_FILE: file }).metricsToken).toBe('a-token-of-the-operator')
    expect(() => readConfig({ TABLEE_METRICS_TOKEN_FILE: join(folder, 'none') })).toThrow('TABLEE_METRICS_TOKEN_FILE')
    expect(() => readConfig({ TABLEE_METRICS_TOKEN_FILE: file, TABLEE_METRICS_TOKEN: 'x'.repeat(16) })).toThrow('both')
    rmSync(folder, { recursive: true })
  })
})
