/** The minutes of a table, as far as observers may see them. */
import { mentionsOf } from '@tablee/shared/view/notes'
import type { BoardView } from '@tablee/shared/view/policy'
import type { BlockKind } from '@tablee/shared/board/notes/schema'
import { NotesView, type ReadBlock } from '../notes-view.tsx'

export function WatchedNotes({
  view,
  label,
  onOpen,
}: {
  view: BoardView
  label: string
  /** From a sentence to the entry that it names. */
  onOpen?: (node: string) => void
}) {
  const blocks = Object.entries(view.notes)
    .toSorted(([, a], [, b]) => a.order - b.order)
    .map(
      ([id, block]): ReadBlock => ({
        id,
        kind: block.kind as BlockKind,
        level: block.level,
        ordinal: block.ordinal,
        text: block.text,
        translations: block.translations,
        mentions: mentionsOf(block).map((node) => {
          const named = node === null ? undefined : view.nodes[node]
          return node === null || named === undefined
            ? null
            : {
                number: named.number,
                wording: named.wording,
                lang: named.lang,
                ...(onOpen === undefined ? {} : { onOpen: () => onOpen(node) }),
              }
        }),
      }),
    )
  return <NotesView blocks={blocks} lang={view.lang} label={label} />
}
