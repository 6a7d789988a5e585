/**
 * The verbs that change a board. Nothing else writes to the document (the server's commands are in `command.ts`).
 *
 * Each verb is one transaction whose origin says who and why: undo, attribution and the journal read it. A verb checks
 * before it writes; it returns what it made, or a Problem and leaves the document as it was.
 */
export type { Among, Edit, Target } from './verb.ts'
export { wordingOf } from './doc.ts'
export { addNode, remove, setKind, setLang, setWording } from './nodes.ts'
export { group, relate, setRelationKind, unrelate } from './relations.ts'
export { move, reorder } from './moves.ts'
export { addWords, placeWords } from './said.ts'
