/** The outbox of a citizen's phone, and the drafts it stands with: what is said is said once, and nothing typed is lost. */
import { newId, type BoardId } from '@tablee/shared/ids'
import type { SeatCommand } from '@tablee/shared/wire/seat'
import {
  dropped,
  noDrafts,
  handedIn,
  marked,
  readDrafts,
  seen,
  settled,
  tellIn,
  toldDraft,
  typed,
  unsentTexts,
} from '@tablee/client/seat/drafts'
import { pauseOf, seatHeld, seatOutbox } from '@tablee/client/hold/retry'
import { answered, enqueued, tried, verdictOf } from '@tablee/client/seat/outbox'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'

const board = 'b1' as BoardId
const place = { board, step: 'writing' }
const vote = { board, step: 'vote' }
const write = (id: string, text: string, sent: boolean, sheet = 's1'): SeatCommand & { readonly kind: 'write' } => ({
  id,
  kind: 'write',
  ...place,
  sheet,
  text,
  lang: 'en',
  sent,
})
const draftIn = (drafts = noDrafts) => {
  const draft = drafts.drafts['b1/writing']
  if (draft === undefined) throw new Error('no draft')
  return draft
}

describe('the outbox', () => {
  it('[PHN4] keeps the order, and a command keeps its id over every attempt', () => {
    let outbox = enqueued(enqueued([], write('c1', 'one', true)), write('c2', 'two', true, 's2'))
    outbox = tried(tried(outbox, 'c1'), 'c1')
    expect(outbox.map(({ command, tries }) => [command.id, tries])).toEqual([
      ['c1', 2],
      ['c2', 0],
    ])
    expect(answered(outbox, 'c1').map(({ command }) => command.id)).toEqual(['c2'])
  })

  it('[PHN4] a draft that was never tried falls away when its sheet is handed in; one that may have arrived stays before it', () => {
    const fresh = enqueued(enqueued([], write('d1', 'half', false)), write('c1', 'whole', true))
    expect(fresh.map(({ command }) => command.id)).toEqual(['c1'])
    const maybe = enqueued(tried(enqueued([], write('d1', 'half', false)), 'd1'), write('c1', 'whole', true))
    expect(maybe.map(({ command }) => command.id)).toEqual(['d1', 'c1'])
    const another = enqueued(enqueued([], write('d1', 'half', false, 's2')), write('c1', 'whole', true, 's1'))
    expect(another).toHaveLength(2)
  })

  it('[PHN4] tries again when nobody knows, gives up on what will never be taken, and blocks nobody for ever', () => {
    expect(verdictOf(null, 1)).toBe('done')
    for (const code of ['offline', 'timeout', 'journal-unavailable', 'not-yet'] as const)
      expect(verdictOf({ code }, 100)).toBe('later')
    expect(verdictOf({ code: 'too-many', retryAfter: 3 }, 100)).toBe('later')
    expect(verdictOf({ code: 'round', state: 'closed', wants: 'open' }, 1)).toBe('late')
    expect(verdictOf({ code: 'bad-request', where: 'text', why: 'long' }, 1)).toBe('refused')
    expect(verdictOf({ code: 'seat-moved' }, 1)).toBe('moved')
    expect([1, 7, 8].map((tries) => verdictOf({ code: 'unexpected' }, tries))).toEqual(['later', 'later', 'refused'])
  })

  it('[PHN4] waits 1, 2, 4 … 20 s, spread, and as long as it was asked to', () => {
    const middle = [1, 2, 3, 4, 5, 6, 20].map((tries) => pauseOf(seatOutbox, tries - 1, 0.5))
    expect(middle).toEqual([1000, 2000, 4000, 8000, 16000, 20000, 20000])
    expect(pauseOf(seatOutbox, 0, 0)).toBe(700)
    expect(pauseOf(seatOutbox, 0, 1)).toBe(1300)
    expect(pauseOf(seatOutbox, 0, 0.5, { code: 'too-many', retryAfter: 9 })).toBe(9000)
    // A screen that is looked at asks again after 8 s at most.
    expect([0, 2, 3, 20].map((failed) => pauseOf(seatHeld, failed, 0.5))).toEqual([1000, 4000, 6000, 6000])
    expect(pauseOf(seatHeld, 20, 1)).toBeLessThan(8000)
    expect(pauseOf(seatHeld, 0, 0.5, { code: 'too-many', retryAfter: 9 })).toBe(9000)
  })
})

describe('the drafts', () => {
  it('[PHN5] come back from storage as they were; what is none is empty', () => {
    const drafts = handedIn(typed(noDrafts, vote, { id: 's9', text: 'x', lang: 'en' }, 5), write('c1', 'one', true))
    expect(readDrafts(JSON.stringify(drafts))).toEqual(drafts)
    for (const text of [null, '', '{', '[]', '{"drafts":1}', 'null']) expect(readDrafts(text)).toEqual(noDrafts)
  })

  it('[PHN6] tells a draft at a pause of typing, not more often than every 15 s, and only what is new', () => {
    let drafts = typed(noDrafts, place, { id: 's1', text: 'half', lang: 'en' }, 100_000)
    expect(tellIn(draftIn(drafts), 100_000)).toBe(2_000)
    drafts = toldDraft(drafts, draftIn(drafts), 'd1', 102_000, new Set())
    expect(drafts.outbox.map(({ command }) => command)).toEqual([write('d1', 'half', false)])
    expect(tellIn(draftIn(drafts), 102_000)).toBeNull()
    drafts = typed(drafts, place, { id: 's1', text: 'half a', lang: 'en' }, 103_000)
    expect(tellIn(draftIn(drafts), 103_000)).toBe(14_000)
    drafts = typed(drafts, place, { id: 's1', text: 'half a', lang: 'en' }, 116_500)
    expect(tellIn(draftIn(drafts), 117_000)).toBe(1_500)
    expect(tellIn(draftIn(typed(drafts, place, { id: 's1', text: '  ', lang: 'en' }, 130_000)), 140_000)).toBeNull()
  })

  it('[PHN6] never un-sends: what is handed in is changed by handing it in again', () => {
    let drafts = typed(noDrafts, place, { id: 's1', text: 'other', lang: 'en' }, 1)
    drafts = toldDraft(drafts, draftIn(drafts), 'd1', 20_000, new Set(['s1']))
    expect(drafts.outbox).toEqual([])
    let votes = marked(noDrafts, vote, 'a', { type: 'agree', value: 'agree' }, 1)
    votes = marked(votes, vote, 'b', { type: 'agree', value: 'pass' }, 2)
    const draft = votes.drafts['b1/vote']
    if (draft === undefined) throw new Error('no draft')
    const told = toldDraft(votes, draft, 'd2', 20_000, new Set(['a']))
    expect(told.outbox.map(({ command }) => command)).toEqual([
      { id: 'd2', kind: 'answer', ...vote, answers: { b: { type: 'agree', value: 'pass' } }, sent: false },
    ])
  })

  it('[PHN7] handing in moves the text from the draft into the command, in one step', () => {
    const drafts = handedIn(
      typed(noDrafts, place, { id: 's1', text: 'whole', lang: 'en' }, 1),
      write('c1', 'whole', true),
    )
    expect(drafts.drafts).toEqual({})
    expect(unsentTexts(drafts)).toEqual([{ text: 'whole', lang: 'en' }])
    const taken = settled(drafts, write('c1', 'whole', true), null, 'again')
    expect(taken.outbox).toEqual([])
    expect(taken.settled).toHaveLength(1)
    expect(seen(taken, new Set(['other'])).settled).toHaveLength(1)
    expect(seen(taken, new Set(['c1'])).settled).toEqual([])
  })

  it('[PHN8] what comes too late is a draft again, told once more as one, and never counted in silence', () => {
    const late = { code: 'round', state: 'closed', wants: 'open' } as const
    let drafts = handedIn(
      typed(noDrafts, place, { id: 's1', text: 'whole', lang: 'en' }, 1),
      write('c1', 'whole', true),
    )
    drafts = settled(drafts, write('c1', 'whole', true), late, 'again')
    expect(draftIn(drafts).sheet).toEqual({ id: 's1', text: 'whole', lang: 'en' })
    expect(drafts.outbox.map(({ command }) => command)).toEqual([write('again', 'whole', false)])
    // Refused as well: the phone has it still, and asks no third time.
    drafts = settled(drafts, write('again', 'whole', false), late, 'third')
    expect(drafts.outbox).toEqual([])
    expect(unsentTexts(drafts)).toEqual([{ text: 'whole', lang: 'en' }])
    expect(dropped(drafts, place).drafts).toEqual({})
  })

  it('[PHN8] a refusal gives the text back beneath what was typed since, and says so', () => {
    let drafts = handedIn(noDrafts, write('c1', 'first', true))
    drafts = typed(drafts, place, { id: 's2', text: 'second', lang: 'en' }, 9)
    drafts = settled(drafts, write('c1', 'first', true), { code: 'too-large', limit: 1, size: 2 }, 'again')
    expect(draftIn(drafts).sheet?.text).toBe('first\n\nsecond')
    expect(drafts.turned).toEqual({ round: 'b1/writing', code: 'too-large' })
  })

  it('[PHN4] over random days each thing is taken in order and once, whatever is lost on the way', () => {
    const seed = Number(process.env['SEAT_SEED'] ?? Date.now() % 1_000_000)
    console.log(`seat outbox: SEAT_SEED=${seed}`)
    for (let day = 0; day < 200; day += 1) {
      const { bytes } = seeded(seed + day)
      const chance = () => (bytes(1)[0] ?? 0) / 256
      const taken: string[] = []
      const known = new Set<string>()
      let drafts = noDrafts
      const said: string[] = []
      for (let turn = 0; turn < 60; turn += 1) {
        if (chance() < 0.3) {
          const command = write(newId(bytes), `text ${turn}`, true, newId(bytes))
          said.push(command.id)
          drafts = handedIn(drafts, command)
        }
        if (chance() < 0.2) drafts = readDrafts(JSON.stringify(drafts))
        const head = drafts.outbox[0]
        if (head === undefined) continue
        drafts = { ...drafts, outbox: tried(drafts.outbox, head.command.id) }
        if (chance() < 0.3) continue // the request is lost
        if (!known.has(head.command.id)) {
          known.add(head.command.id)
          taken.push(head.command.id)
        }
        if (chance() < 0.3) continue // its answer is lost
        drafts = settled(drafts, head.command, null, 'again')
      }
      for (const { command } of drafts.outbox) if (!known.has(command.id)) taken.push(command.id)
      expect(taken, `seed ${seed + day}`).toEqual(said)
    }
  })
})
