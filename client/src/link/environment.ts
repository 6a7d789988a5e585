/**
 * What the link takes from the world: network, storage, time and chance. The browser's own by default; tests hand in a
 * hand-pumped wire, virtual time and seeded bytes, so that every run can be replayed by its seed.
 */
import { addressIn, readAddress } from '@tablee/shared/wire/address'
import type { RandomBytes } from '@tablee/shared/ids'
import { thisServer, type ServerTime } from '../hold/server-time.ts'
import { askServer } from '../hold/term.ts'
import { thisPage, type Later, type World } from '../hold/world.ts'

export type { Later }

export type Environment = Pick<World, 'now' | 'later' | 'onOnline' | 'onHide'> & {
  /** `https://host` without a slash at its end; sockets use the same host with ws(s). */
  readonly origin: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly WebSocket: new (url: string) => WebSocket
  /** Null where the browser has none or blocks it (private windows, some kiosks): the light then says so. */
  readonly indexedDB: IDBFactory | null
  readonly IDBKeyRange: typeof IDBKeyRange | null
  /** Of the whole browser, and of this tab. Null when blocked. */
  readonly local: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
  readonly tab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
  readonly random: RandomBytes
  /** Calls back when the device knows that its network is gone: no need to wait until a socket falls silent. */
  readonly onOffline: (run: () => void) => () => void
  /** Where answers that say the server's time are heard; a link without one keeps its own. */
  readonly time?: ServerTime
}

/** Reading `localStorage` itself throws where cookies are blocked. */
const storage = (which: 'localStorage' | 'sessionStorage'): Storage | null => {
  try {
    return globalThis[which]
  } catch {
    return null
  }
}

export const browser = (): Environment => ({
  ...thisPage,
  time: thisServer,
  origin: location.origin,
  fetch: askServer,
  WebSocket,
  indexedDB: typeof indexedDB === 'undefined' ? null : indexedDB,
  IDBKeyRange: typeof IDBKeyRange === 'undefined' ? null : IDBKeyRange,
  local: storage('localStorage'),
  tab: storage('sessionStorage'),
  // Not crypto.randomUUID or crypto.subtle: a hall on plain http is no secure context and has neither.
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  onOffline: (run) => {
    addEventListener('offline', run)
    return () => removeEventListener('offline', run)
  },
})

/** Another page, in the same dialogue's address as this one. */
export const pageBeside = (path: string): string => addressIn(readAddress(location.pathname).dialogue, path)
