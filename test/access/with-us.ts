/** A program of the server's as a process of its own, which is gone with this one: also where a test's process is killed. */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export const top = fileURLToPath(new URL('../..', import.meta.url))
const ending = new URL('./ends-with-us.ts', import.meta.url).href

/** `file`: in `server/src`. */
export function spawnWithUs(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcessByStdio<Writable, Readable, Readable> {
  const program = fileURLToPath(new URL(`../../server/src/${file}`, import.meta.url))
  return spawn(process.execPath, ['--import', ending, program, ...args], {
    cwd: top,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}
