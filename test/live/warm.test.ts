/** A restart in the middle of a session. */
import { expect, it } from 'vitest'
import { newFolder } from '../faults/tablee.ts'
import { startServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const skipped = nothingOnPostgres('boards loaded at a start', 'a node has no hall before one is asked for')

it('[LIVE26] a server that starts has loaded the boards of the sessions under way before anybody can ask', {
  skip: skipped,
}, async () => {
  const { folder, remove } = newFolder()
  const first = await startServer({ dir: folder })
  const tables = first.parts.dialogues.tables(first.dialogue)
  await first.close()

  const again = await startServer({ dir: folder })
  const { live, dialogues, journal } = again.parts
  const current = tables.flatMap(({ id }) => dialogues.currentBoard(id)?.id ?? [])
  const written = current.filter((board) => journal.head(`board:${board}`).seq > 0)
  expect(written.length).toBeGreaterThan(0)
  expect(live.counts().boards).toBe(written.length)
  await again.close()
  remove()
})
