/** Photos over HTTP: a table brings and sees its own. What anybody else sees of them stands in `public`. */
import type { BoardId } from '@tablee/shared/ids'
import { isPhotoHash } from '@tablee/shared/ids'
import * as wire from '@tablee/shared/wire/photos'
import type { Context, Hono } from 'hono'
import { problemResponse, type Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import { authorOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import type { Photos } from '../photo/photos.ts'
import { on, routes } from './serve.ts'

/** Null for the board, or a photo that does not lie on it: `not-found`. `cache` is the header as it leaves. */
export async function sendPhoto(
  c: Context,
  photos: Photos,
  board: BoardId | null,
  hash: string,
  cache: string,
): Promise<Response> {
  const found = board === null || !isPhotoHash(hash) ? null : await photos.read(board, hash)
  if (found === null) return problemResponse(c, { code: 'not-found', what: 'photo' })
  c.header('Content-Type', found.photo.type)
  c.header('Content-Disposition', 'inline')
  c.header('Cache-Control', cache)
  return c.body(found.bytes)
}

/** Twenty at once, then one every two seconds, for each card. */
export function photoRoutes({ photos, clock }: { photos: Photos; clock: Clock }): Hono<Env> {
  // A table lays its sheets out and photographs them one after another: twenty at once, then one every two seconds.
  const tables = buckets({ clock, perSecond: 0.5, burst: 20 })

  return routes(
    on(
      wire.keepPhoto,
      async ({ session, where, bytes }) => photos.keep(where.board, await bytes(), authorOf(session)),
      ({ session }) => tables.take(session.link),
    ),
    // Its name is its content: it never changes, but only the one who asked may keep it.
    on(wire.photo, ({ c, where, param }) => {
      c.header('Vary', 'Authorization')
      return sendPhoto(c, photos, where.board, param.photo, 'private, max-age=31536000, immutable')
    }),
  )
}
