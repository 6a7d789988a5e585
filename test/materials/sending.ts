/** One part of an upload as it goes over a real socket: as fast as it is taken, cut or held where a test says so. */
import { request, type ClientRequest } from 'node:http'
import type { LongFilm } from './long.ts'

type Sent = { readonly status: number | null; readonly offset: number | null }
const piece = 256 * 1024

/** `at` is told how far it has come and answers whether to go on; what it does to the request meanwhile is its own matter. */
export function send(
  url: string,
  as: string,
  film: Pick<LongFilm, 'bytes' | 'size'>,
  {
    from,
    to,
    at = () => true,
  }: { from: number; to: number; at?: (position: number, asking: ClientRequest) => boolean },
): Promise<Sent> {
  return new Promise((resolve) => {
    const asking = request(url, {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${as}`,
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': String(from),
        'Content-Type': 'application/offset+octet-stream',
        'Content-Length': String(to - from),
      },
      agent: false,
    })
    let position = from
    let over = false
    const end = (sent: Sent): void => {
      over = true
      resolve(sent)
    }
    asking.on('response', (answer) => {
      answer.resume()
      const offset = answer.headers['upload-offset']
      answer.on('close', () =>
        end({ status: answer.statusCode ?? null, offset: offset === undefined ? null : Number(offset) }),
      )
    })
    asking.on('error', () => end({ status: null, offset: null }))
    asking.on('close', () => end({ status: null, offset: null }))
    const more = (): void => {
      while (!over && position < to) {
        if (!at(position, asking)) return
        const next = Math.min(to, position + piece)
        const goes = asking.write(film.bytes(position, next))
        position = next
        if (!goes) return void asking.once('drain', more)
      }
      if (!over) asking.end()
    }
    more()
  })
}

/** How far it is on the disk; asked again while nobody answers. */
export async function offsetOf(url: string, as: string): Promise<number> {
  for (;;) {
    try {
      const answer = await fetch(url, {
        method: 'HEAD',
        headers: { Authorization: `Bearer ${as}`, 'Tus-Resumable': '1.0.0' },
      })
      const offset = answer.headers.get('upload-offset')
      if (answer.status === 200 && offset !== null) return Number(offset)
      if (answer.status !== 503 && answer.status !== 429) throw new Error(`HEAD ${answer.status}`)
    } catch (cause) {
      if (cause instanceof Error && cause.message.startsWith('HEAD')) throw cause
    }
    await new Promise((again) => setTimeout(again, 50))
  }
}
