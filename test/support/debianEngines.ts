/**
 * Two engines that Debian packages, each behind an adapter of our protocol: apertium translates, pocketsphinx writes down. They are
 * poor, and they are real: what they prove is the seam, not the quality.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const version = (name: string): string | null => {
  try {
    return execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString()
  } catch {
    return null
  }
}
const versions = {
  apertium: version('apertium-eng-spa') === null ? null : version('apertium'),
  pocketsphinx: version('pocketsphinx-en-us') === null ? null : version('pocketsphinx'),
  espeak: version('espeak-ng'),
}
export const haveApertium = versions.apertium !== null
export const havePocketsphinx = versions.pocketsphinx !== null && versions.espeak !== null
if (!haveApertium) console.log('not run: no apertium (Debian: apertium, apertium-en-es)')
if (!havePocketsphinx) console.log('not run: no pocketsphinx (Debian: pocketsphinx, pocketsphinx-en-us, espeak-ng)')

/** What a program says to what it is told. Node's own pipe is a socket, which neither of them opens again by its name: `cat` makes it one. */
const told = (command: string, args: readonly string[], input: string | Uint8Array): Promise<string> =>
  new Promise((resolve, reject) => {
    const program = spawn('sh', ['-c', 'cat | "$@"', 'sh', command, ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
    const parts: Buffer[] = []
    program.stdout.on('data', (part: Buffer) => void parts.push(part))
    program.on('error', reject)
    program.on('close', () => resolve(Buffer.concat(parts).toString('utf8').trim()))
    program.stdin.end(input)
  })

type About = {
  readonly engine: string
  readonly version: string
  readonly translate?: object
  readonly transcribe?: object
}
type Call = (body: Readonly<Record<string, string>>) => Promise<string>
async function served(about: About, calls: Readonly<Record<string, Call>>) {
  async function read(request: IncomingMessage): Promise<string> {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    return Buffer.concat(parts).toString('utf8')
  }
  const server = createServer((request, response) => {
    void (async () => {
      const call = calls[request.url ?? '']
      const { engine, version } = about
      const answer =
        request.method === 'GET'
          ? { protocol: 'tablee-engine/1', ...about }
          : call === undefined
            ? null
            : { engine, version, text: await call(JSON.parse(await read(request)) as Record<string, string>) }
      response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer))
    })().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('an engine without a port')
  return {
    address: `http://127.0.0.1:${at.port}`,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** English into Spanish and back. */
export const apertium = () =>
  served(
    {
      engine: 'apertium',
      version: versions.apertium ?? '',
      translate: [
        { from: 'en', to: 'es' },
        { from: 'es', to: 'en' },
      ],
    },
    { '/translate': ({ from, text = '' }) => told('apertium', ['-u', from === 'en' ? 'eng-spa' : 'spa-eng'], text) },
  )

/** English, as far as a grammar (JSGF) knows it. */
export async function pocketsphinx(grammar: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-grammar-'))
  const file = join(folder, 'grammar.jsgf')
  writeFileSync(file, grammar)
  const args = ['-infile', '/dev/stdin', '-jsgf', file, '-logfn', '/dev/null']
  const engine = await served(
    { engine: 'pocketsphinx', version: versions.pocketsphinx ?? '', transcribe: ['en'] },
    { '/transcribe': ({ audio = '' }) => told('pocketsphinx_continuous', args, Buffer.from(audio, 'base64')) },
  )
  return {
    ...engine,
    async close(): Promise<void> {
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A sentence as a machine says it: samples between -1 and 1, 16,000 a second. */
export function spoken(text: string): Float32Array {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-spoken-'))
  try {
    const file = join(folder, 'said.wav')
    execFileSync('espeak-ng', ['-w', file, '-v', 'en-us', '-s', '130', text])
    const wav = readFileSync(file)
    const rate = wav.readUInt32LE(24)
    const all = Array.from({ length: (wav.length - 44) / 2 }, (_, at) => wav.readInt16LE(44 + at * 2) / 0x8000)
    // Between two samples lies what lies between them: enough for a machine's voice.
    return Float32Array.from({ length: Math.floor((all.length * 16_000) / rate) }, (_, at) => {
      const where = (at * rate) / 16_000
      const [before, after] = [all[Math.floor(where)] ?? 0, all[Math.ceil(where)] ?? 0]
      return before + (after - before) * (where % 1)
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
