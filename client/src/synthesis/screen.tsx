/** The page as it looks, of what it is given. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { useGone } from '../ui/gone.tsx'
import { Notice } from '../ui/notice.tsx'
import { Book } from './book.tsx'
import { Cover, type Shown } from './cover.tsx'
import { Head } from './frame.tsx'
import { Inside } from './inside.tsx'
import { stepOf } from './keys.ts'
import { Listed } from './listed.tsx'
import { messages } from './messages/index.ts'
import { everything, type Filter, type ThemesPort } from './port.ts'
import { Queue } from './queue.tsx'
import { Reading } from './reading.tsx'
import { OnWall, type ShareStart } from './share/on-wall.tsx'
import { Steps } from './steps.tsx'
import { Twice } from './twice.tsx'
import { useDesk } from './use-desk.ts'

export type Start = {
  readonly shown?: Shown
  readonly naming?: boolean
  readonly steps?: boolean
  readonly twice?: boolean
  readonly wall?: ShareStart
}

/** What was worked at by keyboard is gone: one goes on where one reads, and Tab with it. Whoever is elsewhere stays there. */
const readOn = (): void =>
  void requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById('reading')?.focus({ preventScroll: true })
  })

export function Screen({
  port,
  told,
  about,
  problem,
  filter,
  onFilter,
  onMore,
  start = {},
}: {
  port: ThemesPort
  told: ThemesTold
  about: DialogueAnswer | null
  problem: ClientProblem | null
  filter: Filter
  onFilter: (filter: Filter) => void
  /** More of what was done. */
  onMore: () => void
  start?: Start
}) {
  const gone = useGone()
  const t = useT(messages)
  const desk = useDesk(port, told)
  const [shown, setShown] = useState<Shown | null>(start.shown ?? null)
  const [naming, setNaming] = useState(start.naming ?? false)
  const close = useCallback(() => {
    setShown(null)
    readOn()
  }, [])
  const begun = useRef('')
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const onNew = (): void => setNaming(true)
      const run = stepOf(event, { told, desk, newKey: t('newKey'), begun, onNew, onClose: close })
      if (run === null) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [told, desk, t, close])
  const { failing } = desk.sent
  const inside = shown !== null && 'theme' in shown ? shown.theme : null
  return (
    <div className="thm">
      <nav className="skips" aria-label={t('skip')}>
        {(
          [
            ['reading', t('skipReading')],
            ['book-title', t('themes')],
            ['queue-title', t('unread')],
          ] as const
        ).map(([id, name]) => (
          <button key={id} type="button" className="btn" onClick={() => document.getElementById(id)?.focus()}>
            {name}
          </button>
        ))}
      </nav>
      <Head about={about} here="/themes" sent={desk.sent} />
      {gone === null && (problem !== null || failing) ? (
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
        {shown === null ? null : 'list' in shown ? (
          <Listed key={shown.list} told={told} list={shown.list} onShow={setShown} onClose={close} />
        ) : (
          <Inside key={JSON.stringify(shown)} port={port} told={told} desk={desk} of={shown} onClose={close} />
        )}
      </main>
      <div className="side">
        <Book
          told={told}
          desk={desk}
          shown={inside}
          naming={naming}
          onNaming={(now) => {
            setNaming(now)
            if (!now) readOn()
          }}
          onShow={(theme) => setShown(inside === theme ? null : { theme })}
        />
        <Twice told={told} desk={desk} open={start.twice ?? false} />
        <OnWall
          port={port.shares}
          newId={port.newId}
          themes={told.themes}
          {...(start.wall === undefined ? {} : { start: start.wall })}
        />
        <Steps told={told} desk={desk} open={start.steps ?? false} onMore={onMore} />
      </div>
      <Cover
        told={told}
        onUnread={() => {
          onFilter(everything)
          document.getElementById('queue-title')?.focus()
        }}
        onShow={setShown}
      />
    </div>
  )
}
