/** `/coding`: who analyses reads what the tables say, and puts codes on its words. */
import '../ui/base.css'
import '../ui/components.css'
import './coding.css'
import { useMemo, useState } from 'react'
import { network } from '../hold/retry.ts'
import { useFollowed } from '../hold/use-followed.ts'
import { useT } from '../i18n/index.tsx'
import { useAbout } from '../ui/hall/use-about.ts'
import { Zone, zoneOf } from '../ui/hall/zone.ts'
import { Head, Nobody } from '../synthesis/frame.tsx'
import { codingMessages as messages } from './messages/index.ts'
import { codingSession, everything, openCoding, type CodingPort } from './port.ts'
import { Screen, type Start } from './screen.tsx'

/** Out of sight it asks nothing, and shows what stands as soon as it is looked at. */
const settings = { law: network, rests: true }

export default function CodingPage() {
  const [session] = useState(codingSession)
  const port = useMemo(() => (session === null ? null : openCoding(session)), [session])
  return port === null ? <Nobody /> : <CodingDesk port={port} />
}

export function CodingDesk({ port, start = {} }: { port: CodingPort; start?: Start }) {
  const t = useT(messages)
  const [filter, setFilter] = useState(everything)
  const ask = useMemo(() => port.codes(filter), [port, filter])
  const { value: told, problem, failures, over } = useFollowed(ask, settings)
  const about = useAbout(port.about)
  if (over) return <Nobody />
  if (told === null)
    return (
      <div className="cdg waits">
        <Head about={about} here="/coding" />
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
        start={start}
      />
    </Zone>
  )
}
