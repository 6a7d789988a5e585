/** `/room/:site`: the console of whoever runs a hall. */
import '../ui/base.css'
import '../ui/components.css'
import './room.css'
import { useEffect, useMemo, useState } from 'react'
import { network } from '../hold/retry.ts'
import { measuring } from '../hold/server-time.ts'
import { useFollowed } from '../hold/use-followed.ts'
import { thisPage } from '../hold/world.ts'
import { useT } from '../i18n/index.tsx'
import type { Session } from '../link/session.ts'
import { useServerNow } from '../ui/clock.tsx'
import { CopiesContext } from '../ui/copies/copies-now.tsx'
import { useGone } from '../ui/gone.tsx'
import { PlainPage } from '../ui/plain-page.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { messages } from './messages/index.ts'
import { Offline } from './offline.tsx'
import { openRoom, roomSession, type RoomPort } from './port.ts'
import { Screen, type Start } from './screen.tsx'

/** Out of sight it asks nothing, and shows what stands as soon as it is looked at. */
const settings = { law: network, rests: true }

export default function RoomOf({ site }: { site: string }) {
  const [session] = useState(roomSession)
  const port = useMemo(() => (session === null ? null : openRoom(session, site)), [session, site])
  const [start] = useState(startOf)
  return port === null ? <Nobody /> : <Console port={port} start={start} of={session?.me ?? null} />
}

/** `#ask-…`: from a theme to the question that is made of it. */
function startOf(): Start {
  const [, taking] = /^#ask-([a-z0-9-]{1,64})$/.exec(location.hash) ?? []
  return taking === undefined ? {} : { asking: true, taking }
}

function Nobody() {
  const t = useT(messages)
  return <PlainPage title={t('title')} how={t('openWithCard')} onward={t('toTheDoor')} />
}

/** `of`: what is known of the room before anybody has answered. */
export function Console({
  port,
  start = {},
  of = null,
}: {
  port: RoomPort
  start?: Start
  of?: Pick<Session['me'], 'dialogueTitle' | 'lang'> | null
}) {
  const t = useT(messages)
  const gone = useGone()
  const { value: room, heard, problem, failures, over } = useFollowed(port.room, settings)
  const time = useServerNow(room)
  // What is held says less of the time, and an hour in which nobody acts says nothing.
  useEffect(() => measuring(port.time, thisPage), [port])
  if (over) return <Nobody />
  if (room === null)
    return (
      <main className="console waits">
        <Wordmark />
        <h1>{t('title')}</h1>
        {of === null ? null : (
          <p lang={of.lang} dir="auto">
            {of.dialogueTitle}
          </p>
        )}
        {/* Where it is instead stands above. */}
        {gone !== null ? null : problem === null ? (
          <p role="status">{t('loading')}</p>
        ) : (
          <Offline problem={problem} since={null} />
        )}
      </main>
    )
  // One answer that was lost is asked for again before anybody would have read that it was.
  return (
    <CopiesContext value={port.copies}>
      <Screen
        port={port}
        room={room}
        heardAt={heard?.now ?? room.now}
        time={time}
        problem={failures > 0 ? problem : null}
        start={start}
      />
    </CopiesContext>
  )
}
