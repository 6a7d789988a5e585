import { durableTables } from '@tablee/server/cluster/beside'
import { migrations } from '@tablee/server/hall/migrations'
import { openDatabase } from '@tablee/server/store/database'
import { applyPatches, LaterVersion, notePatches, wholePatch } from '@tablee/server/store/patches'
import { describe, expect, it } from 'vitest'
import { seeded } from '../support/random.ts'
import { besideIn, besideWriter } from './beside-writer.ts'

/** Of the migrations, and not kept on Postgres; each with the reason why nothing is lost. */
const others: Readonly<Record<string, string>> = {
  snapshot: 'a cache, made again from the log',
  snapshot_text: 'a cache, made again from the log',
  migration: 'of the database in memory itself',
  journal_meta: 'of the file; on Postgres it is meta',
  journal_document: 'the log',
  journal_row: 'the log',
  journal_segment: 'the log',
  journal_checkpoint: 'the log',
  journal_writer: 'the log',
  journal_quarantine: 'the log',
  journal_epoch: 'the log',
  hall: 'which program may open it; on Postgres a table of its own',
  term: 'which of two laptops is the first',
  damage: 'what a damaged file lacked',
  shut: 'what a damaged file lacked',
  link: 'of a version before: brought into the log',
  session: 'of a version before: brought into the log',
  dialogue: 'of a version before: brought into the log',
  dialogue_site: 'of a version before: brought into the log',
  dialogue_table: 'of a version before: brought into the log',
  dialogue_session: 'of a version before: brought into the log',
  dialogue_command: 'of a version before: brought into the log',
  board: 'of a version before: brought into the log',
  sheet_placement: 'of a version before: brought into the log',
  erasure: 'of a version before: brought into the log',
  erased_text: 'of a version before: brought into the log',
  erased_said: 'of a version before: brought into the log',
}

describe('what lies beside the log, as bytes', () => {
  it('[BSD1] every table is the log, is kept beside it, or is made again', () => {
    const database = openDatabase(':memory:', { migrations })
    const tables = database
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
      .all()
      .map(({ name }) => String(name))
    expect(tables.sort()).toEqual([...durableTables, ...Object.keys(others)].sort())
    database.close()
  })

  it('[BSD2] applied one after the other they give what was committed, some of them twice or not, caches excepted', () => {
    const seed = Number(process.env['BESIDE_SEED'] ?? Date.now() % 1_000_000)
    console.log(`seed ${seed}`)
    const random = seeded(seed)
    for (let round = 0; round < 8; round += 1) {
      const database = openDatabase(':memory:', { migrations })
      const writer = besideWriter(database, random)
      const notes = notePatches(database, durableTables)
      let units: Uint8Array[] = []
      for (let step = 0; step < 120; step += 1) {
        writer.act()
        const unit = random.next() < 0.4 ? notes.take() : null
        if (unit !== null) units.push(unit)
        if (random.next() < 0.03 && units.length > 0) {
          const empty = openDatabase(':memory:', { migrations })
          // Made of more than what stands before it: what follows is applied once more.
          const whole = wholePatch(database, durableTables, empty)
          units = whole === null ? [] : [whole]
        }
      }
      const unit = notes.take()
      if (unit !== null) units.push(unit)
      const again = openDatabase(':memory:', { migrations })
      applyPatches(again, units)
      expect(besideIn(again), `seed ${seed}, round ${round}`).toEqual(besideIn(database))
      expect(again.prepare('SELECT count(*) AS n FROM snapshot_text').get()?.['n']).toBe(0)
      expect(again.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    }
  })

  it('[BSD3] no value that was overwritten stands in what is made one', () => {
    const database = openDatabase(':memory:', { migrations })
    const notes = notePatches(database, durableTables)
    database.exec(
      `INSERT INTO live_late (board, epoch, data, became) VALUES ('one', 1, x'7365637265742d7365637265742121', x'00')`,
    )
    expect(Buffer.from(notes.take() ?? []).includes('secret-secret!!')).toBe(true)
    database.exec(`UPDATE live_late SET data = x'00'`)
    expect(Buffer.from(notes.take() ?? []).includes('secret-secret!!')).toBe(false)
    const whole = wholePatch(database, durableTables, openDatabase(':memory:', { migrations }))
    expect(Buffer.from(whole ?? []).includes('secret-secret!!')).toBe(false)
  })

  it('[BSD4] a version that lacks a column refuses them, one that has more takes them', () => {
    const later = openDatabase(':memory:', { migrations })
    later.exec(`ALTER TABLE photo ADD COLUMN shown INTEGER`)
    const notes = notePatches(later, durableTables)
    later.exec(`INSERT INTO photo VALUES ('one', 'hash', 'image/png', 1, 1, 1, 1, 'T1', 1)`)
    const unit = notes.take() ?? new Uint8Array()
    const before = openDatabase(':memory:', { migrations })
    expect(() => applyPatches(before, [unit])).toThrow(LaterVersion)
    expect(besideIn(before)['photo']).toEqual([])

    const own = notePatches(before, durableTables)
    before.exec(`INSERT INTO photo VALUES ('two', 'hash', 'image/png', 1, 1, 1, 1, 'T1')`)
    applyPatches(later, [own.take() ?? new Uint8Array()])
    expect(later.prepare(`SELECT shown FROM photo WHERE board = 'two'`).get()?.['shown']).toBeNull()
    expect(() => applyPatches(before, [unit.subarray(0, unit.length - 3)])).toThrow('not what was written')
  })
})
