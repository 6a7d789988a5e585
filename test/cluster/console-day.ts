/** A hall whose console is at work: tables, phones at either node, who watches, and what each was told the moment they were. */
import { setTimeout as pause } from 'node:timers/promises'
import { createHash } from 'node:crypto'
import { boardIdOf } from '@tablee/shared/dialogue/file'
import { seatCode, type BoardId, type DialogueId, type TableId } from '@tablee/shared/ids'
import type { Room, RoomCommand } from '@tablee/shared/wire/room'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import type { ResultsAnswer, TableRound, TableVoices } from '@tablee/shared/wire/voices'
import type { Random } from '../support/seeded.ts'
import { patiently } from './awaited.ts'
import { type Happened, now } from './history.ts'
import { asked, type Answer, type Doors, foundDay, type Made, observer, once, voteOn } from './people.ts'
import { type Command, standingCommands } from './standing.ts'
import { type Whole, type WholeNode } from './whole.ts'

const writing = {
  kind: 'private-writing',
  minutes: 60,
  title: { en: 'Alone' },
  id: 'alone',
  opens: 'room',
  task: { kind: 'write', prompt: { en: 'What have you seen?' }, signature: 'anonymous' },
}
const session = (title: string, steps: readonly object[]) => ({ title: { en: title }, question: { en: '?' }, steps })
const sessions = [
  session('One', [writing, { ...voteOn('vote'), opens: 'room' }]),
  session('Two', [{ kind: 'map', minutes: 60, title: { en: 'Around the table' } }]),
]

export type Without<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never
export type Person = { readonly session: string; readonly seat: string; readonly table: Table; readonly sheet: string }
export type Table = {
  readonly number: number
  readonly id: TableId
  readonly board: BoardId
  /** Of its facilitator. */
  readonly session: string
}
/** At a room: in which sessions its tables are. */
export type Look = { readonly begun: number; readonly ended: number; readonly sessions: readonly number[] }
export type ConsoleDay = Awaited<ReturnType<typeof openConsoleDay>>

/** Through which node each act is asked for. */
export type Through = readonly WholeNode[]
const ok = <T>({ status, body }: Answer, what: string): T => {
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`)
  return body as T
}

export async function openConsoleDay(
  whole: Whole,
  { id, chance, tables: count, seats }: { id: string; chance: Random; tables: number; seats: number },
) {
  /** What somebody was told and should not have been. */
  const wrong: string[] = []
  const checks: Promise<void>[] = []
  const made: Made = new Map()
  const shown = new Set<string>()
  let over = false
  const standing = (): Promise<readonly Command[]> => patiently(() => standingCommands(whole.sql, id))
  /** Told now: is it so for good? Asked at once, of the database itself. */
  function holds(what: string, is: (rows: readonly Command[]) => boolean): void {
    const check = standing().then((rows) => {
      if (!is(rows)) wrong.push(`${what}, and it is not committed`)
    })
    // Of a day that has failed nobody waits for it.
    checks.push(check.catch((cause: unknown) => void wrong.push(`${what}: ${String(cause)}`)))
  }
  const isDone = (kind: string, board: BoardId) => (rows: readonly Command[]) =>
    rows.some((row) => row.kind === kind && row.board === board)

  const doors: Doors = {
    chance,
    nodes: whole.nodes,
    watching: whole.watching,
    over: () => over,
    tell(one: Happened) {
      if (one.is !== 'shown') return
      shown.add(one.hash)
      const board = one.doc.slice('board:'.length) as BoardId
      holds(`${one.by} is shown ${one.hash}`, isDone('reveal', board))
    },
  }
  const day = await foundDay(doors, { id, tables: count, seats, found: whole.founding, sessions })
  const enter = async (card: Parameters<typeof day.card>[0], device: string, table: number | null = null) =>
    (await day.enter(day.tokenOf(day.card(card, table)), device)).session
  const [head, analyst] = await Promise.all([enter('head', 'console'), enter('analyst', 'analyst')])
  const path = `/api/dialogues/${id}/sites/${day.card('head').sites?.[0] ?? 'hall'}/room`
  const room = async (through: Through = whole.nodes): Promise<Room> =>
    ok(await asked({ nodes: through, chance }, path, { session: head }), path)
  const tables = await Promise.all(
    (await room()).tables.map(async ({ id: table, number }): Promise<Table> => {
      const board = boardIdOf(id as DialogueId, number, 1)
      return { number, id: table, board, session: await enter('facilitator', `runner-${number}`, number) }
    }),
  )
  const people = await Promise.all(
    tables.flatMap((table) =>
      Array.from({ length: seats }, async (_, n): Promise<Person> => {
        const seat = seatCode(table.number, n + 1)
        const name = seat.toLowerCase()
        const phone = await enter('citizen', `phone-${name}`, table.number)
        const consent = { version: '1', quoted: true, observed: true, lang: 'en' }
        const body = { id: `sit-${name}`, seat, consent }
        ok(await asked(doors, '/api/seats', { body, session: phone }), seat)
        made.set(`sheet-${name}`, `sheet-${name}`)
        return { session: phone, seat, table, sheet: `sheet-${name}` }
      }),
    ),
  )
  const watchPath = day.pathOf(day.card('observer'))

  /** Somebody who never goes away: what they are told one after the other is looked at as it comes. */
  async function follow(ask: () => Promise<Answer | null>, told: (body: unknown) => void, rest: number): Promise<void> {
    for (; !over; await pause(rest)) {
      const answer = await ask()
      if (answer?.status === 200 && !over) told(answer.body)
    }
  }
  const order: readonly TableRound['state'][] = ['waiting', 'open', 'closed', 'revealed']
  /** A table's screen at any node: what it was told once is so from then on, and nothing is told before it is closed. */
  function screen({ board, number, session }: Table): Promise<void> {
    const seen = new Map<string, TableRound['state']>()
    let version = ''
    const at = `/api/boards/${board}/voices`
    const ask = () => once(chance.pick(whole.nodes).port, `${at}${version && `?after=${version}`}`, null, session)
    return follow(
      ask,
      (body) => {
        const answer = body as TableVoices
        version = answer.version
        for (const { step, state, task } of answer.rounds) {
          const last = seen.get(step) ?? 'waiting'
          seen.set(step, state)
          if (order.indexOf(state) < order.indexOf(last))
            wrong.push(`table ${number}: ${step} was ${last}, is ${state}`)
          const known = task.kind === 'write' ? task.sheets.length : (task.results?.ballots ?? 0)
          const final = task.kind === 'write' ? 'revealed' : 'closed'
          if (known > 0 !== (state === final)) wrong.push(`table ${number}: ${step} is ${state} and tells ${known}`)
          if (known > 0 && known !== seats) wrong.push(`table ${number}: ${step} tells ${known} of ${seats}`)
          const kind = final === 'closed' ? 'close' : 'reveal'
          if (state === final && last !== final) holds(`table ${number} is told of ${kind}`, isDone(kind, board))
        }
      },
      20,
    )
  }
  let figures: ResultsAnswer['steps'][number] | null = null
  /** Who watches: figures of all tables, or none. */
  function wall(): Promise<void> {
    let closed = 0
    const [node] = whole.watching
    return follow(
      () => once(node?.port ?? 0, `/api/watch/${watchPath}/results`, null, null),
      (body) => {
        const step = (body as ResultsAnswer).steps.find((one) => one.step === 'vote')
        const told = step?.tables.closed ?? 0
        if (told < closed) wrong.push(`the wall was told of ${closed} closed tables, and then of ${told}`)
        if (told > closed)
          holds(`the wall is told of ${told} closed tables`, (rows) => {
            return rows.filter(({ kind }) => kind === 'close').length >= told
          })
        closed = told
        if (step === undefined || step.figures.length === 0) return
        if (told < count) wrong.push(`the wall is shown figures of ${told} tables`)
        figures = step
      },
      150,
    )
  }
  const everybody = [
    ...tables.map(screen),
    wall(),
    ...tables.map(({ number: table, board }) =>
      observer(doors, made, { path: watchPath, table, board, name: `o${table}` }),
    ),
  ]

  return {
    id,
    tables,
    people,
    wrong,
    standing,
    room,
    /** What the wall at the watch node shows of the vote; null: nothing. */
    figures: () => figures,
    /** Sheets that who watches has seen. */
    shown: (): ReadonlySet<string> => shown,
    /** Whoever has not got the hall now. */
    async other(): Promise<Through> {
      const owner = await whole.someOwner(id)
      return whole.nodes.filter((node) => node !== owner)
    },
    /** The console's: the same id until it is answered. */
    act: async (through: Through, command: Without<RoomCommand>, act: string): Promise<void> => {
      ok(await asked({ nodes: through, chance }, path, { session: head, body: { id: act, ...command } }), act)
    },
    says: ({ session, table: { board } }: Person, command: object): Promise<Answer> =>
      asked(doors, '/api/seat/commands', { session, body: { board, ...command } }),
    /** What a phone says that its seat voted. */
    async ownBallot({ session, seat }: Person): Promise<number | null> {
      const { rounds } = ok<SeatAnswer>(await asked(doors, '/api/seat', { session }), seat)
      const task = rounds.find(({ step }) => step === 'vote')?.task
      const answer = task === undefined || task.kind === 'write' ? undefined : task.answers['n']?.answer
      return answer?.type === 'number' ? answer.value : null
    },
    places: async ({ session, board }: Table, sheet: string): Promise<void> => {
      const body = { id: `place-${sheet}`, kind: 'place', step: 'alone', sheet, node: `entry-${sheet}` }
      const entry = { kind: 'position' }
      ok(await asked(doors, `/api/boards/${board}/voices`, { session, body: { ...body, entry } }), sheet)
    },
    /** Names of the snapshots that somebody took. */
    async snapshots(): Promise<readonly string[]> {
      const way = `/api/dialogues/${id}/snapshots`
      const list = ok<readonly { hash: string; whys?: unknown }[]>(await asked(doors, way, { session: analyst }), way)
      return list.flatMap(({ hash, whys }) => (whys === undefined ? [hash] : []))
    },
    async freezes(): Promise<string> {
      const way = `/api/dialogues/${id}/snapshots`
      return ok<{ hash: string }>(await asked(doors, way, { session: analyst, body: {} }), way).hash
    },
    /** Of its bytes, as they come. */
    async hashOf(name: string): Promise<string> {
      const headers = { authorization: `Bearer ${analyst}` }
      for (;;) {
        const url = `http://127.0.0.1:${chance.pick(whole.nodes).port}/api/snapshots/${name}`
        const bytes = await fetch(url, { headers })
          .then(async (reply) => (reply.status < 500 ? Buffer.from(await reply.arrayBuffer()) : null))
          .catch(() => null)
        if (bytes !== null) return createHash('sha256').update(bytes).digest('hex')
        await pause(50)
      }
    },
    /** Looks at the room through each node until `work` is done, and once more: in which sessions its tables are, at every look. */
    async looking(work: Promise<unknown>): Promise<readonly Look[]> {
      const looks: Look[] = []
      let done = false
      const look = async (node: WholeNode): Promise<void> => {
        for (let last = false; !last; await pause(30)) {
          const [ending, begun] = [done, now()]
          const answer = await once(node.port, path, null, head)
          if (answer?.status !== 200) {
            last = ending && !node.up
            continue
          }
          const { clock, tables: all } = answer.body as Room
          const sessions = all.map((one) => (one.clock ?? clock).course.session)
          looks.push({ begun, ended: now(), sessions: [...new Set(sessions)] })
          last = ending
        }
      }
      await Promise.all([...whole.nodes.map(look), work.finally(() => (done = true))])
      return looks
    },
    /** What was asked of the database, the moment somebody was told, is answered. */
    async checked(): Promise<void> {
      for (const check of checks) await check
    },
    /** Everybody goes; whoever still waits for an answer does until the nodes are gone. */
    async gone(): Promise<void> {
      over = true
      await Promise.all(everybody)
    },
  }
}
