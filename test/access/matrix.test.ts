/**
 * The access matrix over real HTTP: every route of the running application, for every role and state. The routes are read
 * from the application itself, so one that declares no action, or that has no entry here, fails.
 */
import { connect } from 'node:net'
import {
  accessMatrix,
  actions,
  boardStates,
  roles,
  type Action,
  type BoardState,
  type Role,
} from '@tablee/shared/roles'
import { addressIn } from '@tablee/shared/wire/address'
import { routesOf, type Route } from '@tablee/server/http/openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedOfLooks } from '../e2e/gallery-picked.ts'
import { actionsOf, askingAll, codeOf as code, rawBodies, type Asking } from '../support/everyRoute.ts'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'

let server: TestServer
let asking: Asking
/** Which table and session stand for each state of a board. Table 2's citizens edit, table 1's do not. */
const places: Readonly<Record<BoardState, { table: number; session: number }>> = {
  open: { table: 1, session: 2 },
  'open-citizens-edit': { table: 2, session: 2 },
  closed: { table: 1, session: 4 },
}
const sessions = new Map<string, string>()

beforeAll(async () => {
  server = await startServer()
  asking = askingAll(server)
  slow = slowly(server.port)
  const closed = server.board(places.closed.table, places.closed.session)
  const done = await server.parts.dialogues.setClosed(closed, true, {
    author: 'organiser',
    device: 'test',
    command: 'close-one',
  })
  expect(done.ok).toBe(true)
  for (const role of roles) {
    for (const table of [1, 2, 3]) {
      const whole = role === 'organiser' || role === 'analyst' || role === 'observer' || role === 'translator'
      const entered = await server.enter(role, whole ? undefined : table)
      sessions.set(`${role}@${table}`, entered.session)
    }
  }
}, 60_000)
afterAll(() => server.close())

/** Somebody who sends headers a little at a time, from before the first test on: how long they held their socket. */
let slow: Promise<number>
const slowly = (port: number): Promise<number> =>
  new Promise((resolve) => {
    const began = Date.now()
    const socket = connect(port, 'localhost', () => socket.write('GET /healthz HTTP/1.1\r\n'))
    const more = setInterval(() => socket.write('X-More: 1\r\n'), 500)
    socket.on('error', () => undefined)
    socket.on('data', () => undefined)
    socket.on('close', () => {
      clearInterval(more)
      resolve(Date.now() - began)
    })
  })

/** Nobody’s of a dialogue: who may is in the settings of the machine (test/ops). */
const isOperators = ({ declared }: Route): boolean => declared?.action === 'operator'
const as = (role: Role, table: number): string => sessions.get(`${role}@${table}`) ?? ''
const ask = (
  route: Route,
  board: string,
  chosen: string | null,
  token: string | undefined,
  before = '',
): Promise<Reply> => asking.ask({ route, board, chosen, as: token, before })
const routes = (): readonly Route[] => routesOf(server.parts.app)

/** A worker makes it, which takes a hundred times as long as to say no. */
const madeBeside = /\/(export\/\w+|map|drawing)$/
const everywhere = process.env['LOOK_SHARE'] === '1'

/** Numbers that are no answer of their own: they stand in what a console and a table's facilitator are told besides. */
const toldBeside = new Set<Action>(['unheard.read', 'turnout.read'])

describe('the access matrix', () => {
  it('[ACC1] every route declares its action, or that it is for anybody', () => {
    expect(
      routes()
        .filter((route) => route.declared === null)
        .map((route) => `${route.method} ${route.path}`),
    ).toEqual([])
    const open = routes()
      .filter((route) => route.declared?.action === 'anybody')
      .map((route) => `${route.method} ${route.path}`)
    // Anyone who adds a route for everybody has to say so here too.
    expect(open.sort()).toEqual([
      'GET /api/dialogues/:dialogue/media/:ticket/:file',
      'GET /api/public/:dialogue',
      'GET /api/public/:dialogue/tables/:number',
      'GET /healthz',
      'GET /openapi.json',
      'GET /readyz',
      'GET /schemas/snapshot-1.json',
      'GET /schemas/snapshot-text-1.json',
      'POST /api/sessions',
    ])
  })

  it('[ACC2] every route that takes a body that is no JSON has one in this test; the others are made from what they declare', () => {
    const missing = routes().filter(
      (route) => route.declared?.takes !== undefined && !(`${route.method} ${route.path}` in rawBodies),
    )
    expect(missing.map((route) => `${route.method} ${route.path}`)).toEqual([])
  })

  it('[ACC3] [HTTP60] role x action x state: every cell answers as the table says, with its dialogue in the address and without', async () => {
    const wrong: string[] = []
    let [cells, left] = [0, 0]
    for (const [nth, route] of routes().entries()) {
      if (route.declared === null || route.declared.at === 'watch' || isOperators(route)) continue
      const byState = route.declared.at === 'board' || route.path === '/api/tickets'
      for (const state of byState ? boardStates : (['open'] as const)) {
        const { table, session } = places[state]
        for (const role of roles) {
          for (const { action, chosen } of actionsOf(route)) {
            const cell = accessMatrix[state][action][role]
            // Whoever may not asks in every state; who may, in the one whose turn it is by chance.
            const turn = (seedOfLooks + nth + roles.indexOf(role)) % boardStates.length
            if (cell === 'yes' && madeBeside.test(route.path) && boardStates[turn] !== state && !everywhere) {
              left += 1
              continue
            }
            const address = (cells + Math.floor(cells / roles.length)) % 2 === 0 ? addressIn(server.dialogue, '') : ''
            const reply = await ask(route, server.board(table, session), chosen, as(role, table), address)
            const denied = reply.status === 401 || code(reply) === 'not-allowed'
            cells += 1
            // "own": the route lets it through and the verb decides; these words are nobody's.
            if (cell === 'own') continue
            if (denied !== (cell === 'no'))
              wrong.push(
                `${route.method} ${route.path} ${chosen ?? ''} ${role} ${state}: table says ${cell}, answer ${reply.status} ${JSON.stringify(reply.body).slice(0, 120)}`,
              )
          }
        }
      }
    }
    expect(wrong).toEqual([])
    expect(cells).toBeGreaterThan(140)
    console.log(
      `access matrix: ${cells} cells over HTTP, ${routes().length} routes; ${left} that may be, in another run (LOOK_SEED=${seedOfLooks}; LOOK_SHARE=1 for all)`,
    )
  })

  it('[OPS6] what the machine counts is told to nobody of a dialogue, whatever their role', async () => {
    const asked = routes().filter(isOperators)
    expect(asked.map(({ path }) => path)).toEqual(['/metrics'])
    for (const route of asked)
      for (const role of roles) {
        const reply = await ask(route, server.board(1, 2), null, as(role, 1))
        expect([role, reply.status]).toEqual([role, 404])
      }
  })

  it('[ACC4] without a session, or with a wrong one, nothing but the open routes answers', async () => {
    for (const route of routes()) {
      if (route.declared?.action === 'anybody' || isOperators(route)) continue
      if (route.declared?.at === 'watch') {
        const reply = await server.api(route.path.replace(':link', 'zzzzzzzzzzzzzzzzzzzzzzzzzz'))
        expect([route.path, reply.status]).toEqual([route.path, 401])
        continue
      }
      const chosen = actionsOf(route)[0]?.chosen ?? null
      for (const token of [
        undefined,
        'nonsense-that-is-long-enough',
        `${server.link('organiser').id}.AAAAAAAAAAAAAAAAAAAAAA`,
      ]) {
        const reply = await ask(route, server.board(1, 2), chosen, token)
        expect([route.method, route.path, reply.status]).toEqual([route.method, route.path, 401])
      }
    }
  })

  it('[ACC5] a table’s people have no business at another table', async () => {
    for (const route of routes()) {
      if (route.declared?.at !== 'board' && route.path !== '/api/tickets') continue
      for (const role of ['facilitator', 'reporter', 'citizen'] as const) {
        for (const { chosen } of actionsOf(route)) {
          const reply = await ask(route, server.board(2, 2), chosen, as(role, 3))
          expect([route.method, route.path, chosen, role, code(reply)]).toEqual([
            route.method,
            route.path,
            chosen,
            role,
            'not-allowed',
          ])
        }
      }
    }
    const analyst = await server.api(`/api/boards/${server.board(2, 2)}`, { as: as('analyst', 1) })
    expect(analyst.status).toBe(200)
    const listed = await server.api(`/api/dialogues/${server.dialogue}`, { as: as('facilitator', 3) })
    expect((listed.body as { tables: { number: number }[] }).tables.map((table) => table.number)).toEqual([3])
  })

  it('[ACC6] another dialogue’s people get nothing of this one', async () => {
    const another = 'another' as typeof server.dialogue
    const { links } = (await server.tablee.halls.enter(another)).access
    const link = done(await links.issue({ role: 'organiser', dialogue: another }))
    const token = links.derive(link).token
    for (const route of routes()) {
      if (route.declared === null || route.declared.at === 'none' || route.declared.at === 'watch') continue
      const reply = await ask(route, server.board(1, 2), actionsOf(route)[0]?.chosen ?? null, token)
      // Whose bytes are asked for by a ticket shows nothing else; what was not opened to anybody nobody finds.
      const told = route.path.startsWith('/api/public/')
        ? 'not-found'
        : route.declared.action === 'anybody'
          ? 'link-unknown'
          : 'not-allowed'
      expect([route.method, route.path, code(reply)]).toEqual([route.method, route.path, told])
    }
  })

  it('[ACC7] every action is reached by a route or is a document action of the gate', () => {
    const byRoute = new Set(routes().flatMap((route) => actionsOf(route).map(({ action }) => action)))
    // Judged on each update (test/live) and on each presence frame; `ticket.mayEdit` tells the screen.
    const byGate = new Set<Action>(['board.edit', 'words.add'])
    // A hall of today is given no further kind of document (test/house/kind).
    for (const action of ['report.open', 'report.edit'] as const) byGate.add(action)
    for (const action of toldBeside) byGate.add(action)
    expect(actions.filter((action) => !byRoute.has(action) && !byGate.has(action))).toEqual([])
  })

  it('[HTTP16] anyone who sends headers more slowly than in 10 seconds is cut off, however busy the server was', async () => {
    const held = await slow
    expect(held).toBeGreaterThan(9_000)
    expect(held).toBeLessThan(20_000)
  })
})
