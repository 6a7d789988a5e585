/**
 * A recommendation round under kill -9 of the real server: tables agree, people vote on what was drawn for them, tables close;
 * in the middle of each the process dies and is started again on the same folder. Who got no answer sends the same again.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Answer } from '@tablee/shared/dialogue/items'
import { seatCode, type BoardId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import { itemsOfSeat } from '@tablee/shared/voices/draw'
import { counts, roundOf, tableSeat } from '@tablee/shared/voices/fold'
import { aConsole } from '../room/aConsole.ts'
import { large } from '../room/bigHall.ts'
import { openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { chance } from './process.ts'
import { newFolder, Process } from './tablee.ts'

const size = { tables: 13, sites: 1, seats: 4 }
const most = 10
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const random = chance(seed)
const place = newFolder()
type Hand = { readonly session: string; readonly board: BoardId; readonly who: string }
const desks: Hand[] = []
const people: Hand[] = []
let server: Process
let session = ''
let path = ''
let tables: readonly string[] = []

beforeAll(async () => {
  console.log(`recommending: seed ${seed}`)
  const hall = await openDay({ dir: place.folder, draft: large(size) })
  for (let table = 1; table <= size.tables; table += 1) {
    const { session: own, board } = await runnerAt(hall, table)
    desks.push({ session: own, board, who: String(table) })
    for (let n = 1; n <= size.seats; n += 1) {
      const seat = seatCode(table, n)
      people.push({ session: (await phoneAt(hall, table, seat)).session, board, who: seat })
    }
  }
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
async function persist(as: string, to: string, body: object): Promise<unknown> {
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    const reply = await fetch(`http://localhost:${server.port}${to}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${as}` },
      body: JSON.stringify(body),
    }).catch(() => null)
    const said: unknown = await reply?.json().catch(() => null)
    if (reply?.ok === true && said !== null) return said
    if (reply !== null && !reply.ok) {
      const { problem } = (said ?? { problem: { code: 'timeout' } }) as { problem: Problem }
      if (!['too-many', 'journal-unavailable', 'timeout'].includes(problem.code))
        throw new Error(`${JSON.stringify(body)}: ${JSON.stringify(problem)}`)
    }
    await pause(20)
  }
  throw new Error(`no answer to ${JSON.stringify(body)}`)
}
/** All of them over a quarter of a second; the server is killed when a part of them, drawn by chance, was sent. */
async function amid(tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
  const all = tasks.map(async (task) => {
    await pause(random() * 250)
    await task()
  })
  await pause(30 + random() * 150)
  expect((await server.running.kill()).signal).toBe('SIGKILL')
  server = await Process.start(place.folder, 'aside')
  await Promise.all(all)
}

it('[RCM8] kill -9 amid agreeing, voting and closing: nothing lost, nothing twice, and the same draw', async () => {
  const question = { text: { en: 'What do we recommend?' }, answer: 'recommendation', unit: 'tables', options: [] }
  await persist(session, path, { id: 'agree', kind: 'ask', tables, ...question })
  const step = 'q-agree'
  const sentence = (table: string): string => `Table ${table} recommends this`
  await amid(
    desks.map(
      (desk) => () =>
        persist(desk.session, `/api/boards/${desk.board}/voices`, {
          id: `agree-${desk.who}`,
          kind: 'table-answer',
          step,
          answers: { q: { type: 'recommendation', sentence: sentence(desk.who), lang: 'en', reasons: [] } },
        }),
    ),
  )
  const asked = { id: 'vote', kind: 'vote-on-recommendations', tables, from: step, most }
  await amid([() => persist(session, path, asked), () => persist(session, path, asked)])
  const vote = 'q-vote'
  const own = async (one: Hand): Promise<readonly string[]> => {
    const seat = await fetch(`http://localhost:${server.port}/api/seat`, {
      headers: { authorization: `Bearer ${one.session}` },
    })
    const { rounds } = (await seat.json()) as { rounds: { step: string; task: { items: { id: string }[] } }[] }
    return rounds.find((round) => round.step === vote)?.task.items.map(({ id }) => id) ?? []
  }
  const drawn = new Map<string, readonly string[]>()
  for (const one of people) drawn.set(one.who, await own(one))
  const says = (one: Hand): Record<string, Answer> =>
    Object.fromEntries(
      (drawn.get(one.who) ?? []).map((id, n) => [
        id,
        n % 2 === 0
          ? { type: 'support', value: 'yes-if', why: { text: `if ${one.who} is heard`, lang: 'en' } }
          : { type: 'support', value: 'no' },
      ]),
    )
  await amid(
    people.map(
      (one) => () =>
        persist(one.session, '/api/seat/commands', {
          id: `vote-${one.who}`.toLowerCase(),
          kind: 'answer',
          board: one.board,
          step: vote,
          answers: says(one),
          sent: true,
        }),
    ),
  )
  for (const one of people) expect(await own(one)).toEqual(drawn.get(one.who))
  await amid(
    desks.map(
      (desk) => () =>
        persist(desk.session, `/api/boards/${desk.board}/voices`, {
          id: `close-${desk.who}`,
          kind: 'close',
          step: vote,
        }),
    ),
  )
  expect(await server.running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  const hall = await openDay({ dir: place.folder })
  try {
    const now = hall.parts.voices.state(hall.dialogue)
    const ask = now.asks.get(vote)
    expect(ask?.items.map(({ text }) => text['en'])).toEqual(desks.map(({ who }) => sentence(who)))
    for (const desk of desks) {
      const given = roundOf(now, desk.board, step).casts.get('q')?.get(tableSeat)
      expect(given?.phone?.answer).toMatchObject({ sentence: sentence(desk.who) })
    }
    for (const one of people) {
      const round = roundOf(now, one.board, vote)
      expect(round.state).toBe('closed')
      expect(itemsOfSeat(ask?.items ?? [], ask?.draw, one.who).map(({ id }) => id)).toEqual(drawn.get(one.who))
      for (const [id, answer] of Object.entries(says(one))) {
        const cast = round.casts.get(id)?.get(one.who)
        expect(cast === undefined ? null : counts(cast)?.answer).toEqual(answer)
      }
    }
    const rows: string[] = []
    for (const doc of hall.parts.journal.documents('voices:'))
      for await (const row of hall.parts.journal.commands(doc)) {
        const { command } = JSON.parse(new TextDecoder().decode(row.data)) as { command?: string }
        if (command !== undefined) rows.push(command)
      }
    expect(rows.filter((row, at) => rows.indexOf(row) !== at)).toEqual([])
    console.log(
      `recommending: 4 kills amid ${desks.length} tables and ${people.length} people: nothing lost, nothing twice`,
    )
  } finally {
    await hall.close()
  }
}, 200_000)
