/** Somebody whose phone is no browser of ours: what it sends is the same. */
import type { Answer } from '@tablee/shared/dialogue/items'
import type { SeatAnswer } from '@tablee/shared/wire/seat'
import type { TestServer } from './server.ts'

type Asked = { readonly id: string }

export async function answering({ enter, api }: TestServer, table: number, seat: string) {
  const { session } = await enter('citizen', table, { seat })
  return Object.assign(answeringAs(session, seat, api), { session })
}

/** Answers every question of a step that asks it; `nth` of them. */
export const answeringAs =
  (session: string, seat: string, api: TestServer['api']) =>
  async (step: string, says: (item: Asked, nth: number) => Answer, sent = true): Promise<void> => {
    const { rounds } = (await api('/api/seat', { as: session })).body as SeatAnswer
    const round = rounds.find((one) => one.step === step)
    const items = round === undefined || round.task.kind === 'write' ? [] : round.task.items
    const answers = Object.fromEntries(items.map((item, nth) => [item.id, says(item, nth)]))
    const body = {
      id: `answer-${seat}-${step}`.toLowerCase(),
      kind: 'answer',
      board: round?.board,
      step,
      answers,
      sent,
    }
    const reply = await api('/api/seat/commands', { as: session, body })
    if (reply.status !== 200) throw new Error(`${seat} answers ${step}: ${reply.status} ${JSON.stringify(reply.body)}`)
  }
