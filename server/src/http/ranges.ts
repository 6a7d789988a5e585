/** Ranges of bytes that never change (RFC 9110, 14): which are asked for, and these streamed from wherever they lie. */
import type { Opened } from '../materials/bytes.ts'

export type Range = { readonly from: number; readonly to: number }

/**
 * `to` is the last byte. Null: all of it, which is also the answer where several ranges are asked for at once, or what stands
 * there is none; `beyond`: nothing of it is there.
 */
export function rangeIn(header: string | undefined, size: number): Range | null | 'beyond' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const tail = Math.min(Number(last), size)
    return tail === 0 ? 'beyond' : { from: size - tail, to: size - 1 }
  }
  const from = Number(first)
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < from) return null
  return from >= size ? 'beyond' : { from, to }
}

/** Read at once: with twenty who read, as much is in memory twenty times. */
const part = 256 * 1024

/** Somebody who reads. `still` is asked before each part: who is sent away in the middle gets no byte more. */
export type Reader = {
  readonly still: () => boolean
  /** The next part was asked for. */
  readonly goesOn: () => void
  /** Once it is closed, or more often. */
  readonly over: () => void
  /** Ends it also while nothing is asked for: a line that hangs. */
  readonly gives: AbortSignal
}

/** Opened when somebody begins to read, closed when they stop. */
export function streamOf(
  open: () => Promise<Opened>,
  { from, to }: Range,
  { still, goesOn, over, gives }: Reader,
): ReadableStream<Uint8Array> {
  let opened: Opened | null = null
  let at = from
  const close = async (): Promise<void> => {
    const handle = opened
    opened = null
    over()
    await handle?.close()
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const give = (): void => void close().then(() => controller.error(new Error('gave way')))
        gives.addEventListener('abort', give, { once: true })
      },
      async pull(controller) {
        goesOn()
        try {
          opened ??= await open()
          if (gives.aborted || !still()) throw new Error('sent away')
          const bytes = await opened.read(at, Math.min(part, to + 1 - at))
          if (bytes.length === 0) throw new Error('there is less than there was')
          at += bytes.length
          controller.enqueue(bytes)
          if (at <= to) return
          await close()
          controller.close()
        } catch (cause) {
          await close()
          controller.error(cause)
        }
      },
      cancel: close,
    },
    { highWaterMark: 1 },
  )
}
