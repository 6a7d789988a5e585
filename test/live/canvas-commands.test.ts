/** Commands of the canvas at a table with two people: a template beneath, and what a guest moved or deleted put back. */
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seedBoard } from '@tablee/shared/board/command'
import {
  addElement,
  connect,
  elementTextOf,
  linkElement,
  moveShapes,
  removeShapes,
  reparent,
  setElement,
  setText,
} from '@tablee/shared/board/canvas/edit'
import { isSeeded } from '@tablee/shared/board/canvas/plant'
import { readCanvas } from '@tablee/shared/board/canvas/read'
import { brokenCanvasRules, repairCanvas } from '@tablee/shared/board/canvas/repair'
import { canvasLimits, type Canvas, type ShapeId } from '@tablee/shared/board/canvas/schema'
import type { BoardId, DeviceId, Lang, NodeId } from '@tablee/shared/ids'
import { roles } from '@tablee/shared/roles'
import { boardCommands, type BoardCommand, type Movers } from '@tablee/shared/wire/board'
import { memoryJournal } from '@tablee/server/journal/memory'
import type { CommandActor } from '@tablee/server/live/board/commands'
import { contentOf } from '../support/rawBoard.ts'
import { canvasOf, entryOf, rawGroup } from '../support/rawCanvas.ts'
import { liveServer, type LiveServer } from '../support/liveServer.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { askedLog } from '../support/slowLog.ts'

let server: LiveServer
let now: number
afterEach(() => server.close())

const board = 'b1' as BoardId
const actor = (role: CommandActor['role']): CommandActor => ({ role, device: 'desk' as DeviceId, seat: null })
const give = (command: BoardCommand, role: CommandActor['role'] = 'facilitator') =>
  server.live.command(board, actor(role), command)
const hands = async (since = 0): Promise<Movers['hands']> => {
  const done = await server.live.hands(board, since)
  if (!done.ok) throw new Error(done.problem.code)
  return done.value.hands
}
const canvasNow = async (): Promise<Canvas> => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await server.live.state(board)).state)
  expect(brokenCanvasRules(doc)).toEqual([])
  return readCanvas(doc)
}
const at = async (id: ShapeId): Promise<[number, number] | null> => {
  const shape = (await canvasNow()).shapes.get(id)
  return shape === undefined ? null : [shape.x, shape.y]
}

/** A reporter and a guest, who come one after the other; the clock goes on by a minute with each step. */
async function aTable() {
  now = 1_000_000
  server = await liveServer({
    journal: memoryJournal({ clock: () => (now += 1), through: askedLog }),
    limits: { retryMs: 10, requestMs: 500 },
    state: 'open-citizens-edit',
  })
  const enter = async (device: string, role: CommandActor['role'], seat: string | null): Promise<RawEditor> => {
    const editor = new RawEditor({
      url: server.url,
      name: 'board:b1',
      ticket: server.ticket('b1', { device, role, seat }),
    })
    await editor.ready()
    return editor
  }
  const ana = await enter('ana', 'reporter', null)
  const guest = await enter('phone', 'citizen', 'T1-03')
  const step = async (who: RawEditor, work: (doc: Y.Doc) => unknown): Promise<void> => {
    now += 60_000
    work(who.doc)
    await who.saved()
    const wanted = Y.encodeStateVector(who.doc)
    const has = (editor: RawEditor) => () =>
      [...Y.decodeStateVector(wanted)].every(([client, clock]) => Y.getState(editor.doc.store, client) >= clock)
    for (const editor of [ana, guest]) await editor.until('the same board', has(editor))
  }
  const origin = { who: 'somebody', why: 'test' }
  const element = (doc: Y.Doc, id: ShapeId, x: number) =>
    expect(
      addElement(doc, origin, { id, kind: 'hope', text: `says ${id}`, lang: 'en' as Lang, x, y: 0, at: 1 }).ok,
    ).toBe(true)
  await step(ana, (doc) => {
    element(doc, 'shape:a', 0)
    element(doc, 'shape:b', 300)
    element(doc, 'shape:c', 600)
    linkElement(doc, origin, 'shape:a', 'n1' as NodeId, 5)
    connect(doc, origin, { id: 'shape:r', start: 'binding:1', end: 'binding:2', from: 'shape:a', to: 'shape:b', at: 1 })
  })
  return { ana, guest, step, origin, element }
}
const putBack = (hand: string, id: string, since = 0): BoardCommand => ({ id, kind: 'put-back', hand, since })

describe('put it back', () => {
  it('[CAN17] restores what one person moved and deleted, with text, links and arrows, and says who that was', async () => {
    const { guest, step, origin } = await aTable()
    const before = await canvasNow()
    await step(guest, (doc) => moveShapes(doc, origin, ['shape:a', 'shape:c'], 500, 500))
    await step(guest, (doc) => moveShapes(doc, origin, ['shape:c'], 9, 9))
    await step(guest, (doc) => removeShapes(doc, origin, ['shape:a', 'shape:b'], 1))
    expect((await canvasNow()).shapes.size).toBe(2)
    const [hand, ...others] = await hands()
    expect(others).toEqual([])
    expect(hand).toMatchObject({ author: 'citizen:T1-03', moved: 1, deleted: 2 })
    expect(hand?.hand).toMatch(/^[0-9a-f]{16}$/)
    expect(JSON.stringify(hand)).not.toContain('phone')
    expect(await give(putBack(hand?.hand ?? '', 'p1'))).toMatchObject({ ok: true })
    const after = await canvasNow()
    expect([...after.bindings.keys()].sort()).toEqual(['binding:1', 'binding:2'])
    expect(after.links).toEqual(before.links)
    // Everything stands again where it stood; what was moved before it was deleted too.
    expect(await at('shape:c')).toEqual([600, 0])
    expect(after.shapes.get('shape:b')).toEqual(before.shapes.get('shape:b'))
    expect(after.shapes.get('shape:a')?.type === 'element' && after.shapes.get('shape:a')).toMatchObject({
      props: { text: 'says shape:a' },
    })
    expect(await hands()).toEqual([])
  })

  it('[CAN17, CSC11] a place that is put back means again what it meant; a year that somebody gave it since stays', async () => {
    const { ana, guest, step, origin } = await aTable()
    const year = async (id: ShapeId) => {
      const shape = (await canvasNow()).shapes.get(id)
      return shape?.type === 'element' ? [shape.props.horizon, shape.props.level] : null
    }
    const before = [await year('shape:a'), await year('shape:b')]
    await step(guest, (doc) => {
      moveShapes(doc, origin, ['shape:a', 'shape:b'], 500, 500)
      setElement(doc, origin, 'shape:a', { horizon: 2050, level: 'society' })
      setElement(doc, origin, 'shape:b', { horizon: 2050, level: 'society' })
      // Nobody moved this one: what is said of it is no mischief.
      setElement(doc, origin, 'shape:c', { horizon: 2044 })
    })
    await step(ana, (doc) => setElement(doc, origin, 'shape:b', { horizon: 2031 }))
    const hand = (await hands()).find(({ author }) => author.startsWith('citizen'))
    expect(hand).toMatchObject({ moved: 2, deleted: 0 })
    expect(await give(putBack(hand?.hand ?? '', 'p1'))).toMatchObject({ ok: true })
    expect(await year('shape:a')).toEqual(before[0])
    expect((await year('shape:b'))?.[0]).toBe(2031)
    expect((await year('shape:c'))?.[0]).toBe(2044)
    expect(await hands()).toEqual([])
  })

  it('[CAN17] leaves what others did since: a later move, a later text, a later place in a group', async () => {
    const { ana, guest, step, origin } = await aTable()
    await step(guest, (doc) => moveShapes(doc, origin, ['shape:a', 'shape:b', 'shape:c'], 50, 0))
    await step(ana, (doc) => moveShapes(doc, origin, ['shape:a'], 0, 7))
    await step(ana, (doc) => elementTextOf(doc, 'shape:b')?.insert(0, 'It '))
    await step(guest, (doc) => {
      rawGroup(doc, 'shape:g', { index: 'b01' })
      reparent(doc, origin, ['shape:c'], 'shape:g')
    })
    await step(ana, (doc) => moveShapes(doc, origin, ['shape:c'], 1, 1))
    const hand = (await hands()).find(({ author }) => author.startsWith('citizen'))
    await give(putBack(hand?.hand ?? '', 'p1'))
    expect(await at('shape:a')).toEqual([50, 7])
    expect(await at('shape:b')).toEqual([300, 0])
    expect(await at('shape:c')).toEqual([651, 1])
    const b = (await canvasNow()).shapes.get('shape:b')
    expect(b?.type === 'element' && b.props.text).toBe('It says shape:b')
  })

  it('[CAN17] a text that somebody emptied comes back; what somebody wrote stays written', async () => {
    const { ana, guest, step } = await aTable()
    const write = (doc: Y.Doc, id: ShapeId, text: string) => setText(doc, { who: 'x', why: 'test' }, id, text)
    await step(guest, (doc) => write(doc, 'shape:a', ''))
    await step(guest, (doc) => write(doc, 'shape:b', 'says shape:b, and more'))
    // A few letters struck out are an edit like any other.
    await step(guest, (doc) => write(doc, 'shape:b', 'says shape, and more'))
    await step(guest, (doc) => write(doc, 'shape:c', 'x'))
    await step(ana, (doc) => write(doc, 'shape:c', 'x, I say'))
    const hand = (await hands()).find(({ author }) => author.startsWith('citizen'))
    expect(hand).toMatchObject({ moved: 0, deleted: 1 })
    await give(putBack(hand?.hand ?? '', 'p1'))
    const text = async (id: ShapeId) => {
      const shape = (await canvasNow()).shapes.get(id)
      return shape?.type === 'element' ? shape.props.text : null
    }
    expect([await text('shape:a'), await text('shape:b'), await text('shape:c')]).toEqual([
      'says shape:a',
      'says shape, and more',
      'x, I say',
    ])
  })

  it('[CAN17] what a person made and took away alone stays away; what others had a hand in comes back', async () => {
    const { ana, guest, step, origin, element } = await aTable()
    await step(guest, (doc) => element(doc, 'shape:alone', 0))
    await step(guest, (doc) => moveShapes(doc, origin, ['shape:alone'], 5, 5))
    await step(guest, (doc) => element(doc, 'shape:shared', 0))
    await step(ana, (doc) => elementTextOf(doc, 'shape:shared')?.insert(0, 'We '))
    await step(guest, (doc) => removeShapes(doc, origin, ['shape:alone', 'shape:shared'], 1))
    const [hand] = await hands()
    expect(hand).toMatchObject({ moved: 0, deleted: 1 })
    await give(putBack(hand?.hand ?? '', 'p1'))
    const canvas = await canvasNow()
    expect(canvas.shapes.has('shape:alone')).toBe(false)
    const shared = canvas.shapes.get('shape:shared')
    expect(shared?.type === 'element' && shared.props.text).toBe('We says shape:shared')
  })

  it('[CAN17] reaches back as far as it is asked, once per command, and again after new mischief', async () => {
    const { guest, step, origin } = await aTable()
    await step(guest, (doc) => moveShapes(doc, origin, ['shape:a'], 10, 0))
    const then = now + 1
    await step(guest, (doc) => moveShapes(doc, origin, ['shape:a'], 100, 0))
    const [late] = await hands(then)
    const command = putBack(late?.hand ?? '', 'p1', then)
    await give(command)
    expect(await at('shape:a')).toEqual([10, 0])
    const rows = server.journal.head('board:b1').seq
    expect(await give(command)).toEqual({ ok: true, value: { seq: rows } })
    await guest.until('it is back', () => readCanvas(guest.doc).shapes.get('shape:a')?.x === 10)
    await step(guest, (doc) => moveShapes(doc, origin, ['shape:a'], 1_000, 0))
    expect(await give(command)).toEqual({ ok: true, value: { seq: rows + 1 } })
    expect(await at('shape:a')).toEqual([1_010, 0])
    await give(putBack(late?.hand ?? '', 'p2', then))
    expect(await at('shape:a')).toEqual([10, 0])
    expect(await give(putBack('0123456789abcdef', 'p3'))).toMatchObject({ ok: true })
    expect(server.journal.head('board:b1').seq).toBe(rows + 2)
  })

  it('[CAN17] a device that puts an orphan right has moved nothing', async () => {
    const { ana, guest, step, origin } = await aTable()
    await step(ana, (doc) => rawGroup(doc, 'shape:g', { x: 100, y: 100, index: 'b01' }))
    await step(guest, (doc) => reparent(doc, origin, ['shape:a'], 'shape:g'))
    await step(ana, (doc) => reparent(doc, origin, ['shape:b'], 'shape:g'))
    await step(ana, (doc) => entryOf(doc, 'shape:g').set('gone', 1))
    await step(guest, (doc) => expect(repairCanvas(doc, { who: 'repair', why: 'repair' }, { parts: false })).toBe(2))
    expect([await at('shape:a'), await at('shape:b')]).toEqual([
      [0, 0],
      [300, 0],
    ])
    // What the guest did do, putting one into the group, cannot be undone by a place any more.
    expect((await hands()).filter(({ author }) => author.startsWith('citizen'))).toEqual([])
  })

  it('[CAN17] a group that was taken away with what it held is put back whole', async () => {
    const { ana, guest, step, origin } = await aTable()
    await step(ana, (doc) => {
      rawGroup(doc, 'shape:g', { x: 100, y: 100, index: 'b01' })
      reparent(doc, origin, ['shape:a', 'shape:b'], 'shape:g')
    })
    const before = await canvasNow()
    await step(guest, (doc) => removeShapes(doc, origin, ['shape:g', 'shape:a', 'shape:b'], 1))
    const [hand] = await hands()
    await give(putBack(hand?.hand ?? '', 'p1'))
    expect(await canvasNow()).toEqual(before)
  })

  it('[CAN17] a turn and an arrow’s way are places too', async () => {
    const { guest, step } = await aTable()
    const before = await canvasNow()
    await step(guest, (doc) => {
      entryOf(doc, 'shape:b').set('rotation', 1.5)
      entryOf(doc, 'shape:r').set('props.bend', 80)
    })
    const hand = (await hands()).find(({ author }) => author.startsWith('citizen'))
    expect(hand).toMatchObject({ moved: 2, deleted: 0 })
    await give(putBack(hand?.hand ?? '', 'p1'))
    expect(await canvasNow()).toEqual(before)
  })

  it('[CAN17] fills no canvas beyond what it holds', async () => {
    const { guest, step, origin } = await aTable()
    await step(guest, (doc) => removeShapes(doc, origin, ['shape:a'], 1))
    const others = (await canvasNow()).shapes.size
    await server.live.write(board, 'server', (doc) => {
      for (let n = others; n < canvasLimits.shapes; n += 1)
        rawGroup(doc, `shape:g${n}`, { index: `b${String(n).padStart(5, '0')}1` })
    })
    const [hand] = await hands()
    await give(putBack(hand?.hand ?? '', 'p1'))
    expect((await canvasNow()).shapes.size).toBe(canvasLimits.shapes)
    expect(await at('shape:a')).toBe(null)
  })

  it('[CAN17] leaves the end of an arrow off that somebody else has taken away meanwhile', async () => {
    const { ana, guest, step, origin } = await aTable()
    await step(guest, (doc) => {
      canvasOf(doc).delete('binding:1')
      moveShapes(doc, origin, ['shape:c'], 5, 5)
    })
    await step(ana, (doc) => removeShapes(doc, origin, ['shape:r'], 1))
    const hand = (await hands()).find(({ author }) => author.startsWith('citizen'))
    await give(putBack(hand?.hand ?? '', 'p1'))
    expect(await at('shape:c')).toEqual([600, 0])
    expect((await canvasNow()).bindings.size).toBe(0)
  })

  it('[CAN17] is the facilitator’s and the organiser’s to ask for, and nobody’s on a closed board', async () => {
    await aTable()
    for (const state of ['open', 'open-citizens-edit', 'closed'] as const) {
      server.settings.state = state
      for (const role of roles)
        for (const command of [
          putBack('0123456789abcdef', `${role}-${state}`),
          { id: `t-${role}-${state}`, kind: 'template', template: 'day', horizon: 2040 } as const,
        ]) {
          const may = state !== 'closed' && (role === 'facilitator' || role === 'organiser')
          expect((await give(command, role)).ok, `${command.kind}, ${role}, ${state}`).toBe(may)
        }
    }
  })
})

describe('the template', () => {
  it('[CAN16] is laid beneath by the server, in the table’s language, once per command; people’s work stays', async () => {
    const { ana } = await aTable()
    const mine = (await canvasNow()).shapes
    const choose = (id: string, template: 'backcasting' | 'front-page'): BoardCommand => ({
      id,
      kind: 'template',
      template,
      horizon: 2040,
    })
    now = Date.UTC(2026, 10, 25)
    expect(await give(choose('t1', 'backcasting'))).toMatchObject({ ok: true })
    await ana.until('the timeline', () => readCanvas(ana.doc).template.name === 'backcasting')
    expect(readCanvas(ana.doc).template.horizon).toBe(2040)
    expect(JSON.stringify(readCanvas(ana.doc).shapes.get('shape:part-level-society'))).toContain('Society')
    expect(await give(choose('t2', 'front-page'))).toMatchObject({ ok: true })
    const { seq } = server.journal.head('board:b1')
    expect(await give(choose('t1', 'backcasting'))).toEqual({ ok: true, value: { seq } })
    const canvas = await canvasNow()
    expect(canvas.template.name).toBe('front-page')
    for (const [id, shape] of mine) expect(canvas.shapes.get(id)).toEqual(shape)
    const moon = { id: 't3', kind: 'template', template: 'moon', horizon: 2040 }
    expect(boardCommands.body.safeParse(moon).success).toBe(false)
    expect(await give({ id: 't4', kind: 'template', template: 'free', horizon: 99_999 })).toMatchObject({
      problem: { code: 'bad-request' },
    })
  })

  it('[CAN18] a board from before there was a canvas gets its records when somebody comes, once', async () => {
    now = 1_000
    const journal = memoryJournal({ clock: () => (now += 1), through: askedLog })
    server = await liveServer({ journal, limits: { retryMs: 10 } })
    await server.live.write(
      board,
      'server',
      (doc) => void seedBoard(doc, { board, question: 'Q?', lang: 'en' as Lang }),
    )
    expect(journal.head('board:b1').seq).toBe(1)
    const people = ['ana', 'bo', 'cy'].map(
      (device) => new RawEditor({ url: server.url, name: 'board:b1', ticket: server.ticket('b1', { device }) }),
    )
    await Promise.all(people.map((person) => person.ready()))
    for (const person of people) await person.until('the records', () => isSeeded(person.doc))
    expect(journal.head('board:b1').seq).toBe(2)
    for (const person of people) expect(contentOf(person.doc)).toEqual(contentOf(people[0]?.doc ?? new Y.Doc()))
  })
})
