/** What the halls of one process share: the file, what lies in it beside the log by board, and the directory. */
import { newId } from '@tablee/shared/ids'
import { everyAudience } from '@tablee/shared/view/audiences'
import { createTries } from '../access/access.ts'
import { openServerLink } from '../access/server-link.ts'
import { createDirectory } from '../directory/directory.ts'
import { createEngine, type Noted } from '../engine/engine.ts'
import { lateStore } from '../live/board/late-store.ts'
import { prefixOf, idIn } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { openMaterialStore } from '../materials/store.ts'
import { photoFiles, type PhotoFiles } from '../photo/files.ts'
import { createPhotos } from '../photo/photos.ts'
import { noteFloor } from '../recovery/handed.ts'
import { noteMap } from '../store/salvage.ts'
import { standingIn } from './standing.ts'
import type { Means, Store } from './store.ts'

export type Shared = ReturnType<typeof sharedOf>

/** What was asked of the engine and how it went, without a letter of what it was about. */
const notedIn =
  (logger: Means['logger']) =>
  (noted: Noted): void =>
    noted.outcome === 'done' ? logger.info(noted, 'engine') : logger.warn(noted, 'engine')

/**
 * Notes in the file of a restored server where each board stands before anything is handed in. Left out: no kinds
 * beside boards, and every audience.
 */
export function sharedOf(
  { database, journal, key, folder, first }: Store,
  { clock, random, logger, kinds = [], audiences = everyAudience, free }: Means,
  /** Where this server is reached, as it is printed on a card. */
  origin: () => string,
  /** Where the operator's engine answers; null where there is none. */
  address: string | null,
) {
  noteFloor(database, journal)
  /** A photo is kept when the second laptop has it, too. */
  const onBoth = (files: PhotoFiles): PhotoFiles => ({
    ...files,
    async keep(hash, bytes) {
      await files.keep(hash, bytes)
      await first?.photo(hash, bytes)
    },
  })
  /** What was written beside the log lies wherever it has to. */
  const kept = first?.copied ?? (() => Promise.resolve())
  return {
    database,
    kept,
    /** Nothing that was deleted or overwritten is left in what is kept, once it resolves. */
    async scrub(): Promise<void> {
      database.scrub()
      noteMap(database)
    },
    key,
    clock,
    random,
    logger,
    origin,
    /** What is edited together, beside boards: each hall makes its own. */
    kinds,
    audiences,
    /** By which a dialogue is founded in a browser. */
    serverLink: openServerLink(database, key, random),
    directory: createDirectory(),
    tries: createTries(clock),
    /** One for all halls: what it can do at once is shared, and so is that it fails. */
    engine: address === null ? null : createEngine({ address, clock, note: notedIn(logger) }),
    late: lateStore(database, kept),
    standing: standingIn(database),
    /** Told when an erasure of this dialogue has ended: whoever holds a copy of before lets go of it. */
    onErased: new Set<(dialogue: DialogueId) => void>(),
    first,
    /** Bytes of films, slides and leaflets, and what is being brought. */
    materials: openMaterialStore({
      folder,
      free,
      dialogues: () =>
        journal.documents(prefixOf('materials')).flatMap((doc) => idIn<DialogueId>('materials', doc) ?? []),
      clock,
      random,
    }),
    photos: createPhotos({
      database,
      files: onBoth(photoFiles(folder, () => newId(random))),
      clock,
      kept,
    }),
  }
}
