/** A child process as the tests use it: its lines as they come, a wait for the line one is after, and a real kill. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

export class Running {
  readonly child: ChildProcess
  readonly lines: string[] = []
  readonly ended: Promise<Ended>
  #waiting: {
    readonly wanted: (line: string) => boolean
    readonly resolve: (line: string) => void
    readonly reject: (cause: Error) => void
  }[] = []
  #onLine: (line: string) => void = () => {}

  constructor(
    script: URL,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
    /** `pipe`: it can be spoken to. */
    stdin: 'ignore' | 'pipe' = 'ignore',
  ) {
    this.child = spawn(process.execPath, [script.pathname, ...args], {
      env: { ...process.env, ...env },
      stdio: [stdin, 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout, this.child.stderr])
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.#take(line))
    // 'close', not 'exit': only then everything it printed has been read
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      for (const { reject } of this.#waiting)
        reject(new Error(`the process ended (${code ?? signal}) first:\n${this.lines.slice(-20).join('\n')}`))
      this.#waiting = []
      return { code, signal }
    })
  }

  #take(line: string): void {
    this.lines.push(line)
    this.#onLine(line)
    const found = this.#waiting.filter(({ wanted }) => wanted(line))
    this.#waiting = this.#waiting.filter((one) => !found.includes(one))
    for (const { resolve } of found) resolve(line)
  }

  onLine(listener: (line: string) => void): void {
    for (const line of this.lines) listener(line)
    this.#onLine = listener
  }

  /** The first line, already printed or yet to come, that is wanted. */
  line(wanted: (line: string) => boolean): Promise<string> {
    const already = this.lines.find(wanted)
    if (already !== undefined) return Promise.resolve(already)
    return new Promise((resolve, reject) => this.#waiting.push({ wanted, resolve, reject }))
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Ended> {
    this.child.kill(signal)
    return this.ended
  }
}

/** Seeded chance (mulberry32): a failing run is repeated by its printed seed. Kills still fall where the machine's timing lets them. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Cycles asked for: 10 by default, 60 under `test:more`, 1,000 under `test:faults`. */
export const killCycles = Number(process.env['KILL_CYCLES'] ?? 10)
