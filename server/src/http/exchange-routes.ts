/** The field's formats over HTTP: into a board, all of it or nothing, and out of boards and snapshots. */
import type * as Y from 'yjs'
import type { About } from '@tablee/shared/formats/graphml'
import { isLang, type BoardId, type Lang } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Consents } from '@tablee/shared/view/consents'
import {
  encodings,
  mapFormats,
  readable,
  voicesFormats,
  type Imported,
  type MapFormat,
} from '@tablee/shared/wire/exchange'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { allow, problemResponse, readBytes, type Env } from '../access/allow.ts'
import { authorOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { readBeside, writeBeside } from '../exchange/beside.ts'
import { putOn } from '../exchange/put.ts'
import { asItStands, lacks } from '../exchange/standing.ts'
import { isEncoding } from '../exchange/text.ts'
import type { ReadFile } from '../exchange/read.ts'
import { typesOf, type Download, type Picture, type SnapshotFormat } from '../exchange/write.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'
import { leavesOf, leavesQuery } from './leaves.ts'
import { printedCanvas, printedMap } from './printed-schemas.ts'
import { progressLines, withProgress, type Running } from './progress.ts'

const isMap = (format: SnapshotFormat): format is MapFormat => mapFormats.some((one) => one === format)
const summaries = {
  package: 'Everything as a Frictionless Data Package',
  polis: 'The votes of a snapshot as Polis sets: five files each',
  survey: 'The questionnaires of a snapshot as CSV, Table Schema and DDI-Codebook 2.5, by pair',
} as const
export type ExchangeBoards = {
  /** `still` is asked at the commit. */
  write(
    board: BoardId,
    author: string,
    change: (doc: Y.Doc) => void,
    still: () => boolean,
  ): Promise<Result<{ seq: number }>>
  /** The board as committed. */
  state(board: BoardId): Uint8Array
  about(board: BoardId): (About & { readonly lang: Lang }) | null
  /** What its people consented to, as it stands now; null: nobody is asked. */
  consents(board: BoardId): Consents | null
}
const imported = z
  .object({
    seq: z.int().nullable(),
    format: z.enum(readable),
    nodes: z.int(),
    relations: z.int(),
    words: z.int(),
    shapes: z.int(),
    left: z.record(z.string(), z.int()),
  })
  .meta({ id: 'Imported' })
const fileName = (asked: string | undefined): string =>
  (asked ?? 'file').replace(/[^\p{L}\p{N} ._()-]/gu, '_').slice(0, 120)

export function exchangeRoutes({
  boards,
  snapshots,
  clock,
}: {
  boards: ExchangeBoards
  snapshots: Snapshots
  clock: Clock
}): Hono<Env> {
  async function put(board: BoardId, author: string, read: ReadFile, still: () => boolean): Promise<Result<number>> {
    let refused: Problem | null = null
    const written = await boards.write(
      board,
      author,
      (doc) => {
        const done = putOn(doc, author, read)
        refused = done.ok ? null : done.problem
      },
      still,
    )
    if (refused !== null) return fail(refused)
    return written.ok ? ok(written.value.seq) : written
  }
  const send = (c: Context, done: Result<Download>): Response => {
    if (!done.ok) return problemResponse(c, done.problem)
    const { body, type, name, left } = done.value
    c.header('Content-Type', type)
    c.header('Content-Disposition', `attachment; filename="${name}"`)
    // What the format has no place for: screens and the command line say it, a text file of the field cannot.
    c.header('Tablee-Left', JSON.stringify(left))
    return c.body(body)
  }

  const app = new Hono<Env>().post(
    '/api/boards/:board/import',
    allow('board.import', 'board', {
      summary: 'Read a file, or a zip of files that belong together, into a board: all of it, or nothing',
      query: {
        file: 'Its name',
        format: `One of ${readable.join(', ')}; else it is found out`,
        lang: 'Language of texts that name none; else the table’s',
        encoding: `Of what is not UTF-8: one of ${encodings.join(', ')}; else the likeliest is offered, with a line as it would read`,
        look: '1: only say what is in it',
      },
      takes: 'application/octet-stream',
      answer: imported,
      lines: progressLines(imported),
    }),
    async (c) => {
      const { board } = c.get('where')
      const author = authorOf(c.get('session'))
      const still = c.get('still')
      const asked = c.req.query('format')
      const format = readable.find((one) => one === asked)
      if (asked !== undefined && asked !== '' && format === undefined)
        return problemResponse(c, { code: 'bad-request', where: 'format', why: `one of ${readable.join(', ')}` })
      const wished = c.req.query('lang')
      if (wished !== undefined && wished !== '' && !isLang(wished))
        return problemResponse(c, { code: 'bad-request', where: 'lang', why: 'no language tag, such as fr or de-BE' })
      const lang = isLang(wished) ? wished : (boards.about(board)?.lang ?? ('en' as Lang))
      const encoding = c.req.query('encoding')
      if (encoding !== undefined && encoding !== '' && !isEncoding(encoding))
        return problemResponse(c, { code: 'bad-request', where: 'encoding', why: `one of ${encodings.join(', ')}` })
      const look = c.req.query('look') === '1'
      const bytes = await readBytes(c)
      const task = {
        bytes,
        fileName: fileName(c.req.query('file')),
        encoding: isEncoding(encoding) ? encoding : undefined,
        format,
        at: clock(),
        lang,
        // Anyone who only looks is told then whether there is room.
        ...(look ? { board: boards.state(board) } : {}),
      }
      const run = async ({ onProgress, signal, writing }: Running): Promise<Result<Imported>> => {
        const read = await readBeside(task, { onProgress: (part) => onProgress(part * 0.9), signal })
        if (!read.ok) return read
        const { nodes, relations, words = [], left, format: found } = read.value
        const shapes = (read.value.canvas?.records ?? []).filter((one) => one.typeName === 'shape').length
        const told = {
          format: found,
          nodes: nodes.length,
          relations: relations.length,
          words: words.length,
          shapes,
          left,
        }
        if (look) return ok({ seq: null, ...told })
        await writing()
        // The last moment at which it can be taken back: from here it is one row, written whole.
        if (signal.aborted) return fail({ code: 'closed' })
        // Reading took its time: the board may be closed by now, or the link revoked.
        const problem = still()
        if (problem !== null) return fail(problem)
        const seq = await put(board, author, read.value, () => still() === null)
        return seq.ok ? ok({ seq: seq.value, ...told }) : seq
      }
      return withProgress(c, run)
    },
  )
  const asWritten = async (c: Context, board: BoardId, format: MapFormat | Picture): Promise<Response> => {
    const about = boards.about(board)
    if (about === null) return problemResponse(c, { code: 'not-found', what: 'board' })
    const written = await asItStands(
      () => ({ state: boards.state(board), consents: boards.consents(board) }),
      (before, now) => lacks(before.consents?.quoted ?? [], now.consents?.quoted ?? []),
      (now) => writeBeside({ do: 'write-board', format, about, ...now }, { signal: c.req.raw.signal }),
    )
    return send(c, written)
  }
  for (const format of mapFormats)
    app.get(
      `/api/boards/:board/export/${format}`,
      allow('board.export', 'board', { summary: `A board as it stands now, as ${format}`, gives: [typesOf(format)] }),
      (c) => asWritten(c, c.get('where').board, format),
    )
  app.get(
    '/api/boards/:board/map',
    allow('map.take', 'board', {
      summary: 'The map as a table may show it outside: what its picture is drawn from',
      answer: printedMap,
    }),
    (c) => asWritten(c, c.get('where').board, 'map'),
  )
  app.get(
    '/api/boards/:board/drawing',
    allow('canvas.take', 'board', {
      summary: 'The vision canvas as a table may show it outside: what its picture is drawn from',
      answer: printedCanvas,
    }),
    (c) => asWritten(c, c.get('where').board, 'drawing'),
  )
  const ofSnapshot = async (c: Context, format: SnapshotFormat, hash: string): Promise<Response> => {
    const leaves = leavesOf(c.req.query('license'), c.req.query('bom'))
    if (!leaves.ok) return problemResponse(c, leaves.problem)
    const [entry, snapshot] = [snapshots.entry(hash), snapshots.body(hash)]
    if (entry === null || snapshot === null) return problemResponse(c, { code: 'not-found', what: 'snapshot' })
    const about = { do: 'write-snapshot', format, hash, snapshot, at: entry.at, leaves: leaves.value } as const
    const written = await asItStands(
      () => snapshots.sidecar(hash),
      (before, now) => lacks(now?.withheld ?? [], before?.withheld ?? []),
      async (sidecar): Promise<Result<Download>> =>
        sidecar === null
          ? fail({ code: 'not-found', what: 'snapshot' })
          : writeBeside({ ...about, sidecar }, { signal: c.req.raw.signal }),
    )
    return send(c, written)
  }
  for (const format of [...mapFormats, ...voicesFormats, 'package'] as const) {
    // One text for a board, a zip of texts for a dialogue.
    const gives = isMap(format) ? [typesOf(format), 'application/zip'] : ['application/zip']
    const summary = isMap(format) ? `The maps of a snapshot as ${format}` : summaries[format]
    app.get(
      `/api/snapshots/:hash/${format}`,
      allow('board.export', 'snapshot', { summary, gives, ...(isMap(format) ? {} : { query: leavesQuery }) }),
      (c) => ofSnapshot(c, format, c.req.param('hash') ?? ''),
    )
  }
  return app
}
