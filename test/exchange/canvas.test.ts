/** JSON Canvas onto the vision canvas, and back. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { richTextPlain } from '@tablee/shared/board/canvas/values'
import { brokenRules } from '@tablee/shared/board/invariants'
import { canvasName } from '@tablee/shared/formats/json-canvas-read'
import { exportJsonCanvas } from '@tablee/shared/formats/json-canvas'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addElement, addRecord } from '@tablee/shared/board/canvas/edit'
import { shapeWith } from '@tablee/shared/board/canvas/records'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { plainRichText } from '@tablee/shared/board/canvas/values'
import { writeBoard } from '@tablee/server/exchange/write'
import * as Y from 'yjs'
import { at, importHere, lang, problemOf } from './files.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const sample = resolve(data, 'json-canvas/sample.canvas')
const has = existsSync(sample)
if (!has) console.log('not run: no data (json-canvas)')

const canvas = {
  nodes: [
    { id: 'g', type: 'group', x: 0, y: 0, width: 400, height: 300, label: '2040', color: '4' },
    { id: 'h', type: 'text', x: 10, y: 20, width: 200, height: 100, text: 'Nobody waits\nfor a bus' },
    { id: 'l', type: 'link', x: 500, y: 0, width: 100, height: 50, url: 'https://example.org/plan' },
  ],
  edges: [{ id: 'e', fromNode: 'h', fromSide: 'right', toNode: 'l', toEnd: 'none', label: 'see' }],
}

describe('JSON Canvas', () => {
  it.skipIf(!has)('[FMT16] the standard’s own sample comes onto the canvas with the expected counts', () => {
    const want = JSON.parse(readFileSync(resolve(data, 'EXPECTED.json'), 'utf8'))['json-canvas']
    const { doc, format, left } = importHere('sample.canvas', readFileSync(sample))
    expect(format).toBe('canvas')
    expect(brokenRules(doc)).toEqual([])
    const { shapes, bindings } = readCanvas(doc)
    const all = [...shapes.values()]
    const types = { group: 0, file: 0, text: 0 }
    for (const one of all) {
      const mark = canvasName(one.id)?.mark
      if (one.type === 'frame') types.group += 1
      else if (mark === 'file') types.file += 1
      else if (one.type === 'geo') types.text += 1
    }
    expect(types).toEqual(want.types)
    expect(types.group + types.file + types.text).toBe(want.nodes)
    expect(all.filter((one) => one.type === 'arrow')).toHaveLength(want.edges)
    expect(bindings.size).toBe(2 * want.edges)
    expect(left).toEqual({})
  })

  it('[FMT16] groups, texts, links and edges keep place, size, text, sides and colour', () => {
    const { doc } = importHere('a.canvas', JSON.stringify(canvas))
    const shapes = [...readCanvas(doc).shapes.values()].sort((a, b) => (a.index < b.index ? -1 : 1))
    expect(shapes.map((one) => [one.type, canvasName(one.id)])).toEqual([
      ['frame', { name: 'g', mark: 'f' }],
      ['geo', { name: 'h', mark: 'f' }],
      ['geo', { name: 'l', mark: 'link' }],
      ['arrow', { name: 'e', mark: 'f' }],
    ])
    const [frame, text, link, arrow] = shapes
    expect(frame).toMatchObject({ x: 0, y: 0, props: { w: 400, h: 300, name: '2040', color: 'green' } })
    if (text?.type !== 'geo' || link?.type !== 'geo' || arrow?.type !== 'arrow') throw new Error('other types')
    expect([text.x, text.y, text.props.w, text.props.h]).toEqual([10, 20, 200, 100])
    expect([richTextPlain(text.props.richText), richTextPlain(link.props.richText)]).toEqual([
      'Nobody waits\nfor a bus',
      'https://example.org/plan',
    ])
    expect(arrow.props).toMatchObject({ text: 'see', arrowheadStart: 'none', arrowheadEnd: 'none' })
    const bindings = [...readCanvas(doc).bindings.values()]
    expect(bindings.find((one) => one.props.terminal === 'start')).toMatchObject({
      toId: text.id,
      props: { normalizedAnchor: { x: 1, y: 0.5 } },
    })
  })

  it('[FMT16] what the sidecar table tells makes an element of a text', () => {
    const { doc } = importHere('canvas.zip', {
      'canvas.json': JSON.stringify(canvas),
      'canvas.csv': 'id,kind,horizon,level,lang,seat,capture\nh,hope,2040,local,fr,T3-02,dictated\n',
    })
    const element = [...readCanvas(doc).shapes.values()].find((one) => one.type === 'element')
    expect(element?.props).toMatchObject({
      kind: 'hope',
      horizon: 2040,
      level: 'local',
      lang: 'fr',
      seat: 'T3-02',
      capture: 'dictated',
      text: 'Nobody waits\nfor a bus',
    })
  })

  it('[FMT16] what came from a file goes out as it came: the same ids, places and texts', () => {
    const files = has ? [readFileSync(sample, 'utf8'), JSON.stringify(canvas)] : [JSON.stringify(canvas)]
    for (const file of files) {
      const once = exportJsonCanvas(readCanvas(importHere('a.canvas', file).doc))
      const twice = exportJsonCanvas(
        readCanvas(importHere('a.zip', { 'a.canvas': once.canvas, 'canvas.csv': once.sidecar }).doc),
      )
      expect(twice).toEqual(once)
      const ids = (text: string): string[] => JSON.parse(text).nodes.map((one: { id: string }) => one.id)
      expect(ids(once.canvas).sort()).toEqual(ids(file).sort())
    }
  })

  it('[FMT16] elements, notes and texts of our own come back as such from the zip of an export', () => {
    const doc = newBoardDoc()
    const who = { who: 'reporter', why: 'test' }
    const element = addElement(doc, who, {
      id: 'shape:one' as ShapeId,
      kind: 'milestone',
      text: 'The last diesel bus',
      lang,
      x: 10,
      y: 20,
      horizon: 2034,
      level: 'local',
      at,
    })
    expect(element.ok).toBe(true)
    const look = { color: 'yellow', growY: 40, richText: plainRichText('who pays?') } as const
    const note = addRecord(doc, who, shapeWith('shape:two', 'note', { x: 300, index: 'a5' }, look))
    expect(note).toEqual({ ok: true, value: 'shape:two' })
    const about = { id: 'b1', site: 'Lyon', table: 3, session: 2, question: '' }
    const out = writeBoard({
      do: 'write-board',
      format: 'canvas',
      state: Y.encodeStateAsUpdate(doc),
      about,
      consents: null,
    })
    expect([out.type, out.name]).toEqual(['application/zip', 'b1.canvas.zip'])
    const back = [...readCanvas(importHere(out.name, out.body).doc).shapes.values()]
    expect(back.map((one) => one.type).sort()).toEqual(['element', 'note'])
    expect(back.find((one) => one.type === 'element')?.props).toMatchObject({
      kind: 'milestone',
      text: 'The last diesel bus',
      horizon: 2034,
      level: 'local',
      lang: 'en',
    })
    expect(back.find((one) => one.type === 'note')?.props).toMatchObject({ color: 'yellow', growY: 40 })
  })

  it('[FMT16] a mistake names its place', () => {
    const bad = (change: (of: typeof canvas) => unknown): unknown => {
      const of = structuredClone(canvas)
      return problemOf('a.canvas', JSON.stringify(change(of)))
    }
    expect(bad((of) => ({ ...of, nodes: [{ ...of.nodes[0], x: 'left' }] }))).toMatchObject({
      place: 'nodes[0].x',
      why: { code: 'wrong-type' },
    })
    expect(bad((of) => ({ ...of, edges: [{ ...of.edges[0], toNode: 'gone' }] }))).toMatchObject({
      place: 'edges[0].toNode',
      why: { code: 'no-such-id', values: { id: 'gone' } },
    })
    expect(bad((of) => ({ ...of, nodes: [...of.nodes, of.nodes[0]] }))).toMatchObject({ why: { code: 'id-twice' } })
    expect(bad((of) => ({ ...of, nodes: [{ ...of.nodes[0], type: 'video' }] }))).toMatchObject({
      place: 'nodes[0].type',
      why: { code: 'unknown-value' },
    })
    expect(bad((of) => ({ ...of, nodes: [{ ...of.nodes[0], width: 1e9 }] }))).toMatchObject({ place: 'nodes[0].width' })
    expect(bad((of) => ({ ...of, nodes: [{ ...of.nodes[1], height: 30_000 }] }))).toMatchObject({
      place: 'nodes[0]',
      why: { code: 'wrong-type' },
    })
  })
})
