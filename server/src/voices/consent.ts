/**
 * What follows from people's consents for anyone who looks or reads: which seats may be watched and printed, which sheets
 * that nobody signed may not, and whether somebody's no hides the whole table. As it stands now, for older snapshots too.
 */
import type { Seating } from '@tablee/shared/dialogue/rotation'
import type { Voices } from '@tablee/shared/voices/fold'
import type { BoardId, DialogueId, SeatCode, TableId } from '@tablee/shared/ids'
import type { Printing } from '@tablee/shared/snapshot/withheld'
import type { Consents } from '@tablee/shared/view/consents'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import { consentsOf, sameConsents } from './consents-of.ts'
import type { SeatingOf } from './ports.ts'
import type { SeatPlaces } from './seats.ts'
import type { VoiceStore } from './voices.ts'

export type ConsentPlaces = Pick<SeatPlaces, 'dialogue' | 'board'> & {
  /** All boards of a dialogue. */
  boards(dialogue: DialogueId): readonly Place[]
  readonly seating: Pick<SeatingOf, 'wasAt' | 'rotates' | 'tablesOf' | 'seating'>
}
type Place = {
  readonly id: BoardId
  readonly dialogue: DialogueId
  readonly table: TableId
  readonly session: number
}

type Known = {
  readonly voices: Voices
  readonly seating: Seating
  /** Of the whole dialogue: what changes in it may change what any board shows. */
  readonly consents: Consents
  /** As each board has them: a sheet is a name on its own board only, and hides nothing that is called so elsewhere. */
  readonly boards: Map<BoardId, Consents>
  /** By whose no the board of their table is hidden whole, in each session at which they sit there. */
  readonly hiding: readonly SeatCode[]
}

/**
 * Worked out when it is asked for, from what is committed, and kept as long as nothing changes. A dialogue without
 * consent texts asks nobody: null.
 */
export function createConsent({ voices, places }: { voices: VoiceStore; places: ConsentPlaces }) {
  /** One object as long as nothing of it changed: views compare by identity. */
  const known = new Map<DialogueId, Known>()

  function now(dialogue: DialogueId): Known | null {
    const texts = places.dialogue(dialogue)?.consent ?? null
    if (texts === null) return null
    const state = voices.state(dialogue)
    const before = known.get(dialogue)
    const seating = places.seating.seating(dialogue)
    if (before?.voices === state && before.seating === seating) return before
    const consents = consentsOf(state, null, () => true)
    const refused = [...state.seats.values()].filter(({ consent }) => !consent.observed).map(({ seat }) => seat)
    const made = {
      voices: state,
      seating,
      consents: before !== undefined && sameConsents(before.consents, consents) ? before.consents : consents,
      boards: new Map<BoardId, Consents>(),
      hiding: texts.refusalHides === 'table' ? refused : [],
    }
    known.set(dialogue, made)
    return made
  }
  /** The same object as when it was last asked, too, as long as nothing of this board's changed. */
  const lately = new Map<BoardId, Consents>()
  function at(dialogue: DialogueId, found: Known, board: BoardId): Consents {
    let of = found.boards.get(board)
    if (of === undefined) {
      const table = places.board(board)?.table ?? null
      // What somebody says they may say at each of their tables.
      const asked = new Map<string, boolean>()
      function ofTable(seat: string): boolean {
        const is =
          asked.get(seat) ?? (table !== null && places.seating.tablesOf(dialogue, seat as SeatCode).includes(table))
        asked.set(seat, is)
        return is
      }
      const made = consentsOf(found.voices, board, ofTable)
      const before = lately.get(board)
      of = before !== undefined && sameConsents(before, made) ? before : made
      lately.set(board, of)
      found.boards.set(board, of)
    }
    return of
  }
  /** A refusing person hides what is said at whichever table they sit, while they sit there. */
  const hides = (found: Known, place: Place): boolean => found.hiding.some((seat) => places.seating.wasAt(place, seat))
  function of(board: BoardId): { readonly found: Known; readonly place: Place; readonly consents: Consents } | null {
    const place = places.board(board)
    const found = place === null ? null : now(place.dialogue)
    return place === null || found === null ? null : { found, place, consents: at(place.dialogue, found, board) }
  }

  return {
    /** Null: nobody of this board's dialogue is asked. */
    of: (board: BoardId): Consents | null => of(board)?.consents ?? null,

    /** What may be printed: of a download, an export. Null: everything. */
    printing(dialogue: DialogueId): Printing | null {
      const found = now(dialogue)
      if (found === null) return null
      const quotedPairs = [...found.voices.seats.values()]
        .filter(({ consent }) => consent.quoted)
        .map(({ pair }) => pair)
      return { on: (board) => at(dialogue, found, board as BoardId), quotedPairs }
    },

    /** The board's policy with what its people consented to. */
    over(board: BoardId, policy: ViewPolicy): ViewPolicy {
      const here = of(board)
      if (here === null) return policy
      const hidden = hides(here.found, here.place)
      return { ...policy, consent: policy.consent && !hidden, consents: here.consents }
    },

    /** Whether somebody's no hides the whole table. */
    hides(board: BoardId): boolean {
      const place = places.board(board)
      const found = place === null ? null : now(place.dialogue)
      return place !== null && found !== null && hides(found, place)
    },

    /** Called after COMMIT with each board of which observers may now see less or more. */
    onChange(listener: (board: BoardId) => void): () => void {
      return voices.onChange(({ id: dialogue, row }) => {
        if (row.kind !== 'sit' && row.kind !== 'consent') return
        const before = known.get(dialogue)?.consents
        const after = now(dialogue)?.consents
        if (after === undefined || after === before) return
        const table = row.kind === 'sit' && !places.seating.rotates(dialogue) ? row.table : null
        // Who sits down at the beginning adds to the own table only; a no is heard wherever the seat's words may lie.
        const everywhere = before === undefined || table === null || !includes(after, before)
        for (const board of places.boards(dialogue)) if (everywhere || board.table === table) listener(board.id)
      })
    },
  }
}

/** Everything that was allowed still is. */
const includes = (now: Consents, before: Consents): boolean =>
  before.observed.every((seat) => now.observed.includes(seat)) &&
  before.quoted.every((seat) => now.quoted.includes(seat)) &&
  now.unobservedSheets.length <= before.unobservedSheets.length &&
  now.unquotedSheets.length <= before.unquotedSheets.length
