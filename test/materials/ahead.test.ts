/** A wall loads a film before it is shown: over a network that breaks, and without asking twice for what it has. */
import { openAhead, partBytes, type Wanted } from '@tablee/client/ui/materials/ahead'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'

const film = (hash: string, bytes: number): Wanted => ({ hash, bytes, type: 'video/webm', address: `/media/${hash}` })
const byteAt = (n: number): number => (n * 7 + (n >> 12)) % 251

/** A server that says how often it was asked for what, and fails when it is told to. */
function served(factory: IDBFactory) {
  const asked: string[] = []
  let fails = 0
  const world = {
    factory,
    ranges: IDBKeyRange,
    later: (_milliseconds: number, run: () => void) => {
      const timer = setTimeout(run, 0)
      return () => clearTimeout(timer)
    },
    fetch: ((address: string, { headers }: { headers: { Range: string } }) => {
      if (fails > 0) {
        fails--
        return Promise.reject(new TypeError('failed to fetch'))
      }
      const [, from = '', to = ''] = /bytes=(\d+)-(\d+)/.exec(headers.Range) ?? []
      asked.push(`${address} ${from}`)
      const bytes = Uint8Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => byteAt(Number(from) + n))
      return Promise.resolve(new Response(bytes, { status: 206 }))
    }) as unknown as typeof fetch,
  }
  return { world, asked, fail: (times: number) => void (fails = times) }
}
const whole = (ahead: ReturnType<typeof openAhead>, { hash, bytes }: Wanted): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (ahead.here(hash) !== bytes) return
      stop()
      resolve()
    }
    const stop = ahead.heard(look)
    look()
  })

describe('what a wall loads before it is shown', () => {
  it('[MAT44] comes in parts over a network that breaks, goes on where it broke off, and is the film to the byte', async () => {
    const { world, asked, fail } = served(new IDBFactory())
    const one = film('a', partBytes + 1_000)
    const ahead = openAhead('watch x', world)
    fail(3)
    ahead.want([one])
    expect(await ahead.blob('a')).toBeNull()
    await whole(ahead, one)
    expect(asked).toEqual(['/media/a 0', `/media/a ${partBytes}`])
    const blob = await ahead.blob('a')
    expect(blob?.size).toBe(one.bytes)
    expect(blob?.type).toBe('video/webm')
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))
    expect(bytes.every((byte, n) => byte === byteAt(n))).toBe(true)
    ahead.close()
  })

  it('[MAT44] what was loaded is there after a reload, and what is not to be shown any more is forgotten', async () => {
    const factory = new IDBFactory()
    const [one, other] = [film('a', partBytes + 1), film('b', 10)]
    const first = served(factory)
    const before = openAhead('watch x', first.world)
    before.want([one, other])
    await whole(before, other)
    before.close()
    const again = served(factory)
    const ahead = openAhead('watch x', again.world)
    ahead.want([one])
    await whole(ahead, one)
    expect(again.asked).toEqual([])
    expect((await ahead.blob('a'))?.size).toBe(one.bytes)
    ahead.want([other])
    await whole(ahead, other)
    // It was forgotten while only the other one was wanted.
    expect(again.asked).toEqual(['/media/b 0'])
    ahead.close()
  })

  it('[MAT44] keeps what another link of the same device has loaded', async () => {
    const factory = new IDBFactory()
    const one = film('a', 10)
    const mine = openAhead('watch x', served(factory).world)
    mine.want([one])
    await whole(mine, one)
    const others = openAhead('watch y', served(factory).world)
    others.want([])
    const again = served(factory)
    const later = openAhead('watch x', again.world)
    later.want([one])
    await whole(later, one)
    expect(again.asked).toEqual([])
    for (const ahead of [mine, others, later]) ahead.close()
  })
})
