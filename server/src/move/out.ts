/**
 * Out of a file into a cluster. Nobody works on the dialogue meanwhile; it is copied and compared, and then three things
 * happen one after the other: the file says that it is leaving, the cluster that it has it, the file that it has gone. Killed
 * before the second it is the file's, after it the cluster's; which of the two, `settle` asks the cluster.
 */
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql } from 'postgres'
import type { ServerKey } from '../access/keys.ts'
import { openBlobs } from '../blob/blobs.ts'
import { durableTables } from '../cluster/beside.ts'
import { isKeyOf } from '../cluster/key.ts'
import { isBroken, within } from '../postgres/answer.ts'
import { applyPatches, wholePatch } from '../store/patches.ts'
import { openDatabase, type Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'
import { besideDigest, besideIn, lastRestore, putBeside } from './beside.ts'
import { bytesOut, type Bytes } from './bytes.ts'
import { carryDocuments, throttled, type Running } from './carry.ts'
import { arrive, beginArriving, NotMoved, settled, stillArriving, Undecided, type About, type Moving } from './claim.ts'
import { clusterSide, intoCluster } from './cluster-side.ts'
import { anew } from './connect.ts'
import { setMark } from './file-mark.ts'
import { fileSide } from './file-side.ts'
import { dropPending, notePending } from './pending.ts'

export type Lead = { readonly what: string; readonly id: string }
export type Out = {
  readonly dialogue: DialogueId
  readonly database: Database
  readonly migrations: readonly Migration[]
  readonly folder: string
  readonly key: ServerKey
  /** Documents whose names do not say whose they are. */
  readonly others: readonly DocName[]
  readonly about: Omit<About, 'restored'>
  /** What leads to it. */
  readonly leads: readonly Lead[]
  /** What was written to the file lies wherever it has to: on a second laptop, too. */
  readonly kept: () => Promise<void>
}
/** The cluster: `url` as it is reached, `where` as people are told of it. */
export type Cluster = { readonly sql: Sql; readonly url: string; readonly where: string }
export type Moved = { readonly documents: number; readonly bytes: Bytes }

/** Its cards are derived from the key: with another one none of them would open anything. */
async function sameKey(sql: Sql, key: ServerKey): Promise<void> {
  if (!(await isKeyOf(sql, key)))
    throw new NotMoved(
      'The cluster was made with another server.key: none of the printed cards would open anything there. Start its nodes with this folder’s server.key, or move to a database of its own. Nothing was changed.',
    )
}

/** The rows beside the log as one change, which is what the cluster lays over an empty database. */
async function carryBeside(sql: Sql, moving: Moving, { database, migrations }: Out, docs: readonly DocName[]) {
  const beside = besideIn(database, moving.dialogue, docs)
  const [own, empty, again] = [0, 1, 2].map(() => openDatabase(':memory:', { migrations })) as [
    Database,
    Database,
    Database,
  ]
  try {
    own.exec('PRAGMA foreign_keys = OFF')
    own.transaction(() => putBeside(own, beside, 0, null))
    const whole = wholePatch(own, durableTables, empty)
    if (whole === null) return
    await sql.begin(async (tx) => {
      await stillArriving(moving)(tx)
      await tx`INSERT INTO tablee.beside (dialogue, n, changes) VALUES (${moving.dialogue}, 1, ${Buffer.from(whole)})`
    })
    const [laid] = await sql<{ changes: Uint8Array }[]>`
      SELECT changes FROM tablee.beside WHERE dialogue = ${moving.dialogue}`
    applyPatches(again, laid === undefined ? [] : [laid.changes])
    const there = new Map(durableTables.map((table) => [table, again.prepare(`SELECT * FROM ${table}`).all()]))
    if (besideDigest(there) !== besideDigest(beside))
      throw new NotMoved('What lies beside the log is not the same on the other side. Nothing was moved.')
  } finally {
    for (const one of [own, empty, again]) one.close()
  }
}

async function lead(sql: Sql, moving: Moving, leads: readonly Lead[]): Promise<void> {
  for (let at = 0; at < leads.length; at += 1_000) {
    const rows = leads.slice(at, at + 1_000).map(({ what, id }) => ({ what, id, dialogue: moving.dialogue }))
    await sql.begin(async (tx) => {
      await stillArriving(moving)(tx)
      await tx`INSERT INTO tablee.lead ${tx(rows)} ON CONFLICT (what, id) DO UPDATE SET dialogue = excluded.dialogue`
    })
  }
}

/**
 * ms: for the answer that decides, too. It is a few words, which no line needs long for: the time of a page, two minutes, would
 * keep a hall closed for as long where the line is cut at that moment. And where nobody answered, nobody waits as long once more
 * to hear what is known anyhow.
 */
export const briefly = 10_000

/**
 * What becomes of a question that gets no answer: it is asked again, each time on another connection and for longer, until
 * somebody says what came of it. Throws `Undecided` where nobody does for so long: whoever stands at the terminal is told, and the
 * folder goes on asking.
 */
export async function untilKnown(url: string, moving: Moving, patience: number): Promise<boolean> {
  const until = performance.now() + patience
  for (let [waits, pause] = [briefly, 100]; ; waits *= 2, pause = Math.min(5_000, pause * 2)) {
    try {
      return await anew(url, Math.min(waits, patience), (sql) => settled(sql, moving))
    } catch {
      if (performance.now() > until) throw new Undecided(moving.dialogue)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

/** Whoever cancels does not wait for a cluster that hangs; how the work ends then nobody hears. */
export const orCancelled = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })

/** As a person reads it. `cleared`: nothing of it is there. */
const stayed = (cause: unknown, silent: boolean, cleared: boolean): unknown =>
  silent
    ? new NotMoved(
        `The cluster does not answer any more, so nothing was moved: the dialogue is here as before. ${cleared ? 'Nothing of it stayed there.' : 'What was copied nobody serves; it goes with the next move, or when this folder is started again.'}`,
        { cause },
      )
    : cause

/**
 * While nobody is in its hall and nobody else writes to the file. Throws, with the file as it was and nothing of it on the
 * cluster, where it is not done: `NotMoved` has a sentence. `signal` counts until the two sides were compared. Throws
 * `Undecided` where only the cluster knows, and does not say so for `patience` ms: then the file says that it is leaving.
 */
export async function moveOut(
  out: Out,
  { sql, url, where }: Cluster,
  id: string,
  running: Running,
  /** From here on nobody can end it. */
  onDecided: () => void = () => undefined,
  patience = 60_000,
): Promise<Moved> {
  const { dialogue, database, folder, about, others } = out
  const moving: Moving = { dialogue, id }
  await orCancelled(running.signal, sameKey(sql, out.key))
  notePending(folder, { id, dialogue, url, where })
  let [decided, arrived] = [false, false]
  let begun: Promise<void> = Promise.resolve()
  try {
    const from = fileSide(database, dialogue, others)
    const restored = lastRestore(besideIn(database, dialogue, []))
    const onPart = throttled(running.onPart)
    async function copy() {
      await (begun = beginArriving(sql, moving, { ...about, restored }))
      const documents = await carryDocuments(
        from,
        clusterSide(sql, dialogue),
        (stands) => intoCluster(sql, dialogue, stands, stillArriving(moving)),
        { signal: running.signal, onPart: (part) => onPart(part * 0.8) },
      )
      await carryBeside(sql, moving, out, documents)
      await lead(sql, moving, out.leads)
      const bytes = await bytesOut({ database, dialogue, folder }, openBlobs(sql, dialogue, null), {
        signal: running.signal,
        onPart: (part) => onPart(0.8 + part * 0.2),
      })
      return { documents, bytes }
    }
    const { documents, bytes } = await orCancelled(running.signal, copy())
    running.signal.throwIfAborted()
    onDecided()
    setMark(database, dialogue, { is: 'leaving', id, before: null })
    decided = true
    await out.kept()
    try {
      await within(briefly, arrive(sql, moving))
    } catch (cause) {
      // No answer is no answer: it may have arrived.
      if (!(await untilKnown(url, moving, patience))) throw cause
    }
    arrived = true
    setMark(database, dialogue, { is: 'moved', id, where })
    await out.kept()
    dropPending(folder)
    return { documents: documents.length, bytes }
  } catch (cause) {
    if (cause instanceof Undecided) throw cause
    // The cluster serves it, and the file could not say so: it still says that it is leaving, and the cluster is asked.
    if (arrived) throw new Undecided(dialogue, cause)
    // What was brought goes; where nobody answers, the next move or the next start of this folder takes it away.
    const ask = (): Promise<boolean> =>
      isBroken(cause) ? anew(url, briefly, (line) => settled(line, moving)) : settled(sql, moving)
    // Not before what makes its place there: that would stay.
    const asked = begun.then(ask, ask)
    const waited = isBroken(cause) || running.signal.aborted
    const cleared = await (waited ? within(Math.min(briefly, patience), asked) : asked).then(
      () => true,
      () => false,
    )
    if (cleared) dropPending(folder)
    if (decided) setMark(database, dialogue, null)
    throw stayed(cause, isBroken(cause) || (waited && !cleared), cleared)
  }
}
