/**
 * Each dialogue has a key of its own, derived from the server's with its id and a generation: nothing secret stands in the
 * log, and a dialogue that goes to another machine takes its own key along and not the server's. Dialogues of before keep
 * the server's as theirs, or no card, sheet or link to a view that was handed out would hold.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import { serverKey, type ServerKey } from './keys.ts'
import type { AccessLog } from './log.ts'

export type KeyOf = (dialogue: DialogueId) => ServerKey

/**
 * The same for the same server's key, id and generation; a higher generation gives another, by which nothing of before
 * opens.
 */
export const dialogueKey = (server: ServerKey, dialogue: DialogueId, generation: number): ServerKey =>
  serverKey(server.mac('dialogue', [dialogue, generation], 32))

/** Keys stay derived in memory; one of a newer generation in the log takes the older one's place. */
export function createDialogueKeys(log: AccessLog, server: ServerKey) {
  const made = new Map<DialogueId, { readonly generation: number; readonly key: ServerKey }>()

  /** Null: of no dialogue that stands. */
  function of(dialogue: DialogueId | null): ServerKey {
    const key = dialogue === null ? null : log.state(dialogue).key
    if (dialogue === null || key === null || key.of === 'server') return server
    const known = made.get(dialogue)
    if (known?.generation === key.generation) return known.key
    const own = dialogueKey(server, dialogue, key.generation)
    made.set(dialogue, { generation: key.generation, key: own })
    return own
  }

  return {
    of,
    /** Before the dialogue's first row: nothing of it is named yet. */
    async begin(dialogue: DialogueId): Promise<Result<null>> {
      if (log.state(dialogue).links.size > 0) return ok(null)
      return log.append(dialogue, { kind: 'key', command: 'key 1', of: 'dialogue', generation: 1 })
    },
  }
}
