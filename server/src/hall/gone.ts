/** Halls that were moved away from this process: what led to them still does, and is told that they are elsewhere. */
import type { DialogueId } from '@tablee/shared/ids'
import { Refused } from '../access/allow.ts'
import type { Directory } from '../directory/directory.ts'
import { readMark } from '../move/mark.ts'
import type { Elsewhere } from '../move/settle.ts'
import type { Logger } from '../ops/logger.ts'

/** As far as people may be told: a folder's name or a database's opens nothing for them. */
const toldOf = (where: string): string | null => (/^https?:/.test(where) ? where : null)

/** Of what stands beside a hall of a cluster (`move/mark`): null where it was not moved away, or is only on its way. */
export function movedIn(written: string | null): { readonly to: string | null } | null {
  const mark = readMark(written)
  return mark?.is === 'moved' ? { to: toldOf(mark.where) } : null
}

/** `learn`: opens the hall for as long as it takes to know what leads there, and writes nothing. */
export function createGone(directory: Directory, logger: Logger, learn: (dialogue: DialogueId) => Promise<void>) {
  /** Where each is, as far as people may be told. */
  const moved = new Map<DialogueId, string | null>()
  return {
    has: (dialogue: DialogueId): boolean => moved.has(dialogue),
    /** Of one of which nobody can say yet where it is, people are told to come again. */
    async to(dialogue: DialogueId, { where, message }: Elsewhere): Promise<void> {
      logger[where === null ? 'error' : 'warn']({ dialogue }, message)
      if (where !== null) moved.set(dialogue, toldOf(where))
      directory.lead(dialogue, 'dialogue', dialogue)
      await learn(dialogue)
    },
    back: (dialogue: DialogueId): void => void moved.delete(dialogue),
    /** What somebody hears who is led to a hall that is not open; null: led nowhere. */
    refusal(dialogue: DialogueId | null): Refused {
      const to = dialogue === null ? undefined : moved.get(dialogue)
      return new Refused(to === undefined ? { code: 'journal-unavailable' } : { code: 'moved', to })
    },
  }
}
