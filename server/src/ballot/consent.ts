/**
 * What follows from people's consents for whoever looks or reads: which seats may be watched and printed, which sheets
 * that nobody signed may not, and whether somebody's no hides the whole table. As it stands now, for older snapshots too.
 */
import type { Voices } from '@tablee/shared/ballot/fold'
import type { BoardId, DialogueId, SeatCode, TableId } from '@tablee/shared/ids'
import type { Printing } from '@tablee/shared/snapshot/withheld'
import type { Consents } from '@tablee/shared/view/consents'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { SeatPlaces } from './seats.ts'
import type { VoiceStore } from './voices.ts'

export type ConsentPlaces = Pick<SeatPlaces, 'dialogue' | 'board'> & {
  /** All boards of a dialogue. */
  boards(dialogue: DialogueId): readonly { readonly id: BoardId; readonly table: TableId }[]
}

type Known = { readonly voices: Voices; readonly consents: Consents; readonly hidden: ReadonlySet<TableId> }

export function createConsent({ voices, places }: { voices: VoiceStore; places: ConsentPlaces }) {
  /** One object as long as nothing of it changed: views compare by identity. */
  const known = new Map<DialogueId, Known>()

  function now(dialogue: DialogueId): Known | null {
    const texts = places.dialogue(dialogue)?.consent ?? null
    if (texts === null) return null
    const state = voices.voices(dialogue)
    const before = known.get(dialogue)
    if (before?.voices === state) return before
    const consents = consentsOf(state)
    const refused = [...state.seats.values()].filter(({ consent }) => !consent.observed).map(({ table }) => table)
    const made = {
      voices: state,
      consents: before !== undefined && same(before.consents, consents) ? before.consents : consents,
      hidden: new Set(texts.refusalHides === 'table' ? refused : []),
    }
    known.set(dialogue, made)
    return made
  }

  return {
    /** Null: nobody of this dialogue is asked. */
    of: (dialogue: DialogueId): Consents | null => now(dialogue)?.consents ?? null,

    /** What may be printed: of a download, an export. Null: everything. */
    printing(dialogue: DialogueId): Printing | null {
      const found = now(dialogue)
      if (found === null) return null
      const quotedPairs = [...found.voices.seats.values()]
        .filter(({ consent }) => consent.quoted)
        .map(({ pair }) => pair)
      return { ...found.consents, quotedPairs }
    },

    /** The board's policy with what its people consented to. */
    over(board: BoardId, policy: ViewPolicy): ViewPolicy {
      const place = places.board(board)
      const found = place === null ? null : now(place.dialogue)
      if (place === null || found === null) return policy
      return { ...policy, consent: policy.consent && !found.hidden.has(place.table), consents: found.consents }
    },

    /** Called after COMMIT with each board of which observers may now see less or more. */
    onChange(listener: (board: BoardId) => void): () => void {
      return voices.onChange(({ dialogue, row }) => {
        if (row.kind !== 'sit' && row.kind !== 'consent') return
        const before = known.get(dialogue)?.consents
        const after = now(dialogue)?.consents
        if (after === undefined || after === before) return
        const table = row.kind === 'sit' ? row.table : null
        // Who sits down at the beginning adds to the own table only; a no is heard wherever the seat's words may lie.
        const everywhere = before === undefined || table === null || !includes(after, before)
        for (const board of places.boards(dialogue)) if (everywhere || board.table === table) listener(board.id)
      })
    },
  }
}

function consentsOf({ seats, rounds }: Voices): Consents {
  const list = [...seats.values()].sort((a, b) => (a.seat < b.seat ? -1 : 1))
  const those = (may: 'observed' | 'quoted'): SeatCode[] =>
    list.filter(({ consent }) => consent[may]).map(({ seat }) => seat)
  const [observed, quoted] = [those('observed'), those('quoted')]
  const sheets = (allowed: readonly SeatCode[]): string[] => {
    const may = new Set(allowed)
    return [...rounds.values()]
      .flatMap((round) => [...round.sheets.values()])
      .filter(({ seat }) => !may.has(seat))
      .map(({ id }) => id)
      .sort()
  }
  return { observed, quoted, unobservedSheets: sheets(observed), unquotedSheets: sheets(quoted) }
}

const same = (a: Consents, b: Consents): boolean => JSON.stringify(a) === JSON.stringify(b)
/** Everything that was allowed still is. */
const includes = (now: Consents, before: Consents): boolean =>
  before.observed.every((seat) => now.observed.includes(seat)) &&
  before.quoted.every((seat) => now.quoted.includes(seat)) &&
  now.unobservedSheets.length <= before.unobservedSheets.length &&
  now.unquotedSheets.length <= before.unquotedSheets.length
