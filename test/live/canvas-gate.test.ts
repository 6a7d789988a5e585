/** The gate before the canvas: what a table may draw, what holds still, and what nobody may put there. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { splitUpdate } from '@tablee/client/link/split-update'
import { judge } from '@tablee/server/live/board/gate'
import type { Claim, Decision } from '@tablee/server/live/gate'
import { canvasLimits } from '@tablee/shared/board/canvas/schema'
import { plantTemplate, seedCanvas } from '@tablee/shared/board/canvas/plant'
import { plainRichText } from '@tablee/shared/board/canvas/values'
import type { Lang } from '@tablee/shared/ids'
import { roles, type BoardState, type Role } from '@tablee/shared/roles'
import { replica, updateOf, updatesOf } from '../support/rawBoard.ts'
import { canvasOf, entryOf, rawElement, rawFrame, rawGroup, rawRecord } from '../support/rawCanvas.ts'

const server = { who: 'server', why: 'test' }

/** A board with a timeline beneath and one hope on it. */
function aCanvas(state: BoardState = 'open') {
  const doc = new Y.Doc()
  doc.clientID = 1
  seedCanvas(doc)
  const planted = plantTemplate(doc, server, {
    template: { name: 'backcasting', today: 2026, horizon: 2040 },
    lang: 'en' as Lang,
    command: 'c1',
  })
  expect(planted.ok).toBe(true)
  rawElement(doc, 'shape:hope', 'Night buses')
  rawElement(doc, 'shape:marked', '', { 'meta.part': 'title' })
  rawFrame(doc, 'shape:frame')
  const ask = (update: Uint8Array, role: Role = 'reporter'): Decision =>
    judge(doc, update, { actor: { role, seat: null }, state, claim: (): Claim => 'yours' })
  const take = (update: Uint8Array, role: Role = 'reporter'): Decision => {
    const decision = ask(update, role)
    if (decision.kind === 'accept' && decision.update !== null) {
      Y.applyUpdate(doc, decision.update)
      expect(doc.store.pendingStructs).toBeNull()
    }
    return decision
  }
  let client = 100
  /** What somebody with a copy of the board sends. */
  const from = (change: (doc: Y.Doc) => void): Uint8Array => {
    const copy = replica(doc, (client += 1))
    return updateOf(copy, () => change(copy))
  }
  return { doc, ask, take, from }
}

const yes = { kind: 'accept' }
const no = (why: string) => ({ kind: 'refuse', why })
const part = 'shape:part-column-2030'

describe('the gate: the canvas', () => {
  it('[CAN10] what a table draws is accepted: elements, text typed at once, moves, links, strokes, removal', () => {
    const { take, ask, from, doc } = aCanvas()
    expect(take(from((d) => rawElement(d, 'shape:fear', 'Empty villages')))).toMatchObject(yes)
    const one = from((d) => (entryOf(d, 'shape:fear').get('props.text') as Y.Text).insert(0, 'Oh: '))
    const two = from((d) => (entryOf(d, 'shape:fear').get('props.text') as Y.Text).insert(14, '!'))
    expect(take(one)).toMatchObject(yes)
    expect(take(two)).toMatchObject(yes)
    expect(String(entryOf(doc, 'shape:fear').get('props.text'))).toBe('Oh: Empty villages!')
    expect(take(from((d) => entryOf(d, 'shape:fear').set('x', 40.5)))).toMatchObject(yes)
    expect(take(from((d) => entryOf(d, 'shape:fear').set('link.n1', 1_700_000_000_000)))).toMatchObject(yes)
    const segments = [{ type: 'free', points: Array.from({ length: 500 }, (_, n) => ({ x: n / 3, y: n / 7, z: 0.5 })) }]
    expect(
      take(
        from((d) =>
          rawRecord(d, 'shape:stroke', { typeName: 'shape', type: 'draw', x: 0, y: 0, 'props.segments': segments }),
        ),
      ),
    ).toMatchObject(yes)
    expect(take(from((d) => canvasOf(d).delete('shape:stroke')))).toMatchObject(yes)
    expect(
      take(
        from((d) => canvasOf(d).delete('shape:hope')),
        'facilitator',
      ),
    ).toMatchObject(yes)
    expect(
      ask(
        from((d) => rawElement(d, 'shape:n', 'x')),
        'citizen',
      ),
    ).toMatchObject(no('not-allowed'))
    expect(
      ask(
        from((d) => entryOf(d, 'shape:fear').set('x', 1)),
        'analyst',
      ),
    ).toMatchObject(no('not-allowed'))
  })

  it('[CAN11] frames and parts of the template hold still under everybody but the facilitator and the organiser', () => {
    const attempts: Record<string, (doc: Y.Doc) => void> = {
      'move a part': (d) => entryOf(d, part).set('x', 1),
      'unlock a part': (d) => entryOf(d, part).set('isLocked', false),
      'take the mark off a part': (d) => entryOf(d, part).delete('meta.part'),
      'move what was marked as a part': (d) => entryOf(d, 'shape:marked').set('x', 1),
      'write in what was marked as a part': (d) =>
        (entryOf(d, 'shape:marked').get('props.text') as Y.Text).insert(0, 'x'),
      'delete what was marked as a part': (d) => canvasOf(d).delete('shape:marked'),
      'delete a part': (d) => canvasOf(d).delete(part),
      'draw over a part': (d) => void rawElement(d, part, 'mine now'),
      'make a part': (d) => void rawElement(d, 'shape:new', 'x', { 'meta.part': 'column:2099' }),
      'make a part of an element': (d) => entryOf(d, 'shape:hope').set('meta.part', 'column:2099'),
      'take a name that is kept for parts': (d) => void rawElement(d, 'shape:part-mine', 'x'),
      'move a frame': (d) => entryOf(d, 'shape:frame').set('x', 1),
      'mark a frame gone': (d) => entryOf(d, 'shape:frame').set('gone', 1),
      'delete a frame': (d) => canvasOf(d).delete('shape:frame'),
      'draw over a frame': (d) => void rawElement(d, 'shape:frame', 'mine now'),
      'make a frame': (d) => void rawFrame(d, 'shape:f2'),
    }
    for (const [name, attempt] of Object.entries(attempts))
      for (const state of ['open', 'open-citizens-edit', 'closed'] as const)
        for (const role of roles) {
          const { ask, from } = aCanvas(state)
          const may = state !== 'closed' && (role === 'facilitator' || role === 'organiser')
          expect(ask(from(attempt), role).kind, `${name}, ${role}, ${state}`).toBe(may ? 'accept' : 'refuse')
        }
  })

  it('[CAN11] no detour leads to a frame: not through a record without a type, not through two updates, not undone', () => {
    const { take, ask, from, doc } = aCanvas()
    // A record whose type comes later takes only what some type could hold, and then all of it must fit.
    expect(take(from((d) => rawRecord(d, 'shape:late', { 'props.name': 'Frame', 'props.w': 10 })))).toMatchObject(yes)
    expect(
      ask(
        from((d) => {
          entryOf(d, 'shape:late').set('typeName', 'shape')
          entryOf(d, 'shape:late').set('type', 'frame')
        }),
      ),
    ).toMatchObject(no('locked'))
    expect(ask(from((d) => entryOf(d, 'shape:late').set('type', 'element')))).toMatchObject(no('value'))
    expect(ask(from((d) => entryOf(d, 'shape:hope').set('type', 'frame')))).toMatchObject(no('locked'))
    expect(ask(from((d) => entryOf(d, 'shape:hope').set('type', 'geo')))).toMatchObject(no('record-type'))
    // The facilitator's undo brings a frame back; a reporter's copy of the same update does not.
    const copy = replica(doc, 55)
    const undo = new Y.UndoManager([copy.getMap('canvas')], { captureTimeout: 0 })
    const [removed, back] = updatesOf(copy, () => {
      copy.getMap('canvas').delete('shape:frame')
      undo.undo()
    }) as [Uint8Array, Uint8Array]
    expect(ask(removed)).toMatchObject(no('locked'))
    expect(take(removed, 'facilitator')).toMatchObject(yes)
    expect(ask(back)).toMatchObject(no('locked'))
    expect(take(back, 'facilitator')).toMatchObject(yes)
    expect(entryOf(doc, 'shape:frame').get('type')).toBe('frame')
  })

  it('[CAN12] only named fields with the values they can hold; text is a text and nothing else is', () => {
    const { ask, from } = aCanvas()
    let deep: unknown = 1
    for (let n = 0; n < 3_000; n += 1) deep = [deep]
    const wrong: Record<string, (doc: Y.Doc) => void> = {
      'an unknown field': (d) => entryOf(d, 'shape:hope').set('props.html', '<b>'),
      'a prototype': (d) => entryOf(d, 'shape:hope').set('__proto__', 1),
      'no number': (d) => entryOf(d, 'shape:hope').set('x', Number.NaN),
      'a number without end': (d) => entryOf(d, 'shape:hope').set('x', Number.POSITIVE_INFINITY),
      'far away': (d) => entryOf(d, 'shape:hope').set('x', 1e12),
      'no size': (d) => entryOf(d, 'shape:hope').set('props.w', 0),
      'text as a value': (d) => entryOf(d, 'shape:hope').set('props.text', 'plain'),
      'a map for a text': (d) => entryOf(d, 'shape:hope').set('props.text', new Y.Map()),
      'an XML text': (d) => entryOf(d, 'shape:hope').set('props.text', new Y.XmlText()),
      'a text for a number': (d) => entryOf(d, 'shape:hope').set('x', new Y.Text('1')),
      'a format in the text': (d) =>
        (entryOf(d, 'shape:hope').get('props.text') as Y.Text).format(0, 2, { bold: true }),
      'a thing in the text': (d) => (entryOf(d, 'shape:hope').get('props.text') as Y.Text).insertEmbed(0, { a: 1 }),
      'a foreign kind': (d) => entryOf(d, 'shape:hope').set('props.kind', 'threat'),
      'a name for a seat': (d) => entryOf(d, 'shape:hope').set('props.seat', 'Maria'),
      'a parent that is no shape': (d) => entryOf(d, 'shape:hope').set('parentId', 'page:other'),
      'an index that is none': (d) => entryOf(d, 'shape:hope').set('index', 'zz top'),
      'a frame in a group': (d) => {
        rawGroup(d, 'shape:g')
        rawFrame(d, 'shape:f2', { parentId: 'shape:g' })
      },
      'a part in a frame': (d) => entryOf(d, part).set('parentId', 'shape:frame'),
      'a link to no node': (d) => entryOf(d, 'shape:hope').set('link.NO NODE', 1),
      'a link that is no time': (d) => entryOf(d, 'shape:hope').set('link.n1', 'yes'),
      'gone, though it holds nothing': (d) => entryOf(d, 'shape:hope').set('gone', 1),
      'a shape of another kind': (d) => void rawRecord(d, 'shape:v', { typeName: 'shape', type: 'video', x: 0, y: 0 }),
      'a record of another kind': (d) => void rawRecord(d, 'camera:c', { typeName: 'camera', x: 0 }),
      'a second page': (d) => void rawRecord(d, 'page:two', { typeName: 'page', name: 'x' }),
      'a value for a record': (d) => void canvasOf(d).set('shape:v', 1),
      'a list for a record': (d) => void canvasOf(d).set('shape:v', new Y.Array()),
      'a photo from elsewhere': (d) =>
        void rawRecord(d, 'asset:a', { typeName: 'asset', type: 'image', 'props.src': 'https://example.org/a.png' }),
      'a photo in a URL': (d) =>
        void rawRecord(d, 'asset:a', { typeName: 'asset', type: 'image', 'props.src': 'data:image/png;base64,AAAA' }),
      'a link out of a shape': (d) =>
        void rawRecord(d, 'shape:g', { typeName: 'shape', type: 'geo', 'props.url': 'https://example.org' }),
      'a deep rich text': (d) =>
        void rawRecord(d, 'shape:g', {
          typeName: 'shape',
          type: 'note',
          'props.richText': { type: 'doc', content: deep },
        }),
      'a script in a link': (d) =>
        void rawRecord(d, 'shape:g', {
          typeName: 'shape',
          type: 'note',
          'props.richText': {
            type: 'doc',
            content: [
              {
                type: 'paragraph',
                content: [
                  { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] },
                ],
              },
            ],
          },
        }),
      'an image in a rich text': (d) =>
        void rawRecord(d, 'shape:g', {
          typeName: 'shape',
          type: 'note',
          'props.richText': { type: 'doc', content: [{ type: 'image', attrs: { src: 'https://example.org/a.png' } }] },
        }),
      ...Object.fromEntries(
        [
          ['a mark that the tool does not have', 'paragraph', { type: 'underline' }],
          ['a block that the tool does not have', 'blockquote', { type: 'bold' }],
        ].map(([name, type, mark]) => [
          name,
          (d: Y.Doc) =>
            void rawRecord(d, 'shape:g', {
              typeName: 'shape',
              type: 'note',
              'props.richText': {
                type: 'doc',
                content: [{ type, content: [{ type: 'text', text: 'x', marks: [mark] }] }],
              },
            }),
        ]),
      ),
      'a stroke of nothing': (d) =>
        void rawRecord(d, 'shape:s', { typeName: 'shape', type: 'draw', 'props.segments': [] }),
      'a piece of a stroke without a point': (d) =>
        void rawRecord(d, 'shape:s', {
          typeName: 'shape',
          type: 'draw',
          'props.segments': [
            { type: 'free', points: [{ x: 0, y: 0 }] },
            { type: 'free', points: [] },
          ],
        }),
      'a cloud of a million bumps': (d) =>
        void rawRecord(d, 'shape:g', { typeName: 'shape', type: 'geo', 'props.w': 1e6 }),
      'a cloud thinner than its line': (d) =>
        void rawRecord(d, 'shape:g', { typeName: 'shape', type: 'geo', 'props.h': 0.01 }),
      'an arc round the earth': (d) =>
        void rawRecord(d, 'shape:r', { typeName: 'shape', type: 'arrow', 'props.bend': 1e7 }),
      'a shape too far for arcs': (d) => entryOf(d, 'shape:hope').set('x', 1e6),
      'drawn a million times as large': (d) =>
        void rawRecord(d, 'shape:g', { typeName: 'shape', type: 'geo', 'props.scale': 1e6 }),
      'points that are none': (d) =>
        void rawRecord(d, 'shape:s', {
          typeName: 'shape',
          type: 'draw',
          'props.segments': [{ type: 'free', points: [{ x: 0, y: 0, w: 1 }] }],
        }),
      'bytes for a number': (d) => entryOf(d, 'shape:hope').set('y', Uint8Array.of(1, 2)),
    }
    for (const [name, attempt] of Object.entries(wrong)) {
      expect(ask(from(attempt)).kind, name).toBe('refuse')
      expect(ask(from(attempt), 'organiser').kind, `${name}, by the organiser`).toBe('refuse')
    }
    const good: Record<string, (doc: Y.Doc) => void> = {
      'a photo by its hash': (d) =>
        void rawRecord(d, 'asset:a', { typeName: 'asset', type: 'image', 'props.src': `photo:${'0a'.repeat(32)}` }),
      'a rich text': (d) =>
        void rawRecord(d, 'shape:g', { typeName: 'shape', type: 'note', 'props.richText': plainRichText('a\n\nb') }),
      'a box as drawing begins it': (d) =>
        void rawRecord(d, 'shape:g', { typeName: 'shape', type: 'geo', 'props.w': 1, 'props.h': 1 }),
      'a label on an arrow': (d) =>
        void rawRecord(d, 'shape:r', { typeName: 'shape', type: 'arrow', 'props.text': 'so' }),
    }
    for (const [name, attempt] of Object.entries(good)) expect(ask(from(attempt)), name).toMatchObject(yes)
  })

  it('[CAN13] the page and the document’s own record are the server’s, no matter who asks', () => {
    const { ask, from } = aCanvas()
    for (const role of ['reporter', 'facilitator', 'organiser'] as const) {
      expect(
        ask(
          from((d) => entryOf(d, 'document:document').set('meta.template', { name: 'free' })),
          role,
        ),
      ).toMatchObject(no('server-only'))
      expect(
        ask(
          from((d) => canvasOf(d).delete('page:page')),
          role,
        ),
      ).toMatchObject(no('server-only'))
      expect(
        ask(
          from((d) => entryOf(d, 'page:page').delete('name')),
          role,
        ),
      ).toMatchObject(no('server-only'))
      expect(
        ask(
          from((d) => d.getMap('meta').set('canvasSchema', '{}')),
          role,
        ),
      ).toMatchObject(no('server-only'))
    }
  })

  it('[CAN14] sizes are judged by the result: shapes, links, letters, the points of a stroke', () => {
    const { ask, from, doc } = aCanvas()
    expect(ask(from((d) => rawElement(d, 'shape:long', 'x'.repeat(canvasLimits.text * 2))))).toMatchObject(yes)
    expect(ask(from((d) => rawElement(d, 'shape:long', 'x'.repeat(canvasLimits.text * 2 + 1))))).toMatchObject(
      no('text-too-long'),
    )
    const points = Array.from({ length: 4_000 }, (_, n) => ({ x: n + 0.123456, y: n + 0.654321 }))
    expect(
      ask(
        from((d) =>
          rawRecord(d, 'shape:s', { typeName: 'shape', type: 'draw', 'props.segments': [{ type: 'free', points }] }),
        ),
      ),
    ).toMatchObject(no('value'))
    expect(
      ask(
        from((d) => {
          for (let n = 0; n < 61; n += 1) entryOf(d, 'shape:hope').set(`link.n${n}`, 1)
        }),
      ),
    ).toMatchObject(no('too-many-links'))
    const many = replica(doc, 77)
    many.transact(() => {
      for (let n = 0; n < canvasLimits.shapes + 150; n += 1) rawGroup(many, `shape:g${n}`)
      // Groups that were taken apart are no shapes any more.
      for (let n = 0; n < 300; n += 1) rawGroup(many, `shape:gone${n}`, { gone: 1 })
    })
    const full = Y.encodeStateAsUpdate(many, Y.encodeStateVector(doc))
    Y.applyUpdate(doc, full)
    expect(
      ask(
        from((d) => {
          for (let n = 0; n < 60; n += 1) rawGroup(d, `shape:more${n}`)
        }),
      ),
    ).toMatchObject(no('board-full-shapes'))
    expect(ask(from((d) => rawGroup(d, 'shape:more')))).toMatchObject(yes)
  })

  it('[CAN14] photos have a number, and so have the places of groups that were taken apart', () => {
    const { ask, from, doc } = aCanvas()
    const photo = { typeName: 'asset', type: 'image', 'props.w': 10, 'props.h': 10 }
    const full = replica(doc, 77)
    full.transact(() => {
      for (let n = 0; n < canvasLimits.assets + 20; n += 1) rawRecord(full, `asset:a${n}`, photo)
      for (let n = 0; n <= 4_000; n += 1) rawGroup(full, `shape:gone${n}`, { gone: 1 })
    })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(full, Y.encodeStateVector(doc)))
    expect(ask(from((d) => rawRecord(d, 'asset:more', photo)))).toMatchObject(no('board-full-assets'))
    expect(ask(from((d) => rawGroup(d, 'shape:more')))).toMatchObject(no('board-full-shapes'))
    // Who writes on what lies there goes on.
    expect(ask(from((d) => entryOf(d, 'shape:hope').set('x', 5)))).toMatchObject(yes)
  })

  it('[CAN15] an offline spell that was cut between two fields of a record passes in its parts', () => {
    const { take, doc } = aCanvas()
    const ana = replica(doc, 88)
    rawElement(ana, 'shape:cut', 'in two')
    const parts = splitUpdate(Y.encodeStateAsUpdate(ana, Y.encodeStateVector(doc)), 24)
    expect(parts.length).toBeGreaterThan(5)
    for (const part of parts) expect(take(part)).toMatchObject(yes)
    expect(entryOf(doc, 'shape:cut').toJSON()).toEqual(entryOf(ana, 'shape:cut').toJSON())
  })

  it('[CAN19] after a restore a device that may edit hands in what the facilitator and the server did on the canvas', () => {
    const backup = new Y.Doc()
    backup.clientID = 1
    seedCanvas(backup)
    const plant = (doc: Y.Doc, name: 'backcasting' | 'day', command: string) =>
      plantTemplate(doc, server, { template: { name, today: 2026, horizon: 2040 }, lang: 'en' as Lang, command })
    plant(backup, 'backcasting', 'c1')
    rawFrame(backup, 'shape:old')
    // What the backup lacks: another template by the server, a frame made and one deleted by the facilitator.
    const later = replica(backup, 2)
    plant(later, 'day', 'c2')
    const facilitator = replica(later, 3)
    rawFrame(facilitator, 'shape:new')
    canvasOf(facilitator).delete('shape:old')
    const tablet = replica(facilitator, 4)
    rawElement(tablet, 'shape:mine', 'and this')
    const all = Y.encodeStateAsUpdate(tablet)
    const ask = (role: Role, recovery: boolean) =>
      judge(backup, all, {
        actor: { role, seat: null },
        state: 'open',
        claim: () => 'yours',
        ...(recovery ? { recovery: { foreign: (client) => client !== 4, server: (client) => client < 3 } } : {}),
      })
    expect(ask('reporter', false)).toMatchObject({ kind: 'refuse' })
    expect(ask('citizen', true)).toMatchObject({ kind: 'refuse' })
    const decision = ask('reporter', true)
    expect(decision).toMatchObject(yes)
    if (decision.kind === 'accept' && decision.update !== null) Y.applyUpdate(backup, decision.update)
    expect(canvasOf(backup).toJSON()).toEqual(canvasOf(tablet).toJSON())
    // A value that the server never writes is not believed even then.
    const forged = replica(tablet, 5)
    entryOf(forged, 'document:document').set('meta.template', { name: 'free', more: { deep: 1 } })
    expect(
      judge(backup, Y.encodeStateAsUpdate(forged, Y.encodeStateVector(backup)), {
        actor: { role: 'reporter', seat: null },
        state: 'open',
        claim: () => 'yours',
        recovery: { foreign: () => true, server: () => true },
      }),
    ).toMatchObject(no('value'))
  })
})
