/** A dialogue of this file that moves into a cluster: its hall is closed meanwhile, and opened again where it stays. */
import { newId, type DialogueId } from '@tablee/shared/ids'
import type { MoveAnswer } from '@tablee/shared/wire/moving'
import type { Move } from '../http/move-routes.ts'
import { migratePostgres } from '../journal/postgres/schema.ts'
import { connect, unanswered } from '../move/connect.ts'
import { markIn } from '../move/file-mark.ts'
import { NotMoved, Undecided } from '../move/claim.ts'
import { placeOf } from '../move/mark.ts'
import { moveOut, orCancelled, type Out } from '../move/out.ts'
import { Elsewhere, settleMoves } from '../move/settle.ts'
import type { Hall } from './hall.ts'
import type { Halls } from './halls.ts'
import { migrations } from './migrations.ts'
import type { Shared } from './shared.ts'
import { needsIn } from '../backup/rows.ts'

const soon = 5_000

const said = (says: string, moved = false): MoveAnswer => ({ moved, says })

/** What of it is to be known before its hall is closed; tests kill whoever moves it. */
export function outOf(
  hall: Hall,
  shared: Pick<Shared, 'database' | 'key' | 'directory' | 'kept'>,
  folder: string,
): Out {
  const { dialogue, journal, dialogues } = hall
  const { title = '', lang = 'en', opensAt = 0, closesAt = 0 } = dialogues.dialogue(dialogue) ?? {}
  const { database, key, directory } = shared
  return {
    dialogue,
    database,
    migrations,
    folder,
    key,
    others: journal.documents(''),
    about: { needs: needsIn(database, dialogue), incarnation: journal.incarnation, title, lang, opensAt, closesAt },
    leads: directory.all?.(dialogue) ?? [],
    kept: shared.kept,
  }
}

/** As a person reads it, and never what opens the database. */
function failed(cause: unknown, signal: AbortSignal): MoveAnswer {
  if (cause instanceof NotMoved || cause instanceof Undecided) return said(cause.message)
  if (signal.aborted) return said('Cancelled. The dialogue is here as before. What was copied is taken away again.')
  const why = unanswered(cause) ?? (cause instanceof Error ? cause.message : String(cause))
  return said(`The dialogue is here as before: ${why}`)
}

/** `folder` null: everything is in memory, and nothing is carried anywhere. `open`: as `settleMoves` answered at the start. */
export function movingIn(
  halls: Halls,
  shared: Pick<Shared, 'database' | 'key' | 'directory' | 'kept' | 'random' | 'logger'>,
  folder: string | null,
  open: readonly DialogueId[],
) {
  const { database, random, logger } = shared
  let tending: Promise<void> | null = null
  let moving = false
  let unsettled = open
  /** ms: a line that hangs is given up soon, and a copy of which half is there may be gigabytes that go. */
  let waits = soon
  async function settle(of: string): Promise<void> {
    const before = unsettled
    unsettled = await settleMoves(database, of, waits)
    waits = unsettled.length === 0 ? soon : Math.min(60_000, 2 * waits)
    for (const dialogue of before) if (!unsettled.includes(dialogue)) await halls.enter(dialogue).catch(() => undefined)
  }
  /** Asks again about what nobody could say; what has stayed here is opened. Never about a move that goes on just now. */
  async function tend(): Promise<void> {
    if (folder === null || moving || tending !== null || unsettled.length === 0) return
    tending = settle(folder).finally(() => (tending = null))
    await tending
  }
  const carry: Move = async ({ dialogue, to, at }, { signal, onPart, onDecided }) => {
    if (folder === null) return said('This server keeps everything in memory: there is nothing to carry.')
    if (!URL.canParse(to) || !/^postgres(ql)?:$/.test(new URL(to).protocol))
      return said('The cluster’s database has an address such as postgres://tablee@db.example.org/tablee.')
    const mark = markIn(database, dialogue)
    if (mark?.is === 'moved') return said(new Elsewhere(dialogue, mark.where).message, true)
    if (mark !== null && (await settleMoves(database, folder, 5_000, to)).includes(dialogue))
      return said(new Elsewhere(dialogue, null).message)
    unsettled = unsettled.filter((one) => one !== dialogue)
    const [other] = unsettled
    if (other !== undefined) return said(`${new Elsewhere(other, null).message} Until then no other one can be moved.`)
    const hall = await halls.enter(dialogue).catch(() => null)
    if (hall === null || hall.dialogues.dialogue(dialogue) === null) {
      const now = markIn(database, dialogue)
      if (now?.is === 'moved') return said(new Elsewhere(dialogue, now.where).message, true)
      if (hall !== null) await halls.leave(dialogue)
      return said(`There is no dialogue ${dialogue} here that can be opened.`)
    }
    const out = outOf(hall, shared, folder)
    const sql = connect(to)
    try {
      await orCancelled(signal, migratePostgres(sql))
      const cluster = { sql, url: to, where: at ?? placeOf(to) }
      const running = { signal, onPart }
      const { documents, bytes } = await halls.mayMove(dialogue, () =>
        moveOut(out, cluster, newId(random), running, onDecided),
      )
      logger.warn({ dialogue }, 'this dialogue was moved into a cluster')
      const lost = bytes.missing === 0 ? '' : ` ${bytes.missing} photos or films were missing here, too.`
      return said(
        `Moved to ${cluster.where}: ${documents} documents, each the same on both sides, and ${bytes.brought} photos and films.${lost} It is not served here any more.`,
        true,
      )
    } catch (cause) {
      if (cause instanceof Undecided) unsettled = [...unsettled, dialogue]
      return failed(cause, signal)
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  /** One after the other: a folder notes of one cluster how it is reached. */
  const move: Move = async (asked, running) => {
    if (moving) return said('A dialogue is being moved just now. Ask again when that is done.')
    moving = true
    try {
      await tending?.catch(() => undefined)
      return await carry(asked, running)
    } finally {
      moving = false
    }
  }
  return { move, tend }
}
