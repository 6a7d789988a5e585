/** What the version that wrote a folder answered to everybody is what this one answers, at the first start and the next. */
import { join } from 'node:path'
import { snapshotSchema } from '@tablee/shared/snapshot/schema'
import Ajv from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { otherwise, roomsOtherwise, shortAnswers } from '../fixtures/folders/answers.ts'
import { keptFolder } from '../fixtures/folders/open.ts'
import { askedEvery, everyAnswer, everyRoom, inAWorker } from '../support/everyAnswer.ts'
import { differences, everyTable, type EveryTable } from '../support/everyTable.ts'
import { startServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const skipped = nothingOnPostgres('folders of before', 'they hold SQLite')

const valid = new Ajv({ strict: false }).compile(snapshotSchema)
/** For each of these folders that kept what was answered, one story. What a worker makes takes most of the time. */
export function answersStay(folders: readonly string[]): void {
  const asked = folders.flatMap((name) => {
    const kept = keptFolder(name)
    kept.remove()
    return kept.holds.asked === undefined ? [] : [{ name, ...kept.holds.asked }]
  })

  describe.skipIf(skipped).each(asked)('the folder written on $name', ({ name, at, watching, readers, dialogueOf }) => {
    const kept = keptFolder(name)
    const file = join(kept.folder, 'tablee.sqlite')
    const after: EveryTable[] = []
    beforeAll(() => () => kept.remove())

    it.each([1, 2])('[KEPT4, KEPT5] every route answers everybody as it did, at start %i', async (start) => {
      let now = at
      const server = await startServer({ dir: kept.folder, clock: () => now })
      try {
        const watched = await everyRoom(server.url, watching)
        const answers = await everyAnswer({
          url: server.url,
          readers,
          dialogueOf: new Map(dialogueOf),
          // What a worker makes is made of what the rest says.
          only: (route) => start === 1 || !inAWorker.test(route),
          beforeEach: () => void (now += askedEvery),
        })
        const before = kept.answered()
        expect(otherwise(before, shortAnswers(answers, watched), { all: start === 1 })).toEqual([])
        expect(roomsOtherwise(before.watched, watched)).toEqual([])
        // What a snapshot is may be said otherwise by now: those that were kept are still such.
        const frozen = Object.entries(answers).filter(
          ([route, { status }]) => status === 200 && /\/api\/snapshots\/[^/]+$/.test(route),
        )
        expect(frozen.length).toBeGreaterThan(0)
        for (const [route, { body }] of frozen) expect([route, valid(body), valid.errors]).toEqual([route, true, null])
      } finally {
        await server.close()
      }
      after.push(everyTable(file))
    })
    it('[KEPT6] the second start changes nothing more', () => {
      const [first, second] = after
      if (first === undefined || second === undefined) throw new Error('it was not started twice')
      expect(differences(first, second)).toEqual([])
    })
  })
}
