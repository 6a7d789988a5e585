/** What the second laptop's page says that its copy holds, counted while the first one goes on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNode } from '@tablee/shared/board/edit'
import { newId, type BoardId, type Lang } from '@tablee/shared/ids'
import { createCounting } from '@tablee/server/second/holds'
import { seeded } from '../support/seeded.ts'
import { twoLaptops, until } from '../support/twoLaptops.ts'

const random = seeded(7)
let hall: Awaited<ReturnType<typeof twoLaptops>>
beforeAll(async () => {
  hall = await twoLaptops()
}, 60_000)
afterAll(async () => {
  hall.second.close()
  await hall.first.close()
  hall.remove()
})

describe('what the copy holds', () => {
  it('[SEC13] is counted table by table once the first one is silent, and anew when more has come', async () => {
    const add = (wording: string) =>
      hall.first.parts.live.write('demo-1-2' as BoardId, 'reporter', (doc) =>
        addNode(
          doc,
          { who: 'reporter', why: 'test' },
          { id: newId(random.bytes), kind: 'issue', wording, lang: 'en' as Lang, at: 1 },
        ),
      )
    expect((await add('One more')).ok).toBe(true)
    // While the first one answers nothing is counted.
    expect((await hall.second.told()).holds).toBeNull()
    const at = hall.first.url
    const { dialogue } = hall.first
    const tables = hall.first.parts.dialogues.tables(dialogue)
    await hall.first.close()
    await until('silent', async () => (await hall.second.told()).stage === 'silent')
    await until('counted', async () => (await hall.second.told()).holds !== null)
    const { holds } = await hall.second.told()
    expect(holds?.tables.map(({ table }) => table)).toEqual(tables.map(({ number }) => number))
    expect(holds?.tables[0]?.entries).toBeGreaterThan(0)
    expect(at).toBeDefined()
  })

  it('[SEC13] each state is counted once, one after the other', async () => {
    const asked: ((entries: number) => void)[] = []
    const told = (entries: number) => ({ tables: [{ table: 1, site: 'Lyon', entries, sheets: 0, seats: 0 }] })
    const count = createCounting('', () => new Promise((done) => asked.push((entries) => done(told(entries)))))
    const settle = () => new Promise((done) => setImmediate(done))
    expect([count('a'), count('a'), count('b')]).toEqual([null, null, null])
    expect(asked).toHaveLength(1)
    asked[0]?.(3)
    await settle()
    expect(count('a')).toEqual(told(3))
    expect(count('b')).toBeNull()
    expect(asked).toHaveLength(2)
  })
})
