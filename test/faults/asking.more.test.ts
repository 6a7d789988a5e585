/**
 * Questions asked on the day under kill -9 of the real server: asked at every table, answered by people (who think again) and
 * by tables, closed by the console and by tables, called back, several at once. `ASK_KILLS`: times four.
 */
import { counts, roundOf, tableSeat } from '@tablee/shared/voices/fold'
import { expect, it } from 'vitest'
import { killedHall } from './hall.ts'
import { commandsOf } from './killed.ts'

const rounds = Number(process.env['ASK_KILLS'] ?? 1)
const hall = killedHall('asking', { tables: 12, sites: 1, seats: 2 })
const { desks, people } = hall
const numbers = Array.from({ length: rounds }, (_, n) => n)
/** One of people, one of people that each table closes, one of tables, one that was asked by mistake. */
const kinds = ['people', 'own', 'tables', 'mistake'] as const
const stepOf = (kind: (typeof kinds)[number], n: number): string => `q-${kind}-${n}`
const agree = (value: 'agree' | 'disagree') => ({ q: { type: 'agree', value } })

it(
  '[ASK12] kill -9 amid asking, answering, closing and calling back: nothing lost, nothing twice, no question asked at some of its tables',
  async () => {
    for (const n of numbers) {
      await hall.amid(
        kinds.map((kind) => () => {
          const unit = kind === 'tables' ? 'tables' : 'people'
          const question = { kind: 'ask', text: { en: 'Shall we?' }, answer: 'agree', unit, options: [] }
          return hall.asks({ id: `${kind}-${n}`, tables: hall.tables, ...question })
        }),
        { spread: 12 },
      )
      await hall.amid([
        ...people.map((one, at) => async () => {
          for (const kind of ['people', 'own', 'mistake'] as const)
            await hall.answers(one, `${kind}-${n}`, stepOf(kind, n), agree('agree'))
          if (at % 2 === 0) await hall.answers(one, `again-${n}`, stepOf('people', n), agree('disagree'))
        }),
        ...desks.map(
          (desk) => () =>
            hall.ask(desk, {
              id: `table-${n}`,
              kind: 'table-answer',
              step: stepOf('tables', n),
              answers: agree('agree'),
            }),
        ),
      ])
      await hall.amid(
        [
          () => hall.asks({ id: `close-people-${n}`, kind: 'close', step: stepOf('people', n) }),
          () => hall.asks({ id: `close-tables-${n}`, kind: 'close', step: stepOf('tables', n) }),
          ...desks.map((desk) => () => hall.ask(desk, { id: `close-${n}`, kind: 'close', step: stepOf('own', n) })),
        ],
        { spread: 20 },
      )
      const figures = await hall.figures(stepOf('people', n))
      const back = { id: `back-${n}`, kind: 'call-back', step: stepOf('mistake', n) }
      await hall.amid([() => hall.asks(back), () => hall.asks(back)], { spread: 4 })
      expect(await hall.figures(stepOf('people', n))).toEqual(figures)
      expect(await hall.figures(stepOf('mistake', n))).toEqual([])
    }
    await hall.end(
      async (day) => {
        const now = day.parts.voices.state(day.dialogue)
        expect([...now.asks.keys()].toSorted()).toEqual(
          numbers.flatMap((n) => kinds.map((kind) => stepOf(kind, n))).toSorted(),
        )
        for (const n of numbers)
          for (const kind of kinds) {
            const ask = now.asks.get(stepOf(kind, n))
            expect([ask?.boards.length, ask?.calledBack === null]).toEqual([hall.tables.length, kind !== 'mistake'])
            const at = (ask?.boards ?? []).map((board) => roundOf(now, board, stepOf(kind, n)))
            expect(new Set(at.map(({ state }) => state))).toEqual(new Set(['closed']))
            const given = at.flatMap(({ casts }) => [...(casts.get('q') ?? [])])
            const whose = kind === 'tables' ? desks.map(() => tableSeat) : people.map(({ who }) => who)
            expect(given.map(([seat]) => seat).toSorted()).toEqual(whose.toSorted())
            for (const [seat, cast] of given) {
              const again = kind === 'people' && people.findIndex(({ who }) => who === seat) % 2 === 0
              expect([kind, seat, counts(cast)?.answer]).toEqual([kind, seat, agree(again ? 'disagree' : 'agree').q])
            }
          }
        const stood = new Set(await commandsOf(day, 'voices:'))
        for (const n of numbers)
          for (const id of [...kinds.map((kind) => `${kind}-${n}`), `back-${n}`]) expect(stood).toContain(id)
      },
      `${4 * rounds} questions at ${hall.tables.length} tables with ${people.length} phones`,
    )
  },
  60_000 + rounds * 60_000,
)
