import { correct, seedBoard, withdraw } from '@tablee/shared/board/command'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { addNode, addWords, group, relate, remove, setWording } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Board } from '@tablee/shared/board/schema'
import type { GroupId, Lang, NodeId, RelationId, SeatCode, WordsId } from '@tablee/shared/ids'
import { draw, heldCount, heldNow, open, openCurtain, release } from '@tablee/shared/view/held'
import { defaultPolicy, nothingHeld, type ViewPolicy } from '@tablee/shared/view/policy'
import { project, withoutNodes } from '@tablee/shared/view/project'
import { describe, expect, it } from 'vitest'

const origin = { who: 'reporter', why: 'test' }
const lang = 'en' as Lang
const node = (id: string) => id as NodeId
const relation = (id: string) => id as RelationId

function aBoard() {
  const doc = newBoardDoc()
  seedBoard(doc, { question: 'Why?', lang, seats: 6, table: 1 })
  const add = (id: string, to: string | null = null, at = 1) =>
    addNode(doc, origin, {
      id: node(id),
      kind: to ? 'argument' : 'issue',
      wording: id,
      lang,
      at,
      ...(to ? { place: { relation: relation(`r${id}`), kind: 'supports', to: node(to) } } : {}),
    })
  return { doc, add, read: (): Board => readBoard(doc) }
}
const see = (board: Board, policy: Partial<ViewPolicy> = {}, held = nothingHeld) =>
  project(board, { ...defaultPolicy, ...policy }, held, (id) => `p-${id}`)

describe('project', () => {
  it('[VIEW17] a hidden node takes its relations along; what answered it stays, not linked; numbers leave no gap', () => {
    const { doc, add, read } = aBoard()
    add('issue')
    add('a', 'issue', 2)
    add('b', 'issue', 3)
    add('c', 'issue', 4)
    add('child', 'b', 5)
    relate(doc, origin, { id: relation('u'), kind: 'undercuts', from: node('c'), to: relation('rchild'), at: 6 })
    const view = see(read(), { hidden: [node('b')] })
    expect(Object.keys(view.nodes)).toEqual(['p-issue', 'p-a', 'p-c', 'p-child'])
    expect(view.nodes['p-c']).toMatchObject({ number: '2', order: 1 })
    expect(view.nodes['p-child']).toMatchObject({ parent: null, relation: null, number: '', order: 0 })
    // The undercut of a relation that is gone is gone with it.
    expect(Object.keys(view.relations)).toEqual(['p-ra', 'p-rc'])
  })

  it('[VIEW18] never a seat, nor words taken back; only their number where words are not shown', () => {
    const { doc, add, read } = aBoard()
    add('issue')
    const say = (id: string) =>
      addWords(doc, origin, {
        id: id as WordsId,
        node: node('issue'),
        text: `said ${id}`,
        lang,
        seat: 'T1-04' as SeatCode,
        capture: 'dictated',
        at: 1,
      })
    say('one')
    say('two')
    withdraw(doc, origin, 'two' as WordsId, 2, 'reporter')
    const view = see(read())
    expect(view.words).toEqual({
      'p-one': { node: 'p-issue', text: 'said one', lang: 'en', capture: 'dictated', minute: 0, order: 0 },
    })
    expect(view.nodes['p-issue']?.words).toBe(1)
    const counted = see(read(), { showWords: false })
    expect(counted.words).toEqual({})
    expect(counted.nodes['p-issue']?.words).toBe(1)
  })

  it('[VIEW19] without consent a table is there and nothing else; behind the curtain only its question', () => {
    const { add, read } = aBoard()
    add('issue')
    expect(see(read(), { consent: false, curtain: 'drawn' })).toEqual({
      state: 'no-consent',
      question: '',
      lang: 'en',
      nodes: {},
      relations: {},
      words: {},
      notes: {},
      template: '',
      canvas: {},
    })
    expect(see(read(), { curtain: 'drawn', observation: 'paused' })).toEqual({
      state: 'curtain',
      question: 'Why?',
      lang: 'en',
      nodes: {},
      relations: {},
      words: {},
      notes: {},
      template: '',
      canvas: {},
    })
  })

  it('[VIEW20] a premise group of which one member is left is no group', () => {
    const { doc, add, read } = aBoard()
    add('issue')
    add('a', 'issue')
    add('b', 'issue')
    group(doc, origin, [relation('ra'), relation('rb')], 'g1' as GroupId)
    expect(see(read()).relations['p-ra']?.group).toBe('p-g1')
    expect(see(read(), { hidden: [node('b')] }).relations['p-ra']?.group).toBeNull()
  })

  it('[VIEW10] what is left when projecting fails and a node must go all the same', () => {
    const { doc, add, read } = aBoard()
    add('issue')
    add('a', 'issue')
    add('b', 'a')
    relate(doc, origin, { id: relation('u'), kind: 'undercuts', from: node('b'), to: relation('ra'), at: 9 })
    const left = withoutNodes(see(read()), new Set(['p-a']))
    expect(Object.keys(left.nodes)).toEqual(['p-issue', 'p-b'])
    expect(left.relations).toEqual({})
  })
})

describe('the curtain', () => {
  it('[VIEW9] holds what was first written behind it until it is released; a second curtain keeps the older text', () => {
    const { doc, add, read } = aBoard()
    add('issue')
    let curtain = draw(openCurtain, read())
    add('new', 'issue')
    setWording(doc, origin, node('issue'), 'reworded once')
    curtain = open(curtain, read())
    expect([...curtain.held.ids].sort()).toEqual(['new', 'rnew'])
    expect(curtain.held.wording.get(node('issue'))).toBe('issue')
    setWording(doc, origin, node('issue'), 'reworded in the open')
    expect(see(read(), {}, heldNow(curtain, read())).nodes['p-issue']?.wording).toBe('issue')
    curtain = draw(curtain, read())
    setWording(doc, origin, node('issue'), 'reworded twice')
    curtain = open(curtain, read())
    expect(curtain.held.wording.get(node('issue'))).toBe('issue')
    expect(heldCount(curtain.held, read())).toBe(2)
    remove(doc, origin, node('new'))
    expect(heldCount(curtain.held, read())).toBe(1)
    curtain = release(curtain, read())
    expect(see(read(), {}, heldNow(curtain, read())).nodes['p-issue']?.wording).toBe('reworded twice')
  })

  it('[VIEW9] a correction in the open of what was said behind it is held too, and its correction', () => {
    const { doc, add, read } = aBoard()
    add('issue')
    const say = (id: string) =>
      addWords(doc, origin, {
        id: id as WordsId,
        node: node('issue'),
        text: id,
        lang,
        seat: null,
        capture: 'dictated',
        at: 1,
      })
    const better = (words: string, newWords: string) =>
      expect(
        correct(doc, origin, {
          words: words as WordsId,
          newWords: newWords as WordsId,
          text: newWords,
          lang,
          at: 2,
          now: 2,
          by: 'reporter',
        }).ok,
      ).toBe(true)
    say('seen')
    let curtain = draw(openCurtain, read())
    say('secret')
    curtain = open(curtain, read())
    better('secret', 'secret-2')
    better('secret-2', 'secret-3')
    better('seen', 'seen-2')
    expect(Object.keys(see(read(), {}, heldNow(curtain, read())).words)).toEqual(['p-seen-2'])
    curtain = open(draw(curtain, read()), read())
    expect(Object.keys(see(read(), {}, heldNow(curtain, read())).words)).toEqual(['p-seen-2'])
    curtain = release(curtain, read())
    expect(Object.keys(see(read(), {}, heldNow(curtain, read())).words).sort()).toEqual(['p-secret-3', 'p-seen-2'])
  })

  it('[VIEW9] released while drawn: what stands then is seen once it opens, what follows is held', () => {
    const { add, read } = aBoard()
    add('issue')
    let curtain = draw(openCurtain, read())
    add('a', 'issue')
    curtain = release(curtain, read())
    add('b', 'issue')
    curtain = open(curtain, read())
    expect([...curtain.held.ids].sort()).toEqual(['b', 'rb'])
  })
})
