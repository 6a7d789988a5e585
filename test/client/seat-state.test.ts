/** What a phone shows and when: one thing to do, drafts over what the server knows, skip rules, time left. */
import { askedOf, completed } from '@tablee/shared/voices/asked'
import type { Item } from '@tablee/shared/dialogue/items'
import type { VotedOn } from '@tablee/shared/voices/rows'
import type { BoardId, NodeId } from '@tablee/shared/ids'
import type { SeatRound } from '@tablee/shared/wire/seat'
import { noDrafts, handedIn, marked, settled, typed } from '@tablee/client/seat/drafts'
import {
  answersOf,
  elsewhere,
  focusOn,
  isToDo,
  isUnsent,
  sheetOf,
  timeLeft,
  viewOf,
  whereNow,
} from '@tablee/client/seat/state'
import { describe, expect, it } from 'vitest'

const board = 'b1' as BoardId
const en = (text: string) => ({ en: text })
const common = { unit: 'people', base: 'valid' } as const
const items: readonly Item[] = [
  {
    ...common,
    id: 'own',
    text: en('Do you drive?'),
    type: 'single',
    options: [
      { id: 'yes', text: en('Yes') },
      { id: 'no', text: en('No') },
    ],
  },
  {
    ...common,
    id: 'often',
    text: en('How often?'),
    type: 'scale',
    min: 0,
    max: 5,
    low: en('never'),
    high: en('daily'),
    showIf: { item: 'own', is: ['yes'] },
  },
  { ...common, id: 'why', text: en('Why so often?'), type: 'text', showIf: { item: 'often', is: ['4', '5'] } },
  { ...common, id: 'nodes', text: en('Do you agree?'), type: 'agree', on: 'nodes' },
  { ...common, id: 'table', text: en('Our table agreed'), type: 'agree', on: 'statement', unit: 'tables' },
]
const nodes: readonly VotedOn[] = [
  { node: 'n1' as NodeId, wording: 'One', lang: 'en' },
  { node: 'n2' as NodeId, wording: 'Zwei', lang: 'de' },
]
const ballot = (step: string, change: Partial<SeatRound> = {}): SeatRound => ({
  board,
  step,
  title: en(step),
  minutes: 5,
  state: 'open',
  task: { kind: 'ballot', items, nodes, answers: {} },
  ...change,
})
const writing = (
  step: string,
  sheets: Extract<SeatRound['task'], { kind: 'write' }>['sheets'] = [],
  change: Partial<SeatRound> = {},
): SeatRound => ({
  board,
  step,
  title: en(step),
  minutes: 5,
  state: 'open',
  task: { kind: 'write', prompt: en('Why?'), signature: 'seat-code', sheets },
  ...change,
})
const keys = (given: Parameters<typeof askedOf>[2]) => askedOf(items, nodes, given).map(({ key }) => key)

describe('skip rules', () => {
  it('[PHN9] asks what a rule names, one question for each entry, and never the table’s own items', () => {
    expect(keys({})).toEqual(['own', 'nodes.n1', 'nodes.n2'])
    expect(keys({ own: { type: 'single', option: 'yes' } })).toEqual(['own', 'often', 'nodes.n1', 'nodes.n2'])
    expect(keys({ own: { type: 'single', option: 'yes' }, often: { type: 'scale', value: 4 } })).toContain('why')
    expect(keys({ own: { type: 'none', why: 'refused' } })).not.toContain('often')
  })

  it('[PHN9] a question on one that is not asked any more is not asked either, and both leave as not asked', () => {
    const given = {
      own: { type: 'single', option: 'no' },
      often: { type: 'scale', value: 5 },
      why: { type: 'text', text: 'x', lang: 'en' },
    } as const
    expect(keys(given)).toEqual(['own', 'nodes.n1', 'nodes.n2'])
    expect(completed(items, nodes, given)).toEqual({
      own: given.own,
      often: { type: 'none', why: 'not-asked' },
      why: { type: 'none', why: 'not-asked' },
    })
  })

  it('[PHN9] two that wait for each other, or for an item that is not there, are not asked', () => {
    const ring: readonly Item[] = [
      { ...common, id: 'a', text: en('a'), type: 'number', showIf: { item: 'b', is: ['1'] } },
      { ...common, id: 'b', text: en('b'), type: 'number', showIf: { item: 'a', is: ['1'] } },
      { ...common, id: 'c', text: en('c'), type: 'number', showIf: { item: 'gone', is: ['1'] } },
    ]
    expect(askedOf(ring, [], { a: { type: 'number', value: 1 }, b: { type: 'number', value: 1 } })).toEqual([])
  })
})

describe('the one thing to do', () => {
  const view = (round: SeatRound, drafts = noDrafts) => viewOf(round, drafts)

  it('[PHN2] one open round is shown at once, two are a list, none is the calm page', () => {
    expect(whereNow([view(writing('w'))], null)).toBe('b1/w')
    expect(whereNow([view(writing('w')), view(ballot('v'))], null)).toBe('home')
    expect(whereNow([view(writing('w', [], { state: 'closed' }))], null)).toBe('home')
  })

  it('[PHN2] something new takes over from what is done, never from somebody who writes', () => {
    const one = view(writing('w', [{ id: 's', text: 'x', lang: 'en', sent: true, takenBack: false }]))
    const two = view(ballot('v'))
    expect(whereNow([one], focusOn('b1/w', [one]))).toBe('b1/w')
    expect(whereNow([one, two], focusOn('b1/w', [one]))).toBe('b1/v')
    expect(whereNow([one, two], focusOn('b1/w', [one], true))).toBe('b1/w')
    expect(elsewhere([one, two], 'b1/w').map(({ name }) => name)).toEqual(['b1/v'])
    // Anyone who turned away from it has seen it.
    expect(whereNow([one, two], focusOn('home', [one, two]))).toBe('home')
    // A step that closes under somebody's hand stays on the screen.
    const closed = view(writing('w', [], { state: 'closed' }))
    expect(whereNow([closed], focusOn('b1/w', [one], true))).toBe('b1/w')
    // A round that is gone, of a session that is over, is nowhere to be.
    expect(whereNow([two], focusOn('b1/w', [two]))).toBe('b1/v')
  })

  it('[PHN7] shows what is on its way as said, and a draft over what the server kept', () => {
    const typing = typed(noDrafts, { board, step: 'w' }, { id: 's1', text: 'half', lang: 'fr' }, 1)
    expect(sheetOf(view(writing('w'), typing))?.text).toBe('half')
    expect(view(writing('w'), typing).progress).toBe('begun')
    const sent = handedIn(typing, {
      id: 'c',
      kind: 'write',
      board,
      step: 'w',
      sheet: 's1',
      text: 'whole',
      lang: 'fr',
      sent: true,
    })
    const waiting = view(writing('w'), sent)
    expect([waiting.progress, waiting.onItsWay]).toEqual(['sent', true])
    const command = sent.outbox[0]?.command
    if (command === undefined) throw new Error('nothing sent')
    const taken = view(writing('w'), settled(sent, command, null, 'again'))
    expect([taken.progress, taken.onItsWay]).toEqual(['sent', false])
    // Another phone, after this one was lost: the server kept the draft.
    const kept = view(writing('w', [{ id: 's1', text: 'half', lang: 'fr', sent: false, takenBack: false }]))
    expect([kept.progress, sheetOf(kept)?.text]).toEqual(['begun', 'half'])
  })

  it('[PHN8] what was begun and not sent when it closed is unsent, no matter who kept it', () => {
    const typing = typed(noDrafts, { board, step: 'w' }, { id: 's1', text: 'half', lang: 'fr' }, 1)
    expect(isUnsent(view(writing('w', [], { state: 'closed' }), typing))).toBe(true)
    expect(
      isUnsent(
        view(
          writing('w', [{ id: 's1', text: 'half', lang: 'fr', sent: false, takenBack: false }], { state: 'revealed' }),
        ),
      ),
    ).toBe(true)
    expect(isUnsent(view(writing('w', [], { state: 'closed' })))).toBe(false)
    expect(isToDo(view(writing('w', [], { state: 'closed' }), typing))).toBe(false)
  })

  it('[PHN7] a change of a vote that was sent does not touch it before it is sent again', () => {
    const round = ballot('v', {
      task: {
        kind: 'ballot',
        items,
        nodes,
        answers: { own: { answer: { type: 'single', option: 'yes' }, sent: true } },
      },
    })
    const changing = view(round, marked(noDrafts, { board, step: 'v' }, 'own', { type: 'single', option: 'no' }, 1))
    expect(changing.progress).toBe('changing')
    expect(answersOf(changing)['own']).toEqual({ type: 'single', option: 'no' })
    expect(changing.round.task.kind !== 'write' && changing.round.task.answers['own']?.answer).toEqual({
      type: 'single',
      option: 'yes',
    })
  })

  it('[PHN2] time left goes by the server’s clock and counts up when it is over', () => {
    const round = { state: 'open', openedAt: 1_000_000, minutes: 5 } as const
    expect(timeLeft(round, 1_150_000)).toEqual({ seconds: 150, over: false, done: 0.5 })
    expect(timeLeft(round, 1_390_500)).toMatchObject({ seconds: 90, over: true, done: 1 })
    expect(timeLeft({ ...round, state: 'closed' }, 1)).toBeNull()
    expect(timeLeft({ ...round, openedAt: null }, 1)).toBeNull()
  })
  it('[ASK11] what was begun of a question that was called back is put away: it is neither to do nor unsent', () => {
    const round = ballot('q-1', { state: 'closed', calledBack: true })
    const begun = marked(noDrafts, round, 'own', { type: 'single', option: 'yes' }, 1)
    const view = viewOf(round, begun)
    expect([isToDo(view), isUnsent(view)]).toEqual([false, false])
    expect(isUnsent(viewOf(ballot('q-1', { state: 'closed' }), begun))).toBe(true)
  })
})
