/**
 * Questions asked on the day under kill -9 of the real server: asked at every table, closed, called back, each several times
 * at once; in the middle of each the process dies and is started again on the same folder. Who got no answer sends the same
 * again. `ASK_KILLS`: questions in each act.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Problem } from '@tablee/shared/problem'
import { roundOf } from '@tablee/shared/voices/fold'
import { aConsole } from '../room/aConsole.ts'
import { openLarge } from '../room/bigHall.ts'
import { openDay } from '../voices/day.ts'
import { chance } from './process.ts'
import { newFolder, Process } from './tablee.ts'

const size = { tables: 12, sites: 2, seats: 5 }
const many = Number(process.env['ASK_KILLS'] ?? 6)
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const random = chance(seed)
const place = newFolder()
let server: Process
let session = ''
let path = ''
let tables: readonly string[] = []

beforeAll(async () => {
  console.log(`asking: seed ${seed}`)
  const hall = await openLarge(size, place.folder)
  const console_ = await aConsole(hall, 1)
  session = console_.session
  tables = console_.room.tables.map(({ id }) => id)
  path = `/api/dialogues/${hall.dialogue}/questions`
  await hall.close()
  server = await Process.start(place.folder)
}, 120_000)
afterAll(() => {
  server?.running.child.kill('SIGKILL')
  place.remove()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
/** The same until there is an answer, wherever the server is now. */
async function persist(body: { readonly id: string }): Promise<void> {
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    const reply = await fetch(`http://localhost:${server.port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
      body: JSON.stringify(body),
    }).catch(() => null)
    if (reply?.ok === true) return
    if (reply !== null) {
      const { problem } = (await reply.json().catch(() => ({ problem: { code: 'timeout' } }))) as { problem: Problem }
      if (!['too-many', 'journal-unavailable', 'timeout'].includes(problem.code))
        throw new Error(`${JSON.stringify(body)}: ${JSON.stringify(problem)}`)
    }
    await pause(20)
  }
  throw new Error(`no answer to ${JSON.stringify(body)}`)
}
/** All at once; the server is killed when one of them, drawn by chance, is on its way. */
async function amid(bodies: readonly { readonly id: string }[]): Promise<void> {
  const all = bodies.map(persist)
  await pause(random() * 12)
  expect((await server.running.kill()).signal).toBe('SIGKILL')
  server = await Process.start(place.folder, 'aside')
  await Promise.all(all)
}

it('[ASK12] kill -9 amid asking, closing and calling back: nothing lost, nothing twice, no question asked at some of its tables', async () => {
  const ids = Array.from({ length: many }, (_, n) => n)
  const question = { kind: 'ask', tables, text: { en: 'Shall we?' }, answer: 'agree', unit: 'people', options: [] }
  await amid(ids.map((n) => ({ id: `ask-${n}`, ...question })))
  const half = ids.filter((n) => n % 2 === 0)
  await amid(half.map((n) => ({ id: `close-${n}`, kind: 'close', step: `q-ask-${n}` })))
  const rest = ids.filter((n) => n % 2 === 1)
  await amid(rest.map((n) => ({ id: `back-${n}`, kind: 'call-back', step: `q-ask-${n}` })))
  expect(await server.running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  const hall = await openDay({ dir: place.folder })
  try {
    const now = hall.parts.voices.state(hall.dialogue)
    expect([...now.asks.keys()].toSorted()).toEqual(ids.map((n) => `q-ask-${n}`))
    for (const [step, { boards, calledBack }] of now.asks) {
      expect(boards).toHaveLength(tables.length)
      expect(calledBack !== null).toBe(rest.some((n) => step === `q-ask-${n}`))
      expect(new Set(boards.map((board) => roundOf(now, board, step).state))).toEqual(new Set(['closed']))
    }
    const rows: string[] = []
    const { journal } = hall.parts
    for (const doc of journal.documents('voices:'))
      for await (const row of journal.commands(doc)) {
        const { command } = JSON.parse(new TextDecoder().decode(row.data)) as { command?: string }
        if (command !== undefined) rows.push(command)
      }
    expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([])
    const stood = new Set(rows)
    expect([...ids.map((n) => `ask-${n}`), ...rest.map((n) => `back-${n}`)].filter((id) => !stood.has(id))).toEqual([])
    console.log(`asking: 3 kills amid ${many} questions at ${tables.length} tables: nothing lost, nothing twice`)
  } finally {
    await hall.close()
  }
}, 200_000)
