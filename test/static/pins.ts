/**
 * What is installed is what was tested: each dependency is named by one exact version, and by the catalog
 * (`pnpm-workspace.yaml`) where several packages have it. Prints each that floats or is named twice.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Manifest = Partial<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Readonly<Record<string, string>>>
>

const top = fileURLToPath(new URL('../..', import.meta.url))
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/
const named = new Map<string, string>()
const broken: string[] = []

for (const name of ['package.json', ...['client', 'server', 'shared', 'test'].map((one) => `${one}/package.json`)]) {
  const manifest = JSON.parse(readFileSync(join(top, name), 'utf8')) as Manifest
  for (const part of ['dependencies', 'devDependencies', 'optionalDependencies'] as const)
    for (const [one, version] of Object.entries(manifest[part] ?? {})) {
      if (version === 'workspace:*' || version === 'catalog:') continue
      if (!exact.test(version)) broken.push(`${name}: ${one} floats (${version})`)
      const other = named.get(one)
      if (other !== undefined) broken.push(`${name}: ${one} stands in ${other}, too: name it in the catalog`)
      named.set(one, name)
    }
}
const [, listed = ''] = readFileSync(join(top, 'pnpm-workspace.yaml'), 'utf8').split(/^(?:catalog|overrides):$/m, 2)
for (const [line, version = ''] of listed.matchAll(/^ {2}\S+: (\S+)$/gm))
  if (!exact.test(version)) broken.push(`pnpm-workspace.yaml: ${line.trim()} floats`)

for (const line of broken) console.log(line)
console.log(broken.length === 0 ? 'every dependency is pinned' : `${broken.length} broken`)
process.exit(broken.length === 0 ? 0 : 1)
