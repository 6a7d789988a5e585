import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresMissing } from '../support/postgres.ts'
import { randomHistories } from './histories.ts'
import { openPostgresPlace, type PostgresPlace } from './postgres-place.ts'

/** `PG_HISTORIES`: as many as somebody has time for. */
const runs = Number(process.env['PG_HISTORIES'] ?? 40)

let place: PostgresPlace
describe.skipIf(postgresMissing !== null)('random histories of a journal on Postgres', () => {
  beforeAll(async () => {
    place = await openPostgresPlace(['fsync = off'])
  })
  afterAll(() => place.stop())

  it(`[JRN25] [PGL3] I1 and I6 hold over ${runs} histories with owners that are fenced in the middle, reopenings and checkpoints`, async () => {
    const seen = await randomHistories(runs, () => {
      const dialogue = place.dialogue()
      const clock = { now: 1_000 }
      let lease = place.take(dialogue)
      const fenced: Promise<void>[] = []
      let kills = 0
      return {
        clock,
        strays: true,
        open: async () => place.open(await lease, {}, clock),
        // Not dead, and without its lease: the next one takes it while it goes on.
        async kill(opened) {
          // Sometimes behind the turn in which its group is handed over.
          if ((kills += 1) % 2 === 0) await new Promise(setImmediate)
          lease = place.take(dialogue)
          await lease
          fenced.push(Promise.resolve(opened.close()))
        },
        remove: () => Promise.all(fenced).then(() => {}),
      }
    })
    // Some came in before they were fenced.
    if (runs >= 40) expect(seen.strays).toBeGreaterThan(0)
  })
})
