/**
 * A page and its offline copy. The device's store may answer late, or refuse for now; until it has answered, nobody knows
 * what earlier pages left in it. So it is asked for as long as the page lives, the page goes on meanwhile, and what is
 * found is laid into the document as it stands by then.
 */
import { newId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import type { Acks } from './acks.ts'
import type { RefusedChanges } from './refused.ts'
import type { Environment } from './environment.ts'
import type { LinkCommand } from './kind.ts'
import type { Outbox } from './outbox.ts'
import type { Provenance } from './provenance.ts'
import type { DeviceStorage } from './storage.ts'
import { disk, pauseOf } from '../hold/retry.ts'
import type { Earlier } from './store-rows.ts'
import { openStore, type Store } from './store.ts'

/** For so long a page waits for its copy before it goes to the server without it. */
export const patience = 4_000
/** Origin of the transactions that lay the copy into the document. */
export const fromStore = Symbol('offline copy')

export type CopyParts<Command extends LinkCommand> = {
  readonly environment: Pick<Environment, 'now' | 'later' | 'random'>
  readonly storage: () => Promise<DeviceStorage>
  /** Names board and person. */
  readonly scope: string
  readonly doc: () => Y.Doc
  /** The epoch of the board that `doc` is of; empty before the server or the copy has said it. */
  readonly epoch: () => string
  /** A copy of another epoch than `doc`, to be handed in beside it. */
  readonly other: (epoch: string, updates: readonly Uint8Array[]) => void
  readonly acks: Acks
  readonly provenance: Provenance
  readonly refused: RefusedChanges
  readonly outbox: Pick<Outbox<Command>, 'restore' | 'again'>
  /** The document is being made anew: what is found waits for the new one. */
  readonly rebuilding: () => boolean
  readonly over: () => boolean
  /** clientIDs of this page load that wrote something. */
  readonly wrote: () => ReadonlySet<number>
  readonly changed: () => void
  /** It is in the document. `elsewhere`: it is of another server than the one that this page has met meanwhile. */
  readonly read: (found: { readonly board: boolean; readonly elsewhere: boolean; readonly epoch: string }) => void
}

export type Copy<Command extends LinkCommand = LinkCommand> = {
  /** Null until the device's store has answered. */
  readonly store: Store<Command> | null
  /** Since when it has been asked; null once it has answered. */
  readonly unread: number | null
  /** clientIDs of earlier page loads. */
  readonly clients: readonly number[]
  /** How many changes of earlier page loads the server has not acknowledged. */
  readonly left: number
  /** It has answered, and what it held is in the document. */
  readonly loaded: Promise<void>
  /** The server has everything that earlier page loads left. */
  saved(): void
  /** The document was made anew: nothing of earlier page loads is in it. */
  rebuilt(): void
  /** The board goes on in a new epoch; what there was of the one before was handed in. */
  renewed(epoch: string, from: string): void
  /** What was found while it was being made anew may come now. */
  resume(): void
  /** Leaves it; what was handed in is written first. */
  close(): void
}

export function openCopy<Command extends LinkCommand>(parts: CopyParts<Command>): Copy<Command> {
  const { environment, acks } = parts
  const asked = environment.now()
  let store: Store<Command> | null = null
  let clients: readonly number[] = []
  let left = 0
  let held: (() => void) | null = null

  const storeOn = (storage: DeviceStorage): Store<Command> =>
    openStore({
      storage,
      scope: parts.scope,
      load: newId<string>(environment.random),
      now: environment.now,
      later: environment.later,
      changed: parts.changed,
      taken: handOver,
    })

  async function read(): Promise<readonly [Store<Command>, Earlier<Command>]> {
    for (let tries = 0; ; tries++) {
      let opened: Store<Command> | null = null
      try {
        opened = storeOn(await parts.storage())
        return [opened, await opened.load()]
      } catch {
        opened?.close()
        if (parts.over()) return new Promise<never>(() => undefined)
        await new Promise<void>((resolve) => void environment.later(pauseOf(disk, tries), resolve))
      }
    }
  }

  function merge(answered: Store<Command>, earlier: Earlier<Command>): void {
    const doc = parts.doc()
    // Made or heard while the store was silent: it is in the document already, and in no row.
    const made = acks.unsaved()
    const meanwhile = doc.store.clients.size > 0 ? Y.encodeStateAsUpdate(doc) : null
    store = answered
    const known = parts.epoch()
    const same = known === '' || earlier.epoch === '' || known === earlier.epoch
    if (same) {
      for (const update of earlier.updates) {
        try {
          Y.applyUpdate(doc, update, fromStore)
        } catch {
          continue // one row that does not decode must not hide the others
        }
      }
    } else parts.other(earlier.epoch, earlier.updates)
    for (const { epoch, updates } of earlier.others) parts.other(epoch, updates)
    if (known !== '') store.epoch(known)
    clients = earlier.clients
    left = same ? earlier.unsaved : 0
    acks.restored(left)
    const elsewhere = parts.provenance.loaded(earlier.incarnation)
    parts.refused.restored(earlier.refused)
    parts.outbox.restore(earlier.commands)
    if (meanwhile) answered.add(meanwhile, made)
    if (parts.wrote().size > 0) answered.own([...parts.wrote()], made)
    parts.read({ board: same && earlier.updates.length > 0, elsewhere, epoch: known === '' ? earlier.epoch : known })
  }

  /** The device's store begins empty in the middle of the day: all that this page holds goes there once more. */
  function handOver(): void {
    if (parts.epoch() !== '') store?.epoch(parts.epoch())
    store?.add(Y.encodeStateAsUpdate(parts.doc()), acks.unsaved())
    store?.own([...new Set([...clients, ...parts.wrote()])], acks.unsaved())
    parts.provenance.again()
    parts.refused.again()
    parts.outbox.again()
  }

  const loaded = read().then(
    ([answered, earlier]) =>
      new Promise<void>((resolve) => {
        const take = () => {
          held = null
          merge(answered, earlier)
          resolve()
        }
        if (parts.rebuilding()) held = take
        else take()
      }),
  )

  return {
    get store() {
      return store
    },
    get unread() {
      return store ? null : asked
    },
    get clients() {
      return clients
    },
    get left() {
      return left
    },
    loaded,
    saved() {
      left = 0
      store?.earlierSaved()
    },
    rebuilt() {
      clients = []
      left = 0
      store?.earlierSaved()
      store?.own([], 0)
      store?.replace(Y.encodeStateAsUpdate(parts.doc()))
    },
    renewed(epoch, from) {
      clients = []
      left = 0
      store?.earlierSaved()
      store?.own([], 0)
      store?.leave(from)
      store?.epoch(epoch)
      store?.add(Y.encodeStateAsUpdate(parts.doc()))
    },
    resume: () => held?.(),
    close: () =>
      void loaded.then(async () => {
        // The next page may ask for it at once.
        store?.hurry()
        await store?.settled()
        store?.close()
      }),
  }
}
