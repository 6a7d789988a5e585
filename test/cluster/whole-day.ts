/** A day at a cluster of whole nodes: everybody who is at it, what they note, and what stands in the end. */
import { setTimeout as pause } from 'node:timers/promises'
import { seatCode, type BoardId, type DialogueId } from '@tablee/shared/ids'
import { boardIdOf } from '@tablee/shared/dialogue/file'
import type { LinkEntry } from '@tablee/shared/wire/access'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { seeded } from '../support/seeded.ts'
import { awaited, patiently } from './awaited.ts'
import { type Happened, type History, now, type Standing } from './history.ts'
import { asked, cutter, type Doors, foundDay, type Made, newcomer, observer, voter, writer } from './people.ts'
import { placed } from './placed.ts'
import { standingRows, standingVotes } from './standing.ts'
import { type Whole } from './whole.ts'

export type Size = {
  readonly tables: number
  readonly writers: number
  readonly newcomers: number
  readonly observers: number
  readonly voters: number
  /** Mean pause of a writer between two edits. */
  readonly rest: number
}
export const small: Size = { tables: 2, writers: 2, newcomers: 1, observers: 2, voters: 3, rest: 80 }
const steps = ['vote-a', 'vote-b', 'vote-c', 'vote-d']

export type Day = Awaited<ReturnType<typeof openDay>>

/** Founds a day and lets everybody in. `size`: at each table. */
export async function openDay(whole: Whole, seed: number, size: Size = small) {
  const chance = seeded(seed)
  const history: Happened[] = []
  const made: Made = new Map()
  const { heard, next } = awaited()
  let over = false
  const doors: Doors = {
    chance,
    nodes: whole.nodes,
    watching: whole.watching.length > 0 ? whole.watching : whole.nodes,
    over: () => over,
    tell(one) {
      history.push(one)
      heard(one)
    },
  }
  const id = `day-${seed}`
  const day = await foundDay(doors, { id, tables: size.tables, seats: Math.max(6, size.voters), found: whole.founding })
  const everybody: Promise<void>[] = []
  const runners: { readonly session: string; readonly board: BoardId }[] = []
  const watchPath = day.pathOf(day.card('observer'))
  const open = new Set<string>()
  for (let table = 1; table <= size.tables; table += 1) {
    const board = boardIdOf(id as DialogueId, table, 1)
    const runner = await day.enter(day.tokenOf(day.card('facilitator', table)), `runner-${table}`)
    runners.push({ session: runner.session, board })
    for (let n = 0; n < size.writers; n += 1) {
      const { session } = await day.enter(day.tokenOf(day.card('reporter', table)), `writer-${table}-${n}`)
      everybody.push(writer(doors, made, { board, session, name: `w${table}-${n}`, rest: size.rest }))
    }
    for (let n = 0; n < size.newcomers; n += 1) {
      const { session } = await day.enter(day.tokenOf(day.card('reporter', table)), `newcomer-${table}-${n}`)
      everybody.push(newcomer(doors, made, { board, session, name: `r${table}-${n}` }))
    }
    for (let n = 0; n < size.observers; n += 1)
      everybody.push(observer(doors, made, { path: watchPath, table, board, name: `o${table}-${n}` }))
  }
  /** Of the table's runner. */
  const does = async (n: number, command: { readonly kind: 'open' | 'close'; readonly step: string }) => {
    const runner = runners[n]
    if (runner === undefined) throw new Error('no runner')
    const { session, board } = runner
    const body = {
      id: `${command.kind}-${command.step}-${n}`,
      ...command,
      ...(command.kind === 'open' ? { nodes: [] } : {}),
    }
    return asked(doors, `/api/boards/${board}/voices`, { body, session })
  }
  await Promise.all(runners.map((_, n) => does(n, { kind: 'open', step: steps[0] ?? '' })))
  open.add(steps[0] ?? '')
  const phones: { readonly session: string; readonly seat: string; readonly board: BoardId }[] = []
  for (let table = 1; table <= size.tables; table += 1)
    for (let n = 1; n <= size.voters; n += 1) {
      const seat = seatCode(table, n)
      const { session } = await day.enter(day.tokenOf(day.card('citizen', table)), `phone-${seat}`.toLowerCase())
      const consent = { version: '1', quoted: true, observed: true, lang: 'en' }
      const sat = await asked(doors, '/api/seats', {
        body: { id: `sit-${seat}`.toLowerCase(), seat, consent },
        session,
      })
      if (sat.status !== 201) throw new Error(`${seat}: ${JSON.stringify(sat)}`)
      const board = boardIdOf(id as DialogueId, table, 1)
      phones.push({ session, seat, board })
      everybody.push(voter(doors, { session, seat, board, name: `p-${seat}`.toLowerCase(), steps: () => [...open] }))
    }
  const analyst = await day.enter(day.tokenOf(day.card('analyst')), 'analyst')
  everybody.push(cutter(doors, { dialogue: id, session: analyst.session, name: 'analyst' }))
  everybody.push(followOwner(whole, id, doors))

  return {
    id,
    doors,
    history,
    next,
    /** The next item is opened at every table, and the one before it is closed while people vote. */
    async turn(n: number): Promise<void> {
      const [last, next] = [steps[n], steps[n + 1]]
      if (last === undefined || next === undefined) return
      await Promise.all(runners.map((_, table) => does(table, { kind: 'open', step: next })))
      open.add(next)
      await Promise.all(
        runners.map(async ({ board }, table) => {
          const close = { is: 'close', by: 'runner', item: `${board}/${last}`, begun: now() } as const
          const answer = await does(table, { kind: 'close', step: last })
          if (answer.status >= 300) throw new Error(`closing: ${JSON.stringify(answer)}`)
          doors.tell({ ...close, ended: now() })
        }),
      )
      // Some vote on it all the same, for a moment.
      void pause(300).then(() => open.delete(last))
    },
    /** Somebody watches through a link of their own, until it is taken away again. */
    async revoke(n: number): Promise<void> {
      const links = `/api/dialogues/${id}/links`
      const answer = await asked(doors, links, {
        body: { role: 'observer', label: `guest ${n}` },
        session: day.organiser,
      })
      if (answer.status >= 300) throw new Error(`a link: ${JSON.stringify(answer)}`)
      const link = answer.body as LinkEntry
      const path = day.pathOf(link)
      const board = boardIdOf(id as DialogueId, 1, 1)
      const guest = observer(doors, made, { path, table: 1, board, name: `guest-${n}` })
      everybody.push(guest)
      await next((one) => one.is === 'came' && one.through === path, 10_000)
      const begun = now()
      await asked(doors, `/api/links/${link.id}`, { session: day.organiser, method: 'DELETE' })
      doors.tell({ is: 'revoked', by: 'organiser', through: path, begun, ended: now() })
    },
    /** Everybody stops, and what was answered stands beside what is kept. */
    async end(): Promise<{ history: History; standing: Standing }> {
      over = true
      await Promise.all(everybody)
      const tallies = new Map<string, [string, string][]>()
      for (const { session, seat, board } of phones) {
        const { body } = await asked(doors, '/api/seat', { session })
        for (const { step, task } of (body as SeatAnswer).rounds) {
          const answer = task.kind === 'write' ? undefined : task.answers['n']?.answer
          const value = answer?.type === 'number' ? answer.value : undefined
          const item = `${board}/${step}`
          if (value !== undefined) tallies.set(item, [...(tallies.get(item) ?? []), [seat, String(value)]])
        }
      }
      for (const [item, casts] of tallies) history.push({ is: 'tally', item, casts })
      const leaseOf = (server: string): number | null =>
        /\.\d+$/.test(server) ? Number(server.split('.').at(-1)) : null
      const standing = await patiently(() =>
        whole.sql.begin(async (tx) => {
          await tx`SELECT FROM tablee.hall WHERE dialogue = ${id} FOR UPDATE`
          return { rows: await standingRows(tx, id, leaseOf), votes: await standingVotes(tx, id) }
        }),
      )
      return { history: placed(history, standing), standing }
    },
  }
}

/** Who has the hall, as the database says it, several times a second. */
async function followOwner(whole: Whole, dialogue: string, { tell, over }: Doors): Promise<void> {
  for (let last = 0; !over(); await pause(50)) {
    const rows = await whole.sql<{ epoch: string; node: string | null }[]>`
      SELECT epoch::text, node FROM tablee.hall WHERE dialogue = ${dialogue}`.catch(() => [])
    const epoch = Number(rows[0]?.epoch ?? last)
    if (epoch > last) tell({ is: 'took', node: rows[0]?.node ?? '?', epoch, at: now() })
    last = epoch
  }
}

/** An append that was turned away, or a node that heard from another one that it has the hall no more: lines of its log. */
export const saysFenced = (line: string): boolean =>
  line.includes('another node holds the dialogue') || line.includes('this hall is another node’s')
