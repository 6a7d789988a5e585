/** `backup` and `restore`: the database as one file. */
import { systemClock } from '../clock.ts'
import { noteUnknown } from '../dialogue/shut.ts'
import * as files from '../recovery/backup.ts'
import { noteBackup } from '../recovery/backups.ts'

/**
 * Works beside a running server; throws `BadBackup` where the folder is damaged or the file is there already. Writes
 * the key beside the file unless `no-key`, notes for the folder where its newest backup lies, and says on the terminal
 * if the copy is not whole.
 */
export function backup(folder: string, file: string, options: { readonly 'no-key'?: boolean | undefined } = {}): void {
  const { key, whole } = files.backup(folder, file, options['no-key'] !== true)
  noteBackup(folder, { file, at: systemClock(), whole })
  console.log(`${file} holds the database and the photos of ${folder}.`)
  if (!whole)
    console.log('IT IS NOT WHOLE: a damaged file had lost something before. Keep the backups from before that.')
  console.log(
    key === null
      ? 'The key (server.key) is not in it. Without a copy of it, kept elsewhere, every printed card is dead after a restore into a new folder.'
      : `${key} holds the key: with both, a restored folder opens the same printed cards. Who has the key opens every table, so keep it like one. It never changes: a later backup needs no second copy (--no-key).`,
  )
}

const saidOfKey = (source: string, { is, aside }: files.RestoredKey): string => {
  switch (is) {
    case 'own':
      return 'The key of this folder fits: printed cards go on opening.'
    case 'brought':
      return `The key that came with the backup was put in place: the cards printed then open again.${aside === null ? '' : ` The key that stood there before lies in ${aside}; cards that were printed with it are dead.`}`
    case 'none':
      return `NO KEY THAT FITS: there is no ${files.keyBeside(source)}, and the folder has none of its own that fits. Until you choose, the server will not start:
  pnpm tablee key FILE    puts a copy of the old server.key in place: printed cards open again
  pnpm tablee new-key     makes a new one: every printed card and link is dead and has to be printed anew`
  }
}

/**
 * The server must not run. What stood in the folder lies beside it afterwards; what was withdrawn or said since the
 * backup is carried over where that can be read, and the terminal says where not. `key`: a copy of the server's key,
 * where none lies beside the file.
 */
export async function restore(
  folder: string,
  file: string,
  options: { readonly key?: string | undefined } = {},
): Promise<void> {
  const { aside, withdrawn, voices, key } = await files.restore(
    folder,
    file,
    systemClock(),
    options.key ?? null,
    noteUnknown,
  )
  if (aside !== null) console.log(`What stood there before lies in ${aside}.`)
  if (withdrawn === null)
    console.log(
      'It cannot be read: links that were withdrawn after the backup count again, and what people wrote and voted for themselves since then is lost. Withdraw the links anew.',
    )
  else if (withdrawn > 0) console.log(`Links withdrawn or re-issued since the backup stay so: ${withdrawn}.`)
  if (voices !== null && voices > 0)
    console.log(
      `What people said for themselves since the backup (consents, sheets, votes, answers) is kept: ${voices}.`,
    )
  console.log(
    'Restored. Start the server: tables’ devices hand in what the backup lacks, and observers see nothing until the organiser ends the recovery on the page with the cards.',
  )
  console.log(saidOfKey(file, key))
}
