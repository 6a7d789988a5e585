/**
 * Dialogues, tables and boards, found by their ids in what the logs say. `committed` is what anybody may be told, `staged`
 * what another command is judged by (`record`).
 */
import { rewordingsIn, type Rewording } from '@tablee/shared/dialogue/changes'
import type { ConsentTexts, LocalText, ProgrammeSession, ProgrammeStep } from '@tablee/shared/dialogue/programme'
import { readDialogueCommand, type DialogueCommand } from '@tablee/shared/dialogue/commands'
import { virtualStart } from '@tablee/shared/dialogue/course'
import { clockOf, dialogueAfter, firstClock, reachedBy } from '@tablee/shared/dialogue/fold'
import { noDialogue, openBoard, type DialogueState, type Plan } from '@tablee/shared/dialogue/state'
import { ownCurtain, ruleOf } from '@tablee/shared/dialogue/watched'
import { noticeMs } from '@tablee/shared/dialogue/ran'
import { noCeiling, type Opening, type Rule } from '@tablee/shared/dialogue/rule'
import type { BoardId, DialogueId, Lang, SiteId, TableId } from '@tablee/shared/ids'
import type { BoardState } from '@tablee/shared/roles'
import type { TablePolicy, ViewPolicy } from '@tablee/shared/view/policy'
import type { Placed } from '@tablee/shared/voices/places'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import { openRecord, type RecordOf } from '../record/record.ts'
import type { Boards } from './boards.ts'
import { createClocks } from './clocks.ts'
import { createSeating } from './seating.ts'
import { createTouched } from './touched.ts'

export type Dialogue = {
  readonly id: DialogueId
  readonly title: string
  readonly lang: Lang
  readonly opensAt: number
  readonly closesAt: number
  /** Where its first site stands: other sites, and tables, may stand elsewhere (`sites`, `clockAt`). */
  readonly session: number
  readonly startedAt: number | null
  readonly sessions: readonly ProgrammeSession[]
  /** Null: nobody sits down here, and a board's policy alone decides what is seen. */
  readonly consent: ConsentTexts | null
  /** In which a citizen's phone may be read; the languages of the tables where the draft names none. */
  readonly langs: readonly Lang[]
  /** What whoever watches agrees to first; null where the dialogue says nothing of its own. */
  readonly groundRules: LocalText | null
  /** Items that were put in other words, in the order in which it was done. */
  readonly rewordings: readonly Rewording[]
}
export type Table = {
  readonly id: TableId
  readonly dialogue: DialogueId
  readonly site: string
  readonly siteId: SiteId
  readonly number: number
  readonly seats: number
  readonly lang: Lang
  readonly citizensEdit: boolean
}
export type BoardPlace = {
  readonly id: BoardId
  readonly dialogue: DialogueId
  readonly table: TableId
  readonly tableNumber: number
  readonly site: string
  readonly session: number
  readonly question: string
  readonly lang: Lang
  readonly seats: number
  readonly closed: boolean
}

export type DialogueRecord = RecordOf<DialogueCommand, DialogueState, DialogueId>

/** Whole once it answers; whoever opens it closes it. */
export const openDialogues = ({ journal, clock }: { journal: Journal; clock: Clock }): Promise<DialogueRecord> =>
  openRecord<DialogueCommand, DialogueState, DialogueId>({
    journal,
    clock,
    kind: 'dialogue',
    read: readDialogueCommand,
    empty: noDialogue,
    fold: dialogueAfter,
  })

export type Reading = Awaited<ReturnType<typeof createReading>>

const nobodys: ViewPolicy = {
  observation: 'paused',
  consent: false,
  curtain: 'drawn',
  delayMinutes: 15,
  hidden: [],
  showWords: false,
  showNotes: false,
  showCanvas: false,
  photos: [],
}

/** A dialogue that was founded. */
export type Founded = DialogueState & { readonly plan: Plan }
const isFounded = (state: DialogueState): state is Founded => state.plan !== null

/** Boards of which what was written so far may decide whether their table has been there (`isReached`). */
const inDoubt = (state: DialogueState, now: number): readonly BoardId[] =>
  [...(state.plan?.board.values() ?? [])].flatMap((board) => {
    const of = reachedBy(state, board.table, board.session)
    if (of === null || of.stayed) return []
    // Who is there for longer than the notice has stayed, whenever they leave.
    const { course, enteredAt } = clockOf(state, board.table)
    return board.session === course.session && now - enteredAt > noticeMs ? [] : [board.id]
  })

/** Where people know a table to be; nowhere where there is none. */
function placedIn(plan: Plan | undefined, id: TableId): Placed {
  const draft = plan?.table.get(id)
  const site = plan?.site.get(draft?.site ?? '')
  return { country: site?.country ?? null, site: site?.name ?? null, group: draft?.group ?? null }
}

/**
 * Look-ups of what `record` and `boards` say; ids that nobody knows answer null, an empty list, or a board that is
 * closed and shows nothing. After a founding `learn` has to be called, or its ids are not found.
 */
export async function createReading(record: DialogueRecord, boards: Boards, journal: Journal, clock: Clock) {
  const doubted = record.list().flatMap((id) => inDoubt(record.state(id), clock()))
  const touched = await createTouched(journal, doubted)
  /** Where each table and board belongs. Ids that somebody made up open no log. */
  const home = { table: new Map<string, DialogueId>(), board: new Map<string, DialogueId>() }
  const all = new Set<string>()
  function learn(id: DialogueId): void {
    const { plan } = record.state(id)
    if (plan === null) return
    all.add(id)
    for (const table of plan.table.keys()) home.table.set(table, id)
    for (const board of plan.board.keys()) home.board.set(board, id)
  }
  for (const id of record.list()) learn(id)

  const founded = (id: string | null | undefined, read: typeof record.state): Founded | null => {
    const state = id !== undefined && id !== null && all.has(id) ? read(id as DialogueId) : null
    return state !== null && isFounded(state) ? state : null
  }
  const committed = (id: string | null | undefined): Founded | null => founded(id, record.state)
  const staged = (id: string | null | undefined): Founded | null => founded(id, record.staged)

  const clocks = createClocks(committed, (of) => home.table.get(of), touched.since, clock)

  function dialogue(id: string): Dialogue | null {
    const state = committed(id)
    if (state === null) return null
    const { draft, table } = state.plan
    const { course } = firstClock(state)
    const session = draft.sessions.find(({ number }) => number === course.session) ?? null
    return {
      id: draft.id,
      title: draft.title,
      lang: draft.lang,
      opensAt: draft.opensAt,
      closesAt: draft.closesAt,
      session: course.session,
      startedAt: session === null ? course.since : virtualStart(course, session),
      sessions: [...draft.sessions].sort((a, b) => a.number - b.number),
      consent: draft.consent ?? null,
      groundRules: draft.groundRules ?? null,
      langs: draft.langs ?? [...new Set([...table.values()].map(({ lang }) => lang))],
      rewordings: rewordingsIn(state.changes),
    }
  }

  const editable = (state: Founded, table: TableId): boolean =>
    state.citizensEdit.get(table) ?? state.plan.table.get(table)?.citizensEdit ?? false

  function table(id: string): Table | null {
    const state = committed(home.table.get(id))
    const draft = state?.plan.table.get(id)
    if (state === null || draft === undefined) return null
    return {
      id: draft.id,
      dialogue: state.plan.draft.id,
      site: state.plan.site.get(draft.site)?.name ?? '',
      siteId: draft.site,
      number: draft.number,
      seats: draft.seats,
      lang: draft.lang,
      citizensEdit: editable(state, draft.id),
    }
  }

  function board(id: string): BoardPlace | null {
    const state = committed(home.board.get(id))
    const draft = state?.plan.board.get(id)
    const at = state?.plan.table.get(draft?.table ?? '')
    if (state === null || draft === undefined || at === undefined) return null
    return {
      id: draft.id,
      dialogue: state.plan.draft.id,
      table: at.id,
      tableNumber: at.number,
      site: state.plan.site.get(at.site)?.name ?? '',
      session: draft.session,
      question: draft.question,
      lang: draft.lang,
      seats: at.seats,
      closed: (state.boards.get(draft.id) ?? openBoard).closed,
    }
  }

  const boardsOf = (of: TableId): readonly BoardPlace[] =>
    (committed(home.table.get(of))?.plan.boardsOf.get(of) ?? []).flatMap(({ id }) => board(id) ?? [])

  const stateOf = (state: Founded | null, id: string): BoardState => {
    const draft = state?.plan.board.get(id)
    if (state === null || draft === undefined || state.boards.get(draft.id)?.closed === true) return 'closed'
    return editable(state, draft.table) ? 'open-citizens-edit' : 'open'
  }

  /** What the table decided, and how far it may. */
  const rule = (of: TableId): { readonly rule: Rule; readonly ceiling: Opening } | null => {
    const state = committed(home.table.get(of))
    return state === null ? null : ruleOf(state, of, (id) => boards.state(id).curtain)
  }

  function tablePolicy(id: string): TablePolicy {
    const state = committed(home.board.get(id))
    const draft = state?.plan.board.get(id)
    const found = draft === undefined ? null : rule(draft.table)
    if (state === null || draft === undefined || found === null) return { ...nobodys, ceiling: noCeiling }
    const { hidden, photos } = state.boards.get(draft.id) ?? openBoard
    const byRoom = found.rule.observation === 'paused' && state.paused.has(draft.table)
    return {
      ...found.rule,
      hidden,
      photos,
      ceiling: found.ceiling,
      ...(byRoom ? { pausedBy: 'room' as const } : {}),
    }
  }

  return {
    learn,
    committed,
    staged,
    homeOf: (id: string): DialogueId | null => home.board.get(id) ?? home.table.get(id) ?? null,
    list: (): readonly DialogueId[] =>
      [...all]
        .flatMap((id) => dialogue(id) ?? [])
        .sort((a, b) => a.opensAt - b.opensAt || (a.id < b.id ? -1 : 1))
        .map(({ id }) => id),
    dialogue,
    /** In the order of its draft. */
    table,
    placedAt: (id: TableId): Placed => placedIn(committed(home.table.get(id))?.plan, id),
    tables: (id: DialogueId): readonly Table[] =>
      [...(committed(id)?.plan.table.keys() ?? [])].flatMap((each) => table(each) ?? []),
    board,
    boardsOf,
    ...clocks,
    /** Staged: what a round is opened by. */
    stepNow(id: DialogueId, step: string): ProgrammeStep | null {
      for (const { steps } of staged(id)?.plan.draft.sessions ?? [])
        for (const one of steps) if (one.id === step) return one
      return null
    },
    seating: createSeating(committed, staged, clock),
    /** The table's board of the session in which it is now. */
    currentBoard(of: TableId): BoardPlace | null {
      const session = clocks.sessionAt(of)
      return boardsOf(of).find((each) => each.session === session) ?? null
    },
    /** Staged: what arrives behind a command that closes the board is refused. An unknown board is closed. */
    boardState: (id: string): BoardState => stateOf(staged(home.board.get(id)), id),
    /** As it may be told. */
    shownState: (id: string): BoardState => stateOf(committed(home.board.get(id)), id),
    /** An unknown board shows nothing. */
    policy(id: string): ViewPolicy {
      const { ceiling: _ceiling, pausedBy: _pausedBy, ...policy } = tablePolicy(id)
      return policy
    },
    /** With what its dialogue lets the table open. */
    tablePolicy,
    /** Whether the room has drawn its curtain over a table; `both`: the table's own is drawn beneath it. */
    roomCurtain(of: TableId): 'room' | 'both' | null {
      const state = committed(home.table.get(of))
      if (state === null || !state.drawn.has(of)) return null
      return ownCurtain(state, of, (id) => boards.state(id).curtain) === 'drawn' ? 'both' : 'room'
    },
    close: touched.close,
    /** Rows came otherwise than by their command: everything is read from the logs anew. */
    async reread(): Promise<void> {
      await Promise.all([record.reread(), boards.reread()])
      for (const one of [all, home.table, home.board]) one.clear()
      for (const id of record.list()) learn(id)
    },
  }
}
