/**
 * For whom a text waits, as far as that is known, and what was said just before it. Numbers and kinds alone: nobody who reads,
 * watches or sits at a table is named to translators.
 */
import { verbatim, type Capture } from '@tablee/shared/board/schema'
import { primaryOf, type BoardId } from '@tablee/shared/ids'
import type { BoardView } from '@tablee/shared/view/policy'
import type { TextToTranslate } from '@tablee/shared/wire/translations'

/** Asked of `view/`, `voices/`, `dialogue/` and `synthesis/`. */
export type Wants = {
  /** Whether anybody watches this board just now. */
  readonly watched: (board: BoardId) => boolean
  /** How many read this board in that language just now: who watches it, whose table it is, who sits at it. */
  readonly readers: (board: BoardId, into: string) => number
  /** Originals of a board that lie in a theme, by their `originalId`. */
  readonly themed: (board: BoardId) => Themed
}
/** `key`: the same as long as the same ones do. */
export type Themed = { readonly ids: ReadonlySet<string>; readonly key: string }

/** `Fr` and `fr-CA` are read by who reads `fr`. */
export const isIn = (lang: string, into: string): boolean => primaryOf(lang) === primaryOf(into)

const minute = 60_000
/** A wall shows what it has not shown yet before all else, table after table: what is older than a round of the hall was there. */
const roundOfWall = 5 * minute
/** Longer words are no voice of a wall. */
const longestOnWall = 240

type Wanted = NonNullable<TextToTranslate['wanted']>
/** `key`: the same as long as the same is told of each. */
export type Needs = { readonly key: string; readonly of: (entry: string) => { readonly wanted?: Wanted } }
export const noNeeds: Needs = { key: '', of: () => ({}) }

/** What waits for the texts of a board, by their names for observers. */
export function needsOn(
  board: BoardId,
  view: BoardView,
  { wants, into, name, now }: { wants: Wants; into: string; name: (id: string) => string; now: number },
): Needs {
  const read = wants.readers(board, into) > 0
  const { ids, key } = wants.themed(board)
  const wall = view.state === 'open' && wants.watched(board) ? newOnWall(view, now) : []
  if (!read && ids.size === 0 && wall.length === 0) return noNeeds
  let themed: ReadonlySet<string> | null = null
  const onWall = new Set(wall)
  return {
    key: [read ? 'read' : '', key, ...wall].join(' '),
    of(entry) {
      themed ??= new Set([...ids].map(name))
      const wanted: Wanted = [
        ...(onWall.has(entry) ? (['wall'] as const) : []),
        ...(read ? (['reader'] as const) : []),
        ...(themed.has(entry) ? (['theme'] as const) : []),
      ]
      return wanted.length === 0 ? {} : { wanted }
    },
  }
}
const newOnWall = ({ words }: BoardView, now: number): readonly string[] =>
  Object.entries(words)
    .filter(
      ([, { text, capture, minute: at }]) =>
        verbatim.has(capture as Capture) && text.length <= longestOnWall && now - at * minute < roundOfWall,
    )
    .map(([entry]) => entry)

type Before = NonNullable<TextToTranslate['before']>
/** Of words: what was said before them beneath the same entry, and what it says in this language. */
export function beforeOn({ words }: BoardView, into: string): (entry: string) => { readonly before?: Before } {
  const by = Object.groupBy(Object.entries(words), ([, { node }]) => node)
  const known = new Map(
    Object.values(by).flatMap((said = []) => {
      const order = said.toSorted(([, a], [, b]) => a.order - b.order)
      return order.slice(1).flatMap(([entry], n): [string, Before][] => {
        const one = order[n]?.[1]
        if (one === undefined) return []
        const translation = isIn(one.lang, into) ? null : (one.translations?.[into]?.text ?? null)
        return [[entry, { text: one.text, lang: one.lang, translation }]]
      })
    }),
  )
  return (entry) => {
    const before = known.get(entry)
    return before === undefined ? {} : { before }
  }
}
