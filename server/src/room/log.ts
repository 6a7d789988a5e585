/** What a dialogue's rooms and tables say to one another, in a document of its own: no row of a board moves for it. */
import type { DialogueId } from '@tablee/shared/ids'
import { quietRoom, roomAfter, type RoomState } from '@tablee/shared/room/fold'
import { readRoomRow, type RoomRow } from '@tablee/shared/room/rows'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'

export type RoomLog = RecordOf<RoomRow, RoomState, DialogueId>

/** Whole once it answers; whoever opens it closes it. */
export const openRoomLog = ({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) =>
  openRecord<RoomRow, RoomState, DialogueId>({
    journal,
    clock,
    kind: 'room',
    read: readRoomRow,
    empty: quietRoom,
    fold: roomAfter,
  })
