/**
 * A new epoch of a document: the same content in a fresh document, with one writer instead of thousands. One row ends the old
 * epoch and begins the new one, in one transaction: before it nothing has changed, after it everybody at it is told
 * to come back (4505) and finds the new one. The old epoch's rows stay, and so does its last state, by which is judged
 * what devices still bring of it (`board/late.ts`).
 */
import * as Y from 'yjs'
import type { DocName } from '@tablee/shared/documents'
import type { RandomBytes } from '@tablee/shared/ids'
import type { Journal } from '../journal/port.ts'
import { serverDevice } from './claims.ts'
import { drawClient } from './drawn.ts'
import type { Outcome } from './outcome.ts'
import type { Logger } from './ports.ts'
import type { Room } from './room.ts'
import type { Rooms } from './rooms.ts'

/** Rows that come in between mean making it anew; editors pause more often than this. */
const attempts = 8

/**
 * `full`: no new epoch can begin now (a document that lacks rows, that is being handed in, or whose kind has no
 * `anew`). `not-yet`: one is under way, or editors were always faster.
 */
export function createRenew({
  journal,
  rooms,
  random,
  logger,
}: {
  journal: Journal
  rooms: () => Rooms
  random: RandomBytes
  logger: Logger
}) {
  const device = `${serverDevice}${Buffer.from(random(8)).toString('hex')}`
  const underWay = new Set<DocName>()

  async function begin(room: Room, author: string): Promise<Outcome> {
    for (let tries = 0; tries < attempts; tries += 1) {
      await room.settled()
      await room.checkpoints.write()
      // What came while that was written is in the document before it is looked at.
      await room.settled()
      if (room.broken) return { kind: 'ended' }
      // On a hole nothing is built, and devices that hand in their structs need the document that these belong to.
      const full = { kind: 'full', limit: room.kind.limits.hard } as const
      if (room.readOnly || room.recovering) return full
      const client = drawClient(journal, random, { name: room.name, epoch: room.epoch + 1, device, author: 'server' })
      const after = room.seq
      const fresh = room.kind.anew?.(room.document, client)
      if (fresh === undefined) return full
      const to = Y.getState(fresh.store, client)
      const outcome = await room.goOn({
        author,
        device,
        data: Y.encodeStateAsUpdate(fresh),
        writers: to === 0 ? [] : [{ client, from: 0, to }],
        begins: { after, name: `${room.epoch + 1}-${client}` },
      })
      fresh.destroy()
      if (outcome.kind !== 'not-yet') return outcome
    }
    return { kind: 'not-yet' }
  }

  return {
    /** Begins a new epoch. Safe to repeat: cut short, nothing has happened. */
    async renew(document: DocName, author = 'server'): Promise<Outcome> {
      if (underWay.has(document)) return { kind: 'not-yet' }
      underWay.add(document)
      try {
        return await rooms().use(document, (room) => begin(room, author))
      } catch (cause) {
        logger.error({ doc: document, cause: cause instanceof Error ? cause.stack : String(cause) }, 'no new epoch')
        return { kind: 'abandoned' }
      } finally {
        underWay.delete(document)
      }
    },
  }
}
