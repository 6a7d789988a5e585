/**
 * A log of commands and what it says: the one way in which anything that is not a Yjs document is kept. Each document of
 * the record's kind is a list of rows in the journal; its state is the fold over them and is kept nowhere else.
 *
 *     judge -> stage -> append -> COMMIT -> fold -> tell
 *
 * A row is judged by everything that was staged before it, in one synchronous turn with the staging: an `await` between
 * the two would let two votes of one seat both pass. What was staged and does not land takes everything staged behind it
 * along (`journal/port`, setbacks), so that nothing stands on what is not there.
 * A command takes effect once, however often it is sent: a device names its own commands, and one that is under way is
 * waited for.
 * Every document of the kind is read when the record is opened (it is not, where a row of it is of a kind that this program
 * does not know: `known`), and what comes after that from the journal as it is told:
 * nobody who judges or tells waits for the log.
 */
import { idIn, nameOf, prefixOf, type DocName, type DocumentKind } from '@tablee/shared/documents'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Clock } from '../clock.ts'
import { commandEntry } from '../journal/command.ts'
import type { Journal, JournalRow } from '../journal/port.ts'
import { needsOf } from './known.ts'

/** Who acts, as it stands in the journal. */
export type Hand = { readonly author: string; readonly device: string }
export type Change<Row, Id extends string> = {
  readonly id: Id
  readonly row: Row
  readonly at: number
  readonly by: Hand
}
/** Sees the state that the row would follow, and must only look. */
export type Judge<State> = (now: State) => Problem | null

export type RecordOf<Row, State, Id extends string> = {
  /** As committed: what anybody may be told. */
  readonly state: (id: Id) => State
  /** With what is on its way to the disk: what another command is judged by. */
  readonly staged: (id: Id) => State
  /** Whether this device's command of this name has taken effect. */
  readonly done: (id: Id, command: string, by: Pick<Hand, 'device'>) => boolean
  /** What becomes of it if it was sent before, done or under way; null if this is the first time. */
  readonly sent: (id: Id, command: string, by: Pick<Hand, 'device'>) => Promise<Result<null>> | null
  /**
   * `ok` after COMMIT. Who is refused because of what is still under way hears it when that has landed; if it does not
   * land, `journal-unavailable`: come again.
   */
  readonly append: (id: Id, row: Row, by: Hand, judge?: Judge<State>) => Promise<Result<null>>
  /** All documents of the kind that have a row. */
  readonly list: () => readonly Id[]
  /** Called after COMMIT with every row, in the order of the log. */
  readonly onChange: (listener: (change: Change<Row, Id>) => void) => () => void
  /**
   * Rows were rewritten (erasure) or came otherwise: read anew, of one document or all. Until that is done, what was known
   * before counts, with all that lands meanwhile; what is under way stays known.
   */
  readonly reread: (id?: Id) => Promise<void>
  readonly close: () => void
}

type Options<Row, State> = {
  readonly journal: Journal
  readonly clock: Clock
  readonly kind: DocumentKind
  /** Null for a row of another record in the same document; what no record knows opens none (`known`). */
  readonly read: (text: string) => Row | null
  readonly empty: State
  /** A new state: the one before may still be judged by. `at` is the row's time, or now while it is under way. */
  readonly fold: (before: State, row: Row, at: number) => State
  /** The same of all rows from the beginning, where that can be had without a new state for each. */
  readonly foldAll?: (rows: Iterable<{ readonly row: Row; readonly at: number }>) => State
}

/** What the rows of a document say. */
type Known<State> = {
  readonly state: State
  /** The last row that is in it. */
  readonly seq: number
  readonly done: Set<string>
}
type Log<State> = {
  known: Known<State>
  /** What lands while it is being read, which the reading may miss; null while it is not. */
  meanwhile: JournalRow[] | null
  /** One reading after the other: an older one that ends later would bring back what was rewritten. */
  reading: Promise<void>
  /** With the rows under way; null while there are none. */
  ahead: { readonly state: State; readonly setbacks: number } | null
  flying: number
  /** The row that was staged last: where it lands, all before it have. */
  last: Promise<Result<null>>
  readonly underWay: Map<string, Promise<Result<null>>>
}

const commandOf = (command: string, { device }: Pick<Hand, 'device'>): string => `${device} ${command}`

/**
 * Rejects where the log cannot be read. Commands are named by their device and the row's own `command`. Close it before
 * the journal.
 */
export async function openRecord<Row extends { readonly command: string }, State, Id extends string>({
  journal,
  clock,
  kind,
  read,
  empty,
  fold,
  foldAll = (rows) => {
    let state = empty
    for (const { row, at } of rows) state = fold(state, row, at)
    return state
  },
}: Options<Row, State>): Promise<RecordOf<Row, State, Id>> {
  const logs = new Map<Id, Log<State>>()
  const listeners = new Set<(change: Change<Row, Id>) => void>()
  const text = new TextDecoder()
  function rowOf(stored: JournalRow): Row | null {
    if (stored.kind !== 'command') return null
    const row = read(text.decode(stored.data))
    // Another record's in the same document, or one of before: else nothing is guessed.
    if (row === null) needsOf(stored)
    return row
  }

  function logOf(id: Id): Log<State> {
    const found = logs.get(id)
    if (found !== undefined) return found
    const log: Log<State> = {
      known: { state: empty, seq: 0, done: new Set() },
      meanwhile: null,
      reading: Promise.resolve(),
      ahead: null,
      flying: 0,
      last: Promise.resolve(ok(null)),
      underWay: new Map(),
    }
    logs.set(id, log)
    return log
  }

  function* commandsIn(
    rows: Iterable<JournalRow>,
    done: Set<string>,
  ): Iterable<{ readonly row: Row; readonly at: number }> {
    for (const each of rows) {
      const row = rowOf(each)
      if (row === null) continue
      done.add(commandOf(row.command, each))
      yield { row, at: each.at }
    }
  }

  async function readAnew(id: Id, log: Log<State>): Promise<void> {
    const meanwhile: JournalRow[] = []
    log.meanwhile = meanwhile
    try {
      const rows: JournalRow[] = []
      for await (const row of journal.commands(nameOf(kind, id))) rows.push(row)
      const last = rows.at(-1)?.seq ?? 0
      rows.push(...meanwhile.filter(({ seq }) => seq > last))
      const done = new Set<string>()
      // In the turn in which the reading ended: nothing lands in between.
      log.known = { state: foldAll(commandsIn(rows, done)), seq: rows.at(-1)?.seq ?? 0, done }
      unread.delete(id)
    } finally {
      log.meanwhile = null
    }
  }

  function reread(id: Id): Promise<void> {
    const log = logOf(id)
    const anew = (): Promise<void> => readAnew(id, log)
    log.reading = log.reading.then(anew, anew)
    return log.reading
  }

  const all = (): readonly Id[] => journal.documents(prefixOf(kind)).flatMap((name) => idIn<Id>(kind, name) ?? [])
  /** What they say so far is nothing that a row could follow. */
  const unread = new Set(all())
  const stop = journal.follow((row) => {
    const id = idIn<Id>(kind, row.doc)
    if (id === null || row.kind !== 'command') return
    const log = logOf(id)
    log.meanwhile?.push(row)
    if (unread.has(id)) return
    const { known } = log
    if (row.seq > known.seq) {
      let { state } = known
      for (const one of commandsIn([row], known.done)) state = fold(state, one.row, one.at)
      log.known = { ...known, state, seq: row.seq }
    }
    const command = rowOf(row)
    if (command === null) return
    const change = { id, row: command, at: row.at, by: { author: row.author, device: row.device } }
    for (const listener of listeners) listener(change)
  })
  await Promise.all([...unread].map(reread))

  /** What was under way when something did not land is not coming: what is committed is the truth again. */
  const aheadOf = ({ ahead }: Log<State>): State | null =>
    ahead !== null && ahead.setbacks === journal.setbacks() ? ahead.state : null
  const stagedOf = (log: Log<State>): State => aheadOf(log) ?? log.known.state

  function sent(log: Log<State>, name: string): Promise<Result<null>> | null {
    return log.known.done.has(name) ? Promise.resolve(ok(null)) : (log.underWay.get(name) ?? null)
  }

  async function refused(log: Log<State>, objection: Problem): Promise<Result<null>> {
    const rests = aheadOf(log) === null ? ok(null) : await log.last
    return rests.ok ? fail(objection) : rests
  }

  async function land(log: Log<State>, doc: DocName, row: Row, by: Hand): Promise<Result<null>> {
    const appended = await journal.append(commandEntry(doc, row, by))
    log.flying -= 1
    if (log.flying === 0) log.ahead = null
    return appended.ok ? ok(null) : fail({ code: 'journal-unavailable' })
  }

  return {
    // An id that somebody made up opens no log.
    state: (id) => logs.get(id)?.known.state ?? empty,
    staged(id) {
      const log = logs.get(id)
      return log === undefined ? empty : stagedOf(log)
    },
    done: (id, command, by) => logs.get(id)?.known.done.has(commandOf(command, by)) ?? false,
    sent(id, command, by) {
      const log = logs.get(id)
      return log === undefined ? null : sent(log, commandOf(command, by))
    },
    append(id, row, by, judge = () => null) {
      const log = logOf(id)
      const name = commandOf(row.command, by)
      const before = sent(log, name)
      if (before !== null) return before
      const now = stagedOf(log)
      const objection = judge(now)
      if (objection !== null) return refused(log, objection)
      log.ahead = { state: fold(now, row, clock()), setbacks: journal.setbacks() }
      log.flying += 1
      const landing = land(log, nameOf(kind, id), row, by)
      log.last = landing
      log.underWay.set(name, landing)
      void landing.then(() => log.underWay.delete(name))
      return landing
    },
    list: all,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async reread(id) {
      await Promise.all((id === undefined ? all() : [id]).map(reread))
    },
    close: stop,
  }
}

/** The same record, of which every row is first what `change` makes of it, or is not taken. */
export const changing = <Row extends { readonly command: string }, State, Id extends string>(
  record: RecordOf<Row, State, Id>,
  change: (row: Row) => Row | Problem,
): RecordOf<Row, State, Id> => ({
  ...record,
  append(id, row, by, judge) {
    // Done before it became what is not taken: it stands.
    const sent = record.sent(id, row.command, by)
    if (sent !== null) return sent
    const next = change(row)
    // A row may be about a code: only a row has a command.
    return 'command' in next ? record.append(id, next, by, judge) : Promise.resolve(fail(next))
  },
})
