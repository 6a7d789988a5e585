/** A run of machine drafts when the house itself is in trouble: the text that could not be looked up is left, and nothing hangs. */
import type { DialogueId, TableId } from '@tablee/shared/ids'
import { expect, it } from 'vitest'
import { beginRun } from '@tablee/server/translations/draft-run'

it('[ENG6] a board that cannot be read now costs its texts, and the run ends and says how many', async () => {
  const run = beginRun({
    log: { append: () => Promise.reject(new Error('never')) } as never,
    engine: {} as never,
    find: () => Promise.reject(new Error('the log cannot be read')),
    told: () => undefined,
    newId: () => 'id',
    session: { device: 'd' } as never,
    dialogue: 'd' as DialogueId,
    still: () => true,
  })
  const wanted = { session: 1, into: 'fr', from: 'en', table: 't' as TableId }
  run.take(['a', 'b', 'c'].map((entry) => ({ ...wanted, entry })) as never)
  await run.work()
  expect([run.goesOn(), run.told()]).toEqual([false, { state: 'idle', done: 0, of: 3, left: 3 }])
})
