/** The field's formats over HTTP: into a board, all of it or nothing, and out of boards and snapshots. */
import type * as Y from 'yjs'
import type { About } from '@tablee/shared/formats/graphml'
import { isLang, type BoardId, type Lang } from '@tablee/shared/ids'
import { fail, ok, type Problem, type Result } from '@tablee/shared/problem'
import type { Consents } from '@tablee/shared/view/consents'
import { encodings, readable, type MapFormat } from '@tablee/shared/wire/exchange'
import * as wire from '@tablee/shared/wire/files'
import type { Imported } from '@tablee/shared/wire/files'
import { printedCanvas, printedMap } from '@tablee/shared/wire/printed'
import type { Context, Hono } from 'hono'
import { problemResponse, type Env } from '../access/allow.ts'
import { authorOf } from '../access/session.ts'
import type { Clock } from '../clock.ts'
import { readBeside, writeBeside } from '../exchange/beside.ts'
import { putOn } from '../exchange/put.ts'
import { asItStands, lacks } from '../exchange/standing.ts'
import { isEncoding } from '../exchange/text.ts'
import type { ReadFile } from '../exchange/read.ts'
import type { Download, Picture, SnapshotFormat } from '../exchange/write.ts'
import { fileName, given } from './file-asked.ts'
import { leavesOf } from './leaves.ts'
import type { HandedOut } from './snapshot-routes.ts'
import { withProgress, type Running } from './progress.ts'
import { on, routes, type Ask } from './serve.ts'

export type ExchangeBoards = {
  /** `still` is asked at the commit. */
  write(
    board: BoardId,
    author: string,
    change: (doc: Y.Doc) => void,
    still: () => boolean,
  ): Promise<Result<{ seq: number }>>
  /** The board as committed. */
  state(board: BoardId): Promise<Uint8Array>
  about(board: BoardId): (About & { readonly lang: Lang }) | null
  /** What its people consented to, as it stands now; null: nobody is asked. */
  consents(board: BoardId): Consents | null
}

/**
 * What the format has no place for is said in the header `Tablee-Left` (JSON, counts by code); downloads that are made
 * while a consent changes are made anew.
 */
export function exchangeRoutes({
  boards,
  snapshots,
  clock,
}: {
  boards: ExchangeBoards
  snapshots: HandedOut
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

  const asWritten = async (c: Context, board: BoardId, format: MapFormat | Picture): Promise<Response> => {
    const about = boards.about(board)
    if (about === null) return problemResponse(c, { code: 'not-found', what: 'board' })
    const written = await asItStands(
      async () => ({ state: await boards.state(board), consents: boards.consents(board) }),
      (before, now) => lacks(before.consents?.quoted ?? [], now.consents?.quoted ?? []),
      (now) => writeBeside({ do: 'write-board', format, about, ...now }, { signal: c.req.raw.signal }),
    )
    return send(c, written)
  }
  const ofSnapshot = async (
    { c, query, param: { hash } }: Ask<typeof wire.snapshotTables>,
    format: SnapshotFormat,
  ): Promise<Response> => {
    const leaves = leavesOf(query.license, query.bom)
    if (!leaves.ok) return problemResponse(c, leaves.problem)
    const [entry, snapshot] = [snapshots.about(hash), await snapshots.body(hash)]
    if (entry === null || snapshot === null) return problemResponse(c, { code: 'not-found', what: 'snapshot' })
    const about = { do: 'write-snapshot', format, hash, snapshot, at: entry.at, leaves: leaves.value } as const
    const written = await asItStands(
      () => snapshots.sidecar(hash),
      (before, now) => lacks(now?.withheld ?? [], before?.withheld ?? []),
      async (sidecar): Promise<Result<Download>> => {
        const sealing = await snapshots.sealing(hash)
        return sidecar === null || sealing === null
          ? fail({ code: 'not-found', what: 'snapshot' })
          : writeBeside({ ...about, sidecar, sealing }, { signal: c.req.raw.signal })
      },
    )
    return send(c, written)
  }

  return routes(
    on(wire.importFile, async ({ c, session, where: { board }, query, still, bytes: read }) => {
      const author = authorOf(session)
      const format = readable.find((one) => one === query.format)
      if (given(query.format) !== undefined && format === undefined)
        return fail({ code: 'bad-request', where: 'format', why: `one of ${readable.join(', ')}` })
      const wished = given(query.lang)
      if (wished !== undefined && !isLang(wished))
        return fail({ code: 'bad-request', where: 'lang', why: 'no language tag, such as fr or de-BE' })
      const lang = wished ?? boards.about(board)?.lang ?? ('en' as Lang)
      const encoding = given(query.encoding)
      if (encoding !== undefined && !isEncoding(encoding))
        return fail({ code: 'bad-request', where: 'encoding', why: `one of ${encodings.join(', ')}` })
      const look = query.look === '1'
      const bytes = await read()
      const task = {
        bytes,
        fileName: fileName(query.file),
        encoding,
        format,
        at: clock(),
        lang,
        // Anyone who only looks is told then whether there is room.
        ...(look ? { board: await boards.state(board) } : {}),
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
    }),
    ...wire.boardFiles.map(({ format, route }) => on(route, ({ c, where }) => asWritten(c, where.board, format))),
    on(printedMap, ({ c, where }) => asWritten(c, where.board, 'map')),
    on(printedCanvas, ({ c, where }) => asWritten(c, where.board, 'drawing')),
    ...wire.snapshotFiles.map(({ format, route }) => on(route, (ask) => ofSnapshot(ask, format))),
  )
}
