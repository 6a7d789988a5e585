/**
 * Calls: a table asks for somebody without a word in the hall, and who runs the room comes. A table has one open call at a
 * time, so that nobody waits twice; of two who come, the first does.
 */
import type { DialogueId, SiteId, TableId } from '@tablee/shared/ids'
import { fail, type Problem } from '@tablee/shared/problem'
import { callOf, longestFirst, type CallState, type RoomState } from '@tablee/shared/room/fold'
import type { CallCommand } from '@tablee/shared/wire/calls'
import type { Call, RoomCommand } from '@tablee/shared/wire/room'
import { handOf, type Session } from '../access/session.ts'
import type { RoomLog } from './log.ts'
import {
  closedMeanwhile,
  type AtSite,
  type AtTable,
  type Done,
  type LabelOf,
  type Of,
  type Still,
  type TablePlaces,
} from './ports.ts'

const noCall: Problem = { code: 'not-found', what: 'call' }

/**
 * Each verb answers after COMMIT. `not-found` for a call that is over or another's, `changed` where somebody was faster:
 * the table calls already, somebody else comes. Who may is asked before.
 */
export function createCalls({
  log,
  places,
  labelOf,
}: {
  readonly log: RoomLog
  readonly places: TablePlaces
  readonly labelOf: LabelOf
}) {
  const judged = (still: Still, judge: (now: RoomState) => Problem | null) => (now: RoomState) =>
    still() ? judge(now) : closedMeanwhile
  /** An open call of this site. */
  const at = (now: RoomState, id: string, site: SiteId): CallState | null => {
    const call = now.calls.get(id)
    return call !== undefined && places.table(call.table)?.siteId === site ? call : null
  }

  return {
    /** By a table. */
    call(
      session: Session,
      { dialogue, table, board }: AtTable,
      { id, about }: Of<CallCommand, 'call'>,
      still: Still,
    ): Done {
      if (table === null) return Promise.resolve(fail({ code: 'not-found', what: 'table' }))
      return log.append(
        dialogue,
        { kind: 'call', command: id, table, board, about },
        handOf(session),
        judged(still, (now) => (callOf(now, table) === null && !now.calls.has(id) ? null : { code: 'changed' })),
      )
    },
    /** By whoever of the table: a reporter takes back what the facilitator called for. */
    takeBack(
      session: Session,
      { dialogue, table }: AtTable,
      { id, call }: Of<CallCommand, 'take-back'>,
      still: Still,
    ): Done {
      return log.append(
        dialogue,
        { kind: 'taken-back', command: id, call },
        handOf(session),
        judged(still, (now) => (now.calls.get(call)?.table === table ? null : noCall)),
      )
    },
    /** By who runs the room: the table reads who comes, as it is written on their card. */
    coming(session: Session, { dialogue, site }: AtSite, { id, call }: Of<RoomCommand, 'coming'>, still: Still): Done {
      return log.append(
        dialogue,
        { kind: 'coming', command: id, call, who: labelOf(session.link) },
        handOf(session),
        judged(still, (now) => {
          const open = at(now, call, site)
          return open === null ? noCall : open.coming === null ? null : { code: 'changed' }
        }),
      )
    },
    /** By who runs the room, whether they said that they come or not. */
    done(session: Session, { dialogue, site }: AtSite, { id, call }: Of<RoomCommand, 'done'>, still: Still): Done {
      return log.append(
        dialogue,
        { kind: 'done', command: id, call },
        handOf(session),
        judged(still, (now) => (at(now, call, site) === null ? noCall : null)),
      )
    },
    /** As committed; null where the table calls for nobody. */
    ofTable: (dialogue: DialogueId, table: TableId): CallState | null => callOf(log.state(dialogue), table),
    /** Open calls of a site, as its console is told: the longest wait first. */
    ofSite: ({ dialogue, site }: AtSite): readonly Call[] =>
      longestFirst(
        [...log.state(dialogue).calls.values()].filter(({ table }) => places.table(table)?.siteId === site),
      ).map(({ id, table, kind, askedAt, coming }) => ({ id, table, kind, askedAt, coming })),
  }
}
