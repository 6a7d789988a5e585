/**
 * A dialogue that was opened to the public, as JSON without a link: by the public's own view, which has its own curtain, delay
 * and consent as every audience's. A cache may keep it for a second and must ask again then: what is hidden is gone behind it
 * within two.
 */
import { fail, ok, type Result } from '@tablee/shared/problem'
import type { DialogueId } from '@tablee/shared/ids'
import { everybody } from '@tablee/shared/view/audiences'
import { publicDialogue, publicTable, type PublicDialogue } from '@tablee/shared/wire/public'
import type { WatchedTable } from '@tablee/shared/wire/watch'
import type { Context, Hono } from 'hono'
import type { Env } from '../access/allow.ts'
import { createShortly } from '../hold/shortly.ts'
import { versionOf } from '../hold/waiting.ts'
import { on, routes } from '../http/serve.ts'
import type { Views } from '../view/views.ts'

/** How long (ms) one answer is told to all who ask. */
const kept = 250

/** A cache keeps it for a second, and shows nothing older, whatever becomes of us. */
export const forACache = 'public, max-age=1, must-revalidate'

/** `body` as it goes out; 304 for who has it. */
export function cached(c: Context<Env>, body: string, tag: string): Response {
  c.header('Cache-Control', forACache)
  c.header('ETag', tag)
  const has = c.req.header('if-none-match')?.split(',') ?? []
  if (has.some((one) => one.trim().replace(/^W\//, '') === tag)) return c.body(null, 304)
  c.header('Content-Type', 'application/json')
  return c.body(body)
}

type Opened = {
  readonly views: Pick<Views, 'listOf' | 'seen' | 'behind'>
  /** Whether the dialogue is open to the public now. */
  readonly isOpen: () => boolean
  readonly dialogue: DialogueId
}

const tableTold = ({
  table,
  site,
  session = 0,
  delay,
}: WatchedTable): Omit<PublicDialogue['tables'][number], 'address'> => ({
  table,
  site,
  session,
  delay,
})

/** `not-found` for a dialogue that was not opened, as for one that never was. */
export function publicRoutes({ views, isOpen, dialogue }: Opened): Hono<Env> {
  const shortly = createShortly<Result<{ readonly body: string; readonly tag: string }>>(kept)
  const packed = (told: object): Result<{ readonly body: string; readonly tag: string }> =>
    ok({ body: JSON.stringify(told), tag: `"${versionOf(told)}"` })
  const gone = { code: 'not-found', what: 'dialogue' } as const

  async function list() {
    const found = views.listOf(everybody, dialogue)
    if (found === null) return fail(gone)
    const { id, dialogue: title, lang, tables } = found
    const told = tables.map((one) => ({ ...tableTold(one), address: `/api/public/${dialogue}/tables/${one.table}` }))
    return packed({ id, dialogue: title, lang, tables: told })
  }
  async function tableOf(number: string) {
    const table = views.listOf(everybody, dialogue)?.tables.find((one) => String(one.table) === number)
    const board = table === undefined ? null : views.behind(everybody, dialogue, table.room)
    if (table === undefined || typeof board !== 'string') return fail({ code: 'not-found', what: 'table' } as const)
    const view = await views.seen(board, everybody)
    return view === null ? fail({ code: 'journal-unavailable' } as const) : packed({ ...tableTold(table), view })
  }
  async function told(c: Context<Env>, what: string, make: () => ReturnType<typeof tableOf>) {
    if (!isOpen()) return fail(gone)
    const found = await shortly.of(what, make)
    // It may have been closed while it was made.
    if (!isOpen()) return fail(gone)
    return found.ok ? cached(c, found.value.body, found.value.tag) : found
  }
  return routes(
    on(publicDialogue, ({ c }) => told(c, 'list', list)),
    on(publicTable, ({ c, param }) => told(c, param.number, () => tableOf(param.number))),
  )
}
