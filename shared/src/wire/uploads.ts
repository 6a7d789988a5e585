/** How the bytes of materials come in (tus 1.0, a part at a time, resumed where they broke off) and go out (in ranges). */
import { z } from 'zod'
import type { UploadId } from '../ids.ts'
import { materialFaults } from '../materials/faults.ts'
import { fileTypes } from '../materials/rows.ts'
import { route, type Infer } from './declare.ts'
import { id, time } from './terms.ts'

const upload = z
  .object({
    id: id<UploadId>(),
    name: z.string().describe('As its owner calls it'),
    length: z.int(),
    offset: z.int().describe('Bytes that are on the disk: go on from here'),
    state: z
      .enum(['coming', 'looking', 'ready', 'refused'])
      .describe('`looking`: whole, and what it is is being found out'),
    why: z.enum(materialFaults).nullable().describe('Of a refused one'),
    type: z.enum(fileTypes).nullable().describe('Of a ready one, by its bytes'),
    plays: z.enum(['everywhere', 'not-everywhere']).nullable(),
    until: time.describe('It is forgotten then'),
  })
  .meta({ id: 'MaterialUpload' })
export type UploadTold = Infer<typeof upload>

/** Creation (tus 1.0): `Upload-Length`, and `Upload-Metadata` with `filename`. 201 with `Location`. */
export const createUpload = route('POST /api/dialogues/:dialogue/uploads', {
  action: 'material.change',
  at: 'dialogue',
  summary: 'Begin to bring a file (tus 1.0, creation): how long it is, and its name',
  answer: upload,
  status: 201,
})
/** `HEAD` of it is tus 1.0: `Upload-Offset`, `Upload-Length`, `Upload-Expires`. */
export const readUpload = route('GET /api/dialogues/:dialogue/uploads/:upload', {
  action: 'material.change',
  at: 'dialogue',
  summary: 'How far an upload has come, and what it is (HEAD: tus 1.0)',
  answer: upload,
})
export const patchUpload = route('PATCH /api/dialogues/:dialogue/uploads/:upload', {
  action: 'material.change',
  at: 'dialogue',
  summary: 'The next bytes of an upload (tus 1.0): from `Upload-Offset` on. 409 `changed` for another offset',
  takes: 'application/offset+octet-stream',
  status: 204,
})
export const dropUpload = route('DELETE /api/dialogues/:dialogue/uploads/:upload', {
  action: 'material.change',
  at: 'dialogue',
  summary: 'Give an upload up (tus 1.0, termination)',
  status: 204,
})
export const readUploads = route('GET /api/dialogues/:dialogue/uploads', {
  action: 'material.change',
  at: 'dialogue',
  summary: 'What is being brought, and how much room there is',
  answer: z
    .object({
      used: z.int().describe('Bytes of this dialogue’s materials, with what is being brought'),
      limit: z.int(),
      free: z.int().nullable().describe('Bytes that the server’s disk can take; null where nobody knows'),
      uploads: z.array(upload),
    })
    .meta({ id: 'MaterialUploads' }),
})
export type Uploads = Infer<typeof readUploads.answer>

/** Media elements send no header: what they are given is an address that is this session's own, and ends with it. */
export const mediaTicket = route('GET /api/dialogues/:dialogue/media', {
  action: 'material.see',
  at: 'dialogue',
  summary: 'A ticket for the bytes of materials: this session’s, for two hours',
  answer: z.object({ ticket: z.string(), until: time }).meta({ id: 'MediaTicket' }),
})
export type MediaTicket = Infer<typeof mediaTicket.answer>

const bytes = { gives: fileTypes, also: [206, 304] } as const
/** Ranges (206, 416, `If-Range`). Whoever the ticket is of has to be there still, and to see the material now. */
export const mediaFile = route('GET /api/dialogues/:dialogue/media/:ticket/:file', {
  action: 'anybody',
  at: 'dialogue',
  summary: 'Bytes of a material, by a ticket; in ranges',
  ...bytes,
})
export const watchedFile = route('GET /api/watch/:link/media/:file', {
  action: 'watch.follow',
  at: 'watch',
  summary: 'Bytes of a material that was opened to a hall; in ranges',
  ...bytes,
})
