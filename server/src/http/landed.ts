/**
 * Who may is judged by what is staged: a link that is being withdrawn opens nothing, a board that is being closed takes
 * nothing. That somebody may not is told when what it rests on has landed; where something did not, they come again.
 */
import { httpStatus, type Problem } from '@tablee/shared/problem'
import type { MiddlewareHandler } from 'hono'
import { problemResponse, type Env } from '../access/allow.ts'
import type { Journal } from '../journal/port.ts'

/** What the request itself is wrong in, whatever anybody staged; also 429 and 408, which say by themselves to come again. */
const byItself: ReadonlySet<number> = new Set([400, 408, 413, 415, 429])
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && !byItself.has(status)
const again: Problem = { code: 'journal-unavailable' }

export const refusedWhenLanded =
  (journal: Pick<Journal, 'setbacks' | 'settled'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const before = journal.setbacks()
    async function stands(): Promise<boolean> {
      await journal.settled()
      return journal.setbacks() === before
    }
    c.set('landed', async (problem) => (!isRefusal(httpStatus[problem.code]) || (await stands()) ? problem : again))
    await next()
    if (!isRefusal(c.res.status) || (await stands())) return
    c.res.headers.delete('WWW-Authenticate')
    c.res = problemResponse(c, again)
  }
