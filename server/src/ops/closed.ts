/**
 * What is served when the data cannot be read at all: a page that says so, in the place of a server that is not there.
 * Who stands before it with a phone learns that nothing is wrong with the phone; what to do stands on the console.
 */
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'

const sentences = [
  ['en', 'Tablée cannot read its data at the moment. The organiser’s machine says what to do. Please wait.'],
  [
    'fr',
    'Tablée ne peut pas lire ses données pour le moment. L’ordinateur de l’organisation dit quoi faire. Veuillez patienter.',
  ],
  [
    'de',
    'Tablée kann seine Daten gerade nicht lesen. Auf dem Rechner der Veranstaltung steht, was zu tun ist. Bitte warten Sie.',
  ],
  [
    'es',
    'Tablée no puede leer sus datos en este momento. El ordenador de la organización dice qué hacer. Espere, por favor.',
  ],
  ['ar', 'لا يستطيع Tablée قراءة بياناته الآن. حاسوب الجهة المنظِّمة يقول ما العمل. يُرجى الانتظار.'],
] as const

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tablée</title><meta http-equiv="refresh" content="15">
<main style="max-width:40rem;margin:3rem auto;padding:0 1rem;font:1.2rem/1.5 system-ui,sans-serif"><h1>Tablée</h1>
${sentences.map(([lang, text]) => `<p lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">${text}</p>`).join('\n')}
</main></html>
`

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
