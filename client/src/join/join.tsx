/**
 * `/join#<token>`: the link of a card. The secret stands in the fragment, which browsers do not send and logs do not
 * hold; it is exchanged by POST and then taken out of the address bar. A citizen says where he sits, or not, and reads
 * who can follow what is written; everybody else goes straight on.
 */
import './join.css'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Me } from '@tablee/shared/wire/access'
import { seatCode } from '@tablee/shared/ids'
import { useT } from '../i18n/index.tsx'
import { network } from '../hold/retry.ts'
import { useAgain } from '../hold/use-again.ts'
import { goneIn } from '../hold/whereabouts.ts'
import { thisPage } from '../hold/world.ts'
import { passing, type ClientProblem } from '../link/api.ts'
import type { Session } from '../link/session.ts'
import { Button } from '../ui/button.tsx'
import { enter, toSeat, whereTo } from './enter.ts'
import { Frame } from '../ui/frame/frame.tsx'
import { messages } from './messages/index.ts'
import { SeatsHere } from './seats-here.tsx'
import { Trouble } from '../ui/frame/trouble.tsx'

export type Stage =
  | { readonly at: 'opening' }
  | { readonly at: 'trouble'; readonly problem: ClientProblem }
  | { readonly at: 'seat'; readonly me: Me }

export default function Join() {
  const [, go] = useLocation()
  const [token] = useState(() => location.hash.slice(1))
  const [stage, setStage] = useState<Stage>({ at: 'opening' })
  const asked = useRef(false)

  const open = useCallback(async () => {
    const entered = await enter({ token })
    if (!entered.ok) return setStage({ at: 'trouble', problem: entered.problem })
    history.replaceState(null, '', location.pathname)
    if (await toSeat(entered.value)) return
    if (entered.value.role === 'citizen' && entered.value.seat === null)
      return setStage({ at: 'seat', me: entered.value })
    go(whereTo(entered.value), { replace: true })
  }, [go, token])

  useEffect(() => {
    if (asked.current) return
    asked.current = true
    if (token === '') go('/', { replace: true })
    else void open()
  }, [go, open, token])

  // Nothing moves on the screen meanwhile.
  const waits = stage.at === 'trouble' && passing.has(stage.problem.code) ? stage.problem : null
  useAgain(waits, open, network, thisPage)

  async function sit(me: Me, seat: number | null) {
    if (seat === null || me.tableNumber === null) return go(whereTo(me), { replace: true })
    const entered = await enter({ token }, seatCode(me.tableNumber, seat))
    if (entered.ok) go(whereTo(entered.value), { replace: true })
    else setStage({ at: 'trouble', problem: entered.problem })
  }

  function openAnew() {
    setStage({ at: 'opening' })
    void open()
  }
  return <Door stage={stage} onAgain={openAnew} onSit={(me, seat) => void sit(me, seat)} />
}

/** What stands at the door: opening, why not, or where one sits. */
export function Door({
  stage,
  seats,
  onAgain,
  onSit,
}: {
  stage: Stage
  /** What the gallery has; else what this phone has. */
  seats?: readonly Session[]
  onAgain: () => void
  onSit: (me: Me, seat: number | null) => void
}) {
  const t = useT(messages)
  const [seat, setSeat] = useState<number | null>(null)
  return (
    <Frame>
      <div className="door">
        {stage.at === 'opening' ? (
          <div role="status">
            <h1>{t('joining')}</h1>
          </div>
        ) : null}
        {stage.at === 'trouble' ? (
          <>
            <Trouble problem={stage.problem} alone />
            <SeatsHere behind={goneIn(stage.problem, location.origin) !== null} first={seats} />
            <Button onClick={onAgain}>{t('again')}</Button>
          </>
        ) : null}
        {stage.at === 'seat' ? (
          <>
            <p className="meta">
              {stage.me.dialogueTitle} · {stage.me.site} · {t('table', { table: stage.me.tableNumber ?? '' })}
            </p>
            <h1>{t('seatQuestion')}</h1>
            <p className="lead">{t('seatHint')}</p>
            <fieldset className="where">
              <legend className="away">{t('seatQuestion')}</legend>
              {Array.from({ length: stage.me.seats ?? 0 }, (_, index) => index + 1).map((one) => (
                <label key={one}>
                  <input type="radio" name="seat" checked={seat === one} onChange={() => setSeat(one)} />
                  <span className="num" aria-hidden="true">
                    {one}
                  </span>
                  <span className="away">{t('seat', { seat: one })}</span>
                </label>
              ))}
              <label className="none">
                <input type="radio" name="seat" checked={seat === null} onChange={() => setSeat(null)} />
                <span>{t('noSeat')}</span>
              </label>
            </fieldset>
            <p>{t('boards')}</p>
            <Button look="primary" className="onward" onClick={() => onSit(stage.me, seat)}>
              {t('continue')}
            </Button>
          </>
        ) : null}
      </div>
    </Frame>
  )
}
