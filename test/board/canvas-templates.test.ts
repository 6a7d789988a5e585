/** What lies beneath a canvas, and what a table's work on it says: a way back from a future, places on a field. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBackcast } from '@tablee/shared/board/canvas/backcast'
import { addElement, connect, moveShapes, type NewElement } from '@tablee/shared/board/canvas/edit'
import { pageBox } from '@tablee/shared/board/canvas/place'
import { readPlacement } from '@tablee/shared/board/canvas/placement'
import { isSeeded, plantTemplate, schemaOf, seedCanvas } from '@tablee/shared/board/canvas/plant'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { brokenCanvasRules } from '@tablee/shared/board/canvas/repair'
import {
  templateNames,
  type BindingId,
  type Canvas,
  type ShapeId,
  type TemplateName,
} from '@tablee/shared/board/canvas/schema'
import { yearsBetween } from '@tablee/shared/board/canvas/templates'
import { canvasSchema } from '@tablee/shared/board/canvas/tldraw-schema'
import { cross, freePlace, zonesOf } from '@tablee/shared/board/canvas/zones'
import type { Lang } from '@tablee/shared/ids'
import { rawElement } from '../support/rawCanvas.ts'

const server = { who: 'facilitator', why: 'template' }
const ana = { who: 'reporter', why: 'test' }
const at = 1_700_000_000_000
const years = { today: 2026, horizon: 2040 }

let commands = 0
const choose = (doc: Y.Doc, name: TemplateName, lang = 'fr', command = `c${++commands}`) =>
  expect(plantTemplate(doc, server, { template: { name, ...years }, lang: lang as Lang, command }).ok).toBe(true)

const boxOf = (canvas: Canvas, part: string) => {
  const zone = zonesOf(canvas).find((one) => one.part === part)
  if (zone === undefined) throw new Error(`no ${part}`)
  return zone.box
}

/** An element in the middle of where two zones meet. */
function put(doc: Y.Doc, id: ShapeId, kind: NewElement['kind'], text: string, column: string, row: string): void {
  const canvas = readCanvas(doc)
  const cell = cross(boxOf(canvas, column), boxOf(canvas, row))
  if (cell === null) throw new Error(`${column} and ${row} do not meet`)
  const size = { w: 190, h: 100 }
  const place = freePlace(canvas, cell, size)
  expect(addElement(doc, ana, { id, kind, text, lang: 'fr' as Lang, ...place, ...size, at }).ok).toBe(true)
}
let arrows = 0
function lead(doc: Y.Doc, from: ShapeId, to: ShapeId, label = ''): void {
  const n = ++arrows
  const ends = { start: `binding:${n}s` as BindingId, end: `binding:${n}e` as BindingId }
  expect(connect(doc, ana, { id: `shape:arrow${n}`, ...ends, from, to, label, at }).ok).toBe(true)
}

describe('templates', () => {
  it('[CAN8] each lies beneath in the table’s language, locked and named, and is part of no mistake', () => {
    for (const name of templateNames) {
      const doc = newBoardDoc()
      rawElement(doc, 'shape:mine', 'here before', { index: 'a0' })
      choose(doc, name)
      const canvas = readCanvas(doc)
      expect(canvas.template).toEqual({ name, ...years })
      const parts = [...canvas.shapes.values()].filter((shape) => shape.meta.part !== undefined)
      expect(parts.every((shape) => shape.isLocked)).toBe(true)
      expect(parts.length > 0, name).toBe(name !== 'free')
      expect(canvas.children.get('page:page')?.at(-1)).toBe('shape:mine')
      expect(brokenCanvasRules(doc)).toEqual([])
      expect(isSeeded(doc)).toBe(true)
      expect(schemaOf(doc)).toBe(canvasSchema)
    }
  })

  it('[CAN8] a new template takes the parts of the old one and nothing that people made', () => {
    const doc = newBoardDoc()
    choose(doc, 'backcasting')
    put(doc, 'shape:a', 'hope', 'Plus personne n’attend', 'column:2040', 'row:local')
    rawElement(doc, 'shape:free', 'somewhere', { x: -900, index: 'b00' })
    const before = readCanvas(doc)
    for (const name of [...templateNames, 'backcasting'] as const) {
      choose(doc, name)
      const canvas = readCanvas(doc)
      for (const id of ['shape:a', 'shape:free'] as const) expect(canvas.shapes.get(id)).toEqual(before.shapes.get(id))
      expect(brokenCanvasRules(doc)).toEqual([])
    }
    const own = [...readCanvas(doc).shapes.values()].filter((shape) => shape.meta.part === undefined)
    expect(own).toHaveLength(2)
  })

  it('[CAN8] a choice takes effect once, though it is sent again after another one', () => {
    const doc = newBoardDoc()
    choose(doc, 'day', 'fr', 'first')
    choose(doc, 'placement', 'fr', 'second')
    const before = Y.encodeStateVector(doc)
    choose(doc, 'day', 'fr', 'first')
    expect(Y.encodeStateVector(doc)).toEqual(before)
    expect(readCanvas(doc).template.name).toBe('placement')
    seedCanvas(doc)
    expect(Y.encodeStateVector(doc)).toEqual(before)
  })

  it('[CAN8] parts have ids of their own on every board, the same whenever they are laid', () => {
    const idsOn = (board: string): readonly string[] => {
      const doc = newBoardDoc()
      doc.getMap('meta').set('board', board)
      choose(doc, 'day')
      choose(doc, 'backcasting')
      return [...readCanvas(doc).shapes.keys()]
    }
    expect(idsOn('board-1')).toEqual(idsOn('board-1'))
    const boards = Array.from({ length: 40 }, (_, n) => idsOn(`demo-${n % 6}-${n}`))
    expect(new Set(boards.flat()).size).toBe(boards.flat().length)
    expect(boards.flat().every((id) => id.startsWith('shape:part-'))).toBe(true)
  })

  it('[CAN8] a year that is none and a future in the past are refused', () => {
    const doc = newBoardDoc()
    const ask = (today: number, horizon: number) =>
      plantTemplate(doc, server, {
        template: { name: 'backcasting', today, horizon },
        lang: 'fr' as Lang,
        command: 'c',
      }).ok
    expect([ask(2026, 2020), ask(2026.5, 2040), ask(2026, 99_999), ask(2026, 2026)]).toEqual([
      false,
      false,
      false,
      true,
    ])
    expect(yearsBetween(2026, 2040)).toEqual([2026, 2030, 2035, 2040])
    expect(yearsBetween(2029, 2040)).toEqual([2029, 2035, 2040])
    expect(yearsBetween(2026, 2100)).toEqual([2026, 2030, 2040, 2050, 2060, 2070, 2080, 2090, 2100])
  })

  it('[CAN8] at a table that reads from the right, time runs to the left', () => {
    const order = (lang: string): (readonly [string, number])[] => {
      const doc = newBoardDoc()
      choose(doc, 'backcasting', lang)
      return zonesOf(readCanvas(doc)).flatMap(({ part, box }) =>
        part.startsWith('column:') ? [[part, box.x] as const] : [],
      )
    }
    expect(order('fr').map(([part]) => part)).toEqual(['column:2026', 'column:2030', 'column:2035', 'column:2040'])
    expect(order('ar').map(([part]) => part)).toEqual(['column:2040', 'column:2035', 'column:2030', 'column:2026'])
    expect(Math.min(...order('ar').map(([, x]) => x))).toBe(0)
  })
})

describe('a backcast', () => {
  /** Look 02: a headline in 2040, two milestones, a condition today; an obstacle that it lifts, an actor who carries. */
  function lyon(): Y.Doc {
    const doc = newBoardDoc()
    choose(doc, 'backcasting')
    put(doc, 'shape:headline', 'headline', 'Plus personne n’attend seul', 'column:2040', 'row:society')
    put(doc, 'shape:stops', 'milestone', 'Un arrêt à moins de 400 m', 'column:2035', 'row:local')
    put(doc, 'shape:line', 'milestone', 'Une première ligne de nuit', 'column:2030', 'row:local')
    put(doc, 'shape:if', 'condition', 'Si la commune peut arrêter la ligne', 'column:2026', 'row:local')
    put(doc, 'shape:law', 'obstacle', 'Aucun texte ne dit qui paie', 'column:2026', 'row:society')
    put(doc, 'shape:who', 'actor', 'Une personne à qui parler', 'column:2030', 'row:personal')
    put(doc, 'shape:fear', 'fear', 'Les villages restent au bord', 'column:2035', 'row:society')
    lead(doc, 'shape:headline', 'shape:stops', 'avant cela, il fallait')
    lead(doc, 'shape:stops', 'shape:line')
    lead(doc, 'shape:line', 'shape:if')
    lead(doc, 'shape:if', 'shape:law', 'lève')
    lead(doc, 'shape:who', 'shape:line', 'porte')
    return doc
  }

  it('[CAN9] is read as data: steps from the future back to today, what stands beside them, what is left over', () => {
    const way = readBackcast(readCanvas(lyon()))
    expect(way).toMatchObject({ from: 2040, to: 2026, complete: true, loose: ['shape:fear'] })
    expect(way?.steps.map(({ element, year, level, because }) => [element, year, level, because])).toEqual([
      ['shape:headline', 2040, 'society', ''],
      ['shape:stops', 2035, 'local', 'avant cela, il fallait'],
      ['shape:line', 2030, 'local', ''],
      ['shape:if', 2026, 'local', ''],
    ])
    expect(way?.steps[2]?.beside).toMatchObject([{ element: 'shape:who', says: 'porte', towards: 'step' }])
    expect(way?.steps[3]?.beside).toMatchObject([{ element: 'shape:law', says: 'lève', towards: 'beside' }])
  })

  it('[CAN9] is not complete while a step is missing, and a year that was said counts before the place', () => {
    const doc = lyon()
    const x = (part: string) => boxOf(readCanvas(doc), part).x
    moveShapes(doc, ana, ['shape:if'], x('column:2030') - x('column:2026'), 0)
    const broken = readBackcast(readCanvas(doc))
    expect(broken?.complete).toBe(false)
    expect(broken?.steps.map(({ element }) => element)).toEqual(['shape:headline', 'shape:stops', 'shape:line'])
    const said = lyon()
    const entry = said.getMap('canvas').get('shape:if')
    if (entry instanceof Y.Map) entry.set('props.horizon', 2028)
    expect(readBackcast(readCanvas(said))?.steps.map(({ year }) => year)).toEqual([2040, 2035, 2030, 2028, 2026])
  })

  it('[CAN9] of several ways the one that reaches furthest with the most steps is told; rings and strangers do no harm', () => {
    const doc = lyon()
    lead(doc, 'shape:headline', 'shape:if', 'short cut')
    lead(doc, 'shape:if', 'shape:headline', 'back again')
    lead(doc, 'shape:fear', 'shape:stops')
    const way = readBackcast(readCanvas(doc))
    expect(way?.steps.map(({ element }) => element)).toEqual([
      'shape:headline',
      'shape:stops',
      'shape:line',
      'shape:if',
    ])
    expect(readBackcast(readCanvas(newBoardDoc()))).toBeNull()
    const empty = newBoardDoc()
    choose(empty, 'backcasting')
    expect(readBackcast(readCanvas(empty))).toMatchObject({ steps: [], complete: false, loose: [] })
  })
})

describe('desirable x probable', () => {
  const onField = (lang: string) => {
    const doc = newBoardDoc()
    choose(doc, 'placement', lang)
    const field = boxOf(readCanvas(doc), 'field')
    const at2 = (id: ShapeId, right: number, up: number) =>
      addElement(doc, ana, {
        id,
        kind: 'hope',
        text: id,
        lang: lang as Lang,
        w: 10,
        h: 10,
        x: field.x + field.w * right - 5,
        y: field.y + field.h * (1 - up) - 5,
        at,
      })
    at2('shape:a', 0.9, 0.8)
    at2('shape:b', 0.1, 0.9)
    at2('shape:c', 0.75, 0.2)
    at2('shape:out', 1.4, 0.5)
    return readPlacement(readCanvas(doc))
  }

  it('[CAN9] a placement is the answer of a table, and says so', () => {
    const read = onField('fr')
    expect(read?.unit).toBe('tables')
    expect(
      read?.placed.map(({ element, desirable, probable, quadrant }) => [element, desirable, probable, quadrant]),
    ).toEqual([
      ['shape:b', 0.9, 0.1, 'wanted-unlikely'],
      ['shape:a', 0.8, 0.9, 'wanted-likely'],
      ['shape:c', 0.2, 0.75, 'unwanted-likely'],
    ])
    expect(read?.beside).toEqual(['shape:out'])
    expect(readPlacement(readCanvas(newBoardDoc()))).toBeNull()
    const doc = newBoardDoc()
    choose(doc, 'placement')
    const canvas = readCanvas(doc)
    expect(JSON.stringify(canvas.shapes.get('shape:part-unit'))).toContain('tables')
    expect(pageBox(canvas, 'shape:part-unit')?.y).toBeGreaterThan(boxOf(canvas, 'field').h)
  })

  it('[CAN9] where a table reads from the right, likely lies on the left', () => {
    expect(onField('ar')?.placed.find(({ element }) => element === 'shape:b')).toMatchObject({
      probable: 0.9,
      quadrant: 'wanted-likely',
    })
  })
})
