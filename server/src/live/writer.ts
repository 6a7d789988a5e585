/**
 * The server's own hand: turns a change of a document into one committed row. The change is made on a copy,
 * because the document itself may hold only what is committed.
 *
 * The clientID is drawn once per document, epoch and process, and claimed for this process: after a restart a new one
 * is drawn, so that no clock is ever run through twice.
 */
import * as Y from 'yjs'
import type { RandomBytes } from '@tablee/shared/ids'
import type { Journal } from '../journal/port.ts'
import { serverDevice } from './claims.ts'
import { drawClient } from './drawn.ts'
import type { Outcome } from './outcome.ts'
import type { Room } from './room.ts'
import { describe } from './writers.ts'

export type Writer = ReturnType<typeof createWriter>

/**
 * What `change` throws rejects the write, and nothing is written. A change that changes nothing is `saved` at the seq
 * that the room has.
 */
export function createWriter({
  journal,
  random,
  patience,
}: {
  journal: Journal
  random: RandomBytes
  /** How long a write waits for a journal that takes none; asked for at its start. */
  patience: () => () => boolean
}) {
  const device = `${serverDevice}${Buffer.from(random(8)).toString('hex')}`
  const clients = new Map<string, number>()
  const turns = new WeakMap<Room, Promise<unknown>>()

  function clientOf({ name, epoch }: Room): number {
    const key = `${epoch} ${name}`
    const client = clients.get(key) ?? drawClient(journal, random, { name, epoch, device, author: 'server' })
    clients.set(key, client)
    return client
  }

  function updateOf(room: Room, change: (doc: Y.Doc) => void): Uint8Array | null {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(room.document))
    copy.clientID = clientOf(room)
    const updates: Uint8Array[] = []
    copy.on('update', (update: Uint8Array) => updates.push(update))
    copy.transact(() => change(copy))
    copy.destroy()
    const [update = null] = updates
    return update
  }

  return {
    device,
    /**
     * One row, all or nothing; `change` runs again if somebody else wrote meanwhile. One at a time per document. `may` is
     * asked in the turn in which it is handed to the journal.
     */
    write(room: Room, author: string, change: (doc: Y.Doc) => void, may: () => boolean = () => true): Promise<Outcome> {
      const before = turns.get(room) ?? Promise.resolve()
      const turn = before.then(() => commit(room, author, change, may))
      turns.set(
        room,
        turn.catch(() => {}),
      )
      return turn
    },
  }

  async function commit(
    room: Room,
    author: string,
    change: (doc: Y.Doc) => void,
    may: () => boolean,
  ): Promise<Outcome> {
    const first = updateOf(room, change)
    if (first === null) return { kind: 'saved', seq: room.seq }
    if (room.readOnly) return { kind: 'full', limit: room.kind.limits.hard }
    let next: Uint8Array | null = first
    return room.commit(
      () => {
        const update: Uint8Array = next ?? updateOf(room, change) ?? Uint8Array.of(0, 0)
        next = null
        return { kind: 'update', author, device, data: update, ...describe(update) }
      },
      patience(),
      may,
    )
  }
}
