/** `backup` and `restore`: the database as one file. */
import { systemClock } from '../clock.ts'
import * as files from '../recovery/backup.ts'

export function backup(folder: string, file: string): void {
  files.backup(folder, file)
  console.log(
    `${file} holds the database of ${folder}. The key file (server.key) is not in it: keep a copy of it elsewhere.`,
  )
}

export function restore(folder: string, file: string): void {
  const { aside, withdrawn, voices } = files.restore(folder, file, systemClock())
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
}
