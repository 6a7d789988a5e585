/** History and journal over the real application. Who may ask is in the access matrix; here is what they are told. */
import { addNode, addWords } from '@tablee/shared/board/edit'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId, Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { HistoryHead, HistoryLine } from '@tablee/shared/wire/replay'
import type { JournalQuarantined, JournalDocument, JournalPage } from '@tablee/shared/wire/journal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let board: BoardId
let member: string
let organiser: string
beforeAll(async () => {
  server = await startServer({ screens: '/nowhere' })
  board = server.board(3, 2)
  member = (await server.enter('citizen', 3, { seat: 'T3-04' })).session
  organiser = (await server.enter('organiser')).session
}, 60_000)
afterAll(() => server.close())

const say = (id: string, text: string) =>
  server.parts.live.write(board, 'reporter', (doc) => {
    const origin = { who: 'reporter', why: 'test' }
    if (!readBoard(doc).nodes.has('told' as NodeId))
      addNode(doc, origin, {
        id: 'told' as NodeId,
        kind: 'position',
        lang: 'en' as Lang,
        at: 1,
        wording: 'WORDING-CANARY',
      })
    addWords(doc, origin, {
      id: id as WordsId,
      node: 'told' as NodeId,
      text,
      lang: 'en' as Lang,
      seat: null,
      capture: 'dictated',
      at: 1,
    })
  })

describe('the history of a board', () => {
  it('[HIS5] is told line by line to those who sit there, as it may be shown now', async () => {
    await say('kept', 'kept for all to see')
    await say('gone', 'TAKEN-BACK-CANARY')
    const asked = await server.api(`/api/boards/${board}/commands`, {
      as: (await server.enter('facilitator', 3)).session,
      body: { id: 'take-back', kind: 'withdraw', words: 'gone' },
    })
    expect(asked.status).toBe(200)
    await say('blanked', 'REDACTED-CANARY')
    const blanked = await server.api(`/api/boards/${board}/commands`, {
      as: (await server.enter('facilitator', 3)).session,
      body: { id: 'blank', kind: 'redact', words: 'blanked' },
    })
    expect(blanked.status).toBe(200)
    const reply = await server.api(`/api/boards/${board}/history`, { as: member })
    expect(reply.headers.get('content-type')).toContain('ndjson')
    const lines = String(reply.body).trim().split('\n')
    const head = JSON.parse(lines[0] ?? '') as HistoryHead
    const frames = lines.slice(1).map((line) => JSON.parse(line) as HistoryLine)
    expect(head).toMatchObject({ board, rows: server.parts.journal.head(`board:${board}`).seq })
    expect(frames.reduce((sum, { rows }) => sum + rows, 0)).toBe(head.rows)
    const doc = newBoardDoc()
    let bytes = ''
    for (const { update } of frames) {
      if (update === null) continue
      const data = Buffer.from(update, 'base64')
      bytes += data.toString('latin1')
      Y.applyUpdate(doc, new Uint8Array(data))
    }
    expect(bytes).toContain('kept for all to see')
    expect(bytes).not.toMatch(/TAKEN-BACK-CANARY|REDACTED-CANARY/)
    expect(readBoard(doc).nodes.get('told' as NodeId)?.wording).toBe('WORDING-CANARY')
    const who = new Set(frames.flatMap((frame) => frame.who))
    for (const one of who) expect(one).toMatch(/^(server|organiser|facilitator|reporter|citizen)(:T\d+-\d\d)?$/)
  })
})

describe('the journal for developers', () => {
  const at = () => `/api/dialogues/${server.dialogue}/journal`

  it('[JDB1] lists the dialogue’s own documents and no other’s', async () => {
    const reply = await server.api(at(), { as: organiser })
    const documents = reply.body as JournalDocument[]
    expect(documents.find(({ name }) => name === `board:${board}`)).toMatchObject({
      seq: server.parts.journal.head(`board:${board}`).seq,
      aside: 0,
    })
    expect(documents.filter(({ name }) => name.startsWith('board:'))).toHaveLength(30)
    const other = await server.api(`${at()}/entries?doc=board:elsewhere`, { as: organiser })
    expect(other.status).toBe(404)
  })

  it('[JDB2] pages backwards over every row once, and forwards to what is new', async () => {
    for (let n = 0; n < 7; n += 1) await say(`page-${n}`, `line ${n}`)
    const doc = `board:${board}`
    const seen: number[] = []
    for (let before: number | null = null; before === null || before > 1; ) {
      const reply = await server.api(
        `${at()}/entries?doc=${doc}&limit=4${before === null ? '' : `&before=${before}`}`,
        {
          as: organiser,
        },
      )
      const page = reply.body as JournalPage
      seen.push(...page.entries.map(({ seq }) => seq))
      before = page.entries.at(-1)?.seq ?? 0
    }
    const head = server.parts.journal.head(doc).seq
    expect(seen).toEqual(Array.from({ length: head }, (_, n) => head - n))
    await say('tail', 'one more')
    const news = (await server.api(`${at()}/entries?doc=${doc}&after=${head}`, { as: organiser })).body as JournalPage
    expect(news.entries.map(({ seq }) => seq)).toEqual([head + 1])
    expect((await server.api(`${at()}/entries?doc=${doc}&before=x`, { as: organiser })).status).toBe(400)
  })

  it('[JDB6] finds rows by author, place and command, page by page, and says how far back it looked', async () => {
    const doc = `board:${board}`
    for (let n = 0; n < 3; n += 1) await say(`sought-${n}`, 'SOUGHT-CANARY')
    await say('other', 'no')
    const find = async (what: string, more = ''): Promise<JournalPage> =>
      (await server.api(`${at()}/entries?doc=${doc}&find=${encodeURIComponent(what)}${more}`, { as: organiser }))
        .body as JournalPage
    const first = await find('Words/SOUGHT-', '&limit=2')
    expect(first.entries).toHaveLength(2)
    expect(first.from).toBe(first.entries.at(-1)?.seq)
    const second = await find('words/sought-', `&limit=2&before=${first.from}`)
    expect(second.entries).toHaveLength(1)
    // It looked at all there is, so nobody need ask again.
    expect(second.from).toBe(1)
    expect((await find('words/sought-', `&after=${(second.entries[0]?.seq ?? 0) - 1}`)).entries).toHaveLength(3)
    // What was written is nothing to search in.
    expect((await find('SOUGHT-CANARY')).entries).toEqual([])
    const byCommand = await find('withdraw')
    expect(byCommand.entries.length).toBeGreaterThan(0)
    for (const { author } of (await find('reporter')).entries) expect(author).toContain('reporter')
  })

  it('[JDB3] says who, where and how much, never what: no text, no secret', async () => {
    const reply = await server.api(`${at()}/entries?doc=board:${board}&limit=200`, { as: organiser })
    const page = reply.body as JournalPage
    const text = JSON.stringify(page)
    for (const canary of ['CANARY', 'kept for all', 'line 3']) expect(text).not.toContain(canary)
    const made = page.entries.find(
      (entry) => entry.kind === 'update' && entry.changes.some(({ path }) => path?.[1] === 'told'),
    )
    expect(made).toMatchObject({ author: 'reporter', kind: 'update' })
    const paths = page.entries.flatMap((entry) =>
      entry.kind === 'update' ? entry.changes.map(({ path }) => path?.join('/')) : [],
    )
    expect(paths).toContain('nodes/told/wording')
    expect(paths).toContain('words/kept')
    expect(paths).toContain('withdrawn/gone')
    const commands = (await server.api(`${at()}/entries`, { as: organiser })).body as JournalPage
    expect(commands.entries.map((entry) => (entry.kind === 'command' ? entry.what : entry.kind))).toContain('found')
    expect(JSON.stringify(commands)).not.toContain('question')
    for (const { device } of page.entries) expect(device.length).toBeLessThanOrEqual(6)
    // Of a command only what is on the list: a programme is as long as a day, and salts are secrets.
    await server.api(`/api/boards/${board}/commands`, {
      as: (await server.enter('facilitator', 3)).session,
      body: { id: 'draw', kind: 'curtain', to: 'drawn' },
    })
    const pages = await Promise.all(
      [`board:${board}`, `dialogue:${server.dialogue}`].map((doc) =>
        server.api(`${at()}/entries?doc=${doc}&limit=200`, { as: organiser }),
      ),
    )
    const own = pages.flatMap(({ body }) => (body as JournalPage).entries)
    const told = own.flatMap((entry) => (entry.kind === 'command' ? entry.about : []))
    expect(told.length).toBeGreaterThan(0)
    const listed = ['to', 'session', 'board', 'table', 'allowed', 'closed', 'words', 'template', 'hash', 'of', 'change']
    for (const [field] of told) expect(listed).toContain(field)
    expect(JSON.stringify(own)).not.toContain('Driverless mobility')
  })

  it('[JDB4] lists what was put aside, and why', async () => {
    const seq = server.parts.journal.head(`board:${board}`).seq
    await server.parts.journal.quarantine(`board:${board}`, 1, seq, 'a test')
    const asides = (await server.api(`${at()}/aside`, { as: organiser })).body as JournalQuarantined[]
    expect(asides).toMatchObject([{ doc: `board:${board}`, seq, what: 'row', why: 'a test' }])
  })
})
