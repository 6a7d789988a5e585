/** What tests of the command line start is gone when they are, red ones too. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Running } from '../faults/process.ts'

it('a server that a test has started ends with the test’s process, though that is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-started-'))
  const starter = new Running(new URL('./killed-starter.ts', import.meta.url), [], { TABLEE_DATA: folder })
  const pid = Number((await starter.line((line) => line.startsWith('started'))).split(' ')[1])
  expect(process.kill(pid, 0)).toBe(true)
  await starter.kill()
  const gone = (): boolean => {
    try {
      return !process.kill(pid, 0)
    } catch {
      return true
    }
  }
  while (!gone()) await new Promise((resolve) => setTimeout(resolve, 10))
  rmSync(folder, { recursive: true, force: true })
})
