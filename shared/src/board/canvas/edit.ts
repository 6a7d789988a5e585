/**
 * The verbs that change a canvas. Nothing else writes to it, but the server's templates and put-back.
 *
 * Each is one transaction whose origin says who and why: undo, attribution and the journal read it.
 */
export {
  addElement,
  connect,
  elementRecord,
  elementSize,
  elementTextOf,
  linkElement,
  removeShapes,
  reparent,
  resizeShape,
  setElement,
  setText,
  unlinkElement,
  type ElementChange,
  type NewElement,
} from './verbs.ts'
export { moveShapes, placeShape } from './move.ts'
export { addRecord, indexAbove, isRecord, writeRecords, type RecordChanges } from './put.ts'
export { repairCanvas } from './repair.ts'
