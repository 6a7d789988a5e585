/**
 * A table and its room over real HTTP: a quiet call, who comes, a message that is read; and that nobody else ever hears of
 * any of it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, SiteId, TableId, WordsId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { RoomRow } from '@tablee/shared/room/rows'
import type { SessionAnswer } from '@tablee/shared/wire/access'
import type { CallCommand, TableCalls } from '@tablee/shared/wire/calls'
import type { Room, RoomCommand } from '@tablee/shared/wire/room'
import { routesOf } from '@tablee/server/http/openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'
import { watch } from '../voices/hall.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-calls-'))
let now = Date.now()
let server: TestServer
const start = () => startServer({ dir: folder, clock: () => now })
beforeAll(async () => {
  server = await start()
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

let count = 0
const unique = (what: string): string => `${what}-${++count}`
const [here, there]: readonly [string, string] = ['brussels', 'aachen']
const siteOf = (name: string): SiteId => {
  const table = server.parts.dialogues.tables(server.dialogue).find(({ site }) => site.toLowerCase() === name)
  if (table === undefined) throw new Error(`no site ${name}`)
  return table.siteId
}
const path = (table: number): string => `/api/boards/${server.board(table, 2)}/calls`
const read = async (session: string, table: number, after?: string): Promise<TableCalls> => {
  const reply = await server.api(`${path(table)}${after === undefined ? '' : `?after=${after}`}`, { as: session })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as TableCalls
}
const say = (session: string, table: number, body: CallCommand): Promise<Reply> =>
  server.api(path(table), { as: session, body })
const problemOf = (reply: Reply): Problem['code'] | null =>
  (reply.body as { problem?: Problem } | null)?.problem?.code ?? null
const rows = async (): Promise<readonly RoomRow[]> =>
  (await Array.fromAsync(server.parts.journal.commands(`room:${server.dialogue}`))).map(
    ({ data }) => JSON.parse(new TextDecoder().decode(data)) as RoomRow,
  )

/** Who runs the room, as its console acts: with a card on which somebody wrote a name. */
async function console_(label: string) {
  const { access } = server.parts
  const link = done(await access.links.issue({ role: 'organiser', dialogue: server.dialogue, label }))
  const { token } = access.links.derive(link)
  const entered = await server.api('/api/sessions', { body: { token, device: unique('tablet') } })
  const { session } = entered.body as SessionAnswer
  const room = (site: string): string => `/api/dialogues/${server.dialogue}/sites/${siteOf(site)}/room`
  const does = (site: string, body: RoomCommand): Promise<Reply> => server.api(room(site), { as: session, body })
  const told = async (site: string): Promise<Room> => (await server.api(room(site), { as: session })).body as Room
  return {
    coming: (call: string, site = here) => does(site, { id: unique('coming'), kind: 'coming', call }),
    done: (call: string, site = here) => does(site, { id: unique('done'), kind: 'done', call }),
    send: (
      message: Omit<Extract<RoomCommand, { kind: 'message' }>, 'id' | 'kind'>,
      site = here,
      id = unique('message'),
    ) => does(site, { id, kind: 'message', ...message }),
    calls: async (site = here) => (await told(site)).calls,
    messages: async (site = here) => (await told(site)).messages,
  }
}
const desk = async (role: 'facilitator' | 'reporter', table: number): Promise<string> =>
  (await server.enter(role, table)).session
const codeOf = (reply: Reply): Problem['code'] | 'done' => problemOf(reply) ?? 'done'

describe('a call', () => {
  it('[CALL1] two screens of a table read it at once; it is one row, once per id; one more while it is open is not made; one tap takes it back', async () => {
    const [facilitator, reporter] = [await desk('facilitator', 1), await desk('reporter', 1)]
    const before = await read(reporter, 1)
    expect([before.call, before.messages]).toEqual([null, []])
    const told = read(reporter, 1, before.version)
    const call: CallCommand = { id: unique('call'), kind: 'call', about: 'technical' }
    const [first, again] = [await say(facilitator, 1, call), await say(facilitator, 1, call)]
    expect([first.status, again.status]).toEqual([200, 200])
    expect((await told).call).toEqual({ id: call.id, kind: 'technical', askedAt: now, heard: false, coming: null })
    expect(problemOf(await say(reporter, 1, { id: unique('call'), kind: 'call', about: 'conflict' }))).toBe('changed')
    expect((await rows()).filter(({ kind }) => kind === 'call')).toEqual([
      { kind: 'call', command: call.id, table: server.tableId(1), board: server.board(1, 2), about: 'technical' },
    ])
    // The table has moved on, or reads an earlier board: it is the same table.
    const elsewhere = await server.api(`/api/boards/${server.board(1, 1)}/calls`, { as: reporter })
    expect((elsewhere.body as TableCalls).call?.id).toBe(call.id)
    const back = await say(reporter, 1, { id: unique('back'), kind: 'take-back', call: call.id })
    expect((back.body as TableCalls).call).toBeNull()
    expect(problemOf(await say(reporter, 1, { id: unique('back'), kind: 'take-back', call: call.id }))).toBe(
      'not-found',
    )
  })

  it('[CALL2] of two who come at once the first does: the table reads what is on their card, the second is told; done, it is over', async () => {
    const facilitator = await desk('facilitator', 1)
    const [anna, bo] = [await console_('Anna'), await console_('Bo')]
    const id = unique('call')
    const called = (await say(facilitator, 1, { id, kind: 'call', about: 'conflict' })).body as TableCalls
    // Nobody has seen it yet; once a console was told of it, the table reads that somebody knows.
    expect(called.call?.heard).toBe(false)
    // The room is read whenever somebody who waits is woken: what reached nobody was heard by nobody.
    const { access, rooms } = server.parts
    const link = done(await access.links.issue({ role: 'organiser', dialogue: server.dialogue }))
    const session = access.authorise(`Bearer ${access.links.derive(link).token}`)
    if (session === null) throw new Error('nobody runs the room')
    const looked = done(await rooms.told(session, { dialogue: server.dialogue, site: siteOf(here) }, undefined))
    expect(looked.calls.map((call) => call.id)).toContain(id)
    expect((await read(facilitator, 1)).call?.heard).toBe(false)
    const known = read(facilitator, 1, called.version)
    await anna.calls()
    const heard = await known
    expect(heard.call?.heard).toBe(true)
    const told = read(facilitator, 1, heard.version)
    const both = await Promise.all([anna.coming(id), bo.coming(id)])
    expect(both.map(codeOf)).toEqual(['done', 'changed'])
    expect((await told).call?.coming).toEqual({ who: 'Anna', at: now })
    // Whose console was too late reads who comes.
    expect((await bo.calls()).map(({ coming }) => coming?.who)).toEqual(['Anna'])
    // Nor is it another city's.
    expect(codeOf(await bo.done(id, there))).toBe('not-found')
    const over = read(facilitator, 1, (await read(facilitator, 1)).version)
    expect(codeOf(await bo.done(id))).toBe('done')
    expect((await over).call).toBeNull()
    expect(codeOf(await anna.done(id))).toBe('not-found')
  })

  it('[CALL3] [CALL9] a console has its own city’s calls, the longest wait first, whoever comes', async () => {
    const anna = await console_('Anna')
    const ids: string[] = []
    for (const table of [3, 1, 4, 2]) {
      now += 1_000
      const id = unique('call')
      ids.push(id)
      const reply = await say(await desk('facilitator', table), table, { id, kind: 'call', about: 'access' })
      expect(reply.status).toBe(200)
    }
    const [three, one, four, two] = ids
    expect((await anna.calls()).map(({ id }) => id)).toEqual([three, one, two])
    expect((await anna.calls(there)).map(({ id }) => id)).toEqual([four])
    expect(codeOf(await anna.coming(one ?? ''))).toBe('done')
    expect((await anna.calls()).map(({ id }) => id)).toEqual([three, one, two])
    // On cards that the founding made stands nobody's name: the table reads the role and its site.
    const room = `/api/dialogues/${server.dialogue}/sites/${siteOf(here)}/room`
    const comes = async (role: 'organiser' | 'head', call = '') => {
      const { session } = await server.enter(role, role === 'head' ? 1 : undefined)
      const body: RoomCommand = { id: unique('coming'), kind: 'coming', call }
      return codeOf(await server.api(room, { as: session, body }))
    }
    expect([await comes('organiser', two), await comes('head', three)]).toEqual(['done', 'done'])
    expect((await anna.calls()).map(({ coming }) => coming?.who)).toEqual([
      'Head facilitator, Brussels',
      'Anna',
      'Organiser',
    ])
    for (const id of [three, one, two]) expect(codeOf(await anna.done(id ?? ''))).toBe('done')
    expect(codeOf(await anna.done(four ?? '', there))).toBe('done')
  })
})

describe('a message', () => {
  it('[MSG1] is told to whom it is for, until one of that role has read it; the room knows at how many tables it was read', async () => {
    const anna = await console_('Anna')
    const text = { en: 'Ten minutes more', fr: 'Dix minutes de plus' }
    const [facilitator, reporter, elsewhere] = [
      await desk('facilitator', 1),
      await desk('reporter', 1),
      await desk('facilitator', 4),
    ]
    const before = await read(facilitator, 1)
    const told = read(facilitator, 1, before.version)
    const [toAll, toDesks] = [unique('message'), unique('message')]
    expect(codeOf(await anna.send({ to: 'tables', text }, here, toAll))).toBe('done')
    expect((await told).messages).toEqual([{ id: toAll, to: 'tables', text, sentAt: now }])
    const tables: TableId[] = [server.tableId(1), server.tableId(2)]
    expect(codeOf(await anna.send({ to: 'facilitators', tables, text: { fr: 'Venez' } }, here, toDesks))).toBe('done')
    const idsOf = async (session: string, table: number) => (await read(session, table)).messages.map(({ id }) => id)
    expect(await idsOf(facilitator, 1)).toEqual([toAll, toDesks])
    expect(await idsOf(reporter, 1)).toEqual([toAll])
    expect(await idsOf(await desk('facilitator', 3), 3)).toEqual([toAll])
    expect(await idsOf(elsewhere, 4)).toEqual([])
    const once: CallCommand = { id: unique('read'), kind: 'read', message: toAll }
    for (const body of [once, once, { ...once, id: unique('read') }])
      expect((await say(facilitator, 1, body)).status).toBe(200)
    expect((await rows()).filter(({ kind }) => kind === 'read')).toHaveLength(1)
    // The facilitator's other screen has read it too, the reporter has not.
    expect(await idsOf(await desk('facilitator', 1), 1)).toEqual([toDesks])
    expect(await idsOf(reporter, 1)).toEqual([toAll])
    expect(problemOf(await say(reporter, 1, { ...once, id: unique('read'), message: toDesks }))).toBe('not-found')
    // And at which they were: the others are where somebody has to go.
    expect((await anna.messages()).map(({ id, read, of, readAt }) => [id, read, of, readAt])).toEqual([
      [toDesks, 0, 2, []],
      [toAll, 1, 3, [1]],
    ])
  })

  it('[MSG2] has a text by language; what is no text, no language or another city’s table is not sent', async () => {
    const anna = await console_('Anna')
    const unseen = ['\u200b\u200b', '\u2060', '\u0000', ' \u202e\n'].map((en) => ({ en }))
    for (const text of [{}, { en: ' ' }, { 'not a language': 'x' }, { en: 'x', fr: '\ufeff' }, ...unseen])
      expect(codeOf(await anna.send({ to: 'tables', text }))).toBe('bad-request')
    const tables: TableId[] = [server.tableId(4)]
    expect(codeOf(await anna.send({ to: 'tables', tables, text: { en: 'x' } }))).toBe('not-found')
    expect((await rows()).filter(({ kind }) => kind === 'message')).toHaveLength(2)
  })

  it('[MSG7] is told without characters that nobody sees and that turn what is read round; so is what stands on the card of whoever comes', async () => {
    const [anna, facilitator] = [await console_('\u202eAnna\u200b\n\u0000 B.'), await desk('facilitator', 2)]
    const message = unique('message')
    const text = { en: '\u202eTea\u200b is\u0000 ready\u001b[31m \n' }
    expect(codeOf(await anna.send({ to: 'facilitators', tables: [server.tableId(2)], text }, here, message))).toBe(
      'done',
    )
    const told = (await read(facilitator, 2)).messages.find(({ id }) => id === message)
    expect(told?.text).toEqual({ en: 'Tea is ready[31m' })
    await say(facilitator, 2, { id: unique('read'), kind: 'read', message })
    const call = unique('call')
    await say(facilitator, 2, { id: call, kind: 'call', about: 'technical' })
    expect(codeOf(await anna.coming(call))).toBe('done')
    expect((await read(facilitator, 2)).call?.coming?.who).toBe('Anna B.')
    expect(codeOf(await anna.done(call))).toBe('done')
  })

  it('[MSG3] [CALL4] a restart loses neither: the call waits since it was made, what was not read is told again', async () => {
    const id = unique('call')
    expect((await say(await desk('reporter', 2), 2, { id, kind: 'call', about: 'content' })).status).toBe(200)
    const before = await read(await desk('facilitator', 2), 2)
    expect(before.messages).toHaveLength(2)
    const consoles = await (await console_('Anna')).messages()
    await server.close()
    server = await start()
    expect(await read(await desk('facilitator', 2), 2)).toEqual(before)
    const anna = await console_('Anna')
    expect(await anna.messages()).toEqual(consoles)
    expect(codeOf(await anna.coming(id))).toBe('done')
    expect(codeOf(await anna.done(id))).toBe('done')
  })

  it('[MSG4] what it repeats of a sentence that is struck out and erased is black, in the log too', async () => {
    const anna = await console_('Anna')
    const board = server.board(1, 2)
    const secret = 'My neighbour Paula drinks too much'
    const origin = { who: 'reporter', why: 'test' }
    done(
      await server.parts.live.write(board, 'reporter', (doc) => {
        const said = { lang: 'en' as Lang, at: 1 }
        addNode(doc, origin, { id: 'n' as NodeId, kind: 'position', wording: 'Quiet streets', ...said })
        addWords(doc, origin, {
          id: 'w' as WordsId,
          node: 'n' as NodeId,
          text: secret,
          seat: null,
          capture: 'dictated',
          ...said,
        })
      }),
    )
    const id = unique('message')
    expect(codeOf(await anna.send({ to: 'tables', text: { en: `Table 1 says: ${secret}. Go on.` } }, here, id))).toBe(
      'done',
    )
    const struck = { id: unique('strike'), kind: 'redact', words: 'w' }
    const facilitator = await desk('facilitator', 1)
    expect((await server.api(`/api/boards/${board}/commands`, { as: facilitator, body: struck })).status).toBe(200)
    done(await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' }))
    const text = (await read(facilitator, 1)).messages.find((one) => one.id === id)?.text['en'] ?? ''
    expect(text).toMatch(/^Table 1 says: █+\. Go on\.$/)
    expect(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(Buffer.from('Paula')))
        .map(({ name }) => name),
    ).toEqual([])
  })
})

describe('nobody else', () => {
  it('[CALL5] [MSG5] no answer to a citizen, an analyst or somebody who watches, no frame to an observer, no snapshot and no page of the journal says anything of it', async () => {
    const canary = 'canary-of-the-room'
    const observer = server.link('observer').path ?? ''
    const watching = await watch(server, 4)
    const sight = async () => {
      const told: string[] = []
      const asked: string[] = []
      for (const role of ['citizen', 'analyst', 'nobody'] as const) {
        const as =
          role === 'nobody' ? undefined : (await server.enter(role, role === 'citizen' ? 1 : undefined)).session
        for (const { method, path, declared } of routesOf(server.parts.app)) {
          // What waits for a change, or is made by a worker, is made of the same.
          if (method !== 'GET' || declared === null || /:(?!board|dialogue|link)|export|\/drawing$/.test(path)) continue
          const reply = await server.api(
            path.replace(':board', server.board(1, 2)).replace(':dialogue', server.dialogue).replace(':link', observer),
            { as },
          )
          asked.push(`${role} ${path} ${reply.status}`)
          told.push(JSON.stringify(reply.body))
        }
      }
      return { told: told.join('\n'), asked }
    }
    const anna = await console_(canary)
    const facilitator = await desk('facilitator', 1)
    for (const site of [here, there])
      expect(codeOf(await anna.send({ to: 'tables', text: { en: canary } }, site, `${site}-${canary}`))).toBe('done')
    expect((await say(facilitator, 1, { id: canary, kind: 'call', about: 'conflict' })).status).toBe(200)
    expect(codeOf(await anna.coming(canary))).toBe('done')
    // The canary sings where it may.
    expect(JSON.stringify(await read(facilitator, 1))).toContain(canary)
    const { told, asked } = await sight()
    expect(asked.filter((line) => line.includes('/calls'))).toEqual([
      'citizen /api/boards/:board/calls 403',
      'analyst /api/boards/:board/calls 403',
      'nobody /api/boards/:board/calls 401',
    ])
    expect(asked.filter((line) => line.endsWith(' 200')).length).toBeGreaterThan(15)
    expect(told).not.toContain(canary)
    const analyst = (await server.enter('analyst')).session
    const taken = await server.api(`/api/dialogues/${server.dialogue}/snapshots`, { as: analyst, method: 'POST' })
    const { hash } = taken.body as { hash: string }
    const frozen = JSON.stringify((await server.api(`/api/snapshots/${hash}.json`, { as: analyst })).body)
    expect(frozen).toContain('dialogue:')
    expect(frozen).not.toMatch(/canary-of-the-room|"room:/)
    const organiser = (await server.enter('organiser')).session
    const page = JSON.stringify((await server.api(`/api/dialogues/${server.dialogue}/journal`, { as: organiser })).body)
    expect(page).toContain(`dialogue:${server.dialogue}`)
    expect(page).not.toContain('room:')
    // What is said after all this is shown; nothing of the room came along with it.
    done(
      await server.parts.live.write(server.board(4, 2), 'reporter', (doc) => {
        const entry = { kind: 'issue', wording: 'Shown', lang: 'en' as Lang, at: 1 } as const
        addNode(doc, { who: 'reporter', why: 'test' }, { id: 'shown' as NodeId, ...entry })
      }),
    )
    await watching.until(() => watching.bytes().includes('Shown'))
    watching.close()
    expect(watching.bytes().includes(canary)).toBe(false)
  })
})
