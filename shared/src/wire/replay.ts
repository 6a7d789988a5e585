/**
 * A board's history for the replay, as lines of JSON. The first says how much there is, then one line for each frame, in
 * order. Frames are updates of one document that begins empty.
 */
import { z } from 'zod'
import type { BoardId } from '../ids.ts'
import { route, type Infer } from './declare.ts'
import { id, time } from './terms.ts'

const head = z
  .object({ board: id<BoardId>(), epoch: z.int(), rows: z.int().describe('Of the journal, that the frames come from') })
  .describe('The first line')
const frame = z.object({
  at: time.describe('Of its last row, by the server’s clock'),
  rows: z.int().describe('Rows gathered in it'),
  who: z.array(z.string()).describe('Who wrote it: roles, or `citizen:T3-04`; never a name'),
  update: z.string().nullable().describe('A Yjs v1 update in base64; null for a frame of commands alone'),
})
export type HistoryHead = Infer<typeof head>
export type HistoryLine = Infer<typeof frame>

export const history = route('GET /api/boards/:board/history', {
  action: 'history.read',
  at: 'board',
  summary:
    'How a board came about: its journal gathered into frames, as lines of JSON; what was taken back has no text',
  lines: z.union([head, frame]),
})
