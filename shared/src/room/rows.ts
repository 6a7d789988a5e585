/**
 * What a site's room and its tables say to one another beside the boards, as rows of the journal `room:<dialogue>`: calls
 * and messages. Nothing of it is anybody's part in the dialogue: no view, no snapshot and no citizen's page has it.
 */
import type { LocalText } from '../dialogue/programme.ts'
import type { BoardId, SiteId, TableId } from '../ids.ts'

/** What a table can call for; each is one tap. */
export const callKinds = ['technical', 'content', 'conflict', 'access'] as const
export type CallKind = (typeof callKinds)[number]
/** Whom a message is for: who runs each table, or whoever writes at it, too. Never citizens. */
export type MessageTo = 'facilitators' | 'tables'
/** Who reads messages at a table. */
export type MessageReader = 'facilitator' | 'reporter'

/** `command`: the same one twice takes effect once. A call and a message have the name of the command that made them. */
export type RoomRow =
  | {
      readonly kind: 'call'
      readonly command: string
      readonly table: TableId
      /** Where the table was when it called. */
      readonly board: BoardId
      readonly about: CallKind
    }
  /** By its table. */
  | { readonly kind: 'taken-back'; readonly command: string; readonly call: string }
  /** `who`: what is written on their card. */
  | { readonly kind: 'coming'; readonly command: string; readonly call: string; readonly who: string }
  | { readonly kind: 'done'; readonly command: string; readonly call: string }
  | {
      readonly kind: 'message'
      readonly command: string
      readonly site: SiteId
      readonly to: MessageTo
      /** Null: all of the site. */
      readonly tables: readonly TableId[] | null
      readonly text: LocalText
    }
  | {
      readonly kind: 'read'
      readonly command: string
      readonly message: string
      readonly table: TableId
      readonly role: MessageReader
    }
export type RoomRowKind = RoomRow['kind']

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const roomKinds: Readonly<Record<RoomRowKind, number>> = {
  call: 1,
  'taken-back': 1,
  coming: 1,
  done: 1,
  message: 1,
  read: 1,
}

/** Reads a row of `room:<dialogue>`, written by this server; null for a kind that this version does not know. */
export function readRoomRow(text: string): RoomRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'kind' in value && Object.hasOwn(roomKinds, String(value.kind))
    ? (value as RoomRow)
    : null
}
