/**
 * The owner's end of a watch node's line: which links live, and, of each room that somebody follows there, the very frames
 * that an observer gets. Nothing else passes: what is not let out to observers (`view/release`) has no way in here.
 */
import type { IncomingMessage } from 'node:http'
import type { DialogueId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import type { RawData, WebSocket } from 'ws'
import type { Links } from '../access/links.ts'
import type { Socket as Served } from '../http/upgrade.ts'
import { bytesIn } from '../ops/frame.ts'
import type { Socket, Viewer } from '../view/followers.ts'
import type { Relay } from '../view/relay.ts'
import type { Views } from '../view/views.ts'
import { limits, packed, readFromWatch, type FromOwner, type FromWatch } from './messages.ts'

/** What of a hall a watch node is told. */
export type Watched = {
  readonly dialogue: DialogueId
  readonly views: Pick<Views, 'relay'>
  readonly links: Pick<Links, 'watching'>
  /** Of a link that stopped counting. */
  readonly onRevoked: (listener: () => void) => () => void
}

/** Whether this process may answer for the hall: the epoch of its lease, and for how many ms it is certain. */
export type Holding = { readonly epoch: number; readonly holds: () => number }

export type OwnerParts = {
  /** Null: not here, or not open yet. */
  readonly at: (dialogue: DialogueId) => { readonly hall: Watched; readonly holding: Holding } | null
  /** Signed by a node of this cluster, now, for this process. */
  readonly fromNode: (request: IncomingMessage) => boolean
}

/** A node is sent away that is too slow to be told in time of what is to be hidden. */
const tooMuch = 16 * 1024 * 1024

type Channel = { readonly relay: Relay; readonly viewers: Map<number, Viewer> }

/** One node's line. `end` once its socket has closed. */
function attend(ws: WebSocket, { dialogue, views, links, onRevoked }: Watched, { epoch, holds }: Holding) {
  const channels = new Map<number, Channel>()
  /** Pages, by their number at this node: one that follows many rooms is one. */
  const pages = new Map<number, Viewer & { rooms: number }>()
  let told = ''

  const say = (word: FromOwner): void => {
    if (ws.readyState === ws.OPEN) ws.send(JSON.stringify(word))
  }
  /** As they live now: also one that has expired since. */
  function tellLinks(): void {
    const living = links.watching()
    const now = JSON.stringify(living)
    if (now === told) return
    told = now
    say({ is: 'links', links: living })
  }

  /** What a view's followers are told goes to this channel. */
  const socketOf = (channel: number): Socket => ({
    get bufferedAmount() {
      return ws.bufferedAmount
    },
    get readyState() {
      return ws.readyState
    },
    send(frame) {
      if (ws.bufferedAmount > tooMuch) ws.terminate()
      else ws.send(packed(channel, frame), { binary: true, compress: false })
    },
    close(code, reason = '') {
      drop(channel)
      say({ is: 'closed', channel, code, reason })
    },
    // The line's own ping keeps it.
    ping: () => undefined,
    terminate() {
      drop(channel)
      say({ is: 'closed', channel, code: closeCodes.away, reason: 'too slow' })
    },
  })

  function leaves(n: number): void {
    const page = pages.get(n)
    if (page === undefined) return
    page.rooms -= 1
    if (page.rooms === 0) pages.delete(n)
  }

  function drop(channel: number): void {
    const known = channels.get(channel)
    if (known === undefined) return
    channels.delete(channel)
    for (const n of known.viewers.keys()) leaves(n)
    known.viewers.clear()
    known.relay.leave()
  }

  function follow({ channel, link, room }: Extract<FromWatch, { is: 'follow' }>): void {
    const refuse = (code: number, reason: string): void => say({ is: 'closed', channel, code, reason })
    if (channels.has(channel) || channels.size >= limits.channels) return refuse(closeCodes.policy, 'too many')
    const living = links.watching().find(({ hash }) => hash === link)
    if (living === undefined) return refuse(closeCodes.unauthorised, 'this link opens nothing')
    const viewers = new Map<number, Viewer>()
    const counted = { [Symbol.iterator]: () => viewers.values() }
    const relay = views.relay(socketOf(channel), dialogue, living.audience, room, counted)
    if ('code' in relay) return refuse(relay.code, relay.reason)
    channels.set(channel, { relay, viewers })
    say({ is: 'following', channel, writer: relay.writer })
  }

  function count({ channel, came, left }: Extract<FromWatch, { is: 'viewers' }>): void {
    const known = channels.get(channel)
    if (known === undefined) return
    for (const n of left) if (known.viewers.delete(n)) leaves(n)
    for (const [n, lang] of came) {
      if (known.viewers.has(n)) continue
      const page = pages.get(n) ?? { lang, rooms: 0 }
      page.rooms += 1
      pages.set(n, page)
      known.viewers.set(n, page)
    }
    known.relay.recounted()
  }

  function heard(word: FromWatch): void {
    switch (word.is) {
      case 'ping': {
        for (const { relay } of channels.values()) relay.heard()
        tellLinks()
        const left = Math.floor(holds())
        // Who may not answer for the hall any more says nothing, and is not believed for longer.
        if (left > 0) say({ is: 'pong', n: word.n, holds: left })
        return
      }
      case 'follow':
        return follow(word)
      case 'ask':
        return channels.get(word.channel)?.relay.ask(word.since)
      case 'leave':
        return drop(word.channel)
      case 'viewers':
        return count(word)
    }
  }

  const stop = onRevoked(tellLinks)
  say({ is: 'hello', epoch })
  tellLinks()
  return {
    hears(text: string): boolean {
      const word = readFromWatch(text)
      if (word === null) return false
      heard(word)
      return true
    },
    end(): void {
      stop()
      for (const channel of channels.keys()) drop(channel)
    },
  }
}

/**
 * `/node/watch` in a dialogue's address, for nodes of this cluster alone. A hall that is not here, or not open yet, is told
 * to come again (1012), and so is who followed one that was closed.
 */
export const watchFeed = ({ at, fromNode }: OwnerParts): Served => ({
  path: '/node/watch',
  largest: limits.fromWatch,
  accept(ws, request, within) {
    ws.on('error', () => ws.terminate())
    if (!fromNode(request)) return ws.close(closeCodes.forbidden, 'for nodes alone')
    const here = within === null ? null : at(within)
    if (within === null || here === null) return ws.close(closeCodes.restart, 'not here')
    const line = attend(ws, here.hall, here.holding)
    ws.on('message', (data: RawData, binary: boolean) => {
      // It was closed, or opened again: another hall by now.
      if (at(within)?.hall.views !== here.hall.views) ws.close(closeCodes.restart, 'not here')
      else if (binary || !line.hears(new TextDecoder().decode(bytesIn(data))))
        ws.close(closeCodes.policy, 'not understood')
    })
    ws.on('close', line.end)
  },
})
