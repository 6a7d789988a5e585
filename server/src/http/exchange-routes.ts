/** Argdown over HTTP: into a board, all of it or nothing, and out of one. */
import type * as Y from 'yjs'
import { exportArgdown } from '@tablee/shared/formats/argdown'
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId, Lang, RandomBytes } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import { z } from 'zod'
import { allow, problemResponse, type Env } from '../access/allow.ts'
import { authorOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { applyPlan, importArgdown, type ImportPlan } from '../exchange/argdown-import.ts'

export type ExchangeBoards = {
  write(board: BoardId, author: string, change: (doc: Y.Doc) => void): Promise<Result<{ seq: number }>>
  /** A copy of the board as committed. */
  read(board: BoardId): Y.Doc
}
export type Imported = {
  readonly seq: number
  readonly nodes: number
  readonly relations: number
  readonly notKept: Readonly<Record<string, number>>
}

const imported = z
  .object({ seq: z.int(), nodes: z.int(), relations: z.int(), notKept: z.record(z.string(), z.int()) })
  .meta({ id: 'Imported' })
const fileName = (asked: string | undefined): string =>
  (asked ?? 'file').replace(/[^\p{L}\p{N} ._()-]/gu, '_').slice(0, 120)

export function exchangeRoutes({
  boards,
  langOf,
  random,
  clock,
}: {
  boards: ExchangeBoards
  langOf: (board: BoardId) => Lang
  random: RandomBytes
  clock: Clock
}): Hono<Env> {
  async function plant(board: BoardId, author: string, plan: ImportPlan): Promise<Result<Imported>> {
    let refused: Problem | null = null
    const written = await boards.write(board, author, (doc) => {
      const applied = applyPlan(doc, { who: author, why: 'import' }, plan)
      refused = applied.ok ? null : applied.problem
    })
    if (refused !== null) return fail(refused)
    return written.ok
      ? ok({
          seq: written.value.seq,
          nodes: plan.nodes.length,
          relations: plan.relations.length,
          notKept: plan.notKept,
        })
      : written
  }

  return new Hono<Env>()
    .post(
      '/api/boards/:board/import',
      allow('board.import', 'board', {
        summary: 'Read an Argdown file into a board: all of it, or nothing',
        takes: 'text/vnd.argdown',
        answer: imported,
      }),
      async (c) => {
        const board = c.get('where').board as BoardId
        const author = authorOf(c.get('session'))
        const name = fileName(c.req.query('file'))
        const bytes = await c.req.arrayBuffer()
        let text: string
        try {
          text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
        } catch {
          return problemResponse(c, { code: 'bad-file', file: name, line: null, why: 'not UTF-8 text' })
        }
        const run = async (onProgress: (part: number) => void, signal: AbortSignal): Promise<Result<Imported>> => {
          const plan = await importArgdown(text, {
            fileName: name,
            random,
            at: clock(),
            lang: langOf(board),
            onProgress,
            signal,
          })
          return plan.ok ? plant(board, author, plan.value) : plan
        }
        // The command line asks for progress, one JSON per line; the last line is the answer.
        if ((c.req.header('accept') ?? '').includes('ndjson')) {
          c.header('Content-Type', 'application/x-ndjson; charset=utf-8')
          return stream(c, async (out) => {
            const stop = new AbortController()
            out.onAbort(() => stop.abort())
            let last: Promise<unknown> = Promise.resolve()
            const line = (value: object) => (last = last.then(() => out.write(`${JSON.stringify(value)}\n`)))
            const done = await run((progress) => void line({ progress }), stop.signal)
            await line(done.ok ? done.value : { problem: done.problem })
          })
        }
        const done = await run(() => undefined, c.req.raw.signal)
        return done.ok ? c.json(done.value) : problemResponse(c, done.problem)
      },
    )
    .get(
      '/api/boards/:board/export/argdown',
      allow('board.export', 'board', { summary: 'A board as it stands now, as Argdown', gives: ['text/vnd.argdown'] }),
      (c) => {
        const doc = boards.read(c.get('where').board as BoardId)
        const { text } = exportArgdown(readBoard(doc))
        doc.destroy()
        c.header('Content-Type', 'text/vnd.argdown; charset=utf-8')
        c.header('Content-Disposition', `attachment; filename="${c.req.param('board')}.argdown"`)
        return c.body(text)
      },
    )
}
