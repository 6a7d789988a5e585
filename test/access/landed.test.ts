/** A board that is being closed, a link that is being withdrawn: what requests are answered while that is under way. */
import type { LinkId } from '@tablee/shared/ids'
import type { Ticket } from '@tablee/shared/wire/document'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { heldLog } from '../support/heldLog.ts'
import { startServer, type Reply, type TestServer } from '../support/server.ts'

let server: TestServer
let log: ReturnType<typeof heldLog>
beforeEach(async () => {
  log = heldLog()
  server = await startServer({ screens: '/nowhere', through: log.through })
}, 60_000)
afterEach(() => server.close())

const brings = (session: string): Promise<Reply> =>
  server.api(`/api/boards/${server.board(1, 2)}/import?file=map.argdown`, {
    as: session,
    method: 'POST',
    bytes: new TextEncoder().encode('[Claim]: Trees cool streets.'),
  })

it.each([true, false])(
  '[RCD33] nobody is refused because of a closing that does not land, and who may edit is told as it is committed (it lands: %s)',
  async (lands) => {
    const board = server.board(1, 2)
    const { session } = await server.enter('facilitator', 1)
    const organiser = (await server.enter('organiser')).session
    const mayEdit = async () => {
      const body = { board, path: 'collab', clients: [7], epoch: '' }
      const [me, ticket] = [
        await server.api('/api/me', { as: session }),
        await server.api('/api/tickets', { as: session, body }),
      ]
      return [(me.body as { mayEdit: boolean }).mayEdit, (ticket.body as Ticket).mayEdit]
    }
    log.hold()
    const closing = server.parts.dialogues.setClosed(board, true, {
      author: 'organiser',
      device: 'desk',
      command: 'closes',
    })
    await log.handed()
    let answered = false
    const answer = brings(organiser).finally(() => (answered = true))
    // Asked behind it and answered before it.
    expect(await mayEdit()).toEqual([true, true])
    expect(answered).toBe(false)
    if (lands) log.land()
    else log.lose()
    expect((await closing).ok).toBe(lands)
    expect((await answer).body).toMatchObject({ problem: { code: lands ? 'not-allowed' : 'journal-unavailable' } })
    expect((await brings(organiser)).status).toBe(lands ? 403 : 200)
    expect(await mayEdit()).toEqual(lands ? [false, false] : [true, true])
  },
)

it.each([true, false])(
  '[RCD33] nobody is sent away because of a withdrawal that does not land (it lands: %s)',
  async (lands) => {
    const { session } = await server.enter('facilitator', 1)
    log.hold()
    const withdrawn = server.parts.access.links.revoke(server.link('facilitator', 1).id as LinkId)
    await log.handed()
    let answered = false
    const answer = server.api('/api/me', { as: session }).finally(() => (answered = true))
    expect((await server.api('/healthz')).status).toBe(200)
    expect(answered).toBe(false)
    if (lands) log.land()
    else log.lose()
    expect((await withdrawn).ok).toBe(lands)
    const { body, headers } = await answer
    expect(body).toMatchObject({ problem: { code: lands ? 'not-signed-in' : 'journal-unavailable' } })
    expect([headers.has('www-authenticate'), headers.get('cache-control')]).toEqual([lands, 'no-store'])
    expect((await server.api('/api/me', { as: session })).status).toBe(lands ? 401 : 200)
  },
)

it.each([true, false])(
  '[RCD33] nor a file whose progress is told, by a closing that comes while it is read (it lands: %s)',
  async (lands) => {
    const board = server.board(1, 2)
    const { session } = await server.enter('organiser')
    const claims = Array.from({ length: 1_500 }, (_, n) => `[C${n}]: Claim number ${n}.\n`)
    const answer = await fetch(`${server.url}/api/boards/${board}/import?file=map.argdown`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session}`, accept: 'application/x-ndjson' },
      body: claims.join('\n'),
    })
    const lines: string[] = []
    let closing: Promise<{ readonly ok: boolean }> | null = null
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      if (lines.length === 0) {
        log.hold()
        const by = { author: 'organiser', device: 'desk', command: 'closes' }
        closing = server.parts.dialogues.setClosed(board, true, by)
        await log.handed()
      }
      lines.push(...part.trim().split('\n'))
      if (!part.includes('writing')) continue
      for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve))
      if (lands) log.land()
      else log.lose()
    }
    expect((await closing)?.ok).toBe(lands)
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      problem: lands
        ? { code: 'not-allowed', role: 'organiser', action: 'board.import' }
        : { code: 'journal-unavailable' },
    })
    expect((await brings(session)).status).toBe(lands ? 403 : 200)
  },
)
