/**
 * What phones may read by now of what was taken from boards into a question, as observers may: of recommendations of other
 * tables, and of options that were picked. The sentence that is voted on stays as long as nobody refuses it; the vote stays
 * possible in any case.
 */
import type { Item } from '@tablee/shared/dialogue/items'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import type { Ask } from '@tablee/shared/voices/asks'
import { entryShown, itemPicked } from '@tablee/shared/voices/picked'
import { asShown, byEntries, byWords, type MayRead } from '@tablee/shared/voices/recommended'
import type { Clock } from '../clock.ts'
import type { BoardsNow } from './boards-now.ts'
import type { RoundPlaces } from './ports.ts'
import type { Step } from './steps.ts'
import type { VoiceStore } from './voices.ts'

/** A hall of phones asks at once: which boards were written is looked at for them so often; all else is asked at once. */
const keepMs = 500

/** Boards from which something that is asked was taken. */
function* sourcesOf({ items, sources = {}, entries }: Ask): Iterable<BoardId> {
  for (const { id } of items) {
    const source = sources[id]
    if (source !== undefined) yield source.board
  }
  for (const { board } of entries) yield board
}

/** `ready` before `shown`: of a board that was never read only sentences are told. Whose table it is is asked before. */
export function createRecommendedNow({
  voices,
  places,
  now,
  clock,
}: {
  voices: Pick<VoiceStore, 'state'>
  places: Pick<RoundPlaces, 'board'>
  now: Pick<BoardsNow, 'ready' | 'entry' | 'entries' | 'refuses' | 'rules' | 'reads'>
  clock: Clock
}) {
  type Made<T> = { readonly at: number; readonly rules: number; readonly reads: number; readonly value: T }
  const asked = new Map<DialogueId, Made<Promise<void>>>()
  const made = new WeakMap<Ask, Made<readonly Item[]>>()
  const make = <T>(value: T): Made<T> => ({ at: clock(), rules: now.rules(), reads: now.reads(), value })
  const isNew = <T>(found: Made<T> | undefined): found is Made<T> =>
    found !== undefined && found.rules === now.rules() && clock() >= found.at && clock() - found.at < keepMs

  async function readAll(dialogue: DialogueId): Promise<void> {
    const boards = new Set<BoardId>()
    for (const ask of voices.state(dialogue).asks.values())
      if (ask.calledBack === null) for (const board of sourcesOf(ask)) boards.add(board)
    await now.ready(boards)
  }

  /** An item of what was asked on the day, to whoever sits at another table than that of which it is. */
  function shown(ask: Ask, item: Item): Item {
    if (item.type !== 'support')
      return itemPicked(item, ask.entries, (entry) => {
        const place = places.board(entry.board)
        return place !== null && entryShown(voices.state(place.dialogue), entry, now.entries(entry.board))
      })
    const source = ask.sources?.[item.id]
    const entries = byEntries(source, (board, node) => now.entry(board, node).state === 'shown')
    const words = byWords((of, text) => source !== undefined && now.refuses(source.board, of, text))
    const may: MayRead = {
      sentence: words.sentence,
      part: (...one) => entries.part(...one) && words.part(...one),
    }
    const { table, reasons, conditions, objections } = item
    const told = asShown({ text: item.text, recommended: { table, reasons, conditions, objections } }, may)
    return { ...item, text: told.text, ...told.recommended }
  }
  /** All items of a vote, as other tables read them. */
  function itemsOf(ask: Ask): readonly Item[] {
    const before = made.get(ask)
    if (isNew(before) && before.reads === now.reads()) return before.value
    const after = make(ask.items.map((item) => shown(ask, item)))
    made.set(ask, after)
    return after.value
  }

  return {
    /** Once it has ended, `shown` knows the boards from which something was taken that is asked here. */
    async ready(dialogue: DialogueId): Promise<void> {
      const before = asked.get(dialogue)
      if (isNew(before)) return before.value
      const after = make(readAll(dialogue))
      asked.set(dialogue, after)
      return after.value
    },
    shown,
    /**
     * A step's task as it is read at its board: what that table recommends itself stands as it was agreed on. What was picked
     * reads the same at all tables, or they would not answer one question.
     */
    taskAt({ task, ask, place }: Step): Step['task'] {
      if (ask === undefined || task.kind !== 'ballot') return task
      if (ask.sources === undefined && ask.entries.length === 0) return task
      const { tableNumber } = place
      const others = itemsOf(ask)
      const items = task.items.map((item, n) =>
        item.type === 'support' && item.table === tableNumber ? item : (others[n] ?? item),
      )
      return { ...task, items }
    },
  }
}
export type RecommendedNow = ReturnType<typeof createRecommendedNow>
