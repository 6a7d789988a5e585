/**
 * Who may is judged by what is staged: a link that is being withdrawn opens nothing, a board that is being closed takes
 * nothing. That somebody may not is told when what it rests on has landed; where something did not, they come again.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { problemResponse } from '../access/allow.ts'
import type { Journal } from '../journal/port.ts'

/** What the request itself is wrong in, whatever anybody staged; also 429 and 408, which say by themselves to come again. */
const byItself: ReadonlySet<number> = new Set([400, 408, 413, 415, 429])
const isRefusal = ({ status }: Response): boolean => status >= 400 && status < 500 && !byItself.has(status)

export const refusedWhenLanded =
  (journal: Pick<Journal, 'setbacks' | 'settled'>): MiddlewareHandler =>
  async (c: Context, next) => {
    const before = journal.setbacks()
    await next()
    if (!isRefusal(c.res)) return
    await journal.settled()
    if (journal.setbacks() === before) return
    c.res.headers.delete('WWW-Authenticate')
    c.res = problemResponse(c, { code: 'journal-unavailable' })
  }
