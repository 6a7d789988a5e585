/**
 * Every kind of document that there is, named once. A document is `<kind>:<id>` in the journal, on the wire and in a
 * snapshot's cut; what a kind holds and who may touch it is said where the kind lives.
 */
import type { BoardId, DialogueId, NoId } from './ids.ts'

export const documentKinds = [
  'board',
  'dialogue',
  'voices',
  'access',
  'archive',
  'room',
  'materials',
  'synthesis',
  'report',
  'view',
  'translations',
] as const
export type DocumentKind = (typeof documentKinds)[number]

/** Logs of which every dialogue has one, under its own id. Whoever has to know of each of them reads this list. */
export const logKinds = [
  'dialogue',
  'voices',
  'access',
  'archive',
  'room',
  'materials',
  'synthesis',
  'translations',
] as const satisfies readonly DocumentKind[]
export type LogKind = (typeof logKinds)[number]

/** Kinds that people edit together, each with the word that addresses have for several of them. */
export const coEdited = { board: 'boards', report: 'reports' } as const satisfies Partial<Record<DocumentKind, string>>
export type CoEdited = keyof typeof coEdited
export const coEditedKinds = Object.keys(coEdited) as readonly CoEdited[]
/** Something of each kind that people edit together: a kind that is added later has it too, or does not compile. */
export const perKind = <T>(of: (kind: CoEdited) => T): Readonly<Record<CoEdited, T>> =>
  Object.fromEntries(coEditedKinds.map((kind) => [kind, of(kind)])) as Record<CoEdited, T>

/**
 * `board:<id>`, `dialogue:<id>`, `voices:<id>`, `access:<id>`, `archive:<id>`, `room:<id>`, `materials:<id>`,
 * `synthesis:<id>`, `report:<id>`, `translations:<id>` or `view:<board>:<audience>:<epoch>`. An id is none.
 */
export type DocName = NoId

/** What the names of all documents of a kind begin with. */
export const prefixOf = (kind: DocumentKind): string => `${kind}:`

/** The name under which a document stands in the journal and on the wire. */
export const nameOf = (kind: DocumentKind, id: string): DocName => `${kind}:${id}`
/** What a table makes in one session. */
export const boardDoc = (id: BoardId): DocName => nameOf('board', id)
/** The log of a dialogue: founding, sessions, rules of being watched. */
export const dialogueDoc = (id: DialogueId): DocName => nameOf('dialogue', id)
/** The log of its people's own voices: seats, consents, sheets, answers. */
export const voicesDoc = (id: DialogueId): DocName => nameOf('voices', id)
/** The log of its links and sessions. */
export const accessDoc = (id: DialogueId): DocName => nameOf('access', id)
/** What was frozen of a dialogue, and what was erased from it. */
export const archiveDoc = (id: DialogueId): DocName => nameOf('archive', id)
/** What its rooms and tables say to one another beside the boards: calls and messages. */
export const roomDoc = (id: DialogueId): DocName => nameOf('room', id)
/** Its films, slides and leaflets, and what plays where. */
export const materialsDoc = (id: DialogueId): DocName => nameOf('materials', id)
/** What its theme team made of what was said: themes, and what was read. */
export const synthesisDoc = (id: DialogueId): DocName => nameOf('synthesis', id)
/** What translators made of what is said in it. */
export const translationsDoc = (id: DialogueId): DocName => nameOf('translations', id)

/** All its logs, whether or not anything stands in them yet. */
export const logsOf = (id: DialogueId): readonly DocName[] => logKinds.map((kind) => nameOf(kind, id))

/** Under which a document is asked for over HTTP, within its dialogue. */
export const addressOf = (kind: CoEdited, id: string): string => `/api/${coEdited[kind]}/${id}`

/** The id in a name of this kind; null in any other. */
export function idIn<Id extends string = string>(kind: DocumentKind, name: DocName): Id | null {
  const prefix = prefixOf(kind)
  return name.startsWith(prefix) && name.length > prefix.length ? (name.slice(prefix.length) as Id) : null
}

/** What the names of a board's views begin with, whoever they are for. */
export const viewsOf = (board: BoardId): string => nameOf('view', `${board}:`)

/** The board that a document is; null where it is none, a view of one included. */
export const boardOf = (name: DocName): BoardId | null => idIn<BoardId>('board', name)
/** Whose log this is; null where it is not a dialogue's own. */
export const dialogueOf = (name: DocName): DialogueId | null => idIn<DialogueId>('dialogue', name)
/** The id that says whose a document is: a dialogue's or a board's. A view's is its board. */
export const ownerIn = (name: DocName): string => name.split(':', 2)[1] ?? ''
