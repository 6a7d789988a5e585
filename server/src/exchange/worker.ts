/** The worker's side: one task in, progress and one answer out. */
import { randomFillSync } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import type { Result } from '@tablee/shared/problem'
import type { Task } from './beside.ts'
import type { ReadFile } from './read.ts'

const port = parentPort
if (!port) throw new Error('worker.ts runs as a worker only')
const task = workerData as Task
const random = (length: number): Uint8Array => randomFillSync(new Uint8Array(length))
const onProgress = (part: number): void => port.postMessage({ progress: part })
if (task.do === 'read') {
  const { readFile } = await import('./read.ts')
  const { bytes, board, ...of } = task
  const read = readFile(bytes, {
    ...of,
    random,
    onProgress,
  })
  // Data of a file may hold what cannot be cloned; a plan is JSON by nature.
  port.postMessage({ answer: JSON.stringify(read.ok && board !== undefined ? await tried(read, board) : read) })
} else if (task.do === 'read-voices') {
  const { readVoices } = await import('./read-voices.ts')
  const { bytes, ...of } = task
  port.postMessage({ answer: JSON.stringify(readVoices(bytes, { ...of, onProgress })) })
} else if (task.do === 'read-partner') {
  const { readPartner } = await import('./read-partner.ts')
  const { bytes, ...of } = task
  port.postMessage({ answer: JSON.stringify(readPartner(bytes, { ...of, onProgress })) })
} else if (task.do === 'read-back') {
  const { readBack } = await import('./read-qda.ts')
  const { bytes, standing, ...of } = task
  port.postMessage({ answer: JSON.stringify(readBack(bytes, standing, { ...of, onProgress })) })
} else if (task.do === 'read-as-dialogue') {
  const { readAsDialogue } = await import('./read-qda.ts')
  const { bytes, at, title, ...of } = task
  port.postMessage({ answer: JSON.stringify(readAsDialogue(bytes, { at, random, title }, { ...of, onProgress })) })
} else if (task.do === 'write-table') {
  const { workbookOf } = await import('./workbook.ts')
  const answer = await workbookOf(task)
  port.postMessage({ answer }, [answer.buffer])
} else {
  const { writeSnapshot, writeBoard } = await import('./write.ts')
  const answer = task.do === 'write-board' ? writeBoard(task) : writeSnapshot(task, onProgress)
  port.postMessage({ answer }, [answer.body.buffer])
}

/** What was read, or why a copy of the board has no room for it. */
async function tried(
  read: { readonly ok: true; readonly value: ReadFile },
  board: Uint8Array,
): Promise<Result<ReadFile>> {
  const [{ newBoardDoc }, { putOn }, Y] = await Promise.all([
    import('@tablee/shared/board/doc'),
    import('./put.ts'),
    import('yjs'),
  ])
  const doc = newBoardDoc()
  Y.applyUpdate(doc, board)
  const put = putOn(doc, 'look', read.value)
  return put.ok ? read : put
}
