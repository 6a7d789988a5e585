/** Requests that are held: who is told what, when, and that nobody is told by being answered. */
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import type { Topic } from '@tablee/server/hold/topics'
import { createWaiting } from '@tablee/server/hold/waiting'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { SeatCode } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { problemOf, unique, type Hall } from '../voices/hall.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openDay()
}, 60_000)
afterAll(() => hall.close())

/** Resolves when so many requests are held. */
async function held(count: number): Promise<void> {
  while (hall.parts.waiting.count() < count) await new Promise((resolve) => setImmediate(resolve))
}
/** What a promise came to, or `waiting` if it has not after everything that is on its way has landed. */
async function state<T>(promise: Promise<T>): Promise<T | 'waiting'> {
  await hall.parts.journal.settled()
  // What the server had to say by now was sent before it answers these.
  for (let round = 0; round < 3; round += 1) await hall.api('/healthz')
  return Promise.race([promise, Promise.resolve('waiting' as const)])
}

describe('a request that is held', () => {
  it('[RND1] is answered when what it asks for changes: a step that opens is on every phone of its table, and on no other', async () => {
    const runner = await runnerAt(hall, 1)
    const [ada, bo, other] = [
      await phoneAt(hall, 1, 'T1-01'),
      await phoneAt(hall, 1, 'T1-02'),
      await phoneAt(hall, 2, 'T2-01'),
    ]
    const before = await Promise.all([ada, bo, other].map((phone) => phone.read()))
    const answers = [ada, bo, other].map((phone, index) => phone.read(before[index]?.version))
    await held(3)
    await runner.does({ kind: 'open', step: 'signed', nodes: [] })
    const [first, second] = await Promise.all(answers.slice(0, 2))
    expect([first, second].map((answer) => answer?.rounds.map(({ step, state }) => [step, state]))).toEqual([
      [['signed', 'open']],
      [['signed', 'open']],
    ])
    expect(await state(answers[2] as Promise<SeatAnswer>)).toBe('waiting')
    expect(hall.parts.waiting.count()).toBe(1)
  })

  it('[RND2] is not answered by what others do in secret: the table by votes, a phone by its neighbour’s', async () => {
    const runner = await runnerAt(hall, 3)
    const [ada, bo] = [await phoneAt(hall, 3, 'T3-01'), await phoneAt(hall, 3, 'T3-02')]
    const [node] = await entries(hall, runner.board, ['More trams'])
    await runner.does({ kind: 'open', step: 'vote', nodes: node === undefined ? [] : [node] })
    const table = runner.read((await runner.read()).version)
    const mine = ada.read((await ada.read()).version)
    const theirs = bo.read((await bo.read()).version)
    await held(4) // and one of the story before
    expect((await bo.answer('vote', { [`agree.${node}`]: { type: 'agree', value: 'agree' } })).status).toBe(200)
    await theirs
    expect(await state(table)).toBe('waiting')
    expect(await state(mine)).toBe('waiting')
    await runner.does({ kind: 'close', step: 'vote' })
    expect((await table).rounds.find(({ step }) => step === 'vote')?.state).toBe('closed')
    expect((await mine).rounds[0]?.state).toBe('closed')
  })

  it('[RND3] ends at once when its seat moves to another device, or its link is revoked', async () => {
    const runner = await runnerAt(hall, 4)
    const phone = await phoneAt(hall, 4, 'T4-01')
    const { version } = await phone.read()
    const before = hall.parts.waiting.count()
    const moved = hall.api(`/api/seat?after=${version}`, { as: phone.session })
    await held(before + 1)
    await runner.does({ kind: 'free', seat: 'T4-01' as SeatCode })
    const reply = await moved
    expect([reply.status, problemOf(reply)?.code]).toEqual([401, 'seat-moved'])
    const second = await phoneAt(hall, 4, 'T4-02')
    const held2 = hall.api(`/api/seat?after=${(await second.read()).version}`, { as: second.session })
    await held(before + 1)
    const card = hall.link('citizen', 4)
    expect(await hall.parts.access.links.revoke(card.id)).toEqual({ ok: true, value: true })
    const gone = await held2
    expect([gone.status, problemOf(gone)?.code]).toEqual([401, 'not-signed-in'])
  })

  it('[RND4] tells a table when its sheets are placed or moved on the board, no matter who does it', async () => {
    const runner = await runnerAt(hall, 5)
    const phone = await phoneAt(hall, 5, 'T5-01')
    const [node] = await entries(hall, runner.board, ['Trees'])
    if (node === undefined) throw new Error('no entries')
    const sheet = unique('sheet')
    await runner.does({ kind: 'open', step: 'alone', nodes: [] })
    await phone.write('alone', sheet, 'Shade.')
    await runner.does({ kind: 'reveal', step: 'alone' })
    await runner.does({ kind: 'place', step: 'alone', sheet, node })
    const now = await runner.read()
    const count = hall.parts.waiting.count()
    const next = runner.read(now.version)
    await held(count + 1)
    await hall.api(`/api/boards/${runner.board}/commands`, {
      as: runner.session,
      body: { id: unique(), kind: 'withdraw', words: sheet },
    })
    const { task } = (await next).rounds.find(({ step }) => step === 'alone') ?? { task: null }
    expect(task?.kind === 'write' && task.sheets).toMatchObject([{ id: sheet, placed: null }])
  })
})

describe('a phone that goes away', () => {
  it('[RND5] is held no longer', async () => {
    const phone = await phoneAt(hall, 6, 'T6-01')
    const { version } = await phone.read()
    const before = hall.parts.waiting.count()
    const leaving = new AbortController()
    const asked = fetch(`${hall.url}/api/seat?after=${version}`, {
      headers: { authorization: `Bearer ${phone.session}` },
      signal: leaving.signal,
    }).catch(() => null)
    await held(before + 1)
    leaving.abort()
    await asked
    while (hall.parts.waiting.count() > before) await new Promise((resolve) => setImmediate(resolve))
  })
})

describe('a server that leaves', () => {
  it('[RND7] answers everybody it holds', async () => {
    const leaving = await openDay()
    const [ada, bo] = [await phoneAt(leaving, 1, 'T1-01'), await phoneAt(leaving, 1, 'T1-02')]
    const versions = await Promise.all([ada.read(), bo.read()])
    const answers = [ada.read(versions[0]?.version), bo.read(versions[1]?.version)]
    while (leaving.parts.waiting.count() < 2) await new Promise((resolve) => setImmediate(resolve))
    await leaving.close()
    expect((await Promise.all(answers)).map(({ version }) => version)).toEqual(versions.map(({ version }) => version))
  })
})

describe('how many wait, and how long', () => {
  type Told = { readonly version: string }
  const asking = (
    session: string,
    answer: () => Result<Told>,
    topics: readonly Topic[] = ['table:1'],
    card = 'card',
  ) => ({
    who: { session, card },
    topics,
    after: 'one',
    answer,
  })
  const one = (): Result<Told> => ok({ version: 'one' })

  it('[RND5] four for each session, the oldest gives way; so many in all; nobody longer than the time that is promised', async () => {
    const short = createWaiting({ holdMs: 40, most: 5 })
    const own = Array.from({ length: 5 }, () => short.hold(asking('a', one)))
    expect(await own[0]).toEqual(one())
    expect(short.count()).toBe(4)
    const fifth = short.hold(asking('b', one))
    expect(await short.hold(asking('c', one))).toEqual(fail({ code: 'too-many', retryAfter: 5 }))
    // Who has something else to hear is answered however many wait.
    expect(await short.hold({ ...asking('c', one), after: 'none' })).toEqual(one())
    expect(await Promise.all([...own.slice(1), fifth])).toEqual([one(), one(), one(), one(), one()])
    expect(short.count()).toBe(0)
  })

  it('[HOLD5] who watches is one of a crowd behind one link: counted apart, so that it takes no seat’s place', async () => {
    const waiting = createWaiting({ holdMs: 60_000, most: 100 })
    const watching = Array.from({ length: 100 }, () => waiting.hold({ ...asking('', one), who: null }))
    expect(waiting.count()).toBe(100)
    expect(await waiting.hold({ ...asking('', one), who: null })).toEqual(fail({ code: 'too-many', retryAfter: 5 }))
    const seat = waiting.hold(asking('a', one))
    expect(waiting.count()).toBe(101)
    waiting.close()
    expect(await Promise.all([...watching, seat])).toHaveLength(101)
  })

  it('[RND13] a card’s sessions together hold what a table needs, and no other table is told to wait because of them', async () => {
    const waiting = createWaiting({ holdMs: 60_000, most: 200 })
    const all = Array.from({ length: 300 }, (_, n) => waiting.hold(asking(`eve-${n}`, one, [], 'table 1')))
    expect(await Promise.all(all.slice(0, 220))).toEqual(all.slice(0, 220).map(one))
    expect(waiting.count()).toBe(80)
    const other = waiting.hold(asking('ada', one, [], 'table 2'))
    expect(waiting.count()).toBe(81)
    waiting.close()
    expect(await other).toEqual(one())
    await Promise.all(all)
    expect(waiting.count()).toBe(0)
  })

  it('[RND6] a change looks at those it may concern, once, and answers those whose answer is another; at the end all are answered', async () => {
    const waiting = createWaiting({ holdMs: 60_000 })
    let version = 'one'
    const looked = { one: 0, two: 0 }
    const first = waiting.hold(
      asking('a', () => {
        looked.one += 1
        return ok({ version })
      }),
    )
    const second = waiting.hold(
      asking('b', () => {
        looked.two += 1
        return ok({ version })
      }, ['table:2']),
    )
    waiting.wake('table:1', 'table:1', 'table:3')
    waiting.wake('table:1')
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    expect([looked, waiting.count()]).toEqual([{ one: 2, two: 1 }, 2])
    version = 'two'
    waiting.wake('table:1')
    expect(await first).toEqual(ok({ version: 'two' }))
    expect([looked.two, waiting.count()]).toEqual([1, 1])
    waiting.close()
    expect(await second).toEqual(ok({ version: 'two' }))
    expect(await waiting.hold({ ...asking('a', one) })).toEqual(one())
    const aborted = createWaiting({ holdMs: 60_000 })
    const leaving = new AbortController()
    const left = aborted.hold({ ...asking('a', one), signal: leaving.signal })
    leaving.abort()
    await left
    expect(aborted.count()).toBe(0)
  })
})
