/** Halls that were moved away from this process: what led to them still does, and is told that they are elsewhere. */
import type { DialogueId } from '@tablee/shared/ids'
import { Refused } from '../access/allow.ts'
import type { Directory } from '../directory/directory.ts'
import { toldOf } from '../move/mark.ts'
import type { Elsewhere } from '../move/settle.ts'
import type { Logger } from '../ops/logger.ts'

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
