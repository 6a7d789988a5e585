/** The vision canvas, state by state, and one with as much on it as a canvas holds. */
import { addElement, elementSize, indexAbove, removeShapes, writeRecords } from '@tablee/shared/board/canvas/edit'
import { plantTemplate, seedCanvas } from '@tablee/shared/board/canvas/plant'
import { sampleCanvas } from '@tablee/shared/board/canvas/samples'
import {
  elementKinds,
  pageId,
  type ArrowShape,
  type CanvasRecord,
  type CanvasShape,
  type ElementKind,
  type TemplateName,
} from '@tablee/shared/board/canvas/schema'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { betweenMany } from '@tablee/shared/board/order'
import { readBoard } from '@tablee/shared/board/read'
import { contested, rtl } from '@tablee/shared/board/samples'
import { seatCode, type BoardId, type Lang } from '@tablee/shared/ids'
import { printedCanvas } from '@tablee/shared/view/printed'
import type { BoardStatus } from '@tablee/shared/wire/board'
import * as Y from 'yjs'
import type { Present } from '../link/link.ts'
import type { CanvasPort } from '../table/canvas/port.ts'
import type { State } from './states.ts'
import { asTranslated } from './translated.ts'

const by = { who: 'reporter', why: 'sample' }
const en = 'en' as Lang
const photoHash = 'f0'.repeat(32)

/** A sheet of paper with a drawn line on it stands for a photo. */
const sheet = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360" viewBox="0 0 480 360"><rect width="480" height="360" fill="#efe9da"/><rect x="40" y="30" width="400" height="300" fill="#fffffc"/><path d="M80 250c60-120 90 40 150-60s90 20 160-90" fill="none" stroke="#1c1b19" stroke-width="5" stroke-linecap="round"/></svg>',
)}`
export const localCanvasPort = (doc: Y.Doc): CanvasPort => ({
  hands: async () => ({
    ok: true,
    value: { hands: [{ hand: 'h1', author: 'citizen:T3-02', moved: 3, deleted: 1, last: Date.now() - 240_000 }] },
  }),
  send: async () => ({ ok: true, value: { hash: photoHash } }),
  photo: async () => sheet,
  // Nobody was asked whether they want to be quoted.
  async drawing() {
    const canvas = readCanvas(doc)
    return { ok: true, value: printedCanvas(canvas, canvas, readBoard(doc).meta) }
  },
})

function drawn(lang: 'en' | 'ar' = 'en'): Y.Doc {
  const doc = lang === 'ar' ? rtl() : contested()
  const position = [...readBoard(doc).nodes.values()].find((one) => one.kind === 'position')
  seedCanvas(doc)
  sampleCanvas(doc, lang, position?.id ?? null)
  return doc
}

function planted(name: TemplateName, put: readonly (readonly [ElementKind, string, number, number])[] = []): Y.Doc {
  const doc = contested()
  seedCanvas(doc)
  plantTemplate(doc, by, { template: { name, today: 2026, horizon: 2040 }, lang: en, command: `gallery-${name}` })
  for (const [n, [kind, text, x, y]] of put.entries())
    addElement(doc, by, { id: `shape:e${n}`, kind, text, lang: en, x, y, at: 1 })
  return doc
}

function withPhoto(): Y.Doc {
  const doc = planted('front-page', [['headline', 'The last car park becomes a garden', 24, 116]])
  const asset = 'asset:sheet'
  const put = [
    {
      id: asset,
      typeName: 'asset',
      type: 'image',
      props: {
        w: 480,
        h: 360,
        name: '',
        isAnimated: false,
        mimeType: 'image/webp',
        src: `photo:${photoHash}`,
        fileSize: 9,
      },
      meta: { at: 1 },
    },
    {
      id: 'shape:photo',
      typeName: 'shape',
      type: 'image',
      x: 40,
      y: 356,
      rotation: 0,
      index: indexAbove(readCanvas(doc)),
      parentId: 'page:page',
      isLocked: false,
      opacity: 1,
      props: {
        w: 440,
        h: 330,
        playing: true,
        url: '',
        assetId: asset,
        crop: null,
        flipX: false,
        flipY: false,
        altText: 'Our sheet from the first hour',
      },
      meta: { at: 1 },
    },
  ] as const
  const done = writeRecords(doc, by, { put: put.map((record) => ({ record, before: null })), drop: [], at: 1 })
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  return doc
}

/** Two thousand shapes, as many as one canvas may hold: cards in rows, and an arrow from every second one to the next. */
function crowded(): Y.Doc {
  const doc = contested()
  seedCanvas(doc)
  const [across, cards, all] = [40, 1_334, 2_000]
  const indices = betweenMany(null, null, all)
  const put: CanvasRecord[] = []
  const place = (n: number) => ({ x: (n % across) * 320, y: Math.floor(n / across) * 240 })
  const base = { typeName: 'shape', rotation: 0, parentId: pageId, isLocked: false, opacity: 1 } as const
  for (let n = 0; n < cards; n += 1) {
    const kind = elementKinds[n % elementKinds.length] ?? 'hope'
    const props = { kind, ...elementSize[kind], text: `What table ${(n % 30) + 1} drew, ${n}`, lang: en }
    const meant = { horizon: 2040, level: 'local', seat: null, capture: null } as const
    const index = indices[n] ?? 'a1'
    put.push({
      ...base,
      id: `shape:c${n}`,
      type: 'element',
      ...place(n),
      index,
      props: { ...props, ...meant },
      meta: {},
    })
  }
  for (let n = 0; n < all - cards; n += 1) {
    const id = `shape:a${n}` as const
    const from = place(2 * n)
    const props: ArrowShape['props'] = {
      kind: 'elbow',
      labelColor: 'black',
      color: 'black',
      fill: 'none',
      dash: 'solid',
      size: 's',
      font: 'sans',
      arrowheadStart: 'none',
      arrowheadEnd: 'triangle',
      start: { x: 0, y: 0 },
      end: { x: 320, y: 0 },
      bend: 0,
      text: '',
      labelPosition: 0.5,
      scale: 0.8,
      elbowMidPoint: 0.5,
    }
    put.push({ ...base, id, type: 'arrow', ...from, index: indices[cards + n] ?? 'a1', props, meta: {} })
    for (const [terminal, to] of [
      ['start', 2 * n],
      ['end', 2 * n + 1],
    ] as const)
      put.push({
        id: `binding:${terminal}${n}`,
        typeName: 'binding',
        type: 'arrow',
        fromId: id,
        toId: `shape:c${to}`,
        props: { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: 'none' },
        meta: {},
      })
  }
  const done = writeRecords(doc, by, { put: put.map((record) => ({ record, before: null })), drop: [], at: 1 })
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
  return doc
}

const writing = (of: string): readonly Present[] => [
  { conn: 2, seat: seatCode(3, 4), role: 'citizen', node: of as never, writing: true, anchor: null, head: null },
]

const holding = (of: string): readonly Present[] => [
  { conn: 2, seat: null, role: 'reporter', node: of as never, writing: false, anchor: null, head: null },
]

/** Removed by somebody else while it was written in: kept in the tab, so on a board of its own. */
function taken(status: (change?: Partial<BoardStatus>, lang?: 'en' | 'ar') => BoardStatus, lang: 'en' | 'ar' = 'en') {
  const doc = drawn(lang)
  const board = 'b-canvas-taken' as BoardId
  const shape = [...readCanvas(doc).shapes.values()].find((one) => one.type === 'element' && one.props.kind === 'hope')
  if (shape) {
    const by = { role: 'facilitator', seat: null }
    sessionStorage.setItem(`tablee.taken.shapes.${board}.reporter`, JSON.stringify([{ shape, links: [], by }]))
    removeShapes(doc, { who: 'facilitator', why: 'sample' }, [shape.id], 2)
  }
  const usual = status({}, lang)
  const sessions = (usual.sessions ?? []).map((one) => (one.board === usual.board ? { ...one, board } : one))
  return { doc, status: status({ board, sessions }, lang) }
}

/** A click with a pointer, as soon as there is something to put it on. */
function takeInHand(): void {
  const kind = document.querySelector('.kinds .kind')
  if (kind === null || kind.getAttribute('aria-pressed') === 'true') return
  if (document.querySelector('.surface .vision'))
    kind.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))
  requestAnimationFrame(() => requestAnimationFrame(takeInHand))
}

const isElement = ({ type }: CanvasShape): boolean => type === 'element'

export function canvasStates(
  status: (change?: Partial<BoardStatus>, lang?: 'en' | 'ar') => BoardStatus,
): Readonly<Record<string, State>> {
  const ui = () => ({ tab: 'canvas', side: 'map' }) as const
  const asList = { after: () => document.querySelectorAll<HTMLElement>('.canvas-bar .switch button')[1]?.click() }
  const facilitator = { role: 'facilitator' } as const
  return {
    canvas: { local: () => ({ doc: drawn(), status: status(), others: writing('hope'), ...facilitator }), ui },
    'canvas-empty': { local: () => ({ doc: planted('free'), status: status() }), ui },
    'canvas-placement': {
      local: () => ({
        doc: planted('placement', [
          ['hope', 'A ride home that costs what a coffee costs', 700, 40],
          ['fear', 'Somebody keeps a list of where I got off', 860, 420],
        ]),
        status: status(),
      }),
      ui,
    },
    'canvas-day': {
      local: () => ({ doc: planted('day', [['hope', 'The bus knows my stop', 16, 130]]), status: status() }),
      ui,
    },
    'canvas-photo': { local: () => ({ doc: withPhoto(), status: status(), ...facilitator }), ui },
    'canvas-list': { local: () => ({ doc: drawn(), status: status(), ...facilitator }), ui, ...asList },
    'canvas-list-empty': { local: () => ({ doc: planted('free'), status: status() }), ui, ...asList },
    'canvas-guest': {
      local: () => ({ doc: drawn(), status: status(), role: 'citizen', seat: 'T3-04', mayEdit: false }),
      ui,
    },
    'canvas-rtl': { local: () => ({ doc: drawn('ar'), status: status({}, 'ar'), ...facilitator }), ui },
    'canvas-translated': {
      local: () => ({ doc: drawn('ar'), status: status({ translated: 1 }, 'ar'), ...facilitator }),
      ui: (doc) => ({ ...ui(), element: [...(readCanvas(doc)?.shapes.values() ?? [])].find(isElement)?.id ?? null }),
      translated: asTranslated,
    },
    'canvas-list-translated': {
      local: () => ({ doc: drawn('ar'), status: status({ translated: 1 }, 'ar'), ...facilitator }),
      ui,
      ...asList,
      translated: asTranslated,
    },
    'canvas-offline': {
      local: () => ({
        doc: drawn(),
        status: status(),
        light: { kind: 'kept', n: 3, onDisk: true, writing: null, since: Date.now() - 60_000 },
        link: { state: 'waiting' },
      }),
      ui,
    },
    'canvas-armed': {
      local: () => ({ doc: drawn(), status: status(), ...facilitator }),
      ui,
      after: takeInHand,
    },
    'canvas-held': { local: () => ({ doc: drawn(), status: status(), others: holding('hope'), ...facilitator }), ui },
    'canvas-taken': { local: () => taken(status), ui },
    'canvas-taken-list': { local: () => taken(status), ui, ...asList },
    'canvas-taken-rtl': { local: () => taken(status, 'ar'), ui },
    'canvas-2000': { local: () => ({ doc: crowded(), status: status(), ...facilitator }), ui },
  }
}
