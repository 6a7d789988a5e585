/** A large dialogue is put back while somebody types at another dialogue's table on the same server. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { Ticket } from '@tablee/shared/wire/document'
import { firstEpoch } from '@tablee/shared/wire/editor'
import { afterAll, expect, it } from 'vitest'
import { RawEditor } from '../support/rawEditor.ts'
import { startServer } from '../support/server.ts'
import { pageOf, squareBoard, squareOn } from './page.ts'

const wanted = Number(process.env['BACKUP_ROWS'] ?? 50_000)
const folder = mkdtempSync(join(tmpdir(), 'tablee-backup-typing-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it(`[BAK9] while ${wanted} rows are put back, 99 of 100 letters at another dialogue’s table are saved within 100 ms`, async () => {
  const server = await startServer({ dir: folder })
  try {
    const { session } = await server.enter('organiser')
    const page = pageOf(server, server.dialogue, session)
    const { journal, dialogues } = server.parts
    const boards = dialogues
      .tables(server.dialogue)
      .flatMap(({ id }) => dialogues.boardsOf(id).map((board) => board.id))
    // As a day of typing leaves them: small rows, in the log of boards.
    for (const board of boards) {
      const doc = newBoardDoc()
      const updates: Uint8Array[] = []
      doc.on('update', (update: Uint8Array) => updates.push(update))
      const text = doc.getText('nobody-reads-this')
      for (let n = 0; n < wanted / boards.length; n += 1) text.insert(text.length, `letter ${n} `)
      const { epoch } = journal.head(`board:${board}`)
      let from = 0
      await Promise.all(
        updates.map((data, n) => {
          const range = { client: doc.clientID, from, to: from + `letter ${n} `.length }
          from = range.to
          return journal.append({
            doc: `board:${board}`,
            epoch,
            kind: 'update',
            author: 'facilitator',
            device: 'device-1',
            data,
            writers: [range],
            deps: [],
          })
        }),
      )
    }
    const file = await page.take()
    const enter = await squareOn(server)
    const theirs = await enter('facilitator')
    const doc = newBoardDoc()
    const asked = { board: squareBoard, path: 'collab', clients: [doc.clientID], epoch: firstEpoch }
    const { ticket } = (await server.api('/api/tickets', { as: theirs, body: asked })).body as Ticket
    const editor = new RawEditor({ url: server.ws, name: `board:${squareBoard}`, ticket, doc })
    await editor.ready()

    let count = 0
    const type = async (until: (n: number) => boolean): Promise<number[]> => {
      const took: number[] = []
      for (let n = 0; !until(n); n += 1) {
        const began = performance.now()
        addNode(
          doc,
          { who: 'facilitator', why: 'add' },
          { id: `typed-${count++}` as NodeId, kind: 'position', wording: `${n}`, lang: 'en' as Lang, at: 1 },
        )
        await editor.saved()
        took.push(performance.now() - began)
        await new Promise((next) => setTimeout(next, 20))
      }
      return took.sort((a, b) => a - b)
    }
    const at = (took: readonly number[], part: number): number =>
      Math.round((took[Math.floor(took.length * part)] ?? 0) * 10) / 10
    // What this machine takes while nothing is put back.
    const alone = at(await type((n) => n === 100), 0.99)
    let over = false
    const typing = type(() => over)
    const began = performance.now()
    for (let time = 0; time < 4; time += 1) {
      await page.upload(file, 1024 * 1024)
      await page.put()
    }
    const ms = Math.round((performance.now() - began) / 4)
    over = true
    const took = await typing
    console.log(
      `backup: ${wanted} rows, a file of ${Math.round(file.length / 1024)} KiB, looked through and put back in ${ms} ms, four times; ${took.length} letters elsewhere: half within ${at(took, 0.5)} ms, 99 of 100 within ${at(took, 0.99)} ms (${alone} alone), the slowest ${at(took, 0.9999)} ms`,
    )
    const typed = [...readBoard(doc).nodes.keys()].filter((id) => id.startsWith('typed-'))
    expect(typed).toHaveLength(count)
    expect(editor.closed).toBeNull()
    expect(at(took, 0.99)).toBeLessThan(Math.max(100, alone * 4))
  } finally {
    await server.close()
  }
})
