/**
 * Out of a cluster into a file that nobody serves meanwhile. The cluster's owner is fenced and the mover has the dialogue; it
 * is copied and compared; then the cluster says that it has gone, which is the moment, and the file that it is served here.
 * Killed before that moment it is the cluster's, which takes it back by itself; after it, the file's at its next start.
 */
import type { DocName } from '@tablee/shared/documents'
import type { DialogueId } from '@tablee/shared/ids'
import { openBlobs } from '../blob/blobs.ts'
import { durableTables } from '../cluster/beside.ts'
import { isBroken, within } from '../postgres/answer.ts'
import { applyPatches } from '../store/patches.ts'
import { openDatabase, type Database } from '../store/database.ts'
import type { Migration } from '../store/migrate.ts'
import { besideDigest, besideIn, dropBeside, lastRestore, putBeside } from './beside.ts'
import { bytesIn } from './bytes.ts'
import { carryDocuments, throttled, type Running } from './carry.ts'
import { beginLeaving, giveBack, goOn, leave, NotMoved, settled, Undecided, type Moving } from './claim.ts'
import { clusterSide } from './cluster-side.ts'
import { anew } from './connect.ts'
import { toldSince } from '../recovery/incarnation.ts'
import { markIn, setMark } from './file-mark.ts'
import { dropFromFile, fileSide, intoFile } from './file-side.ts'
import { written, type Mark } from './mark.ts'
import { briefly, untilKnown, type Cluster, type Moved } from './out.ts'
import { dropPending, notePending } from './pending.ts'

export type Into = {
  readonly dialogue: DialogueId
  readonly database: Database
  readonly migrations: readonly Migration[]
  readonly folder: string
  /** Where it goes, as people are told of it. */
  readonly where: string
}

/** Every name that is this dialogue's in the cluster or, of before, in the file. */
function namesIn(database: Database, dialogue: DialogueId, brought: readonly DocName[]): Promise<readonly DocName[]> {
  return fileSide(database, dialogue, brought)
    .documents()
    .then((all) => all.map(({ name }) => name))
}

/** What was brought, or stands here of before, goes; with what it was before. */
export async function dropHere(
  database: Database,
  dialogue: DialogueId,
  brought: readonly DocName[],
  mark: Mark | null,
): Promise<void> {
  const names = await namesIn(database, dialogue, brought)
  database.transaction(() => {
    dropBeside(database, dialogue, names)
    dropFromFile(database, names)
    if (mark === null) database.prepare('DELETE FROM hall WHERE dialogue = ?').run(dialogue)
    else setMark(database, dialogue, mark)
  })
}

/** The mover's word that it is still there, every few seconds; `lost`: the cluster took the dialogue back. */
function keepOn(cluster: Cluster, moving: Moving, epoch: number) {
  const lost = new AbortController()
  const timer = setInterval(() => {
    goOn(cluster.sql, moving, epoch).then(
      (mine) => mine || lost.abort(new NotMoved('The cluster took the dialogue back meanwhile. Nothing was moved.')),
      () => undefined,
    )
  }, 2_000)
  return { signal: lost.signal, stop: () => clearInterval(timer) }
}

const brokeOff = 'The cluster did not answer for a while, so nothing was moved: the dialogue is there as before.'
const leftHere = 'What was copied here nobody serves: it goes with the next move, or when this folder is started.'

/** `restored`: the last restore, as the file counts it; `own`: of this dialogue alone, as the cluster does. */
async function carryBeside(
  { sql }: Cluster,
  into: Into,
  docs: readonly DocName[],
): Promise<{ readonly restored: number | null; readonly own: number | null }> {
  const { database, dialogue, migrations } = into
  const laid = await sql<{ changes: Uint8Array }[]>`
    SELECT changes FROM tablee.beside WHERE dialogue = ${dialogue} ORDER BY n`
  const from = openDatabase(':memory:', { migrations })
  try {
    applyPatches(
      from,
      laid.map(({ changes }) => changes),
    )
    const beside = new Map(durableTables.map((table) => [table, from.prepare(`SELECT * FROM ${table}`).all()]))
    const shift = Number(database.prepare('SELECT coalesce(max(id), 0) AS id FROM recovery').get()?.['id'])
    database.transaction(() => putBeside(database, beside, shift, dialogue))
    if (besideDigest(besideIn(database, dialogue, docs)) !== besideDigest(beside))
      throw new NotMoved('What lies beside the log is not the same on the other side. Nothing was moved.')
    const last = lastRestore(beside)
    const own = (beside.get('recovery') ?? []).flatMap((cells) =>
      cells['dialogue'] === dialogue ? Number(cells['id']) : [],
    )
    return { restored: last === null ? null : last + shift, own: own.length === 0 ? null : Math.max(...own) }
  } finally {
    from.close()
  }
}

/**
 * Throws, with the cluster as it was and nothing of it in the file, where it is not done: `NotMoved` has a sentence. `signal`
 * counts until the two sides were compared. Throws `Undecided` where the cluster was asked to give it away and does not say what
 * came of it: the file is told when it is asked again, by the next move or start.
 */
export async function moveIn(
  into: Into,
  cluster: Cluster,
  id: string,
  running: Running,
  onDecided: () => void = () => undefined,
  patience = briefly,
): Promise<Moved> {
  const { dialogue, database, folder } = into
  const { sql, url } = cluster
  const moving: Moving = { dialogue, id }
  const before = markIn(database, dialogue)
  const standing = await namesIn(database, dialogue, [])
  if (standing.length > 0 && before === null)
    throw new NotMoved(`The dialogue ${dialogue} is in this folder already. Nothing was changed.`)
  notePending(folder, { id, dialogue, url, where: into.where })
  let brought: readonly DocName[] = []
  let [begun, decided] = [false, false]
  const kept = before?.is === 'moved' ? before : null
  let on: ReturnType<typeof keepOn> | null = null
  try {
    const { epoch, incarnation, restored, needs } = await beginLeaving(sql, moving)
    on = keepOn(cluster, moving, epoch)
    const signal = AbortSignal.any([running.signal, on.signal])
    begun = true
    await dropHere(database, dialogue, [], kept)
    setMark(database, dialogue, { is: 'arriving', id, before: kept === null ? null : written(kept) })
    const onPart = throttled(running.onPart)
    const from = clusterSide(sql, dialogue)
    brought = (await from.documents()).map(({ name }) => name)
    const documents = await carryDocuments(
      from,
      fileSide(database, dialogue, brought),
      (stands) => ({ put: intoFile(database, stands), end: () => undefined }),
      { signal, onPart: (part) => onPart(part * 0.8) },
    )
    const restores = await carryBeside(cluster, into, documents)
    const bytes = await bytesIn({ database, dialogue, folder }, openBlobs(sql, dialogue, null), {
      signal,
      onPart: (part) => onPart(0.8 + part * 0.2),
    })
    database
      .prepare('UPDATE hall SET needs = ?, incarnation = ?, restored = ? WHERE dialogue = ?')
      .run(Math.max(1, needs), toldSince(incarnation, restored, restores.own), restores.restored, dialogue)
    signal.throwIfAborted()
    onDecided()
    decided = true
    await within(briefly, leave(sql, moving, epoch, into.where))
    setMark(database, dialogue, null)
    dropPending(folder)
    return { documents: documents.length, bytes }
  } catch (cause) {
    const asked = isBroken(cause) ? within(patience, untilKnown(url, moving, patience)) : settled(sql, moving)
    const done = await asked.catch(() => null)
    // Nobody answers: whether it has come, the next start of the folder asks. What was not asked for has not happened.
    if (done === null && !decided && (isBroken(cause) || running.signal.aborted))
      throw new NotMoved(`${brokeOff} ${leftHere}`, { cause })
    if (done === null) throw isBroken(cause) ? new Undecided(dialogue, cause) : cause
    if (done) setMark(database, dialogue, null)
    else {
      await anew(url, patience, (line) => giveBack(line, moving)).catch(() => undefined)
      if (begun) await dropHere(database, dialogue, brought, kept)
    }
    dropPending(folder)
    if (!done) throw isBroken(cause) ? new NotMoved(brokeOff, { cause }) : cause
    return { documents: brought.length, bytes: { brought: 0, missing: 0 } }
  } finally {
    on?.stop()
  }
}
