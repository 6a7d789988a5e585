/**
 * What whoever holds a link of an audience is told, by that link alone: its rooms, where a permanent link leads, photos and
 * figures, as far as they are that audience's. Nobody's session is read here, and none begins.
 */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import { isPhotoHash, type DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { Audience } from '@tablee/shared/view/audiences'
import { watchedPhoto } from '@tablee/shared/wire/photos'
import { watchedResults, type ResultsAnswer } from '@tablee/shared/wire/voices'
import { watchedPlace, watchList, watchRules } from '@tablee/shared/wire/watch'
import type { Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { sendPhoto } from '../http/photo-routes.ts'
import { on, routes } from '../http/serve.ts'
import type { Photos } from '../photo/photos.ts'
import type { Views } from '../view/views.ts'

type Watched = {
  readonly views: Pick<Views, 'list' | 'place' | 'showing'>
  readonly photos: Photos
  readonly results: { told(dialogue: DialogueId, reader: Audience): Promise<Result<ResultsAnswer>> }
  readonly dialogue: (
    id: DialogueId,
  ) => { readonly title: string; readonly lang: string; readonly groundRules: LocalText | null } | null
}

/**
 * `link-unknown` for a link that opens nothing, `not-found` for a photo that no view shows just now. Figures that the
 * asker has (`after`) are a 204.
 */
export function watchRoutes({ views, photos, results, dialogue: dialogueOf }: Watched): Hono<Env> {
  return routes(
    on(watchList, ({ param, query }) => {
      const list = views.list(param.link, query.lang)
      return list === null ? fail({ code: 'link-unknown' }) : ok(list)
    }),
    on(watchRules, ({ where }) => {
      const of = dialogueOf(where.dialogue)
      return of === null
        ? fail({ code: 'link-unknown' })
        : ok({ dialogue: of.title, lang: of.lang, rules: of.groundRules })
    }),
    on(watchedPlace, ({ param }) => {
      const found = views.place(param.link, param.place)
      return found === null ? fail({ code: 'not-found', what: 'place' }) : ok(found)
    }),
    on(watchedPhoto, ({ c, where: { audience, dialogue }, param: { photo } }) => {
      // A canvas may name a photo that its table never brought: it is another table's to show.
      const shown = isPhotoHash(photo) ? views.showing(audience, dialogue, photo) : []
      const board = shown.find((id) => isPhotoHash(photo) && photos.find(id, photo) !== null) ?? null
      // Withdrawn means gone: nobody keeps it.
      return sendPhoto(c, photos, board, photo, 'no-store')
    }),
    on(watchedResults, async ({ c, where: { audience, dialogue }, query }) => {
      const found = await results.told(dialogue, audience)
      return found.ok && query.after === found.value.version ? c.body(null, 204) : found
    }),
  )
}
