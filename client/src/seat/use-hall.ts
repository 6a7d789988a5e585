/** The phone in its hall: what it shows of what it is told, what is announced, and that it goes along. */
import type { RoundName } from '@tablee/shared/voices/rows'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { useEffect, useMemo, useReducer, useState } from 'react'
import { comesOf, useAt, useFollowing, useGoing, type Comes } from '../ui/going.ts'
import { useTyping } from '../ui/typing.ts'
import { said } from '../ui/voices/texts.ts'
import { announced, clockFor, goesTo, halfDone, nextTable, seatGoing } from './hall.ts'
import { focusOn, isBegun, viewsOf, whereNow, type Focus } from './state.ts'
import type { SeatNow } from './sync.ts'

/** `at`: by the server's clock. */
export type Announced = { readonly comes: Comes; readonly at: number }

/** `now`: the server's time. `langOf`: what the dialogue's texts are read in. */
export function useHall(
  { answer: told, heard, drafts }: Pick<SeatNow, 'answer' | 'heard' | 'drafts'>,
  focus: Focus | null,
  setFocus: (focus: Focus) => void,
  now: () => number,
  langOf: (answer: SeatAnswer) => string,
) {
  // What the phone kept of before is no place that somebody is led away from.
  const hall = useGoing(heard ? told : null, seatGoing, now)
  const answer = hall?.shown ?? told
  const next = hall?.next ?? null
  const lang = langOf(answer)
  const views = viewsOf(answer, drafts)
  const clock = useMemo(() => clockFor(answer, lang), [answer, lang])

  // A phone that was away shows what stands as soon as it is told: it is looked at when it is taken out.
  const number = answer.session?.number ?? 0
  const [here, setHere] = useState(number)
  const [half, setHalf] = useState<RoundName | null>(null)
  const go = (asked: boolean) => {
    setHere(number)
    const to = goesTo(views, asked)
    setHalf(halfDone(views, whereNow(views, focus), to))
    setFocus(focusOn(to, views, focus?.at === to && focus.writing))
  }
  const typing = useTyping()
  const along = useFollowing(number === here ? null : number, true, typing, now, () => go(false))

  const back = half !== null && focus?.at === half
  useEffect(() => {
    if (back) setHalf(null)
  }, [back])

  const opened = announced(views, focus, now())
  const [, again] = useReducer((times: number) => times + 1, 0)
  useAt(opened?.goesAt ?? null, now, again)

  const to = next === null || clock === null ? null : clockFor(next.to, lang)
  let news: Announced | null = null
  if (next !== null && to !== null && clock !== null)
    news = { comes: comesOf(clock, to, said(next.to.session?.title ?? {}, lang).lang), at: next.at }
  else if (opened !== null) {
    const { text: title, lang: spoken } = said(opened.view.round.title, lang)
    news = { comes: { what: 'step', title, lang: spoken }, at: opened.goesAt }
  }
  return {
    answer,
    nextTable: next === null ? null : nextTable(next.to),
    lang,
    views,
    clock,
    news,
    behind: along.is === 'stays',
    goAlong: () => go(true),
    opens: opened?.view ?? null,
    half: back ? null : (views.find((view) => view.name === half && isBegun(view)) ?? null),
  }
}
