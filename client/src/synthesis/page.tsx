/** `/themes`: a theme team reads what the tables say, and puts it in themes. */
import '../ui/base.css'
import '../ui/components.css'
import './themes.css'
import { useMemo, useState } from 'react'
import { network } from '../hold/retry.ts'
import { useFollowed } from '../hold/use-followed.ts'
import { useT } from '../i18n/index.tsx'
import { useAbout } from '../ui/hall/use-about.ts'
import { Head, Nobody } from './frame.tsx'
import { messages } from './messages/index.ts'
import { everything, openThemes, stepsFirst, themesSession, type ThemesPort } from './port.ts'
import { Zone, zoneOf } from '../ui/hall/zone.ts'
import { Screen, type Start } from './screen.tsx'

/** Out of sight it asks nothing, and shows what stands as soon as it is looked at. */
const settings = { law: network, rests: true }

/** With each press; the server tells no more than a long day's. */
const moreSteps = 100

export default function Themes() {
  const [session] = useState(themesSession)
  const port = useMemo(() => (session === null ? null : openThemes(session)), [session])
  return port === null ? <Nobody /> : <Workbench port={port} />
}

export function Workbench({ port, start = {} }: { port: ThemesPort; start?: Start }) {
  const t = useT(messages)
  const [filter, setFilter] = useState(everything)
  const [steps, setSteps] = useState(stepsFirst)
  const ask = useMemo(() => port.themes(filter, steps), [port, filter, steps])
  const { value: told, problem, failures, over } = useFollowed(ask, settings)
  const about = useAbout(port.about)
  if (over) return <Nobody />
  if (told === null)
    return (
      <div className="thm waits">
        <Head about={about} here="/themes" />
        <main className="desk">
          <p className="lead" role="status">
            {t(problem === null ? 'loading' : 'unanswered')}
          </p>
        </main>
      </div>
    )
  return (
    <Zone value={zoneOf(about)}>
      <Screen
        port={port}
        told={told}
        about={about}
        // One answer that was lost is asked for again before anybody would have read that it was.
        problem={failures > 0 ? problem : null}
        filter={filter}
        onFilter={setFilter}
        onMore={() => setSteps((now) => now + moreSteps)}
        start={start}
      />
    </Zone>
  )
}
