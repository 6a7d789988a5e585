/** Where halls are opened: what each of them works on, and for how long it may be asked. */
import { coEditedKinds, idIn } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { everywhere } from '../access/access.ts'
import { divide } from '../journal/of-dialogue.ts'
import type { Journal } from '../journal/port.ts'
import { incarnationsIn } from '../move/file-mark.ts'
import { mayServe } from '../move/settle.ts'
import { needsOf } from '../record/known.ts'
import type { Hall } from './hall.ts'
import type { Common, Shared } from './shared.ts'
import { standingIn } from './standing.ts'

/** What a hall is opened on. */
export type Opened = {
  /** The log of this dialogue. */
  readonly journal: Journal
  readonly shared: Shared
  /** May it be asked at this moment? */
  readonly holds: () => boolean
  /** Another process has it from then on, or nobody: it is left, and writes nothing. Left out: it is here for good. */
  readonly ended?: Promise<unknown>
  /** Nobody works on it any more. */
  readonly left: () => Promise<void>
}
export type House = {
  readonly common: Common
  /** Of which there is anything when the process starts: opened before anybody is served. */
  readonly standing: readonly DialogueId[]
  /**
   * Once at a time. Throws `Refused` where it is another process's, `NeedsNewer` where a newer program wrote it, and
   * `Elsewhere` where it was moved away, unless it is only to be read what led to it (`moved`).
   */
  open(dialogue: DialogueId, moved?: boolean): Promise<Opened>
  /** It stands, and is asked from now on. */
  entered?(hall: Hall): void
  /** Other documents stand in the place of this dialogue's by now. */
  renew(dialogue: DialogueId): Promise<void>
  close(): void
}

/** All dialogues in one file: one log, of which each hall has its own part, and one of everything beside it. */
export async function houseOf(journal: Journal, shared: Shared): Promise<House> {
  const { leadsTo } = shared.directory
  const written = standingIn(shared.database)
  const division = await divide(
    journal,
    (doc) => {
      for (const kind of coEditedKinds) {
        const id = idIn(kind, doc)
        if (id !== null) return leadsTo(kind, id)
      }
      return null
    },
    incarnationsIn(shared.database, journal.incarnation),
    (dialogue, entry) => entry.kind === 'command' && written.raise(dialogue, needsOf(entry)),
  )
  return {
    common: shared,
    standing: division.dialogues().filter((dialogue) => dialogue !== everywhere),
    async open(dialogue, moved = false) {
      written.mayOpen(dialogue)
      if (!moved) mayServe(shared.database, dialogue)
      return { journal: division.of(dialogue), shared, holds: () => true, left: async () => undefined }
    },
    renew: division.renew,
    close: division.close,
  }
}
