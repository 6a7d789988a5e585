/** `import-voices`: a poll or survey of another tool becomes a dialogue of its own. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { field } from '@tablee/shared/formats/json'
import { Stop } from './ask.ts'
import { bundleOf, sayAll, sendFile, type Options } from './files.ts'
import type { Send } from './reach.ts'

/** Of a folder what may belong to a set; notes beside it are none. */
const belongs = /\.(csv|tsv|json|xml|ddi)$/i
const filesIn = (path: string): readonly string[] =>
  existsSync(path) && statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => belongs.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path]

/**
 * Files, and of folders what may belong to a set, as one import: a dialogue of its own, or nothing. Throws `Stop` in
 * words. With `--look` nothing is written.
 */
export async function importVoices(send: Send, paths: readonly string[], options: Options): Promise<void> {
  const files = [...paths, ...(options.codebook === undefined ? [] : [options.codebook])].flatMap(filesIn)
  const [first] = files
  if (paths.length === 0) throw new Stop('FOLDER or FILE is missing. pnpm tablee help says what belongs there.')
  if (first === undefined) throw new Stop(`There is no table in ${paths.join(', ')}.`)
  const { name, bytes } = bundleOf(files, `${basename(paths[0] ?? first)}.zip`)
  const asked = new URLSearchParams({ file: name })
  for (const option of ['title', 'lang', 'encoding', 'id', 'weight', 'table', 'wave', 'after', 'missing'] as const) {
    const value = options[option]
    if (value !== undefined) asked.set(option, value)
  }
  if (options.observers === true) asked.set('observers', '1')
  if (options.look === true) asked.set('look', '1')
  const value = await sendFile(send, `/api/voices/import?${asked}`, bytes)
  const say = (name: string): string => String(field(value, name))
  const what =
    say('format') === 'polis'
      ? `${say('people')} people, ${say('items')} statements, ${say('answers')} votes (Polis)`
      : `${say('people')} people, ${say('items')} questions, ${say('answers')} answers (survey)`
  const left = sayAll(field(value, 'left'))
  const columns = field(value, 'columns')
  const taken = (['id', 'weight', 'table'] as const).flatMap((role) => {
    const name = field(columns, role)
    return typeof name === 'string' ? [`${role} ${name}`] : []
  })
  const by = columns === null ? '' : ` Columns: ${taken.length === 0 ? 'every row is a person' : taken.join(', ')}.`
  console.log(
    `${options.look === true ? 'In it' : 'Imported'}: ${say('title')}: ${what}, at ${say('tables')} tables.${by}${left === '' ? '' : ` To know: ${left}.`}`,
  )
  const links = field(value, 'links')
  if (options.look === true || !Array.isArray(links)) return
  console.log(`Dialogue ${say('dialogue')}`)
  for (const link of links) {
    const url = field(link, 'url')
    if (typeof url === 'string') console.log(`${String(field(link, 'role')).padEnd(12)} ${url}`)
  }
}
