/**
 * The press: sets sheets in type, in a process of its own. The typesetter is native code: in a process it can be ended in
 * the middle, its memory can be bounded, and what it does wrong ends nothing but the print.
 */
import { fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { PrintedSheet } from './sheets.ts'

export type Printed = { readonly pdf: Uint8Array; readonly pages: number }
export type PressTask = { readonly title: string; readonly lang: string; readonly sheets: readonly PrintedSheet[] }
/** What the process says: how far it is, or what came of it. */
export type PressMessage =
  | { readonly progress: number }
  | { readonly pdf: Uint8Array; readonly pages: number }
  | { readonly trouble: string }

/** 450 sheets take three to five seconds. */
const deadlineMs = 60_000
/** 450 sheets of a page or two take 600 MiB; one table in five languages may be more. */
const memoryMiB = 1_536
const lookEveryMs = 250
const program = fileURLToPath(new URL('./compile.ts', import.meta.url))

export type Press = (
  task: PressTask,
  options: {
    readonly onProgress: (part: number) => void
    readonly signal: AbortSignal
    readonly onTrouble?: (what: string) => void
    readonly deadlineMs?: number
    readonly memoryMiB?: number
  },
) => Promise<Result<Printed>>

/**
 * Never rejects. Problems: `timeout` (60 s), `too-large` (1.5 GiB of memory), `closed` where `signal` ended it,
 * `unexpected` with the why told to `onTrouble`. The process is gone by then.
 */
export const press: Press = (task, options) =>
  new Promise((resolve) => {
    const child = fork(program, [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let settled = false
    let remarks = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (remarks.length < 4_000) remarks += text
    })
    const end = (result: Result<Printed>): void => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      clearInterval(looking)
      options.signal.removeEventListener('abort', cancel)
      child.kill('SIGKILL')
      resolve(result)
    }
    const give = (problem: Problem): void => end(fail(problem))
    const trouble = (what: string): void => {
      if (!settled) options.onTrouble?.(what)
      give({ code: 'unexpected' })
    }
    const cancel = (): void => give({ code: 'closed' })
    const timer = setTimeout(() => give({ code: 'timeout' }), options.deadlineMs ?? deadlineMs)
    const most = options.memoryMiB ?? memoryMiB
    const looking = setInterval(() => {
      void residentMiB(child.pid).then((held) => {
        if (held !== null && held > most) give({ code: 'too-large', limit: most * 1024 * 1024, size: null })
      })
    }, lookEveryMs)
    looking.unref()
    if (options.signal.aborted) return cancel()
    options.signal.addEventListener('abort', cancel, { once: true })
    child.on('message', (message: PressMessage) => {
      if ('progress' in message) options.onProgress(message.progress)
      else if ('trouble' in message) trouble(message.trouble)
      else end(ok({ pdf: message.pdf, pages: message.pages }))
    })
    child.on('error', (cause) => trouble(String(cause)))
    child.on('exit', (code, signal) => trouble(`the press ended by itself (${signal ?? code ?? '?'}) ${remarks}`))
    child.send(task, (cause) => {
      if (cause) trouble(String(cause))
    })
  })

/** What a process holds, where the system tells (Linux); elsewhere the deadline alone bounds a print. */
async function residentMiB(pid: number | undefined): Promise<number | null> {
  try {
    const pages = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]
    return pages === undefined ? null : (Number(pages) * 4) / 1024
  } catch {
    return null
  }
}
