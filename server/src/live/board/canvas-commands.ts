/**
 * What the server does on a canvas when it is asked: lays a template beneath, puts back what one person moved or deleted.
 */
import { createHash } from 'node:crypto'
import { plantTemplate, remember, wasDone } from '@tablee/shared/board/canvas/plant'
import { createTrace, type Mover, type Trace } from '@tablee/shared/board/canvas/put-back'
import type { Lang } from '@tablee/shared/ids'
import { ok, type Problem, type Result } from '@tablee/shared/problem'
import type { BoardCommand } from '@tablee/shared/wire/board'
import type * as Y from 'yjs'
import type { Journal } from '../../journal/port.ts'
import { serverDevice } from '../claims.ts'
import { seqOf } from '../outcome.ts'
import type { Room } from '../room.ts'
import type { Writer } from '../writer.ts'

export type CanvasCommand = Extract<BoardCommand, { kind: 'template' | 'put-back' }>

export type CanvasCommands = ReturnType<typeof createCanvasCommands>

/**
 * Each is one row, and done once for its command's id; `hands` reads the board's whole log. `since` in ms; a `hand`
 * names one device on one board and cannot be led back to it.
 */
export function createCanvasCommands({
  journal,
  writer,
  clock,
}: {
  journal: Journal
  writer: Writer
  clock: () => number
}) {
  /** A device's id opens its claims on a board: nobody else is told it. */
  const handOf = (room: Room, device: string): string =>
    createHash('sha256').update(`${room.name} ${device}`).digest('hex').slice(0, 16)

  async function traceOf(room: Room, since: number): Promise<Trace> {
    const trace = createTrace(since)
    const known = new Map<string, string>()
    for await (const row of journal.read(room.name, room.epoch, 0)) {
      if (row.kind !== 'update') continue
      let hand = known.get(row.device)
      if (hand === undefined) {
        hand = row.device.startsWith(serverDevice) ? '' : handOf(room, row.device)
        known.set(row.device, hand)
      }
      trace.take({
        hand: hand === '' ? null : hand,
        author: row.author,
        at: row.at,
        epoch: row.epoch,
        update: row.data,
      })
    }
    return trace
  }

  async function written(
    room: Room,
    by: string,
    change: (doc: Y.Doc) => Result<unknown>,
    may: () => boolean,
  ): Promise<Result<{ seq: number }>> {
    let problem: Problem | null = null
    const outcome = await writer.write(
      room,
      by,
      (doc) => {
        const done = change(doc)
        problem = done.ok ? null : done.problem
      },
      may,
    )
    return problem === null ? seqOf(outcome) : { ok: false, problem }
  }

  return {
    template: (
      room: Room,
      by: string,
      lang: Lang,
      { id, template, horizon }: Extract<CanvasCommand, { kind: 'template' }>,
      may: () => boolean,
    ): Promise<Result<{ seq: number }>> => {
      const today = new Date(clock()).getUTCFullYear()
      return written(
        room,
        by,
        (doc) =>
          plantTemplate(
            doc,
            { who: by, why: 'template' },
            { template: { name: template, today, horizon: Math.max(horizon, today) }, lang, command: id },
          ),
        may,
      )
    },

    async hands(room: Room, since: number): Promise<readonly Mover[]> {
      return (await traceOf(room, since)).hands()
    },

    async putBack(
      room: Room,
      by: string,
      { id, hand, since }: Extract<CanvasCommand, { kind: 'put-back' }>,
      may: () => boolean,
    ): Promise<Result<{ seq: number }>> {
      const trace = await traceOf(room, since)
      return written(
        room,
        by,
        (doc) => {
          if (wasDone(doc, id)) return ok(null)
          doc.transact(() => {
            if (trace.apply(doc, { who: by, why: 'put-back' }, hand) > 0) remember(doc, id)
          })
          return ok(null)
        },
        may,
      )
    },
  }
}
