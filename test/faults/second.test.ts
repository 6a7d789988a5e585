/**
 * The first laptop is killed and its folder deleted while a hall votes, reveals, draws and types, with two devices away that
 * hold what nobody has seen. A person says at the second one that the first is off. Everything that was answered is there,
 * once, and everybody goes on; then a third laptop becomes the second one, and it happens again.
 *   SECOND_KILLS=20 KILL_SEED=7
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { addElement } from '@tablee/shared/board/canvas/verbs'
import { readBoard } from '@tablee/shared/board/read'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import { newId, seatCode, type BoardId, type Lang, type NodeId, type TableId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { SecondTold } from '@tablee/shared/wire/second'
import type { WatchList } from '@tablee/shared/wire/watch'
import { readView } from '@tablee/shared/view/read'
import { boardName } from '@tablee/server/demo/dialogue'
import { Browser } from '../support/aBrowser.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'
import { until } from '../support/twoLaptops.ts'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { chance, Running } from './process.ts'
import { newFolder } from './tablee.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const skipped = nothingOnPostgres('a second laptop', 'it copies a folder')

const kills = Number(process.env['SECOND_KILLS'] ?? 2)
const tables = Math.max(3, Math.min(13, kills))
const seats = 4
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const random = chance(seed)
const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const main = new URL('../../server/src/main.ts', import.meta.url)
const place = newFolder()
const folderOf = (laptop: number): string => join(place.folder, `laptop-${laptop}`)

type Laptop = { readonly running: Running; readonly port: number; readonly folder: string }
const running: Running[] = []
async function start(laptop: number, args: readonly string[] = []): Promise<Laptop> {
  const folder = folderOf(laptop)
  const one = new Running(main, args, {
    PORT: '0',
    TABLEE_DATA: folder,
    TABLEE_LOG: 'warn',
    TABLEE_DISK: laptop % 2 === 0 ? 'measure' : 'aside',
  })
  running.push(one)
  const line = await one.line((said) => /^Tablée listens on |on this laptop: /.test(said))
  return { running: one, port: Number(/:(\d+)(\/second)?$/.exec(line.trim())?.[1] ?? /:(\d+)/.exec(line)?.[1]), folder }
}
const second = async (laptop: Laptop): Promise<SecondTold> =>
  (await (await fetch(`http://localhost:${laptop.port}/api/second`)).json()) as SecondTold
const asks = (laptop: Laptop, path: string, body: unknown) =>
  fetch(`http://localhost:${laptop.port}/api/second/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Beside the first, until both have everything. */
async function beside(first: Laptop, laptop: number): Promise<Laptop> {
  const other = await start(laptop, ['--second', `http://localhost:${first.port}`])
  const said = await first.running.line((line) => line.includes('type this on its page'))
  await until('asked for the code', async () => (await second(other)).stage === 'code')
  expect((await asks(other, 'code', { code: said.split(': ').at(-1) })).status).toBe(204)
  await until('two copies', async () => (await second(other)).two)
  return other
}

type Person = { readonly session: string; readonly seat: string; readonly board: BoardId }
type Desk = { readonly session: string; readonly board: BoardId; readonly node: NodeId }
const people: Person[] = []
const desks: Desk[] = []
/** What the hall's address leads to. */
let hall: Proxy
let first: Laptop
let organiser = ''
let watching = ''
let tokens: readonly string[] = []

beforeAll(async () => {
  console.log(`second laptop: seed ${seed}, ${kills} kills`)
  const day = await openDay({ dir: folderOf(0), draft: manyTables })
  for (let table = 1; table <= tables; table += 1) {
    const board = day.board(table, 2)
    const [node] = await entries(day, board, [`An entry of table ${table}`])
    if (node === undefined) throw new Error('no entry')
    desks.push({ session: (await runnerAt(day, table)).session, board, node })
    for (let seat = 1; seat <= seats; seat += 1)
      people.push({ ...(await phoneAt(day, table, seatCode(table, seat))), board })
  }
  organiser = (await day.enter('organiser')).session
  watching = day.link('observer').path ?? ''
  tokens = [1, 2].map((table) => day.link('facilitator', table).token)
  await day.close()
  first = await start(0)
  hall = await proxyTo(`http://localhost:${first.port}`)
}, 120_000)
afterAll(() => {
  for (const { child } of running) child.kill('SIGKILL')
  hall?.close()
  place.remove()
})

function manyTables(draft: DialogueDraft): DialogueDraft {
  const one = draft.tables[0]
  const board = draft.boards.find(({ session }) => session === 2)
  if (one === undefined || board === undefined) throw new Error('no tables')
  const all = Array.from({ length: tables }, (_, index) => ({
    ...(draft.tables[index] ?? { ...one, id: `table-${index + 1}` as TableId, number: index + 1 }),
    seats,
  }))
  const boards = all.flatMap(({ id, number }) =>
    draft.boards.some(({ table }) => table === id) ? [] : [{ ...board, id: boardName(number, 2), table: id }],
  )
  const kept = new Set(all.map(({ id }) => id))
  return { ...draft, tables: all, boards: [...draft.boards.filter(({ table }) => kept.has(table)), ...boards] }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
/** As a phone's outbox does: the same again until there is an answer, wherever the hall's address leads by then. */
async function persist(session: string, path: string, body: unknown): Promise<void> {
  const end = performance.now() + 150_000
  while (performance.now() < end) {
    try {
      const reply = await fetch(`${hall.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
        body: JSON.stringify(body),
      })
      const text = await reply.text()
      if (reply.ok) return
      const { problem } = JSON.parse(text) as { problem: Problem }
      if (problem.code !== 'too-many' && problem.code !== 'journal-unavailable') throw new TypeError(text)
    } catch (cause) {
      if (cause instanceof TypeError && cause.message.startsWith('{')) throw cause
    }
    await pause(50)
  }
  throw new Error(`no answer to ${JSON.stringify(body)}`)
}
const get = async <T>(path: string, session?: string): Promise<T> => {
  const reply = await fetch(`${hall.url}${path}`, {
    headers: session === undefined ? {} : { authorization: `Bearer ${session}` },
  })
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return (await reply.json()) as T
}

class Quiet extends WebSocket {
  constructor(url: string) {
    super(url)
    this.on('error', () => undefined)
  }
}
/** What somebody outside reads of table 1, who looks anew. */
async function watched(wording: string): Promise<void> {
  const { tables: list } = await get<WatchList>(`/api/watch/${watching}`)
  const room = list.find(({ table }) => table === 1)?.room ?? ''
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${hall.url.replace('http', 'ws')}/observe/${watching}`, room, doc, {
    disableBc: true,
    WebSocketPolyfill: Quiet as unknown as typeof globalThis.WebSocket,
  })
  try {
    await until(`observers see ${wording}`, () =>
      Object.values(readView(doc).nodes).some((node) => node.wording === wording),
    )
  } finally {
    provider.destroy()
  }
}

const answered: string[] = []
const values = new Map<string, string>()
async function says(one: Person, round: number): Promise<void> {
  const value = random() < 0.5 ? 'agree' : 'disagree'
  const node = desks.find(({ board }) => board === one.board)?.node
  const id = `ballot-${round}-${one.seat.toLowerCase()}`
  await persist(one.session, '/api/seat/commands', {
    board: one.board,
    id,
    kind: 'answer',
    step: 'vote',
    answers: { [`agree.${node}`]: { type: 'agree', value } },
    sent: true,
  })
  answered.push(id)
  values.set(one.seat, value)
}
const deskDoes = async (desk: Desk, command: { readonly id: string }): Promise<void> => {
  await persist(desk.session, `/api/boards/${desk.board}/voices`, command)
  answered.push(command.id)
}

it(`[SEC6] ${kills} times the first laptop is killed and its folder gone: what was answered is at the second, once, and all go on`, {
  skip: skipped,
  timeout: 120_000 + kills * 150_000,
}, async () => {
  for (const [index, desk] of desks.entries()) {
    await deskDoes(desk, { id: `open-${index}`, kind: 'open', step: 'vote', nodes: [desk.node] } as never)
    await deskDoes(desk, { id: `write-${index}`, kind: 'open', step: 'signed', nodes: [] } as never)
  }
  for (const one of people)
    await persist(one.session, '/api/seat/commands', {
      board: one.board,
      id: `sheet-${one.seat.toLowerCase()}`,
      kind: 'write',
      step: 'signed',
      sheet: `sheet-${one.seat.toLowerCase()}`,
      text: `What ${one.seat} has seen.`,
      lang: 'en',
      sent: true,
    })
  const browsers = await Promise.all([0, 1, 0, 1].map((table) => Browser.at(hall.url, tokens[table] ?? '')))
  const [ana, bo, ...away] = browsers
  if (ana === undefined || bo === undefined) throw new Error('nobody')
  /** Wordings that were called saved, by table, and of those who were away. */
  const saved = new Map<Browser, string[]>(browsers.map((one) => [one, []]))
  const took: number[] = []
  let laptop = 0
  let cut = 0

  for (let round = 0; round < kills; round += 1) {
    laptop += 1
    const other = await beside(first, laptop)
    for (const one of away) {
      await one.saved()
      one.network.up = false
      const wording = `away ${round} ${newId(bytes)}`
      one.add(wording)
      saved.get(one)?.push(wording)
    }
    let dead = false
    const typing = [ana, bo].map(async (one) => {
      for (let n = 0; !dead; n += 1) {
        const wording = `typed ${round}.${n} ${newId(bytes)}`
        one.add(wording)
        await one.saved()
        // Also what is saved at the second one only.
        saved.get(one)?.push(wording)
        await pause(20 + random() * 60)
      }
    })
    const drawing = [ana, bo].map(async (one) => {
      for (; !dead; ) {
        addElement(one.link.doc, { who: one.link.me.who, why: 'draw' }, {
          id: `shape:${newId(bytes)}` as ShapeId,
          kind: 'hope',
          text: 'a hope',
          lang: 'en' as Lang,
          x: random() * 300,
          y: random() * 300,
        } as never)
        await pause(100 + random() * 100)
      }
    })
    let done = 0
    const enough = Math.floor(random() * people.length * 0.8)
    let now = (): void => undefined
    const amid = new Promise<void>((begin) => (now = begin))
    const voting = people.map(async (one) => {
      await pause(random() * 600)
      await says(one, round)
      done += 1
      if (done > enough) now()
    })
    const desk = desks[round]
    const revealing =
      desk === undefined
        ? []
        : [
            pause(random() * 600).then(() =>
              deskDoes(desk, { id: `reveal-${round}`, kind: 'reveal', step: 'signed' } as never),
            ),
          ]
    await amid
    expect((await first.running.kill()).signal).toBe('SIGKILL')
    rmSync(first.folder, { recursive: true, force: true })
    if (done < people.length) cut += 1
    hall.cut()

    // A person stands at the second one.
    const tapped = performance.now()
    expect((await asks(other, 'take-over', { firstIsOff: true })).status).toBe(202)
    await other.running.line((line) => line.startsWith('This laptop takes over'))
    const listens = await other.running.line((line) => line.startsWith('Tablée listens on '))
    expect(listens).toMatch(/:\d+/)
    first = other
    hall.lead(`http://localhost:${other.port}`)
    hall.mend()
    await Promise.all([...voting, ...revealing])
    dead = true
    await Promise.all([...typing, ...drawing])
    for (const one of away) one.back()
    await Promise.all(browsers.map((one) => one.saved()))
    // The console, and the phones.
    await get(`/api/seat`, people[0]?.session)
    const { running: recovering } = await get<{ running: boolean }>('/api/recovery', organiser)
    expect(recovering).toBe(true)
    // The organiser has looked: whoever watches goes on.
    await persist(organiser, '/api/recovery/confirm', {})
    await watched(saved.get(ana)?.at(-1) ?? '')
    took.push(performance.now() - tapped)

    for (const one of browsers) {
      const newcomer = await Browser.at(hall.url, tokens[browsers.indexOf(one) % 2] ?? '')
      const there = newcomer.wordings()
      for (const wording of saved.get(one) ?? [])
        expect(
          there.filter((each) => each === wording),
          wording,
        ).toEqual([wording])
      const shapes = [...readBoard(newcomer.link.doc).nodes.keys()]
      expect(new Set(shapes).size).toBe(shapes.length)
      newcomer.link.close()
    }
  }
  for (const one of browsers) one.link.close()
  expect(await first.running.kill('SIGTERM')).toEqual({ code: 0, signal: null })
  const day = await openDay({ dir: first.folder })
  try {
    const { journal, voices } = day.parts
    const doc = `voices:${day.dialogue}`
    const rows = (await Array.fromAsync(journal.read(doc as never, journal.head(doc as never).epoch, 0))).map(
      ({ data }) => (JSON.parse(new TextDecoder().decode(data)) as { command: string }).command,
    )
    for (const id of answered)
      expect(
        rows.filter((one) => one === id),
        id,
      ).toEqual([id])
    expect(new Set(rows).size).toBe(rows.length)
    const state = voices.state(day.dialogue)
    for (const one of people) {
      const node = desks.find(({ board }) => board === one.board)?.node
      const round = [...state.rounds.values()].find(({ board, step }) => board === one.board && step === 'vote')
      expect(round?.casts.get(`agree.${node}`)?.get(one.seat)?.phone?.answer).toEqual({
        type: 'agree',
        value: values.get(one.seat),
      })
    }
  } finally {
    await day.close()
  }
  const slowest = Math.max(...took)
  console.log(
    `second laptop: ${kills} kills (${cut} with votes under way), ${answered.length} acts and ${[...saved.values()].flat().length} entries answered, 0 lost, 0 doubled; all go on after ${(took.reduce((a, b) => a + b, 0) / took.length / 1000).toFixed(1)} s on average, ${(slowest / 1000).toFixed(1)} s at most`,
  )
  expect(slowest).toBeLessThan(120_000)
})
