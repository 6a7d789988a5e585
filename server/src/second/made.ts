/** Whether two laptops can keep one folder: what each is made of, told before anything else is. */
import { createHash } from 'node:crypto'
import { program } from '../record/known.ts'
import type { Migration } from '../store/migrate.ts'

/** What the two say to each other (`frames`). Another one is understood by nobody of before. */
const protocol = 1

/** `version`: for a person. `form`: the same where a copy of one is a folder of the other. */
export type Made = { readonly version: string; readonly form: string }

/** The protocol, the database's tables and the kinds of rows that are known, however the programs are called. */
export const madeOf = (version: string, migrations: readonly Migration[]): Made => ({
  version,
  form: createHash('sha256')
    .update(JSON.stringify([protocol, migrations, program]))
    .digest('hex')
    .slice(0, 16),
})

/** Of somebody who says none: a program of before. */
export const madeBefore: Made = { version: '?', form: '' }
