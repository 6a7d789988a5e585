/** The demo's canvases: session 3 at six tables, each in its language, read as data. */
import { readBackcast } from '@tablee/shared/board/canvas/backcast'
import { isLockedPart } from '@tablee/shared/board/canvas/parts'
import { pageBox } from '@tablee/shared/board/canvas/place'
import { readPlacement } from '@tablee/shared/board/canvas/placement'
import { isSeeded } from '@tablee/shared/board/canvas/plant'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { brokenCanvasRules } from '@tablee/shared/board/canvas/repair'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import * as Y from 'yjs'
import { expect, it } from 'vitest'
import { startServer } from '../support/server.ts'

it('[DEMO3] every board has its canvas’s records; session 3 shows three ways back from 2040, two fields, one front page', async () => {
  const server = await startServer()
  const { dialogues, live } = server.parts
  const said: Record<string, string> = {}
  const languages = new Set<string>()
  for (const table of dialogues.tables(server.dialogue)) {
    for (const place of dialogues.boardsOf(table.id)) {
      const doc = newBoardDoc()
      Y.applyUpdate(doc, (await live.state(place.id)).state)
      expect(isSeeded(doc), place.id).toBe(true)
      expect(brokenCanvasRules(doc), place.id).toEqual([])
      const canvas = readCanvas(doc)
      const board = readBoard(doc)
      const elements = [...canvas.shapes.values()].flatMap((shape) => (shape.type === 'element' ? [shape] : []))
      expect(elements.length > 0, place.id).toBe(place.session === 3)
      if (place.session !== 3) continue
      for (const { props } of elements) languages.add(props.lang)
      // What a table links is there to be followed, and no card lies on another.
      for (const [id, nodes] of canvas.links) for (const node of nodes) expect(board.nodes.has(node), id).toBe(true)
      const boxes = elements.map(({ id }) => pageBox(canvas, id))
      boxes.forEach((a, n) =>
        boxes.slice(n + 1).forEach((b) => {
          const apart =
            a === null || b === null || a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y
          expect(apart, `${place.id}: two cards lie on one another`).toBe(true)
        }),
      )
      expect([...canvas.shapes.values()].filter(isLockedPart).every((shape) => shape.isLocked)).toBe(true)
      const way = readBackcast(canvas)
      const field = readPlacement(canvas)
      said[place.id] =
        way !== null
          ? `${way.complete ? 'a whole way' : 'a broken way'} of ${way.steps.length} steps from ${way.from} to ${way.to}`
          : field !== null
            ? `${field.placed.length} placed, unit ${field.unit}`
            : canvas.template.name
    }
  }
  expect(said).toEqual({
    'demo-1-3': 'a whole way of 4 steps from 2040 to 2026',
    'demo-2-3': '5 placed, unit tables',
    'demo-3-3': 'a whole way of 4 steps from 2040 to 2026',
    'demo-4-3': 'a whole way of 4 steps from 2040 to 2026',
    'demo-5-3': 'front-page',
    'demo-6-3': '4 placed, unit tables',
  })
  expect([...languages].sort()).toEqual(['ar', 'de', 'en', 'es', 'fr'])
  await server.close()
}, 60_000)
