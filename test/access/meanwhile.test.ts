/** Requests that take a while, and what ends meanwhile: a link that is revoked, a board that is closed. */
import { request, type ClientRequest } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { LinkId } from '@tablee/shared/ids'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { png } from '../photo/pictures.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startServer({ screens: '/nowhere' })
}, 60_000)
afterEach(() => server.close())

type Answer = { readonly status: number; readonly body: string }
type Slow = { readonly begun: Promise<void>; finish(): Promise<Answer> }

/** A request whose body comes when the test says so. `begun`: the server has asked who this is, and waits for the body. */
function slowly(path: string, method: string, session: string, body: Uint8Array, type = 'application/json'): Slow {
  let sent: ClientRequest | null = null
  const answered = new Promise<Answer>((resolve, reject) => {
    sent = request(`${server.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${session}`,
        'content-type': type,
        'content-length': body.length,
        expect: '100-continue',
      },
    })
    sent.on('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }))
    })
    sent.on('error', reject)
    sent.flushHeaders()
  })
  const begun = new Promise<void>((resolve) => sent?.on('continue', resolve)).then(() => pause(0))
  return {
    begun,
    finish: () => {
      sent?.end(body)
      return answered
    },
  }
}
const json = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const argdown = (claims: number): Uint8Array =>
  new TextEncoder().encode(Array.from({ length: claims }, (_, n) => `[C${n}]: Claim number ${n}.\n`).join('\n'))

describe('access that ends while a request is under way', () => {
  const requests = {
    'a command': {
      role: 'facilitator',
      path: 'commands',
      method: 'POST',
      body: json({ id: 'c1', kind: 'curtain', to: 'drawn' }),
    },
    'a policy': { role: 'facilitator', path: 'policy', method: 'PUT', body: json({ showNotes: true }) },
    'the right to edit': { role: 'facilitator', path: 'access', method: 'PUT', body: json({ citizensEdit: true }) },
    'a photo': { role: 'facilitator', path: 'photos', method: 'POST', body: png() },
    'a part of an offline spell': { role: 'facilitator', path: 'catch-up', method: 'POST', body: Uint8Array.of(0, 0) },
    'a file': { role: 'organiser', path: 'import?file=map.argdown', method: 'POST', body: argdown(3) },
  } as const

  it.each(Object.entries(requests))(
    '[ACC28] %s whose sender is revoked before it is whole has no effect',
    async (_, one) => {
      const board = server.board(1, 2)
      const before = server.parts.journal.head(`board:${board}`).seq
      const policy = server.parts.dialogues.policy(board)
      const { session } = await server.enter(one.role, one.role === 'organiser' ? undefined : 1)
      const slow = slowly(`/api/boards/${board}/${one.path}`, one.method, session, one.body)
      await slow.begun
      await server.parts.access.links.revoke(
        server.link(one.role, one.role === 'organiser' ? undefined : 1).id as LinkId,
      )
      const answer = await slow.finish()
      expect([answer.status, answer.body]).toEqual([401, expect.stringContaining('not-signed-in')])
      expect(server.parts.journal.head(`board:${board}`).seq).toBe(before)
      expect(server.parts.dialogues.policy(board)).toEqual(policy)
      expect(server.parts.dialogues.boardState(board)).toBe('open')
      expect(server.parts.database.prepare('SELECT count(*) AS count FROM photo').get()).toEqual({ count: 0 })
    },
  )

  it.each(['a photo', 'a file'] as const)(
    '[ACC28] %s whose board is closed before it is whole has no effect',
    async (what) => {
      const one = requests[what]
      const board = server.board(1, 2)
      const { session } = await server.enter(one.role, one.role === 'organiser' ? undefined : 1)
      const slow = slowly(`/api/boards/${board}/${one.path}`, one.method, session, one.body)
      await slow.begun
      await server.parts.dialogues.setClosed(board, true, {
        author: 'organiser',
        device: 'd',
        command: 'close',
      } as never)
      const seq = server.parts.journal.head(`board:${board}`).seq
      expect((await slow.finish()).status).toBe(403)
      expect(server.parts.journal.head(`board:${board}`).seq).toBe(seq)
      expect(server.parts.database.prepare('SELECT count(*) AS count FROM photo').get()).toEqual({ count: 0 })
    },
  )

  it('[ACC28] a file that is being read when its board is closed is not written', async () => {
    const board = server.board(1, 2)
    const { session } = await server.enter('organiser')
    const answer = await fetch(`${server.url}/api/boards/${board}/import?file=map.argdown`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session}`, accept: 'application/x-ndjson' },
      body: new Uint8Array(argdown(1_500)),
    })
    const lines: string[] = []
    const closing = { command: 'close', author: 'organiser', device: 'd' } as never
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      if (lines.length === 0) await server.parts.dialogues.setClosed(board, true, closing)
      lines.push(...part.trim().split('\n'))
    }
    expect(lines.length).toBeGreaterThan(1)
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ problem: { code: 'not-allowed' } })
    expect((await server.parts.live.state(board)).state.length).toBeLessThan(20_000)
  })

  it('[LIVE24] what the server writes for somebody is asked for once more at the commit', async () => {
    const board = server.board(1, 2)
    const { seq } = server.parts.journal.head(`board:${board}`)
    let may = true
    const written = server.parts.live.write(
      board,
      'organiser',
      (doc) => {
        doc.getMap('meta').set('late', 1)
        may = false
      },
      () => may,
    )
    expect(await written).toEqual({ ok: false, problem: { code: 'refused', why: 'not-allowed' } })
    const actor = { role: 'facilitator', seat: null, device: 'd' } as never
    const command = { id: 'late', kind: 'template', template: 'day', horizon: 2040 } as const
    expect(await server.parts.live.command(board, actor, command, () => false)).toMatchObject({ ok: false })
    expect(await server.parts.live.command(board, actor, { id: 'c', kind: 'release' }, () => false)).toMatchObject({
      ok: false,
    })
    expect(server.parts.journal.head(`board:${board}`).seq).toBe(seq)
  })
})
