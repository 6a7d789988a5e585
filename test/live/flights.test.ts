import { Flights } from '@tablee/server/live/flights'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('[LIVE20] an append that hangs is noticed on time, whenever it began, and as long as it hangs', () => {
  for (let before = 0; before < 1_000; before += 50) {
    let told = 0
    const flights = new Flights(1_000, { slow: () => (told += 1), idle: () => undefined })
    // Somebody writes, and each letter lands at once; the timer is that of the first one.
    for (let letter = 0; letter <= before; letter += 50) {
      const quick = flights.begin([])
      flights.watchSlow()
      vi.advanceTimersByTime(letter === before ? 0 : 50)
      flights.landed(quick)
    }
    flights.begin([])
    flights.watchSlow()
    vi.advanceTimersByTime(999)
    expect([before, told]).toEqual([before, 0])
    vi.advanceTimersByTime(2)
    expect([before, told]).toEqual([before, 1])
    // Who was told that it goes on is told again that it does not.
    vi.advanceTimersByTime(2_000)
    expect([before, told]).toEqual([before, 3])
    flights.close()
  }
})
