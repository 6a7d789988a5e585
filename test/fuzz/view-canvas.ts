/** The canvas in the observers' random tests: what a table does on it, and two canvases that differ only in what is hidden. */
import {
  addElement,
  connect,
  linkElement,
  moveShapes,
  removeShapes,
  reparent,
  setElement,
  setText,
  unlinkElement,
  writeRecords,
} from '@tablee/shared/board/canvas/edit'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { shapeWith } from '@tablee/shared/board/canvas/records'
import { elementKinds, type CanvasShape, type ShapeId } from '@tablee/shared/board/canvas/schema'
import type { Lang, NodeId, PhotoHash, SeatCode } from '@tablee/shared/ids'
import { shapesHeld, type HeldShapes } from '@tablee/shared/view/canvas'
import type * as Y from 'yjs'
import type { Random } from '../support/seeded.ts'

const origin = { who: 'reporter', why: 'fuzz' }
const lang = 'en' as Lang

export type CanvasTable = {
  readonly doc: Y.Doc
  edit(change: () => unknown): Promise<void>
  /** A text that nobody wrote before. */
  text(): string
  /** Remembers what is written and may not be seen yet. */
  note(canary: string): string
  fresh(): string
  /** Whose text it is. */
  voice(said: string, seat: SeatCode): string
  nodes: readonly NodeId[]
  /** Searches what was heard so far, before something is forbidden. */
  search(where: string): void
  pass(): Promise<void>
  forbid(canary: string, why: string): void
  photos(): readonly PhotoHash[]
  release(photos: readonly PhotoHash[]): Promise<void>
}

/** `brought`: every photo that was put down; those that are not released must never be heard. */
export function canvasActs(table: CanvasTable) {
  const { doc } = table
  const shapes: ShapeId[] = []
  const brought: PhotoHash[] = []
  const one = (random: Random): ShapeId | null => {
    const there = shapes.filter((id) => readCanvas(doc).shapes.has(id))
    return there.length === 0 ? null : random.pick(there)
  }
  const place = (random: Random) => ({
    x: random.below(2_000),
    y: random.below(1_000),
    index: `a${1 + random.below(9)}`,
  })

  const acts: Record<string, (random: Random) => Promise<unknown>> = {
    async element(random) {
      const id: ShapeId = `shape:secretshape${table.fresh()}`
      const kind = random.pick(elementKinds)
      const seat = `T1-0${1 + random.below(6)}` as SeatCode
      await table.edit(() =>
        addElement(doc, origin, {
          id,
          kind,
          text: table.voice(table.note(table.text()), seat),
          lang,
          ...place(random),
          seat,
          capture: 'dictated',
          at: 1_234_567,
        }),
      )
      shapes.push(id)
    },
    async frame(random) {
      const id: ShapeId = `shape:secretshape${table.fresh()}`
      const record = shapeWith(id, 'frame', place(random), { name: table.note(table.text()) })
      await table.edit(() => writeRecords(doc, origin, { put: [{ record, before: null }], drop: [], at: 1 }))
      shapes.push(id)
    },
    async rewordElement(random) {
      const id = one(random)
      if (id === null) return
      const shape = readCanvas(doc).shapes.get(id)
      const said = table.note(table.text())
      if (shape?.type === 'element' && shape.props.seat !== null) table.voice(said, shape.props.seat)
      await table.edit(() => setText(doc, origin, id, said))
    },
    async moveShape(random) {
      const id = one(random)
      if (id !== null) await table.edit(() => moveShapes(doc, origin, [id], random.below(200) - 100, random.below(200)))
    },
    async putInto(random) {
      const [id, frame] = [one(random), one(random)]
      if (id === null || frame === null || id === frame || readCanvas(doc).shapes.get(frame)?.type !== 'frame') return
      await table.edit(() => reparent(doc, origin, [id], random.below(3) === 0 ? 'page:page' : frame))
    },
    async linkIt(random) {
      const id = one(random)
      if (id === null || table.nodes.length === 0) return
      const node = random.pick(table.nodes)
      await table.edit(() =>
        random.below(3) === 0 ? unlinkElement(doc, origin, id, node) : linkElement(doc, origin, id, node, 1),
      )
    },
    async arrow(random) {
      const [from, to] = [one(random), one(random)]
      if (from === null || to === null) return
      const id = `secretshape${table.fresh()}`
      await table.edit(() =>
        connect(doc, origin, {
          id: `shape:${id}`,
          start: `binding:${id}-s`,
          end: `binding:${id}-e`,
          from,
          to,
          label: table.note(table.text()),
          at: 1,
        }),
      )
      shapes.push(`shape:${id}`)
    },
    async photo(random) {
      const id = `secretshape${table.fresh()}`
      const hash = table.note(`${brought.length}`.padStart(8, '0').repeat(8)) as PhotoHash
      brought.push(hash)
      await table.edit(() =>
        writeRecords(doc, origin, {
          put: [
            {
              record: {
                id: `asset:${id}`,
                typeName: 'asset',
                type: 'image',
                props: { w: 4, h: 3, name: id, isAnimated: false, mimeType: 'image/png', src: `photo:${hash}` },
                meta: {},
              },
              before: null,
            },
            { record: shapeWith(`shape:${id}`, 'image', place(random), { assetId: `asset:${id}` }), before: null },
          ],
          drop: [],
          at: 1,
        }),
      )
      shapes.push(`shape:${id}`)
    },
    async releasePhoto(random) {
      if (brought.length > 0) await table.release([...table.photos(), random.pick(brought)])
    },
    async withdrawPhoto(random) {
      if (table.photos().length === 0) return
      const gone = random.pick(table.photos())
      table.search('before a photo is withdrawn')
      await table.release(table.photos().filter((hash) => hash !== gone))
    },
    async takeOff(random) {
      const id = one(random)
      if (id === null) return
      const shape = readCanvas(doc).shapes.get(id)
      await table.edit(() => removeShapes(doc, origin, [id], 1))
      // It may have been heard; from the next frame on it never is again, whatever the delay.
      await table.pass()
      table.search('before it was taken off')
      const said = shape?.type === 'element' ? shape.props.text : shape?.type === 'frame' ? shape.props.name : ''
      if (said !== '') table.forbid(said, 'taken off the canvas')
    },
  }
  return { acts, brought }
}

/**
 * A canvas whose public part follows from `random` alone, and what is done behind a curtain to it from `secret`. The
 * answer is what the curtain holds.
 */
export function canvasPair(
  doc: Y.Doc,
  random: Random,
  secret: Random,
  nodes: { readonly shown: readonly NodeId[]; readonly hidden: readonly NodeId[] },
): HeldShapes {
  const publics: ShapeId[] = []
  const put = (record: CanvasShape) => writeRecords(doc, origin, { put: [{ record, before: null }], drop: [], at: 1 })
  const spot = (at: Random) => ({ x: at.below(900), y: at.below(900), index: `a${1 + at.below(9)}` })
  put(shapeWith('shape:f0', 'frame', spot(random), { name: 'frame' }))
  for (let n = 0; n < 6; n += 1) {
    const id: ShapeId = `shape:p${n}`
    addElement(doc, origin, {
      id,
      kind: random.pick(elementKinds),
      text: `said ${random.below(1e9)}`,
      lang,
      x: random.below(900),
      y: random.below(900),
      at: 1,
    })
    publics.push(id)
    if (random.below(2) === 0) reparent(doc, origin, [id], 'shape:f0')
    linkElement(doc, origin, id, random.pick(nodes.shown), 1 + n)
    // A link to a node that is hidden: not even that there is one is told.
    if (nodes.hidden.length > 0 && secret.below(2) === 0) linkElement(doc, origin, id, secret.pick(nodes.hidden), 50)
  }
  for (let n = 0; n < 3; n += 1) {
    const [from, to] = [random.pick(publics), random.pick(publics)]
    connect(doc, origin, {
      id: `shape:q${n}`,
      start: `binding:q${n}s`,
      end: `binding:q${n}e`,
      from,
      to,
      label: `as ${n}`,
      at: 1,
    })
  }
  const x = random.below(9)
  const points = [
    { x, y: 1 },
    { x: 30, y: 40 },
  ]
  put(shapeWith('shape:d0', 'draw', spot(random), { segments: [{ type: 'free', points }] }))
  const before = readCanvas(doc)

  for (let n = 2 + secret.below(8); n > 0; n -= 1) {
    const id = secret.pick(publics)
    const fresh: ShapeId = `shape:z${secret.below(1e9)}`
    switch (secret.below(8)) {
      case 0:
        setText(doc, origin, id, `HIDDEN ${secret.below(1e9)}`)
        break
      case 1:
        moveShapes(doc, origin, [id], secret.below(500), secret.below(500))
        break
      case 2: {
        const name = `HIDDEN ${secret.below(1e9)}`
        put(shapeWith(fresh, 'frame', spot(secret), { name }))
        reparent(doc, origin, [id], fresh)
        break
      }
      case 3:
        reparent(doc, origin, [id], secret.below(2) === 0 ? 'page:page' : 'shape:f0')
        break
      case 4:
        setElement(doc, origin, id, { kind: secret.pick(elementKinds), horizon: 2000 + secret.below(90) })
        break
      case 5:
        linkElement(doc, origin, id, secret.pick(nodes.shown), 99)
        break
      case 6:
        addElement(doc, origin, {
          id: fresh,
          kind: 'fear',
          text: `HIDDEN ${secret.below(1e9)}`,
          lang,
          x: 1,
          y: 2,
          at: 1,
        })
        connect(doc, origin, {
          id: `${fresh}a`,
          start: `binding:${fresh.slice(6)}s`,
          end: `binding:${fresh.slice(6)}e`,
          from: fresh,
          to: id,
          label: `HIDDEN ${n}`,
          at: 1,
        })
        break
      default:
        put(shapeWith(fresh, 'note', spot(secret)))
    }
  }
  return shapesHeld(new Map(), before, readCanvas(doc))
}
