/**
 * Erasure: sentences that were struck out leave everything that this server keeps. Their row stays and counts; snapshots
 * keep their bytes and names. In this order, each step durable before the next, so that one that was cut off is taken up
 * again: the intention (ids only, and by what the sentence is known again), the living board, what the snapshots called it,
 * a new epoch of the board, so that no page and no device goes on with the letters it holds, what lies beside the log, then
 * all history at once, what observers were shown, and last the file's own remains. Each of them done twice is as done once.
 */
import { boardDoc, viewsOf } from '@tablee/shared/documents'
import { allShort, blackenAgain, saidAgain } from '@tablee/shared/board/again'
import { blackened, isBlack } from '@tablee/shared/board/blacken'
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
import type { Database } from '../store/database.ts'
import { blackenUpdate, type Sought } from './blacken-row.ts'
import { knownOf, type Mac } from './known.ts'
import { createErasureNotes, rebuildErasures } from './rebuild.ts'
import { joined, lettersThrough, saidUnder } from './history.ts'
import { rowsChanged, viewChanged } from './rewriting.ts'

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

type Known = Extract<EraseRow, { readonly kind: 'erase' }>['known']

const byServer: Hand = { author: 'server', device: 'server' }

export type ErasingParts = {
  readonly database: Database
  readonly journal: Journal
  readonly boards: (dialogue: DialogueId) => readonly BoardId[]
  /** All boards of the table that has this one. */
  readonly tableOf: (board: BoardId) => readonly BoardId[]
  readonly look: <T>(board: BoardId, read: (doc: Y.Doc) => T) => T | Promise<T>
  readonly write: (board: BoardId, author: string, change: (doc: Y.Doc) => void) => Promise<Result<unknown>>
  /** Its place in the dialogue, to which what is known of its sentences belongs. */
  readonly dialogueOf: (board: BoardId) => DialogueId | null
  readonly tableNamed: (board: BoardId) => TableId | null
  /** Whether one of these (words and sheets of this board) is of somebody who does not want to be watched or quoted. */
  readonly refused: (board: BoardId, ids: ReadonlySet<string>) => boolean | Promise<boolean>
  readonly isSheet: (board: BoardId, words: string) => boolean
  /** The board goes on in a new epoch; `full`: not now. */
  readonly renew: (board: BoardId) => Promise<{ readonly kind: string }>
  readonly macOf: (table: TableId) => Mac
  /** More is known again by now. */
  readonly known: () => void
  /** Updates that lie beside the log, as they came: rewritten before it, while it still says what is sought. */
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
  const dropTexts = database.prepare(
    'DELETE FROM snapshot_text WHERE digest IN (SELECT digest FROM erased_text WHERE command = ?)',
  )
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
  const struck = async (board: BoardId) =>
    (await look(board, struckOn)).filter(({ texts }) => texts.some((one) => !isBlack(one)))

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
  async function soughtOn(
    { board, ids, letters }: Pick<Task, 'board' | 'ids' | 'letters'>,
    sentences: readonly string[],
  ): Promise<Sought> {
    const refused = await parts.refused(board, ids)
    const own = (words: string): boolean => !ids.has(words) && parts.isSheet(board, words)
    // As the board stands before it is changed, whatever is asked of its past.
    return look(board, (doc) => {
      const { words, nodes } = readBoard(doc)
      const others = [...words.values()].filter(({ id, seat }) => seat !== null && !ids.has(id))
      const short = refused ? new Set(others.map(({ text }) => heardOf(text).key)) : allShort(sentences)
      const all = theirsOn(doc, ids, own)
      const entries = new Set(
        [...nodes.values()]
          .filter(({ id, wording }) => all(id, wording))
          .map(({ id, wording }) => `${id} ${heardOf(wording).key}`),
      )
      const theirs = (node: string, wording: string): boolean => entries.has(`${node} ${heardOf(wording).key}`)
      return { ids, letters, again: saidAgain(sentences, short), own, theirs }
    })
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

  /** From the intention on arrivals keep watch: what is in the rows by then is all that there is to be looked for. */
  async function run(task: Task, sentences: readonly string[], by: Hand): Promise<Result<null>> {
    const { board, dialogue } = task
    await journal.settled()
    const found = await lettersThrough(journal, board, await soughtOn({ ...task, letters: [] }, sentences))
    const what = await soughtOn({ ...task, letters: joined([...task.letters, ...found]) }, sentences)
    const done = await parts.write(board, by.author, (doc) =>
      eraseFromBoard(doc, { who: by.author, why: 'erase' }, what),
    )
    if (!done.ok) return done
    const gone = textsGone(task, what)
    const row = { kind: 'erased', command: task.command, texts: gone } as const
    const named = await append(dialogue, board, row, by)
    if (!named) return fail({ code: 'journal-unavailable' })
    if (!(await renewed(board))) return fail({ code: 'not-yet' })
    // Before the log: it says nothing any more of what is sought here.
    parts.beside(board, (data) => blackenUpdate(data, what, true))
    const views = () => journal.documents(viewsOf(board)).map((doc) => viewChanged(doc, what))
    await journal.rewrite([...rowsChanged(task, what, new Set(gone.map(({ digest }) => digest))), ...views()])
    // What a view let out meanwhile it had from rows of before: that epoch of it ends here.
    const shown = views()
    await parts.reread(board)
    await journal.rewrite(shown)
    dropTexts.run(task.command)
    reach.run(rewritten, task.command, rewritten)
    return ok(null)
  }

  function finish(): void {
    database.scrub()
    parts.scrubbed()
    for (const row of unfinished.all(ended))
      if (row['done'] === rewritten) reach.run(ended, String(row['command']), ended)
  }

  /** Struck out here: from the moment in which it is known again no row brings it back. */
  async function intend(dialogue: DialogueId, board: BoardId, by: Hand): Promise<Result<Task>> {
    const ids = new Set((await struck(board)).flatMap((one) => [...one.ids]))
    const table = parts.tableNamed(board)
    const sentences = await saidUnder(journal, board, dialogue, ids)
    const known = table === null ? undefined : { table, digests: knownOf(parts.macOf(table), table, sentences) }
    return begin({ dialogue, board, ids, letters: [] }, known, by)
  }
  async function begin(task: Omit<Task, 'command'>, known: Known, by: Hand): Promise<Result<Task>> {
    const command = newId<CommandId>(random)
    const { dialogue, board, ids, letters } = task
    const words = [...ids].sort()
    const row: EraseRow = { kind: 'erase', command, words, letters, ...(known === undefined ? {} : { known }) }
    if (!(await append(dialogue, board, row, by))) return fail({ code: 'journal-unavailable' })
    parts.known()
    return ok({ ...task, command })
  }

  /**
   * The table's boards that say it, the one on which it was struck out last: as long as that has it, the others can be found
   * again. One that cannot be written now keeps its own for later.
   */
  async function everywhere(task: Task, by: Hand): Promise<Result<null>> {
    const { board, dialogue, ids } = task
    let problem: Problem | null = null
    const others = parts.tableOf(board).filter((one) => one !== board)
    const sentences = await sentencesOf(task)
    await journal.settled()
    for (const other of sentences.length === 0 ? [] : others) {
      if (unfinished.all(rewritten).some((row) => row['board'] === other)) continue
      const here = { dialogue, board: other, ids, letters: [] }
      const letters = await lettersThrough(journal, other, await soughtOn(here, sentences))
      if (letters.length === 0) continue
      const begun = await begin({ ...here, letters }, undefined, by)
      if (!begun.ok) return begun
      const done = await run(begun.value, sentences, by)
      if (!done.ok) problem = done.problem
    }
    const done = await run(task, sentences, by)
    return problem === null ? done : fail(problem)
  }

  /** Not those of letters that came too early (`cameBefore`): they wait for the next one. */
  const unfinishedOf = (dialogue: DialogueId): number =>
    unfinished.all(ended).filter((row) => row['dialogue'] === dialogue && row['words'] !== '[]').length

  async function state(dialogue: DialogueId): Promise<Erasures> {
    let [open, erased] = [0, 0]
    for (const board of boards(dialogue))
      for (const { texts } of await look(board, struckOn)) {
        if (texts.some((one) => !isBlack(one))) open += 1
        else erased += 1
      }
    const unfinished = unfinishedOf(dialogue)
    return { struck: open, erased, ...(unfinished === 0 ? {} : { unfinished }) }
  }

  /** Begun and not done. */
  async function takeUp(by: Hand): Promise<Problem | null> {
    let problem: Problem | null = null
    for (const row of unfinished.all(rewritten)) {
      const done = await everywhere(taskOf(row), by)
      if (!done.ok) problem = done.problem
    }
    return problem
  }
  /** From whichever board of the table still has them under these ids. */
  async function sentencesOf({ dialogue, board, ids }: Task): Promise<readonly string[]> {
    const all = new Set<string>()
    for (const one of ids.size === 0 ? [] : parts.tableOf(board))
      for (const text of await saidUnder(journal, one, dialogue, ids)) all.add(text)
    return [...all]
  }

  return {
    state,
    /** All that was struck out of this dialogue's boards by now. */
    erase: (dialogue: DialogueId, by: Hand): Promise<Result<Erasures>> =>
      snapshots.inTurn(async () => {
        complete()
        let problem = await takeUp(by)
        for (const board of boards(dialogue)) {
          if ((await struck(board)).length === 0) continue
          if (unfinished.all(rewritten).some((row) => row['board'] === board)) continue
          const task = await intend(dialogue, board, by)
          if (!task.ok) return task
          const done = await everywhere(task.value, by)
          if (!done.ok) problem = done.problem
        }
        finish()
        return problem === null ? ok(await state(dialogue)) : fail(problem)
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

/** Every digest in a part of a snapshot. */
function* digestsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (/^[0-9a-f]{64}$/.test(value)) yield value
  } else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) yield* digestsIn(one)
}
