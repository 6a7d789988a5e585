/** The process and its command line, as they are started on a machine, in a folder of their own for each test. */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { spawnWithUs, top } from './with-us.ts'

export { top }
export let folder: string
const children: ChildProcess[] = []
/** A test that ran out of time goes on all the same: what it starts then would belong to nobody. */
let over = true

/** Each file says it for its own tests: this module is read once, also where one process runs several files. */
export function startsInFolders(): void {
  beforeEach(() => {
    over = false
    folder = mkdtempSync(join(tmpdir(), 'tablee-cli-'))
  })
  afterEach(() => {
    over = true
    for (const child of children.splice(0)) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
}

type Done = { readonly code: number | null; readonly out: string; readonly err: string }
export function start(file: string, args: readonly string[], env: Record<string, string> = {}) {
  if (over) throw new Error(`the test is over: ${file} is not started any more`)
  const child = spawnWithUs(file, args, { TABLEE_DATA: folder, TABLEE_ORIGIN: '', LC_ALL: 'C', ...env })
  children.push(child)
  let out = ''
  let err = ''
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    for (const look of waiting) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (err += text))
  const done = new Promise<Done>((resolve) => child.on('close', (code) => resolve({ code, out, err })))
  return {
    child,
    done,
    /** Resolves once this was printed; rejects when the process ends without it. */
    said: (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!out.includes(text)) return
          waiting.delete(look)
          resolve(out)
        }
        waiting.add(look)
        look()
        void done.then(() => reject(new Error(`ended without "${text}": ${out}${err}`)))
      }),
  }
}
export const tablee = (...args: string[]): Promise<Done> => start('cli.ts', args).done
export const enter = (port: number, token: string) =>
  fetch(`http://localhost:${port}/api/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token, device: 'd' }),
  })
export const tokenOf = (text: string): string => /join#(\S+)/.exec(text)?.[1] ?? ''
