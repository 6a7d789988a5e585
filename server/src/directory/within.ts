/**
 * What is asked for in a dialogue's address is of that dialogue, or it is not there: boards, snapshots, links and
 * sessions of another one are answered as those that never were, whether or not the dialogue in the address exists.
 * Said once, in what every route asks before it does anything (`allow`), not in sixty routes.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { readAddress } from '@tablee/shared/wire/address'
import type { Scope } from '@tablee/shared/wire/declare'
import type { MiddlewareHandler } from 'hono'
import { getPath } from 'hono/utils/url'
import { Refused, type Env, type Guard } from '../access/allow.ts'
import { idInPath, type Directory } from './directory.ts'

/** Routes see an address as it is without its dialogue. */
export const pathOf = (request: Request): string => readAddress(getPath(request)).path

/** Said of the server, whatever the dialogue. */
const ofTheServer: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics', '/openapi.json'])

/** An api address of a dialogue that no id can name: whoever mistyped it would be given a page, and take it for an answer. */
const ofNone = /^\/d\/[^/]*\/api(\/|$)/

const elsewhere = (): Refused => new Refused({ code: 'not-found', what: 'route' })

function within(guard: Guard, { leadsTo }: Directory, dialogue: DialogueId): Guard {
  const isHere = (scope: Exclude<Scope, 'none'>, id: string): boolean =>
    leadsTo(scope, idInPath(scope, id)) === dialogue
  return {
    place: (scope, id) => (isHere(scope, id) ? guard.place(scope, id) : null),
    session(authorization, asked) {
      // Who shows nothing is told the same in every dialogue; who is of another one, and whoever asks for one that is
      // not there, finds nothing.
      const session = guard.session(authorization, asked ?? dialogue)
      if (session === null) return null
      if (session.dialogue !== dialogue || !isHere('dialogue', dialogue)) throw elsewhere()
      return session
    },
  }
}

/** The guard of every request: narrowed to the dialogue in its address. */
export const guarded =
  (guard: Guard, directory: Directory): MiddlewareHandler<Env> =>
  (c, next) => {
    const { dialogue, path } = readAddress(getPath(c.req.raw))
    if (dialogue === null ? ofNone.test(path) : ofTheServer.has(path)) throw elsewhere()
    c.set('within', dialogue)
    c.set('guard', dialogue === null ? guard : within(guard, directory, dialogue))
    return next()
  }
