/** A backup that was looked through, put in place of what is there: the order in which it happens. */
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { sync } from '../recovery/sync.ts'
import { openDatabase, type Database } from '../store/database.ts'
import { bring, pausing, putInPlace, takeBack } from './exchange.ts'
import { asideName } from './kept.ts'
import type { Hosted, Hosts } from './ports.ts'
import { boardsOf, documentsOf } from './rows.ts'
import { packNow, sealOf, type Source } from './take.ts'
import { carry, unpack } from './thread.ts'

export type Placing = {
  readonly source: Source
  /** The folder of backups. */
  readonly place: string
  readonly database: Database
  readonly journal: { exchange(docs: readonly DocName[], work: () => void): Promise<void> }
  readonly hosts: Hosts
  readonly clock: () => number
  readonly stopwatch: () => number
  /** A second laptop has kept what was written so far, or nobody waits for it. */
  readonly copied: (() => Promise<void>) | undefined
}

/**
 * What is large is brought beside while all go on; then nobody is in this dialogue, what it is now is kept in a file, what a
 * restore does not take back is carried over, and one transaction exchanges them. Rejects with everything as it was. How
 * many erasures have to be done again, which is done by then.
 */
export async function intoPlace(
  { source, place, database, journal, hosts, clock, stopwatch, copied }: Placing,
  {
    dialogue,
    hall,
    made,
    id,
    from: path,
    signal,
    onPart,
    onExchange,
  }: {
    readonly dialogue: DialogueId
    readonly hall: Hosted
    /** When the backup was. */
    readonly made: number
    readonly id: string
    /** The backup as a database. */
    readonly from: string
    readonly signal: AbortSignal
    readonly onPart: (part: number) => void
    /** From here on nobody can end it. */
    readonly onExchange: () => void
  },
): Promise<number> {
  const running = { signal, onPart: () => undefined }
  const others = hall.documents()
  const { title, lang } = hall
  const seal = sealOf(dialogue, hall)
  const unfinished = join(place, `.${id}.aside`)
  try {
    const isSmall = (name: DocName): boolean => name.endsWith(`:${dialogue}`)
    const namesIn = (from: Database): readonly DocName[] =>
      documentsOf(from, dialogue, boardsOf(from, dialogue), others).map(({ name }) => name)
    await unpack({ file: path, folder: source.folder }, { signal, onPart: () => undefined })
    const large = await withDatabase(path, async (from) => {
      // What is carried over changes the small ones, or makes one that was not there; the others are as they will be.
      const names = namesIn(from).filter((name) => !isSmall(name))
      await bring(from, database, names, onPart, pausing(copied, signal), stopwatch)
      return names
    })
    onExchange()
    let replaced: readonly DocName[] = []
    const exchanged = async (): Promise<number> => {
      const at = clock()
      const aside = asideName(dialogue, at)
      // Films stay where they lie: what is carried over names them still.
      await packNow(source, dialogue, { title, lang, seal, others, at, films: false }, unfinished, running)
      renameSync(unfinished, join(place, aside))
      sync(place)
      const { erasures } = await carry({ file: path, live: source.live, dialogue, now: at }, running)
      await withDatabase(path, async (from) => {
        const small = namesIn(from).filter(isSmall)
        await bring(from, database, small, () => undefined, pausing(copied), stopwatch)
        replaced = namesIn(database)
        await journal.exchange([...new Set([...replaced, ...large, ...small])], () =>
          putInPlace(from, database, { dialogue, others, now: at, made, aside }),
        )
      })
      await copied?.()
      return erasures
    }
    return await hosts.closedFor(dialogue, exchanged, async () => {
      const docs = [...namesIn(database), ...replaced]
      await journal.exchange(docs, () => takeBack(database, dialogue, others))
      await copied?.()
    })
  } finally {
    rmSync(unfinished, { force: true })
  }
}

async function withDatabase<T>(file: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(file, { shared: true })
  try {
    return await work(database)
  } finally {
    database.close()
  }
}
