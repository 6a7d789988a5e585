/** Voting and answering: one question at a time, looked over before it is sent, changeable until the table closes it. */
import { useEffect, useState } from 'react'
import type { Question } from '@tablee/shared/voices/asked'
import type { Answer, ItemKey } from '@tablee/shared/dialogue/items'
import type { SeatTask } from '@tablee/shared/wire/seat'
import { useT } from '../i18n/index.tsx'
import { AnswerField } from '../ui/voices/field.tsx'
import { ballotMessages } from '../ui/voices/messages/index.ts'
import { sayAnswer } from '../ui/voices/said.ts'
import { Translation } from '../ui/translation.tsx'
import { MadeOf } from '../ui/voices/made.tsx'
import { Text } from '../ui/voices/text.tsx'
import { said } from '../ui/voices/texts.ts'
import { Button } from '../ui/button.tsx'
import { Frame, Heading, type SeatPlace, type Timed } from './frame.tsx'
import { messages } from './messages/index.ts'
import { Note } from './note.tsx'
import { answersOf, askedNow, isUnsent, type RoundView } from './state.ts'
import { Sent } from './write.tsx'

type Asking = Exclude<SeatTask, { readonly kind: 'write' }>
export type AnswerProps = {
  readonly view: RoundView
  readonly place: SeatPlace
  readonly timed: Timed
  readonly lang: string
  readonly langs: readonly string[]
  readonly online: boolean
  /** Where to begin, for the gallery. */
  readonly at?: number | 'review'
  readonly onAnswer: (key: ItemKey, answer: Answer | null) => void
  readonly onSend: () => void
  readonly onChange: () => void
  readonly onDrop: () => void
  readonly onHome: () => void
}

export function AnswerScreen(props: AnswerProps) {
  const { task } = props.view.round
  if (task.kind === 'write') return null
  if (props.view.round.state !== 'open') return <Closed {...props} task={task} />
  return props.view.progress === 'sent' ? <Given {...props} task={task} /> : <Asked {...props} task={task} />
}

function Asked({
  task,
  view,
  place,
  timed,
  lang,
  langs,
  at = 0,
  onAnswer,
  onSend,
  onDrop,
  onHome,
}: AnswerProps & { task: Asking }) {
  const t = useT(messages)
  const asked = askedNow(view)
  const answers = answersOf(view)
  const [step, setStep] = useState<number | 'review'>(at)
  const alone = asked.length === 1
  // A skip rule may have taken questions away behind this one.
  const index = step === 'review' ? 'review' : Math.min(step, asked.length - 1)
  useEffect(() => {
    if (index !== 'review') document.querySelector('.steps-bar [aria-current]')?.scrollIntoView?.({ block: 'nearest' })
  }, [index])
  const question = index === 'review' ? undefined : asked[index]
  if (index === 'review' || question === undefined)
    return <Review {...{ task, view, place, timed, lang, onSend, onDrop, onHome }} asked={asked} onGo={setStep} />
  const answer = answers[question.key] ?? null
  const last = index === asked.length - 1
  const heading = said(question.item.text, lang)
  return (
    <Frame
      place={place}
      timed={timed}
      onHome={onHome}
      actions={
        <>
          {alone ? <Sealed task={task} /> : null}
          {alone && view.progress === 'changing' ? <p className="why">{t('beforeCounts')}</p> : null}
          <div className="pair">
            {index > 0 ? <Button onClick={() => setStep(index - 1)}>{t('back')}</Button> : null}
            {alone && view.progress === 'changing' ? <Button onClick={onDrop}>{t('leaveChange')}</Button> : null}
            {alone ? (
              <SendButton task={task} answered={answer !== null} again={view.progress === 'changing'} onSend={onSend} />
            ) : (
              // Going on without an answer is possible, and not what the page asks for.
              <Button
                {...(last || answer !== null ? { look: 'primary' as const } : {})}
                onClick={() => setStep(last ? 'review' : index + 1)}
              >
                {t(last ? 'toReview' : answer === null ? 'later' : 'next')}
              </Button>
            )}
          </div>
        </>
      }
    >
      {alone ? null : (
        <p className="steps-bar meta">
          {t('questionOf', { n: index + 1, of: asked.length })}
          <span aria-hidden="true">
            {asked.map(({ key }, one) => (
              <i key={key} className={one === index ? 'here' : answers[key] === undefined ? '' : 'done'} />
            ))}
          </span>
        </p>
      )}
      <Heading said={heading} />
      <MadeOf said={heading} made={task.translations} />
      {question.item.help === undefined ? null : (
        <div className="why">
          <Text said={said(question.item.help, lang)} as="p" />
        </div>
      )}
      <div className="field-of">
        <AnswerField
          key={question.key}
          item={question.item}
          node={question.node}
          answer={answer}
          lang={lang}
          langs={langs}
          made={task.translations}
          refuse
          onAnswer={(next) => onAnswer(question.key, next)}
        />
      </div>
    </Frame>
  )
}

function Sealed({ task }: { task: Asking }) {
  const t = useT(messages)
  const ballot = useT(ballotMessages)
  return <Note icon="sealed">{task.kind === 'ballot' ? ballot('sealed') : t('sealedAnswers')}</Note>
}

function SendButton({
  task,
  answered,
  again,
  onSend,
}: {
  task: Asking
  answered: boolean
  again: boolean
  onSend: () => void
}) {
  const t = useT(messages)
  const ballot = useT(ballotMessages)
  return (
    <Button look="primary" aria-disabled={!answered || undefined} onClick={() => (answered ? onSend() : undefined)}>
      {again ? t('sendAgain') : task.kind === 'ballot' ? ballot('sendVote') : t('sendAnswers')}
    </Button>
  )
}

/** Everything once more, before it goes: each answer leads back to its question. */
function Review({
  task,
  view,
  place,
  timed,
  lang,
  asked,
  onGo,
  onSend,
  onDrop,
  onHome,
}: Pick<AnswerProps, 'view' | 'place' | 'timed' | 'lang' | 'onSend' | 'onDrop' | 'onHome'> & {
  task: Asking
  asked: readonly Question[]
  onGo: (step: number) => void
}) {
  const t = useT(messages)
  const answers = answersOf(view)
  const open = asked.filter(({ key }) => answers[key] === undefined).length
  return (
    <Frame
      place={place}
      timed={timed}
      onHome={onHome}
      actions={
        <>
          <Sealed task={task} />
          {view.progress === 'changing' ? <p className="why">{t('beforeCounts')}</p> : null}
          <div className="pair">
            <Button onClick={() => onGo(Math.max(0, asked.length - 1))}>{t('back')}</Button>
            {view.progress === 'changing' ? <Button onClick={onDrop}>{t('leaveChange')}</Button> : null}
            <SendButton
              task={task}
              answered={open < asked.length}
              again={view.progress === 'changing'}
              onSend={onSend}
            />
          </div>
        </>
      }
    >
      <Heading>{t('review')}</Heading>
      <p className="why">{open === 0 ? t('reviewWhy') : t('reviewOpen', { n: open })}</p>
      <AnswerList asked={asked} answers={answers} lang={lang} onGo={onGo} />
    </Frame>
  )
}

function AnswerList({
  asked,
  answers,
  lang,
  onGo,
}: {
  asked: readonly Question[]
  answers: Readonly<Record<ItemKey, Answer>>
  lang: string
  onGo?: (step: number) => void
}) {
  const t = useT(messages)
  const says = useT(ballotMessages)
  return (
    <ol className="answers">
      {asked.map((question, index) => {
        const answer = answers[question.key]
        const inside = (
          <>
            <Text said={said(question.item.text, lang)} />
            {question.node === null ? null : (
              <span lang={question.node.lang} dir="auto">
                {question.node.wording}
              </span>
            )}
            {question.node === null ? null : <Translation of={question.node} />}
            {answer === undefined ? (
              <em className="todo">{t('notAnswered')}</em>
            ) : answer.type === 'text' ? (
              <b className="voice" lang={answer.lang} dir="auto">
                {answer.text}
              </b>
            ) : (
              <b>{sayAnswer(question.item, answer, lang, says)}</b>
            )}
          </>
        )
        return (
          <li key={question.key}>
            {onGo === undefined ? (
              <div className="row">{inside}</div>
            ) : (
              <button type="button" className="row" onClick={() => onGo(index)}>
                {inside}
                <span className="away">{t('change')}</span>
              </button>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function Given({ task, view, place, timed, lang, online, onChange, onHome }: AnswerProps & { task: Asking }) {
  const t = useT(messages)
  return (
    <Frame
      place={place}
      timed={timed}
      actions={
        <>
          <Sent view={view} online={online} />
          <Button onClick={onChange}>{t('change')}</Button>
          <Button look="quiet" onClick={onHome}>
            {t('toHome')}
          </Button>
        </>
      }
    >
      <Heading>
        {t(
          view.onItsWay && !online
            ? task.kind === 'ballot'
              ? 'voteWaits'
              : 'answersWait'
            : task.kind === 'ballot'
              ? 'voteIn'
              : 'answersIn',
        )}
      </Heading>
      <Sealed task={task} />
      <AnswerList asked={askedNow(view)} answers={answersOf(view)} lang={lang} />
    </Frame>
  )
}

function Closed({ task, view, place, timed, lang, online, onHome }: AnswerProps & { task: Asking }) {
  const t = useT(messages)
  // Nothing of it is said any more, neither what counted nor what was begun.
  if (view.round.calledBack === true)
    return (
      <Frame
        place={place}
        timed={timed}
        actions={
          <Button look="primary" onClick={onHome}>
            {t('toHome')}
          </Button>
        }
      >
        <Heading>{t('calledBack')}</Heading>
        <p className="why">
          <Text said={said(view.round.title, lang)} />
        </p>
        <p className="lead">{t('calledBackWhy')}</p>
      </Frame>
    )
  const unsent = isUnsent(view)
  const counted = Object.fromEntries(
    Object.entries(task.answers).flatMap(([key, { answer, sent }]) => (sent ? [[key, answer]] : [])),
  )
  const some = Object.keys(counted).length > 0
  const asked = askedNow(view)
  return (
    <Frame
      place={place}
      timed={timed}
      actions={
        <>
          {view.onItsWay ? <Sent view={view} online={online} /> : null}
          <Button look="primary" onClick={onHome}>
            {t('toHome')}
          </Button>
        </>
      }
    >
      <Heading>{t(task.kind === 'ballot' ? 'voteClosed' : 'answersClosed')}</Heading>
      <p className="why">
        <Text said={said(view.round.title, lang)} />
      </p>
      {unsent ? (
        <Note icon="kept" tone="offline" live>
          <b>{t(some ? 'changeUnsent' : 'unsentAnswers')}</b> {t(some ? 'changeUnsentWhy' : 'unsentWhy')}
        </Note>
      ) : null}
      {some ? (
        <>
          <p className="lead">{t('countsAsSent')}</p>
          <AnswerList asked={asked} answers={counted} lang={lang} />
        </>
      ) : unsent ? (
        <AnswerList asked={asked} answers={answersOf(view)} lang={lang} />
      ) : (
        <p className="lead">{t('nothingSent')}</p>
      )}
    </Frame>
  )
}
