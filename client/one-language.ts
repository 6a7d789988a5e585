/**
 * Anyone who watches, or sits at a table with a phone, reads one language and is sent one. In the sources a folder's
 * sentences are one catalogue of all languages (`messages/index.ts`); when such a page is built each catalogue is left
 * empty, and what the folders say becomes one part per language, loaded before the page is drawn (`i18n/load.ts`) and when
 * another is chosen.
 */
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { languages } from '@tablee/shared/i18n/index'
import type { Plugin } from 'vite'

const src = fileURLToPath(new URL('./src', import.meta.url))
const part = '\0language:'

/**
 * `folders`: whose sentences the page says, from the client's sources on. `apart`: of a part that few of its readers load;
 * what that says comes with it, in every language. `unsaid`: sets of these folders (`ui#undoMessages`) that no part of the page
 * says: its readers are not sent them. A page that says one all the same is not built.
 */
export function oneLanguage(
  folders: readonly string[],
  { apart = [], unsaid = [] }: { readonly apart?: readonly string[]; readonly unsaid?: readonly string[] } = {},
): Plugin {
  const all = folders.map((folder) => join(src, folder, 'messages'))
  const setsOf = async (folder: string): Promise<readonly string[]> =>
    Object.keys((await import(pathToFileURL(join(folder, 'en.ts')).href)) as object)
  const nameOf = (folder: string, set: string): string => `${relative(src, dirname(folder))}#${set}`
  return {
    name: 'one-language',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith('language:') ? `\0${id}` : null),
    async load(id) {
      if (id === join(src, 'i18n/load.ts'))
        return `import { fill } from './lazy.ts'
const parts = { ${languages.map((one) => `'${one}': () => import('language:${one}')`).join(', ')} }
export const loadLanguage = async (language) => fill(language, (await parts[language]()).default)`
      if (id.startsWith(part)) {
        const imports = all.map(
          (folder, n) => `import * as _${n} from '${join(folder, `${id.slice(part.length)}.ts`)}'`,
        )
        const sets = await Promise.all(
          all.map(async (folder, n) =>
            (await setsOf(folder))
              .filter((set) => !unsaid.includes(nameOf(folder, set)))
              .map((set) => `'${nameOf(folder, set)}': _${n}.${set}`),
          ),
        )
        return `${imports.join('\n')}\nexport default { ${sets.flat().join(', ')} }`
      }
      const folder = all.find((one) => id === join(one, 'index.ts'))
      if (folder === undefined) {
        const isApart = apart.some((one) => id === join(src, one, 'messages/index.ts'))
        if (!isApart && /\/client\/src\/.*messages\/index\.ts$/.test(id))
          this.error(`${id} is said here, and would come in all languages`)
        return null
      }
      const made = (await setsOf(folder)).map(
        (set) => `export const ${set} = /* @__PURE__ */ lazyCatalogue('${nameOf(folder, set)}')`,
      )
      return `import { lazyCatalogue } from '${join(src, 'i18n/lazy.ts')}'\n${made.join('\n')}`
    },
    generateBundle(_, bundle) {
      for (const one of Object.values(bundle))
        for (const set of unsaid)
          if (one.type === 'chunk' && new RegExp(`["'\`]${set}["'\`]`).test(one.code))
            this.error(`${set} is said in ${one.fileName}, and would come in no language`)
    },
  }
}
