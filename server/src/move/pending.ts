/**
 * What a folder notes of a move that is under way: how the cluster is reached that knows what came of it. It holds a
 * password, so it lies beside the database, readable by the server alone, and goes when the move is over.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { sync } from '../recovery/sync.ts'

export type Pending = { readonly id: string; readonly dialogue: string; readonly url: string; readonly where: string }

const fileIn = (folder: string): string => join(folder, 'move.json')

/** Null where there is none, or nobody can read it. `where`: as people are told where it goes. */
export function readPending(folder: string): Pending | null {
  const file = fileIn(folder)
  if (!existsSync(file)) return null
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value !== 'object' || value === null) return null
    const text = (name: string): string => String(Reflect.get(value, name) ?? '')
    return { id: text('id'), dialogue: text('dialogue'), url: text('url'), where: text('where') }
  } catch {
    return null
  }
}

/** On the disk when this returns. */
export function notePending(folder: string, pending: Pending): void {
  const file = openSync(fileIn(folder), 'w', 0o600)
  try {
    writeSync(file, JSON.stringify(pending))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  sync(folder)
}

/** The move is over, whichever way: nothing that opens the cluster stays in the folder. */
export const dropPending = (folder: string): void => rmSync(fileIn(folder), { force: true })
