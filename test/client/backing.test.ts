/** A backup that is sent from the organiser's page, over a line that carries little. */
import { openBacking } from '@tablee/client/link/backing'
import { describe, expect, it } from 'vitest'

/** A server that takes parts as they follow, over a line that breaks whatever is larger than `carries`. */
function aLine(size: number, carries: number) {
  let got = 0
  let asked = 0
  const ends = new AbortController()
  const backing = openBacking(
    {
      origin: 'http://hall',
      later(milliseconds, run) {
        // A pause is over at once, and nothing is called off: the line itself says what it does not carry.
        if (milliseconds < 30_000) queueMicrotask(run)
        return () => undefined
      },
      fetch: async (address, init) => {
        const body = init?.body
        if (body instanceof Uint8Array) {
          asked += 1
          if (asked > 500) ends.abort()
          if (body.length > carries) throw new TypeError('the line broke')
          if (String(address).endsWith(`/parts/${got}`)) got += body.length
        }
        const step = got === size ? { step: 'looking', part: 0 } : { step: 'receiving', got, size }
        return Response.json({ restore: { id: 'one', ...step } })
      },
    },
    'demo',
    () => null,
  )
  return { backing, signal: ends.signal, got: () => got, asked: () => asked }
}

describe('a backup that is sent', () => {
  it('[BAK3] arrives over a line that carries no whole part in time, and in whole parts over any other', async () => {
    const file = new Blob([new Uint8Array(3_000_000)])
    for (const [carries, most] of [
      [40_000, 120],
      [Infinity, 3],
    ] as const) {
      const line = aLine(file.size, carries)
      const sent = await line.backing.send(file, () => undefined, line.signal)
      expect(sent).toMatchObject({ ok: true, value: { restore: { step: 'looking' } } })
      expect(line.got()).toBe(file.size)
      expect(line.asked()).toBeLessThanOrEqual(most)
    }
  })
})
