/** The worker's side: one text in, progress and one model (or one mistake) out. */
import { parentPort, workerData } from 'node:worker_threads'
import { readArgdown } from './argdown-model.ts'

const port = parentPort
if (!port) throw new Error('argdown-worker runs as a worker only')
const data: unknown = workerData
if (typeof data !== 'string') throw new Error('argdown-worker takes a text')
const result = readArgdown(data, (part) => port.postMessage({ progress: part }))
// Data of a file may hold what cannot be cloned; the model is JSON by nature.
port.postMessage({ result: JSON.stringify(result) })
