/**
 * The verbs that change a canvas. Nothing else writes to it, but the server's templates and put-back.
 *
 * Each is one transaction whose origin says who and why: undo, attribution and the journal read it.
 */
export {
  addElement,
  addRecord,
  connect,
  elementRecord,
  elementSize,
  elementTextOf,
  indexAbove,
  isRecord,
  linkElement,
  moveShapes,
  placeShape,
  removeShapes,
  reparent,
  resizeShape,
  setElement,
  setText,
  unlinkElement,
  writeRecords,
  type ElementChange,
  type NewElement,
} from './verbs.ts'
export { repairCanvas } from './repair.ts'
