/**
 * Coders of a round do not know of one another until all have closed it: what of the codes' part may be told to a device, and
 * which steps may be taken back. Whatever is told of codings (pages, counts, lists of steps, snapshots) asks here first.
 */
import type { EntryName } from '../synthesis/entries.ts'
import { isCodeRow, type StepRow } from '../synthesis/rows.ts'
import { canUndo, newestFirst, type History, type Step } from '../synthesis/steps.ts'
import type { Codes, Coding, Memo, Round } from './fold.ts'
import { isRoundRow, type CodeId, type CodeRow, type RoundId } from './rows.ts'

type Rounds = Pick<Codes, 'rounds'>
const sealedKnown = new WeakMap<Codes['rounds'], ReadonlyMap<EntryName, Round>>()

/** Entries of rounds that are open, each with its round. An entry is in one at a time. */
export function sealedIn({ rounds }: Rounds): ReadonlyMap<EntryName, Round> {
  const known = sealedKnown.get(rounds)
  if (known !== undefined) return known
  const sealed = new Map<EntryName, Round>()
  for (const round of rounds.values())
    if (round.state === 'open') for (const entry of round.entries) sealed.set(entry, round)
  sealedKnown.set(rounds, sealed)
  return sealed
}
/** Codes of rounds that are open: what they mean stays, or the coders would not mean the same. */
export function frozenIn({ rounds }: Rounds): ReadonlySet<CodeId> {
  const frozen = new Set<CodeId>()
  for (const round of rounds.values()) if (round.state === 'open') for (const code of round.codes) frozen.add(code)
  return frozen
}

/** Whether something of this entry that `by` did may be told to `device` (null: to nobody in particular, as in a snapshot). */
function isSeen(
  sealed: ReadonlyMap<EntryName, Round>,
  one: { readonly entry: EntryName | null; readonly by: string; readonly round: RoundId | null },
  device: string | null,
): boolean {
  const round = one.entry === null ? undefined : sealed.get(one.entry)
  if (round === undefined) return true
  if (one.round === round.id) return one.by === device
  // Of before: to who codes in it that would be told, too.
  return device === null || !round.joined.includes(device)
}

/** What of codings, memos and *no code fits* may be told to a device; the very same objects where no round is open. */
export function seenBy(codes: Codes, device: string | null): Pick<Codes, 'codings' | 'memos' | 'none'> {
  const sealed = sealedIn(codes)
  if (sealed.size === 0) return codes
  const { codings, memos, none } = codes
  const told = (one: Coding | Memo): boolean => isSeen(sealed, one, device)
  return {
    codings: new Map([...codings].filter(([, one]) => told(one))),
    memos: new Map([...memos].filter(([, one]) => told(one))),
    none: new Map([...none].filter(([entry, { by }]) => isSeen(sealed, { entry, by, round: null }, device))),
  }
}

/** In which open round a device codes this entry, and may: it is one of its coders and has not closed it. */
export function roundFor(codes: Rounds, entry: EntryName, device: string): Round | null {
  const round = sealedIn(codes).get(entry)
  return round !== undefined && round.joined.includes(device) && !round.closed.has(device) ? round : null
}

type Of = { readonly codes: Codes }
const entriesOf = (row: CodeRow): readonly EntryName[] => {
  if (row.kind === 'codes-in')
    return [...row.codings.map(({ entry }) => entry), ...row.memos.flatMap(({ entry = '' }) => entry)]
  return 'entry' in row && row.entry !== undefined ? [row.entry] : []
}
const codesOf = (row: CodeRow): readonly CodeId[] => [
  ...('code' in row ? [row.code] : []),
  ...('into' in row ? [row.into] : []),
  ...(row.kind === 'memo' && 'code' in row.on ? [row.on.code] : []),
  ...(row.kind === 'codes-in' ? row.codes.map(({ code }) => code) : []),
]

/**
 * Whether a step may be told to a device. One of a round that is open only to who did it; and of an entry in it, whatever was
 * done before it began, to nobody who codes in it.
 */
export function isStepSeen({ codes }: Of, row: StepRow, device: string): boolean {
  if (!isCodeRow(row)) return true
  const round = 'round' in row && !isRoundRow(row) ? codes.rounds.get(row.round ?? '') : undefined
  if (round?.state === 'open') return row.by === device
  const sealed = sealedIn(codes)
  return entriesOf(row).every((entry) => {
    const of = sealed.get(entry)
    return of === undefined || !of.joined.includes(device)
  })
}

/** What began or ended a round, what was coded in one that is closed, and what an open one rests on, is not taken back. */
function isHeld({ codes }: Of, row: StepRow, device: string): boolean {
  if (!isCodeRow(row)) return false
  if (isRoundRow(row)) return true
  const round = 'round' in row ? codes.rounds.get(row.round ?? '') : undefined
  if (row.kind !== 'round-settle' && round !== undefined && round.state !== 'dropped')
    return round.state !== 'open' || row.by !== device || round.closed.has(device)
  const [sealed, frozen] = [sealedIn(codes), frozenIn(codes)]
  return entriesOf(row).some((entry) => sealed.has(entry)) || codesOf(row).some((code) => frozen.has(code))
}

/** Whether this device may take the step back: nobody built on it, and no round rests on it. */
export function mayUndo(state: History & Of, of: string, device: string): boolean {
  const step = state.steps.find(({ row }) => row.command === of)
  return step !== undefined && canUndo(state, of) && !isHeld(state, step.row, device)
}
/** The same of one that was taken back: it stands again. */
export function mayRedo(state: History & Of, of: string, device: string): boolean {
  const step = state.steps.find(({ row }) => row.command === of)
  return step !== undefined && state.undone.has(of) && !isHeld(state, step.row, device)
}

/** Steps of codes that a device may be told, the newest first, each with whether it may take it back or do it again. */
export function* stepsSeen(
  state: History & Of,
  device: string,
): Iterable<Step & { readonly row: CodeRow; readonly can: boolean; readonly undone: boolean }> {
  for (const { row, at, canUndo: can } of newestFirst(state)) {
    if (!isCodeRow(row) || !isStepSeen(state, row, device)) continue
    const undone = state.undone.has(row.command)
    yield { row, at, undone, can: (undone || can) && !isHeld(state, row, device) }
  }
}
