/** What a laptop knows of the other one, in a file beside the database that its owner alone reads. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Beside = {
  /** This laptop's own name for itself. */
  readonly laptop: string
  /** By which the two know each other, and what they both know. */
  readonly pair: string | null
  readonly secret: string | null
  /** Of a second one: where the first is. */
  readonly first: string | null
  /** Of a first one: where the second one's own page was last. */
  readonly second: string | null
  /** Another laptop has this term: here nothing is taken any more. */
  readonly fenced: { readonly term: number; readonly at: number } | null
  /** As the first one is reached and proves its name; the second has it from it. */
  readonly reached: {
    readonly origins: readonly string[] | null
    readonly port: number
    readonly tls: { readonly cert: string; readonly key: string } | null
    readonly title: string
  } | null
}

const fileIn = (folder: string): string => join(folder, 'second.json')

/** Null where there is none, or it cannot be read. */
export function readBeside(folder: string): Beside | null {
  const file = fileIn(folder)
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Beside
  } catch {
    // Half a file is never left there (it is renamed whole): somebody else's hand. What it said is asked for again.
    return null
  }
}

/** Whole or as it was, also when the plug is pulled. */
export function writeBeside(folder: string, beside: Beside): void {
  const part = `${fileIn(folder)}.part`
  rmSync(part, { force: true })
  const opened = openSync(part, 'wx', 0o600)
  try {
    writeFileSync(opened, JSON.stringify(beside))
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
  renameSync(part, fileIn(folder))
}

/** Of a laptop that knows no other one. */
export const newBeside = (laptop: string): Beside => ({
  laptop,
  pair: null,
  secret: null,
  first: null,
  second: null,
  fenced: null,
  reached: null,
})
