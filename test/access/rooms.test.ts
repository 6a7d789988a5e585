/**
 * Who has some sites' rooms: a head facilitator's or coordinator's link over real HTTP, with raw clients that ask for what
 * is another site's. Brussels has tables 1 to 3, Aachen 4 to 6.
 */
import type { LinkId, SiteId } from '@tablee/shared/ids'
import { accessAfter, nobody } from '@tablee/shared/access/fold'
import { can, roles, type Role } from '@tablee/shared/roles'
import type { Changes } from '@tablee/shared/wire/changes'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { Room, RoomCommand } from '@tablee/shared/wire/room'
import type { LinkEntry, Me, SessionAnswer } from '@tablee/shared/wire/access'
import type { Ticket } from '@tablee/shared/wire/document'
import { addressIn } from '@tablee/shared/wire/address'
import { openHanding } from '@tablee/client/link/handing'
import { isWithin, sitesOf } from '@tablee/server/access/session'
import { routesOf, type Route } from '@tablee/server/http/openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actionsOf, askingAll, codeOf, type Asking } from '../support/everyRoute.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { seeded } from '../support/random.ts'
import { done, startServer, type TestServer } from '../support/server.ts'
import { withinPromise } from '../support/promised.ts'

let server: TestServer
let asking: Asking
let organiser: string
let brussels: SiteId
let aachen: SiteId
/** By role and place: who came in with a link of it. */
const who = new Map<string, string>()
const as = (name: string): string => {
  const found = who.get(name)
  if (found === undefined) throw new Error(`nobody is ${name}`)
  return found
}
const links = (): string => `/api/dialogues/${server.dialogue}/links`
const issue = (asks: string, body: object) => server.api(links(), { as: asks, body })

async function enterBy({ url }: LinkEntry, device: string): Promise<SessionAnswer> {
  const token = new URL(url ?? '').hash.slice(1)
  const entered = await server.api('/api/sessions', { body: { token, device } })
  expect(entered.status, JSON.stringify(entered.body)).toBe(201)
  return entered.body as SessionAnswer
}

beforeAll(async () => {
  server = await startServer({ screens: '/nowhere' })
  asking = askingAll(server)
  organiser = (await server.enter('organiser')).session
  brussels = server.siteOf(1)
  aachen = server.siteOf(4)
  who.set('head of Brussels', (await server.enter('head', 1)).session)
  who.set('head of Aachen', (await server.enter('head', 4)).session)
  for (const [name, sites] of [
    ['coordinator of Brussels', [brussels]],
    ['coordinator of both', [brussels, aachen]],
  ] as const) {
    const issued = await issue(organiser, { role: 'coordinator', sites, label: name })
    expect(issued.status, JSON.stringify(issued.body)).toBe(201)
    who.set(name, (await enterBy(issued.body as LinkEntry, name.replaceAll(' ', '-').toLowerCase())).session)
  }
}, 60_000)
afterAll(() => server.close())

const routes = (): readonly Route[] =>
  routesOf(server.parts.app).filter(({ declared }) => declared !== null && declared.at !== 'watch')
/** What lies somewhere: on a board's table, a site, or of a link's table. */
const placed = (): readonly Route[] =>
  routes().filter(
    ({ declared, path }) => ['board', 'site', 'link'].includes(declared?.at ?? '') || path === '/api/tickets',
  )

describe('a head facilitator and a coordinator', () => {
  it('[HEAD1] have the sites that their link names, and by a link that names none nothing of any', async () => {
    const me = async (name: string): Promise<Me> => (await server.api('/api/me', { as: as(name) })).body as Me
    expect(await me('head of Aachen')).toMatchObject({
      role: 'head',
      site: 'Aachen',
      sites: [{ id: aachen, name: 'Aachen' }],
      table: null,
      mayEdit: false,
    })
    expect((await me('coordinator of both')).sites?.map(({ name }) => name)).toEqual(['Brussels', 'Aachen'])
    // As a row of another version would have it.
    const { links: made } = server.parts.access
    const bare = made.derive(done(await made.issue({ role: 'head', dialogue: server.dialogue }))).token
    const told = (await server.api(`/api/dialogues/${server.dialogue}`, { as: bare })).body as DialogueAnswer
    expect(told.tables).toEqual([])
    expect((await server.api(links(), { as: bare })).body).toEqual([])
    const policy = await server.api(`/api/boards/${server.board(1, 2)}/policy`, { as: bare })
    expect(codeOf(policy)).toBe('not-allowed')
    expect((await issue(bare, { role: 'reporter', table: server.tableId(1) })).status).toBe(403)
    // A log of before sites is read as it was written, and what is a table's and says no site is nobody's of a site.
    const row = { table: null, seat: null, label: '', generation: 1, createdAt: 1, expiresAt: null } as const
    const link = 'old' as LinkId
    const codes = { codeFrom: null, codeUntil: null }
    const state = accessAfter(nobody, { kind: 'issue', command: 'c', link, role: 'analyst', ...row, ...codes })
    expect(sitesOf({ role: 'analyst', ...state.links.get(link) })).toBeNull()
    const lost = { dialogue: server.dialogue, table: server.tableId(1) }
    expect(isWithin({ role: 'head', dialogue: server.dialogue, table: null, sites: [brussels] }, lost)).toBe(false)
  })

  it('[HEAD2] get nothing of another site by any route, and in their own what the matrix gives them', async () => {
    const wrong: string[] = []
    let cells = 0
    for (const name of ['head of Brussels', 'coordinator of Brussels']) {
      const role: Role = name.startsWith('head') ? 'head' : 'coordinator'
      for (const route of placed())
        for (const { action, chosen } of actionsOf(route))
          for (const [table, here] of [
            [4, false],
            [1, true],
          ] as const) {
            const before = cells % 2 === 0 ? addressIn(server.dialogue, '') : ''
            const reply = await asking.ask({ route, board: server.board(table, 2), chosen, as: as(name), before })
            const denied = reply.status === 403 && codeOf(reply) === 'not-allowed'
            cells += 1
            const may = here && can(role, action, 'open', true)
            if (denied === may)
              wrong.push(`${name} ${route.method} ${route.path} ${chosen ?? ''} table ${table}: ${reply.status}`)
          }
    }
    expect(wrong).toEqual([])
    console.log(`rooms: ${cells} requests at places of two sites`)
  })

  it('[OBSV3] [TURN5] pause and delay tables and open steps at them, and decide no more of what is shown there; who runs one table does neither to its site', async () => {
    const room = `/api/dialogues/${server.dialogue}/sites/${brussels}/room`
    const facilitator = (await server.enter('facilitator', 1)).session
    const board = server.board(1, 2)
    const put = (asks: string, path: string, body: object) =>
      server.api(`/api/boards/${board}/${path}`, { as: asks, method: 'PUT', body })
    const status = async (asks: string) => [
      (await put(asks, 'policy', { consent: true })).status,
      (await put(asks, 'policy', { showNotes: false, showCanvas: false })).status,
      (await put(asks, 'access', { citizensEdit: false })).status,
      (await put(asks, 'access', { closed: false })).status,
    ]
    expect(await status(as('head of Brussels'))).toEqual([403, 403, 403, 403])
    expect(await status(as('coordinator of both'))).toEqual([403, 403, 403, 403])
    expect((await status(facilitator)).filter((each) => each === 403)).toEqual([])
    const acts = [
      { kind: 'watched', observation: 'open' },
      { kind: 'round', step: 'alone', to: 'closed' },
    ] as const
    const denied = async (asks: string) =>
      Promise.all(
        acts.map(async (act) => {
          const reply = await server.api(room, { as: asks, body: { ...act, id: `all-${act.kind}` } })
          return codeOf(reply) === 'not-allowed'
        }),
      )
    expect(await denied(as('head of Brussels'))).toEqual([false, false])
    expect(await denied(as('coordinator of both'))).toEqual([false, false])
    expect(await denied(organiser)).toEqual([false, false])
    expect(await denied(facilitator)).toEqual([true, true])
  })

  it('[HEAD3] are told of their sites’ tables alone, and are not woken by what is done to links of another', async () => {
    const told = async (name: string) => {
      const { body } = await server.api(`/api/dialogues/${server.dialogue}`, { as: as(name) })
      const { tables, sites } = body as DialogueAnswer
      return [sites?.map((site) => site.name), tables.map(({ number }) => number)]
    }
    expect(await told('head of Brussels')).toEqual([['Brussels'], [1, 2, 3]])
    expect(await told('head of Aachen')).toEqual([['Aachen'], [4, 5, 6]])
    expect(await told('coordinator of both')).toEqual([
      ['Brussels', 'Aachen'],
      [1, 2, 3, 4, 5, 6],
    ])
    const parts = async (name: string) =>
      ((await server.api(`/api/dialogues/${server.dialogue}/changes`, { as: as(name) })).body as Changes).parts
    const both = ['head of Brussels', 'head of Aachen']
    const [here, there] = await Promise.all(both.map(parts))
    expect((await issue(organiser, { role: 'reporter', table: server.tableId(5) })).status).toBe(201)
    const shut = { as: organiser, method: 'PUT', body: { closed: true } }
    expect((await server.api(`/api/boards/${server.board(6, 4)}/access`, shut)).status).toBe(200)
    const [own, other] = await Promise.all(both.map(parts))
    expect(own).toEqual(here)
    expect(Object.keys(other ?? {}).filter((part) => other?.[part] !== there?.[part])).toEqual(['dialogue', 'links'])
  })

  it('[HEAD4] [WND13] hand out, list, issue anew and withdraw links of roles beneath their own on their own sites', async () => {
    const everyones = ['facilitator', 'reporter', 'citizen']
    /** Said once more in this test's own words. */
    const expected: Readonly<Record<string, (role: Role, sites: readonly string[] | null) => boolean>> = {
      'head of Brussels': (role, sites) => everyones.includes(role) && sites?.join() === brussels,
      'coordinator of Brussels': (role, sites) => [...everyones, 'head'].includes(role) && sites?.join() === brussels,
      'coordinator of both': (role, sites) => [...everyones, 'head'].includes(role) && sites !== null,
    }
    const wrong: string[] = []
    let asked = 0
    // A card of the public opens the dialogue to everybody.
    const cards = [...roles.map((role) => ({ role })), { role: 'observer' as const, audience: 'public' }]
    for (const { role, ...of } of cards) {
      const atTable = everyones.includes(role)
      const rooms = role === 'head' || role === 'coordinator'
      for (const table of atTable || rooms ? [1, 4] : [1]) {
        const sites = atTable || rooms ? [table === 1 ? brussels : aachen] : null
        const body = {
          role,
          ...of,
          ...(atTable ? { table: server.tableId(table) } : {}),
          ...(rooms && sites !== null ? { sites } : {}),
        }
        for (const [name, may] of Object.entries(expected)) {
          const issued = await issue(organiser, body)
          expect(issued.status, JSON.stringify(issued.body)).toBe(201)
          const { id, url } = issued.body as LinkEntry
          const listed = await server.api(links(), { as: as(name) })
          const own = await issue(as(name), body)
          const renewed = await server.api(`/api/links/${id}/renew`, { as: as(name), method: 'POST' })
          const withdrawn = await server.api(`/api/links/${id}`, { as: as(name), method: 'DELETE' })
          const done = [
            (listed.body as readonly LinkEntry[]).some((one) => one.id === id),
            JSON.stringify(listed.body).includes(url ?? '-'),
            own.status === 201,
            renewed.status === 200,
            withdrawn.status === 200,
          ]
          asked += done.length
          if (done.some((one) => one !== may(role, sites)))
            wrong.push(`${name} ${role} ${String(sites)}: ${done.join()}`)
        }
      }
    }
    expect(wrong).toEqual([])
    console.log(`links: ${asked} things tried with links of ${roles.length} roles`)
    // One site for a head facilitator, none for others, and only sites that are there.
    for (const [body, status] of [
      [{ role: 'head', sites: [brussels, aachen] }, 400],
      [{ role: 'head' }, 400],
      [{ role: 'coordinator', sites: [brussels, brussels] }, 400],
      [{ role: 'coordinator', sites: ['nowhere'] }, 404],
      [{ role: 'observer', sites: [brussels] }, 400],
    ] as const)
      expect([body, (await issue(organiser, body)).status]).toEqual([body, status])
  })

  it('[HEAD5] hear no secret of a link that is not theirs to hand out, in no answer of any route', async () => {
    const { access, dialogues } = server.parts
    const here = (at: string | null) => at !== null && dialogues.table(at)?.siteId === brussels
    const secrets = access.links
      .list(server.dialogue)
      .filter(({ table }) => !here(table))
      .flatMap((link) => Object.values(access.links.derive(link)).flatMap((secret) => secret ?? []))
      .flatMap((secret) => (secret.length === 8 ? [`${secret.slice(0, 4)}-${secret.slice(4)}`, secret] : [secret]))
    expect(secrets.length).toBeGreaterThan(20)
    let answers = 0
    for (const name of ['head of Brussels', 'coordinator of Brussels'])
      for (const route of routes())
        for (const { chosen } of actionsOf(route))
          for (const table of [1, 4]) {
            // A coordinator is told of head facilitators' links: those of Brussels are theirs.
            const reply = await asking.ask({ route, board: server.board(table, 2), chosen, as: as(name) })
            const text = JSON.stringify(reply.body)
            answers += 1
            const found = secrets.filter((secret) => text.includes(secret))
            const own = name.startsWith('coordinator')
              ? access.links
                  .list(server.dialogue)
                  .filter(({ role, sites }) => role === 'head' && sites?.join() === brussels)
                  .flatMap((link) => Object.values(access.links.derive(link)))
              : []
            expect([name, route.path, found.filter((secret) => !own.includes(secret))]).toEqual([name, route.path, []])
          }
    console.log(`canaries: ${secrets.length} secrets in ${answers} answers: 0`)
  })

  it('[HEAD6] are out within a second of their link’s end, with what was held for them', async () => {
    const issued = (await issue(organiser, { role: 'head', sites: [aachen] })).body as LinkEntry
    const { session } = await enterBy(issued, 'their-tablet')
    const of = `/api/dialogues/${server.dialogue}/changes`
    const { version } = (await server.api(of, { as: session })).body as Changes
    const before = server.parts.waiting.count()
    const held = server.api(`${of}?after=${encodeURIComponent(version)}`, { as: session })
    await expect.poll(() => server.parts.waiting.count()).toBeGreaterThan(before)
    const began = performance.now()
    const renewed = await server.api(`/api/links/${issued.id}/renew`, { as: organiser, method: 'POST' })
    const answer = await held
    expect([answer.status, codeOf(answer)]).toEqual([401, 'not-signed-in'])
    withinPromise('a head facilitator whose link was issued anew is out', began)
    expect((await server.api('/api/me', { as: session })).status).toBe(401)
    expect((await enterBy(renewed.body as LinkEntry, 'the-next-tablet')).me.role).toBe('head')
  })

  it('[HEAD7] a facilitator hands over: what they had open ends within a second, and who takes over comes in by the new card', async () => {
    const board = server.board(2, 2)
    const listed = (await server.api(links(), { as: as('head of Brussels') })).body as readonly LinkEntry[]
    const card = listed.find(({ role, tableNumber }) => role === 'facilitator' && tableNumber === 2)
    if (card === undefined) throw new Error('table 2 has no facilitator')
    const first = await enterBy(card, 'who-goes')
    const ticketOf = async (by: string): Promise<string> =>
      ((await server.api('/api/tickets', { as: by, body: { board, path: 'collab', clients: [] } })).body as Ticket)
        .ticket
    const editor = new RawEditor({ url: server.ws, name: `board:${board}`, ticket: await ticketOf(first.session) })
    await editor.ready()
    const opened = ((await server.api(links(), { as: as('head of Brussels') })).body as readonly LinkEntry[]).find(
      ({ id }) => id === card.id,
    )?.opened
    expect(opened).toBeGreaterThan(0)
    const began = performance.now()
    const renewed = await server.api(`/api/links/${card.id}/renew`, { as: as('head of Brussels'), method: 'POST' })
    expect((await editor.ended()).code).toBe(4401)
    withinPromise('a facilitator who handed over is out', began)
    expect((await server.api('/api/me', { as: first.session })).status).toBe(401)
    const old = await server.api('/api/sessions', {
      body: { token: new URL(card.url ?? '').hash.slice(1), device: 'x' },
    })
    expect(old.status).toBe(401)
    expect((renewed.body as LinkEntry).opened).toBe(0)
    const next = await enterBy(renewed.body as LinkEntry, 'who-comes')
    expect(next.me).toMatchObject({ role: 'facilitator', tableNumber: 2, mayEdit: true })
  })

  it('[HEAD8] free a seat and move a round, and are told nothing of what the table says', async () => {
    const { device } = await server.enter('citizen', 3, { seat: 'T3-02' })
    expect(device).toBeDefined()
    const does = (body: object) =>
      server.api(`/api/boards/${server.board(3, 2)}/voices`, { as: as('head of Brussels'), body })
    // As the console does it.
    const means = { origin: server.url, fetch, later: () => () => undefined, random: seeded(1).bytes }
    const me = { session: as('head of Brussels'), me: { dialogue: server.dialogue } }
    const hands = openHanding(means, server.dialogue, () => me)
    const there = { id: server.tableId(3), number: 3 }
    expect(await hands.free(there, 2, hands.newId())).toMatchObject({ ok: true })
    expect(await hands.free({ id: server.tableId(5), number: 5 }, 2, hands.newId())).toMatchObject({ ok: false })
    expect(server.parts.voices.state(server.dialogue).seats.get('T3-02' as never)?.held).toBeNull()
    const again = await does({ id: 'free-1', kind: 'free', seat: 'T3-02' })
    expect([again.status, again.body]).toEqual([204, ''])
    expect((await does({ id: 'let-1', kind: 'let-in', seat: 'T3-02' })).status).toBe(404)
    const read = await server.api(`/api/boards/${server.board(3, 2)}/voices`, { as: as('head of Brussels') })
    expect(codeOf(read)).toBe('not-allowed')
  })

  it('[HEAD14] are told of no other site in their room, and name none of its tables in what they do there', async () => {
    const of = (site: string) => `/api/dialogues/${server.dialogue}/sites/${site}/room`
    const { dialogues } = server.parts
    const ofAachen = [
      aachen,
      ...dialogues.tables(server.dialogue).flatMap(({ id, siteId }) => (siteId === aachen ? id : [])),
    ]
    const room = await server.api(of(brussels), { as: as('head of Brussels') })
    expect(room.status).toBe(200)
    expect(ofAachen.filter((id) => JSON.stringify(room.body).includes(id))).toEqual([])
    expect((room.body as Room).others).toEqual([])
    const wider = (await server.api(of(brussels), { as: as('coordinator of both') })).body as Room
    expect(wider.others.map(({ name }) => name)).toEqual(['Aachen'])
    // A site in the address of a dialogue that it is not of is not there.
    expect((await server.api(`/api/dialogues/other/sites/${brussels}/room`, { as: organiser })).status).toBe(404)

    const tables = [server.tableId(1), server.tableId(4)]
    const kinds: Readonly<Record<Exclude<RoomCommand['kind'], 'coming' | 'done' | 'place'>, object>> = {
      begin: { session: 3 },
      hold: {},
      'go-on': {},
      more: { minutes: 1 },
      next: {},
      back: {},
      end: {},
      join: {},
      'take-back': {},
      message: { to: 'tables', text: { en: 'Come back' } },
      'draw-curtains': { to: 'drawn' },
      watched: { observation: 'paused' },
      round: { step: 'vote', to: 'open' },
      'move-seats': { session: 3, moves: [{ seat: 'T1-01', table: server.tableId(4) }], why: 'ill' },
    }
    const clocks = new Set(['begin', 'hold', 'go-on', 'more', 'next', 'back', 'end', 'join', 'take-back'])
    const acts = Object.entries(kinds).map(([kind, fields]) => ({
      kind,
      ...fields,
      ...(kind === 'move-seats' ? {} : { tables }),
      ...(clocks.has(kind) ? { seen: 0 } : {}),
    }))
    const before = server.parts.journal.head(`dialogue:${server.dialogue}`).seq
    for (const act of [...acts, { kind: 'place', places: { [server.tableId(4)]: { x: 0, y: 0 } } }]) {
      const done = await server.api(of(brussels), {
        as: as('head of Brussels'),
        body: { id: `far-${act.kind}`, ...act },
      })
      expect([act.kind, done.status, codeOf(done)]).toEqual([act.kind, 404, 'not-found'])
    }
    expect(server.parts.journal.head(`dialogue:${server.dialogue}`).seq).toBe(before)
  })

  it('[HEAD9] two hundred times anybody, anywhere, any route: let in where both the matrix and the site say so', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
    console.log(`seed ${seed}`)
    const random = seeded(seed)
    const names = ['head of Brussels', 'head of Aachen', 'coordinator of Brussels', 'coordinator of both'] as const
    const sitesFor = { 'head of Brussels': [1], 'head of Aachen': [4], 'coordinator of Brussels': [1] } as const
    const all = placed().flatMap((route) => actionsOf(route).map((one) => ({ route, ...one })))
    for (let time = 0; time < 200; time += 1) {
      const name = random.pick(names)
      const table = 1 + random.below(6)
      const { route, action, chosen } = random.pick(all)
      const board = server.board(table, 2)
      const state = server.parts.dialogues.boardState(board)
      const reply = await asking.ask({ route, board, chosen, as: as(name) })
      const here = name === 'coordinator of both' || sitesFor[name][0] === (table <= 3 ? 1 : 4)
      const may = here && can(name.startsWith('head') ? 'head' : 'coordinator', action, state, true)
      const denied = reply.status === 403 && codeOf(reply) === 'not-allowed'
      expect([seed, time, name, route.method, route.path, chosen, table, denied]).toEqual([
        seed,
        time,
        name,
        route.method,
        route.path,
        chosen,
        table,
        !may,
      ])
    }
  })
})
