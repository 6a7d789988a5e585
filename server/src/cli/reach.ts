/**
 * How the command line reaches Tablée: over HTTP when a server runs on this data folder, else with the folder opened in
 * this process. Both ways it is the same application and the same access matrix; the right comes from the key file.
 */
import { existsSync, readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { join } from 'node:path'
import { keyFile, readSecret, serverKey } from '../access/keys.ts'
import { machineToken } from '../access/machine.ts'
import { systemClock } from '../clock.ts'
import { Stop } from './ask.ts'
import { readDatabase, type Config } from '../config.ts'
import type { RandomBytes } from '@tablee/shared/ids'

/** `left`: what an export has no place for, as JSON. */
export type Answer = { readonly status: number; readonly type: string; readonly left: string; readonly bytes: Buffer }
export type Send = (
  method: string,
  path: string,
  body?: { readonly bytes: Uint8Array; readonly type: string },
  /** For answers that come in parts: called with each line of an NDJSON answer. */
  onLine?: (line: string) => void,
  signal?: AbortSignal,
) => Promise<Answer>

type Notice = { readonly pid: number; readonly port: number; readonly tls: boolean; readonly incarnation: string }

function readNotice(folder: string): Notice | null {
  const file = join(folder, 'server.json')
  if (!existsSync(file)) return null
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value !== 'object' || value === null || !('port' in value) || !('pid' in value)) return null
    return {
      pid: Number(value.pid),
      port: Number(value.port),
      tls: 'tls' in value && value.tls === true,
      incarnation: 'incarnation' in value ? String(value.incarnation) : '',
    }
  } catch {
    return null
  }
}

/** Sends to the server of the notice, on this machine's loopback. */
function overHttp(notice: Notice, token: () => string): Send {
  return (method, path, body, onLine, signal) =>
    new Promise((resolve, reject) => {
      const options = {
        ...(signal === undefined ? {} : { signal }),
        host: '127.0.0.1',
        port: notice.port,
        method,
        path,
        headers: {
          Authorization: `Bearer ${token()}`,
          Accept: onLine === undefined ? 'application/json' : 'application/x-ndjson, application/json',
          ...(body === undefined ? {} : { 'Content-Type': body.type, 'Content-Length': body.bytes.length }),
        },
        // The certificate names the public host, not loopback; the database's lock says that this is our own server.
        rejectUnauthorized: false,
      }
      let answered = false
      const request = (notice.tls ? httpsRequest : httpRequest)(options, (response) => {
        answered = true
        const parts: Buffer[] = []
        let rest = ''
        response.on('data', (part: Buffer) => {
          parts.push(part)
          if (onLine === undefined) return
          const lines = (rest + part.toString('utf8')).split('\n')
          rest = lines.pop() ?? ''
          for (const line of lines) onLine(line)
        })
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: String(response.headers['content-type'] ?? ''),
            left: String(response.headers['tablee-left'] ?? ''),
            bytes: Buffer.concat(parts),
          }),
        )
        response.on('error', reject)
      })
      request.on('error', (cause: NodeJS.ErrnoException) => {
        // A server that refuses before all has come closes: what it said may be here already, and then it counts.
        if (answered) return
        reject(
          body !== undefined && (cause.code === 'EPIPE' || cause.code === 'ECONNRESET')
            ? new Stop(
                'The server closed the connection while the file was on its way. Nothing was imported. Try again.',
              )
            : cause,
        )
      })
      request.end(body?.bytes)
    })
}

export type Reached = {
  readonly send: Send
  /** The same with another bearer than the machine's own. */
  readonly as: (token: string) => Send
  /** Where the server takes WebSockets; null where none listens. */
  readonly sockets: string | null
  close(): Promise<void>
}

/** The server that runs on this folder, or null. */
export async function running({ folder }: { readonly folder: string }): Promise<Reached | null> {
  const notice = readNotice(folder)
  // A node's key lies where its settings say.
  const secret = readSecret(readDatabase(process.env)?.keyFile ?? keyFile(folder))
  if (notice === null) return null
  const answer = await overHttp(notice, () => '')('GET', '/healthz').catch(() => null)
  // A notice left by a killed process names a port where by now somebody else may listen.
  if (answer?.status !== 200 || !answer.bytes.toString('utf8').includes(notice.incarnation)) return null
  // A node has its key elsewhere; opened here its folder would become another server.
  if (secret === null)
    throw new Stop(
      'The server that runs on this data folder has its key elsewhere. Is it a node? Then set DATABASE_URL and TABLEE_KEY as it has them.',
    )
  const key = serverKey(secret)
  const send = overHttp(notice, () => machineToken(key, systemClock()))
  return {
    send,
    as: (token) => overHttp(notice, () => token),
    sockets: `${notice.tls ? 'wss' : 'ws'}://127.0.0.1:${notice.port}`,
    close: () => Promise.resolve(),
  }
}

/** `listening`: where no server runs, the folder is served on its port as long as this lasts, with the demo if it is new. */
export async function reach(
  config: Config & { folder: string },
  random: RandomBytes,
  listening = false,
): Promise<Reached> {
  const there = await running(config)
  if (there !== null) return there
  // A folder of its own, with a key of its own, would answer for a server that nobody knows.
  if (readDatabase(process.env) !== null)
    throw new Stop(
      'DATABASE_URL is set, and no node runs on this data folder. Start one, or name the folder of one that runs: TABLEE_DATA.',
    )
  // Only now: loading all the parts takes a moment that a running server spares.
  const { createTablee } = await import('../tablee.ts')
  const { createLogger } = await import('../ops/logger.ts')
  const tablee = await createTablee(config, { clock: systemClock, random, logger: createLogger({ level: 'warn' }) })
  const damage = await tablee.damage.said()
  if (damage !== null) console.error(damage)
  let port: number | null = null
  if (listening) {
    await tablee.prepare()
    port = (await tablee.listen()).port
  }
  const within =
    (token: () => string): Send =>
    async (method, path, body, onLine, signal) => {
      const headers: Record<string, string> = {
        Authorization: `Bearer ${token()}`,
        Accept: onLine === undefined ? 'application/json' : 'application/x-ndjson, application/json',
      }
      if (body !== undefined) headers['Content-Type'] = body.type
      const response = await tablee.app.request(path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: new Uint8Array(body.bytes) }),
        ...(signal === undefined ? {} : { signal }),
      })
      const parts: Uint8Array[] = []
      const decoder = new TextDecoder()
      let rest = ''
      for await (const part of response.body ?? []) {
        signal?.throwIfAborted() // leaving the loop takes the request back
        parts.push(part)
        if (onLine === undefined) continue
        const lines = (rest + decoder.decode(part, { stream: true })).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) onLine(line)
      }
      return {
        status: response.status,
        type: response.headers.get('content-type') ?? '',
        left: response.headers.get('tablee-left') ?? '',
        bytes: Buffer.concat(parts),
      }
    }
  return {
    send: within(tablee.machineToken),
    as: (token) => within(() => token),
    sockets: port === null ? null : `${config.tls === null ? 'ws' : 'wss'}://127.0.0.1:${port}`,
    close: () => tablee.close(),
  }
}
