/**
 * shared/SPEC.md against the tests: every number a test quotes stands there, every number that stands there is quoted by
 * a test, and none stands there twice. Prints each that does not.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))
const spec = readFileSync(join(top, 'shared/SPEC.md'), 'utf8')
const said = [...spec.matchAll(/\*\*(TRAP \d+|[A-Z][A-Z0-9]*?\d+)\*\*/g)].map((match) => match[1] ?? '')
const numbers = new Set(said)

function tests(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : tests(path)
    return /(\.test|contract)\.ts$/.test(entry.name) ? [path] : []
  })
}

const broken = said
  .filter((number, i) => said.indexOf(number) !== i)
  .map((number) => `shared/SPEC.md: ${number} stands there twice`)
const quoted = new Set<string>()
for (const file of tests(join(top, 'test'))) {
  // A name quotes one number or several: [JRN3], [ACC3, ACC7].
  for (const match of readFileSync(file, 'utf8').matchAll(
    /\[((?:TRAP |[A-Z])[A-Z0-9]*\d+(?:, (?:TRAP |[A-Z])[A-Z0-9]*\d+)*)\]/g,
  )) {
    for (const number of (match[1] ?? '').split(', ')) {
      if (!numbers.has(number)) broken.push(`${relative(top, file)}: [${number}] stands nowhere in shared/SPEC.md`)
      quoted.add(number)
    }
  }
}
// I1 to I8 are checked together, at every step of FUZZ2.
for (const number of numbers)
  if (!quoted.has(number) && !/^I\d$/.test(number)) broken.push(`shared/SPEC.md: no test quotes ${number}`)

for (const line of broken) console.log(line)
console.log(broken.length === 0 ? `all ${numbers.size} numbers of SPEC stand in tests` : `${broken.length} broken`)
process.exit(broken.length === 0 ? 0 : 1)
