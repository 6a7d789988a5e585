/**
 * A hall of 1,600 seats votes on what 200 tables recommend, ten drawn for each, within a minute: each once, and in time.
 * Server and phones are one process. `RECOMMEND_TABLES`, `RECOMMEND_SECONDS`.
 */
import type { Answer } from '@tablee/shared/dialogue/items'
import { seatCode, type TableId } from '@tablee/shared/ids'
import { counts } from '@tablee/shared/voices/fold'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aConsole, type Console } from '../room/aConsole.ts'
import { large } from '../room/bigHall.ts'
import { openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { unique, type Hall } from './hall.ts'

const tables = Number(process.env['RECOMMEND_TABLES'] ?? 200)
const seconds = Number(process.env['RECOMMEND_SECONDS'] ?? 60)
const seats = 8

let hall: Hall
let console_: Console
let all: readonly TableId[]
let step = ''
const phones: Phone[] = []
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const path = (): string => `/api/dialogues/${hall.dialogue}/questions`
const asks = (body: object) =>
  hall.api(path(), { as: console_.session, body: { id: unique('ask'), tables: all, ...body } })

beforeAll(async () => {
  hall = await openDay({ draft: large({ tables, sites: 1, seats }) })
  console_ = await aConsole(hall, 1)
  all = console_.room.tables.map(({ id }) => id)
  const asked = await asks({
    kind: 'ask',
    text: { en: 'What does your table recommend?' },
    answer: 'recommendation',
    unit: 'tables',
    options: [],
  })
  step = (asked.body as { step: string }).step
  for (let table = 1; table <= tables; table += 1) {
    const runner = await runnerAt(hall, table)
    const sentence = `Table ${table} recommends that somebody answers the same day`
    const done = await runner.does({
      kind: 'table-answer',
      step,
      answers: { q: { type: 'recommendation', sentence, lang: 'en', reasons: [] } },
    })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
    phones.push(
      ...(await Promise.all(Array.from({ length: seats }, (_, n) => phoneAt(hall, table, seatCode(table, n + 1))))),
    )
  }
}, 400_000)
afterAll(() => hall?.close())

it(`[RCM3] [RCM10] each votes on ten of ${tables}, once and in time; each recommendation is asked of as many`, async () => {
  const asked = await asks({ kind: 'vote-on-recommendations', from: step, most: 10 })
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  const vote = (asked.body as { step: string }).step
  const { session } = await hall.enter('analyst')
  let results: { readonly body: unknown } = { body: null }
  const counting = async () => {
    await pause(600)
    const [from, used] = [performance.now(), process.cpuUsage()]
    results = await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: session })
    const took = Math.round(performance.now() - from)
    const { user, system } = process.cpuUsage(used)
    return { took, told: `${took} ms (${Math.round((user + system) / 1000)} ms of the processor)` }
  }
  await counting()
  const took: number[] = []
  const begun = performance.now()
  await Promise.all(
    phones.map(async (phone, n) => {
      await pause((n / phones.length) * seconds * 1000)
      const round = await phone.round(vote)
      if (round?.task.kind !== 'ballot') throw new Error('nothing to vote on')
      const own: Record<string, Answer> = {}
      for (const [at, { id }] of round.task.items.entries())
        own[id] =
          (n + at) % 4 === 0
            ? { type: 'support', value: 'yes-if', why: { text: 'only by day', lang: 'en' } }
            : { type: 'support', value: (n + at) % 5 === 0 ? 'no' : 'yes' }
      expect(Object.keys(own)).toHaveLength(Math.min(10, tables))
      const from = performance.now()
      const reply = await phone.answer(vote, own)
      took.push(performance.now() - from)
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    }),
  )
  const lasted = performance.now() - begun
  const asks_ = new Map<string, number>()
  for (const { step: of, casts } of hall.parts.voices.state(hall.dialogue).rounds.values())
    if (of === vote)
      for (const [item, bySeat] of casts)
        asks_.set(item, (asks_.get(item) ?? 0) + [...bySeat.values()].filter((one) => counts(one) !== null).length)
  const each = [...asks_.values()]
  expect(each.reduce((sum, one) => sum + one, 0)).toBe(phones.length * Math.min(10, tables))
  expect(Math.max(...each) - Math.min(...each)).toBeLessThanOrEqual(1)
  await console_.does({ kind: 'round', step: vote, to: 'closed' })
  // Nothing is known of any board.
  hall.parts.participation.boardsNow.forget()
  const cold = await counting()
  const warm = [await counting(), await counting(), await counting()].toSorted((a, b) => a.took - b.took)[1] ?? cold
  const told = (results.body as { steps: { step: string; figures: object[] }[] }).steps.find((one) => one.step === vote)
  expect(told?.figures).toHaveLength(tables)
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  console.log(
    `recommendations: ${phones.length} seats vote on ${Math.min(10, tables)} of ${tables} within ${(lasted / 1000).toFixed(1)} s over HTTP: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, last ${at(1)} ms (promised: 500 ms); each asked of ${Math.min(...each)} to ${Math.max(...each)}; counted in ${cold.told} with all boards to be read (promised: 300 ms), after that in ${warm.told} (promised: 30 ms)`,
  )
  expect(at(0.99)).toBeLessThanOrEqual(500)
  // A machine that does something else takes several times as long; what went wrong before took seconds.
  expect(cold.took).toBeLessThanOrEqual(3_000)
  expect(warm.took).toBeLessThanOrEqual(300)
}, 200_000)
