/** Data folders that earlier versions wrote, opened by this one: nothing is lost, and nothing opens that was shut. */
import { roundName } from '@tablee/shared/voices/rows'
import { snapshotText } from '@tablee/shared/snapshot/structure'
import { describe, expect, it } from 'vitest'
import { boardDigest } from '../fixtures/folders/digest.ts'
import { keptFolder, keptFolders } from '../fixtures/folders/open.ts'
import { startServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const skipped = nothingOnPostgres('folders of before', 'they hold SQLite')

describe.skipIf(skipped).each(keptFolders)('the folder written on %s', (name) => {
  it('[KEPT1, KEPT2, KEPT3] holds every board to the letter, lets in who was let in, and its snapshots keep their names', async () => {
    const { folder, holds, remove } = keptFolder(name)
    // Twice: what the first start may write, the second opens.
    try {
      for (let start = 1; start <= 2; start += 1) {
        const server = await startServer({ dir: folder, clock: () => Date.UTC(2026, 10, 27, 12) })
        try {
          const { live, snapshots, voices } = server.parts
          for (const [board, digest] of Object.entries(holds.boards))
            expect(await live.look(board as never, boardDigest), `${board} at start ${start}`).toEqual(digest)
          const struck = await live.look('demo-1-2' as never, (doc) => [
            doc.getMap('redacted').has(holds.said.struck),
            doc.getMap('redacted').has(holds.said.stays),
          ])
          expect(struck).toEqual([true, false])

          for (const hash of Object.values(holds.snapshots)) {
            const rebuilt = await snapshots.rebuild(hash)
            expect(rebuilt.ok && snapshotText(rebuilt.value) === (await snapshots.body(hash)), `${hash} rebuilt`).toBe(
              true,
            )
          }
          const known = voices.state(holds.dialogue)
          expect(known.seats.size).toBe(holds.voices.seats)
          const round = known.rounds.get(roundName(holds.ballot.board, holds.ballot.step))
          expect(round?.state).toBe('closed')

          const enter = async (token: string, n: number) =>
            (await server.api('/api/sessions', { body: { token, device: `kept-${start}-${n}` } })).status
          for (const [n, { token, role }] of holds.links.entries()) expect(await enter(token, n), role).toBe(201)
          expect(await enter(holds.withdrawn.token, 900)).not.toBe(201)
          expect(await enter(holds.renewed.oldToken, 901)).not.toBe(201)
          const facilitator = holds.links.find(({ role }) => role === 'facilitator')?.token
          const photo = await fetch(`${server.url}/api/boards/demo-1-2/photos/${holds.photo}`, {
            headers: { authorization: `Bearer ${facilitator}` },
          })
          expect(photo.status).toBe(200)
        } finally {
          await server.close()
        }
      }
    } finally {
      remove()
    }
  })
})
