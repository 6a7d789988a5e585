/** How long a watch node may go on showing what it has: by a clock of the test's. */
import { createFreshness, patience } from '@tablee/server/watch/freshness'
import { awake } from '@tablee/server/watch/time'
import { expect, it } from 'vitest'

function atNode() {
  let at = 100_000
  const fresh = createFreshness(() => at)
  return {
    fresh,
    /** Both answer what was asked just now. */
    heard(holds = 5_000): void {
      fresh.logAnswered(at)
      fresh.ownerAnswered(at, holds)
    },
    later: (ms: number): void => void (at += ms),
    now: () => at,
  }
}

it('[WND6] a node that has heard nothing shows nothing', () => {
  expect(createFreshness(() => 0).standing()).toBe('closed')
})

it('[WND6] without the log for 3 s nobody comes in, after 5 s nobody stays: whichever of owner and Postgres is silent', () => {
  for (const silent of ['owner', 'log', 'both'] as const) {
    const { fresh, heard, later, now } = atNode()
    heard()
    const standings: string[] = []
    for (let ms = 0; ms < 6_000; ms += 500) {
      standings.push(fresh.standing())
      later(500)
      if (silent === 'log') fresh.ownerAnswered(now(), 5_000)
      if (silent === 'owner') fresh.logAnswered(now())
    }
    expect([silent, standings.indexOf('no-joins'), standings.indexOf('closed')]).toEqual([silent, 6, 10])
  }
})

it('[WND6] what comes late counts from when it was asked: a line that is slow is no fresher than its slowness', () => {
  const { fresh, heard, later, now } = atNode()
  heard()
  const asked = now()
  later(4_000)
  fresh.logAnswered(now())
  fresh.ownerAnswered(asked, 60_000)
  expect(fresh.standing()).toBe('no-joins')
})

it('[WND7] where the owner’s lease has run out another one may have it: nobody stays', () => {
  const { fresh, heard, later } = atNode()
  heard(1_200)
  later(1_100)
  expect(fresh.standing()).toBe('open')
  later(100)
  expect(fresh.standing()).toBe('closed')
})

it('[WND8] another owner has a second to be in step, counted anew while it says that it is not open yet', () => {
  const { fresh, heard, later, now } = atNode()
  heard()
  fresh.otherOwner(now())
  later(900)
  fresh.logAnswered(now())
  expect(fresh.standing()).toBe('open')
  fresh.notYet(now())
  later(900)
  expect(fresh.standing()).toBe('open')
  later(100)
  expect(fresh.standing()).toBe('closed')
  fresh.ownerAnswered(now(), 5_000)
  fresh.logAnswered(now())
  fresh.inStep()
  expect(fresh.standing()).toBe('open')
  // However often it says so: without an owner for 5 s nobody stays.
  fresh.otherOwner(now())
  for (let ms = 0; ms < patience.stays; ms += 500) {
    later(500)
    fresh.logAnswered(now())
    fresh.notYet(now())
  }
  expect(fresh.standing()).toBe('closed')
})

it('[WND6] a node that slept, whose monotonic clock stood still, knows that it did; a wall clock that is set back moves nothing', () => {
  let wall = 0
  let monotonic = 0
  const now = awake(
    () => wall,
    () => monotonic,
  )
  const began = now()
  wall += 60_000
  expect(now() - began).toBe(60_000)
  wall -= 3_600_000
  monotonic += 10
  expect(now() - began).toBe(60_010)
})
