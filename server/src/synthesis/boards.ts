/**
 * All boards of a dialogue as a theme team may read them. Each is loaded once, when somebody reads, and follows the journal
 * from there: a letter at one table costs that table's entries and no other board.
 */
import { boardDoc, boardOf } from '@tablee/shared/documents'
import { canvasMapToRead, newBoardDoc, rootsToRead } from '@tablee/shared/board/doc'
import { wholeReader, type Whole, type WholeReader } from '@tablee/shared/board/whole'
import type { BoardId } from '@tablee/shared/ids'
import { keptData } from '@tablee/shared/board/canvas/same'
import { boardMapOf, type BoardMap } from '@tablee/shared/synthesis/board-map'
import { canvasOn, type BoardCanvas } from '@tablee/shared/synthesis/canvas'
import { entriesOn, type BoardEntries } from '@tablee/shared/synthesis/entries'
import type { Consents } from '@tablee/shared/view/consents'
import type { Held } from '@tablee/shared/view/policy'
import { saidNo, type SaidNo } from '@tablee/shared/view/said-no'
import type { TranslationsOf } from '@tablee/shared/view/translated'
import * as Y from 'yjs'
import type { Journal, JournalRow } from '../journal/port.ts'
import type { Round } from '@tablee/shared/voices/fold'
import type { Keeps } from './ports.ts'
import type { VoicedStore } from './voiced.ts'

/** All that what is told of a board hangs on: it is told anew where one of them is another object. */
type From = {
  readonly whole: Whole
  readonly held: Held
  readonly consents: Consents | null
  readonly hidden: readonly string[]
  readonly rounds: readonly Round[]
  readonly behind: object
  readonly translations: TranslationsOf | null
}
type Made = { readonly from: From; readonly told: BoardEntries }
const sameFrom = (a: From, b: From): boolean =>
  a.whole === b.whole &&
  a.held === b.held &&
  a.consents === b.consents &&
  a.hidden === b.hidden &&
  a.rounds === b.rounds &&
  a.behind === b.behind &&
  a.translations === b.translations
type Followed = {
  readonly doc: Y.Doc
  readonly reader: WholeReader
  readonly epoch: number
  seq: number
  made: Made | null
  canvas: { readonly of: Made; readonly told: BoardCanvas } | null
  map: { readonly of: Made; readonly told: BoardMap } | null
  no: { readonly whole: Whole; readonly consents: Consents | null; readonly said: SaidNo } | null
}

/** How many words of it are withdrawn or struck out, and how much lies on its canvas. */
function standingOn(doc: Y.Doc): { readonly marks: number; readonly lies: number } {
  const { withdrawn, redacted } = rootsToRead(doc)
  return { marks: withdrawn.size + redacted.size, lies: canvasMapToRead(doc).size }
}

/** So many are loaded side by side. */
const together = 8

/**
 * Follows the journal until `close`. `takenBack`: words of a board that was read were withdrawn or struck out, something was taken
 * off its canvas, or it goes on in another document.
 */
export function createBoards(
  journal: Pick<Journal, 'load' | 'follow'>,
  keeps: Keeps,
  voiced: VoicedStore,
  takenBack: () => void,
) {
  const followed = new Map<BoardId, Followed>()
  const loading = new Map<BoardId, { readonly done: Promise<void>; readonly meanwhile: JournalRow[] }>()

  function take(of: Followed, row: JournalRow): void {
    if (row.seq <= of.seq) return
    of.seq = row.seq
    if (row.kind !== 'update') return
    const before = standingOn(of.doc)
    try {
      Y.applyUpdate(of.doc, row.data)
    } catch {
      // The live board has put this row aside; it has no effect here either.
    }
    const { marks, lies } = standingOn(of.doc)
    if (marks !== before.marks || lies < before.lies) takenBack()
  }
  function drop(board: BoardId): void {
    const of = followed.get(board)
    followed.delete(board)
    of?.reader.destroy()
    of?.doc.destroy()
  }
  async function load(board: BoardId, meanwhile: JournalRow[]): Promise<void> {
    const { epoch, seq, updates } = await journal.load(boardDoc(board))
    const doc = newBoardDoc()
    const of: Followed = { doc, reader: wholeReader(doc), epoch, seq, made: null, canvas: null, map: null, no: null }
    for (const update of updates) {
      try {
        Y.applyUpdate(doc, update)
      } catch {
        // As above.
      }
    }
    // It went on in another document while this one was read: loaded again when it is next asked for.
    if (meanwhile.some((row) => row.epoch > epoch)) return doc.destroy()
    for (const row of meanwhile) take(of, row)
    followed.set(board, of)
  }
  function begin(board: BoardId): Promise<void> {
    const under = loading.get(board)
    if (under !== undefined) return under.done
    const meanwhile: JournalRow[] = []
    const done = load(board, meanwhile).finally(() => loading.delete(board))
    loading.set(board, { done, meanwhile })
    return done
  }
  const stop = journal.follow((row) => {
    const board = boardOf(row.doc)
    if (board === null) return
    loading.get(board)?.meanwhile.push(row)
    const of = followed.get(board)
    if (of === undefined) return
    if (row.epoch === of.epoch) return take(of, row)
    drop(board)
    takenBack()
  })

  /** The same object as long as nothing of it changed; null: nothing of it may be told now. */
  function entriesOf(board: BoardId): BoardEntries | null {
    const of = followed.get(board)
    const held = keeps.held(board)
    if (of === undefined || held === null || keeps.curtain(board) === 'drawn') return null
    const from: From = {
      whole: of.reader.current(),
      held,
      consents: keeps.consents(board),
      hidden: keeps.hidden(board),
      rounds: voiced.rounds(board),
      behind: keeps.behind(board),
      translations: keeps.translationsOf(board),
    }
    if (of.made !== null && sameFrom(of.made.from, from)) return of.made.told
    const { whole, consents, hidden, rounds, translations } = from
    const said = voiced.of(board, rounds, of.doc)
    const told = entriesOn(board, whole, held, consents, { hidden, voiced: said, translations })
    of.made = { from, told }
    return told
  }

  return {
    /** Loads those that are not known. One that cannot be read now tells nothing. */
    async read(boards: Iterable<BoardId>): Promise<void> {
      const rest = [...boards].filter((board) => !followed.has(board) || keeps.held(board) === null)
      const one = async (): Promise<void> => {
        for (let board = rest.pop(); board !== undefined; board = rest.pop()) {
          if (!followed.has(board)) await begin(board).catch(() => undefined)
          await keeps.counted(board).catch(() => undefined)
        }
      }
      await Promise.all(Array.from({ length: together }, one))
    },
    of: entriesOf,
    /** What nobody may be told again of this board, whoever says it; null: it is not known. */
    saidNo(board: BoardId): SaidNo | null {
      const of = followed.get(board)
      if (of === undefined) return null
      const [whole, consents] = [of.reader.current(), keeps.consents(board)]
      if (of.no?.whole !== whole || of.no.consents !== consents)
        of.no = { whole, consents, said: saidNo(whole, consents) }
      return of.no.said
    },
    /** Its canvas, of the same elements; the same object as long as nothing of it changed. */
    canvasOf(board: BoardId): BoardCanvas | null {
      const [told, of] = [entriesOf(board), followed.get(board)]
      const made = of?.made ?? null
      if (told === null || of === undefined || made === null) return null
      if (of.canvas?.of !== made) {
        const now = canvasOn(board, made.from.whole, made.from.held, told)
        of.canvas = { of: made, told: keptData(of.canvas?.told, now) }
      }
      return of.canvas.told
    },
    /** What its map says, as far as `of` tells it; the same object as long as that is. */
    mapOf(board: BoardId): BoardMap | null {
      const [told, of] = [entriesOf(board), followed.get(board)]
      const made = of?.made ?? null
      if (told === null || of === undefined || made === null) return null
      if (of.map?.of !== made) of.map = { of: made, told: boardMapOf(board, made.from.whole, made.from.held, told) }
      return of.map.told
    },
    /** Rows were rewritten (erasure): what was known of them is gone. */
    forget(): void {
      for (const board of followed.keys()) drop(board)
    },
    close(): void {
      stop()
      for (const board of followed.keys()) drop(board)
    },
  }
}
export type ReadBoards = ReturnType<typeof createBoards>
