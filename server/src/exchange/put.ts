/** What was read, onto a board: all of it in one transaction, or none. Also tried on a copy, before anybody is told to go on. */
import { plant } from '@tablee/shared/board/plant'
import { limits } from '@tablee/shared/board/schema'
import { putOnCanvas } from '@tablee/shared/formats/json-canvas-read'
import { fail, type Result } from '@tablee/shared/problem'
import * as Y from 'yjs'
import type { ReadFile } from './read.ts'

/** Bytes that an entry or a link costs in a document beside its text. */
const frame = 200

/**
 * `board-full` before anything is written, by a careful estimate of bytes; else what the plan is refused with. Run it
 * inside one write of the board.
 */
export function putOn(doc: Y.Doc, author: string, read: ReadFile): Result<null> {
  const words = read.words ?? []
  const texts = [...read.nodes.map((one) => one.wording), ...words.map((one) => one.text)]
  // A canvas weighs what its records weigh as JSON, near enough.
  const drawn = read.canvas === undefined ? 0 : JSON.stringify(read.canvas.records).length
  const size =
    drawn +
    texts.reduce((sum, one) => sum + Buffer.byteLength(one), 0) +
    frame * (read.nodes.length + read.relations.length + words.length)
  if (Y.encodeStateAsUpdate(doc).length + size > limits.documentHard)
    return fail({ code: 'board-full', what: 'bytes', limit: limits.documentHard })
  const origin = { who: author, why: 'import' }
  return read.canvas === undefined ? plant(doc, origin, read) : putOnCanvas(doc, origin, read.canvas, read.at)
}
