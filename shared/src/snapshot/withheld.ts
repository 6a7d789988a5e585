/**
 * What of a snapshot may be printed, as people's consents stand now: the sidecar without the texts of anyone who does not
 * want to be quoted. The snapshot itself holds digests only and stays as it is; so does what is stored.
 */
import { unquoted, type Consents } from '../view/consents.ts'
import { refusalIn } from '../view/refusals.ts'
import { typedIn } from './codes.ts'
import type { Digest, Sidecar, Snapshot, SnapshotBoard } from './structure.ts'
import { translationsOfTexts } from './translations.ts'
import { textsAsked, textsOf, type SnapshotPicked, type SnapshotValue } from './voices.ts'

export type Printing = {
  /** As they are of one board: a sheet's name means something there only. */
  readonly on: (board: string) => Consents
  /** Pairs of those who may be quoted: questionnaires know nobody's seat. */
  readonly quotedPairs: readonly string[]
}

const pickedIn = ({ voices }: Snapshot): readonly SnapshotPicked[] =>
  (voices?.steps ?? []).flatMap(({ asked }) => asked?.picked ?? [])

/** Whether observers could see the entry then, or its table let the hall be asked about it: that of another board is not known. */
function isShown({ board: id, node, released }: SnapshotPicked, { boards }: Snapshot): boolean {
  const board = boards.find((one) => one.id === id)
  if (board === undefined) return false
  const { consent, observation, curtain, hidden } = board.policy
  const stands = board.nodes.some((one) => one.id === node) && !hidden.includes(node)
  const lies = [
    ...board.nodes,
    ...board.relations,
    ...board.words,
    ...(board.notes ?? []),
    ...(board.canvas?.shapes ?? []),
  ]
  const open = curtain === 'open' && !lies.some((one) => one.curtain)
  return consent && observation === 'open' && stands && (open || released === true)
}

function* found(
  board: SnapshotBoard,
  picked: readonly SnapshotPicked[],
  asked: readonly Digest[],
  printing: Printing,
  texts: ReadonlyMap<Digest, string>,
): Generator<Digest> {
  const consents = printing.on(board.id)
  const veil = unquoted(consents)
  const read = (digest: Digest | null): string => (digest === null ? '' : (texts.get(digest) ?? ''))
  const shapes = board.canvas?.shapes ?? []
  const elements = shapes.filter(({ type }) => type === 'element')
  const refusal = refusalIn(
    'quoted',
    consents,
    board.words.map((one) => ({ ...one, text: read(one.text) })),
    elements.map((one) => ({ of: one, id: one.id, seat: one.seat ?? null, text: read(one.text) })),
  )
  for (const one of board.words) if (refusal.words.has(one.id) && one.text !== null) yield one.text
  const rounds = board.voices?.rounds ?? []
  for (const node of board.nodes) if (refusal.wording(node, node.id, read(node.wording))) yield node.wording
  for (const { nodes = [] } of rounds)
    for (const voted of nodes) if (refusal.wording(voted, voted.node, read(voted.wording))) yield voted.wording
  for (const one of picked)
    for (const { text } of one.board === board.id ? one.texts.slice(0, 1) : [])
      if (refusal.wording(one, one.node, read(text))) yield text
  for (const one of board.relations) if (one.label !== undefined && refusal.text(one, read(one.label))) yield one.label
  const notes = [...(board.notes ?? [])].sort((a, b) => a.order - b.order)
  const blocks = refusal.minutes(notes.map((one) => ({ id: one.id, of: one, text: read(one.text) })))
  for (const { id, text } of notes) if (blocks.has(id)) yield text
  for (const one of shapes) {
    if (one.text === null) continue
    const whose = one.type === 'element' ? refusal.whose(one.id, one.seat ?? null) : 'nobody'
    const again = one.type === 'element' ? refusal.element : refusal.text
    if (whose === 'no' || (whose === 'nobody' && again(one, read(one.text)))) yield one.text
  }
  // What was voted on, and what a theme is called, may be a sentence of this table.
  for (const digest of asked) if (refusal.text({ digest }, read(digest))) yield digest
  for (const { sheets = [], ballots = [], table = [] } of rounds) {
    for (const { id, seat, text } of sheets) if (text !== null && veil.element(id, seat) === 'no') yield text
    for (const { seat, answer, other } of ballots) if (veil.seat(seat)) yield* written(answer, other)
    // The table answers as one: nobody signs it.
    for (const { answer } of table) for (const text of written(answer)) if (refusal.text(answer, read(text))) yield text
  }
}
const written = (...values: readonly (SnapshotValue | undefined)[]): readonly Digest[] => values.flatMap(textsOf)

/**
 * The digests whose texts do not leave, by consents as they are now; more may follow the words than the record names.
 */
export function withheldIn(snapshot: Snapshot, sidecar: Sidecar, printing: Printing): ReadonlySet<Digest> {
  const all = new Set<Digest>()
  const texts = new Map(sidecar.texts.map(({ digest, text }) => [digest, text]))
  const names = typedIn(snapshot).map(({ text }) => text)
  const asked = [...(snapshot.voices?.steps ?? []).flatMap(textsAsked), ...names]
  const picked = pickedIn(snapshot)
  for (const board of snapshot.boards)
    for (const digest of found(board, picked, asked, printing, texts)) all.add(digest)
  // A translation goes with what it is of.
  for (const board of snapshot.boards) for (const digest of translationsOfTexts(board, all)) all.add(digest)
  const pairs = new Set(printing.quotedPairs)
  for (const one of picked) {
    const said = one.texts.map(({ text }) => text)
    // A translation goes with the words that it is of.
    if (!isShown(one, snapshot) || said.some((text) => all.has(text))) for (const text of said) all.add(text)
  }
  for (const { people } of snapshot.voices?.questionnaires ?? [])
    for (const { pair, answers } of people)
      if (!pairs.has(pair)) for (const { answer } of answers) for (const text of textsOf(answer)) all.add(text)
  return all
}

/**
 * `printing` null: nobody of this dialogue is asked, and everything may be printed. `back`: says what somebody took back; the text of
 * their words is in no snapshot, and what a theme is called may not stand in for it.
 */
export function printableSidecar(
  snapshot: Snapshot,
  sidecar: Sidecar,
  printing: Printing | null,
  back: (text: string) => boolean = () => false,
): Sidecar {
  const withheld = new Set(printing === null ? [] : withheldIn(snapshot, sidecar, printing))
  const names = new Set(typedIn(snapshot).map(({ text }) => text))
  for (const { digest, text } of sidecar.texts) if (names.has(digest) && back(text)) withheld.add(digest)
  if (withheld.size === 0) return sidecar
  return {
    ...sidecar,
    texts: sidecar.texts.filter(({ digest }) => !withheld.has(digest)),
    withheld: [...withheld].sort(),
  }
}
