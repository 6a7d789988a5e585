/** A node whose log says nothing any more: who is sent away, who stays, and when another node has the hall. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Lease } from '@tablee/server/cluster/lease'
import { watchSilence } from '@tablee/server/cluster/silence'
import type { DialogueId } from '@tablee/shared/ids'

/** One look of the rule. */
const look = 250
const other = { id: 'other', address: 'http://other.example' }

type Held = Lease & { due: boolean; readonly did: string[] }

/** Of which this test says whether its time is over. */
function leaseOf(dialogue: DialogueId): Held {
  const did: string[] = []
  return {
    dialogue,
    node: 'here',
    epoch: 1,
    get line(): never {
      throw new Error('nobody writes here')
    },
    due: false,
    did,
    isDue() {
      return this.due
    },
    holds() {
      return !this.due
    },
    holdsFor() {
      return this.due ? 0 : 1
    },
    age: () => 0,
    hasten: () => void did.push('renew'),
    lose: () => void did.push('lose'),
    fence: () => void did.push('fence'),
    ended: new Promise(() => undefined),
    onBack: () => undefined,
    release: () => Promise.resolve(),
  }
}

let stop: () => void = () => undefined
const asked = vi.fn<(url: string) => Promise<Response>>()
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', asked)
  asked.mockReset()
  asked.mockRejectedValue(new Error('nobody is there'))
})
afterEach(() => {
  stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function watched(others: readonly (typeof other)[]) {
  const [one, two] = [leaseOf('one' as DialogueId), leaseOf('two' as DialogueId)]
  const away: string[] = []
  const leases = new Map([one, two].map((lease) => [lease.dialogue, lease]))
  ;({ stop } = watchSilence({ leases, others: () => others, letGo: (dialogue) => void away.push(dialogue) }))
  const looks = (many: number): Promise<unknown> => vi.advanceTimersByTimeAsync(many * look)
  return { one, two, away, leases, looks }
}
const answers = (status: number): void =>
  void asked.mockImplementation(() => Promise.resolve(new Response('', { status })))

it('[LSE13] as long as the log answers nobody is sent away, and no other node is asked', async () => {
  const { one, two, away, looks } = watched([other])
  await looks(8)
  expect([away, one.did, two.did]).toEqual([[], [], []])
  expect(asked).not.toHaveBeenCalled()
})

it('[LSE13] who watches a hall whose lease may be over is sent away at once, and once; first it is renewed', async () => {
  const { one, two, away, looks } = watched([other])
  answers(200)
  one.due = true
  await looks(1)
  expect([away, one.did, two.did]).toEqual([['one'], ['renew'], []])
  // A clock that was set forward, or a machine that slept for a moment: the renewal came through.
  one.due = false
  await looks(4)
  expect([away, one.did]).toEqual([['one'], ['renew']])
  expect(asked).not.toHaveBeenCalled()
  one.due = true
  await looks(1)
  expect([away, one.did]).toEqual([
    ['one', 'one'],
    ['renew', 'renew'],
  ])
})

it.each([
  ['says that it can take people', () => answers(200), ['renew', 'lose']],
  ['hears the log as little', () => answers(503), ['renew']],
  ['gives no answer', () => undefined, ['renew']],
])('[LSE13] of a silent log another node %s: it has the hall, or who edits stays here', async (_, says, did) => {
  const { one, two, looks } = watched([other])
  says()
  one.due = true
  await looks(3)
  expect(asked).toHaveBeenCalledWith('http://other.example/readyz', expect.anything())
  expect(new Set(one.did)).toEqual(new Set(did))
  expect(two.did).toEqual([])
})

it('[LSE13] alone on a silent log everybody who edits stays', async () => {
  const { one, two, away, looks } = watched([])
  one.due = two.due = true
  await looks(20)
  expect(away).toEqual(['one', 'two'])
  expect([one.did, two.did]).toEqual([['renew'], ['renew']])
})

it('[LSE13] others are asked one time after the other, and what was renewed meanwhile stays', async () => {
  const { one, two, looks } = watched([other])
  let answer: (of: Response) => void = () => undefined
  asked.mockImplementation(() => new Promise((resolve) => (answer = resolve)))
  one.due = two.due = true
  await looks(6)
  expect(asked).toHaveBeenCalledTimes(1)
  one.due = false
  answer(new Response())
  await looks(0)
  expect([one.did, two.did]).toEqual([['renew'], ['renew', 'lose']])
})

it('[LSE13] a hall that was let go of is looked at no more', async () => {
  const { one, away, leases, looks } = watched([other])
  answers(200)
  one.due = true
  await looks(1)
  leases.delete(one.dialogue)
  await looks(8)
  expect([away, one.did]).toEqual([['one'], ['renew']])
  expect(asked).not.toHaveBeenCalled()
})
