/** Paper that is typed in, and conflicts that are settled, when the result is public already. */
import { voicesFrom } from '@tablee/shared/voices/fold'
import type { Answer } from '@tablee/shared/dialogue/items'
import { resultsOf, type ResultsTable } from '@tablee/shared/voices/results'
import type { VoiceRow } from '@tablee/shared/voices/rows'
import { figuresOf } from '@tablee/shared/voices/tally'
import type { ProgrammeSession } from '@tablee/shared/dialogue/programme'
import { seatCode, type BoardId, type SeatCode, type TableId } from '@tablee/shared/ids'
import { describe, expect, it } from 'vitest'
import { items } from './voting.ts'

const consent = { version: '1', quoted: true, observed: true, lang: 'en', how: 'phone' } as const
const session: ProgrammeSession = {
  number: 1,
  title: {},
  question: {},
  steps: [{ kind: 'ballot', title: {}, minutes: 1, id: 'vote', task: { kind: 'ballot', items: [items.agree] } }],
}
const tables = [1, 2].map(
  (number): ResultsTable => ({
    table: `t${number}` as TableId,
    number,
    board: `b${number}` as BoardId,
    session: 1,
    running: 1,
    boardClosed: false,
    shown: true,
    sees: () => true,
  }),
)
const agree = (value: 'agree' | 'disagree' | 'pass'): Answer => ({ type: 'agree', value })

/** A day at two tables of twenty, row by row; each comes a moment after the one before. */
function day() {
  const rows: { row: VoiceRow; at: number }[] = []
  const add = (row: VoiceRow): void => void rows.push({ row, at: 1_000 + rows.length })
  let count = 0
  const command = (): string => `c${++count}`
  const cast = (seat: SeatCode, how: 'phone' | 'paper', value: 'agree' | 'disagree' | 'pass', sent = true): void =>
    add({
      kind: 'answer',
      command: command(),
      board: `b${/^T(\d)/.exec(seat)?.[1]}` as BoardId,
      step: 'vote',
      seat,
      how,
      answers: { agree: agree(value) },
      sent,
    })
  for (const table of [1, 2]) {
    for (let seat = 1; seat <= 20; seat += 1)
      add({
        kind: 'sit',
        command: command(),
        table: `t${table}` as TableId,
        seat: seatCode(table, seat),
        device: null,
        consent,
        pair: `p${table}-${seat}`,
      })
    add({ kind: 'open', command: command(), board: `b${table}` as BoardId, step: 'vote', nodes: [] })
    for (let seat = 1; seat <= 13; seat += 1)
      cast(seatCode(table, seat), 'phone', seat > 10 ? 'pass' : seat > 5 ? 'disagree' : 'agree')
  }
  const close = (table: number): void =>
    add({ kind: 'close', command: command(), board: `b${table}` as BoardId, step: 'vote' })
  const told = (until = Infinity) => {
    const voices = voicesFrom(rows)
    const [step] = resultsOf({
      voices,
      sessions: [session],
      tables: tables.map((one) => ({ ...one, until })),
    }).steps
    const [figure] = step?.figures ?? []
    return figure?.rows.map((row) => row.count)
  }
  const own = (table: number) => {
    const round = voicesFrom(rows).rounds.get(`b${table}/vote`)
    if (round === undefined) throw new Error('no round')
    const seats = Array.from({ length: 20 }, (_, n) => seatCode(table, n + 1))
    return figuresOf({ items: [items.agree], tables: [{ seats, round }] })[0]?.rows.map((row) => row.count)
  }
  const settle = (seat: SeatCode, use: 'phone' | 'paper'): void =>
    add({ kind: 'settle', command: command(), board: 'b1' as BoardId, step: 'vote', seat, item: 'agree', use })
  return { rows, cast, close, told, own, settle }
}

describe('what comes late', () => {
  it('[TAL13] is told outside when it is five people’s, and at its table at once', () => {
    const { rows, cast, close, told, own } = day()
    close(1)
    // Another table is still voting: nothing is public, so this one is in it from the beginning.
    cast(seatCode(1, 14), 'paper', 'agree')
    close(2)
    expect(told()).toEqual([11, 10, 6])
    for (const seat of [15, 16, 17, 18]) {
      cast(seatCode(1, seat), 'paper', 'agree')
      expect(told()).toEqual([11, 10, 6])
      expect(own(1)?.[0]).toBe(6 + seat - 14)
    }
    // The same person again is no fifth one, nor is who types the same in again, or a draft that comes late.
    cast(seatCode(1, 18), 'paper', 'pass')
    cast(seatCode(1, 18), 'paper', 'agree')
    cast(seatCode(1, 1), 'paper', 'agree')
    cast(seatCode(2, 20), 'phone', 'agree', false)
    expect(told()).toEqual([11, 10, 6])
    cast(seatCode(2, 14), 'paper', 'agree')
    expect(told()).toEqual([16, 10, 6])
    // A wall that sees with delay does not see it yet.
    expect(told(rows.at(-2)?.at)).toEqual([11, 10, 6])
    // What was told once is not untold, and a correction alone is not told.
    cast(seatCode(1, 15), 'paper', 'disagree')
    expect(told()).toEqual([16, 10, 6])
    expect(own(1)?.slice(0, 2)).toEqual([9, 6])
  })

  it('[TAL13] a conflict that is settled is such a change', () => {
    const { cast, close, told, own, settle } = day()
    cast(seatCode(1, 1), 'paper', 'disagree')
    close(1)
    close(2)
    const before = told()
    expect(own(1)?.slice(0, 2)).toEqual([4, 6])
    settle(seatCode(1, 1), 'phone')
    expect(own(1)?.slice(0, 2)).toEqual([5, 5])
    expect(told()).toEqual(before)
  })
})
