/** What the halls of one process share, and what a hall has beside its log: the process' own, or one for each hall. */
import { newId } from '@tablee/shared/ids'
import { everyAudience } from '@tablee/shared/view/audiences'
import { createTries } from '../access/access.ts'
import type { ServerKey } from '../access/keys.ts'
import type { ServerLink } from '../access/server-link.ts'
import { createDirectory, type Directory } from '../directory/directory.ts'
import { createEngine, type Noted } from '../engine/engine.ts'
import type { Journal } from '../journal/port.ts'
import { lateStore } from '../live/board/late-store.ts'
import { prefixOf, idIn } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { MaterialBytes } from '../materials/bytes.ts'
import { openMaterialStore } from '../materials/store.ts'
import { photoFiles, type PhotoFiles } from '../photo/files.ts'
import { createPhotos } from '../photo/photos.ts'
import { noteFloor } from '../recovery/handed.ts'
import { noteMap } from '../store/salvage.ts'
import { withOps, type Means, type Store } from './store.ts'

export type Common = ReturnType<typeof commonOf>
export type Shared = ReturnType<typeof sharedOf>

/** What was asked of the engine and how it went, without a letter of what it was about. */
const notedIn =
  (logger: Means['logger']) =>
  (noted: Noted): void =>
    noted.outcome === 'done' ? logger.info(noted, 'engine') : logger.warn(noted, 'engine')

/** Of the process, whatever its halls are opened on. Left out: no kinds beside boards, and every audience. */
export const commonOf = (
  {
    key,
    first,
    serverLink,
    directory = createDirectory(),
    nodes,
  }: {
    readonly key: ServerKey
    readonly first: Store['first']
    /** By which a dialogue is founded in a browser. */
    readonly serverLink: ServerLink
    readonly directory?: Directory
    /** How many processes let people in beside each other. Left out: this one. */
    readonly nodes?: () => number
  },
  means: Means,
  /** Where this server is reached, as it is printed on a card. */
  origin: () => string,
  /** Where the operator's engine answers; null where there is none. */
  address: string | null,
) => {
  const { clock, random, logger, meters, readiness, kinds = [], audiences = everyAudience } = withOps(means)
  return {
    key,
    clock,
    random,
    logger,
    meters,
    readiness,
    origin,
    /** What is edited together, beside boards: each hall makes its own. */
    kinds,
    audiences,
    serverLink,
    directory,
    tries: createTries(clock, nodes),
    /** One for all halls: what it can do at once is shared, and so is that it fails. */
    engine: address === null ? null : createEngine({ address, clock, note: notedIn(logger) }),
    /** Told when an erasure of this dialogue has ended: whoever holds a copy of before lets go of it. */
    onErased: new Set<(dialogue: DialogueId) => void>(),
    first,
  }
}

/** What is beside the log of a hall whose process may be gone tomorrow; its folder holds nothing but copies. */
export type Elsewhere = {
  /** May anybody be told at this moment what stands here? Asked where something goes on that began before. Left out: always. */
  readonly holds?: () => boolean
  /** What was written beside the log lies wherever it has to. */
  readonly kept: () => Promise<void>
  readonly scrub: () => Promise<void>
  readonly photos: PhotoFiles
  readonly materials: (local: MaterialBytes) => MaterialBytes
}

/** Notes in the file of a restored server where each board stands before anything is handed in. */
export function sharedOf(
  { database, journal, folder }: Pick<Store, 'database' | 'folder'> & { readonly journal: Journal },
  common: Common,
  free?: Means['free'],
  elsewhere?: Elsewhere,
) {
  const { clock, random, first } = common
  noteFloor(database, journal)
  /** A photo is kept when the second laptop has it, too. */
  const onBoth = (files: PhotoFiles): PhotoFiles => ({
    ...files,
    async keep(hash, bytes) {
      await files.keep(hash, bytes)
      await first?.photo(hash, bytes)
    },
  })
  const kept = elsewhere?.kept ?? first?.copied ?? (() => Promise.resolve())
  function scrubFile(): Promise<void> {
    database.scrub()
    noteMap(database)
    return Promise.resolve()
  }
  return {
    ...common,
    holds: elsewhere?.holds ?? (() => true),
    database,
    /** What was written beside the log lies wherever it has to. */
    kept,
    /** Nothing that was deleted or overwritten is left in what is kept, once it resolves. */
    scrub: elsewhere?.scrub ?? scrubFile,
    late: lateStore(database, kept),
    /** Bytes of films, slides and leaflets, and what is being brought. */
    materials: openMaterialStore({
      folder,
      free,
      around: elsewhere?.materials,
      dialogues: () =>
        journal.documents(prefixOf('materials')).flatMap((doc) => idIn<DialogueId>('materials', doc) ?? []),
      clock,
      random,
    }),
    photos: createPhotos({
      database,
      files: elsewhere?.photos ?? onBoth(photoFiles(folder, () => newId(random))),
      clock,
      kept,
    }),
  }
}
