/** Readers of a history who take their time: a board's whole past is held for none of them longer than it may be. */
import { get, type IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import type { LinkId } from '@tablee/shared/ids'
import type { HistoryLine } from '@tablee/shared/wire/replay'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { askedLog } from '../support/slowLog.ts'

let server: TestServer
/** The person who was told to wait has waited. */
let waited = 0
beforeAll(async () => {
  server = await startServer({ screens: '/nowhere', clock: () => Date.now() + waited })
}, 60_000)
afterAll(() => server.close())

describe('a history that is read slowly', () => {
  const quiet = () => server.board(5, 2)
  const ask = (session: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) =>
      get(
        `${server.url}/api/boards/${quiet()}/history`,
        { headers: { authorization: `Bearer ${session}` }, agent: false },
        resolve,
      ).on('error', reject),
    )
  /** Longer than what sockets take in advance: its reader decides how fast it comes. */
  beforeAll(async () => {
    for (let n = 0; n < 420; n += 1)
      await server.parts.live.write(quiet(), 'server', (doc) =>
        doc
          .getMap('meta')
          .set('weight', Buffer.from(crypto.getRandomValues(new Uint8Array(20_000))).toString('latin1')),
      )
  })

  it('[HIS7] ends when its reader’s link is revoked', async () => {
    const { session } = await server.enter('reporter', 5)
    const answer = await ask(session)
    await server.parts.access.links.revoke(server.link('reporter', 5).id as LinkId)
    let rows = 0
    let first = true
    for await (const line of createInterface({ input: answer })) {
      if (!first) rows += (JSON.parse(line) as HistoryLine).rows
      first = false
    }
    // On a log that answers late it may be revoked before the first row has come.
    if (askedLog === undefined) expect(rows).toBeGreaterThan(0)
    expect(rows).toBeLessThan(420)
  })

  it('[HIS7] a session reads two at once, a card twelve; who reads on makes room again', async () => {
    const one = await server.enter('citizen', 5)
    const open = [await ask(one.session), await ask(one.session)]
    expect((await ask(one.session)).statusCode).toBe(429)
    for (let n = 0; n < 5; n += 1) {
      const { session } = await server.enter('citizen', 5)
      open.push(await ask(session), await ask(session))
    }
    expect(open.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 12 }, () => 200))
    const late = await server.enter('citizen', 5)
    expect((await ask(late.session)).statusCode).toBe(429)
    const other = await server.enter('facilitator', 5)
    const theirs = await ask(other.session)
    expect(theirs.statusCode).toBe(200)
    for (const answer of [...open, theirs]) answer.destroy()
    // The server notices at its own pace that somebody went; asking again costs a turn each.
    const again = async () => {
      waited += 10_000
      return (await ask(late.session)).statusCode
    }
    await expect.poll(again, { timeout: 60_000 }).toBe(200)
  })
})
