/** Codes on words as a screen has them: pieces, letters, levels, how words are chosen, and what is done before it is told. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CodeTold, CodingTold } from '@tablee/shared/wire/codebook'
import { draftsIn, drafted, noDrafts } from '@tablee/client/coding/drafts'
import { stepOf } from '@tablee/client/coding/keys'
import { codesAfter, codingsAfter, placed, stillPending, type Pending } from '@tablee/client/coding/steps'
import { fieldsChanged, fieldsOf, leftToCode } from '@tablee/client/coding/told'
import {
  moved,
  nothingChosen,
  pointed,
  spanned,
  stretched,
  toEnd,
  whole,
  type Choosing,
} from '@tablee/client/coding/words/choosing'
import {
  groupsOf,
  lengthOf,
  letterOf,
  piecesOf,
  signsOf,
  trimmed,
  wordsOf,
  type Range,
} from '@tablee/client/coding/words/spans'

const french = 'Une autorisation, ça se retire. Si la ville ne peut pas l’arrêter…'
const arabic = 'إذا توقّفت ليلاً، فمن يفتح الباب؟'
const flags = '👩‍👩‍👧 dit « non » 🇫🇷 !'
const at = (text: string, words: string): Range => {
  const start = lengthOf(text.slice(0, text.indexOf(words)))
  return { start, end: start + lengthOf(words) }
}
const said = (text: string, { chosen }: Choosing): string => (chosen === null ? '' : signsOf(text, chosen))

describe('codes on words', () => {
  it('[CPG2] a text falls into pieces that are the text again, in code points, whatever it is written in', () => {
    for (const [text, lang] of [
      [french, 'fr'],
      [arabic, 'ar'],
      [flags, 'fr'],
      ['今日は雨です。', 'ja'],
    ] as const) {
      const words = wordsOf(text, lang)
      expect(words.length).toBeGreaterThan(1)
      const groups = groupsOf(words)
      const pieces = piecesOf(text, groups, words[1] ?? null)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      expect(pieces.every(({ start, end }) => signsOf(text, { start, end }) !== '')).toBe(true)
      for (const word of words) expect(signsOf(text, word).trim()).toBe(signsOf(text, word))
    }
    // A family is seven code points, a flag two: nothing is cut within.
    expect(signsOf(flags, at(flags, 'non'))).toBe('non')
  })

  it('[CPG2] what stands on the same words is one letter; lines that meet run one beneath the other, others side by side', () => {
    const [retire, ville, la] = [at(french, 'ça se retire'), at(french, 'Si la ville ne peut'), at(french, 'la ville')]
    const groups = groupsOf([
      { ...ville, code: 'b' },
      { ...retire, code: 'a' },
      { ...la, code: 'c' },
      { ...ville, code: 'd' },
    ])
    expect(groups.map(({ letter, level, of }) => [letter, level, of.map(({ code }) => code).join('')])).toEqual([
      ['a', 0, 'a'],
      ['b', 0, 'bd'],
      ['c', 1, 'c'],
    ])
    const both = piecesOf(french, groups).find(({ text }) => text === 'la ville')
    expect(both?.under.map(({ letter }) => letter)).toEqual(['b', 'c'])
    expect([0, 25, 26, 27, 701, 702].map(letterOf)).toEqual(['a', 'z', 'aa', 'ab', 'zz', 'aaa'])
  })

  it('[CPG3] by key a word is chosen, with the shift key more of them, back and forth, to both ends', () => {
    const words = wordsOf(french, 'fr')
    let now = moved(nothingChosen, words, 1, false)
    expect(said(french, now)).toBe('Une')
    now = moved(moved(now, words, 1, true), words, 1, true)
    expect(said(french, now)).toBe('Une autorisation, ça')
    now = moved(now, words, -1, true)
    expect(said(french, now)).toBe('Une autorisation')
    // Over its own beginning it is the first word that stays.
    now = moved(moved(now, words, 1, false), words, -1, true)
    expect(said(french, now)).toBe('autorisation, ça')
    expect(said(french, toEnd(now, words, 'first', true))).toBe('Une autorisation, ça')
    expect(said(french, toEnd(now, words, 'last', false))).toBe(signsOf(french, words.at(-1) ?? { start: 0, end: 0 }))
    expect(said(french, moved(nothingChosen, words, -1, false))).toBe(said(french, toEnd(now, words, 'last', false)))
    expect(moved(nothingChosen, [], 1, true)).toEqual(nothingChosen)
  })

  it('[CPG3] a finger points at the first word and at the last, in either order; then its ends are a word more or less', () => {
    const words = wordsOf(arabic, 'ar')
    const [if_, door] = [at(arabic, 'إذا'), at(arabic, 'الباب')]
    let now = pointed(nothingChosen, words, door.start + 1)
    expect(said(arabic, now)).toBe('الباب')
    now = pointed(now, words, if_.start)
    expect(said(arabic, now)).toBe('إذا توقّفت ليلاً، فمن يفتح الباب')
    expect(said(arabic, pointed(now, words, if_.start))).toBe('إذا')
    now = stretched(now, words, 'start', 1)
    expect(said(arabic, now)).toBe('توقّفت ليلاً، فمن يفتح الباب')
    for (let n = 0; n < 9; n += 1) now = stretched(now, words, 'end', -1)
    expect(said(arabic, now)).toBe('توقّفت')
  })

  it('[CPG3] a pointer chooses any signs, without the spaces at their ends; nothing but spaces is nothing', () => {
    const rough = { start: at(french, 'ça').start - 1, end: at(french, 'retire').end + 2 }
    expect(said(french, spanned(french, rough))).toBe('ça se retire.')
    expect(trimmed('a  b', { start: 1, end: 3 })).toBeNull()
    expect(said(flags, whole(flags))).toBe(flags)
  })

  const told = (coding: string, code: string, more: Partial<CodingTold> = {}): CodingTold => ({
    coding,
    code,
    start: 0,
    end: 3,
    place: 'there',
    coder: 1,
    mine: true,
    ...more,
  })
  it('[CPG5] what was done stands before it is told, once when it is, and not when it was taken back', () => {
    const step: Pending[number] = { kind: 'coding', id: 'c1', code: 'k1', entry: 'b/words/w', start: 0, end: 3 }
    expect(codingsAfter([], [step], 'b/words/w', 1)).toEqual([told('c1', 'k1')])
    expect(codingsAfter([], [step], 'b/words/other', 1)).toEqual([])
    expect(codingsAfter([told('c1', 'k1')], [step], 'b/words/w', 1)).toHaveLength(1)
    const off: Pending[number] = { kind: 'uncode', id: 'u1', coding: 'c1' }
    expect(codingsAfter([told('c1', 'k1')], [off], 'b/words/w', 1)).toEqual([])
    expect(codingsAfter([told('c1', 'k1')], [off, { kind: 'undo', id: 'z', of: 'u1' }], 'b/words/w', 1)).toHaveLength(1)
    expect(codingsAfter([], [step, { kind: 'undo', id: 'z', of: 'c1' }], 'b/words/w', 1)).toEqual([])
    const here = { codings: [told('c1', 'k1')], codes: [], memos: [] }
    expect(stillPending([step, off], here)).toEqual([off])
    expect(stillPending([off], { ...here, codings: [] })).toEqual([])
  })

  it('[CPG7] a line stands where words are or have moved to; what is lost has none, and is named', () => {
    const codings = [
      told('c1', 'k1', { place: 'moved', start: 4, end: 9 }),
      told('c2', 'k2', { place: 'lost' }),
      told('c3', 'k3', { place: 'unsure' }),
      told('c4', 'k4'),
    ]
    const { there, lost } = placed(codings)
    expect(groupsOf(there).map(({ letter, of }) => letter + of.map(({ coding }) => coding).join())).toEqual([
      'ac4',
      'bc1',
    ])
    expect(lost.map(({ coding }) => coding)).toEqual(['c2', 'c3'])
  })

  it('[CPG6] a code that is begun stands behind all that lies beneath its parent, before the server says so', () => {
    const code = (id: string, parent: string | null, depth: number): CodeTold => ({
      id,
      parent,
      depth,
      name: id,
      definition: '',
      includes: '',
      excludes: '',
      color: null,
      key: null,
      version: 1,
      earlier: [],
      examples: [],
      memos: [],
      codings: 0,
      entries: 0,
      beneath: 0,
      tables: [],
      frozen: false,
    })
    const codes = [code('a', null, 0), code('b', 'a', 1), code('c', 'b', 2), code('d', null, 0)]
    const begin = (parent: string | null): Pending => [{ kind: 'code', id: 'n', name: 'n', parent }]
    const order = (parent: string | null): string =>
      codesAfter(codes, begin(parent))
        .map(({ id, depth }) => `${id}${depth}`)
        .join(' ')
    expect(order('a')).toBe('a0 b1 c2 n1 d0')
    expect(order('b')).toBe('a0 b1 c2 n2 d0')
    expect(order(null)).toBe('a0 b1 c2 d0 n0')
    expect(order('gone')).toBe('a0 b1 c2 d0 n0')
  })

  it('[CPG6] who says one thing of a code anew leaves what another says of it, and what is not told now, as it stands', () => {
    const before = fieldsOf({ name: 'Power to stop', definition: null, includes: 'A line at night', excludes: '' })
    expect(fieldsChanged(before, { ...before, name: 'Stopping' })).toEqual({ name: 'Stopping' })
    expect(fieldsChanged(before, { ...before, includes: '' })).toEqual({ includes: '' })
    expect(fieldsChanged(before, before)).toEqual({})
  })

  it('[CPG8] a round says how many entries one has still to code in it, also one that waits for somebody to join', () => {
    const of = (state: 'open' | 'closed', joined: number, mine: { done: number; closed: boolean } | null) =>
      leftToCode([{ state, entries: 24, coders: 2, joined: Array.from({ length: joined }, () => null), mine }])
    expect(of('open', 1, null)).toBe(24)
    expect(of('open', 2, null)).toBe(0)
    expect(of('open', 2, { done: 20, closed: false })).toBe(4)
    expect(of('open', 2, { done: 24, closed: false })).toBe(0)
    expect(of('open', 2, { done: 20, closed: true })).toBe(0)
    expect(of('closed', 2, { done: 20, closed: true })).toBe(0)
  })

  it('[CPG3] no key puts anything on words that are not in sight: a matrix or a code stands in the middle', () => {
    vi.stubGlobal('HTMLElement', EventTarget)
    const done: string[] = []
    const put = (key: string, code: string, sees: boolean): string => {
      const press = { key, code, target: null, ctrlKey: false, metaKey: false, altKey: false }
      const step = stepOf(press, {
        coding: {
          entry: sees ? {} : null,
          codes: [{ id: 'k1', key: '1' }],
          mark: (of) => void done.push(of),
          noneFits: () => void done.push('none'),
          next: () => void done.push('next'),
          back: () => void done.push('back'),
        },
        newKey: 'N',
        begun: { current: '' },
        onNew: () => void done.push('new'),
        onMemo: () => void done.push('memo'),
        onClose: () => void done.push('close'),
      })
      done.length = 0
      step?.()
      return step === null ? '-' : done.join()
    }
    const keys = [
      ['1', 'Digit1'],
      ['0', 'Digit0'],
      ['s', 'KeyS'],
      ['ArrowDown', 'ArrowDown'],
      ['n', 'KeyN'],
      ['z', 'KeyZ'],
      ['Escape', 'Escape'],
    ] as const
    expect(keys.map(([key, code]) => put(key, code, true))).toEqual('k1 none memo next new back close'.split(' '))
    expect(keys.map(([key, code]) => put(key, code, false))).toEqual('- - - - new back close'.split(' '))
  })

  it('[CPG5] a memo that is half written waits at its entry, and there after the page was loaded again', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    }
    const { take, keep } = draftsIn(storage, 'hall')
    const half = drafted(drafted(noDrafts, 'one', 'Half a thou'), 'two', 'Another')
    expect([half.get('one'), half.get('two')]).toEqual(['Half a thou', 'Another'])
    keep(half)
    expect([...draftsIn(storage, 'hall').take()]).toEqual([...half])
    expect(draftsIn(storage, 'other').take().size).toBe(0)
    // Saved, thrown away, or emptied: it waits no more, and nothing of it stays on the device.
    keep(drafted(drafted(half, 'one', ''), 'two', ''))
    expect([take().size, kept.size]).toEqual([0, 0])
    kept.set('tablee.codes.memos.hall', '{"broken')
    expect(take().size).toBe(0)
    expect(draftsIn(null, 'hall').take().size).toBe(0)
  })
})

afterEach(() => vi.unstubAllGlobals())
