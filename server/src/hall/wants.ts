/** For whom translations are needed, as far as a hall knows it: who watches in which language, who sits where, what lies in themes. */
import { boardIn, type EntryName } from '@tablee/shared/synthesis/entries'
import type { Reading, Themes } from '@tablee/shared/synthesis/fold'
import { blockName } from '@tablee/shared/board/texts'
import { isIn, type Themed, type Wants } from '../translations/wants.ts'
import type { createViews } from '../view/views.ts'
import type { People } from './people.ts'

/** `themes`: what a theme team has read by now. */
export function wantsIn({
  dialogues,
  voices,
  views,
  themes,
}: Pick<People, 'dialogues' | 'voices'> & {
  readonly views: Pick<ReturnType<typeof createViews>, 'watching'>
  readonly themes: () => Themes
}): Wants {
  let known: { readonly of: Themes['read']; readonly themed: ReadonlyMap<string, Themed> } | null = null
  function themed(): ReadonlyMap<string, Themed> {
    const { read } = themes()
    if (known?.of !== read) known = { of: read, themed: themedIn(read) }
    return known.themed
  }
  return {
    watched: (board) => views.watching([board]) > 0,
    readers(board, into) {
      const place = dialogues.board(board)
      const table = place === null ? null : dialogues.table(place.table)
      if (place === null || table === null) return views.watching([board], (lang) => isIn(lang, into))
      const seats = [...voices.state(place.dialogue).seats.values()].filter(
        (seat) => seat.table === table.id && seat.held !== null && isIn(seat.consent.lang, into),
      )
      const own = isIn(table.lang, into) ? 1 : 0
      return own + seats.length + views.watching([board], (lang) => isIn(lang, into))
    },
    themed: (board) => themed().get(board) ?? nothing,
  }
}
const nothing: Themed = { ids: new Set(), key: '' }

function themedIn(read: ReadonlyMap<EntryName, Reading>): ReadonlyMap<string, Themed> {
  const found = new Map<string, Set<string>>()
  for (const [entry, { themes }] of read) {
    if (themes.size === 0) continue
    const board = boardIn(entry)
    const of = found.get(board) ?? new Set<string>()
    of.add(originalOf(entry))
    found.set(board, of)
  }
  return new Map([...found].map(([board, ids]) => [board, { ids, key: [...ids].sort().join(' ') }]))
}
/** `<board>/<kind>/<id>`, as translations know it. */
function originalOf(entry: EntryName): string {
  const [kind = '', ...id] = entry.slice(boardIn(entry).length + 1).split('/')
  return kind === 'minutes' ? blockName(id.join('/')) : id.join('/')
}
