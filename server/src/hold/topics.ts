/** What held requests wait for, by name (`waiting.ts`): whoever asks names some, and what happens wakes some. */
import type { DocName } from '@tablee/shared/documents'
import type { BoardId, DialogueId, LinkId, SeatCode, SiteId, TableId } from '@tablee/shared/ids'
import type { Session } from '../access/session.ts'

type Kind =
  | 'seat'
  | 'table'
  | 'calls'
  | 'board'
  | 'dialogue'
  | 'results'
  | 'figures'
  | 'link'
  | 'places'
  | 'kept'
  | 'view'
  | 'document'
  | 'print'
  | 'room'
  | 'copies'
  | 'themes'
  | 'reading'
  | 'hall-map'
  | 'hall-vision'
  | 'hall-kept'
  | 'texts'
  | 'partners'
export type Topic = `${Kind}:${string}`

/** How soon those who wait are looked at after what may happen many times a second (ms). A view is read whole for it. */
export const pace = {
  kept: 250,
  places: 500,
  view: 2_000,
  themes: 400,
  texts: 700,
  watching: 3_000,
  figures: 1_000,
} as const

export const topic = {
  seat: (dialogue: DialogueId, seat: SeatCode): Topic => `seat:${dialogue}/${seat}`,
  table: (table: TableId): Topic => `table:${table}`,
  /** What a table calls for, and what its room says to it. */
  calls: (table: TableId): Topic => `calls:${table}`,
  board: (board: BoardId): Topic => `board:${board}`,
  dialogue: (dialogue: DialogueId): Topic => `dialogue:${dialogue}`,
  /** Figures of all tables: they move when somebody closes, settles, or types in what came on paper. */
  results: (dialogue: DialogueId): Topic => `results:${dialogue}`,
  /** What can be asked of answers, and of which items something else is told: worked out for whoever waits, so not at once. */
  figures: (dialogue: DialogueId): Topic => `figures:${dialogue}`,
  link: (link: LinkId): Topic => `link:${link}`,
  /** What everybody may see of a dialogue's tables and boards: where they are, what is open, what came of it. */
  places: (dialogue: DialogueId): Topic => `places:${dialogue}`,
  /** What its organiser and analysts keep: links, snapshots, what was struck out, what devices hand in. */
  kept: (dialogue: DialogueId): Topic => `kept:${dialogue}`,
  /** What observers get of a board. */
  view: (board: BoardId): Topic => `view:${board}`,
  document: (doc: DocName): Topic => `document:${doc}`,
  print: (job: string): Topic => `print:${job}`,
  /** What translators are told: texts as observers read them, and what others make of them. */
  texts: (dialogue: DialogueId): Topic => `texts:${dialogue}`,
  /** Partners' surveys, and which of their questions is beside which. */
  partners: (dialogue: DialogueId): Topic => `partners:${dialogue}`,
  /** A site's room, as its console is told it; and all rooms of a dialogue: each shows something of the others. */
  room: (dialogue: DialogueId, site: SiteId): Topic => `room:${dialogue}/${site}`,
  rooms: (dialogue: DialogueId): Topic => `room:${dialogue}`,
  /** On how many laptops the day lies. */
  copies: 'copies:all',
  /** What a theme team reads, and what it made of it. */
  themes: (dialogue: DialogueId): Topic => `themes:${dialogue}`,
  /** Its queue and what is in a theme: what tables add waits longer than what takes words back (`hallKept`). */
  reading: (dialogue: DialogueId): Topic => `reading:${dialogue}`,
  /** The hall's map, whole: what tables add to it waits longer than what takes words back, a team's step or a translation. */
  hallMap: (dialogue: DialogueId): Topic => `hall-map:${dialogue}`,
  /** The hall's vision, by the same pace. */
  hallVision: (dialogue: DialogueId): Topic => `hall-vision:${dialogue}`,
  hallKept: (dialogue: DialogueId): Topic => `hall-kept:${dialogue}`,
} as const

// A link that is revoked ends whatever is held through it (`http/held.ts`).
/** What may change what a seat is told. Without a seat or table only what is the dialogue's. */
export const topicsOfSeat = ({ dialogue, table, seat, sits }: Session): readonly Topic[] => [
  ...(seat === null ? [] : [topic.seat(dialogue, seat)]),
  ...new Set([...(table === null ? [] : [table]), ...(sits?.values() ?? [])].map(topic.table)),
  topic.dialogue(dialogue),
]
type PlaceOfBoard = { readonly board: BoardId; readonly table: TableId | null; readonly dialogue: DialogueId }
/** What may change what a table's screen is told of its rounds. */
export const topicsOfBoard = ({ board, table, dialogue }: PlaceOfBoard): readonly Topic[] => [
  topic.board(board),
  ...(table === null ? [] : [topic.table(table)]),
  topic.dialogue(dialogue),
]
/** What may change what a theme team has to read. */
export const topicsOfReading = (dialogue: DialogueId): readonly Topic[] => [
  topic.reading(dialogue),
  topic.hallKept(dialogue),
]
/** What may change the hall's map. */
export const topicsOfHallMap = (dialogue: DialogueId): readonly Topic[] => [
  topic.hallMap(dialogue),
  topic.hallKept(dialogue),
]
/** What may change the hall's vision. */
export const topicsOfHallVision = (dialogue: DialogueId): readonly Topic[] => [
  topic.hallVision(dialogue),
  topic.hallKept(dialogue),
]
/** What may change the figures that an analyst is told. */
export const topicsOfResults = (dialogue: DialogueId): readonly Topic[] => [
  topic.results(dialogue),
  topic.dialogue(dialogue),
]
/** What may change whom somebody may ask, and what came of it: clocks and boards, seats, figures as the wall has them. */
export const topicsOfQuestions = (dialogue: DialogueId): readonly Topic[] => [
  topic.results(dialogue),
  topic.rooms(dialogue),
  topic.places(dialogue),
]
/** What may change what all who watch a dialogue are told. */
export const topicsWatched = (dialogue: DialogueId): readonly Topic[] => [topic.places(dialogue)]
/** What may change any part of an organiser's or analyst's page. */
export const topicsOfChanges = (dialogue: DialogueId): readonly Topic[] => [
  topic.places(dialogue),
  topic.kept(dialogue),
]
