/** The document actions of the access matrix over real sockets: what a role may write into a board, in each state. */
import { addNode, addWords } from '@tablee/shared/board/edit'
import { addElement, addRecord } from '@tablee/shared/board/canvas/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { accessMatrix, boardStates, roles, type Action, type BoardState, type Role } from '@tablee/shared/roles'
import type { Ticket } from '@tablee/shared/wire/document'
import * as Y from 'yjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { RawEditor } from '../support/rawEditor.ts'
import { done, startServer, type TestServer } from '../support/server.ts'
import { withinPromise } from '../support/promised.ts'

let server: TestServer
const places: Readonly<Record<BoardState, { table: number; session: number }>> = {
  open: { table: 1, session: 2 },
  'open-citizens-edit': { table: 2, session: 2 },
  closed: { table: 1, session: 1 },
}
const whole: ReadonlySet<Role> = new Set(['organiser', 'analyst', 'observer', 'translator'])
let count = 0

beforeAll(async () => {
  server = await startServer()
  await server.parts.dialogues.setClosed(server.board(1, 1), true, {
    author: 'organiser',
    device: 'd',
    command: 'close',
  })
}, 60_000)
afterAll(() => server.close())

const origin = { who: 'test', why: 'matrix' }
const seat = (table: number, number: number): SeatCode => `T${table}-0${number}` as SeatCode

/** What somebody tries to write. `own` says whether an "own" cell allows it. */
const attempts: readonly {
  name: string
  action: Action
  own: boolean
  write: (doc: Y.Doc, id: string, table: number, node: NodeId) => Result<unknown>
}[] = [
  {
    name: 'a node',
    action: 'board.edit',
    own: false,
    write: (doc, id) =>
      addNode(doc, origin, {
        id: id as NodeId,
        kind: 'argument',
        wording: 'x',
        lang: 'en' as Lang,
        at: 1_700_000_000_000,
      }),
  },
  {
    name: 'an element of the canvas',
    action: 'board.edit',
    own: false,
    write: (doc, id) =>
      addElement(doc, origin, { id: `shape:${id}`, kind: 'hope', text: 'x', lang: 'en' as Lang, x: 0, y: 0, at: 1 }),
  },
  {
    name: 'a frame of the canvas',
    action: 'canvas.arrange',
    own: false,
    write: (doc, id) =>
      addRecord(doc, origin, {
        id: `shape:${id}`,
        typeName: 'shape',
        type: 'frame',
        x: 0,
        y: 0,
        rotation: 0,
        index: 'a1',
        parentId: 'page:page',
        isLocked: false,
        opacity: 1,
        props: { w: 100, h: 100, name: 'x', color: 'black' },
        meta: {},
      }),
  },
  ...(
    [
      [1, 'words of the own seat', true],
      [null, 'words of no seat', true],
      [2, 'words of another seat', false],
    ] as const
  ).map(([who, name, own]) => ({
    name,
    action: 'words.add' as const,
    own,
    write: (doc: Y.Doc, id: string, table: number, node: NodeId) =>
      addWords(doc, origin, {
        id: id as WordsId,
        node,
        text: 'x',
        lang: 'en' as Lang,
        seat: who === null ? null : seat(table, who),
        capture: 'own-typing',
        at: 1_700_000_000_000,
      }),
  })),
]

it('[ACC21] role x state: the gate saves what the table of actions allows and refuses the rest', async () => {
  const wrong: string[] = []
  let cells = 0
  for (const state of boardStates) {
    const { table, session } = places[state]
    const board = server.board(table, session)
    for (const role of roles) {
      for (const attempt of attempts) {
        // A device of its own per cell: the third refusal in a minute would bar it.
        const { session: as } = await server.enter(
          role,
          whole.has(role) ? undefined : table,
          role === 'citizen' ? { seat: seat(table, 1) } : {},
        )
        const doc = new Y.Doc()
        const asked = await server.api('/api/tickets', { as, body: { board, path: 'collab', clients: [doc.clientID] } })
        const opens = accessMatrix[state]['board.open'][role] === 'yes'
        cells += 1
        if ((asked.status === 201) !== opens) wrong.push(`${role} ${state}: ticket ${asked.status}`)
        if (asked.status !== 201) continue
        const ticket = asked.body as Ticket
        const cell = accessMatrix[state][attempt.action][role]
        if (ticket.mayEdit !== (accessMatrix[state]['board.edit'][role] === 'yes'))
          wrong.push(`${role} ${state}: mayEdit ${ticket.mayEdit}`)
        const editor = new RawEditor({ url: server.ws, name: `board:${board}`, ticket: ticket.ticket, doc })
        await editor.ready()
        const id = `matrix-${++count}`
        const node = readBoard(editor.doc).outline[0]?.node as NodeId
        expect(attempt.write(editor.doc, id, table, node).ok).toBe(true)
        await editor.until('an answer', () => editor.answered >= editor.sent || editor.closed !== null)
        const saved = editor.closed === null
        const allowed = cell === 'yes' || (cell === 'own' && attempt.own)
        if (saved !== allowed)
          wrong.push(
            `${role} ${state} ${attempt.name}: table says ${cell}, ${saved ? 'saved' : `closed ${JSON.stringify(editor.closed)}`}`,
          )
        if (!saved && editor.closed?.code !== 4522)
          wrong.push(`${role} ${state} ${attempt.name}: closed ${JSON.stringify(editor.closed)}`)
        editor.cut()
      }
    }
  }
  expect(wrong).toEqual([])
  console.log(`document actions: ${cells} cells over sockets`)
}, 60_000)

it('[ACC22] a revoked link’s editors are out within a second, and its ticket opens nothing', async () => {
  const link = done(
    await server.parts.access.links.issue({
      role: 'reporter',
      dialogue: server.dialogue,
      table: server.tableId(1),
    }),
  )
  const { token } = server.parts.access.links.derive(link)
  const ask = async () =>
    (
      (
        await server.api('/api/tickets', {
          as: token,
          body: { board: server.board(1, 2), path: 'collab', clients: [] },
        })
      ).body as Ticket
    ).ticket
  const editor = new RawEditor({ url: server.ws, name: `board:${server.board(1, 2)}`, ticket: await ask() })
  await editor.ready()
  const unused = await ask()
  const began = performance.now()
  await server.parts.access.links.revoke(link.id)
  expect((await editor.ended()).code).toBe(4401)
  withinPromise('whose link was revoked is out', began)
  const late = new RawEditor({ url: server.ws, name: `board:${server.board(1, 2)}`, ticket: unused })
  expect((await late.ended()).code).toBe(4401)
})

it('[ACC23] a board that is closed while it is open on the screen takes no further edit', async () => {
  const { session: as } = await server.enter('facilitator', 3)
  const board = server.board(3, 2)
  const doc = new Y.Doc()
  const { ticket } = (
    await server.api('/api/tickets', { as, body: { board, path: 'collab', clients: [doc.clientID] } })
  ).body as Ticket
  const editor = new RawEditor({ url: server.ws, name: `board:${board}`, ticket, doc })
  await editor.ready()
  const add = (id: string) =>
    addNode(editor.doc, origin, {
      id: id as NodeId,
      kind: 'argument',
      wording: 'x',
      lang: 'en' as Lang,
      at: 1_700_000_000_000,
    })
  add('while-open')
  await editor.saved()
  const done = await server.api(`/api/boards/${board}/access`, { as, method: 'PUT', body: { closed: true } })
  expect(done.body).toMatchObject({ state: 'closed' })
  add('while-closed')
  expect((await editor.ended()).code).toBe(4522)
})
