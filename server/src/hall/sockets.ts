/**
 * Sockets, each taken by the hall that it leads to: by the dialogue in its address, an observers' by its link. An address of
 * before names no dialogue; the ticket in the first frame does.
 */
import type { IncomingMessage } from 'node:http'
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

type Frame = { readonly data: RawData; readonly binary: boolean }
/** Who takes a socket of a hall that is not here, with what it has said so far. Null where there is none, or nobody can say. */
export type Elsewhere = (
  request: IncomingMessage,
  to: { readonly dialogue: DialogueId; readonly path: Socket['path'] },
) => Promise<((ws: WebSocket, said: readonly Frame[]) => void) | null>

/**
 * A dialogue that is not there leads to the hall in which nothing is, which refuses; a closed hall's sockets are told
 * to come again (1012). `close` ends only those that have shown no ticket yet.
 */
export function socketsOf(
  halls: Halls,
  { directory: { leadsTo } }: Pick<Common, 'directory'>,
  elsewhere: Elsewhere = () => Promise.resolve(null),
) {
  /** Who has not said yet where they want to go. */
  const unled = new Set<WebSocket>()

  function lead(ws: WebSocket, dialogue: DialogueId | null, take: (hall: Hall) => void): void {
    const hall = dialogue === null || leadsTo('dialogue', dialogue) === null ? halls.nobodys : halls.asked(dialogue)
    if (hall === null) ws.close(closeCodes.restart, 'this hall comes back')
    else take(hall)
  }

  type Opened = { readonly request: IncomingMessage; readonly path: Socket['path'] }
  function ledByTicket(ws: WebSocket, { request, path }: Opened, shows: Shows, take: (hall: Hall) => void): void {
    unled.add(ws)
    // Where this process stood still, what came meanwhile is read after the timers and before this.
    const late = setTimeout(
      () => setImmediate(() => unled.has(ws) && ws.close(closeCodes.late, 'no ticket in time')),
      defaultLimits.authMs,
    )
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
      const dialogue = ticket === null ? null : ofTicket(ticket)
      if (dialogue === null || halls.asked(dialogue) !== null) begin(dialogue, [{ data, binary }])
      else void ask(dialogue, { data, binary })
    }
    function begin(dialogue: DialogueId | null, said: readonly Frame[]): void {
      lead(ws, dialogue, (hall) => {
        take(hall)
        for (const { data, binary } of said) ws.emit('message', data, binary)
      })
    }
    async function ask(dialogue: DialogueId, ...said: Frame[]): Promise<void> {
      const hold = (data: RawData, binary: boolean): void => void said.push({ data, binary })
      ws.on('message', hold)
      ws.pause()
      const takes = await elsewhere(request, { dialogue, path })
      ws.off('message', hold)
      if (takes !== null) return takes(ws, said)
      begin(dialogue, said)
      ws.resume()
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
      if (within === null) ledByTicket(ws, { request, path }, shows, take)
      else lead(ws, within, take)
    },
  })
  const sockets: readonly Socket[] = [
    edited('/collab', collabServerOptions, ticketIn, 'accept'),
    edited('/presence', presenceServerOptions, inHello, 'acceptPresence'),
    {
      path: '/observe',
      largest: observerLimits.frame,
      watches: true,
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
