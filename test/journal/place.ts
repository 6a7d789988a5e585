/** A journal in a folder of its own that can be closed, opened again, copied as a plug pulled at this moment leaves it, and damaged. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Alarm } from '@tablee/server/journal/history'
import type { Journal } from '@tablee/server/journal/port'
import { type JournalOptions, openJournal } from '@tablee/server/journal/sqlite'
import { askedLog } from '../support/slowLog.ts'
import { type Database, openDatabase } from '@tablee/server/store/database'

export type Opened = {
  readonly journal: Journal
  readonly database: Database
  readonly alarms: string[]
  close(): void
}

export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), 'tablee-journal-'))
  readonly clock = { now: 1_000 }
  readonly file: string

  constructor() {
    this.file = join(this.folder, 'tablee.db')
  }

  open(server = 'test', options: Pick<JournalOptions, 'disk' | 'sync' | 'now' | 'through'> = {}): Opened {
    const alarms: string[] = []
    const alarm: Alarm = (what) => void alarms.push(what)
    const database = openDatabase(this.file)
    // A test that says itself when the disk has it is told by nobody else.
    const through = options.sync === undefined ? askedLog : undefined
    const journal = openJournal({ database, clock: () => this.clock.now, server, alarm, through, ...options })
    return {
      journal,
      database,
      alarms,
      close() {
        journal.close()
        if (database.isOpen) database.close()
      },
    }
  }

  /** The files as they lie on the disk now, in a new folder: what another process finds after a kill at this moment. */
  killed(): Place {
    const copy = new Place()
    copy.clock.now = this.clock.now
    for (const part of ['', '-wal']) if (existsSync(this.file + part)) copyFileSync(this.file + part, copy.file + part)
    return copy
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
