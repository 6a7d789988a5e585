/**
 * Acts of a console, each by its id, with the place where it was done and where its outcome is said: one that did not
 * arrive is kept, whatever is done after it, and sent again under its id; one that somebody else was faster with says so,
 * and nothing is done twice.
 */
import type { TableId } from '@tablee/shared/ids'
import type { Left, RoomCommand } from '@tablee/shared/wire/room'
import { openQueue, type Entry } from '../link/queue.ts'
import type { RoomPort } from './port.ts'

/** Where an act is done. */
export type Spot = 'hall' | 'table' | 'call' | 'round' | 'watch' | 'message' | 'plan'
type Where = {
  readonly spot: Spot
  /** Which of them it is for; none: what the spot is. */
  readonly tables: readonly TableId[]
  /** The room's version when it was done: what is on the screen is older than the act until another comes. */
  readonly version: string
}
type Done = { readonly left?: readonly Left[] }
export type Act = Entry<RoomCommand, Done, Where>
/** Where it was so already, or nothing was there to be closed or revealed. */
const nothingMissing: ReadonlySet<Left['why']> = new Set(['done-already', 'not-open'])

export type Acts = {
  /** Of what something is to be said there, the oldest first: an act that waits stands until it is sent or left. */
  readonly told: (...spots: readonly Spot[]) => readonly Act[]
  /** The oldest there that is not known to be done. */
  readonly pending: (spot: Spot) => Act | null
  /** The id of the last that was done there. */
  readonly sent: (spot: Spot) => string | null
  readonly one: (id: string) => Act | null
  /** Under way there, or not on the screen yet: a second tap would be meant for what is not shown any more. */
  readonly busy: (spot: Spot, tables?: readonly TableId[]) => boolean
  readonly run: (spot: Spot, command: RoomCommand, tables?: readonly TableId[]) => void
  readonly again: (id: string) => void
  readonly dismiss: (id: string) => void
  readonly newId: () => string
}

/** Tables at which something is missing. */
export const notAt = ({ value }: Pick<Act, 'value'>): readonly TableId[] =>
  (value?.left ?? []).filter(({ why }) => !nothingMissing.has(why)).map(({ table }) => table)
/** Whether there is anything to say. */
const tells = (act: Act): boolean => act.state === 'waits' || act.state === 'refused' || notAt(act).length > 0
/** Whether it is for one of these. */
export const isFor = ({ where }: Act, tables: readonly { readonly id: TableId }[]): boolean =>
  tables.some(({ id }) => where.tables.includes(id))
const meet = (some: readonly TableId[], others: readonly TableId[]): boolean =>
  some.length === 0 || others.length === 0 || some.some((id) => others.includes(id))

export function openActs(port: Pick<RoomPort, 'act' | 'newId'>) {
  const queue = openQueue<RoomCommand, Done, Where>(port.act)
  const { heard, entries } = queue
  return {
    heard,
    entries,
    /** As a screen has them that shows this version of the room. */
    at(version: string): Acts {
      const there = (spot: Spot, tables: readonly TableId[]) =>
        entries().filter(({ where }) => where.spot === spot && meet(where.tables, tables))
      const busy = (spot: Spot, tables: readonly TableId[] = []): boolean =>
        there(spot, tables).some(
          ({ state, where }) => state === 'sending' || (state === 'done' && where.version === version),
        )
      const one = (id: string): Act | null => entries().find(({ command }) => command.id === id) ?? null
      return {
        told: (...spots) => entries().filter((act) => spots.includes(act.where.spot) && tells(act)),
        pending: (spot) => there(spot, []).find(({ state }) => state === 'sending' || state === 'waits') ?? null,
        sent: (spot) => there(spot, []).findLast(({ state }) => state === 'done')?.command.id ?? null,
        one,
        busy,
        run(spot, command, tables = []) {
          if (busy(spot, tables)) return
          // What was said there of earlier acts is over, but for what waits.
          const before = new Set(there(spot, tables))
          queue.drop((act) => before.has(act) && act.state !== 'waits')
          void queue.send(command, { spot, tables, version })
        },
        again(id) {
          const act = one(id)
          if (act?.state === 'waits') void queue.send(act.command, { ...act.where, version })
        },
        dismiss: (id) => queue.drop(({ command }) => command.id === id),
        newId: port.newId,
      }
    },
  }
}
