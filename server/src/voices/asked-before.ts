/** The same question sent again from somewhere else (two consoles of one room, a page that was opened anew): asked once. */
import { isDeepStrictEqual } from 'node:util'
import type { DialogueId, TableId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Ask, AskRow } from '@tablee/shared/voices/asks'
import type { Left } from '@tablee/shared/wire/left'
import type { AskableAt } from './questions-told.ts'
import type { SitePlaces } from './site-rounds.ts'
import type { VoiceStore } from './voices.ts'

type Wanted = Pick<AskRow, 'title' | 'items' | 'recommends'> & {
  readonly most?: number
  /** So many of its options are entries of maps. */
  readonly picked: number | null
}

/** On what is voted, and in which words what was picked stands, the first sending froze. */
function isSame({ title, items, entries, recommends, draw }: Ask, wanted: Wanted): boolean {
  if (recommends !== undefined || wanted.recommends !== undefined)
    return recommends === wanted.recommends && draw?.most === wanted.most
  const bare =
    wanted.picked === null ? items : items.map((item) => ('options' in item ? { ...item, options: [] } : item))
  return (wanted.picked ?? 0) === entries.length && isDeepStrictEqual([title, bare], [wanted.title, wanted.items])
}

/**
 * Of what was asked under this name already: as its first sending was answered; `changed` where that was something else, or
 * other tables. Null where nothing was. Whether they may ask all these tables is asked before.
 */
export const createAskedBefore =
  ({
    voices,
    places,
    askableAt,
  }: {
    readonly voices: Pick<VoiceStore, 'state'>
    readonly places: Pick<SitePlaces, 'board'>
    readonly askableAt: AskableAt
  }) =>
  (
    dialogue: DialogueId,
    step: string,
    wanted: Wanted,
    tables: readonly TableId[],
  ): Result<{ readonly step: string; readonly left: readonly Left[] }> | null => {
    const ask = voices.state(dialogue).asks.get(step)
    if (ask === undefined) return null
    const other: Problem = { code: 'changed' }
    const asked = ask.boards.map((board) => places.board(board)?.table)
    if (!isSame(ask, wanted) || asked.some((table) => table === undefined || !tables.includes(table)))
      return fail(other)
    const left: Left[] = []
    for (const table of tables.filter((one) => !asked.includes(one))) {
      const at = askableAt(table)
      if (!('why' in at)) return fail(other)
      left.push({ table, why: at.why })
    }
    return ok({ step, left })
  }
