/**
 * Calls and messages, wired: what a table does and is told, what a site's console is told, and whom each change concerns.
 * The console does its part with `calls` and `messages`.
 */
import type { DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import type { RoomRow } from '@tablee/shared/room/rows'
import type { CallCommand, TableCalls } from '@tablee/shared/wire/calls'
import type { Call } from '@tablee/shared/wire/room'
import type { Verbs } from '@tablee/shared/wire/verbs'
import type { Session } from '../access/session.ts'
import { versioned } from '../hold/waiting.ts'
import { createCalls } from './calls.ts'
import type { RoomLog } from './log.ts'
import { createMessages } from './messages.ts'
import type { AtSite, AtTable, Done, LabelOf, Still, TablePlaces } from './ports.ts'

/** What a table does. */
export type CallVerbs = Verbs<CallCommand, [session: Session, at: AtTable], [still: Still], Done>
/** What changed of a site, and which of its tables are told something else now. */
export type BetweenChange = {
  readonly dialogue: DialogueId
  readonly site: SiteId
  readonly tables: readonly TableId[]
}

/** Follows the log and closes it with itself. */
export function createBetween({
  log,
  places,
  labelOf,
}: {
  readonly log: RoomLog
  readonly places: TablePlaces
  readonly labelOf: LabelOf
}) {
  const calls = createCalls({ log, places, labelOf })
  const messages = createMessages({ log, places })
  const listeners = new Set<(change: BetweenChange) => void>()
  // A call that is over stands in no state any more, and its table is told so.
  const tableOfCall = new Map(
    log.list().flatMap((id) => [...log.state(id).calls.values()].map((call) => [call.id, call.table] as const)),
  )

  /** Open calls of which a console was told, by this process: after a restart consoles ask again. */
  const heard = new Set<string>()
  const tell = (change: BetweenChange): void => {
    for (const listener of listeners) listener(change)
  }

  function concerned(dialogue: DialogueId, row: RoomRow): readonly TableId[] {
    switch (row.kind) {
      case 'call':
        tableOfCall.set(row.command, row.table)
        return [row.table]
      case 'coming':
      case 'taken-back':
      case 'done': {
        const table = tableOfCall.get(row.call)
        if (row.kind !== 'coming') {
          tableOfCall.delete(row.call)
          heard.delete(row.call)
        }
        return table === undefined ? [] : [table]
      }
      case 'message':
        return messages.addressed(dialogue, row)
      case 'read':
        return [row.table]
    }
  }
  const stop = log.onChange(({ id: dialogue, row }) => {
    const tables = concerned(dialogue, row)
    const site = row.kind === 'message' ? row.site : places.table(tables[0] ?? '')?.siteId
    if (site !== undefined) tell({ dialogue, site, tables })
  })

  const verbs: CallVerbs = { call: calls.call, 'take-back': calls.takeBack, read: messages.read }
  return {
    calls,
    messages,
    verbs,
    /** These calls were told to their site's console: the tables that made them read that somebody knows. */
    heard({ dialogue, site }: AtSite, told: readonly Pick<Call, 'id'>[]): void {
      const ids = new Set(told.map(({ id }) => id))
      const fresh = calls.ofSite({ dialogue, site }).filter(({ id }) => ids.has(id) && !heard.has(id))
      for (const { id } of fresh) heard.add(id)
      if (fresh.length > 0) tell({ dialogue, site, tables: fresh.map(({ table }) => table) })
    },
    /** For who runs a table or writes there, and nobody else (`message.read`). */
    told: (session: Session, table: TableId): Result<TableCalls> => {
      const call = calls.ofTable(session.dialogue, table)
      return versioned({
        ok: true,
        value: {
          call: call && {
            id: call.id,
            kind: call.kind,
            askedAt: call.askedAt,
            heard: heard.has(call.id),
            coming: call.coming,
          },
          messages: messages.unread(session, table),
        },
      })
    },
    /** Called after COMMIT. */
    onChange(listener: (change: BetweenChange) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Rows were rewritten. */
    reread: log.reread,
    close(): void {
      stop()
      log.close()
    },
  }
}
