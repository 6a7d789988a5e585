/** What a site's room asks of its neighbours. Structural: `hall` wires them, tests may too. */
import type { DialogueState, Plan } from '@tablee/shared/dialogue/state'
import type { BoardId, DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import type { ViewPolicy } from '@tablee/shared/view/policy'
import type { Voices } from '@tablee/shared/voices/fold'
import type { Call, Room, RoomTable } from '@tablee/shared/wire/room'
import type { Tally } from './tallies.ts'

/** A dialogue that was founded, as it is committed. */
export type Standing = DialogueState & { readonly plan: Plan }

export type Asked = {
  /** Null for a dialogue that is not there. */
  standing(dialogue: DialogueId): Standing | null
  /** What its table decided about being watched. */
  policy(board: BoardId): Pick<ViewPolicy, 'observation' | 'consent' | 'curtain' | 'delayMinutes'>
  /** Whether somebody's no hides the whole table. */
  hides(board: BoardId): boolean
  voices(dialogue: DialogueId): Voices
  tally(board: BoardId): Tally
  screens(board: BoardId): { readonly here: number; readonly leftAt: number | null; readonly unsaved: boolean }
  /** How many pages follow one of these boards: one that follows several is one. */
  watching(boards: readonly BoardId[]): number
  /** How many have handed in, of those seated. */
  turnout(dialogue: DialogueId, table: TableId): RoomTable['turnout']
  /** Longest wait first. */
  calls(dialogue: DialogueId, site: SiteId): readonly Call[]
  messages(dialogue: DialogueId, site: SiteId): Room['messages']
}
