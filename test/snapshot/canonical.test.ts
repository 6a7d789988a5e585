import { describe, expect, it } from 'vitest'
import { canonical } from '@tablee/shared/snapshot/canonical'

describe('canonical JSON', () => {
  it('[SNAP1] one value has one text: keys by code units, no spaces, whole numbers', () => {
    expect(canonical({ b: [1, -0, 'é"\n'], a: { z: null, Z: true, '\u{1f600}': 1, '\ufb33': 2 } })).toBe(
      '{"a":{"Z":true,"z":null,"\u{1f600}":1,"\ufb33":2},"b":[1,0,"é\\"\\n"]}',
    )
    expect(canonical({ a: 1, b: 2 })).toBe(canonical({ b: 2, a: 1 }))
  })
  it('[SNAP1] refuses what other programs write otherwise', () => {
    for (const value of [0.5, Number.NaN, Infinity, 2 ** 53, '\ud800'])
      expect(() => canonical(value)).toThrow(TypeError)
  })
})
