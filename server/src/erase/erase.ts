/**
 * Erasure: sentences that were struck out leave everything that this server keeps. Their row stays and counts; snapshots
 * keep their bytes and names. In this order, each step durable before the next, so that one that was cut off is taken up
 * again: the intention (ids only, and by what the sentence is known again), the living board, what the snapshots called it,
 * a new epoch of the board, so that no page and no device goes on with the letters it holds, what lies beside the log, then
 * all history at once, what observers were shown, and last the file's own remains. Each of them done twice is as done once.
 */
import { viewsOf } from '@tablee/shared/documents'
import { isBlack } from '@tablee/shared/board/blacken'
import { eraseFromBoard, type Letters } from '@tablee/shared/board/erase'
import { struckOn } from '@tablee/shared/board/struck'
import type { BoardId, DialogueId, RandomBytes, TableId } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { errataOf } from '@tablee/shared/snapshot/erasures'
import type { Erasures } from '@tablee/shared/wire/erasures'
import type * as Y from 'yjs'
import type { Journal } from '../journal/port.ts'
import type { Hand } from '../record/record.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'
import { blackenApart, type Sought } from './blacken-row.ts'
import { leaveSnapshots } from './gone.ts'
import { lettersThrough, saidUnder, type Late } from './history.ts'
import { knownOf, type Mac } from './known.ts'
import type { ErasureLog } from './log.ts'
import { hearingTranslations, inVoices, rowsChanged, viewChanged } from './rewriting.ts'
import { createTypedNames, forgetStrays } from './typed-names.ts'
import { blackOn, soughtOn } from './sought.ts'
import { byServer, createTasks, type Task } from './tasks.ts'

export type Erasing = ReturnType<typeof createErasing>
export type ErasingParts = {
  readonly journal: Journal
  readonly erasures: ErasureLog
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
  /** Of whom these words and sheets are, on whichever of the table's boards they stand. */
  readonly seatsOf: (board: BoardId, ids: ReadonlySet<string>) => Promise<ReadonlySet<string>>
  /** The board goes on in a new epoch; `full`: not now. */
  readonly renew: (board: BoardId) => Promise<{ readonly kind: string }>
  readonly macOf: (table: TableId) => Mac
  /** By which a theme team names a condition that somebody typed. */
  readonly typedAs: (parts: readonly string[]) => string
  /** What devices brought of an epoch of the board that had ended. */
  readonly late: (board: BoardId, epoch: number) => readonly Late[]
  /** Updates that lie beside the log, as they came: rewritten and kept before it, while it still says what is sought. */
  readonly beside: (board: BoardId, change: (updates: readonly Uint8Array[]) => readonly Uint8Array[]) => Promise<void>
  /** `inTurn`: no snapshot is taken meanwhile. */
  readonly snapshots: Pick<Snapshots, 'inTurn' | 'erasing'>
  /** What is kept in memory of this board's rows is read anew, and what observers are shown of all of these. */
  readonly reread: (board: BoardId, shown: Iterable<BoardId>) => Promise<void>
  /** Nothing that was deleted or overwritten is left in what is kept, once it resolves. */
  readonly scrub: () => Promise<void>
  readonly random: RandomBytes
}

/**
 * What cannot be done now (`not-yet`, or what a write was refused with) is answered as a problem and taken up by the
 * next `erase` or `resume`. One erasure at a time, and no snapshot meanwhile.
 */
export function createErasing(parts: ErasingParts) {
  const { journal, boards, look, snapshots, random } = parts
  const tasks = createTasks(parts.erasures, random)
  const struck = async (board: BoardId) =>
    (await look(board, struckOn)).filter(({ texts }) => texts.some((one) => !isBlack(one)))

  const letters = (board: BoardId, what: Sought): Promise<readonly Letters[]> =>
    lettersThrough(journal, board, what, (epoch) => parts.late(board, epoch), what.letters)

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

  /** Boards of whose translations something went, and whose views may still say it. */
  const elsewhere = new Set<BoardId>()

  /** From the intention on arrivals keep watch: what is in the rows by then is all that there is to be looked for. */
  async function run(task: Task, sentences: readonly string[], by: Hand): Promise<Result<null>> {
    const { board, dialogue } = task
    await journal.settled()
    const found = await letters(board, await soughtOn(parts, task, sentences))
    const before = await soughtOn(parts, { ...task, letters: found }, sentences)
    const done = await parts.write(board, by.author, (doc) =>
      eraseFromBoard(doc, { who: by.author, why: 'erase' }, before),
    )
    if (!done.ok) return done
    const what = { ...before, black: await look(board, blackOn) }
    const texts = await leaveSnapshots({ journal, erasing: snapshots.erasing }, task, what, by)
    if (!texts.ok) return texts
    const goes = await tasks.goes(task, texts.value, by)
    if (!goes.ok) return goes
    if (!(await renewed(board))) return fail({ code: 'not-yet' })
    // Before the log: it says nothing any more of what is sought here.
    await parts.beside(board, (updates) => blackenApart(updates, what))
    const views = (of: BoardId) => journal.documents(viewsOf(of)).map((doc) => viewChanged(doc, what))
    const names = createTypedNames(parts.typedAs, random)
    const changes = hearingTranslations(rowsChanged(task, what, tasks.gone(task), names), dialogue, elsewhere)
    await journal.rewrite([...changes, ...views(board)])
    // What a view let out meanwhile it had from rows of before: that epoch of it ends here.
    elsewhere.add(board)
    const shown = [...elsewhere].flatMap(views)
    await parts.reread(board, elsewhere)
    await journal.rewrite(shown)
    elsewhere.clear()
    await snapshots.erasing.drop(dialogue, tasks.gone(task))
    return tasks.reach(task, 'rewritten')
  }

  async function finish(): Promise<void> {
    await parts.scrub()
    for (const task of tasks.all('rewritten')) await tasks.reach(task, 'ended')
  }

  /** Struck out here: from the moment in which it is known again no row brings it back. */
  async function intend(dialogue: DialogueId, board: BoardId, by: Hand): Promise<Result<Task>> {
    const ids = new Set((await struck(board)).flatMap((one) => [...one.ids]))
    const table = parts.tableNamed(board)
    const sentences = await saidUnder(journal, board, dialogue, ids)
    const known = table === null ? undefined : { table, digests: knownOf(parts.macOf(table), table, sentences) }
    return tasks.begin({ dialogue, board, ids, letters: [] }, known, by)
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
      let there = tasks.begunOn(other).find((one) => isSame(one.ids, ids))
      if (there === undefined) {
        const here = { dialogue, board: other, ids, letters: [] }
        const what = await soughtOn(parts, here, sentences)
        const said = await letters(other, what)
        if (said.length === 0 && !(await inVoices(journal, here, what)).has(other)) continue
        const begun = await tasks.begin({ ...here, letters: said }, undefined, by)
        if (!begun.ok) return begun
        there = begun.value
      }
      const done = await run(there, sentences, by)
      if (!done.ok) problem = done.problem
    }
    const done = await run(task, sentences, by)
    return problem === null ? done : fail(problem)
  }

  /** Not those of letters that came too early (`cameBefore`): they wait for the next one. */
  const unfinishedOf = (dialogue: DialogueId): number =>
    [...tasks.all('begun'), ...tasks.all('rewritten')].filter((one) => one.dialogue === dialogue && one.ids.size > 0)
      .length

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
    for (const task of tasks.all('begun')) {
      if (!tasks.isBegun(task)) continue
      const done = await everywhere(task, by)
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
        let problem = await takeUp(by)
        for (const board of boards(dialogue)) {
          if ((await struck(board)).length === 0) continue
          if (tasks.begunOn(board).length > 0) continue
          const task = await intend(dialogue, board, by)
          if (!task.ok) return task
          const done = await everywhere(task.value, by)
          if (!done.ok) problem = done.problem
        }
        await finish()
        return problem === null ? ok(await state(dialogue)) : fail(problem)
      }),
    /** Letters of an erased sentence that came one by one, before it was whole: out of history with the next erasure or start. */
    async cameBefore(board: BoardId, letters: readonly Letters[]): Promise<void> {
      const dialogue = parts.dialogueOf(board)
      if (dialogue === null || letters.length === 0) return
      await tasks.begin({ dialogue, board, ids: new Set(), letters }, undefined, byServer)
    },
    /** What a stop cut off is done to its end, before anybody is served. */
    resume: (): Promise<void> =>
      snapshots.inTurn(async () => {
        for (const dialogue of parts.erasures.list()) {
          const [any] = parts.erasures.state(dialogue).values()
          const ofDialogue = { journal, dialogue, digest: parts.typedAs, random }
          if (any !== undefined && (await forgetStrays(ofDialogue))) await parts.reread(any.board, [])
        }
        if (tasks.all('begun').length + tasks.all('rewritten').length === 0) return
        // Another table's text may have been translated with it: of which, nobody knows any more.
        for (const { dialogue } of tasks.all('begun')) for (const board of boards(dialogue)) elsewhere.add(board)
        await takeUp(byServer)
        await finish()
      }),
    /** Oldest first: since when which digests have no text any more. */
    errata(board: string): ReturnType<typeof errataOf> {
      const dialogue = parts.dialogueOf(board as BoardId)
      return dialogue === null ? [] : errataOf(parts.erasures.state(dialogue), board)
    },
  }
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id))
