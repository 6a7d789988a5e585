/** What became of an act, beside where it was done: one that did not arrive waits there to be sent again. */
import type { Left, RoomCommand } from '@tablee/shared/wire/room'
import { unanswered } from '../link/queue.ts'
import { useList, useT } from '../i18n/index.tsx'
import { Button } from '../ui/button.tsx'
import { GoThere, useUndone } from '../ui/gone-strip.tsx'
import { useGone } from '../ui/gone.tsx'
import { problemMessages } from '../ui/messages/index.ts'
import { problemSentence } from '../ui/problem-sentence.ts'
import { notAt, type Act, type Acts } from './acts.ts'
import { useStandingWords } from './head.tsx'
import { messages } from './messages/index.ts'
import { faceAt, standingOf } from './reading.ts'
import { useTitle, type Seen } from './words.tsx'

/** The oldest of these, said with what it was and for which table; how many more, where there are. */
export function Outcome({ acts, told, seen }: { acts: Acts; told: readonly Act[]; seen: Seen }) {
  const t = useT(messages)
  const problems = useT(problemMessages)
  const what = useWhat(seen)
  const numbers = useNumbers(seen)
  const to = useGone()?.to
  const undone = useUndone()
  const [act] = told
  if (act === undefined) return null
  const { command, state, problem } = act
  const waits = state === 'waits'
  const not = notAt(act)
  const leftBy = (of: Left['why']) => (act.value?.left ?? []).flatMap(({ table, why }) => (why === of ? [table] : []))
  const [thin, paused] = [leftBy('thin'), leftBy('own-pause')]
  return (
    <div className="outcome" role="alert">
      <p>
        <b>{what(act)}</b>{' '}
        {waits ? (undone?.(unanswered(act)) ?? t(unanswered(act) ? 'noAnswer' : 'didNotArrive')) : null}
        {problem?.code === 'changed' ? <Faster act={act} byItself={problem.byItself === true} seen={seen} /> : null}
        {not.length > 0 ? t('notAt', { n: not.length, tables: numbers(not) }) : null}
        {thin.length > 0 ? ` ${t('thinAt', { tables: numbers(thin) })}` : null}
        {paused.length > 0 ? ` ${t('ownPauseAt', { tables: numbers(paused) })}` : null}
        {state === 'refused' && problem?.code !== 'changed'
          ? problemSentence(problems, problem ?? { code: 'unexpected' })
          : null}
        {told.length > 1 ? <span className="k2"> {t('moreWait', { n: told.length - 1 })}</span> : null}
      </p>
      {waits && undone === null ? (
        <Button look="primary" onClick={() => acts.again(command.id)}>
          {t('tryAgain')}
        </Button>
      ) : null}
      {waits && to ? <GoThere to={to} /> : null}
      <Button onClick={() => acts.dismiss(command.id)}>{t(waits ? 'leaveIt' : 'seenIt')}</Button>
    </div>
  )
}

function useNumbers({ room }: Seen): (tables: readonly string[]) => string {
  const list = useList()
  return (tables) => list(room.tables.flatMap(({ id, number }) => (tables.includes(id) ? [String(number)] : [])))
}

/** What was done, in the words of its button, and at which tables. */
function useWhat(seen: Seen): (act: Act) => string {
  const t = useT(messages)
  const list = useList()
  const numbers = useNumbers(seen)
  const words = (command: RoomCommand, alone: boolean): string => {
    switch (command.kind) {
      case 'begin':
        return t('beginSession', { n: command.session })
      case 'hold':
        return t(alone ? 'holdHere' : 'holdAll')
      case 'go-on':
        return t(alone ? 'goOnHere' : 'goOnAll')
      case 'more':
        return t('plusMinutes', { n: command.minutes })
      case 'next':
        return t('nextStep')
      case 'back':
        return t('stepBack')
      case 'end':
        return t(alone ? 'endHere' : 'endDay')
      case 'join':
        return t('joinHall')
      case 'take-back':
        return t('takeBack')
      case 'coming':
        return t('coming')
      case 'done':
        return t('callDone')
      case 'message':
        return t('message')
      case 'draw-curtains':
        if (alone) return t(command.to === 'open' ? 'curtainOpen' : 'curtainDrawn')
        return t(command.to === 'open' ? 'do-undraw' : 'do-draw')
      case 'watched':
        if (command.observation !== undefined) return t(command.observation === 'open' ? 'do-show' : 'do-pause')
        return command.delayMinutes === 0 ? t('atOnce') : t('later', { n: command.delayMinutes ?? 0 })
      case 'round':
        return t(`act-${command.to}`)
      case 'move-seats':
        return t('moveSeats')
      case 'place':
        return t('arrange')
    }
  }
  return ({ command, where: { tables } }) => {
    const [only] = tables
    const what = words(command, only !== undefined)
    if (only === undefined) return `${what}:`
    const number = seen.room.tables.find(({ id }) => id === only)?.number
    const where =
      tables.length > 1
        ? `${t('tablesChosen', { n: tables.length })} (${numbers(tables)})`
        : number === undefined
          ? null
          : t('table', { n: number })
    return `${list([...(where === null ? [] : [where]), what])}:`
  }
}

/** Of a clock: what stands there now, and whether anybody did it. Of anything else it is enough that somebody did it. */
function Faster({ act, byItself, seen: { room, now } }: { act: Act; byItself: boolean; seen: Seen }) {
  const t = useT(messages)
  const list = useList()
  const titled = useTitle(room.site.lang)
  const words = useStandingWords()
  if (act.where.spot !== 'hall') return t(byItself ? 'wentOn' : 'somebodyFaster')
  const { step } = standingOf(room.sessions, room.clock, now)
  const what = step === null ? words(room.sessions, room.clock, now) : titled(step.title)
  return t(byItself ? 'wentOnNow' : 'fasterNow', { what: list([what, faceAt(room.sessions, room.clock, now)]) })
}
