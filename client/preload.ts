/**
 * `table.html`: the application's page with all that a table needs named in its head, so that it is fetched and compiled
 * at once instead of one import after another. On a slow tablet that is a third of a second of waiting.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Chunk = { readonly file: string; readonly imports?: readonly string[]; readonly css?: readonly string[] }

export function preloadTable(folder: string): void {
  const file = join(folder, '.vite/manifest.json')
  if (!existsSync(file)) throw new Error('the build left no manifest')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Chunk & { assets?: readonly string[] }>
  const scripts = new Set<string>()
  const styles = new Set<string>()
  const fonts = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (!chunk) throw new Error(`the build has no chunk ${key}`)
    if (scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    for (const style of chunk.css ?? []) styles.add(style)
    // The room's own voice; what people said and other scripts come when they are needed.
    for (const asset of chunk.assets ?? []) if (/next-latin-wght[^/]*\.woff2$/.test(asset)) fonts.add(asset)
    for (const next of chunk.imports ?? []) visit(next)
  }
  visit('index.html')
  visit('src/table/page.tsx')
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const links = [
    ...[...fonts].map((font) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${font}">`),
    ...[...scripts].map((script) => `<link rel="modulepreload" crossorigin href="/${script}">`),
    ...[...styles].map((style) => `<link rel="stylesheet" crossorigin href="/${style}">`),
  ].filter((link) => !page.includes(/href="([^"]+)"/.exec(link)?.[1] ?? '\0'))
  writeFileSync(join(folder, 'table.html'), page.replace('</head>', `    ${links.join('\n    ')}\n  </head>`))
}
