/** What is left in the file of those who were in once their week is over: nothing, to the byte. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startServer } from '../support/server.ts'

const week = 8 * 24 * 3_600_000

describe('who was in', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tablee-retention-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('[ACC38] a start after their week leaves no device of theirs in the file, not in pages that are left over either', async () => {
    const dir = join(folder, 'data')
    const first = await startServer({ dir })
    for (let table = 1; table <= 6; table += 1) {
      const { token } = first.link('citizen', table)
      const entering = Array.from({ length: 100 }, (_, n) =>
        first.parts.access.exchange({ token, device: `phone-of-somebody-${table}-${n}` }, 'here'),
      )
      expect((await Promise.all(entering)).every(({ ok }) => ok)).toBe(true)
    }
    await first.close()
    const bytes = () => readFileSync(join(dir, 'tablee.sqlite'))
    expect(bytes().includes('phone-of-somebody')).toBe(true)
    const later = await startServer({ dir, clock: () => Date.now() + week })
    await later.close()
    expect(bytes().includes('phone-of-somebody')).toBe(false)
  })
})
