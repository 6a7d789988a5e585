import { fail, ok } from '@tablee/shared/problem'
import type { Press } from '@tablee/server/paper/press'
import { createPrints } from '@tablee/server/paper/prints'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { sheets, tables } from './fixture.ts'

/** A press that waits until it is told, and remembers what it was given. */
function slowPress() {
  const given: number[] = []
  const waiting: (() => void)[] = []
  const press: Press = ({ sheets: of }, { signal, onProgress }) =>
    new Promise((resolve) => {
      given.push(of.length)
      onProgress(0.5)
      signal.addEventListener('abort', () => resolve(fail({ code: 'closed' })))
      waiting.push(() => resolve(ok({ pdf: new Uint8Array([of.length % 256]), pages: of.length })))
    })
  return { press, given, go: () => waiting.shift()?.() }
}
function bench() {
  const slow = slowPress()
  let now = 1_000
  const random = seeded(5)
  const prints = createPrints({
    press: slow.press,
    clock: () => now,
    random: random.bytes,
    onTrouble: (what) => expect.fail(what),
  })
  const task = (count: number, seats = 8) => ({
    title: 'x',
    lang: 'en',
    sheets: sheets(['consent', 'write'], ['en'], tables(count, seats)),
  })
  return { ...slow, prints, task, pass: (ms: number) => (now += ms) }
}

describe('prints', () => {
  it('[PAP10] a large print is several files, each of whole tables, one after the other', async () => {
    const { prints, task, given, go } = bench()
    const job = prints.begin('organiser', task(40))
    expect(job?.sheets).toBe(40 * 8 * 3)
    for (let part = 1; part <= 3; part += 1) {
      await expect.poll(() => given.length).toBe(part)
      expect(prints.job('organiser', job?.id ?? '')?.files.length).toBe(part - 1)
      go()
    }
    await expect.poll(() => prints.job('organiser', job?.id ?? '')?.state).toBe('done')
    const done = prints.job('organiser', job?.id ?? '')
    expect(done?.files.map(({ from, to }) => [from, to])).toEqual([
      [1, 18],
      [19, 36],
      [37, 40],
    ])
    expect(given.reduce((sum, count) => sum + count, 0)).toBe(job?.sheets)
    expect(done?.pages).toBe(job?.sheets)
  })

  it('[PAP16] prints wait for one another; who asks again, or leaves, waits no longer', async () => {
    const { prints, task, given, go } = bench()
    const first = prints.begin('a', task(1))
    const second = prints.begin('b', task(2))
    await expect.poll(() => prints.job('a', first?.id ?? '')?.state).toBe('printing')
    expect(prints.job('a', first?.id ?? '')?.progress).toBe(0.5)
    expect(prints.job('b', second?.id ?? '')?.state).toBe('waiting')
    expect(prints.job('b', first?.id ?? '')).toBeNull()
    const again = prints.begin('a', task(3))
    expect(prints.job('a', first?.id ?? '')).toBeNull()
    // The first was ended in the middle, so the second is set now.
    await expect.poll(() => given).toEqual([24, 48])
    expect(prints.cancel('b', second?.id ?? '')).toBe(true)
    expect(prints.cancel('b', second?.id ?? '')).toBe(false)
    await expect.poll(() => given).toEqual([24, 48, 72])
    go()
    go()
    go()
    await expect.poll(() => prints.job('a', again?.id ?? '')?.state).toBe('done')
    expect(prints.file('a', again?.id ?? '', 0)).toEqual(new Uint8Array([72]))
    expect(prints.file('a', again?.id ?? '', 1)).toBeNull()
    expect(prints.file('b', again?.id ?? '', 0)).toBeNull()
  })

  it('[PAP16] a file is forgotten a while after it was printed', async () => {
    const { prints, task, go, given, pass } = bench()
    const job = prints.begin('a', task(1))
    await expect.poll(() => given.length).toBe(1)
    go()
    await expect.poll(() => prints.job('a', job?.id ?? '')?.state).toBe('done')
    pass(9 * 60_000)
    expect(prints.file('a', job?.id ?? '', 0)).not.toBeNull()
    pass(2 * 60_000)
    expect(prints.file('a', job?.id ?? '', 0)).toBeNull()
  })
})
