/**
 * The first laptop is started anew: its second gets the whole file again, while everybody goes on. How long that takes is
 * printed.   SECOND_MB=500
 */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNode } from '@tablee/shared/board/edit'
import { newId, type BoardId, type Lang } from '@tablee/shared/ids'
import { openDatabase } from '@tablee/server/store/database'
import { seeded } from '../support/seeded.ts'
import { startServer } from '../support/server.ts'
import { tablesOf, twoLaptops, until, untilTwo } from '../support/twoLaptops.ts'

const megabytes = Number(process.env['SECOND_MB'] ?? 30)
const random = seeded(5)
let hall: Awaited<ReturnType<typeof twoLaptops>>
beforeAll(async () => {
  hall = await twoLaptops()
}, 60_000)
afterAll(async () => {
  hall.second.close()
  await hall.first.close()
  hall.remove()
})

describe('started anew', () => {
  it('[SEC3] its second gets the file again by itself, without a code, and people who type meanwhile wait for nobody', async () => {
    const [first, second] = ['first', 'second'].map((name) => join(hall.folder, name)) as [string, string]
    const { port } = hall.first
    await hall.first.close()
    const filled = openDatabase(join(first, 'tablee.sqlite'))
    filled.exec('CREATE TABLE filler (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT')
    const put = filled.prepare('INSERT INTO filler (data) VALUES (randomblob(1000000))')
    for (let n = 0; n < megabytes; n += 1) put.run()
    filled.close()
    const began = performance.now()
    hall.first = await startServer({ dir: first, port, showCode: (code) => code !== null && hall.codes.push(code) })
    let two = false
    const waits: number[] = []
    const typing = (async () => {
      while (!two) {
        const from = performance.now()
        const kept = await hall.first.parts.live.write('demo-1-2' as BoardId, 'reporter', (doc) =>
          addNode(
            doc,
            { who: 'reporter', why: 'test' },
            { id: newId(random.bytes), kind: 'issue', wording: 'On we go', lang: 'en' as Lang, at: 1 },
          ),
        )
        expect(kept.ok).toBe(true)
        waits.push(performance.now() - from)
        await new Promise((done) => setTimeout(done, 50))
      }
    })()
    await until('copying', async () => (await hall.second.told()).stage === 'copying', 120_000)
    await until('two copies', () => hall.first.tablee.first?.told().state === 'two', 600_000)
    two = true
    await typing
    waits.sort((a, b) => a - b)
    console.log(
      `second, the first started anew with ${megabytes} MB: two copies after ${((performance.now() - began) / 1_000).toFixed(1)} s; ${waits.length} saved meanwhile, p50 ${waits[Math.floor(waits.length / 2)]?.toFixed(1)} ms, ${waits.at(-1)?.toFixed(0)} ms at most`,
    )
    expect(hall.codes).toHaveLength(1)
    await untilTwo(hall.first)
    if (megabytes <= 50)
      await until('alike', () => JSON.stringify(tablesOf(first)) === JSON.stringify(tablesOf(second)), 60_000)
  }, 900_000)
})
