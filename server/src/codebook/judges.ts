/** What a coder's step is judged by: what is staged, in the turn in which it is appended. */
import { frozenIn, roundFor, sealedIn } from '@tablee/shared/codebook/blind'
import { codeOf, type Codes } from '@tablee/shared/codebook/fold'
import type { CodeId, CodeRow, RoundId } from '@tablee/shared/codebook/rows'
import type { Problem } from '@tablee/shared/problem'
import type { EntryName } from '@tablee/shared/synthesis/entries'
import type { Synthesis } from '@tablee/shared/synthesis/state'
import type { Session } from '../access/session.ts'

export type Judge = (now: Synthesis) => Problem | null
/** Beneath one another. */
const mostDeep = 8

export const changed: Problem = { code: 'changed' }
export const inRound: Problem = { code: 'refused', why: 'round' }
export const noEntry: Problem = { code: 'not-found', what: 'entry' }

/** The first that objects. */
export const all =
  (...judges: readonly Judge[]): Judge =>
  (now) =>
    judges.reduce<Problem | null>((found, judge) => found ?? judge(now), null)

/** Each of them is there. */
export const stands =
  (...codes: readonly (CodeId | null)[]): Judge =>
  (now) =>
    codes.every((code) => code === null || codeOf(now.codes, code) !== undefined) ? null : changed

/** No round that is open rests on them. */
export const isFree =
  (...ids: readonly CodeId[]): Judge =>
  ({ codes }) => {
    const frozen = frozenIn(codes)
    return ids.some((id) => frozen.has(id)) ? inRound : null
  }

/** Of what there may be so many. */
export const roomFor =
  (what: 'codings' | 'memos' | 'rounds', most: number): Judge =>
  ({ codes }) =>
    codes[what].size >= most ? { code: 'refused', why: what } : null

/** Whether the entry is in no open round, or in this one, in which the device codes with this code. */
export const mayTouch =
  ({ device }: Session, entry: EntryName | null, round: RoundId | undefined, code?: CodeId): Judge =>
  ({ codes }) => {
    if (entry === null) return null
    const of = sealedIn(codes).get(entry)
    if (of === undefined) return round === undefined ? null : changed
    if (round === undefined || roundFor(codes, entry, device)?.id !== round) return inRound
    return code === undefined || of.codes.includes(code) ? null : inRound
  }

/** The round is open, and this device codes in it. */
export const codesIn =
  ({ device }: Session, id: RoundId): Judge =>
  ({ codes }) => {
    const round = codes.rounds.get(id)
    if (round === undefined) return { code: 'not-found', what: 'round' }
    return round.state === 'open' && round.joined.includes(device) && !round.closed.has(device) ? null : changed
  }

/** What lies beneath this code lies not too deep. */
export const notTooDeep =
  (parent: CodeId | null): Judge =>
  ({ codes: { codes } }) => {
    const above = new Map(codes.map((code) => [code.id, code.parent]))
    const up = (code: CodeId | null, depth: number): number =>
      code === null || depth >= mostDeep ? depth : up(above.get(code) ?? null, depth + 1)
    return up(parent, 0) < mostDeep ? null : { code: 'refused', why: 'depth' }
  }

/** The same passage with the same code by the same hand says nothing more. */
export const isCodedSo = (
  { codings }: Codes,
  { code, entry, start, end, round }: Extract<CodeRow, { readonly kind: 'coding' }>,
  { device }: Session,
): boolean =>
  [...codings.values()].some(
    (one) =>
      one.entry === entry &&
      one.code === code &&
      one.by === device &&
      one.round === (round ?? null) &&
      one.start === start &&
      one.end === end,
  )
