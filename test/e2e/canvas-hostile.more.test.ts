/** A hostile editor's canvas in a real browser: what the gate takes must not take the drawing away from the table. */
import { judge } from '@tablee/server/live/board/gate'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { hostile } from '../support/hostileCanvas.ts'
import { canvasOf } from '../support/rawCanvas.ts'
import { entered, haveBrowser, openHall, visitor } from '../support/pages.ts'

describe.skipIf(!haveBrowser)('a canvas with a hostile editor', () => {
  it('[CSC10] stays with those who look at it', async () => {
    const hall = await openHall()
    const { server } = hall
    const organiser = await server.enter('organiser')
    await server.api(`/api/dialogues/${server.dialogue}/session`, { as: organiser.session, body: { session: 3 } })
    const board = server.board(4, 3)
    const { page } = await visitor(hall, { viewport: { width: 1280, height: 860 } })
    await entered(server, page, 'facilitator', 4)
    await page.goto(`${server.url}/table/${board}`)
    await page.getByRole('tab', { name: 'Canvas' }).click()
    await page.locator('.surface .tl-canvas').waitFor()
    const actor = { role: 'reporter', seat: null } as const
    let refused = 0
    for (const [name, change] of Object.entries(hostile)) {
      const now = new Y.Doc()
      Y.applyUpdate(now, (await server.parts.live.state(board)).state)
      const mine = new Y.Doc()
      Y.applyUpdate(mine, Y.encodeStateAsUpdate(now))
      change(mine)
      const update = Y.encodeStateAsUpdate(mine, Y.encodeStateVector(now))
      if (judge(now, update, { actor, state: 'open', claim: () => 'yours' }).kind !== 'accept') {
        refused += 1
        continue
      }
      expect((await server.parts.live.write(board, 'reporter', change)).ok).toBe(true)
      // Drawn, and answering: a screen that is kept busy, or a canvas that gave up, has no such shape to show.
      await page.locator('.surface .tl-shape[data-shape-id="shape:evil"]').waitFor({ state: 'attached' })
      const gaveUp = page.locator('.tl-error-boundary, .tl-shape-error-boundary')
      expect([name, await gaveUp.count()]).toEqual([name, 0])
      await server.parts.live.write(board, 'reporter', (doc) => {
        for (const id of ['shape:evil', 'shape:one', 'shape:two', 'binding:start', 'binding:end'])
          canvasOf(doc).delete(id)
      })
      await page.locator('.surface .tl-shape[data-shape-id="shape:evil"]').waitFor({ state: 'detached' })
    }
    expect(refused).toBeGreaterThan(5)
    expect(refused).toBeLessThan(12)
    await hall.close()
  })
})
