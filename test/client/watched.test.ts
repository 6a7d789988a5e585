/** What a page of a link takes for an answer. */
import { whereabouts } from '@tablee/client/hold/whereabouts'
import { read } from '@tablee/client/observe/address'
import { isBegun } from '@tablee/client/observe/voices'
import type { Table } from '@tablee/client/observe/watch'
import type { BoardView } from '@tablee/shared/view/policy'
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

it('[OBS3, MVE11] a server that has the dialogue no more is heard when it says where it is', async () => {
  const offline = { ok: false, problem: { code: 'offline' } }
  const says = (status: number, problem: object): void =>
    answering(() => Promise.resolve(Response.json({ problem }, { status })))
  says(503, { code: 'journal-unavailable' })
  expect(await read('abc', '/rules')).toEqual(offline)
  expect(whereabouts.of(null)).toBe(null)
  says(503, { code: 'moved', to: 'https://dialogue.example.org' })
  expect(await read('abc', '/rules')).toEqual(offline)
  await expect.poll(() => whereabouts.of(null)).toEqual({ to: 'https://dialogue.example.org' })
  // It is here again.
  says(404, { code: 'not-found' })
  await read('abc', '/rules')
  await expect.poll(() => whereabouts.of(null)).toBe(null)
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

it('[OBS3] that nothing was said yet is claimed while no table has written or shown anything', () => {
  const view: BoardView = {
    state: 'open',
    question: 'Which streets?',
    lang: 'en',
    nodes: {},
    relations: {},
    words: {},
    notes: {},
    template: '',
    canvas: {},
  }
  const node = { wording: 'x', lang: 'en', order: 0, number: '', depth: 0, parent: null, relation: null, words: 0 }
  const shows = (change: Partial<BoardView>, earlier: Table['earlier'] = []): boolean => {
    const seen = { view: { ...view, ...change }, connected: true, at: 0 }
    return isBegun([{ table: 1, site: 'Lyon', room: 'a.1', epoch: 1, delay: 0, earlier, seen }])
  }
  // The question that each board has from the beginning is nobody's.
  expect(shows({ nodes: { q: { ...node, kind: 'issue' } } })).toBe(false)
  expect(shows({ nodes: { p: { ...node, kind: 'position' } } })).toBe(true)
  expect(
    shows({ words: { w: { text: 'x', lang: 'en', capture: 'summarised', minute: 1, node: 'q', order: 0 } } }),
  ).toBe(true)
  expect(shows({}, [{ session: 1, place: 'a' }])).toBe(true)
})
