/** What a table says to its room, and what is said of it: without a screen, without a server. */
import type { CallCommand, TableCalls } from '@tablee/shared/wire/calls'
import { expect, it } from 'vitest'
import type { ClientProblem } from '@tablee/client/hold/answer'
import type { Answer, Api } from '@tablee/client/link/api'
import { callsPort, type ToldLast } from '@tablee/client/table/calls/port'
import { lostOf, openSaying } from '@tablee/client/table/calls/saying'

function table() {
  const came: { readonly command: CallCommand; readonly answer: (problem: ClientProblem | null) => void }[] = []
  const saying = openSaying({
    act: (command) =>
      new Promise((resolve) => {
        came.push({
          command,
          answer: (problem) => resolve(problem === null ? { ok: true, value: null } : { ok: false, problem }),
        })
      }),
  })
  const answered = async (nth: number, problem: ClientProblem | null): Promise<void> => {
    came[nth]?.answer(problem)
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  }
  const lost = (told: TableCalls | null = null) => lostOf(saying.entries(), told).map(({ command }) => command.id)
  return { came, saying, answered, lost }
}
const call = { id: 'call-1', kind: 'call', about: 'technical' } as const
const read = { id: 'read-1', kind: 'read', message: 'message-1' } as const
const told = (change: Partial<TableCalls> = {}): TableCalls => ({ version: '1', call: null, messages: [], ...change })

it('[CALL7] a call that did not arrive says so until it is sent again, whatever is read meanwhile', async () => {
  const { came, saying, answered, lost } = table()
  saying.say(call)
  await answered(0, { code: 'offline' })
  saying.say(read)
  expect(lost(told())).toEqual(['call-1'])
  await answered(1, null)
  expect(lost(told())).toEqual(['call-1'])
  saying.say(call)
  saying.say(call)
  expect(came.map(({ command }) => command)).toEqual([call, read, call])
  expect(lost(told())).toEqual([])
  await answered(2, null)
  expect(lost(told())).toEqual([])
})

it('[CALL7] what arrived without an answer is not said to be lost, and of two calls the last is meant', async () => {
  const { saying, answered, lost } = table()
  saying.say(call)
  await answered(0, { code: 'timeout' })
  const heard = { kind: 'technical', askedAt: 0, heard: false, coming: null } as const
  expect(lost(told({ call: { id: 'call-1', ...heard } }))).toEqual([])
  expect(lost(told())).toEqual(['call-1'])
  saying.say({ ...call, id: 'call-2' })
  await answered(1, { code: 'timeout' })
  expect(lost(told())).toEqual(['call-2'])
  saying.say({ id: 'back-1', kind: 'take-back', call: 'call-3' })
  await answered(2, { code: 'offline' })
  expect(lost(told({ call: { id: 'call-3', ...heard } }))).toEqual(['call-2', 'back-1'])
  expect(lost(told())).toEqual(['call-2'])
})

it('[CALL7] where somebody was faster nothing is said; what is refused says so and is not sent again', async () => {
  const { saying, answered, lost } = table()
  saying.say(call)
  await answered(0, { code: 'changed' })
  expect(lost(told())).toEqual([])
  saying.say({ ...call, id: 'call-2' })
  await answered(1, { code: 'unexpected' })
  expect(lost(told())).toEqual(['call-2'])
  expect(saying.entries().map(({ state }) => state)).toEqual(['refused'])
  saying.leave('call-2')
  expect(lost(told())).toEqual([])
})

it('[CALL10] a page that is reloaded away from the network has what was told last, and of when; who may not hear it any more has none of it', async () => {
  const kept: { last: string | null } = { last: null }
  const keeping = {
    load: (): unknown => (kept.last === null ? null : JSON.parse(kept.last)),
    save: (last: ToldLast | null) => void (kept.last = last && JSON.stringify(last)),
  }
  let now = 1_000
  const page = (answer: Answer<unknown>) => {
    const get = <T>(): Promise<Answer<T>> => Promise.resolve(answer as Answer<T>)
    const api: Api = { get, post: get, put: get, delete: get, send: get }
    return callsPort(api, 'b1', keeping, () => now)
  }
  const read = (port: ReturnType<typeof page>) => port.read(null, new AbortController().signal)
  const message = { id: 'm1', to: 'tables', text: { en: 'Lunch at one.' }, sentAt: 900 } as const
  const last = { told: told({ messages: [message] }), at: 1_000 }
  await read(page({ ok: true, value: last.told }))
  now = 9_000
  const away = page({ ok: false, problem: { code: 'offline' } })
  await read(away)
  expect(away.last?.()).toEqual(last)
  expect(page({ ok: true, value: last.told }).last?.()).toEqual(last)
  await read(page({ ok: false, problem: { code: 'not-signed-in' } }))
  expect(page({ ok: true, value: last.told }).last?.()).toBeNull()
  // What another version kept is nothing.
  for (const other of ['{"told":{},"at":1}', '[]', '7']) {
    kept.last = other
    expect(away.last?.()).toEqual(last)
    expect(page({ ok: true, value: last.told }).last?.()).toBeNull()
  }
})
