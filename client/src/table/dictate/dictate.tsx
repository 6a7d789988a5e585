/** The button that listens while it is held, and what it says beneath the field. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Icon } from '../../ui/icon.tsx'
import { languageName } from '../../ui/language-name.ts'
import './dictate.css'
import { messages } from './messages/index.ts'
import { offeredBy, type DictatePort, type Offered } from './port.ts'
import type { Dictation, Trouble, useDictation } from './use-dictation.ts'

/** Whether dictating is offered here in this language at all; looked up once it is `open`. */
export function useOffered(port: DictatePort | null, lang: string, open: boolean): Offered {
  const [offered, setOffered] = useState<Offered>('no')
  useEffect(() => {
    if (port === null || !open) return
    let over = false
    void offeredBy(port, lang).then((found) => {
      if (!over) setOffered(found)
    })
    return () => {
      over = true
    }
  }, [port, lang, open])
  return offered
}

type Work = ReturnType<typeof useDictation>

/** By mouse and finger, by Space and Enter, and by whatever a screen reader does to a button. */
export function DictateButton({ work: { state, press, release, cancel } }: { work: Work }) {
  const t = useT(messages)
  const byKey = useRef(false)
  const listens = state.at === 'listening'
  function down(event: KeyboardEvent): void {
    if (event.key === 'Escape' && (listens || state.at === 'working')) {
      event.preventDefault()
      event.stopPropagation()
      return cancel()
    }
    if (event.key !== ' ' && event.key !== 'Enter') return
    event.preventDefault()
    if (event.repeat) return
    byKey.current = true
    press(event.timeStamp)
  }
  function up(event: KeyboardEvent): void {
    if (!byKey.current || (event.key !== ' ' && event.key !== 'Enter')) return
    byKey.current = false
    release(event.timeStamp)
  }
  return (
    <button
      type="button"
      className={`mic${listens ? ' on' : ''}`}
      aria-pressed={listens}
      aria-label={t(listens ? 'end' : 'dictate')}
      title={t(listens ? 'end' : 'dictate')}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        // The finger may slide off it while somebody speaks.
        event.currentTarget.setPointerCapture(event.pointerId)
        press(event.timeStamp)
      }}
      onPointerUp={(event) => release(event.timeStamp)}
      onPointerCancel={(event) => release(event.timeStamp)}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={down}
      onKeyUp={up}
      onBlur={(event) => {
        if (byKey.current) release(event.timeStamp)
        byKey.current = false
      }}
      onClick={(event) => {
        // Neither finger nor key: whoever has another way to a button taps it.
        if (event.detail === 0) {
          press(event.timeStamp)
          release(event.timeStamp)
        }
      }}
    >
      <Icon name="dictated" />
    </button>
  )
}

/** What it does just now, or why nothing was written down. Nothing at rest. */
export function DictateLine({ state, lang, onCancel }: { state: Dictation; lang: string; onCancel: () => void }) {
  const t = useT(messages)
  const { language } = useLanguage()
  const runs = state.at === 'asking' || state.at === 'listening' || state.at === 'working'
  return (
    <div className={`mic-says ${state.at}`} role={state.at === 'trouble' ? 'alert' : 'status'}>
      {state.at === 'rest' ? null : (
        <p>
          {state.at === 'asking'
            ? t('asking')
            : state.at === 'listening'
              ? t(state.held ? 'letGo' : 'pressAgain')
              : state.at === 'working'
                ? t('working')
                : state.at === 'heard'
                  ? state.by === null
                    ? t('heardHere')
                    : t('heardBy', { name: state.by })
                  : t(sentences[state.why], { language: languageName(lang, language) })}
        </p>
      )}
      {runs ? (
        <button type="button" className="inline" onClick={onCancel}>
          {t('cancel')}
        </button>
      ) : null}
    </div>
  )
}

/** Where a microphone would be, and there is none: why. */
export function NoMicrophone({ why }: { why: 'insecure' | 'none' }) {
  const t = useT(messages)
  return <p className="meta mic-none">{t(why)}</p>
}

const sentences = {
  'no-seat': 'noSeat',
  refused: 'refused',
  curtain: 'curtain',
  'not-named': 'notNamed',
  language: 'notThisLanguage',
  nothing: 'nothing',
  busy: 'busy',
  slow: 'slow',
  away: 'away',
  wrong: 'wrong',
  denied: 'denied',
  'no-microphone': 'noMicrophone',
  offline: 'offline',
  'too-many': 'tooMany',
} as const satisfies Record<Trouble, keyof (typeof messages)['en']>
