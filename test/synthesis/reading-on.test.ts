/** What is read next, as somebody puts by what they are not sure of yet. */
import { createDone, nextOf } from '@tablee/client/synthesis/reading-steps'
import { describe, expect, it } from 'vitest'

const queue = ['a', 'b', 'c', 'd'].map((entry) => ({ entry, by: null }))

describe('what is read next', () => {
  it('[SYN10] what was put by is not asked again before what follows is read', () => {
    const done = createDone()
    // a and b were passed; c is put in a theme.
    done.add({ entry: 'c' })
    expect(nextOf(queue, done, 'c')?.entry).toBe('d')
    done.add({ entry: 'd' })
    expect(nextOf(queue, done, 'd')?.entry, 'at the end it comes round').toBe('a')
  })

  it('what somebody else has open is passed over, and none is none', () => {
    const others = queue.map((one) => ({ ...one, by: { reader: 1 } }))
    expect(nextOf([...others.slice(0, 3), ...queue.slice(3)], createDone(), null)?.entry).toBe('d')
    expect(nextOf(others, createDone(), 'a')).toBeNull()
  })
})
