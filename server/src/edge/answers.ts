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

const sayProblem = (response: ServerResponse, problem: Problem, more: Readonly<Record<string, string>>): void =>
  say(response, httpStatus[problem.code], JSON.stringify({ problem }), 'application/json; charset=utf-8', more)
const sayAgain = (response: ServerResponse, more: Readonly<Record<string, string>>): void =>
  sayProblem(response, unavailable, { 'Retry-After': '1', ...more })

/** Pages come again after it by the law that they have; where an answer has begun, it ends short. */
export function comeAgain(response: ServerResponse): void {
  if (response.headersSent) response.destroy()
  else sayAgain(response, {})
}

/** It is on another server by now, and stays there. */
export const hasMoved = (response: ServerResponse, to: string | null): void =>
  sayProblem(response, { code: 'moved', to }, {})

/** To another node: nothing was done with it, and somebody else may have the dialogue. */
export const notHere = (response: ServerResponse): void => sayAgain(response, { [signedHeader]: 'not here' })

/** The header tells another node that it was not believed: its own client did nothing wrong. */
export const refuseUnsigned = (response: ServerResponse): void =>
  say(response, 403, 'Forbidden\n', 'text/plain; charset=utf-8', { [signedHeader]: 'refused' })

const unopened = 'HTTP/1.1 503 Service Unavailable'
/** Of a socket that was not opened yet: whoever wanted it comes again. */
export const socketAgain = (socket: Duplex): void => refuse(socket, unopened)
/** Whether another node answered so. */
export const isComeAgain = (bytes: Buffer): boolean => bytes.subarray(0, unopened.length).toString() === unopened

/** Of a socket that was not opened yet. */
export const refuseUnsignedSocket = (socket: Duplex): void => refuse(socket, 'HTTP/1.1 403 Forbidden')

function refuse(socket: Duplex, status: string): void {
  socket.end(`${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}
