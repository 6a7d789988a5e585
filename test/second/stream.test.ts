/** The second laptop's copy: every commit of the first is answered when both disks have it. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNode } from '@tablee/shared/board/edit'
import type { BoardId, Lang } from '@tablee/shared/ids'
import type { CopiesTold } from '@tablee/shared/wire/second'
import { seeded } from '../support/seeded.ts'
import { tablesOf, twoLaptops, until, untilTwo } from '../support/twoLaptops.ts'
import { aLittleDay } from '../support/aLittleDay.ts'
import { newId } from '@tablee/shared/ids'

const seed = Number(process.env['SECOND_SEED'] ?? Date.now() % 1_000_000)
let hall: Awaited<ReturnType<typeof twoLaptops>>
beforeAll(async () => {
  console.log(`second: seed ${seed}`)
  hall = await twoLaptops()
}, 60_000)
afterAll(async () => {
  hall.second.close()
  await hall.first.close()
  hall.remove()
})
const folders = () => [join(hall.folder, 'first'), join(hall.folder, 'second')] as const
const random = seeded(seed)
const write = (board: string, text: string) =>
  hall.first.parts.live.write(board as BoardId, 'reporter', (doc) =>
    addNode(
      doc,
      { who: 'reporter', why: 'second' },
      {
        id: newId(random.bytes),
        kind: 'issue',
        wording: text,
        lang: 'en' as Lang,
        at: 1_700_000_000_000,
      },
    ),
  )

describe('the stream', () => {
  it('[SEC1] what was answered lies in both databases, every table alike', async () => {
    const [a, b] = folders()
    expect((await write('demo-1-2', 'Why two?')).ok).toBe(true)
    // Answered: no waiting here.
    expect(tablesOf(b)['journal_row']).toEqual(tablesOf(a)['journal_row'])
    const sessions = new Map<string, string>()
    for (const [who, role, table] of [
      ['organiser', 'organiser', undefined],
      ['analyst', 'analyst', undefined],
      ['facilitator 6', 'facilitator', 6],
      ['T6-01', 'citizen', 6],
    ] as const)
      sessions.set(who, (await hall.first.enter(role, table, role === 'citizen' ? { seat: 'T6-01' } : {})).session)
    const done = await aLittleDay(hall.first, {
      random,
      acts: 60,
      boards: ['demo-6-2', 'demo-6-3', 'demo-1-2'],
      dialogue: hall.first.dialogue,
      links: [],
      sessionOf: (who) => sessions.get(who) ?? '',
      clock: { now: Date.now() },
      understood: true,
    })
    expect(Object.values(done).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(20)
    await until('all on both', async () => JSON.stringify(tablesOf(a)) === JSON.stringify(tablesOf(b)))
    expect(tablesOf(b)).toEqual(tablesOf(a))
    console.log('second: acts', done)
    await untilTwo(hall.first)
  })

  it('[SEC9] whoever is signed in is told on how many laptops the day lies', async () => {
    const told = async (role: 'organiser' | 'facilitator' | 'citizen') => {
      const { session } = await hall.first.enter(role, role === 'organiser' ? undefined : 2)
      return (await hall.first.api('/api/copies', { as: session })).body as CopiesTold & { version: string }
    }
    await untilTwo(hall.first)
    const two = await told('organiser')
    expect(two).toMatchObject({ state: 'two', since: null, behind: 0 })
    // Held until it is another number.
    const { session } = await hall.first.enter('organiser')
    const next = hall.first.api(`/api/copies?after=${two.version}`, { as: session })
    const before = Date.now()
    hall.second.close()
    expect((await next).body).toMatchObject({ state: 'one' })
    expect(Date.now() - before).toBeLessThan(10_000)
    await until('one copy', async () => (await told('facilitator')).state === 'one')
    const { since } = await told('citizen')
    expect(since).toBeGreaterThanOrEqual(before)
    expect((await hall.first.api('/api/copies')).status).toBe(401)
  })
})
