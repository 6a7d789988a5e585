/** A full disk under the real server: SQLite's own page limit stands for it, so that it fills and empties at will. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Ticket } from '@tablee/shared/wire/document'
import { contentOf, rawNode } from '../support/rawBoard.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'
import { withinPromise } from '../support/promised.ts'

const skipped = nothingOnPostgres('a full disk', 'a limit of SQLite stands for it')

let folder: string
let server: TestServer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-full-'))
  server = await startServer({ dir: folder })
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const pages = (limit?: number): number => {
  const row = server.parts.database
    .prepare(limit === undefined ? 'PRAGMA page_count' : `PRAGMA max_page_count = ${limit}`)
    .get()
  return Number(Object.values(row ?? {})[0])
}
async function editor(device: string): Promise<RawEditor> {
  const { session } = await server.enter('facilitator', 1, { device })
  const doc = new Y.Doc()
  const { ticket } = (
    await server.api('/api/tickets', {
      as: session,
      body: { board: server.board(1, 2), path: 'collab', clients: [doc.clientID] },
    })
  ).body as Ticket
  const made = new RawEditor({ url: server.ws, name: `board:${server.board(1, 2)}`, ticket, doc })
  await made.ready()
  return made
}
const committed = async (): Promise<Record<string, unknown>> => {
  const doc = new Y.Doc()
  for (const update of (await server.parts.journal.load(`board:${server.board(1, 2)}`)).updates)
    Y.applyUpdate(doc, update)
  return contentOf(doc)
}

it('[LIVE20] a full disk is told within 2 s to the whole table, nothing is called saved, and it recovers alone with every edit', {
  skip: skipped,
  timeout: 30_000,
}, async () => {
  const [ana, bo] = [await editor('ana'), await editor('bo')]
  rawNode(ana.doc, 'before', 'while there was room')
  await ana.saved()
  const free = Number(Object.values(server.parts.database.prepare('PRAGMA freelist_count').get() ?? {})[0])
  pages(pages())
  const seq = ana.savedSeq
  const began = performance.now()
  // More than any free pages hold: 4 KiB each, and some rest in the last ones.
  for (let i = 0; i < free * 3 + 40; i += 1) rawNode(ana.doc, `full-${i}`, 'x'.repeat(1_900))
  const down = (one: RawEditor) => one.told.findLast(({ type }) => type === 'storage')
  await Promise.all(
    [ana, bo].map((one) =>
      one.until('told', () => down(one)?.type === 'storage' && JSON.stringify(down(one)).includes('"down"')),
    ),
  )
  withinPromise('a full disk is told to the table', began, 2_000)
  expect(ana.answered).toBeLessThan(ana.sent)
  const { nodes } = (await committed()) as { nodes: Record<string, unknown> }
  expect(Object.keys(nodes).filter((id) => id.startsWith('full-')).length).toBeLessThan(free * 3 + 40)
  // Nobody is sent what is not in the journal.
  expect(Object.keys(contentOf(bo.doc)['nodes'] as object).sort()).toEqual(Object.keys(nodes).sort())
  expect(ana.closed).toBeNull()

  pages(1_073_741_823)
  await ana.saved()
  await Promise.all([ana, bo].map((one) => one.until('up', () => JSON.stringify(down(one)).includes('"up"'))))
  await bo.until(
    'all',
    () =>
      Object.keys(contentOf(bo.doc)['nodes'] as object).length ===
      Object.keys(contentOf(ana.doc)['nodes'] as object).length,
  )
  expect(await committed()).toEqual(contentOf(ana.doc))
  expect(contentOf(bo.doc)).toEqual(contentOf(ana.doc))
  expect(ana.savedSeq).toBeGreaterThan(seq)
})
