/** Where a replay comes from: the server's own account of the board's journal, line by line, or the gallery's memory. */
import type { HistoryHead } from '@tablee/shared/wire/replay'
import type { HistoryFrame } from '@tablee/shared/wire/history'
import { addressFor, headersFor, problemOf, type Asker, type ClientProblem } from '../../link/api.ts'
import type { Environment } from '../../link/environment.ts'
import { fromBase64 } from 'lib0/buffer'

export type HistoryPort = {
  /** Calls `frame` for each, in order; resolves when the last was read, with what went wrong if something did. */
  read(
    told: { head(head: HistoryHead): void; frame(frame: HistoryFrame): void },
    stop: AbortSignal,
  ): Promise<ClientProblem | null>
}

export const historyPort = (environment: Environment, who: () => Asker | null, board: string): HistoryPort => ({
  async read(told, stop) {
    try {
      const asker = who()
      const answer = await environment.fetch(environment.origin + addressFor(asker, `/api/boards/${board}/history`), {
        headers: { accept: 'application/x-ndjson', ...headersFor(asker) },
        credentials: 'omit',
        cache: 'no-store',
        signal: stop,
      })
      if (!answer.ok || answer.body === null) return problemOf(await answer.json().catch(() => null), answer.status)
      let first = true
      for await (const line of lines(answer.body)) {
        const value: unknown = JSON.parse(line)
        if (first) told.head(readHead(value))
        else told.frame(readFrame(value))
        first = false
      }
      return first ? { code: 'offline' } : null
    } catch {
      return { code: 'offline' }
    }
  },
})

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const found = (rest + decoder.decode(part.value, { stream: true })).split('\n')
      rest = found.pop() ?? ''
      for (const line of found) if (line !== '') yield line
    }
    if (rest !== '') yield rest
  } finally {
    reader.releaseLock()
  }
}

const wrong = (): never => {
  throw new TypeError('no line of a history')
}

function readHead(value: unknown): HistoryHead {
  if (typeof value !== 'object' || value === null || !('rows' in value) || typeof value.rows !== 'number')
    return wrong()
  return value as HistoryHead
}

function readFrame(value: unknown): HistoryFrame {
  if (typeof value !== 'object' || value === null || !('at' in value) || typeof value.at !== 'number') return wrong()
  const { at } = value
  const rows = 'rows' in value && typeof value.rows === 'number' ? value.rows : 1
  const who = 'who' in value && Array.isArray(value.who) ? value.who.filter((one) => typeof one === 'string') : []
  const update = 'update' in value && typeof value.update === 'string' ? fromBase64(value.update) : null
  return { at, rows, who, update }
}
