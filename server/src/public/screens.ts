/**
 * The built screens. Hashed assets are kept for ever, pages never; `/watch/…` gets the observers' page, which holds no
 * line that could write to a board, `/seat` the citizens'. Files are named when the folder is read, so no path of a request reaches the disk.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { COMPRESSIBLE_CONTENT_TYPE_REGEX as compressible } from 'hono/utils/compress'
import { getMimeType } from 'hono/utils/mime'

/** Licences are read as they are. */
const typeOf = (name: string): string => getMimeType(name.replace(/\.md$/, '.txt')) ?? 'application/octet-stream'

type Screen = {
  readonly body: Buffer
  readonly zipped: Buffer | null
  readonly type: string
  readonly tag: string
  readonly cache: string
}

export type Screens = { answer(request: Request, path: string): Response | null }

function files(folder: string, under = ''): string[] {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.name.startsWith('.')) return []
    return entry.isDirectory() ? files(folder, path) : [path]
  })
}

/**
 * Null for what is neither a file nor a page, and for methods that do not read. A new build is seen with the next
 * request; until there is one a 503 says how to make it. Files lie in memory once they were asked for.
 */
export function screens(folder: string): Screens {
  let read = { stamp: -1, names: new Set<string>(), kept: new Map<string, Screen>() }
  /** A new build swaps the folder in whole: its entry page's time tells. */
  function current() {
    const entry = join(folder, 'index.html')
    const stamp = existsSync(entry) ? statSync(entry).mtimeMs : 0
    if (stamp !== read.stamp) read = { stamp, names: new Set(stamp === 0 ? [] : files(folder)), kept: new Map() }
    return read
  }
  function screen(name: string): Screen | null {
    const { names, kept } = current()
    if (!names.has(name)) return null
    const found = kept.get(name)
    if (found !== undefined) return found
    const extension = extname(name)
    const body = readFileSync(join(folder, name))
    const type = typeOf(name)
    const zipped = compressible.test(type) && body.length > 1_400 ? gzipSync(body) : null // under one packet it gains nothing
    const made: Screen = {
      body,
      zipped,
      type,
      tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      // A page names the hashed assets of its own build; a stale page would name files that are gone.
      cache: name.startsWith('assets/')
        ? 'public, max-age=31536000, immutable'
        : extension === '.html'
          ? 'no-store'
          : 'no-cache',
    }
    kept.set(name, made)
    return made
  }
  function send(request: Request, found: Screen): Response {
    const headers: Record<string, string> = {
      'Content-Type': found.type,
      'Cache-Control': found.cache,
      ETag: found.tag,
      Vary: 'Accept-Encoding',
    }
    if (request.headers.get('if-none-match') === found.tag) return new Response(null, { status: 304, headers })
    const zip = found.zipped !== null && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
    if (zip) headers['Content-Encoding'] = 'gzip'
    const body = zip && found.zipped !== null ? found.zipped : found.body
    headers['Content-Length'] = String(body.length)
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers })
  }
  return {
    answer(request, path) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return null
      const file = screen(path.slice(1))
      if (file !== null) return send(request, file)
      // What looks like a file and is none is missing; every other path is a route of the screens.
      if (extname(path) !== '' && !path.startsWith('/watch/')) return null
      // A table's page is the application's, with what a table needs named in its head (client/preload.ts).
      const named =
        path === '/seat'
          ? 'seat.html'
          : path.startsWith('/watch/')
            ? 'watch.html'
            : path.startsWith('/table/')
              ? 'table.html'
              : 'index.html'
      const page = screen(named) ?? screen('index.html')
      if (page !== null) return send(request, page)
      return new Response('The screens are not built yet: run `npx -y pnpm@12 start` in the workspace.\n', {
        status: 503,
        headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
      })
    },
  }
}
