/** What boards show by now, as it is asked for what was taken from them: nothing of it is older than the last row. */
import { addNode, remove, setWording } from '@tablee/shared/board/edit'
import type { BoardId, Lang, NodeId } from '@tablee/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { entries, openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { speak, unique, yes, type Hall } from './hall.ts'

let hall: Hall
let board: BoardId
let phone: Phone
let runner: Awaited<ReturnType<typeof runnerAt>>
let [street, mayors]: readonly NodeId[] = []

const said = 'Nobody crosses my street on foot'
beforeAll(async () => {
  hall = await openDay()
  board = hall.board(1, 2)
  phone = await phoneAt(hall, 1, 'T1-01')
  runner = await runnerAt(hall, 1)
  await speak(hall, 1, [{ id: 'w1', seat: 'T1-01', text: said }])
  ;[street, mayors] = await entries(hall, board, [said, 'Mayors are afraid'])
})
afterAll(() => hall?.close())

/** As it is told in the turn in which the last thing was answered. */
async function shown(): Promise<readonly (string | null)[]> {
  const now = hall.parts.participation.boardsNow
  await now.ready([board])
  return [street, mayors].map((node) => {
    const entry = now.entry(board, node as NodeId)
    return entry.state === 'shown' ? entry.wording : null
  })
}
const policy = async (body: object): Promise<void> => {
  const done = await hall.api(`/api/boards/${board}/policy`, { as: runner.session, method: 'PUT', body })
  expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
}
const command = async (body: object): Promise<void> => {
  const done = await hall.api(`/api/boards/${board}/commands`, { as: runner.session, body: { id: unique(), ...body } })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
}
const write = async (change: Parameters<Hall['parts']['live']['write']>[2]): Promise<void> => {
  expect((await hall.parts.live.write(board, 'reporter', change)).ok).toBe(true)
}
const refuse = async (consent: object): Promise<void> => {
  expect((await phone.send({ id: unique(), kind: 'consent', consent } as never)).status).toBe(200)
}
const origin = { who: 'reporter', why: 'x' }
const both = [said, 'Mayors are afraid']

it('[RCM10] of an entry that was hidden or shown again, a curtain, a pause, a delay', async () => {
  expect(await shown()).toEqual(both)
  await policy({ hidden: [mayors] })
  expect(await shown()).toEqual([said, null])
  await policy({ hidden: [] })
  expect(await shown()).toEqual(both)
  await command({ kind: 'curtain', to: 'drawn' })
  expect(await shown()).toEqual([null, null])
  await command({ kind: 'curtain', to: 'open' })
  expect(await shown()).toEqual(both)
  await policy({ observation: 'paused' })
  expect(await shown()).toEqual([null, null])
  await policy({ observation: 'open' })
  expect(await shown()).toEqual(both)
})

it('[RCM10] of one that was reworded, deleted and written again', async () => {
  await write((doc) => void setWording(doc, origin, mayors as NodeId, 'Mayors are brave'))
  expect(await shown()).toEqual([said, 'Mayors are brave'])
  await write((doc) => void remove(doc, origin, mayors as NodeId))
  expect(await shown()).toEqual([said, null])
  const again = {
    id: mayors as NodeId,
    kind: 'position',
    wording: 'Mayors are afraid',
    lang: 'en' as Lang,
    at: 1,
  } as const
  await write((doc) => void addNode(doc, origin, again))
  expect(await shown()).toEqual(both)
})

it('[RCM10] of one that repeats what somebody refused, by what they say now; and of an erased one', async () => {
  const now = hall.parts.participation.boardsNow
  await refuse({ ...yes, quoted: false, observed: false })
  expect(await shown()).toEqual([null, 'Mayors are afraid'])
  expect([said, 'Mayors are afraid'].map((text) => now.refuses(board, { text }, text))).toEqual([true, false])
  await refuse(yes)
  expect(await shown()).toEqual(both)
  await command({ kind: 'redact', words: 'w1' })
  expect((await hall.parts.erasing.erase(hall.dialogue, { author: 'organiser', device: 'd' })).ok).toBe(true)
  const [left, other] = await shown()
  expect(left ?? '').not.toContain('street')
  expect(other).toBe('Mayors are afraid')
})

it('[RCM10] a board is read once for all who ask, until something is written on it', async () => {
  const now = hall.parts.participation.boardsNow
  await shown()
  const reads = now.reads()
  await Promise.all(Array.from({ length: 50 }, shown))
  expect(now.reads()).toBe(reads)
  await entries(hall, board, ['One more'])
  await Promise.all(Array.from({ length: 50 }, shown))
  expect(now.reads()).toBe(reads + 1)
})
