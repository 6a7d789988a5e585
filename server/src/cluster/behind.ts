/**
 * A log that is behind what was answered: Postgres was replaced by a standby that had not everything, or was restored to an
 * earlier moment. Whoever had the hall knows what it answered last, and compares it when its line is back and when its lease
 * is over; where something lacks it notes that in the database, and whoever opens the hall next begins a recovery, as after
 * a restore. Who opens a hall after its owner has died with the database has nothing to compare.
 */
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import type { Journal, JournalRow } from '../journal/port.ts'
import type { Ending } from '../journal/postgres/journal.ts'

/** What one owner of a hall was told to stand. */
export type Answered = {
  readonly dialogue: DialogueId
  /** The newest row of each document that it wrote to. */
  readonly rows: ReadonlyMap<DocName, JournalRow>
  /** The newest change beside the log. */
  readonly laid: () => number
}

/** From the moment on in which nobody has written to it. */
export function answeredOf(dialogue: DialogueId, journal: Pick<Journal, 'follow'> & Pick<Ending, 'laid'>): Answered {
  const rows = new Map<DocName, JournalRow>()
  journal.follow((row) => void rows.set(row.doc, row))
  return { dialogue, rows, laid: journal.laid }
}

/**
 * Whether something of it stands no more: a row that is not there, or is another one there, in a document that is not said
 * to have moved away. What a checkpoint has packed by now stands. Rejects where the database does not answer.
 */
async function lacks(sql: Sql, { dialogue, rows, laid }: Answered): Promise<boolean> {
  // By what a row is known: what it says may have been erased since.
  const asked = [...rows.values()].map(({ doc, epoch, seq, at, server }) => ({
    d: doc,
    e: epoch,
    s: seq,
    a: at,
    w: server,
  }))
  const [found] = await sql<{ lacks: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM tablee.hall WHERE dialogue = ${dialogue} AND moved IS NULL) AND (
      coalesce((SELECT max(n) FROM tablee.beside WHERE dialogue = ${dialogue}), 0) < ${laid()}
      OR EXISTS (
        SELECT 1 FROM json_to_recordset(${JSON.stringify(asked)}::text::json) AS g(d text, e integer, s bigint, a bigint, w text)
          LEFT JOIN tablee.document AS doc ON doc.dialogue = ${dialogue} AND doc.name = g.d
         WHERE doc.id IS NULL
            OR NOT EXISTS (
              SELECT 1 FROM tablee.journal_row AS own
               WHERE own.document = doc.id AND own.epoch = g.e AND own.seq = g.s AND own.at = g.a AND own.server = g.w)
           AND NOT EXISTS (
              SELECT 1 FROM tablee.segment AS packed
               WHERE packed.document = doc.id AND packed.epoch = g.e AND g.s BETWEEN packed.first AND packed.last)
      )
    ) AS lacks
  `
  return found?.lacks === true
}

/** ms: until it is asked again, and how often it is looked whether others said something. */
const [again, every] = [1_000, 2_000]

export type Behind = ReturnType<typeof createBehind>

/**
 * Of a node: what became of the halls that it had. `told`: this one is behind; `begins`: another node that had it before has
 * said so of one that is here, which is to be opened anew.
 */
export function createBehind({
  sql,
  node,
  told,
  here,
  begins,
}: {
  readonly sql: Sql
  readonly node: string
  readonly told: (dialogue: DialogueId) => void
  readonly here: () => readonly DialogueId[]
  readonly begins: (dialogue: DialogueId) => void
}) {
  const comparing = new Map<DialogueId, Promise<void>>()
  let closed = false

  async function look(answered: Answered): Promise<boolean> {
    if (!(await lacks(sql, answered))) return false
    await sql`INSERT INTO tablee.behind (dialogue, node) VALUES (${answered.dialogue}, ${node}) ON CONFLICT (dialogue) DO NOTHING`
    told(answered.dialogue)
    return true
  }
  async function untilAnswered(answered: Answered): Promise<void> {
    while (!closed)
      try {
        await look(answered)
        return
      } catch {
        await new Promise((next) => setTimeout(next, again))
      }
  }

  async function noted(): Promise<void> {
    const found = await sql<{ dialogue: DialogueId }[]>`SELECT dialogue FROM tablee.behind`
    for (const { dialogue } of found) if (here().includes(dialogue)) begins(dialogue)
  }
  const listening = setInterval(() => void noted().catch(() => undefined), every)
  listening.unref()

  return {
    /** True where it is behind, and that is noted: nobody may be answered there any more. Rejects where nothing answers. */
    look,
    /** The lease is over, and not by this node's own will. Goes on until the database has answered: what it knows is known nowhere else. */
    ended(answered: Answered): void {
      const before = comparing.get(answered.dialogue) ?? Promise.resolve()
      const done = before
        .then(() => untilAnswered(answered))
        .finally(() => comparing.get(answered.dialogue) === done && comparing.delete(answered.dialogue))
      comparing.set(answered.dialogue, done)
    },
    /** Before this node opens it again. */
    compared: (dialogue: DialogueId): Promise<void> => comparing.get(dialogue) ?? Promise.resolve(),
    noted,
    close(): void {
      closed = true
      clearInterval(listening)
    },
  }
}
