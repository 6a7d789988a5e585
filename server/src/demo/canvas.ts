/** Lays out one of the demo's canvases with the verbs that a table uses. What does not fit is a bug: it throws. */
import { addElement, connect, elementSize, linkElement } from '@tablee/shared/board/canvas/edit'
import { plantTemplate } from '@tablee/shared/board/canvas/plant'
import type { Box } from '@tablee/shared/board/canvas/place'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { runsLeft } from '@tablee/shared/script'
import { cross, freePlace, zonesOf } from '@tablee/shared/board/canvas/zones'
import type { Edit } from '@tablee/shared/board/edit'
import { newId, seatCode, type Lang, type NodeId, type RandomBytes } from '@tablee/shared/ids'
import type { Problem, Result } from '@tablee/shared/problem'
import type * as Y from 'yjs'
import type { DemoCanvas, DemoElement } from './types.ts'

const origin: Edit = { who: 'server', why: 'demo' }
export const demoYears = { today: 2026, horizon: 2040 } as const

/** Null for `content`: the canvas stays as it is. Links lead to `nodes` of the same board, by their keys. */
export function writeCanvas(
  doc: Y.Doc,
  place: { readonly id: string; readonly lang: Lang; readonly tableNumber: number },
  content: DemoCanvas | null,
  nodes: ReadonlyMap<string, NodeId>,
  at: number,
  random: RandomBytes,
): void {
  const must = (key: string, result: Result<unknown, Problem>): void => {
    if (!result.ok) throw new Error(`demo canvas ${place.id}, ${key}: ${JSON.stringify(result.problem)}`)
  }
  const missing = (what: string): never => {
    throw new Error(`demo canvas ${place.id}: ${what}`)
  }
  if (content === null) return
  must(
    content.template,
    plantTemplate(doc, origin, {
      template: { name: content.template, ...demoYears },
      lang: place.lang,
      command: `demo-${place.id}`,
    }),
  )
  const shapes = new Map<string, ShapeId>()
  const draw = (): string => newId<string>(random)

  /** The corner of a card: where its parts of the template meet, or around its point of the field. */
  function cornerOf({ key, at, kind }: DemoElement): { x: number; y: number } {
    const canvas = readCanvas(doc)
    const zones = zonesOf(canvas)
    const box = (part: string): Box =>
      zones.find((zone) => zone.part === part)?.box ?? missing(`${key} lies in no ${part}`)
    const size = elementSize[kind]
    if ('desirable' in at) {
      const field = box('field')
      const right = runsLeft(place.lang) ? 1 - at.probable : at.probable
      return {
        x: Math.round(field.x + field.w * right - size.w / 2),
        y: Math.round(field.y + field.h * (1 - at.desirable) - size.h / 2),
      }
    }
    // Beneath what is written at the head of a part.
    const inside = (part: string): Box => {
      const { x, y, w, h } = box(part)
      const head = /^(part|slot):/.test(part) ? 40 : 0
      return { x, y: y + head, w, h: h - head }
    }
    const where = at.map(inside).reduce((a, b) => cross(a, b) ?? missing(`${key} lies in two places`))
    return freePlace(canvas, where, size)
  }

  for (const element of content.elements) {
    const id: ShapeId = `shape:${draw()}`
    if (shapes.has(element.key)) missing(`${element.key} stands twice`)
    shapes.set(element.key, id)
    must(
      element.key,
      addElement(doc, origin, {
        id,
        kind: element.kind,
        text: element.text,
        lang: place.lang,
        ...cornerOf(element),
        horizon: element.year ?? null,
        level: element.level ?? null,
        seat: element.seat === undefined ? null : seatCode(place.tableNumber, element.seat),
        capture: element.capture ?? null,
        at,
      }),
    )
    for (const link of element.links ?? [])
      must(
        element.key,
        linkElement(doc, origin, id, nodes.get(link) ?? missing(`${element.key} names no node ${link}`), at),
      )
  }
  const find = (key: string): ShapeId => shapes.get(key) ?? missing(`an arrow names ${key}`)
  for (const { from, to, says = '' } of content.arrows ?? [])
    must(
      `${from} to ${to}`,
      connect(doc, origin, {
        id: `shape:${draw()}`,
        start: `binding:${draw()}`,
        end: `binding:${draw()}`,
        from: find(from),
        to: find(to),
        label: says,
        at,
      }),
    )
}
