/** What was erased for good leaves the devices of the table too: their offline copies hold no old row of it. */
import { nothingAgain } from '@tablee/shared/board/again'
import { eraseFromBoard } from '@tablee/shared/board/erase'
import * as Y from 'yjs'
import { afterEach, expect, it } from 'vitest'
import { aTable, board, turn, type ATable } from '../support/aTable.ts'

let t: ATable
afterEach(() => t.close())

const secret = 'My neighbour Paula drinks'

it('[ERA5] a device folds its offline copy when a sentence is erased, and a page that opens it later finds black marks', async () => {
  t = aTable({ disk: 'slow' })
  await t.quiet()
  const { disk } = t.ana
  if (!disk) throw new Error('no slow disk')
  const issue = t.ana.add('issue', 'Who is liable?')
  const words = t.ana.say(issue, secret)
  await t.quiet()
  await disk.landAll()
  const kept = async (): Promise<boolean> => {
    const rows = await (await disk.open()).all([])
    return rows.some(({ value }) => Buffer.from(bytesOf(value)).includes(secret))
  }
  expect(await kept()).toBe(true)
  const { live } = t.server
  if (!live) throw new Error('no server')
  await live.write(board, 'organiser', (doc) =>
    eraseFromBoard(
      doc,
      { who: 'organiser', why: 'erase' },
      { ids: new Set([words]), again: nothingAgain, own: () => false, theirs: () => false },
    ),
  )
  await t.quiet()
  for (let i = 0; i < 5; i += 1) {
    await disk.landAll()
    await turn()
  }
  expect(await kept()).toBe(false)
  t.wire.goOffline('ana')
  await t.ana.crash()
  expect(t.ana.board.words.get(words)?.text).toBe('█'.repeat(secret.length))
  expect(Y.encodeStateAsUpdate(t.ana.link.doc).length).toBeGreaterThan(0)
})

function bytesOf(value: unknown): Uint8Array {
  const parts = (Array.isArray(value) ? value : [value]).filter((one) => one instanceof Uint8Array)
  return new Uint8Array(Buffer.concat(parts))
}
