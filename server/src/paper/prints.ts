/**
 * Prints that were asked for: one after the other, each known by how far it is, cancelled when nobody waits for it, and
 * forgotten a while after it was fetched. A print belongs to the session that asked for it.
 */
import { newId, type RandomBytes } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { PrintFile, PrintJob } from '@tablee/shared/wire/print'
import type { Clock } from '../clock.ts'
import type { Press } from './press.ts'
import type { PrintedSheet } from './sheets.ts'

export type PrintTask = { readonly title: string; readonly lang: string; readonly sheets: readonly PrintedSheet[] }

type Print = {
  readonly owner: string
  readonly asked: number
  readonly sheets: number
  readonly stop: AbortController
  state: PrintJob['state']
  progress: number
  readonly files: (PrintFile & { readonly pdf: Uint8Array })[]
  ended: number | null
  problem: Problem | null
}

/** A print takes a core for a second or two; the tables have the other. */
const atOnce = 1
/** What waits beside it: everybody's table may print at the same moment, a loop of a script may not. */
const mostWaiting = 60
/** Kept for a second download, then dropped. */
const keptFor = 10 * 60_000

/**
 * A thousand pages in one piece take a gigabyte while they are set; so a large print is several files, each of whole
 * tables, as it is handed out.
 */
const mostInOne = 450
function partsOf(sheets: readonly PrintedSheet[]): readonly (readonly PrintedSheet[])[] {
  const byTable = new Map<number, PrintedSheet[]>()
  for (const sheet of sheets) {
    const of = byTable.get(sheet.tableNumber)
    if (of === undefined) byTable.set(sheet.tableNumber, [sheet])
    else of.push(sheet)
  }
  const parts: PrintedSheet[][] = []
  for (const table of byTable.values()) {
    const last = parts.at(-1)
    if (last === undefined || last.length + table.length > mostInOne) parts.push([...table])
    else last.push(...table)
  }
  return parts
}

/**
 * Everything is null or false for a print of another owner, or one forgotten (ten minutes after its end). `close` ends
 * those that run.
 */
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
  const listeners = new Set<(job: string) => void>()
  const tell = (job: string): void => listeners.forEach((listener) => listener(job))
  const waiting: (() => void)[] = []
  let running = 0

  function sweep(): void {
    for (const [id, print] of prints)
      if (print.state !== 'printing' && print.ended !== null && clock() - print.ended > keptFor) prints.delete(id)
  }
  function drop(id: string, print: Print): void {
    print.stop.abort()
    prints.delete(id)
    tell(id)
  }

  async function run(id: string, print: Print, { sheets, ...about }: PrintTask): Promise<void> {
    print.state = 'printing'
    tell(id)
    let done = 0
    for (const part of partsOf(sheets)) {
      const printed = await press(
        { ...about, sheets: part },
        {
          signal: print.stop.signal,
          onProgress: (of) => {
            print.progress = (done + of * part.length) / sheets.length
            tell(id)
          },
          onTrouble,
        },
      )
      print.ended = clock()
      if (!printed.ok) {
        print.state = 'failed'
        print.problem = printed.problem
        print.files.length = 0
        return
      }
      const { pdf, pages } = printed.value
      const from = part[0]?.tableNumber ?? 0
      print.files.push({ from, to: part.at(-1)?.tableNumber ?? from, pages, bytes: pdf.length, pdf })
      done += part.length
    }
    print.progress = 1
    print.state = 'done'
  }
  async function inTurn(id: string, print: Print, task: PrintTask): Promise<void> {
    if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
    else running += 1
    try {
      if (!print.stop.signal.aborted) await run(id, print, task)
    } finally {
      tell(id)
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }

  const told = (id: string, print: Print): PrintJob => ({
    version: `${print.state} ${print.files.length} ${Math.round(print.progress * 100)}`,
    id,
    state: print.state,
    progress: print.progress,
    sheets: print.sheets,
    pages: print.files.reduce((sum, { pages }) => sum + pages, 0),
    files: print.files.map(({ from, to, pages, bytes }) => ({ from, to, pages, bytes })),
    seconds: print.state !== 'done' || print.ended === null ? null : (print.ended - print.asked) / 1000,
    problem: print.problem,
  })
  const own = (owner: string, id: string): Print | null => {
    sweep()
    const print = prints.get(id)
    return print === undefined || print.owner !== owner ? null : print
  }

  return {
    /** Who asks again no longer waits for what they asked before. Null: too many wait already. */
    begin(owner: string, task: PrintTask): PrintJob | null {
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
        files: [],
        ended: null,
        problem: null,
      }
      prints.set(id, print)
      inTurn(id, print, task).catch((cause: unknown) => onTrouble(String(cause)))
      return told(id, print)
    },
    job(owner: string, id: string): PrintJob | null {
      const print = own(owner, id)
      return print === null ? null : told(id, print)
    },
    file(owner: string, id: string, part: number): Uint8Array | null {
      const print = own(owner, id)
      return print?.state === 'done' ? (print.files[part]?.pdf ?? null) : null
    },
    cancel(owner: string, id: string): boolean {
      const print = own(owner, id)
      if (print === null) return false
      drop(id, print)
      return true
    },
    /** Called when a print is further than it was, or has ended. */
    onChange: (listener: (job: string) => void): void => void listeners.add(listener),
    close(): void {
      for (const [id, print] of prints) drop(id, print)
    },
  }
}
