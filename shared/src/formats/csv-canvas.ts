/**
 * The vision canvas as tables: its elements with what the template says of them, the arrows that lead from one to
 * another, and what else lies on it. A placement on desirable x probable is one answer of one table: its unit is tables.
 */
import { leadsOf, readBackcast } from '../board/canvas/backcast.ts'
import { pageBox } from '../board/canvas/place.ts'
import { readPlacement } from '../board/canvas/placement.ts'
import { elementKinds, elementLevels, shapeTypes, type Canvas, type ShapeId } from '../board/canvas/schema.ts'
import { captures } from '../board/schema.ts'
import { canvasOf, type SnapshotCanvas } from '../snapshot/shapes.ts'
import type { Texts } from '../snapshot/reading.ts'
import { behind, column, where, type Column } from './csv-columns.ts'
import type { Cell } from './csv.ts'

export const canvasDictionary = {
  'elements.csv': [
    ...where,
    column('element', 'string', 'A vision element on the canvas'),
    column('kind', 'string', 'hope, fear, condition, obstacle, actor, milestone or headline', elementKinds),
    column('lang', 'string', 'Language of the text'),
    column(
      'text',
      'string',
      'What stands on it, written together. Not a quotation. Empty where the person does not want to be quoted',
    ),
    column('horizon', 'integer', 'The year it is about, as the table said'),
    column('level', 'string', 'personal, local or society, as the table said', elementLevels),
    column('seat', 'string', 'Seat code; stands for a citizen. Empty when it is the table’s'),
    column('capture', 'string', 'How it reached the canvas, where that was noted', captures),
    column('template', 'string', 'What lies beneath: backcasting, placement, day, front-page or free'),
    column('step', 'integer', 'Backcast: its place on the way from the future (1) back to today; empty beside the way'),
    column('because', 'string', 'Backcast: what stands on the arrow that leads to it'),
    column('desirable', 'number', 'Placement: 0 (not wanted) to 1 (wanted). One answer of one table; unit: tables'),
    column('probable', 'number', 'Placement: 0 (unlikely) to 1 (likely). One answer of one table; unit: tables'),
    column('quadrant', 'string', 'Placement: which of the four fields it lies in'),
    column(
      'links',
      'string',
      'Entries of the map that it is linked to, divided by spaces. Keys into nodes.csv, unless gone',
    ),
    column('x', 'integer', 'Left edge on the canvas'),
    column('y', 'integer', 'Upper edge on the canvas'),
    behind,
  ],
  'leads.csv': [
    ...where,
    column('arrow', 'string', 'An arrow that leads from one element to another'),
    column('from', 'string', 'The element it comes from. Key into elements.csv'),
    column('to', 'string', 'The element it leads to. Key into elements.csv'),
    column('says', 'string', 'What stands on it'),
    behind,
  ],
  'shapes.csv': [
    ...where,
    column('shape', 'string', 'What else lies on the canvas: frames, notes, texts, geometry, strokes, photos'),
    column('type', 'string', 'frame, note, text, geo, arrow, draw, image or group', shapeTypes),
    column('text', 'string', 'What is written in it; of a photo what it shows'),
    column(
      'part',
      'string',
      'The part of the template that it is, put there by the facilitator; empty for the table’s own',
    ),
    column('photo', 'string', 'SHA-256 of the photo'),
    column('x', 'integer', 'Left edge on the canvas'),
    column('y', 'integer', 'Upper edge on the canvas'),
    column('width', 'integer', 'Width on the canvas'),
    column('height', 'integer', 'Height on the canvas'),
    behind,
  ],
} as const satisfies Record<string, readonly Column[]>
export type CanvasTable = keyof typeof canvasDictionary

/** `here`: the cells in front of each row, which say whose board it is. A text that is missing is an empty cell. */
export function canvasRows(
  from: SnapshotCanvas | undefined,
  texts: Texts,
  here: readonly Cell[],
): Readonly<Record<CanvasTable, readonly Cell[][]>> {
  const rows: Record<CanvasTable, Cell[][]> = { 'elements.csv': [], 'leads.csv': [], 'shapes.csv': [] }
  if (from === undefined) return rows
  const canvas = canvasOf(from, texts)
  const curtain = new Map(from.shapes.map((one) => [one.id, one.curtain]))
  const steps = new Map(
    (readBackcast(canvas)?.steps ?? []).map((step, n) => [step.element, { n: n + 1, because: step.because }]),
  )
  const placed = new Map((readPlacement(canvas)?.placed ?? []).map((one) => [one.element, one]))
  const leads = new Map(leadsOf(canvas).map((lead) => [lead.arrow, lead]))
  for (const { id, text: written, photo } of from.shapes) {
    const shape = canvas.shapes.get(id as ShapeId)
    if (shape === undefined) continue
    const hidden = curtain.get(id) ?? false
    const box = boxOf(canvas, shape.id)
    if (shape.type === 'element') {
      const { kind, lang, text, horizon, level, seat, capture } = shape.props
      const [step, place] = [steps.get(shape.id), placed.get(shape.id)]
      rows['elements.csv'].push([
        ...here,
        id,
        kind,
        lang,
        text,
        horizon,
        level,
        seat,
        capture,
        canvas.template.name,
        step?.n ?? null,
        step === undefined || step.because === '' ? null : step.because,
        place?.desirable ?? null,
        place?.probable ?? null,
        place?.quadrant ?? null,
        (canvas.links.get(shape.id) ?? []).join(' ') || null,
        box.x,
        box.y,
        hidden,
      ])
      continue
    }
    const lead = leads.get(shape.id)
    if (lead !== undefined) {
      rows['leads.csv'].push([...here, id, lead.from, lead.to, lead.says === '' ? null : lead.says, hidden])
      continue
    }
    const said = written === null ? null : (texts.get(written) ?? null)
    rows['shapes.csv'].push([
      ...here,
      id,
      shape.type,
      said,
      shape.meta.part ?? null,
      photo ?? null,
      box.x,
      box.y,
      box.w,
      box.h,
      hidden,
    ])
  }
  return rows
}

function boxOf(
  canvas: Canvas,
  id: ShapeId,
): { readonly x: number; readonly y: number; readonly w: number; readonly h: number } {
  const box = pageBox(canvas, id) ?? { x: 0, y: 0, w: 0, h: 0 }
  return { x: Math.round(box.x), y: Math.round(box.y), w: Math.round(box.w), h: Math.round(box.h) }
}
