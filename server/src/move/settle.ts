/** A move that was cut short, seen from a folder that is opened: what came of it the cluster knows, and says for ever. */
import type { DialogueId } from '@tablee/shared/ids'
import type { Database } from '../store/database.ts'
import { settled } from './claim.ts'
import { connect } from './connect.ts'
import { marked, markIn, setMark } from './file-mark.ts'
import { dropHere } from './in.ts'
import { placeOf, readMark } from './mark.ts'
import { dropPending, readPending, type Pending } from './pending.ts'

/** The hall is not served here: gone, or nobody knows yet. Says what to do. */
export class Elsewhere extends Error {
  override readonly name = 'Elsewhere'
  /** Null: it may be here. */
  readonly where: string | null
  constructor(dialogue: DialogueId, where: string | null) {
    super(
      where === null
        ? `The dialogue ${dialogue} was being moved when this stopped, and the cluster that knows what came of it does not answer. It is opened here, or not, when it does; nothing is lost.`
        : `The dialogue ${dialogue} has been moved to ${where}: it is not served here any more. What is here stays as it was then.`,
    )
    this.where = where
  }
}

/** Throws `Elsewhere`. */
export function mayServe(database: Database, dialogue: DialogueId): void {
  const mark = markIn(database, dialogue)
  if (mark !== null) throw new Elsewhere(dialogue, mark.is === 'moved' ? mark.where : null)
}

/**
 * Before the folder's halls are opened, and again as long as it answers any: every mark of a move under way is resolved, and
 * what half of one left on the cluster is gone. Those of which nobody says yet what came of them.
 */
export async function settleMoves(
  database: Database,
  folder: string,
  waits = 5_000,
  /** Where the cluster is asked, if the folder has lost its note of that. */
  url?: string,
): Promise<readonly DialogueId[]> {
  const underWay = () =>
    marked(database).flatMap((dialogue) => {
      const mark = markIn(database, dialogue)
      return mark === null || mark.is === 'moved' ? [] : [{ dialogue, ...mark }]
    })
  const [first] = underWay()
  const noted = readPending(folder)
  const pending = noted ?? (url === undefined || first === undefined ? null : { ...first, url, where: placeOf(url) })
  if (pending !== null) await ask(database, folder, pending, waits).catch(() => undefined)
  return underWay().map(({ dialogue }) => dialogue)
}

async function ask(database: Database, folder: string, pending: Pending, waits: number): Promise<void> {
  const sql = connect(pending.url, waits)
  const dialogue = pending.dialogue as DialogueId
  try {
    const done = await settled(sql, { dialogue, id: pending.id })
    const mark = markIn(database, dialogue)
    if (mark?.is === 'leaving' && mark.id === pending.id)
      setMark(database, dialogue, done ? { is: 'moved', id: mark.id, where: pending.where } : null)
    else if (mark?.is === 'arriving' && mark.id === pending.id) {
      if (done) setMark(database, dialogue, null)
      else await dropHere(database, dialogue, [], readMark(mark.before))
    }
    dropPending(folder)
  } finally {
    await sql.end({ timeout: 1 })
  }
}
