/**
 * What is served when the data cannot be read at all: a page that says so, in the place of a server that is not there.
 * Who stands before it with a phone learns that nothing is wrong with the phone; what to do stands on the console.
 */
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { languages } from '@tablee/shared/i18n/index'
import { direction } from '@tablee/shared/i18n/language'
import { closedMessages } from './messages/index.ts'

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tablée</title><meta http-equiv="refresh" content="15">
<main style="max-width:40rem;margin:3rem auto;padding:0 1rem;font:1.2rem/1.5 system-ui,sans-serif"><h1>Tablée</h1>
${languages.map((lang) => `<p lang="${lang}" dir="${direction(lang)}">${closedMessages[lang].closed}</p>`).join('\n')}
</main></html>
`

/** Answers every path with 503. Rejects where the port is taken; whoever serves it closes `server`. */
export function serveClosed({
  port,
  tls,
}: {
  readonly port: number
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null
}): Promise<{ readonly port: number; readonly server: Server }> {
  const answer: Parameters<typeof createServer>[1] = (_, response) => {
    response.writeHead(503, {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Retry-After': '15',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    })
    response.end(page)
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
