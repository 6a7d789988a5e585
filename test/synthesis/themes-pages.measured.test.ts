/**
 * What five who read along cost a large dialogue: after a letter, beside one who does. `PAGES_SECONDS=6` also looks at it while
 * all tables write, in rounds of so many seconds, and prints what that costs of a core.
 */
import { addNode, addWords, setWording } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import { expect, it } from 'vitest'
import { openLarge } from '../room/bigHall.ts'
import { done } from '../support/server.ts'
import { costOf, middleOf, tablesWrite, type OpenPage } from './whileTablesWrite.ts'

const [tables, all, readers] = [20, 10_000, 5]
const seconds = Number(process.env['PAGES_SECONDS'] ?? 0)
const origin = { who: 'reporter', why: 'test' } as const

it('[SYN12] what may be read of 10,000 entries is worked out once per change, for however many pages', async () => {
  const hall = await openLarge({ tables, sites: 1, seats: 8 })
  const by = { lang: 'fr' as Lang, at: 1 }
  const node = 'many' as NodeId
  for (let table = 1; table <= tables; table += 1)
    done(
      await hall.parts.live.write(hall.board(table, 1), 'reporter', (doc) => {
        addNode(doc, origin, { id: node, kind: 'position', wording: `What table ${table} says`, ...by })
        for (let n = 0; n < all / tables; n += 1) {
          const text = `Sentence ${n} of table ${table}, as somebody said it about trams at night.`
          const words = { id: `m${n}` as WordsId, node, text, seat: null, capture: 'dictated' } as const
          addWords(doc, origin, { ...words, ...by, at: n })
        }
      }),
    )
  try {
    const path = `/api/dialogues/${hall.dialogue}/themes`
    const pages = await Promise.all(
      Array.from({ length: readers }, async (_, n) => ({
        path,
        as: (await hall.enter('analyst', undefined, { device: `reader-${n}` })).session,
      })),
    )
    if (seconds > 0) {
      const hands = await tablesWrite(hall, tables, (doc, n) =>
        setWording(doc, origin, node, `What a table says, ${n}`),
      )
      await costOf(hall, pages, 2)
      const rounds: { none: number; one: number; five: number }[] = []
      for (let round = 0; round < 5; round += 1) {
        const none = (await costOf(hall, [], seconds)).core
        const one = (await costOf(hall, pages.slice(0, 1), seconds)).core - none
        rounds.push({ none, one, five: (await costOf(hall, pages, seconds)).core - none })
      }
      await hands.stop()
      const percent = (of: 'none' | 'one' | 'five'): string =>
        `${(middleOf(rounds.map((round) => round[of])) * 100).toFixed(1)} % (${rounds.map((round) => (round[of] * 100).toFixed(1)).join(', ')})`
      console.log(
        `themes of ${all} while tables write: one page costs ${percent('one')} of a core, ${readers} pages ${percent('five')}, the hall without ${percent('none')}`,
      )
    }
    // By the processor's clock, and without the hall around it: a letter, and all pages are told.
    const cost = async (pages: readonly OpenPage[]): Promise<number> => {
      const took: number[] = []
      for (let n = 0; n < 25; n += 1) {
        const board = hall.board(1 + (n % tables), 1)
        done(await hall.parts.live.write(board, 'reporter', (doc) => setWording(doc, origin, node, `Once more, ${n}`)))
        const before = process.cpuUsage()
        for (const { as } of pages) expect((await hall.api(path, { as })).status).toBe(200)
        const { user, system } = process.cpuUsage(before)
        took.push((user + system) / 1000)
      }
      return middleOf(took)
    }
    const [one, five] = [await cost(pages.slice(0, 1)), await cost(pages)]
    console.log(
      `after a letter one page is told in ${one.toFixed(1)} ms of processor, ${readers} in ${five.toFixed(1)}`,
    )
    // Worked out for each page it would be five times as much.
    expect(five).toBeLessThan(3 * one)
  } finally {
    await hall.close()
  }
}, 300_000)
