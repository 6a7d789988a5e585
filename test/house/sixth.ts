/** A copy of the house in which a language can be added, and one that a machine made of English: accents, a third longer. */
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { languages } from '@tablee/shared/i18n/index'
import type { Message } from '@tablee/shared/i18n/translator'

const top = fileURLToPath(new URL('../..', import.meta.url))

/** Esperanto, as far as browsers know: nothing in the house speaks it. */
export const sixth = 'eo'

/** What a build and the type checker read; packages are the real ones, but for the house's own. */
export function copyTree(to: string): void {
  const left = /\/(node_modules|dist|test)(\/|$)/
  for (const part of ['shared', 'server', 'client']) {
    cpSync(join(top, part), join(to, part), {
      recursive: true,
      filter: (path) => !left.test(`/${relative(top, path)}`),
    })
    mkdirSync(join(to, part, 'node_modules/@tablee'), { recursive: true })
    for (const name of readdirSync(join(top, part, 'node_modules')))
      if (name !== '@tablee' && !name.startsWith('.'))
        symlinkSync(join(top, part, 'node_modules', name), join(to, part, 'node_modules', name))
    symlinkSync(join(to, 'shared'), join(to, part, 'node_modules/@tablee/shared'))
  }
  symlinkSync(join(top, 'node_modules'), join(to, 'node_modules'))
  for (const name of ['tsconfig.base.json', 'tsconfig.json', 'package.json', 'pnpm-lock.yaml'])
    cpSync(join(top, name), join(to, name))
  cpSync(join(top, 'test/static'), join(to, 'test/static'), { recursive: true })
}

/** The folders in which each of our languages has a file. */
export function foldersOfSentences(tree: string): readonly string[] {
  const all = ['shared', 'server', 'client'].flatMap((part) =>
    readdirSync(join(tree, part, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => basename(name) === 'en.ts')
      .map((name) => join(tree, part, 'src', name, '..')),
  )
  return all.filter((folder) => languages.every((language) => existsSync(join(folder, `${language}.ts`))))
}

const long: Readonly<Record<string, string>> = {
  a: 'áa',
  e: 'ée',
  i: 'íi',
  o: 'óo',
  u: 'úu',
  A: 'Áa',
  E: 'Ée',
  I: 'Íi',
}
/** A single letter is a key: it stays, and so does what is filled in. */
const said = (text: string): string =>
  text.length < 2
    ? text
    : text.replaceAll(/\{\w+\}|[aeiouAEI]/g, (found) => (found.startsWith('{') ? found : (long[found] ?? found)))

/** One file in each folder, and nothing else. */
export async function addLanguage(tree: string): Promise<void> {
  for (const folder of foldersOfSentences(tree)) {
    const file = join(folder, `${sixth}.ts`)
    const english = (await import(pathToFileURL(join(folder, 'en.ts')).href)) as Readonly<
      Record<string, Readonly<Record<string, Message>>>
    >
    if (folder.endsWith('/i18n')) {
      const own = { ...english['en'], name: 'Ésperánto', place: languages.length + 1 }
      const text = `export const ${sixth}: Writing = ${JSON.stringify(own)}`
      writeFileSync(file, `import type { Writing } from './writing.ts'\n${text}\n`)
      continue
    }
    const sets = Object.entries(english).map(([set, sentences]) => {
      const all = Object.entries(sentences).map(([key, message]) => [
        key,
        typeof message === 'string'
          ? said(message)
          : Object.fromEntries(Object.entries(message).map(([form, text]) => [form, said(text)])),
      ])
      return `export const ${set} = ${JSON.stringify(Object.fromEntries(all))} satisfies { [Key in keyof typeof en.${set}]: unknown }`
    })
    writeFileSync(file, `import type * as en from './en.ts'\n${sets.join('\n')}\n`)
  }
}
