/** What is said before all tables are moved: the clock of a session that ran before, and what is left open behind them. */
import { goesOn } from '@tablee/shared/dialogue/ran'
import type { DialogueAnswer, MoveRequest } from '@tablee/shared/wire/dialogue'
import { useState } from 'react'
import { useLanguage, useList, useT } from '../i18n/index.tsx'
import { timeOfDay } from '../ui/time-of-day.ts'
import { messages } from './messages/index.ts'

const minute = 60_000

/** What is chosen to begin with; nothing where the session never ran: its clock begins. */
export function goneBack(about: DialogueAnswer, session: number, now: number): Pick<MoveRequest, 'clock'> {
  const { number = session, minutes = 0, ran } = about.sessions.find((one) => one.number === session) ?? {}
  if (ran === undefined) return {}
  return { clock: goesOn(ran, minutes, number < about.clock.session, now) ? 'on' : 'anew' }
}

export function ClockChoice({
  about,
  session,
  clock,
  offset,
  onChoose,
}: {
  about: DialogueAnswer
  session: number
  clock: 'on' | 'anew'
  offset: number
  onChoose: (clock: 'on' | 'anew') => void
}) {
  const t = useT(messages)
  const { language } = useLanguage()
  // As it was asked: a sentence that counts while it is read is another sentence by the end.
  const [now] = useState(() => Date.now() - offset)
  const { minutes = 0, ran } = about.sessions.find((one) => one.number === session) ?? {}
  if (ran === undefined) return null
  const left = Math.round((ran.startedAt + minutes * minute - now) / minute)
  const values = {
    time: timeOfDay(ran.startedAt, language),
    n: Math.abs(left),
  }
  return (
    <fieldset className="choice">
      <legend>{t('clockOf', { session })}</legend>
      {(['on', 'anew'] as const).map((one) => (
        <label key={one}>
          <input type="radio" name="clock" checked={clock === one} onChange={() => onChoose(one)} />
          <span>{one === 'anew' ? t('clockAnew') : t(left > 0 ? 'clockOn' : 'clockOver', values)}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Votes and texts that stay open at boards which the tables leave: nobody there looks after them any more. */
export function LeftOpen({ about, session }: { about: DialogueAnswer; session: number }) {
  const t = useT(messages)
  const list = useList()
  const tables = about.tables.filter(({ boards }) =>
    boards.some((board) => board.session !== session && board.open > 0 && !board.closed),
  )
  if (tables.length === 0) return null
  const names = list(tables.map(({ number }) => String(number)))
  return (
    <p>
      <b>{t('moveLeavesOpen', { tables: names })}</b> {t('moveLeavesOpenWhat')}
    </p>
  )
}
