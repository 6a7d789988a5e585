/**
 * What a table makes of a session: its map, its canvas, its notes, and what each person is asked. One is in sight; on a wide screen the outline stays
 * beside it, on a phone the outline is one more choice (`sides` in the screen). Each panel is loaded when it is opened.
 */
import { useRef, type KeyboardEvent } from 'react'
import { useLanguage, useT, direction } from '../../i18n/index.tsx'
import { tabBy } from '../../ui/tab-keys.ts'
import type { Tab } from '../actions/ui.ts'
import { messages, marksMessages } from '../messages/index.ts'

export function Tabs({
  tabs,
  tab,
  open,
  onChoose,
}: {
  tabs: readonly Tab[]
  tab: Tab
  /** How much is open to people's voices now. */
  open: number
  onChoose: (tab: Tab) => void
}) {
  const t = useT(messages)
  const marks = useT(marksMessages)
  const { language } = useLanguage()
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const next = tabBy(event, tabs, tab, direction(language))
    if (next === null) return
    event.preventDefault()
    onChoose(next)
    list.current?.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus()
  }

  return (
    <div ref={list} className="tabs" role="tablist" aria-label={t('tabs')} onKeyDown={onKeyDown}>
      {tabs.map((one) => (
        <button
          key={one}
          id={`tab-${one}`}
          data-tab={one}
          type="button"
          role="tab"
          aria-selected={one === tab}
          aria-controls="panel"
          tabIndex={one === tab ? 0 : -1}
          onClick={() => onChoose(one)}
        >
          {one === 'voices' || one === 'back' || one === 'materials' ? marks(one) : t(one)}
          {one === 'voices' && open > 0 ? (
            <span className="open-now">
              <span aria-hidden="true">{open}</span>
              <span className="away">{marks('openNow', { n: open })}</span>
            </span>
          ) : null}
        </button>
      ))}
    </div>
  )
}
