/**
 * Anyone who watches, or sits at a table with a phone, reads one language and is sent one. In the sources each sentence
 * stands beside the feature that says it, in five languages, so that a missing one is a type error; this cuts the
 * catalogues of such a page along the other side when it is built: one part per language, loaded before the page is
 * drawn (`i18n/load.ts`) and when another is chosen.
 */
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import { languages } from './src/i18n/languages.ts'

const src = fileURLToPath(new URL('./src', import.meta.url))
const loader = join(src, 'i18n/load.ts')
const part = '\0language:'

/** The modules that hold nothing but catalogues, of the folders whose sentences a page says. */
const catalogueModules = (folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(src, folder))
      .filter((name) => /^([a-z]+-)?messages\.ts$/.test(name))
      .map((name) => join(src, folder, name)),
  )

export function oneLanguage(folders: readonly string[]): Plugin {
  const files = catalogueModules(folders)
  /** Catalogues whose module was asked for: the others are none of this page's. */
  const read = async (file: string): Promise<Record<string, Record<string, object>>> =>
    (await import(pathToFileURL(file).href)) as Record<string, Record<string, object>>
  const nameOf = (file: string, name: string): string => `${relative(src, file)}#${name}`
  return {
    name: 'one-language',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith('language:') ? `\0${id}` : null),
    async load(id) {
      if (id === loader)
        return `import { fill } from './lazy.ts'
const parts = { ${languages.map((one) => `${one}: () => import('language:${one}')`).join(', ')} }
export const loadLanguage = async (language) => fill(language, (await parts[language]()).default)`
      if (id.startsWith(part)) {
        const language = id.slice(part.length)
        const all: Record<string, object> = {}
        for (const file of files)
          for (const [name, catalogue] of Object.entries(await read(file)))
            all[nameOf(file, name)] = catalogue[language] ?? {}
        return `export default ${JSON.stringify(all)}`
      }
      if (!files.includes(id)) return null
      const names = Object.keys(await read(id))
      return [
        `import { lazyCatalogue } from ${JSON.stringify(join(src, 'i18n/lazy.ts'))}`,
        ...names.map((name) => `export const ${name} = lazyCatalogue(${JSON.stringify(nameOf(id, name))})`),
      ].join('\n')
    },
  }
}
