/** Who is asking, as decided at the border. Everything inside trusts it and nothing inside builds one. */
import type { DeviceId, DialogueId, LinkId, SeatCode, TableId } from '@tablee/shared/ids'
import type { BoardState, Role } from '@tablee/shared/roles'

export type Session = {
  /** Names the session inside the server and in logs; what the device holds is another secret. */
  readonly id: string
  readonly link: LinkId
  readonly role: Role
  readonly dialogue: DialogueId
  /** Null for roles of a whole dialogue. */
  readonly table: TableId | null
  readonly seat: SeatCode | null
  readonly device: DeviceId
}

/** `role` or `role:T3-04`, as it stands in the journal. Never a name. */
export const authorOf = (session: Session): string =>
  session.seat === null ? session.role : `${session.role}:${session.seat}`

/** What access has to know of the dialogue; `dialogue/` answers it. */
export type Places = {
  board(id: string): { readonly dialogue: DialogueId; readonly table: TableId } | null
  table(id: string): { readonly dialogue: DialogueId; readonly number: number; readonly seats: number } | null
  dialogue(id: string): { readonly id: DialogueId } | null
  boardState(id: string): BoardState
}
