/** The real application in this process, on a free port, with the demo in it: what tests of every part start from. */
import { createHash } from 'node:crypto'
import type { DialogueId, RandomBytes, SeatCode, SiteId, TableId } from '@tablee/shared/ids'
import type { Result } from '@tablee/shared/problem'
import { isRoomRole, type Role } from '@tablee/shared/roles'
import type { SeatsAnswer } from '@tablee/shared/wire/seat'
import type { Me, SessionAnswer } from '@tablee/shared/wire/access'
import type { Clock } from '@tablee/server/clock'
import type { Config } from '@tablee/server/config'
import { boardName, demoId } from '@tablee/server/demo/dialogue'
import { createLogger } from '@tablee/server/ops/logger'
import type { Means } from '@tablee/server/hall/store'
import { createTablee, type Tablee } from '@tablee/server/tablee'
import { fileURLToPath } from 'node:url'
import { description } from './described.ts'
import { network, pauseOf } from '@tablee/client/hold/retry'
import { onPostgres } from './onPostgres.ts'
import { asksPostgres } from './postgresPlaces.ts'
import { askedLog, logLoses, whileAllIsKept } from './slowLog.ts'

export type StartOptions = {
  /** A data folder; left out: in memory. */
  readonly dir?: string
  readonly port?: number
  readonly clock?: Clock
  /** False leaves the database empty. */
  readonly demo?: boolean
  readonly origins?: readonly string[]
  /** Where an engine answers; left out: there is none. */
  readonly engine?: string
  /** Seeds ids, keys and tokens; left out: real chance. */
  readonly seed?: string
  readonly screens?: string
  readonly logLevel?: string
  /** Kinds of documents beside boards. */
  readonly kinds?: Means['kinds']
  /** Whom views are for, if not for observers alone. */
  readonly audiences?: Means['audiences']
  /** What stands between the server and its disk. */
  readonly through?: Means['through']
  /** Bytes of the disk that nobody uses. */
  readonly free?: Means['free']
  /** Who stands at the machine reads a second laptop's code. */
  readonly showCode?: Means['showCode']
  readonly otherVersion?: Means['otherVersion']
  readonly made?: Means['made']
  /** The address of an empty database of a Postgres: a node on it. */
  readonly postgres?: string
  /** Further settings. */
  readonly config?: Partial<Config>
  /** Watch nodes follow it. */
  readonly feed?: Means['feed']
  /** Where the log goes; left out: stdout. */
  readonly log?: { write(line: string): void }
}

export type Reply = { readonly status: number; readonly body: unknown; readonly headers: Headers }
export type TestServer = Awaited<ReturnType<typeof startServer>>

/** Not for secrets outside a test: the bytes follow from the seed. */
export function seededBytes(seed: string): RandomBytes {
  let count = 0
  return (length) => {
    const parts: Buffer[] = []
    for (let size = 0; size < length; size += 32) parts.push(createHash('sha256').update(`${seed}:${count++}`).digest())
    return new Uint8Array(Buffer.concat(parts).subarray(0, length))
  }
}

/** What a verb of the server answered. */
export function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}

const built = fileURLToPath(new URL('../../client/dist/app', import.meta.url))

async function replyOf(answer: Response): Promise<Reply> {
  const text = await answer.text()
  const isJson = (answer.headers.get('content-type') ?? '').includes('/json') && text !== ''
  return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers }
}
const isUnavailable = ({ status, body }: Reply): boolean =>
  status === 503 && JSON.stringify(body).includes('"journal-unavailable"')

export async function startServer(options: StartOptions = {}) {
  const random: RandomBytes =
    options.seed === undefined ? (length) => crypto.getRandomValues(new Uint8Array(length)) : seededBytes(options.seed)
  const onNode = (config: Config, means: Means): Promise<Tablee> => onPostgres(config, means, options.postgres)
  const tablee = await (asksPostgres || options.postgres !== undefined ? onNode : createTablee)(
    {
      port: options.port ?? 0,
      folder: options.dir ?? null,
      origins: options.origins ?? null,
      tls: null,
      disk: 'measure',
      demo: options.demo !== false,
      engine: options.engine ?? null,
      screens: options.screens ?? built,
      ...options.config,
    },
    {
      clock: options.clock ?? (() => Date.now()),
      random,
      logger: createLogger({
        level: options.logLevel ?? 'fatal',
        ...(options.log === undefined ? {} : { to: options.log }),
      }),
      through: options.through ?? askedLog,
      kinds: options.kinds,
      audiences: options.audiences,
      showCode: options.showCode,
      otherVersion: options.otherVersion,
      made: options.made,
      free: options.free,
      feed: options.feed,
    },
  )
  if (options.demo !== false) await whileAllIsKept(() => tablee.prepare())
  const { port } = await tablee.listen()
  const url = `http://localhost:${port}`
  /** The hall that most tests are about: the demo's, or else the first; with what is the process's own. */
  const parts = () => {
    const [first] = tablee.halls.list()
    const hall = tablee.halls.of(demoId) ?? (first === undefined ? tablee.halls.nobodys : tablee.halls.at(first))
    const { database, journal, app, damage } = tablee
    return { ...hall, database, journal, app, damage }
  }

  const tableId = (number: number, dialogue: DialogueId = demoId): TableId => {
    const found = tablee.halls
      .at(dialogue)
      .dialogues.tables(dialogue)
      .find((table) => table.number === number)
    if (found === undefined) throw new Error(`no table ${number}`)
    return found.id
  }
  /** Where a table stands; without a number, where the first one does. */
  const siteOf = (table = 1): SiteId => {
    const found = parts().dialogues.table(tableId(table))
    if (found === null) throw new Error(`no table ${table}`)
    return found.siteId
  }
  const known = (role: Role, table?: number) =>
    parts()
      .access.links.list(demoId)
      .find((each) => {
        if (each.role !== role || each.revokedAt !== null) return false
        if (isRoomRole(role)) return table === undefined || each.sites?.includes(siteOf(table)) === true
        return each.table === (table === undefined ? null : tableId(table))
      })
  /** The demo's link of a role; `table` is its number, for roles that sit at one, and for those whose room it stands in. */
  const link = (role: Role, table?: number) => {
    const { access } = parts()
    const found = known(role, table)
    if (found === undefined) throw new Error(`no link of ${role}${table === undefined ? '' : ` at table ${table}`}`)
    return { ...found, ...access.links.derive(found) }
  }
  async function api(
    path: string,
    request: {
      as?: string | undefined
      method?: string
      body?: unknown
      origin?: string
      bytes?: Uint8Array
      headers?: Readonly<Record<string, string>>
    } = {},
  ): Promise<Reply> {
    const headers: Record<string, string> = { ...request.headers }
    if (request.as !== undefined) headers['Authorization'] = `Bearer ${request.as}`
    if (request.origin !== undefined) headers['Origin'] = request.origin
    if (request.body !== undefined) headers['Content-Type'] = 'application/json'
    const body =
      request.bytes === undefined
        ? request.body === undefined
          ? null
          : JSON.stringify(request.body)
        : new Uint8Array(request.bytes)
    const asking = { method: request.method ?? (body === null ? 'GET' : 'POST'), headers, body }
    for (let attempt = 0; ; attempt += 1) {
      const reply = await replyOf(await fetch(`${url}${path}`, asking))
      description(tablee.app).hold({ method: asking.method, path, body: request.body }, reply)
      if (!logLoses || attempt > 20 || !isUnavailable(reply)) return reply
      // As a page does whose row the log did not keep: the same once more.
      await new Promise((resolve) => setTimeout(resolve, pauseOf({ ...network, first: 10 }, attempt)))
    }
  }
  let devices = 0

  return {
    tablee,
    get parts() {
      return parts()
    },
    /** Of another dialogue than the demo. */
    hall: (dialogue: DialogueId) => tablee.halls.at(dialogue),
    port,
    url,
    ws: `ws://localhost:${port}`,
    dialogue: demoId,
    board: boardName,
    tableId,
    siteOf,
    link,
    api,
    /**
     * Enters with the demo's link of a role, as a browser would. Where people are asked for consent, a citizen with a seat
     * sits down as a phone does, with a yes to everything unless `consent` says otherwise; the person who held the seat is moved.
     */
    async enter(
      role: Role,
      table?: number,
      as: { seat?: string; device?: string; consent?: { quoted: boolean; observed: boolean } } = {},
    ): Promise<{ session: string; me: Me; device: string }> {
      const device = as.device ?? `device-${++devices}`
      // Nobody is given a coordinator's link unasked, and some dialogues of tests have no head facilitator's.
      if (isRoomRole(role) && known(role, table) === undefined)
        done(await parts().access.links.issue({ role, dialogue: demoId, sites: [siteOf(table)] }))
      const reply = await api('/api/sessions', {
        body: { token: link(role, table).token, device, ...(as.seat === undefined ? {} : { seat: as.seat }) },
      })
      if (reply.status !== 201) throw new Error(`entering as ${role}: ${reply.status} ${JSON.stringify(reply.body)}`)
      const { session, me } = reply.body as SessionAnswer
      if (role !== 'citizen' || as.seat === undefined || me.seat !== null) return { session, me, device }
      const { consent } = (await api('/api/seats', { as: session })).body as SeatsAnswer
      if (consent === null) throw new Error(`no seat ${as.seat} was given, and nobody is asked for consent`)
      const given = { version: consent.version, quoted: true, observed: true, lang: 'en', ...as.consent }
      const sit = (id: string): Promise<Reply> =>
        api('/api/seats', { as: session, body: { id, seat: as.seat, consent: given } })
      let sat = await sit(`sit-${device}`)
      // The person who held it (a seat of the demo, an earlier device of this test) is moved, as the table's facilitator does it.
      if (sat.status === 409) {
        const { access, dialogues } = parts()
        const facilitator = access.authorise(`Bearer ${link('facilitator', table).token}`)
        const board = dialogues.boardsOf(tableId(table ?? 0))[0]
        if (facilitator === null || board === undefined) throw new Error(`nobody can free ${as.seat}`)
        await parts().seats.free(facilitator, board.id, { id: `free-${device}`, seat: as.seat as SeatCode })
        sat = await sit(`sit-again-${device}`)
      }
      if (sat.status !== 201) throw new Error(`sitting on ${as.seat}: ${sat.status} ${JSON.stringify(sat.body)}`)
      return { session, me: (await api('/api/me', { as: session })).body as Me, device }
    },
    close: () => tablee.close(),
  }
}
