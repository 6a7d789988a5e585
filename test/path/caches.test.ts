/**
 * What stands beside the log is a cache: emptied at any moment and made anew, every route answers everybody as before.
 * A little day is drawn on a kept folder, which holds something of everything; at a random moment every answer is noted,
 * the server stops, every table is emptied that is neither the log's own nor named below as truth, and the next server
 * answers the same.
 *   CACHES_SEED=7 CACHES_MOMENTS=50 CACHES_ACTS=80
 */
import { join } from 'node:path'
import { openDatabase } from '@tablee/server/store/database'
import { migrations } from '@tablee/server/hall/migrations'
import { afterAll, describe, expect, it } from 'vitest'
import { otherwise, roomsOtherwise, shortAnswers } from '../fixtures/folders/answers.ts'
import { boardDigest } from '../fixtures/folders/digest.ts'
import { keptFolder, keptFolders } from '../fixtures/folders/open.ts'
import { aLittleDay } from '../support/aLittleDay.ts'
import { askedEvery, everyAnswer, everyRoom, inAWorker, type Reader } from '../support/everyAnswer.ts'
import { seeded } from '../support/seeded.ts'
import { startServer, type TestServer } from '../support/server.ts'

const seed = Number(process.env['CACHES_SEED'] ?? 11)
const moments = Number(process.env['CACHES_MOMENTS'] ?? 1)
const acts = Number(process.env['CACHES_ACTS'] ?? 40)

/** The log's own, and what was applied to the file. */
const isLog = (table: string): boolean => table.startsWith('journal_') || table === 'migration'
/** What no rebuild gives back today: each with its reason. One that is a cache by now, or gone, has to leave this list. */
const truth: Readonly<Record<string, string>> = {
  photo: 'which board a photo came to; its bytes lie beside the database',
  snapshot: 'an erased sentence is not in the log any more, so a snapshot that held it could not be made again',
  snapshot_text: 'as `snapshot`: salts and texts, which erasure takes away here',
  erasure: 'whether an erasure was done to its end: made anew after damage, it is done once more',
  erased_text: 'as `erasure`, which it refers to',
  erased_said: 'as `erasure`',
  live_late: 'what devices still brought of an ended epoch, by what it became',
  recovery: 'that devices hand in what a backup lacks',
  recovery_ended: 'when the organiser ended that',
  recovery_handed: 'what a device handed in',
  recovery_conflict: 'what two devices say differently of one clock',
  recovery_floor: 'the number below which no view begins after a restore',
  damage: 'what a damaged file no longer held',
  shut: 'boards that a damaged log shuts at the next start',
}

const name = keptFolders.at(-1) ?? ''
const kept = keptFolder(name)
const { asked, dialogue } = kept.holds
if (asked === undefined) throw new Error(`${name} does not say what it answered`)
const random = seeded(seed)
const time = { now: asked.at }
const clock = (): number => time.now
const done: Record<string, number> = {}
const file = join(kept.folder, 'tablee.sqlite')
afterAll(() => kept.remove())
const everyBoard = asked.readers.find(({ name: who }) => who === 'organiser')?.ids?.['board'] ?? []
const sessionOf = (who: string): string => asked.readers.find((one) => one.name === who)?.session ?? ''

async function everything(server: TestServer, watched: readonly string[]) {
  const full = new Set(['organiser', 'facilitator 6', 'T6-01', 'analyst'])
  const readers: Reader[] = (asked?.readers ?? []).map((one) =>
    full.has(one.name) ? { ...one, ids: { ...one.ids, link: watched } } : { ...one, ids: null },
  )
  // Somebody looks already: a room that nobody looked at catches up when the first observer comes.
  await everyRoom(server.url, asked?.watching ?? '')
  const answers = await everyAnswer({
    url: server.url,
    readers,
    dialogueOf: new Map(asked?.dialogueOf),
    only: (route) => !inAWorker.test(route),
    beforeEach: () => void (time.now += askedEvery),
  })
  const rooms = await everyRoom(server.url, asked?.watching ?? '')
  const boards: Record<string, unknown> = {}
  for (const { id } of server.parts.dialogues.tables(dialogue))
    for (const board of server.parts.dialogues.boardsOf(id))
      boards[board.id] = await server.parts.live.look(board.id, boardDigest)
  return { told: shortAnswers(answers, rooms), boards }
}

describe(`a little day with seed ${seed}`, () => {
  it(`[RCD30] every table beside the log is emptied ${moments} times at a random moment and made anew: every answer is the same`, async () => {
    console.log(`caches: CACHES_SEED=${seed}`)
    const links = [asked.watching]
    for (let moment = 1; moment <= moments; moment += 1) {
      const before = await startServer({ dir: kept.folder, clock })
      const noted = await (async () => {
        try {
          const day = { random, acts, boards: everyBoard, dialogue, links, sessionOf, clock: time }
          for (const [what, times] of Object.entries(await aLittleDay(before, day)))
            done[what] = (done[what] ?? 0) + times
          time.now += 3_600_000
          const at = time.now
          const found = await everything(before, links.slice(0, 6))
          time.now = at
          return found
        } finally {
          await before.close()
        }
      })()
      const database = openDatabase(file, { migrations })
      const tables = database
        .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
        .all()
        .map((row) => String(row['name']))
      expect(
        Object.keys(truth).filter((table) => !tables.includes(table)),
        'named as truth, and not there',
      ).toEqual([])
      const caches = tables.filter((table) => !isLog(table) && !(table in truth))
      database.exec('PRAGMA foreign_keys = OFF')
      for (const table of caches) database.exec(`DELETE FROM "${table}"`)
      database.exec('PRAGMA foreign_keys = ON')
      database.close()
      const after = await startServer({ dir: kept.folder, clock })
      try {
        const found = await everything(after, links.slice(0, 6))
        expect(otherwise(noted.told, found.told, { all: true }), `seed ${seed}, moment ${moment}`).toEqual([])
        expect(roomsOtherwise(noted.told.watched, found.told.watched), `seed ${seed}, moment ${moment}`).toEqual([])
        expect(found.boards, `seed ${seed}, moment ${moment}`).toEqual(noted.boards)
      } finally {
        await after.close()
      }
      if (moment === moments) console.log(`caches: ${caches.join(', ') || 'none'} emptied; ${JSON.stringify(done)}`)
    }
  })
})
