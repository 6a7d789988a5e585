/**
 * What of a snapshot may be printed, as people's consents stand now: the sidecar without the texts of whoever does not
 * want to be quoted. The snapshot itself holds digests only and stays as it is; so does what is stored.
 */
import { unquoted, unquotedWording, type Consents } from '../view/consents.ts'
import type { Digest, Sidecar, Snapshot, SnapshotBoard } from './structure.ts'

export type Printing = {
  /** As they are of one board: a sheet's name means something there only. */
  readonly on: (board: string) => Consents
  /** Pairs of those who may be quoted: questionnaires know nobody's seat. */
  readonly quotedPairs: readonly string[]
}

function* found(board: SnapshotBoard, printing: Printing, texts: ReadonlyMap<Digest, string>): Generator<Digest> {
  const consents = printing.on(board.id)
  const veil = unquoted(consents)
  // What became an entry word for word stands there too, and in the votes on it.
  const said = board.words.map((one) => ({ ...one, text: texts.get(one.text ?? '') ?? '' }))
  const echoes = unquotedWording(said, consents)
  for (const { wording } of board.nodes) if (echoes(texts.get(wording) ?? '')) yield wording
  for (const { nodes = [] } of board.voices?.rounds ?? [])
    for (const { wording } of nodes) if (echoes(texts.get(wording) ?? '')) yield wording
  const { words, blocks } = veil.words(board.words)
  for (const one of board.words) if (words.has(one.id) && one.text !== null) yield one.text
  // Words that were taken out of the minutes stand in them too.
  for (const one of board.notes ?? []) if (blocks.has(one.id)) yield one.text
  for (const { id, text, seat = null } of board.canvas?.shapes ?? [])
    if (text !== null && veil.element(id, seat)) yield text
  for (const { sheets = [], ballots = [] } of board.voices?.rounds ?? []) {
    for (const { id, seat, text } of sheets) if (text !== null && veil.element(id, seat)) yield text
    for (const { seat, answer, other } of ballots)
      if (veil.seat(seat)) for (const value of [answer, other]) if (value?.type === 'text') yield value.text
  }
}

export function withheldIn(snapshot: Snapshot, sidecar: Sidecar, printing: Printing): ReadonlySet<Digest> {
  const all = new Set<Digest>()
  const texts = new Map(sidecar.texts.map(({ digest, text }) => [digest, text]))
  for (const board of snapshot.boards) for (const digest of found(board, printing, texts)) all.add(digest)
  const pairs = new Set(printing.quotedPairs)
  for (const { people } of snapshot.voices?.questionnaires ?? [])
    for (const { pair, answers } of people)
      if (!pairs.has(pair)) for (const { answer } of answers) if (answer.type === 'text') all.add(answer.text)
  return all
}

/** Null: nobody of this dialogue is asked, and everything may be printed. */
export function printableSidecar(snapshot: Snapshot, sidecar: Sidecar, printing: Printing | null): Sidecar {
  const withheld = printing === null ? new Set<Digest>() : withheldIn(snapshot, sidecar, printing)
  if (withheld.size === 0) return sidecar
  return {
    ...sidecar,
    texts: sidecar.texts.filter(({ digest }) => !withheld.has(digest)),
    withheld: [...withheld].sort(),
  }
}
