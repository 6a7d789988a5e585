/** The line between the two laptops is slow, full, still or torn: nobody waits for it longer than a second, and nothing splits. */
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addNode } from '@tablee/shared/board/edit'
import { newId, type BoardId, type Lang } from '@tablee/shared/ids'
import { proxyTo, type Proxy } from '../support/proxy.ts'
import { seeded } from '../support/seeded.ts'
import { tablesOf, twoLaptops, until, untilTwo } from '../support/twoLaptops.ts'

const seed = Number(process.env['SECOND_SEED'] ?? Date.now() % 1_000_000)
const rounds = Number(process.env['SECOND_ROUNDS'] ?? 3)
/** The second that is promised, and what this machine takes for the writing itself, just now. */
let most = 0
const random = seeded(seed)
let cable: Proxy
let hall: Awaited<ReturnType<typeof twoLaptops>>
beforeAll(async () => {
  console.log(`second's cable: seed ${seed}`)
  hall = await twoLaptops({}, async (first) => {
    cable = await proxyTo(first)
    return cable.url
  })
}, 60_000)
beforeEach(async () => {
  Object.assign(cable.line, { late: 0, rate: Infinity, still: false, up: true })
  await untilTwo(hall.first)
}, 60_000)
afterAll(async () => {
  hall.second.close()
  cable.close()
  await hall.first.close()
  hall.remove()
})

const told = () => hall.first.tablee.first?.told()
/** How long somebody waited until it was saved. */
async function write(board = 'demo-1-2', length = 20): Promise<number> {
  const began = performance.now()
  const kept = await hall.first.parts.live.write(board as BoardId, 'reporter', (doc) =>
    addNode(
      doc,
      { who: 'reporter', why: 'second' },
      {
        id: newId(random.bytes),
        kind: 'issue',
        wording: 'x'.repeat(length),
        lang: 'en' as Lang,
        at: 1_700_000_000_000,
      },
    ),
  )
  expect(kept.ok).toBe(true)
  return performance.now() - began
}
/** Three people who type, each as soon as the last is saved. */
async function typing(ms: number): Promise<readonly number[]> {
  const until = performance.now() + ms
  const waits = await Promise.all(
    ['demo-1-2', 'demo-2-2', 'demo-3-2'].map(async (board) => {
      const waited: number[] = []
      while (performance.now() < until) waited.push(await write(board))
      return waited
    }),
  )
  return waits.flat().sort((a, b) => a - b)
}
async function alike(): Promise<void> {
  const [a, b] = ['first', 'second'].map((name) => join(hall.folder, name))
  await until('all on both', () => JSON.stringify(tablesOf(a ?? '')) === JSON.stringify(tablesOf(b ?? '')))
}
const said = (what: string, waits: readonly number[]): void =>
  console.log(
    `second, ${what}: ${waits.length} saved, p50 ${waits[Math.floor(waits.length / 2)]?.toFixed(1)} ms, p99 ${waits[Math.floor(waits.length * 0.99)]?.toFixed(1)} ms, ${waits.at(-1)?.toFixed(1)} ms at most`,
  )

describe('the cable', () => {
  beforeAll(async () => {
    const waits = await typing(1_000)
    said('a good cable', waits)
    most = 1_000 + Math.max(500, 3 * (waits.at(-1) ?? 0))
  })

  it('[SEC2] it falls still in the middle of typing: one copy after a second, nobody waits longer, and all is there when it is back', async () => {
    const writing = typing(5_500)
    await new Promise((done) => setTimeout(done, 1_000))
    cable.line.still = true
    const began = performance.now()
    await until('no two copies', () => told()?.state !== 'two', 5_000)
    expect(performance.now() - began).toBeLessThan(most)
    await until('one copy', () => told()?.state === 'one', 10_000)
    const amber = performance.now() - began
    // The two laptops look at the line by their own clocks: either may notice first.
    await until('the second says it too', async () => (await hall.second.told()).stage === 'silent')
    const { session } = await hall.first.enter('organiser')
    console.log(`second, a cable that fell still: one copy is told ${amber.toFixed(0)} ms after it`)
    expect(amber).toBeLessThan(most)
    const { body } = await hall.first.api('/api/copies', { as: session })
    expect(body).toMatchObject({ state: 'one' })
    const waits = await writing
    said('a cable that fell still', waits)
    expect(waits.at(-1)).toBeLessThan(most)
    cable.tear()
    cable.line.still = false
    await untilTwo(hall.first)
    await alike()
  })

  it('[SEC2] a slow cable: 400 ms each way, nobody waits for it, the second is behind and has all in the end', async () => {
    cable.line.late = 400
    const waits = await typing(2_500)
    said('400 ms each way', waits)
    expect(waits.at(-1)).toBeLessThan(most)
    expect(told()?.state).not.toBe('two')
    cable.line.late = 0
    await untilTwo(hall.first)
    await alike()
  })

  it('[SEC2] a full cable: 20 kB a second', async () => {
    cable.line.rate = 20_000
    const waits = await typing(2_500)
    said('20 kB a second', waits)
    expect(waits.at(-1)).toBeLessThan(most)
    cable.line.rate = Infinity
    await untilTwo(hall.first)
    await alike()
  })

  it('[SEC3] torn again and again while people type: it comes back by itself, from where it was', async () => {
    const before = cable.line.bytes
    const writing = typing(rounds * 1_500)
    for (let round = 0; round < rounds; round += 1) {
      await new Promise((done) => setTimeout(done, 300 + random.below(900)))
      cable.tear()
    }
    const waits = await writing
    said(`torn ${rounds} times`, waits)
    expect(waits.at(-1)).toBeLessThan(most)
    await untilTwo(hall.first)
    await alike()
    // Not the whole file again, however often: from its number on.
    expect(cable.line.bytes - before).toBeLessThan(rounds * 1_000_000 + waits.length * 4_000)
  })
})
