/** Who waits for the second laptop, and when it counts as away: under a time that the test moves. */
import { describe, expect, it } from 'vitest'
import { createSilence, silenceLooks } from '@tablee/server/second/silence'
import { createWaits, timing } from '@tablee/server/second/waits'

describe('a sign of life', () => {
  it('[SEC2] is missed after less than a second, and what lay unread while this laptop was busy itself is none', () => {
    let now = 0
    const silence = createSilence(() => now)
    const pass = (ms: number, step = silenceLooks): number => {
      let ago = 0
      for (let passed = 0; passed < ms; passed += step) {
        now += step
        ago = silence.look()
      }
      return ago
    }
    expect(pass(timing.beat + silenceLooks)).toBeLessThan(timing.silent)
    // The last look before a second has passed says so.
    expect(pass(900 - timing.beat - silenceLooks)).toBeGreaterThan(timing.silent)
    expect(silence.heard()).toBeGreaterThan(timing.silent)
    // Nothing ran here for five seconds: that is this laptop's own doing.
    now += 5_000
    expect(silence.look()).toBeLessThan(timing.silent)
    expect(silence.heard()).toBeLessThan(timing.silent)
  })

  it('[SEC2] away is said once, since the last sign; it is two again after three quick ones, and one slow one does not swing it', () => {
    let now = 10_000
    const waits = createWaits(() => now, timing, true)
    const told: string[] = []
    waits.onChange(() => told.push(waits.state()))
    waits.came(0)
    for (let beat = 0; beat < timing.steady; beat += 1) waits.beat(5, true)
    expect(told).toEqual(['behind', 'two'])
    // A busy second laptop: slow, and there.
    waits.beat(700, true)
    expect(waits.state()).toBe('two')
    now += 900
    waits.went(850)
    waits.went(950)
    expect(told).toEqual(['behind', 'two', 'one'])
    expect(waits.since()).toBe(10_050)
    waits.heard()
    waits.beat(5, true)
    waits.beat(5, false)
    waits.beat(5, true)
    waits.beat(5, true)
    expect(waits.state()).toBe('behind')
    waits.beat(5, true)
    expect(told).toEqual(['behind', 'two', 'one', 'behind', 'two'])
    expect(waits.since()).toBe(10_050)
  })
})
