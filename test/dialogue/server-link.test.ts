/** The server's own link over HTTP: what it founds and hands out, what it never opens, and how it ends. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { routesOf } from '@tablee/server/http/openapi'
import { backup, restore } from '@tablee/server/recovery/backup'
import { welcome } from '@tablee/server/welcome'
import { serverActions } from '@tablee/shared/roles'
import type { DialogueId } from '@tablee/shared/ids'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { DialogueAnswer, FoundedAnswer } from '@tablee/shared/wire/dialogue'
import type { Checked, Standing } from '@tablee/shared/wire/founding'
import { afterEach, expect, it } from 'vitest'
import { actionsOf, askingAll, codeOf } from '../support/everyRoute.ts'
import { startServer, type StartOptions, type TestServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const skipped = nothingOnPostgres('a restore that draws another link', 'it is of a folder')

const page = readFileSync(new URL('../../docs/dialogue-file.md', import.meta.url), 'utf8')
const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
/** A window that is open now, whatever the day. */
const square = example.replace(/"window": \{[^}]*\}/, '"window": { "days": 1 }')
const id = 'our-square' as DialogueId

const servers: TestServer[] = []
async function aServer(options: StartOptions = {}): Promise<TestServer> {
  const server = await startServer({ screens: '/nowhere', ...options })
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
/** As it stands in what `start` prints. */
function printed(server: TestServer): string {
  const said = welcome(server.tablee, { port: server.port, fresh: true, folder: 'data' })
  return /\/found#(\S+)/.exec(said)?.[1] ?? ''
}
const bytes = (text: string) => new TextEncoder().encode(text)
const found = (server: TestServer, as: string, text: string, path = '/api/dialogues') =>
  server.api(`${path}?file=square.json`, { method: 'POST', as, bytes: bytes(text) })
const check = (server: TestServer, as: string, text: string) => found(server, as, text, '/api/dialogues/check')
const list = async (server: TestServer, as: string) =>
  (await server.api('/api/server/dialogues', { as })).body as readonly Standing[]
const linkOf = (server: TestServer, as: string, dialogue: string) =>
  server.api(`/api/server/dialogues/${dialogue}/link`, { as })
const tokenOf = (link: LinkEntry | undefined): string => /#(.+)$/.exec(link?.url ?? '')?.[1] ?? ''

it('[FOUND1] the start prints it, with an empty database too; it founds and lists, and opens no other route', async () => {
  const empty = await aServer({ demo: false })
  // [FOUND11] As it is started with `TABLEE_DEMO=none`.
  expect([await empty.tablee.prepare(), empty.tablee.halls.list()]).toEqual([false, []])
  const said = welcome(empty.tablee, { port: empty.port, fresh: false, folder: 'data' })
  expect(said).toContain('Data: data (no dialogue yet)')
  const own = printed(empty)
  expect(own).toMatch(/^server\.[\w-]{43}$/)
  expect(await list(empty, own)).toEqual([])
  expect((await found(empty, own, square)).status).toBe(201)

  const server = await aServer()
  const token = printed(server)
  const asking = askingAll(server)
  const open: string[] = []
  for (const route of routesOf(server.tablee.app)) {
    const { declared, method, path } = route
    // Who watches shows a link in the path and nothing else.
    if (declared === null || declared.action === 'anybody' || declared.at === 'watch') continue
    // Told to this machine whatever it shows.
    if (path === '/metrics') continue
    const chosen = actionsOf(route).length === 0 ? [{ action: null, chosen: null }] : actionsOf(route)
    for (const one of chosen) {
      if (method === 'POST' && path === '/api/server/link') continue // ends it: below
      const reply = await asking.ask({ route, board: server.board(1, 2), chosen: one.chosen, as: token })
      const denied = reply.status === 401 || codeOf(reply) === 'not-allowed'
      const may = one.action !== null && declared.at === 'none' && serverActions.includes(one.action)
      if (!denied) open.push(`${method} ${path}`)
      expect([method, path, one.chosen, denied]).toEqual([method, path, one.chosen, !may])
      // Nor in the address of a dialogue that stands.
      const within = await asking.ask({
        route,
        board: server.board(1, 2),
        chosen: one.chosen,
        as: token,
        before: `/d/${server.dialogue}`,
      })
      expect([method, path, within.status >= 400]).toEqual([method, path, true])
    }
  }
  expect(open.sort()).toEqual([
    'GET /api/server/dialogues',
    'GET /api/server/dialogues/:dialogue/link',
    'GET /api/server/link',
    'POST /api/dialogues',
    'POST /api/dialogues/check',
  ])
  // Neither is it a card: nobody enters by it.
  expect((await server.api('/api/sessions', { body: { token, device: 'd' } })).status).toBe(401)
  for (const wrong of [`${token.slice(0, -1)}A`, `${token}A`, 'server.', `server.${'A'.repeat(43)}`])
    if (wrong !== token) expect((await server.api('/api/server/dialogues', { as: wrong })).status).toBe(401)
  // Of what stands it is told name and time, and no more.
  expect(Object.keys((await list(server, token))[0] ?? {}).sort()).toEqual(
    ['closesAt', 'id', 'lang', 'opensAt', 'ours', 'stands', 'title'].sort(),
  )
})

it('[FOUND2] whoever founds by it gets the organiser’s link alone, again later, until the organiser makes it theirs', async () => {
  const server = await aServer()
  const own = printed(server)
  const founded = (await found(server, own, square)).body as FoundedAnswer
  expect([founded.founded, founded.links.map(({ role }) => role)]).toEqual([true, ['organiser']])
  expect((await list(server, own)).map(({ id: one, stands, ours }) => [one, stands, ours])).toEqual([
    [server.dialogue, 'today', false],
    [id, 'today', true],
  ])
  const again = await linkOf(server, own, id)
  expect([again.status, (again.body as LinkEntry).url]).toEqual([200, founded.links[0]?.url])
  // The demo is another's.
  expect((await linkOf(server, own, server.dialogue)).status).toBe(404)
  expect((await linkOf(server, own, 'nowhere')).status).toBe(404)

  const entered = await server.api('/api/sessions', { body: { token: tokenOf(founded.links[0]), device: 'o' } })
  const organiser = (entered.body as { session: string }).session
  const about = (await server.api(`/api/dialogues/${id}`, { as: organiser })).body as DialogueAnswer
  expect([about.title, about.tables.length]).toEqual(['Our square', 2])
  // An organiser has nothing of the server's own.
  for (const path of ['/api/server/dialogues', `/api/server/dialogues/${id}/link`, '/api/server/link'])
    expect([path, (await server.api(path, { as: organiser })).status]).toEqual([path, 403])

  await server.api(`/api/links/${founded.links[0]?.id ?? ''}/renew`, { as: organiser, body: {} })
  expect((await linkOf(server, own, id)).status).toBe(404)
  expect((await list(server, own)).map(({ id: one }) => one)).toEqual([server.dialogue, id])
})

it('[FOUND3] a file is looked through first: all its mistakes and nothing founded, or what it would found; twice is said', async () => {
  const server = await aServer({ demo: false })
  const own = printed(server)
  const spoilt = square.replace('"seats": 8', '"seats": 80').replace('"Our square"', '" "')
  for (const ask of [check, found]) {
    const reply = await ask(server, own, spoilt)
    expect([reply.status, reply.body]).toMatchObject([
      422,
      { problem: { code: 'bad-file', place: 'title', more: [{ place: 'tables[1].seats' }] } },
    ])
  }
  const deep = await check(server, own, '['.repeat(100_000) + ']'.repeat(100_000))
  expect([deep.status, codeOf(deep)]).toEqual([422, 'bad-file'])
  for (const text of ['', 'no JSON at all', '{"format": "tablee-dialogue/1",}', 'null', '[]'])
    expect([text, (await check(server, own, text)).status]).toEqual([text, 422])
  expect((await check(server, own, 'x'.repeat(20 * 1024 * 1024))).status).toBe(413)
  expect(server.tablee.halls.list()).toEqual([])

  const hostile = '<img src=x onerror=alert(1)>\u202e"'
  const before = (await check(server, own, square.replace('"Our square"', JSON.stringify(hostile)))).body as Checked
  expect(before).toMatchObject({
    id,
    languages: ['en', 'fr'],
    sites: [{ name: 'Town hall', country: 'BE', tables: 2, seats: 14 }],
    consent: true,
    stands: false,
  })
  expect([before.title.startsWith('<img'), before.sessions.length]).toEqual([true, 1])
  expect(server.tablee.halls.list()).toEqual([])

  // Two at once: one of them founds.
  const both = await Promise.all([found(server, own, square), found(server, own, square)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 201])
  const rows = server.hall(id).journal.head(`dialogue:${id}`).seq
  expect(((await check(server, own, square)).body as Checked).stands).toBe(true)
  const twice = await found(server, own, square.replace('"Our square"', '"Another"'))
  expect([twice.status, (twice.body as FoundedAnswer).founded]).toEqual([200, false])
  expect((await list(server, own)).map(({ title }) => title)).toEqual(['Our square'])
  expect(server.hall(id).journal.head(`dialogue:${id}`).seq).toBe(rows)
})

it('[DFL15] a session looks thirty times at once, then once in two seconds; a file of mistakes alone is answered with little', async () => {
  let now = Date.now()
  const server = await aServer({ demo: false, clock: () => now })
  const own = printed(server)
  const all = Array.from({ length: 30 }, () => check(server, own, '{}'))
  expect(new Set((await Promise.all(all)).map(({ status }) => status))).toEqual(new Set([422]))
  const over = await check(server, own, '{}')
  expect([over.status, codeOf(over)]).toEqual([429, 'too-many'])
  now += 2_000
  const big = await check(server, own, `{"format":"tablee-dialogue/1",${'"k":1,'.repeat(150_000)}"k":1}`)
  expect(big.status).toBe(422)
  expect(JSON.stringify(big.body).length).toBeLessThan(40_000)
  // Founding is not held up by it.
  expect((await found(server, own, square)).status).toBe(201)
})

/** `begun` once the server has asked for the body, which comes when the test says so. */
async function slowly(server: TestServer, as: string, body: Uint8Array) {
  const sent = request(`${server.url}/api/dialogues`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-length': body.length, expect: '100-continue' },
  })
  const answered = new Promise<number>((resolve, reject) => {
    sent.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
  })
  const begun = new Promise<void>((resolve) => sent.on('continue', () => setImmediate(resolve)))
  sent.flushHeaders()
  await begun
  return () => {
    sent.end(body)
    return answered
  }
}

it('[FOUND4] made anew it ends at once, for a file that is on its way too; a start finds it as it was, a restore draws another', {
  skip: skipped,
}, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tablee-server-link-'))
  const lines: string[] = []
  const log = { write: (line: string) => void lines.push(line) }
  const first = await aServer({ dir, demo: false, logLevel: 'trace', log })
  const own = printed(first)
  const finish = await slowly(first, own, bytes(square))
  const machine = first.tablee.machineToken()
  const anew = (await first.api('/api/server/link', { method: 'POST', as: machine })).body as { url: string }
  const next = anew.url.split('#')[1] ?? ''
  expect([next === own, next]).toEqual([false, printed(first)])
  expect(await finish()).toBe(401)
  expect(first.tablee.halls.list()).toEqual([])
  expect((await first.api('/api/server/dialogues', { as: own })).status).toBe(401)
  expect((await found(first, next, square)).status).toBe(201)
  await first.close()

  // No secret of it lies in the folder, and none went to the log.
  const secrets = [own, next].map((token) => token.slice('server.'.length))
  for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => join(dir, name)))
    if (statSync(file).isFile())
      for (const secret of secrets) expect([file, readFileSync(file).includes(secret)]).toEqual([file, false])
  for (const secret of secrets) expect(lines.join('\n').includes(secret)).toBe(false)

  const second = await aServer({ dir })
  expect(printed(second)).toBe(next)
  expect((await linkOf(second, next, id)).status).toBe(200)
  await second.close()
  // One that was ended after the backup is not to open again.
  backup(dir, join(dir, 'copy'))
  await restore(dir, join(dir, 'copy'), Date.now())
  const third = await aServer({ dir })
  expect(printed(third)).not.toBe(next)
  expect((await third.api('/api/server/dialogues', { as: next })).status).toBe(401)
  await third.close()
  rmSync(dir, { recursive: true, force: true })
})
