/** Room for films where no folder is yet: a dialogue that came from elsewhere has none on this node before its first film. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { materialBytes } from '@tablee/server/materials/bytes'
import { newId } from '@tablee/shared/ids'
import { expect, it } from 'vitest'

it('[MAT9] a node on which the dialogue has no folder yet says how much room there is for films', async () => {
  const node = mkdtempSync(join(tmpdir(), 'node-'))
  const folder = join(node, 'halls', 'came-from-a-laptop')
  try {
    expect(Number.isFinite(await materialBytes(folder, () => newId(randomBytes)).room())).toBe(true)
    expect(existsSync(folder)).toBe(false)
  } finally {
    rmSync(node, { recursive: true, force: true })
  }
})
