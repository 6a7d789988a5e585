/**
 * The one line in which rows wait for the disk. What is handed over in one turn of the event loop is a group: one call of
 * the durable step. What arrives meanwhile is the next group; no timer makes anybody wait. A group that does not land takes
 * everything behind it along, because that was judged by rows which are not there.
 */
import type { Claim, JournalSequencer, Staged } from './sequencer.ts'
import type { Alarm } from './history.ts'
import type { Asked } from './patient.ts'
import type { Appended, Entry, JournalRow, Rewriting } from './port.ts'

/**
 * Keeps a group whole, or throws or rejects and has kept nothing of it, or rejects with `Unanswered`. Null: it is on the
 * disk already. The same group once more (the same documents, epochs and seqs) finds that it stands there, and is kept.
 */
export type Step = (rows: readonly Staged[], claims: readonly Claim[]) => Promise<void> | null

/** The log gave no answer: what it was handed may stand there or not. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

export type Keeper = {
  readonly step: Step
  /**
   * The last chance of a process that ends: what the step was given is on the disk when this returns, or it throws. A log
   * that has to be waited for gives a promise, and whoever ends the process waits for `close`.
   */
  settle(): void | Promise<void>
  /** Erasure: all of it or nothing; asked again where there was no answer. Never while a group is under way. */
  rewrite(changes: readonly Rewriting[]): Promise<number>
}
/** Around the keeper and around what is asked: a second laptop; a log that is slow or fails, in tests. */
export type Through = {
  readonly keeper: (keeper: Keeper) => Keeper
  readonly asked?: ((log: Asked) => Asked) | undefined
}

/** Bounds of one group, so that one transaction never holds the event loop for more than some 20 ms. */
const most = { rows: 512, bytes: 4 * 1024 * 1024 }

/** A group that got no answer is handed again at once, then after pauses that double. */
const pauses = { first: 10, longest: 1_000 } as const

type Waiting = { readonly staged: Staged; readonly answer: (appended: Appended) => void }
type Group = {
  readonly waiting: readonly Waiting[]
  readonly rows: readonly Staged[]
  readonly claims: readonly Claim[]
  /** How often the log gave no answer. */
  unanswered: number
}

const noMore = (): void => {}

/** What flies while the log is rewritten. */
const nothing: Group = { waiting: [], rows: [], claims: [], unanswered: 0 }

const unavailable = (cause: unknown): Appended => ({ ok: false, problem: { code: 'unavailable', cause } })

/** The next group: as much of the line as its bounds let through. */
function groupFrom(line: Waiting[], sequencer: JournalSequencer): Group {
  let bytes = 0
  let count = 0
  for (const { staged } of line) {
    bytes += staged.row.data.length
    if (count > 0 && (count >= most.rows || bytes > most.bytes)) break
    count += 1
  }
  const waiting = line.splice(0, count)
  const rows = waiting.map(({ staged }) => staged)
  return { waiting, rows, claims: sequencer.claimsWith(rows), unanswered: 0 }
}

/** Asked again as long as no answer comes; null: there is nobody to ask any more. */
async function untilAnswered<T>(ask: () => Promise<T> | null): Promise<T> {
  for (let last: unknown = new Error('the journal is closed'); ; ) {
    const asked = ask()
    if (asked === null) throw last
    try {
      return await asked
    } catch (cause) {
      if (!(cause instanceof Unanswered)) throw cause
      last = cause
    }
  }
}

/** Who is told of each row that is on the disk; one that throws keeps it from nobody. */
function followers(alarm: Alarm) {
  const listeners = new Set<(row: JournalRow) => void>()
  return {
    follow(listener: (row: JournalRow) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(row: JournalRow): void {
      for (const listener of listeners) {
        try {
          listener(row)
        } catch (cause) {
          alarm('journal: a listener threw', { doc: row.doc, seq: row.seq, cause })
        }
      }
    },
    leave: (): void => listeners.clear(),
  }
}

/** How many rows are answered, and who waits until so many are. */
function answers() {
  let count = 0
  let waiting: { readonly after: number; readonly done: () => void }[] = []
  return {
    count: (): number => count,
    more(rows: number): void {
      count += rows
      const ready = waiting.filter(({ after }) => after <= count)
      waiting = waiting.filter(({ after }) => after > count)
      for (const { done } of ready) done()
    },
    reach: (after: number): Promise<void> =>
      count >= after ? Promise.resolve() : new Promise((done) => waiting.push({ after, done })),
  }
}

/**
 * Appending never rejects: what does not land is `unavailable`, and `setbacks` counts each group that was lost. Rows
 * are told before their senders are answered. `close` lands what waits, synchronously where the log answers at once.
 */
export function createQueue(sequencer: JournalSequencer, keeper: Keeper, alarm: Alarm) {
  const { follow, tell, leave } = followers(alarm)
  let waiting: Waiting[] = []
  /** Handed to the step and not yet answered by it: no other group begins, and nobody reads it. */
  let flying: Group | null = null
  /** The flying group got no answer and is to be handed again. */
  let again: ReturnType<typeof setTimeout> | null = null
  /** Who waits to rewrite what is kept, and after how many answers their turn comes. */
  const turns: { readonly after: number; readonly begin: () => void; readonly never: (cause: Error) => void }[] = []
  /** What is done in its turn, and never rejects. */
  let working: Promise<void> = Promise.resolve()
  let scheduled = false
  let closed = false
  let setbacks = 0
  let accepted = 0
  const answered = answers()
  const settled = (): Promise<void> => answered.reach(accepted)

  function hand(group: Group): void {
    flying = group
    again = null
    let onDisk: Promise<void> | null
    try {
      onDisk = keeper.step(group.rows, group.claims)
    } catch (cause) {
      return lost(group, cause)
    }
    if (onDisk === null) return landed(group)
    onDisk.then(
      () => flying === group && landed(group),
      (cause: unknown) => {
        if (flying !== group) return
        if (cause instanceof Unanswered) unanswered(group, cause)
        else lost(group, cause)
      },
    )
  }

  /** It may stand there: only the same group once more tells. Until then nothing behind it begins and nobody is answered. */
  function unanswered(group: Group, cause: Unanswered): void {
    if (closed) return // `settle` says what became of it
    const pause = group.unanswered === 0 ? 0 : Math.min(pauses.longest, pauses.first * 2 ** group.unanswered)
    group.unanswered += 1
    if (group.unanswered === 3) alarm('journal: the log gives no answer', { cause })
    again = setTimeout(() => hand(group), pause)
  }

  function flush(): void {
    scheduled = false
    if (closed || flying !== null) return // it flushes again when it has landed
    if (turns[0] !== undefined && turns[0].after <= answered.count()) {
      flying = nothing
      turns.shift()?.begin()
      return
    }
    const group = groupFrom(waiting, sequencer)
    if (group.rows.length > 0 || group.claims.length > 0) hand(group)
  }

  /** The group is on the disk: now it may be told and answered. */
  function landed({ waiting: group, rows, claims }: Group): void {
    flying = null
    sequencer.claimsKept(claims)
    sequencer.landed(rows)
    for (const { row } of rows) tell(row)
    for (const { staged, answer } of group) answer({ ok: true, row: staged.row })
    answered.more(group.length)
    if (waiting.length > 0 || turns.length > 0) schedule()
  }

  function lost({ waiting: group }: Group, cause: unknown): void {
    flying = null
    setbacks += 1
    const behind = waiting.splice(0)
    sequencer.lost()
    for (const { answer } of group) answer(unavailable(cause))
    for (const { staged, answer } of behind)
      answer(unavailable(new Error(`behind a row of ${staged.row.doc}`, { cause })))
    answered.more(group.length + behind.length)
    if (waiting.length > 0 || turns.length > 0) schedule()
  }

  /** Of a process that ends: the flying group is on the disk now, or lost; a promise, where that has to be waited for. */
  function end(group: Group): Promise<void> | null {
    const kept = (): void => void (flying === group && landed(group))
    const not = (cause: unknown): void => void (flying === group && lost(group, cause))
    try {
      const settling = keeper.settle()
      if (settling !== undefined) return Promise.all([settling, group === nothing ? working : null]).then(kept, not)
      kept()
    } catch (cause) {
      not(cause)
    }
    return null
  }

  /** Group after group, in this turn where the log answers at once. `claimed`: claims alone were handed over; once, kept or not. */
  function finish(claimed = false): Promise<void> | null {
    for (;;) {
      const ending = flying === null ? null : end(flying)
      if (ending !== null) return ending.then(() => finish(claimed) ?? undefined)
      const group = groupFrom(waiting, sequencer)
      if (group.rows.length === 0 && (claimed || group.claims.length === 0)) break
      claimed ||= group.rows.length === 0
      hand(group)
    }
    for (const { never } of turns.splice(0)) never(new Error('the journal is closed'))
    leave()
    return null
  }

  function schedule(): void {
    if (!scheduled) setImmediate(flush)
    scheduled = true
  }

  /** In the line, with no group under way; what is handed over meanwhile waits for it. `after`: before that goes on. */
  async function inTurn<T>(work: () => Promise<T>, after: () => void): Promise<T> {
    if (closed) throw new Error('the journal is closed')
    await new Promise<void>((begin, never) => {
      turns.push({ after: accepted, begin, never })
      schedule()
    })
    const done = work()
    working = done.then(noMore, noMore)
    try {
      return await done
    } finally {
      flying = null
      after()
      schedule()
    }
  }

  const rewrite = (changes: readonly Rewriting[]): Promise<number> =>
    inTurn(
      () => untilAnswered(() => (closed ? null : keeper.rewrite(changes))),
      () => changes.forEach(({ doc }) => sequencer.recount(doc)),
    )

  return {
    append(entry: Entry): Promise<Appended> {
      if (closed) return Promise.resolve(unavailable(new Error('the journal is closed')))
      try {
        const staged = sequencer.stage(entry)
        // What stands against it may be on its way: when it is answered, whoever catches up finds it there.
        if ('code' in staged) return settled().then(() => ({ ok: false, problem: staged }))
        return new Promise((answer) => {
          accepted += 1
          waiting.push({ staged, answer })
          schedule()
        })
      } catch (cause) {
        return Promise.resolve(unavailable(cause))
      }
    },
    /** A claim waits to be kept. */
    schedule,
    rewrite,
    inTurn,
    busy: (): boolean => flying !== null,
    setbacks: (): number => setbacks,
    follow,
    settled,
    /** Keeps what waits, and takes nothing more. Null: it is kept; a promise, of a log that has to be waited for. */
    close(): Promise<void> | null {
      closed = true
      if (again !== null) clearTimeout(again)
      if (flying !== null && again !== null) hand(flying)
      return finish()
    },
  }
}
