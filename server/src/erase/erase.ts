/**
 * Erasure: sentences that were struck out leave everything that this server keeps. Their row stays and counts; snapshots
 * keep their bytes and names. In this order, each step durable before the next, so that one that was cut off is taken up
 * again: the intention (ids only, and by what the sentence is known again), the living board, what the snapshots called it,
 * a new epoch of the board, so that no page and no device goes on with the letters it holds, then all history in one
 * transaction, and last the file's own remains.
 */
import { boardDoc, dialogueDoc, voicesDoc, viewsOf } from '@tablee/shared/documents'
import { allShort, blackenAgain, saidAgain, type Again } from '@tablee/shared/board/again'
import { blackened, changeStrings, isBlack } from '@tablee/shared/board/blacken'
import { eraseFromBoard, theirsOn, type Letters } from '@tablee/shared/board/erase'
import { heardOf } from '@tablee/shared/board/heard'
import { readBoard } from '@tablee/shared/board/read'
import { struckOn } from '@tablee/shared/board/struck'
import {
  newId,
  type BoardId,
  type CommandId,
  type DialogueId,
  type RandomBytes,
  type TableId,
} from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { struckTexts } from '@tablee/shared/snapshot/errata'
import type { Snapshot, SnapshotWords } from '@tablee/shared/snapshot/structure'
import type { Erasures } from '@tablee/shared/wire/erasures'
import type * as Y from 'yjs'
import { commandEntry } from '../journal/command.ts'
import type { Journal } from '../journal/port.ts'
import type { EraseRow } from '../snapshot/erased-row.ts'
import type { Hand } from '../record/record.ts'
import { standsNow } from '../snapshot/freeze.ts'
import { readSnapshotRow } from '../snapshot/row.ts'
import type { Database } from '../store/database.ts'
import { blackenUpdate, changeCommand, type Sought } from './blacken-row.ts'
import { knownOf, type Mac } from './known.ts'
import { createErasureNotes, rebuildErasures } from './rebuild.ts'
import { lettersThrough, saidUnder, sheetIn } from './history.ts'

export type Erasing = ReturnType<typeof createErasing>
type Task = {
  readonly command: string
  readonly dialogue: DialogueId
  readonly board: BoardId
  readonly ids: ReadonlySet<string>
  readonly letters: readonly Letters[]
}
/** Of a task, which begins at 0: its rows are rewritten, the file is free of it. */
const [rewritten, ended] = [1, 2]

const byServer: Hand = { author: 'server', device: 'server' }

export type ErasingParts = {
  readonly database: Database
  readonly journal: Journal
  readonly boards: (dialogue: DialogueId) => readonly BoardId[]
  /** All boards of the table that has this one. */
  readonly tableOf: (board: BoardId) => readonly BoardId[]
  readonly look: <T>(board: BoardId, read: (doc: Y.Doc) => T) => T
  readonly write: (board: BoardId, author: string, change: (doc: Y.Doc) => void) => Promise<Result<unknown>>
  /** Its place in the dialogue, to which what is known of its sentences belongs. */
  readonly dialogueOf: (board: BoardId) => DialogueId | null
  readonly tableNamed: (board: BoardId) => TableId | null
  /** Whether one of these (words and sheets of this board) is of somebody who does not want to be watched or quoted. */
  readonly refused: (board: BoardId, ids: ReadonlySet<string>) => boolean
  readonly isSheet: (board: BoardId, words: string) => boolean
  /** The board goes on in a new epoch; `full`: not now. */
  readonly renew: (board: BoardId) => Promise<{ readonly kind: string }>
  readonly macOf: (table: TableId) => Mac
  /** More is known again by now. */
  readonly known: () => void
  /** Updates that lie beside the journal, as they came: to be rewritten in the same transaction. */
  readonly beside: (board: BoardId, change: (update: Uint8Array) => Uint8Array) => void
  readonly snapshots: {
    readonly of: (dialogue: DialogueId) => Iterable<Snapshot>
    /** No snapshot is taken meanwhile. */
    readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  }
  /** What is kept in memory of this board's rows is read anew. */
  readonly reread: (board: BoardId) => Promise<void>
  /** The file was written anew: its tables begin elsewhere. */
  readonly scrubbed: () => void
  readonly random: RandomBytes
}

export function createErasing(parts: ErasingParts) {
  const { database, journal, boards, look, snapshots, random } = parts
  const note = createErasureNotes(database)
  const reach = database.prepare('UPDATE erasure SET done = ? WHERE command = ? AND done < ?')
  const unfinished = database.prepare('SELECT * FROM erasure WHERE done < ?')
  const textOf = database.prepare('SELECT text FROM snapshot_text WHERE digest = ?')
  const dropText = database.prepare('DELETE FROM snapshot_text WHERE digest = ?')
  const erasedOf = database.prepare(
    `SELECT erasure.command, erasure.at, erased_text.digest FROM erased_text
     JOIN erasure ON erasure.command = erased_text.command WHERE erasure.board = ? ORDER BY erasure.at, erased_text.digest`,
  )

  const taskOf = (row: Record<string, unknown>): Task => ({
    command: String(row['command']),
    dialogue: row['dialogue'] as DialogueId,
    board: row['board'] as BoardId,
    ids: new Set(JSON.parse(String(row['words'])) as string[]),
    letters: JSON.parse(String(row['letters'])) as Letters[],
  })
  const struck = (board: BoardId) => look(board, struckOn).filter(({ texts }) => texts.some((one) => !isBlack(one)))

  /** In the log, and from there at hand; what ends between the two is completed before the next one, or at the start. */
  async function append(dialogue: DialogueId, board: BoardId, row: EraseRow, by: Hand): Promise<boolean> {
    const done = await journal.append(commandEntry(boardDoc(board), row, by))
    if (!done.ok) return false
    try {
      note(dialogue, board, row, done.row.at)
    } catch {
      return false
    }
    return true
  }
  function complete(): void {
    rebuildErasures(database, journal, parts.dialogueOf)
    parts.known()
  }

  /** Less than twelve letters go with a refusal only, and not where somebody else has said the same. */
  function soughtOn(
    board: BoardId,
    ids: ReadonlySet<string>,
    sentences: readonly string[],
    letters: readonly Letters[],
  ): Sought {
    const short = parts.refused(board, ids)
      ? look(
          board,
          (doc) =>
            new Set(
              [...readBoard(doc).words.values()]
                .filter(({ id, seat }) => seat !== null && !ids.has(id))
                .map(({ text }) => heardOf(text).key),
            ),
        )
      : allShort(sentences)
    const own = (words: string): boolean => !ids.has(words) && parts.isSheet(board, words)
    // As the board stands before it is changed, whatever is asked of its past.
    const theirs = look(board, (doc) => {
      const all = theirsOn(doc, ids, own)
      const entries = new Set(
        [...readBoard(doc).nodes.values()]
          .filter(({ id, wording }) => all(id, wording))
          .map(({ id, wording }) => `${id} ${heardOf(wording).key}`),
      )
      return (node: string, wording: string): boolean => entries.has(`${node} ${heardOf(wording).key}`)
    })
    return { ids, letters, again: saidAgain(sentences, short), own, theirs }
  }

  async function renewed(board: BoardId): Promise<boolean> {
    for (let tries = 0; tries < 8; tries += 1) {
      const { kind } = await parts.renew(board)
      // Where no epoch can begin (rows are put aside, devices hand in after a restore) arrivals alone keep watch.
      if (kind === 'saved' || kind === 'full') return true
      if (kind === 'abandoned') return false
      await journal.settled()
    }
    return false
  }

  /** Digests of this board's texts in snapshots, with what stands in their place from now on. */
  function textsGone({ dialogue, board }: Task, what: Sought): readonly { digest: string; as: string }[] {
    const gone = new Map<string, string>()
    for (const snapshot of snapshots.of(dialogue))
      for (const one of snapshot.boards) {
        if (one.id !== board) continue
        const texts = new Map<string, string>()
        for (const digest of digestsIn(one)) {
          const text = textOf.get(digest)?.['text']
          if (typeof text === 'string') texts.set(digest, text)
        }
        const sought = {
          ids: what.ids,
          says: (text: string, made: boolean) => what.again.spans(text, made).length > 0,
          unsigned: unsignedIn(what),
          theirs: what.theirs,
          throughBlocks: (blocks: readonly string[]) =>
            what.again.through(blocks.map((text) => ({ of: { text }, text }))),
        }
        for (const { digest, own } of struckTexts(one, sought, texts)) {
          const text = texts.get(digest)
          if (text === undefined) continue
          gone.set(digest, standsNow(own ? blackened(text) : blackenAgain(what.again, text, true)))
        }
      }
    return [...gone].map(([digest, as]) => ({ digest, as }))
  }

  async function run(task: Task, sentences: readonly string[], by: Hand): Promise<Result<null>> {
    await journal.settled()
    const what = soughtOn(task.board, task.ids, sentences, task.letters)
    const done = await parts.write(task.board, by.author, (doc) =>
      eraseFromBoard(doc, { who: by.author, why: 'erase' }, what),
    )
    if (!done.ok) return done
    const gone = textsGone(task, what)
    const row = { kind: 'erased', command: task.command, texts: gone } as const
    const named = await append(task.dialogue, task.board, row, by)
    if (!named) return fail({ code: 'journal-unavailable' })
    if (!(await renewed(task.board))) return fail({ code: 'not-yet' })
    await journal.settled()
    rewrite(task, what, new Set(gone.map(({ digest }) => digest)))
    await parts.reread(task.board)
    return ok(null)
  }

  function rewrite({ command, dialogue, board }: Task, what: Sought, digests: ReadonlySet<string>): void {
    /** With the salt of a short sentence it could be guessed at. */
    const unsalted = (value: unknown): unknown => {
      const snapshot = readSnapshotRow(JSON.stringify(value))
      if (snapshot === null) return value
      const salts = snapshot.salts.map((one) => (digests.has(one.digest) ? { ...one, salt: '' } : one))
      return { ...snapshot, salts }
    }
    const said = (value: unknown): unknown => {
      const sheet = sheetIn(value, what.ids)
      if (sheet !== null) return { ...sheet, text: blackened(sheet.text) }
      return isOpeningOn(value, board) ? { ...value, nodes: changed(value.nodes, what) } : value
    }
    const update = (data: Uint8Array): Uint8Array => blackenUpdate(data, what)
    const stays = (state: Uint8Array): Uint8Array => state
    database.transaction(() => {
      journal.atOnce.rewrite(boardDoc(board), {
        row: ({ kind, data }) => (kind === 'update' ? update(data) : changeCommand(data, unsalted)),
        state: update,
      })
      parts.beside(board, (data) => blackenUpdate(data, what, true))
      // What observers were shown has ids of its own: it goes whole, and the view begins a new epoch.
      for (const doc of journal.documents(viewsOf(board)))
        journal.atOnce.rewrite(doc, {
          row: ({ kind, data }) =>
            kind === 'update' ? nothing : changeCommand(data, (mark) => overMark(mark, what.again)),
          state: () => nothing,
        })
      journal.atOnce.rewrite(dialogueDoc(dialogue), { row: ({ data }) => changeCommand(data, unsalted), state: stays })
      journal.atOnce.rewrite(voicesDoc(dialogue), { row: ({ data }) => changeCommand(data, said), state: stays })
      for (const digest of digests) dropText.run(digest)
      reach.run(rewritten, command, rewritten)
    })
  }

  function finish(): void {
    database.scrub()
    parts.scrubbed()
    for (const row of unfinished.all(ended))
      if (row['done'] === rewritten) reach.run(ended, String(row['command']), ended)
  }

  /** The table's boards that say it, the one on which it was struck out first. */
  async function intend(
    dialogue: DialogueId,
    struckAt: BoardId,
    by: Hand,
  ): Promise<Result<readonly (readonly [Task, readonly string[]])[]>> {
    const ids = new Set(struck(struckAt).flatMap((one) => [...one.ids]))
    const sentences = saidUnder(journal, struckAt, dialogue, ids)
    const table = parts.tableNamed(struckAt)
    const known = table === null ? undefined : { table, digests: knownOf(parts.macOf(table), table, sentences) }
    const tasks: (readonly [Task, readonly string[]])[] = []
    for (const board of [struckAt, ...parts.tableOf(struckAt).filter((one) => one !== struckAt)]) {
      const letters = lettersThrough(journal, board, soughtOn(board, ids, sentences, []))
      if (board !== struckAt && letters.length === 0) continue
      const row: EraseRow = {
        kind: 'erase',
        command: newId<CommandId>(random),
        words: [...ids].sort(),
        letters,
        ...(known === undefined ? {} : { known }),
      }
      const done = await append(dialogue, board, row, by)
      if (!done) return fail({ code: 'journal-unavailable' })
      parts.known()
      tasks.push([{ command: row.command, dialogue, board, ids, letters }, sentences])
    }
    return ok(tasks)
  }

  const state = (dialogue: DialogueId): Erasures => ({
    struck: boards(dialogue).reduce((sum, board) => sum + struck(board).length, 0),
    erased: boards(dialogue).reduce(
      (sum, board) => sum + look(board, struckOn).filter(({ texts }) => texts.every(isBlack)).length,
      0,
    ),
  })

  /** Begun and not done. A board that cannot be written now keeps its own for later; the others go on. */
  async function takeUp(by: Hand): Promise<Problem | null> {
    let problem: Problem | null = null
    for (const row of unfinished.all(rewritten)) {
      const task = taskOf(row)
      const sentences = sentencesOf(task)
      const done = await run(task, sentences, by)
      if (!done.ok) problem = done.problem
    }
    return problem
  }
  /** From whichever board of the table still has them under these ids. */
  const sentencesOf = ({ dialogue, board, ids }: Task): readonly string[] => [
    ...new Set(parts.tableOf(board).flatMap((one) => saidUnder(journal, one, dialogue, ids))),
  ]

  return {
    state,
    /** All that was struck out of this dialogue's boards by now. */
    erase: (dialogue: DialogueId, by: Hand): Promise<Result<Erasures>> =>
      snapshots.inTurn(async () => {
        complete()
        let problem = await takeUp(by)
        for (const board of boards(dialogue)) {
          if (struck(board).length === 0) continue
          if (unfinished.all(rewritten).some((row) => row['board'] === board)) continue
          const tasks = await intend(dialogue, board, by)
          if (!tasks.ok) return tasks
          // The board on which it was struck last: as long as it has it, the others can be found again.
          for (const [task, sentences] of [...tasks.value].reverse()) {
            const done = await run(task, sentences, by)
            if (!done.ok) problem = done.problem
          }
        }
        finish()
        return problem === null ? ok(state(dialogue)) : fail(problem)
      }),
    /** Letters of an erased sentence that came one by one, before it was whole: out of history with the next erasure or start. */
    async cameBefore(board: BoardId, letters: readonly Letters[]): Promise<void> {
      const dialogue = parts.dialogueOf(board)
      if (dialogue === null || letters.length === 0) return
      const row: EraseRow = { kind: 'erase', command: newId<CommandId>(random), words: [], letters }
      await append(dialogue, board, row, byServer)
    },
    /** What a stop cut off is done to its end, before anybody is served. */
    resume: (): Promise<void> =>
      snapshots.inTurn(async () => {
        complete()
        if (unfinished.all(ended).length === 0) return
        await takeUp(byServer)
        finish()
      }),
    /** By board, oldest first: since when which digests have no text any more. */
    errata: (board: string): readonly { readonly at: number; readonly digests: readonly string[] }[] => {
      const all = new Map<string, { at: number; digests: string[] }>()
      for (const row of erasedOf.all(board)) {
        const one = all.get(String(row['command'])) ?? { at: Number(row['at']), digests: [] }
        one.digests.push(String(row['digest']))
        all.set(String(row['command']), one)
      }
      return [...all.values()]
    },
  }
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

/** An update that does nothing. */
const nothing = Uint8Array.of(0, 0)

/** Entries as they were worded. */
const changed = (value: unknown, what: Sought): unknown =>
  Array.isArray(value)
    ? value.map((one: unknown) => (isTheirs(one, what) ? one : changed(one, what)))
    : changeStrings(value, (text) => blackenAgain(what.again, text, true))
const isTheirs = (value: unknown, { theirs }: Sought): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'node' in value &&
  'wording' in value &&
  typeof value.node === 'string' &&
  typeof value.wording === 'string' &&
  theirs(value.node, value.wording)

/** A view's epoch whose rows are gone is no copy of anything: it is not gone on with. */
function overMark(mark: unknown, again: Again): unknown {
  const isEpoch = typeof mark === 'object' && mark !== null && 'kind' in mark && mark.kind === 'epoch'
  return isEpoch ? { ...mark, form: 'erased' } : changeStrings(mark, (text) => blackenAgain(again, text, false))
}

/** Entries stand there as they were worded when a vote on them was opened. */
const isOpeningOn = (value: unknown, board: BoardId): value is { readonly nodes: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'open' &&
  'board' in value &&
  value.board === board &&
  'nodes' in value

/** Every digest in a part of a snapshot. */
function* digestsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (/^[0-9a-f]{64}$/.test(value)) yield value
  } else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) yield* digestsIn(one)
}
