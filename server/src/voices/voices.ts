/**
 * People's voices: the record of `voices:<dialogue>`. Of two who want one seat, or of a vote and the close that comes with
 * it, one is first: each is judged by what was staged before it, in the turn in which it is staged.
 */
import { silence, voicesAfter, voicesFrom, type Voices } from '@tablee/shared/voices/fold'
import { readVoiceRow, type VoiceRow } from '@tablee/shared/voices/rows'
import type { DialogueId } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type Change, type RecordOf } from '../record/record.ts'

export type VoiceChange = Change<VoiceRow, DialogueId>
export type VoiceStore = RecordOf<VoiceRow, Voices, DialogueId>

/** Reads every dialogue's voices first; whoever opens it closes it. */
export const createVoices = ({ journal, clock }: { journal: Journal; clock: Clock }): Promise<VoiceStore> =>
  openRecord({
    journal,
    clock,
    kind: 'voices',
    read: readVoiceRow,
    empty: silence,
    fold: voicesAfter,
    foldAll: voicesFrom,
  })
