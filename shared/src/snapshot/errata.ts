/**
 * What was struck out after a snapshot was taken. The snapshot and its name stay; the texts leave its sidecar, and with
 * it every file that is made of it from then on. An erratum says since when and which digests, never what stood there.
 */
import { isBlack, spansOf } from '../board/blacken.ts'
import { heardOf } from '../board/heard.ts'
import type { Struck } from '../board/struck.ts'
import { typedIn } from './codes.ts'
import {
  digestsOf as digestsOfSnapshot,
  type Digest,
  type Sidecar,
  type Snapshot,
  type SnapshotBoard,
  type SnapshotWords,
} from './structure.ts'
import { translationsOfTexts } from './translations.ts'

export type Erratum = {
  /** 1, 2, 3 … in the order in which they were struck out. */
  readonly n: number
  readonly at: number
  readonly board: string
  /** Redacted: blanked by the facilitator, and kept. Erased: kept nowhere any more. */
  readonly why: 'redacted' | 'erased'
  readonly digests: readonly Digest[]
}

export type Sought = {
  readonly ids: ReadonlySet<string>
  /** `made`: an entry or an element. */
  readonly says: (text: string, made: boolean) => boolean
  /** Of these words nobody is known to have said them. */
  readonly unsigned: (id: string, words: ReadonlyMap<string, SnapshotWords>) => boolean
  /** This entry says what another person said beneath it. */
  readonly theirs: (node: string, wording: string) => boolean
  /** Of the minutes, block by block: which hold a part of a sentence that goes on from one into the next. */
  readonly throughBlocks: (texts: readonly string[]) => ReadonlySet<number>
}
const struckAs = (
  { ids, texts: sentences }: Pick<Struck, 'ids' | 'texts'>,
  { words }: SnapshotBoard,
  texts: ReadonlyMap<Digest, string>,
): Sought => ({
  ids,
  says: (text) => spansOf(text, sentences).length > 0,
  unsigned: () => false,
  theirs: (node, wording) =>
    words.some(
      ({ id, seat, text, ...one }) =>
        one.node === node &&
        seat !== null &&
        text !== null &&
        !ids.has(id) &&
        heardOf(texts.get(text) ?? '').key === heardOf(wording).key,
    ),
  throughBlocks: () => new Set(),
})

/** A text of a board's snapshot that says a struck sentence; `own`: as words, sheet or element of it, and so whole. */
export type StruckText = { readonly digest: Digest; readonly own: boolean }

/** What of a board's texts says it, and the translations of all of that. */
export function* struckTexts(
  board: SnapshotBoard,
  sought: Sought,
  texts: ReadonlyMap<Digest, string>,
): Generator<StruckText> {
  const found = new Set<Digest>()
  for (const one of originalsStruck(board, sought, texts)) {
    found.add(one.digest)
    yield one
  }
  // Whole, whatever letters it has.
  for (const digest of translationsOfTexts(board, found)) yield { digest, own: true }
}

/** The words and sheets by their ids; and where nobody's name stands beside it, what says the sentence again. */
function* originalsStruck(
  board: SnapshotBoard,
  { ids, says, unsigned, theirs, throughBlocks }: Sought,
  texts: ReadonlyMap<Digest, string>,
): Generator<StruckText> {
  const own = (digest: Digest): StruckText => ({ digest, own: true })
  const again = function* (digest: Digest | undefined, made = false): Generator<StruckText> {
    if (digest !== undefined && says(texts.get(digest) ?? '', made)) yield { digest, own: false }
  }
  const all = new Map(board.words.map((one) => [one.id, one]))
  for (const { id, text } of board.words) {
    if (text === null) continue
    if (ids.has(id)) yield own(text)
    else if (unsigned(id, all)) yield* again(text)
  }
  const isTheirs = (node: string, wording: Digest): boolean => theirs(node, texts.get(wording) ?? '')
  for (const { id, wording } of board.nodes) if (!isTheirs(id, wording)) yield* again(wording, true)
  for (const { label } of board.relations) yield* again(label)
  const notes = board.notes ?? []
  const through = throughBlocks(notes.map(({ text }) => texts.get(text) ?? ''))
  for (const [n, { text }] of notes.entries()) {
    if (through.has(n)) yield { digest: text, own: true }
    else yield* again(text)
  }
  for (const { id, text, seat } of board.canvas?.shapes ?? []) {
    if (text === null) continue
    if (ids.has(id.replace(/^shape:/, ''))) yield own(text)
    else if (seat === undefined) yield* again(text, true)
  }
  for (const { nodes = [], sheets = [] } of board.voices?.rounds ?? []) {
    for (const { node, wording } of nodes) if (!isTheirs(node, wording)) yield* again(wording, true)
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
  const names = typedIn(snapshot).map(({ text }) => text)
  const errata = snapshot.boards
    .flatMap((board): Omit<Erratum, 'n'>[] => [
      ...struckOn(board.id)
        .filter((struck) => !struck.texts.every(isBlack))
        .map((struck) => ({
          at: struck.at,
          board: board.id,
          why: 'redacted' as const,
          digests: [
            ...new Set([
              ...[...struckTexts(board, struckAs(struck, board, texts), texts)].map(({ digest }) => digest),
              // A theme may be called by it.
              ...names.filter((name) => spansOf(texts.get(name) ?? '', struck.texts).length > 0),
            ]),
          ].sort(),
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
