/**
 * Every route is declared (`shared/wire`): which action it is and where it acts. `guarding` is the first handler of its
 * route. It finds the place, reads the session anew, asks the access matrix and only then lets the verb run. The
 * declaration stays readable on the handler: the access test and `GET /openapi.json` see every route, and a route
 * without one fails the test.
 */
import { coEditedKinds, type DocName } from '@tablee/shared/documents'
import type { BoardId, DialogueId, LinkId, SiteId, TableId } from '@tablee/shared/ids'
import { httpStatus, type Problem } from '@tablee/shared/problem'
import { can, machineActions, serverActions, type Action, type BoardState } from '@tablee/shared/roles'
import type { Audience } from '@tablee/shared/view/audiences'
import type { Actions, Declaration, Scope } from '@tablee/shared/wire/declare'
import type { Context, Handler, MiddlewareHandler } from 'hono'
import type { ZodType } from 'zod'
import { isWithin, stateFor, type Session } from './session.ts'

/** What the path led to. `table` narrows it: a facilitator of table 3 has no business at table 4. */
export type Where = {
  readonly dialogue: DialogueId
  readonly table: TableId | null
  /** Of a table's board. */
  readonly session?: number
  /** On which it lies: a head facilitator of one has no business at another. Left out: the whole dialogue's. */
  readonly sites?: readonly SiteId[]
  /** That the path names. */
  readonly site: SiteId | null
  readonly board: BoardId | null
  /** That people edit together: a board, or a document of another kind. */
  readonly document: DocName | null
  readonly link: LinkId | null
  /** Whose views the link in the path opens. */
  readonly audience: Audience | null
  readonly state: BoardState
}

/** Finds places and people for `allow`; made once from access and dialogue. */
export type Guard = {
  place(scope: Exclude<Scope, 'none'>, id: string): Where | null
  session(authorization: string | undefined, dialogue: DialogueId | null): Session | null
}

export type Env = {
  Variables: {
    guard: Guard
    /** The dialogue in the address; null in an address of before. */
    within: DialogueId | null
    /** The dialogue whose hall answers. */
    led?: DialogueId
    session: Session
    where: Where
    body: unknown
    address: string
    /** May whoever asks see how the machine does? Left out: nobody may. */
    operator?: () => Problem | null
    /** Who may show this answer in a frame of theirs: where nobody says so, no page may. */
    framedBy?: readonly string[]
    /** Somebody's file: whatever stands in it, nothing of it may run. */
    inert?: boolean
    /** May they still? Asked of what takes a while: a link may be revoked meanwhile, a board closed. */
    still: () => Problem | null
    /** For an answer that has begun before it is known to be a problem: told when what it rests on has landed (http/landed.ts). */
    landed: (problem: Problem) => Promise<Problem>
  }
}

/** What a route declares (`shared/wire/declare`); `body` is checked here, `answer` is told in `/openapi.json`. */
export type Declared = Omit<Declaration, 'method' | 'path'>

const declarations = new WeakMap<Handler | MiddlewareHandler, Declared>()
/** The declaration a handler carries, if it is one of this file's. */
export const declared = (handler: Handler | MiddlewareHandler): Declared | null => declarations.get(handler) ?? null

/** An expected outcome on its way to the one edge that answers problems (app.ts). */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.name = 'Refused'
    this.problem = problem
  }
}

/**
 * With the problem's own status. `Retry-After` is in seconds and only there where waiting helps; a 401 asks for a
 * bearer.
 */
export function problemResponse(c: Context, problem: Problem): Response {
  if ('retryAfter' in problem && problem.retryAfter > 0) c.header('Retry-After', String(problem.retryAfter))
  if (httpStatus[problem.code] === 401) c.header('WWW-Authenticate', 'Bearer')
  return c.json({ problem }, httpStatus[problem.code])
}

/** What a path calls the places of a scope, where that is not the scope's own name. */
const parameters: Readonly<Partial<Record<Scope, readonly string[]>>> = {
  snapshot: ['hash', 'a', 'b'],
  watch: ['link'],
}

/**
 * A site as it is asked for: its dialogue's id stands before its own, which is known nowhere else. The path has both, and
 * a site that is not of its dialogue is not there.
 */
export const siteIn = (id: string): { readonly dialogue: string; readonly site: string } => {
  const [dialogue = '', site = ''] = id.split('/')
  return { dialogue, site }
}

/** What a path may call its places of a scope; `:hash{…}.json` and the like still name the parameter `hash`. */
export const namesOf = (scope: Scope): readonly string[] => parameters[scope] ?? [scope]

/** By which a route's place is found: all that its path names of it. */
function namesIn(c: Context<Env>, scope: Scope): readonly string[] {
  const named = namesOf(scope).flatMap((name) => c.req.param(name) ?? [])
  return scope === 'site' ? named.map((site) => `${c.req.param('dialogue') ?? ''}/${site}`) : named
}
/** What the path of a route names first. */
export const namedIn = (c: Context<Env>, scope: Scope): string | undefined => namesIn(c, scope)[0]

async function readBody(c: Context<Env>, schema: ZodType): Promise<unknown> {
  let json: unknown
  try {
    json = await c.req.json()
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'BodyLimitError') throw cause
    throw new Refused({ code: 'bad-request', where: 'body', why: 'not JSON' })
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Refused({
    code: 'bad-request',
    where: issue?.path.join('.') || 'body',
    why: issue?.message ?? 'not as described',
  })
}

/** A body that is no JSON, whole, from somebody who still may send it. */
export async function readBytes(c: {
  readonly req: { arrayBuffer(): Promise<ArrayBuffer> }
  get(key: 'still'): () => Problem | null
}): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const problem = c.get('still')()
  if (problem !== null) throw new Refused(problem)
  return bytes
}

/** Every place the path names has to lie in one dialogue: a comparison across dialogues needs both. */
function placeOf(c: Context<Env>, scope: Scope): Where | null {
  if (scope === 'none') return null
  let found: Where | null = null
  for (const id of namesIn(c, scope)) {
    const where = c.get('guard').place(scope, id)
    if (where === null || (found !== null && found.dialogue !== where.dialogue))
      throw new Refused({ code: 'not-found', what: scope })
    found = where
  }
  if (found === null) throw new Error(`a route with scope ${scope} names no place of it in its path`)
  return found
}

/** Who may not know that it is there. */
const hidden = (): Problem => ({ code: 'not-found', what: 'route' })

/** The first handler of its route: what the declaration says is so when the next one runs. */
export function guarding(declaration: Declared): MiddlewareHandler<Env> {
  const { action, at, body } = declaration
  if (action === 'operator') {
    const operating: MiddlewareHandler<Env> = (c, next) => {
      const ask = c.get('operator') ?? hidden
      const problem = ask()
      return problem === null ? next() : Promise.resolve(problemResponse(c, problem))
    }
    declarations.set(operating, declaration)
    return operating
  }
  const handler: MiddlewareHandler<Env> =
    action === 'anybody'
      ? async (c, next) => {
          if (body !== undefined) c.set('body', await readBody(c, body))
          return next()
        }
      : action === 'signed-in'
        ? async (c, next) => {
            const look = (): Session => {
              const session = signedInAs(c)
              // Who has the server's own link is nobody of a dialogue, and nobody to be told who they are.
              if (session.server === 'only') throw new Refused({ code: 'not-signed-in' })
              return session
            }
            const session = look()
            c.set('session', session)
            c.set('where', { ...nowhere, dialogue: session.dialogue, table: session.table })
            c.set('still', () => refusedIn(look))
            if (body !== undefined) c.set('body', await readBody(c, body))
            return next()
          }
        : at === 'watch'
          ? (c, next) => {
              // One who waits may be sent away meanwhile.
              c.set('still', () => (mayWatch(c, action) ? null : { code: 'link-unknown' }))
              const problem = c.get('still')()
              return problem === null ? next() : Promise.resolve(problemResponse(c, problem))
            }
          : (c, next) => may(c, action, at, body).then(next)
  declarations.set(handler, declaration)
  return handler
}

function signedInAs(c: Context<Env>): Session {
  const session = c.get('guard').session(c.req.header('authorization'), null)
  if (session === null) throw new Refused({ code: 'not-signed-in' })
  if (session.moved === true) throw new Refused({ code: 'seat-moved' })
  return session
}

function mayWatch(c: Context<Env>, action: Actions): boolean {
  const where = c.get('guard').place('watch', c.req.param('link') ?? '')
  if (where === null || typeof action !== 'string' || !can('observer', action)) return false
  c.set('where', where)
  return true
}

function actionOf(action: Actions, fields: Readonly<Record<string, unknown>>): Action | undefined {
  if (typeof action === 'string') return action
  if ('by' in action) return action.is[String(fields[action.by])]
  const kind = coEditedKinds.find((each) => fields[each] !== undefined)
  return kind === undefined ? undefined : actionOf(action.naming[kind], fields)
}

/** What no place names. */
export const nowhere = { site: null, board: null, document: null, link: null, audience: null, state: 'open' } as const

async function may(c: Context<Env>, action: Actions, at: Scope, schema: ZodType | undefined): Promise<void> {
  const look = (): { readonly session: Session; readonly where: Where } => {
    // Who first, so that a stranger learns nothing about which boards exist.
    const asking = signedInAs(c)
    const found = placeOf(c, at)
    // The command line's right holds wherever its request leads; everybody else's dialogue is the link's.
    const session =
      (found === null || asking.server === undefined
        ? asking
        : c.get('guard').session(c.req.header('authorization'), found.dialogue)) ?? asking
    const { dialogue, table } = session
    return { session, where: found ?? { ...nowhere, dialogue, table } }
  }
  let seen = look()
  if (schema !== undefined) {
    c.set('body', await readBody(c, schema))
    // A body comes as slowly as its sender likes: who began it may have been sent away meanwhile.
    seen = look()
  }
  const fields = (c.get('body') ?? {}) as Readonly<Record<string, unknown>>
  const wanted = actionOf(action, fields)
  if (wanted === undefined)
    throw new Refused({
      code: 'bad-request',
      where: typeof action === 'object' && 'by' in action ? action.by : 'body',
      why: 'unknown',
    })
  const denied = ({ session, where }: typeof seen): Problem | null => {
    const refused: Problem = { code: 'not-allowed', role: session.role, action: wanted }
    if (session.server !== undefined && at === 'none' && serverActions.includes(wanted)) return null
    if (session.server === 'too' && machineActions.includes(wanted)) return null
    if (session.server === 'only') return refused
    const within = isWithin(session, where, wanted)
    // "Own" cells pass here: whether the thing is one's own is decided by the verb, which knows the thing.
    if (within && can(session.role, wanted, stateFor(session, where.state), true)) return null
    return within && can(session.role, wanted, where.state, true) ? { code: 'no-seat' } : refused
  }
  const problem = denied(seen)
  if (problem !== null) throw new Refused(problem)
  c.set('session', seen.session)
  c.set('where', seen.where)
  c.set('still', () => refusedIn(() => denied(look())))
}

/** Why whoever is looked at anew is refused. */
function refusedIn(look: () => Problem | Session | null): Problem | null {
  try {
    const found = look()
    return found !== null && 'code' in found ? found : null
  } catch (cause) {
    if (cause instanceof Refused) return cause.problem
    throw cause
  }
}
