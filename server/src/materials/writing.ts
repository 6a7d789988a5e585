/** One part of an upload on its way to the disk: as it comes, synced as it goes, and never more of it in memory than a part. */
import { open, type FileHandle } from 'node:fs/promises'

/** Synced after so many bytes: what a pulled plug takes of a film, at most. */
const syncEvery = 16 * 1024 * 1024
/** Gathered before it is written: a network gives 64 KiB at a time. */
const gathered = 512 * 1024

export type Written = {
  /** Up to here everything is on the disk. */
  readonly offset: number
  /** Why it went no further: null where what was sent was all taken, or its sender went away. */
  readonly stopped: 'too-long' | 'full' | 'asked' | null
}

/**
 * From `from` on, until the body ends, breaks off, or `stops` says so. `synced` is told as it goes. What was sent beyond
 * `length` is taken for nothing: of such a part no byte counts.
 */
export async function writePart(
  file: string,
  body: AsyncIterable<Uint8Array>,
  {
    from,
    length,
    stops,
    signal,
    hasRoom,
    each,
    synced,
  }: {
    readonly from: number
    readonly length: number
    /** Asked between parts: may they still? */
    readonly stops: () => boolean
    /** The same upload goes on elsewhere: a line that hangs is not waited for. */
    readonly signal: AbortSignal
    readonly hasRoom: () => Promise<boolean>
    /** In the order in which they are written. */
    readonly each: (bytes: Uint8Array) => void
    readonly synced: (offset: number) => Promise<void>
  },
): Promise<Written> {
  const opened = await open(file, 'r+')
  let at = from
  let safe = from
  let waiting: Uint8Array[] = []
  let size = 0
  async function flush(): Promise<void> {
    const parts = waiting
    waiting = []
    size = 0
    await writeAll(opened, parts, at)
    for (const part of parts) {
      each(part)
      at += part.length
    }
  }
  async function sync(): Promise<void> {
    await opened.datasync()
    safe = at
    await synced(safe)
  }
  let stopped: Written['stopped'] = null
  const gone = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null)
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  try {
    try {
      const coming = body[Symbol.asyncIterator]()
      for (;;) {
        const next = await Promise.race([coming.next(), gone])
        if (next === null || stops()) {
          stopped = 'asked'
          void Promise.resolve(coming.return?.()).catch(() => undefined)
          break
        }
        if (next.done === true) break
        const bytes = next.value
        if (at + size + bytes.length > length) return { offset: from, stopped: 'too-long' }
        waiting.push(bytes)
        size += bytes.length
        if (size < gathered) continue
        await flush()
        if (at - safe < syncEvery) continue
        await sync()
        if (!(await hasRoom())) {
          stopped = 'full'
          break
        }
      }
    } catch (cause) {
      // Its sender went away; anything of this disk's is told below, when the rest is written.
      if (isOfDisk(cause)) throw cause
    }
    await flush()
    if (at > safe) await sync()
    return { offset: safe, stopped }
  } catch (cause) {
    if (!isOfDisk(cause)) throw cause
    return { offset: safe, stopped: 'full' }
  } finally {
    await opened.close()
  }
}

const isOfDisk = (cause: unknown): boolean =>
  cause instanceof Error &&
  'syscall' in cause &&
  (cause.syscall === 'write' || cause.syscall === 'writev' || cause.syscall === 'fdatasync')

async function writeAll(opened: FileHandle, parts: readonly Uint8Array[], at: number): Promise<void> {
  let position = at
  for (const part of parts)
    for (let done = 0; done < part.length; ) {
      const { bytesWritten } = await opened.write(part, done, part.length - done, position)
      done += bytesWritten
      position += bytesWritten
    }
}
