/**
 * Strips under the ruler: what happened, what is safe, what to do. One at a time, the gravest first. They say what is
 * true here: on plain http a closed page cannot be opened again without the network.
 */
import { boardNow } from '@tablee/shared/wire/editor'
import { useEffect, useState } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { useGone } from '../../ui/gone.tsx'
import { GoThere } from '../../ui/gone-strip.tsx'
import { Notice } from '../../ui/notice.tsx'
import { problemMessages } from '../../ui/messages/index.ts'
import { problemSentence } from '../../ui/problem-sentence.ts'
import { useOffer } from '../back/offer.tsx'
import { keep } from '../map/card.tsx'
import { useTable } from '../context.ts'
import { isElsewhere } from '../led-away.ts'
import { ownSession } from '../own-session.ts'
import { timeOfDay } from '../../ui/time-of-day.ts'
import { useHallStrip } from './hall-strip.tsx'
import { useLeftBehind } from './left-behind.tsx'
import { useTypedElsewhere, type TypedElsewhere } from './typed-elsewhere.tsx'
import { useLate } from './light.tsx'
import { messages } from '../messages/index.ts'

/** A hiccup of the Wi-Fi is no news; what lasts longer is said. */
const calm = 2_000

type Props = {
  led: boolean
  /** The board that this person was led away from while they wrote. */
  left: string | null
  typed: TypedElsewhere | null
  onMove: (board: string, wrote: boolean) => void
  onOpen: (board: string) => void
  release: (() => void) | null
  secure: boolean
}

export function Notices({ led, left, typed, onMove, onOpen, release, secure }: Props) {
  const t = useT(messages)
  const problems = useT(problemMessages)
  const { language } = useLanguage()
  const { link, act, status } = useTable()
  const { state, since, problem } = link.status()
  const light = link.light()
  const hall = useHallStrip(led, onMove)
  const running = status?.clock.session ?? 0
  const away = state !== 'live' && state !== 'closed'
  const [late, setLate] = useState(away && Date.now() - since > calm)
  // Each try to come back is a state of its own: what stands here stands until one has succeeded.
  useEffect(() => {
    if (!away) return setLate(false)
    const timer = setTimeout(() => setLate(true), calm)
    return () => clearTimeout(timer)
  }, [away])
  const gone = useGone()
  const silent = useLate(light.kind === 'unread' ? light.since : null, calm)
  const [silentRead, setSilentRead] = useState(false)
  const [renewedRead, setRenewedRead] = useState<number | null>(null)
  const diskSlow = useLate(light.kind === 'kept' ? (light.writing?.since ?? null) : null)

  if (state === 'barred') {
    // A phone whose seat was freed has lost nothing but its seat: it is not the card that no longer counts.
    if (problem?.code === 'seat-moved') return <Notice tone="news" icon="lock" happened={problems('seat-moved')} />
    const parted = link.parted()
    if (isElsewhere(link))
      return (
        <Notice tone="news" icon="next" happened={t('satElsewhere')}>
          {parted?.at == null ? '' : `${t('typedStands', parted.at)} `}
          <a href="/seat">{t('satElsewhereHow')}</a>
        </Notice>
      )
    return (
      <Notice
        tone="error"
        icon="lock"
        happened={t('barred')}
        actions={
          'n' in light && light.n > 0 ? (
            <Button onClick={() => act.set({ dialog: { kind: 'kept' } })}>{t('whatIsKept')}</Button>
          ) : undefined
        }
      >
        {t('barredHow')}
      </Notice>
    )
  }
  if (hall !== null) return hall
  if (light.kind === 'refused') {
    const [first] = light.refused
    return first ? (
      <Notice
        tone="error"
        icon="refused"
        happened={t('refused', { n: first.changes })}
        actions={
          <>
            <Button onClick={() => keep(link.refusedFile(first.id))}>{t('refusedKeep')}</Button>
            <Button look="primary" onClick={() => link.dismissRefused(first.id)}>
              {t('understood')}
            </Button>
          </>
        }
      >
        {first.problem.code === 'voted-on' ? `${problems('voted-on')} ` : ''}
        {t('refusedSafe')}
      </Notice>
    ) : null
  }
  if (light.kind === 'storage-down') {
    return (
      <Notice
        tone="error"
        icon="refused"
        happened={t('storageDown')}
        actions={
          <>
            {light.n > 0 ? (
              <Button onClick={() => act.set({ dialog: { kind: 'kept' } })}>{t('whatIsKept')}</Button>
            ) : null}
            <Button look="primary" onClick={() => link.retry()}>
              {t('tryAgain')}
            </Button>
          </>
        }
      >
        {t('storageSafe', { time: timeOfDay(light.savedUntil, language) })}{' '}
        {light.n > 0 ? t('storageKept', { n: light.n }) : ''} {t('storageHow')}
      </Notice>
    )
  }
  if (status?.damaged === true) {
    return (
      <Notice tone="error" icon="refused" happened={t('damaged')}>
        {t('damagedHow')}
      </Notice>
    )
  }
  if (light.kind === 'unread' && silent && !silentRead) {
    return (
      <Notice
        tone="offline"
        icon="kept"
        happened={t('deviceSilent')}
        actions={<Button onClick={() => setSilentRead(true)}>{t('understood')}</Button>}
      >
        {t('deviceHolds')} {t(away ? 'devicePage' : 'deviceSends')}
      </Notice>
    )
  }
  if (away && late) {
    // What has just been typed reaches the disk within milliseconds; the sentence changes only when it does not.
    const onDisk =
      light.kind === 'kept' ? light.onDisk || (light.writing !== null && !diskSlow) : light.kind !== 'unread'
    return (
      <Notice
        tone="offline"
        icon="kept"
        happened={gone === null ? t('tableOffline') : problemSentence(problems, { code: 'moved', ...gone })}
        actions={
          <>
            {gone === null || gone.to === null ? null : <GoThere to={gone.to} />}
            {light.kind === 'kept' && light.n > 0 ? (
              <Button onClick={() => act.set({ dialog: { kind: 'kept' } })}>{t('whatIsKept')}</Button>
            ) : gone === null ? (
              <Button onClick={() => link.retry()}>{t('tryAgain')}</Button>
            ) : null}
          </>
        }
      >
        {gone === null
          ? `${t(onDisk ? 'offlineSafe' : 'offlinePage')} ${t(secure && onDisk ? 'offlineKeepWriting' : 'offlineKeepOpen')}`
          : t('goneKeepsHere')}
      </Notice>
    )
  }
  return (
    <OfTheBoard
      running={running}
      left={left}
      typed={typed}
      onOpen={onOpen}
      release={release}
      renewedRead={renewedRead}
      onRenewedRead={setRenewedRead}
    />
  )
}

/** What is to be said of the board itself, when nothing is wrong with the way to it. */
function OfTheBoard({
  running,
  left,
  typed,
  onOpen,
  release,
  renewedRead,
  onRenewedRead,
}: {
  running: number
  renewedRead: number | null
  onRenewedRead: (renewed: number) => void
} & Pick<Props, 'left' | 'typed' | 'onOpen' | 'release'>) {
  const t = useT(messages)
  const { link, ui, act, status } = useTable()
  const { renewed } = link.status()
  const behind = useLeftBehind(left, onOpen)
  const elsewhere = useTypedElsewhere(typed)
  const offer = useOffer()
  if (ui.problem) {
    const key = ui.problem.code === 'board-full' ? 'boardFull' : ui.problem.code === 'too-large' ? 'tooLong' : 'notDone'
    return (
      <Notice
        tone="error"
        icon="refused"
        happened={t(key)}
        actions={<Button onClick={() => act.set({ problem: null })}>{t('understood')}</Button>}
      >
        {t('notDoneSafe')}
      </Notice>
    )
  }
  if (renewed !== null && renewed !== renewedRead) {
    return (
      <Notice
        tone="news"
        icon="kept"
        happened={t('renewed')}
        actions={<Button onClick={() => onRenewedRead(renewed)}>{t('understood')}</Button>}
      >
        {t('renewedHow')}
      </Notice>
    )
  }
  const { held = 0, answersBehind = 0 } = status ?? {}
  if (release && status?.curtain === 'open' && held + answersBehind > 0) {
    return (
      <Notice
        tone="news"
        icon="curtain-open"
        happened={[
          ...(held > 0 ? [t('held', { n: held })] : []),
          ...(answersBehind > 0 ? [t('heldAnswers', { n: answersBehind })] : []),
        ].join(' ')}
        actions={<Button onClick={release}>{t('release')}</Button>}
      >
        {t('heldHow')}
      </Notice>
    )
  }
  const now = status === null ? null : boardNow(status)
  if (status && now !== null && now !== status.board) {
    return (
      <Notice
        tone="news"
        icon="replay"
        happened={t('elsewhere', { session: ownSession(status).number })}
        actions={<Button onClick={() => onOpen(now)}>{t('moveOn', { session: running })}</Button>}
      >
        {t('elsewhereNow', { session: running })}
      </Notice>
    )
  }
  return elsewhere ?? behind ?? offer
}
