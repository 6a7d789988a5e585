/** Loaded before a program of a test: it ends when whoever started it has ended, however that was. Its standard input is theirs. */
import { Socket } from 'node:net'
import { isMainThread } from 'node:worker_threads'

// What loads it is loaded into its threads, too.
if (isMainThread) {
  const { stdin } = process
  stdin.on('close', () => process.kill(process.pid, 'SIGKILL'))
  stdin.resume()
  // Nothing to do is still the end of it.
  if (stdin instanceof Socket) stdin.unref()
}
