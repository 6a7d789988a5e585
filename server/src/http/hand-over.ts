/**
 * Every route is declared once for the whole process and answered by a hall of many: the one that its address leads to. What
 * leads to none is answered by the hall in which nothing is, which stands behind.
 */
import type { Context, Handler, Hono, MiddlewareHandler } from 'hono'
import type { DialogueId } from '@tablee/shared/ids'
import { declared, Refused, type Declared, type Env } from '../access/allow.ts'

type Step = Handler<Env> | MiddlewareHandler<Env>
/** What a hall answers with, by method and path. */
export type Answers = ReadonlyMap<string, readonly Step[]>
/** One hall of many. */
export type Led = {
  readonly dialogue: DialogueId
  readonly answers: Answers
  /** May it still be told what was found there? It may have been held, or slow, while another process took the hall. */
  readonly holds: () => boolean
}
/** Null: the hall in which nothing is. */
export type Leading = (c: Context<Env>, declaration: Declared) => Led | null

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }): string => `${method} ${path}`

/**
 * Of a route all handlers, in their order. A route is one of a hall only under the method and path as they were
 * declared.
 */
export function answersOf(parts: readonly Hono<Env>[]): Answers {
  const answers = new Map<string, Step[]>()
  for (const { routes } of parts)
    for (const route of routes) answers.set(nameOf(route), [...(answers.get(nameOf(route)) ?? []), route.handler])
  return answers
}

async function answered(c: Context<Env>, steps: readonly Step[]): Promise<Response | undefined> {
  let answer: Response | undefined
  async function go(at: number): Promise<void> {
    const said = await steps[at]?.(c, () => go(at + 1))
    if (said instanceof Response) answer = said
  }
  await go(0)
  return answer
}

/** `parts`: of the hall in which nothing is. */
export function handOver(app: Hono<Env>, parts: readonly Hono<Env>[], leading: Leading): void {
  for (const part of parts) {
    for (const route of part.routes) {
      const declaration = declared(route.handler)
      if (declaration === null) continue
      const name = nameOf(route)
      app.on(route.method, route.path, async (c, next) => {
        const led = leading(c, declaration)
        const steps = led?.answers.get(name)
        if (led === null || steps === undefined) return next()
        c.set('led', led.dialogue)
        const answer = await answered(c, steps)
        if (!led.holds()) throw new Refused({ code: 'journal-unavailable' })
        return answer
      })
    }
    app.route('/', part)
  }
}
