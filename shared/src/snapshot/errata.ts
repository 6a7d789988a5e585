/**
 * What was struck out after a snapshot was taken. The snapshot and its name stay; the texts leave its sidecar, and with
 * it every file that is made of it from then on. An erratum says since when and which digests, never what stood there.
 */
import { isBlack } from '../board/blacken.ts'
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

/** A sentence as it is heard: neither spaces nor case nor marks make another of it. */
const heard = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/**
 * Whether a text says one of these sentences again: alone from two words on, within a longer text from four. A shorter
 * one is anybody's ("Yes", "Too dear"), and striking it everywhere would take other people's words.
 */
function repeats(texts: readonly string[]): (text: string) => boolean {
  const all = texts.map(heard).filter((one) => one.includes(' '))
  const long = all.filter((one) => one.split(' ').length >= 4).map((one) => ` ${one} `)
  return (text) => {
    if (all.length === 0) return false
    const said = heard(text)
    return all.includes(said) || long.some((one) => ` ${said} `.includes(one))
  }
}

function* digestsOf(board: SnapshotBoard, struck: Struck, texts: ReadonlyMap<Digest, string>): Generator<Digest> {
  const again = repeats(struck.texts)
  const echoes = (digest: Digest | null | undefined): digest is Digest =>
    typeof digest === 'string' && again(texts.get(digest) ?? '')
  for (const { id, text } of board.words) if (text !== null && struck.ids.has(id)) yield text
  // Where nobody's name stands beside it: an entry, a passage of the minutes, an element that was made of the sentence.
  for (const { wording } of board.nodes) if (echoes(wording)) yield wording
  for (const { label } of board.relations) if (echoes(label)) yield label
  for (const { text } of board.notes ?? []) if (echoes(text)) yield text
  for (const { id, text, seat } of board.canvas?.shapes ?? [])
    if (text !== null && (struck.ids.has(id.replace(/^shape:/, '')) || (seat === undefined && echoes(text)))) yield text
  for (const { nodes = [], sheets = [] } of board.voices?.rounds ?? []) {
    for (const { wording } of nodes) if (echoes(wording)) yield wording
    for (const { id, text } of sheets) if (text !== null && struck.ids.has(id)) yield text
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
          digests: [...new Set(digestsOf(board, struck, texts))].sort(),
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
