/** Votes and answers as they reach the server: by phone, twice, too late, half done, on paper, and by the table itself. */
import { checkAnswer } from '@tablee/shared/voices/answer'
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import type { SeatCode } from '@tablee/shared/ids'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import type { RoundResults } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, items, openDay, phoneAt, questions, runnerAt } from './day.ts'
import { problemOf, unique, type Hall } from './hall.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openDay()
}, 60_000)
afterAll(() => hall.close())

const rows = async (kind: string): Promise<number> =>
  (await Array.fromAsync(hall.parts.journal.read(`voices:${hall.dialogue}`, 1, 0))).filter(
    (row) => (JSON.parse(new TextDecoder().decode(row.data)) as { kind: string }).kind === kind,
  ).length
const single = (option: string): Answer => ({ type: 'single', option })
type Runner = Awaited<ReturnType<typeof runnerAt>>
async function resultsAt(runner: Runner, step: string): Promise<RoundResults | null> {
  const { task } = await runner.round(step)
  return task.kind === 'write' ? null : task.results
}

describe('an answer', () => {
  const of = (id: string): Item => [...items, ...questions].find((item) => item.id === id) as Item
  const axis = { low: { en: 'low' }, high: { en: 'high' } }
  const place: Item = { id: 'p', type: 'placement', x: axis, y: axis, text: { en: 'p' }, unit: 'people', base: 'all' }
  const rank: Item = {
    id: 'r',
    type: 'ranking',
    options: [
      { id: 'a', text: {} },
      { id: 'b', text: {} },
    ],
    text: { en: 'r' },
    unit: 'people',
    base: 'all',
  }
  const text: Item = { id: 't', type: 'text', text: { en: 't' }, unit: 'people', base: 'all' }
  const choose = (chosen: string[], rejected: string[] = [], indifferent: string[] = []): Answer => ({
    type: 'choose',
    chosen,
    rejected,
    indifferent,
  })

  it('[BAL6] is one that its item can have, and nothing else', () => {
    const good: [Item, Answer][] = [
      [of('pick'), choose(['trees', 'trams'], ['cars'])],
      [of('pick'), choose([])],
      [of('mood'), { type: 'scale', value: 5 }],
      [of('delay'), { type: 'number', value: 12.5 }],
      [place, { type: 'placement', x: 0, y: 100 }],
      [rank, { type: 'ranking', order: ['b'] }],
      [text, { type: 'text', text: 'ja', lang: 'de' }],
      [text, { type: 'none', why: 'refused' }],
    ]
    const bad: [Item, Answer][] = [
      [of('pick'), choose(['trees', 'trams', 'cars'])],
      [of('pick'), choose(['trees'], ['trees'])],
      [of('pick'), choose(['trees', 'trees'])],
      [of('pick'), choose(['planes'])],
      [of('pick'), single('trees')],
      [of('mood'), { type: 'scale', value: 2.5 }],
      [of('mood'), { type: 'scale', value: 6 }],
      [of('delay'), { type: 'number', value: -1 }],
      [of('delay'), { type: 'number', value: Number.NaN }],
      [place, { type: 'placement', x: -1, y: 3 }],
      [place, { type: 'placement', x: Number.POSITIVE_INFINITY, y: 3 }],
      [rank, { type: 'ranking', order: ['a', 'a'] }],
      [text, { type: 'text', text: ' \u200b', lang: 'de' }],
      [text, { type: 'text', text: 'x'.repeat(2_001), lang: 'de' }],
      [text, { type: 'text', text: 'x', lang: 'not a tag' }],
    ]
    for (const [item, answer] of good) expect([item.id, checkAnswer(item, answer)]).toEqual([item.id, null])
    for (const [item, answer] of bad) expect([answer, checkAnswer(item, answer) === null]).toEqual([answer, false])
  })

  it('[BAL7] takes effect once however often it is sent; it can be changed until the round is closed; a draft never unsends it', async () => {
    const runner = await runnerAt(hall, 1)
    const [phone, other] = [await phoneAt(hall, 1, 'T1-01'), await phoneAt(hall, 1, 'T1-02')]
    const [node] = await entries(hall, runner.board, ['More trams'])
    const key = `agree.${node}`
    expect(problemOf(await phone.answer('vote', { [key]: { type: 'agree', value: 'agree' } }))?.code).toBe('round')
    await runner.does({ kind: 'open', step: 'vote', nodes: node === undefined ? [] : [node] })
    const before = await rows('answer')
    const id = unique('answer')
    const twice = await Promise.all(
      [1, 2, 3].map(() => phone.answer('vote', { [key]: { type: 'agree', value: 'agree' } }, true, id)),
    )
    expect(twice.map(({ status }) => status)).toEqual([200, 200, 200])
    const versions = twice.map(({ body }) => (body as SeatAnswer).version)
    expect(new Set(versions).size).toBe(1)
    expect(await rows('answer')).toBe(before + 1)
    expect((await phone.answer('vote', { [key]: { type: 'agree', value: 'pass' } }, false)).status).toBe(200)
    const kept = (await phone.round('vote'))?.task
    expect(kept?.kind === 'ballot' && kept.answers[key]).toEqual({
      answer: { type: 'agree', value: 'agree' },
      sent: true,
    })
    expect((await phone.answer('vote', { [key]: { type: 'agree', value: 'disagree' } })).status).toBe(200)
    for (const wrong of [
      { table: single('trees') },
      { nothing: single('trees') },
      { agree: { type: 'agree', value: 'agree' } as const },
      { 'agree.other': { type: 'agree', value: 'agree' } as const },
    ])
      expect(problemOf(await other.answer('vote', wrong))?.code).toBe('bad-request')
    // Sent and, in the same moment, a draft that left before it: whichever is written first, the vote stays sent.
    const session = hall.parts.access.authorise(`Bearer ${phone.session}`)
    if (session === null) throw new Error('not let in')
    const { answer } = hall.parts.participation.seatVerbs
    const given = (sent: boolean, chosen: string) => ({
      id: unique('answer'),
      kind: 'answer' as const,
      board: phone.board,
      step: 'vote',
      answers: { pick: { type: 'choose' as const, chosen: [chosen], rejected: [], indifferent: [] } },
      sent,
    })
    const both = await Promise.all([
      answer(session, given(true, 'cars'), () => true),
      answer(session, given(false, 'trams'), () => true),
    ])
    expect(both).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ])
    const stays = (await phone.round('vote'))?.task
    expect(stays?.kind === 'ballot' && stays.answers['pick']).toMatchObject({
      answer: { chosen: ['cars'] },
      sent: true,
    })
    await runner.does({ kind: 'close', step: 'vote' })
    // The same request once more, whose answer was lost on the way: it took effect before the round was closed.
    expect((await phone.answer('vote', { [key]: { type: 'agree', value: 'agree' } }, true, id)).status).toBe(200)
    const late = await phone.answer('vote', { [key]: { type: 'agree', value: 'agree' } })
    expect(problemOf(late)).toEqual({ code: 'round', state: 'closed', wants: 'open' })
    // Late, as a draft, it is kept for the seat and counted by nobody.
    expect(
      (
        await other.answer(
          'vote',
          { pick: { type: 'choose', chosen: ['trees'], rejected: [], indifferent: [] } },
          false,
        )
      ).status,
    ).toBe(200)
    const figures = (await resultsAt(runner, 'vote'))?.figures ?? []
    expect(figures.find(({ item }) => item === key)?.rows.map(({ count }) => count)).toEqual([0, 1, 0])
    expect(figures.find(({ item }) => item === 'pick')).toMatchObject({ asked: 2, valid: 1 })
    const kept2 = (await other.round('vote'))?.task
    expect(kept2?.kind === 'ballot' && kept2.answers['pick']).toMatchObject({
      answer: { chosen: ['trees'] },
      sent: false,
    })
  })

  it('[BAL8] to what a skip rule leaves out is none; what becomes unasked says so, and is counted no longer', async () => {
    const runner = await runnerAt(hall, 2)
    const phone = await phoneAt(hall, 2, 'T2-01')
    await runner.does({ kind: 'open', step: 'ask', nodes: [] })
    expect(
      problemOf(await phone.answer('ask', { tram: single('cars'), delay: { type: 'number', value: 4 } })),
    ).toMatchObject({ code: 'bad-request', where: 'delay' })
    expect((await phone.answer('ask', { tram: single('trams'), delay: { type: 'number', value: 4 } })).status).toBe(200)
    expect((await phone.answer('ask', { tram: single('cars') })).status).toBe(200)
    const told = (await phone.round('ask'))?.task
    expect(told?.kind === 'questionnaire' && told.answers).toEqual({
      tram: { answer: single('cars'), sent: true },
      delay: { answer: { type: 'none', why: 'not-asked' }, sent: true },
    })
    await runner.does({ kind: 'close', step: 'ask' })
    // A questionnaire's answers are nobody's at the table: turnout, and no more.
    expect(await resultsAt(runner, 'ask')).toMatchObject({ ballots: 1, figures: [], conflicts: [] })
    expect(JSON.stringify(await runner.read())).not.toContain('"value":4')
  })
})

describe('paper, and the table itself', () => {
  it('[BAL9] a ballot on paper is typed twice; what differs is named; phone and paper that differ are shown and settled by hand', async () => {
    const runner = await runnerAt(hall, 3)
    const reporter = await runnerAt(hall, 3, 'reporter')
    const phone = await phoneAt(hall, 3, 'T3-01')
    const [node] = await entries(hall, runner.board, ['More trams'])
    const key = `agree.${node}`
    const agree: Answer = { type: 'agree', value: 'agree' }
    const disagree: Answer = { type: 'agree', value: 'disagree' }
    const paper = (seat: string, answer: Answer, again = answer) =>
      reporter.does({
        kind: 'paper-answers',
        step: 'vote',
        seat: seat as SeatCode,
        answers: { [key]: answer },
        again: { [key]: again },
      })
    expect(problemOf(await paper('T3-01', agree))?.code).toBe('round')
    await runner.does({ kind: 'open', step: 'vote', nodes: node === undefined ? [] : [node] })
    expect(problemOf(await paper('T3-02', agree))).toEqual({ code: 'no-seat' })
    const consent = { version: 'hall-1', quoted: false, observed: true, lang: 'en' }
    await reporter.does({ kind: 'paper-consent', seat: 'T3-02' as SeatCode, consent })
    expect(problemOf(await paper('T3-02', agree, disagree))).toEqual({ code: 'differs', items: [key] })
    expect((await paper('T3-02', agree)).status).toBe(200)
    await phone.answer('vote', { [key]: agree })
    // Whether they differ nobody learns while it is open, not by trying either.
    const tried = await reporter.does({
      kind: 'settle',
      step: 'vote',
      seat: 'T3-01' as SeatCode,
      item: key,
      use: 'paper',
    })
    expect(problemOf(tried)).toEqual({ code: 'round', state: 'open', wants: 'closed' })
    await runner.does({ kind: 'close', step: 'vote' })
    expect(await resultsAt(reporter, 'vote')).toMatchObject({ seats: 2, ballots: 2, missing: [], conflicts: [] })
    // After closing, too: the phone gave up and its person took paper.
    expect((await paper('T3-01', disagree)).status).toBe(200)
    const counts = async () => (await resultsAt(reporter, 'vote'))?.figures[0]?.rows.map(({ count }) => count)
    expect(await counts()).toEqual([1, 1, 0])
    expect((await resultsAt(reporter, 'vote'))?.conflicts).toEqual([
      { seat: 'T3-01', item: key, phone: agree, paper: disagree, settled: null },
    ])
    expect((await resultsAt(runner, 'vote'))?.conflicts).toHaveLength(1)
    // Her neighbours are told no more than the figures.
    const told = await hall.api(`/api/boards/${runner.board}/voices`, { as: phone.session })
    expect(JSON.stringify(told.body)).toContain('"conflicts":[]')
    const settle = (use: 'phone' | 'paper', seat = 'T3-01') =>
      reporter.does({ kind: 'settle', step: 'vote', seat: seat as SeatCode, item: key, use })
    expect((await settle('phone')).status).toBe(200)
    expect(await counts()).toEqual([2, 0, 0])
    expect(problemOf(await settle('phone', 'T3-02'))?.code).toBe('not-found')
  })

  it('[BAL10] the table answers what is asked of tables, while it is open, and nothing that is asked of people', async () => {
    const runner = await runnerAt(hall, 4)
    const phone = await phoneAt(hall, 4, 'T4-01')
    const [node] = await entries(hall, runner.board, ['More trams'])
    const answer = (answers: Record<string, Answer>) => runner.does({ kind: 'table-answer', step: 'vote', answers })
    expect(problemOf(await answer({ table: single('trees') }))?.code).toBe('round')
    await runner.does({ kind: 'open', step: 'vote', nodes: node === undefined ? [] : [node] })
    expect(problemOf(await answer({ pick: { type: 'choose', chosen: [], rejected: [], indifferent: [] } }))?.code).toBe(
      'bad-request',
    )
    expect((await answer({ table: single('trees') })).status).toBe(200)
    const { task } = await runner.round('vote')
    expect(task.kind === 'ballot' && task.tableAnswers).toEqual({ table: single('trees') })
    // Phones are not asked it.
    const asked = (await phone.round('vote'))?.task
    expect(asked?.kind === 'ballot' && asked.items.map(({ id }) => id)).toEqual(['agree', 'pick'])
    await runner.does({ kind: 'close', step: 'vote' })
    expect(problemOf(await answer({ table: single('cars') }))?.code).toBe('round')
    const figure = (await resultsAt(runner, 'vote'))?.figures.find(({ item }) => item === 'table')
    expect(figure?.rows.map(({ key, count }) => [key, count])).toEqual([
      ['trees', 1],
      ['trams', 0],
      ['cars', 0],
    ])
  })

  it('[RND12] what a phone says in the moment in which its seat is freed is said by nobody', async () => {
    const runner = await runnerAt(hall, 6)
    const phone = await phoneAt(hall, 6, 'T6-01')
    await runner.does({ kind: 'open', step: 'signed', nodes: [] })
    await runner.does({ kind: 'open', step: 'ask', nodes: [] })
    const session = hall.parts.access.authorise(`Bearer ${phone.session}`)
    if (session === null) throw new Error('not let in')
    const { seatVerbs, tableVerbs } = hall.parts.participation
    const { board } = phone
    const desk = hall.parts.access.authorise(`Bearer ${runner.session}`)
    if (desk === null) throw new Error('not let in')
    const free = { id: unique('free'), kind: 'free', seat: 'T6-01' as SeatCode } as const
    const write = {
      id: unique('write'),
      kind: 'write',
      board,
      step: 'signed',
      sheet: unique('sheet'),
      text: 'x',
      lang: 'en',
      sent: true,
    } as const
    const answer = {
      id: unique('answer'),
      kind: 'answer',
      board,
      step: 'ask',
      answers: { tram: single('cars') },
      sent: true,
    } as const
    // All in one turn: at the door each of them was allowed.
    const [freed, written, answered] = await Promise.all([
      tableVerbs.free(desk, board, free, () => true),
      seatVerbs.write(session, write, () => true),
      seatVerbs.answer(session, answer, () => true),
    ])
    const moved = { ok: false, problem: { code: 'seat-moved' } }
    expect([freed, written, answered]).toEqual([{ ok: true, value: null }, moved, moved])
  })

  it('[BAL11] a seat’s drafts and its commands have rates of their own, for each seat and for no address', async () => {
    const runner = await runnerAt(hall, 5)
    const [ada, bo] = [await phoneAt(hall, 5, 'T5-01'), await phoneAt(hall, 5, 'T5-02')]
    await runner.does({ kind: 'open', step: 'signed', nodes: [] })
    const sheet = unique('sheet')
    const drafts = await Promise.all(
      Array.from({ length: 20 }, (_, count) => ada.write('signed', sheet, `draft ${count}`, false)),
    )
    expect(drafts.filter(({ status }) => status === 200)).toHaveLength(20)
    const sent = await Promise.all(
      Array.from({ length: 14 }, (_, count) => ada.write('signed', sheet, `sent ${count}`)),
    )
    expect(sent.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
    const refused = sent.flatMap((reply) => (reply.status === 429 ? [problemOf(reply)] : []))[0]
    expect(refused?.code === 'too-many' && refused.retryAfter).toBeGreaterThan(0)
    expect((await bo.write('signed', unique('sheet'), 'In time')).status).toBe(200)
  })
})
