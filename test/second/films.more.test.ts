/** Films on the second laptop: they follow behind everything else, go on where a torn line left them, and go when nobody names them. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BoardId, Lang, NodeId } from '@tablee/shared/ids'
import { addNode } from '@tablee/shared/board/edit'
import { bringing, type Bringing } from '../materials/bring.ts'
import { mp4, vtt } from '../materials/files.ts'
import { proxyTo, type Proxy } from '../support/proxy.ts'
import { twoLaptops, until } from '../support/twoLaptops.ts'

let hall: Awaited<ReturnType<typeof twoLaptops>>
let line: Proxy
let hands: Bringing
const film = mp4({ media: randomBytes(6_000_000) })
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
beforeAll(async () => {
  hall = await twoLaptops({}, async (first) => {
    line = await proxyTo(first)
    return line.url
  })
  hands = bringing(hall.first, hall.first.link('organiser').token)
}, 60_000)
afterAll(async () => {
  hall.second.close()
  line.close()
  await hall.first.close()
  hall.remove()
})
const there = (hash: string): string => join(hall.folder, 'second', 'materials', hash)

describe('films on the second laptop', () => {
  it('[MAT16] what is brought to the first lies on the second, to the byte, captions too; meanwhile letters are saved as ever', async () => {
    let letters = 0
    const type = async (): Promise<number> => {
      const began = performance.now()
      const done = await hall.first.parts.live.write('demo-1-2' as BoardId, 'reporter', (doc) =>
        addNode(
          doc,
          { who: 'reporter', why: 'letter' },
          { id: `letter-${(letters += 1)}` as NodeId, kind: 'issue', wording: 'a', lang: 'en' as Lang, at: 1 },
        ),
      )
      expect(done.ok).toBe(true)
      return performance.now() - began
    }
    const p99 = (times: readonly number[]): number =>
      times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
    const alone: number[] = []
    while (alone.length < 100) alone.push(await type())
    const { id } = await hands.material(film)
    const upload = await hands.bring(vtt())
    await hands.does({ kind: 'put-captions', material: id, upload, lang: 'fr' })
    const meanwhile: number[] = []
    await until('the film on both', async () => {
      meanwhile.push(await type())
      return existsSync(there(hashOf(film)))
    })
    console.log(
      `second: letters on both disks, p99 ${p99(alone).toFixed(1)} ms alone, ${p99(meanwhile).toFixed(1)} ms while a film goes over (${meanwhile.length})`,
    )
    // None was waited for so long that the second one counts as behind.
    expect(Math.max(...meanwhile)).toBeLessThan(1_000)
    expect(readFileSync(there(hashOf(film))).equals(film)).toBe(true)
    await until('nothing is missing', async () => (await hall.second.told()).photosMissing === 0)
    expect(hall.first.tablee.first?.told().state).toBe('two')
  })

  it('[MAT16] a line that tears in the middle costs the part that was under way', async () => {
    const long = mp4({ media: randomBytes(24_000_000) })
    await hands.material(long, { title: 'Long' })
    const part = join(hall.folder, 'second', 'materials', 'copied', hashOf(long))
    const size = (): number => statSync(part, { throwIfNoEntry: false })?.size ?? 0
    await until('some of it', () => size() > 2_000_000 || existsSync(there(hashOf(long))))
    line.tear()
    const had = size()
    await until('it goes on', () => size() > had || existsSync(there(hashOf(long))))
    if (!existsSync(there(hashOf(long)))) expect(size()).toBeGreaterThan(had)
    await until('whole', () => existsSync(there(hashOf(long))))
    expect(hashOf(readFileSync(there(hashOf(long))))).toBe(hashOf(long))
  })

  it('[MAT16] what is removed from the first leaves the second, too', async () => {
    const { id, hash } = await hands.material(mp4({ seconds: 5 }), { title: 'Short' })
    await until('there', () => existsSync(there(hash)))
    await hands.does({ kind: 'remove', material: id })
    await until('gone', () => !existsSync(there(hash)))
  })
})
