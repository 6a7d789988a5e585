/** What the journal's rows say of sentences that are to be erased: read from them, never remembered. */
import { boardDoc, voicesDoc } from '@tablee/shared/documents'
import { isBlack } from '@tablee/shared/board/blacken'
import { lettersGone, lettersIn, lettersOn, type Erased, type Letters } from '@tablee/shared/board/erase'
import { newBoardDoc } from '@tablee/shared/board/doc'
import type { BoardId, DialogueId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import type { DocName, Journal } from '../journal/port.ts'
import { lettersAlike } from './alike.ts'
import { lettersSaid } from './blacken-row.ts'

const decoder = new TextDecoder()

/** What a device brought of an epoch after its end, and what it became in the next. */
export type Late = { readonly update: Uint8Array; readonly became: Uint8Array }

export type Sheet = {
  readonly kind: 'write'
  readonly sheet: string
  readonly text: string
  readonly sent: boolean
}
/** A sheet's text in a row of people's voices, if it is one of these. */
export function sheetIn(value: unknown, ids: ReadonlySet<string>): Sheet | null {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'write') return null
  const sheet = value as Sheet
  return ids.has(sheet.sheet) ? sheet : null
}

/** Every row of a document, of all its epochs. */
const rowsOf = (journal: Journal, doc: DocName) => journal.read(doc, journal.head(doc).epoch, 0)

/** What stands in the log under these ids: all versions of words, and the sheets they were made of. */
export async function saidUnder(
  journal: Journal,
  board: BoardId,
  dialogue: DialogueId,
  ids: ReadonlySet<string>,
): Promise<readonly string[]> {
  const found = new Set<string>()
  for await (const row of rowsOf(journal, boardDoc(board))) {
    if (row.kind !== 'update') continue
    for (const struct of structsOf(row.data)) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny)) continue
      if ((struct.parent as unknown) !== 'words' || struct.parentSub === null || !ids.has(struct.parentSub)) continue
      for (const value of struct.content.arr as readonly { text?: unknown }[])
        if (typeof value.text === 'string') found.add(value.text)
    }
  }
  for await (const row of rowsOf(journal, voicesDoc(dialogue))) {
    const sheet = row.kind === 'command' ? sheetIn(JSON.parse(decoder.decode(row.data)), ids) : null
    if (sheet?.sent === true) found.add(sheet.text)
  }
  return [...found].filter((one) => !isBlack(one))
}

function structsOf(update: Uint8Array): readonly unknown[] {
  try {
    return Y.decodeUpdate(update).structs
  } catch {
    return [] // put aside when it is loaded
  }
}

/**
 * Where the sentences stood on the board at any time, by the ids of their letters: told row by row. Letters that stand on
 * in something else by now are left: "Neighbours" was made of some of them. `late`: what came to an epoch after its end lies
 * beside its rows, in the pieces in which it was written; what stands whole in an epoch alone leaves those before it, too.
 * `known`: letters that go in any case.
 */
export async function lettersThrough(
  journal: Journal,
  board: BoardId,
  what: Erased,
  late: (epoch: number) => readonly Late[],
  known: readonly Letters[] = [],
): Promise<readonly Letters[]> {
  /** Epoch by epoch: what was found, and which of its letters were there before it began. */
  const epochs: {
    readonly found: readonly Letters[]
    readonly before: typeof before
  }[] = []
  let epoch = -1
  let doc = newBoardDoc()
  let here: Letters[] = []
  let before: ReturnType<typeof lettersAlike> = () => []
  /** One that cannot be applied was put aside when the board was loaded. */
  function take(update: Uint8Array, to = doc): void {
    try {
      Y.applyUpdate(to, update)
      // Written and removed before it came: it never stood there.
      if (to === doc) here.push(...lettersGone(doc, lettersSaid(update, what.again)))
    } catch {
      return
    }
  }
  function end(): void {
    epochs.push({ found: [...lettersGone(doc, joined(here)), ...lettersOn(doc, what)], before })
    here = []
    doc.destroy()
  }
  /** `first`: what the next epoch was begun with; what came late to this one became something in that. */
  function next(first: Uint8Array): void {
    const branch = newBoardDoc()
    take(first, branch)
    for (const { update, became } of late(epoch)) {
      take(update)
      take(became, branch)
    }
    const alike = lettersAlike(doc, branch)
    branch.destroy()
    end()
    before = alike
  }
  for await (const row of rowsOf(journal, boardDoc(board))) {
    if (row.kind !== 'update') continue
    if (row.epoch !== epoch) {
      // Each epoch is a document of its own, with ids of its own.
      next(row.data)
      epoch = row.epoch
      doc = newBoardDoc()
      doc.on('afterTransaction', (transaction: Y.Transaction) => here.push(...lettersIn(transaction, what)))
    }
    take(row.data)
  }
  end()
  const all: Letters[] = []
  let later: readonly Letters[] = []
  for (const { found, before: inTheOneBefore } of epochs.reverse()) {
    const those = joined([...found, ...later, ...known])
    all.push(...those)
    later = inTheOneBefore(those)
  }
  return joined(all)
}

/** Neighbours as one, each letter once. */
function joined(letters: readonly Letters[]): readonly Letters[] {
  const done: { client: number; clock: number; len: number }[] = []
  for (const one of [...letters].sort((a, b) => a.client - b.client || a.clock - b.clock)) {
    const last = done.at(-1)
    if (last !== undefined && last.client === one.client && one.clock <= last.clock + last.len)
      last.len = Math.max(last.len, one.clock + one.len - last.clock)
    else done.push({ ...one })
  }
  return done
}
