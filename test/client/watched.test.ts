/** What a page of a link takes for an answer. */
import { read } from '@tablee/client/observe/address'
import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const answering = (fetched: typeof fetch): void => {
  vi.stubGlobal('location', { pathname: '/watch/abc', origin: 'http://hall' })
  vi.stubGlobal('fetch', fetched)
}

it('[HOLD7] only a server that knows of no such link ends a wall: what stands between may say anything', async () => {
  const code = async (status: number): Promise<string> => {
    answering(() => Promise.resolve(new Response('{}', { status })))
    const answer = await read('abc', '/changes')
    return answer.ok ? 'ok' : answer.problem.code
  }
  expect(await Promise.all([401, 403, 404].map(code))).toEqual(Array(3).fill('link-unknown'))
  for (const status of [400, 407, 408, 421, 425, 500, 502, 503, 504])
    expect([status, await code(status)]).toEqual([status, 'offline'])
})

it('[HOLD7] a connection that is gone without a word is given up, and so asked anew', async () => {
  vi.useFakeTimers()
  answering(
    (_, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
  )
  const answer = read('abc', '/changes?after=x')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await answer).toEqual({ ok: false, problem: { code: 'offline' } })
})
