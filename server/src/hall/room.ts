/** The rooms of a hall's sites, wired: what a console is told, and which parts do what it does. */
import { tallyOf } from '@tablee/shared/board/tally'
import { spokeAt } from '@tablee/shared/voices/fold'
import type { BoardId, SeatCode, SiteId, TableId } from '@tablee/shared/ids'
import { ok, type Result } from '@tablee/shared/problem'
import type { Room, SeatingAnswer } from '@tablee/shared/wire/room'
import { handOf, sitesOf, type Session } from '../access/session.ts'
import { atMost } from '../clock.ts'
import { oncePerTurn } from '../hold/once.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Journal } from '../journal/port.ts'
import type { createLive } from '../live/live.ts'
import { createActs, type At } from '../room/acts.ts'
import { createBeat } from '../room/beat.ts'
import { createRooms, type Sees } from '../room/room.ts'
import { createTallies } from '../room/tallies.ts'
import type { createParticipation } from '../voices/participation.ts'
import type { createViews } from '../view/views.ts'
import type { People } from './people.ts'
import type { Shared } from './shared.ts'

/** How long who comes first waits for the boards to be counted (ms); what is not by then is told as it is. */
const patience = 500

/** Follows the journal until `close`. */
export function roomsIn({
  journal,
  people: { dialogues, voices, consent, between, locks },
  participation,
  live,
  views,
  waiting,
  shared: { clock, random },
}: {
  readonly journal: Journal
  readonly people: People
  readonly participation: Pick<ReturnType<typeof createParticipation>, 'turnout' | 'moveRounds'>
  readonly live: ReturnType<typeof createLive>
  readonly views: ReturnType<typeof createViews>
  readonly waiting: Waiting
  readonly shared: Shared
}) {
  const tallies = createTallies({
    journal,
    count: (board) => live.look(board, (doc) => tallyOf(doc, (words) => locks.isSheet(board, words))),
  })
  const rooms = createRooms({
    asked: {
      standing: dialogues.standing,
      policy: dialogues.policy,
      hides: consent.hides,
      voices: voices.state,
      tally: tallies.of,
      screens: live.screens,
      watching: views.watching,
      turnout: participation.turnout.of,
      calls: (dialogue, site) => between.calls.ofSite({ dialogue, site }),
      messages: (dialogue, site) => between.messages.ofSite({ dialogue, site }),
    },
    clock,
    random,
  })
  const beat = createBeat(waiting)
  const look = oncePerTurn((site: SiteId, { dialogue }: At) => rooms.look(dialogue, site))
  const sees = (session: Session): Sees => {
    const own = sitesOf(session)
    return (site) => own?.includes(site) ?? true
  }

  return {
    async told(session: Session, at: At, after: string | undefined): Promise<Result<Room>> {
      const { dialogue, site } = at
      const counted = (): Promise<void> => tallies.counted(rooms.boardsOf(dialogue, site))
      beat.looks(topic.room(dialogue, site), counted)
      if (!tallies.known(rooms.boardsOf(dialogue, site))) await atMost(patience, counted())
      return rooms.tell(dialogue, site, look(site, at), sees(session), after)
    },
    seating: ({ dialogue, site }: At): SeatingAnswer | null => rooms.seating(dialogue, site),
    /** An answer with these calls has left. */
    heard: between.heard,
    verbs: createActs(dialogues.standing, {
      act: dialogues.act,
      arrange: dialogues.arrange,
      coming: between.calls.coming,
      done: between.calls.done,
      message: between.messages.send,
      drawCurtains: (session, at, { id, to }, still) =>
        dialogues.drawCurtains(at.dialogue, whose(at), to, { ...handOf(session), command: id }, still),
      async watched(session, at, { id, kind: _kind, tables: _tables, ...change }, still) {
        const by = { ...handOf(session), command: id }
        return dialogues.setPolicies(at.dialogue, whose(at), change, by, still)
      },
      moveSeats(session, { dialogue }, { id, session: from, moves, why }, still) {
        const to = Object.fromEntries(moves.map(({ seat, table }) => [seat, table]))
        const by = { ...handOf(session), command: id, role: session.role }
        const known = {
          taken: (seat: SeatCode): boolean => voices.staged(dialogue).seats.has(seat),
          spoke: (seat: SeatCode, board: BoardId): boolean => spokeAt(voices.staged(dialogue), board, seat),
        }
        return dialogues.moveSeats(dialogue, { session: from, to, why }, by, known, still)
      },
      async round(session, at, { id, step, to }, still) {
        const command = { id, step, to, ...(at.tables === null ? {} : { tables: at.tables }) }
        const done = await participation.moveRounds(session, at, command, still)
        return done.ok ? ok(done.value.left) : done
      },
    }),
    close(): void {
      beat.stop()
      tallies.close()
    },
  }
}

const whose = ({ site, tables }: { readonly site: SiteId; readonly tables: readonly TableId[] | null }) =>
  tables === null ? { site } : { tables }
