/**
 * What a sheet of paper is called: derived from the dialogue's key and what the sheet is, so that nothing has to be kept
 * and a lost sheet can be printed again under the same name. All sheets that a table can have are named in one fixed
 * order; of two that would share a name (one table in 80,000) the later gets its next one.
 */
import { withCheck } from '@tablee/shared/voices/paper-id'
import { seatCode, type DialogueId, type SeatCode } from '@tablee/shared/ids'
import { languages, type Language } from '@tablee/shared/i18n/index'
import type { PaperKind } from '@tablee/shared/wire/paper'
import type { KeyOf } from '../access/dialogue-keys.ts'
import { base32 } from '../access/keys.ts'

/** One sheet, whether it was ever printed or not. */
export type SheetKey = {
  readonly kind: PaperKind
  /** Null for what is the whole table's. */
  readonly seat: SeatCode | null
  /** A step's id; of a map, its session. */
  readonly step: string | null
  readonly lang: Language
  /** Rows for entries are empty: printed before the vote on them was opened. */
  readonly byHand: boolean
  /** Of what is asked: which of its step's words stand on it, from 0. Left out: printed before sheets said so. */
  readonly words?: number
}
/** What of a table decides which sheets it can have. */
export type SheetTable = {
  readonly dialogue: DialogueId
  readonly number: number
  readonly seats: number
  readonly steps: readonly {
    readonly id: string
    readonly kind: 'write' | 'ballot' | 'questionnaire'
    /** How many words it has had. */
    readonly words: number
  }[]
  readonly sessions: readonly number[]
}
export type SheetIds = ReturnType<typeof createSheetIds>

const nameOf = ({ kind, seat, step, lang, byHand, words }: SheetKey): string =>
  [kind, seat ?? '', step ?? '', lang, byHand ? 'by-hand' : '', ...(words === undefined ? [] : [`w${words}`])].join(' ')

function* sheetsOf({ number, seats, steps, sessions }: SheetTable): Generator<SheetKey> {
  for (const lang of languages) {
    for (let at = 1; at <= seats; at++) {
      const seat = seatCode(number, at)
      yield { kind: 'consent', seat, step: null, lang, byHand: false }
      for (const { id: step, kind } of steps) {
        yield { kind, seat, step, lang, byHand: false }
        if (kind !== 'write') yield { kind, seat, step, lang, byHand: true }
      }
    }
    for (const session of sessions) yield { kind: 'map', seat: null, step: String(session), lang, byHand: false }
  }
  // Behind all that had a name before sheets said their words: whatever is lying about keeps its own.
  for (const lang of languages)
    for (let at = 1; at <= seats; at++)
      for (const { id: step, kind, words } of steps)
        for (let n = 0; kind !== 'write' && n < words; n++)
          for (const byHand of [false, true]) yield { kind, seat: seatCode(number, at), step, lang, byHand, words: n }
}

/**
 * Ids are eight characters, the last a check. `idOf` throws for a sheet that the table cannot have. Made the same again
 * by any server that has the key.
 */
export function createSheetIds(keyOf: KeyOf) {
  type Index = { readonly byId: ReadonlyMap<string, SheetKey>; readonly idOf: ReadonlyMap<string, string> }
  /** By what a table is: a change of its programme gives another index. */
  const known = new Map<string, Index>()

  function indexOf(table: SheetTable): Index {
    const of = JSON.stringify(table)
    const found = known.get(of)
    if (found !== undefined) return found
    const byId = new Map<string, SheetKey>()
    const idOf = new Map<string, string>()
    const key = keyOf(table.dialogue)
    for (const sheet of sheetsOf(table)) {
      const name = nameOf(sheet)
      let id = ''
      for (let round = 0; id === '' || byId.has(id); round++)
        id = withCheck(base32(key.mac('paper', [table.dialogue, table.number, name, round], 5), 7))
      byId.set(id, sheet)
      idOf.set(name, id)
    }
    if (known.size >= 200) known.clear()
    const index = { byId, idOf }
    known.set(of, index)
    return index
  }

  return {
    idOf(table: SheetTable, sheet: SheetKey): string {
      const id = indexOf(table).idOf.get(nameOf(sheet))
      if (id === undefined) throw new Error(`table ${table.number} has no sheet ${nameOf(sheet)}`)
      return id
    },
    /** Which of this table's sheets has this id; null when none has. */
    find: (table: SheetTable, id: string): SheetKey | null => indexOf(table).byId.get(id) ?? null,
    /**
     * The id of what somebody wrote on the sheet of this step: their words' id on the board. It says nothing of the seat to
     * anyone who has not the key, and is one whatever language the sheet was printed in.
     */
    wordsOf: (dialogue: DialogueId, step: string, seat: SeatCode): string =>
      base32(keyOf(dialogue).mac('paper-words', [dialogue, step, seat], 10), 16).toLowerCase(),
    /** A person's mark on their own questionnaires: six characters and three words (their places in a list of 32). */
    pairOf(dialogue: DialogueId, seat: SeatCode): { readonly code: string; readonly words: readonly number[] } {
      const bytes = keyOf(dialogue).mac('paper-pair', [dialogue, seat], 32)
      // Three different ones, in the order in which they are drawn.
      const words = [...new Set([...bytes.subarray(4)].map((byte) => byte & 31))].slice(0, 3)
      return { code: base32(bytes, 6), words }
    },
  }
}
