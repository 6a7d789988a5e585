/** What held requests wait for, by name (`waiting.ts`): whoever asks names some, and what happens wakes some. */
import type { BoardId, DialogueId, LinkId, SeatCode, TableId } from '@tablee/shared/ids'
import type { Session } from '../access/session.ts'

export type Topic = `${'seat' | 'table' | 'board' | 'dialogue' | 'results' | 'link'}:${string}`

export const topic = {
  seat: (dialogue: DialogueId, seat: SeatCode): Topic => `seat:${dialogue}/${seat}`,
  table: (table: TableId): Topic => `table:${table}`,
  board: (board: BoardId): Topic => `board:${board}`,
  dialogue: (dialogue: DialogueId): Topic => `dialogue:${dialogue}`,
  /** Figures of all tables: they move when somebody closes, settles, or types in what came on paper. */
  results: (dialogue: DialogueId): Topic => `results:${dialogue}`,
  link: (link: LinkId): Topic => `link:${link}`,
}

export const topicsOfSeat = ({ dialogue, table, seat, link }: Session): readonly Topic[] => [
  ...(seat === null ? [] : [topic.seat(dialogue, seat)]),
  ...(table === null ? [] : [topic.table(table)]),
  topic.dialogue(dialogue),
  topic.link(link),
]
type PlaceOfBoard = { readonly board: BoardId; readonly table: TableId | null; readonly dialogue: DialogueId }
export const topicsOfBoard = ({ link }: Session, { board, table, dialogue }: PlaceOfBoard): readonly Topic[] => [
  topic.board(board),
  ...(table === null ? [] : [topic.table(table)]),
  topic.dialogue(dialogue),
  topic.link(link),
]
export const topicsOfResults = ({ link }: Session, dialogue: DialogueId): readonly Topic[] => [
  topic.results(dialogue),
  topic.dialogue(dialogue),
  topic.link(link),
]
