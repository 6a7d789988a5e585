/** The gate and the minutes: what an honest editor writes passes, anything else leaves no trace. */
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { readNotes } from '@tablee/shared/board/notes/read'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { limits } from '@tablee/shared/board/schema'
import type { BlockId, NodeId, SeatCode } from '@tablee/shared/ids'
import type { Actor, BoardState } from '@tablee/shared/roles'
import { judge } from '@tablee/server/live/board/gate'
import type { Decision } from '@tablee/server/live/gate'
import { replica, updateOf, updatesOf } from '../support/rawBoard.ts'

const reporter: Actor = { role: 'reporter', seat: null }
const citizen: Actor = { role: 'citizen', seat: 'T1-02' as SeatCode }
const origin = { who: 'reporter', why: 'note' }
const id = (text: string): BlockId => text as BlockId

function aGate(state: BoardState = 'open') {
  const doc = newBoardDoc()
  const ask = (update: Uint8Array, actor: Actor = reporter): Decision =>
    judge(doc, update, { actor, state, claim: () => 'yours' })
  const take = (update: Uint8Array, actor: Actor = reporter): Decision => {
    const decision = ask(update, actor)
    if (decision.kind === 'accept' && decision.update !== null) {
      Y.applyUpdate(doc, decision.update)
      expect(doc.store.pendingStructs).toBeNull()
      expect(doc.store.pendingDs).toBeNull()
    }
    return decision
  }
  return { doc, ask, take }
}

/** A table whose minutes hold one block of every kind. */
function aTable(state: BoardState = 'open') {
  const gate = aGate(state)
  const ana = newBoardDoc()
  ana.clientID = 11
  for (const update of updatesOf(ana, () =>
    addBlocks(ana, origin, [
      { id: id('head'), kind: 'heading', level: 2, line: 'What we agreed on' },
      {
        id: id('para'),
        kind: 'paragraph',
        line: ['As ', { node: 'n1' as NodeId, label: 'The maker answers' }, ' says'],
      },
      { id: id('one'), kind: 'bullet', line: 'first' },
      { id: id('two'), kind: 'bullet', line: 'second' },
      { id: id('quote'), kind: 'quote', line: 'nobody asked us' },
    ]),
  ))
    expect(gate.take(update)).toMatchObject({ kind: 'accept' })
  return { ...gate, ana }
}
const fragment = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('notes')
const element = (doc: Y.Doc, n: number): Y.XmlElement => {
  const found = fragment(doc).get(n)
  if (!(found instanceof Y.XmlElement)) throw new Error(`no element ${n}`)
  return found
}
const nested = (...names: readonly string[]): Y.XmlElement => {
  const made = names.map((name) => new Y.XmlElement(name))
  made.forEach((one, n) => made[n + 1] && one.insert(0, [made[n + 1] as Y.XmlElement]))
  return made[0] as Y.XmlElement
}

describe('the gate and the minutes', () => {
  it('[NOTE1] what an editor writes passes and is read the same: blocks, a mention, letters, deletions', () => {
    const { doc, ana, take } = aTable()
    expect(readNotes(doc)).toEqual(readNotes(ana))
    const changes: (() => void)[] = [
      () => (element(ana, 0).get(0) as Y.XmlText).insert(4, 'ever'),
      () => (element(ana, 0).get(0) as Y.XmlText).delete(0, 3),
      () => (element(ana, 0) as Y.XmlElement<{ [key: string]: string | number }>).setAttribute('level', 3),
      () => fragment(ana).delete(1, 1),
      () => fragment(ana).insert(0, [nested('orderedList', 'listItem', 'bulletList', 'listItem', 'paragraph')]),
    ]
    for (const change of changes) expect(take(updateOf(ana, change))).toMatchObject({ kind: 'accept' })
    expect(readNotes(doc)).toEqual(readNotes(ana))
    const bo = replica(doc, 22)
    bo.getXmlFragment('notes')
    expect(take(updateOf(bo, () => (element(bo, 1).get(0) as Y.XmlText).insert(0, 'b')))).toMatchObject({
      kind: 'accept',
    })
    expect(readNotes(doc)).toEqual(readNotes(bo))
  })

  it.each<[string, string, (doc: Y.Doc) => void]>([
    ['an element nobody knows', 'element', (doc) => fragment(doc).push([new Y.XmlElement('script')])],
    ['a list without its items', 'element', (doc) => fragment(doc).push([nested('bulletList', 'paragraph')])],
    ['a heading in a list', 'element', (doc) => fragment(doc).push([nested('bulletList', 'listItem', 'heading')])],
    ['a mention beside paragraphs', 'element', (doc) => fragment(doc).push([new Y.XmlElement('mention')])],
    ['letters beside paragraphs', 'element', (doc) => fragment(doc).push([new Y.XmlText('loose')])],
    ['a hook', 'content', (doc) => fragment(doc).push([new Y.XmlHook('paragraph') as unknown as Y.XmlElement])],
    ['letters in a mention', 'element', (doc) => (element(doc, 1).get(1) as Y.XmlElement).push([new Y.XmlText('x')])],
    [
      'a list in a list in a list',
      'depth',
      (doc) =>
        fragment(doc).push([
          nested(
            'bulletList',
            'listItem',
            'bulletList',
            'listItem',
            'bulletList',
            'listItem',
            'bulletList',
            'listItem',
          ),
        ]),
    ],
    ['an attribute nobody knows', 'attribute', (doc) => element(doc, 0).setAttribute('onclick', 'x')],
    ['a heading of the fourth level', 'value', (doc) => element(doc, 0).setAttribute('level', '4')],
    ['an id that is none', 'value', (doc) => element(doc, 0).setAttribute('id', 'A b')],
    [
      'a label of a thousand letters',
      'value',
      (doc) => (element(doc, 1).get(1) as Y.XmlElement).setAttribute('label', 'x'.repeat(1_000)),
    ],
    ['bold letters', 'content', (doc) => (element(doc, 0).get(0) as Y.XmlText).format(0, 4, { bold: {} })],
    ['an embed', 'content', (doc) => (element(doc, 0).get(0) as Y.XmlText).insertEmbed(0, { image: 'x' })],
    [
      'a type among the letters',
      'content',
      (doc) => (element(doc, 0).get(0) as Y.XmlText).insertEmbed(0, new Y.XmlElement('paragraph')),
    ],
    ['an attribute of the letters', 'attribute', (doc) => (element(doc, 0).get(0) as Y.XmlText).setAttribute('x', 'y')],
    ['a key where the blocks are', 'attribute', (doc) => setKey(doc)],
  ])('[NOTE2] %s is refused: %s', (_, why, change) => {
    const { doc, ana, ask } = aTable()
    const before = readNotes(doc)
    expect(ask(updateOf(ana, () => change(ana)))).toMatchObject({ kind: 'refuse', why })
    expect(readNotes(doc)).toBe(before)
  })

  it('[NOTE3] the facilitator, the reporter and the organiser write them; a citizen where the table lets citizens edit; nobody on a closed board', () => {
    const type = (doc: Y.Doc) => updateOf(doc, () => (element(doc, 0).get(0) as Y.XmlText).insert(0, 'x'))
    const strike = (doc: Y.Doc) => updateOf(doc, () => fragment(doc).delete(0, 1))
    for (const write of [type, strike]) {
      for (const role of ['organiser', 'facilitator', 'reporter'] as const) {
        const { ana, ask } = aTable()
        expect(ask(write(ana), { role, seat: null }).kind).toBe('accept')
      }
      for (const actor of [
        citizen,
        { role: 'analyst', seat: null } as const,
        { role: 'observer', seat: null } as const,
      ]) {
        const { ana, ask } = aTable()
        expect(ask(write(ana), actor)).toMatchObject({ kind: 'refuse', why: 'not-allowed' })
      }
    }
    const { doc, ana } = aTable()
    const judged = (actor: Actor, state: BoardState) => judge(doc, update, { actor, state, claim: () => 'yours' }).kind
    const update = type(ana)
    expect(judged(citizen, 'open-citizens-edit')).toBe('accept')
    expect(judged(reporter, 'closed')).toBe('refuse')
  })

  it('[NOTE4] minutes end at 100,000 characters and room for what two write at once; deleting makes room again', () => {
    const { doc, ana, take } = aTable()
    const text = element(ana, 0).get(0) as Y.XmlText
    const part = 'x'.repeat(20_000)
    for (let n = 0; n < 5; n += 1) expect(take(updateOf(ana, () => text.insert(0, part))).kind).toBe('accept')
    const rest = limits.notes * 1.2 - readNotes(doc).characters
    expect(take(updateOf(ana, () => text.insert(0, 'y'.repeat(rest)))).kind).toBe('accept')
    const over = updateOf(ana, () => text.insert(0, 'z'))
    expect(take(over)).toMatchObject({ kind: 'refuse', why: 'notes-too-long' })
    const bo = replica(doc, 22)
    const theirs = fragment(bo).get(0) as Y.XmlElement
    expect(take(updateOf(bo, () => (theirs.get(0) as Y.XmlText).delete(0, 10))).kind).toBe('accept')
    expect(take(updateOf(bo, () => (theirs.get(0) as Y.XmlText).insert(0, 'z'))).kind).toBe('accept')
    expect(take(updateOf(bo, () => (theirs.get(0) as Y.XmlText).insert(0, part)))).toMatchObject({ kind: 'refuse' })
  })

  it('[NOTE4] nor with runs of letters that hold no letter', () => {
    const { doc, ana, take } = aTable()
    const many = () => Array.from({ length: 2_000 }, () => new Y.XmlText())
    const kinds = Array.from({ length: 12 }, () => take(updateOf(ana, () => element(ana, 0).insert(0, many()))))
    expect(kinds.find(({ kind }) => kind !== 'accept')).toEqual({ kind: 'refuse', why: 'notes-full', at: [] })
    // What was taken out again makes room.
    const cleared = new Y.Doc()
    Y.applyUpdate(cleared, Y.encodeStateAsUpdate(doc))
    cleared.clientID = 23
    expect(take(updateOf(cleared, () => (fragment(cleared).get(0) as Y.XmlElement).delete(0, 7_000))).kind).toBe(
      'accept',
    )
    expect(take(updateOf(cleared, () => (fragment(cleared).get(0) as Y.XmlElement).insert(0, many()))).kind).toBe(
      'accept',
    )
  })

  it('[NOTE4] nor do they fill up with elements that hold nothing', () => {
    const { ana, take } = aTable()
    const many = () => Array.from({ length: 2_000 }, () => new Y.XmlElement('paragraph'))
    const kinds = [1, 2, 3, 4].map(() => take(updateOf(ana, () => fragment(ana).push(many()))))
    expect(kinds.map(({ kind }) => kind)).toEqual(['accept', 'accept', 'accept', 'refuse'])
    expect(kinds.at(-1)).toMatchObject({ why: 'notes-full' })
  })
})

/** No public way of Yjs makes a key on a fragment's root; a hostile device has its own. */
function setKey(doc: Y.Doc): void {
  const root = doc.share.get('notes')
  if (root === undefined || doc._transaction === null) throw new Error('no root')
  Reflect.apply(Y.Map.prototype.set, root, ['key', 1])
}
