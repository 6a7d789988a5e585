/** Documents that no verb wrote: half-written, or meant to do harm. Reading them never throws, and shows a sound board. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { NodeId, RelationId } from '@tablee/shared/ids'
import { newBoardDoc, rootNames, wordingOf } from '@tablee/shared/board/doc'
import { brokenRules } from '@tablee/shared/board/invariants'
import { boardReader, readBoard } from '@tablee/shared/board/read'
import { contested, samples } from '@tablee/shared/board/samples'
import { move, relate, remove, setWording, type Edit } from '@tablee/shared/board/edit'
import { rawNode, rawRelation, rawWords } from '../support/rawBoard.ts'
import { seeded, type Random } from '../support/random.ts'
import { canonical } from './aTable.ts'

const runs = Number(process.env['BOARD_RUNS'] ?? 250)
const seed = Number(process.env['BOARD_SEED'] ?? 945)
const o: Edit = { who: 'ana', why: 'test' }

const keys = [
  'n1',
  'n2',
  'n3',
  'r1',
  'r2',
  'r3',
  'w1',
  'w2',
  'kind',
  'wording',
  'from',
  'to',
  'order',
  'group',
  'at',
  'lang',
  'by',
  'node',
  'text',
  'question',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  'N1',
  'é',
  '\u202e',
  'x'.repeat(70),
]
/** Yjs asks a value for its `constructor` when it is set, so a key of that name cannot be written this way. */
const valueKeys = keys.filter((key) => key !== 'constructor')

function plain(random: Random, depth = 0): unknown {
  const kind = random.below(depth > 3 ? 14 : 17)
  switch (kind) {
    case 0:
      return null
    case 1:
      return undefined
    case 2:
      return random.pick([NaN, Infinity, -Infinity, -0, 1e300, 2 ** 53, -1, 0.5, 1_700_000_000_000])
    case 3:
      return random.pick(['issue', 'position', 'argument', 'supports', 'attacks', 'undercuts', 'answers'])
    case 4:
      return random.pick(['n1', 'n2', 'n3', 'r1', 'r2', 'r3', 'w1', 'w2'])
    case 5:
      return random.pick(['en', 'fr', 'ar', 'français', '__proto__'])
    case 6:
      return random.pick(['a0', 'a1', 'Zz', '', '~', 'a0'.repeat(2_000)])
    case 7:
      return 'x'.repeat(random.below(5_000))
    case 8:
      return random.pick(['\ud800', '\u202eabc', '\u0000', '🚌', 'a\u200bb'])
    case 9:
      return random.bytes(random.below(20))
    case 10:
      return random.next() < 0.5
    case 11:
      return 123_456_789_012_345_678n
    case 12:
      return random.next()
    case 13:
      return {
        node: 'n1',
        text: 'said',
        lang: 'en',
        seat: random.pick([null, 'T3-04', 'Mrs Martin']),
        capture: 'paper',
        at: random.pick([1, NaN]),
        corrects: null,
      }
    case 14:
      return Array.from({ length: random.below(4) }, () => plain(random, depth + 1))
    default: {
      const value: Record<string, unknown> = {}
      for (let n = random.below(5); n > 0; n -= 1)
        Object.defineProperty(value, random.pick(valueKeys), {
          value: plain(random, depth + 1),
          enumerable: true,
          configurable: true,
          writable: true,
        })
      return value
    }
  }
}

/** A Yjs type of any kind, filled at random. */
function type(random: Random, depth = 0): unknown {
  const fill = (): unknown => (depth < 4 && random.next() < 0.4 ? type(random, depth + 1) : plain(random))
  switch (random.below(8)) {
    case 0: {
      const list = new Y.Array<unknown>()
      list.push(
        Array.from({ length: random.below(4) }, () => {
          const value = fill()
          return value === undefined || typeof value === 'bigint' ? null : value // a list takes neither
        }),
      )
      return list
    }
    case 1: {
      const text = new Y.Text('text')
      if (random.next() < 0.5) text.insertEmbed(1, { image: 'x' })
      if (random.next() < 0.5) text.insert(2, 'bold\u202e', { bold: true })
      return text
    }
    case 2:
      return new Y.XmlElement('script')
    case 3:
      return new Y.XmlText('xml')
    case 4:
      return new Y.XmlFragment()
    case 5:
      return new Y.Doc()
    default: {
      const map = new Y.Map<unknown>()
      if (random.next() < 0.6) {
        map.set('kind', random.pick(['issue', 'argument', 'supports', 'attacks', 'undercuts']))
        map.set('from', random.pick(['n1', 'n2', 'n3']))
        map.set('to', random.pick(['n1', 'n2', 'n3', 'r1', 'r2', 'r3']))
        map.set('wording', random.next() < 0.5 ? new Y.Text('wording') : fill())
      }
      for (let n = random.below(5); n > 0; n -= 1) map.set(random.pick(keys), fill())
      return map
    }
  }
}

function harm(doc: Y.Doc, random: Random): void {
  const root = doc.getMap(random.pick(rootNames))
  const key = random.pick(keys)
  const entry = root.get(key)
  const value = random.next() < 0.6 ? type(random) : plain(random)
  doc.transact(() => {
    if (random.next() < 0.1) root.delete(key)
    else if (entry instanceof Y.Map && random.next() < 0.6) {
      if (random.next() < 0.2) entry.delete(random.pick(keys))
      else entry.set(random.pick(keys), value)
    } else if (entry instanceof Y.Text && random.next() < 0.5) entry.insert(0, 'more')
    else root.set(key, value)
  })
}

describe('hostile content', () => {
  it(`[BRD40] anything at any key: reading never throws, shows a sound board, and the reader agrees (seed ${seed})`, () => {
    let shown = 0
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 60 }), (chance, steps) => {
        const random = seeded(chance)
        const attacker = random.next() < 0.3 ? contested() : newBoardDoc()
        attacker.clientID = 66
        const doc = newBoardDoc()
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(attacker))
        const reader = boardReader(doc)
        attacker.on('update', (update: Uint8Array) => Y.applyUpdate(doc, update))
        for (let step = 0; step < steps; step += 1) {
          harm(attacker, random)
          const board = reader.current()
          expect(canonical(board)).toBe(canonical(readBoard(doc)))
          expect(readBoard(doc, board)).toBe(board)
          expect(brokenRules(board)).toEqual([])
          expect(Array.isArray(brokenRules(doc))).toBe(true)
        }
        // The verbs stand it too.
        for (const id of reader.current().nodes.keys()) {
          setWording(doc, o, id, 'clean')
          expect(reader.current().nodes.get(id)?.wording).toBe('clean')
        }
        const [first, second] = [...reader.current().nodes.keys()]
        if (first !== undefined && second !== undefined) {
          relate(doc, o, { id: 'new1' as RelationId, kind: 'attacks', from: first, to: second, at: 1 })
          move(doc, o, second, { to: null, before: first }, 'new2' as RelationId, 1)
          remove(doc, o, first)
          expect(brokenRules(reader.current())).toEqual([])
        }
        shown += reader.current().nodes.size + reader.current().relations.size
      }),
      { numRuns: runs, seed, endOnFailure: true },
    )
    expect(shown).toBeGreaterThan(runs / 2)
  })

  it(`[BRD40] updates with a few bytes changed, also those that break off half-way: reading does not throw (seed ${seed})`, () => {
    const sound = Y.encodeStateAsUpdate(contested())
    const random = seeded(seed)
    const outcomes = { applied: 0, threw: 0, shown: 0 }
    for (let n = 0; n < runs * 5; n += 1) {
      const update = sound.slice()
      for (let change = random.below(3); change >= 0; change -= 1)
        update[random.below(update.length)] = random.below(256)
      const doc = newBoardDoc()
      const reader = boardReader(doc)
      try {
        Y.applyUpdate(doc, update)
        outcomes.applied += 1
      } catch {
        outcomes.threw += 1
      }
      const board = readBoard(doc)
      expect(brokenRules(board)).toEqual([])
      expect(canonical(reader.current())).toBe(canonical(board))
      if (board.nodes.size > 0) outcomes.shown += 1
    }
    expect(outcomes.threw).toBeGreaterThan(0)
    expect(outcomes.applied).toBeGreaterThan(0)
    expect(outcomes.shown).toBeGreaterThan(runs / 4)
  })

  it('[BRD41] roots of another type read as empty, also when somebody opened them first', () => {
    const other = new Y.Doc()
    other.getArray('nodes').push(['issue'])
    other.getText('words').insert(0, 'all of them')
    const doc = newBoardDoc()
    rawNode(doc, 'n1', 'here')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    expect([...readBoard(doc).nodes.keys()]).toEqual(['n1'])
    expect(readBoard(other).nodes.size).toBe(0)
    expect(boardReader(other).current().words.size).toBe(0)
    expect(brokenRules(other)).toEqual([])
  })

  it('[BRD42] names of Object’s own are no entries, and a value’s prototype holds no fields', () => {
    const doc = newBoardDoc()
    for (const id of ['__proto__', 'hasOwnProperty', 'toString']) rawNode(doc, id, 'evil')
    rawNode(doc, 'constructor', 'a lawful id')
    rawNode(doc, 'n1', 'here')
    const inherited = { ['__proto__x']: 1 }
    doc
      .getMap('words')
      .set(
        'w1',
        JSON.parse(
          '{"__proto__":{"node":"n1","text":"hidden","lang":"en","seat":null,"capture":"paper","at":1,"corrects":null}}',
        ),
      )
    doc.getMap('words').set('w2', inherited)
    const copy = newBoardDoc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc)) // decoding turns the key into a prototype
    for (const one of [doc, copy]) {
      const board = readBoard(one)
      expect([...board.nodes.keys()].sort()).toEqual(['constructor', 'n1'])
      expect(board.words.size).toBe(0)
      expect(board.outline).toHaveLength(2)
    }
    expect(Object.keys(Object.prototype)).toEqual([])
    expect('text' in {}).toBe(false)
  })

  it('[BRD43] ids shared by a node and a relation are told apart by what aims at them', () => {
    const doc = newBoardDoc()
    for (const id of ['x', 'y', 'z']) rawNode(doc, id, id)
    rawRelation(doc, 'x', 'y', 'x', 'attacks') // called as the node it aims at
    rawRelation(doc, 'u', 'z', 'x', 'undercuts') // aims at the relation x
    const board = readBoard(doc)
    expect(board.outline.map((item) => [item.node, item.parent])).toEqual([
      ['x', null],
      ['y', 'x'],
      ['z', 'y'],
    ])
    expect(brokenRules(board)).toEqual([])
  })

  it('[BRD44] relations to themselves, to nothing and undercuts in a ring are not shown', () => {
    const doc = newBoardDoc()
    for (const id of ['a', 'b']) rawNode(doc, id, id)
    rawRelation(doc, 'self', 'a', 'a')
    rawRelation(doc, 'gone', 'a', 'nobody')
    rawRelation(doc, 'from-gone', 'nobody', 'a')
    rawRelation(doc, 'self-cut', 'a', 'self-cut', 'undercuts')
    rawRelation(doc, 'cut1', 'a', 'cut2', 'undercuts')
    rawRelation(doc, 'cut2', 'b', 'cut1', 'undercuts')
    rawRelation(doc, 'cut3', 'b', 'gone', 'undercuts')
    rawRelation(doc, 'node-cut', 'b', 'a', 'undercuts')
    expect([...readBoard(doc).relations.keys()]).toEqual([])
    expect(readBoard(doc).loose).toEqual(['a', 'b'])
  })

  it('[BRD45] a chain of 20,000 nodes, of 20,000 undercuts, a document 20,000 deep: no stack overflows', () => {
    const doc = newBoardDoc()
    const length = 20_000
    doc.transact(() => {
      rawNode(doc, 'n0', 'issue', 'issue')
      for (let n = 1; n <= length; n += 1) {
        rawNode(doc, `n${n}`, '')
        rawRelation(doc, `r${n}`, `n${n}`, `n${n - 1}`)
      }
      for (let n = 1; n <= length; n += 1) {
        rawNode(doc, `u${n}`, '')
        rawRelation(doc, `c${n}`, `u${n}`, n === 1 ? 'r1' : `c${n - 1}`, 'undercuts')
      }
    })
    const board = readBoard(doc)
    expect(board.outline).toHaveLength(2 * length + 1)
    expect(Math.max(...board.outline.map((item) => item.depth))).toBe(length + 1)
    expect(brokenRules(board)).toEqual([])
    expect(readBoard(doc, board)).toBe(board)

    const deep = newBoardDoc()
    const reader = boardReader(deep)
    deep.transact(() => {
      let at = deep.getMap('nodes')
      for (let n = 0; n < length; n += 1) {
        const next = new Y.Map<unknown>()
        at.set('n1', next)
        at = next
      }
      at.set('kind', 'issue')
    })
    deep.transact(() => {
      let at: unknown = deep.getMap('nodes').get('n1')
      for (let n = 1; n < length; n += 1) at = at instanceof Y.Map ? at.get('n1') : null
      if (at instanceof Y.Map) at.set('kind', 'position')
    })
    expect(reader.current().nodes.size).toBe(0)
  })

  it('[BRD46] a huge wording is cut, not through a character, and can still be written', () => {
    const doc = newBoardDoc()
    rawNode(doc, 'n1', 'x' + '🚌'.repeat(500_000))
    const { wording } = readBoard(doc).nodes.get('n1' as NodeId) ?? { wording: '' }
    expect(wording.length).toBe(3_999)
    expect(wording.isWellFormed()).toBe(true)
    setWording(doc, o, 'n1' as NodeId, 'short')
    expect(wordingOf(doc, 'n1' as NodeId)?.toString()).toBe('short')
  })

  it('[BRD47] a mark that cannot be read still takes the words back', () => {
    const doc = newBoardDoc()
    rawNode(doc, 'n1', 'here')
    for (const id of ['w1', 'w2', 'w3']) rawWords(doc, id, 'n1', 'I said so')
    doc.getMap('withdrawn').set('w1', 'yes')
    doc.getMap('redacted').set('w2', new Y.Map())
    const { words } = readBoard(doc)
    expect([...words.values()].map(({ withdrawn, redacted, text }) => [withdrawn, redacted, text])).toEqual([
      [0, null, 'I said so'],
      [null, 0, ''],
      [null, null, 'I said so'],
    ])
  })

  it('[BRD48] the samples break no rule, and are the same bytes every time', () => {
    for (const [name, sample] of Object.entries(samples)) {
      expect(brokenRules(sample()), name).toEqual([])
      expect(Y.encodeStateAsUpdate(sample())).toEqual(Y.encodeStateAsUpdate(sample()))
    }
  })

  it('[BRD49] the rules find what breaks them', () => {
    const doc = contested()
    doc.getMap('extra').set('x', 1)
    const maker = doc.getMap('nodes').get('p1')
    if (maker instanceof Y.Map) maker.set('colour', 'red')
    doc.getMap('words').set('w9', { text: 'no node' })
    doc.getMap('withdrawn').set('nobody', { at: 1, by: 'reporter' })
    expect(brokenRules(doc)).toEqual([
      'unknown root extra',
      'nodes p1: unknown field colour',
      'words w9: bad-request',
      'withdrawn nobody: no such words',
    ])
    const board = readBoard(doc)
    const [issue, ...others] = board.outline
    expect(issue).toBeDefined()
    expect(brokenRules({ ...board, outline: others })).not.toEqual([])
    expect(brokenRules({ ...board, nodes: new Map([...board.nodes].slice(1)) })).not.toEqual([])
    expect(brokenRules({ ...board, unplaced: [...board.words.keys()].slice(0, 1) })).not.toEqual([])
  })
})
