/** Work that takes a while: its progress as NDJSON to anyone who asks for it, the last line is the answer. */
import type { Result } from '@tablee/shared/problem'
import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import { problemResponse, type Env } from '../access/allow.ts'

export type Running = {
  readonly onProgress: (part: number) => void
  readonly signal: AbortSignal
  /** From here it can't be taken back. */
  readonly writing: () => Promise<unknown>
}

/**
 * As NDJSON it is a 200, whatever came of it: a problem is the last line, told once what it rests on has landed.
 * Whoever goes away aborts `signal`.
 */
export async function withProgress<T extends object>(
  c: Context<Env>,
  run: (running: Running) => Promise<Result<T>>,
): Promise<Response> {
  if ((c.req.header('accept') ?? '').includes('ndjson')) {
    c.header('Content-Type', 'application/x-ndjson; charset=utf-8')
    return stream(c, async (out) => {
      const stop = new AbortController()
      out.onAbort(() => stop.abort())
      let last: Promise<unknown> = Promise.resolve()
      const line = (value: object) => (last = last.then(() => out.write(`${JSON.stringify(value)}\n`)))
      const done = await run({
        onProgress: (progress) => void line({ progress }),
        signal: stop.signal,
        writing: () => line({ progress: 0.95, writing: true }),
      })
      await line(done.ok ? done.value : { problem: await c.get('landed')(done.problem) })
    })
  }
  const done = await run({
    onProgress: () => undefined,
    signal: c.req.raw.signal,
    writing: () => Promise.resolve(),
  })
  return done.ok ? c.json(done.value) : problemResponse(c, done.problem)
}
