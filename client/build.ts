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
    'client/seat.html',
    'client/gallery.html',
    'client/preload.ts',
    'client/vite.config.ts',
    'client/vite.watch.config.ts',
    'client/vite.seat.config.ts',
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

// Anyone who calls (a test runner sets NODE_ENV=test), what is served is the production build: half of React's size, and with
// the service worker without which a page cannot be opened again without a network.
process.env['NODE_ENV'] = 'production'

const now = sources()
const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === now
if (!(fresh && process.argv.includes('--if-stale'))) {
  // Of its own: two test files that find the screens stale build them at the same time.
  const next = join(here, `dist/next-${process.pid}`)
  process.on('exit', () => rmSync(next, { recursive: true, force: true }))
  // And what an interrupted one left behind.
  for (const path of existsSync(join(here, 'dist')) ? readdirSync(join(here, 'dist')) : [])
    if (path.startsWith('next') && statSync(join(here, 'dist', path)).mtimeMs < Date.now() - 3_600_000)
      rmSync(join(here, 'dist', path), { recursive: true, force: true })
  await build({
    root: here,
    configFile: join(here, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: next, emptyOutDir: true },
  })
  for (const config of ['vite.watch.config.ts', 'vite.seat.config.ts'])
    await build({
      root: here,
      configFile: join(here, config),
      logLevel: 'warn',
      build: { outDir: next, emptyOutDir: false },
    })
  preloadTable(next)
  writeFileSync(join(next, '.sources'), now)
  for (let tries = 5; ; tries -= 1) {
    rmSync(out, { recursive: true, force: true })
    try {
      renameSync(next, out)
      break
    } catch (cause) {
      if (tries === 0) throw cause // else another build was put there in between
    }
  }
}
