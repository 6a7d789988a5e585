import { describe, expect, it } from 'vitest'
import { bucket, buckets } from '@tablee/server/bucket'

describe('how much may come', () => {
  it('so much at once, then as it fills up; more than it holds costs all that it holds', () => {
    const one = bucket({ perSecond: 2, burst: 3 }, 1_000)
    expect([one.take(1_000), one.take(1_000, 2), one.take(1_000)]).toEqual([0, 0, 500])
    expect([one.take(1_250), one.take(1_500)]).toEqual([250, 0])
    expect([one.wait(1_500, 10), one.take(3_000, 10), one.left(3_000)]).toEqual([1_500, 0, 0])
    // A clock that is set back starves nobody.
    expect([one.take(0), one.take(500)]).toEqual([500, 0])
  })

  it('each key for itself, in whole seconds', () => {
    let now = 1_000
    const all = buckets({ clock: () => now, perSecond: 1 / 4, burst: 1 })
    expect([all.take('a'), all.take('a'), all.take('b')]).toEqual([null, 4, null])
    now += 2_500
    expect(all.take('a')).toBe(2)
    now += 120_000
    expect([all.take('c'), all.take('a'), all.take('a')]).toEqual([null, null, 4])
  })
})
