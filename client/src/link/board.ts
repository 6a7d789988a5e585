/** A table's board, as the link sees it. */
import { takeKeepingUnseen } from '@tablee/shared/board/notes/unseen'
import { undoFor } from '@tablee/shared/board/undo'
import type { BoardCommand, BoardStatus } from '@tablee/shared/wire/board'
import type { ToEditor } from '@tablee/shared/wire/editor'
import { erases } from './erased.ts'
import type { LinkKind } from './kind.ts'
import { forgetSaid, forgetSession } from './session.ts'

const isStatus = (message: { readonly type: string }): message is Extract<ToEditor, { type: 'board' }> =>
  message.type === 'board'

export const boardKind: LinkKind<BoardStatus, BoardCommand> = {
  documents: 'board',
  kept: (id) => id,
  undo: undoFor,
  status: (message) => (isStatus(message) ? message.board : null),
  state: ({ state }) => state,
  clock: ({ clock }) => clock.now,
  recovers: ({ recovery }) => recovery === true,
  said: (command) => ({
    where: 'words' in command ? [command.words] : [],
    texts: 'text' in command ? [command.text] : [],
  }),
  comesBack: (doc, update, apply, own, who) => takeKeepingUnseen(doc, update, apply, own, { who, why: 'comes back' }),
  erases,
  forget(environment, session, id, why) {
    if (why === 'left') forgetSession(environment, session, id)
    else forgetSaid(environment, session) // nowhere to say it any more
  },
}
