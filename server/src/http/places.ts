/** Where a path leads and what is said of a session: what `allow` and the routes ask of the parts behind them. */
import { nameOf, perKind, type CoEdited } from '@tablee/shared/documents'
import type { BoardId, DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import { can } from '@tablee/shared/roles'
import type { Scope } from '@tablee/shared/wire/declare'
import type { Access } from '../access/access.ts'
import { siteIn, type Guard, type Where } from '../access/allow.ts'
import { sitesOfLink } from '../access/handing-out.ts'
import { sitesOf, stateFor, type Documents } from '../access/session.ts'
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
    site: null,
    board: null,
    document: null,
    link: null,
    audience: null,
    state: 'open',
  })
  /** A table lies on its site; what is no table's is the whole dialogue's. */
  function at(id: TableId | null): { readonly table: TableId | null; readonly sites?: readonly SiteId[] } {
    const found = id === null ? null : dialogues.table(id)
    return { table: id, ...(found === null ? {} : { sites: [found.siteId] }) }
  }
  const coEdited =
    (kind: CoEdited) =>
    (id: string): Where | null => {
      const found = kinds.place(kind, id)
      if (found === null) return null
      const { dialogue, table, state, session } = found
      const board = kind === 'board' ? (id as BoardId) : null
      return {
        ...whole(dialogue),
        ...at(table),
        ...(session === undefined ? {} : { session }),
        state,
        board,
        document: nameOf(kind, id),
      }
    }
  const find: Readonly<Record<Exclude<Scope, 'none'>, (id: string) => Where | null>> = {
    ...perKind(coEdited),
    dialogue(id) {
      const found = dialogues.dialogue(id)
      return found === null ? null : whole(found.id)
    },
    site(id) {
      const { dialogue, site } = siteIn(id)
      const found = dialogues.dialogue(dialogue)
      const here = dialogues.sites(dialogue as DialogueId).find((one) => one.id === site)
      return found === null || here === undefined ? null : { ...whole(found.id), site: here.id, sites: [here.id] }
    },
    snapshot(id) {
      const found = snapshots.about(id.replace(/\.json$/, ''))
      return found === null ? null : whole(found.dialogue)
    },
    link(id) {
      const found = access.links.get(id)
      if (found === null) return null
      const sites = sitesOfLink(found, dialogues)
      return { ...whole(found.dialogue), link: found.id, ...(sites === null ? {} : { sites }) }
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
  sites: (id) => dialogues.sites(id),
  window: (id) => dialogues.dialogue(id),
  me(session) {
    const dialogue = dialogues.dialogue(session.dialogue)
    const table = session.table === null ? null : dialogues.table(session.table)
    const board = session.table === null ? null : dialogues.currentBoard(session.table)
    const own = sitesOf(session)
    const sites = own === null ? [] : dialogues.sites(session.dialogue).filter(({ id }) => own.includes(id))
    return {
      role: session.role,
      dialogue: session.dialogue,
      dialogueTitle: dialogue?.title ?? '',
      site: table?.site ?? (sites.length === 1 ? (sites[0]?.name ?? null) : null),
      ...(own === null ? {} : { sites: sites.map(({ id, name }) => ({ id, name })) }),
      table: session.table,
      tableNumber: table?.number ?? null,
      seats: table?.seats ?? null,
      seat: session.seat,
      board: board?.id ?? null,
      lang: table?.lang ?? sites[0]?.lang ?? dialogue?.lang ?? 'en',
      mayEdit: board !== null && can(session.role, 'board.edit', stateFor(session, dialogues.shownState(board.id))),
    }
  },
})
