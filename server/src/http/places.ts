/** Where a path leads and what is said of a session: what `allow` and the routes ask of the parts behind them. */
import { nameOf, perKind, type CoEdited } from '@tablee/shared/documents'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { can } from '@tablee/shared/roles'
import type { Scope } from '@tablee/shared/wire/declare'
import type { Access } from '../access/access.ts'
import type { Guard, Where } from '../access/allow.ts'
import { stateFor, type Documents } from '../access/session.ts'
import type { Dialogues } from '../dialogue/dialogues.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'
import type { Describe } from './access-routes.ts'

/** Places and people of one hall. */
export function createPlaces(parts: {
  access: Access
  dialogues: Dialogues
  kinds: Documents
  snapshots: Snapshots
}): Pick<Guard, 'place'> {
  const { access, dialogues, kinds, snapshots } = parts
  const whole = (dialogue: DialogueId): Where => ({
    dialogue,
    table: null,
    board: null,
    document: null,
    link: null,
    audience: null,
    state: 'open',
  })
  const coEdited =
    (kind: CoEdited) =>
    (id: string): Where | null => {
      const found = kinds.place(kind, id)
      if (found === null) return null
      const { dialogue, table, state } = found
      const board = kind === 'board' ? (id as BoardId) : null
      return { ...whole(dialogue), table, state, board, document: nameOf(kind, id) }
    }
  const find: Readonly<Record<Exclude<Scope, 'none'>, (id: string) => Where | null>> = {
    ...perKind(coEdited),
    dialogue(id) {
      const found = dialogues.dialogue(id)
      return found === null ? null : whole(found.id)
    },
    // No session is of a site yet: nothing is there for anybody.
    site: () => null,
    snapshot(id) {
      const found = snapshots.about(id.replace(/\.json$/, ''))
      return found === null ? null : whole(found.dialogue)
    },
    link(id) {
      const found = access.links.get(id)
      return found === null ? null : { ...whole(found.dialogue), link: found.id }
    },
    watch(path) {
      const found = access.links.byPath(path)
      return found === null ? null : { ...whole(found.dialogue), link: found.id, audience: found.audience }
    },
  }
  return { place: (scope, id) => find[scope](id) }
}

/** Null for what is not there. `me` tells committed state only; without a table it may not edit. */
export const createDescribe = (dialogues: Dialogues): Describe => ({
  table: (id) => dialogues.table(id),
  window: (id) => dialogues.dialogue(id),
  me(session) {
    const dialogue = dialogues.dialogue(session.dialogue)
    const table = session.table === null ? null : dialogues.table(session.table)
    const board = session.table === null ? null : dialogues.currentBoard(session.table)
    return {
      role: session.role,
      dialogue: session.dialogue,
      dialogueTitle: dialogue?.title ?? '',
      site: table?.site ?? null,
      table: session.table,
      tableNumber: table?.number ?? null,
      seats: table?.seats ?? null,
      seat: session.seat,
      board: board?.id ?? null,
      lang: table?.lang ?? dialogue?.lang ?? 'en',
      mayEdit: board !== null && can(session.role, 'board.edit', stateFor(session, dialogues.shownState(board.id))),
    }
  },
})
