import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { GroupId, Lang, NodeId, RelationId, SeatCode, WordsId } from '@tablee/shared/ids'
import * as command from '@tablee/shared/board/command'
import * as edit from '@tablee/shared/board/edit'
import { wordingOf } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { captures, limits, nodeKinds, relationKinds, type Board } from '@tablee/shared/board/schema'
import { ids } from '../support/random.ts'
import { en, Person, problem, sure } from './aTable.ts'

const draw = ids(99)
let ana: Person

/** An issue with two positions; the first has a reason for, with a source, and one against. */
beforeEach(() => {
  ana = new Person('ana', 1)
  ana.add('issue', 'Who answers?')
  ana.add('position', 'The maker', 'answers', 'Who answers?')
  ana.add('position', 'The city', 'answers', 'Who answers?')
  ana.add('argument', 'Only they open the logs', 'supports', 'The maker')
  ana.add('source', 'Regulation 2022/1426', 'cites', 'Only they open the logs')
  ana.add('argument', 'They are far away', 'attacks', 'The maker')
})

const transactions = (doc: Y.Doc, work: () => void): Y.Transaction[] => {
  const seen: Y.Transaction[] = []
  const listen = (transaction: Y.Transaction): void => void seen.push(transaction)
  doc.on('afterTransaction', listen)
  work()
  doc.off('afterTransaction', listen)
  return seen.filter((transaction) => transaction.changed.size > 0)
}

describe('a board is built by verbs', () => {
  it('[BRD1] every node kind and every relation kind of the vocabulary can be on a board', () => {
    for (const kind of nodeKinds) ana.add(kind, `a ${kind}`)
    for (const kind of relationKinds)
      ana.add('argument', `it ${kind}`, kind, kind === 'undercuts' ? 'They are far away' : 'The city')
    const board = ana.board
    expect(new Set([...board.nodes.values()].map((node) => node.kind))).toEqual(new Set(nodeKinds))
    expect(new Set([...board.relations.values()].map((relation) => relation.kind))).toEqual(new Set(relationKinds))
  })

  it('[BRD2] the outline reads as the table speaks: numbers, kinds, what is not linked last', () => {
    ana.add('question', 'Who checks the city?')
    ana.add('argument', 'But the contract is signed here', 'undercuts', 'They are far away')
    expect(ana.outline).toEqual([
      'Who answers?',
      '  1 answers The maker',
      '    1.1 supports Only they open the logs',
      '      1.1.1 cites Regulation 2022/1426',
      '    1.2 attacks They are far away',
      '      1.2.1 undercuts But the contract is signed here',
      '  2 answers The city',
      'Who checks the city?',
    ])
    expect(ana.board.loose).toEqual([ana.node('Who checks the city?')])
  })

  it('[BRD2] two issues have numbers of their own', () => {
    ana.add('issue', 'And who pays?')
    ana.add('position', 'The state', 'answers', 'And who pays?')
    expect(ana.outline.filter((line) => /answers|\?/.test(line))).toEqual([
      '1 Who answers?',
      '  1.1 answers The maker',
      '  1.2 answers The city',
      '2 And who pays?',
      '  2.1 answers The state',
    ])
  })

  it('[BRD3] each verb is one transaction, and its origin says who and why', () => {
    const relation = ana.relation('They are far away')
    const verbs: (() => unknown)[] = [
      () => ana.add('position', 'The operator', 'answers', 'Who answers?'),
      () => ana.write('The city', 'The city that licensed it'),
      () => sure(edit.setKind(ana.doc, ana.origin('kind'), ana.node('The maker'), 'argument')),
      () => sure(edit.setLang(ana.doc, ana.origin('lang'), ana.node('The maker'), 'fr' as Lang)),
      () => ana.relate('The maker', 'attacks', 'The city that licensed it'),
      () => sure(edit.setRelationKind(ana.doc, ana.origin('kind'), relation, 'supports')),
      () => ana.move('They are far away', 'attacks', 'The operator'),
      () =>
        sure(edit.reorder(ana.doc, ana.origin('order'), ana.node('The operator'), { before: ana.node('The maker') })),
      () => ana.say('The maker', 'Not me'),
      () => sure(edit.unrelate(ana.doc, ana.origin('unrelate'), relation)),
      () => ana.remove('The maker'),
    ]
    for (const verb of verbs) {
      const seen = transactions(ana.doc, verb)
      expect(seen.length, String(verb)).toBe(1)
      expect(seen[0]?.origin).toMatchObject({ who: 'ana', why: expect.any(String) })
    }
  })

  it('[BRD4] a verb that cannot be done says why and writes nothing', () => {
    const node = ana.node('The maker')
    const relation = ana.relation('The maker')
    const nobody = draw<NodeId>()
    const o = ana.origin('test')
    const long = 'x'.repeat(limits.wording + 1)
    const place = { relation: draw<RelationId>(), kind: 'answers', to: node } as const
    const said = { id: draw<WordsId>(), node, text: 'Yes', lang: en, seat: null, capture: 'paper', at: 1 } as const
    const wrong: [
      string,
      () =>
        | ReturnType<typeof edit.setWording>
        | ReturnType<typeof edit.addNode>
        | ReturnType<typeof edit.relate>
        | ReturnType<typeof edit.addWords>,
    ][] = [
      ['too-large', () => edit.setWording(ana.doc, o, node, long)],
      [
        'too-large',
        () => edit.addNode(ana.doc, o, { id: draw<NodeId>(), kind: 'argument', wording: long, lang: en, at: 1 }),
      ],
      ['too-large', () => edit.addWords(ana.doc, o, { ...said, text: 'x'.repeat(limits.words + 1) })],
      ['not-found', () => edit.setWording(ana.doc, o, nobody, 'x')],
      [
        'not-found',
        () =>
          edit.addNode(ana.doc, o, {
            id: draw<NodeId>(),
            kind: 'argument',
            lang: en,
            at: 1,
            place: { ...place, to: nobody },
          }),
      ],
      [
        'not-found',
        () =>
          edit.addNode(ana.doc, o, {
            id: draw<NodeId>(),
            kind: 'argument',
            lang: en,
            at: 1,
            place: { ...place, kind: 'undercuts' },
          }),
      ],
      ['bad-request', () => edit.addNode(ana.doc, o, { id: node, kind: 'argument', lang: en, at: 1 })],
      ['bad-request', () => edit.addNode(ana.doc, o, { id: '__proto__' as NodeId, kind: 'argument', lang: en, at: 1 })],
      [
        'bad-request',
        () => edit.addNode(ana.doc, o, { id: draw<NodeId>(), kind: 'argument', lang: 'français' as Lang, at: 1 }),
      ],
      [
        'bad-request',
        () => edit.relate(ana.doc, o, { id: draw<RelationId>(), kind: 'attacks', from: node, to: node, at: 1 }),
      ],
      [
        'bad-request',
        () =>
          edit.relate(ana.doc, o, {
            id: draw<RelationId>(),
            kind: 'answers',
            from: node,
            to: ana.node('Who answers?'),
            at: 1,
          }),
      ],
      ['bad-request', () => edit.setRelationKind(ana.doc, o, relation, 'undercuts')],
      [
        'bad-request',
        () =>
          edit.move(ana.doc, o, node, { to: ana.node('Regulation 2022/1426'), kind: 'attacks' }, draw<RelationId>(), 1),
      ],
      ['not-found', () => edit.move(ana.doc, o, node, { to: nobody, kind: 'attacks' }, draw<RelationId>(), 1)],
      ['not-found', () => edit.remove(ana.doc, o, nobody)],
      ['not-found', () => edit.placeWords(ana.doc, o, draw<WordsId>(), node)],
      ['bad-request', () => edit.addWords(ana.doc, o, { ...said, text: '\u200b \u202e' })],
      ['bad-request', () => edit.addWords(ana.doc, o, { ...said, seat: 'Mrs Martin' as SeatCode })],
      ['bad-request', () => edit.group(ana.doc, o, [relation, ana.relation('They are far away')], draw<GroupId>())],
    ]
    for (const [code, verb] of wrong) {
      const seen = transactions(ana.doc, () => expect(problem(verb()).code, String(verb)).toBe(code))
      expect(seen, String(verb)).toEqual([])
    }
  })

  it('[BRD4] a full board says so', () => {
    const full = new Y.Doc()
    full.transact(() => {
      for (let n = 0; n < limits.nodes; n += 1) full.getMap('nodes').set(`n${n}`, new Y.Map())
    })
    expect(
      problem(edit.addNode(full, ana.origin('add'), { id: draw<NodeId>(), kind: 'issue', lang: en, at: 1 })),
    ).toEqual({ code: 'board-full', what: 'nodes', limit: limits.nodes })
  })

  it('[BRD5] a wording is changed where it differs, and never through the middle of a character', () => {
    const text = wordingOf(ana.doc, ana.node('The city'))
    ana.write('The city', 'The city 🚌 answers')
    const deltas: unknown[] = []
    text?.observe((event) => deltas.push(event.delta))
    ana.write('The city 🚌 answers', 'The city 🚎 answers')
    ana.write('The city 🚎 answers', 'The big city 🚎 answers')
    expect(deltas).toEqual([
      [{ retain: 9 }, { delete: 2 }, { insert: '🚎' }],
      [{ retain: 4 }, { insert: 'big ' }],
    ])
  })
})

describe('the outline is rearranged', () => {
  it('[BRD6] what lies beneath moves along, and the relation stays the same one', () => {
    const relation = ana.relation('Only they open the logs')
    ana.move('Only they open the logs', 'attacks', 'The city')
    expect(ana.outline).toEqual([
      'Who answers?',
      '  1 answers The maker',
      '    1.1 attacks They are far away',
      '  2 answers The city',
      '    2.1 attacks Only they open the logs',
      '      2.1.1 cites Regulation 2022/1426',
    ])
    expect(ana.relation('Only they open the logs')).toBe(relation)
  })

  it('[BRD6] before, after, last, to the top and back', () => {
    ana.add('position', 'The operator', 'answers', 'Who answers?')
    ana.move('The operator', 'answers', 'Who answers?', { before: 'The maker' })
    const positions = (): string[] => ana.outline.filter((line) => line.includes('answers ')).map((line) => line.trim())
    expect(positions()).toEqual(['1 answers The operator', '2 answers The maker', '3 answers The city'])
    ana.move('The operator', 'answers', 'Who answers?', { after: 'The maker' })
    expect(positions()).toEqual(['1 answers The maker', '2 answers The operator', '3 answers The city'])
    ana.move('The maker', 'answers', 'Who answers?')
    expect(positions()).toEqual(['1 answers The operator', '2 answers The city', '3 answers The maker'])
    sure(edit.move(ana.doc, ana.origin('move'), ana.node('The city'), { to: null }, draw<RelationId>(), 1))
    expect(ana.board.loose).toEqual([ana.node('The city')])
    ana.move('The city', 'answers', 'Who answers?', { before: 'The operator' })
    expect(positions()).toEqual(['1 answers The city', '2 answers The operator', '3 answers The maker'])
  })

  it('[BRD7] between two siblings that drew the same key there is still room', () => {
    const relations = ana.doc.getMap('relations')
    ana.add('position', 'The operator', 'answers', 'Who answers?')
    ana.doc.transact(() => {
      for (const wording of ['The maker', 'The city']) {
        const entry = relations.get(ana.relation(wording))
        if (entry instanceof Y.Map) entry.set('order', 'a0')
      }
    })
    const answers = (): NodeId[] => [...(ana.board.outline[0]?.children ?? [])]
    const [first, second] = answers()
    sure(edit.reorder(ana.doc, ana.origin('order'), ana.node('The operator'), { after: first ?? draw<NodeId>() }))
    expect(answers()).toEqual([first, ana.node('The operator'), second])
  })

  it('[BRD8] a further relation moves nothing, even from a device whose clock is a day slow', () => {
    const before = ana.outline
    ana.relate('They are far away', 'supports', 'The city', 5)
    ana.relate('The city', 'supports', 'Regulation 2022/1426', 6)
    expect(ana.outline).toEqual(before)
    expect(ana.board.relations.size).toBe(7)
  })

  it('[BRD9] a ring of reasons is cut at the relation that closed it: every node stands once, the relation is drawn', () => {
    ana.relate('Who answers?', 'supports', 'They are far away')
    expect(ana.board.outline.map((item) => item.node)).toHaveLength(6)
    expect(ana.outline[0]).toBe('Who answers?')
    expect(ana.board.relations.size).toBe(6)
  })

  it('[BRD9] a node moved out of a ring stays where it was put when the ring opens', () => {
    const ring = new Person('ana', 1)
    ring.add('issue', 'i')
    ring.add('argument', 'a')
    ring.add('argument', 'b', 'supports', 'a')
    ring.add('argument', 'c', 'supports', 'b')
    ring.relate('a', 'supports', 'c')
    expect(ring.outline).toEqual(['i', 'a', '  supports b', '    supports c'])
    ring.move('a', 'supports', 'i')
    const moved = ['i', '  1 supports a', '    1.1 supports b', '      1.1.1 supports c']
    expect(ring.outline).toEqual(moved)
    ring.move('c', 'attacks', 'i')
    expect(ring.outline).toEqual([...moved.slice(0, 3), '  2 attacks c'])
  })

  it('[BRD10] an undercut of an undercut stands beneath the node that made it', () => {
    ana.add('argument', 'But it is signed here', 'undercuts', 'They are far away')
    ana.add('argument', 'It runs out in May', 'undercuts', 'But it is signed here')
    expect(ana.outline.slice(4, 7)).toEqual([
      '    1.2 attacks They are far away',
      '      1.2.1 undercuts But it is signed here',
      '        1.2.1.1 undercuts It runs out in May',
    ])
  })

  it('[BRD11] linked premises share a group until one of them goes elsewhere', () => {
    ana.add('argument', 'The maker earns from it', 'supports', 'The maker')
    const premises = draw<GroupId>()
    sure(
      edit.group(
        ana.doc,
        ana.origin('group'),
        [ana.relation('Only they open the logs'), ana.relation('The maker earns from it')],
        premises,
      ),
    )
    const groups = (): unknown[] =>
      ['Only they open the logs', 'The maker earns from it'].map(
        (wording) => ana.board.relations.get(ana.relation(wording))?.group,
      )
    expect(groups()).toEqual([premises, premises])
    ana.move('The maker earns from it', 'supports', 'The city')
    expect(groups()).toEqual([premises, null])
  })
})

describe('taking away', () => {
  it('[BRD12] a node goes with its relations and the undercuts of those; words stay in sight, unplaced', () => {
    const words = ana.say('They are far away', 'My oven, they never call back')
    ana.add('argument', 'But it is signed here', 'undercuts', 'They are far away')
    ana.remove('They are far away')
    const board = ana.board
    expect(board.unplaced).toEqual([words])
    expect(board.words.get(words)).toMatchObject({ node: null, text: 'My oven, they never call back' })
    expect(board.loose).toEqual([ana.node('But it is signed here')])
    expect(board.relations.size).toBe(4)
    sure(edit.placeWords(ana.doc, ana.origin('place'), words, ana.node('The city')))
    expect(ana.board.wordsOf.get(ana.node('The city'))).toEqual([words])
  })

  it('[BRD12] words whose place went stay unplaced, also where they were said first', () => {
    const words = ana.say('The city', 'It is their licence')
    sure(edit.placeWords(ana.doc, ana.origin('place'), words, ana.node('They are far away')))
    ana.remove('They are far away')
    expect(ana.board.unplaced).toEqual([words])
  })
})

describe('the server’s commands', () => {
  const server: edit.Edit = { who: 'server', why: 'command' }
  const of = (board: Board, id: WordsId): unknown => board.words.get(id)

  it('[BRD13] withdrawing and redacting happen once', () => {
    const words = ana.say('The city', 'It is their licence')
    sure(command.withdraw(ana.doc, server, words, 100, 'reporter'))
    sure(command.withdraw(ana.doc, server, words, 200, 'facilitator'))
    expect(of(ana.board, words)).toMatchObject({ withdrawn: 100, text: 'It is their licence' })
    sure(command.redact(ana.doc, server, words, 300, 'facilitator'))
    sure(command.redact(ana.doc, server, words, 400, 'facilitator'))
    expect(of(ana.board, words)).toMatchObject({ withdrawn: 100, redacted: 300, text: '' })
    expect(problem(command.withdraw(ana.doc, server, draw<WordsId>(), 1, 'reporter')).code).toBe('not-found')
  })

  it('[BRD14] a correction withdraws and adds in one step, where the words lie now, of the same seat and capture', () => {
    const words = ana.say('The city', 'It is there licence', 'paper')
    sure(edit.placeWords(ana.doc, ana.origin('place'), words, ana.node('The maker')))
    const correction = {
      words,
      newWords: draw<WordsId>(),
      text: 'It is their licence',
      lang: en,
      at: 50,
      now: 60,
      by: 'reporter',
    }
    expect(transactions(ana.doc, () => sure(command.correct(ana.doc, server, correction)))).toHaveLength(1)
    sure(command.correct(ana.doc, server, correction))
    expect(of(ana.board, words)).toMatchObject({ withdrawn: 60 })
    expect(of(ana.board, correction.newWords)).toEqual({
      id: correction.newWords,
      node: ana.node('The maker'),
      text: 'It is their licence',
      lang: en,
      seat: null,
      capture: 'paper',
      at: 50,
      corrects: words,
      block: null,
      withdrawn: null,
      redacted: null,
    })
  })

  it('[BRD14] a correction does not bring back what was withdrawn', () => {
    const words = ana.say('The city', 'It is there licence')
    sure(command.withdraw(ana.doc, server, words, 1, 'reporter'))
    const late = {
      words,
      newWords: draw<WordsId>(),
      text: 'It is their licence',
      lang: en,
      at: 2,
      now: 2,
      by: 'reporter',
    }
    expect(problem(command.correct(ana.doc, server, late)).code).toBe('refused')
    expect(ana.board.words.size).toBe(1)
  })

  it('[BRD15] seeding writes the question once; seeding again writes nothing', () => {
    const meta = { question: 'Who answers?', lang: 'fr' as Lang, seats: 6, table: 3 }
    sure(command.seedBoard(ana.doc, meta))
    expect(transactions(ana.doc, () => sure(command.seedBoard(ana.doc, meta)))).toEqual([])
    expect(readBoard(ana.doc).meta).toEqual({ schema: 1, board: null, ...meta })
  })
})

it('[BRD1] every way words can reach a board is kept', () => {
  for (const capture of captures) ana.say('The city', `by ${capture}`, capture)
  expect([...ana.board.words.values()].map((words) => words.capture).sort()).toEqual([...captures].sort())
})
