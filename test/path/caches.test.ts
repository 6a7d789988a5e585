/**
 * What stands beside the log is a cache: emptied at any moment and made anew, every route answers everybody as before.
 * A little day is drawn on a kept folder, which holds something of everything; at a random moment every answer is noted,
 * every table is emptied that is neither the log's own nor named below as truth, what reads through is asked again; then
 * the server stops, the same once more, and the next server answers the same.
 *   CACHES_SEED=7 CACHES_MOMENTS=50 CACHES_ACTS=80
 */
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
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
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const skipped = nothingOnPostgres('caches that are emptied', 'they lie in a file')

const seed = Number(process.env['CACHES_SEED'] ?? 11)
const moments = Number(process.env['CACHES_MOMENTS'] ?? 1)
const acts = Number(process.env['CACHES_ACTS'] ?? 40)

/** The log's own, and what was applied to the file. */
const isLog = (table: string): boolean => table.startsWith('journal_') || table === 'migration'
/** What no rebuild gives back today: each with its reason. One that is a cache by now, or gone, has to leave this list. */
const truth: Readonly<Record<string, string>> = {
  hall: 'which program a dialogue needs, and that it was moved away: a file of an older program has to know before it reads',
  photo: 'which board a photo came to; its bytes lie beside the database',
  sheet_placement: 'where sheets lay, as versions before noted it: brought into the log at the next start',
  live_late: 'what devices still brought of an ended epoch, by what it became',
  recovery: 'that devices hand in what a backup lacks',
  recovery_ended: 'when the organiser ended that',
  recovery_handed: 'what a device handed in',
  recovery_conflict: 'what two devices say differently of one clock',
  recovery_floor: 'the number below which no view begins after a restore',
  damage: 'what a damaged file no longer held',
  term: 'which laptop is the first: a person’s word, which no row of a dialogue says',
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

/** Empties every cache of a file, and counts what was in it. */
function empty(database: DatabaseSync): void {
  const tables = database
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all()
    .map((row) => String(row['name']))
  expect(
    Object.keys(truth).filter((table) => !tables.includes(table)),
    'named as truth, and not there',
  ).toEqual([])
  database.exec('PRAGMA foreign_keys = OFF')
  for (const table of tables.filter((one) => !isLog(one) && !(one in truth)))
    emptied[table] = (emptied[table] ?? 0) + Number(database.prepare(`DELETE FROM "${table}"`).run().changes)
  database.exec('PRAGMA foreign_keys = ON')
}
const emptied: Record<string, number> = {}

let taken: readonly string[] | null = null
async function answersOf(server: TestServer, watched: readonly string[], only: (route: string) => boolean) {
  const full = new Set(['organiser', 'facilitator 6', 'T6-01', 'analyst'])
  // Also the snapshots that were taken since: the same ones each time, as one may take itself meanwhile.
  taken ??= (await server.parts.snapshots.list(dialogue)).slice(0, 6).map(({ hash }) => hash)
  const since = taken
  const readers: Reader[] = (asked?.readers ?? []).map((one) => {
    if (!full.has(one.name)) return { ...one, ids: null }
    const hash = [...new Set([...(one.ids?.['hash'] ?? []), ...since])]
    return { ...one, ids: { ...one.ids, link: watched, hash } }
  })
  return everyAnswer({
    url: server.url,
    readers,
    dialogueOf: new Map(asked?.dialogueOf),
    only,
    beforeEach: () => void (time.now += askedEvery),
  })
}

async function everything(server: TestServer, watched: readonly string[]) {
  // Somebody looks already: a room that nobody looked at catches up when the first observer comes.
  await everyRoom(server.url, asked?.watching ?? '')
  const answers = await answersOf(server, watched, (route) => !inAWorker.test(route))
  const rooms = await everyRoom(server.url, asked?.watching ?? '')
  const boards: Record<string, unknown> = {}
  for (const { id } of server.parts.dialogues.tables(dialogue))
    for (const board of server.parts.dialogues.boardsOf(id))
      boards[board.id] = await server.parts.live.look(board.id, boardDigest)
  return { told: shortAnswers(answers, rooms), boards }
}

describe.skipIf(skipped)(`a little day with seed ${seed}`, () => {
  it(`[RCD30] every table beside the log is emptied ${moments} times at a random moment and made anew: every answer is the same`, async () => {
    console.log(`caches: CACHES_SEED=${seed}`)
    const links = [asked.watching]
    for (let moment = 1; moment <= moments; moment += 1) {
      taken = null
      const before = await startServer({ dir: kept.folder, clock })
      const noted = await (async () => {
        try {
          // The organiser also knows of another dialogue's board; what is done here is done in this one.
          const here = new Set(
            before.parts.dialogues
              .tables(dialogue)
              .flatMap(({ id }) => before.parts.dialogues.boardsOf(id))
              .map(({ id }): string => id),
          )
          const boards = everyBoard.filter((id) => here.has(id))
          const day = { random, acts, boards, dialogue, links, sessionOf, clock: time }
          for (const [what, times] of Object.entries(await aLittleDay(before, day)))
            done[what] = (done[what] ?? 0) + times
          time.now += 3_600_000
          // What is due to be frozen by now is.
          await before.hall(dialogue).byItself.look()
          const at = time.now
          const found = await everything(before, links.slice(0, 6))
          // What reads through is asked while the server runs, too.
          const ofSnapshots = (route: string) => route.includes('snapshot') && !inAWorker.test(route)
          empty(before.parts.database)
          const through = await answersOf(before, links.slice(0, 6), ofSnapshots)
          expect(Object.keys(through).length).toBeGreaterThan(10)
          const short = shortAnswers(through, {})
          expect(otherwise(found.told, short, { all: false }), `seed ${seed}, moment ${moment}, running`).toEqual([])
          time.now = at
          return found
        } finally {
          await before.close()
        }
      })()
      const database = openDatabase(file, { migrations })
      empty(database)
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
    }
    console.log(`caches: rows emptied ${JSON.stringify(emptied)}; ${JSON.stringify(done)}`)
    for (const [table, rows] of Object.entries(emptied)) expect(rows, `${table} held nothing`).toBeGreaterThan(0)
    expect(Object.keys(emptied)).not.toEqual([])
  }, 600_000)
})
