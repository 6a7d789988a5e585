/**
 * What was struck out after a snapshot was taken. The snapshot and its name stay; the texts leave its sidecar, and with
 * it every file that is made of it from then on. An erratum says since when and which digests, never what stood there.
 */
import { isBlack, spansOf } from '../board/blacken.ts'
import type { Struck } from '../board/struck.ts'
import {
  digestsOf as digestsOfSnapshot,
  type Digest,
  type Sidecar,
  type Snapshot,
  type SnapshotBoard,
} from './structure.ts'

export type Erratum = {
  /** 1, 2, 3 … in the order in which they were struck out. */
  readonly n: number
  readonly at: number
  readonly board: string
  /** Redacted: blanked by the facilitator, and kept. Erased: kept nowhere any more. */
  readonly why: 'redacted' | 'erased'
  readonly digests: readonly Digest[]
}

/** A text of a board's snapshot that says a struck sentence; `own`: as words, sheet or element of it, and so whole. */
export type StruckText = { readonly digest: Digest; readonly own: boolean }

/** The words and sheets by their ids; and where nobody's name stands beside it, what says the sentence again. */
export function* struckTexts(
  board: SnapshotBoard,
  { ids, texts: sentences }: Pick<Struck, 'ids' | 'texts'>,
  texts: ReadonlyMap<Digest, string>,
): Generator<StruckText> {
  const own = (digest: Digest): StruckText => ({ digest, own: true })
  const again = function* (digest: Digest | undefined): Generator<StruckText> {
    if (digest !== undefined && spansOf(texts.get(digest) ?? '', sentences).length > 0) yield { digest, own: false }
  }
  for (const { id, text } of board.words) if (text !== null && ids.has(id)) yield own(text)
  for (const { wording } of board.nodes) yield* again(wording)
  for (const { label } of board.relations) yield* again(label)
  for (const { text } of board.notes ?? []) yield* again(text)
  for (const { id, text, seat } of board.canvas?.shapes ?? []) {
    if (text === null) continue
    if (ids.has(id.replace(/^shape:/, ''))) yield own(text)
    else if (seat === undefined) yield* again(text)
  }
  for (const { nodes = [], sheets = [] } of board.voices?.rounds ?? []) {
    for (const { wording } of nodes) yield* again(wording)
    for (const { id, text } of sheets) if (text !== null && ids.has(id)) yield own(text)
  }
}

/** What was erased of a board: since when, and which digests have no text any more. */
export type Erased = { readonly at: number; readonly digests: readonly Digest[] }

/** `struckOn`, `erasedOn`: what is struck out of a board, and erased from it, by now. */
export function withErrata(
  snapshot: Snapshot,
  sidecar: Sidecar,
  struckOn: (board: string) => readonly Struck[],
  erasedOn: (board: string) => readonly Erased[],
): Sidecar {
  const texts = new Map(sidecar.texts.map(({ digest, text }) => [digest, text]))
  const own = digestsOfSnapshot(snapshot)
  const errata = snapshot.boards
    .flatMap((board): Omit<Erratum, 'n'>[] => [
      ...struckOn(board.id)
        .filter((struck) => !struck.texts.every(isBlack))
        .map((struck) => ({
          at: struck.at,
          board: board.id,
          why: 'redacted' as const,
          digests: [...new Set([...struckTexts(board, struck, texts)].map(({ digest }) => digest))].sort(),
        })),
      ...erasedOn(board.id).map(({ at, digests }) => ({
        at,
        board: board.id,
        why: 'erased' as const,
        digests: digests.filter((one) => own.has(one)),
      })),
    ])
    .filter(({ digests }) => digests.length > 0)
    .sort((a, b) => a.at - b.at || (a.board < b.board ? -1 : 1))
  if (errata.length === 0) return sidecar
  const gone = new Set(errata.flatMap(({ digests }) => digests))
  return {
    ...sidecar,
    texts: sidecar.texts.filter(({ digest }) => !gone.has(digest)),
    errata: errata.map((one, at) => ({ n: at + 1, ...one })),
  }
}
