/** `/seat`: one citizen's phone, from the first tap to the last vote. */
import './seat.css'
import { useState } from 'react'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { useLanguage } from '../i18n/index.tsx'
import { preferred } from '../i18n/languages.ts'
import { forgetSeat, keepSeat, knownSeat, type Session } from '../link/session.ts'
import { DeclinedPage, DoorPage } from './entrance.tsx'
import type { World } from './line.ts'
import { MovedScreen } from './moved.tsx'
import { Seated } from './seated.tsx'
import { keepLeft, loadLast, loadLeft, readNote, wipeAll, writeNote, type Left, type Owner } from './shelf.ts'
import { WayIn } from './way-in.tsx'

const langKey = 'tablee.seat.lang'

export function Seat({ world }: { world: World }) {
  const [session, setSession] = useState(() => knownSeat(world))
  const [left, setLeft] = useState<Left | null>(() => loadLeft(world.local))
  const [declined, setDeclined] = useState(false)
  /** The questions' language; the screen's is the nearest that it speaks. */
  const [lang, setLang] = useState<string | null>(() => {
    // Of this entry only: who scans a card on a phone that was another's is asked anew.
    const [tag, of] = readNote(world.local, langKey)?.split(' ') ?? []
    return tag !== undefined && session !== null && of === markOf(session) ? tag : null
  })
  const [sat, setSat] = useState<SeatAnswer | null>(() => {
    const owner = ownerOf(session)
    return owner === null ? null : loadLast(world.local, owner)
  })
  const { language, choose } = useLanguage()
  const speak = (next: string) => {
    setLang(next)
    choose(preferred([next]))
    if (session !== null) writeNote(world.local, langKey, `${next} ${markOf(session)}`)
  }
  const wipe = () => {
    keepLeft(world.local, null)
    setLeft((before) => (before === null ? null : { ...before, texts: [] }))
  }
  if (declined) return <DeclinedPage />
  if (session === null)
    return left === null ? (
      <DoorPage problem={{ code: 'not-signed-in' }} onAgain={() => location.reload()} />
    ) : (
      <MovedScreen left={left} onWipe={wipe} />
    )
  if (sat === null)
    return (
      <WayIn
        world={world}
        session={session}
        lang={lang}
        onLang={speak}
        onSat={(answer) => {
          const known = { ...session, me: { ...session.me, seat: answer.seat } }
          keepSeat(world, known)
          setSession(known)
          setSat(answer)
        }}
        onDeclined={() => {
          wipeAll([world.local, world.tab])
          setDeclined(true)
        }}
        onGone={(problem) => {
          forgetSeat(world, session)
          const gone: Left = {
            why: problem.code === 'seat-moved' ? 'moved' : 'ended',
            seat: session.me.seat,
            texts: [],
          }
          setLeft(gone)
          setSession(null)
        }}
      />
    )
  return (
    <Seated
      world={world}
      session={session}
      first={sat}
      lang={lang ?? language}
      onLang={speak}
      before={left}
      onWipe={wipe}
      onLeft={(gone) => {
        forgetSeat(world, session)
        setLeft(gone)
        setSession(null)
      }}
    />
  )
}

const markOf = ({ session }: Session): string => session.slice(0, 8)
const ownerOf = (session: Session | null): Owner | null =>
  session === null || session.me.seat === null ? null : { dialogue: session.me.dialogue, seat: session.me.seat }
