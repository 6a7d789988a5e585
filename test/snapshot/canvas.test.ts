/** The canvas in a snapshot: frozen, read back, compared, and rebuilt from the journal alone. */
import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import { moveShapes, removeShapes, setText } from '@tablee/shared/board/canvas/edit'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { canvasSvg } from '@tablee/shared/canvas-svg/svg'
import type { Texts } from '@tablee/shared/snapshot/reading'
import { snapshotSchema } from '@tablee/shared/snapshot/schema'
import { canvasOf, snapshotCanvas } from '@tablee/shared/snapshot/shapes'
import { wholeCanvas } from '@tablee/shared/view/canvas'
import { nothingHeld } from '@tablee/shared/view/policy'
import { afterEach, describe, expect, it } from 'vitest'
import { fullCanvas, photoOfSheet } from '../support/fullCanvas.ts'
import { startServer, type TestServer } from '../support/server.ts'

const who = { who: 'reporter', why: 'test' }
const by = { author: 'analyst', device: 'd1' }
let server: TestServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
})
const value = <T>(result: { ok: true; value: T } | { ok: false; problem: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

describe('a canvas in a snapshot', () => {
  it('[SNAP12] reads back as the same drawing, byte for byte, without a text in the clear', () => {
    const doc = newBoardDoc()
    fullCanvas(doc, 'CANARY')
    const canvas = readCanvas(doc)
    const texts = new Map<string, string>()
    const { canvas: frozen } = snapshotCanvas(canvas, nothingHeld, (place, text) => {
      texts.set(place, text)
      return place
    })
    if (frozen === undefined) throw new Error('nothing was frozen')
    expect(JSON.stringify(frozen)).not.toContain('CANARY')
    expect(frozen.photos).toEqual([photoOfSheet])
    expect(frozen.shapes.find(({ id }) => id === 'shape:hope')).toMatchObject({ seat: 'T1-03', capture: 'dictated' })
    // Canonical JSON takes whole numbers only.
    expect(JSON.stringify(frozen).replaceAll(/"[^"]*"/g, '""')).not.toMatch(/\d\.\d/)
    const back = canvasOf(frozen, texts as Texts)
    expect(wholeCanvas(back)).toEqual(wholeCanvas(canvas))
    expect(back.links).toEqual(canvas.links)
    expect(back.template).toEqual(canvas.template)
    const drawing = { lang: 'fr', spoken: 'fr', labels: { kinds: {}, levels: {}, noPhoto: '' }, photo: () => null }
    expect(canvasSvg(wholeCanvas(back), drawing)).toBe(canvasSvg(wholeCanvas(canvas), drawing))
    // Frozen again it is the same again.
    expect(snapshotCanvas(back, nothingHeld, (place) => place).canvas).toEqual(frozen)
    expect(snapshotCanvas(readCanvas(newBoardDoc()), nothingHeld, () => '')).toEqual({})
  })

  it('[SNAP13] is rebuilt from the journal alone, marks what is behind the curtain, and is compared shape by shape', async () => {
    server = await startServer({ seed: 'canvas-snapshots' })
    const s = server
    const id = s.board(6, 5)
    const board = { id, dialogue: s.dialogue }
    await s.parts.live.write(id, 'reporter', (doc) => fullCanvas(doc, 'CANARY'))
    const one = value(await s.parts.snapshots.take(board, by))
    const body = (await s.parts.snapshots.body(one.hash)) ?? ''
    expect(body).not.toContain('CANARY')
    const valid = new Ajv({ strict: false }).compile(snapshotSchema)
    expect(valid(JSON.parse(body)), JSON.stringify(valid.errors)).toBe(true)
    expect(JSON.parse(readFileSync(new URL('../../docs/schemas/snapshot-1.json', import.meta.url), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(snapshotSchema)),
    )
    expect(
      (await s.parts.snapshots.sidecar(one.hash))?.texts.filter(({ text }) => text.includes('CANARY')),
    ).toHaveLength(15)

    const citizen = { role: 'citizen', seat: null, device: 'd3' } as never
    value(await s.parts.live.command(id, citizen, { id: 'draw', kind: 'curtain', to: 'drawn' }))
    await s.parts.live.write(id, 'reporter', (doc) => {
      value(moveShapes(doc, who, ['shape:fear'], 10, 0))
      value(setText(doc, who, 'shape:hope', 'Autrement'))
      value(removeShapes(doc, who, ['shape:note'], 2))
    })
    value(await s.parts.live.command(id, citizen, { id: 'open', kind: 'curtain', to: 'open' }))
    const two = value(await s.parts.snapshots.take(board, by))
    const marked = (await s.parts.snapshots.get(two.hash))?.boards[0]?.canvas?.shapes.filter(({ curtain }) => curtain)
    expect(marked?.map((shape) => shape.id)).toEqual(['shape:fear', 'shape:hope'])
    const diff = value(await s.parts.snapshots.diff(one.hash, two.hash))
    expect(diff.boards[0]?.canvas).toEqual({
      added: [],
      removed: ['shape:note'],
      changed: [
        { id: 'shape:fear', fields: ['curtain', 'x'] },
        { id: 'shape:hope', fields: ['curtain', 'text'] },
      ],
    })
    for (const { hash } of [one, two])
      expect(value(await s.parts.snapshots.rebuild(hash))).toEqual(await s.parts.snapshots.get(hash))
  })
})
