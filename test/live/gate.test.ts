import { describe, expect, it } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Actor, BoardState } from '@tablee/shared/roles'
import type { SeatCode } from '@tablee/shared/ids'
import { judge } from '@tablee/server/live/board/gate'
import type { Claim, Decision } from '@tablee/server/live/gate'
import {
  contentOf,
  hex,
  rawNode,
  rawRelation,
  rawWords,
  replica,
  updateOf,
  updatesOf,
  wordingOf,
} from '../support/rawBoard.ts'

const reporter: Actor = { role: 'reporter', seat: null }
const citizen: Actor = { role: 'citizen', seat: 'T1-02' as SeatCode }

/** A server's document and the devices that hold its writers. */
function aGate(state: BoardState = 'open') {
  const doc = new Y.Doc()
  const writers = new Map<number, string>()
  const ask = (update: Uint8Array, device = 'a', actor: Actor = reporter): Decision =>
    judge(doc, update, {
      actor,
      state,
      claim: (client): Claim => {
        const held = writers.get(client)
        if (held === undefined) writers.set(client, device)
        return held === undefined ? 'claimed' : held === device ? 'yours' : 'another'
      },
    })
  const take = (update: Uint8Array, device = 'a', actor: Actor = reporter): Decision => {
    const decision = ask(update, device, actor)
    if (decision.kind === 'accept' && decision.update !== null) {
      Y.applyUpdate(doc, decision.update)
      expect(doc.store.pendingStructs).toBeNull()
      expect(doc.store.pendingDs).toBeNull()
    }
    return decision
  }
  return { doc, ask, take, writers }
}

function aBoard(state: BoardState = 'open') {
  const gate = aGate(state)
  const ana = new Y.Doc()
  ana.clientID = 11
  for (const update of updatesOf(ana, () => {
    rawNode(ana, 'n1', 'Close the ring road')
    rawNode(ana, 'n2', 'Keep it open', 'argument')
    rawRelation(ana, 'r1', 'n2', 'n1')
    rawWords(ana, 'w1', 'n1', 'we cannot sleep', 'T1-04')
  })) {
    expect(gate.take(update)).toMatchObject({ kind: 'accept' })
  }
  return { ...gate, ana }
}

const refused = (why: string) => ({ kind: 'refuse', why })

describe('the gate: sound updates', () => {
  it('[GATE1] accepts what an editor writes and leaves nothing pending', () => {
    const { doc, ana } = aBoard()
    expect(contentOf(doc)).toEqual(contentOf(ana))
  })

  it('[GATE2] names writers, dependencies and new words', () => {
    const { take, doc } = aBoard()
    const bo = replica(doc, 22)
    const decision = take(
      updateOf(bo, () => {
        wordingOf(bo, 'n1').insert(0, 'Now: ')
        rawWords(bo, 'w2', 'n1', 'nor can we')
      }),
      'b',
    )
    expect(decision).toMatchObject({ kind: 'accept', writers: [{ client: 22, from: 0, to: 6 }], keys: ['w2'] })
    expect(decision.kind === 'accept' && decision.deps.map((dep) => dep.client)).toEqual([11])
  })

  it('[GATE3] an update that is known already is accepted as nothing', () => {
    const { ask, ana, doc } = aBoard()
    expect(ask(Y.encodeStateAsUpdate(ana))).toMatchObject({ kind: 'accept', update: null })
    expect(ask(Y.encodeStateAsUpdate(doc), 'b', { role: 'observer', seat: null })).toMatchObject({
      kind: 'accept',
      update: null,
    })
  })

  it('[GATE3] of an overlapping update only the new structs are kept', () => {
    const { take, ana, doc } = aBoard()
    wordingOf(ana, 'n1').insert(0, 'x')
    wordingOf(ana, 'n1').insert(1, 'y')
    const full = Y.encodeStateAsUpdate(ana)
    const decision = take(full)
    expect(decision.kind === 'accept' && decision.update !== null && decision.update.length < full.length / 2).toBe(
      true,
    )
    expect(contentOf(doc)).toEqual(contentOf(ana))
  })

  it('[GATE3] a struct that began in the known part is continued, not repeated', () => {
    const { take, ana, doc } = aBoard()
    const text = wordingOf(ana, 'n2')
    expect(take(updateOf(ana, () => text.insert(text.length, ' for')))).toMatchObject({ kind: 'accept' })
    text.insert(text.length, ' now')
    expect(take(Y.encodeStateAsUpdate(ana, Y.encodeStateVector(new Map([[11, 30]]))))).toMatchObject({ kind: 'accept' })
    expect(contentOf(doc)).toEqual(contentOf(ana))
  })

  it('[GATE4] a gap or an unknown neighbour is not yet, and no offence', () => {
    const { ask, doc, take } = aBoard()
    const bo = replica(doc, 22)
    const [first, second] = updatesOf(bo, () => {
      wordingOf(bo, 'n1').insert(0, 'a')
      wordingOf(bo, 'n1').insert(1, 'b')
    }) as [Uint8Array, Uint8Array]
    expect(ask(second, 'b')).toMatchObject({ kind: 'not-yet', client: 22 })
    const cy = replica(bo, 33)
    expect(
      ask(
        updateOf(cy, () => wordingOf(cy, 'n1').insert(1, 'c')),
        'c',
      ),
    ).toMatchObject({ kind: 'not-yet' })
    expect(
      ask(
        updateOf(cy, () => wordingOf(cy, 'n1').delete(0, 1)),
        'c',
      ),
    ).toMatchObject({ kind: 'not-yet' })
    expect(take(first, 'b')).toMatchObject({ kind: 'accept' })
    expect(take(second, 'b')).toMatchObject({ kind: 'accept' })
  })

  it('[GATE5] deleting a node while another types in it leaves both well', () => {
    const { take, doc, ana } = aBoard()
    const bo = replica(doc, 22)
    const typed = updateOf(bo, () => wordingOf(bo, 'n1').insert(3, 'really '))
    const moved = updateOf(bo, () => {
      const node = doc.getMap('nodes').get('n1')
      expect(node).toBeInstanceOf(Y.Map)
      const mine = bo.getMap('nodes').get('n1')
      if (mine instanceof Y.Map) mine.set('kind', 'question')
    })
    expect(take(updateOf(ana, () => ana.getMap('nodes').delete('n1')))).toMatchObject({ kind: 'accept' })
    expect(take(typed, 'b')).toMatchObject({ kind: 'accept' })
    expect(take(moved, 'b')).toMatchObject({ kind: 'accept' })
    expect(doc.getMap('nodes').has('n1')).toBe(false)
  })

  it('[GATE5] what was made and removed offline arrives as garbage of its own writer', () => {
    const { take, doc } = aBoard()
    const bo = replica(doc, 22)
    rawNode(bo, 'n9', 'never mind')
    bo.getMap('nodes').delete('n9')
    rawNode(bo, 'n10', 'this one stays')
    expect(take(Y.encodeStateAsUpdate(bo), 'b')).toMatchObject({ kind: 'accept' })
    expect(contentOf(doc)).toEqual(contentOf(bo))
  })

  it('[GATE5] a field set again and again offline passes, though a device that can undo keeps every value', () => {
    const { take, doc } = aBoard()
    const bo = replica(doc, 22)
    const undo = new Y.UndoManager([bo.getMap('nodes'), bo.getMap('placed')])
    const node = bo.getMap('nodes').get('n1')
    if (!(node instanceof Y.Map)) throw new Error('no node')
    for (const order of ['a1', 'a2', 'a3', 'a4']) node.set('order', order)
    for (const place of ['n2', 'n1', 'n2', 'n1']) bo.getMap('placed').set('w1', place)
    const frame = Y.encodeStateAsUpdate(bo, Y.encodeStateVector(doc))
    // Not vacuous: values that were overwritten travel together.
    expect(
      Y.decodeUpdate(frame).structs.some(
        (struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentAny && struct.content.arr.length > 1,
      ),
    ).toBe(true)
    expect(take(frame, 'b')).toMatchObject({ kind: 'accept' })
    expect(contentOf(doc)).toEqual(contentOf(bo))
    undo.destroy()
  })

  it('[GATE5] undo and redo of a removed node pass', () => {
    const { take, doc } = aBoard()
    const bo = replica(doc, 22)
    const undo = new Y.UndoManager([bo.getMap('nodes')], { captureTimeout: 0 })
    for (const update of updatesOf(bo, () => {
      bo.getMap('nodes').delete('n2')
      undo.undo()
      undo.redo()
      undo.undo()
    }))
      expect(take(update, 'b')).toMatchObject({ kind: 'accept' })
    expect(contentOf(doc)).toEqual(contentOf(bo))
    expect(wordingOf(doc, 'n2').toString()).toBe('Keep it open')
  })
})

describe('the gate: what is refused', () => {
  it('[TRAP 3] both regression seeds are refused before anything is applied', () => {
    const { ask, doc } = aBoard()
    const before = Y.encodeStateAsUpdate(doc)
    for (const seed of [
      '010402002701016d017902ea00a000017ac40107010803494e5348010e017a010171fd0101010203030f01',
      '010402002701016d01790204000200017ac40107010803494e5340000e01767d01717d0101010203030f01',
    ])
      expect(ask(hex(seed))).toMatchObject({ kind: 'refuse' })
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('[TRAP 4] garbage over the clock range of another device is refused', () => {
    const { ask, doc } = aBoard()
    const known = Y.getState(doc.store, 11)
    // one writer (11), one GC struct of 100 units from its next clock on
    const gc = Uint8Array.from([1, 1, 11, known, 0, 100, 0])
    expect(ask(gc, 'mallory')).toMatchObject(refused('foreign-writer'))
    expect(ask(gc, 'a')).toMatchObject({ kind: 'accept' })
  })

  it('[TRAP 4] own structs between neighbours of two texts, or behind their right neighbour, are refused', () => {
    const { ask, doc } = aBoard()
    const bo = replica(doc, 22)
    const one = wordingOf(bo, 'n1')._start as Y.Item
    const two = wordingOf(bo, 'n2')._start as Y.Item
    const forged = (left: Y.ID, right: Y.ID): Uint8Array => {
      const e = encoding.createEncoder()
      for (const n of [1, 1, 22, 0]) encoding.writeVarUint(e, n)
      encoding.writeUint8(e, 0x04 | 0x80 | 0x40) // a string with a left and a right neighbour
      for (const n of [left.client, left.clock, right.client, right.clock]) encoding.writeVarUint(e, n)
      encoding.writeVarString(e, 'MINE')
      encoding.writeVarUint(e, 0)
      return encoding.toUint8Array(e)
    }
    expect(ask(forged(one.id, two.id), 'b')).toMatchObject(refused('neighbours'))
    expect(ask(forged(Y.createID(11, one.id.clock + 5), one.id), 'b')).toMatchObject(refused('order'))
  })

  it('[TRAP 5] pending garbage is never accepted: it is not yet, so nothing is kept', () => {
    const { ask, doc } = aBoard()
    const far = new Y.Doc()
    far.clientID = 77
    rawNode(far, 'n5', 'x'.repeat(1_000))
    const bo = replica(far, 78)
    expect(
      ask(
        updateOf(bo, () => wordingOf(bo, 'n5').insert(0, 'y')),
        'b',
      ),
    ).toMatchObject({ kind: 'not-yet' })
    // a delete range of nobody
    expect(ask(Uint8Array.from([0, 1, 99, 1, 0, 5]), 'b')).toMatchObject({ kind: 'not-yet' })
    expect(doc.store.pendingStructs).toBeNull()
  })

  it('[TRAP 5] nesting is refused at its first level', () => {
    const { ask, doc } = aBoard()
    const bo = replica(doc, 22)
    expect(
      ask(
        updateOf(bo, () => {
          const deep = new Y.Map()
          bo.getMap('nodes').set('n6', deep)
          deep.set('kind', new Y.Map([['a', new Y.Map()]]))
        }),
        'b',
      ),
    ).toMatchObject({ kind: 'refuse' })
    let nested: unknown = 1
    for (let i = 0; i < 3_000; i += 1) nested = [nested]
    const cy = replica(doc, 33)
    expect(
      ask(
        updateOf(cy, () => cy.getMap('words').set('w9', nested)),
        'c',
      ),
    ).toMatchObject(refused('value'))
  })

  it('[TRAP 7] a count without content costs nothing', () => {
    const { ask } = aBoard()
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed
    // 2^25 structs promised in 7 bytes: applying it would allocate 269 MB
    expect(ask(Uint8Array.from([1, 128, 128, 128, 16, 1, 0]))).toMatchObject(refused('undecodable'))
    expect(process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000)
  })

  it('[TRAP 16] structs of two clientIDs of one device pass in one SyncStep2; those of another device do not', () => {
    const { take, ask, doc } = aBoard()
    const first = replica(doc, 41)
    wordingOf(first, 'n1').insert(0, 'first load ')
    const second = replica(first, 42)
    wordingOf(second, 'n1').insert(0, 'second load ')
    const both = Y.encodeStateAsUpdate(second, Y.encodeStateVector(doc))
    expect(take(both, 'tablet')).toMatchObject({ kind: 'accept', writers: [{ client: 42 }, { client: 41 }] })
    expect(contentOf(doc)).toEqual(contentOf(second))
    wordingOf(second, 'n1').insert(0, 'third ')
    expect(ask(Y.encodeStateAsUpdate(second, Y.encodeStateVector(doc)), 'phone')).toMatchObject(
      refused('foreign-writer'),
    )
  })

  it('[TAB25] words in any well-formed language pass, and no text that is none', () => {
    const { ask, take } = aBoard()
    const said = (client: number, lang: unknown) => {
      const dan = new Y.Doc()
      dan.clientID = client
      const words = {
        node: 'n1',
        text: 'kes bizi duymuyor',
        lang,
        seat: null,
        capture: 'dictated',
        at: 1_700_000_000_000,
        corrects: null,
      }
      return updateOf(dan, () => dan.getMap('words').set(`l${client}`, words))
    }
    for (const [at, lang] of ['tr', 'ckb-Arab', 'zh-Hant-TW', 'kmr', 'sl-rozaj-biske-1994', 'und'].entries())
      expect(take(said(70 + at, lang), 'b'), lang).toMatchObject({ kind: 'accept' })
    for (const [at, lang] of ['Kurdish', 'fr FR', 'x', '', `fr-${'abcdefgh-'.repeat(4)}x1`, '<b>', 7, null].entries())
      expect(ask(said(90 + at, lang), 'b'), String(lang)).toMatchObject({ kind: 'refuse' })
  })

  it('[GATE6] words are written once: no second value, no deletion, no unknown field', () => {
    const { ask, doc, take } = aBoard()
    const bo = replica(doc, 22)
    const overwrite = updateOf(bo, () => rawWords(bo, 'w1', 'n1', 'I never said that'))
    expect(ask(overwrite, 'b')).toMatchObject({ ...refused('words-written'), at: ['w1'] })
    const cy = replica(doc, 33)
    expect(
      ask(
        updateOf(cy, () => cy.getMap('words').delete('w1')),
        'c',
      ),
    ).toMatchObject(refused('words-written'))
    const di = replica(doc, 44)
    expect(
      ask(
        updateOf(di, () => di.getMap('words').set('w7', { text: 'no more' })),
        'd',
      ),
    ).toMatchObject(refused('value'))
    const ed = replica(doc, 55)
    rawWords(ed, 'w8', 'n1', 'once')
    rawWords(ed, 'w8', 'n1', 'twice')
    expect(take(Y.encodeStateAsUpdate(ed), 'e')).toMatchObject({ kind: 'refuse' })
  })

  it('[GATE7] server records are never written or deleted by a client, no matter who it is', () => {
    for (const root of ['meta', 'withdrawn', 'redacted'] as const) {
      const { ask, doc } = aBoard()
      doc.getMap(root).set('w1', { at: 1, by: 'server' })
      const bo = replica(doc, 22)
      const organiser: Actor = { role: 'organiser', seat: null }
      expect(
        ask(
          updateOf(bo, () => bo.getMap(root).set('w2', 1)),
          'b',
          organiser,
        ),
      ).toMatchObject(refused('server-only'))
      const cy = replica(doc, 33)
      expect(
        ask(
          updateOf(cy, () => cy.getMap(root).delete('w1')),
          'c',
          organiser,
        ),
      ).toMatchObject(refused('server-only'))
    }
  })

  it('[GATE8] roles: who may not edit may send nothing; a citizen adds own words only where the table allows it', () => {
    for (const actor of [citizen, { role: 'analyst', seat: null }, { role: 'observer', seat: null }] as Actor[]) {
      const { ask, doc } = aBoard()
      const bo = replica(doc, 22)
      expect(
        ask(
          updateOf(bo, () => wordingOf(bo, 'n1').insert(0, 'a')),
          'b',
          actor,
        ),
      ).toMatchObject(refused('not-allowed'))
      const cy = replica(doc, 33)
      expect(
        ask(
          updateOf(cy, () => cy.getMap('nodes').delete('n1')),
          'c',
          actor,
        ),
      ).toMatchObject(refused('not-allowed'))
      expect(ask(Uint8Array.from([1, 1, 99, 0, 0, 100, 0]), 'd', actor)).toMatchObject(refused('not-allowed'))
    }
    const { take, doc } = aBoard('open-citizens-edit')
    const bo = replica(doc, 22)
    expect(
      take(
        updateOf(bo, () => rawWords(bo, 'w2', 'n1', 'mine', 'T1-02')),
        'b',
        citizen,
      ),
    ).toMatchObject({ kind: 'accept' })
    expect(
      take(
        updateOf(bo, () => rawWords(bo, 'w3', 'n1', 'yours', 'T1-03')),
        'b',
        citizen,
      ),
    ).toMatchObject(refused('not-allowed'))
    const closed = aBoard()
    const late = replica(closed.doc, 22)
    const update = updateOf(late, () => wordingOf(late, 'n1').insert(0, 'a'))
    expect(judge(closed.doc, update, { actor: reporter, state: 'closed', claim: () => 'claimed' })).toMatchObject(
      refused('not-allowed'),
    )
  })

  it('[GATE9] unknown roots, fields, content and formats are refused', () => {
    const cases: [string, (doc: Y.Doc) => void][] = [
      ['root', (doc) => doc.getMap('evil').set('a', 1)],
      ['list', (doc) => doc.getArray('nodes').push([1])],
      ['content', (doc) => doc.getMap('nodes').set('n7', 'plain')],
      ['content', (doc) => doc.getMap('nodes').set('n7', new Y.Text('x'))],
      ['key', (doc) => doc.getMap('nodes').set('../../etc', new Y.Map())],
      [
        'field',
        (doc) => {
          const node = doc.getMap('nodes').get('n1')
          if (node instanceof Y.Map) node.set('constructor', 1)
        },
      ],
      [
        'value',
        (doc) => {
          const node = doc.getMap('nodes').get('n1')
          if (node instanceof Y.Map) node.set('kind', 'slogan')
        },
      ],
      [
        'value',
        (doc) => {
          const node = doc.getMap('nodes').get('n1')
          if (node instanceof Y.Map) node.set('order', { a: 1 })
        },
      ],
      ['content', (doc) => wordingOf(doc, 'n1').format(0, 3, { bold: true })],
      ['content', (doc) => wordingOf(doc, 'n1').insertEmbed(0, { image: 'x' })],
      ['content', (doc) => wordingOf(doc, 'n1').setAttribute('a', 1)],
      [
        'value',
        (doc) => {
          const node = doc.getMap('nodes').get('n1')
          if (node instanceof Y.Map) node.set('kind', new Y.Doc())
        },
      ],
      ['value', (doc) => doc.getMap('placed').set('w1', { node: 'n1' })],
    ]
    for (const [why, change] of cases) {
      const { ask, doc } = aBoard()
      const bo = replica(doc, 22)
      const decision = ask(
        updateOf(bo, () => change(bo)),
        'b',
      )
      expect(decision, String(change)).toMatchObject(refused(why))
    }
  })

  it('[GATE10] sizes: a wording, an entry and a board have bounds that a frame cannot break', () => {
    const { ask, doc } = aBoard()
    const bo = replica(doc, 22)
    expect(
      ask(
        updateOf(bo, () => wordingOf(bo, 'n1').insert(0, 'x'.repeat(4_001))),
        'b',
      ),
    ).toMatchObject({ ...refused('wording-too-long'), at: ['n1'] })
    const cy = replica(doc, 33)
    expect(
      ask(
        updateOf(cy, () => rawWords(cy, 'w2', 'n1', 'x'.repeat(2_001))),
        'c',
      ),
    ).toMatchObject(refused('value'))
    const di = replica(doc, 44)
    expect(
      ask(
        updateOf(di, () => {
          for (let i = 0; i < 2_300; i += 1) di.getMap('nodes').set(`x${i}`, new Y.Map())
        }),
        'd',
      ),
    ).toMatchObject(refused('board-full-nodes'))
  })

  it('[GATE3] a contradiction to what a clock holds is refused, whatever value it claims', () => {
    for (const value of [10n, new Uint8Array(3), [[1]], { a: 1 }, 'other', null]) {
      const { ask, doc } = aBoard()
      // The same writer and clocks as the board's first words, with another value.
      const twin = new Y.Doc()
      const words = doc.getMap('words')._map.get('w1') as Y.Item
      Y.applyUpdate(twin, Y.encodeStateAsUpdate(doc))
      const item = twin.getMap('words')._map.get('w1') as Y.Item
      item.content = new Y.ContentAny([value])
      expect(
        ask(Y.encodeStateAsUpdate(twin, Y.encodeStateVector(new Map([[11, words.id.clock]])))),
        String(value),
      ).toMatchObject(refused('writer-conflict'))
    }
  })

  it('[GATE11] bytes after the delete set, a writer named twice and unsorted deletes are not kept', () => {
    const { take, doc, ask } = aBoard()
    const bo = replica(doc, 22)
    const update = updateOf(bo, () => wordingOf(bo, 'n1').insert(0, 'a'))
    const padded = new Uint8Array(update.length + 50_000)
    padded.set(update)
    const decision = take(padded, 'b')
    expect(decision.kind === 'accept' && decision.update?.length).toBe(update.length)
    expect(ask(Uint8Array.from([2, 1, 9, 0, 0, 1, 1, 9, 0, 0, 5, 0]))).toMatchObject({ kind: 'refuse' })
    expect(ask(Uint8Array.from([0, 1, 11, 2, 5, 2, 1, 2]))).toMatchObject({ kind: 'refuse' })
  })

  it('[GATE14] a board never gets so many writers that its own people cannot come back', () => {
    const { doc, ask, take } = aGate('open-citizens-edit')
    /** Garbage takes a clock and no place: the cheapest way to fill a state vector. */
    const strangers = (from: number, count: number): Uint8Array => {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, count)
      for (let client = from + count - 1; client >= from; client -= 1)
        for (const part of [1, client, 0, 0, 1]) encoding.writeVarUint(encoder, part)
      encoding.writeVarUint(encoder, 0)
      return encoding.toUint8Array(encoder)
    }
    let from = 4_000_000_000
    const fill = (actor: Actor): string => {
      for (;;) {
        const decision = take(strangers(from, 250), `device-${from}`, actor)
        if (decision.kind !== 'accept') return decision.kind === 'refuse' ? decision.why : decision.kind
        from += 250
      }
    }
    expect(fill(citizen)).toBe('board-full-writers')
    expect(doc.store.clients.size).toBeLessThanOrEqual(2_500)
    expect(ask(strangers(from + 100_000, 1), 'tablet').kind).toBe('accept')
    expect(fill(reporter)).toBe('board-full-writers')
    expect(Y.encodeStateVector(doc).length).toBeLessThan(64 * 1024)
  })
})
