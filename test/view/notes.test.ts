/** What observers see of a table's minutes: nothing until the facilitator shows them, and never more than the table did. */
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, remove, setWording } from '@tablee/shared/board/edit'
import { mentionMark } from '@tablee/shared/board/notes/schema'
import { addBlocks, type NewBlock } from '@tablee/shared/board/notes/write'
import { readWhole } from '@tablee/shared/board/whole'
import type { BlockId, Lang, NodeId } from '@tablee/shared/ids'
import { draw, heldCount, heldNow, open, openCurtain, release } from '@tablee/shared/view/held'
import { mentionsOf } from '@tablee/shared/view/notes'
import { defaultPolicy, nothingHeld, type Held, type ViewPolicy } from '@tablee/shared/view/policy'
import { project } from '@tablee/shared/view/project'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { aHall } from './hall.ts'

const origin = { who: 'reporter', why: 'test' }
const lang = 'en' as Lang
const node = (id: string) => id as NodeId
const block = (
  id: string,
  line: NewBlock['line'],
  kind: 'paragraph' | 'ordered' | 'quote' = 'paragraph',
): NewBlock => ({
  id: id as BlockId,
  kind,
  line,
})

function aTable() {
  const doc = newBoardDoc()
  for (const id of ['yes', 'no'])
    addNode(doc, origin, { id: node(id), kind: 'issue', wording: `wording ${id}`, lang, at: 1 })
  const write = (...blocks: readonly NewBlock[]) => {
    const made = addBlocks(doc, origin, blocks)
    if (!made.ok) throw new Error(JSON.stringify(made.problem))
  }
  const see = (policy: Partial<ViewPolicy> = {}, held: Held = nothingHeld) =>
    project(readWhole(doc), { ...defaultPolicy, ...policy }, held, (id) => `p-${id}`)
  const lines = (policy: Partial<ViewPolicy> = { showNotes: true }, held?: Held) =>
    Object.values(see(policy, held).notes)
      .toSorted((a, b) => a.order - b.order)
      .map(({ text }) => text)
  return { doc, write, see, lines }
}
const letters = (doc: Y.Doc, n: number): Y.XmlText => {
  const text = (doc.getXmlFragment('notes').get(n) as Y.XmlElement).get(0)
  if (!(text instanceof Y.XmlText)) throw new Error('no letters')
  return text
}

describe('minutes in a view', () => {
  it('[NOTE6] are shown only where the policy says so; behind the curtain and without consent not at all', () => {
    const { write, lines, see } = aTable()
    write(block('a', 'first'), block('b', ' '), block('c', 'second'))
    expect(lines({})).toEqual([])
    expect(lines()).toEqual(['first', 'second'])
    expect(see({ showNotes: true, curtain: 'drawn' }).notes).toEqual({})
    expect(see({ showNotes: true, consent: false }).notes).toEqual({})
    expect(Object.keys(see({ showNotes: true }).notes)).toEqual(['p-block:a', 'p-block:c'])
  })

  it('[NOTE7] name a node that is shown by its public id and never by what it was called; a hidden one is a gap', () => {
    const { write, see } = aTable()
    write(block('a', ['see ', { node: node('yes'), label: 'SECRET label' }, { node: node('no'), label: 'SECRET too' }]))
    const [shown] = Object.values(see({ showNotes: true, hidden: [node('no')] }).notes)
    expect(shown?.text).toBe(`see ${mentionMark}${mentionMark}`)
    expect(shown && mentionsOf(shown)).toEqual(['p-yes', null])
    expect(JSON.stringify(see({ showNotes: true }))).not.toContain('SECRET')
  })

  it('[NOTE8] first written behind the curtain are held until the table releases them; changed ones stand as they stood', () => {
    const { doc, write, lines } = aTable()
    write(block('a', 'first'), block('b', 'second'))
    const drawn = draw(openCurtain, readWhole(doc))
    write(block('c', 'behind'))
    letters(doc, 0).insert(0, 'changed ')
    const opened = open(drawn, readWhole(doc))
    const held = heldNow(opened, readWhole(doc))
    expect(lines({ showNotes: true }, held)).toEqual(['first', 'second'])
    expect(heldCount(held, readWhole(doc))).toBe(1)
    // Behind a second curtain it changes again: what was seen before the first one still stands.
    const again = draw(opened, readWhole(doc))
    letters(doc, 0).insert(0, 'twice ')
    expect(lines({ showNotes: true }, heldNow(again, readWhole(doc)))).toEqual(['first', 'second'])
    const free = heldNow(release(opened, readWhole(doc)), readWhole(doc))
    expect(lines({ showNotes: true }, free)).toEqual(['twice changed first', 'second', 'behind'])
  })

  it('[NOTE8] a mention that was turned to another entry behind the curtain names the first one', () => {
    const { doc, write, see } = aTable()
    write(block('a', ['see ', { node: node('yes'), label: '' }]))
    const drawn = draw(openCurtain, readWhole(doc))
    const paragraph = doc.getXmlFragment('notes').get(0) as Y.XmlElement
    const mention = paragraph.toArray().find((one) => one instanceof Y.XmlElement)
    mention?.setAttribute('node', 'no')
    const named = (held: Held) => Object.values(see({ showNotes: true }, held).notes).map(mentionsOf)
    expect(named(nothingHeld)).toEqual([['p-no']])
    expect(named(heldNow(open(drawn, readWhole(doc)), readWhole(doc)))).toEqual([['p-yes']])
  })

  it('[NOTE9] count their items among what is shown, so that one that is held leaves no gap', () => {
    const { doc, write, see } = aTable()
    write(block('a', 'one', 'ordered'), block('b', 'two', 'ordered'), block('c', 'three', 'ordered'))
    write(block('d', 'between'), block('e', 'again', 'ordered'))
    const held: Held = { ...nothingHeld, blocks: new Map([['b' as BlockId, null]]) }
    const ordinals = Object.values(see({ showNotes: true }, held).notes).map(({ ordinal, order }) => [order, ordinal])
    expect(ordinals).toEqual([
      [0, 1],
      [1, 2],
      [2, null],
      [3, 1],
    ])
    remove(doc, origin, node('no'))
  })

  it('[NOTE10] reach a follower as they are typed, and leave within a frame when they are shown no more; a node that is named follows', async () => {
    const hall = await aHall()
    await hall.edit((doc) =>
      addNode(doc, origin, { id: node('n'), kind: 'issue', wording: 'CANARY named', lang, at: 1 }),
    )
    await hall.edit((doc) => addBlocks(doc, origin, [block('a', ['as ', { node: node('n'), label: 'CANARY label' }])]))
    const one = hall.follow()
    const shown = () => JSON.stringify(readNotesOf(one.doc))
    const settle = async (holds: () => boolean) => {
      if (!holds()) await new Promise<void>((done) => one.doc.on('update', () => holds() && done()))
    }
    await new Promise((done) => one.provider.once('sync', done))
    expect(shown()).toBe('{}')
    await hall.setPolicy({ showNotes: true })
    await settle(() => shown().includes('as '))
    for (const letter of ['x', 'y', 'z']) await hall.edit((doc) => letters(doc, 0).insert(0, letter))
    await settle(() => shown().includes('zyxas'))
    await hall.edit((doc) => setWording(doc, origin, node('n'), 'CANARY reworded'))
    expect(Buffer.concat(one.heard).toString('latin1')).not.toContain('CANARY label')
    await hall.setPolicy({ observation: 'paused' })
    await hall.edit((doc) => letters(doc, 0).insert(0, 'paused '))
    await hall.setPolicy({ showNotes: false })
    await settle(() => shown() === '{}')
    expect(Buffer.from(Y.encodeStateAsUpdate(one.doc)).toString('latin1')).not.toMatch(/zyxas|paused /)
    await hall.close()
  })
})

const readNotesOf = (doc: Y.Doc): unknown => {
  const typing = doc.getMap<Y.Text>('typingNotes')
  return Object.fromEntries(
    [...doc.getMap('notes').entries()].map(([id, value]) => [
      id,
      { ...(value as object), ...(typing.has(id) ? { text: typing.get(id)?.toString() } : {}) },
    ]),
  )
}
