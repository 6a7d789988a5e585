/** Reads an Argdown text beside the event loop, bounded in time and memory, and cancellable. */
import { Worker } from 'node:worker_threads'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { ArgdownModel, Mistake } from './argdown-model.ts'

/** Bytes of a file (SPEC, FMT4); what a small file can cost is bounded below. */
export const importLimit = 10 * 1024 * 1024
/** Below the 30 s that a request may take. A 2,000-node file is read in under a second. */
const deadlineMs = 25_000

export type Reading = {
  readonly fileName: string
  readonly onProgress?: (part: number) => void
  readonly signal?: AbortSignal
  readonly deadlineMs?: number
}

export async function parseArgdown(text: string, reading: Reading): Promise<Result<ArgdownModel>> {
  const bad = (line: number | null, why: string) => fail({ code: 'bad-file', file: reading.fileName, line, why })
  const size = Buffer.byteLength(text)
  if (size > importLimit) return fail({ code: 'too-large', limit: importLimit, size })
  if (reading.signal?.aborted) return fail({ code: 'closed' })
  const worker = new Worker(new URL('./argdown-worker.ts', import.meta.url), {
    workerData: text,
    // A parse tree weighs about 100 times its text; what does not fit is refused, and the server lives on.
    resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 4 },
    stdout: true,
    stderr: true, // the parser's own remarks are no lines of our log
    execArgv: [],
  })
  try {
    return await new Promise<Result<ArgdownModel>>((resolve) => {
      const timer = setTimeout(() => resolve(fail({ code: 'timeout' })), reading.deadlineMs ?? deadlineMs)
      const cancel = () => resolve(fail({ code: 'closed' }))
      reading.signal?.addEventListener('abort', cancel, { once: true })
      worker.on('message', (message: { progress?: number; result?: string }) => {
        if (message.progress !== undefined) reading.onProgress?.(message.progress)
        if (message.result === undefined) return
        const result: { model: ArgdownModel } | { mistake: Mistake } = JSON.parse(message.result)
        resolve('model' in result ? ok(result.model) : bad(result.mistake.line, result.mistake.why))
      })
      worker.on('error', () => resolve(bad(null, 'too large or too deep to be read')))
      worker.on('exit', () => {
        clearTimeout(timer)
        reading.signal?.removeEventListener('abort', cancel)
        resolve(bad(null, 'the reader ended without an answer'))
      })
    })
  } finally {
    void worker.terminate()
  }
}
