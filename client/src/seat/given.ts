/**
 * What the server has taken from this seat, kept with its receipts: a server that is restored, or another laptop that has
 * taken over, may lack it, and is handed it again, once, under the same ids. It lies under a key of its own, so that it
 * outlives a session that such a server does not know.
 */
import type { Became, SeatAnswer, SeatCommand, SeatGiven } from '@tablee/shared/wire/seat'
import { nameOf, withdrawnToDraft, type Drafts } from './drafts.ts'
import { enqueued } from './outbox.ts'
import type { World } from './sync.ts'
import type { Owner } from './storage.ts'

/** `era`: of the server that is known to have it. `waits`: its step was not open there when it was handed in. */
export type Given = SeatGiven & { readonly era: string; readonly waits?: true }

const keyOf = ({ dialogue, seat }: Owner): string => `tablee.seat.given.${dialogue}.${seat}`

/** A day is over by then, and nobody is handed its votes in again. */
const keptFor = 3 * 24 * 3_600_000
const isKept = ({ receipt }: Given, now: number): boolean => Number(receipt.split('.')[0]) > now - keptFor

/** What cannot be read is none. */
export function loadGiven({ local, now }: Pick<World, 'local' | 'now'>, owner: Owner): readonly Given[] {
  try {
    const value: unknown = JSON.parse(local?.getItem(keyOf(owner)) ?? '[]')
    return Array.isArray(value) ? (value as readonly Given[]).filter((one) => isKept(one, now())) : []
  } catch {
    return []
  }
}
/** A storage that is full keeps what people write first: nothing is lost by that while the server goes on. */
export function saveGiven({ local }: Pick<World, 'local'>, owner: Owner, given: readonly Given[]): void {
  try {
    if (given.length === 0) local?.removeItem(keyOf(owner))
    else local?.setItem(keyOf(owner), JSON.stringify(given))
  } catch {
    // Said above.
  }
}

/** Whether the later one says all that the earlier one said. */
function replaces(later: SeatCommand, earlier: SeatCommand): boolean {
  if (later.kind === 'consent' || earlier.kind === 'consent') return later.kind === earlier.kind
  if (later.board !== earlier.board) return false
  if (later.kind === 'answer' || earlier.kind === 'answer')
    return (
      later.kind === 'answer' &&
      earlier.kind === 'answer' &&
      later.step === earlier.step &&
      Object.keys(earlier.answers).every((key) => Object.hasOwn(later.answers, key))
    )
  return later.sheet === earlier.sheet
}

/** One more, behind what it does not replace. */
export function givenAfter(given: readonly Given[], command: SeatCommand, answer: SeatAnswer): readonly Given[] {
  const { era, receipt } = answer
  if (era === undefined || receipt === undefined) return given
  return [...given.filter((one) => !replaces(command, one.command)), { command, receipt, era }]
}

/** What of it this server may lack, oldest first; what waits for its step only once that is there. */
export function dueIn(given: readonly Given[], { era, rounds }: Pick<SeatAnswer, 'era' | 'rounds'>): readonly Given[] {
  if (era === undefined) return []
  const begun = new Set(rounds.filter(({ state }) => state !== 'waiting').map(nameOf))
  return given.filter(
    (one) =>
      one.era !== era && (one.waits !== true || one.command.kind === 'consent' || begun.has(nameOf(one.command))),
  )
}

/** As many as go into one request, and not too long. */
export function together(due: readonly Given[], most: number): readonly Given[] {
  const found: Given[] = []
  let length = 0
  for (const one of due) {
    length += JSON.stringify(one).length
    if (found.length === most || (found.length > 0 && length > 18_000)) break
    found.push(one)
  }
  return found
}

type Told = readonly { readonly id: string; readonly became: Became }[]
/** What is still to be kept. What became of it nobody tells twice. */
export const givenAgain = (given: readonly Given[], told: Told, era: string): readonly Given[] =>
  given.flatMap((one): readonly Given[] => {
    const became = told.find(({ id }) => id === one.command.id)?.became
    if (became === undefined) return [one]
    if (became === 'there') return [{ command: one.command, receipt: one.receipt, era }]
    return became === 'waits' ? [{ ...one, waits: true }] : []
  })
/** What could not be put back lies in the drafts again; what has no receipt that this server knows is said as if it were new. */
export function draftsAgain(drafts: Drafts, given: readonly Given[], told: Told): Drafts {
  return told.reduce((all, { id, became }) => {
    const command = given.find((one) => one.command.id === id)?.command
    if (command === undefined) return all
    if (became === 'unsigned') return { ...all, outbox: enqueued(all.outbox, command) }
    return became === 'asked-anew' || became === 'refused' ? withdrawnToDraft(all, command) : all
  }, drafts)
}
