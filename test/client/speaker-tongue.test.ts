/** Which language is proposed for whom, and whose half-typed sentence comes back. */
import { newId, type BoardId, type DialogueId, type Lang, type NodeId } from '@tablee/shared/ids'
import type { BoardStatus } from '@tablee/shared/wire/board'
import { describe, expect, it } from 'vitest'
import { saidKey, tonguesKey } from '@tablee/client/link/session'
import { halfElsewhere, keepHalf, leftBehind, readHalf, type HalfSaid } from '@tablee/client/table/composer/half-said'
import { keepTongues, readTongues } from '@tablee/client/table/composer/seat-tongues'
import { tongueByLetters, tongueOfSeat } from '@tablee/client/table/composer/speaker'

const [en, fr, pt, ar] = ['en', 'fr', 'pt', 'ar'] as [Lang, Lang, Lang, Lang]
const random = (length: number) => new Uint8Array(length).fill(7)
const shelf = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

describe('the language of a seat', () => {
  const said = [
    { seat: 'T3-02', lang: pt, at: 5 },
    { seat: 'T3-04', lang: fr, at: 2 },
    { seat: 'T3-04', lang: en, at: 1 },
    { seat: null, lang: pt, at: 9 },
  ]
  it('[TAB29] is what it spoke last, else the table’s; nobody’s is the table’s', () => {
    expect(['T3-02', 'T3-04', 'T3-05', null].map((seat) => tongueOfSeat(said, seat, en, null))).toEqual([
      pt,
      fr,
      en,
      en,
    ])
  })
  it('[TAB29] is another where its letters cannot be of it: the table’s first that is written so', () => {
    const written = (text: string, proposed: Lang, others: readonly Lang[] = [fr, ar, en]) =>
      tongueByLetters(text, proposed, others)
    expect(written('المدينة لنا جميعًا', fr)).toBe(ar)
    expect(written('La ville est à nous', ar)).toBe(fr)
    // A name among Arabic words, an Arabic name among French ones.
    expect(written('أسكن قرب Gare du Nord منذ سنوات طويلة جدًا', fr)).toBe(ar)
    expect(written('Elle dit « لا », et rien de plus', fr)).toBe(fr)
    // No letters, and no such language at this table: as proposed.
    expect(written('2028?', fr)).toBe(fr)
    expect(written('المدينة لنا', fr, [fr, en])).toBe(fr)
  })
  it('[TVO14] is known again on the next session’s board, which has no words: as it was last, for each seat, until it speaks otherwise there', () => {
    const { kept, ...local } = shelf()
    const key = tonguesKey({ dialogue: 'd', tableNumber: 3 })
    keepTongues(local, key, said)
    const next = (seat: string | null, words: typeof said = []) =>
      tongueOfSeat(words, seat, en, null, readTongues(local, key))
    expect(['T3-02', 'T3-04', 'T3-05', null].map((seat) => next(seat))).toEqual([pt, fr, en, en])
    const there = [{ seat: 'T3-02', lang: fr, at: 1 }]
    expect(next('T3-02', there)).toBe(fr)
    keepTongues(local, key, there)
    expect(['T3-02', 'T3-04'].map((seat) => next(seat))).toEqual([fr, fr])
    // Another table's are none of these, and what is no language is none.
    expect(readTongues(local, tonguesKey({ dialogue: 'd', tableNumber: 4 })).size).toBe(0)
    kept.set(key, '{"T3-02":"<b>","T3-04":7}')
    expect(readTongues(local, key).size).toBe(0)
    kept.set(key, 'half a')
    expect(readTongues(local, key).size).toBe(0)
  })
  it('[TAB29] chosen for these words it holds for them, and for no other seat', () => {
    expect(tongueOfSeat(said, 'T3-02', en, { lang: fr, seat: 'T3-02' })).toBe(fr)
    expect(tongueOfSeat(said, 'T3-05', en, { lang: fr, seat: 'T3-02' })).toBe(en)
    expect(tongueOfSeat(said, 'T3-05', en, { lang: fr, seat: null })).toBe(fr)
  })
})

const aStatus: BoardStatus = {
  board: 'b' as BoardId,
  dialogue: 'd',
  dialogueTitle: 'D',
  site: 'S',
  tableNumber: 1,
  seats: 6,
  question: 'Q?',
  lang: 'fr',
  curtain: 'open',
  held: 0,
  observed: true,
  state: 'open',
  clock: { session: 1, sessions: 1, title: 'S', startedAt: null, steps: [], now: 0 },
}

describe('a half-typed sentence', () => {
  const board = newId<BoardId>(random)
  const dialogue = newId<DialogueId>(random)
  const half: HalfSaid = {
    text: 'We waited',
    seat: 4,
    lang: fr,
    saying: { as: 'words', node: newId<NodeId>(random) },
    move: 'for',
  }
  const me = { dialogue, tableNumber: 3, role: 'citizen', seat: 'T3-02' } as const
  it('[TAB28] comes back as it was, on its board, to whom it was', () => {
    const local = shelf()
    keepHalf(local, saidKey(me), board, 'a', half, 1)
    expect(readHalf(local, saidKey(me), board, 'a')).toEqual(half)
    expect(readHalf(local, saidKey(me), 'another', 'a')).toBe(null)
    const table = { ...me, role: 'facilitator', seat: null } as const
    for (const other of [{ ...me, seat: 'T3-03' }, table, { ...me, seat: null, tableNumber: 4 }])
      expect(readHalf(local, saidKey(other), board, 'a')).toBe(null)
    keepHalf(local, saidKey(me), board, 'a', null, 2)
    expect(local.kept.size).toBe(0)
    // A seat goes to another table with what its person began; a table's own stays at the table.
    expect(saidKey({ ...me, tableNumber: 4 })).toBe(saidKey(me))
    expect(saidKey({ ...table, tableNumber: 4 })).not.toBe(saidKey(table))
  })
  it('[TAB32] is each tab’s own; what a closed tab left goes to the next one, and what an older version kept too', () => {
    const local = shelf()
    const key = saidKey(me)
    local.setItem(key, JSON.stringify({ [board]: half }))
    expect(leftBehind(local, key, board, new Set(['a']))?.half).toEqual(half)
    keepHalf(local, key, board, 'a', { ...half, text: 'Mine' }, 5)
    keepHalf(local, key, board, 'b', { ...half, text: 'Yours' }, 6)
    expect(['a', 'b', 'c', ''].map((tab) => readHalf(local, key, board, tab)?.text)).toEqual([
      'Mine',
      'Yours',
      undefined,
      'We waited',
    ])
    expect(leftBehind(local, key, board, new Set(['a', 'b']))?.tab).toBe('')
    expect(leftBehind(local, key, board, new Set(['a']))?.half.text).toBe('Yours')
    for (const tab of ['', 'a', 'b']) keepHalf(local, key, board, tab, null, 7)
    expect(local.kept.size).toBe(0)
  })
  it('[ROT13] what its person began at a table that they have left is offered at the next, to them alone, until they take it up', () => {
    const [local, tab] = [shelf(), shelf()]
    const [here, old] = ['b-here' as BoardId, 'b-old' as BoardId]
    const status = {
      ...aStatus,
      dialogue,
      board: here,
      tableNumber: 4,
      sessions: [{ number: 3, title: 'Now', board: here }],
    }
    const who = { who: 'citizen:T3-02', mayEdit: true }
    const own = { me: { ...who, role: 'citizen', seat: 'T3-02' } } as const
    keepHalf(local, saidKey(me), old, 'closed', half, 1)
    expect(halfElsewhere({ local, tab }, own, status)).toMatchObject({ board: old, session: null, half })
    expect(halfElsewhere({ local, tab }, { me: { ...own.me, seat: 'T4-01' } }, status)).toBeNull()
    expect(halfElsewhere({ local, tab }, { me: { ...who, role: 'facilitator', seat: null } }, status)).toBeNull()
    halfElsewhere({ local, tab }, own, status)?.drop()
    expect([halfElsewhere({ local, tab }, own, status), local.kept.size]).toEqual([null, 0])
  })
  it('[TAB28] what is no half sentence is none', () => {
    for (const value of [
      '',
      '[]',
      '{',
      '{"b":{"text":3}}',
      '{"b":{"text":"x","lang":"not a tag","saying":{"as":"entry"}}}',
    ]) {
      const local = shelf()
      local.setItem('k', value)
      expect(readHalf(local, 'k', 'b', '')).toBe(null)
    }
  })
})
