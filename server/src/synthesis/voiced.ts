/**
 * What a table said that does not lie on its board: sheets that it revealed and has not placed, and what it recommends once
 * that round is closed. Never what is sealed, taken back, called back, or came out behind a curtain and was not released.
 */
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { redactedSheets, whereSheetsLie } from '@tablee/shared/board/sheets'
import type { Voiced } from '@tablee/shared/synthesis/entries'
import { counts, tableSeat, type Round, type Voices } from '@tablee/shared/voices/fold'
import { thinSheets } from '@tablee/shared/voices/thin'
import type * as Y from 'yjs'
import type { Keeps } from './ports.ts'

/** Structural: `voices/` and `dialogue/` answer it. */
export type VoicedPlaces = {
  voices(dialogue: DialogueId): Voices
  /** Whether sheets of this step carry their seat. */
  signed(dialogue: DialogueId, step: string): boolean
  /** When its curtain was drawn and what was done then is not released. */
  behind: Keeps['behind']
}

/** Of one dialogue. */
export function createVoiced(dialogue: DialogueId, places: VoicedPlaces) {
  let grouped: { readonly of: Voices; readonly boards: ReadonlyMap<BoardId, readonly Round[]> } | null = null
  const lately = new Map<BoardId, readonly Round[]>()

  function roundsNow(board: BoardId): readonly Round[] {
    const of = places.voices(dialogue)
    if (grouped?.of !== of) grouped = { of, boards: Map.groupBy(of.rounds.values(), (round) => round.board) }
    return grouped.boards.get(board) ?? []
  }
  const behind = (board: BoardId, at: number): boolean =>
    places.behind(board).some(({ from, until }) => from <= at && (until === null || at <= until))
  const sheetsIn = (board: BoardId, round: Round, doc: Y.Doc): readonly Voiced[] => {
    const { step, revealedAt } = round
    if (round.state !== 'revealed' || revealedAt === null) return []
    const signed = places.signed(dialogue, step)
    const thin = !signed && thinSheets(round).few
    const out = [...round.sheets.values()].filter(
      ({ sent, takenBack, text, at }) =>
        sent && !takenBack && text.trim() !== '' && !behind(board, Math.max(at, revealedAt)),
    )
    const ids = out.map(({ id }) => id)
    const [lie, redacted] = [whereSheetsLie(doc, ids), redactedSheets(doc, ids)]
    return out
      .filter(({ id }) => !lie.has(id) && !redacted.has(id))
      .map(({ id, text, lang, seat, capture }) => ({
        kind: 'sheet',
        id,
        text,
        lang,
        // Not when each was handed in: at a table that says who wrote it.
        at: revealedAt,
        seat: signed ? seat : null,
        capture,
        thin,
      }))
  }
  const recommendedIn = (board: BoardId, round: Round): readonly Voiced[] => {
    const { step, state } = round
    const calledBack = places.voices(dialogue).asks.get(step)?.calledBack ?? null
    if ((state !== 'closed' && state !== 'revealed') || calledBack !== null) return []
    return [...round.casts].flatMap(([item, casts]): readonly Voiced[] => {
      const cast = casts.get(tableSeat)
      const given = cast === undefined ? null : counts(cast)
      if (given?.answer.type !== 'recommendation' || behind(board, given.at)) return []
      const { sentence: text, lang } = given.answer
      const said = { text, lang, at: given.at, seat: null, capture: null, thin: false }
      return [{ kind: 'recommendation', id: `${step}.${item}`, ...said }]
    })
  }
  return {
    /** The same object as long as nobody's voice at this board changed. */
    rounds(board: BoardId): readonly Round[] {
      const [now, before] = [roundsNow(board), lately.get(board)]
      if (before !== undefined && before.length === now.length && now.every((round, n) => round === before[n]))
        return before
      lately.set(board, now)
      return now
    },
    /** As its board is by now. */
    of: (board: BoardId, rounds: readonly Round[], doc: Y.Doc): readonly Voiced[] =>
      rounds.flatMap((round) => [...sheetsIn(board, round, doc), ...recommendedIn(board, round)]),
  }
}
export type VoicedStore = ReturnType<typeof createVoiced>
