/** Whether a folder may be served: not while it is another laptop's copy, and not after another laptop has taken over. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hasTable, openDatabase } from '../store/database.ts'
import { readBeside } from './beside.ts'
import { markOf, termOf } from './term.ts'

export class NotFirst extends Error {
  override readonly name = 'NotFirst'
  readonly why: 'copy' | 'fenced'
  constructor(why: 'copy' | 'fenced', message: string) {
    super(message)
    this.why = why
  }
}

/** What a folder is by what stands in it; nobody has to be asked. */
export function standingOf(folder: string): { readonly is: 'first' | 'copy' | 'fenced'; readonly tookOver: boolean } {
  const beside = readBeside(folder)
  const file = join(folder, 'tablee.sqlite')
  if (beside === null) return { is: 'first', tookOver: false }
  if (!existsSync(file)) return { is: beside.first === null ? 'first' : 'copy', tookOver: false }
  let database
  try {
    database = openDatabase(file, { shared: true })
    if (markOf(database) !== null) return { is: 'copy', tookOver: false }
    if (beside.fenced !== null && beside.fenced.term > termOf(database)) return { is: 'fenced', tookOver: false }
    if (!hasTable(database, 'term')) return { is: 'first', tookOver: false }
    const last = database.prepare('SELECT laptop FROM term ORDER BY term DESC LIMIT 1').get()
    return { is: 'first', tookOver: last?.['laptop'] === beside.laptop }
  } catch {
    // A damaged file is mended as a first one's: a copy of before says no more what it was.
    return { is: 'first', tookOver: false }
  } finally {
    database?.close()
  }
}

/** Throws `NotFirst`. */
export function mayServe(folder: string): void {
  const { is } = standingOf(folder)
  if (is === 'copy')
    throw new NotFirst(
      'copy',
      `${folder} is the second laptop's copy of ${readBeside(folder)?.first ?? 'another one'}. Start it with --second, and take over on its page if the first one is off.`,
    )
  if (is === 'fenced')
    throw new NotFirst(
      'fenced',
      `Another laptop has taken over from ${folder}. Nothing is taken here any more: start it with --second and that laptop's address, and it becomes the second one. What only this one had stays in its folder.`,
    )
}
