import { writeSync } from 'node:fs'

/** One system call per line: what lies in a stream's buffer would die with the process. A full pipe is waited for. */
export function say(line: string): void {
  let left = Buffer.from(`${line}\n`)
  while (left.length > 0) {
    try {
      left = left.subarray(writeSync(1, left))
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN')) throw cause
    }
  }
}
