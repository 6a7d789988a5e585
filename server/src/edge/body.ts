/** Bodies that are read before they are handed on: small ones, so that they can be asked once more of another node. */
import type { IncomingMessage } from 'node:http'
import { hasBody } from './pipe-request.ts'

const most = 64 * 1024

const readOf = (request: IncomingMessage): Buffer | null => {
  const known: unknown = Reflect.get(request, 'rawBody')
  return Buffer.isBuffer(known) ? known : null
}

/** Read already; or said to be small, and held to it by Node's parser: nobody waits long for it. */
export const isSmall = (request: IncomingMessage): boolean =>
  readOf(request) !== null ||
  !hasBody(request) ||
  (request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length']) <= most)

/**
 * Read once, however often it is asked. Whoever answers it here reads `rawBody` (`@hono/node-server`); of one that is too long
 * they get enough to refuse it.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const known = readOf(request)
  if (known !== null) return known
  if (!hasBody(request) || Number(request.headers['content-length'] ?? 0) > most) return Buffer.alloc(0)
  const parts: Buffer[] = []
  let size = 0
  // Given up it would take the connection along, on which the refusal is to be said.
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(part)) break
    parts.push(part)
    size += part.length
    if (size > most) break
  }
  const body = Buffer.concat(parts)
  Object.assign(request, { rawBody: body })
  return body
}
