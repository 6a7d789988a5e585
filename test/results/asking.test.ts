/** Asking a hall's answers over HTTP: at the newest cut and at older ones, by who may. */
import type { ResultsAnswered, ResultsItems } from '@tablee/shared/wire/results'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NodeId } from '@tablee/shared/ids'
import { problemOf, speak } from '../voices/hall.ts'
import { came, openVoted } from './voted.ts'

let day: Awaited<ReturnType<typeof openVoted>>
let analyst: string
beforeAll(async () => {
  day = await openVoted()
  analyst = (await day.hall.enter('analyst')).session
})
afterAll(() => day.close())

const question = { of: 'ask/tram', unit: 'people', base: 'valid', by: 'all', weight: 'none' } as const
const inside = async (more: object = {}, cut?: number) => {
  const body = { question: { ...question, ...more }, ...(cut === undefined ? {} : { cut }) }
  return day.hall.api(`/api/dialogues/${day.hall.dialogue}/results/ask`, { as: analyst, body })
}
const answered = async (more: object = {}, cut?: number): Promise<ResultsAnswered> => {
  const { status, body } = await inside(more, cut)
  expect(status).toBe(200)
  return body as ResultsAnswered
}
const countsOf = (answer: ResultsAnswered): Record<string, number | null> | string =>
  'refused' in answer
    ? answer.refused.why
    : Object.fromEntries(answer.told.rows.map(({ key, cells }) => [key, cells[0]?.count ?? null]))

describe('asking of answers', () => {
  it('[QRY1] tells an analyst exactly what people answered once the last table has closed, and nothing before', async () => {
    for (const table of [1, 2, 3]) {
      await day.sit(table, 4)
      await day.opens(table, 'ask')
      for (const n of [1, 2, 3]) await day.answers(table, n, 'ask', came(table === 2 ? 'cars' : 'trams'))
    }
    await day.closes(1, 'ask')
    await day.closes(2, 'ask')
    expect(countsOf(await answered())).toBe('not-closed')
    await day.closes(3, 'ask')
    const answer = await answered()
    expect(countsOf(answer)).toEqual({ trees: 0, trams: 6, cars: 3 })
    const { headers } = await inside()
    expect(headers.get('cache-control')).toBe('no-store')
    const { session } = await day.hall.enter('facilitator', 1)
    const refused = await day.hall.api(`/api/dialogues/${day.hall.dialogue}/results/ask`, {
      as: session,
      body: { question },
    })
    expect(problemOf(refused)).toMatchObject({ code: 'not-allowed', action: 'results.read' })
  })

  it('[QRY2] [QRY3] the same cut has the same figures for ever; ballots in an open round move no cut', async () => {
    const before = await answered()
    // A correction on paper, after the last table closed: inside it counts at once.
    await day.answers(1, 4, 'ask', came('trees'))
    const after = await answered()
    expect(countsOf(after)).toEqual({ trees: 1, trams: 6, cars: 3 })
    expect(after.cut).toBeGreaterThan(before.cut)
    expect(after.at).toBeGreaterThanOrEqual(before.at)
    expect(await answered({}, before.cut)).toEqual(before)
    // What is folded from the log is what was told when it was newest.
    day.hall.parts.asking.forget()
    expect(await answered({}, before.cut)).toEqual(before)
    expect(await answered({}, after.cut)).toEqual(after)

    await day.opens(1, 'vote')
    const open = (await answered()).cut
    for (const n of [1, 2, 3])
      await day.answers(1, n, 'vote', { pick: { type: 'choose', chosen: ['trees'], rejected: [], indifferent: [] } })
    expect((await answered()).cut).toBe(open)
    await day.closes(1, 'vote')
    expect((await answered()).cut).toBeGreaterThan(open)
  })

  it('[QRY3] a step that waits for a table is told from that cut on at which the table’s board was closed', async () => {
    const { cut } = await answered()
    const pick = { of: 'vote/pick', unit: 'answers' as const, base: 'all' as const }
    for (const table of [2, 3]) await day.sit(table, 4)
    const waits = await answered(pick)
    expect(countsOf(waits)).toBe('not-closed')
    const then = Date.now()
    await expect.poll(() => Date.now()).toBeGreaterThan(then)
    for (const table of [2, 3]) {
      const hand = { author: 'organiser', device: 'test', command: `shut-${table}` }
      const done = await day.hall.parts.dialogues.setClosed(day.hall.board(table, 2), true, hand)
      expect(done.ok).toBe(true)
    }
    const told = await answered(pick)
    expect(countsOf(told)).toMatchObject({ trees: 3 })
    expect(told.cut).toBeGreaterThan(waits.cut)
    day.hall.parts.asking.forget()
    expect(countsOf(await answered(pick, waits.cut))).toBe('not-closed')
    expect(await answered(pick, told.cut)).toEqual(told)
    expect(waits.cut).toBeGreaterThan(cut)

    // Of both logs so much as never stood together is no cut: it would tell some tables by what was decided later.
    const decided = told.cut % 1_000_000
    expect(problemOf(await inside(pick, cut - (cut % 1_000_000) + decided))).toEqual({ code: 'not-found', what: 'cut' })
  })

  it('[QRY4] what is no question, no item or no cut is refused with where and why', async () => {
    const where = async (more: object, cut?: number): Promise<unknown> => problemOf(await inside(more, cut))
    expect(await where({ of: 'no step' })).toMatchObject({ code: 'bad-request', where: 'question.of' })
    expect(await where({ by: 'moon' })).toMatchObject({ code: 'bad-request', where: 'question.by' })
    expect(await where({ weight: { margins: [] } })).toMatchObject({ code: 'bad-request' })
    expect(await where({}, 999_999_999_999)).toEqual({ code: 'not-found', what: 'cut' })
    expect(countsOf(await answered({ of: 'ask/nothing' }))).toBe('no-item')
    expect(countsOf(await answered({ of: '__proto__/toString' }))).toBe('no-item')
  })

  it('[QRY6] what can be asked is listed, and a page that has the list hears when a step is closed everywhere', async () => {
    const at = `/api/dialogues/${day.hall.dialogue}/results/items`
    const listed = async (after = ''): Promise<ResultsItems> =>
      (await day.hall.api(`${at}${after}`, { as: analyst })).body as ResultsItems
    const before = await listed()
    expect(before.items.find(({ item }) => item === 'ask/tram')).toMatchObject({
      type: 'single',
      units: ['people'],
      options: [{ key: 'trees' }, { key: 'trams' }, { key: 'cars' }],
      tables: { closed: 3, of: 3 },
      twice: false,
    })
    expect(before.places).toMatchObject({ table: 6 })
    // Which numbers people gave stands in no list.
    expect(before.items.find(({ item }) => item === 'ask/delay')).toMatchObject({ type: 'number', options: [] })
    const held = listed(`?after=${before.version}`)
    await day.sit(4, 5)
    await day.opens(4, 'ask')
    await day.answers(4, 1, 'ask', came('cars'))
    await day.closes(4, 'ask')
    const after = await held
    expect(after.version).not.toBe(before.version)
    expect(after.items.find(({ item }) => item === 'ask/tram')).toMatchObject({ tables: { of: 4 } })
  })

  it('[QRY2] [QRY12] an entry that was voted on and is erased is read at no cut any more, and its votes count', async () => {
    const secret = 'My brother drank the whole harbour dry on a Monday'
    await speak(day.hall, 5, [{ id: 'w-brother', seat: null, text: secret }])
    await day.sit(5, 3)
    await day.opens(5, 'vote', [{ node: 'n-brother' as NodeId, wording: secret, lang: 'en' }])
    for (const n of [1, 2, 3]) await day.answers(5, n, 'vote', { 'agree.n-brother': { type: 'agree', value: 'agree' } })
    await day.closes(5, 'vote')
    await day.sit(4, 1)
    await day.opens(4, 'vote')
    await day.closes(4, 'vote')
    const about = { of: 'vote/agree.n-brother' }
    const before = await answered(about)
    expect(JSON.stringify(before)).toContain(secret)
    expect(countsOf(before)).toMatchObject({ agree: 3 })

    const { session } = await day.hall.enter('facilitator', 5)
    const strike = { id: 'strike-brother', kind: 'redact', words: 'w-brother' }
    const struck = await day.hall.api(`/api/boards/${day.hall.board(5, 2)}/commands`, { as: session, body: strike })
    expect(struck.status).toBe(200)
    const organiser = (await day.hall.enter('organiser')).session
    const done = await day.hall.api(`/api/dialogues/${day.hall.dialogue}/erasures`, { as: organiser, body: {} })
    expect(done).toMatchObject({ status: 200, body: { struck: 0 } })
    const after = await answered(about, before.cut)
    expect(countsOf(after)).toMatchObject({ agree: 3 })
    expect(JSON.stringify([after, await answered(about)])).not.toContain(secret)
    const { body } = await day.hall.api(`/api/dialogues/${day.hall.dialogue}/results/items`, { as: analyst })
    expect(JSON.stringify(body)).not.toContain(secret)
  })

  it('[QRY2] what somebody said who does not want to be quoted is read in no list and at no cut, once they say so', async () => {
    const words = 'I sold the lighthouse keeper my only umbrella'
    await speak(day.hall, 6, [{ id: 'w-umbrella', seat: 'T6-01', text: words }])
    await day.sit(6, 2)
    await day.opens(6, 'vote', [{ node: 'n-umbrella' as NodeId, wording: words, lang: 'en' }])
    for (const n of [1, 2]) await day.answers(6, n, 'vote', { 'agree.n-umbrella': { type: 'agree', value: 'pass' } })
    await day.closes(6, 'vote')
    const about = { of: 'vote/agree.n-umbrella' }
    const before = await answered(about)
    expect(JSON.stringify(before)).toContain(words)
    await day.sit(6, 1, true)
    const after = [await answered(about, before.cut), await answered(about)]
    expect(after.map(countsOf)).toEqual([countsOf(before), countsOf(before)])
    const { body } = await day.hall.api(`/api/dialogues/${day.hall.dialogue}/results/items`, { as: analyst })
    expect(JSON.stringify([after, body])).not.toContain(words)
    expect(JSON.stringify(body)).toContain('n-umbrella')
  })
})
