/**
 * A declaration (`shared/wire/declare`) and its verb make a route. The verb is asked after the declaration was kept: who
 * asks may, the place is there, the body is what its schema reads. It answers what was declared, or a problem.
 */
import type { CoEdited, DocName } from '@tablee/shared/documents'
import type { BoardId, SiteId } from '@tablee/shared/ids'
import type { Problem, Result } from '@tablee/shared/problem'
import type { Audience } from '@tablee/shared/view/audiences'
import type { Declaration, Infer } from '@tablee/shared/wire/declare'
import { Hono, type Context } from 'hono'
import type { ZodType } from 'zod'
import { guarding, problemResponse, readBytes, type Env, type Where } from '../access/allow.ts'
import type { Session } from '../access/session.ts'

type Params<Path extends string> = Path extends `${infer First}/${infer Rest}`
  ? Params<First> | Params<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never

/** Undefined where the declaration does not name it. */
type Held = { readonly after?: string | undefined }

export type Ask<D extends Declaration> = {
  readonly c: Context<Env>
  /** Who only watches has none. */
  readonly session: D['at'] extends 'watch' ? null : Session
  readonly where: D['at'] extends 'board'
    ? Where & { readonly board: BoardId; readonly document: DocName }
    : D['at'] extends CoEdited
      ? Where & { readonly document: DocName }
      : D['at'] extends 'watch'
        ? Where & { readonly audience: Audience }
        : D['at'] extends 'site'
          ? Where & { readonly site: SiteId }
          : Where
  readonly body: D extends { readonly body: infer S extends ZodType } ? Infer<S> : undefined
  readonly param: Readonly<Record<Params<D['path']>, string>>
  readonly query: Readonly<Record<D extends { readonly query: infer Q } ? keyof Q : never, string | undefined>> & Held
  /** May they still? Asked of what takes a while: a link may be revoked meanwhile, a board closed. */
  readonly still: () => Problem | null
  /** A body that is no JSON, whole. */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>
}
/** What was declared that it answers. */
export type Value<D extends Declaration> = D extends { readonly answer: infer S extends ZodType } ? Infer<S> : null
/** A `Response` where the answer is no JSON, or comes with headers of its own. */
type Answer<D extends Declaration> = Response | Result<Value<D>>
type Verb<D extends Declaration> = (ask: Ask<D>) => Answer<D> | Promise<Answer<D>>

// What the declaration promises its verb is kept by `guarding`: it read the body, found the place, knows who asks.
function askOf<D extends Declaration>(c: Context<Env>, declaration: D): Ask<D>
function askOf(c: Context<Env>, { query = {} }: Declaration): Omit<Ask<Declaration>, 'body'> & { body: unknown } {
  return {
    c,
    session: c.get('session'),
    where: c.get('where'),
    body: c.get('body'),
    param: c.req.param(),
    query: Object.fromEntries(Object.keys(query).map((name) => [name, c.req.query(name)])),
    still: c.get('still'),
    bytes: () => readBytes(c),
  }
}

export type Served = (app: Hono<Env>) => void
/** `wait`: seconds until they may ask this again; null: now. */
export const on =
  <const D extends Declaration>(declaration: D, verb: Verb<D>, wait?: (ask: Ask<D>) => number | null): Served =>
  (app) => {
    app.on(declaration.method, declaration.path, guarding(declaration), async (c) => {
      const ask = askOf(c, declaration)
      const seconds = wait?.(ask) ?? null
      if (seconds !== null) return problemResponse(c, { code: 'too-many', retryAfter: seconds })
      const done = await verb(ask)
      if (done instanceof Response) return done
      if (!done.ok) return problemResponse(c, done.problem)
      const { status = 200 } = declaration
      return status === 204 ? c.body(null, 204) : c.json(done.value, status)
    })
  }

/** In the order given: of two with the same method and path the first answers. */
export function routes(...served: readonly Served[]): Hono<Env> {
  const app = new Hono<Env>()
  for (const serve of served) serve(app)
  return app
}
