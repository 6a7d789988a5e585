/** Bytes of materials over HTTP, in ranges: by a session's ticket, or by the link of who watches. */
import { fail, ok } from '@tablee/shared/problem'
import * as wire from '@tablee/shared/wire/uploads'
import type { Context, Hono } from 'hono'
import { problemResponse, type Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import type { MaterialBytes } from '../materials/bytes.ts'
import { watcher, type Media, type MediaFile } from '../materials/media.ts'
import { rangeIn, streamOf, type Reader } from './ranges.ts'
import { on, routes } from './serve.ts'

/** Read at once by one session or through one link: a page has some, a hall that watches has a hundred. */
const mostAtOnce = { session: 12, link: 200 }
/** Who has taken nothing for so long (ms) gives way to whoever comes: a tablet whose Wi-Fi went left its lines behind. */
const hangs = 10_000

/** As a file is called, where a header takes letters of one alphabet alone (RFC 6266). */
const named = (name: string): string =>
  `inline; filename*=UTF-8''${encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`

/** Sixty at once, then ten a second, for each session: a player asks for ranges as it likes. */
export function mediaRoutes({
  media,
  bytes,
  clock,
  holds = () => true,
}: {
  readonly media: Media
  readonly bytes: MaterialBytes
  readonly clock: Clock
  /** May anybody be told anything here still? Another process may have the dialogue, and have sent them away. */
  readonly holds?: () => boolean
}): Hono<Env> {
  const asks = buckets({ clock, perSecond: 10, burst: 60 })
  const reading = new Map<string, Set<{ at: number; readonly end: () => void }>>()

  /** Null: as many read as may, and each of them goes on. */
  function begins(who: string, most: number, still: () => boolean): Reader | null {
    const all = reading.get(who) ?? new Set()
    if (all.size >= most) {
      const idle = [...all].reduce((first, one) => (one.at < first.at ? one : first))
      if (idle.at + hangs > clock()) return null
      idle.end()
    }
    const giving = new AbortController()
    const one = { at: clock(), end: () => (over(), giving.abort()) }
    const over = (): void => {
      all.delete(one)
      if (all.size === 0 && reading.get(who) === all) reading.delete(who)
    }
    all.add(one)
    reading.set(who, all)
    return { still: () => holds() && still(), over, gives: giving.signal, goesOn: () => (one.at = clock()) }
  }

  async function send(
    c: Context<Env>,
    file: MediaFile | null,
    { who, most, still }: { readonly who: string; readonly most: number; readonly still: () => boolean },
  ): Promise<Response> {
    const size = file === null ? null : await bytes.size(file.hash)
    // A disk that lost some of it has none of it: half a film is not what its name says.
    if (file === null || size !== file.bytes) return problemResponse(c, { code: 'not-found', what: 'file' })
    const tag = `"${file.hash}"`
    c.set('inert', true)
    c.header('ETag', tag)
    c.header('Accept-Ranges', 'bytes')
    // Its name is its content; but whoever has it asks each time whether they still may.
    c.header('Cache-Control', 'private, no-cache')
    c.header('Vary', 'Authorization')
    if (
      c.req
        .header('if-none-match')
        ?.split(',')
        .some((one) => one.trim().replace(/^W\//, '') === tag) === true
    )
      return c.body(null, 304)
    const before = c.req.header('if-range')
    const range = before === undefined || before === tag ? rangeIn(c.req.header('range'), size) : null
    if (range === 'beyond') {
      c.header('Content-Range', `bytes */${size}`)
      return c.body(null, 416)
    }
    const asksOnly = c.req.raw.method === 'HEAD'
    const reader = asksOnly ? null : begins(who, most, still)
    if (reader === null && !asksOnly) return problemResponse(c, { code: 'too-many', retryAfter: 1 })
    const { from, to } = range ?? { from: 0, to: size - 1 }
    c.header('Content-Type', file.type === 'text/vtt' ? 'text/vtt; charset=utf-8' : file.type)
    c.header('Content-Disposition', named(file.name))
    c.header('Content-Length', String(to - from + 1))
    if (range !== null) c.header('Content-Range', `bytes ${from}-${to}/${size}`)
    const status = range === null ? 200 : 206
    return reader === null
      ? c.body(null, status)
      : c.body(
          streamOf(() => bytes.open(file.hash), { from, to }, reader),
          status,
        )
  }

  return routes(
    on(
      wire.mediaTicket,
      ({ session }) =>
        session.server === undefined ? ok(media.issue(session)) : fail({ code: 'not-found', what: 'session' }),
      ({ session }) => asks.take(session.id),
    ),
    on(wire.mediaFile, ({ c, param: { dialogue, ticket, file } }) => {
      const at = dialogue as Parameters<Media['holder']>[0]
      const see = (): { readonly id: string; readonly file: MediaFile | null } | null => {
        const session = media.holder(at, ticket)
        return session === null ? null : { id: session.id, file: media.file(at, session, file) }
      }
      const found = see()
      if (found === null) return fail({ code: 'link-unknown' })
      const wait = asks.take(found.id)
      if (wait !== null) return fail({ code: 'too-many', retryAfter: wait })
      return send(c, found.file, { who: found.id, most: mostAtOnce.session, still: () => see()?.file != null })
    }),
    on(wire.watchedFile, ({ c, where: { dialogue, link }, param: { file }, still }) =>
      send(c, media.file(dialogue, watcher, file), {
        who: link ?? '',
        most: mostAtOnce.link,
        still: () => still() === null && media.file(dialogue, watcher, file) !== null,
      }),
    ),
  )
}
