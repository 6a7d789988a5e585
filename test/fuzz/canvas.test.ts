/**
 * Chance on a canvas: two to four people, one of them a facilitator, who draw, group, frame, double, delete and undo,
 * some of the time without a line. Everything goes through the gate, which must find nothing wrong with honest people.
 * Afterwards: one canvas on every screen, no orphan, no invalid record, nothing that tldraw would not take.
 *
 * `FUZZ_SEEDS` (40 by default) and `FUZZ_SEED` (the first one) repeat a run; each failure names its seed.
 */
import { readFileSync } from 'node:fs'
import { createTLSchema, defaultBindingSchemas, defaultShapeSchemas } from '@tldraw/tlschema'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { judge } from '@tablee/server/live/board/gate'
import { newBoardDoc } from '@tablee/shared/board/doc'
import * as edit from '@tablee/shared/board/canvas/edit'
import { isLockedPart } from '@tablee/shared/board/canvas/parts'
import { plantTemplate, seedCanvas } from '@tablee/shared/board/canvas/plant'
import { createTrace } from '@tablee/shared/board/canvas/put-back'
import { canvasReader, readCanvas, type CanvasReader } from '@tablee/shared/board/canvas/read'
import { brokenCanvasRules, repairCanvas } from '@tablee/shared/board/canvas/repair'
import {
  elementKinds,
  pageId,
  templateNames,
  type BindingId,
  type Canvas,
  type CanvasShape,
  type ParentId,
  type ShapeId,
} from '@tablee/shared/board/canvas/schema'
import { canvasUndoFor } from '@tablee/shared/board/canvas/undo'
import { plainRichText } from '@tablee/shared/board/canvas/values'
import type { Lang, NodeId } from '@tablee/shared/ids'
import type { Role } from '@tablee/shared/roles'
import { seeded, type Random } from '../support/seeded.ts'

const seeds = Number(process.env['FUZZ_SEEDS'] ?? 40)
const first = Number(process.env['FUZZ_SEED'] ?? 1)

const kept = ['arrow', 'draw', 'frame', 'geo', 'group', 'image', 'note', 'text'] as const
const tldraw = createTLSchema({
  shapes: {
    ...Object.fromEntries(kept.map((name) => [name, defaultShapeSchemas[name]])),
    element: { props: {} as never },
  },
  bindings: defaultBindingSchemas,
})
const wire = Symbol('wire')
const base = {
  typeName: 'shape',
  x: 0,
  y: 0,
  rotation: 0,
  index: 'a1',
  parentId: pageId,
  isLocked: false,
  opacity: 1,
} as const
const style = { color: 'black', size: 'm', font: 'sans' } as const

/** The board as the server has it, and the way into it. */
class Server {
  readonly doc = newBoardDoc()
  readonly log: Uint8Array[] = []
  /** Whose row it is; null is the server's own. */
  readonly hands: (string | null)[] = []

  /** The server's own hand: a template that a facilitator asked for. */
  plant(random: Random, command: string): void {
    const updates: Uint8Array[] = []
    const keep = (update: Uint8Array): void => void updates.push(update)
    this.doc.on('update', keep)
    seedCanvas(this.doc)
    plantTemplate(
      this.doc,
      { who: 'server', why: 'template' },
      { template: { name: random.pick(templateNames), today: 2026, horizon: 2040 }, lang: 'fr' as Lang, command },
    )
    this.doc.off('update', keep)
    this.log.push(...updates)
    this.hands.push(...updates.map(() => null))
  }

  take(update: Uint8Array, role: Role, label: string, hand: string): Uint8Array | null {
    const decision = judge(this.doc, update, { actor: { role, seat: null }, state: 'open', claim: () => 'yours' })
    if (decision.kind !== 'accept') throw new Error(`${label}: the gate says ${JSON.stringify(decision)}`)
    if (decision.update === null) return null
    Y.applyUpdate(this.doc, decision.update)
    expect(this.doc.store.pendingStructs, label).toBeNull()
    this.log.push(decision.update)
    this.hands.push(hand)
    return decision.update
  }
}

class Person {
  readonly doc = newBoardDoc()
  readonly reader: CanvasReader
  readonly undo: Y.UndoManager
  readonly role: Role
  online = true
  /** How much of the server's log is here. */
  heard = 0
  private count = 0
  private gesture = 0
  private readonly n: number
  private readonly server: Server
  private readonly random: Random
  private readonly label: string

  constructor(n: number, server: Server, random: Random, label: string) {
    this.n = n
    this.server = server
    this.random = random
    this.label = `${label}, person ${n}`
    this.role = n === 0 ? 'facilitator' : 'reporter'
    this.doc.clientID = 100 + n
    this.listen()
    this.undo = canvasUndoFor(this.doc, `p${n}`)
    this.reader = canvasReader(this.doc)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== wire && this.online) {
        server.take(update, this.role, this.label, `p${n}`)
        this.heard = server.log.length // what came before was listened to first
      }
    })
  }

  get parts(): boolean {
    return this.role === 'facilitator'
  }

  /** Everything the server has, then what lay here: the order in which a device comes back. */
  connect(repairs = true): void {
    this.listen()
    const mine = Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(this.server.doc))
    this.server.take(mine, this.role, `${this.label}, back on the line`, `p${this.n}`)
    this.online = true
    this.heard = this.server.log.length
    if (repairs) this.repair()
  }

  listen(): void {
    for (; this.heard < this.server.log.length; this.heard += 1)
      Y.applyUpdate(this.doc, this.server.log[this.heard] as Uint8Array, wire)
  }

  /** As an editor does after others' changes came in. */
  repair(): number {
    const origin = { who: 'repair', why: 'repair' }
    const count = repairCanvas(this.doc, origin, { parts: this.parts }, this.reader)
    // What the reader says is in order is in order.
    expect(repairCanvas(this.doc, origin, { parts: this.parts }), this.label).toBe(0)
    this.repaired += count
    return count
  }
  repaired = 0

  private newShape = (): ShapeId => `shape:p${this.n}-${++this.count}`
  private newBinding = (): BindingId => `binding:p${this.n}-${++this.count}`

  /** One thing somebody might do; a refusal is a Problem and changes nothing. Returns its name. */
  act(): string {
    const { doc, random, parts } = this
    if (this.online) {
      this.listen()
      this.repair()
    }
    const canvas = this.reader.current()
    const all = [...canvas.shapes.values()].filter((shape) => parts || !isLockedPart(shape))
    const origin = (why: string) => ({
      who: `p${this.n}`,
      why,
      ...(random.next() < 0.3 ? { gesture: `g${this.gesture}` } : {}),
    })
    if (random.next() < 0.5) this.gesture += 1
    const coordinate = (): number => random.below(4_000) / 2 - 1_000
    const one = (): CanvasShape => random.pick(all)
    const some = (): ShapeId[] => [...new Set(Array.from({ length: 1 + random.below(3) }, () => one().id))]
    const elements = all.flatMap((shape) => (shape.type === 'element' ? [shape] : []))
    const containers = [...canvas.shapes.values()].flatMap((shape) =>
      shape.type === 'group' || shape.type === 'frame' ? [shape.id] : [],
    )
    /** A record as a drawing tool writes it. */
    const put = (record: CanvasShape, before: CanvasShape | null = null) =>
      edit.writeRecords(doc, origin('draw'), { put: [{ record, before }], drop: [], at: 1 })

    const verbs: Record<string, () => unknown> = {
      element: () =>
        edit.addElement(doc, origin('add'), {
          id: this.newShape(),
          kind: random.pick(elementKinds),
          text: random.pick(['', 'bus', 'ليل', 'c’est 🚌']),
          lang: 'fr' as Lang,
          x: coordinate(),
          y: coordinate(),
          at: 1,
        }),
      note: () =>
        put({
          ...base,
          id: this.newShape(),
          type: 'note',
          index: edit.indexAbove(canvas),
          props: {
            ...style,
            labelColor: 'black',
            fontSizeAdjustment: 0,
            align: 'middle',
            verticalAlign: 'middle',
            growY: 0,
            url: '',
            richText: plainRichText('a\nb'),
            scale: 1,
          },
          meta: {},
        }),
      stroke: () =>
        put({
          ...base,
          id: this.newShape(),
          type: 'draw',
          index: random.pick(['a1', 'a2', edit.indexAbove(canvas)]),
          props: {
            color: 'black',
            fill: 'none',
            dash: 'draw',
            size: 's',
            segments: [
              {
                type: 'free',
                points: [
                  { x: 0, y: 0, z: 0.5 },
                  { x: coordinate(), y: 1 },
                ],
              },
            ],
            isComplete: true,
            isClosed: false,
            isPen: false,
            scale: 1,
          },
          meta: {},
        }),
      ...(parts
        ? {
            frame: () =>
              put({
                ...base,
                id: this.newShape(),
                type: 'frame',
                x: coordinate(),
                y: coordinate(),
                rotation: random.pick([0, 0, 1]),
                index: random.pick(['a1', edit.indexAbove(canvas)]),
                props: { w: 400, h: 300, name: 'Frame', color: 'black' },
                meta: {},
              }),
          }
        : {}),
      undo: () => this.undo.undo(),
      redo: () => this.undo.redo(),
      ...(all.length === 0
        ? {}
        : {
            move: () => edit.moveShapes(doc, origin('move'), some(), coordinate() / 10, coordinate() / 10),
            place: () => edit.placeShape(doc, origin('place'), one().id, { x: coordinate(), y: coordinate() }),
            resize: () =>
              edit.resizeShape(doc, origin('resize'), one().id, { w: 1 + random.below(500), h: 1 + random.below(500) }),
            remove: () => edit.removeShapes(doc, origin('remove'), some(), 1),
            /** The tool's own way of deleting: a frame or group with all that it holds. */
            wipe: () => {
              const drop: ShapeId[] = []
              const queue = [one().id]
              for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
                const shape = canvas.shapes.get(id)
                if (shape === undefined || (!parts && isLockedPart(shape))) continue
                drop.push(id)
                queue.push(...(canvas.children.get(id) ?? []))
              }
              return edit.writeRecords(doc, origin('wipe'), { put: [], drop, at: 1 })
            },
            group: () => {
              const group = this.newShape()
              const ids = some()
              put({
                ...base,
                id: group,
                type: 'group',
                x: coordinate(),
                y: coordinate(),
                rotation: random.pick([0, 0.5]),
                index: edit.indexAbove(canvas),
                props: {},
                meta: {},
              })
              return edit.reparent(doc, origin('group'), ids, group)
            },
            /** The same again beside it, with the same index: paste, or two who draw the same one. */
            double: () => {
              const shape = one()
              return isLockedPart(shape) ? null : put({ ...shape, id: this.newShape(), x: shape.x + 10 })
            },
            sameIndex: () => {
              const shape = one()
              const sibling = random.pick(canvas.children.get(shape.parentId) ?? [shape.id])
              return put({ ...shape, index: canvas.shapes.get(sibling)?.index ?? 'a1' }, shape)
            },
            turn: () => {
              const shape = one()
              return put({ ...shape, rotation: random.pick([0, 0.5, 1, -2]), opacity: random.pick([1, 0.5]) }, shape)
            },
            reparent: () =>
              edit.reparent(doc, origin('reparent'), some(), random.pick<ParentId>([pageId, ...containers])),
          }),
      ...(elements.length === 0
        ? {}
        : {
            write: () => {
              const shape = random.pick(elements)
              return edit.setText(
                doc,
                origin('write'),
                shape.id,
                random.pick(['bus de nuit', 'le bus', '', '🚎 a', 'ليلاً']),
              )
            },
            type: () => {
              const shape = random.pick(elements)
              const text = edit.elementTextOf(doc, shape.id)
              if (text !== null && text.length < 100)
                doc.transact(
                  () => text.insert(random.below(text.length + 1), random.pick(['a', 'é', 'ل'])),
                  origin('type'),
                )
            },
            describe: () =>
              edit.setElement(doc, origin('describe'), random.pick(elements).id, {
                kind: random.pick(elementKinds),
                horizon: random.pick([null, 2030, 2040]),
                level: random.pick([null, 'local']),
              }),
            link: () =>
              edit.linkElement(doc, origin('link'), random.pick(elements).id, random.pick(['n1', 'n2']) as NodeId, 1),
            unlink: () => edit.unlinkElement(doc, origin('unlink'), random.pick(elements).id, 'n1' as NodeId),
          }),
      ...(elements.length < 2
        ? {}
        : {
            connect: () =>
              edit.connect(doc, origin('connect'), {
                id: this.newShape(),
                start: this.newBinding(),
                end: this.newBinding(),
                from: random.pick(elements).id,
                to: random.pick(elements).id,
                label: random.pick(['', 'avant cela']),
                at: 1,
              }),
          }),
    }
    const often = ['element', 'group', 'reparent', 'wipe'].filter((each) => each in verbs)
    const name = random.pick([...Object.keys(verbs), ...often])
    if (random.next() < 0.5)
      this.undo.stopCapturing() // its time limit reads the clock; a seed must give the same run
    else this.undo.lastChange = this.undo.lastChange > 0 ? Infinity : 0
    verbs[name]?.()
    return name
  }
}

function invalid(canvas: Canvas): string[] {
  const bad: string[] = []
  for (const record of [...canvas.shapes.values(), ...canvas.bindings.values()]) {
    const asked = record.type === 'element' ? { ...record, props: {} } : record
    try {
      tldraw.types[record.typeName].validate(asked as never)
    } catch (cause) {
      bad.push(`${record.id}: ${String(cause)}`)
    }
  }
  return bad
}

/** What a canvas's document holds: record -> field -> value, texts as text. */
const contentOf = (doc: Y.Doc): Record<string, Record<string, unknown>> =>
  doc.getMap('canvas').toJSON() as Record<string, Record<string, unknown>>

/**
 * One person's doings put back, on a copy: nothing changes but what that person had the last hand in, a second time
 * changes nothing, and the canvas is sound. Who had the last hand is found here by comparing contents row by row.
 */
function puttingBack(server: Server, random: Random, label: string): number {
  const hand = `p${random.below(4)}`
  const since = random.below(server.log.length)
  const trace = createTrace(since)
  const replay = newBoardDoc()
  const last = new Map<string, string | null>()
  let before = contentOf(replay)
  server.log.forEach((update, at) => {
    const by = server.hands[at] ?? null
    trace.take({ hand: by, author: 'x', at, epoch: 1, update })
    Y.applyUpdate(replay, update)
    const now = contentOf(replay)
    for (const id of new Set([...Object.keys(before), ...Object.keys(now)])) {
      if (before[id] === undefined || now[id] === undefined) {
        if (before[id] !== now[id]) last.set(id, by)
      }
      for (const field of new Set([...Object.keys(before[id] ?? {}), ...Object.keys(now[id] ?? {})]))
        if (JSON.stringify(before[id]?.[field]) !== JSON.stringify(now[id]?.[field])) last.set(`${id} ${field}`, by)
    }
    before = now
  })
  const copy = newBoardDoc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(replay))
  const restored = trace.apply(copy, { who: 'server', why: 'put-back' }, hand)
  const after = contentOf(copy)
  for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[id] === undefined) expect(last.get(id), `${label}: ${id} was not deleted by ${hand}`).toBe(hand)
    else if (after[id] === undefined) throw new Error(`${label}: putting back took ${id} away`)
    else
      for (const field of new Set([...Object.keys(before[id]), ...Object.keys(after[id])]))
        if (JSON.stringify(before[id][field]) !== JSON.stringify(after[id][field]))
          expect(last.get(`${id} ${field}`), `${label}: ${id} ${field} was last in another hand than ${hand}`).toBe(
            hand,
          )
  }
  expect(trace.apply(copy, { who: 'server', why: 'put-back' }, hand), `${label}: put back twice`).toBe(0)
  repairCanvas(copy, { who: 'server', why: 'repair' }, { parts: true })
  expect(brokenCanvasRules(copy), label).toEqual([])
  expect(invalid(readCanvas(copy)), label).toEqual([])
  return restored
}

const plain = (canvas: Canvas): unknown => ({
  ...canvas,
  shapes: [...canvas.shapes.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  bindings: [...canvas.bindings.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  assets: [...canvas.assets.keys()].sort(),
  links: [...canvas.links].sort(([a], [b]) => (a < b ? -1 : 1)),
  children: [...canvas.children].sort(([a], [b]) => (a < b ? -1 : 1)),
})

/** Seeds that once failed come first, for ever. */
const known = JSON.parse(readFileSync(new URL('../fixtures/seeds.json', import.meta.url), 'utf8')) as {
  readonly canvas: readonly number[]
}
const all = [...known.canvas, ...Array.from({ length: seeds }, (_, n) => first + n)]

it(`[CAN20] ${known.canvas.length} seeds that once failed, then ${first} to ${first + seeds - 1}: people who draw together and apart end with one canvas, no orphan, no invalid record`, () => {
  const done = new Map<string, number>()
  const seen = { shapes: 0, spells: 0, repaired: 0, rounds: 0, gone: 0, putBack: 0 }
  for (const seed of all) {
    const label = `seed ${seed}`
    const random = seeded(seed)
    const server = new Server()
    server.doc.clientID = 1
    server.plant(random, 'c')
    const people = Array.from({ length: 2 + random.below(3) }, (_, n) => new Person(n, server, random, label))
    const steps = 30 + random.below(60)
    for (let step = 0; step < steps; step += 1) {
      const person = random.pick(people)
      if (random.next() < 0.12) {
        if (person.online) person.online = false
        else person.connect()
        seen.spells += 1
      } else if (random.next() < 0.02) {
        for (const one of people) if (one.online) one.listen()
        server.plant(random, `c${step}`)
      } else {
        const verb = person.act()
        done.set(verb, (done.get(verb) ?? 0) + 1)
      }
    }
    // In every second run all put right the same canvas at the same time, none of them knowing of the others.
    const atOnce = seed % 2 === 0
    for (const person of people) person.connect(!atOnce)
    if (atOnce) {
      for (const person of people) {
        person.listen()
        person.online = false
      }
      for (const person of people) person.repair()
      for (const person of people) person.connect(false)
    }
    // Everybody hears everybody, and puts right what is to be put right, until nothing is.
    for (let round = 0; ; round += 1) {
      expect(round, `${label}: repairs come to an end`).toBeLessThan(20)
      let repaired = 0
      for (const person of people) {
        person.listen()
        repaired += person.repair()
      }
      seen.rounds = Math.max(seen.rounds, round)
      if (repaired === 0) break
    }
    const canvas = readCanvas(server.doc)
    const wanted = JSON.stringify(plain(canvas))
    for (const person of people) {
      person.listen()
      expect(JSON.stringify(plain(person.reader.current())), `${label}: ${person.role} sees another canvas`).toBe(
        wanted,
      )
      expect(JSON.stringify(plain(readCanvas(person.doc))), `${label}: its reader lags behind`).toBe(wanted)
      expect(brokenCanvasRules(person.doc), label).toEqual([])
    }
    expect(invalid(canvas), label).toEqual([])
    // A joiner and a restart see the same.
    const joiner = newBoardDoc()
    Y.applyUpdate(joiner, Y.encodeStateAsUpdate(server.doc))
    expect(JSON.stringify(plain(readCanvas(joiner))), label).toBe(wanted)
    const restarted = newBoardDoc()
    for (const update of server.log) Y.applyUpdate(restarted, update)
    expect(JSON.stringify(plain(readCanvas(restarted))), label).toBe(wanted)
    seen.putBack += puttingBack(server, random, label)
    seen.shapes += canvas.shapes.size
    for (const person of people) seen.repaired += person.repaired
    seen.gone += [...server.doc.getMap('canvas').values()].filter(
      (each) => each instanceof Y.Map && each.has('gone'),
    ).length
  }
  console.log(
    `seeds ${first}-${first + seeds - 1}: ${[...done.values()].reduce((a, b) => a + b, 0)} acts, ${seen.spells} times off or on the line, ` +
      `${seen.shapes} shapes at the end, ${seen.gone} frames and groups gone, ${seen.repaired} records put right, at most ${seen.rounds} rounds, ${seen.putBack} put back`,
  )
  // The run was not vacuous: every act was done, and there was something to put right.
  if (seeds >= 20) {
    expect([...done.keys()].sort()).toEqual([
      'connect',
      'describe',
      'double',
      'element',
      'frame',
      'group',
      'link',
      'move',
      'note',
      'place',
      'redo',
      'remove',
      'reparent',
      'resize',
      'sameIndex',
      'stroke',
      'turn',
      'type',
      'undo',
      'unlink',
      'wipe',
      'write',
    ])
    expect(seen.repaired).toBeGreaterThan(seeds / 10)
    expect(seen.gone).toBeGreaterThan(seeds / 2)
    expect(seen.putBack).toBeGreaterThan(seeds / 2)
  }
})
