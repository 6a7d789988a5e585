/** A vision canvas on its way out: JSON Canvas and its table, the tables of a snapshot, the drawing. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import { strFromU8, unzipSync } from 'fflate'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { sampleCanvas } from '@tablee/shared/board/canvas/samples'
import type { Canvas } from '@tablee/shared/board/canvas/schema'
import { addElement } from '@tablee/shared/board/canvas/edit'
import { plantTemplate } from '@tablee/shared/board/canvas/plant'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { drawingWords } from '@tablee/shared/canvas-svg/words'
import { canvasRows } from '@tablee/shared/formats/csv-canvas'
import { dictionary } from '@tablee/shared/formats/csv-set'
import { exportJsonCanvas, sidecarTable } from '@tablee/shared/formats/json-canvas'
import type { BoardId, Lang } from '@tablee/shared/ids'
import { snapshotCanvas } from '@tablee/shared/snapshot/shapes'
import { nothingHeld } from '@tablee/shared/view/policy'
import { afterEach, describe, expect, it } from 'vitest'
import { fullCanvas, linkedNode, photoOfSheet } from '../support/fullCanvas.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { importHere } from './files.ts'

const sample = resolve(import.meta.dirname, '../../../shared/data/json-canvas/sample.canvas')
const has = existsSync(sample)
if (!has) console.log('not run: no data (json-canvas)')

type Out = { nodes: Record<string, unknown>[]; edges: Record<string, unknown>[] }
const out = (canvas: Canvas) => {
  const { canvas: json, sidecar, left } = exportJsonCanvas(canvas)
  return { json, sidecar, left, value: JSON.parse(json) as Out }
}

/** JSON Canvas 1.0, as its specification says it; it publishes no schema. */
const whole = { type: 'integer' }
const nodeBase = {
  id: { type: 'string' },
  x: whole,
  y: whole,
  width: whole,
  height: whole,
  color: { type: 'string', pattern: '^([1-6]|#[0-9A-Fa-f]{6})$' },
}
const node = (type: string, own: object, required: string[] = []) => ({
  type: 'object',
  properties: { ...nodeBase, type: { const: type }, ...own },
  required: ['id', 'type', 'x', 'y', 'width', 'height', ...required],
  additionalProperties: false,
})
const text = { type: 'string' }
const side = { enum: ['top', 'right', 'bottom', 'left'] }
const end = { enum: ['none', 'arrow'] }
const specification = {
  type: 'object',
  properties: {
    nodes: {
      type: 'array',
      items: {
        oneOf: [
          node('text', { text }, ['text']),
          node('file', { file: text, subpath: { type: 'string', pattern: '^#' } }, ['file']),
          node('link', { url: text }, ['url']),
          node('group', { label: text }),
        ],
      },
    },
    edges: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: text,
          fromNode: text,
          fromSide: side,
          fromEnd: end,
          toNode: text,
          toSide: side,
          toEnd: end,
          color: nodeBase.color,
          label: text,
        },
        required: ['id', 'fromNode', 'toNode'],
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
}
const valid = new Ajv({ strict: false }).compile(specification)

/** What has to be equal after a way there and back. */
const facts = (canvas: Canvas) => {
  const { value } = out(canvas)
  return {
    nodes: value.nodes.map((one) => JSON.stringify({ ...one, id: undefined })).sort(),
    edges: value.edges
      .map(({ label, fromEnd, toEnd, fromSide, toSide }) => JSON.stringify({ label, fromEnd, toEnd, fromSide, toSide }))
      .sort(),
    elements: [...canvas.shapes.values()]
      .flatMap((shape) =>
        shape.type === 'element'
          ? [JSON.stringify({ ...shape.props, w: Math.round(shape.props.w), h: Math.round(shape.props.h) })]
          : [],
      )
      .sort(),
  }
}

let server: TestServer | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

describe('a canvas as JSON Canvas', () => {
  it('[CEX1] is what the specification says, with a table that says the rest and a count of what is left behind', () => {
    const doc = newBoardDoc()
    fullCanvas(doc)
    const { value, sidecar, left } = out(readCanvas(doc))
    expect(valid(value), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true)
    const ids = new Set(value.nodes.map(({ id }) => id))
    expect(ids.size).toBe(value.nodes.length)
    for (const edge of value.edges) expect([ids.has(edge['fromNode']), ids.has(edge['toNode'])]).toEqual([true, true])
    expect(value.nodes.find(({ id }) => id === 'headline')).toMatchObject({
      type: 'text',
      text: 'Plus personne n’attend seul words',
    })
    expect(value.nodes.filter(({ type }) => type === 'group').map(({ label }) => label)).toEqual(
      expect.arrayContaining(['2040  on part d’ici', 'Société', 'frame words']),
    )
    expect(value.nodes.find(({ type }) => type === 'file')).toMatchObject({ file: `photos/${photoOfSheet}` })
    expect(value.edges.map(({ label, toEnd }) => [label, toEnd])).toEqual([
      ['avant cela, il fallait words', 'arrow'],
      [undefined, 'arrow'],
    ])
    expect(left).toEqual({ strokes: 1, 'free-arrows': 1, photos: 1, formatting: 3 })
    const rows = sidecar.trimEnd().split('\n')
    expect(rows[0]).toBe(sidecarTable.map((one) => one.name).join(','))
    expect(rows).toHaveLength(1 + value.nodes.length)
    expect(rows.find((row) => row.startsWith('hope,'))).toBe('hope,element,hope,,,fr,T1-03,dictated,,')
    expect(rows.find((row) => row.startsWith('milestone,'))).toContain(linkedNode)
  })

  it.skipIf(!has)('[CEX1] the standard’s own sample comes in, goes out and comes in again as the same canvas', () => {
    const first = readCanvas(importHere('sample.canvas', readFileSync(sample)).doc)
    const { json, value, left } = out(first)
    expect(valid(value), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true)
    expect(left).toEqual({})
    const asked = JSON.parse(readFileSync(sample, 'utf8')) as Out
    expect(value.nodes.map(({ id, type }) => [id, type]).sort()).toEqual(
      asked.nodes.map(({ id, type }) => [id, type]).sort(),
    )
    expect(value.edges.map(({ id, fromNode, toNode }) => [id, fromNode, toNode]).sort()).toEqual(
      asked.edges.map(({ id, fromNode, toNode }) => [id, fromNode, toNode]).sort(),
    )
    expect(facts(readCanvas(importHere('again.canvas', json).doc))).toEqual(facts(first))
  })

  it('[CEX1] our own canvas comes back from file and table with its kinds, years, seats and texts', () => {
    const doc = newBoardDoc()
    sampleCanvas(doc)
    const first = readCanvas(doc)
    const { json, sidecar } = out(first)
    const back = readCanvas(importHere('canvas.zip', { 'canvas.json': json, 'canvas.csv': sidecar }).doc)
    expect(facts(back).elements).toEqual(facts(first).elements)
    expect(facts(back).edges).toEqual(facts(first).edges)
    expect(facts(back).elements).toHaveLength(8)
  })
})

describe('a canvas as tables', () => {
  const rowsOf = (doc: ReturnType<typeof newBoardDoc>) => {
    const texts = new Map<string, string>()
    const { canvas } = snapshotCanvas(readCanvas(doc), nothingHeld, (place, said) => {
      texts.set(place, said)
      return place
    })
    const made = canvasRows(canvas, texts, ['b', 'Lyon', 3, 2])
    return (name: keyof typeof made) =>
      made[name].map((row) => {
        expect(row).toHaveLength(dictionary[name].length)
        return Object.fromEntries(dictionary[name].map((one, n) => [one.name, row[n] ?? null]))
      })
  }

  it('[CEX2] a backcast has its steps, from the future back to today, and the arrows between', () => {
    const doc = newBoardDoc()
    sampleCanvas(doc)
    const rows = rowsOf(doc)
    const steps = rows('elements.csv').filter(({ step }) => step !== null)
    expect(
      steps
        .sort((a, b) => Number(a['step']) - Number(b['step']))
        .map(({ step, horizon, because }) => [step, horizon, because]),
    ).toEqual([
      [1, 2040, null],
      [2, 2035, 'before that'],
      [3, 2030, null],
      [4, 2026, null],
    ])
    expect(rows('leads.csv')).toHaveLength(5)
    expect(rows('leads.csv').map(({ says }) => says)).toContain('lifts')
    expect(
      rows('shapes.csv')
        .filter(({ part }) => part === null)
        .map(({ type, text: said }) => [type, said]),
    ).toEqual([['note', 'Ask the region before March']])
  })

  it('[CEX2] a placement is one answer of one table, and the dictionary says so', () => {
    const doc = newBoardDoc()
    const by = { who: 'reporter', why: 'test' }
    plantTemplate(doc, by, {
      template: { name: 'placement', today: 2026, horizon: 2040 },
      lang: 'en' as Lang,
      command: 'p',
    })
    addElement(doc, by, {
      id: 'shape:a',
      kind: 'hope',
      text: 'Quiet streets',
      lang: 'en' as Lang,
      x: 900,
      y: 40,
      at: 1,
    })
    const [row] = rowsOf(doc)('elements.csv')
    expect(row).toMatchObject({ template: 'placement', quadrant: 'wanted-likely', step: null })
    expect(Number(row?.['desirable'])).toBeGreaterThan(0.7)
    for (const name of ['desirable', 'probable'])
      expect(dictionary['elements.csv'].find((one) => one.name === name)?.means).toContain('unit: tables')
  })

  it('[CEX3] one download holds each board’s canvas; the drawing’s words are in the table’s language', async () => {
    for (const lang of ['en', 'fr', 'de', 'es', 'ar']) expect(drawingWords(`${lang}-XX`).lang).toBe(lang)
    expect(drawingWords('constructor').lang).toBe('en')
    server = await startServer({ seed: 'canvas-out' })
    const s = server
    const analyst = (await s.enter('analyst')).session
    const id: BoardId = s.board(6, 5)
    await s.parts.live.write(id, 'reporter', (doc) => fullCanvas(doc))
    const taken = await s.api(`/api/boards/${id}/snapshots`, { as: analyst, method: 'POST' })
    const { hash } = taken.body as { hash: string }
    const zip = async (path: string) => {
      const answer = await fetch(`${s.url}${path}`, { headers: { authorization: `Bearer ${analyst}` } })
      expect(answer.status, path).toBe(200)
      return unzipSync(new Uint8Array(await answer.arrayBuffer()))
    }
    const files = await zip(`/api/snapshots/${hash}/canvas`)
    const named = (ending: string, of: typeof files = files): string =>
      strFromU8(Object.entries(of).find(([name]) => name.endsWith(ending))?.[1] ?? new Uint8Array())
    const svg = named('.canvas.svg')
    expect(svg).toContain('Headline')
    expect(svg).toContain('Plus personne')
    // The board as it stands gives the same files.
    const live = await zip(`/api/boards/${id}/export/canvas`)
    for (const ending of ['.canvas', '.canvas.csv', '.canvas.svg']) {
      expect(named(ending).length, ending).toBeGreaterThan(500)
      expect(named(ending, live), ending).toBe(named(ending))
    }
    const whole = await zip(`/api/snapshots/${hash}/package`)
    expect(Object.keys(whole)).toEqual(
      expect.arrayContaining([
        'canvas.json',
        'canvas.elements.csv',
        'canvas.svg',
        'elements.csv',
        'leads.csv',
        'shapes.csv',
      ]),
    )
    const citizen = (await s.enter('citizen', 6)).session
    expect((await s.api(`/api/snapshots/${hash}/canvas`, { as: citizen })).status).toBe(403)
  })
})
