import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { contentOf, rawNode, rawWords, wordingOf } from '../support/rawBoard.ts'
import { liveServer, type LiveServer, type Who } from '../support/liveServer.ts'
import { RawEditor } from '../support/rawEditor.ts'

let server: LiveServer
afterEach(() => server.close())

const join = (who: Who, board = 'b1', more: { clientID?: number; sync?: boolean; doc?: Y.Doc } = {}): RawEditor =>
  new RawEditor({ url: server.url, name: `board:${board}`, ticket: server.ticket(board, who), ...more })

async function joined(who: Who, board = 'b1', more: { clientID?: number; doc?: Y.Doc } = {}): Promise<RawEditor> {
  const editor = join(who, board, more)
  await editor.ready()
  return editor
}

describe('the durable write', () => {
  it('[LIVE1] two editors converge, and both hear "saved" for what they wrote', async () => {
    server = await liveServer()
    const ana = await joined({ device: 'ana' })
    const bo = await joined({ device: 'bo' })
    rawNode(ana.doc, 'n1', 'Close the ring road')
    await bo.until('n1', () => bo.doc.getMap('nodes').has('n1'))
    wordingOf(bo.doc, 'n1').insert(0, 'Please: ')
    rawWords(bo.doc, 'w1', 'n1', 'we cannot sleep')
    await ana.until('w1', () => ana.doc.getMap('words').has('w1'))
    await Promise.all([ana.saved(), bo.saved()])
    expect(contentOf(ana.doc)).toEqual(contentOf(bo.doc))
    const { state, seq } = server.live.state('b1' as never)
    const replay = new Y.Doc()
    Y.applyUpdate(replay, state)
    expect(contentOf(replay)).toEqual(contentOf(ana.doc))
    expect(seq).toBe(server.journal.head('board:b1').seq)
    expect([...server.journal.since('board:b1', 1, 0)].map(({ author, device }) => [author, device])).toContainEqual(['reporter', 'ana'])
  })
})
