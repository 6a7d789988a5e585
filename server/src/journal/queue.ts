/**
 * The one line in which rows wait for the disk. What is handed over in one turn of the event loop is a group: one call of
 * the durable step. What arrives meanwhile is the next group; no timer makes anybody wait. A group that does not land takes
 * everything behind it along, because that was judged by rows which are not there.
 */
import type { Claim, Desk, Staged } from './desk.ts'
import type { Alarm } from './history.ts'
import type { Appended, Entry, JournalRow, Rewriting } from './port.ts'

/** Keeps a group whole, or throws or rejects and has kept nothing of it. Null: it is on the disk already. */
export type Step = (rows: readonly Staged[], claims: readonly Claim[]) => Promise<void> | null

export type Keeper = {
  readonly step: Step
  /** The last chance of a process that ends: what the step was given is on the disk when this returns, or it throws. */
  settle(): void
  /** Erasure: all of it or nothing. Never while a group is under way. */
  rewrite(changes: readonly Rewriting[]): Promise<number>
}
/** Around the keeper: a log that is slow or fails, in tests. */
export type Through = (keeper: Keeper) => Keeper

/** Bounds of one group, so that one transaction never holds the event loop for more than some 20 ms. */
const most = { rows: 512, bytes: 4 * 1024 * 1024 }

type Waiting = { readonly staged: Staged; readonly answer: (appended: Appended) => void }

const unavailable = (cause: unknown): Appended => ({ ok: false, problem: { code: 'unavailable', cause } })

export function createQueue(desk: Desk, keeper: Keeper, alarm: Alarm) {
  const listeners = new Set<(row: JournalRow) => void>()
  let waiting: Waiting[] = []
  /** Handed to the step and not yet on the disk: no other group begins, and nobody reads it. */
  let flying: readonly Waiting[] | null = null
  /** Who waits to rewrite what is kept, and after how many answers their turn comes. */
  const turns: { readonly after: number; readonly begin: () => void; readonly never: (cause: Error) => void }[] = []
  let scheduled = false
  let closed = false
  let setbacks = 0
  let accepted = 0
  let answered = 0
  let settling: { readonly after: number; readonly done: () => void }[] = []

  function next(): readonly Waiting[] {
    let bytes = 0
    let count = 0
    for (const { staged } of waiting) {
      bytes += staged.row.data.length
      if (count > 0 && (count >= most.rows || bytes > most.bytes)) break
      count += 1
    }
    return waiting.splice(0, count)
  }

  /** True where the group is on the disk, false where it is lost, else what to wait for. */
  function hand(group: readonly Waiting[]): boolean | Promise<void> {
    const rows = group.map(({ staged }) => staged)
    try {
      const claims = desk.claimsWith(rows)
      const onDisk = keeper.step(rows, claims)
      desk.claimsKept(claims)
      return onDisk ?? true
    } catch (cause) {
      lost(group, cause)
      return false
    }
  }

  function flush(): void {
    scheduled = false
    if (flying !== null) return // it flushes again when it has landed
    if (turns[0] !== undefined && turns[0].after <= answered) {
      flying = []
      turns.shift()?.begin()
      return
    }
    const group = next()
    if (group.length === 0 && !desk.claimsWait()) return
    const onDisk = hand(group)
    if (onDisk === true) landed(group)
    if (typeof onDisk === 'boolean') return
    flying = group
    onDisk.then(
      () => flying === group && landed(group),
      (cause: unknown) => flying === group && lost(group, cause),
    )
  }

  /** The group is on the disk: now it may be told and answered. */
  function landed(group: readonly Waiting[]): void {
    flying = null
    desk.landed(group.map(({ staged }) => staged))
    for (const { staged } of group) tell(staged.row)
    for (const { staged, answer } of group) answer({ ok: true, row: staged.row })
    count(group.length)
  }

  function lost(group: readonly Waiting[], cause: unknown): void {
    flying = null
    setbacks += 1
    const behind = waiting.splice(0)
    desk.lost()
    for (const { answer } of group) answer(unavailable(cause))
    for (const { staged, answer } of behind)
      answer(unavailable(new Error(`behind a row of ${staged.row.doc}`, { cause })))
    count(group.length + behind.length)
  }

  function count(more: number): void {
    answered += more
    const ready = settling.filter(({ after }) => after <= answered)
    settling = settling.filter(({ after }) => after > answered)
    for (const { done } of ready) done()
    if (waiting.length > 0 || turns.length > 0) schedule()
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(flush)
  }

  function tell(row: JournalRow): void {
    for (const listener of listeners) {
      try {
        listener(row)
      } catch (cause) {
        alarm('journal: a listener threw', { doc: row.doc, seq: row.seq, cause })
      }
    }
  }

  function settled(): Promise<void> {
    if (answered >= accepted) return Promise.resolve()
    return new Promise((done) => settling.push({ after: accepted, done }))
  }

  /** In the line, with no group under way; what is handed over meanwhile waits for it. */
  async function rewrite(changes: readonly Rewriting[]): Promise<number> {
    if (closed) throw new Error('the journal is closed')
    await new Promise<void>((begin, never) => {
      turns.push({ after: accepted, begin, never })
      schedule()
    })
    try {
      return await keeper.rewrite(changes)
    } finally {
      flying = null
      for (const { doc } of changes) desk.recount(doc)
      schedule()
    }
  }

  return {
    append(entry: Entry): Promise<Appended> {
      if (closed) return Promise.resolve(unavailable(new Error('the journal is closed')))
      try {
        const staged = desk.stage(entry)
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
    busy: (): boolean => flying !== null,
    setbacks: (): number => setbacks,
    follow(listener: (row: JournalRow) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    settled,
    /** Keeps what waits, and takes nothing more. */
    close(): void {
      closed = true
      const ends = (group: readonly Waiting[]): void => {
        try {
          keeper.settle()
          landed(group)
        } catch (cause) {
          lost(group, cause)
        }
      }
      if (flying !== null) ends(flying)
      while (waiting.length > 0) {
        const group = next()
        if (hand(group) !== false) ends(group)
      }
      if (desk.claimsWait()) hand([])
      for (const { never } of turns.splice(0)) never(new Error('the journal is closed'))
      listeners.clear()
    },
  }
}
