/** Photos over HTTP: a table brings and sees its own; observers see those that were released, while they are in the view. */
import type { BoardId, DialogueId, PhotoHash } from '@tablee/shared/ids'
import { isPhotoHash } from '@tablee/shared/ids'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { allow, problemResponse, readBytes, type Env } from '../access/allow.ts'
import { bucket } from '../access/limits.ts'
import { authorOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Photos } from '../photo/photos.ts'

const pictures = ['image/jpeg', 'image/png', 'image/webp'] as const
const answer = z
  .object({
    hash: z.string(),
    type: z.enum(pictures),
    width: z.int(),
    height: z.int(),
    bytes: z.int(),
  })
  .meta({ id: 'Photo' })

export function photoRoutes({
  photos,
  shownTo,
  clock,
}: {
  photos: Photos
  /** The boards whose views show this photo to the dialogue's observers now. */
  shownTo: (dialogue: DialogueId, hash: PhotoHash) => readonly BoardId[]
  clock: Clock
}): Hono<Env> {
  // A table lays its sheets out and photographs them one after another: twenty at once, then one every two seconds.
  const tables = bucket({ clock, perSecond: 0.5, burst: 20 })
  const missing = (c: Context) => problemResponse(c, { code: 'not-found', what: 'photo' })

  async function send(c: Context, board: BoardId | null, hash: string, cache: string): Promise<Response> {
    const found = board === null || !isPhotoHash(hash) ? null : await photos.read(board, hash)
    if (found === null) return missing(c)
    c.header('Content-Type', found.photo.type)
    c.header('Content-Disposition', 'inline')
    c.header('Cache-Control', cache)
    return c.body(found.bytes)
  }

  return new Hono<Env>()
    .post(
      '/api/boards/:board/photos',
      allow('photo.add', 'board', {
        summary: 'Keep a photo: JPEG, PNG or WebP of at most 2,048 pixels a side, without any metadata',
        takes: 'image/*',
        answer,
        status: 201,
      }),
      async (c) => {
        const session = c.get('session')
        const wait = tables.take(session.link)
        if (wait !== null) return problemResponse(c, { code: 'too-many', retryAfter: wait })
        const board = c.get('where').board
        const kept = await photos.keep(board, await readBytes(c), authorOf(session))
        return kept.ok ? c.json(kept.value, 201) : problemResponse(c, kept.problem)
      },
    )
    .get(
      '/api/boards/:board/photos/:photo',
      allow('photo.see', 'board', { summary: 'A photo of this board', gives: pictures }),
      // Its name is its content: it never changes, but only the one who asked may keep it.
      (c) => {
        c.header('Vary', 'Authorization')
        return send(c, c.get('where').board, c.req.param('photo'), 'private, max-age=31536000, immutable')
      },
    )
    .get(
      '/api/watch/:link/photos/:photo',
      allow('watch.follow', 'watch', {
        summary: 'A photo that was released, while the view shows it',
        gives: pictures,
      }),
      (c) => {
        const hash = c.req.param('photo')
        // A canvas may name a photo that its table never brought: it is another table's to show.
        const boards = isPhotoHash(hash) ? shownTo(c.get('where').dialogue, hash) : []
        const board = boards.find((id) => photos.find(id, hash as PhotoHash) !== null) ?? null
        // Withdrawn means gone: nobody keeps it.
        return send(c, board, hash, 'no-store')
      },
    )
}
