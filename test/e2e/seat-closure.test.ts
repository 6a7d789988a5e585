/**
 * What a citizen's phone may ever load, read from the manifest of its own build: small, without an editor, and nothing
 * that its browser may not have: a phone of 2020 on plain http.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { languages } from '@tablee/shared/i18n/index'
import { describe, expect, it } from 'vitest'

const out = process.env['SCREENS'] ?? fileURLToPath(new URL('../../client/dist/app', import.meta.url))
const sources = fileURLToPath(new URL('../../client/src', import.meta.url))
const manifestFile = join(out, '.vite/seat.json')
const built = existsSync(manifestFile)
if (!built) console.log('not run: the phone’s closure (the client is not built; `pnpm start` builds it)')

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; css?: string[] }

describe('the citizens’ page', () => {
  it.skipIf(!built)('[PHN3] loads at most 130 kB of JavaScript, gzipped, all of it and the largest language', () => {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, Chunk>
    const files = new Set<string>()
    const visit = (key: string): void => {
      const chunk = manifest[key]
      if (!chunk || files.has(chunk.file)) return
      files.add(chunk.file)
      for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next)
    }
    visit('seat.html')
    const code = [...files].map((file) => readFileSync(join(out, file), 'utf8')).join('\n')
    for (const name of readdirSync(join(out, 'assets/seat')))
      if (name.endsWith('.js') && code.includes(name)) files.add(`assets/seat/${name}`)
    const sizes = [...files].map((file) => ({ file, size: gzipSync(readFileSync(join(out, file))).length }))
    const spoken = sizes.filter(({ file }) => file.includes('language_'))
    expect(spoken).toHaveLength(languages.length)
    const total =
      sizes.filter((one) => !spoken.includes(one)).reduce((sum, { size }) => sum + size, 0) +
      Math.max(...spoken.map(({ size }) => size))
    console.log(
      `a citizen’s phone loads ${sizes.length - spoken.length + 1} files, ${(total / 1000).toFixed(1)} kB gzip`,
    )
    expect(total).toBeLessThanOrEqual(130_000)
    // Newer than Chrome 80, or for secure origins only. `hasOwn` is brought along (client/src/seat/old.ts).
    expect(code).toContain('hasOwn')
    const newer =
      /\.(at|findLast|findLastIndex|toSorted|toReversed|toSpliced|replaceAll|groupBy|withResolvers|union|isSubsetOf)\(|structuredClone|randomUUID|crypto\.subtle|navigator\.clipboard|AbortSignal\.(timeout|any)|WeakRef|Promise\.any/g
    expect([...code.matchAll(newer)].map(([found]) => found)).toEqual([])
    // Syntax: no assignment by ??=, no private names, no top-level await left.
    expect(code).not.toMatch(/\?\?=|\|\|=|&&=|\bstatic\s*\{/)
    const styles = (manifest['seat.html']?.css ?? []).map((file) => readFileSync(join(out, file), 'utf8')).join('\n')
    expect(styles.length).toBeGreaterThan(1_000)
    expect(styles).not.toMatch(/@layer|@media[^{]*[<>]/)
  })

  it('[PHN3] imports no editor, no table and no drawing tool', () => {
    const seen = new Set<string>()
    const visit = (file: string): void => {
      if (seen.has(file) || !existsSync(file) || !statSync(file).isFile()) return
      seen.add(file)
      for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(
        /(?:from\s+|import\s*\(?\s*)['"]([^'"]+)['"]/g,
      )) {
        expect(target, file).not.toMatch(
          /yjs|hocuspocus|tldraw|tiptap|board\/edit|\/table\/|link\/(link|provider|store)/,
        )
        if (target.startsWith('.')) visit(join(file, '..', target))
      }
    }
    visit(join(sources, 'seat/main.tsx'))
    expect(seen.size).toBeGreaterThan(20)
  })
})
