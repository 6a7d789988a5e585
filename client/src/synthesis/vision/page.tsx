/** `/hall-vision`: what all tables' canvases say together, on one axis of years. */
import '../../ui/base.css'
import '../../ui/components.css'
import './vision.css'
import { useMemo, useState } from 'react'
import { network } from '../../hold/retry.ts'
import { useFollowed } from '../../hold/use-followed.ts'
import { useT } from '../../i18n/index.tsx'
import { useAbout } from '../../ui/hall/use-about.ts'
import { Head, Nobody } from '../frame.tsx'
import { themesSession } from '../port.ts'
import { messages } from './messages/index.ts'
import { openVision, type VisionPort } from './port.ts'
import { Screen, type Start } from './screen.tsx'

/** Out of sight it asks nothing. */
const settings = { law: network, rests: true }

export default function HallVision() {
  const [session] = useState(themesSession)
  const port = useMemo(() => (session === null ? null : openVision(session)), [session])
  return port === null ? <Nobody /> : <Vision port={port} />
}

export function Vision({ port, start = {} }: { port: VisionPort; start?: Start }) {
  const t = useT(messages)
  const [session, setSession] = useState('')
  const ask = useMemo(() => port.vision(session), [port, session])
  const { value: told, problem, failures, over } = useFollowed(ask, settings)
  const about = useAbout(port.about)
  if (over) return <Nobody />
  if (told === null)
    return (
      <div className="hv">
        <Head about={about} here="/hall-vision" />
        <main className="nothing">
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
      session={session}
      onSession={setSession}
      start={start}
    />
  )
}
