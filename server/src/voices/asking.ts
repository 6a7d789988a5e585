/**
 * A phone is shared by people who have none; one that would fill a table is a thing for who runs it to know. Two seats it
 * takes by itself, for more it asks for as long as its page goes on asking, and is let in or not. In memory: who waits asks
 * again.
 */
import type { Voices } from '@tablee/shared/voices/fold'
import type { DialogueId, SeatCode } from '@tablee/shared/ids'
import type { Clock } from '../clock.ts'

/** So many seats a phone takes by itself: a couple, a parent and a child. */
const freely = 2
/** A phone that waits asks every few seconds; one that has gone is not told of. */
const patience = 30_000

type Asked = {
  readonly dialogue: DialogueId
  readonly seat: SeatCode
  readonly device: string
  readonly at: number
}

/** Asking lapses after 30 s; who was let in may sit at any time, once, until the process ends. */
export function createAsking(clock: Clock) {
  const asking = new Map<string, Asked>()
  /** Those let in, until they sit. */
  const letIn = new Map<string, string>()
  const listeners = new Set<(dialogue: DialogueId, seat: SeatCode) => void>()
  const nameOf = (dialogue: DialogueId, seat: SeatCode): string => `${dialogue}/${seat}`
  const isFresh = (one: Asked | undefined): one is Asked => one !== undefined && clock() - one.at < patience

  /** `device` null: nobody asks for it any more. */
  function note(dialogue: DialogueId, seat: SeatCode, device: string | null): void {
    const name = nameOf(dialogue, seat)
    const before = isFresh(asking.get(name))
    if (device === null) asking.delete(name)
    else asking.set(name, { dialogue, seat, device, at: clock() })
    if (before !== (device !== null)) for (const listener of listeners) listener(dialogue, seat)
  }

  return {
    /** Whether this device has to be let in to this seat. */
    mustAsk: (now: Voices, dialogue: DialogueId, seat: SeatCode, device: string): boolean =>
      letIn.get(nameOf(dialogue, seat)) !== device &&
      [...now.seats.values()].filter((one) => one.device === device && one.held === 'phone' && one.seat !== seat)
        .length >= freely,
    asks: (dialogue: DialogueId, seat: SeatCode, device: string): void => note(dialogue, seat, device),
    sat(dialogue: DialogueId, seat: SeatCode): void {
      letIn.delete(nameOf(dialogue, seat))
      note(dialogue, seat, null)
    },
    /** The phone that asked for this seat last may sit on it, once; false when none does. */
    letIn(dialogue: DialogueId, seat: SeatCode): boolean {
      const asked = asking.get(nameOf(dialogue, seat))
      if (!isFresh(asked)) return false
      letIn.set(nameOf(dialogue, seat), asked.device)
      note(dialogue, seat, null)
      return true
    },
    /** Seats that are asked for now. */
    seats: (dialogue: DialogueId): readonly SeatCode[] =>
      [...asking.values()]
        .filter((one) => one.dialogue === dialogue && isFresh(one))
        .map(({ seat }) => seat)
        .sort(),
    onAsked(listener: (dialogue: DialogueId, seat: SeatCode) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
