/**
 * The dialogues: what tables, sessions and boards there are, which session runs, and what observers may see of each
 * board. Every change is a command in the journal; the tables are written in the same transaction and can be rebuilt.
 */
import {
  readBoardRow,
  readDialogueCommand,
  ruleIn,
  type DialogueCommand,
  type PolicyChange,
} from '@tablee/shared/dialogue/commands'
import {
  inLang,
  minutesOf,
  type ConsentTexts,
  type DialogueDraft,
  type ProgrammeSession,
} from '@tablee/shared/dialogue/programme'
import type { BoardId, DialogueId, Lang, NodeId, PhotoHash, SiteId, TableId } from '@tablee/shared/ids'
import { goesOn, type Ran } from '@tablee/shared/dialogue/ran'
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { BoardState } from '@tablee/shared/roles'
import type { WatchList } from '@tablee/shared/wire/watch'
import type { TablePolicy, ViewPolicy } from '@tablee/shared/view/policy'
import {
  beneath,
  beyond,
  closedObservation,
  noCeiling,
  strictest,
  type Opening,
  type Rule,
} from '@tablee/shared/dialogue/rule'
import type { BoardStatus, Clock as SessionClock } from '@tablee/shared/wire/board'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal/port.ts'
import type { Database } from '../store/database.ts'
import { projectionTables } from './migration.ts'
import { movesOf, touchedSince, type Moves } from './moves.ts'
import { createProjection } from './project.ts'

export type Dialogue = {
  readonly id: DialogueId
  readonly title: string
  readonly lang: Lang
  readonly opensAt: number
  readonly closesAt: number
  readonly session: number
  readonly startedAt: number | null
  readonly sessions: readonly ProgrammeSession[]
  /** Null: nobody sits down here, and a board's policy alone decides what is seen. */
  readonly consent: ConsentTexts | null
  /** In which a citizen's phone may be read; the languages of the tables where the draft names none. */
  readonly langs: readonly Lang[]
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
/** Who wrote a command and with which id; without one it gets its own and is not idempotent. */
export type By = { readonly author: string; readonly device: string; readonly command: string }
export type Change = { readonly board: BoardId } | { readonly dialogue: DialogueId }

/** Of a session that ran before: its clock goes on as it ran, or begins anew. */
export type ClockWish = 'on' | 'anew'

export type Dialogues = ReturnType<typeof createDialogues>

type Drawing = 'open' | 'drawn'
type Cells = Record<string, string | number | null>

export function createDialogues({
  database,
  journal,
  clock,
  held,
}: {
  database: Database
  journal: Journal
  clock: Clock
  /** Entries written behind a board's curtain and not yet released; known to anyone who follows the board. */
  held: (board: BoardId) => number
}) {
  const project = createProjection(database)
  const one = (sql: string) => {
    const statement = database.prepare(sql)
    return (...args: string[]) => statement.get(...args) as Cells | undefined
  }
  const many = (sql: string) => {
    const statement = database.prepare(sql)
    return (...args: string[]) => statement.all(...args) as Cells[]
  }
  const boardSql = `SELECT board.*, dialogue_table.number, dialogue_table.seats, dialogue_table.citizens_edit, dialogue_site.name AS site
    FROM board JOIN dialogue_table ON dialogue_table.id = board.place JOIN dialogue_site ON dialogue_site.id = dialogue_table.site`
  const read = {
    dialogues: many('SELECT id FROM dialogue ORDER BY opens_at, id'),
    dialogue: one('SELECT * FROM dialogue WHERE id = ?'),
    sessions: many('SELECT programme FROM dialogue_session WHERE dialogue = ? ORDER BY number'),
    table: one(
      'SELECT dialogue_table.*, dialogue_site.name FROM dialogue_table JOIN dialogue_site ON dialogue_site.id = dialogue_table.site WHERE dialogue_table.id = ?',
    ),
    tables: many('SELECT id FROM dialogue_table WHERE dialogue = ? ORDER BY number'),
    langs: many('SELECT lang FROM dialogue_table WHERE dialogue = ? GROUP BY lang ORDER BY min(number)'),
    board: one(`${boardSql} WHERE board.id = ?`),
    boardsOf: many('SELECT id FROM board WHERE place = ? ORDER BY session'),
    rulesOfBoards: many('SELECT * FROM board WHERE place = ? ORDER BY session'),
    current: one(
      'SELECT board.id FROM board JOIN dialogue ON dialogue.id = board.dialogue AND dialogue.session = board.session WHERE board.place = ?',
    ),
    command: one('SELECT id FROM dialogue_command WHERE id = ?'),
  }

  // The gate asks for a board's state at every frame. Emptied inside every transaction that changes a table. What is not
  // found is not remembered: anyone who asks for made-up ids would fill the memory with them.
  const known = new Map<string, unknown>()
  function remember<T>(what: string, find: () => T): T {
    if (known.has(what)) return known.get(what) as T
    const value = find()
    if (value !== null) known.set(what, value)
    return value
  }

  const listeners = new Set<(change: Change) => void>()
  const tell = (change: Change): void => {
    for (const listener of listeners) listener(change)
  }
  /** A table's rule lies over all its boards: those that it left are closed with the one it sits at. */
  const tellTable = (of: TableId): void => {
    for (const row of read.boardsOf(of)) tell({ board: row['id'] as BoardId })
  }
  const text = new TextDecoder()
  // After COMMIT, no matter who appended: a curtain moves in the board's own journal.
  const stop = journal.follow((row) => {
    if (row.kind !== 'command') return
    known.clear()
    if (row.doc.startsWith('dialogue:')) {
      const command = readDialogueCommand(text.decode(row.data))
      if (command?.kind === 'close') tell({ board: command.board })
      else if (command?.kind === 'curtain') tellTable(command.table)
      else if (command?.kind === 'policy')
        if (command.table === undefined || Object.keys(ruleIn(command.change)).length === 0)
          tell({ board: command.board })
        else tellTable(command.table)
      else tell({ dialogue: row.doc.slice('dialogue:'.length) as DialogueId })
    } else if (row.doc.startsWith('board:')) {
      tell({ board: row.doc.slice('board:'.length) as BoardId })
    }
  })

  const dialogue = (id: string): Dialogue | null =>
    remember(`dialogue:${id}`, () => {
      const row = read.dialogue(id)
      if (row === undefined) return null
      return {
        id: row['id'] as DialogueId,
        title: String(row['title']),
        lang: row['lang'] as Lang,
        opensAt: Number(row['opens_at']),
        closesAt: Number(row['closes_at']),
        session: Number(row['session']),
        startedAt: row['started_at'] as number | null,
        sessions: read.sessions(id).map((each) => JSON.parse(String(each['programme'])) as ProgrammeSession),
        consent: row['consent'] === null ? null : (JSON.parse(String(row['consent'])) as ConsentTexts),
        langs:
          row['langs'] === null
            ? read.langs(id).map((each) => each['lang'] as Lang)
            : (JSON.parse(String(row['langs'])) as Lang[]),
      }
    })
  const table = (id: string): Table | null =>
    remember(`table:${id}`, () => {
      const row = read.table(id)
      if (row === undefined) return null
      return {
        id: row['id'] as TableId,
        dialogue: row['dialogue'] as DialogueId,
        site: String(row['name']),
        siteId: row['site'] as SiteId,
        number: Number(row['number']),
        seats: Number(row['seats']),
        lang: row['lang'] as Lang,
        citizensEdit: row['citizens_edit'] === 1,
      }
    })
  const decidedOf = (of: string): Partial<Rule> => JSON.parse(String(read.table(of)?.['rule'] ?? '{}')) as Partial<Rule>
  /** What the table decided and how far it may; what it has not decided is as strict as the strictest of its boards. */
  const ruleOf = (of: string): { readonly rule: Rule; readonly ceiling: Opening } =>
    remember(`rule:${of}`, () => {
      const row = read.table(of)
      const ceiling =
        row?.['ceiling'] === null || row === undefined ? noCeiling : (JSON.parse(String(row['ceiling'])) as Opening)
      const decided = decidedOf(of)
      const boards = read
        .rulesOfBoards(of)
        .map(ruleOfBoard)
        .reduce(strictest, { ...noCeiling, observation: 'open', curtain: 'open' })
      const rule = { ...boards, ...decided }
      // A curtain counts as drawn until every row that opens it is in.
      const curtain = boards.curtain === 'drawn' || rule.curtain === 'drawn' ? 'drawn' : 'open'
      return { rule: { ...rule, ...beneath(rule, ceiling), curtain }, ceiling }
    })
  const found = (id: string): { place: BoardPlace; policy: ViewPolicy; state: BoardState } | null =>
    remember(`board:${id}`, () => {
      const row = read.board(id)
      if (row === undefined) return null
      const closed = row['closed'] === 1
      return {
        place: {
          id: row['id'] as BoardId,
          dialogue: row['dialogue'] as DialogueId,
          table: row['place'] as TableId,
          tableNumber: Number(row['number']),
          site: String(row['site']),
          session: Number(row['session']),
          question: String(row['question']),
          lang: row['lang'] as Lang,
          seats: Number(row['seats']),
          closed,
        },
        policy: {
          ...ruleOf(String(row['place'])).rule,
          hidden: JSON.parse(String(row['hidden'])) as NodeId[],
          photos: JSON.parse(String(row['photos'])) as PhotoHash[],
        },
        state: closed ? 'closed' : row['citizens_edit'] === 1 ? 'open-citizens-edit' : 'open',
      }
    })
  const boardsOf = (of: TableId): readonly BoardPlace[] =>
    read.boardsOf(of).flatMap((row) => found(String(row['id']))?.place ?? [])
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

  /** Texts come in `lang`; the screen derives time left and step from `startedAt`. */
  function sessionClock(id: DialogueId, lang: string): SessionClock {
    const of = dialogue(id)
    const session = of?.sessions.find((each) => each.number === of.session)
    return {
      session: of?.session ?? 0,
      sessions: of?.sessions.length ?? 0,
      title: session === undefined ? '' : inLang(session.title, lang),
      startedAt: of?.startedAt ?? null,
      now: clock(),
      steps: (session?.steps ?? []).map((step) => ({
        kind: step.kind,
        title: inLang(step.title, lang),
        minutes: step.minutes,
      })),
    }
  }

  /** `still` is asked inside the transaction, after what was appended before. */
  async function append(
    id: DialogueId,
    command: DialogueCommand,
    by: Omit<By, 'command'>,
    still: () => boolean = () => true,
  ): Promise<Result<null>> {
    if (read.command(command.command) !== undefined) return ok(null)
    const doc = `dialogue:${id}`
    const done = await journal.append({
      doc,
      epoch: journal.head(doc).epoch,
      kind: 'command',
      author: by.author,
      device: by.device,
      writers: [],
      deps: [],
      data: new TextEncoder().encode(JSON.stringify(command)),
      still: () => {
        known.clear()
        return still()
      },
      also: () => {
        known.clear()
        project.apply(id, command)
      },
    })
    known.clear()
    // The same command, sent twice at once: the second found the first one's id and was rolled back.
    if (done.ok || read.command(command.command) !== undefined) return ok(null)
    return fail({ code: 'journal-unavailable' })
  }

  const moves = (id: DialogueId): Moves => remember(`moves:${id}`, () => movesOf(journal, id))
  /**
   * When the session's clock began, if the tables are moved to it now: where it ran before it goes on as it ran (`wish`, or
   * `goesOn`). A session that runs is begun again.
   */
  function startOf(of: Dialogue, to: ProgrammeSession, wish: ClockWish | null): number {
    const ran = to.number === of.session ? undefined : moves(of.id).ran.get(to.number)
    if (ran === undefined || wish === 'anew') return clock()
    return wish === 'on' || goesOn(ran, minutesOf(to), to.number < of.session, clock()) ? ran.startedAt : clock()
  }
  /** Where a table has been: of a session beyond the running one, if the tables stayed there or something was written. */
  function isReached({ id, dialogue: of, session }: BoardPlace): boolean {
    if (session <= (dialogue(of)?.session ?? 0)) return true
    const before = moves(of).reached.get(session)
    return before !== undefined && (before.stayed || touchedSince(journal, id, before.at))
  }

  function appendCurtain(board: BoardId, to: Drawing, by: By): void {
    const doc = `board:${board}`
    void journal.append({
      doc,
      epoch: journal.head(doc).epoch,
      kind: 'command',
      author: by.author,
      device: by.device,
      writers: [],
      deps: [],
      data: new TextEncoder().encode(JSON.stringify({ kind: 'curtain', to, by: by.author, command: by.command })),
      also: () => projectCurtain(board, to),
    })
  }
  function projectCurtain(board: BoardId, to: Drawing): void {
    known.clear()
    project.curtain(board, to)
  }
  /** Also of boards on which nothing stands yet: what is written there behind the curtain is held, too. */
  const curtainAt = (of: TableId): readonly { readonly board: BoardId; readonly curtain: Drawing }[] =>
    read.rulesOfBoards(of).map((row) => ({ board: row['id'] as BoardId, curtain: ruleOfBoard(row).curtain }))

  /** Every board of the table but this one, and what is said of the table, inside a transaction as it stands there. */
  const isWhole = (of: TableId, to: Drawing, but: BoardId | null = null): boolean =>
    decidedOf(of).curtain === to && curtainAt(of).every(({ board, curtain }) => board === but || curtain === to)

  /**
   * Appends, in this turn and so before whatever its caller appends next, the rows that move a table's curtain on all
   * its boards but `from`: what is written on any of them is held from there on.
   */
  function moveCurtain(of: Table, from: BoardId | null, to: Drawing, by: By): void {
    for (const { board, curtain } of curtainAt(of.id))
      if (board !== from && curtain !== to) appendCurtain(board, to, by)
    if (decidedOf(of.id).curtain !== to)
      void append(of.dialogue, { kind: 'curtain', command: `${by.command}-${of.id}`, table: of.id, to }, by)
  }

  /** Before a move: what a table decided in the version before, on one board, is said for the table, on every board. */
  function carryOver(of: Table, by: By): void {
    const { curtain, ...change } = ruleOf(of.id).rule
    const decided = decidedOf(of.id)
    const board = read.boardsOf(of.id)[0]?.['id']
    if (board !== undefined && Object.keys(change).some((field) => !Object.hasOwn(decided, field))) {
      const command = `${by.command}-rule-${of.id}`
      void append(of.dialogue, { kind: 'policy', command, board: board as BoardId, table: of.id, change }, by)
    }
    if (curtain === 'drawn') moveCurtain(of, null, 'drawn', by)
  }

  const boardCommand = (board: BoardId, by: By, command: DialogueCommand): Promise<Result<null>> => {
    const place = found(board)?.place
    return place === undefined
      ? Promise.resolve(fail({ code: 'not-found', what: 'board' }))
      : append(place.dialogue, command, by)
  }

  const tables = (id: DialogueId): readonly Table[] => read.tables(id).flatMap((row) => table(String(row['id'])) ?? [])

  return {
    list: (): readonly DialogueId[] => read.dialogues().map((row) => row['id'] as DialogueId),
    dialogue,
    table,
    tables,
    board: (id: string): BoardPlace | null => found(id)?.place ?? null,
    boardsOf,
    /** Whether its table has been there: what was written in a session that was moved back stays to be read. */
    reached(id: BoardId): boolean {
      const place = found(id)?.place
      return place !== undefined && isReached(place)
    },
    /** What the tables were asked in the sessions that they have been in: of the others nobody is told beforehand. */
    asked: (id: DialogueId): NonNullable<WatchList['asked']> =>
      (dialogue(id)?.sessions ?? [])
        .filter(
          ({ number }) => number <= (dialogue(id)?.session ?? 0) || moves(id).reached.get(number)?.stayed === true,
        )
        .map(({ number, title, question }) => ({ session: number, title, question })),
    /** Of a session that the tables left: since when it ran, and until when. */
    ran: (id: DialogueId, session: number): Ran | null => moves(id).ran.get(session) ?? null,
    /** The table's board of the session that runs now. */
    currentBoard: (of: TableId): BoardPlace | null => {
      const row = read.current(of)
      return row === undefined ? null : (found(String(row['id']))?.place ?? null)
    },
    /** An unknown board is closed. */
    boardState: (id: string): BoardState => found(id)?.state ?? 'closed',
    /** An unknown board shows nothing. */
    policy: (id: string): ViewPolicy => found(id)?.policy ?? nobodys,
    /** With what its dialogue lets the table open. */
    tablePolicy(id: string): TablePolicy {
      const board = found(id)
      if (board === null) return { ...nobodys, ceiling: noCeiling }
      return { ...board.policy, ceiling: ruleOf(board.place.table).ceiling }
    },
    clock: sessionClock,
    status(id: string): BoardStatus | null {
      const board = found(id)
      if (board === null) return null
      const { place, policy, state } = board
      const of = dialogue(place.dialogue)
      const session = (number: number) => of?.sessions.find((each) => each.number === number)
      const running = session(of?.session ?? 0)
      const asked = session(place.session)?.question
      const reached = boardsOf(place.table).filter((each) => each.id === place.id || isReached(each))
      return {
        board: place.id,
        dialogue: place.dialogue,
        dialogueTitle: of?.title ?? '',
        site: place.site,
        tableNumber: place.tableNumber,
        seats: place.seats,
        question: place.question,
        lang: place.lang,
        curtain: policy.curtain,
        held: held(place.id),
        observed: policy.consent && policy.observation === 'open',
        state,
        clock: sessionClock(place.dialogue, place.lang),
        sessions: reached.map(({ id: each, session: number }) => {
          const title = session(number)?.title
          return { number, title: title === undefined ? '' : inLang(title, place.lang), board: each }
        }),
        texts: {
          question: asked !== undefined && inLang(asked, place.lang) === place.question ? asked : null,
          title: running?.title ?? {},
          steps: (running?.steps ?? []).map(({ title }) => title),
          sessions: reached.map(({ session: number }) => session(number)?.title ?? {}),
        },
      }
    },

    /** A table of which nothing is said begins unobserved. */
    found(draft: DialogueDraft, by: By): Promise<Result<null>> {
      const tables = draft.tables.map((each) => ({ ...each, observation: each.observation ?? closedObservation }))
      return append(draft.id, { kind: 'found', command: by.command, dialogue: { ...draft, tables } }, by)
    },
    moveTo(id: DialogueId, session: number, by: By, wish: ClockWish | null = null): Promise<Result<null>> {
      const of = dialogue(id)
      if (of === null) return Promise.resolve(fail({ code: 'not-found', what: 'dialogue' }))
      const to = of.sessions.find((each) => each.number === session)
      if (to === undefined) return Promise.resolve(fail({ code: 'not-found', what: 'session' }))
      // In the same turn: one group of the journal, the move behind what is carried over.
      for (const table of tables(id)) carryOver(table, by)
      const startedAt = startOf(of, to, wish)
      return append(id, { kind: 'move', command: by.command, session, startedAt }, by, () =>
        tables(id).every((table) => ruleOf(table.id).rule.curtain === 'open' || isWhole(table.id, 'drawn')),
      )
    },
    /** Anyone who asks: a dialogue's promise to its people is not the facilitator's to widen, nor the organiser's. */
    setPolicy(board: BoardId, change: PolicyChange, by: By): Promise<Result<null>> {
      const place = found(board)?.place
      if (place === undefined) return Promise.resolve(fail({ code: 'not-found', what: 'board' }))
      const what = beyond(change, ruleOf(place.table).ceiling)
      if (what !== null) return Promise.resolve(fail({ code: 'beyond-dialogue', what }))
      return append(place.dialogue, { kind: 'policy', command: by.command, board, table: place.table, change }, by)
    },
    /**
     * Beside a curtain row that the caller appends to `board` right after, in the same turn: the rest of its table. The
     * answer says inside the transaction whether it is in; somebody else may have moved it the other way meanwhile.
     */
    moveCurtain(board: BoardId, to: Drawing, by: By): () => boolean {
      const of = table(found(board)?.place.table ?? '')
      if (of === null) return () => false
      moveCurtain(of, board, to, by)
      return () => isWhole(of.id, to, board)
    },
    setCitizensEdit(of: TableId, allowed: boolean, by: By): Promise<Result<null>> {
      const place = table(of)
      if (place === null) return Promise.resolve(fail({ code: 'not-found', what: 'table' }))
      return append(place.dialogue, { kind: 'citizens-edit', command: by.command, table: of, allowed }, by)
    },
    setClosed: (board: BoardId, closed: boolean, by: By): Promise<Result<null>> =>
      boardCommand(board, by, { kind: 'close', command: by.command, board, closed }),
    /** For `Entry.also` of a curtain row in the board's own journal: same transaction, same fate. */
    projectCurtain,

    /** Called after COMMIT with every change of a board's state or policy, or of a dialogue. */
    onChange(listener: (change: Change) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Empties the tables and fills them from the journal alone. */
    rebuild(): void {
      database.transaction(() => {
        for (const name of projectionTables) database.exec(`DELETE FROM ${name}`)
        for (const doc of journal.documents('dialogue:')) {
          for (const row of journal.since(doc, journal.head(doc).epoch, 0)) {
            const command = row.kind === 'command' ? readDialogueCommand(text.decode(row.data)) : null
            if (command !== null) project.apply(doc.slice('dialogue:'.length) as DialogueId, command)
          }
        }
        for (const doc of journal.documents('board:')) {
          for (const row of journal.since(doc, journal.head(doc).epoch, 0)) {
            const command = row.kind === 'command' ? readBoardRow(text.decode(row.data)) : null
            if (command?.kind === 'curtain') project.curtain(doc.slice('board:'.length) as BoardId, command.to)
          }
        }
      })
      known.clear()
    },
    close: stop,
  }
}

/** As the version before kept it, board by board; there the canvas was always shown. */
const ruleOfBoard = (row: Cells): Rule => ({
  observation: row['observation'] === 'paused' ? 'paused' : 'open',
  consent: row['consent'] === 1,
  curtain: row['curtain'] === 'drawn' ? 'drawn' : 'open',
  delayMinutes: Number(row['delay_minutes']),
  showWords: row['show_words'] === 1,
  showNotes: row['show_notes'] === 1,
  showCanvas: true,
})
