/** A part that says no length and is longer than its file, while the next one comes already. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { materialBytes } from '@tablee/server/materials/bytes'
import { createUploads } from '@tablee/server/materials/uploads'
import { newId, type DialogueId } from '@tablee/shared/ids'
import { expect, it } from 'vitest'

const mib = 1024 * 1024
// eslint-disable-next-line @typescript-eslint/require-await
async function* piece(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(10)
}

it('[MAT9] who sends the next part while one that is too long is put right again waits for that, and nobody else does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'part-'))
  const dialogue = newId<DialogueId>(randomBytes)
  let next: ReturnType<typeof uploads.write> | null = null
  let tooLong = false
  const clock = (): number => {
    // Asked when it is noted that no byte of the part counts.
    if (tooLong) next ??= uploads.write(dialogue, id, 0, { body: piece(), size: 10, still: () => true })
    return 0
  }
  const bytes = materialBytes(
    folder,
    () => newId(randomBytes),
    () => Promise.resolve(1024 * mib),
  )
  const uploads = createUploads({ bytes, clock, random: randomBytes, letGo: () => undefined })
  const begun = await uploads.begin(dialogue, 20 * mib, 'film.mp4', () => 0)
  const id = begun.ok ? begun.value.id : ''
  async function* body(): AsyncGenerator<Uint8Array> {
    // So much that some of it has counted for a moment.
    for (let n = 0; n < 17; n += 1) yield new Uint8Array(mib)
    tooLong = true
    yield new Uint8Array(4 * mib)
  }

  const done = await uploads.write(dialogue, id, 0, { body: body(), size: null, still: () => true })
  expect(done).toMatchObject({ ok: false, problem: { code: 'too-large' } })
  expect(await next).toMatchObject({ ok: true, value: { offset: 10 } })
  rmSync(folder, { recursive: true, force: true })
})
