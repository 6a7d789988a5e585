/** Stories of a table: people edit one board at the same time, offline and on, and undo only what is theirs. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { NodeId, RelationId } from '@tablee/shared/ids'
import * as command from '@tablee/shared/board/command'
import * as edit from '@tablee/shared/board/edit'
import { outlineText, sure, Table, type Person } from './aTable.ts'

let table: Table
let ana: Person
let bo: Person

beforeEach(() => {
  table = new Table('ana', 'bo', 'cy')
  ana = table.person('ana')
  bo = table.person('bo')
  ana.add('issue', 'Who answers?')
  ana.add('position', 'The maker', 'answers', 'Who answers?')
  ana.add('position', 'The city', 'answers', 'Who answers?')
  ana.add('argument', 'They are far away', 'attacks', 'The maker')
})

describe('at the same time', () => {
  it('[BRD20] one removes a position while another gives it a reason: no relation hangs in the air, nothing is lost', () => {
    table.offline(
      () => {
        ana.remove('The maker')
        bo.add('argument', 'Only they open the logs', 'supports', 'The maker')
        bo.say('The maker', 'Them, of course')
        bo.relate('The city', 'attacks', 'The maker')
      },
      ana,
      bo,
    )
    const board = table.agrees()
    expect(outlineText(board)).toEqual([
      'Who answers?',
      '  1 answers The city',
      'They are far away',
      'Only they open the logs',
    ])
    expect(board.relations.size).toBe(1)
    expect(board.unplaced).toHaveLength(1)
  })

  it('[BRD20] one removes a relation while another undercuts it: the undercut is not shown, its node is', () => {
    table.offline(
      () => {
        sure(edit.unrelate(ana.doc, ana.origin('unrelate'), ana.relation('They are far away')))
        bo.add('argument', 'It is signed here', 'undercuts', 'They are far away')
        bo.add('argument', 'Until May', 'undercuts', 'It is signed here')
      },
      ana,
      bo,
    )
    const board = table.agrees()
    expect(board.relations.size).toBe(2)
    expect(board.loose).toHaveLength(3)
  })

  it('[BRD21] two move one node: it ends beneath one of the two, on every screen the same, by one relation', () => {
    ana.add('position', 'The operator', 'answers', 'Who answers?')
    table.offline(
      () => {
        ana.move('They are far away', 'attacks', 'The city')
        bo.move('They are far away', 'supports', 'The operator')
      },
      ana,
      bo,
    )
    const board = table.agrees()
    expect(
      [...board.relations.values()].filter((relation) => relation.from === ana.node('They are far away')),
    ).toHaveLength(1)
    const line = outlineText(board).find((one) => one.includes('far away'))
    expect(['    2.1 attacks They are far away', '    3.1 supports They are far away']).toContain(line)
  })

  it('[BRD21] one makes it an undercut while another moves it: one of the two wins whole', () => {
    const target = ana.add('argument', 'They pay well', 'supports', 'The city')
    table.offline(
      () => {
        sure(
          edit.move(
            ana.doc,
            ana.origin('move'),
            target,
            { to: ana.relation('They are far away'), kind: 'undercuts' },
            'new' as RelationId,
            9,
          ),
        )
        bo.move('They pay well', 'supports', 'The maker')
      },
      ana,
      bo,
    )
    const board = table.agrees()
    expect(board.loose).toEqual([])
    expect(board.relations.size).toBe(4)
  })

  it('[BRD21] two move each beneath the other’s: the ring is cut, both stay on the board', () => {
    table.offline(
      () => {
        ana.move('The maker', 'supports', 'The city')
        bo.move('The city', 'supports', 'The maker')
      },
      ana,
      bo,
    )
    const board = table.agrees()
    expect(board.outline).toHaveLength(4)
    expect(board.relations.size).toBe(3)
  })

  it('[BRD21] one nudges it among its siblings while another moves it away: it is moved away', () => {
    ana.add('argument', 'They hide', 'attacks', 'The maker')
    table.offline(
      () => {
        bo.move('They hide', 'attacks', 'The city')
        ana.move('They hide', 'attacks', 'The maker', { before: 'They are far away' })
      },
      ana,
      bo,
    )
    expect(outlineText(table.agrees())).toContain('    2.1 attacks They hide')
  })

  it('[BRD21] two put something in the same place: both are there, in the same order for everybody', () => {
    table.offline(
      () => {
        ana.add('position', 'The operator', 'answers', 'Who answers?')
        bo.add('position', 'The state', 'answers', 'Who answers?')
      },
      ana,
      bo,
    )
    expect(table.agrees().outline[0]?.children).toHaveLength(4)
  })

  it('[BRD22] two write in one wording: both texts are there', () => {
    table.offline(
      () => {
        ana.write('The city', 'The big city')
        bo.write('The city', 'The city that licensed it')
      },
      ana,
      bo,
    )
    expect(table.agrees().nodes.get(ana.node('The big city that licensed it'))).toBeDefined()
  })

  it('[BRD22] two withdraw and correct the same words: taken back once, and every replica agrees', () => {
    const words = ana.say('The city', 'It is there licence')
    table.offline(
      () => {
        sure(command.withdraw(ana.doc, ana.origin('withdraw'), words, 10, 'reporter'))
        sure(command.withdraw(bo.doc, bo.origin('withdraw'), words, 20, 'citizen:T3-04'))
      },
      ana,
      bo,
    )
    expect([10, 20]).toContain(table.agrees().words.get(words)?.withdrawn)
  })
})

describe('undo', () => {
  it('[BRD23] is a person’s own', () => {
    bo.add('position', 'The state', 'answers', 'Who answers?')
    ana.undo()
    expect(outlineText(table.agrees())).toEqual([
      'Who answers?',
      '  1 answers The maker',
      '  2 answers The city',
      '  3 answers The state',
    ])
    ana.redo()
    expect(outlineText(table.agrees())[2]).toBe('    1.1 attacks They are far away')
  })

  it('[BRD24] of a removal brings back the node, its wording, its relations, what lay beneath, and its words’ place', () => {
    bo.write('The maker', 'The maker of it')
    const words = bo.say('The maker of it', 'Them')
    bo.add('argument', 'It is signed here', 'undercuts', 'They are far away')
    const before = table.agrees()
    ana.remove('The maker of it')
    expect(table.agrees().unplaced).toEqual([words])
    ana.undo()
    const after = table.agrees()
    expect(outlineText(after)).toEqual(outlineText(before))
    expect(after.wordsOf).toEqual(before.wordsOf)
    ana.redo()
    expect(table.agrees().nodes.size).toBe(before.nodes.size - 1)
    ana.undo()
    expect(outlineText(table.agrees())).toEqual(outlineText(before))
  })

  it('[BRD29] of a new row takes its first word whole, however slowly it was typed, and then the row', () => {
    const before = outlineText(table.agrees())
    const later = () => {
      ana.undoManager.lastChange = 1 // Yjs holds on to the real clock: the last change was long ago
    }
    const row = ana.add('position', '', 'answers', 'Who answers?')
    const wording = () => table.agrees().nodes.get(row)?.wording
    for (const [from, to] of [
      ['', 'N'],
      ['N', 'No'],
      ['No', 'Nobody'],
    ] as const) {
      ana.write(from, to)
      later()
    }
    ana.write('Nobody', 'Nobody does')
    ana.undo()
    expect(wording()).toBe('Nobody')
    ana.undo()
    expect(wording()).toBe('')
    ana.undo()
    expect(outlineText(table.agrees())).toEqual(before)
    ana.redo()
    ana.redo()
    expect(wording()).toBe('Nobody')
    ana.write('Nobody', 'Nobody at all') // after an undo or redo typing is a step of its own
    ana.undo()
    expect(wording()).toBe('Nobody')
  })

  it('[BRD25] never touches words', () => {
    const words = ana.say('The city', 'It is their licence')
    ana.undo()
    const board = table.agrees()
    expect([...board.words.keys()]).toEqual([words])
    expect(board.nodes.size).toBe(3) // the step before the words was undone instead
  })

  it('[BRD26] keeps what others changed since: their kind, their place, their text', () => {
    const city = ana.node('The city')
    ana.write('The city', 'The city answers')
    sure(edit.setKind(ana.doc, ana.origin('kind'), city, 'argument'))
    bo.write('The city answers', 'The big city answers')
    sure(edit.setKind(bo.doc, bo.origin('kind'), city, 'condition'))
    ana.undo()
    ana.undo()
    const board = table.agrees()
    expect(board.nodes.get(city)).toMatchObject({ kind: 'condition', wording: 'The big city' })
  })

  it('[BRD26] of a move keeps a later move by somebody else', () => {
    ana.move('They are far away', 'attacks', 'The city')
    bo.move('They are far away', 'supports', 'Who answers?')
    ana.undo()
    expect(outlineText(table.agrees())[3]).toBe('  3 supports They are far away')
  })

  it('[BRD27] of adding a node in which somebody else wrote leaves the node as it is', () => {
    const node = ana.add('position', 'The state', 'answers', 'Who answers?')
    bo.write('The state', 'The state, who else')
    ana.undo()
    const board = table.agrees()
    expect(board.nodes.get(node)).toMatchObject({ kind: 'position', wording: 'The state, who else' })
    expect(board.outline.find((item) => item.node === node)).toMatchObject({ number: '3' })
  })

  it.each([
    ['linked to it', () => void bo.relate('The city', 'attacks', 'The state')],
    ['given a reason', () => void bo.add('argument', 'They can pay', 'supports', 'The state')],
    ['moved it', () => void bo.move('The state', 'supports', 'The city')],
    ['undercut it', () => void bo.add('argument', 'They never do', 'undercuts', 'The state')],
    ['laid words beneath', () => void bo.say('The state', 'Them up there')],
    ['changed its kind', () => void edit.setKind(bo.doc, bo.origin('kind'), bo.node('The state'), 'argument')],
  ])('[BRD27] of adding a node keeps it when somebody else has %s, and undoes nothing else', (_, build) => {
    const node = ana.add('position', 'The state', 'answers', 'Who answers?')
    build()
    const before = outlineText(table.agrees())
    ana.undo()
    expect(table.agrees().nodes.get(node)?.wording).toBe('The state')
    expect(outlineText(table.agrees())).toEqual(before)
    ana.undo() // and then the step before
    expect(outlineText(table.agrees()).some((line) => line.includes('far away'))).toBe(false)
  })

  it('[BRD27] the same while offline', () => {
    let node: NodeId | undefined
    node = ana.add('position', 'The state', 'answers', 'Who answers?')
    table.offline(
      () => {
        ana.undo()
        bo.write('The state', 'The state, who else')
      },
      ana,
      bo,
    )
    // The removal and the writing crossed: nobody saw the other's. Every replica agrees, and words would be unplaced.
    expect(table.agrees().nodes.has(node)).toBe(false)
    ana.redo()
    expect(table.agrees().nodes.get(node)?.kind).toBe('position')
  })

  it('[BRD28] takes back typing in phrases and verbs one by one', () => {
    ana.write('The city', 'The city a')
    ana.write('The city a', 'The city an')
    ana.write('The city an', 'The city answers')
    sure(edit.setKind(ana.doc, ana.origin('kind'), ana.node('The city answers'), 'argument'))
    ana.undo()
    expect(table.agrees().nodes.get(ana.node('The city answers'))?.kind).toBe('position')
    ana.undo()
    expect(ana.node('The city')).toBeDefined()
  })
})
