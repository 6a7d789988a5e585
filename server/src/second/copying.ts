/** In a thread of its own: the database as it stands at one moment, as one file, while its writers go on. */
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { openDatabase } from '../store/database.ts'

export type CopiedFile = { readonly size: number; readonly sha256: string }

/** Where it lies until it is sent. */
export const copyIn = (folder: string): string => join(folder, 'copy-for-second.part')

/** What lies at `into` is overwritten. Rejects where the disk has no room for it. */
export function copyFile(file: string, into: string): Promise<CopiedFile> {
  rmSync(into, { force: true })
  // Owned by us alone before the first byte is in it.
  closeSync(openSync(into, 'wx', 0o600))
  return new Promise((done, failed) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { copies: { file, into } } })
    worker.once('message', (found: CopiedFile) => done(found))
    worker.once('error', failed)
    worker.once('exit', () => failed(new Error('the copy was not finished')))
    worker.unref()
  })
}

async function work({ file, into }: { readonly file: string; readonly into: string }): Promise<CopiedFile> {
  const database = openDatabase(file, { shared: true })
  try {
    database.prepare('VACUUM INTO ?').run(into)
  } finally {
    database.close()
  }
  const sum = createHash('sha256')
  for await (const part of createReadStream(into)) sum.update(part as Buffer)
  return { size: (await stat(into)).size, sha256: sum.digest('hex') }
}

/** Another thread may load this file, too. */
const asked = (): { readonly file: string; readonly into: string } | null => {
  const given: unknown = workerData
  if (isMainThread || typeof given !== 'object' || given === null || !('copies' in given)) return null
  return given.copies as { readonly file: string; readonly into: string }
}
const copies = asked()
if (copies !== null) parentPort?.postMessage(await work(copies))
