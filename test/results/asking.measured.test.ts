/**
 * Two thousand people at 250 tables of ten sites answer five questions twice, 20,000 answers, and an analyst asks, at the newest cut and at
 * an older one: how long it takes, and how long the server's loop was held meanwhile, on the processor. `ASK_TABLES`.
 */
import type { Answer, Item } from '@tablee/shared/dialogue/items'
import type { DialogueDraft, ProgrammeStep } from '@tablee/shared/dialogue/programme'
import type { ResultsItems, ResultsSince } from '@tablee/shared/wire/results'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { large } from '../room/bigHall.ts'
import { openVoted } from './voted.ts'

const tables = Number(process.env['ASK_TABLES'] ?? 250)
const seats = 8
const options = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, text: { en: id } }))
const people = { unit: 'people', base: 'valid' } as const
const questions: readonly Item[] = [
  ...['way', 'age', 'job'].map((id): Item => ({ id, type: 'single', options, text: { en: id }, ...people })),
  { id: 'mood', type: 'scale', min: 1, max: 5, low: { en: 'l' }, high: { en: 'h' }, text: { en: 'mood' }, ...people },
  { id: 'pick', type: 'choose', options, text: { en: 'pick' }, ...people },
]
const asks = (wave: 'before' | 'after'): ProgrammeStep => ({
  kind: 'questionnaire',
  title: { en: wave },
  minutes: 5,
  id: wave,
  task: { kind: 'questionnaire', questionnaire: 'q', wave, items: questions },
})
const withQuestions = (draft: DialogueDraft): DialogueDraft => ({
  ...draft,
  sessions: draft.sessions.map((one) => ({ ...one, steps: one.number === 2 ? [asks('before'), asks('after')] : [] })),
})

let day: Awaited<ReturnType<typeof openVoted>>
let analyst: string
let older = 0
const at = (rest: string): string => `/api/dialogues/${day.hall.dialogue}/results/${rest}`

beforeAll(async () => {
  const big = large({ tables, sites: 10, seats })
  day = await openVoted({ draft: (draft) => withQuestions(big(draft)) })
  analyst = (await day.hall.enter('analyst')).session
  const option = (n: number): Answer => ({ type: 'single', option: options[n % 5]?.id ?? '' })
  for (let table = 1; table <= tables; table += 1) await day.sit(table, seats)
  for (const wave of ['before', 'after'])
    await Promise.all(
      Array.from({ length: tables }, async (_, n) => {
        const table = n + 1
        await day.opens(table, wave)
        for (let seat = 1; seat <= seats; seat += 1)
          await day.answers(table, seat, wave, {
            way: option(table * seat),
            age: option(table + seat),
            job: option(seat),
            mood: { type: 'scale', value: 1 + ((table * 7 + seat) % 5) },
            pick: { type: 'choose', chosen: [options[seat % 5]?.id ?? 'a'], rejected: [], indifferent: [] },
          })
        await day.closes(table, wave)
        if (wave === 'after' && n === tables - 1) older = 1
      }),
    )
}, 400_000)
afterAll(() => day?.close())

/** How long it took, on clock and processor, and the longest turn of the loop meanwhile, on the processor of its thread. */
async function held<T>(
  run: () => Promise<T>,
): Promise<{ readonly done: T; readonly told: string; readonly ms: number; readonly turn: number }> {
  let going = true
  let [longest, all] = [0, 0]
  let since = process.threadCpuUsage()
  const used = (): number => {
    const { user, system } = process.threadCpuUsage(since)
    since = process.threadCpuUsage()
    return (user + system) / 1000
  }
  const look = (): void => {
    const turn = used()
    all += turn
    longest = Math.max(longest, turn)
    if (going) setImmediate(look)
  }
  setImmediate(look)
  const from = performance.now()
  const done = await run()
  const ms = performance.now() - from
  going = false
  const told = `${Math.round(ms)} ms (${Math.round(all)} ms of the processor), the loop held for ${longest.toFixed(1)} ms at most`
  return { done, ms: all, turn: longest, told }
}
const ok = async (rest: string, body?: object): Promise<unknown> => {
  const reply = await day.hall.api(at(rest), { as: analyst, ...(body === undefined ? {} : { body }) })
  expect(reply.status, JSON.stringify(reply.body).slice(0, 300)).toBe(200)
  expect(JSON.stringify(reply.body).slice(0, 300)).not.toContain('"refused":{')
  return reply.body
}

it('[QRY11] 20,000 answers: a cross-table within a second, and the loop is never held for 50 ms', async () => {
  const question = { of: 'after/way', unit: 'people', base: 'valid', weight: 'none' }
  const cross = { ...question, by: { item: 'after/job' } }
  const { cut } = (await ok('items')) as ResultsItems
  day.hall.parts.asking.forget()
  older = cut
  const figures: Record<string, () => Promise<unknown>> = {
    'a cross-table inside, the first time': () => ok('ask', { question: cross }),
    another: () => ok('ask', { question: { ...cross, of: 'after/pick' } }),
    'by site inside': () => ok('ask', { question: { ...question, by: 'site' } }),
    'by table inside': () => ok('ask', { question: { ...question, by: 'table' } }),
    'pairs inside': () => ok('change', { of: 'before/mood' }),
    'by address, the first time': () => ok('ask?of=after/way'),
    'by address by site': () => ok('ask?of=after/way&by=site'),
    'by address crossed': () => ok('ask?of=after/job&by=after/way'),
    'pairs by address': () => ok('change?of=before/way'),
    'all items': () => ok('items'),
    'since, at the newest': () => ok(`since?cut=${older}`),
    'a later sheet, and since': async () => {
      await day.answers(1, 1, 'after', { way: { type: 'single', option: 'b' } })
      return ok(`since?cut=${older}`)
    },
    'a cross-table at the older cut, folded from the log': () => {
      day.hall.parts.asking.forget()
      return ok('ask', { question: cross, cut: older })
    },
    'a workbook by address': () => day.hall.api(at('ask.xlsx?of=after/way&by=site'), { as: analyst }),
  }
  const seen: Record<string, { ms: number; turn: number }> = {}
  for (const [name, run] of Object.entries(figures)) {
    const { told, ms, turn } = await held(run)
    console.log(`${name}: ${told}`)
    seen[name] = { ms, turn }
  }
  for (const [name, { turn }] of Object.entries(seen)) expect(turn, name).toBeLessThan(50)
  expect(seen['a cross-table inside, the first time']?.ms).toBeLessThan(1_000)
  expect((await ok(`since?cut=${older}`)) as ResultsSince).toMatchObject({ items: [] })
})
