/** What a phone began at a table that its seat has left: laid where the same is asked, or kept to be copied. */
import type { Item } from '@tablee/shared/dialogue/items'
import type { BoardId, NodeId } from '@tablee/shared/ids'
import type { SeatCommand, SeatRound } from '@tablee/shared/wire/seat'
import { carried, leftOver } from '@tablee/client/seat/carried'
import { handedIn, marked, noDrafts, settled, typed, type Drafts } from '@tablee/client/seat/drafts'
import { expect, it } from 'vitest'

const [old, now] = ['b1', 'b2'] as BoardId[]
if (old === undefined || now === undefined) throw new Error('two boards')
const en = (text: string) => ({ en: text })
const items: readonly Item[] = [
  { id: 'own', text: en('Shall the line be closed?'), type: 'agree', on: 'statement', unit: 'people', base: 'valid' },
  { id: 'each', text: en('Do you agree?'), type: 'agree', on: 'nodes', unit: 'people', base: 'valid' },
]
const round = (board: BoardId, step: string, change: Partial<SeatRound> = {}): SeatRound => ({
  board,
  step,
  title: en(step),
  minutes: 5,
  state: 'open',
  task: { kind: 'ballot', items, nodes: [{ node: `n-${board}` as NodeId, wording: 'x', lang: 'en' }], answers: {} },
  ...change,
})
const writing = (board: BoardId): SeatRound =>
  round(board, 'why', { task: { kind: 'write', prompt: en('Why?'), signature: 'seat-code', sheets: [] } })
const yes = { type: 'agree', value: 'agree' } as const
let n = 0
const id = () => `new-${++n}`

/** Handed in without a network, and refused: the seat was moved while the phone was away. */
function refused(command: SeatCommand): Drafts {
  const sent = handedIn(noDrafts, command)
  return settled(sent, command, { code: 'not-found', what: 'board' }, 'again')
}
const ballot = {
  id: 'c1',
  kind: 'answer',
  board: old,
  step: 'vote',
  answers: { own: yes, 'each.n-b1': yes },
  sent: true,
} as const
const sheet = {
  id: 'c2',
  kind: 'write',
  board: old,
  step: 'why',
  sheet: 's1',
  text: 'I drive',
  lang: 'en',
  sent: true,
} as const

it('[ROT14] a vote lies at the new table’s same question, not sent; what is about entries of the old board stays away', () => {
  const before = refused(ballot)
  const after = carried(before, { rounds: [round(now, 'vote')] }, id)
  expect(Object.values(after.drafts)).toMatchObject([{ board: now, step: 'vote', answers: { own: yes } }])
  expect(Object.keys(after.drafts['b2/vote']?.answers ?? {})).toEqual(['own'])
  expect([after.came, after.turned, after.outbox]).toEqual(['b2/vote', null, []])
  // Looked at and sent, it is said no more.
  const sent = handedIn(after, { ...ballot, id: 'c3', board: now, answers: { own: yes } })
  expect([sent.came, Object.keys(sent.drafts)]).toEqual([null, []])
})

it('[ROT14] a sheet comes along under a name of its own', () => {
  const after = carried(refused(sheet), { rounds: [writing(now)] }, id)
  expect(after.drafts['b2/why']?.sheet).toMatchObject({ text: 'I drive', lang: 'en' })
  expect(after.drafts['b2/why']?.sheet?.id).not.toBe('s1')
})

it('[ROT14] nothing lies over what its person has begun or sent at the new table, and nothing that is on its way is moved', () => {
  const own = typed(refused(sheet), { board: now, step: 'why' }, { id: 's2', text: 'Here', lang: 'en' }, 1)
  expect(carried(own, { rounds: [writing(now)] }, id)).toBe(own)
  const answered = round(now, 'vote', {
    task: { kind: 'ballot', items, nodes: [], answers: { own: { answer: yes, sent: true } } },
  })
  const before = refused(ballot)
  expect(carried(before, { rounds: [answered] }, id)).toBe(before)
  const waits = handedIn(noDrafts, ballot)
  expect(carried(waits, { rounds: [round(now, 'vote')] }, id)).toBe(waits)
  // Its table asks it still: there it belongs.
  const there = marked(noDrafts, { board: old, step: 'vote' }, 'own', yes, 1)
  expect(carried(there, { rounds: [round(old, 'vote'), round(now, 'vote')] }, id)).toBe(there)
})

it('[ROT14] what is asked nowhere any more is there to be copied until it is let go', () => {
  const both = { ...refused(sheet), drafts: { ...refused(sheet).drafts, ...refused(ballot).drafts } }
  const over = leftOver(both, { rounds: [] })
  expect([over.texts, over.marks]).toEqual([[{ text: 'I drive', lang: 'en' }], true])
  expect(over.drop(both).drafts).toEqual({})
  expect(leftOver(both, { rounds: [round(old, 'vote'), writing(old)] }).texts).toEqual([])
})
