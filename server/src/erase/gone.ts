/** Which texts of snapshots are gone with an erased sentence, by their digests. */
import { blackenAgain } from '@tablee/shared/board/again'
import { struckTexts, type Sought as SoughtTexts } from '@tablee/shared/snapshot/errata'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { SnapshotBoard, SnapshotWords } from '@tablee/shared/snapshot/structure'
import type { Journal, JournalRow, Rewriting } from '../journal/port.ts'
import type { AskedIn, Holding, NamedIn } from '../snapshot/holding.ts'
import type { Taken } from '@tablee/shared/snapshot/taken'
import type { Hand } from '../record/record.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'
import type { Sought } from './blacken-row.ts'
import { inVoices, rowsChanged } from './rewriting.ts'
import type { SoughtOn } from './sought.ts'

/**
 * What snapshots hold of it is kept as it stands, before the log says less: the board, what was asked, what themes are called, and boards of other
 * tables at which its people sat by then, of which nothing else changes. Answers with the digests of texts that go.
 */
export async function leaveSnapshots(
  { journal, erasing }: { readonly journal: Journal; readonly erasing: Snapshots['erasing'] },
  at: { readonly dialogue: DialogueId; readonly board: BoardId },
  what: SoughtOn,
  by: Hand,
): Promise<Result<readonly string[]>> {
  const { dialogue, board } = at
  const holding = await erasing.of(dialogue, board)
  const asked = askedGone(await erasing.asked(dialogue), what)
  const named = namesGone(await erasing.named(dialogue), what)
  const others = [...(await inVoices(journal, at, what))].filter((one) => one !== board)
  const elsewhere = await Promise.all(
    others.map(async (one) => ({ board: one, holding: await erasing.of(dialogue, one) })),
  )
  for (const one of [{ board, holding }, ...elsewhere]) {
    const lost = await erasing.keep(dialogue, one.board, one.holding, by)
    if (lost !== null) return fail(lost)
  }
  const lost = await erasing.keepSteps(dialogue, asked, by)
  const unnamed = lost ?? (await erasing.keepNames(dialogue, named, by))
  if (unnamed !== null) return fail(unnamed)
  const rewritten = asRewritten(journal, rowsChanged(at, what, new Set()))
  const gone = new Set(await textsGone(board, holding, what, erasing.textsIn, rewritten))
  for (const one of elsewhere)
    for (const { taken } of one.holding)
      for (const digest of await textsLost(taken, one.board, erasing.textsIn, rewritten)) gone.add(digest)
  for (const { texts } of [...asked, ...named]) for (const { digest } of texts) gone.add(digest)
  return ok([...gone].sort())
}

/**
 * Those that say the sentence; and those that the log does not give any more once it is rewritten, by whatever piece of the
 * sentence: what is at hand is never more than the log holds.
 */
async function textsGone(
  board: BoardId,
  holding: readonly Holding[],
  what: Sought,
  textsIn: TextsIn,
  rewritten: Journal,
): Promise<readonly string[]> {
  const gone = new Set<string>()
  for (const { taken, part, texts } of holding) {
    for (const digest of said(part, texts, what)) gone.add(digest)
    for (const digest of await textsLost(taken, board, textsIn, rewritten)) gone.add(digest)
  }
  return [...gone].sort()
}

type TextsIn = (taken: Taken, board: BoardId, log?: Journal) => Promise<ReadonlySet<string>>
/** Which the log gives no more once it is rewritten. */
async function textsLost(
  taken: Taken,
  board: BoardId,
  textsIn: TextsIn,
  rewritten: Journal,
): Promise<readonly string[]> {
  const now = await textsIn(taken, board, rewritten)
  return [...(await textsIn(taken, board))].filter((digest) => !now.has(digest))
}

/** What was asked: of that the log says less, whichever boards a snapshot holds. A picked entry goes with its translations. */
const askedGone = (asked: readonly AskedIn[], { again, theirs }: Sought): readonly AskedIn[] =>
  asked.flatMap((one) => {
    const known = new Map(one.texts.map(({ digest, text }) => [digest, text]))
    const says = (digest: string): boolean => again.spans(known.get(digest) ?? '', true).length > 0
    const picked = one.steps.flatMap(({ asked: of }) => of?.picked ?? [])
    const apart = new Set(picked.flatMap(({ texts }) => texts.map(({ text }) => text)))
    const gone = new Set([...known.keys()].filter((digest) => !apart.has(digest) && says(digest)))
    for (const { node, texts } of picked)
      if (texts.some(({ text }) => says(text) && !theirs(node, known.get(text) ?? '')))
        for (const { text } of texts) gone.add(text)
    return gone.size === 0 ? [] : [{ ...one, texts: one.texts.filter(({ digest }) => gone.has(digest)) }]
  })

/** Themes that are called by it: of their names the log says less. */
const namesGone = (named: readonly NamedIn[], { again }: Sought): readonly NamedIn[] =>
  named.flatMap((one) => {
    const texts = one.texts.filter(({ text }) => blackenAgain(again, text, false) !== text)
    return texts.length === 0 ? [] : [{ ...one, texts }]
  })

function* said(part: SnapshotBoard, known: Holding['texts'], what: Sought): Generator<string> {
  const texts = new Map(known.map(({ digest, text }) => [digest, text]))
  const sought: SoughtTexts = {
    ids: what.ids,
    says: (text, made) => what.again.spans(text, made).length > 0,
    unsigned: unsignedIn(what),
    theirs: what.theirs,
    throughBlocks: (blocks) => what.again.through(blocks.map((text) => ({ of: { text }, text }))),
  }
  for (const { digest } of struckTexts(part, sought, texts)) if (texts.has(digest)) yield digest
}

/** Of a snapshot's words: nobody signed them, nor any that they correct. */
const unsignedIn =
  ({ ids, own }: Sought) =>
  (id: string, words: ReadonlyMap<string, SnapshotWords>): boolean => {
    const passed = new Set<string>()
    for (let one: string | null = id; one !== null && !passed.has(one); one = words.get(one)?.corrects ?? null) {
      passed.add(one)
      if (ids.has(one) || own(one) || (words.get(one)?.seat ?? null) !== null) return false
    }
    return true
  }

/** The log as it will read. */
function asRewritten(journal: Journal, changes: readonly Rewriting[]): Journal {
  async function* rows(doc: string, from: AsyncIterable<JournalRow>): AsyncGenerator<JournalRow> {
    const change = changes.find((one) => one.doc === doc)
    for await (const row of from) yield change === undefined ? row : { ...row, data: change.row(row) }
  }
  return {
    ...journal,
    read: (doc, epoch, seq) => rows(doc, journal.read(doc, epoch, seq)),
    commands: (doc) => rows(doc, journal.commands(doc)),
  }
}
