/**
 * Coding blind, as rows and what is told of them: whatever one does in a round that is open, to the others it is as if it had not
 * been done. Days are drawn by chance; the seed is printed.
 */
import { isStepSeen, seenBy, stepsSeen, mayUndo } from '@tablee/shared/codebook/blind'
import { agreementOfAll, agreementOn, differs, lettersAlike, saidIn } from '@tablee/shared/codebook/agreement'
import { codesPart, inOrder, noCodes, type Codes } from '@tablee/shared/codebook/fold'
import { foundAgain } from '@tablee/shared/codebook/passages'
import type { CodeRow } from '@tablee/shared/codebook/rows'
import { createShown } from '@tablee/shared/codebook/shown'
import { isCodeRow, type SynthesisRow } from '@tablee/shared/synthesis/rows'
import { noSynthesis, synthesisAfter, synthesisOf, type Synthesis } from '@tablee/shared/synthesis/state'
import { whole } from '@tablee/shared/results/cases'
import { createBringing } from '@tablee/server/codebook/bring'
import type { Session } from '@tablee/server/access/session'
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok } from '@tablee/shared/problem'
import { expect, it } from 'vitest'

/** mulberry32 */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
const people = ['ada', 'bea', 'cem'] as const
const entries = Array.from({ length: 6 }, (_, n) => `b1/words/w${n}`)

/** A day that the verbs would have taken: round `r` of half of the entries, in which Ada and Bea code; open at its end. */
function day(next: () => number): readonly SynthesisRow[] {
  const pick = <One>(all: readonly One[]): One | undefined => all[Math.floor(next() * all.length)]
  const rows: SynthesisRow[] = []
  let state: Synthesis = noSynthesis
  const put = (row: SynthesisRow): void => {
    rows.push(row)
    state = synthesisAfter(state, row, rows.length)
  }
  for (const [n, name] of ['Stop', 'Wait', 'Night'].entries())
    put({ kind: 'code', command: `k${n}`, by: 'cem', name, parent: n === 1 ? 'k0' : null })
  const sealed = new Set(entries.slice(0, 3))
  const act = (n: number, isOpen: boolean): void => {
    const by = pick(people) ?? 'ada'
    const base = { command: `c${n}`, by }
    const entry = pick(entries) ?? ''
    const inRound = isOpen && sealed.has(entry)
    const codesIn = by !== 'cem'
    if (inRound && !codesIn) return
    const round = inRound ? { round: 'r' } : {}
    const seen = seenBy(state.codes, by)
    const kind = pick(['coding', 'coding', 'uncode', 'memo', 'memo-change', 'no-code', 'undo', 'redo', 'code', 'theme'])
    if (kind === 'coding')
      put({
        kind,
        ...base,
        entry,
        start: n % 4,
        end: 5,
        code: pick(inRound ? ['k0', 'k1'] : ['k0', 'k1', 'k2']) ?? 'k0',
        ...round,
      })
    else if (kind === 'no-code') put({ kind, ...base, entry, ...round })
    else if (kind === 'memo') put({ kind, ...base, on: { entry }, entry, text: `memo ${n}`, lang: 'en', ...round })
    else if (kind === 'uncode') {
      const one = pick(
        [...seen.codings.values()].filter((coding) => !(isOpen && sealed.has(coding.entry)) || coding.round === 'r'),
      )
      if (one !== undefined)
        put({ kind, ...base, coding: one.id, entry: one.entry, ...(one.round === 'r' && isOpen ? { round: 'r' } : {}) })
    } else if (kind === 'memo-change') {
      const one = pick(
        [...seen.memos.values()].filter(
          (memo) => memo.by === by && (!(isOpen && sealed.has(memo.entry ?? '')) || memo.round === 'r'),
        ),
      )
      if (one?.entry != null)
        put({
          kind,
          ...base,
          memo: one.id,
          entry: one.entry,
          text: `anew ${n}`,
          lang: 'en',
          ...(isOpen && sealed.has(one.entry) ? { round: 'r' } : {}),
        })
    } else if (kind === 'undo' || kind === 'redo') {
      const of = pick(state.steps)?.row.command ?? ''
      if (
        kind === 'undo'
          ? mayUndo(state, of, by)
          : state.undone.has(of) && [...stepsSeen(state, by)].some((one) => one.row.command === of && one.can)
      )
        put({ kind, command: `c${n}`, of })
    } else if (kind === 'code') put({ kind, ...base, name: `Code ${n}`, parent: null })
    else put({ kind: 'theme', command: `c${n}`, name: `Theme ${n}` })
  }
  let n = 0
  for (const until = 15 + next() * 10; n < until; n += 1) act(n, false)
  put({ kind: 'round', command: 'r', by: 'cem', entries: [...sealed], codes: ['k0', 'k1'], coders: 2 })
  put({ kind: 'round-join', command: 'ja', by: 'ada', round: 'r' })
  put({ kind: 'round-join', command: 'jb', by: 'bea', round: 'r' })
  for (const until = n + 30 + next() * 20; n < until; n += 1) act(n, true)
  return rows
}

/** All that a device may be told of a log. */
function toldTo(device: string, rows: readonly SynthesisRow[]) {
  const state = synthesisOf(rows.map((row) => ({ row, at: 1 })))
  const { codings, memos, none } = seenBy(state.codes, device)
  const of = state.codes.rounds.get('r')
  return {
    codes: inOrder(state.codes.codes),
    keys: [...state.codeKeys.keys],
    codings: [...codings.values()],
    memos: [...memos.values()],
    none: [...none],
    own: [...(of?.none ?? [])]
      .filter(([, by]) => by.has(device))
      .map(([entry]) => entry)
      .sort(),
    closed: [...(of?.closed ?? [])],
    coders: state.codes.coders,
    steps: [...stepsSeen(state, device)].map(({ row, can, undone }) => ({ row, can, undone })),
    themes: state.themes.themes,
  }
}

it('[CODE5] whatever one coder does in an open round, to everybody else it is as if it had not been done', () => {
  const seed = Number(process.env['BLIND_SEED'] ?? Math.floor(Math.random() * 1e9))
  console.log(`blind days: seed ${seed}`)
  const next = chance(seed)
  let hidden = 0
  for (let time = 0; time < 150; time += 1) {
    const rows = day(next)
    for (const actor of ['ada', 'bea']) {
      const theirs = new Set(
        rows.flatMap((row) =>
          isCodeRow(row) && 'round' in row && row.round === 'r' && row.by === actor && !row.kind.startsWith('round')
            ? [row.command]
            : [],
        ),
      )
      const without = rows.filter((row) => !theirs.has(row.command) && !('of' in row && theirs.has(row.of)))
      hidden += rows.length - without.length
      for (const device of [...people, 'dan'].filter((one) => one !== actor))
        expect(toldTo(device, rows), `seed ${seed}, day ${time}, ${actor} to ${device}`).toEqual(
          toldTo(device, without),
        )
      // A snapshot's cut counts as many rows.
      const shown = (all: readonly SynthesisRow[]): number => all.filter(createShown()).length
      expect(shown(rows)).toBe(shown(without))
    }
    // One row after the other it is what all at once are.
    let state = noSynthesis
    for (const row of rows) state = synthesisAfter(state, row, 1)
    expect(state.codes).toEqual(synthesisOf(rows.map((row) => ({ row, at: 1 }))).codes)
  }
  expect(hidden).toBeGreaterThan(500)
})

const foldAll = (rows: readonly CodeRow[]): Codes => {
  const draft = codesPart.begin(noCodes)
  for (const row of rows) draft.take(row)
  return draft.done()
}

it('[CODE1] what is merged and dropped takes along what lies beneath it and what is coded with it', () => {
  const code = (command: string, parent: string | null): CodeRow => ({
    kind: 'code',
    command,
    by: 'ada',
    name: command,
    parent,
  })
  const coding = (command: string, of: string): CodeRow => ({
    kind: 'coding',
    command,
    by: 'ada',
    code: of,
    entry: 'e',
    start: 0,
    end: 1,
  })
  const base = [code('a', null), code('b', 'a'), code('c', 'b'), code('d', 'c'), coding('1', 'a'), coding('2', 'c')]
  const tree = (codes: Codes) => inOrder(codes.codes).map(({ id, depth }) => `${'-'.repeat(depth)}${id}`)
  expect(tree(foldAll(base))).toEqual(['a', '-b', '--c', '---d'])
  // Into what lies beneath it: that comes to stand where it stood, and nothing goes round in a circle.
  const merged = foldAll([...base, { kind: 'code-merge', command: 'm', by: 'bea', code: 'a', into: 'c' }])
  expect(tree(merged)).toEqual(['c', '-b', '-d'])
  expect([...merged.codings.values()].map((one) => one.code)).toEqual(['c', 'c'])
  const dropped = foldAll([...base, { kind: 'code-drop', command: 'x', by: 'bea', code: 'b' }])
  expect(tree(dropped)).toEqual(['a', '-c', '--d'])
  const move: CodeRow = { kind: 'code-move', command: 'v', by: 'bea', code: 'a', parent: 'd', before: null }
  expect(tree(foldAll([...base, move]))).toEqual(['a', '-b', '--c', '---d'])
})

it('[CODE7] what nobody said of an entry counts for nothing, and of three each pair counts', () => {
  const by = (device: string) => ({ by: device })
  const rows: CodeRow[] = [
    { kind: 'code', command: 'k', ...by('ada'), name: 'K', parent: null },
    { kind: 'round', command: 'r', ...by('ada'), entries: ['e1', 'e2', 'e3'], codes: ['k'], coders: 3 },
    ...people.map((device): CodeRow => ({ kind: 'round-join', command: `j-${device}`, by: device, round: 'r' })),
    ...people.map(
      (device): CodeRow => ({
        kind: 'coding',
        command: `1-${device}`,
        by: device,
        code: 'k',
        entry: 'e1',
        start: device === 'cem' ? 2 : 0,
        end: 4,
        round: 'r',
      }),
    ),
    { kind: 'coding', command: '2-ada', ...by('ada'), code: 'k', entry: 'e2', start: 0, end: 4, round: 'r' },
    { kind: 'no-code', command: '2-bea', ...by('bea'), entry: 'e2', round: 'r' },
    { kind: 'no-code', command: '3-ada', ...by('ada'), entry: 'e3', round: 'r' },
    ...people.map((device): CodeRow => ({ kind: 'round-close', command: `x-${device}`, by: device, round: 'r' })),
  ]
  const codes = foldAll(rows)
  const round = codes.rounds.get('r')
  if (round === undefined) throw new Error('no round')
  const all = saidIn(round, ['e1', 'e2', 'e3'])
  expect(all.map(differs)).toEqual([false, true, false])
  const bytes = Uint8Array.from({ length: 16 }, (_, n) => n)
  const on = whole(agreementOn('k', all, bytes))
  // Three of three pairs in the first, none of one in the second; the third was read by one alone.
  expect([on.units, on.percent]).toEqual([2, 3 / 4])
  expect(whole(agreementOfAll(all, bytes)).alpha).toBe(on.alpha)
  expect(lettersAlike('k', round, all)).toBe(2 / 8)
  expect(isStepSeen({ codes }, rows[6] ?? { kind: 'theme', command: '', name: '' }, 'bea')).toBe(true)
})

it('[CODE4] a passage is found again at the nearest place that says the same, and nowhere if none does', () => {
  const is = (passage: string): boolean => passage === 'tram'
  expect(foundAgain('the tram, the tram', { start: 4, end: 8 }, is)).toEqual({ start: 4, end: 8 })
  expect(foundAgain('the tram, the tram', { start: 12, end: 16 }, is)).toEqual({ start: 14, end: 18 })
  expect(foundAgain('🚋 tram', { start: 9, end: 13 }, is)).toEqual({ start: 2, end: 6 })
  expect(foundAgain('tra', { start: 0, end: 4 }, is)).toBe(null)
  expect(foundAgain('no bus', { start: 0, end: 4 }, is)).toBe(null)
})

it('[CODE4] a passage of pages that is nowhere any more is not looked for everywhere while a hall types', () => {
  let looked = 0
  const is = (passage: string): boolean => {
    looked += passage.length
    return false
  }
  expect(foundAgain('tram '.repeat(2_000), { start: 100, end: 2_100 }, is)).toBe(null)
  expect(looked).toBeLessThan(2_100_000)
})

it('[CODE5] [CODE6] a file that is brought in is told of nothing that another did blind, and brings nothing that an open round rests on', async () => {
  const rows: readonly CodeRow[] = [
    { kind: 'code', command: 'k', by: 'cem', name: 'K', parent: null },
    { kind: 'round', command: 'r', by: 'cem', entries: ['b1/words/w1'], codes: ['k'], coders: 2 },
    { kind: 'round-join', command: 'ja', by: 'ada', round: 'r' },
    { kind: 'coding', command: 'blind', by: 'ada', code: 'k', entry: 'b1/words/w1', start: 0, end: 4, round: 'r' },
  ]
  const state = synthesisOf(rows.map((row) => ({ row, at: 1 })))
  const bringing = createBringing({
    log: {
      staged: () => state,
      append: async (_id, _row, _by, judge = () => null) => {
        const problem = judge(state)
        return problem === null ? ok(null) : fail(problem)
      },
    },
    passages: { passage: () => null },
    readable: async () => ({ all: [], byName: new Map(), withheld: 0 }),
  })
  const [dialogue, as] = ['d' as DialogueId, (device: string) => ({ role: 'analyst', seat: null, device }) as Session]
  expect((await bringing.standing(as('ada'), dialogue)).codings).toEqual(['blind'])
  expect((await bringing.standing(as('bea'), dialogue)).codings).toEqual([])
  const memo = { memo: 'm', on: { code: 'k' }, text: 'I take it for buttons, too', lang: 'en' }
  const brought = await bringing.bringIn(
    as('bea'),
    dialogue,
    'in',
    { codes: [], codings: [], memos: [memo] },
    () => true,
  )
  expect(brought).toEqual(fail({ code: 'refused', why: 'round' }))
})
