/** A page says where its dialogue went, unless its own address goes along: by what its server's answers say, and by nothing else. */
import { createWhereabouts, goneIn, thereAt } from '@tablee/client/hold/whereabouts'
import { expect, it } from 'vitest'

const here = 'http://localhost:4000'
const there = 'https://dialogue.example.org'

it('[MVE11] a problem says where a dialogue is, as far as that is an address of a page, and another than this one', () => {
  expect(goneIn({ code: 'moved', to: `${there}/` }, here)).toEqual({ to: there })
  expect(goneIn({ code: 'moved', to: here }, here)).toBeNull()
  for (const to of [null, 'the town hall', 'javascript:alert(1)', 'http://'])
    expect(goneIn({ code: 'moved', to }, here)).toEqual({ to: null })
  expect(goneIn({ code: 'journal-unavailable' }, here)).toBeNull()
})

it('[MVE11] what is open here is opened there with what stands behind the #, and nothing of what stands behind the ?', () => {
  const page = new URL(`${here}//evil.example/watch/k3v9?token=secret#table-3`)
  expect(thereAt(there, page)).toBe(`${there}//evil.example/watch/k3v9#table-3`)
  expect(new URL(thereAt(there, page)).origin).toBe(there)
  expect(thereAt(there, new URL(`${here}/join?x=1#link.secret`))).toBe(`${there}/join#link.secret`)
})

it('[MVE11] it is said from the first answer that says so until one comes out of the dialogue itself, of that dialogue alone', async () => {
  const where = createWhereabouts(() => here)
  let answer: () => Response | Promise<Response> = () => Response.json({})
  const ask = where.hears(async () => answer())
  const asks = async (path: string, next: typeof answer): Promise<void> => {
    answer = next
    // Whoever asked reads the answer as before.
    await ask(`${here}${path}`, {}).then(
      (said) => said.text(),
      () => undefined,
    )
  }
  const moved = () => Response.json({ problem: { code: 'moved', to: there } }, { status: 503 })
  let told = 0
  where.subscribe(() => (told += 1))
  await asks('/d/water/api/me', moved)
  await expect.poll(() => where.of('water')).toEqual({ to: there })
  expect(where.of('square')).toBeNull()
  // An old address says no dialogue: it is the only one that its page asks for.
  expect(where.of(null)).toEqual({ to: there })
  // The old server is shut down, or a proxy answers in its place: what it said last stands.
  await asks('/d/water/api/me', () => Promise.reject(new Error('nobody')))
  await asks('/d/water/api/me', () => new Response('<p>Bad gateway', { status: 502 }))
  await asks('/d/water/api/me', () => new Response('<p>Soon', { status: 503 }))
  await asks('/d/water/api/me', () => Response.json({ problem: { code: 'journal-unavailable' } }, { status: 503 }))
  await asks('/d/square/api/me', () => Response.json({}))
  await asks('/d/water/table/b1', () => new Response('<p>a page is everywhere'))
  expect(where.of('water')).toEqual({ to: there })
  expect(told).toBe(1)
  await asks('/d/water/api/me', moved)
  expect(told).toBe(1)
  await asks('/d/water/api/me', () => Response.json({ problem: { code: 'not-found', what: 'board' } }, { status: 404 }))
  expect([where.of('water'), where.of(null), told]).toEqual([null, null, 2])
})
