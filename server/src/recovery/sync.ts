/** What is on the disk, and stays when a plug is pulled. */
import { closeSync, fsyncSync, openSync } from 'node:fs'

/** What was written to the file, or renamed in the folder, is on the disk when this returns. */
export function sync(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
