/** A hall sits down: 300 phones behind one address, with a script beside them that guesses codes as fast as it may. */
import { newId, seatCode, type BoardId, type TableId } from '@tablee/shared/ids'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHall, problemOf, sit, type Hall } from '../voices/hall.ts'
import { seededBytes } from '../support/server.ts'

const tables = 38
const seatsEach = 8
const people = 300

let hall: Hall
const dir = mkdtempSync(join(tmpdir(), 'tablee-joining-'))
beforeAll(async () => {
  hall = await openHall({
    dir,
    draft: (draft) => {
      const [first] = draft.tables
      if (first === undefined) throw new Error('the demo has no table')
      const all = Array.from({ length: tables }, (_, n) => ({
        ...first,
        id: `hall-table-${n + 1}` as TableId,
        number: n + 1,
        seats: seatsEach,
      }))
      return {
        ...draft,
        tables: all,
        boards: all.map(({ id, number, lang }) => ({
          id: `hall-board-${number}` as BoardId,
          table: id,
          session: draft.session,
          lang,
          question: 'Who decides?',
        })),
      }
    },
  })
}, 60_000)
afterAll(async () => {
  await hall.close()
  rmSync(dir, { recursive: true, force: true })
})

const quantile = (times: readonly number[], q: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0

describe('a hall that joins', () => {
  it('[SEAT11] 300 phones behind one address come in, read, consent and sit within a minute; who guesses gets nowhere', async () => {
    const codes = Array.from({ length: tables }, (_, n) => hall.link('citizen', n + 1).code ?? '')
    expect(new Set(codes).size).toBe(tables)
    const joined: number[] = []
    const sat: number[] = []
    const phone = async (n: number): Promise<void> => {
      const table = (n % tables) + 1
      const began = performance.now()
      const entered = await hall.api('/api/sessions', { body: { code: codes[table - 1], device: `phone-${n}` } })
      expect(entered.status, JSON.stringify(entered.body)).toBe(201)
      const { session } = entered.body as { session: string }
      expect((await hall.api('/api/seats', { as: session })).status).toBe(200)
      const sitting = performance.now()
      const done = await sit(hall, session, seatCode(table, Math.floor(n / tables) + 1))
      expect(done.status, JSON.stringify(done.body)).toBe(201)
      joined.push(performance.now() - began)
      sat.push(performance.now() - sitting)
    }

    // Two scripts: one keeps its device and waits as it is told, the other invents a device for each try.
    let going = true
    const heard = new Map<string, number>()
    const random = seededBytes('guesser')
    const guess = async (device: () => string): Promise<void> => {
      while (going) {
        const code = [...random(8)].map((byte) => '0123456789abcdefghjkmnpqrstvwxyz'[byte & 31]).join('')
        const reply = await hall.api('/api/sessions', { body: { code, device: device() } })
        const what = problemOf(reply)?.code ?? String(reply.status)
        heard.set(what, (heard.get(what) ?? 0) + 1)
      }
    }
    const scripts = [guess(() => 'guesser'), guess(() => newId(random))]

    const began = performance.now()
    await Promise.all(Array.from({ length: people }, (_, n) => phone(n)))
    const ms = performance.now() - began
    // The hall's card still opens while the script is told to wait.
    while ((heard.get('too-many') ?? 0) < 10) await new Promise((resolve) => setImmediate(resolve))
    const late = await hall.api('/api/sessions', { body: { code: codes[0], device: 'late' } })
    going = false
    await Promise.all(scripts)

    console.log(
      `${people} joins with consent behind one address: ${(ms / 1000).toFixed(1)} s, p50 ${quantile(joined, 0.5).toFixed(0)} ms, p99 ${quantile(joined, 0.99).toFixed(0)} ms; sitting down p99 ${quantile(sat, 0.99).toFixed(0)} ms; guesses: ${JSON.stringify(Object.fromEntries(heard))}`,
    )
    expect(ms).toBeLessThan(60_000)
    expect(late.status).toBe(201)
    const { seats } = hall.parts.voices.state(hall.dialogue)
    expect([...seats.values()].filter(({ held }) => held === 'phone')).toHaveLength(people)
    expect(new Set([...seats.values()].map(({ pair }) => pair)).size).toBe(people)
    expect([...heard.keys()].sort()).toEqual(['code-unknown', 'too-many'])
  })
})
