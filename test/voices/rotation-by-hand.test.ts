/** Somebody is moved by hand in the middle of a session: what was closed by then keeps its people, and takes their paper. */
import type { SeatCode, TableId } from '@tablee/shared/ids'
import type { Snapshot } from '@tablee/shared/snapshot/structure'
import { openArchive } from '@tablee/server/snapshot/log'
import { nameOf } from '@tablee/server/snapshot/freeze'
import { makeAgain } from '@tablee/server/snapshot/make'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aConsole } from '../room/aConsole.ts'
import { openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { problemOf, unique, type Hall } from './hall.ts'

type Runner = Awaited<ReturnType<typeof runnerAt>>
let hall: Hall
let console: Awaited<ReturnType<typeof aConsole>>
let tables: readonly TableId[]
let runners: readonly [Runner, Runner]
let silent: Phone
beforeAll(async () => {
  hall = await openDay()
  console = await aConsole(hall, 1)
  tables = console.room.tables.map(({ id }) => id)
  silent = await phoneAt(hall, 1, 'T1-06')
  await Promise.all([1, 2, 3].map((n) => phoneAt(hall, 1, `T1-0${n}`)))
  await phoneAt(hall, 2, 'T2-01')
  runners = [await runnerAt(hall, 1), await runnerAt(hall, 2)]
}, 60_000)
afterAll(() => hall.close())

const given = { q: { type: 'single' as const, option: 'o1' } }
async function ask(at: readonly (TableId | undefined)[]): Promise<string> {
  const asked = await hall.api(`/api/dialogues/${hall.dialogue}/questions`, {
    as: console.session,
    body: {
      id: unique(),
      kind: 'ask',
      text: { en: 'Which?' },
      answer: 'single',
      unit: 'people',
      options: [{ en: 'A' }, { en: 'B' }],
      tables: at,
    },
  })
  return (asked.body as { readonly step: string }).step
}
const moved = async (seat: string, n: number): Promise<number> =>
  (
    await console.does({
      kind: 'move-seats',
      session: 2,
      why: 'too loud',
      moves: [{ seat: seat as SeatCode, table: tables[n - 1] as TableId }],
    })
  ).status
const paper = (runner: Runner, step: string) =>
  runner.does({ kind: 'paper-answers', step, seat: 'T1-06' as SeatCode, answers: given, again: given })

describe('moved by hand in a session that runs', () => {
  let alone: string
  let both: string

  async function counted(step: string): Promise<readonly (readonly [number, number] | null)[]> {
    const all = await Promise.all(runners.map((runner) => runner.read()))
    return all.map(({ rounds }) => {
      const round = rounds.find((one) => one.step === step)
      const results = round?.task.kind === 'ballot' ? round.task.results : null
      return results === null ? null : ([results.seats, results.ballots] as const)
    })
  }

  it('[ROT5] paper filled in at the old table is typed in there, once it is closed and its person was moved', async () => {
    alone = await ask([tables[0]])
    both = await ask([tables[0], tables[1]])
    await console.does({ kind: 'round', step: alone, to: 'closed' })
    await runners[0].does({ kind: 'close', step: both })
    const before = await counted(alone)
    expect([before[0], (await counted(both))[0]]).toEqual([
      [4, 0],
      [4, 0],
    ])
    expect(await moved('T1-06', 2)).toBe(200)
    expect(await counted(alone)).toEqual(before)
    expect(problemOf(await paper(runners[1], alone))?.code).toBe('not-found')
    expect((await paper(runners[0], alone)).status).toBe(200)
  })

  it('[ROT5] their sheet of paper is found at the table at which it was filled in, by what is printed on it', () => {
    const { paper, dialogues } = hall.parts
    const [dialogue, table] = [dialogues.dialogue(hall.dialogue), dialogues.table(hall.tableId(2))]
    if (dialogue === null || table === null) throw new Error('no such table')
    const pile = paper.sheetsOf({ session: 2, kinds: ['ballot'], langs: ['en'] }, dialogue, [table], hall.url)
    const sheet = pile.find(({ seat }) => seat?.endsWith('T1-06') === true)?.id ?? ''
    expect(paper.find(hall.board(1, 2), sheet)).toMatchObject({ ok: true, value: { seat: 'T1-06' } })
    expect(paper.find(hall.board(3, 2), sheet).ok).toBe(false)
  })

  it('[ROT5] where they came to, the question that their old table has closed is theirs no more', async () => {
    expect((await silent.read()).tableNumber).toBe(2)
    expect(await silent.round(both)).toBeUndefined()
    expect(problemOf(await paper(runners[1], both))?.code).toBe('no-seat')
    await runners[1].does({ kind: 'close', step: both })
    expect(await counted(both)).toEqual([
      [4, 0],
      [1, 0],
    ])
    expect((await paper(runners[0], both)).status).toBe(200)
    expect(await counted(both)).toEqual([
      [4, 1],
      [1, 0],
    ])
  })

  it('[ROT5] snapshots count them where the tables do; made again they are the same', async () => {
    const { session: analyst } = await hall.enter('analyst')
    const at = `/api/dialogues/${hall.dialogue}`
    async function take(of: string): Promise<Snapshot> {
      const { hash } = (await hall.api(`${of}/snapshots`, { as: analyst, method: 'POST' })).body as { hash: string }
      return (await hall.api(`/api/snapshots/${hash}.json`, { as: analyst })).body as Snapshot
    }
    const asked = ({ boards }: Snapshot) =>
      boards.map(({ id, voices }) => [id, voices?.rounds.find(({ step }) => step === both)?.asked])
    const [whole, own] = [await take(at), await take(`/api/boards/${hall.board(1, 2)}`)]
    expect(asked(whole)).toEqual(
      expect.arrayContaining([
        [hall.board(1, 2), 4],
        [hall.board(2, 2), 1],
      ]),
    )
    expect(asked(own)).toEqual([[hall.board(1, 2), 4]])
    const archive = await openArchive({ journal: hall.parts.journal, clock: Date.now })
    for (const [hash, { row }] of archive.state(hall.dialogue).taken) {
      const made = await makeAgain(hall.parts.journal, row, archive.state(hall.dialogue))
      expect(made === null ? null : nameOf(made.snapshot)).toBe(hash)
    }
    archive.close()
  })
})
