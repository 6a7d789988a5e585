/** What analysts and walls are told of all tables: not before the last has closed, nobody's few, and only what the boards show. */
import type { NodeId } from '@tablee/shared/ids'
import type { BoardStatus } from '@tablee/shared/wire/board'
import type { DialogueAnswer } from '@tablee/shared/wire/dialogue'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { unique, type Hall } from './hall.ts'

/** How far the server's clock is ahead of this machine's. */
let ahead = 0
let hall: Hall
let analyst: string
let wall: string
const tables = [1, 2]
const nodes = new Map<number, NodeId>()
const runners = new Map<number, Awaited<ReturnType<typeof runnerAt>>>()
const phones: Phone[] = []
beforeAll(async () => {
  hall = await openDay({ clock: () => Date.now() + ahead })
  analyst = (await hall.enter('analyst')).session
  wall = hall.link('observer').path ?? ''
  for (const table of tables) {
    const runner = await runnerAt(hall, table)
    runners.set(table, runner)
    const [node] = await entries(hall, runner.board, [`More trams at ${table}`])
    if (node !== undefined) nodes.set(table, node)
    for (let seat = 1; seat <= 6; seat += 1) phones.push(await phoneAt(hall, table, `T${table}-0${seat}`))
    await runner.does({ kind: 'open', step: 'vote', nodes: node === undefined ? [] : [node] })
  }
}, 60_000)
afterAll(() => hall.close())

const results = async (): Promise<ResultsAnswer> =>
  (await hall.api(`/api/dialogues/${hall.dialogue}/results`, { as: analyst })).body as ResultsAnswer
const watched = async (): Promise<ResultsAnswer> => (await hall.api(`/api/watch/${wall}/results`)).body as ResultsAnswer
/** Longer than an answer is kept for the next who asks. */
const later = (): void => void (ahead += 600)
const policy = async (table: number, change: object): Promise<void> => {
  const board = hall.board(table, 2)
  const done = await hall.parts.dialogues.setPolicy(board, change, {
    author: 'organiser',
    device: 'test',
    command: unique('policy'),
  })
  expect(done.ok).toBe(true)
}

describe('results of all tables', () => {
  it('[RND8] say how many tables have closed a step, and what came out when the last has; small counts of people are not said', async () => {
    for (const [index, phone] of phones.entries()) {
      const table = index < 6 ? 1 : 2
      await phone.answer('vote', {
        [`agree.${nodes.get(table)}`]: { type: 'agree', value: index === 0 ? 'disagree' : 'agree' },
        pick: { type: 'choose', chosen: index < 10 ? ['trees'] : ['trams'], rejected: [], indifferent: [] },
      })
    }
    const sealed = await results()
    expect(sealed.steps).toEqual([])
    const waiting = hall.api(`/api/dialogues/${hall.dialogue}/results?after=${sealed.version}`, { as: analyst })
    while (hall.parts.waiting.count() === 0) await new Promise((resolve) => setImmediate(resolve))
    await runners
      .get(1)
      ?.does({ kind: 'table-answer', step: 'vote', answers: { table: { type: 'single', option: 'trees' } } })
    await runners.get(1)?.does({ kind: 'close', step: 'vote' })
    const first = (await waiting).body as ResultsAnswer
    expect(first.steps[0]).toMatchObject({ step: 'vote', tables: { closed: 1, of: 2 }, figures: [] })
    await runners.get(2)?.does({ kind: 'close', step: 'vote' })
    const whole = (await results()).steps[0]
    expect(whole?.tables).toEqual({ closed: 2, of: 2 })
    const pick = whole?.figures.find(({ item }) => item === 'pick')
    expect(pick?.unit).toBe('answers')
    // Two people chose trams: fewer than five, and so is what would give it away.
    expect(pick?.rows.find(({ key }) => key === 'trams')?.count).toBeNull()
    const own = whole?.byTable.find(({ table }) => table === 1)?.figures
    expect(own?.find(({ item }) => item === 'table')?.rows.find(({ key }) => key === 'trees')?.count).toBe(1)
    expect(
      own?.find(({ wording }) => wording !== undefined)?.rows.find(({ key }) => key === 'disagree')?.count,
    ).toBeNull()
  })

  it('[RND9] walls see the same under each board’s policy, without an entry’s own id; a curtain takes it away within a second', async () => {
    later()
    const open = await watched()
    expect(open.steps[0]?.byTable.map(({ table }) => table)).toEqual([1, 2])
    for (const node of nodes.values()) expect(JSON.stringify(open)).not.toContain(node)
    expect(JSON.stringify(open)).toContain('More trams at 1')
    const curtain = await hall.api(`/api/boards/${hall.board(1, 2)}/commands`, {
      as: runners.get(1)?.session,
      body: { id: unique(), kind: 'curtain', to: 'drawn' },
    })
    expect(curtain.status).toBe(200)
    expect((await watched()).steps[0]?.byTable.map(({ table }) => table)).toEqual([2])
    // Opened again, what was written behind it is the table's until it is released: then no wording of it is shown.
    await entries(hall, hall.board(1, 2), ['Between us'])
    const does = (command: object) =>
      hall.api(`/api/boards/${hall.board(1, 2)}/commands`, {
        as: runners.get(1)?.session,
        body: { id: unique(), ...command },
      })
    await does({ kind: 'curtain', to: 'open' })
    expect(JSON.stringify(await watched())).not.toContain('More trams at 1')
    await does({ kind: 'release' })
    expect(JSON.stringify(await watched())).toContain('More trams at 1')
    await does({ kind: 'curtain', to: 'drawn' })
    await policy(2, { hidden: [nodes.get(2)] })
    expect(JSON.stringify(await watched())).not.toContain('More trams at')
    await policy(2, { observation: 'paused' })
    expect((await watched()).steps[0]?.byTable).toEqual([])
    await policy(2, { observation: 'open', hidden: [], delayMinutes: 5 })
    // Closed less than five minutes ago: for a wall that sees with delay it is not closed yet.
    expect((await watched()).steps[0]?.tables.closed).toBe(1)
    // Analysts have no curtain before them.
    expect((await results()).steps[0]?.byTable.map(({ table }) => table)).toEqual([1, 2])
    // [RND15] Who has what stands is told nothing twice.
    const { version } = await watched()
    expect((await hall.api(`/api/watch/${wall}/results?after=${version}`)).status).toBe(204)
    expect((await hall.api(`/api/watch/${wall}/results?after=older`)).status).toBe(200)
    expect((await hall.api('/api/watch/nobody-knows-this-path/results')).status).toBe(401)
  })

  it('[MOVE6] a table that has gone home holds nothing back: its board closed, what is open there is closed with what was sent, and the results of all tables come out', async () => {
    const organiser = (await hall.enter('organiser')).session
    for (const [table, runner] of runners) {
      await runner.does({ kind: 'open', step: 'ask', nodes: [] })
      await runner.does({ kind: 'open', step: 'signed', nodes: [] })
      for (const phone of phones.slice(table === 1 ? 0 : 6, table === 1 ? 6 : 12))
        await phone.answer('ask', { mood: { type: 'scale', value: 3 } })
    }
    await runners.get(1)?.does({ kind: 'close', step: 'ask' })
    const asked = async () => {
      later()
      return (await results()).steps.find(({ step }) => step === 'ask')
    }
    expect(await asked()).toMatchObject({ tables: { closed: 1, of: 2 }, figures: [] })
    const about = async () => {
      const { tables } = (await hall.api(`/api/dialogues/${hall.dialogue}`, { as: organiser })).body as DialogueAnswer
      return tables.find(({ number }) => number === 2)?.boards.find(({ id }) => id === hall.board(2, 2))
    }
    expect(await about()).toMatchObject({ closed: false, open: 2 })
    const path = `/api/boards/${hall.board(2, 2)}/access`
    const closed = await hall.api(path, { as: organiser, method: 'PUT', body: { closed: true } })
    expect([closed.status, (closed.body as BoardStatus).state]).toEqual([200, 'closed'])
    expect(await about()).toMatchObject({ closed: true, open: 0 })
    expect(await asked()).toMatchObject({ tables: { closed: 2, of: 2 } })
    expect((await asked())?.figures[0]).toMatchObject({ item: 'tram' })
    expect((await runners.get(2)?.round('signed'))?.state).toBe('closed')
    // Come back: the board opens again, a vote does not.
    expect((await hall.api(path, { as: organiser, method: 'PUT', body: { closed: false } })).status).toBe(200)
    expect((await runners.get(2)?.round('ask'))?.state).toBe('closed')
    expect((await runners.get(2)?.does({ kind: 'open', step: 'signed', nodes: [] }))?.status).toBe(200)
  })

  it('[RND10] the developers’ page of the journal knows nothing of people’s voices: not their rows, not their number', async () => {
    const organiser = (await hall.enter('organiser')).session
    const names = (await hall.api(`/api/dialogues/${hall.dialogue}/journal`, { as: organiser })).body
    expect(JSON.stringify(names)).toContain(`board:${hall.board(1, 2)}`)
    expect(JSON.stringify(names)).not.toContain('voices:')
    const rows = await hall.api(`/api/dialogues/${hall.dialogue}/journal/entries?doc=voices:${hall.dialogue}`, {
      as: organiser,
    })
    expect(rows.status).toBe(404)
  })
})
