/** Photos of paper: a table brings and sees its own; observers see those that were released, while they are in the view. */
import { z } from 'zod'
import { route } from './declare.ts'

const pictures = ['image/jpeg', 'image/png', 'image/webp'] as const
export const keepPhoto = route('POST /api/boards/:board/photos', {
  action: 'photo.add',
  at: 'board',
  summary: 'Keep a photo: JPEG, PNG or WebP of at most 2,048 pixels a side, without any metadata',
  takes: 'image/*',
  answer: z
    .object({ hash: z.string(), type: z.enum(pictures), width: z.int(), height: z.int(), bytes: z.int() })
    .meta({ id: 'Photo' }),
  status: 201,
})
export const photo = route('GET /api/boards/:board/photos/:photo', {
  action: 'photo.see',
  at: 'board',
  summary: 'A photo of this board',
  gives: pictures,
})
export const watchedPhoto = route('GET /api/watch/:link/photos/:photo', {
  action: 'watch.follow',
  at: 'watch',
  summary: 'A photo that was released, while the view shows it',
  gives: pictures,
})
