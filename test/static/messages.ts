/**
 * Which languages there are is read from the files that lie there: one for each in `shared/src/i18n`, and one for each in
 * every folder of sentences (`messages`, `…-messages`). Of those this makes the `index.ts` of each folder: `pnpm fix`
 * writes them (`--write`), `pnpm check` compares. What a language lacks is then a type error in the index or in its file.
 *   node test/static/messages.ts [--write]
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))
const core = join(top, 'shared/src/i18n')
const head = '// Written by `pnpm fix`, from the languages that lie beside it.'

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => [
      ...(/^([a-z]+-)*messages$/.test(entry.name) ? [join(path, entry.name)] : []),
      ...folders(join(path, entry.name)),
    ])
}
/** `fr.ts`, `pt-BR.ts`, `mul.ts`: a file that is called as a language is. */
const languagesIn = (folder: string): string[] =>
  readdirSync(folder)
    .flatMap((name) => /^([a-z]{2,3}(-[A-Z]\w+)?)\.ts$/.exec(name)?.[1] ?? [])
    .sort()
/** A tag as a name in the code. */
const named = (language: string): string => language.replace('-', '')
const keyed = (language: string): string =>
  language === named(language) ? language : `'${language}': ${named(language)}`

async function coreIndex(): Promise<string> {
  const all = languagesIn(core)
  const places = new Map<string, number>()
  for (const one of all) {
    const module = (await import(pathToFileURL(join(core, `${one}.ts`)).href)) as Record<string, { place: number }>
    places.set(one, module[named(one)]?.place ?? 0)
  }
  const inPlace = [...all].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
  return [
    head,
    ...all.map((one) => `import { ${named(one)} } from './${one}.ts'`),
    `import type { Writing } from './writing.ts'`,
    '',
    `export const languages = [${inPlace.map((one) => `'${one}'`).join(', ')}] as const`,
    'export type Language = (typeof languages)[number]',
    `export const writings: Readonly<Record<Language, Writing>> = { ${all.map(keyed).join(', ')} }`,
    '',
  ].join('\n')
}

function indexOf(folder: string): string {
  const all = languagesIn(folder)
  const sets = [...readFileSync(join(folder, 'en.ts'), 'utf8').matchAll(/^export const (\w+)/gm)].map(([, set]) => set)
  const shared = folder.startsWith(join(top, 'shared/'))
  const translator = shared ? relative(folder, join(core, 'translator.ts')) : '@tablee/shared/i18n/translator'
  const per = (set: string | undefined) =>
    all.map((one) => `${one === named(one) ? one : `'${one}'`}: ${named(one)}.${set}`)
  return [
    head,
    `import type { Catalogue } from '${translator}'`,
    ...all.map((one) => `import * as ${named(one)} from './${one}.ts'`),
    '',
    ...sets.map(
      (set) => `export const ${set} = { ${per(set).join(', ')} } satisfies Catalogue<keyof typeof en.${set}>`,
    ),
    '',
  ].join('\n')
}

const wanted = new Map([[join(core, 'index.ts'), await coreIndex()]])
for (const part of ['client', 'server', 'shared'])
  for (const folder of folders(join(top, part, 'src'))) wanted.set(join(folder, 'index.ts'), indexOf(folder))
const other = [...wanted].filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text)
for (const [file, text] of other)
  if (process.argv.includes('--write')) writeFileSync(file, text)
  else console.error(`${relative(top, file)} is not what its languages are: pnpm fix`)

if (other.length > 0 && !process.argv.includes('--write')) process.exitCode = 1
