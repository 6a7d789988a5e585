/** Who may not write reads along: the same minutes, without an editor on the document. */
import { notesToRead } from '@tablee/shared/board/doc'
import { readNotes } from '@tablee/shared/board/notes/read'
import type { BlockId } from '@tablee/shared/ids'
import { blockName } from '@tablee/shared/board/texts'
import { translatedAs } from '@tablee/shared/view/translated'
import { useMemo, useSyncExternalStore } from 'react'
import { useList, useT } from '../../i18n/index.tsx'
import { NotesView, type MentionShown } from '../../ui/notes-view.tsx'
import { useTable } from '../context.ts'
import { useTranslated } from '../translated.tsx'
import { notesMessages } from './messages/index.ts'
import type { Became } from './became.ts'
import type { NodeId } from '@tablee/shared/ids'

export function NotesReading({
  lang,
  became,
  onOpen,
}: {
  lang: string
  became: ReadonlyMap<BlockId, readonly Became[]>
  onOpen: (node: NodeId) => void
}) {
  const t = useT(notesMessages)
  const listed = useList()
  const { link, entries } = useTable()
  const { doc } = link
  const translated = useTranslated()
  const follow = useMemo(
    () => (run: () => void) => {
      const fragment = notesToRead(doc)
      fragment.observeDeep(run)
      return () => fragment.unobserveDeep(run)
    },
    [doc],
  )
  const notes = useSyncExternalStore(follow, () => readNotes(doc))
  const blocks = useMemo(
    () =>
      notes.blocks.map((block) => ({
        ...block,
        ...translatedAs(translated, blockName(block.id), block.text, undefined),
        mentions: block.mentions.map(({ node, label }): MentionShown => {
          const entry = entries.byId.get(node)
          return entry
            ? {
                number: entry.item.number,
                wording: entry.node.wording,
                lang: entry.node.lang,
                onOpen: () => onOpen(node),
              }
            : { number: '', wording: label, lang: '', gone: t('gone') }
        }),
      })),
    [notes, entries, translated, onOpen, t],
  )
  if (blocks.length === 0) return <p className="nothing">{t('nothing')}</p>
  return (
    <NotesView
      blocks={blocks}
      lang={lang}
      label={t('notes')}
      renderAside={(id) => {
        const list = became.get(id as BlockId)
        const node = list?.find((one) => one.node !== null)?.node ?? null
        if (!list) return null
        const said = listed(list.map(({ number }) => number || t('becameNowhere')))
        return (
          <button
            type="button"
            className="became"
            title={t('became', { n: list.length, list: said })}
            disabled={node === null}
            onClick={() => node && onOpen(node)}
          >
            {list.map(({ number }) => number || '·').join(' ')}
            <span className="away">{t('became', { n: list.length, list: said })}</span>
          </button>
        )
      }}
    />
  )
}
