/**
 * What a cluster says of a move, each time in one transaction: whoever asks is told one thing for ever. A move is `done` or
 * it never happened; which of the two is decided where its row is, however often its mover, the file's server or another
 * mover asks at once.
 */
import type { DialogueId } from '@tablee/shared/ids'
import type { Sql, TransactionSql } from 'postgres'
import { silentFor } from '../postgres/answer.ts'
import { dropFromCluster } from './cluster-side.ts'
import { readMark, written } from './mark.ts'

/** A sentence for whoever moves; nothing was changed. */
export class NotMoved extends Error {
  override readonly name = 'NotMoved'
}

/** Whether it has moved the cluster alone knows, and it does not answer: the dialogue is served here, or not, when it does. */
export class Undecided extends Error {
  override readonly name = 'Undecided'
  constructor(dialogue: DialogueId, cause?: unknown) {
    super(
      `The cluster gave no answer to the last question, and only that says whether the dialogue ${dialogue} has moved. Nothing is lost: whoever serves this folder asks again until it answers. Ask once more with the same command to hear what came of it.`,
      { cause },
    )
  }
}

/** What a cluster knows of a hall before it is opened. */
export type About = {
  readonly needs: number
  /** By which devices know the data; what restores made of it since counts from `restored` on. */
  readonly incarnation: string
  readonly restored: number | null
  readonly title: string
  readonly lang: string
  readonly opensAt: number
  readonly closesAt: number
}
export type Moving = { readonly dialogue: DialogueId; readonly id: string }

/**
 * ms: a line that is cut in the middle of such a transaction leaves a session behind that holds the hall's row, and nobody hears
 * what came of the move, nor has the hall, before it is gone. Each has a few words, and none of them is a page.
 */
const silence = 5_000
const inOne = <T>(sql: Sql, work: (tx: TransactionSql) => Promise<T>) =>
  sql.begin(async (tx) => {
    await silentFor(tx, silence)
    return work(tx)
  })

const nodeOf = (id: string): string => `move ${id}`

/** The hall is locked until the transaction ends. */
async function hallIn(tx: TransactionSql, dialogue: DialogueId) {
  const [hall] = await tx<{ moved: string | null; epoch: string }[]>`
    SELECT moved, epoch FROM tablee.hall WHERE dialogue = ${dialogue} FOR UPDATE`
  return hall === undefined ? null : { epoch: Number(hall.epoch), mark: readMark(hall.moved), moved: hall.moved }
}
const isArriving = (hall: Awaited<ReturnType<typeof hallIn>>, id: string): boolean =>
  hall?.mark?.is === 'arriving' && hall.mark.id === id

/** Into a cluster: from now on there is a place for it that nobody serves. Throws `NotMoved` where it is served there. */
export async function beginArriving(sql: Sql, { dialogue, id }: Moving, about: About): Promise<void> {
  await inOne(sql, async (tx) => {
    await tx`INSERT INTO tablee.hall (dialogue, moved) VALUES (${dialogue}, ${written({ is: 'arriving', id, before: null })})
             ON CONFLICT (dialogue) DO NOTHING`
    const hall = await hallIn(tx, dialogue)
    if (hall === null || hall.mark === null || hall.mark.is === 'leaving')
      throw new NotMoved(`The dialogue ${dialogue} is on the cluster already. Nothing was changed.`)
    // A mover that died, or one that is too slow: it hears of it at its next page.
    const before = hall.mark.is === 'arriving' ? hall.mark.before : hall.moved
    await tx`DELETE FROM tablee.move WHERE dialogue = ${dialogue} AND NOT done`
    await tx`INSERT INTO tablee.move (id, dialogue) VALUES (${id}, ${dialogue})`
    await dropFromCluster(tx, dialogue)
    await tx`
      UPDATE tablee.hall SET moved = ${written({ is: 'arriving', id, before })}, node = NULL, address = NULL, next = NULL,
        until = '-infinity', epoch = epoch + 1, needs = ${about.needs}, incarnation = ${about.incarnation},
        restored = ${about.restored}, title = ${about.title}, lang = ${about.lang}, opens_at = ${about.opensAt},
        closes_at = ${about.closesAt}
      WHERE dialogue = ${dialogue}`
  })
}

/** Within each transaction that brings something: throws `NotMoved` where another mover came. */
export const stillArriving =
  ({ dialogue, id }: Moving) =>
  async (tx: TransactionSql): Promise<void> => {
    const [hall] = await tx<{ moved: string | null }[]>`
      SELECT moved FROM tablee.hall WHERE dialogue = ${dialogue} FOR SHARE`
    const mark = readMark(hall?.moved ?? null)
    if (mark?.is !== 'arriving' || mark.id !== id)
      throw new NotMoved('Another move of this dialogue has begun. Nothing of this one stays.')
  }

/** The moment from which the cluster has it. Throws `NotMoved` where this move was given up by somebody. */
export async function arrive(sql: Sql, { dialogue, id }: Moving): Promise<void> {
  await inOne(sql, async (tx) => {
    const hall = await hallIn(tx, dialogue)
    const done = await tx`UPDATE tablee.move SET done = true WHERE id = ${id} AND NOT done RETURNING id`
    if (done.length === 0 || !isArriving(hall, id)) throw new NotMoved('This move was given up.')
    await tx`UPDATE tablee.hall SET moved = NULL WHERE dialogue = ${dialogue}`
  })
}

/** Whether it has happened. From then on it has for ever, or never will: what was brought goes. */
export async function settled(sql: Sql, { dialogue, id }: Moving): Promise<boolean> {
  return await inOne(sql, async (tx) => {
    const hall = await hallIn(tx, dialogue)
    const [move] = await tx<{ done: boolean }[]>`SELECT done FROM tablee.move WHERE id = ${id} FOR UPDATE`
    if (move?.done === true) return true
    await tx`DELETE FROM tablee.move WHERE id = ${id}`
    if (isArriving(hall, id) && hall?.mark?.is === 'arriving') {
      const { before } = hall.mark
      await dropFromCluster(tx, dialogue)
      if (before === null) await tx`DELETE FROM tablee.hall WHERE dialogue = ${dialogue}`
      else await tx`UPDATE tablee.hall SET moved = ${before} WHERE dialogue = ${dialogue}`
    }
    return false
  })
}

/** How long a cluster waits for a mover that says nothing before it serves the dialogue again. */
const ttl = 15_000

/**
 * Out of a cluster: nobody but this mover has the dialogue, and its owner's next row is refused. Throws `NotMoved` where it
 * is not there. The epoch, which is this mover's as long as it says `goOn`.
 */
export async function beginLeaving(sql: Sql, { dialogue, id }: Moving): Promise<{ readonly epoch: number } & About> {
  return await inOne(sql, async (tx) => {
    const hall = await hallIn(tx, dialogue)
    if (hall === null) throw new NotMoved(`There is no dialogue ${dialogue} on the cluster.`)
    if (hall.mark?.is === 'moved') throw new NotMoved(`The dialogue ${dialogue} has been moved to ${hall.mark.where}.`)
    if (hall.mark !== null) throw new NotMoved(`The dialogue ${dialogue} is being moved to the cluster.`)
    const behind = await tx`SELECT 1 FROM tablee.behind WHERE dialogue = ${dialogue}`
    if (behind.length > 0)
      throw new NotMoved(
        `The cluster lacks some of what it had answered for ${dialogue}. Open it there once, so that its devices hand that in, and move it then.`,
      )
    await tx`DELETE FROM tablee.move WHERE dialogue = ${dialogue} AND NOT done`
    await tx`INSERT INTO tablee.move (id, dialogue) VALUES (${id}, ${dialogue})`
    const [taken] = await tx<Readonly<Record<string, unknown>>[]>`
      UPDATE tablee.hall SET node = ${nodeOf(id)}, address = NULL, next = NULL, epoch = epoch + 1,
        until = clock_timestamp() + ${ttl} * interval '1 ms'
      WHERE dialogue = ${dialogue}
      RETURNING epoch, needs, coalesce(incarnation, (SELECT value FROM tablee.meta WHERE key = 'incarnation')) AS incarnation,
        restored, title, lang, opens_at, closes_at`
    const number = (name: string): number => Number(taken?.[name] ?? 0)
    return {
      epoch: number('epoch'),
      needs: number('needs'),
      incarnation: String(taken?.['incarnation'] ?? ''),
      restored: taken?.['restored'] === null ? null : number('restored'),
      title: String(taken?.['title'] ?? ''),
      lang: String(taken?.['lang'] ?? ''),
      opensAt: number('opens_at'),
      closesAt: number('closes_at'),
    }
  })
}

/** False: another has it, and nothing that was read is to be used. */
export async function goOn(sql: Sql, { dialogue, id }: Moving, epoch: number): Promise<boolean> {
  const kept = await sql`
    UPDATE tablee.hall SET until = clock_timestamp() + ${ttl} * interval '1 ms'
    WHERE dialogue = ${dialogue} AND node = ${nodeOf(id)} AND epoch = ${epoch} RETURNING epoch`
  return kept.length > 0
}

/** The moment from which the cluster has it no more. Throws `NotMoved` where another took it meanwhile. */
export async function leave(sql: Sql, { dialogue, id }: Moving, epoch: number, where: string): Promise<void> {
  await inOne(sql, async (tx) => {
    const left = await tx`
      UPDATE tablee.hall SET moved = ${written({ is: 'moved', id, where })}, node = NULL, until = '-infinity'
      WHERE dialogue = ${dialogue} AND node = ${nodeOf(id)} AND epoch = ${epoch} RETURNING epoch`
    const done = await tx`UPDATE tablee.move SET done = true WHERE id = ${id} AND NOT done RETURNING id`
    if (left.length === 0 || done.length === 0)
      throw new NotMoved('The cluster took the dialogue back meanwhile. Nothing was moved.')
  })
}

/** Whoever asks for it on the cluster takes it at once. */
export async function giveBack(sql: Sql, { dialogue, id }: Moving): Promise<void> {
  await sql`
    UPDATE tablee.hall SET until = clock_timestamp(), node = NULL WHERE dialogue = ${dialogue} AND node = ${nodeOf(id)}`
}
