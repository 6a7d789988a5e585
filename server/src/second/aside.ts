import { existsSync, readdirSync } from 'node:fs'

/** Folders in a data folder in which lies what only this laptop had when another one took over; the newest last. */
export const asidesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.startsWith('forked-'))
        .sort()
    : []
