/** `/themes`: a theme team reads what the tables say, and puts it in themes. */
import '../ui/base.css'
import '../ui/components.css'
import './themes.css'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import { useEffect, useMemo, useState } from 'react'
import { network } from '../hold/retry.ts'
import { measuring } from '../hold/server-time.ts'
import { useFollowed } from '../hold/use-followed.ts'
import { thisPage } from '../hold/world.ts'
import { useT } from '../i18n/index.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { messages } from './messages/index.ts'
import { everything, openThemes, themesSession, type ThemesPort } from './port.ts'
import { Head, Screen, type Start } from './screen.tsx'

/** Out of sight it asks nothing, and shows what stands as soon as it is looked at. */
const settings = { law: network, rests: true }
/** The programme may have changed: its clock goes on by itself. */
const every = 60_000

export default function Themes() {
  const [session] = useState(themesSession)
  const port = useMemo(() => (session === null ? null : openThemes(session)), [session])
  return port === null ? <Nobody /> : <Workbench port={port} />
}

function Nobody() {
  const t = useT(messages)
  return <PlainPage title={t('title')} how={t('openWithLink')} onward={t('toTheDoor')} />
}

function useAbout(port: ThemesPort): DialogueAnswer | null {
  const [about, setAbout] = useState<DialogueAnswer | null>(null)
  useEffect(() => {
    let here = true
    const ask = (): void =>
      void port.about().then((answer) => {
        if (here && answer.ok) setAbout(answer.value)
      })
    ask()
    const timer = setInterval(ask, every)
    return () => {
      here = false
      clearInterval(timer)
    }
  }, [port])
  return about
}

export function Workbench({ port, start = {} }: { port: ThemesPort; start?: Start }) {
  const t = useT(messages)
  const [filter, setFilter] = useState(everything)
  const ask = useMemo(() => port.themes(filter), [port, filter])
  const { value: told, problem, failures, over } = useFollowed(ask, settings)
  const about = useAbout(port)
  useEffect(() => measuring(port.about, thisPage), [port])
  if (over) return <Nobody />
  if (told === null)
    return (
      <div className="thm waits">
        <header className="hhead">
          <Head about={about} />
        </header>
        <main className="desk">
          <p className="lead" role="status">
            {t(problem === null ? 'loading' : 'unanswered')}
          </p>
        </main>
      </div>
    )
  return (
    <Screen
      port={port}
      told={told}
      about={about}
      // One answer that was lost is asked for again before anybody would have read that it was.
      problem={failures > 0 ? problem : null}
      filter={filter}
      onFilter={setFilter}
      start={start}
    />
  )
}
