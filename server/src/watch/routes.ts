/** What a watching page asks of a watch node over HTTP: the routes that the owner has, asked of it for all who ask here. */
import { isPhotoHash, type DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Problem } from '@tablee/shared/problem'
import { watchedChanges } from '@tablee/shared/wire/changes'
import type { Declaration } from '@tablee/shared/wire/declare'
import { watchedMaterials } from '@tablee/shared/wire/materials'
import { watchedPhoto } from '@tablee/shared/wire/photos'
import { publicDialogue, publicTable } from '@tablee/shared/wire/public'
import { watchedShares } from '@tablee/shared/wire/shares'
import { watchedFile } from '@tablee/shared/wire/uploads'
import { watchedResults } from '@tablee/shared/wire/voices'
import { watchedPlace, watchList, watchRules } from '@tablee/shared/wire/watch'
import type { Context, Hono } from 'hono'
import { problemResponse, Refused, type Env } from '../access/allow.ts'
import { pathHash } from '../access/links.ts'
import { topicsWatched } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import { held } from '../http/held.ts'
import { on, routes, type Served } from '../http/serve.ts'
import { cached } from '../public/everybody.ts'
import { onTime, type Answered, type Answers } from './answers.ts'
import type { createChanges } from './changes.ts'
import { createPhotos } from './photos.ts'
import type { WatchedDialogue } from './dialogue.ts'

/** A dialogue as it is asked for here. */
export type Asked = {
  readonly watched: WatchedDialogue
  readonly answers: Answers
  readonly changes: ReturnType<typeof createChanges>
  readonly photos: ReturnType<typeof createPhotos>
}

const passed = [
  'content-type',
  'content-disposition',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
] as const
const asked = ['range', 'if-range', 'if-none-match'] as const

/** As the owner said it, but that no time passed between. */
function told(c: Context<Env>, { status, headers, body, age }: Answered): Response {
  if (status === 200 && (headers.get('content-type') ?? '').includes('/json')) return c.json(onTime(body, age))
  for (const name of passed) {
    const value = headers.get(name)
    if (value !== null) c.header(name, value)
  }
  return new Response(body, { status, headers: c.res.headers })
}

/** `of`: that a link here leads to; throws where nothing of it may be told just now. */
export function watchNodeRoutes({
  of,
  waiting,
}: {
  readonly of: (dialogue: DialogueId) => Asked
  readonly waiting: Waiting
}): Hono<Env> {
  const restOf = (c: Context<Env>, query: readonly string[]): string => {
    const said = new URLSearchParams()
    for (const name of query) {
      const value = c.req.query(name)
      if (value !== undefined) said.set(name, value.slice(0, 64))
    }
    return said.size === 0 ? c.req.path : `${c.req.path}?${said}`
  }
  /** The same answer to all who ask within a moment. */
  const pass = (declaration: Declaration & { readonly at: 'watch' }, query: readonly string[] = []): Served =>
    on(declaration, async ({ c, where, still }) => {
      const answer = await of(where.dialogue).answers.of(restOf(c, query), c.get('address'))
      const problem = still()
      return problem === null ? told(c, answer) : problemResponse(c, problem)
    })
  return routes(
    pass(watchList, ['lang']),
    pass(watchRules),
    pass(watchedPlace),
    pass(watchedMaterials),
    pass(watchedShares),
    on(watchedResults, async ({ c, where, query, still }) => {
      const answer = await of(where.dialogue).answers.of(c.req.path, c.get('address'))
      const problem = still()
      if (problem !== null) return fail(problem)
      if (answer.status !== 200) return told(c, answer)
      const value = onTime(answer.body, 0)
      const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : null
      return query.after !== undefined && query.after === version ? c.body(null, 204) : c.json(value)
    }),
    held(
      waiting,
      watchedChanges,
      ({ where }) => topicsWatched(where.dialogue),
      async ({ where, param }) => {
        const found = await of(where.dialogue).changes.of(pathHash(param.link), param.link)
        return found === null ? fail({ code: 'journal-unavailable' }) : ok(found)
      },
    ),
    on(watchedPhoto, async ({ c, where: { dialogue, audience }, param: { photo }, still }) => {
      const found = isPhotoHash(photo)
        ? await of(dialogue).photos.of(audience.name, photo, [c.req.path, c.get('address')])
        : null
      const problem: Problem | null = still() ?? (found === null ? { code: 'not-found', what: 'photo' } : null)
      return problem === null && found !== null ? told(c, found) : problemResponse(c, problem ?? { code: 'unexpected' })
    }),
    // Films are piped: the owner looks before each part whether they still may.
    on(watchedFile, async ({ c, where, still }) => {
      const headers = Object.fromEntries(asked.flatMap((name) => [[name, c.req.header(name)] as const]).flatMap(known))
      const { signal } = c.req.raw
      const address = c.get('address')
      const answer = await of(where.dialogue).answers.send(c.req.path, { headers, signal, address })
      if (answer.status >= 500) throw new Refused({ code: 'journal-unavailable' })
      const problem = still()
      if (problem !== null) return fail(problem)
      c.set('inert', true)
      for (const name of passed) {
        const value = answer.headers.get(name)
        if (value !== null) c.header(name, value)
      }
      c.header('Cache-Control', 'private, no-cache')
      return new Response(answer.body, { status: answer.status, headers: c.res.headers })
    }),
  )
}

const known = ([name, value]: readonly [string, string | undefined]): [string, string][] =>
  value === undefined ? [] : [[name, value]]

/**
 * What anybody may read of a dialogue that was opened to the public, as its owner says it; `of`: null for a dialogue that is
 * not there. What nobody is certain of is told by nobody: a cache has it for a second, and then has nothing.
 */
export function publicNodeRoutes(of: (dialogue: string) => Asked | null): Hono<Env> {
  const pass = (declaration: Declaration & { readonly at: 'dialogue' }): Served =>
    on(declaration, async ({ c }) => {
      const asked = of(c.req.param('dialogue') ?? '')
      if (asked === null) return fail({ code: 'not-found', what: 'dialogue' })
      const { status, headers, body } = await asked.answers.of(c.req.path, c.get('address'))
      if (status === 200) return cached(c, new TextDecoder().decode(body), headers.get('etag') ?? '')
      return new Response(body, {
        status,
        headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
      })
    })
  return routes(pass(publicDialogue), pass(publicTable))
}
