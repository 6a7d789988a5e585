/**
 * How many have handed in, as who runs a table and the room's console are told it: as it stood at the last tick, the same for
 * everybody who asks in between, so that no number moves in the moment in which somebody puts their phone down. Counted when
 * a row lands and kept nowhere: it is in no log, no snapshot and no file.
 */
import {
  cameIn,
  enoughSeated,
  isSealed,
  isTablesOnly,
  nothingCame,
  tableAnswered,
  type Came,
} from '@tablee/shared/voices/turnout'
import { roundOf, type Round, type Voices } from '@tablee/shared/voices/fold'
import { roundName, type RoundName } from '@tablee/shared/voices/rows'
import type { Seating } from '@tablee/shared/dialogue/rotation'
import { seatsIn } from '@tablee/shared/voices/step-tables'
import type { BoardId, DialogueId, TableId } from '@tablee/shared/ids'
import type { RoundState } from '@tablee/shared/problem'
import type { Clock } from '../clock.ts'
import type { RoundPlaces } from './ports.ts'
import { asksSeat, stepsOf, type Step } from './steps.ts'
import type { VoiceStore } from './voices.ts'

/** Between two numbers that are told (ms). */
export const tickMs = 10_000

export type Turnout = {
  readonly step: string
  readonly state: RoundState
  /** Null where fewer than five hand in by themselves, and within the first tick after a start. Of what the table answers as one it is 1 of 1 as soon as it has. */
  readonly handedIn: number | null
  /** Everybody who took a seat: one that is freed keeps what it said, and takes nobody out of the number. */
  readonly of: number
}
/** Of one round: what may be told of it just now. */
export type ToldTurnout = Pick<Turnout, 'handedIn' | 'of'> & { readonly alone: readonly string[] }

type Asked = Pick<Step, 'place' | 'id' | 'ask' | 'task'>
type Kept = {
  /** In which tick it changed last. */
  tick: number
  /** As it stood when that tick began; null where nobody knows. */
  before: Came | null
  now: Came
}

/** Listens to voices until `close`. `onTold` calls with boards of which another number is told from now on. */
export function createTurnout({ voices, places, clock }: { voices: VoiceStore; places: RoundPlaces; clock: Clock }) {
  const kept = new Map<RoundName, Kept>()
  const listeners = new Set<(boards: readonly BoardId[]) => void>()
  const tickNow = (): number => Math.floor(clock() / tickMs)
  const moved = new Set<BoardId>()
  let next: { readonly tick: number; readonly timer: NodeJS.Timeout } | null = null

  function tell(): void {
    if (next !== null) clearTimeout(next.timer)
    next = null
    const boards = [...moved]
    moved.clear()
    for (const listener of listeners) listener(boards)
  }
  /**
   * A timer comes a moment before the clock's own tick now and then. Whoever were told then would read the number of before,
   * and would not be told the other one until somebody hands in again.
   */
  function ring(): void {
    if (next === null || tickNow() >= next.tick) return tell()
    next = { tick: next.tick, timer: setTimeout(ring, tickMs - (clock() % tickMs)).unref() }
  }
  /** Of these another number is told from the next tick on. */
  function tellAtTick(board: BoardId): void {
    const tick = tickNow() + 1
    // The clock is past it already: a timer that is late holds nobody up for one tick more.
    if (next !== null && next.tick < tick) tell()
    moved.add(board)
    next ??= { tick, timer: setTimeout(ring, tickMs - (clock() % tickMs)).unref() }
  }

  // What was told before a start nobody knows any more: a number that follows within the same tick would be a second one.
  for (const dialogue of voices.list())
    for (const round of voices.state(dialogue).rounds.values()) {
      const now = cameIn(round)
      if (round.state === 'revealed' || now.handedIn === 0) continue
      kept.set(roundName(round.board, round.step), { tick: tickNow(), before: null, now })
      tellAtTick(round.board)
    }

  const stop = voices.onChange(({ id, row }) => {
    if (row.kind !== 'write' && row.kind !== 'take-back' && row.kind !== 'answer') return
    const name = roundName(row.board, row.step)
    const known = kept.get(name) ?? { tick: -1, before: nothingCame, now: nothingCame }
    const tick = tickNow()
    const now = cameIn(roundOf(voices.state(id), row.board, row.step))
    kept.set(name, { tick: Math.max(tick, known.tick), before: known.tick >= tick ? known.before : known.now, now })
    if (!isSame(known.now, now) || (row.kind === 'answer' && row.seat === undefined)) tellAtTick(row.board)
  })

  const cameOf = (name: RoundName): Came | null => {
    const known = kept.get(name)
    if (known === undefined) return nothingCame
    return known.tick >= tickNow() ? known.before : known.now
  }

  /** Two who ask of all tables of a hall do not look through its seats once for each. */
  let seated: {
    readonly of: Voices['seats']
    readonly seating: Seating
    readonly by: Map<number, ReturnType<typeof seatsIn>>
  } | null = null
  function seatsAt(now: Voices, step: Asked) {
    const { dialogue, table, session } = step.place
    const seating = places.seating.seating(dialogue)
    if (seated?.of !== now.seats || seated.seating !== seating) seated = { of: now.seats, seating, by: new Map() }
    const found = seated.by.get(session) ?? seatsIn(now, session, seating)
    seated.by.set(session, found)
    const here = found.get(table) ?? []
    return step.ask === undefined && (seating.byHand?.size ?? 0) === 0
      ? here
      : here.filter(({ seat }) => asksSeat(places, now, step, seat))
  }

  function told(now: Voices, step: Asked, round: Round): ToldTurnout {
    const seats = seatsAt(now, step)
    const came = enoughSeated(seats) ? cameOf(roundName(round.board, round.step)) : null
    return { handedIn: came?.handedIn ?? null, of: seats.length, alone: came?.alone ?? [] }
  }

  return {
    told,
    /** Of each of a table's steps that is open or lies sealed, on whichever of its boards. Never to be added up. */
    of(dialogue: DialogueId, table: TableId): readonly Turnout[] {
      const now = voices.state(dialogue)
      return places.boardsOf(table).flatMap((place) =>
        stepsOf(places, place.id).flatMap((asked) => {
          const { id: step, task } = asked
          const round = roundOf(now, place.id, step)
          if (!isSealed(round, task.kind)) return []
          // Which tables have answered tells nothing of anybody at them.
          if (isTablesOnly(task)) return [{ step, state: round.state, handedIn: tableAnswered(round) ? 1 : 0, of: 1 }]
          const { handedIn, of } = told(now, asked, round)
          return [{ step, state: round.state, handedIn, of }]
        }),
      )
    },
    onTold(listener: (boards: readonly BoardId[]) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close(): void {
      stop()
      if (next !== null) clearTimeout(next.timer)
    },
  }
}
export type TurnoutStore = ReturnType<typeof createTurnout>

const isSame = (one: Came, other: Came): boolean =>
  one.handedIn === other.handedIn && one.alone.join(' ') === other.alone.join(' ')
