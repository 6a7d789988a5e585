/**
 * A log of commands and what it says: the one way in which anything that is not a Yjs document is kept. Each document of
 * the record's kind is a list of rows in the journal; its state is the fold over them and is kept nowhere else.
 *
 *     judge -> stage -> append -> COMMIT -> fold -> tell
 *
 * A row is judged by everything that was staged before it, in one synchronous turn with the staging: an `await` between
 * the two would let two votes of one seat both pass. What was staged and does not land takes everything staged behind it
 * along (`journal/port`, Entry), so that nothing stands on what is not there.
 * A command takes effect once, however often it is sent: a device names its own commands, and one that is under way is
 * waited for.
 */
import { idIn, nameOf, prefixOf, type DocName, type DocumentKind } from '@tablee/shared/documents'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Clock } from '../clock.ts'
import { commandEntry } from '../journal/command.ts'
import type { Journal, JournalRow } from '../journal/port.ts'

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
  /** Rows were rewritten (erasure) or came otherwise: read from them anew when it is asked for. */
  readonly forget: () => void
  readonly close: () => void
}

type Options<Row, State> = {
  readonly journal: Journal
  readonly clock: Clock
  readonly kind: DocumentKind
  /** Null for a row that this record does not know: it stays in the log and counts for nothing. */
  readonly read: (text: string) => Row | null
  readonly empty: State
  /** A new state: the one before may still be judged by. `at` is the row's time, or now while it is under way. */
  readonly fold: (before: State, row: Row, at: number) => State
  /** The same of all rows from the beginning, where that can be had without a new state for each. */
  readonly foldAll?: (rows: Iterable<{ readonly row: Row; readonly at: number }>) => State
}

type Log<State> = {
  state: State
  /** The last row that is in it. */
  seq: number
  /** With the rows under way; null while there are none. */
  ahead: { readonly state: State; readonly setbacks: number } | null
  flying: number
  /** The row that was staged last: where it lands, all before it have. */
  last: Promise<Result<null>>
  readonly done: Set<string>
  readonly underWay: Map<string, Promise<Result<null>>>
}

const commandOf = (command: string, { device }: Pick<Hand, 'device'>): string => `${device} ${command}`

export function openRecord<Row extends { readonly command: string }, State, Id extends string>({
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
}: Options<Row, State>): RecordOf<Row, State, Id> {
  const logs = new Map<Id, Log<State>>()
  const listeners = new Set<(change: Change<Row, Id>) => void>()
  const text = new TextDecoder()
  const rowOf = ({ kind: of, data }: JournalRow): Row | null => (of === 'command' ? read(text.decode(data)) : null)

  function open(id: Id): Log<State> {
    const known = logs.get(id)
    if (known !== undefined) return known
    const doc = nameOf(kind, id)
    const last = Promise.resolve(ok(null))
    const log: Log<State> = { state: empty, seq: 0, ahead: null, flying: 0, last, done: new Set(), underWay: new Map() }
    fill(log, doc)
    logs.set(id, log)
    return log
  }

  function fill(log: Log<State>, doc: DocName): void {
    log.seq = 0
    log.state = foldAll(rowsIn(log, journal.atOnce.commands(doc)))
  }

  function* rowsIn(log: Log<State>, rows: Iterable<JournalRow>): Iterable<{ readonly row: Row; readonly at: number }> {
    for (const row of rows) {
      const command = rowOf(row)
      log.seq = row.seq
      if (command === null) continue
      log.done.add(commandOf(command.command, row))
      yield { row: command, at: row.at }
    }
  }

  const stop = journal.follow((row) => {
    const id = idIn<Id>(kind, row.doc)
    if (id === null) return
    // Nobody asked yet: the journal holds this row already, and reading finds it.
    const log = logs.get(id)
    // Or read already, where somebody who heard of a row before it in the same group asked for the state.
    if (log !== undefined && row.seq > log.seq)
      for (const one of rowsIn(log, [row])) log.state = fold(log.state, one.row, one.at)
    const command = rowOf(row)
    if (command === null) return
    const change = { id, row: command, at: row.at, by: { author: row.author, device: row.device } }
    for (const listener of listeners) listener(change)
  })

  /** What was under way when something did not land is not coming: what is committed is the truth again. */
  const aheadOf = ({ ahead }: Log<State>): State | null =>
    ahead !== null && ahead.setbacks === journal.setbacks() ? ahead.state : null
  const stagedOf = (log: Log<State>): State => aheadOf(log) ?? log.state

  function sent(log: Log<State>, name: string): Promise<Result<null>> | null {
    return log.done.has(name) ? Promise.resolve(ok(null)) : (log.underWay.get(name) ?? null)
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
    state: (id) => open(id).state,
    staged: (id) => stagedOf(open(id)),
    done: (id, command, by) => open(id).done.has(commandOf(command, by)),
    sent: (id, command, by) => sent(open(id), commandOf(command, by)),
    append(id, row, by, judge = () => null) {
      const log = open(id)
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
    list: () => journal.documents(prefixOf(kind)).flatMap((name) => idIn<Id>(kind, name) ?? []),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    forget() {
      // What is under way stays known: the next row is judged by it, and it must not be taken twice.
      for (const [id, log] of logs)
        if (log.flying > 0) fill(log, nameOf(kind, id))
        else logs.delete(id)
    },
    close: stop,
  }
}
