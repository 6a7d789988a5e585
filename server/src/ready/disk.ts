/** The disk under the data folder: how much is free, and how long a small piece of writing takes until it is on it. */
import { readdirSync, statfsSync, statSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fact } from '@tablee/shared/ready/fact'

const mib = 1024 * 1024
/** A day with photos; what is kept so far may be no more than the demo. */
const leastDay = 100 * mib
/** Below the first a day may not fit, below the second it does not. */
const [enough, least] = [2048 * mib, 300 * mib]
/** ms. A laptop's disk takes 0.1 to 5; above the second, people wait for every letter. */
const [quick, slow] = [20, 100]
const [times, longest] = [9, 1_000]

function sizeOf(folder: string): number {
  let sum = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    // What a damaged or replaced file left is not part of a day.
    if (/^(damaged|replaced|verifying)-/.test(entry.name)) continue
    // Brought before the day, and not written once more by it.
    if (entry.name === 'materials') continue
    const path = join(folder, entry.name)
    try {
      sum += entry.isDirectory() ? sizeOf(path) : statSync(path).size
    } catch {
      // Gone meanwhile: a file that SQLite or a photo's arrival needed for a moment.
    }
  }
  return sum
}

/** `free`, `kept`: bytes. */
export function judgeDisk({ free, kept }: { readonly free: number; readonly kept: number }): Fact {
  const days = kept === 0 ? null : Math.floor(free / Math.max(kept, leastDay))
  return { what: 'disk', is: free < least || days === 0 ? 'bad' : free < enough ? 'look' : 'good', free, days }
}

/**
 * Walks the folder, which must be there; of one that cannot be read only what is free is told. `promised`: bytes of films that
 * are on their way, which are as good as written.
 */
export function lookAtDisk(folder: string, promised = 0): Fact {
  const { bavail, bsize } = statfsSync(folder)
  let kept = 0
  try {
    kept = sizeOf(folder)
  } catch {
    // `lookAtSpeed` says that nothing can be written there.
  }
  return judgeDisk({ free: Math.max(0, bavail * bsize - promised), kept })
}

type Speed = Extract<Fact, { readonly what: 'speed' }>

/** `ms`: until a small piece of writing was on the disk. */
export const judgeSpeed = (ms: number): Speed => ({
  what: 'speed',
  why: 'took',
  is: ms > slow ? 'bad' : ms > quick ? 'look' : 'good',
  ms: Math.round(ms * 10) / 10,
})

/** Codes of a disk that takes no more. */
const full: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** How long writing takes; where nothing can be written, that: it is asked for most just then. */
export async function lookAtSpeed(folder: string, stopwatch: () => number): Promise<Speed> {
  try {
    return judgeSpeed(await timed(folder, stopwatch))
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null
    return { what: 'speed', is: 'bad', why: full.has(code) ? 'full' : 'shut', ms: 0 }
  }
}

/**
 * Writes a page a few times beside the database, and leaves nothing there. Not on the thread that serves: a disk that takes
 * long would hold every table. `stopwatch`: ms.
 */
async function timed(folder: string, stopwatch: () => number): Promise<number> {
  const path = join(folder, 'speed.tmp')
  const file = await open(path, 'w', 0o600)
  const page = Buffer.alloc(4096, 1)
  const took: number[] = []
  const until = stopwatch() + longest
  try {
    do {
      const began = stopwatch()
      await file.write(page, 0, page.length, 0)
      await file.sync()
      took.push(stopwatch() - began)
    } while (took.length < times && stopwatch() < until)
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
  return took.sort((a, b) => a - b)[took.length >> 1] ?? 0
}
