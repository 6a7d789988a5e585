/** Days that go wrong in one way, at full size: an offline spell of a mebibyte, and two hundred devices at once. */
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openTable } from '@tablee/client/link/table'
import type { TableLink } from '@tablee/client/link/link'
import { aTable, canonical, type ATable } from '../support/aTable.ts'

let t: ATable
afterEach(() => t.close())

describe('at full size', () => {
  it('[TRAP 18] an offline spell of 1 MiB over two page loads arrives through the real limits', async () => {
    t = aTable({ editors: 2, seed: 3 })
    await t.quiet()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    await t.offline('ana', async () => {
      for (let page = 0; page < 2; page++) {
        for (let i = 0; i < 300; i++) {
          const node = t.ana.add('argument', `${page} ${i} ${'because of the night bus '.repeat(36)}`, issue)
          t.ana.say(node, `${page} ${i} ${'we cannot sleep '.repeat(55)}`)
        }
        await t.flow()
        await t.ana.reload()
        await t.flow()
      }
    })
    const size = Y.encodeStateAsUpdate(t.ana.doc).length
    expect(size).toBeGreaterThan(1024 * 1024)
    await t.agrees()
    expect(t.bo.board.words.size).toBe(600)
    expect(t.server.counts.catchUps).toBeGreaterThan(4)
    // But that the log kept nothing for once, where it is such a log (SLOW_LOG_LOSES).
    expect(t.server.problems.filter((problem) => problem !== 'the journal takes no writes')).toEqual([])
    console.log(`an offline spell of ${Math.round(size / 1024)} KiB: ${t.server.counts.catchUps} parts`)
  })

  it('[LINK19] 200 devices lose the server in one instant, 40 with an unsaved edit: all come back spread out, nothing is lost', async () => {
    t = aTable({ editors: 1, seed: 4, disk: false, most: 200_000 })
    await t.quiet()
    const issue = t.ana.add('issue', 'Who is liable?')
    await t.quiet()
    // One person's card on two hundred devices of a hall: what matters is the number of sockets.
    const links: TableLink[] = []
    for (let i = 0; i < 200; i++) {
      const id = `d-${i}`
      const session = { ...t.ana.session, session: `secret-${id}` }
      const known = t.server.roles.get('secret-ana')
      if (!known) throw new Error('no session')
      t.server.roles.set(session.session, { ...known, id: `s-${id}`, device: id as never, link: `l-${id}` as never })
      links.push(
        openTable({
          board: 'b1',
          session,
          environment: { ...t.ana.environment, fetch: t.wire.fetchOf(id), WebSocket: t.wire.socketsOf(id) },
        }),
      )
    }
    const all = (kind: string) => () =>
      links.every(
        (link) =>
          link.light().kind === kind && link.status().state === (kind === 'saved' ? 'live' : link.status().state),
      )
    await t.until('200 are live', all('saved'))
    await t.killServer()
    for (const [i, link] of links.slice(0, 40).entries()) {
      const node = link.doc.getMap('nodes').get(issue)
      if (!(node instanceof Y.Map)) throw new Error('no issue')
      const wording = node.get('wording')
      if (wording instanceof Y.Text)
        link.doc.transact(() => wording.insert(0, `${i}. `), { who: 'reporter', why: 'reword' })
    }
    await t.until('all know it', all('kept'))
    // No two hundred in the same instant: the waits differ.
    const waits = new Set(links.map((link) => link.status().retryAt))
    expect(waits.size).toBeGreaterThan(50)
    t.startServer()
    await t.until('200 are back', all('saved'))
    const truth = canonical(await t.replay())
    for (const link of links) expect(canonical(link.doc)).toBe(truth)
    for (let i = 0; i < 40; i++) expect(truth).toContain(`${i}. `)
    for (const link of links) link.close()
  })
})
