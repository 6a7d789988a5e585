/** The entries that fit what was typed after `@`. The caret stays in the text: arrows choose, Enter takes. */
import { useLayoutEffect, useRef } from 'react'
import { useT } from '../../i18n/index.tsx'
import type { Entry } from '../board/entries.ts'
import { notesMessages } from './messages/index.ts'

export function MentionList({
  list,
  at,
  where,
  onTake,
}: {
  list: readonly Entry[]
  at: number
  /** The caret, on the page. */
  where: { readonly left: number; readonly bottom: number; readonly top: number }
  onTake: (entry: Entry) => void
}) {
  const t = useT(notesMessages)
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = ref.current
    if (!box) return
    const { offsetWidth: width, offsetHeight: height } = box
    const rtl = getComputedStyle(box).direction === 'rtl'
    box.style.left = `${Math.max(8, Math.min(rtl ? where.left - width : where.left, innerWidth - width - 8))}px`
    box.style.top = `${where.bottom + 4 + height <= innerHeight - 8 ? where.bottom + 4 : Math.max(8, where.top - height - 4)}px`
    box.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }) // whatever was drawn: a shorter list is a smaller box
  return (
    <div ref={ref} className="menu asking">
      <p className="head" role="status">
        {t(list.length > 0 ? 'mentionWhich' : 'mentionNone')}
      </p>
      <div role="listbox" aria-label={t('mentionWhich')} id="asking" hidden={list.length === 0}>
        {list.map((entry, n) => (
          <button
            key={entry.node.id}
            id={`asking-${n}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={n === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(entry)}
          >
            <span className="num">{entry.item.number}</span>
            <span lang={entry.node.lang} dir="auto">
              {entry.node.wording}
            </span>
          </button>
        ))}
      </div>
    </div>
  )
}
