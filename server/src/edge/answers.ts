/** What the edge itself says: that the node which could answer gives no answer now, and that a signature is none. */
import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { httpStatus, type Problem } from '@tablee/shared/problem'
import { signedHeader } from './signed.ts'

const unavailable: Problem = { code: 'journal-unavailable' }

function say(
  response: ServerResponse,
  status: number,
  body: string,
  type: string,
  more: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    // What is still on its way of a body nobody reads.
    Connection: 'close',
    ...more,
  })
  response.end(body)
}

/** Pages come again after it by the law that they have; where an answer has begun, it ends short. */
export function comeAgain(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy()
  const body = JSON.stringify({ problem: unavailable })
  say(response, httpStatus['journal-unavailable'], body, 'application/json; charset=utf-8', { 'Retry-After': '1' })
}

/** The header tells another node that it was not believed: its own client did nothing wrong. */
export const refuseUnsigned = (response: ServerResponse): void =>
  say(response, 403, 'Forbidden\n', 'text/plain; charset=utf-8', { [signedHeader]: 'refused' })

/** Of a socket that was not opened yet. */
export function refuseSocket(socket: Duplex, status: '403 Forbidden' | '503 Service Unavailable'): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}
