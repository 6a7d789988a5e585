/** `/hall-map`: what all tables' maps say together, and what of it is the same. */
import '../../ui/base.css'
import '../../ui/components.css'
import './map.css'
import { useEffect, useMemo, useState } from 'react'
import { network } from '../../hold/retry.ts'
import { useFollowed } from '../../hold/use-followed.ts'
import { useT } from '../../i18n/index.tsx'
import { useAbout } from '../../ui/hall/use-about.ts'
import { Head, Nobody } from '../frame.tsx'
import { themesSession } from '../port.ts'
import { messages } from './messages/index.ts'
import { openHallMap, type HallMapPort } from './port.ts'
import { Zone, zoneOf } from '../../ui/hall/zone.ts'
import { Screen, type Start } from './screen.tsx'

/** While a hall types its map is told a few times a second, not with each letter. Out of sight it asks nothing. */
const settings = { law: network, calm: () => 300, rests: true }

export default function HallMapPage() {
  const [session] = useState(themesSession)
  const port = useMemo(() => (session === null ? null : openHallMap(session)), [session])
  return port === null ? <Nobody /> : <Workbench port={port} />
}

export function Workbench({ port, start = {} }: { port: HallMapPort; start?: Start }) {
  const t = useT(messages)
  const [session, setSession] = useState<number | null>(null)
  const ask = useMemo(() => port.map(session), [port, session])
  const { value: told, problem, failures, over } = useFollowed(ask, settings)
  const about = useAbout(port.about)
  // When the first card is opened its words stand in the serif: that it arrives then lays all cards out anew.
  useEffect(() => void document.fonts?.load('1rem Literata').catch(() => undefined), [])
  if (over) return <Nobody />
  if (told === null)
    return (
      <div className="hm waits">
        <Head about={about} here="/hall-map" />
        <main className="hmap">
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
        onSession={setSession}
        start={start}
      />
    </Zone>
  )
}
