/** What a console does, as commands: each says which clock was on the screen and when, and has an id of its own. */
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { TableId } from '@tablee/shared/ids'
import type { Call, Room, RoomTable } from '@tablee/shared/wire/room'
import type { Places } from './places.ts'
import { seenOf } from './reading.ts'
import type { Acts } from './acts.ts'

export type ClockDeed = 'hold' | 'go-on' | 'next' | 'back' | 'end' | 'join' | 'take-back'
export type Deeds = ReturnType<typeof deedsOf>

const idsOf = (tables: readonly RoomTable[]): TableId[] => tables.map(({ id }) => id)

/** `now`: the server's time for which the screen shows the room. */
export function deedsOf(room: Room, acts: Acts, now: number) {
  const { clock } = room
  // Of whole milliseconds: a step that was not over on the screen is not over in what is sent.
  const saw = { seen: clock.version, shownAt: Math.floor(now) }
  const id = acts.newId
  /** All of them or none: where somebody else was faster at one, nothing is done at any. */
  const at = (tables: readonly RoomTable[]) => ({ tables: idsOf(tables), ...saw, seen: seenOf(tables, clock) })
  return {
    /** The whole site's clock. */
    hall: (kind: ClockDeed) => acts.run('hall', { id: id(), kind, ...saw }),
    hallMore: (minutes: number) => acts.run('hall', { id: id(), kind: 'more', minutes, ...saw }),
    begin: (session: number, how?: 'on' | 'anew') =>
      acts.run('hall', { id: id(), kind: 'begin', session, ...saw, ...(how === undefined ? {} : { clock: how }) }),
    /** These tables alone. */
    tables: (kind: ClockDeed, tables: readonly RoomTable[]) =>
      acts.run('table', { id: id(), kind, ...at(tables) }, idsOf(tables)),
    tablesMore: (minutes: number, tables: readonly RoomTable[]) =>
      acts.run('table', { id: id(), kind: 'more', minutes, ...at(tables) }, idsOf(tables)),
    coming: (call: Call) => acts.run('call', { id: id(), kind: 'coming', call: call.id }, [call.table]),
    done: (call: Call) => acts.run('call', { id: id(), kind: 'done', call: call.id }, [call.table]),
    curtains: (to: 'open' | 'drawn', tables: readonly RoomTable[] | null) =>
      acts.run(
        tables === null ? 'watch' : 'table',
        { id: id(), kind: 'draw-curtains', to, ...(tables === null ? {} : { tables: idsOf(tables) }) },
        idsOf(tables ?? []),
      ),
    observation: (observation: 'open' | 'paused') => acts.run('watch', { id: id(), kind: 'watched', observation }),
    delay: (delayMinutes: number) => acts.run('watch', { id: id(), kind: 'watched', delayMinutes }),
    round: (step: string, to: 'open' | 'closed' | 'revealed') =>
      acts.run('round', { id: id(), kind: 'round', step, to }),
    /** Its id: by it the message is sent again, and is known to be sent. */
    message(to: 'facilitators' | 'tables', tables: readonly RoomTable[] | null, text: LocalText): string {
      const message = id()
      acts.run(
        'message',
        { id: message, kind: 'message', to, text, ...(tables === null ? {} : { tables: idsOf(tables) }) },
        idsOf(tables ?? []),
      )
      return message
    },
    place: (places: Places) => acts.run('plan', { id: id(), kind: 'place', places }),
  }
}
