/**
 * Builds the screens into `dist/app`, unless what stands there was built from exactly these sources (`--if-stale`):
 * a warm `start` then costs a hash instead of a build. The build goes to a folder beside it and is swapped in when it
 * is whole, so an interrupted build is never served.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { preloadTable } from './preload.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const top = join(here, '..')
const out = join(here, 'dist/app')
const stamp = join(out, '.sources')

function files(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)))
}

function sources(): string {
  const hash = createHash('sha256')
  // What the build is told is part of what it is made from.
  for (const name of ['TABLEE_CANVAS', 'TLDRAW_LICENSE_KEY']) hash.update(`${name}=${process.env[name] ?? ''}\0`)
  const roots = [
    'client/src',
    'client/public',
    'client/index.html',
    'client/watch.html',
    'client/gallery.html',
    'client/preload.ts',
    'client/vite.config.ts',
    'client/vite.watch.config.ts',
    'client/one-language.ts',
    'client/package.json',
    'shared/src',
    'pnpm-lock.yaml',
  ]
  for (const file of roots.flatMap((root) => files(join(top, root)))) {
    if (file.endsWith('.md')) continue
    hash.update(relative(top, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

// Whoever calls (a test runner sets NODE_ENV=test), what is served is React's production build: half the size.
process.env['NODE_ENV'] = 'production'

const now = sources()
const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === now
if (!(fresh && process.argv.includes('--if-stale'))) {
  const next = join(here, 'dist/next')
  // Whoever calls this (a test runner, a shell with NODE_ENV set) must not get a development build: it would register no
  // service worker, and the page could not be opened again without a network.
  process.env['NODE_ENV'] = 'production'
  await build({
    root: here,
    configFile: join(here, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: next, emptyOutDir: true },
  })
  await build({
    root: here,
    configFile: join(here, 'vite.watch.config.ts'),
    logLevel: 'warn',
    build: { outDir: next, emptyOutDir: false },
  })
  preloadTable(next)
  writeFileSync(join(next, '.sources'), now)
  rmSync(out, { recursive: true, force: true })
  renameSync(next, out)
}
