/** The page as it looks, of what it is given. */
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ThemesTold } from '@tablee/shared/wire/synthesis'
import { useCallback, useEffect, useState } from 'react'
import { useT } from '../i18n/index.tsx'
import type { ClientProblem } from '../link/api.ts'
import { Notice } from '../ui/notice.tsx'
import { Book } from './book.tsx'
import { Cover } from './cover.tsx'
import { Head } from './frame.tsx'
import { Inside, inNone } from './inside.tsx'
import { stepOf } from './keys.ts'
import { messages } from './messages/index.ts'
import type { Filter, ThemesPort } from './port.ts'
import { Queue } from './queue.tsx'
import { Reading } from './reading.tsx'
import { Steps } from './steps.tsx'
import { useDesk } from './use-desk.ts'

export type Start = { readonly shown?: string; readonly naming?: boolean; readonly steps?: boolean }

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
  const { failing } = desk.sent
  return (
    <div className="thm">
      <Head about={about} here="/themes" sent={desk.sent} />
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
