/** Somebody whose seat sits at another table by now: their screen goes to that table's board. */
import type { Me } from '@tablee/shared/wire/access'
import { useEffect, useRef } from 'react'
import type { Api } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import type { TableLink } from '../link/link.ts'
import { keepBoard, knownSession } from '../link/session.ts'

/** A citizen who has a seat is turned away from a board for this alone. */
export const isElsewhere = (link: Pick<TableLink, 'status' | 'me'>): boolean => {
  const { state, problem } = link.status()
  return state === 'barred' && problem?.code === 'not-allowed' && link.me.role === 'citizen' && link.me.seat !== null
}

/** `onGo` once, with the board of the table at which the seat is; where there is none yet, not. */
export function useLedAway(
  link: TableLink | null,
  board: string,
  api: Pick<Api, 'get'>,
  onGo: (board: string) => void,
): void {
  const asked = useRef(false)
  useEffect(() => {
    if (link === null) return
    asked.current = false
    const look = () => {
      if (asked.current || !isElsewhere(link)) return
      asked.current = true
      void api.get<Me>('/api/me').then((answer) => {
        const session = knownSession(browser(), { board })
        if (!answer.ok || session === null || answer.value.board === null || answer.value.board === board) return
        keepBoard(browser(), session, answer.value.board)
        onGo(answer.value.board)
      })
    }
    look()
    return link.subscribe(look)
  }, [link, board, api, onGo])
}
