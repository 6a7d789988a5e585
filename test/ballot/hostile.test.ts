/** What somebody at a table may try who wants to know, to hide or to undo what is another's. */
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId, SeatCode } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, openDay, paperSheetOf, phoneAt, runnerAt } from './day.ts'
import { problemOf, speak, watch, yes, type Hall } from './hall.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openDay()
}, 60_000)
afterAll(() => hall.close())

const words = (board: BoardId) =>
  [...hall.parts.live.look(board, readBoard).words.values()].map(({ text, withdrawn }) => ({
    text,
    stands: withdrawn === null,
  }))

describe('names of sheets', () => {
  it('[WRI9] nobody takes the name that another’s sheet has, or will have when it is moved, and takes it off the board', async () => {
    const runner = await runnerAt(hall, 1)
    const [ada, eve] = [await phoneAt(hall, 1, 'T1-01'), await phoneAt(hall, 1, 'T1-02')]
    const [first, second] = await entries(hall, runner.board, ['One', 'Two'])
    if (first === undefined || second === undefined) throw new Error('no entries')
    await runner.does({ kind: 'open', step: 'alone', nodes: [] })
    expect((await ada.write('alone', 'adassheet', 'A bench under the lime')).status).toBe(200)
    await runner.does({ kind: 'reveal', step: 'alone' })
    for (const name of ['adassheet', 'adassheet-2', 'adassheet-17'])
      expect(problemOf(await eve.write('alone', name, 'mine')), name).toMatchObject({ code: 'bad-request' })
    // The other way round too: where somebody's is called with a number, nobody takes what stands before it.
    expect((await ada.write('alone', 'ada-7', 'Shade')).status).toBe(200)
    expect(problemOf(await eve.write('alone', 'ada', 'mine'))).toMatchObject({ code: 'bad-request' })
    for (const node of [first, second])
      expect((await runner.does({ kind: 'place', step: 'alone', sheet: 'adassheet', node })).status).toBe(200)
    expect(problemOf(await eve.takeBack('alone', 'adassheet-2'))).toEqual({ code: 'not-found', what: 'sheet' })
    expect(words(runner.board)).toEqual([
      { text: 'A bench under the lime', stands: false },
      { text: 'A bench under the lime', stands: true },
    ])
  })

  it('[CONS13] a no at one table hides nothing at another, whatever a sheet is called', async () => {
    await speak(hall, 2, [{ id: 'words-of-two', seat: 'T2-01', text: 'We need trams' }])
    await phoneAt(hall, 2, 'T2-01')
    const wall = await watch(hall, 2)
    await wall.until(() => wall.texts().includes('We need trams'))
    const runner = await runnerAt(hall, 3)
    const eve = await phoneAt(hall, 3, 'T3-01', { observed: false, quoted: false })
    await runner.does({ kind: 'open', step: 'alone', nodes: [] })
    expect((await eve.write('alone', 'words-of-two', 'mine', false)).status).toBe(200)
    // Whatever comes next at the other table makes its view anew.
    await speak(hall, 2, [{ id: 'more-of-two', seat: 'T2-01', text: 'And buses' }])
    await wall.until(() => wall.texts().includes('And buses'))
    expect(wall.texts()).toContain('We need trams')
    wall.close()
    const analyst = await hall.enter('analyst')
    const taken = await hall.api(`/api/dialogues/${hall.dialogue}/snapshots`, { as: analyst.session, method: 'POST' })
    const { hash } = taken.body as { readonly hash: string }
    const texts = await hall.api(`/api/snapshots/${hash}/text`, { as: analyst.session })
    expect(JSON.stringify(texts.body)).toContain('We need trams')
  })
})

describe('anonymous paper', () => {
  it('[WRI10] whose it is nobody finds out by naming one seat after the other', async () => {
    const runner = await runnerAt(hall, 4)
    const seats = ['T4-01', 'T4-02', 'T4-03'] as SeatCode[]
    for (const seat of seats) await runner.does({ kind: 'paper-consent', seat, consent: yes })
    const [node] = await entries(hall, runner.board, ['One'])
    if (node === undefined) throw new Error('no entry')
    await runner.does({ kind: 'open', step: 'alone', nodes: [] })
    await runner.does({ kind: 'reveal', step: 'alone' })
    const sheet = paperSheetOf(hall, 4, 'alone', 'T4-02')
    const typed = { kind: 'paper-sheet', step: 'alone', sheet, text: 'On paper', lang: 'en' } as const
    const asked = async () => {
      const answers = []
      for (const seat of seats) answers.push(problemOf(await runner.does({ ...typed, seat })))
      return answers
    }
    const refused = seats.map(() => ({ code: 'bad-request', where: 'seat', why: 'nobody signs here' }))
    expect(await asked()).toEqual(refused)
    expect((await runner.does({ ...typed, seat: null })).status).toBe(200)
    expect(await asked()).toEqual(refused)
    expect((await runner.does({ kind: 'place', step: 'alone', sheet, node })).status).toBe(200)
    expect(await asked()).toEqual(refused)
  })
})
