/** A hall by hand: tables at sites, what each seat answers, as the rows of its log; for tests of what is asked of answers. */
import type { Answer, Item, ItemKey } from '@tablee/shared/dialogue/items'
import type { ProgrammeSession, StepTask } from '@tablee/shared/dialogue/programme'
import { seatCode, type BoardId, type NodeId, type TableId } from '@tablee/shared/ids'
import type { Hall, HallTable } from '@tablee/shared/results/hall-cases'
import { voicesFrom } from '@tablee/shared/voices/fold'
import type { VoiceRow } from '@tablee/shared/voices/rows'

type Answers = Readonly<Record<ItemKey, Answer>>
export type TableOf = {
  readonly site: string
  readonly country?: string
  readonly group?: string
  /** By step what each seat answers; `null`: hands in nothing. */
  readonly ballots: Readonly<Record<string, readonly (Answers | null)[]>>
  /** By step what the table answers as one. */
  readonly table?: Readonly<Record<string, Answers>>
  /** By step the entries that it votes on. */
  readonly nodes?: Readonly<Record<string, readonly string[]>>
  /** Steps that it has not closed. */
  readonly open?: readonly string[]
}
export type StepOf = { readonly id: string; readonly items: readonly Item[]; readonly task?: Partial<StepTask> }

const consent = { version: '1', quoted: true, observed: true, lang: 'en', how: 'phone' } as const

/** Its tables are numbered from 1; all steps are of the first session. `more`: rows behind them, each a second later. */
export function hallOf(
  steps: readonly StepOf[],
  tables: readonly TableOf[],
  more: readonly VoiceRow[] = [],
): Hall & { readonly rows: readonly VoiceRow[] } {
  const rows: VoiceRow[] = []
  let next = 0
  const command = (): string => `c${(next += 1)}`
  const places = tables.map((_, n) => ({ board: boardAt(n + 1), table: `table${n + 1}` as TableId }))
  const seats = (n: number): number => Math.max(...Object.values(tables[n]?.ballots ?? {}).map(({ length }) => length))
  for (const [n, { table }] of places.entries())
    for (let seat = 1; seat <= seats(n); seat += 1)
      rows.push({
        kind: 'sit',
        command: command(),
        table,
        seat: seatCode(n + 1, seat),
        device: `d${n}-${seat}`,
        consent,
        pair: `p${n + 1}-${seat}`,
      })
  for (const { id: step } of steps) {
    for (const [n, { board }] of places.entries()) {
      const nodes = (tables[n]?.nodes?.[step] ?? []).map((node) => ({
        node: node as NodeId,
        wording: `Wording of ${node}`,
        lang: 'en',
      }))
      rows.push({ kind: 'open', command: command(), board, step, nodes })
    }
    for (const [n, { board }] of places.entries()) {
      const { ballots = {}, table, open = [] }: Partial<TableOf> = tables[n] ?? {}
      for (const [at, answers] of (ballots[step] ?? []).entries())
        if (answers !== null)
          rows.push({
            kind: 'answer',
            command: command(),
            board,
            step,
            seat: seatCode(n + 1, at + 1),
            how: 'phone',
            answers,
            sent: true,
          })
      const own = table?.[step]
      if (own !== undefined)
        rows.push({
          kind: 'answer',
          command: command(),
          board,
          step,
          seat: null,
          how: 'table',
          answers: own,
          sent: true,
        })
      if (!open.includes(step)) rows.push({ kind: 'close', command: command(), board, step })
    }
  }
  const all = [...rows, ...more]
  const session: ProgrammeSession = {
    number: 1,
    title: { en: 'Session' },
    question: { en: 'Question' },
    steps: steps.map(({ id, items, task }) => ({
      id,
      kind: 'ballot',
      title: { en: `Step ${id}` },
      minutes: 5,
      task: { kind: 'ballot', items, ...task } as StepTask,
    })),
  }
  return {
    cut: all.length,
    rows: all,
    voices: voicesFrom(all.map((row, n) => ({ row, at: (n + 1) * 1000 }))),
    sessions: [session],
    tables: places.map(({ board, table }, n): HallTable => {
      const { site = 'Lyon', country = 'FR', group } = tables[n] ?? {}
      return {
        table,
        board,
        running: 1,
        boardClosed: false,
        number: n + 1,
        session: 1,
        site,
        country,
        ...(group === undefined ? {} : { group }),
      }
    }),
  }
}
export const boardAt = (table: number): BoardId => `board${table}` as BoardId
