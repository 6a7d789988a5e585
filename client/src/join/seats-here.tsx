/** The seats that this phone has, each a tap away: for who closed the tab and comes back by the address, or has no network. */
import { useState } from 'react'
import { useT } from '../i18n/index.tsx'
import { browser } from '../link/environment.ts'
import { keepSeat, leaveDoor, seatsHere, type Session } from '../link/session.ts'
import { messages } from './messages/index.ts'

/** `behind`: the dialogue that was asked for is at another address, so going on there comes first. `first`: what the gallery has. */
export function SeatsHere({ behind = false, first }: { behind?: boolean; first?: readonly Session[] | undefined }) {
  const t = useT(messages)
  const [seats] = useState(() => first ?? seatsHere(browser()))
  const several = new Set(seats.map(({ me }) => me.dialogue)).size > 1
  return seats.map((one) => (
    <p key={one.session}>
      <a
        className={behind ? 'btn' : 'btn primary'}
        href="/seat"
        onClick={() => {
          leaveDoor(browser())
          keepSeat(browser(), one)
        }}
      >
        {t('goOn', { seat: one.me.seat ?? '' })}
        {several ? ` · ${one.me.dialogueTitle}` : null}
      </a>
    </p>
  ))
}
