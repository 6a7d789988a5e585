/** A board that has no room left for a file takes none of it. */
import { plant } from '@tablee/shared/board/plant'
import { readBoard } from '@tablee/shared/board/read'
import { limits } from '@tablee/shared/board/schema'
import type { BoardId, Lang, NodeId } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { startServer, type TestServer } from '../support/server.ts'

describe('a full board', () => {
  let server: TestServer
  let organiser: string
  beforeAll(async () => {
    server = await startServer({ seed: 'full' })
    organiser = (await server.enter('organiser')).session
  })
  afterAll(() => server.close())

  const entries = async (board: BoardId): Promise<number> => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, (await server.parts.live.state(board)).state)
    return readBoard(doc).nodes.size
  }
  /** As many entries of this text as bring the board to `count`. */
  const fill = (board: BoardId, count: number, wording: string) =>
    server.parts.live.write(board, 'server', (doc) => {
      const nodes = Array.from({ length: count - readBoard(doc).nodes.size }, (_, n) => ({
        id: `filled-${n}` as NodeId,
        kind: 'argument' as const,
        wording,
        lang: 'en' as Lang,
      }))
      expect(plant(doc, { who: 'server', why: 'test' }, { nodes, relations: [], at: 1 }).ok).toBe(true)
    })
  const send = async (board: BoardId, text: string, more = '') =>
    (
      await server.api(`/api/boards/${board}/import?file=map.argdown${more}`, {
        as: organiser,
        bytes: Buffer.from(text),
      })
    ).body

  it('[FMT4] in entries: what would be one too many is refused with all that came along, and leaves no row', async () => {
    const board = server.board(1, 5)
    await fill(board, limits.nodes - 1, 'Full')
    const { seq } = server.parts.journal.head(`board:${board}`)
    // Anyone who only looks is told the same, before anything is to be written.
    for (const more of ['&look=1', ''])
      expect(await send(board, '<One>: one\n\n<Two>: two\n', more)).toEqual({
        problem: { code: 'board-full', what: 'nodes', limit: limits.nodes },
      })
    expect(await send(board, '<One>: one\n', '&look=1')).toMatchObject({ seq: null, nodes: 1 })
    expect([await entries(board), server.parts.journal.head(`board:${board}`).seq]).toEqual([limits.nodes - 1, seq])
    expect(await send(board, '<One>: one\n')).toMatchObject({ seq: seq + 1, nodes: 1 })
    expect(await entries(board)).toBe(limits.nodes)
  })

  it('[FMT4] in bytes: nothing comes in that would make the document too large to be written in', async () => {
    const board = server.board(2, 5)
    await fill(board, 1_350, '語'.repeat(limits.wording))
    const { seq } = server.parts.journal.head(`board:${board}`)
    const long = Array.from({ length: 100 }, (_, n) => `<N${n}>: ${'語'.repeat(1_900)}\n`).join('\n')
    expect(await send(board, long)).toEqual({
      problem: { code: 'board-full', what: 'bytes', limit: limits.documentHard },
    })
    expect(server.parts.journal.head(`board:${board}`).seq).toBe(seq)
  })
})
