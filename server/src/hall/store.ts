/** Where everything is kept: the folder, its database, the journal in it and the server's key. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { newId, type RandomBytes } from '@tablee/shared/ids'
import type { Audience } from '@tablee/shared/view/audiences'
import { bringAccess, dropOldAccess } from '../access/bring.ts'
import { openFolderKey } from '../access/folder-key.ts'
import { serverKey, type ServerKey } from '../access/keys.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createDialogues } from '../dialogue/dialogues.ts'
import { noteUnknown, shutUnknown } from '../dialogue/shut.ts'
import { bringArchives, dropOldErasures } from '../erase/bring.ts'
import { erasureTables } from '../erase/migration.ts'
import type { Through } from '../journal/queue.ts'
import { openJournal } from '../journal/sqlite.ts'
import type { Logger } from '../ops/logger.ts'
import { createMeters, type Meters } from '../ops/meters.ts'
import { createReadiness, type Readiness } from '../ops/readiness.ts'
import { keyBeside } from '../recovery/backup.ts'
import { newestBackup } from '../recovery/backups.ts'
import { mend } from '../recovery/mend.ts'
import { createFirst } from '../second/first.ts'
import { madeOf, type Made } from '../second/made.ts'
import { mayServe } from '../second/may-serve.ts'
import { openDatabase } from '../store/database.ts'
import { version } from '../version.ts'
import type { KindIn } from './kinds.ts'
import { metered } from './metering.ts'
import { migrations } from './migrations.ts'
import type { FeedParts } from './watch-feed.ts'

export type Means = {
  readonly clock: Clock
  readonly random: RandomBytes
  readonly logger: Logger
  /** What the process counts of itself; left out: nobody reads it but its own `/metrics`. */
  readonly meters?: Meters | undefined
  /** Whether it can take people; left out: its own. */
  readonly readiness?: Readiness | undefined
  /** Tests put a slow log under the server. */
  readonly through?: Through | undefined
  /** What is edited together in a hall, beside boards: each hall makes its own. */
  readonly kinds?: readonly KindIn[] | undefined
  /** Bytes of a disk that nobody uses; left out: as the machine says. */
  readonly free?: ((folder: string) => Promise<number>) | undefined
  /** Whom views are for. */
  readonly audiences?: readonly Audience[] | undefined
  /** A code for whoever stands at this machine: a second laptop asks to be let in. Null: it counts no more. */
  readonly showCode?: ((code: string | null, from: string) => void) | undefined
  /** A second laptop of another version asks, and is not taken. */
  readonly otherVersion?: ((theirs: string, ours: string, from: string) => void) | undefined
  /** Watch nodes follow it: who is one, and whether this process may answer for a dialogue. Left out: nobody is. */
  readonly feed?: FeedParts | undefined
  /** Tests make another version of this program. */
  readonly made?: Made | undefined
}
/** A damaged file gives way to what it holds; true when it had to. */
export const mendDatabase = (file: string, { clock }: Pick<Means, 'clock'>): Promise<boolean> =>
  mend({
    file,
    migrations,
    rebuilt: erasureTables,
    shut: noteUnknown,
    now: clock(),
  })

/** The same, with meters and readiness of their own where none were given. */
export const withOps = (means: Means): Means & { readonly meters: Meters; readonly readiness: Readiness } => ({
  ...means,
  meters: means.meters ?? createMeters(),
  readiness: means.readiness ?? createReadiness(),
})

export type Store = Awaited<ReturnType<typeof openStore>>

/**
 * Locks the folder, mends or migrates its file and makes a new one's key; null for the folder keeps everything in
 * memory. Throws `DatabaseInUse`, and `BadKey` with everything closed again. Close the journal, then the database;
 * `shut`: boards of which nobody knows what was public.
 * Throws `NotFirst` for a copy of another laptop's folder, and for one that another laptop has taken over from.
 */
export async function openStore(config: Pick<Config, 'folder' | 'disk'>, means: Means) {
  const { clock, random, logger, through, meters, readiness } = withOps(means)
  if (config.folder !== null) mkdirSync(config.folder, { recursive: true, mode: 0o700 })
  const file = config.folder === null ? ':memory:' : join(config.folder, 'tablee.sqlite')
  if (config.folder !== null) {
    mayServe(config.folder)
    await mendDatabase(file, { clock })
  }
  const database = openDatabase(file, { migrations })
  const first =
    config.folder === null
      ? null
      : createFirst({
          database,
          folder: config.folder,
          clock,
          random,
          logger,
          made: means.made ?? madeOf(version, migrations),
          show: means.showCode,
          other: means.otherVersion,
        })
  const shut = await shutUnknown(database, clock, newId(random))
  await bringAccess(database, clock, newId(random))
  await bringArchives(database, clock, newId(random), async (log) => {
    const places = await createDialogues({ journal: log, clock })
    return (board) => places.board(board)?.dialogue ?? null
  })
  const journal = openJournal({
    database,
    clock,
    server: newId(random),
    disk: config.disk,
    through: metered(
      meters,
      readiness,
      first === null ? through : { ...through, keeper: (keeper) => first.keeper(through?.keeper(keeper) ?? keeper) },
    ),
    alarm: (what, { cause, ...details }) =>
      logger.error({ ...details, ...(cause === undefined ? {} : { cause: String(cause) }) }, what),
  })
  /** A key that is not the database's would kill every card: then nothing is served, and the folder is free again. */
  function keyOrNothing(): ServerKey {
    if (config.folder === null) return serverKey(random(32))
    try {
      const copy = newestBackup(config.folder)?.file
      return openFolderKey(config.folder, database, random, copy === undefined ? null : keyBeside(copy))
    } catch (cause) {
      journal.close()
      first?.close()
      database.close()
      throw cause
    }
  }
  const key = keyOrNothing()
  dropOldAccess(database)
  dropOldErasures(database)
  return { database, journal, key, folder: config.folder, shut, first }
}
