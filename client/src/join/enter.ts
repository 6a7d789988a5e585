/** Coming in: the exchange of a link or code, and where each role goes from there. */
import type { SeatCode } from '@tablee/shared/ids'
import { ok } from '@tablee/shared/problem'
import { addressIn } from '@tablee/shared/wire/address'
import type { SeatsAnswer } from '@tablee/shared/wire/seat'
import type { Me } from '@tablee/shared/wire/access'
import { openApi, type Answer } from '../link/api.ts'
import { browser } from '../link/environment.ts'
import { atTheDoor, enter as exchange, keepSeat, knownSession } from '../link/session.ts'

export async function enter(
  by: { readonly token: string } | { readonly code: string },
  seat: SeatCode | null = null,
): Promise<Answer<Me>> {
  const answer = await exchange(browser(), by, seat)
  return answer.ok ? ok(answer.value.me) : answer
}

/**
 * A citizen of a dialogue that asks for consent goes to the seat's own page, another build: this phone leaves the tables'
 * pages for good. False for everybody else, and where that can't be found out.
 */
export async function toSeat(me: Me): Promise<boolean> {
  if (me.role !== 'citizen') return false
  // A phone that has seats of this dialogue is asked there whose it is.
  if (atTheDoor(browser()) !== null) {
    location.replace('/seat')
    return true
  }
  const session = knownSession(browser(), { dialogue: me.dialogue })
  if (session === null) return false
  const seats = await openApi(browser(), () => session).get<SeatsAnswer>('/api/seats')
  if (!seats.ok || seats.value.consent === null) return false
  keepSeat(browser(), session)
  location.replace('/seat')
  return true
}

export function whereTo(me: Me): string {
  switch (me.role) {
    case 'organiser':
      return addressIn(me.dialogue, `/cards/${me.dialogue}`)
    case 'analyst':
      return addressIn(me.dialogue, '/snapshots')
    case 'translator':
      return addressIn(me.dialogue, '/translate')
    case 'head':
    case 'coordinator': {
      // The first of several; the room itself leads to the others.
      const [site] = me.sites ?? []
      return site === undefined ? '/' : addressIn(me.dialogue, `/room/${site.id}`)
    }
    default:
      return me.board === null ? '/' : addressIn(me.dialogue, `/table/${me.board}`)
  }
}
