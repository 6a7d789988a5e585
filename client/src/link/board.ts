/** A table's board, as the link sees it. */
import { takeKeepingUnseen } from '@tablee/shared/board/notes/unseen'
import { undoFor } from '@tablee/shared/board/undo'
import { nameOf } from '@tablee/shared/documents'
import type { BoardId } from '@tablee/shared/ids'
import { can } from '@tablee/shared/roles'
import type { BoardCommand, BoardStatus, TicketRequest } from '@tablee/shared/wire/board'
import type { ToEditor } from '@tablee/shared/wire/editor'
import { erases } from './erased.ts'
import type { LinkKind } from './kind.ts'
import { forgetSaid, forgetSession } from './session.ts'

const isStatus = (message: { readonly type: string }): message is Extract<ToEditor, { type: 'board' }> =>
  message.type === 'board'

export const boardKind: LinkKind<BoardStatus, BoardCommand> = {
  called: 'board',
  name: (id) => nameOf('board', id),
  kept: (id) => id,
  undo: undoFor,
  status: (message) => (isStatus(message) ? message.board : null),
  mayEdit: (role, { state }) => can(role, 'board.edit', state),
  clock: ({ clock }) => clock.now,
  recovers: ({ recovery }) => recovery === true,
  denied: (role, action) => ({ code: 'not-allowed', role, action: action === 'open' ? 'board.open' : 'board.edit' }),
  shown: (role) => can(role, 'presence.show'),
  ticket: (id, asks) => ({ board: id as BoardId, ...asks }) satisfies TicketRequest,
  catchUp: (id) => `/api/boards/${id}/catch-up`,
  commands: (id) => `/api/boards/${id}/commands`,
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
