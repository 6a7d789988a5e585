/** A table's canvas: what is read of a document, whatever it holds; what the verbs write; what is put right and undone. */
import { createTLSchema, defaultBindingSchemas, defaultShapeSchemas } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newBoardDoc } from '@tablee/shared/board/doc'
import {
  addElement,
  addRecord,
  connect,
  elementTextOf,
  linkElement,
  moveShapes,
  placeShape,
  removeShapes,
  reparent,
  repairCanvas,
  resizeShape,
  setElement,
  setText,
  unlinkElement,
  writeRecords,
} from '@tablee/shared/board/canvas/edit'
import { rulesOf } from '@tablee/shared/board/canvas/fields'
import { pagePose } from '@tablee/shared/board/canvas/place'
import { canvasReader, readCanvas } from '@tablee/shared/board/canvas/read'
import { brokenCanvasRules } from '@tablee/shared/board/canvas/repair'
import {
  elementKinds,
  canvasLimits,
  pageId,
  shapeTypes,
  type Canvas,
  type CanvasShape,
  type ShapeId,
} from '@tablee/shared/board/canvas/schema'
import { canvasSchema, schemaAge } from '@tablee/shared/board/canvas/tldraw-schema'
import { canvasUndoFor } from '@tablee/shared/board/canvas/undo'
import { isIndexKey, plainRichText, richTextPlain, withSoundMarks } from '@tablee/shared/board/canvas/values'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { replica } from '../support/rawBoard.ts'
import { canvasOf, entryOf, rawElement, rawFrame, rawGroup, rawRecord } from '../support/rawCanvas.ts'
import { seeded } from '../support/seeded.ts'

const ana = { who: 'reporter', why: 'test' }
const fr = 'fr' as Lang
const at = 1_700_000_000_000
const sync = (...docs: Y.Doc[]): void => {
  for (const from of docs) for (const to of docs) if (to !== from) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
}
const shapeOf = (canvas: Canvas, id: ShapeId): CanvasShape => {
  const shape = canvas.shapes.get(id)
  if (shape === undefined) throw new Error(`no shape ${id}`)
  return shape
}
const place = (canvas: Canvas, id: ShapeId): [number, number] => {
  const { x, y } = pagePose(canvas, shapeOf(canvas, id))
  return [Math.round(x * 100) / 100, Math.round(y * 100) / 100]
}

const bo = { who: 'bo', why: 'test' }
const arrowTo = (to: ShapeId) =>
  ({ id: 'shape:arrow', start: 'binding:s', end: 'binding:e', from: 'shape:a', to, at }) as const

/** tldraw's own schema, with the shapes a table has. */
const kept = ['arrow', 'draw', 'frame', 'geo', 'group', 'image', 'note', 'text'] as const
const tldraw = createTLSchema({
  shapes: {
    ...Object.fromEntries(kept.map((name) => [name, defaultShapeSchemas[name]])),
    element: { props: {} as never },
  },
  bindings: defaultBindingSchemas,
})
/** What tldraw's validator has to say. Of our own element it knows the frame only: its props are taken out. */
function judgedByTldraw(record: CanvasShape | { readonly typeName: 'binding' | 'asset' }): string | null {
  const asked = 'type' in record && record.type === 'element' ? { ...record, props: {} } : record
  try {
    tldraw.types[record.typeName].validate(asked as never)
    return null
  } catch (cause) {
    return String(cause)
  }
}

describe('reading a canvas', () => {
  it('[CAN1] is total: whatever a document holds, what is read is whole, bounded and what tldraw takes', () => {
    const random = seeded(3)
    const hostile: readonly unknown[] = [
      null,
      '',
      'x',
      -1,
      0,
      0.5,
      1e9,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      true,
      [],
      {},
      { x: 1, y: 2 },
      { x: 1, y: 'b' },
      Uint8Array.of(1),
      { type: 'doc', content: [] },
      plainRichText('a\nb'),
      { type: 'doc', content: [{ type: 'iframe' }] },
      [{ type: 'free', points: [{ x: 0, y: 0, z: 0.5 }] }],
      [{ type: 'free', points: [{ x: 0, y: Number.NaN }] }],
      'black',
      'shape:a',
      'a1',
      'a10',
      'zz',
      'asset:a',
      'middle',
    ]
    let read = 0
    for (let round = 0; round < 300; round += 1) {
      const doc = newBoardDoc()
      for (const type of shapeTypes) {
        const fields = [...(rulesOf('shape', type)?.keys() ?? [])]
        const written = fields.filter(() => random.next() < 0.7).map((field) => [field, random.pick(hostile)])
        rawRecord(doc, `shape:${type}`, { ...Object.fromEntries(written), typeName: 'shape', type })
      }
      for (const [id, type] of [
        ['binding:b', 'arrow'],
        ['asset:a', 'image'],
      ] as const) {
        const of = id.startsWith('b') ? 'binding' : 'asset'
        const fields = [...(rulesOf(of, type)?.keys() ?? [])]
        const written = fields.filter(() => random.next() < 0.7).map((field) => [field, random.pick(hostile)])
        const ends = of === 'binding' ? { fromId: 'shape:arrow', toId: 'shape:geo' } : {}
        rawRecord(doc, id, { ...Object.fromEntries(written), ...ends, typeName: of, type })
      }
      canvasOf(doc).set('shape:plain', random.pick(hostile))
      canvasOf(doc).set(`nonsense ${round}`, new Y.Map([['type', 'geo']]))
      const canvas = readCanvas(doc)
      for (const record of [...canvas.shapes.values(), ...canvas.bindings.values()]) {
        expect(judgedByTldraw(record), JSON.stringify(record)).toBeNull()
        read += 1
      }
      // tldraw knows no `photo:`; everything else of an asset it takes.
      for (const asset of canvas.assets.values())
        expect(
          judgedByTldraw({ ...asset, props: { ...asset.props, src: null } } as never),
          JSON.stringify(asset),
        ).toBeNull()
      for (const shape of canvas.shapes.values())
        expect(shape.parentId === pageId || canvas.shapes.has(shape.parentId)).toBe(true)
    }
    expect(read).toBeGreaterThan(2_000)
  })

  it('[CAN1] opens a document whose roots are of another type, and passes over what is nested without end', () => {
    const doc = new Y.Doc()
    doc.getArray('canvas')
    expect(readCanvas(doc).shapes.size).toBe(0)
    const deep = newBoardDoc()
    let nested: unknown = 1
    for (let n = 0; n < 3_000; n += 1) nested = [nested]
    rawRecord(deep, 'shape:a', { typeName: 'shape', type: 'note', 'props.richText': nested, 'props.color': nested })
    expect(readCanvas(deep).shapes.get('shape:a')?.type).toBe('note')
  })

  it('[CAN2] the schema beside the records is tldraw’s own; an older or a newer one is told apart', () => {
    expect(JSON.parse(canvasSchema)).toEqual(JSON.parse(JSON.stringify(tldraw.serialize())))
    const other = (change: (sequences: Record<string, number>) => void): string => {
      const schema = JSON.parse(canvasSchema) as { sequences: Record<string, number> }
      change(schema.sequences)
      return JSON.stringify(schema)
    }
    expect(schemaAge(null)).toBe('same')
    expect(schemaAge(canvasSchema)).toBe('same')
    expect(schemaAge(other((of) => (of['com.tldraw.shape.note'] = 99)))).toBe('newer')
    expect(schemaAge(other((of) => (of['com.tldraw.shape.video'] = 1)))).toBe('newer')
    expect(schemaAge(other((of) => (of['com.tldraw.shape.note'] = 1)))).toBe('older')
    expect(schemaAge('not json')).toBe('foreign')
  })

  it('[CAN2] an index that we call good is one that tldraw can go on from', () => {
    const random = seeded(8)
    const letters = 'AZaz019Bb'
    let good = 0
    for (let n = 0; n < 4_000; n += 1) {
      const key = Array.from({ length: 1 + random.below(6) }, () => letters.charAt(random.below(letters.length))).join(
        '',
      )
      if (!isIndexKey(key)) continue
      good += 1
      const shape = { id: 'shape:a', typeName: 'shape', type: 'group', x: 0, y: 0, rotation: 0, index: key }
      const record = { ...shape, parentId: pageId, isLocked: false, opacity: 1, props: {}, meta: {} } as CanvasShape
      expect(judgedByTldraw(record), key).toBeNull()
    }
    expect(good).toBeGreaterThan(300)
    for (const key of ['', 'a', '0', 'a00', 'a10', 'zz', 'é1', `A${'0'.repeat(26)}`])
      expect(isIndexKey(key), key).toBe(false)
  })

  it('[CAN3] a reader that follows sees what a full reading sees, and what did not change is the same object', () => {
    const doc = newBoardDoc()
    const reader = canvasReader(doc)
    let told = 0
    reader.subscribe(() => (told += 1))
    rawElement(doc, 'shape:a', 'one')
    rawElement(doc, 'shape:b', 'two', { index: 'a2' })
    const before = reader.current()
    elementTextOf(doc, 'shape:a')?.insert(3, '!')
    const after = reader.current()
    expect(after).toEqual(readCanvas(doc))
    expect(after.shapes.get('shape:b')).toBe(before.shapes.get('shape:b'))
    expect(after.shapes.get('shape:a')).not.toBe(before.shapes.get('shape:a'))
    expect(after.children).toBe(before.children)
    expect(after.assets).toBe(before.assets)
    expect(readCanvas(doc, after)).toBe(after)
    doc.getMap('nodes').set('n1', new Y.Map())
    expect(reader.current()).toBe(after)
    expect(told).toBe(3)
    reader.destroy()
  })

  it('[CAN3] a reader knows that something is amiss, though it shows the same as before', () => {
    const doc = newBoardDoc()
    rawGroup(doc, 'shape:g', { index: 'a2' })
    rawGroup(doc, 'shape:gone', { parentId: 'shape:g', gone: at })
    rawElement(doc, 'shape:a', '', { parentId: 'shape:g' })
    const reader = canvasReader(doc)
    const shown = reader.current()
    expect(reader.amiss()).toBe(false)
    entryOf(doc, 'shape:a').set('parentId', 'shape:gone')
    expect(reader.current()).toBe(shown)
    expect(reader.amiss()).toBe(true)
    expect(repairCanvas(doc, ana, { parts: false }, reader)).toBe(1)
    expect(reader.amiss()).toBe(false)
    canvasOf(doc).set('shape:none', new Y.Map([['type', 'video']]))
    expect(reader.amiss()).toBe(true)
    canvasOf(doc).delete('shape:none')
    expect(reader.amiss()).toBe(false)
    reader.destroy()
  })

  it('[CAN3] says what is written in a rich text, block by block', () => {
    const rich = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [{ type: 'text', text: 'a' }, { type: 'hardBreak' }, { type: 'text', text: 'b' }],
        },
        {
          type: 'bulletList',
          content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'c' }] }] }],
        },
        { type: 'paragraph' },
      ],
    } as const
    expect(rulesOf('shape', 'note')?.get('props.richText')?.(rich)).toBe(true)
    expect(richTextPlain(rich)).toBe('a\nb\nc\n')
  })

  it('[CAN12] what leads where no canvas leads keeps its words, and every mark that may stand there', () => {
    const link = (href: string) => ({ type: 'link', attrs: { href, target: '_blank', rel: null, class: null } })
    const saying = (marks: readonly object[]) => ({
      type: 'doc' as const,
      content: [
        {
          type: 'bulletList',
          content: [
            { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Ring us', marks }] }] },
          ],
        },
      ],
    })
    const may = rulesOf('shape', 'note')?.get('props.richText')
    const long = link(`https://example.org/${'a'.repeat(1_000)}`)
    const pasted = saying([{ type: 'bold' }, link('tel:+32'), link('/about'), long, { type: 'underline' }])
    expect(may?.(pasted)).toBe(false)
    const sound = withSoundMarks(pasted)
    expect(sound).toEqual(saying([{ type: 'bold' }]))
    expect(may?.(sound)).toBe(true)
    const web = saying([link('https://example.org')])
    expect(withSoundMarks(web)).toEqual(web)
  })
})

describe('orphans, rings and doubles', () => {
  it('[CAN4] nests no deeper than a screen can follow: what lies deeper stands where it is seen', () => {
    const doc = newBoardDoc()
    const deep = canvasLimits.depth + 8
    const parent = (n: number) => (n === 0 ? pageId : `shape:g${n - 1}`)
    for (let n = 0; n < deep; n += 1) rawGroup(doc, `shape:g${n}`, { x: 1, y: 0, parentId: parent(n), index: 'a1' })
    const canvas = readCanvas(doc)
    expect(canvas.shapes.size).toBe(deep)
    const depthOf = (id: ShapeId): number => {
      const { parentId } = shapeOf(canvas, id)
      return parentId === pageId ? 0 : 1 + depthOf(parentId)
    }
    expect(Math.max(...[...canvas.shapes.keys()].map(depthOf))).toBe(canvasLimits.depth)
    expect(place(canvas, `shape:g${deep - 1}`)).toEqual([deep, 0])
  })

  it('[CAN4] what somebody moved into a frame that is deleted meanwhile stands on the page where it was seen', () => {
    const one = newBoardDoc()
    rawFrame(one, 'shape:frame', { x: 1_000, y: 500, rotation: Math.PI / 2 })
    rawGroup(one, 'shape:group', { x: 10, y: 20, parentId: 'shape:frame' })
    rawElement(one, 'shape:a', 'mine', { x: 3, y: 4 })
    const two = replica(one, 22)
    expect(removeShapes(one, ana, ['shape:frame', 'shape:group'], at).ok).toBe(true)
    expect(reparent(two, ana, ['shape:a'], 'shape:group').ok).toBe(true)
    expect(moveShapes(two, ana, ['shape:a'], 30, 0).ok).toBe(true)
    const seen = place(readCanvas(two), 'shape:a')
    sync(one, two)
    const canvas = readCanvas(one)
    expect(shapeOf(canvas, 'shape:a').parentId).toBe(pageId)
    expect(place(canvas, 'shape:a')).toEqual(seen)
    expect(canvas).toEqual(readCanvas(two))
    expect(brokenCanvasRules(one)).not.toEqual([])
    // Both put it right at once; it is the same.
    for (const doc of [one, two]) expect(repairCanvas(doc, ana, { parts: false })).toBe(1)
    sync(one, two)
    for (const doc of [one, two]) {
      expect(brokenCanvasRules(doc)).toEqual([])
      expect(repairCanvas(doc, ana, { parts: false })).toBe(0)
      expect(place(readCanvas(doc), 'shape:a')).toEqual(seen)
    }
  })

  it('[CAN4] a frame stands on the page, so that nobody moves it by moving what it would lie in', () => {
    const doc = newBoardDoc()
    rawGroup(doc, 'shape:group', { x: 100, y: 100 })
    rawFrame(doc, 'shape:frame', { x: 1, y: 2, parentId: 'shape:group', index: 'a2' })
    rawElement(doc, 'shape:part-x', '', { 'meta.part': 'field', parentId: 'shape:frame', index: 'a3' })
    rawElement(doc, 'shape:a', '', { parentId: 'shape:frame' })
    const canvas = readCanvas(doc)
    expect(shapeOf(canvas, 'shape:frame')).toMatchObject({ parentId: pageId, x: 101, y: 102 })
    expect(shapeOf(canvas, 'shape:part-x')).toMatchObject({ parentId: pageId, x: 101, y: 102 })
    expect(shapeOf(canvas, 'shape:a').parentId).toBe('shape:frame')
    expect(reparent(doc, ana, ['shape:frame'], 'shape:group').ok).toBe(false)
    expect(repairCanvas(doc, ana, { parts: false })).toBe(0)
    expect(repairCanvas(doc, ana, { parts: true })).toBe(2)
    expect(readCanvas(doc)).toEqual(canvas)
  })

  it('[CAN4] anyone who moves an orphan before it was put right moves it from where it is seen', () => {
    const doc = newBoardDoc()
    rawGroup(doc, 'shape:g', { x: 100, y: 100, gone: at })
    rawElement(doc, 'shape:a', '', { x: 5, y: 5, parentId: 'shape:g' })
    const before = readCanvas(doc)
    const shown = shapeOf(before, 'shape:a')
    expect([shown.x, shown.y]).toEqual([105, 105])
    expect(writeRecords(doc, ana, { put: [{ record: { ...shown, x: 205 }, before: shown }], drop: [], at }).ok).toBe(
      true,
    )
    expect(place(readCanvas(doc), 'shape:a')).toEqual([205, 105])
    expect(moveShapes(doc, ana, ['shape:a'], 1, 1).ok).toBe(true)
    expect(place(readCanvas(doc), 'shape:a')).toEqual([206, 106])
  })

  it('[CAN4] two groups that were put into one another come out of it: one holds the other, on every screen the same', () => {
    const one = newBoardDoc()
    rawGroup(one, 'shape:g1', { x: 10 })
    rawGroup(one, 'shape:g2', { x: 20 })
    rawElement(one, 'shape:a', '', { parentId: 'shape:g2' })
    const two = replica(one, 22)
    expect(reparent(one, ana, ['shape:g1'], 'shape:g2').ok).toBe(true)
    expect(reparent(two, ana, ['shape:g2'], 'shape:g1').ok).toBe(true)
    sync(one, two)
    const canvas = readCanvas(one)
    expect(shapeOf(canvas, 'shape:g1').parentId).toBe(pageId)
    expect(shapeOf(canvas, 'shape:g2').parentId).toBe('shape:g1')
    expect(shapeOf(canvas, 'shape:a').parentId).toBe('shape:g2')
    repairCanvas(one, ana, { parts: false })
    repairCanvas(two, ana, { parts: false })
    sync(one, two)
    expect(brokenCanvasRules(one)).toEqual([])
    // A shape in itself, and a chain without end, are nothing worse.
    rawGroup(one, 'shape:self', { parentId: 'shape:self' })
    for (let n = 0; n < 100; n += 1)
      rawGroup(one, `shape:c${n}`, {
        x: 1,
        parentId: n === 0 ? pageId : `shape:c${n - 1}`,
        index: `a${n + 1}`.replace(/0$/, '1'),
      })
    const read = readCanvas(one)
    expect(shapeOf(read, 'shape:self').parentId).toBe(pageId)
    expect(place(read, 'shape:c99')).toEqual([100, 0])
  })

  it('[CAN5] siblings that drew the same index get different ones, and their order on the screen stays', () => {
    const doc = newBoardDoc()
    for (const id of ['shape:c', 'shape:a', 'shape:b']) rawElement(doc, id, id)
    rawElement(doc, 'shape:part-x', '', { 'meta.part': 'field' })
    rawElement(doc, 'shape:last', '', { index: 'a2' })
    const order = readCanvas(doc).children.get(pageId)
    expect(order).toEqual(['shape:a', 'shape:b', 'shape:c', 'shape:part-x', 'shape:last'])
    const part = entryOf(doc, 'shape:part-x').get('index')
    repairCanvas(doc, ana, { parts: false })
    const canvas = readCanvas(doc)
    expect(brokenCanvasRules(doc)).toEqual([])
    expect(entryOf(doc, 'shape:part-x').get('index')).toBe(part)
    // What may not be written to keeps its index, so it is the others that make room.
    expect(canvas.children.get(pageId)?.filter((id) => id !== 'shape:part-x')).toEqual([
      'shape:a',
      'shape:b',
      'shape:c',
      'shape:last',
    ])
    for (const shape of canvas.shapes.values()) expect(judgedByTldraw(shape)).toBeNull()
  })

  it('[CAN5] a binding whose end is gone, a second one at the same end and a record that is none are taken away', () => {
    const doc = newBoardDoc()
    rawElement(doc, 'shape:a')
    rawElement(doc, 'shape:b', '', { index: 'a2' })
    const made = connect(doc, ana, {
      id: 'shape:r',
      start: 'binding:1',
      end: 'binding:2',
      from: 'shape:a',
      to: 'shape:b',
      at,
    })
    expect(made.ok).toBe(true)
    rawRecord(doc, 'binding:0', {
      typeName: 'binding',
      type: 'arrow',
      fromId: 'shape:r',
      toId: 'shape:a',
      'props.terminal': 'end',
    })
    rawRecord(doc, 'binding:9', { typeName: 'binding', type: 'arrow', fromId: 'shape:nowhere', toId: 'shape:a' })
    rawRecord(doc, 'shape:none', { typeName: 'shape', type: 'video' })
    expect([...readCanvas(doc).bindings.keys()].sort()).toEqual(['binding:0', 'binding:1'])
    repairCanvas(doc, ana, { parts: false })
    expect([...canvasOf(doc).keys()].sort()).toEqual(['binding:0', 'binding:1', 'shape:a', 'shape:b', 'shape:r'])
    expect(brokenCanvasRules(doc)).toEqual([])
  })
})

describe('the verbs', () => {
  it('[CAN6] add, write, describe, move, resize, link and remove an element; each refusal leaves the document alone', () => {
    const doc = newBoardDoc()
    for (const kind of elementKinds) {
      const id: ShapeId = `shape:${kind}`
      expect(addElement(doc, ana, { id, kind, text: `un ${kind}`, lang: fr, x: 10, y: 20, at }).ok).toBe(true)
    }
    expect(setText(doc, ana, 'shape:hope', 'Plus personne n’attend\u202e').ok).toBe(true)
    expect(setElement(doc, ana, 'shape:hope', { horizon: 2040, level: 'local', capture: 'own-typing' }).ok).toBe(true)
    expect(placeShape(doc, ana, 'shape:hope', { x: 5, y: 6 }).ok).toBe(true)
    expect(moveShapes(doc, ana, ['shape:hope'], 1, 1).ok).toBe(true)
    expect(resizeShape(doc, ana, 'shape:hope', { w: 300, h: 90 }).ok).toBe(true)
    expect(linkElement(doc, ana, 'shape:hope', 'n1' as NodeId, 2).ok).toBe(true)
    expect(linkElement(doc, ana, 'shape:hope', 'n0' as NodeId, 1).ok).toBe(true)
    expect(linkElement(doc, ana, 'shape:fear', 'n1' as NodeId, 3).ok).toBe(true)
    const canvas = readCanvas(doc)
    expect(shapeOf(canvas, 'shape:hope')).toMatchObject({
      x: 6,
      y: 7,
      props: { text: 'Plus personne n’attend', horizon: 2040, level: 'local', capture: 'own-typing', w: 300, h: 90 },
    })
    expect(canvas.links.get('shape:hope')).toEqual(['n0', 'n1'])
    expect(canvas.links.get('shape:fear')).toEqual(['n1'])
    expect(unlinkElement(doc, ana, 'shape:hope', 'n1' as NodeId).ok).toBe(true)
    expect(readCanvas(doc).links.get('shape:hope')).toEqual(['n0'])

    const before = Y.encodeStateAsUpdate(doc)
    const refused = [
      addElement(doc, ana, { id: 'shape:hope', kind: 'hope', lang: fr, x: 0, y: 0, at }),
      addElement(doc, ana, { id: 'shape:né', kind: 'hope', lang: fr, x: 0, y: 0, at }),
      addElement(doc, ana, { id: 'shape:x', kind: 'hope', lang: 'français' as Lang, x: 0, y: 0, at }),
      addElement(doc, ana, { id: 'shape:x', kind: 'hope', lang: fr, text: 'x'.repeat(2_001), x: 0, y: 0, at }),
      addElement(doc, ana, { id: 'shape:x', kind: 'hope', lang: fr, x: Number.NaN, y: 0, at }),
      setText(doc, ana, 'shape:nobody', 'x'),
      setText(doc, ana, 'shape:hope', 'x'.repeat(2_001)),
      setElement(doc, ana, 'shape:hope', { horizon: 20.5 }),
      moveShapes(doc, ana, ['shape:hope', 'shape:nobody'], 1, 1),
      placeShape(doc, ana, 'shape:hope', { x: 1e12, y: 0 }),
      resizeShape(doc, ana, 'shape:hope', { w: 0, h: 1 }),
      reparent(doc, ana, ['shape:hope'], 'shape:fear'),
      connect(doc, ana, {
        id: 'shape:r',
        start: 'binding:1',
        end: 'binding:2',
        from: 'shape:hope',
        to: 'shape:hope',
        at,
      }),
      removeShapes(doc, ana, ['shape:nobody'], at),
    ]
    expect(refused.filter((result) => result.ok)).toEqual([])
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)

    expect(removeShapes(doc, ana, ['shape:hope'], at).ok).toBe(true)
    expect(readCanvas(doc).shapes.has('shape:hope')).toBe(false)
    expect(brokenCanvasRules(doc)).toEqual([])
  })

  it('[CAN6] what only a facilitator may touch is refused before it is written, to anyone who is not one', () => {
    const doc = newBoardDoc()
    rawFrame(doc, 'shape:f')
    rawElement(doc, 'shape:p', '', { 'meta.part': 'field', index: 'a2' })
    rawElement(doc, 'shape:a', '', { index: 'a3' })
    const canvas = readCanvas(doc)
    const of = (id: ShapeId) => shapeOf(canvas, id)
    const write = (record: CanvasShape, arranges: boolean) =>
      writeRecords(doc, ana, {
        put: [{ record, before: canvas.shapes.get(record.id) ?? null }],
        drop: [],
        at,
        arranges,
      }).ok
    const before = Y.encodeStateVector(doc)
    for (const record of [
      { ...of('shape:f'), x: 5 },
      { ...of('shape:p'), x: 5 },
      { ...of('shape:p'), id: 'shape:copy' as const },
      { ...of('shape:a'), meta: { part: 'field' } },
    ])
      expect(write(record, false), record.id).toBe(false)
    expect(writeRecords(doc, ana, { put: [], drop: ['shape:f'], at, arranges: false })).toMatchObject({ ok: false })
    expect(Y.encodeStateVector(doc)).toEqual(before)
    expect(write({ ...of('shape:f'), x: 5 }, true)).toBe(true)
    expect(write({ ...of('shape:a'), x: 5 }, false)).toBe(true)
  })

  it('[CAN6] a board of 2,000 shapes takes no more, and says how many it holds', () => {
    const doc = newBoardDoc()
    doc.transact(() => {
      for (let n = 0; n < 2_000; n += 1) rawGroup(doc, `shape:g${n}`)
    })
    expect(addElement(doc, ana, { id: 'shape:x', kind: 'hope', lang: fr, x: 0, y: 0, at })).toEqual({
      ok: false,
      problem: { code: 'board-full', what: 'shapes', limit: 2_000 },
    })
    expect(removeShapes(doc, ana, ['shape:g7'], at).ok).toBe(true)
    expect(addElement(doc, ana, { id: 'shape:x', kind: 'hope', lang: fr, x: 0, y: 0, at }).ok).toBe(true)
  })

  it('[CAN6] an arrow holds on to both its ends and lets go when one is taken away', () => {
    const doc = newBoardDoc()
    addElement(doc, ana, { id: 'shape:a', kind: 'headline', lang: fr, x: 0, y: 0, at })
    addElement(doc, ana, { id: 'shape:b', kind: 'milestone', lang: fr, x: -400, y: 300, at })
    const ends = { start: 'binding:1', end: 'binding:2' } as const
    expect(connect(doc, ana, { id: 'shape:r', ...ends, from: 'shape:a', to: 'shape:b', label: 'avant', at }).ok).toBe(
      true,
    )
    const canvas = readCanvas(doc)
    expect(canvas.bindings.size).toBe(2)
    for (const record of [...canvas.shapes.values(), ...canvas.bindings.values()])
      expect(judgedByTldraw(record)).toBeNull()
    removeShapes(doc, ana, ['shape:b'], at)
    expect([...readCanvas(doc).bindings.keys()]).toEqual(['binding:1'])
    expect(brokenCanvasRules(doc)).toEqual([])
  })

  it('[CAN6] an arrow goes round the corner that crosses no card, and straight between two that stand in one line', () => {
    const doc = newBoardDoc()
    const put = (id: ShapeId, x: number, y: number) => addElement(doc, ana, { id, kind: 'hope', lang: fr, x, y, at })
    put('shape:a', 1_000, 0)
    put('shape:b', 400, 400)
    put('shape:c', 412, 800)
    const sides = (id: string) =>
      ['start', 'end'].map((terminal) => {
        const props = [...readCanvas(doc).bindings.values()].find(
          (one) => one.fromId === `shape:${id}` && one.props.terminal === terminal,
        )?.props
        return props?.isPrecise === true ? [props.normalizedAnchor.x, props.normalizedAnchor.y] : null
      })
    const lead = (id: string, from: ShapeId, to: ShapeId) =>
      connect(doc, ana, { id: `shape:${id}`, start: `binding:${id}1`, end: `binding:${id}2`, from, to, at })
    lead('free', 'shape:a', 'shape:b')
    expect(sides('free')).toEqual([
      [0.5, 1],
      [1, 0.5],
    ])
    put('shape:wall', 1_000, 380) // stands in the corner
    lead('round', 'shape:a', 'shape:b')
    expect(sides('round')).toEqual([
      [0, 0.5],
      [0.5, 0],
    ])
    lead('straight', 'shape:b', 'shape:c')
    const [leaves, arrives] = sides('straight')
    expect(leaves).toEqual([0.5, 1])
    expect(arrives?.[0]).toBeCloseTo(0.5 - 12 / 220, 5)
  })

  it('[CAN6] what a group or a frame held stays where it is seen when that is taken away', () => {
    const doc = newBoardDoc()
    rawFrame(doc, 'shape:f', { x: 100, y: 100, rotation: 0.5 })
    rawGroup(doc, 'shape:g', { x: 50, y: 0, parentId: 'shape:f' })
    rawElement(doc, 'shape:a', '', { x: 10, y: 0, parentId: 'shape:g' })
    const seen = place(readCanvas(doc), 'shape:a')
    removeShapes(doc, ana, ['shape:g'], at)
    expect(shapeOf(readCanvas(doc), 'shape:a').parentId).toBe('shape:f')
    expect(place(readCanvas(doc), 'shape:a')).toEqual(seen)
    removeShapes(doc, ana, ['shape:f'], at)
    expect(shapeOf(readCanvas(doc), 'shape:a').parentId).toBe(pageId)
    expect(place(readCanvas(doc), 'shape:a')).toEqual(seen)
    expect(brokenCanvasRules(doc)).toEqual([])
  })

  it('[CAN6] a record is written field by field: two who change different ones, or the same text, both keep theirs', () => {
    const one = newBoardDoc()
    addElement(one, ana, { id: 'shape:a', kind: 'hope', text: 'Bus', lang: fr, x: 0, y: 0, at })
    const two = replica(one, 22)
    const before = shapeOf(readCanvas(one), 'shape:a')
    if (before.type !== 'element') throw new Error('no element')
    const write = (doc: Y.Doc, record: CanvasShape) =>
      expect(writeRecords(doc, ana, { put: [{ record, before }], drop: [], at }).ok).toBe(true)
    write(one, { ...before, x: 50, props: { ...before.props, text: 'Le Bus' } })
    write(two, { ...before, y: 70, props: { ...before.props, text: 'Bus de nuit', level: 'local' } })
    sync(one, two)
    const canvas = readCanvas(one)
    expect(shapeOf(canvas, 'shape:a')).toMatchObject({
      x: 50,
      y: 70,
      props: { text: 'Le Bus de nuit', level: 'local' },
    })
    expect(readCanvas(two)).toEqual(canvas)
    expect(addRecord(one, ana, { ...before, id: 'shape:b', index: 'not one' }).ok).toBe(false)
  })

  it('[CAN6] a frame that was taken away and is written again is there again, with what lay in it', () => {
    const doc = newBoardDoc()
    rawFrame(doc, 'shape:f', { index: 'a2' })
    rawElement(doc, 'shape:e', 'in it', { parentId: 'shape:f', x: 3, y: 4 })
    const before = readCanvas(doc)
    expect(removeShapes(doc, ana, ['shape:f'], at).ok).toBe(true)
    expect(readCanvas(doc).shapes.has('shape:f')).toBe(false)
    const put = [{ record: shapeOf(before, 'shape:f'), before: null }]
    expect(writeRecords(doc, ana, { put, drop: [], at }).ok).toBe(true)
    expect(shapeOf(readCanvas(doc), 'shape:f')).toEqual(shapeOf(before, 'shape:f'))
    expect(place(readCanvas(doc), 'shape:e')).toEqual([3, 4])
  })
})

describe('undo on the canvas', () => {
  const table = () => {
    const one = newBoardDoc()
    one.clientID = 11
    addElement(one, { who: 'server', why: 'x' }, { id: 'shape:a', kind: 'hope', text: 'Bus', lang: fr, x: 0, y: 0, at })
    const two = replica(one, 22)
    return { one, two, undo: canvasUndoFor(one, 'ana'), mine: { who: 'ana', why: 'move' } }
  }

  it('[CAN7] takes back one gesture, and nothing that others did', () => {
    const { one, two, undo, mine } = table()
    for (let n = 0; n < 5; n += 1) moveShapes(one, { ...mine, gesture: 'drag 1' }, ['shape:a'], 10, 0)
    moveShapes(one, { ...mine, gesture: 'drag 2' }, ['shape:a'], 100, 0)
    moveShapes(two, { who: 'bo', why: 'move' }, ['shape:a'], 0, 7)
    sync(one, two)
    undo.undo()
    expect(place(readCanvas(one), 'shape:a')).toEqual([50, 7])
    undo.undo()
    expect(place(readCanvas(one), 'shape:a')).toEqual([0, 7])
    undo.redo()
    undo.redo()
    expect(place(readCanvas(one), 'shape:a')).toEqual([150, 7])
  })

  it('[CAN7] a shape that somebody else has worked on stays when its making is undone; alone it goes', () => {
    const { one, two, undo, mine } = table()
    addElement(one, { ...mine, why: 'add' }, { id: 'shape:b', kind: 'fear', text: 'Nuit', lang: fr, x: 0, y: 0, at })
    sync(one, two)
    elementTextOf(two, 'shape:b')?.insert(0, 'La ')
    sync(one, two)
    undo.undo()
    const kept = shapeOf(readCanvas(one), 'shape:b')
    expect(kept.type === 'element' && kept.props.text).toBe('La Nuit')
    expect(brokenCanvasRules(one)).toEqual([])
    addElement(one, { ...mine, why: 'add' }, { id: 'shape:c', kind: 'fear', text: 'x', lang: fr, x: 0, y: 0, at })
    undo.undo()
    expect(readCanvas(one).shapes.has('shape:c')).toBe(false)
    undo.redo()
    expect(readCanvas(one).shapes.has('shape:c')).toBe(true)
  })

  it.each([
    ['moved', (two: Y.Doc) => moveShapes(two, bo, ['shape:g'], 5, 5)],
    ['led an arrow to', (two: Y.Doc) => connect(two, bo, arrowTo('shape:g'))],
    ['put something into', (two: Y.Doc) => reparent(two, bo, ['shape:a'], 'shape:g')],
  ])('[CAN7] what somebody else has %s stays when its making is undone', (_, work) => {
    const { one, two, undo, mine } = table()
    one.transact(() => rawGroup(one, 'shape:g', { index: 'a5' }), mine)
    sync(one, two)
    expect(work(two).ok).toBe(true)
    sync(one, two)
    undo.undo()
    sync(one, two)
    expect(readCanvas(two).shapes.has('shape:g')).toBe(true)
    expect(brokenCanvasRules(two)).toEqual([])
  })

  it('[CAN7] a gesture is one step however long it takes; what was done in between is another', () => {
    const { one, undo, mine } = table()
    /** Yjs asks a clock that nobody can set: so the last change becomes older. */
    const later = () => void (undo.lastChange -= 2_000)
    for (let n = 0; n < 3; n += 1) {
      moveShapes(one, { ...mine, gesture: 'slow' }, ['shape:a'], 10, 0)
      later()
    }
    moveShapes(one, { ...mine, why: 'nudge' }, ['shape:a'], 0, 1)
    undo.undo()
    expect(place(readCanvas(one), 'shape:a')).toEqual([30, 0])
    undo.undo()
    expect(place(readCanvas(one), 'shape:a')).toEqual([0, 0])
  })

  it('[CAN7] brings back what this person deleted, with its text, its links and what it held', () => {
    const { one, two, undo, mine } = table()
    rawGroup(one, 'shape:g', { x: 100, y: 0, index: 'a5' })
    linkElement(one, { who: 'bo', why: 'link' }, 'shape:a', 'n1' as NodeId, 1)
    reparent(one, { who: 'bo', why: 'group' }, ['shape:a'], 'shape:g')
    sync(one, two)
    const before = readCanvas(one)
    removeShapes(one, { ...mine, why: 'remove' }, ['shape:g', 'shape:a'], at)
    sync(one, two)
    expect(readCanvas(two).shapes.size).toBe(0)
    undo.undo()
    sync(one, two)
    expect(readCanvas(two)).toEqual(before)
  })
})
