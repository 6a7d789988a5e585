/** The work on a backup's file, in a thread of its own: tables' typing does not wait for it. */
import { rmSync } from 'node:fs'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { Migration } from '../store/migrate.ts'
import { carryOver, unpackBeside, type Carried } from './carry.ts'
import { writeFile, type Head, type SealWith } from './file.ts'
import { lookThrough, type Looked } from './look.ts'
import { packDialogue } from './pack.ts'

type Pack = {
  readonly do: 'pack'
  readonly live: string
  readonly folder: string
  readonly into: string
  readonly dialogue: DialogueId
  readonly others: readonly DocName[]
  readonly films: boolean
  readonly migrations: readonly Migration[]
  readonly head: Omit<Head, 'version' | 'key'>
  readonly seal: SealWith
}
type Look = {
  readonly do: 'look'
  readonly file: string
  readonly into: string
  readonly dialogue: DialogueId
  readonly seal: SealWith
  readonly migrations: readonly Migration[]
}
type Carry = {
  readonly do: 'carry'
  readonly file: string
  readonly live: string
  readonly dialogue: DialogueId
  readonly now: number
}
type Unpack = { readonly do: 'unpack'; readonly file: string; readonly folder: string }
type Task = Pack | Look | Carry | Unpack
type Answer = { pack: { readonly whole: boolean }; look: Looked; carry: Carried; unpack: null }
type Beside = { readonly part: number } | { readonly done: Answer[Task['do']] }

export type Running = { readonly signal: AbortSignal; readonly onPart: (part: number) => void }

/** Rejects where it fails, and where `signal` ends it: what it was writing is the caller's to remove. */
function beside<T extends Task>(task: T, { signal, onPart }: Running): Promise<Answer[T['do']]> {
  return new Promise((done, failed) => {
    if (signal.aborted) return failed(new Error('cancelled'))
    const worker = new Worker(new URL(import.meta.url), { workerData: { backup: task } })
    const stop = (): void => void worker.terminate()
    signal.addEventListener('abort', stop)
    worker.on('message', (said: Beside) => {
      if ('part' in said) onPart(said.part)
      else done(said.done as Answer[T['do']])
    })
    worker.once('error', failed)
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop)
      failed(new Error(signal.aborted ? 'cancelled' : 'the work on a backup was not finished'))
    })
    worker.unref()
  })
}

/** A dialogue's backup as a file. `into` must not be there, and is not where this rejects. */
export async function pack(asked: Omit<Pack, 'do'>, running: Running): Promise<Answer['pack']> {
  try {
    return await beside({ do: 'pack', ...asked }, running)
  } catch (cause) {
    rmSync(asked.into, { force: true })
    throw cause
  } finally {
    removeDatabase(`${asked.into}.sqlite`)
  }
}
/** What a file is; where it is a backup, `into` is its database. */
export const look = (asked: Omit<Look, 'do'>, running: Running): Promise<Looked> =>
  beside({ do: 'look', ...asked }, running)
/** Photos and films out of `file`, to where they are served from. */
export const unpack = (asked: Omit<Unpack, 'do'>, running: Running): Promise<null> =>
  beside({ do: 'unpack', ...asked }, running)
/** Into `file`, from `live`: what a restore does not take back. */
export const carry = (asked: Omit<Carry, 'do'>, running: Running): Promise<Carried> =>
  beside({ do: 'carry', ...asked }, running)

/** With its log; also where there is none. */
export function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
}

async function work(task: Task): Promise<Answer[Task['do']]> {
  let said = 0
  const tell = (part: number): void => {
    if (part - said < 0.01) return
    said = part
    parentPort?.postMessage({ part } satisfies Beside)
  }
  switch (task.do) {
    case 'pack': {
      const database = `${task.into}.sqlite`
      removeDatabase(database)
      const { whole } = packDialogue({ ...task, into: database, onPart: (part) => tell(part * 0.6) })
      writeFile(database, task.into, task.head, task.seal, (part) => tell(0.6 + part * 0.4))
      return { whole }
    }
    case 'look':
      return lookThrough({ ...task, onPart: tell })
    case 'unpack':
      unpackBeside(task.file, task.folder)
      return null
    case 'carry':
      return carryOver(task)
  }
}

/** Another thread may load this file, too. */
const asked = (): Task | null => {
  const given: unknown = workerData
  if (isMainThread || typeof given !== 'object' || given === null || !('backup' in given)) return null
  return given.backup as Task
}
const task = asked()
if (task !== null) parentPort?.postMessage({ done: await work(task) } satisfies Beside)
