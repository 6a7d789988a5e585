/** A hall in which people answered: rows as their phones and papers write them, without a phone for each. */
import type { Answer } from '@tablee/shared/dialogue/items'
import type { DialogueDraft } from '@tablee/shared/dialogue/programme'
import { seatCode, type BoardId } from '@tablee/shared/ids'
import type { VotedOn, VoiceRow } from '@tablee/shared/voices/rows'
import { withSteps } from '../voices/day.ts'
import { openHall, yes, type Hall } from '../voices/hall.ts'

const by = { author: 'test', device: 'test' }
let count = 0
/** A row, with a name that no other has. */
type Row = VoiceRow extends infer R ? (R extends { readonly command: string } ? Omit<R, 'command'> : never) : never

export async function openVoted(options: Parameters<typeof openHall>[0] = {}) {
  const { draft = (one: DialogueDraft) => one, ...rest } = options
  const hall: Hall = await openHall({ ...rest, draft: (one) => draft(withSteps(one)) })
  const says = async (row: Row): Promise<void> => {
    const made = { ...row, command: `row-${++count}` } as VoiceRow
    const done = await hall.parts.voices.append(hall.dialogue, made, by)
    if (!done.ok) throw new Error(`a row was not taken: ${done.problem.code}`)
  }
  const seatOf = (table: number, n: number) => seatCode(table, n)
  const board = (table: number): BoardId => hall.board(table, 2)
  return {
    hall,
    says,
    /** So many people of a table sit down. `no`: they do not want to be quoted. */
    async sit(table: number, people: number, no = false): Promise<void> {
      for (let n = 1; n <= people; n += 1)
        await says({
          kind: 'sit',
          seat: seatOf(table, n),
          table: hall.tableId(table),
          device: null,
          consent: { ...yes, quoted: !no, how: 'paper' },
          pair: `pair-${table}-${n}`,
        })
    },
    opens: (table: number, step: string, nodes: readonly VotedOn[] = []) =>
      says({ kind: 'open', board: board(table), step, nodes }),
    closes: (table: number, step: string) => says({ kind: 'close', board: board(table), step }),
    answers: (table: number, n: number, step: string, answers: Readonly<Record<string, Answer>>, sent = true) =>
      says({ kind: 'answer', board: board(table), step, seat: seatOf(table, n), how: 'paper', answers, sent }),
    close: () => hall.close(),
  }
}
export const came = (option: string): Readonly<Record<string, Answer>> => ({ tram: { type: 'single', option } })
