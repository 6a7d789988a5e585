/**
 * A folder that stood still while another one went on: what that one had taken from phones is handed in to it with their
 * receipts, as after a second laptop has taken over. What was taken in time counts, once; nothing else does.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNode } from '@tablee/shared/board/edit'
import type { Lang, NodeId } from '@tablee/shared/ids'
import { roundOf } from '@tablee/shared/voices/fold'
import type { Became, SeatAgainAnswer, SeatAnswer, SeatCommand, SeatGiven } from '@tablee/shared/wire/seat'
import { entries, openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { unique, yes, type Hall } from './hall.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-again-'))
const time = { now: Date.now() }
/** One minute later each time somebody asks for it. */
const later = (): void => void (time.now += 60_000)
/** Went on, and is gone in the end; stood still, and goes on. */
let gone: Hall
let here: Hall
let node: NodeId
const phones = new Map<string, Phone>()
let runner = ''
let second = ''
beforeAll(async () => {
  const before = await openDay({ dir: join(folder, 'gone'), clock: () => time.now })
  ;[node] = (await entries(before, before.board(1, 2), ['More trams'])) as [NodeId]
  const facilitator = await runnerAt(before, 1)
  for (const seat of ['T1-01', 'T1-02', 'T1-03', 'T1-04']) phones.set(seat, await phoneAt(before, 1, seat))
  expect((await facilitator.does({ kind: 'open', step: 'vote', nodes: [node] })).status).toBe(200)
  expect((await facilitator.does({ kind: 'open', step: 'signed', nodes: [] })).status).toBe(200)
  runner = facilitator.session
  second = (await runnerAt(before, 2)).session
  phones.set('T2-01', await phoneAt(before, 2, 'T2-01'))
  await before.close()
  cpSync(join(folder, 'gone'), join(folder, 'here'), { recursive: true })
  gone = await openDay({ dir: join(folder, 'gone'), clock: () => time.now })
  here = await openDay({ dir: join(folder, 'here'), clock: () => time.now })
}, 60_000)
afterAll(async () => {
  await gone.close()
  await here.close()
  rmSync(folder, { recursive: true, force: true })
})

const phone = (seat: string): Phone => {
  const found = phones.get(seat)
  if (found === undefined) throw new Error(seat)
  return found
}
const place = (step: string) => ({ board: here.board(1, 2), step })
const vote = (value: 'agree' | 'disagree', id = unique('vote')): SeatCommand => ({
  id,
  kind: 'answer',
  ...place('vote'),
  answers: { [`agree.${node}`]: { type: 'agree', value } },
  sent: true,
})
const sheet = (id: string, text: string): SeatCommand => ({
  id: unique('write'),
  kind: 'write',
  ...place('signed'),
  sheet: id,
  text,
  lang: 'en',
  sent: true,
})
/** Said to the one that is gone later: with its receipt. */
async function given(seat: string, command: SeatCommand): Promise<SeatGiven> {
  later()
  const { status, body } = await gone.api('/api/seat/commands', { as: phone(seat).session, body: command })
  expect(status, JSON.stringify(body)).toBe(200)
  const { receipt } = body as SeatAnswer
  if (receipt === undefined) throw new Error('no receipt')
  return { command, receipt }
}
async function again(seat: string, ...given: readonly SeatGiven[]): Promise<readonly Became[]> {
  later()
  const { status, body } = await here.api('/api/seat/again', { as: phone(seat).session, body: { given } })
  expect(status, JSON.stringify(body)).toBe(200)
  return (body as SeatAgainAnswer).again.map(({ became }) => became)
}
const runs = (command: object) =>
  here.api(`/api/boards/${here.board(1, 2)}/voices`, { as: runner, body: { id: unique('runs'), ...command } })
const round = (step: string) => roundOf(here.parts.voices.state(here.dialogue), here.board(1, 2), step)
const cast = (seat: string) => round('vote').casts.get(`agree.${node}`)?.get(seat)?.phone?.answer
const rows = async (): Promise<number> => {
  const { journal } = here.parts
  const doc = `voices:${here.dialogue}` as const
  return (await Array.fromAsync(journal.read(doc, journal.head(doc).epoch, 0))).length
}

describe('handed in again', () => {
  it('[SEC10] a vote, a sheet and a no that only the other one had taken are here, once, however often they are handed in', async () => {
    const said = [
      await given('T1-01', vote('agree')),
      await given('T1-01', sheet('sheet-one', 'What I have seen.')),
      await given('T1-01', {
        id: unique('no'),
        kind: 'consent',
        consent: { ...yes, quoted: false, observed: false },
      }),
    ]
    expect(await again('T1-01', ...said)).toEqual(['there', 'there', 'there'])
    expect(cast('T1-01')).toEqual({ type: 'agree', value: 'agree' })
    expect(round('signed').sheets.get('sheet-one')).toMatchObject({ text: 'What I have seen.', sent: true })
    expect(here.parts.voices.state(here.dialogue).seats.get(phone('T1-01').seat as never)?.consent).toMatchObject({
      quoted: false,
      observed: false,
    })
    const before = await rows()
    expect(await again('T1-01', ...said)).toEqual(['there', 'there', 'there'])
    expect(await rows()).toBe(before)
  })

  it('[SEC10] what is newer stays, in whatever order it comes; an older answer that was sent again gets no newer receipt', async () => {
    const first = await given('T1-02', vote('agree'))
    const second = await given('T1-02', vote('disagree'))
    // Sent again to the one that had it: it is answered, and has no receipt, for it counts no more.
    const { body } = await gone.api('/api/seat/commands', { as: phone('T1-02').session, body: first.command })
    expect(body).not.toHaveProperty('receipt')
    expect(await again('T1-02', second)).toEqual(['there'])
    expect(await again('T1-02', first)).toEqual(['there'])
    expect(cast('T1-02')).toEqual({ type: 'agree', value: 'disagree' })
    // Voted here meanwhile: that is the newest.
    later()
    const anew = await here.api('/api/seat/commands', { as: phone('T1-02').session, body: vote('agree') })
    expect(anew.status).toBe(200)
    expect(await again('T1-02', { ...second, command: second.command })).toEqual(['there'])
    expect(cast('T1-02')).toEqual({ type: 'agree', value: 'agree' })
  })

  it('[SEC10] nobody says something else with a receipt, or another seat, or says it later', async () => {
    const honest = await given('T1-03', vote('agree'))
    const { command } = honest
    if (command.kind !== 'answer') throw new Error('no answer')
    const other = { ...command, answers: { [`agree.${node}`]: { type: 'agree', value: 'disagree' } as const } }
    const [at = '', ...rest] = honest.receipt.split('.')
    for (const forged of [
      { ...honest, command: other },
      { ...honest, command: { ...command, id: unique('other') } },
      { ...honest, receipt: [String(Number(at) + 1_000), ...rest].join('.') },
      { ...honest, receipt: 'none' },
    ])
      expect(await again('T1-03', forged)).toEqual(['unsigned'])
    expect(await again('T1-04', honest)).toEqual(['unsigned'])
    expect(cast('T1-03')).toBeUndefined()
    expect(cast('T1-04')).toBeUndefined()
  })

  it('[SEC10] taken in time, it counts where its round is closed by now, told as late; without a receipt it does not', async () => {
    const inTime = await given('T1-03', vote('disagree'))
    later()
    expect((await runs({ kind: 'close', step: 'vote' })).status).toBe(200)
    const late = await here.api('/api/seat/commands', { as: phone('T1-04').session, body: vote('agree') })
    expect((late.body as { problem: { code: string } }).problem.code).toBe('round')
    expect(await again('T1-03', inTime)).toEqual(['there'])
    expect(cast('T1-03')).toEqual({ type: 'agree', value: 'disagree' })
    expect(round('vote').changedLate).toBe(true)
  })

  it('[SEC10] what nobody has opened here waits until somebody does', async () => {
    const opens = { id: unique('open'), kind: 'open', step: 'ask', nodes: [] }
    const at = `/api/boards/${gone.board(1, 2)}/voices`
    expect((await gone.api(at, { as: runner, body: opens })).status).toBe(200)
    const answered = await given('T1-01', {
      id: unique('ask'),
      kind: 'answer',
      ...place('ask'),
      answers: { mood: { type: 'scale', value: 4 }, tram: { type: 'single', option: 'trees' } },
      sent: true,
    })
    expect(await again('T1-01', answered)).toEqual(['waits'])
    expect((await runs({ kind: 'open', step: 'ask', nodes: [] })).status).toBe(200)
    expect(await again('T1-01', answered)).toEqual(['there'])
    expect(round('ask').casts.get('mood')?.get('T1-01')?.phone?.answer).toEqual({ type: 'scale', value: 4 })
  })

  it('[SEC10] an answer about one wording is none to another', async () => {
    const [ofTwo] = await entries(here, here.board(2, 2), ['Trams at night'])
    await gone.parts.live.write(gone.board(2, 2), 'reporter', (doc) =>
      addNode(
        doc,
        { who: 'reporter', why: 'test' },
        { id: ofTwo as NodeId, kind: 'position', wording: 'No trams at night', lang: 'en' as Lang, at: 1 },
      ),
    )
    for (const hall of [gone, here]) {
      const { status } = await hall.api(`/api/boards/${hall.board(2, 2)}/voices`, {
        as: second,
        body: { id: unique('open'), kind: 'open', step: 'vote', nodes: [ofTwo] },
      })
      expect(status).toBe(200)
    }
    const answered = await given('T2-01', {
      id: unique('vote'),
      kind: 'answer',
      board: here.board(2, 2),
      step: 'vote',
      answers: { [`agree.${ofTwo}`]: { type: 'agree', value: 'agree' } },
      sent: true,
    })
    expect(await again('T2-01', answered)).toEqual(['asked-anew'])
    expect(roundOf(here.parts.voices.state(here.dialogue), here.board(2, 2), 'vote').casts.size).toBe(0)
  })

  it('[SEC10] a ballot that the other one had closed is closed here as soon as one phone says so, and nobody changes a vote after it', async () => {
    const sent = async (hall: Hall, seat: string, step: string, value: number) =>
      hall.api('/api/seat/commands', {
        as: phone(seat).session,
        body: {
          id: unique('ask'),
          kind: 'answer',
          ...place(step),
          answers: { mood: { type: 'scale', value } },
          sent: true,
        },
      })
    const given = await sent(gone, 'T1-02', 'ask', 2)
    expect(given.status).toBe(200)
    later()
    const closes = { id: unique('close'), kind: 'close', step: 'ask' }
    const at = `/api/boards/${gone.board(1, 2)}/voices`
    expect((await gone.api(at, { as: runner, body: closes })).status).toBe(200)
    const told = (await gone.api('/api/seat', { as: phone('T1-02').session })).body as SeatAnswer
    const mark = told.rounds.find(({ step }) => step === 'ask')?.closed ?? ''
    expect(round('ask').state).toBe('open')
    const says = (mark: string, step = 'ask') =>
      here.api('/api/seat/again', {
        as: phone('T1-02').session,
        body: { given: [], closed: [{ board: here.board(1, 2), step, mark }] },
      })
    const [time = '', mac = ''] = mark.split('.')
    for (const forged of [`${Number(time) + 1}.${mac}`, `${time}.${'A'.repeat(32)}`, ''])
      expect((await says(forged)).status).toBe(200)
    expect((await says(mark, 'signed')).status).toBe(200)
    expect([round('ask').state, round('signed').state]).toEqual(['open', 'open'])
    later()
    const before = await rows()
    expect((await says(mark)).status).toBe(200)
    expect((await says(mark)).status).toBe(200)
    expect(await rows()).toBe(before + 1)
    expect(round('ask')).toMatchObject({ state: 'closed', closedAt: Number(time) })
    // Seen the figures, and thought again.
    expect((await sent(here, 'T1-02', 'ask', 5)).status).toBe(409)
  })
})
