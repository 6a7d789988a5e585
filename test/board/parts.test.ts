import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { newBoardDoc, wordingOf } from '@tablee/shared/board/doc'
import { setWording } from '@tablee/shared/board/edit'
import { between, byOrder, insertAt, readOrder } from '@tablee/shared/board/order'
import { outlineOf } from '@tablee/shared/board/outline'
import { boardReader, readBoard } from '@tablee/shared/board/read'
import { contested } from '@tablee/shared/board/samples'
import { captures, limits } from '@tablee/shared/board/schema'
import { shortened, difference, plainText } from '@tablee/shared/board/text'
import { checkWords } from '@tablee/shared/board/words'
import type { NodeId } from '@tablee/shared/ids'

describe('text', () => {
  it.each([
    ['bidi override', 'not \u202esafe\u202c', 'not safe'],
    ['bidi marks and isolates', '\u2067a\u2069\u200e\u200f\u061c', 'a'],
    ['zero-widths', 'a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg', 'abcdefg'],
    ['tag characters', 'flag\u{e0067}\u{e007f}', 'flag'],
    ['controls', 'a\u0000b\u0007c\u001bd\u009fe', 'abcde'],
    ['line breaks', 'a\r\nb\rc\u2028d\u2029e\u0085f\ng\th', 'a\nb\nc\nd\ne\nf\ng\th'],
    ['half characters', 'a\ud83db', 'a\ufffdb'],
    ['emoji of several parts', '👩‍🚒 👍🏽 🏳️‍🌈', '👩‍🚒 👍🏽 🏳️‍🌈'],
    ['Persian spelling', 'می‌خواهم', 'می‌خواهم'],
    ['Devanagari spelling', 'क्‍ष', 'क्‍ष'],
    ['a joiner at the end or doubled', '\u200cمی\u200c\u200cخ\u200d', 'می\u200cخ'],
    ['nothing to strip', 'C’est à « celui » qui fabrique. أريد شخصًا', 'C’est à « celui » qui fabrique. أريد شخصًا'],
  ])('[BRD50] %s', (_, written, shown) => {
    expect(plainText(written)).toBe(shown)
  })

  it('[BRD50] stripping twice is stripping once, and never makes a text longer', () => {
    const unit = fc.oneof(
      fc.constantFrom('\u200c', '\u200d', '\u202e', '\ufeff', '\r', '\n', 'a', 'م', '🚌', '\ud83d', '\ufe0f', '\u2028'),
      fc.string({ unit: 'binary', maxLength: 2 }),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
        const once = plainText(units.join(''))
        expect(plainText(once)).toBe(once)
        expect(once.length).toBeLessThanOrEqual(units.join('').length)
        expect(once.isWellFormed()).toBe(true)
      }),
      { numRuns: 2_000, seed: 361 },
    )
  })

  it('[BRD5] a difference turns one text into the other, and cuts no character', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '🚌', '🚎', '🏳️‍🌈'), { maxLength: 12 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { at, remove, insert } = difference(before, after)
        expect(before.slice(0, at) + insert + before.slice(at + remove)).toBe(after)
        for (const part of [before.slice(0, at), before.slice(at, at + remove), insert])
          expect(part.isWellFormed()).toBe(true)
      }),
      { numRuns: 2_000, seed: 361 },
    )
  })

  it('[BRD46] a cut leaves no half character', () => {
    expect([shortened('ab🚌', 3), shortened('ab🚌', 4), shortened('ab', 9)]).toEqual(['ab', 'ab🚌', 'ab'])
  })
})

describe('words values', () => {
  const good = {
    node: 'n1',
    text: 'I said so',
    lang: 'en',
    seat: 'T3-04',
    capture: 'paper',
    at: 1_548_500_000_000,
    corrects: null,
  }

  it('[BRD51] a whole value is taken, its text without invisible characters', () => {
    for (const capture of captures) expect(checkWords({ ...good, capture }).ok).toBe(true)
    expect(checkWords({ ...good, seat: null, corrects: 'w1', text: 'not \u202esafe' })).toEqual({
      ok: true,
      value: { ...good, seat: null, corrects: 'w1', text: 'not safe' },
    })
    expect(checkWords({ ...good, text: 'x'.repeat(limits.words) }).ok).toBe(true)
  })

  it.each([
    ['nothing', null],
    ['a text', 'words'],
    ['a list', [good]],
    ['a Yjs type', new Y.Map()],
    ['an error', new Error('x')],
    ['a field too many', { ...good, name: 'Mrs Martin' }],
    ['a field too few', { ...good, corrects: undefined }],
    ['inherited fields', Object.create(good)],
    ['a name for a seat', { ...good, seat: 'Mrs Martin' }],
    ['a seat of nobody', { ...good, seat: '' }],
    ['an unknown capture', { ...good, capture: 'overheard' }],
    ['no time', { ...good, at: NaN }],
    ['a time before time', { ...good, at: -1 }],
    ['half a millisecond', { ...good, at: 0.5 }],
    ['a big number', { ...good, at: 1n }],
    ['a language in words', { ...good, lang: 'French' }],
    ['a node that is no id', { ...good, node: '__proto__' }],
    ['a correction of no id', { ...good, corrects: '' }],
    ['no text', { ...good, text: null }],
    ['an empty text', { ...good, text: '\u200b \n' }],
    ['a long text', { ...good, text: 'x'.repeat(limits.words + 1) }],
  ])('[BRD51] %s is refused', (_, value) => {
    expect(checkWords(value).ok).toBe(false)
    const missing =
      typeof value === 'object' && value !== null && 'corrects' in value && value.corrects === undefined
        ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'corrects'))
        : value
    expect(checkWords(missing).ok).toBe(false)
  })
})

describe('order', () => {
  it('[BRD52] there is a key between any two, whatever they are', () => {
    const any = fc.oneof(
      fc.constant(null),
      fc.constantFrom(
        '',
        'a0',
        'a1',
        'Zz',
        'a00',
        'A00000000000000000000000000',
        'zzzzzzzzzzzzzzzzzzzzzzzzzzzz',
        '~',
        'a0V',
      ),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(any, any, (a, b) => {
        const key = between(a, b)
        expect(readOrder(key)).toBe(key)
        expect(key).not.toBe('')
      }),
      { numRuns: 3_000, seed: 945 },
    )
  })

  it('[BRD52] putting things anywhere among siblings puts them there, also among equal and foreign keys', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a0', 'a1', 'a1V', '', 'b', 'zz', 'a10'), { maxLength: 6 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
        (keys, places) => {
          let list = keys.map((order, n) => ({ id: `s${n}`, order: String(order) })).sort(byOrder)
          places.forEach((place, n) => {
            const index = place % (list.length + 1)
            const wanted = [
              ...list.slice(0, index).map((one) => one.id),
              `new${n}`,
              ...list.slice(index).map((one) => one.id),
            ]
            const { own, others } = insertAt(list, index)
            list = [
              ...list.map((one) => ({ ...one, order: others.get(one.id) ?? one.order })),
              { id: `new${n}`, order: own },
            ].sort(byOrder)
            expect(list.map((one) => one.id)).toEqual(wanted)
          })
        },
      ),
      { numRuns: 1_000, seed: 945 },
    )
  })

  it('[BRD52] a thousand insertions at one place keep keys short', () => {
    let right = 'a1'
    for (let n = 0; n < 1_000; n += 1) right = between('a0', right)
    expect(right.length).toBeLessThan(250)
  })
})

describe('the outline', () => {
  it('[BRD2] of some of the nodes: what a missing one held stands at the top, and none is lost', () => {
    const board = readBoard(contested())
    const some = new Map([...board.nodes].filter(([id]) => id !== 'p1' && id !== 'a12'))
    const { items, loose } = outlineOf(some, board.relations)
    expect(new Set(items.map((item) => item.node))).toEqual(new Set(some.keys()))
    expect(loose).toEqual(['a11', 'a121', 'q'])
  })
})

describe('the reader', () => {
  it('[BRD53] tells once per transaction, and only when the board was touched', () => {
    const doc = contested()
    const reader = boardReader(doc)
    const told = vi.fn()
    const stop = reader.subscribe(told)
    const first = reader.current()
    doc.getMap('elsewhere').set('x', 1)
    expect(told).toHaveBeenCalledTimes(0)
    doc.transact(() => {
      setWording(doc, { who: 'ana', why: 'wording' }, 'p1' as NodeId, 'The maker')
      setWording(doc, { who: 'ana', why: 'wording' }, 'p2' as NodeId, 'The city')
      expect(reader.current()).toBe(first)
    })
    expect(told).toHaveBeenCalledTimes(1)
    const next = reader.current()
    expect(next.nodes.get('p2' as NodeId)).not.toBe(first.nodes.get('p2' as NodeId))
    expect(next.nodes.get('p3' as NodeId)).toBe(first.nodes.get('p3' as NodeId))
    for (const part of ['relations', 'words', 'wordsOf', 'outline', 'loose', 'unplaced', 'meta'] as const)
      expect(next[part]).toBe(first[part])
    stop()
    setWording(doc, { who: 'ana', why: 'wording' }, 'p1' as NodeId, 'x')
    expect(told).toHaveBeenCalledTimes(1)
    expect(reader.current().nodes.get('p1' as NodeId)?.wording).toBe('x')
    reader.destroy()
    setWording(doc, { who: 'ana', why: 'wording' }, 'p1' as NodeId, 'y')
    expect(reader.current().nodes.get('p1' as NodeId)?.wording).toBe('x')
  })

  it('[BRD53] a full reading shares with the board before, also across two documents', () => {
    const board = readBoard(contested())
    const copy = newBoardDoc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(contested()))
    expect(readBoard(copy, board)).toBe(board)
    wordingOf(copy, 'p1' as NodeId)?.insert(0, 'Surely, ')
    const next = readBoard(copy, board)
    expect(next.outline).toBe(board.outline)
    expect(next.nodes.get('p1' as NodeId)?.wording).toBe('Surely, The maker of the driving system answers first')
  })
})
