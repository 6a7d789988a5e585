/** Founding a dialogue from its file: over HTTP, whole or not at all, once, with a card for everybody. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isSeeded } from '@tablee/shared/board/canvas/plant'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { draftOf } from '@tablee/shared/dialogue/file'
import { readDialogue } from '@tablee/shared/formats/dialogue'
import type { BoardId, DeviceId, DialogueId } from '@tablee/shared/ids'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { FoundedAnswer } from '@tablee/shared/wire/dialogue'
import type { SeatsAnswer } from '@tablee/shared/wire/seat'
import * as Y from 'yjs'
import { afterEach, expect, it } from 'vitest'
import { heldLog } from '../support/heldLog.ts'
import { seededBytes, startServer, type StartOptions, type TestServer } from '../support/server.ts'

const page = readFileSync(new URL('../../docs/dialogue-file.md', import.meta.url), 'utf8')
const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
const id = 'our-square' as DialogueId

const servers: TestServer[] = []
async function aServer(options: StartOptions = {}): Promise<TestServer> {
  const server = await startServer(options)
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
const found = (server: TestServer, as: string, text: string, file = 'square.json') =>
  server.api(`/api/dialogues?file=${file}`, { method: 'POST', as, bytes: new TextEncoder().encode(text) })
/** A window that is open now, whatever the day. */
const today = example.replace(/"window": \{[^}]*\}/, '"window": { "days": 1 }')
const boardsOf = (server: TestServer) =>
  server
    .hall(id)
    .dialogues.tables(id)
    .flatMap((table) => server.hall(id).dialogues.boardsOf(table.id))
const look = async (server: TestServer, board: BoardId) => {
  const doc = newBoardDoc()
  Y.applyUpdate(doc, (await server.hall(id).live.state(board)).state)
  return { doc, board: readBoard(doc) }
}
const tokenOf = (link: LinkEntry | undefined): string => /#(.+)$/.exec(link?.url ?? '')?.[1] ?? ''

it('[DFL6] [HEAD10] a file becomes one row, boards with their questions and a card for everybody; its people come in', async () => {
  const server = await aServer()
  const { session } = await server.enter('organiser')
  const before = server.tablee.halls.of(id)
  const reply = await found(server, session, today)
  const answer = reply.body as FoundedAnswer
  expect([reply.status, answer.founded, answer.title]).toEqual([201, true, 'Our square'])
  expect([before, server.hall(id).journal.head(`dialogue:${id}`).seq]).toEqual([null, 1])
  expect(boardsOf(server).map((board) => board.id)).toEqual(['our-square-t1-s1', 'our-square-t2-s1'])
  for (const place of boardsOf(server)) {
    const { doc, board } = await look(server, place.id)
    expect([...board.nodes.values()].map((node) => [node.kind, node.wording, node.lang])).toEqual([
      ['issue', place.question, place.lang],
    ])
    expect(board.meta).toMatchObject({ board: place.id, table: place.tableNumber, seats: place.seats })
    expect(isSeeded(doc)).toBe(true)
  }
  expect(answer.links.map((link) => `${link.role} ${link.tableNumber ?? ''}`.trim())).toEqual([
    'organiser',
    'analyst',
    'observer',
    'translator',
    'head',
    ...[1, 2].flatMap((table) => [`facilitator ${table}`, `reporter ${table}`, `citizen ${table}`]),
  ])
  // A citizen of the second table comes in by the card and reads the consent that the file brought.
  const card = answer.links.find((link) => link.role === 'citizen' && link.tableNumber === 2)
  const entered = await server.api('/api/sessions', { body: { token: tokenOf(card), device: 'phone' } })
  expect(entered.status).toBe(201)
  const phone = (entered.body as { session: string }).session
  const seats = (await server.api('/api/seats', { as: phone })).body as SeatsAnswer
  expect([seats.dialogueTitle, seats.langs, seats.seats.length]).toEqual(['Our square', ['en', 'fr'], 8])
  expect(seats.consent).toMatchObject({ version: '2026-1', quoted: { en: 'My words may be quoted.' } })
  expect(seats.seats.every(({ taken }) => !taken)).toBe(true)
})

it('[DFL7] the same id a second time changes nothing and gives no keys away, also when two come at once', async () => {
  const server = await aServer()
  const { session } = await server.enter('organiser')
  const titles = ['Our square', 'Somebody else’s']
  const answers = await Promise.all(
    titles.map((title) => found(server, session, today.replace('"Our square"', JSON.stringify(title)))),
  )
  // Which of two comes first is the network's to say.
  const first = answers.findIndex(({ status }) => status === 201)
  const [one, two] = [titles[first], titles[1 - first]]
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 201])
  // Nor what it is called: anyone who names an id learns what stands in their own file.
  expect(answers[1 - first]?.body).toEqual({ founded: false, id, title: two, links: [] })
  expect(server.hall(id).dialogues.dialogue(id)?.title).toBe(one)
  expect(server.hall(id).journal.head(`dialogue:${id}`).seq).toBe(1)
  const links = server.hall(id).access.links.list(id).length
  expect((await found(server, session, today)).status).toBe(200)
  expect(server.hall(id).access.links.list(id).length).toBe(links)
  // The demo's organiser founded it; its table and links are the new organiser's alone.
  expect((await server.api(`/api/dialogues/${id}/links`, { as: session })).status).toBe(403)
})

it('[DFL8] [DFL13] a spoilt file founds nothing and is answered with its place; who may not found does not', async () => {
  const server = await aServer()
  const { session } = await server.enter('organiser')
  const reply = await found(server, session, today.replace('"seats": 8', '"seats": 80'), 'sq<u>are.json')
  expect([reply.status, reply.body]).toEqual([
    422,
    {
      problem: {
        code: 'bad-file',
        file: 'sq_u_are.json',
        line: null,
        column: null,
        place: 'tables[1].seats',
        why: { code: 'out-of-range', values: { field: 'seats', min: 1, max: 20 } },
      },
    },
  ])
  // [DFL13] All that is wrong, as the command line tells it.
  const twice = today.replace('"seats": 8', '"seats": 80').replace('"Our square"', '" "')
  expect((await found(server, session, twice)).body).toMatchObject({
    problem: {
      place: 'title',
      why: { code: 'no-text' },
      more: [{ place: 'tables[1].seats', why: { code: 'out-of-range' } }],
    },
  })
  const latin = await server.api('/api/dialogues', {
    method: 'POST',
    as: session,
    bytes: Buffer.from(today.replace('Our square', 'Our squ\u00e4re'), 'latin1'),
  })
  expect([latin.status, JSON.stringify(latin.body).includes('not-utf8')]).toEqual([422, true])
  const large = await found(server, session, today.replace('Our square', 'x'.repeat(1024 * 1024)))
  expect(large.status).toBe(413)
  for (const role of ['facilitator', 'analyst'] as const) {
    const other = await server.enter(role, role === 'facilitator' ? 1 : undefined)
    expect((await found(server, other.session, today)).status).toBe(403)
  }
  expect(server.tablee.halls.list()).not.toContain(id)
  expect(server.parts.journal.documents('board:our-square').length).toBe(0)
})

it('[DFL9] a founding that was cut short after its row is whole after the next start', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tablee-found-'))
  const first = await startServer({ dir })
  const draft = draftOf(readDialogue(today), { now: Date.now(), random: seededBytes('cut') })
  const row = await (await first.tablee.halls.enter(id)).dialogues.found(draft, {
    author: 'organiser',
    device: 'd',
    command: `found-${id}`,
  })
  expect(row.ok).toBe(true)
  expect(first.parts.journal.documents('board:our-square').length).toBe(0)
  // A curtain that somebody draws meanwhile is no beginning.
  const actor = { role: 'facilitator', seat: null, device: 'd' as DeviceId } as const
  for (const place of boardsOf(first).slice(0, 1))
    expect(await first.hall(id).live.command(place.id, actor, { id: 'c', kind: 'curtain', to: 'drawn' })).toMatchObject(
      {
        ok: true,
        value: { seq: 1 },
      },
    )
  await first.close()
  const second = await aServer({ dir })
  for (const place of boardsOf(second))
    expect([...(await look(second, place.id)).board.nodes.values()].map((node) => node.wording)).toEqual([
      place.question,
    ])
  // Its cards come with the next founding of the same dialogue.
  expect(second.hall(id).access.links.list(id)).toEqual([])
  const { session } = await second.enter('organiser')
  expect((await found(second, session, today)).status).toBe(200)
  expect(second.hall(id).access.links.list(id).length).toBe(11)
  rmSync(dir, { recursive: true, force: true })
})

it('[DFL14] a founding of which nothing landed leaves nothing behind, and may come again', async () => {
  const log = heldLog()
  const server = await aServer({ through: log.through })
  const { session } = await server.enter('organiser')
  const halls = server.tablee.halls.all().map(({ dialogue }) => dialogue)
  log.hold()
  const founding = found(server, session, today)
  await log.handed()
  log.lose()
  expect((await founding).status).toBe(503)
  expect(server.tablee.halls.all().map(({ dialogue }) => dialogue)).toEqual(halls)
  expect((await found(server, session, today)).status).toBe(201)
  expect(server.tablee.halls.all().length).toBe(halls.length + 1)
})

it('[DFL10] the largest dialogue that a file can hold is founded within a request', async () => {
  const server = await aServer()
  const { session } = await server.enter('organiser')
  const large = JSON.parse(today)
  large.tables = Array.from({ length: 250 }, (_, index) => ({ ...large.tables[0], number: index + 1 }))
  const plain = { ...large.sessions[0], questions: [], steps: [large.sessions[0].steps[0]] }
  large.sessions = [plain, plain, plain, plain]
  const began = performance.now()
  const reply = await found(server, session, JSON.stringify(large))
  const took = performance.now() - began
  console.log(`founding 1,000 boards and 755 cards: ${Math.round(took)} ms`)
  expect(reply.status).toBe(201)
  expect(boardsOf(server).every(({ id: board }) => server.hall(id).journal.head(`board:${board}`).seq > 0)).toBe(true)
  expect((reply.body as FoundedAnswer).links.length).toBe(755)
})
