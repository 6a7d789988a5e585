/** Calls and messages from the console's side, over real HTTP: a head facilitator answers, an organiser is a moment later. */
import type { TableCalls } from '@tablee/shared/wire/calls'
import type { Problem } from '@tablee/shared/problem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Reply } from '../support/server.ts'
import { openHall, problemOf, unique, type Hall } from '../voices/hall.ts'
import { aConsole } from './aConsole.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openHall()
}, 60_000)
afterAll(() => hall.close())

const codeOf = (reply: Reply): Problem['code'] | 'done' => problemOf(reply)?.code ?? 'done'

it('[CALL2] [CALL3] [MSG1] a console is told of a call at once, answers it and writes to its tables; it reads at how many it was read', async () => {
  const { session } = await hall.enter('facilitator', 1)
  const path = `/api/boards/${hall.board(1, 2)}/calls`
  const told = async () => (await hall.api(path, { as: session })).body as TableCalls
  const [head, organiser, elsewhere] = [
    await aConsole(hall, 1),
    await aConsole(hall, 1, 'organiser'),
    await aConsole(hall, 4),
  ]
  const id = unique('call')
  const news = await head.after(() => hall.api(path, { as: session, body: { id, kind: 'call', about: 'conflict' } }))
  expect(news.calls).toMatchObject([{ id, table: hall.tableId(1), kind: 'conflict', coming: null }])
  // It came as a call alone: no row of a table is another for it.
  expect([news.whole, news.tables]).toEqual([false, []])
  expect((await told()).call?.heard).toBe(true)
  expect((await elsewhere.read()).calls).toEqual([])
  expect(codeOf(await elsewhere.does({ kind: 'coming', call: id }))).toBe('not-found')

  const answers = await Promise.all([
    head.does({ kind: 'coming', call: id }),
    organiser.does({ kind: 'coming', call: id }),
  ])
  expect(answers.map(codeOf).sort()).toEqual(['changed', 'done'])
  const who = (await told()).call?.coming?.who
  for (const console of [head, organiser]) expect((await console.read()).calls[0]?.coming?.who).toBe(who)
  expect(codeOf(await organiser.does({ kind: 'done', call: id }))).toBe('done')
  expect([(await head.read()).calls, (await told()).call]).toEqual([[], null])

  const text = { en: 'Ten minutes more', fr: 'Dix minutes de plus' }
  const [message, command] = [unique('message'), { kind: 'message', to: 'facilitators', text } as const]
  for (const _ of [1, 2]) expect(codeOf(await head.does(command, message))).toBe('done')
  expect((await told()).messages).toMatchObject([{ id: message, text }])
  expect(codeOf(await elsewhere.does({ ...command, tables: [hall.tableId(1)] }))).toBe('not-found')
  const read = await head.after(() =>
    hall.api(path, { as: session, body: { id: unique('read'), kind: 'read', message } }),
  )
  expect(read.messages).toMatchObject([{ id: message, to: 'facilitators', tables: null, read: 1, of: 3 }])
  expect((await elsewhere.read()).messages).toEqual([])
})
