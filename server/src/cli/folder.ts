/** Commands that need the data folder for themselves: no server may run on it. */
import type { RandomBytes } from '@tablee/shared/ids'
import { ballotTables } from '../ballot/migration.ts'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { projectionTables } from '../dialogue/migration.ts'
import { createLogger } from '../ops/logger.ts'
import { createTablee, type Tablee } from '../tablee.ts'

async function opened(
  config: Config,
  random: RandomBytes,
  work: (tablee: Tablee) => Promise<void> | void,
): Promise<void> {
  const tablee = createTablee(config, { clock: systemClock, random, logger: createLogger({ level: 'warn' }) })
  try {
    await work(tablee)
  } finally {
    await tablee.close()
  }
}

export const seed = (config: Config, random: RandomBytes): Promise<void> =>
  opened(config, random, async (tablee) => {
    console.log(
      (await tablee.prepare())
        ? `The demo stands in ${config.folder}.`
        : `${config.folder} holds a dialogue already; the demo goes into an empty folder only.`,
    )
  })

/** The tables of dialogues and of people's voices against the journal, and every board's rows against their checksums. */
export const verify = (config: Config, random: RandomBytes): Promise<void> =>
  opened(config, random, (tablee) => {
    const { database, dialogues, voices, journal } = tablee.parts
    const dump = (): string =>
      JSON.stringify(
        [...projectionTables, ...ballotTables].map((name) =>
          database
            .prepare(`SELECT * FROM ${name}`)
            .all()
            .map((row) => JSON.stringify(row))
            .sort(),
        ),
      )
    const before = dump()
    let after = before
    // Rolled back: verifying changes nothing.
    const undo = new Error('undo')
    try {
      database.transaction(() => {
        dialogues.rebuild()
        voices.rebuild()
        after = dump()
        throw undo
      })
    } catch (cause) {
      if (cause !== undo) throw cause
    }
    const boards = journal.documents('board:')
    const damaged = boards.filter((name) => journal.load(name).quarantined > 0)
    console.log(
      `dialogues and voices: the tables ${before === after ? 'are what the journal says' : 'DIFFER from the journal'}`,
    )
    console.log(
      `boards: ${boards.length} read, ${damaged.length} with rows put aside${damaged.length > 0 ? `: ${damaged.join(', ')}` : ''}`,
    )
    if (before !== after || damaged.length > 0) process.exitCode = 1
  })
