/** What else a restore has to reach, or must not: erasures that came since, a second laptop, a photo. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId, Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { afterAll, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { layPhoto, png } from '../photo/pictures.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { tablesOf, twoLaptops, until as eventually, untilTwo } from '../support/twoLaptops.ts'
import { pageOf } from './page.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-backup-beside-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const origin = { who: 'reporter', why: 'test' }
const en = 'en' as Lang
const board = 'demo-1-2' as BoardId

async function write(server: TestServer, change: (doc: Y.Doc) => void): Promise<void> {
  const done = await server.parts.live.write(board, 'reporter', change)
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
}
const entry = (id: string) => (doc: Y.Doc) =>
  void addNode(doc, origin, { id: id as NodeId, kind: 'issue', wording: id, lang: en, at: 1 })
const has = (server: TestServer, id: string): Promise<boolean> =>
  server.parts.live.look(board, (doc) => readBoard(doc).nodes.has(id as NodeId))
const organiserOf = async (server: TestServer) => {
  const { session } = await server.enter('organiser')
  return { session, page: pageOf(server, server.dialogue, session) }
}

describe('a restore', () => {
  it('[BAK6] does again what was erased since, before anybody is served', async () => {
    const dir = join(folder, 'erased')
    const server = await startServer({ dir })
    try {
      const { session, page } = await organiserOf(server)
      await write(server, (doc) => {
        entry('said')(doc)
        const words = { id: 'w-secret' as WordsId, node: 'said' as NodeId, text: 'My neighbour Paula drinks' }
        addWords(doc, origin, { ...words, lang: en, seat: null, capture: 'dictated', at: 1 })
      })
      const file = await page.take()
      await page.ask('/backup', 'POST')
      expect((await page.made()).making?.file).not.toBeNull()
      const facilitator = (await server.enter('facilitator', 1)).session
      const strike = { id: 'strike', kind: 'redact', words: 'w-secret' }
      await server.api(`/api/boards/${board}/commands`, { as: facilitator, body: strike })
      const erased = await server.api(`/api/dialogues/${server.dialogue}/erasures`, { as: session, body: {} })
      expect(erased.body).toMatchObject({ struck: 0, erased: 1 })
      // No word of it is on this server: one that was made before, and that nobody has fetched, is none any more.
      expect([(await page.told()).making, readdirSync(join(dir, 'backups'))]).toEqual([null, []])

      await page.upload(file)
      const { put } = await page.put()
      const text = await server.parts.live.look(board, (doc) => readBoard(doc).words.get('w-secret' as WordsId)?.text)
      expect(text).toMatch(/^█+$/)
      // What was put aside was erased by then, and is packed.
      expect(readdirSync(join(dir, 'backups'))).toEqual([put?.aside])
      const files = ['tablee.sqlite', 'tablee.sqlite-wal'].map((name) => join(dir, name))
      await eventually('nothing of it is left', () => files.every((file) => !readFileSync(file).includes('Paula')))
    } finally {
      await server.close()
    }
  })

  it('[BAK7] reaches the second laptop as what it is: every table is alike', async () => {
    const { first, second, folder: both, remove } = await twoLaptops()
    try {
      const { page } = await organiserOf(first)
      await write(first, entry('before'))
      const file = await page.take()
      await write(first, entry('after'))
      await page.upload(file)
      await page.put()
      expect([await has(first, 'before'), await has(first, 'after')]).toEqual([true, false])
      await write(first, entry('later'))
      const [a, b] = [join(both, 'first'), join(both, 'second')]
      await eventually(
        'nothing that was replaced is left',
        () => !JSON.stringify(tablesOf(a)['journal_document']).includes('~'),
      )
      await eventually('all on both', () => JSON.stringify(tablesOf(a)) === JSON.stringify(tablesOf(b)))
      await untilTwo(first)
      expect(await has(first, 'later')).toBe(true)
    } finally {
      second.close()
      await first.close()
      remove()
    }
  })

  it('[BAK1] brings a photo that was lost beside the database, and what a stop cut off is gone at the next start', async () => {
    const dir = join(folder, 'photo')
    let server = await startServer({ dir })
    const { page, session } = await organiserOf(server)
    const facilitator = (await server.enter('facilitator', 1)).session
    const kept = await server.api(`/api/boards/${board}/photos`, { as: facilitator, bytes: png() })
    const { hash } = kept.body as { hash: string }
    await write(server, (doc) => void layPhoto(doc, hash))
    const file = await page.take()
    rmSync(join(dir, 'photos', hash))
    await page.upload(file)
    await page.put()
    expect(readFileSync(join(dir, 'photos', hash)).equals(png())).toBe(true)
    const half = pageOf(server, server.dialogue, session)
    await half.ask('/restore', 'POST', { size: file.length })
    await server.close()
    server = await startServer({ dir })
    const { put, restore, making, kept: asides } = await pageOf(server, server.dialogue, session).told()
    expect([restore, making, asides.map(({ name }) => name)]).toEqual([null, null, [put?.aside]])
    await server.close()
  })
})
