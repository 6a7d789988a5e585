/** One earlier board at full size, to read: its map, its canvas, its notes; and the way back. */
import { forReader } from '@tablee/shared/wire/editor'
import { useEffect, useMemo, useRef, useState } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import type { TableLink } from '../../link/link.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SeatsHereContext } from '../../ui/seats-here.ts'
import { useBoard, useLink } from '../board/use-board.ts'
import { CanvasThen, entriesThen, MapThen, NotesThen } from '../history/sights.tsx'
import { backMessages } from './messages/index.ts'

const sights = ['map', 'canvas', 'notes'] as const
const none: ReadonlySet<never> = new Set()

export function Large({ link, name, onClose }: { link: TableLink; name: string; onClose: () => void }) {
  const t = useT(backMessages)
  const { language } = useLanguage()
  useLink(link)
  const { seen } = link.status()
  const { board } = useBoard(link.doc, seen, true)
  const [sight, setSight] = useState<(typeof sights)[number]>('map')
  const entries = useMemo(() => entriesThen(board, () => false), [board])
  const status = link.boardStatus()
  const told = status === null ? null : forReader(status, language)
  const lang = status?.lang ?? language
  // The same object stands for the same state: canvas and notes are read anew with it.
  const frame = link.version()
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  return (
    <div
      className="large-board"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <header>
        <div>
          <p className="eyebrow">{name}</p>
          {told === null ? null : (
            <h3 lang={told.spoken.question} dir={direction(told.spoken.question)}>
              {told.question}
            </h3>
          )}
        </div>
        <div className="parts" role="group" aria-label={t('parts')}>
          {sights.map((one) => (
            <button key={one} type="button" aria-pressed={one === sight} onClick={() => setSight(one)}>
              {t(one)}
            </button>
          ))}
        </div>
        <Button look="primary" ref={close} onClick={onClose}>
          <Icon name="back" turns />
          {t('small')}
        </Button>
      </header>
      <div className="then">
        {/* Whose mark is where is of that session: who sits here now may have sat elsewhere. */}
        <SeatsHereContext.Provider value={status?.chairs ?? null}>
          {sight === 'map' ? (
            <MapThen board={board} entries={entries} changed={none} who={[]} seats={status?.seats ?? 6} />
          ) : sight === 'canvas' ? (
            <CanvasThen doc={link.doc} frame={frame} lang={lang} />
          ) : (
            <NotesThen doc={link.doc} frame={frame} lang={lang} entries={entries} />
          )}
        </SeatsHereContext.Provider>
      </div>
    </div>
  )
}
