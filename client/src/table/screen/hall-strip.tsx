/** What is said of the hall's going on, and that this screen goes along: at its time, or when who writes has put it down. */
import type { BoardStatus, Clock } from '@tablee/shared/wire/board'
import { forReader } from '@tablee/shared/wire/editor'
import { useRef, type ReactNode } from 'react'
import { useLanguage, useT } from '../../i18n/index.tsx'
import { Button } from '../../ui/button.tsx'
import { comesOf, useFollowing, type Following, type Going } from '../../ui/going.ts'
import { clockMessages } from '../../ui/messages/index.ts'
import { NextLine } from '../../ui/next-line.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useTyping } from '../../ui/typing.ts'
import { useTable } from '../context.ts'
import { ownSession, useMoved } from '../own-session.ts'

/** What is announced: where the hall goes, or, to a device that was away meanwhile, where it has gone. */
function comesNext(
  status: BoardStatus,
  next: Going<BoardStatus>['next'],
  along: Following,
): { readonly from: Clock; readonly to: BoardStatus; readonly at: number } | null {
  if (next !== null) return { from: status.clock, ...next }
  if (along.is !== 'announced') return null
  return { from: { ...status.clock, session: ownSession(status).number }, to: status, at: along.at }
}

/** Null while there is nothing to say of it. `onMove`: with whether somebody was in the middle of a text here. */
export function useHallStrip(led: boolean, onMove: (board: string, wrote: boolean) => void): ReactNode {
  const t = useT(clockMessages)
  const { language } = useLanguage()
  const { ui, status, hall, now } = useTable()
  const moved = useMoved(status, led)
  const typing = useTyping()
  const inHand = ui.editing !== null
  const stayed = useRef(false)
  const along = useFollowing(
    moved,
    hall !== null && hall.cameAt !== null,
    { now: typing.now, inHand: () => inHand || typing.inHand() },
    now,
    (board) => onMove(board, stayed.current || inHand || typing.inHand()),
  )
  if (along.is === 'stays') stayed.current = true
  const next = status === null ? null : comesNext(status, hall?.next ?? null, along)
  if (next !== null) {
    const { clock, spoken } = forReader(next.to, language)
    const comes = comesOf(next.from, clock, spoken.programme)
    return <NextLine key={next.at} comes={comes} at={next.at} now={now} look="strip news" />
  }
  if (moved === null || along.is !== 'stays') return null
  return (
    <Notice
      tone="news"
      icon="next"
      happened={t('goneOn')}
      actions={
        <Button look="primary" onClick={() => onMove(moved, true)}>
          {t('goAlong')}
        </Button>
      }
    >
      {t('goneOnSafe')}
    </Notice>
  )
}
