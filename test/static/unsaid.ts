/**
 * Each sentence is said somewhere: its name stands in the code, whole or as the fixed part of a made one (`move-${…}`). It
 * is loose, for any same word in the code counts.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))
const files = ['client', 'server', 'shared'].flatMap((part) =>
  readdirSync(join(top, part, 'src'), { recursive: true, encoding: 'utf8' }).map((name) => join(part, 'src', name)),
)
const read = (file: string): string => readFileSync(join(top, file), 'utf8')

const code = files.filter((file) => /\.tsx?$/.test(file) && !/messages\//.test(file)).map(read)
const words = new Set(code.flatMap((text) => text.match(/[\w-]+/g) ?? []))
/** Names with holes; a letter or two beside a hole would be like any name. */
const made = code
  .flatMap((text) => [...text.matchAll(/`((?:[\w-]*\$\{[^`{}]+\})+[\w-]*)`/g)])
  .map(([, name = '']) => name.split(/\$\{[^}]+\}/))
  .filter((parts) => parts.join('').length >= 3 || parts.includes('-'))
  .map((parts) => new RegExp(`^${parts.join('.+')}$`))
const isSaid = (key: string): boolean => words.has(key) || made.some((name) => name.test(key))

const unsaid = files
  .filter((file) => file.endsWith('messages/en.ts'))
  .flatMap((file) =>
    [...read(file).matchAll(/^  (?:'([^']+)'|(\w+)):/gm)].flatMap(([, quoted, plain]) => {
      const key = quoted ?? plain ?? ''
      return isSaid(key) ? [] : [`${file}: nothing says ${key}`]
    }),
  )
for (const line of unsaid) console.error(line)
if (unsaid.length > 0) process.exit(1)
console.log('every sentence is said')
