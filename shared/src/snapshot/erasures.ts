/**
 * What was erased of a dialogue's boards, as rows of its archive and what they say: the intention, which texts of snapshots
 * are gone, and how far it has come. Ids and digests; never what stood there.
 */
import type { Letters } from '../board/erase.ts'
import type { BoardId } from '../ids.ts'

/** By what a table knows sentences again: how many words stand on end (0: a whole text), and a keyed digest of them. */
export type Known = { readonly words: number; readonly digest: string }

export type ErasureRow =
  | {
      readonly kind: 'erase'
      readonly command: string
      readonly board: BoardId
      readonly words: readonly string[]
      /** Where else on the board the sentences stood, letter by letter. */
      readonly letters: readonly Letters[]
      /** Not in rows of earlier versions, nor where the table knows already. */
      readonly known?: { readonly table: string; readonly digests: readonly Known[] } | undefined
      /** When it was begun, of one that an earlier version kept elsewhere. */
      readonly at?: number
    }
  /** Digests of snapshots' texts that are kept nowhere any more. */
  | { readonly kind: 'erased'; readonly command: string; readonly of: string; readonly digests: readonly string[] }
  /** The log says nothing of it any more. */
  | { readonly kind: 'rewritten'; readonly command: string; readonly of: string }
  /** Nor does what is left of the file. */
  | { readonly kind: 'ended'; readonly command: string; readonly of: string }

/** Since which number of the program (`record/known`): a kind that is missing does not compile. */
export const erasureKinds: Readonly<Record<ErasureRow['kind'], number>> = {
  erase: 1,
  erased: 1,
  rewritten: 1,
  ended: 1,
}

/** Null for a row of another record in the same archive. */
export function readErasureRow(text: string): ErasureRow | null {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    Object.hasOwn(erasureKinds, String(value.kind))
    ? (value as ErasureRow)
    : null
}

export type Erasure = {
  readonly command: string
  readonly board: BoardId
  readonly at: number
  readonly words: readonly string[]
  readonly letters: readonly Letters[]
  readonly known: { readonly table: string; readonly digests: readonly Known[] } | null
  readonly step: 'begun' | 'rewritten' | 'ended'
  readonly digests: ReadonlySet<string>
}
/** By the command that began it, in the order in which they were begun. */
export type Erasures = ReadonlyMap<string, Erasure>
export const nothingErased: Erasures = new Map()

/** One row further; a row about an erasure that nobody began changes nothing. */
export function erasuresAfter(before: Erasures, row: ErasureRow, at: number): Erasures {
  const of = row.kind === 'erase' ? row.command : row.of
  const one = before.get(of)
  const next = erasureAfter(one, row, at)
  return next === one || next === undefined ? before : new Map([...before, [of, next]])
}

function erasureAfter(one: Erasure | undefined, row: ErasureRow, at: number): Erasure | undefined {
  if (row.kind === 'erase') {
    const { command, board, words, letters, known = null } = row
    return one ?? { command, board, at: row.at ?? at, words, letters, known, step: 'begun', digests: new Set() }
  }
  if (one === undefined) return one
  if (row.kind === 'erased') return { ...one, digests: new Set([...one.digests, ...row.digests]) }
  return one.step === 'ended' ? one : { ...one, step: row.kind }
}

/** Of a board, oldest first: since when which digests have no text any more. */
export function errataOf(
  erasures: Erasures,
  board: string,
): readonly { readonly at: number; readonly digests: readonly string[] }[] {
  return [...erasures.values()]
    .filter((one) => one.board === board && one.digests.size > 0)
    .map(({ at, digests }) => ({ at, digests: [...digests].sort() }))
    .sort((a, b) => a.at - b.at || ((a.digests[0] ?? '') < (b.digests[0] ?? '') ? -1 : 1))
}

/** All texts that are gone. */
export const goneIn = (erasures: Erasures): ReadonlySet<string> =>
  new Set([...erasures.values()].flatMap(({ digests }) => [...digests]))
