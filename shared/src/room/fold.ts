/**
 * Which calls are open and which messages were read where: a fold over the rows of `room:<dialogue>`, pure and total. What
 * must not happen (two who come to one call) is decided before a row is written.
 */
import type { LocalText } from '../dialogue/programme.ts'
import type { BoardId, SiteId, TableId } from '../ids.ts'
import type { CallKind, MessageReader, MessageTo, RoomRow } from './rows.ts'

export type CallState = {
  readonly id: string
  readonly table: TableId
  readonly board: BoardId
  readonly kind: CallKind
  readonly askedAt: number
  readonly coming: { readonly who: string; readonly at: number } | null
}
export type MessageState = {
  readonly id: string
  readonly site: SiteId
  readonly to: MessageTo
  readonly tables: readonly TableId[] | null
  readonly text: LocalText
  readonly sentAt: number
  /** By whom at each table. */
  readonly read: ReadonlyMap<TableId, ReadonlySet<MessageReader>>
}
export type RoomState = {
  /** Open ones alone, by their names, in the order in which they were made: of those that ended only the rows stay. */
  readonly calls: ReadonlyMap<string, CallState>
  readonly messages: ReadonlyMap<string, MessageState>
}
export const quietRoom: RoomState = { calls: new Map(), messages: new Map() }

/** One row further; a row about what is not there changes nothing. */
export function roomAfter(state: RoomState, row: RoomRow, at: number): RoomState {
  switch (row.kind) {
    case 'call': {
      const { command: id, table, board, about: kind } = row
      return withCall(state, { id, table, board, kind, askedAt: at, coming: null })
    }
    case 'taken-back':
    case 'done': {
      if (!state.calls.has(row.call)) return state
      const calls = new Map(state.calls)
      calls.delete(row.call)
      return { ...state, calls }
    }
    case 'coming': {
      const call = state.calls.get(row.call)
      return call === undefined ? state : withCall(state, { ...call, coming: { who: row.who, at } })
    }
    case 'message': {
      const { command: id, site, to, tables, text } = row
      return withMessage(state, { id, site, to, tables, text, sentAt: at, read: new Map() })
    }
    case 'read': {
      const message = state.messages.get(row.message)
      if (message === undefined) return state
      const by = new Set(message.read.get(row.table)).add(row.role)
      return withMessage(state, { ...message, read: new Map(message.read).set(row.table, by) })
    }
  }
}

const withCall = (state: RoomState, call: CallState): RoomState => ({
  ...state,
  calls: new Map(state.calls).set(call.id, call),
})
const withMessage = (state: RoomState, message: MessageState): RoomState => ({
  ...state,
  messages: new Map(state.messages).set(message.id, message),
})

/** The open call of a table: it has one at a time. */
export const callOf = ({ calls }: RoomState, table: TableId): CallState | null =>
  [...calls.values()].find((call) => call.table === table) ?? null

/** The longest wait first; of the same moment, by name, so that every console has the same order. */
export const longestFirst = (calls: Iterable<CallState>): readonly CallState[] =>
  [...calls].sort((a, b) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1))

/** Whether a message is for somebody who reads at this table. */
export const isFor = (
  { site, to, tables }: MessageState,
  at: { readonly id: TableId; readonly siteId: SiteId },
  role: MessageReader,
): boolean =>
  site === at.siteId && (tables === null || tables.includes(at.id)) && (to === 'tables' || role === 'facilitator')

/** What somebody at this table has not read yet, oldest first. One who reads for a role reads for all its screens. */
export const unread = (
  { messages }: RoomState,
  at: { readonly id: TableId; readonly siteId: SiteId },
  role: MessageReader,
): readonly MessageState[] =>
  [...messages.values()].filter((message) => isFor(message, at, role) && message.read.get(at.id)?.has(role) !== true)
