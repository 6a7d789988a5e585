/**
 * The demo's dialogue: two cities, six tables of six, five sessions, thirty boards. It is founded from `dialogue.json` as
 * every dialogue from a file is; only that it is under way, in session 2, no file can say.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { draftOf } from '@tablee/shared/dialogue/file'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import { readDialogue } from '@tablee/shared/formats/dialogue'
import type { BoardId, DialogueId, RandomBytes } from '@tablee/shared/ids'

/** The same ids at every first start, so that a test and a person can name a board. Secrets never come from here. */
export function seeded(seed: string): RandomBytes {
  let count = 0
  return (length) => {
    const parts: Buffer[] = []
    for (let size = 0; size < length; size += 32) parts.push(createHash('sha256').update(`${seed}:${count++}`).digest())
    return new Uint8Array(Buffer.concat(parts).subarray(0, length))
  }
}

export const demoId = 'driverless-mobility' as DialogueId
/** The demo's own; tables are counted through both cities. */
export const boardName = (table: number, session: number): BoardId => `demo-${table}-${session}` as BoardId

const day = 24 * 3_600_000

/**
 * The programme follows the five sessions of the published 2018-2019 dialogues on driverless mobility (my mobility, trust,
 * scenarios and their trade-offs, who decides, one set by the city), in our own words and five languages.
 */
export function demoDraft(now: number): DialogueDraft {
  const file = readDialogue(readFileSync(new URL('dialogue.json', import.meta.url), 'utf8'))
  return {
    ...draftOf(file, {
      now: now - day,
      random: seeded('tablee-demo'),
      board: (_dialogue, table, session) => boardName(table, session),
    }),
    session: 2,
    // Film and private writing are over; the tables have been talking for three minutes.
    startedAt: now - 18 * 60_000,
  }
}
