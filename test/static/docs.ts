/**
 * The pages about the code against the code: files and folders that they name are there, and a function that is named
 * after a file stands in it; ARCHITECTURE.md fits on a page; each decision's number stands once, and in its order. And what `shared` and
 * `server` export: each function says in a comment what its name and type do not. Prints what does not hold.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))
const broken: string[] = []
const read = (path: string): string => readFileSync(join(top, path), 'utf8')
const filesIn = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !name.includes('node_modules') && !name.includes('dist/'))
    .map((name) => join(folder, name))

/** Files and folders as pages call them: whole, or from any folder on; without `src`, and without their ending. */
const known = new Set(
  ['shared', 'server', 'client', 'test']
    .flatMap((folder) => filesIn(folder, /\.tsx?$/))
    .flatMap((path) => [path, path.replace(/\.tsx?$/, ''), dirname(path)])
    .flatMap((path) => [path, path.replace('/src/', '/')])
    .flatMap((path) => path.split('/').map((_, from, parts) => parts.slice(from).join('/'))),
)
const pages = [...readdirSync(top).filter((name) => name.endsWith('.md')), ...filesIn('docs', /\.md$/)]
for (const page of pages)
  for (const [i, line] of read(page).split('\n').entries()) {
    const wrong = (what: string, why: string) => broken.push(`${page}:${i + 1}: ${what} ${why}`)
    for (const [, target = ''] of line.matchAll(/\]\(([^)#]+)[^)]*\)/g))
      if (!target.includes(':') && !existsSync(join(top, dirname(page), target))) wrong(target, 'is not there')
    let file = ''
    for (const [, said = ''] of line.matchAll(/`([^`]+)`/g)) {
      const name = /^(\w+)\(\)$/.exec(said)?.[1]
      const whole = /^(client|server|shared|test|docs)\/[\w./-]+$/.test(said)
      if (whole && existsSync(join(top, said))) file = said
      else if (name !== undefined) {
        if (file !== '' && !new RegExp(`\\b${name}\\b`).test(read(file))) wrong(`${name}()`, `is not in ${file}`)
      } else if (
        page.startsWith('docs/decisions/')
          ? /^[\w-]+(\/[\w.-]+)+$|^[\w.-]+\.tsx?$/.test(said)
          : whole || /^[\w./-]+\.tsx?$/.test(said)
      )
        if (!known.has(said)) wrong(said, 'is not there')
    }
  }

const most = 15_000
const size = Buffer.byteLength(read('ARCHITECTURE.md'))
if (size > most) broken.push(`ARCHITECTURE.md: ${size} bytes are more than ${most}`)

const decided = new Map<string, string>()
for (const page of filesIn('docs/decisions', /\.md$/)) {
  let last = 0
  for (const line of read(page).split('\n').slice(1).filter(Boolean)) {
    const number = /^\*\*(\d+)\. .+\*\*/.exec(line)?.[1]
    if (number === undefined)
      broken.push(`${page}: a decision begins with **<number>. What was chosen**, not with ${line.slice(0, 40)}`)
    else if (decided.has(number)) broken.push(`${page}: decision ${number} stands in ${decided.get(number)} already`)
    else decided.set(number, page)
    if (Number(number) < last) broken.push(`${page}: decision ${number} stands behind ${last}`)
    last = Math.max(last, Number(number ?? 0))
  }
}

/** A function, or a constant that is one; what follows the head of an overloaded one belongs to it. */
const exported =
  /^export (?:(?:async )?function\*? (\w+)|const (\w+)(?:: [^=\n]+)? = (?:async )?(?:<(?:(?!\n\n)[^])*?>)?(?:\w+|\((?:(?!\n\n)[^])*?\)(?:: [^=\n]+)?) =>)/gm
let functions = 0
for (const file of ['shared/src', 'server/src'].flatMap((folder) => filesIn(folder, /\.ts$/))) {
  if (file.startsWith('server/src/demo/content/')) continue
  const text = read(file)
  let last = ''
  for (const { index, 1: made, 2: held } of text.matchAll(exported)) {
    const name = made ?? held ?? ''
    functions += 1
    if (name !== last && !text.slice(0, index).endsWith('*/\n'))
      broken.push(`${file}: ${name} is exported, and no comment (/** … */) says what its name and type do not`)
    last = name
  }
}

for (const line of broken) console.log(line)
console.log(
  broken.length === 0
    ? `${pages.length} pages, ${decided.size} decisions, ${functions} functions`
    : `${broken.length} broken`,
)
process.exit(broken.length === 0 ? 0 : 1)
