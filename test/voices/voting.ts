/** Rounds and ballots made by hand, for tests of what is counted. */
import type { Cast, Round } from '@tablee/shared/voices/fold'
import type { Answer, Item, ItemKey } from '@tablee/shared/dialogue/items'
import { seatCode, type NodeId, type SeatCode } from '@tablee/shared/ids'
import type { TableRoundOf } from '@tablee/shared/voices/tally'

export const said = (answer: Answer, how: 'phone' | 'paper' = 'phone', sent = true): Cast => {
  const given = { answer, sent, at: 0 }
  return { phone: how === 'phone' ? given : null, paper: how === 'paper' ? given : null, settled: null }
}
/** A table at which each seat answers in turn; `null`: hands in nothing. `table`: the table's own answers. */
export function tableOf(
  number: number,
  ballots: readonly (Readonly<Record<ItemKey, Answer>> | null)[],
  table: Readonly<Record<ItemKey, Answer>> = {},
  nodes: Round['nodes'] = [],
): TableRoundOf {
  const casts = new Map<ItemKey, Map<string, Cast>>()
  const put = (seat: string, answers: Readonly<Record<ItemKey, Answer>>): void => {
    for (const [key, answer] of Object.entries(answers))
      casts.set(key, (casts.get(key) ?? new Map<string, Cast>()).set(seat, said(answer)))
  }
  const seats = ballots.map((_, n): SeatCode => seatCode(number, n + 1))
  ballots.forEach((answers, n) => {
    const seat = seats[n]
    if (answers !== null && seat !== undefined) put(seat, answers)
  })
  put('table', table)
  return { seats, round: { nodes, casts } }
}
export const votedOn = (node: string) => ({ node: node as NodeId, wording: `The wording of ${node}`, lang: 'en' })

const text = { en: 'A question' }
export const options = (n: number) =>
  Array.from({ length: n }, (_, at) => ({ id: `o${at + 1}`, text: { en: `${at + 1}` } }))
const ends = { low: { en: 'low' }, high: { en: 'high' } }
const common = { text, unit: 'people', base: 'valid' } as const
export const items = {
  agree: { ...common, id: 'agree', type: 'agree', on: 'statement' },
  nodes: { ...common, id: 'entry', type: 'agree', on: 'nodes' },
  table: { ...common, id: 'ours', type: 'agree', on: 'statement', unit: 'tables' },
  single: { ...common, id: 'single', type: 'single', options: options(3) },
  choose: { ...common, id: 'choose', type: 'choose', options: options(2) },
  ranking: { ...common, id: 'ranking', type: 'ranking', options: options(3) },
  scale: { ...common, id: 'scale', type: 'scale', min: 1, max: 4, ...ends },
  number: { ...common, id: 'number', type: 'number' },
  placement: { ...common, id: 'placement', type: 'placement', x: ends, y: ends },
  text: { ...common, id: 'text', type: 'text' },
} as const satisfies Record<string, Item>

export const agree = (value: 'agree' | 'disagree' | 'pass'): Answer => ({ type: 'agree', value })
export const single = (option: string): Answer => ({ type: 'single', option })
export const scale = (value: number): Answer => ({ type: 'scale', value })
export const choose = (
  chosen: readonly string[],
  rejected: readonly string[] = [],
  indifferent: readonly string[] = [],
): Answer => ({
  type: 'choose',
  chosen,
  rejected,
  indifferent,
})
export const none = (why: 'refused' | 'not-asked' | 'illegible'): Answer => ({ type: 'none', why })
