/** A canvas with one of everything, made by the table's own verbs: what drawings, views and snapshots are tried on. */
import { addElement, addRecord, connect, linkElement } from '@tablee/shared/board/canvas/edit'
import { plantTemplate } from '@tablee/shared/board/canvas/plant'
import { shapeWith } from '@tablee/shared/board/canvas/records'
import type { CanvasRecord, ElementKind, ShapeId } from '@tablee/shared/board/canvas/schema'
import { plainRichText } from '@tablee/shared/board/canvas/values'
import { addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId, SeatCode } from '@tablee/shared/ids'
import type * as Y from 'yjs'

const origin = { who: 'reporter', why: 'test' }
const must = <T>(done: { ok: true; value: T } | { ok: false; problem: unknown }): T => {
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  return done.value
}

export const photoOfSheet = 'ab'.repeat(32)
export const linkedNode = 'linked-node' as NodeId

/** `words` goes into every text, so that a test can look for it anywhere. */
export function fullCanvas(doc: Y.Doc, words = 'words', lang = 'fr' as Lang): void {
  must(
    plantTemplate(doc, origin, {
      template: { name: 'backcasting', today: 2026, horizon: 2040 },
      lang,
      command: 'plant',
    }),
  )
  must(addNode(doc, origin, { id: linkedNode, kind: 'issue', wording: `node ${words}`, lang, at: 1 }))
  const element = (id: string, kind: ElementKind, text: string, x: number, y: number, more: object = {}) =>
    must(addElement(doc, origin, { id: `shape:${id}`, kind, text: `${text} ${words}`, lang, x, y, at: 1, ...more }))
  element('headline', 'headline', 'Plus personne n’attend seul', 925, 80, { horizon: 2040, level: 'society' })
  element('hope', 'hope', 'Ma mère va chez le kiné', 925, 570, { seat: 'T1-03' as SeatCode, capture: 'dictated' })
  element('fear', 'fear', 'Les villages sans réseau', 500, 70)
  element('obstacle', 'obstacle', 'Aucun texte ne dit qui paie', 130, 80)
  element('condition', 'condition', 'Si la commune peut arrêter la ligne', 130, 320)
  element('milestone', 'milestone', 'Une première ligne de nuit', 400, 320, { horizon: 2030 })
  element('actor', 'actor', 'Une personne à qui parler', 400, 570)
  must(linkElement(doc, origin, 'shape:milestone', linkedNode, 5))
  const arrow = (id: string, from: ShapeId, to: ShapeId, label = '') =>
    must(
      connect(doc, origin, {
        id: `shape:${id}`,
        start: `binding:${id}-s`,
        end: `binding:${id}-e`,
        from,
        to,
        label,
        at: 1,
      }),
    )
  arrow('one', 'shape:headline', 'shape:milestone', `avant cela, il fallait ${words}`)
  arrow('two', 'shape:milestone', 'shape:condition')
  const put = (record: CanvasRecord) => must(addRecord(doc, origin, record))
  put(shapeWith('shape:frame', 'frame', { x: 1300, y: 40, index: 'b01' }, { w: 420, h: 300, name: `frame ${words}` }))
  put(
    shapeWith(
      'shape:note',
      'note',
      { x: 20, y: 50, index: 'b02', parentId: 'shape:frame' },
      { richText: plainRichText(`note ${words}`), color: 'yellow', growY: 20.5 },
    ),
  )
  put(
    shapeWith(
      'shape:text',
      'text',
      { x: 240, y: 50, index: 'b03', parentId: 'shape:frame' },
      { richText: plainRichText(`text ${words}\nنص`), autoSize: true },
    ),
  )
  put(
    shapeWith(
      'shape:geo',
      'geo',
      { x: 1300, y: 380, index: 'b04', rotation: 0.3 },
      {
        geo: 'ellipse',
        w: 180.25,
        h: 90,
        richText: plainRichText(`geo ${words}`),
        fill: 'solid',
        color: 'red',
        dash: 'dashed',
      },
    ),
  )
  put(
    shapeWith(
      'shape:bent',
      'arrow',
      { x: 1560, y: 420, index: 'b05' },
      { start: { x: 0, y: 0 }, end: { x: 160, y: 30 }, bend: 40, text: `bent ${words}`, arrowheadStart: 'dot' },
    ),
  )
  put(
    shapeWith(
      'shape:draw',
      'draw',
      { x: 1300, y: 540, index: 'b06' },
      {
        segments: [
          {
            type: 'free',
            points: Array.from({ length: 20 }, (_, n) => ({ x: n * 9, y: Math.round(Math.sin(n / 2) * 2_000) / 100 })),
          },
          {
            type: 'straight',
            points: [
              { x: 180, y: 0 },
              { x: 240, y: 40 },
            ],
          },
        ],
      },
    ),
  )
  put({
    id: 'asset:sheet',
    typeName: 'asset',
    type: 'image',
    props: { w: 800, h: 600, name: 'sheet', isAnimated: false, mimeType: 'image/jpeg', src: `photo:${photoOfSheet}` },
    meta: {},
  })
  put(
    shapeWith(
      'shape:photo',
      'image',
      { x: 1560, y: 540, index: 'b07' },
      {
        w: 200,
        h: 150,
        assetId: 'asset:sheet',
        altText: `photo ${words}`,
        crop: { topLeft: { x: 0.1, y: 0 }, bottomRight: { x: 1, y: 0.75 } },
        flipX: true,
      },
    ),
  )
  put(shapeWith('shape:group', 'group', { x: 1300, y: 640, index: 'b08' }))
  put(
    shapeWith(
      'shape:inner',
      'geo',
      { x: 0, y: 0, index: 'b09', parentId: 'shape:group' },
      { geo: 'star', w: 80, h: 80 },
    ),
  )
}
