/**
 * Prints that were asked for: one after the other, each known by how far it is, cancelled when nobody waits for it, and
 * forgotten a while after it was fetched. A print belongs to the session that asked for it.
 */
import { newId, type RandomBytes } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { PrintJob } from '@tablee/shared/wire/paper'
import type { Clock } from '../clock.ts'
import type { Press, PressTask } from './press.ts'

type Print = {
  readonly owner: string
  readonly asked: number
  readonly sheets: number
  readonly stop: AbortController
  state: PrintJob['state']
  progress: number
  pdf: Uint8Array | null
  pages: number | null
  ended: number | null
  problem: Problem | null
}
export type Prints = ReturnType<typeof createPrints>

/** A print takes a core for a second or two; the tables have the other. */
const atOnce = 1
/** What waits beside it: everybody's table may print at the same moment, a loop of a script may not. */
const mostWaiting = 60
/** Kept for a second download, then dropped. */
const keptFor = 10 * 60_000

export function createPrints({
  press,
  clock,
  random,
  onTrouble,
}: {
  press: Press
  clock: Clock
  random: RandomBytes
  onTrouble: (what: string) => void
}) {
  const prints = new Map<string, Print>()
  const waiting: (() => void)[] = []
  let running = 0

  function sweep(): void {
    for (const [id, print] of prints) if (print.ended !== null && clock() - print.ended > keptFor) prints.delete(id)
  }
  function drop(id: string, print: Print): void {
    print.stop.abort()
    prints.delete(id)
  }

  async function run(print: Print, task: PressTask): Promise<void> {
    print.state = 'printing'
    const done = await press(task, {
      signal: print.stop.signal,
      onProgress: (part) => {
        print.progress = part
      },
      onTrouble,
    })
    print.ended = clock()
    print.progress = 1
    if (done.ok) {
      print.state = 'done'
      print.pdf = done.value.pdf
      print.pages = done.value.pages
    } else {
      print.state = 'failed'
      print.problem = done.problem
    }
  }
  async function inTurn(print: Print, task: () => PressTask): Promise<void> {
    if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
    else running += 1
    try {
      if (!print.stop.signal.aborted) await run(print, task())
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }

  const told = (id: string, print: Print): PrintJob => ({
    id,
    state: print.state,
    progress: print.progress,
    sheets: print.sheets,
    pages: print.pages,
    bytes: print.pdf?.length ?? null,
    seconds: print.ended === null ? null : (print.ended - print.asked) / 1000,
    problem: print.problem,
  })
  const own = (owner: string, id: string): Print | null => {
    sweep()
    const print = prints.get(id)
    return print === undefined || print.owner !== owner ? null : print
  }

  return {
    /** Who asks again no longer waits for what they asked before. Null: too many wait already. */
    begin(owner: string, task: PressTask): PrintJob | null {
      sweep()
      for (const [id, print] of prints) if (print.owner === owner) drop(id, print)
      if (waiting.length >= mostWaiting) return null
      const id = newId<string>(random)
      const print: Print = {
        owner,
        asked: clock(),
        sheets: task.sheets.length,
        stop: new AbortController(),
        state: 'waiting',
        progress: 0,
        pdf: null,
        pages: null,
        ended: null,
        problem: null,
      }
      prints.set(id, print)
      inTurn(print, () => task).catch((cause: unknown) => onTrouble(String(cause)))
      return told(id, print)
    },
    job(owner: string, id: string): PrintJob | null {
      const print = own(owner, id)
      return print === null ? null : told(id, print)
    },
    file: (owner: string, id: string): Uint8Array | null => own(owner, id)?.pdf ?? null,
    cancel(owner: string, id: string): boolean {
      const print = own(owner, id)
      if (print === null) return false
      drop(id, print)
      return true
    },
    close(): void {
      for (const [id, print] of prints) drop(id, print)
    },
  }
}
