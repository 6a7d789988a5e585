/**
 * The house of a node: a hall is opened where its lease is to be had, on a log of its own and on what lies beside that. It
 * is today's hall; that others may take it over is decided here.
 */
import { join } from 'node:path'
import { newId, type DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import { everywhere } from '../access/access.ts'
import { Refused } from '../access/allow.ts'
import type { Hall } from '../hall/hall.ts'
import type { House, Opened } from '../hall/house.ts'
import { migrations } from '../hall/migrations.ts'
import { sharedOf, type Common } from '../hall/shared.ts'
import type { Means } from '../hall/store.ts'
import { memoryJournal } from '../journal/memory.ts'
import { openPostgresJournal } from '../journal/postgres/journal.ts'
import type { Through } from '../journal/queue.ts'
import { openDatabase } from '../store/database.ts'
import { answeredOf, type Behind } from './behind.ts'
import { openBeside } from './beside.ts'
import { elsewhereOf } from './elsewhere.ts'
import type { Leads } from './leads.ts'
import { patience, type Lease, type Times } from './lease.ts'
import { within } from '../postgres/answer.ts'
import { raiseInCluster, raisingNeeds } from './needs.ts'
import { takeLease } from './take-lease.ts'

type Alarm = NonNullable<Parameters<typeof openPostgresJournal>[0]['alarm']>
export type Leases = ReadonlyMap<DialogueId, Lease>

/** In which nothing is: who leads nowhere is answered there. */
function nowhereWith(common: Common): Opened {
  const database = openDatabase(':memory:', { migrations })
  const journal = memoryJournal({ clock: common.clock, server: newId(common.random) })
  return {
    journal,
    shared: sharedOf({ database, journal, folder: null }, common),
    holds: () => true,
    left: async () => database.close(),
  }
}

/** A founding that failed leaves no hall behind. */
const leaveNothing = ({ line, dialogue, node, epoch }: Lease): PromiseLike<unknown> => line`
  DELETE FROM tablee.hall WHERE dialogue = ${dialogue} AND node = ${node} AND epoch = ${epoch}
    AND NOT EXISTS (SELECT 1 FROM tablee.document WHERE document.dialogue = ${dialogue})`

/** `died`: whoever had it has died, before its lease was over. `next`: who should take it when it is given back. */
export function clusterHouse({
  url,
  bulk,
  chores,
  node,
  address,
  incarnation,
  common,
  leads,
  died,
  next,
  data,
  free,
  through,
  times,
  behind,
  told,
  entered,
}: {
  readonly url: string
  readonly bulk: Sql
  readonly chores: Sql
  readonly node: string
  readonly address: () => string
  readonly incarnation: string
  readonly common: Common
  readonly leads: Leads
  readonly died: (dialogue: DialogueId) => boolean
  readonly next: (dialogue: DialogueId) => string | null
  /** A folder for what may be lost; null: the machine's own for such things. */
  readonly data: string | null
  readonly free: Means['free']
  readonly through: Through | undefined
  readonly times: Partial<Times>
  readonly behind: Pick<Behind, 'look' | 'ended' | 'compared'>
  readonly told: (renewal: 'kept' | 'failed' | 'fenced') => void
  readonly entered: (hall: Hall, lease: Lease) => void
}): House & { readonly leases: Leases } {
  const { clock, random, logger } = common
  const leases = new Map<DialogueId, Lease>()

  async function openWith(lease: Lease): Promise<Opened> {
    const { dialogue } = lease
    const alarm: Alarm = (what, { cause, ...details }) =>
      logger.error({ dialogue, ...details, ...(cause === undefined ? {} : { cause: String(cause) }) }, what)
    await leads.open(dialogue)
    const beside = await openBeside({ sql: bulk, held: lease, migrations, now: clock(), alarm })
    try {
      return await openOn(lease, beside, alarm)
    } catch (cause) {
      // It is opened again in a moment, and again: nothing of this time may stay.
      await beside.close()
      throw cause
    }
  }
  async function openOn(lease: Lease, beside: Awaited<ReturnType<typeof openBeside>>, alarm: Alarm): Promise<Opened> {
    const { dialogue } = lease
    const journal = await openPostgresJournal({
      sql: bulk,
      lease,
      clock,
      // Who reads rows sees whose they are, and that numbers of leases never fall along them.
      server: `${node}.${lease.epoch}`,
      incarnation: beside.incarnation(incarnation),
      alarm,
      through: {
        ...through,
        keeper: (keeper) => raisingNeeds(through?.keeper(keeper) ?? keeper, raiseInCluster(lease)),
      },
      beside: beside.changes,
    })
    const answered = answeredOf(dialogue, journal)
    lease.onBack(async () => !(await behind.look(answered)))
    const { carried } = journal
    const elsewhere = await elsewhereOf({
      sql: bulk,
      chores,
      held: lease,
      carried,
      compact: beside.compact,
      random,
      logger,
    })
    const folder = data === null ? null : join(data, 'halls', dialogue)
    const shared = sharedOf({ database: beside.database, journal, folder }, common, free, {
      ...elsewhere,
      holds: lease.holds,
    })
    const tending = setInterval(() => shared.materials.uploads.tend(), 10_000)
    tending.unref()
    return {
      journal,
      shared,
      holds: lease.holds,
      // Nothing of what waits is known to be kept any more: who waits for it is told so.
      ended: lease.ended.then((how) => {
        if (how === 'released') return
        logger.warn({ dialogue, epoch: lease.epoch, how }, 'this hall is another node’s')
        journal.close()
        behind.ended(answered)
      }),
      async left() {
        clearInterval(tending)
        // Whatever fails on the way out: a lease that is not given back is renewed for nobody.
        try {
          journal.close()
          await journal.closed()
          shared.materials.close()
          await beside.close()
          leads.left(dialogue)
          leases.delete(dialogue)
          if (lease.holds() && journal.documents('').length === 0) await within(patience, leaveNothing(lease))
        } finally {
          await lease.release(next(dialogue))
        }
      },
    }
  }

  return {
    common,
    leases,
    // Those that nobody has are taken when the node listens: whoever takes one has to be found.
    standing: [],
    async open(dialogue) {
      if (dialogue === everywhere) return nowhereWith(common)
      await behind.compared(dialogue)
      const lease = await takeLease({
        ...times,
        url,
        dialogue,
        node,
        address: address(),
        fresh: true,
        lockFree: died(dialogue),
        told,
      })
      if (lease === null) throw new Refused({ code: 'journal-unavailable' })
      leases.set(dialogue, lease)
      try {
        return await openWith(lease)
      } catch (cause) {
        leases.delete(dialogue)
        await lease.release(null)
        throw cause
      }
    },
    entered(hall) {
      const lease = leases.get(hall.dialogue)
      if (lease !== undefined) entered(hall, lease)
    },
    renew: async () => undefined,
    close: () => undefined,
  }
}
