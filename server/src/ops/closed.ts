/**
 * What is served when nothing of the dialogue can be: the data cannot be read, another laptop has taken over, or this is the
 * second one. A page says so, in the place of a server that is not there. Who stands before it with a phone learns that
 * nothing is wrong with the phone; what to do stands on the console.
 */
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { languages } from '@tablee/shared/i18n/index'
import { direction } from '@tablee/shared/i18n/language'
import { closedMessages } from './messages/index.ts'

export type Closed = 'closed' | 'fenced' | 'second'

const page = (
  why: Closed,
): string => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tablée</title><meta http-equiv="refresh" content="15">
<main style="max-width:40rem;margin:3rem auto;padding:0 1rem;font:1.2rem/1.5 system-ui,sans-serif"><h1>Tablée</h1>
${languages.map((lang) => `<p lang="${lang}" dir="${direction(lang)}">${closedMessages[lang][why]}</p>`).join('\n')}
</main></html>
`
const headers = (type: string) => ({
  'Content-Type': type,
  'Cache-Control': 'no-store',
  'Retry-After': '15',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
})

/** A program is told to come again, as it is by a disk that gives no answer. */
export const closedAnswer = (why: Closed, toProgram: boolean): Response =>
  toProgram
    ? Response.json(
        { problem: { code: 'journal-unavailable' } },
        { status: 503, headers: headers('application/json; charset=utf-8') },
      )
    : new Response(page(why), { status: 503, headers: headers('text/html; charset=utf-8') })

/** Answers every path with 503. Rejects where the port is taken; whoever serves it closes `server`. */
export function serveClosed(
  {
    port,
    tls,
  }: {
    readonly port: number
    readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
  },
  why: Closed = 'closed',
): Promise<{ readonly port: number; readonly server: Server }> {
  const answer: Parameters<typeof createServer>[1] = (_, response) => {
    response.writeHead(503, headers('text/html; charset=utf-8'))
    response.end(page(why))
  }
  const server = tls === null ? createServer(answer) : createTlsServer(tls, answer)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => {
      const address = server.address()
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port, server })
    })
  })
}
