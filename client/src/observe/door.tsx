/**
 * The door of those who watch: what they agree to before the first view, in the dialogue's own words where it has some. Until
 * then nothing else is asked of the server. A screen in the hall is let in once, by a mouse or a remote's Enter.
 */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import type { WatchRules } from '@tablee/shared/wire/watch'
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { network } from '../hold/retry.ts'
import { useRead } from '../hold/use-followed.ts'
import { direction, useLanguage, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { read } from './address.ts'
import { agree, hasAgreed } from './agreed.ts'
import { Alone, NotHere } from './alone.tsx'
import { Controls } from './controls.tsx'
import { doorMessages, messages } from './messages/index.ts'

const CameIn = createContext(false)

/** The button that was pressed went with the door, and the keyboard's place with it: it goes to what stands there once it is. */
export function useCameIn(stands: boolean): void {
  const cameIn = useContext(CameIn)
  const went = useRef(false)
  useEffect(() => {
    if (!cameIn || !stands || went.current) return
    went.current = true
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('h1[tabindex]')?.focus()
  }, [cameIn, stands])
}

export function Door({ link, children }: { link: string; children: ReactNode }) {
  const [agreed, setAgreed] = useState<'before' | 'now' | null>(() => (hasAgreed(link) ? 'before' : null))
  if (agreed !== null) return <CameIn.Provider value={agreed === 'now'}>{children}</CameIn.Provider>
  return (
    <Asking
      link={link}
      onAgree={() => {
        agree(link)
        setAgreed('now')
      }}
    />
  )
}

function Asking({ link, onAgree }: { link: string; onAgree: () => void }) {
  const t = useT(messages)
  const ask = useMemo(() => () => read<WatchRules>(link, '/rules'), [link])
  const { value, problem } = useRead(ask, network)
  if (value !== null) return <GroundRules of={value} onAgree={onAgree} />
  if (problem === null) return <Alone title={t('loading')} />
  if (problem.code === 'link-unknown') return <Alone title={t('nothing')}>{t('nothingWhat')}</Alone>
  return <NotHere />
}

const ours = ['listen', 'names', 'quote', 'curtain', 'quiet'] as const

/** What is agreed to: each sentence by itself. */
export function GroundRules({ of: { dialogue, rules }, onAgree }: { of: WatchRules; onAgree: () => void }) {
  const t = useT(doorMessages)
  const { language } = useLanguage()
  const own = rules === null ? null : { text: shownIn(rules, language), lang: tagFor(rules, language) }
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  useEffect(() => {
    document.title = `${dialogue} · Tablée`
  }, [dialogue])
  return (
    <main className="alone door">
      <Wordmark />
      <div>
        <p className="eyebrow">{dialogue}</p>
        <h1>{t('title')}</h1>
        <div id="ground-rules" className="rules">
          {own === null ? (
            <ul>
              {ours.map((rule) => (
                <li key={rule}>{t(rule)}</li>
              ))}
            </ul>
          ) : (
            own.text
              .split(/\n+/)
              .filter((line) => line.trim() !== '')
              .map((line) => (
                <p key={line} lang={own.lang} dir={direction(own.lang)}>
                  {line}
                </p>
              ))
          )}
        </div>
      </div>
      <Button ref={button} look="primary" aria-describedby="ground-rules" onClick={onAgree}>
        {t('agree')}
      </Button>
      <Controls />
    </main>
  )
}
