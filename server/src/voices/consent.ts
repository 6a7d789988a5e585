/**
 * What follows from people's consents for anyone who looks or reads: which seats may be watched and printed, which sheets
 * that nobody signed may not, and whether somebody's no hides the whole table. As it stands now, for older snapshots too.
 */
import { tableSeat, type Round, type Sheet, type Voices } from '@tablee/shared/voices/fold'
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

type Known = {
  readonly voices: Voices
  /** Of the whole dialogue: what changes in it may change what any board shows. */
  readonly consents: Consents
  /** As each board has them: a sheet is a name on its own board only, and hides nothing that is called so elsewhere. */
  readonly boards: Map<BoardId, Consents>
  readonly hidden: ReadonlySet<TableId>
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
    if (before?.voices === state) return before
    const consents = consentsOf(state, null)
    const refused = [...state.seats.values()].filter(({ consent }) => !consent.observed).map(({ table }) => table)
    const made = {
      voices: state,
      consents: before !== undefined && same(before.consents, consents) ? before.consents : consents,
      boards: new Map<BoardId, Consents>(),
      hidden: new Set(texts.refusalHides === 'table' ? refused : []),
    }
    lately.set(dialogue, before?.boards ?? new Map())
    known.set(dialogue, made)
    return made
  }
  /** The same object as before, too, as long as nothing of this board's changed. */
  const lately = new Map<DialogueId, ReadonlyMap<BoardId, Consents>>()
  function at(dialogue: DialogueId, found: Known, board: BoardId): Consents {
    let of = found.boards.get(board)
    if (of === undefined) {
      const made = consentsOf(found.voices, { board, table: places.board(board)?.table ?? null })
      const before = lately.get(dialogue)?.get(board)
      of = before !== undefined && same(before, made) ? before : made
      found.boards.set(board, of)
    }
    return of
  }
  function of(board: BoardId): { readonly found: Known; readonly table: TableId; readonly consents: Consents } | null {
    const place = places.board(board)
    const found = place === null ? null : now(place.dialogue)
    return place === null || found === null
      ? null
      : { found, table: place.table, consents: at(place.dialogue, found, board) }
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
      const hidden = here.found.hidden.has(here.table)
      return { ...policy, consent: policy.consent && !hidden, consents: here.consents }
    },

    /** Whether somebody's no hides the whole table. */
    hides(board: BoardId): boolean {
      const place = places.board(board)
      return place !== null && now(place.dialogue)?.hidden.has(place.table) === true
    },

    /** Called after COMMIT with each board of which observers may now see less or more. */
    onChange(listener: (board: BoardId) => void): () => void {
      return voices.onChange(({ id: dialogue, row }) => {
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

/** `at` null: with the sheets of all boards. What somebody wrote goes with their table from session to session. */
function consentsOf(
  { seats, rounds }: Voices,
  at: { readonly board: BoardId; readonly table: TableId | null } | null,
): Consents {
  const list = [...seats.values()].sort((a, b) => (a.seat < b.seat ? -1 : 1))
  const those = (may: 'observed' | 'quoted'): SeatCode[] =>
    list.filter(({ consent }) => consent[may]).map(({ seat }) => seat)
  const [observed, quoted] = [those('observed'), those('quoted')]
  const all = [...rounds.values()]
  const sheetsIn = (some: readonly Round[]) =>
    some.flatMap((round) => [...round.sheets.values()]).sort((a, b) => (a.id < b.id ? -1 : 1))
  const isSaid = ({ sent, text }: Sheet): boolean => sent && text !== ''
  const sheets = sheetsIn(all.filter((round) => at === null || round.board === at.board))
  const atTable = ({ seat }: { readonly seat: string }): boolean =>
    at === null || seats.get(seat as SeatCode)?.table === at.table
  const closed = all.filter(({ state }) => state === 'closed' || state === 'revealed')
  const said = [...sheetsIn(all).filter(isSaid), ...closed.flatMap(answersIn)].filter(atTable)
  const of = (seats: readonly SeatCode[]) => {
    const may = new Set<string>(seats)
    const no = ({ seat }: { readonly seat: string }): boolean => !may.has(seat)
    return {
      refused: sheets.filter(no).map(({ id }) => id),
      texts: said.filter(no).map(({ text }) => text),
      agreed: sheets.filter((sheet) => isSaid(sheet) && !no(sheet)).map(({ id }) => id),
    }
  }
  const [watched, printed] = [of(observed), of(quoted)]
  return {
    observed,
    quoted,
    unobservedSheets: watched.refused,
    unquotedSheets: printed.refused,
    unobservedTexts: watched.texts,
    unquotedTexts: printed.texts,
    observedSheets: watched.agreed,
    quotedSheets: printed.agreed,
  }
}

/** What people wrote as answers, which their table has read by now. */
const answersIn = ({ casts }: Round): readonly { readonly seat: string; readonly text: string }[] =>
  [...casts.values()].flatMap((by) =>
    [...by].flatMap(([seat, { phone, paper }]) =>
      [phone, paper].flatMap((given) =>
        seat !== tableSeat && given?.sent === true && given.answer.type === 'text' && given.answer.text !== ''
          ? [{ seat, text: given.answer.text }]
          : [],
      ),
    ),
  )

const same = (a: Consents, b: Consents): boolean => JSON.stringify(a) === JSON.stringify(b)
/** Everything that was allowed still is. */
const includes = (now: Consents, before: Consents): boolean =>
  before.observed.every((seat) => now.observed.includes(seat)) &&
  before.quoted.every((seat) => now.quoted.includes(seat)) &&
  now.unobservedSheets.length <= before.unobservedSheets.length &&
  now.unquotedSheets.length <= before.unquotedSheets.length
