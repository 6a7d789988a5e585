/** An engine of the test's own at an address: it keeps every byte that ever comes, and does as it is told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type Asked = { readonly path: string; readonly body: Readonly<Record<string, unknown>> }
export type Behaviour = (asked: Asked, response: ServerResponse) => void

const about = {
  protocol: 'tablee-engine/1',
  engine: 'parrot',
  version: '7.1',
  translate: [
    { from: 'en', to: 'fr' },
    { from: 'fr', to: 'en' },
    { from: 'de', to: 'fr' },
  ],
  transcribe: ['en', 'fr'],
  suggest: ['en'],
}

export const answered = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
const who = { engine: 'parrot', version: '7.1' }
/** Says what it got, and that it was there. */
export const parrot: Behaviour = ({ path, body }, response) => {
  if (path === '/translate')
    return answered(response, { ...who, text: `[${String(body['to'])}] ${String(body['text'])}` })
  if (path === '/transcribe') return answered(response, { ...who, text: 'the last bus leaves too early' })
  if (path === '/suggest') {
    const themes = body['themes'] as readonly { readonly id: string }[]
    return answered(response, { ...who, themes: themes.slice(0, 1).map(({ id }) => id) })
  }
  answered(response, '', 404)
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

export async function anEngine(first: Behaviour = parrot) {
  let does = first
  let says: unknown = about
  const bytes: string[] = []
  const asked: Asked[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    void read(request).then((text) => {
      bytes.push(`${request.method} ${request.url}\n${JSON.stringify(request.headers)}\n${text}`)
      const path = request.url ?? ''
      if (request.method === 'GET') return answered(response, says)
      const one = { path, body: JSON.parse(text) as Asked['body'] }
      asked.push(one)
      for (const tell of waiting) tell()
      does(one, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const found = server.address()
  if (found === null || typeof found === 'string') throw new Error('an engine without a port')
  return {
    address: `http://127.0.0.1:${found.port}`,
    about,
    /** From the next question on. */
    now(next: Behaviour): void {
      does = next
    },
    says(next: unknown): void {
      says = next
    },
    asked,
    /** All that ever came, as it came. */
    heard: (): string => bytes.join('\n'),
    forget(): void {
      bytes.length = 0
      asked.length = 0
    },
    /** Resolves when so many texts have come in all. */
    until: (count: number): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (asked.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
