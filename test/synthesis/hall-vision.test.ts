/** The hall's vision over real HTTP, on the demo: the figures of its boards counted another way, and what is told to nobody. */
import { addElement, removeShapes, setText } from '@tablee/shared/board/canvas/edit'
import type { ElementKind, ShapeId } from '@tablee/shared/board/canvas/schema'
import { withinPromise } from '../support/promised.ts'
import { newBoardDoc } from '@tablee/shared/board/doc'
import type { BoardId, Lang, SeatCode } from '@tablee/shared/ids'
import type { HallVisionTold } from '@tablee/shared/wire/hall-vision'
import * as Y from 'yjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, startServer, type TestServer } from '../support/server.ts'
import { countVision, type CountedBoard } from '../support/visionCount.ts'

let server: TestServer
let analyst = ''
beforeAll(async () => {
  server = await startServer()
  analyst = (await server.enter('analyst')).session
}, 60_000)
afterAll(() => server.close())

const at = (): string => `/api/dialogues/${server.dialogue}/hall-vision`
async function told(query: Readonly<Record<string, string>> = {}): Promise<HallVisionTold> {
  const reply = await server.api(`${at()}?${new URLSearchParams(query)}`, { as: analyst })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as HallVisionTold
}
const origin = { who: 'reporter', why: 'test' } as const
async function draw(board: BoardId, id: string, text: string, seat: string | null = null): Promise<void> {
  const element = { kind: 'fear' as ElementKind, text, lang: 'en' as Lang, x: -900, y: 0, horizon: 2031, at: 1 }
  done(
    await server.parts.live.write(board, 'reporter', (doc) => {
      done(addElement(doc, origin, { id: `shape:${id}`, ...element, seat: seat as SeatCode | null }))
    }),
  )
}
let count = 0
const command = async (board: BoardId, body: object): Promise<void> => {
  const facilitator = (await server.enter('facilitator', 1)).session
  const sent = { id: `c-${(count += 1)}`, ...body }
  expect((await server.api(`/api/boards/${board}/commands`, { as: facilitator, body: sent })).status).toBe(200)
}
/** What the page waits for after something happened; `within` so many ms. */
async function next(version: string, within = 1_000): Promise<HallVisionTold> {
  const began = performance.now()
  const now = await told({ after: version })
  withinPromise('the hall’s vision is told', began, within)
  return now
}

describe('the hall’s vision', () => {
  it('[HVIS8] says of the demo’s canvases what a script counts from their bare records', async () => {
    const vision = await told()
    const boards: CountedBoard[] = []
    for (const table of server.parts.dialogues.tables(server.dialogue))
      for (const { id } of server.parts.dialogues.boardsOf(table.id)) {
        const doc = newBoardDoc()
        Y.applyUpdate(doc, (await server.parts.live.state(id)).state)
        boards.push({ board: id, table: table.number, doc })
      }
    const marks = vision.obstacles.flatMap(({ from, to }, n) => (n === 0 ? [from, to] : [to]))
    const counted = countVision(boards, [], marks)
    expect(counted.elements).toBeGreaterThan(30)
    const counts = ({ elements, cards }: { elements: number; cards: number }) => [elements, cards]
    expect({
      elements: vision.elements,
      cards: vision.cards.length,
      lanes: Object.fromEntries(vision.lanes.map((lane) => [lane.level ?? 'none', counts(lane)])),
      kinds: Object.fromEntries(vision.kinds.map((kind) => [kind.kind, counts(kind)])),
      spans: Object.fromEntries(vision.obstacles.map(({ from, to, tables }) => [`${from}-${to}`, tables.length])),
      undated: vision.undated.tables.length,
    }).toEqual(counted)
    expect(vision.axis).toMatchObject({ today: 2026, goal: 2040 })
    expect([vision.canvases, vision.sessions]).toEqual([6, [3]])
    expect(await told({ session: '3' })).toEqual(vision)
    expect((await told({ session: '2' })).cards).toEqual([])
  })

  it('[HVIS2] [HVIS14] tells within two seconds what is drawn, and within one what is taken away', async () => {
    const board = server.board(1, 5)
    const { version } = await told()
    const answer = next(version, 2_000)
    await draw(board, 'canary', 'A canary on the canvas.')
    const now = await answer
    expect(now.cards.flatMap(({ elements }) => elements.map(({ text }) => text))).toContain('A canary on the canvas.')
    const gone = next(now.version)
    done(
      await server.parts.live.write(board, 'reporter', (doc) => {
        done(removeShapes(doc, origin, ['shape:canary'], 2))
      }),
    )
    expect(JSON.stringify(await gone)).not.toContain('canary')
  })

  it('[HVIS2] nothing of a table whose curtain is drawn is told, nor what was drawn behind it before it is released', async () => {
    const board = server.board(1, 3)
    const before = await told({ session: '3' })
    const mine = ({ cards }: HallVisionTold) =>
      cards.filter(({ tables }) => tables.includes(server.tableId(1))).map(({ id }) => id)
    expect(mine(before)).toHaveLength(8)
    const drawn = next(before.version)
    await command(board, { kind: 'curtain', to: 'drawn' })
    expect(mine(await drawn)).toEqual([])
    await draw(board, 'heron', 'Hidden heron.')
    const behind = await told({ session: '3' })
    expect(behind.tables.find(({ number }) => number === 1)?.curtain).toBe(true)
    expect(JSON.stringify(behind)).not.toContain('heron')
    await command(board, { kind: 'curtain', to: 'open' })
    const open = await told({ session: '3' })
    expect(mine(open)).toEqual(mine(before))
    expect(JSON.stringify(open)).not.toContain('heron')
    await command(board, { kind: 'release' })
    expect(JSON.stringify(await told({ session: '3' }))).toContain('Hidden heron.')
  })

  it('[HVIS2] who does not want to be quoted is counted, and not told', async () => {
    const seat = 'T1-05'
    await server.enter('citizen', 1, { seat, consent: { quoted: false, observed: true } })
    const { withheld } = await told()
    await draw(server.board(1, 5), 'secret', 'A secret of one who is not quoted.', seat)
    const after = await told()
    expect(after.withheld).toBe(withheld + 1)
    expect(JSON.stringify(after)).not.toContain('secret')
  })

  it('[HVIS13] a translation is told with its sentence, and not with another one', async () => {
    const board = server.board(2, 5)
    await draw(board, 'tram', 'A tram that waits')
    const { version } = await told()
    const answer = next(version)
    const text = 'Un tram qui attend'
    const made = {
      kind: 'translated',
      board,
      element: 'shape:tram' as ShapeId,
      command: 'tr-1',
      lang: 'fr',
      text,
    } as const
    const by = { by: 'd', who: 'Ines', wording: 'A tram that waits' }
    done(
      await server.parts.translations.append(
        server.dialogue,
        { ...made, ...by },
        { author: 'translator', device: 'd' },
        () => null,
      ),
    )
    const translations = ({ cards }: HallVisionTold) =>
      cards.flatMap(({ elements }) => elements).find(({ entry }) => entry.endsWith('shape:tram'))?.translations
    expect(translations(await answer)).toEqual([{ lang: 'fr', text, state: 'human' }])
    done(await server.parts.live.write(board, 'reporter', (doc) => done(setText(doc, origin, 'shape:tram', 'No tram'))))
    expect(translations(await told())).toEqual([])
  })

  it('[HVIS9] who analyses and who organises reads it; no table, citizen, room, translator or observer does', async () => {
    for (const [role, table] of [
      ['facilitator', 1],
      ['reporter', 1],
      ['citizen', 1],
      ['head', 1],
      ['coordinator', 1],
      ['translator', undefined],
      ['observer', undefined],
    ] as const) {
      const { session } = await server.enter(role, table)
      expect((await server.api(at(), { as: session })).status, role).toBe(403)
    }
    expect((await server.api(at())).status).toBe(401)
    expect((await server.api(at(), { as: (await server.enter('organiser')).session })).status).toBe(200)
  })
})
