/**
 * The replay of a table's history: a sheet over the table, with a slider over the session's time and the board as it stood
 * there. It holds a copy of its own and nothing in it writes; the table goes on beneath. What was taken back by now is not
 * shown, whenever that happened.
 */
import './history.css'
import { readBoard } from '@tablee/shared/board/read'
import type { Board } from '@tablee/shared/board/schema'
import { roleNames } from '@tablee/shared/i18n/names-messages/index'
import type { NodeId, WordsId } from '@tablee/shared/ids'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useLanguage, useT, direction } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useTable } from '../context.ts'
import { tabBy } from '../../ui/tab-keys.ts'
import { timeOfDay } from '../../ui/time-of-day.ts'
import { historyMessages } from './messages/index.ts'
import type { HistoryPort } from './port.ts'
import { CanvasThen, entriesThen, MapThen, NotesThen } from './sights.tsx'
import { Slider } from './slider.tsx'
import { useReel, type Run } from './use-reel.ts'

const sights = ['map', 'canvas', 'notes'] as const
type Sight = (typeof sights)[number]

export default function History({ port, onClose }: { port: HistoryPort; onClose: () => void }) {
  const t = useT(historyMessages)
  const { language } = useLanguage()
  const { board: now, ui, status, seats } = useTable()
  const dialog = useRef<HTMLDialogElement>(null)
  const [sight, setSight] = useState<Sight>(sights.find((one) => one === ui.tab) ?? 'map')
  const run = useReel(port)
  const { board: then, changed } = useThen(run)

  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])

  const gone = useCallback(
    (id: WordsId) => {
      const words = now.words.get(id)
      return words !== undefined && (words.withdrawn !== null || words.redacted !== null)
    },
    [now],
  )
  const entries = useMemo(() => entriesThen(then, gone), [then, gone])
  const frame = run.reel.frames[run.frame]
  const who = useWho(frame?.who ?? [])
  const time = frame === undefined ? '' : timeOfDay(frame.at, language)
  const lang = status?.lang ?? language

  function onTabs(event: KeyboardEvent) {
    const next = tabBy(event, sights, sight, direction(language))
    if (next === null) return
    event.preventDefault()
    setSight(next)
    dialog.current?.querySelector<HTMLElement>(`[data-sight=${next}]`)?.focus()
  }

  return (
    <dialog
      ref={dialog}
      className="history"
      aria-labelledby="history-title"
      onClose={onClose}
      // What is pressed here is not meant for the table beneath: there it would undo.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header>
        <div className="what">
          <h2 id="history-title">{t('title')}</h2>
          {frame === undefined ? null : (
            <p>
              <b className="num">{time}</b> · {t('entries', { n: entries.list.length })}
              {who.length > 0 ? ` · ${t('wrote', { who: new Intl.ListFormat(language).format(who) })}` : ''}
            </p>
          )}
        </div>
        <Button look="primary" onClick={onClose}>
          {t('back')}
        </Button>
      </header>
      <div className="tabs" role="tablist" aria-label={t('sights')} onKeyDown={onTabs}>
        {sights.map((one) => (
          <button
            key={one}
            id={`then-${one}`}
            data-sight={one}
            type="button"
            role="tab"
            aria-selected={one === sight}
            aria-controls="then"
            tabIndex={one === sight ? 0 : -1}
            onClick={() => setSight(one)}
          >
            {t(one)}
          </button>
        ))}
      </div>
      <div id="then" className="then" role="tabpanel" aria-labelledby={`then-${sight}`}>
        {run.problem !== null ? (
          <div className="nothing-yet" role="alert">
            <p>
              <b>{t('failed')}</b> {t('failedSafe')}
            </p>
            <Button onClick={run.again}>{t('again')}</Button>
          </div>
        ) : run.reading ? (
          <div className="nothing-yet">
            <p role="status">{t('reading')}</p>
            <progress aria-label={t('readingHow')} value={run.progress.rows} max={Math.max(1, run.progress.of)} />
          </div>
        ) : frame === undefined ? (
          <p className="nothing-yet" role="status">
            {t('nothing')}
          </p>
        ) : sight === 'map' ? (
          <MapThen board={then} entries={entries} changed={changed} who={who} seats={seats} />
        ) : sight === 'canvas' ? (
          <CanvasThen doc={run.reel.docAt(run.frame)} frame={run.frame} lang={lang} />
        ) : (
          <NotesThen doc={run.reel.docAt(run.frame)} frame={run.frame} lang={lang} entries={entries} />
        )}
      </div>
      <footer>
        <Slider run={run} entries={entries.list.length} />
        <p className="meta">
          <Icon name="lock" /> {t('some')}
        </p>
      </footer>
    </dialog>
  )
}

const shown = [
  ...(['organiser', 'facilitator', 'reporter', 'citizen', 'analyst'] as const),
  ...(['head', 'coordinator'] as const),
] as const
/** Roles and seats as the screen calls them; a frame of many rows may have many. */
function useWho(who: readonly string[]): readonly string[] {
  const t = useT(historyMessages)
  const roles = useT(roleNames)
  return useMemo(
    () =>
      who.map((author) => {
        const [role = '', seat] = author.split(':')
        if (seat !== undefined) return seat
        const key = shown.find((one) => one === role)
        return key === undefined ? t('server') : roles(key)
      }),
    [who, t, roles],
  )
}

const nothing: ReadonlySet<NodeId> = new Set()

/** The board at the reel's place, and what the last step made or changed in it. */
function useThen({ reel, frame }: Run): { readonly board: Board; readonly changed: ReadonlySet<NodeId> } {
  const last = useRef<{ reel: Run['reel']; frame: number; board: Board; changed: ReadonlySet<NodeId> } | null>(null)
  return useMemo(() => {
    const before = last.current?.reel === reel ? last.current : null
    if (before?.frame === frame) return { board: before.board, changed: before.changed }
    const board = readBoard(reel.docAt(frame), before?.board)
    // Not at the first look: there all of it would be new.
    const changed =
      before !== null && before.frame >= 0 && frame > before.frame ? changesBetween(before.board, board) : nothing
    last.current = { reel, frame, board, changed }
    return { board, changed }
  }, [last, reel, frame])
}

function changesBetween(before: Board, now: Board): ReadonlySet<NodeId> {
  const changed = new Set<NodeId>()
  for (const [id, node] of now.nodes)
    if (before.nodes.get(id) !== node || before.wordsOf.get(id) !== now.wordsOf.get(id)) changed.add(id)
  // A long way at once changed everything: then nothing is marked.
  return changed.size > 12 ? nothing : changed
}
