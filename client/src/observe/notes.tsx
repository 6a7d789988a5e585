/** The minutes of a table, as far as observers may see them. */
import { mentionsOf } from '@tablee/shared/view/notes'
import type { BoardView } from '@tablee/shared/view/policy'
import type { BlockKind } from '@tablee/shared/board/notes/schema'
import { useT } from '../i18n/index.tsx'
import { NotesView, type ReadBlock } from '../ui/notes-view.tsx'
import { messages } from './messages.ts'

export default function Notes({ view, onOpen }: { view: BoardView; onOpen: (node: string) => void }) {
  const t = useT(messages)
  const blocks = Object.entries(view.notes)
    .toSorted(([, a], [, b]) => a.order - b.order)
    .map(
      ([id, block]): ReadBlock => ({
        id,
        kind: block.kind as BlockKind,
        level: block.level,
        ordinal: block.ordinal,
        text: block.text,
        mentions: mentionsOf(block).map((node) => {
          const named = node === null ? undefined : view.nodes[node]
          return node === null || named === undefined
            ? null
            : { number: named.number, wording: named.wording, lang: named.lang, onOpen: () => onOpen(node) }
        }),
      }),
    )
  return (
    <section className="notes" aria-label={t('notes')} tabIndex={0}>
      <NotesView blocks={blocks} lang={view.lang} label={t('notes')} />
    </section>
  )
}
