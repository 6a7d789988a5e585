/** Halls in which the same is asked again and again, and tables that join late; and whoever subtracts what they were told. */
import type { ProgrammeSession } from '@tablee/shared/dialogue/programme'
import type { Item } from '@tablee/shared/dialogue/items'
import { seatCode, type BoardId, type SeatCode, type TableId } from '@tablee/shared/ids'
import type { Figure } from '@tablee/shared/voices/figure'
import { voicesFrom } from '@tablee/shared/voices/fold'
import { resultsOf, type ResultsTable } from '@tablee/shared/voices/results'
import type { VoiceRow } from '@tablee/shared/voices/rows'
import { seeded } from '../support/seeded.ts'

const consent = { version: '1', quoted: true, observed: true, lang: 'en', how: 'phone' } as const
const item: Item = {
  id: 'q',
  type: 'agree',
  on: 'statement',
  text: { en: 'Shall it stop?' },
  unit: 'people',
  base: 'valid',
}
/** Told by its letters, not by its signs. */
const again: Item = { ...item, text: { en: 'shall it stop', fr: 'Doit-elle s’arrêter ?' } }
export const boardAt = (table: number): BoardId => `b${table}` as BoardId

/** A hall row by row; each comes a moment after the one before. */
export function aHall({ planned = false } = {}) {
  const rows: { row: VoiceRow; at: number }[] = []
  const tables: ResultsTable[] = []
  const seats: { readonly seat: SeatCode; readonly table: number; readonly agrees: boolean }[] = []
  let count = 0
  const command = (): string => `c${(count += 1)}`
  const add = (row: VoiceRow): void => void rows.push({ row, at: 1_000 + rows.length })
  const steps: ProgrammeSession['steps'] = planned
    ? [{ kind: 'ballot', title: {}, minutes: 1, id: 'vote', task: { kind: 'ballot', items: [item] } }]
    : []
  return {
    seats,
    tables,
    /** At a site of which it is told by parts, or nowhere. */
    table: (number: number, site?: string): void =>
      void tables.push({
        ...(site === undefined ? {} : { placed: { country: null, site, group: null } }),
        table: `t${number}` as TableId,
        number,
        board: boardAt(number),
        session: 1,
        running: 1,
        boardClosed: false,
        shown: true,
        sees: () => true,
      }),
    sits(table: number, agrees: boolean): void {
      const seat = seatCode(table, seats.filter((one) => one.table === table).length + 1)
      seats.push({ seat, table, agrees })
      const pair = `p-${seat}`
      add({ kind: 'sit', command: command(), table: `t${table}` as TableId, seat, device: null, consent, pair })
    },
    ask: (step: string, of: readonly number[]): void =>
      add({
        kind: 'ask',
        command: command(),
        step,
        title: item.text,
        items: [count % 2 === 0 ? item : again],
        boards: of.map(boardAt),
        entries: [],
      }),
    open: (table: number, step = 'vote'): void =>
      add({ kind: 'open', command: command(), board: boardAt(table), step, nodes: [] }),
    answers(
      step: string,
      { seat, table, agrees }: (typeof seats)[number],
      value: 'agree' | 'disagree' | 'pass' = agrees ? 'agree' : 'disagree',
    ): void {
      const answers = { q: { type: 'agree', value } } as const
      add({ kind: 'answer', command: command(), board: boardAt(table), step, seat, how: 'phone', answers, sent: true })
    },
    close: (table: number, step = 'vote'): void =>
      add({ kind: 'close', command: command(), board: boardAt(table), step }),
    told(): ReadonlyMap<string, Figure> {
      const sessions: readonly ProgrammeSession[] = [{ number: 1, title: {}, question: {}, steps }]
      const told = resultsOf({ voices: voicesFrom(rows), sessions, tables })
      return new Map(
        told.steps.flatMap(({ step, figures: [figure] }) => (figure === undefined ? [] : [[step, figure]])),
      )
    },
  }
}

/** The fewest whose answers, alone, some sum of these sets is of: worked out in fractions. Null where it is five or more. */
export function fewestFollowing(sets: readonly ReadonlySet<string>[]): readonly string[] | null {
  const everybody = [...new Set(sets.flatMap((set) => [...set]))]
  const groups = [...Map.groupBy(everybody, (one) => sets.map((set) => Number(set.has(one))).join('')).values()]
  const few = groups.filter((group) => group.length < 5)
  const among = (from: number, chosen: readonly string[][]): readonly string[] | null => {
    for (let at = from; at < few.length; at += 1) {
      const more = [...chosen, few[at] ?? []]
      if (more.flat().length >= 5) continue
      if (isAlone(sets, groups, more)) return more.flat()
      const found = among(at + 1, more)
      if (found !== null) return found
    }
    return null
  }
  return among(0, [])
}

/** Whether some sum of the sets, with whatever signs, is nought of all others and not of these. */
function isAlone(
  sets: readonly ReadonlySet<string>[],
  groups: readonly (readonly string[])[],
  few: readonly (readonly string[])[],
): boolean {
  const holds = (set: ReadonlySet<string>, [one = '']: readonly string[]): bigint => (set.has(one) ? 1n : 0n)
  const others = groups.filter((group) => !few.includes(group))
  // Each row: a set among the others, and which sets it is made of. Fractions are kept whole by multiplying both rows.
  const rows = sets.map((set, n) => ({
    of: others.map((group): bigint => holds(set, group)),
    made: sets.map((_, at): bigint => (at === n ? 1n : 0n)),
  }))
  let done = 0
  for (let column = 0; column < others.length; column += 1) {
    const at = rows.findIndex((row, n) => n >= done && row.of[column] !== 0n)
    const [pivot] = at < 0 ? [] : rows.splice(at, 1)
    if (pivot === undefined) continue
    rows.splice(done, 0, pivot)
    done += 1
    for (const row of rows.slice(done)) {
      const [a, b] = [pivot.of[column] ?? 0n, row.of[column] ?? 0n]
      const less = (mine: bigint[], theirs: readonly bigint[]): bigint[] =>
        mine.map((value, n) => value * a - (theirs[n] ?? 0n) * b)
      ;[row.of, row.made] = [less(row.of, pivot.of), less(row.made, pivot.made)]
    }
  }
  return rows
    .slice(done)
    .some(({ made }) =>
      few.some((group) => made.reduce((sum, times, n) => sum + times * holds(sets[n] ?? new Set(), group), 0n) !== 0n),
    )
}

/** A day on which the same is asked of some tables, then of others, while people come. What was told, and whose it was. */
export function askedDay(seed: number) {
  const { next, below } = seeded(seed)
  const hall = aHall()
  const tables = Array.from({ length: 2 + below(4) }, (_, n) => n + 1)
  for (const table of tables) {
    hall.table(table)
    for (let people = 1 + below(9); people > 0; people -= 1) hall.sits(table, next() < 0.5)
  }
  const whose = new Map<string, ReadonlySet<string>>()
  const told = new Map<string, string>()
  let [before, withheld, changed]: [readonly number[], number, number] = [[], 0, 0]
  for (let n = 1 + below(5); n >= 0; n -= 1) {
    const step = `q-${n}`
    const toggled = tables.filter((table) => before.includes(table) !== next() < (before.length === 0 ? 0.6 : 0.3))
    const of = toggled.length === 0 ? tables : toggled
    for (let come = below(3); come > 0; come -= 1) hall.sits(1 + below(tables.length), next() < 0.5)
    hall.ask(step, of)
    const people = hall.seats.filter(({ table }) => of.includes(table) && next() < 0.95)
    for (const one of people) hall.answers(step, one)
    for (const table of of) hall.close(table, step)
    whose.set(step, new Set(people.map(({ seat }) => seat)))
    before = of
    for (const [name, figure] of hall.told()) {
      const open = figure.valid !== null || figure.rows.some(({ count }) => count !== null)
      if (figure.apart === 'asked' && name === step) withheld += 1
      const text = JSON.stringify(figure)
      if (told.has(name) && told.get(name) !== text) changed += 1
      if (open) told.set(name, text)
    }
  }
  return { sets: [...told.keys()].flatMap((step) => whose.get(step) ?? []), withheld, changed }
}

/** A step of the programme at tables that come one after another, and how many answered as it was told after each row. */
export function joinedDay(seed: number): readonly number[] {
  const { next, below } = seeded(seed)
  const hall = aHall({ planned: true })
  const told: number[] = []
  const look = (): void => {
    const valid = hall.told().get('vote')?.valid ?? null
    if (valid !== null && valid !== told.at(-1)) told.push(valid)
  }
  let number = 0
  for (let wave = 1 + below(4); wave >= 0; wave -= 1) {
    const come = Array.from({ length: 1 + below(2) }, () => (number += 1))
    for (const table of come) hall.table(table)
    for (const table of come) for (let people = 1 + below(8); people > 0; people -= 1) hall.sits(table, next() < 0.5)
    for (const table of come) {
      hall.open(table)
      for (const one of hall.seats) if (one.table === table && next() < 0.9) hall.answers('vote', one)
      hall.close(table)
      look()
    }
  }
  return told
}
