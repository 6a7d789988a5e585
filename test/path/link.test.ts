/** The link against the whole server on a real port: HTTP routes, upgrade, origins, limits, SQLite. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Environment } from '@tablee/client/link/environment'
import type { TableLink } from '@tablee/client/link/link'
import { openTable } from '@tablee/client/link/table'
import * as edit from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import { newId, type Lang, type NodeId, type WordsId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import { aDevice, boardOf, entered } from '../support/aDevice.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { withinPromise } from '../support/promised.ts'

let server: TestServer
const links: TableLink[] = []
afterEach(async () => {
  for (const link of links.splice(0)) link.close()
  await server.close()
})

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
/** Resolves when it holds; asked after each change of the link. */
const until = (link: TableLink, holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (!holds()) return
      off()
      stop()
      resolve()
    }
    const off = link.subscribe(look)
    const seen = () => look()
    link.doc.on('update', seen)
    const stop = () => link.doc.off('update', seen)
    queueMicrotask(look)
  })
async function sit(
  role: Role,
  network = { up: true },
  environment = aDevice(() => server.url, { network }),
): Promise<{ link: TableLink; network: { up: boolean }; environment: Environment }> {
  const session = await entered(environment, server.link(role, 1).token)
  const link = openTable({ board: boardOf(session), session, environment })
  links.push(link)
  await until(link, () => link.status().state === 'live')
  return { link, network, environment }
}
const add = (link: TableLink, wording: string): NodeId => {
  const id = newId<NodeId>(random)
  const done = edit.addNode(
    link.doc,
    { who: link.me.who, why: 'add' },
    { id, kind: 'issue', wording, lang: 'fr' as Lang, at: Date.now() },
  )
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  return id
}

describe('the link on the whole server', () => {
  it('[LINK1] a facilitator’s edit is saved and seen by a citizen of the same table, presence and clock included', async () => {
    server = await startServer()
    const ana = await sit('facilitator')
    const bo = await sit('citizen')
    const id = add(ana.link, 'A last question of ours')
    await until(ana.link, () => ana.link.light().kind === 'saved')
    await until(bo.link, () => readBoard(bo.link.doc).nodes.has(id))
    expect(bo.link.me.mayEdit).toBe(false)
    expect(ana.link.boardStatus()?.tableNumber).toBe(1)
    ana.link.presence.show({ node: id, writing: true })
    await new Promise<void>((resolve) => {
      const off = bo.link.presence.subscribe(() => {
        if (!bo.link.presence.others().some((each) => each.node === id && each.writing)) return
        off()
        resolve()
      })
    })
  })

  it('[LINK6] commands and a long offline spell go through the real routes', async () => {
    server = await startServer()
    const ana = await sit('facilitator')
    const issue = add(ana.link, 'Who is liable?')
    const words = newId<WordsId>(random)
    edit.addWords(
      ana.link.doc,
      { who: ana.link.me.who, why: 'say' },
      {
        id: words,
        node: issue,
        text: 'we cannot sleep',
        lang: 'fr' as Lang,
        seat: null,
        capture: 'own-typing',
        at: Date.now(),
      },
    )
    await until(ana.link, () => ana.link.light().kind === 'saved')
    ana.link.command({ kind: 'withdraw', id: newId<string>(random), words })
    await until(ana.link, () => ana.link.pendingCommands().length === 0)
    await until(ana.link, () => readBoard(ana.link.doc).words.get(words)?.withdrawn !== null)
    ana.network.up = false
    server.parts.live.disconnect({ link: server.link('facilitator', 1).id })
    await until(ana.link, () => ana.link.status().state === 'waiting')
    for (let i = 0; i < 200; i++) add(ana.link, `${i} ${'because of the night bus '.repeat(70)}`)
    expect(ana.link.light()).toMatchObject({ kind: 'kept', n: 200 })
    ana.network.up = true
    ana.link.retry()
    await until(ana.link, () => ana.link.light().kind === 'saved')
    const bo = await sit('citizen')
    expect(readBoard(bo.link.doc).nodes.size).toBe(readBoard(ana.link.doc).nodes.size)
  })

  it('[LINK9] a revoked link is out within a second', async () => {
    server = await startServer()
    const ana = await sit('facilitator')
    const start = performance.now()
    await server.parts.access.links.revoke(server.link('facilitator', 1).id)
    await until(ana.link, () => ana.link.status().state === 'barred')
    withinPromise('whose link was revoked is out', start)
  })
})
