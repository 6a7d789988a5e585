/**
 * Recommendation rounds under kill -9 of the real server: asked, agreed at each table, frozen and drawn, voted on (yes, no,
 * yes if), closed, told. `RECOMMEND_KILLS`: times six.
 */
import type { Answer } from '@tablee/shared/dialogue/items'
import type { BoardId } from '@tablee/shared/ids'
import { itemsOfSeat } from '@tablee/shared/voices/draw'
import { counts, roundOf, tableSeat } from '@tablee/shared/voices/fold'
import { expect, it } from 'vitest'
import { killedHall, type Person } from './hall.ts'
import { commandsOf } from './killed.ts'

const rounds = Number(process.env['RECOMMEND_KILLS'] ?? 1)
const hall = killedHall('recommending', { tables: 13, sites: 1, seats: 4 })
const { desks, people } = hall
const numbers = Array.from({ length: rounds }, (_, n) => n)
const sentence = (table: string, n: number): string => `Table ${table} recommends this for the ${n + 1}th time`
const drawnFor = async (one: Person, step: string): Promise<readonly string[]> => {
  const task = (await hall.told(one)).rounds.find((round) => round.step === step)?.task
  return task === undefined || task.kind === 'write' ? [] : task.items.map(({ id }) => id)
}
const says = (who: string, drawn: readonly string[]): Record<string, Answer> =>
  Object.fromEntries(
    drawn.map((id, at) => [
      id,
      [
        { type: 'support', value: 'yes-if', why: { text: `if ${who} is heard`, lang: 'en' } } as const,
        { type: 'support', value: 'no', why: { text: `${who} was never asked`, lang: 'en' } } as const,
        { type: 'support', value: 'yes' } as const,
      ][at % 3] ?? { type: 'support', value: 'yes' },
    ]),
  )

it(
  '[RCM8] kill -9 amid asking, agreeing, freezing and drawing, voting, closing and telling: nothing lost, nothing twice, and the same draw',
  async () => {
    const drawn = new Map<string, readonly string[]>()
    for (const n of numbers) {
      const [agreed, vote] = [`q-agree-${n}`, `q-vote-${n}`]
      const question = { text: { en: 'What do we recommend?' }, answer: 'recommendation', unit: 'tables', options: [] }
      const asked = { id: `agree-${n}`, kind: 'ask', tables: hall.tables, ...question }
      await hall.amid([() => hall.asks(asked), () => hall.asks(asked)], { spread: 6 })
      await hall.amid(
        desks.map((desk) => () => {
          const answers = { q: { type: 'recommendation', sentence: sentence(desk.who, n), lang: 'en', reasons: [] } }
          return hall.ask(desk, { id: `agreed-${n}`, kind: 'table-answer', step: agreed, answers })
        }),
      )
      const frozen = { id: `vote-${n}`, kind: 'vote-on-recommendations', tables: hall.tables, from: agreed, most: 10 }
      await hall.amid([() => hall.asks(frozen), () => hall.asks(frozen)], { spread: 8 })
      for (const one of people) drawn.set(`${one.who} ${n}`, await drawnFor(one, vote))
      const own = (one: Person): readonly string[] => drawn.get(`${one.who} ${n}`) ?? []
      await hall.amid(people.map((one) => () => hall.answers(one, `vote-${n}`, vote, says(one.who, own(one)))))
      for (const one of people) expect(await drawnFor(one, vote)).toEqual(own(one))
      await hall.amid(desks.map((desk) => () => hall.ask(desk, { id: `close-${n}`, kind: 'close', step: vote })))
      const figures = await hall.figures(vote)
      expect(JSON.stringify(figures)).toContain(sentence('13', n))
      await hall.amid(
        people.slice(0, 8).map(() => async () => expect(await hall.figures(vote)).toEqual(figures)),
        { spread: 60 },
      )
    }
    await hall.end(async (day) => {
      const now = day.parts.voices.state(day.dialogue)
      for (const n of numbers) {
        const ask = now.asks.get(`q-vote-${n}`)
        expect(ask?.items.map(({ text }) => text['en'])).toEqual(desks.map(({ who }) => sentence(who, n)))
        for (const [at, board] of (ask?.boards ?? []).entries()) {
          const given = roundOf(now, board, `q-agree-${n}`).casts.get('q')?.get(tableSeat)
          expect(given?.phone?.answer).toMatchObject({ sentence: sentence(desks[at]?.who ?? '', n) })
        }
        for (const { board, who } of people) {
          const round = roundOf(now, board as BoardId, `q-vote-${n}`)
          const own = drawn.get(`${who} ${n}`) ?? []
          expect([round.state, own.length]).toEqual(['closed', 10])
          expect(itemsOfSeat(ask?.items ?? [], ask?.draw, who).map(({ id }) => id)).toEqual(own)
          const cast = [...round.casts].flatMap(([id, by]) => {
            const one = by.get(who)
            return one === undefined ? [] : [[id, counts(one)?.answer]]
          })
          expect(Object.fromEntries(cast)).toEqual(says(who, own))
        }
      }
      const rows = await commandsOf(day, 'voices:')
      for (const n of numbers) expect(rows.filter((id) => [`agree-${n}`, `vote-${n}`].includes(id))).toHaveLength(2)
    }, `${rounds} rounds of ${desks.length} tables and ${people.length} people`)
  },
  60_000 + rounds * 90_000,
)
