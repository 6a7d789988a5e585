/**
 * The first start on an older folder, killed before each of its writes: the file is then the older version's, to the
 * letter, or this version's; and whichever it is, the next start finds everything. A process that is killed leaves its
 * files as they stand, so each copy of the folder is a kill.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { otherwise, shortAnswers } from '../fixtures/folders/answers.ts'
import { boardDigest } from '../fixtures/folders/digest.ts'
import { keptFolder } from '../fixtures/folders/open.ts'
import { askedEvery, everyAnswer, everyRoom, inAWorker } from '../support/everyAnswer.ts'
import { differences, everyTable, type EveryTable } from '../support/everyTable.ts'
import { startServer } from '../support/server.ts'
import { nothingOnPostgres } from '../support/postgresPlaces.ts'

const skipped = nothingOnPostgres('folders of before', 'they hold SQLite')

/** How many kills are followed by a start; `KEPT_KILLS=1000` for all of them. */
const most = Number(process.env['KEPT_KILLS'] ?? 3)

const fileIn = (folder: string): string => join(folder, 'tablee.sqlite')
const said = (table: EveryTable): string => JSON.stringify(table)

/** A copy of the folder before every write of `run`; what says the same as the one before it is kept once. */
async function killed(
  folder: string,
  run: () => Promise<void>,
): Promise<readonly { folder: string; says: EveryTable }[]> {
  const place = mkdtempSync(join(tmpdir(), 'tablee-killed-'))
  const found: { folder: string; says: EveryTable }[] = []
  let last = ''
  const copy = (): void => {
    const to = join(place, String(found.length))
    cpSync(folder, to, { recursive: true, filter: (path) => !/\.lock$|-shm$/.test(path) })
    const says = everyTable(fileIn(to))
    if (said(says) === last) return rmSync(to, { recursive: true })
    last = said(says)
    found.push({ folder: to, says })
  }
  const { exec } = DatabaseSync.prototype
  const { run: write } = StatementSync.prototype
  DatabaseSync.prototype.exec = function (sql) {
    if (/^\s*(COMMIT|RELEASE|CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|VACUUM)/i.test(sql)) copy()
    return exec.call(this, sql)
  }
  StatementSync.prototype.run = new Proxy(write, {
    apply(target, statement: StatementSync, given) {
      if (!statement.sourceSQL.startsWith('SELECT')) copy()
      return Reflect.apply(target, statement, given)
    },
  })
  try {
    await run()
  } finally {
    DatabaseSync.prototype.exec = exec
    StatementSync.prototype.run = write
  }
  copy()
  return found
}

/** One test for each of these folders. */
export const cutShort = (folders: readonly string[]): void =>
  describe.skipIf(skipped).each(folders)('the folder written on %s', (name) => {
    it('[KEPT7] a first start that is killed at any write leaves the old file or the new one, and the next start finds all', async () => {
      const kept = keptFolder(name)
      const { asked, boards } = kept.holds
      const before = everyTable(fileIn(kept.folder))
      let now = asked?.at ?? Date.UTC(2026, 10, 27, 12)
      const clock = (): number => now
      const copies = await killed(kept.folder, async () => {
        const server = await startServer({ dir: kept.folder, clock })
        await server.close()
      })
      const whole = copies.at(-1)
      if (whole === undefined) throw new Error('nothing was written')
      const migrated = differences(
        { migration: before['migration'] ?? [] },
        { migration: whole.says['migration'] ?? [] },
      )
      const checked = new Set(Array.from({ length: most }, () => Math.floor(Math.random() * copies.length)))
      console.log(
        `${name}: ${copies.length} different files on the way, ${migrated.length === 0 ? 'no' : 'a'} migration; started after ${most < copies.length ? [...checked].join(', ') : 'all'}`,
      )
      for (const [n, { folder, says }] of copies.entries()) {
        // Halfway there is nothing: all migrations that were due, or none.
        if (migrated.length > 0 && says['migration']?.length !== whole.says['migration']?.length)
          expect(differences(before, says), `kill ${n}`).toEqual([])
        if (most < copies.length && !checked.has(n)) {
          rmSync(folder, { recursive: true })
          continue
        }
        const server = await startServer({ dir: folder, clock })
        try {
          const { live } = server.parts
          for (const [board, digest] of Object.entries(boards))
            expect(await live.look(board as never, boardDigest), `${board} after kill ${n}`).toEqual(digest)
          if (asked === undefined) continue
          now = asked.at
          const watched = await everyRoom(server.url, asked.watching)
          const answers = await everyAnswer({
            url: server.url,
            // Everybody is asked whether they are let in; the organiser's answers say the rest.
            readers: asked.readers.map((one) => (one.name === 'organiser' ? one : { ...one, ids: null })),
            dialogueOf: new Map(asked.dialogueOf),
            only: (route) => !inAWorker.test(route),
            beforeEach: () => void (now += askedEvery),
          })
          expect(otherwise(kept.answered(), shortAnswers(answers, watched), { all: false }), `kill ${n}`).toEqual([])
        } finally {
          await server.close()
          rmSync(folder, { recursive: true, force: true })
          now = asked?.at ?? now
        }
      }
      kept.remove()
    })
  })
