/** JSON to a server and back: what it refuses ends the command in words. */
import type { Send } from './reach.ts'
import { say } from './say.ts'

/** Ends a command with a sentence instead of a stack: nothing of it is a bug. */
export class Stop extends Error {
  /** With which number the process ends. */
  readonly code: number
  constructor(message: string, code = 1) {
    super(message)
    this.code = code
  }
}

/**
 * Null where the answer holds no JSON. That it is a T nobody checks: it comes from our own server. Throws `Stop` from
 * status 400 on.
 */
export async function ask<T>(send: Send, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await send(
    method,
    path,
    body === undefined
      ? undefined
      : { bytes: new TextEncoder().encode(JSON.stringify(body)), type: 'application/json' },
  )
  const value: unknown =
    answer.type.includes('json') && answer.bytes.length > 0 ? JSON.parse(answer.bytes.toString('utf8')) : null
  if (answer.status >= 400) throw new Stop(say(value, answer.status))
  return value as T
}
