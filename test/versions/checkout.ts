/** A version of this program out of git, with its dependencies, in a temporary folder. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('../..', import.meta.url))

export type Checkout = { readonly folder: string; readonly commit: string; remove(): void }

/** `edit`: files to be other than they are, as the next version would be. */
export function checkout(ref: string, edit: Readonly<Record<string, (text: string) => string>> = {}): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'tablee-version-'))
  const commit = execFileSync('git', ['rev-parse', '--short', ref], { cwd: here, encoding: 'utf8' }).trim()
  execFileSync('sh', ['-c', `git archive ${commit} | tar -x -C '${folder}'`], { cwd: here })
  for (const [path, change] of Object.entries(edit)) {
    const file = join(folder, path)
    const [before, after] = [readFileSync(file, 'utf8'), change(readFileSync(file, 'utf8'))]
    if (before === after) throw new Error(`${path} of ${commit} is not what was to be changed`)
    writeFileSync(file, after)
  }
  execFileSync('npx', ['-y', 'pnpm@12', 'install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { folder, commit, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
