/**
 * Beneath the head: what became of the table's call, and what the room says. Lines of the screen that push it down, never
 * something over what is being typed; they are said to a screen reader when it has a moment.
 */
import { shownIn, tagFor } from '@tablee/shared/dialogue/programme'
import { callNames } from '@tablee/shared/i18n/names-messages/index'
import type { CallKind } from '@tablee/shared/room/rows'
import type { TableCalls } from '@tablee/shared/wire/calls'
import { useCallback } from 'react'
import { direction, useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { restOfSecond, waited } from '../../ui/reading.ts'
import { useServerNow, useTurning } from '../../ui/clock.tsx'
import { useUndone } from '../../ui/gone-strip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { partMessages, problemMessages } from '../../ui/messages/index.ts'
import { problemSentence } from '../../ui/problem-sentence.ts'
import { timeOfDay } from '../../ui/time-of-day.ts'
import { freshId } from '../board/verbs.ts'
import { useTable } from '../context.ts'
import './calls.css'
import { callsMessages } from './messages/index.ts'
import type { Saying } from './saying.ts'

export function RoomLines() {
  const { calling } = useTable()
  if (calling === null) return null
  const { told, lost, saying } = calling
  const going = saying.find((one) => one.kind === 'call')
  return (
    <div className="room-lines" role="status">
      {lost.map((one) => (
        <Lost key={one.command.id} lost={one} />
      ))}
      {going && !told?.call ? <Goes about={going.about} /> : null}
      {told?.call ? <Called call={told.call} /> : null}
      {told?.messages[0] ? <Said message={told.messages[0]} more={told.messages.length - 1} /> : null}
    </div>
  )
}

/** On its way: a network that takes its time is not taken for one that has heard. */
function Goes({ about }: { about: CallKind }) {
  const t = useT(callsMessages)
  const called = useT(callNames)
  return (
    <div className="room-line">
      <Icon name="help" />
      <p>{t('calling', { what: called(about) })}</p>
    </div>
  )
}

function Called({ call }: { call: NonNullable<TableCalls['call']> }) {
  const t = useT(callsMessages)
  const called = useT(callNames)
  const { calling } = useTable()
  const what = called(call.kind)
  const who = call.coming?.who
  return (
    <div className="room-line">
      <Icon name="help" />
      <p>
        <b>
          {call.coming
            ? who
              ? t('coming', { who: `\u2068${who}\u2069` })
              : t('someoneComes')
            : t(call.heard ? 'heard' : 'called', { what })}
        </b>{' '}
        {call.coming ? what : <Waiting since={call.askedAt} />}
        <AsOf />
      </p>
      <Button
        disabled={calling?.saying.some(({ kind }) => kind === 'take-back')}
        onClick={() => calling?.say({ id: freshId(), kind: 'take-back', call: call.id })}
      >
        {t('takeBack')}
      </Button>
    </div>
  )
}

/** Without the server: of when this is. */
function AsOf() {
  const t = useT(callsMessages)
  const { language } = useLanguage()
  const asOf = useTable().calling?.asOf ?? null
  return asOf === null ? null : (
    <span>
      {' · '}
      {t('asOf', { time: `\u2068${timeOfDay(asOf, language)}\u2069` })}
    </span>
  )
}

/** By the server's clock, as its console counts it. Not read out each second. */
function Waiting({ since }: { since: number }) {
  const t = useT(callsMessages)
  const { link } = useTable()
  const turns = useCallback((at: number) => restOfSecond(since - at), [since])
  const now = useTurning(useServerNow(null, link.clockOffset), turns)
  // How long it waited when that was known: it may be over since.
  const asOf = useTable().calling?.asOf ?? null
  return (
    <span className="num" role="timer" aria-live="off">
      {t('waiting', { time: waited(since, asOf ?? now) })}
    </span>
  )
}

/** In the reader's language where it was written in it, else in the table's, else as it was written first. */
function Said({ message, more }: { message: TableCalls['messages'][number]; more: number }) {
  const t = useT(callsMessages)
  const { language } = useLanguage()
  const { calling, status } = useTable()
  const { id, to, text, sentAt } = message
  const tongue = status?.lang ?? language
  const lang = tagFor(text, language, tongue)
  return (
    <div className="room-line said">
      <Icon name="broadcast" />
      <p>
        <span className="meta">
          {t(`to-${to}`)} · <time className="num">{timeOfDay(sentAt, language)}</time>
          {more > 0 ? ` · ${t('more', { n: more })}` : null}
          <AsOf />
        </span>
        <span className="text" lang={lang} dir={direction(lang)}>
          {shownIn(text, language, tongue)}
        </span>
      </p>
      <Button
        look="primary"
        disabled={calling?.saying.some((one) => one.kind === 'read' && one.message === id)}
        onClick={() => calling?.say({ id: freshId(), kind: 'read', message: id })}
      >
        {t('read')}
      </Button>
    </div>
  )
}

/** Of what is refused there is nothing to send again: why, and that one has read it. */
function Lost({ lost: { command, state, problem } }: { lost: Saying }) {
  const t = useT(callsMessages)
  const problems = useT(problemMessages)
  const part = useT(partMessages)
  const { calling } = useTable()
  const undone = useUndone()
  return (
    <div className="room-line lost">
      <Icon name="refused" />
      <p>
        <b>{t(`lost-${command.kind}`)}</b>{' '}
        {state === 'refused' && problem ? problemSentence(problems, problem) : undone?.()}
      </p>
      {state === 'refused' || undone !== null ? (
        <Button onClick={() => calling?.leave(command.id)}>{part('close')}</Button>
      ) : (
        <Button onClick={() => calling?.say(command)}>{t('again')}</Button>
      )}
    </div>
  )
}
