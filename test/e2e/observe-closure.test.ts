/**
 * What an observer's browser may ever load, read from the manifest of its own build: small enough for a phone on the hall's Wi-Fi, and
 * without a line that could write.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { languages } from '@tablee/shared/i18n/index'
import { describe, expect, it } from 'vitest'

const out = process.env['SCREENS'] ?? fileURLToPath(new URL('../../client/dist/app', import.meta.url))
const sources = fileURLToPath(new URL('../../client/src', import.meta.url))
const manifestFile = join(out, '.vite/watch.json')
const built = existsSync(manifestFile)
if (!built) console.log('not run: the observers’ closure (the client is not built; `pnpm start` builds it)')

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; assets?: string[] }

describe('the observers’ page', () => {
  it.skipIf(!built)(
    '[OBS1] loads at most 121 kB of JavaScript, gzipped: later parts, workers and one language included',
    () => {
      const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, Chunk>
      const from = (start: string, without: readonly string[]): Set<string> => {
        const files = new Set<string>()
        const visit = (key: string): void => {
          const chunk = manifest[key]
          if (!chunk || files.has(chunk.file) || without.includes(key)) return
          files.add(chunk.file)
          for (const asset of chunk.assets ?? []) if (asset.endsWith('.js')) files.add(asset)
          for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next)
        }
        visit(start)
        return files
      }
      // Only a wall shows films, once there are some, and only one that is shown slides draws them.
      const [films, pdf] = ['src/observe/films.tsx', 'src/ui/materials/pdf.ts']
      // And only where themes were given back are they drawn.
      const given = 'src/observe/given.tsx'
      const all = from('watch.html', [])
      const files = from('watch.html', [films, given])
      expect(files.size).toBeGreaterThan(0)
      const whole = [...all].map((file) => readFileSync(join(out, file), 'utf8')).join('\n')
      // Workers stand in no import list; the names of their files stand in the code.
      const code = [...files].map((file) => readFileSync(join(out, file), 'utf8')).join('\n')
      for (const name of readdirSync(join(out, 'assets')))
        if (name.endsWith('.js') && code.includes(name) && !all.has(`assets/${name}`)) files.add(`assets/${name}`)
      // A reader has one language: the largest counts, the others are none of theirs.
      const sizes = [...files].map((file) => ({ file, size: gzipSync(readFileSync(join(out, file))).length }))
      const sum = (of: readonly { size: number }[]): number => of.reduce((all, { size }) => all + size, 0)
      const spoken = sizes.filter(({ file }) => file.includes('language_'))
      const rest = sizes.filter(({ file }) => !file.includes('language_'))
      expect(spoken).toHaveLength(languages.length)
      const total = sum(rest) + Math.max(...spoken.map(({ size }) => size))
      const [first, canvas] = [/assets\/watch-/, /assets\/canvas-/].map((name) =>
        sum(rest.filter(({ file }) => name.test(file))),
      )
      console.log(
        `observers load ${rest.length + 1} files, ${(total / 1000).toFixed(1)} kB gzip (${((first ?? 0) / 1000).toFixed(1)} at first, the canvas ${((canvas ?? 0) / 1000).toFixed(1)})`,
      )
      const themes = [...from(given, [])].filter((file) => !files.has(file))
      const ofThemes = themes.reduce((bytes, file) => bytes + gzipSync(readFileSync(join(out, file))).length, 0)
      console.log(`themes that were given back: ${(ofThemes / 1000).toFixed(1)} kB more`)
      expect(ofThemes).toBeGreaterThan(500)
      expect(ofThemes).toBeLessThanOrEqual(2_000)
      const more = [...from(films, [pdf])].filter((file) => !files.has(file))
      const ofFilms = more.reduce((bytes, file) => bytes + gzipSync(readFileSync(join(out, file))).length, 0)
      console.log(`a wall that shows films loads ${(ofFilms / 1000).toFixed(1)} kB more`)
      expect(total).toBeLessThanOrEqual(121_000)
      expect(ofFilms).toBeGreaterThan(1_000)
      expect(ofFilms).toBeLessThanOrEqual(15_000)
      for (const write of [
        '/api/tickets',
        '/api/sessions',
        '/collab',
        '/presence',
        '/commands',
        'catch-up',
        'Authorization',
      ])
        expect(whole).not.toContain(write)
    },
  )

  it('[OBS2] imports nothing that could write: no link/, no editor, no session', () => {
    const seen = new Set<string>()
    const visit = (file: string): void => {
      if (seen.has(file) || !existsSync(file) || !statSync(file).isFile()) return
      seen.add(file)
      for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(
        /(?:from\s+|import\s*\(?\s*)['"]([^'"]+)['"]/g,
      )) {
        expect(target, file).not.toMatch(/hocuspocus|tldraw|tiptap|\/link\/|board\/edit|board\/command|wire\/http/)
        if (target.startsWith('.')) visit(join(file, '..', target))
      }
    }
    visit(join(sources, 'observe/main.tsx'))
    expect(seen.size).toBeGreaterThan(10)
  })
})
