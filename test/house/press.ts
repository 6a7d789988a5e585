/** An audience that no part of the house knows: what the server has to be told of it, whole. */
import { noCeiling } from '@tablee/shared/dialogue/rule'
import type { Audience } from '@tablee/shared/view/audiences'

// <the audience>
/** Journalists read what the table shows observers, a quarter of an hour later, without minutes, within their own pages. */
export const press: Audience = {
  name: 'tested-press',
  ceiling: { ...noCeiling, delayMinutes: 15, showNotes: false },
  framedBy: ['https://paper.example'],
}
// </the audience>
