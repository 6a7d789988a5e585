/** Where halls are opened: what each of them works on, and for how long it may be asked. */
import { coEditedKinds, idIn } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { everywhere } from '../access/access.ts'
import { divide } from '../journal/of-dialogue.ts'
import type { Journal } from '../journal/port.ts'
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
  /** Once at a time. Throws `Refused` where it is another process's, and `NeedsNewer` where a newer program wrote it. */
  open(dialogue: DialogueId): Promise<Opened>
  /** It stands, and is asked from now on. */
  entered?(hall: Hall): void
  /** Other documents stand in the place of this dialogue's by now. */
  renew(dialogue: DialogueId): Promise<void>
  close(): void
}

/** All dialogues in one file: one log, of which each hall has its own part, and one of everything beside it. */
export async function houseOf(journal: Journal, shared: Shared): Promise<House> {
  const { leadsTo } = shared.directory
  const restored = shared.database.prepare('SELECT max(id) AS id FROM recovery WHERE dialogue = ?')
  /** Of a dialogue that was restored alone another one than the others': its devices hand in what they hold. */
  function incarnationOf(dialogue: DialogueId): string {
    const id = restored.get(dialogue)?.['id'] ?? null
    return id === null ? journal.incarnation : `${journal.incarnation}-${Number(id)}`
  }
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
    incarnationOf,
    (dialogue, entry) => entry.kind === 'command' && written.raise(dialogue, needsOf(entry)),
  )
  return {
    common: shared,
    standing: division.dialogues().filter((dialogue) => dialogue !== everywhere),
    async open(dialogue) {
      written.mayOpen(dialogue)
      return { journal: division.of(dialogue), shared, holds: () => true, left: async () => undefined }
    },
    renew: division.renew,
    close: division.close,
  }
}
