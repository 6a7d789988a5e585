/**
 * Sockets, each taken by the hall that it leads to: by the dialogue in its address, an observers' by its link. An address of
 * before names no dialogue; the ticket in the first frame does.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { decodeFromPresence } from '@tablee/shared/wire/presence'
import type { RawData, WebSocket } from 'ws'
import { pathHash } from '../access/links.ts'
import { ofTicket } from '../access/tickets.ts'
import type { Socket } from '../http/upgrade.ts'
import { ticketIn } from '../live/frames.ts'
import { defaultLimits } from '../live/limits.ts'
import { collabServerOptions, presenceServerOptions } from '../live/live.ts'
import { bytesIn } from '../ops/frame.ts'
import { langIn, pageIn } from '../view/names.ts'
import { observerLimits } from '../view/observe.ts'
import type { Hall } from './hall.ts'
import type { Halls } from './halls.ts'
import type { Common } from './shared.ts'

/** What a first frame shows; `nothing` is only a sign of life. */
type Shows = (frame: Uint8Array) => string | 'nothing' | null

const inHello: Shows = (frame) => {
  const message = decodeFromPresence(frame)
  return message?.kind === 'hello' ? message.ticket : null
}

/**
 * A dialogue that is not there leads to the hall in which nothing is, which refuses; a closed hall's sockets are told
 * to come again (1012). `close` ends only those that have shown no ticket yet.
 */
export function socketsOf(halls: Halls, { directory: { leadsTo } }: Pick<Common, 'directory'>) {
  /** Who has not said yet where they want to go. */
  const unled = new Set<WebSocket>()

  function lead(ws: WebSocket, dialogue: DialogueId | null, take: (hall: Hall) => void): void {
    const hall = dialogue === null || leadsTo('dialogue', dialogue) === null ? halls.nobodys : halls.asked(dialogue)
    if (hall === null) ws.close(closeCodes.restart, 'this hall comes back')
    else take(hall)
  }

  function ledByTicket(ws: WebSocket, shows: Shows, take: (hall: Hall) => void): void {
    unled.add(ws)
    const late = setTimeout(() => ws.close(closeCodes.unauthorised, 'no ticket in time'), defaultLimits.authMs)
    late.unref()
    function done(): void {
      clearTimeout(late)
      unled.delete(ws)
      ws.off('message', first)
      ws.off('close', done)
    }
    function first(data: RawData, binary: boolean): void {
      const ticket = binary ? shows(bytesIn(data)) : null
      if (ticket === 'nothing') return
      done()
      lead(ws, ticket === null ? null : ofTicket(ticket), (hall) => {
        take(hall)
        ws.emit('message', data, binary)
      })
    }
    ws.on('message', first)
    ws.on('close', done)
  }

  const edited = (
    path: Socket['path'],
    { maxPayload: largest }: { readonly maxPayload: number },
    shows: Shows,
    accept: 'accept' | 'acceptPresence',
  ): Socket => ({
    path,
    largest,
    accept(ws, request, within) {
      const take = ({ live }: Hall): void => live[accept](ws, request, within)
      if (within === null) ledByTicket(ws, shows, take)
      else lead(ws, within, take)
    },
  })
  const sockets: readonly Socket[] = [
    edited('/collab', collabServerOptions, ticketIn, 'accept'),
    edited('/presence', presenceServerOptions, inHello, 'acceptPresence'),
    {
      path: '/observe',
      largest: observerLimits.frame,
      accept: (ws, request, within, [link = '', ...room]) =>
        lead(ws, leadsTo('watch', pathHash(link)), ({ views }) =>
          views.accept(ws, link, room.join('/'), {
            raw: request.socket,
            within,
            page: pageIn(request.url),
            lang: langIn(request.url),
          }),
        ),
    },
  ]
  return {
    sockets,
    close(): void {
      for (const ws of unled) ws.close(closeCodes.restart, 'the server restarts')
    },
  }
}
