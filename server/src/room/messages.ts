/**
 * Messages of who runs the room to its tables: to who runs each of them, or to whoever writes there. They are the room's
 * own, stand on no board, and are shown until somebody at the table has read them.
 */
import { plainText } from '@tablee/shared/board/text'
import { isLang, type DialogueId, type TableId } from '@tablee/shared/ids'
import { fail, ok, type Problem } from '@tablee/shared/problem'
import { isFor, unread, type MessageState } from '@tablee/shared/room/fold'
import type { MessageReader } from '@tablee/shared/room/rows'
import type { CallCommand, TableCalls } from '@tablee/shared/wire/calls'
import type { Room, RoomCommand } from '@tablee/shared/wire/room'
import { handOf, type Session } from '../access/session.ts'
import type { RoomLog } from './log.ts'
import {
  closedMeanwhile,
  type AtSite,
  type AtTable,
  type Done,
  type Of,
  type PlaceOfTable,
  type Still,
  type TablePlaces,
} from './ports.ts'

const noMessage: Problem = { code: 'not-found', what: 'message' }
/** As many as a console shows: each answer has them. The others stay to be read at their tables. */
const mostShown = 4

const readerOf = ({ role }: Pick<Session, 'role'>): MessageReader | null =>
  role === 'facilitator' || role === 'reporter' ? role : null

/** Each verb answers after COMMIT; who may is asked before. */
export function createMessages({ log, places }: { readonly log: RoomLog; readonly places: TablePlaces }) {
  const tablesOf = ({ dialogue, site }: AtSite): readonly PlaceOfTable[] =>
    places.tables(dialogue).filter(({ siteId }) => siteId === site)
  /** The tables that a message is for. */
  const addressed = (dialogue: DialogueId, { site, tables }: Pick<MessageState, 'site' | 'tables'>) =>
    tablesOf({ dialogue, site }).filter(({ id }) => tables === null || tables.includes(id))

  return {
    /** `tables` left out: all of the site, those that come to it later too. */
    send(session: Session, { dialogue, site }: AtSite, command: Of<RoomCommand, 'message'>, still: Still): Done {
      const { id, to, tables = null } = command
      const said = Object.entries(command.text).map(([lang, one]) => [lang, plainText(one).trim()] as const)
      if (said.length === 0 || said.some(([lang, one]) => !isLang(lang) || one === ''))
        return Promise.resolve(fail({ code: 'bad-request', where: 'text', why: 'a text by its language' }))
      const own = new Set(tablesOf({ dialogue, site }).map((table) => table.id))
      if (tables?.some((table) => !own.has(table)) === true)
        return Promise.resolve(fail({ code: 'not-found', what: 'table' }))
      const text = Object.fromEntries(said)
      return log.append(
        dialogue,
        { kind: 'message', command: id, site, to, tables, text },
        handOf(session),
        ({ messages }) => (!still() ? closedMeanwhile : messages.has(id) ? { code: 'changed' } : null),
      )
    },
    /** By a table's facilitator or reporter, each for all screens of that role. Read once more it is read. */
    read(session: Session, { dialogue, table }: AtTable, { id, message }: Of<CallCommand, 'read'>, still: Still): Done {
      const role = readerOf(session)
      const place = table === null ? null : places.table(table)
      const found = log.state(dialogue).messages.get(message)
      if (role === null || place === null || found === undefined || !isFor(found, place, role))
        return Promise.resolve(fail(noMessage))
      if (found.read.get(place.id)?.has(role) === true) return Promise.resolve(ok(null))
      return log.append(dialogue, { kind: 'read', command: id, message, table: place.id, role }, handOf(session), () =>
        still() ? null : closedMeanwhile,
      )
    },
    /** What this session has not read yet at its table, oldest first; nothing for any other role. */
    unread(session: Pick<Session, 'role' | 'dialogue'>, table: TableId): TableCalls['messages'] {
      const role = readerOf(session)
      const place = places.table(table)
      if (role === null || place === null) return []
      return unread(log.state(session.dialogue), place, role).map(({ id, to, text, sentAt }) => ({
        id,
        to,
        text,
        sentAt,
      }))
    },
    /** As its console is told, newest first; of a table one who read it is enough. */
    ofSite: ({ dialogue, site }: AtSite): Room['messages'] =>
      [...log.state(dialogue).messages.values()]
        .filter((message) => message.site === site)
        .slice(-mostShown)
        .reverse()
        .map((message) => {
          const { id, to, tables, text, sentAt, read } = message
          const of = addressed(dialogue, message)
          const readAt = of.filter((one) => read.has(one.id)).map(({ number }) => number)
          return {
            id,
            to,
            tables: tables === null ? null : [...tables],
            text,
            sentAt,
            read: readAt.length,
            of: of.length,
            readAt,
          }
        }),
    /** Whom it concerns when a message was sent. */
    addressed: (dialogue: DialogueId, message: Pick<MessageState, 'site' | 'tables'>): readonly TableId[] =>
      addressed(dialogue, message).map(({ id }) => id),
  }
}
