import {
  addElement,
  addRecord,
  linkElement,
  moveShapes,
  removeShapes,
  reparent,
  setText,
} from '@tablee/shared/board/canvas/edit'
import { shapeWith } from '@tablee/shared/board/canvas/records'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode } from '@tablee/shared/board/edit'
import { readWhole } from '@tablee/shared/board/whole'
import { seedBoard } from '@tablee/shared/board/command'
import type { Lang, NodeId, PhotoHash } from '@tablee/shared/ids'
import { figuresOf } from '@tablee/shared/view/figures'
import { draw, heldCount, heldNow, open, openCurtain, release } from '@tablee/shared/view/held'
import { defaultPolicy, nothingHeld, type ViewPolicy } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import { readView } from '@tablee/shared/view/read'
import { withheldBy } from '@tablee/shared/view/withheld'
import { afterEach, describe, expect, it } from 'vitest'
import { fullCanvas, linkedNode, photoOfSheet } from '../support/fullCanvas.ts'
import { aHall, stateOf, until, type Hall } from './hall.ts'

const origin = { who: 'reporter', why: 'test' }
const lang = 'fr' as Lang
function aTable() {
  const doc = newBoardDoc()
  seedBoard(doc, { question: 'Why?', lang, seats: 6, table: 1 })
  fullCanvas(doc)
  const see = (policy: Partial<ViewPolicy> = {}, held = nothingHeld) =>
    project(readWhole(doc), { ...defaultPolicy, ...policy }, held, (id) => `p-${id}`)
  return { doc, see, read: () => readWhole(doc) }
}

describe('the canvas that observers see', () => {
  it('[VIEW24] has public ids and what is named, and neither seat nor time nor lock', () => {
    const { see } = aTable()
    const { canvas, template } = see()
    expect(template).toBe('backcasting')
    const text = JSON.stringify(canvas)
    expect(text).not.toMatch(/T1-03|dictated|capture|seat|isLocked|"at"/)
    for (const [, id] of text.matchAll(/"([a-z-]*shape:[^"]+)"/g)) expect(id).toMatch(/^p-shape:/)
    expect(canvas['p-shape:hope']).toMatchObject({
      type: 'element',
      kind: 'hope',
      text: 'Ma mère va chez le kiné words',
      horizon: null,
    })
    expect(canvas['p-shape:note']).toMatchObject({ parent: 'p-shape:frame', order: 0 })
    expect(canvas['p-shape:one']).toMatchObject({ from: 'p-shape:headline', to: 'p-shape:milestone' })
    const without = see({ showCanvas: false })
    expect([without.template, without.canvas]).toEqual(['', {}])
    // Photos: by policy, each by itself.
    expect(canvas['p-shape:photo']).toMatchObject({ photo: null, text: 'photo words' })
    expect(see({ photos: [photoOfSheet as PhotoHash] }).canvas['p-shape:photo']).toMatchObject({ photo: photoOfSheet })
    expect(see({ curtain: 'drawn' })).toMatchObject({ canvas: {}, template: '' })
    expect(see({ consent: false })).toMatchObject({ canvas: {}, template: '' })
  })

  it('[RULE10] a photo that is not released is counted as withheld; a released one, or a canvas that is not shown, is not', () => {
    const { read } = aTable()
    const withheld = (policy: Partial<ViewPolicy>) => withheldBy(read(), { ...defaultPolicy, ...policy }, nothingHeld)
    const none = { entries: 0, words: 0, elements: 0, photos: 0, paragraphs: 0 }
    expect(withheld({})).toEqual({
      asked: none,
      facilitator: none,
      curtain: none,
      unreleased: { ...none, photos: 1 },
    })
    expect(withheld({ photos: [photoOfSheet as PhotoHash] }).unreleased).toEqual(none)
    expect(withheld({ showCanvas: false }).unreleased).toEqual(none)
  })

  it('[VIEW24] a link to a node that is not shown is gone; an arrow whose end is not shown keeps its place', () => {
    const { doc, see, read } = aTable()
    const other = 'other-node' as NodeId
    addNode(doc, origin, { id: other, kind: 'issue', wording: 'Another', lang, at: 2 })
    linkElement(doc, origin, 'shape:milestone', other, 9)
    expect(see().canvas['p-shape:milestone']?.links).toEqual([`p-${linkedNode}`, `p-${other}`])
    expect(see({ hidden: [linkedNode] }).canvas['p-shape:milestone']?.links).toEqual([`p-${other}`])
    const held = { ...nothingHeld, shapes: new Map([['shape:headline' as const, null]]) }
    const view = see({}, held)
    expect(view.canvas['p-shape:headline']).toBeUndefined()
    expect(view.canvas['p-shape:one']).toMatchObject({ from: null, to: 'p-shape:milestone' })
    // Order has no gap where something is held.
    const orders = Object.values(view.canvas)
      .filter(({ parent }) => parent === null)
      .map(({ order }) => order)
    expect(orders).toEqual(orders.map((_, n) => n))
    expect(heldCount(held, read())).toBe(1)
  })

  it('[VIEW24] what was projected once is looked at anew when a node is hidden, and under another name', () => {
    const { read } = aTable()
    const board = read()
    const [p, q] = [(id: string) => `p-${id}`, (id: string) => `q-${id}`]
    const seen = (policy: Partial<ViewPolicy>, name = p) =>
      project(board, { ...defaultPolicy, ...policy }, nothingHeld, name).canvas
    const photos = [photoOfSheet as PhotoHash]
    expect(seen({ photos })['p-shape:milestone']?.links).toEqual([`p-${linkedNode}`])
    expect(seen({ photos, hidden: [linkedNode] })['p-shape:milestone']?.links).toEqual([])
    expect(Object.keys(seen({ photos, hidden: [linkedNode] }, q))).toContain('q-shape:milestone')
  })

  it('[VIEW24] what lies in a frame that is held stands on the page where it stood; two that hold one another are shown', () => {
    const { doc, see, read } = aTable()
    const frame = read().canvas?.shapes.get('shape:frame')
    const note = { ...see().canvas['p-shape:note'] }
    const held = { ...nothingHeld, shapes: new Map([['shape:frame' as const, null]]) }
    expect(see({}, held).canvas['p-shape:note']).toMatchObject({
      parent: null,
      x: (frame?.x ?? 0) + (note.x ?? 0),
      y: (frame?.y ?? 0) + (note.y ?? 0),
    })
    // Held when one lay in the other, and later when it was the other way round.
    const figure = (id: ShapeId) => {
      const { canvas } = read()
      const found = canvas && figuresOf(canvas).get(id)
      if (!found) throw new Error(`no ${id}`)
      return found
    }
    const [a, b] = ['shape:a', 'shape:b'] as const
    for (const id of [a, b])
      expect(addRecord(doc, origin, shapeWith(id, 'group', { x: 5, y: 5, index: 'b91' })).ok).toBe(true)
    reparent(doc, origin, [a], b)
    const inB = figure(a)
    reparent(doc, origin, [a], 'page:page')
    reparent(doc, origin, [b], a)
    const shapes = new Map([
      [a, inB],
      [b, figure(b)],
    ])
    const view = see({}, { ...nothingHeld, shapes }).canvas
    expect([view['p-shape:a']?.parent, view['p-shape:b']?.parent]).toEqual([null, 'p-shape:a'])
  })

  it('[VIEW24] the facilitator’s template is not counted among what is held', () => {
    const { read } = aTable()
    const shapes = [...(read().canvas?.shapes.values() ?? [])]
    const own = shapes.filter(({ meta }) => meta.part === undefined)
    expect(own.length).toBeLessThan(shapes.length)
    const held = { ...nothingHeld, shapes: new Map(shapes.map(({ id }) => [id, null])) }
    expect(heldCount(held, read())).toBe(own.length)
  })

  it('[VIEW25] behind the curtain: what is new is held, what is changed shows as it was, what is released is seen', () => {
    const { doc, see, read } = aTable()
    const before = see()
    let curtain = draw(openCurtain, read())
    addElement(doc, origin, { id: 'shape:new', kind: 'fear', text: 'behind', lang, x: 0, y: 0, at: 3 })
    setText(doc, origin, 'shape:hope', 'reworded behind')
    moveShapes(doc, origin, ['shape:fear'], 77, 0)
    reparent(doc, origin, ['shape:actor'], 'shape:frame')
    linkElement(doc, origin, 'shape:obstacle', linkedNode, 9)
    // Its frame goes, and it stands on the page: it is shown where it stood.
    removeShapes(doc, origin, ['shape:frame'], 4)
    expect(heldNow(curtain, read()).shapes.size).toBeGreaterThan(4)
    curtain = open(curtain, read())
    const opened = see({}, heldNow(curtain, read()))
    expect(JSON.stringify(opened)).not.toMatch(/behind/)
    for (const id of ['hope', 'fear', 'actor', 'obstacle']) {
      const [then, now] = [before.canvas[`p-shape:${id}`], opened.canvas[`p-shape:${id}`]]
      expect({ ...now, order: 0 }, id).toEqual({ ...then, order: 0 })
    }
    expect(opened.canvas['p-shape:frame']).toBeUndefined()
    // Worked on while the curtain is open: held as it was, until the table releases it.
    setText(doc, origin, 'shape:hope', 'reworded again')
    expect(see({}, heldNow(curtain, read())).canvas['p-shape:hope']?.text).toBe(before.canvas['p-shape:hope']?.text)
    // A second curtain does not make what was written behind the first one seen.
    curtain = draw(curtain, read())
    moveShapes(doc, origin, ['shape:hope'], 3, 3)
    curtain = open(curtain, read())
    expect(see({}, heldNow(curtain, read())).canvas['p-shape:hope']?.text).toBe(before.canvas['p-shape:hope']?.text)
    curtain = release(curtain, read())
    const released = see({}, heldNow(curtain, read()))
    expect(released.canvas['p-shape:hope']?.text).toBe('reworded again')
    expect(released.canvas['p-shape:new']?.text).toBe('behind')
    expect(released.canvas['p-shape:fear']?.x).toBe((before.canvas['p-shape:fear']?.x ?? 0) + 77)
  })
})

describe('a canvas that is followed', () => {
  let hall: Hall | null = null
  afterEach(async () => {
    await hall?.close()
    hall = null
  })

  it('[VIEW25, VIEW24] curtain, consent and pause take it away within a second, and a stock follower reads what was shown', async () => {
    hall = await aHall()
    const h = hall
    await h.edit((doc) => fullCanvas(doc))
    const { doc } = h.follow()
    const texts = () => Object.values(readView(doc).canvas).map(({ text }) => text)
    await until(doc, () => texts().some((text) => text.includes('kiné')))
    expect(Object.keys(readView(doc).canvas)).toHaveLength(readWhole(h.doc).canvas?.shapes.size ?? 0)
    const took: Record<string, number> = {}
    const within = async (what: string, change: () => Promise<unknown>, holds: () => boolean): Promise<void> => {
      const began = performance.now()
      await change()
      await until(doc, holds)
      took[what] = Math.round(performance.now() - began)
      expect(took[what], what).toBeLessThan(10_000)
    }
    const gone = () => texts().length === 0
    await within(
      'curtain',
      () => h.command({ kind: 'curtain', to: 'drawn' }),
      () => gone() && stateOf(doc) === 'curtain',
    )
    await h.edit((table) => setText(table, origin, 'shape:hope', 'behind the curtain'))
    await within(
      'opened',
      () => h.command({ kind: 'curtain', to: 'open' }),
      () => texts().includes('Ma mère va chez le kiné words'),
    )
    await within(
      'released',
      () => h.command({ kind: 'release' }),
      () => texts().includes('behind the curtain'),
    )
    await within('consent', () => h.setPolicy({ consent: false }), gone)
    await within(
      'consent again',
      () => h.setPolicy({ consent: true }),
      () => !gone(),
    )
    await within(
      'paused',
      () => h.setPolicy({ observation: 'paused' }),
      () => stateOf(doc) === 'paused',
    )
    await h.edit((table) => setText(table, origin, 'shape:fear', 'while paused'))
    await within(
      'resumed',
      () => h.setPolicy({ observation: 'open' }),
      () => texts().includes('while paused'),
    )
    await within(
      'photo',
      () => h.setPolicy({ photos: [photoOfSheet as PhotoHash] }),
      () => Object.values(readView(doc).canvas).some(({ photo }) => photo === photoOfSheet),
    )
    await within(
      'photo withdrawn',
      () => h.setPolicy({ photos: [] }),
      () => Object.values(readView(doc).canvas).every(({ photo }) => photo === null),
    )
    console.log(`canvas, milliseconds: ${JSON.stringify(took)}`)
  })
})
