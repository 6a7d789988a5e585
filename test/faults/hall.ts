/** A hall to kill: every table with its facilitator, its people on phones, and the console of its site. */
import { seatCode, type TableId } from '@tablee/shared/ids'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import { aConsole } from '../room/aConsole.ts'
import { large, type Size } from '../room/bigHall.ts'
import { openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { killed, type Way } from './killed.ts'

type Desk = Way & { readonly who: string }
export type Person = { readonly session: string; readonly board: string; readonly who: string }

export function killedHall(name: string, size: Size) {
  const desks: Desk[] = []
  const people: Person[] = []
  const tables: TableId[] = []
  const ways = { console: { session: '', path: '' }, results: { session: '', path: '' } }
  const server = killed(name, async (dir) => {
    const hall = await openDay({ dir, draft: large(size) })
    for (let table = 1; table <= size.tables; table += 1) {
      const { session, board } = await runnerAt(hall, table)
      tables.push(hall.tableId(table))
      desks.push({ session, path: `/api/boards/${board}/voices`, who: String(table) })
      for (let n = 1; n <= size.seats; n += 1) {
        const who = seatCode(table, n)
        people.push({ session: (await phoneAt(hall, table, who)).session, board, who })
      }
    }
    ways.console = { session: (await aConsole(hall, 1)).session, path: `/api/dialogues/${hall.dialogue}/questions` }
    ways.results = { session: (await hall.enter('analyst')).session, path: `/api/dialogues/${hall.dialogue}/results` }
    await hall.close()
  })
  return {
    ...server,
    desks,
    people,
    tables,
    /** What the console asks. */
    asks: (body: object) => server.ask(ways.console, body),
    /** What a phone hands in. */
    answers: ({ session, board, who }: Person, id: string, step: string, answers: object) =>
      server.ask(
        { session, path: '/api/seat/commands' },
        { id: `${id}-${who}`.toLowerCase(), kind: 'answer', board, step, answers, sent: true },
      ),
    /** What a phone is told. */
    told: ({ session }: Person) => server.read<SeatAnswer>({ session, path: '/api/seat' }),
    /** What is told of all tables: its steps, without the name of the answer. */
    figures: async (step: string): Promise<unknown> =>
      (await server.read<{ readonly steps: readonly { readonly step: string }[] }>(ways.results)).steps.filter(
        (one) => one.step === step,
      ),
  }
}
