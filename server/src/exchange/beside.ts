/**
 * Files are read and written beside the event loop, bounded in time and memory, and cancellable: whatever a file does to
 * its parser, the tables go on. Two at a time; more wait.
 */
import { Worker } from 'node:worker_threads'
import type { Fault } from '@tablee/shared/file'
import type { StandingNames } from '@tablee/shared/formats/refi-back'
import type { Lang } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { importLimit, type Encoding, type Readable } from '@tablee/shared/wire/exchange'
import type { ReadFile } from './read.ts'
import type { ReadPartner } from './read-partner.ts'
import type { ReadVoices, ReadVoicesOptions } from './read-voices.ts'
import type { ReadAsDialogue, ReadBack, ReadQdaOptions } from './read-qda.ts'
import type { TableTask } from './workbook.ts'
import type { BoardTask, Download, SnapshotTask } from './write.ts'

/** Below the 30 s that a request may take. A 2,000-node file is read in under a second. */
const deadlineMs = 25_000

type ReadTask = {
  readonly do: 'read'
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly encoding?: Encoding | undefined
  readonly format?: Readable | undefined
  readonly at: number
  readonly lang: Lang
  /** A board as it stands: told is then, too, whether what is read has room on it. */
  readonly board?: Uint8Array
}
type Voices = Omit<ReadVoicesOptions, 'onProgress'> & { readonly bytes: Uint8Array }
type ReadVoicesTask = Voices & { readonly do: 'read-voices' }
type ReadPartnerTask = Voices & { readonly do: 'read-partner' }
type QdaTask = Omit<ReadQdaOptions, 'onProgress'> & { readonly bytes: Uint8Array }
type ReadBackTask = QdaTask & { readonly do: 'read-back'; readonly standing: StandingNames }
type ReadAsDialogueTask = QdaTask & {
  readonly do: 'read-as-dialogue'
  readonly title: string | undefined
  readonly at: number
}
type Reading = ReadTask | ReadVoicesTask | ReadPartnerTask | ReadBackTask | ReadAsDialogueTask
export type Task = Reading | BoardTask | SnapshotTask | TableTask
export type Beside = {
  readonly onProgress?: ((part: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
  readonly deadlineMs?: number
}

const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

/** A place is handed on from one to the next, so that nobody slips in between. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < atOnce) running += 1
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

/**
 * Problems: `too-large` before it is looked at, `bad-file`, `timeout` (25 s with the waiting), `closed` where `signal`
 * ended it. Nothing is written anywhere.
 */
export const readBeside = (task: Omit<ReadTask, 'do'>, beside: Beside = {}): Promise<Result<ReadFile>> =>
  reading({ ...task, do: 'read' }, beside)
/** Problems as of `readBeside`. Nothing is written anywhere. */
export const readVoicesBeside = (task: Voices, beside: Beside = {}): Promise<Result<ReadVoices>> =>
  reading({ ...task, do: 'read-voices' }, beside)

/** Problems as of `readBeside`. Nothing is written anywhere. */
export const readPartnerBeside = (task: Voices, beside: Beside = {}): Promise<Result<ReadPartner>> =>
  reading({ ...task, do: 'read-partner' }, beside)

/** Codes and codings of a file for a dialogue that stands. Problems as of `readBeside`. Nothing is written anywhere. */
export const readBackBeside = (task: Omit<ReadBackTask, 'do'>, beside: Beside = {}): Promise<Result<ReadBack>> =>
  reading({ ...task, do: 'read-back' }, beside)
/** A project as a dialogue of its own. Problems as of `readBeside`. Nothing is written anywhere. */
export const readAsDialogueBeside = (
  task: Omit<ReadAsDialogueTask, 'do'>,
  beside: Beside = {},
): Promise<Result<ReadAsDialogue>> => reading({ ...task, do: 'read-as-dialogue' }, beside)

async function reading<T>(task: Reading, beside: Beside): Promise<Result<T>> {
  if (task.bytes.length > importLimit) return fail({ code: 'too-large', limit: importLimit, size: task.bytes.length })
  const bad = (why: Fault): Result<never> =>
    fail({ code: 'bad-file', file: task.fileName, line: null, column: null, place: null, why })
  const answer = await run<string>(task, beside, bad)
  return answer.ok ? (JSON.parse(answer.value) as Result<T>) : answer
}

/**
 * Problems: `timeout` (25 s with the waiting), `closed` where `signal` ended it, `unexpected` where the worker broke.
 */
export const writeBeside = (task: BoardTask | SnapshotTask, beside: Beside = {}): Promise<Result<Download>> =>
  run<Download>(task, beside, () => fail({ code: 'unexpected' }))

/** A table as a workbook's bytes. Problems as of `writeBeside`. */
export const workbookBeside = (
  task: Omit<TableTask, 'do'>,
  beside: Beside = {},
): Promise<Result<Uint8Array<ArrayBuffer>>> =>
  run<Uint8Array<ArrayBuffer>>({ ...task, do: 'write-table' }, beside, () => fail({ code: 'unexpected' }))

function run<T>(
  task: Task,
  { onProgress, signal, deadlineMs: within = deadlineMs }: Beside,
  bad: (why: Fault) => Result<never>,
): Promise<Result<T>> {
  // Waiting counts: the person who asked is answered in time, and nothing is done for somebody who was told it took too long.
  const asked = performance.now()
  return inTurn(async () => {
    if (signal?.aborted) return fail({ code: 'closed' })
    const left = within - (performance.now() - asked)
    if (left <= 0) return fail({ code: 'timeout' })
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: task,
      // A parse tree weighs about 100 times its text; what does not fit is refused, and the server lives on.
      resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 4 },
      stdout: true,
      stderr: true, // a parser's own remarks are no lines of our log
      execArgv: [],
    })
    try {
      return await new Promise<Result<T>>((resolve) => {
        const timer = setTimeout(() => resolve(fail({ code: 'timeout' })), left)
        const cancel = (): void => resolve(fail({ code: 'closed' }))
        signal?.addEventListener('abort', cancel, { once: true })
        worker.on('message', (message: { progress?: number; answer?: T }) => {
          if (message.progress !== undefined) onProgress?.(message.progress)
          if (message.answer !== undefined) resolve(ok(message.answer))
        })
        worker.on('error', () => resolve(bad({ code: 'too-big-to-read' })))
        worker.on('exit', () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', cancel)
          resolve(bad({ code: 'no-answer' }))
        })
      })
    } finally {
      await worker.terminate()
    }
  })
}
