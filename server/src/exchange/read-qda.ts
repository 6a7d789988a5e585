/**
 * A file of a program for coding texts, read into what stands or as a dialogue of its own. Runs in a worker (`beside.ts`), like
 * all reading of foreign text.
 */
import { BadFile, type Left } from '@tablee/shared/file'
import { backIn, standingOf, type StandingNames } from '@tablee/shared/formats/refi-back'
import type { Brought } from '@tablee/shared/formats/refi-codes'
import { dialogueOfProject, type BroughtDialogue } from '@tablee/shared/formats/refi-dialogue'
import type { Lang, RandomBytes } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import type { Encoding } from '@tablee/shared/wire/exchange'
import { unbundle } from './bundle.ts'
import { badFile } from './faults.ts'
import { readQda } from './qda-in.ts'
import { guidOf } from './qda-out.ts'

export type ReadQdaOptions = {
  readonly fileName: string
  /** Of what is not UTF-8. */
  readonly encoding?: Encoding | undefined
  readonly lang: Lang
  readonly onProgress?: (part: number) => void
}
type Told = { readonly left: Left; readonly missing: readonly string[] }
export type ReadBack = Brought & Told & { readonly found: { readonly sources: number; readonly entries: number } }
export type ReadAsDialogue = BroughtDialogue & Told

/** What has its place neither here nor there: names of coders, and what the reader counted. */
const leftOf = (read: Left, found: Left, users: number): Left => {
  const all: Record<string, number> = { ...read }
  for (const [code, n] of Object.entries(found)) all[code] = (all[code] ?? 0) + n
  return { ...all, ...(users > 0 ? { annotators: users } : {}) }
}

/** Into a dialogue that stands. `bad-file` for whatever is wrong with it; any other throw is a bug's. */
export function readBack(bytes: Uint8Array, standing: StandingNames, options: ReadQdaOptions): Result<ReadBack> {
  const { fileName, encoding, lang, onProgress = () => undefined } = options
  try {
    const read = readQda(unbundle(bytes, fileName), encoding)
    onProgress(0.5)
    const project = read.is === 'codebook' ? { codes: read.codes, sources: [], notes: [] } : read.project
    const { left, ...brought } = backIn(project, standingOf(standing, guidOf), guidOf, lang)
    onProgress(1)
    const [users, missing] = read.is === 'codebook' ? [0, []] : [read.project.users.length, read.missing]
    return ok({ ...brought, missing, left: leftOf(read.left.all(), left.all(), users) })
  } catch (cause) {
    return badFile(cause, fileName)
  }
}

/** As a dialogue of its own: a codebook alone is none (`qda-no-texts`). Else as `readBack`. */
export function readAsDialogue(
  bytes: Uint8Array,
  { at, random, title }: { readonly at: number; readonly random: RandomBytes; readonly title: string | undefined },
  options: ReadQdaOptions,
): Result<ReadAsDialogue> {
  const { fileName, encoding, lang, onProgress = () => undefined } = options
  try {
    const read = readQda(unbundle(bytes, fileName), encoding)
    onProgress(0.5)
    if (read.is === 'codebook') throw new BadFile('qda-no-texts')
    const { project, missing, left: counted } = read
    const called = title ?? (project.name.trim() || fileName)
    const { left, ...made } = dialogueOfProject(project, missing, { at, random, lang, title: called })
    onProgress(1)
    return ok({ ...made, missing, left: leftOf(counted.all(), left.all(), project.users.length) })
  } catch (cause) {
    return badFile(cause, fileName)
  }
}
