/** Where the table's earlier boards come from: one reader's link for each, or the gallery's memory. */
import type { TableVoices } from '@tablee/shared/wire/voices'
import type { AskAfter } from '../../hold/use-followed.ts'
import type { Api } from '../../link/api.ts'
import { browser } from '../../link/environment.ts'
import type { TableLink } from '../../link/link.ts'
import { knownSession } from '../../link/session.ts'
import { openBeside } from '../../link/table.ts'
import { voicesPort } from '../voices/port.ts'

export type BackPort = {
  /** Anyone who opens it closes it. Null where nobody knows who this tab is. */
  open(board: string): TableLink | null
  /** Its rounds, as the table is told of them. */
  voices(board: string): AskAfter<TableVoices>
}

export const backPort = (api: Api, here: string): BackPort => ({
  open(board) {
    // Who looks back is who this tab is: on its own board somebody else may have been here last.
    const session = knownSession(browser(), { board: here })
    return session && openBeside({ board, session })
  },
  voices: (board) => voicesPort(api, board).read,
})
