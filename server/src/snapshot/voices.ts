/**
 * People's voices at a cut, from their journal's rows alone. A cut counts only rows that show: how many ballots wait in a
 * round that is still open is sealed as they are, and a number of rows would tell it.
 */
import { everAt, staysPut, type Seating } from '@tablee/shared/dialogue/rotation'
import { voicesDoc } from '@tablee/shared/documents'
import { silence, voicesAfter, type Voices } from '@tablee/shared/voices/fold'
import { readVoiceRow, type VoiceRow } from '@tablee/shared/voices/rows'
import type { BoardId, DialogueId, TableId } from '@tablee/shared/ids'
import { showsIn } from '@tablee/shared/snapshot/voices-at-cut'
import type { Journal } from '../journal/port.ts'
import type { Head } from './fold.ts'

const text = new TextDecoder()

/** Whose rows: a board's own snapshot knows its table's people and its session's rounds, and moves by no other table's. */
export type Concerned = { readonly board: BoardId; readonly table: TableId; readonly session: number }

function concerns({ board, table, session }: Concerned, row: VoiceRow, voices: Voices, sits: Seating): boolean {
  switch (row.kind) {
    case 'sit':
      // Who was moved away belongs to what was closed before.
      return everAt(sits, row.seat, session, row.table).has(table)
    case 'consent':
    case 'free':
      // Of others no seat is known here.
      return voices.seats.has(row.seat)
    case 'import':
    case 'placed':
      return false
    case 'ask':
      return row.boards.includes(board)
    case 'call-back':
      return voices.asks.get(row.step)?.boards.includes(board) === true
    default:
      return row.board === board
  }
}

export type FoldedVoices = {
  readonly voices: Voices
  /** How many rows that show are in it; null where there is none. */
  readonly content: Head | null
}

/** Up to a row of the journal, or, rebuilding, up to so many rows that show. */
export async function foldVoices(
  journal: Journal,
  dialogue: DialogueId,
  of: Concerned | null,
  epoch: number,
  until: { readonly seq: number } | { readonly shown: number },
  sits: Seating = staysPut,
): Promise<FoldedVoices> {
  let voices = silence
  let shown = 0
  for await (const row of journal.read(voicesDoc(dialogue), epoch, 0)) {
    if ('seq' in until ? row.seq > until.seq : shown >= until.shown) break
    const voice = row.kind === 'command' ? readVoiceRow(text.decode(row.data)) : null
    if (voice === null || (of !== null && !concerns(of, voice, voices, sits))) continue
    if (showsIn(voices, voice)) shown++
    voices = voicesAfter(voices, voice, row.at)
  }
  return { voices, content: shown === 0 ? null : { epoch, seq: shown } }
}
