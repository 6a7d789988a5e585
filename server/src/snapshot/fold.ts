/**
 * A dialogue and its boards as they stood at a cut, from the journal's rows alone. Taking a snapshot and rebuilding one
 * are the same fold, so that they cannot differ.
 */
import { dialogueDoc } from '@tablee/shared/documents'
import { boardReplay } from '@tablee/shared/board/anew'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { redactedSheets, whereSheetsLie } from '@tablee/shared/board/sheets'
import { readWhole, type Whole } from '@tablee/shared/board/whole'
import { readBoardRow, readDialogueCommand, ruleIn } from '@tablee/shared/dialogue/commands'
import { clockOf, dialogueAfter } from '@tablee/shared/dialogue/fold'
import { noDialogue, openBoard, type DialogueState, type OwnPolicy } from '@tablee/shared/dialogue/state'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import type { BoardId, DialogueId, TableId } from '@tablee/shared/ids'
import type { BoardPlace } from '@tablee/shared/snapshot/structure'
import { curtainAfter, heldNow, openCurtain, type Curtain } from '@tablee/shared/view/held'
import { defaultPolicy, type Held, type ViewPolicy } from '@tablee/shared/view/policy'
import { beneath, noCeiling } from '@tablee/shared/dialogue/rule'
import type { DocName, Journal } from '../journal/port.ts'
import { createBreath, type Breath } from './breath.ts'

export type Head = { readonly epoch: number; readonly seq: number }

const text = new TextDecoder()
const kindOf = (data: string): unknown => {
  const value: unknown = JSON.parse(data)
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null
}

export type FoldedBoard = {
  readonly board: Whole
  readonly held: Held
  readonly curtain: 'open' | 'drawn'
  /** The last row that is not itself a snapshot's, as earlier versions wrote them here. */
  readonly content: Head
  /** Where each sheet lies that was asked about and lies somewhere. */
  readonly lies: ReadonlyMap<string, 'map' | 'canvas' | 'redacted'>
}

/**
 * Reads every row of the board's epochs up to `head`; rows of the cut that are damaged count for nothing. A sheet that
 * lies nowhere is not among `lies`.
 */
export async function foldBoard(
  journal: Journal,
  doc: DocName,
  head: Head,
  sheets: readonly string[] = [],
  breath: Breath = createBreath(),
): Promise<FoldedBoard> {
  const ydoc = newBoardDoc()
  const rows = boardReplay(ydoc)
  let curtain: Curtain = openCurtain
  let drawn: 'open' | 'drawn' = 'open'
  let content: Head = { epoch: 1, seq: 0 }
  let epoch = 1
  for await (const row of journal.read(doc, head.epoch, 0)) {
    if (row.seq > head.seq) break
    await breath.taken()
    if (row.kind === 'command') {
      const data = text.decode(row.data)
      if (kindOf(data) !== 'snapshot') content = { epoch: row.epoch, seq: row.seq }
      const command = readBoardRow(data)
      if (command !== null) curtain = curtainAfter(curtain, command, readWhole(ydoc))
      if (command?.kind === 'curtain') drawn = command.to
    } else {
      // The row that begins a new epoch changes nothing on the board: the same state keeps its name.
      if (row.epoch === epoch) content = { epoch, seq: row.seq }
      epoch = row.epoch
      try {
        rows.take(row)
      } catch {
        // The live board put this row aside too; it has no effect there either.
      }
    }
  }
  const board = readWhole(ydoc)
  const held = heldNow(curtain, board)
  const lies = new Map<string, 'map' | 'canvas' | 'redacted'>()
  if (sheets.length > 0) {
    for (const [sheet, { on }] of whereSheetsLie(ydoc, sheets)) lies.set(sheet, on)
    for (const sheet of redactedSheets(ydoc, sheets)) lies.set(sheet, 'redacted')
  }
  ydoc.destroy()
  return { board, held, curtain: drawn, content, lies }
}

export type FoldedDialogue = {
  readonly draft: DialogueDraft
  readonly place: (board: BoardId) => BoardPlace | null
  readonly policy: (board: BoardId) => ViewPolicy
  /** The number of the session in which a table is; `Infinity` once its day is over. */
  readonly running: (table: TableId) => number
  /** What its programme and its clocks say (`snapshot/times`). */
  readonly state: DialogueState
  readonly content: Head
  /** The last row that concerns this board. */
  readonly concerns: (board: BoardId) => Head
}

/** Null for a dialogue that was not founded by then. */
export async function foldDialogue(journal: Journal, id: DialogueId, head: Head): Promise<FoldedDialogue | null> {
  let state = noDialogue
  let content = 0
  let founded = 0
  /** Of moves of seats: which session's boards are about other people from then on. */
  const moved: { readonly seq: number; readonly session: number }[] = []
  /** Of boards and tables: the last row that decided something of them. */
  const last = new Map<string, number>()
  for await (const row of journal.commands(dialogueDoc(id))) {
    const data = text.decode(row.data)
    if (row.seq > head.seq) break
    if (kindOf(data) === 'snapshot') continue
    content = row.seq
    const command = readDialogueCommand(data)
    if (command === null) continue
    state = dialogueAfter(state, command, row.at)
    if (command.kind === 'found') founded = row.seq
    else if (command.kind === 'seats') moved.push({ seq: row.seq, session: command.session })
    else if (command.kind === 'citizens-edit') last.set(command.table, row.seq)
    else if (command.kind === 'policy' || command.kind === 'close') last.set(command.board, row.seq)
    else if (command.kind === 'change' && command.change.do === 'table') last.set(command.change.table.id, row.seq)
    else if (command.kind === 'change' && command.change.do === 'seats') last.set(command.change.table, row.seq)
    if (command.kind === 'policy' && command.table !== undefined && Object.keys(ruleIn(command.change)).length > 0)
      last.set(command.table, row.seq)
  }
  const { plan } = state
  if (plan === null) return null
  const own = (board: BoardId): OwnPolicy => state.boards.get(board) ?? openBoard
  return {
    draft: plan.draft,
    place(board) {
      const entry = plan.board.get(board)
      const table = plan.table.get(entry?.table ?? '')
      const site = plan.site.get(table?.site ?? '')
      if (!entry || !table || !site) return null
      const open = (state.citizensEdit.get(table.id) ?? table.citizensEdit) ? 'open-citizens-edit' : 'open'
      return {
        id: board,
        dialogue: id,
        site: site.name,
        country: site.country,
        ...(table.group === undefined ? {} : { group: table.group }),
        table: table.id,
        tableNumber: table.number,
        seats: table.seats,
        session: entry.session,
        lang: entry.lang,
        question: entry.question,
        state: own(board).closed ? 'closed' : open,
      }
    },
    /**
     * What was said of the table, else of the board, else what boards began with before anything was said: never read
     * anew from other boards, so that a snapshot of the version before is rebuilt as it was taken.
     */
    policy(board) {
      const of = plan.board.get(board)?.table
      const { hidden, photos, older } = own(board)
      const rule = of === undefined ? {} : state.rules.get(of)
      const said = { ...defaultPolicy, ...older, hidden, photos, ...rule }
      return { ...said, ...beneath(said, plan.table.get(of ?? '')?.observation?.ceiling ?? noCeiling) }
    },
    running(table) {
      const { course } = clockOf(state, table)
      return course.ended ? Infinity : course.session
    },
    state,
    content: { epoch: head.epoch, seq: content },
    concerns(board) {
      const { table = '', session = 0 } = plan.board.get(board) ?? {}
      const seats = moved.flatMap((one) => (one.session <= session ? [one.seq] : []))
      return { epoch: head.epoch, seq: Math.max(founded, last.get(board) ?? 0, last.get(table) ?? 0, ...seats) }
    },
  }
}
