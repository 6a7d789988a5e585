/** The pages about the code against the code: each number of a decision stands once in docs/decisions. Prints what does not hold. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))
const broken: string[] = []

const decided = new Map<string, string>()
for (const name of readdirSync(join(top, 'docs/decisions'))) {
  const page = `docs/decisions/${name}`
  for (const line of readFileSync(join(top, page), 'utf8').split('\n').slice(1).filter(Boolean)) {
    const number = /^\*\*(\d+)\. .+\*\*/.exec(line)?.[1]
    if (number === undefined)
      broken.push(`${page}: a decision begins with **<number>. What was chosen**, not with ${line.slice(0, 40)}`)
    else if (decided.has(number)) broken.push(`${page}: decision ${number} stands in ${decided.get(number)} already`)
    else decided.set(number, page)
  }
}

for (const line of broken) console.log(line)
console.log(broken.length === 0 ? `${decided.size} decisions, each once` : `${broken.length} broken`)
process.exit(broken.length === 0 ? 0 : 1)
