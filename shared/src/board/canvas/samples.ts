/** A backcast for the gallery and for tests, in English or Arabic. All sentences are ours; nobody said them. */
import type * as Y from 'yjs'
import type { Lang, NodeId, SeatCode } from '../../ids.ts'
import { addElement, addRecord, connect, indexAbove, linkElement } from './edit.ts'
import { plantTemplate } from './plant.ts'
import { readCanvas } from './read.ts'
import { shapeWith } from './records.ts'
import { type ElementKind, type ElementLevel, type ShapeId } from './schema.ts'
import { plainRichText } from './values.ts'

type Sample = {
  readonly id: string
  readonly kind: ElementKind
  readonly at: readonly [x: number, y: number]
  readonly year: number
  readonly level: ElementLevel
  readonly en: string
  readonly ar: string
}
const elements: readonly Sample[] = [
  {
    id: 'headline',
    kind: 'headline',
    at: [926, 84],
    year: 2040,
    level: 'society',
    en: 'Nobody waits alone at the night stop',
    ar: 'لا أحد ينتظر وحيدًا في محطة الليل',
  },
  {
    id: 'fear',
    kind: 'fear',
    at: [502, 80],
    year: 2035,
    level: 'society',
    en: 'Villages without a signal stay at the roadside',
    ar: 'القرى التي لا تغطية فيها تبقى على قارعة الطريق',
  },
  {
    id: 'obstacle',
    kind: 'obstacle',
    at: [132, 92],
    year: 2026,
    level: 'society',
    en: 'No text says who pays for the accident',
    ar: 'لا نصّ يقول من يدفع ثمن الحادث',
  },
  {
    id: 'stops',
    kind: 'milestone',
    at: [668, 256],
    year: 2035,
    level: 'local',
    en: 'All 52 villages have a stop within 400 m',
    ar: 'لكل القرى الاثنتين والخمسين محطة على بعد ٤٠٠ متر',
  },
  {
    id: 'line',
    kind: 'milestone',
    at: [402, 256],
    year: 2030,
    level: 'local',
    en: 'A first night line, all year round',
    ar: 'خط ليلي أول على مدار السنة',
  },
  {
    id: 'stop',
    kind: 'condition',
    at: [132, 256],
    year: 2026,
    level: 'local',
    en: 'If the town can stop the line the same day',
    ar: 'إذا استطاعت البلدية إيقاف الخط في اليوم نفسه',
  },
  {
    id: 'person',
    kind: 'actor',
    at: [409, 440],
    year: 2030,
    level: 'personal',
    en: 'Somebody to talk to, day and night',
    ar: 'شخص يمكن الحديث إليه ليلًا ونهارًا',
  },
  {
    id: 'hope',
    kind: 'hope',
    at: [926, 436],
    year: 2040,
    level: 'personal',
    en: 'My mother goes to the doctor without asking anybody',
    ar: 'أمي تذهب إلى الطبيب دون أن تطلب من أحد',
  },
]
const arrows: readonly (readonly [from: string, to: string, en: string, ar: string])[] = [
  ['headline', 'stops', 'before that', 'قبل ذلك'],
  ['stops', 'line', '', ''],
  ['line', 'stop', '', ''],
  ['person', 'line', 'carries it', 'يحمله'],
  ['stop', 'obstacle', 'lifts', 'يرفعه'],
]

/** Lays it on a board; `node` is what the first milestone is linked to. */
export function sampleCanvas(doc: Y.Doc, lang: 'en' | 'ar' = 'en', node: NodeId | null = null): void {
  const by = { who: 'reporter', why: 'sample' }
  const width = 112 + 4 * 264
  plantTemplate(doc, by, {
    template: { name: 'backcasting', today: 2026, horizon: 2040 },
    lang: lang as Lang,
    command: 'sample-template',
  })
  const shape = (id: string): ShapeId => `shape:${id}`
  for (const {
    id,
    kind,
    at: [x, y],
    year,
    level,
    ...text
  } of elements) {
    const wide = kind === 'headline' || kind === 'hope' ? 224 : 196
    addElement(doc, by, {
      id: shape(id),
      kind,
      text: text[lang],
      lang: lang as Lang,
      x: lang === 'ar' ? width - x - wide : x,
      y,
      w: wide,
      horizon: year,
      level,
      seat: id === 'hope' ? ('T3-04' as SeatCode) : null,
      at: 1,
    })
  }
  for (const [from, to, en, ar] of arrows)
    connect(doc, by, {
      id: `shape:${from}-${to}`,
      start: `binding:${from}-${to}-s`,
      end: `binding:${from}-${to}-e`,
      from: shape(from),
      to: shape(to),
      label: lang === 'ar' ? ar : en,
      at: 1,
    })
  if (node !== null) linkElement(doc, by, shape('line'), node, 1)
  const said = lang === 'ar' ? 'نسأل الجهة قبل مارس' : 'Ask the region before March'
  const place = { x: lang === 'ar' ? -220 : width + 20, y: 60, index: indexAbove(readCanvas(doc)) }
  const look = { color: 'yellow', size: 's', richText: plainRichText(said) } as const
  addRecord(doc, by, shapeWith('shape:note', 'note', place, look, { at: 1 }))
}
