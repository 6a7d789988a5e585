/**
 * Asking of answers over HTTP: by address what may leave the house, as JSON, CSV or a workbook; by POST what an analyst's session
 * alone is told. Nothing of either is kept by anybody on the way.
 */
import type { DialogueId } from '@tablee/shared/ids'
import { fail, ok, type Result } from '@tablee/shared/problem'
import { cutIn, isItemName, readAddress } from '@tablee/shared/results/address'
import * as wire from '@tablee/shared/wire/results'
import type { ResultsAnswered, ResultsChanged } from '@tablee/shared/wire/results'
import type { Context, Hono } from 'hono'
import { problemResponse, type Env } from '../access/allow.ts'
import { buckets } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import { workbookBeside } from '../exchange/beside.ts'
import { topic } from '../hold/topics.ts'
import type { Waiting } from '../hold/waiting.ts'
import type { Asking } from '../results/asking.ts'
import { columnsCsv, csvOf, tableOf, type Table } from '../results/tables.ts'
import { held } from './held.ts'
import { on, routes, type Ask } from './serve.ts'

const mark = '\uFEFF'
/** A file by its name; it says where its columns are described. */
function file(c: Context<Env>, name: string, type: string, body: string | Uint8Array<ArrayBuffer>): Response {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  c.header('Link', '<columns.csv>; rel="describedby"; type="text/csv"')
  return c.body(body)
}
const wantsCsv = (c: Context<Env>): boolean => {
  const accepts = c.req.header('accept') ?? ''
  return accepts.includes('text/csv') && !accepts.includes('application/json')
}

type Asked = Ask<typeof wire.ask>
type Changes = Ask<typeof wire.change>

/** A hundred at once, then five a second, for each session: a page asks a few at a time, a tool one for each item. */
export function resultsRoutes({
  asking,
  waiting,
  clock,
}: {
  readonly asking: Pick<Asking, 'ask' | 'change' | 'items' | 'since'> & {
    /** In which its texts are said where nobody asks for another language. */
    langOf(dialogue: DialogueId): string
  }
  readonly waiting: Waiting
  readonly clock: Clock
}): Hono<Env> {
  const hands = buckets({ clock, perSecond: 5, burst: 100 })
  const paced = ({ session }: { readonly session: { readonly id: string } }): number | null => hands.take(session.id)

  async function figure({ where, query }: Pick<Asked, 'where' | 'query'>): Promise<Result<ResultsAnswered>> {
    const asked = readAddress(query)
    if ('why' in asked) return fail({ code: 'bad-request', ...asked })
    return asking.ask(where.dialogue, 'outside', asked.question, asked.cut)
  }
  async function pairs({
    where,
    query: { of = '', to, cut: text },
  }: Pick<Changes, 'where' | 'query'>): Promise<Result<ResultsChanged>> {
    const why = 'no item: <step>/<item>, as /results/items names them'
    if (!isItemName(of)) return fail({ code: 'bad-request', where: 'of', why })
    if (to !== undefined && !isItemName(to)) return fail({ code: 'bad-request', where: 'to', why })
    const cut = cutIn(text)
    if (cut === undefined)
      return fail({ code: 'bad-request', where: 'cut', why: 'no cut: a number that an answer told' })
    return asking.change(where.dialogue, 'outside', { of, ...(to === undefined ? {} : { to }) }, cut)
  }

  type Filed = Pick<Asked | Changes, 'c' | 'where' | 'query'>
  function table({ where, query }: Filed, answer: Result<ResultsAnswered | ResultsChanged>): Result<Table> {
    if (!answer.ok) return answer
    const { lang = '' } = query
    const found = tableOf(answer.value, lang === '' ? asking.langOf(where.dialogue) : lang)
    if (found !== null) return ok(found)
    return fail({ code: 'refused', why: 'refused' in answer.value ? answer.value.refused.why : '' })
  }
  function asCsv(ask: Filed, answer: Result<ResultsAnswered | ResultsChanged>): Response {
    const found = table(ask, answer)
    if (!found.ok) return problemResponse(ask.c, found.problem)
    const text = csvOf(found.value)
    const { name } = found.value
    return file(ask.c, `${name}.csv`, 'text/csv; charset=utf-8', ask.query.bom === '1' ? mark + text : text)
  }
  async function asWorkbook(ask: Filed, answer: Result<ResultsAnswered | ResultsChanged>): Promise<Response> {
    const found = table(ask, answer)
    if (!found.ok) return problemResponse(ask.c, found.problem)
    const written = await workbookBeside(found.value, { signal: ask.c.req.raw.signal })
    if (!written.ok) return problemResponse(ask.c, written.problem)
    return file(ask.c, `${found.value.name}.xlsx`, wire.xlsx, written.value)
  }

  return routes(
    on(
      wire.ask,
      async (ask) => {
        const answer = await figure(ask)
        return wantsCsv(ask.c) ? asCsv(ask, answer) : answer
      },
      paced,
    ),
    on(wire.askCsv, async (ask) => asCsv(ask, await figure(ask)), paced),
    on(wire.askXlsx, async (ask) => asWorkbook(ask, await figure(ask)), paced),
    on(
      wire.change,
      async (ask) => {
        const answer = await pairs(ask)
        return wantsCsv(ask.c) ? asCsv(ask, answer) : answer
      },
      paced,
    ),
    on(wire.changeCsv, async (ask) => asCsv(ask, await pairs(ask)), paced),
    on(wire.changeXlsx, async (ask) => asWorkbook(ask, await pairs(ask)), paced),
    on(wire.columns, ({ c }) => file(c, 'columns.csv', 'text/csv; charset=utf-8', columnsCsv()), paced),
    held(
      waiting,
      wire.listItems,
      ({ where }) => [topic.figures(where.dialogue)],
      ({ where }) => asking.items(where.dialogue),
      paced,
    ),
    held(
      waiting,
      wire.since,
      ({ where }) => [topic.figures(where.dialogue)],
      ({ where, query }) => {
        const cut = cutIn(query.cut)
        return cut === undefined || cut === null
          ? fail({ code: 'bad-request', where: 'cut', why: 'no cut: a number that an answer told' })
          : asking.since(where.dialogue, cut)
      },
      paced,
    ),
    on(
      wire.askInside,
      ({ where, body: { question, cut = null } }) => asking.ask(where.dialogue, 'inside', question, cut),
      paced,
    ),
    on(
      wire.changeInside,
      ({ where, body: { cut = null, ...question } }) => asking.change(where.dialogue, 'inside', question, cut),
      paced,
    ),
  )
}
