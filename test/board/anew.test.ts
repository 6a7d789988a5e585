import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { boardAnew, boardReplay, carrier, contentKey } from '@tablee/shared/board/anew'
import { redact, withdraw } from '@tablee/shared/board/command'
import { newBoardDoc, wordingOf } from '@tablee/shared/board/doc'
import { addNode, addWords, remove } from '@tablee/shared/board/edit'
import { readWhole } from '@tablee/shared/board/whole'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { fullCanvas } from '../support/fullCanvas.ts'
import { rawBlock, replica, updatesOf } from '../support/rawBoard.ts'
import { seeded, type Random } from '../support/seeded.ts'

const origin = { who: 'reporter', why: 'test' }
const runs = Number(process.env['EPOCH_SEEDS'] ?? 40)

function aBoard(): Y.Doc {
  const doc = newBoardDoc()
  doc.clientID = 7
  for (const id of ['n1', 'n2', 'n3'])
    addNode(doc, origin, { id: id as NodeId, kind: 'position', lang: 'en' as Lang, wording: `Some ${id} 🌳`, at: 1 })
  addWords(doc, origin, {
    id: 'w1' as WordsId,
    node: 'n1' as NodeId,
    text: 'as I said it',
    lang: 'en' as Lang,
    seat: null,
    capture: 'dictated',
    at: 2,
  })
  rawBlock(doc, 'b1', 'First we talked')
  rawBlock(doc, 'b2', 'Then we listened', 'bulletList')
  fullCanvas(doc, 'a sketch')
  return doc
}

/** Anything an editor's document can do to a board, also what no gate would take. */
function change(doc: Y.Doc, random: Random, n: number): void {
  const nodes = [...doc.getMap('nodes').keys()] as NodeId[]
  const node = nodes[random.below(Math.max(1, nodes.length))]
  const text = node === undefined ? null : wordingOf(doc, node)
  const notes = doc.getXmlFragment('notes')
  const canvas = [...doc.getMap('canvas').values()].filter((one): one is Y.Map<unknown> => one instanceof Y.Map)
  switch (random.below(9)) {
    case 0:
      return void addNode(doc, origin, {
        id: `x${n}` as NodeId,
        kind: 'argument',
        lang: 'en' as Lang,
        wording: `new ${n}`,
        at: n,
      })
    case 1:
      return void (node !== undefined && remove(doc, origin, node))
    case 2:
    case 3:
      return void text?.insert(random.below(text.length + 1), `[${n}]`)
    case 4:
      return void (text !== null && text.length > 2 && text.delete(random.below(text.length - 1), 1))
    case 5: {
      const block = rawBlock(doc, `b-${n}`, `note ${n}`, random.below(2) === 0 ? 'paragraph' : 'bulletList')
      return void block.insert(0, 'well, ')
    }
    case 6:
      return void (notes.length > 0 && notes.delete(random.below(notes.length), 1))
    case 7: {
      const record = canvas[random.below(Math.max(1, canvas.length))]
      const label = record?.get('props.text')
      if (label instanceof Y.Text) label.insert(0, `<${n}>`)
      return void record?.set('x', n)
    }
    default: {
      const element = notes.get(random.below(Math.max(1, notes.length)))
      if (element instanceof Y.XmlElement) element.setAttribute('id', `b-${n}-again`)
      return void doc.getMap('placed').set('w1', node ?? 'n1')
    }
  }
}

describe('a board made anew', () => {
  it('[EPO4] is the same board to the letter, with one writer instead of thousands', () => {
    const doc = aBoard()
    for (let n = 0; n < 3_000; n += 1) {
      doc.clientID = 1_000 + n
      wordingOf(doc, 'n1' as NodeId)?.insert(0, n % 60 === 0 ? 'x' : ' ')
    }
    doc.clientID = 9_999
    withdraw(doc, origin, 'w1' as WordsId, 3, 'reporter')
    redact(doc, origin, 'w1' as WordsId, 4, 'facilitator')
    expect(doc.store.clients.size).toBeGreaterThan(3_000)
    const fresh = boardAnew(doc, 42)
    expect([...fresh.store.clients.keys()]).toEqual([42])
    expect(contentKey(fresh)).toBe(contentKey(doc))
    expect(readWhole(fresh)).toEqual(readWhole(doc))
    expect(Y.encodeStateVector(fresh).length).toBeLessThan(16)
  })

  it('[EPO4] may leave something out, and is compared with what should be left', () => {
    const doc = aBoard()
    const before = contentKey(doc)
    const fresh = boardAnew(doc, 42, (copy) => void remove(copy, origin, 'n2' as NodeId))
    expect(contentKey(doc)).toBe(before)
    expect([...fresh.getMap('nodes').keys()].sort()).toEqual(
      ['n1', 'n3', ...(fresh.getMap('nodes').has('linked-node') ? ['linked-node'] : [])].sort(),
    )
  })

  it(`[EPO5] what is done to the old document is done to the new one: ${runs} random days of two who do not see each other`, () => {
    for (let seed = 1; seed <= runs; seed += 1) {
      const random = seeded(seed)
      const old = aBoard()
      const to = boardAnew(old, 42)
      const { carry } = carrier(old, to)
      to.clientID = 43
      const [ana, bo] = [replica(old, 11), replica(old, 12)]
      for (let n = 0; n < 30; n += 1) {
        const who = random.below(2) === 0 ? ana : bo
        const many = random.below(4)
        const updates = updatesOf(who, () =>
          many === 0
            ? who.transact(() => [1, 2, 3].forEach((m) => change(who, random, n * 10 + m)))
            : change(who, random, n),
        )
        for (const update of updates) {
          carry(update)
          expect(contentKey(to), `seed ${seed}, step ${n}`).toBe(contentKey(old))
        }
      }
      expect(contentKey(to)).not.toBe(contentKey(aBoard()))
    }
  })

  it('[EPO6] a journal across epochs is one board to anyone who follows it, also where something was left out', () => {
    const one = aBoard()
    const two = boardAnew(one, 42, (copy) => void remove(copy, origin, 'n2' as NodeId))
    const begun = Y.encodeStateAsUpdate(two)
    two.clientID = 43
    const typed = updatesOf(two, () => void wordingOf(two, 'n1' as NodeId)?.insert(4, ' more of'))
    const three = boardAnew(two, 44)
    const seen = newBoardDoc()
    const clients: number[] = []
    const { take } = boardReplay(seen)
    take({ epoch: 1, data: Y.encodeStateAsUpdate(one) })
    take({ epoch: 2, data: begun })
    for (const data of typed) take({ epoch: 2, data })
    seen.on('update', () => clients.push(1))
    take({ epoch: 3, data: Y.encodeStateAsUpdate(three) })
    // Nothing happened on the board.
    expect(clients).toEqual([])
    expect(contentKey(seen)).toBe(contentKey(three))
    expect(wordingOf(seen, 'n1' as NodeId)?.toString()).toBe('Some more of n1 🌳')
  })
})
