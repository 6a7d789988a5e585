/** People who type on a running server: over tickets and sockets like every page, and what comes of it in the journal. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readBoard } from '@tablee/shared/board/read'
import { cardsAt, sitDown, type Server, type Typist } from '@tablee/server/rehearsal/enter'
import { notesEmpty, notesText } from '@tablee/server/rehearsal/notes'
import { endsAs, replay } from '@tablee/server/rehearsal/replay'
import { talk } from '@tablee/server/rehearsal/talk'
import { readTrace, type Trace } from '@tablee/server/rehearsal/trace'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seeded } from '../support/seeded.ts'
import { startServer, type TestServer } from '../support/server.ts'

const folder = fileURLToPath(new URL('../../../shared/data/keystroke-traces/', import.meta.url))
const have = existsSync(folder)
if (!have) console.log('not run: no data (keystroke-traces)')
/** `all`: the three traces whole, some twenty seconds. */
const whole = process.env['LIVE_TRACES'] === 'all'

let server: TestServer
let reached: Server
beforeAll(async () => {
  server = await startServer({ screens: '/nowhere' })
  const organiser = (await server.enter('organiser')).session
  reached = {
    sockets: server.ws,
    rejectUnauthorized: true,
    async ask(session, method, path, body) {
      const reply = await server.api(path, {
        as: session ?? organiser,
        method,
        ...(body === undefined ? {} : { body }),
      })
      if (reply.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(reply.body)}`)
      return reply.body
    },
  }
}, 60_000)
afterAll(() => server.close())

const random = seeded(7)
const committed = async (board: string): Promise<Y.Doc> => {
  const doc = newBoardDoc()
  for (const update of (await server.parts.journal.load(`board:${board}`)).updates) Y.applyUpdate(doc, update)
  return doc
}

async function typists(board: string, count: number): Promise<Typist[]> {
  const desk = await cardsAt(reached, board)
  const all: Typist[] = []
  for (let n = 0; n < count; n += 1) all.push(await sitDown(reached, desk, n, random.bytes))
  return all
}
const leave = (all: readonly Typist[]) => Promise.all(all.map((one) => one.leave()))

/** The beginning of a trace, with the text it leads to. */
function beginning(trace: Trace, strokes: number): Trace {
  const first = trace.strokes.slice(0, strokes)
  let end = ''
  for (const { position, remove, insert } of first) end = end.slice(0, position) + insert + end.slice(position + remove)
  return { ...trace, strokes: first, end }
}

/** The first board of this session or the next without minutes: the demo's reporters have begun at some tables. */
async function emptyBoard(): Promise<string> {
  const boards = [2, 3].flatMap((session) => [1, 2, 3, 4, 5, 6].map((table) => server.board(table, session)))
  for (const board of boards) if (notesEmpty(await committed(board))) return board
  throw new Error('the notes of every board are begun')
}

async function typedInto(board: string, name: string, trace: Trace): Promise<void> {
  const all = await typists(board, trace.agents)
  const done = await replay({
    trace,
    typists: all,
    speed: Number.POSITIVE_INFINITY,
    random: random.bytes,
    stop: new AbortController().signal,
  })
  const [reader] = await typists(board, 1)
  if (reader === undefined) throw new Error('nobody came')
  expect(notesText(await committed(board)) === trace.end, `${name}: the journal's notes end as the trace`).toBe(true)
  expect(endsAs(reader, trace)).toBe(true)
  for (const typist of all) expect(endsAs(typist, trace)).toBe(true)
  // One editor for each agent, and no faster than the server reads: 20 frames a second, 60 at once.
  expect(all.map(({ editor }) => editor.reconnects)).toEqual(all.map(() => 0))
  for (const { editor } of all) expect(editor.frames).toBeLessThanOrEqual(60 + 20 * (done.seconds + 1))
  console.log(
    `${name}: ${done.strokes} strokes by ${trace.agents} in ${done.seconds.toFixed(1)} s (${Math.round(done.strokes / done.seconds)} a second, ${Math.round(done.speed)} times as fast as typed), ${done.stages} stages, ${done.frames} frames of ${Math.round(done.bytes / done.frames)} bytes`,
  )
  await leave([...all, reader])
}

describe.skipIf(!have)('a keystroke trace, typed on a running server', () => {
  it('[LVE5] by one editor for each agent, at once, into notes that end exactly as the trace', async () => {
    const trace = readTrace(new Uint8Array(readFileSync(`${folder}clownschool.json.gz`)))
    await typedInto(await emptyBoard(), 'clownschool', whole ? trace : beginning(trace, 6_000))
  }, 120_000)

  it.skipIf(!whole)(
    '[LVE5] and so do the two long ones',
    async () => {
      for (const name of ['seph-blog1', 'json-crdt-patch'])
        await typedInto(await emptyBoard(), name, readTrace(new Uint8Array(readFileSync(`${folder}${name}.json.gz`))))
    },
    240_000,
  )
})

describe('people who type on a board', () => {
  it('[LVE6] say their sentences, tidy and link them, each with the rights of a card, all of it saved', async () => {
    const board = server.board(6, 2)
    const before = readBoard(await committed(board))
    const all = await typists(board, 3)
    const going = talk({
      typists: all,
      lang: 'en',
      speed: 400,
      random: random.bytes,
      chance: random.next,
      now: () => Date.now(),
      stop: new AbortController().signal,
    })
    await going.finished()
    const now = readBoard(await committed(board))
    expect(going.done.sentences).toBe(going.done.of)
    expect(now.nodes.size - before.nodes.size).toBe(going.done.of)
    expect(now.words.size).toBeGreaterThan(before.words.size)
    // At table 6 the citizens write: each in a seat of their own.
    const authors = new Set(
      (await Array.fromAsync(server.parts.journal.read(`board:${board}`, 1, before.nodes.size > 0 ? 1 : 0))).map(
        ({ author }) => author,
      ),
    )
    expect([...authors].filter((author) => /^citizen:T6-0\d$/.test(author)).length).toBeGreaterThan(0)
    // They sat there as people do, and get up again: anyone who comes next finds the seats free.
    const held = () =>
      [...server.parts.voices.state(server.dialogue).seats.values()].filter(({ device }) => device !== null)
    expect(held().length).toBeGreaterThan(0)
    await leave(all)
    expect(held()).toEqual([])
  }, 60_000)

  it('[LVE7] come back when the connection ends, and nothing they typed is lost; who is sent away stops with a sentence', async () => {
    const board = server.board(4, 2)
    const [ana, bo] = await typists(board, 2)
    if (ana === undefined || bo === undefined) throw new Error('nobody came')
    const meta = ana.doc.getMap('placed')
    ana.doc.transact(() => meta.set('w-one', null))
    await ana.editor.saved()
    server.parts.live.disconnect({ board }, closeCodes.notYet)
    ana.doc.transact(() => meta.set('w-two', null))
    await ana.editor.saved()
    expect(ana.editor.reconnects).toBe(1)
    expect([...(await committed(board)).getMap('placed').keys()]).toEqual(expect.arrayContaining(['w-one', 'w-two']))
    server.parts.live.disconnect({ board })
    bo.doc.transact(() => bo.doc.getMap('placed').set('w-three', null))
    await expect(bo.editor.saved()).rejects.toThrow(/ended the connection \(4401/)
    await leave([ana, bo])
  }, 60_000)
})
