/** Which session this board is of, and where the table works now: its head says the first, whichever the dialogue is in. */
import type { BoardStatus } from '@tablee/shared/wire/board'
import { boardNow } from '@tablee/shared/wire/editor'
import { useRef } from 'react'

export const ownSession = ({
  board,
  sessions,
  clock,
}: BoardStatus): { readonly number: number; readonly title: string } =>
  sessions?.find((one) => one.board === board) ?? { number: clock.session, title: clock.title }

/**
 * The board to which the table moved while it worked on this one; null again when it is moved back. A board that somebody
 * opened to read it again is not left by itself. `led`: the table was led here, and goes along if it is led on at once.
 */
export function useMoved(status: BoardStatus | null, led: boolean): string | null {
  const here = useRef<string | null>(null)
  const now = status === null ? null : boardNow(status)
  if (status === null || now === null) return null
  if (now === status.board) here.current = now
  return now !== status.board && (led || here.current === status.board) ? now : null
}
