/**
 * What a table makes of a session: its map, its canvas, its notes. One is in sight; on a wide screen the outline stays
 * beside it, on a phone the outline is one more choice (`sides` in the screen). Each panel is loaded when it is opened.
 */
import { useRef, type KeyboardEvent } from 'react'
import { useLanguage, useT } from '../i18n/index.tsx'
import type { Tab } from './acts.ts'
import { messages } from './messages.ts'

export const tabs = ['map', 'canvas', 'notes'] as const satisfies readonly Tab[]

export function Tabs({ tab, onChoose }: { tab: Tab; onChoose: (tab: Tab) => void }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const forwards = language === 'ar' ? 'ArrowLeft' : 'ArrowRight'
    const backwards = language === 'ar' ? 'ArrowRight' : 'ArrowLeft'
    const step = event.key === forwards ? 1 : event.key === backwards ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? 'map'
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
          {t(one)}
        </button>
      ))}
    </div>
  )
}
