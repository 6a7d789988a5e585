/** The page as it looks, of what it is given. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { shownIn } from '@tablee/shared/dialogue/programme'
import { addressIn } from '@tablee/shared/wire/address'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useCallback, useEffect, useState } from 'react'
import { languages, useLanguage, useT, writings, type Language } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { useReading } from '../ui/clock.tsx'
import { Light } from '../ui/light.tsx'
import { Notice } from '../ui/notice.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Book } from './book.tsx'
import { Cover } from './cover.tsx'
import { Inside, inNone } from './inside.tsx'
import { stepOf } from './keys.ts'
import { messages } from './messages/index.ts'
import type { Filter, ThemesPort } from './port.ts'
import { Queue } from './queue.tsx'
import { Reading } from './reading.tsx'
import { Steps } from './steps.tsx'
import { useDesk } from './use-desk.ts'

export type Start = { readonly shown?: string; readonly naming?: boolean; readonly steps?: boolean }

/** Of the session that runs: until all of its steps are over. */
function Plenary({ clock }: { clock: DialogueAnswer['clock'] }) {
  const t = useT(messages)
  const reading = useReading(clock)
  if (!('step' in reading)) return null
  const rest = clock.steps.slice(reading.index + 1).reduce((sum, { minutes }) => sum + minutes, 0)
  const minutes = Math.max(0, Math.ceil((reading.late ? 0 : reading.seconds) / 60) + rest)
  return (
    <p className="plenary">
      <b className="num">{minutes}</b> {t('minLeft', { n: minutes })}
    </p>
  )
}

export function Head({ about }: { about: DialogueAnswer | null }) {
  const t = useT(messages)
  const { language, choose } = useLanguage()
  const session = about?.sessions.find(({ number }) => number === about.clock.session)
  return (
    <>
      <Wordmark />
      <h1 className="here">
        {about === null ? t('title') : about.title}
        {session === undefined ? '' : ` · ${shownIn(session.titles, language, about?.lang) || session.title}`}
      </h1>
      <nav className="tabs">
        <a href={about === null ? '/themes' : addressIn(about.id, '/themes')} aria-current="page">
          {t('themesPage')}
        </a>
        <a href={about === null ? '/snapshots' : addressIn(about.id, '/snapshots')}>{t('snapshotsPage')}</a>
      </nav>
      <label className="push">
        <span className="away">{t('language')}</span>
        <select className="pick" value={language} onChange={(event) => choose(event.target.value as Language)}>
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {writings[one].name}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

export function Screen({
  port,
  told,
  about,
  problem,
  filter,
  onFilter,
  start = {},
}: {
  port: ThemesPort
  told: ThemesTold
  about: DialogueAnswer | null
  problem: ClientProblem | null
  filter: Filter
  onFilter: (filter: Filter) => void
  start?: Start
}) {
  const t = useT(messages)
  const desk = useDesk(port, told)
  const [shown, setShown] = useState<string | null>(start.shown ?? null)
  const [naming, setNaming] = useState(start.naming ?? false)
  const close = useCallback(() => setShown(null), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const run = stepOf(event, { told, desk, newKey: t('newKey'), onNew: () => setNaming(true), onClose: close })
      if (run === null) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [told, desk, t, close])
  const { waiting, failing } = desk.sent
  return (
    <div className="thm">
      <header className="hhead">
        <Head about={about} />
        <Light shape={failing ? 'kept' : 'saved'} busy={waiting > 0}>
          {failing ? t('kept', { n: waiting }) : t('saved')}
        </Light>
        {about === null ? null : <Plenary clock={about.clock} />}
      </header>
      {problem !== null || failing ? (
        <Notice tone="offline" icon="refused" happened={t('unanswered')}>
          {t('unansweredHelp')}
        </Notice>
      ) : desk.news !== null ? (
        <Notice tone="news" icon="refused" happened={t(desk.news)} />
      ) : null}
      <Queue
        told={told}
        about={about}
        queue={desk.queue}
        open={desk.open?.entry ?? null}
        filter={filter}
        onFilter={onFilter}
        onOpen={desk.read}
      />
      <main className="desk">
        <Reading told={told} desk={desk} filter={filter} onFilter={onFilter} />
        {shown === null ? null : (
          <Inside key={shown} port={port} told={told} desk={desk} theme={shown} onClose={close} />
        )}
      </main>
      <div className="side">
        <Book
          told={told}
          desk={desk}
          shown={shown}
          naming={naming}
          onNaming={setNaming}
          onShow={(theme) => setShown((now) => (now === theme ? null : theme))}
        />
        <Steps told={told} desk={desk} open={start.steps ?? false} />
      </div>
      <Cover told={told} onNone={() => setShown(inNone)} />
    </div>
  )
}
