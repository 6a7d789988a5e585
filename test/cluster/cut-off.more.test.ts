/** A node whose cable to Postgres is cut one way for a while, which resets nothing: it says so, and is well again soon after. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { demoId } from '@tablee/server/demo/dialogue'
import type { DialogueId } from '@tablee/shared/ids'
import { aCluster, type ACluster } from '../support/aCluster.ts'
import { postgresMissing } from '../support/postgres.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'

describe.skipIf(postgresMissing !== null)('a node that is cut off', () => {
  let cluster: ACluster
  let cable: Proxy
  beforeAll(async () => {
    cluster = await aCluster({}, async (url) => {
      cable = await proxyTo(url)
      const way = new URL(url)
      way.port = new URL(cable.url).port
      return way.href
    })
  })
  afterAll(async () => {
    if (cable !== undefined) cable.line.still = false
    await cluster?.stop()
    cable?.close()
  })

  it('[LSE12, OPS5] answers within a few seconds that it is not ready, and takes people within five of when it is whole', async () => {
    const node = await cluster.node()
    const ask = (path: string): Promise<number> => fetch(`${node.url}${path}`).then(({ status }) => status)
    const enter = async (): Promise<number> => {
      const body = JSON.stringify({ token: 'nobody-knows.this', device: 'device-1' })
      const headers = { 'content-type': 'application/json' }
      return (await fetch(`${node.url}/api/sessions`, { method: 'POST', headers, body })).status
    }
    expect(await ask('/readyz')).toBe(200)
    cable.line.still = 'there'
    const cut = performance.now()
    // Nobody is kept waiting: not for a link, nor for a hall that is to be opened.
    const opening = node.halls.enter('new' as DialogueId).catch((cause: unknown) => cause)
    expect(await enter()).toBe(503)
    expect(await opening).toBeInstanceOf(Error)
    await vi.waitFor(async () => expect(await ask('/readyz')).toBe(503), { timeout: 5_000 })
    expect(performance.now() - cut).toBeLessThan(6_000)
    // What was on its way is lost with its connections.
    cable.forget()
    cable.line.still = false
    const whole = performance.now()
    await vi.waitFor(async () => expect(await ask('/readyz')).toBe(200), { timeout: 8_000, interval: 50 })
    await vi.waitFor(async () => expect(await enter()).toBe(401), { timeout: 8_000, interval: 50 })
    await vi.waitFor(async () => expect(await node.cluster.whereIs(demoId)).toEqual({ is: 'here' }), {
      timeout: 8_000,
    })
    expect(performance.now() - whole).toBeLessThan(5_000)
    await node.close()
  })
})
