/**
 * Who may is judged by what is staged: a link that is being withdrawn opens nothing, a board that is being closed takes
 * nothing. That somebody may not is told when what it rests on has landed; where something did not, they come again.
 */
import { httpStatus, type Problem } from '@tablee/shared/problem'
import type { DialogueId } from '@tablee/shared/ids'
import type { MiddlewareHandler } from 'hono'
import { problemResponse, type Env } from '../access/allow.ts'

/** What the request itself is wrong in, whatever anybody staged; also 429 and 408, which say by themselves to come again. */
const byItself: ReadonlySet<number> = new Set([400, 408, 413, 415, 429])
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && !byItself.has(status)
const again: Problem = { code: 'journal-unavailable' }

/** Told later whether what was judged since then has landed; of one dialogue's hall alone, where it is known which. */
export type Landing = () => (led: DialogueId | null) => Promise<boolean>

export const refusedWhenLanded =
  (landing: Landing): MiddlewareHandler<Env> =>
  async (c, next) => {
    const landed = landing()
    const stands = (): Promise<boolean> => landed(c.get('led') ?? null)
    c.set('landed', async (problem) => (!isRefusal(httpStatus[problem.code]) || (await stands()) ? problem : again))
    await next()
    if (!isRefusal(c.res.status) || (await stands())) return
    c.res.headers.delete('WWW-Authenticate')
    c.res = problemResponse(c, again)
  }
