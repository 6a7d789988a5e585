/** A table's rounds as a facilitator, three phones and one sheet of paper live through them, over real HTTP. */
import { readBoard } from '@tablee/shared/board/read'
import { addNode } from '@tablee/shared/board/edit'
import type { BoardId, Lang, NodeId, SeatCode } from '@tablee/shared/ids'
import type { TableRound, TableVoices } from '@tablee/shared/wire/voices'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entries, openDay, phoneAt, runnerAt, type Phone } from './day.ts'
import { problemOf, unique, type Hall } from './hall.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openDay()
}, 60_000)
afterAll(() => hall.close())

type Writing = Extract<TableRound['task'], { kind: 'write' }>
type Asking = Exclude<TableRound['task'], { kind: 'write' }>
const writing = (round: TableRound): Writing => {
  if (round.task.kind !== 'write') throw new Error('nothing is written there')
  return round.task
}
const asking = (round: TableRound): Asking => {
  if (round.task.kind === 'write') throw new Error('nothing is asked there')
  return round.task
}
const board = async (id: BoardId) => await hall.parts.live.look(id, readBoard)

describe('writing alone', () => {
  it('[WRI1] what somebody writes is theirs until the table reveals it; then it lies with the table, in no order of theirs', async () => {
    const runner = await runnerAt(hall, 1)
    const [ada, bo] = [await phoneAt(hall, 1, 'T1-01'), await phoneAt(hall, 1, 'T1-02')]
    expect(problemOf(await ada.write('alone', unique('sheet'), 'too early'))).toEqual({
      code: 'round',
      state: 'waiting',
      wants: 'open',
    })
    expect((await runner.does({ kind: 'open', step: 'alone', nodes: [] })).status).toBe(200)
    const [first, second, draft] = [unique('sheet'), unique('sheet'), unique('sheet')]
    expect((await ada.write('alone', first, 'A bench under the lime.')).status).toBe(200)
    expect((await bo.write('alone', second, 'Shade.')).status).toBe(200)
    expect((await bo.write('alone', draft, 'half a thou', false)).status).toBe(200)
    const sealed = await runner.round('alone')
    // Of two who write it is not said how many have (`turnout.test`).
    expect(writing(sealed)).toMatchObject({ handedIn: null, unsent: 0, sheets: [] })
    expect(JSON.stringify(await bo.read())).not.toContain('lime')
    expect(JSON.stringify(await runner.read())).not.toMatch(/lime|Shade|half/)
    expect((await runner.does({ kind: 'reveal', step: 'alone' })).status).toBe(200)
    const shown = writing(await runner.round('alone'))
    expect(
      shown.sheets.map(({ text, seat }) => ({ text, seat })).toSorted((a, b) => a.text.localeCompare(b.text)),
    ).toEqual([
      { text: 'A bench under the lime.', seat: null },
      { text: 'Shade.', seat: null },
    ])
    // Begun and not sent: told as a number, kept for its seat, shown to nobody.
    expect(shown.unsent).toBe(0)
    expect((await bo.round('alone'))?.task).toMatchObject({
      sheets: [
        { id: second, sent: true },
        { id: draft, sent: false },
      ],
    })
    expect(JSON.stringify(await runner.read())).not.toContain('half')
    // Handed in late, it lies with the others at once.
    expect((await bo.write('alone', draft, 'Half a thought, now whole.')).status).toBe(200)
    expect(writing(await runner.round('alone')).sheets).toHaveLength(3)
  })
})

describe('few people', () => {
  it('[TVO9, TVO10] who runs the table is told which language is one person’s alone, before and after they write; nobody else is; the question itself is not voted on', async () => {
    const [runner, reader] = [await runnerAt(hall, 4), await hall.enter('citizen', 4)]
    const phones = [
      await phoneAt(hall, 4, 'T4-01', { lang: 'fr' }),
      await phoneAt(hall, 4, 'T4-02', { lang: 'fr-BE' }),
      await phoneAt(hall, 4, 'T4-03', { lang: 'en' }),
    ]
    expect((await runner.read()).alone).toEqual(['en'])
    await runner.does({ kind: 'open', step: 'alone', nodes: [] })
    for (const [index, { write }] of phones.entries()) {
      await write('alone', unique('sheet'), `text ${index}`)
      // One language, or none yet: nobody's alone.
      expect(writing(await runner.round('alone')).alone).toEqual([])
    }
    const { send, board } = phones[0] ?? (await phoneAt(hall, 4, 'T4-04'))
    const own = { id: unique('write'), kind: 'write', board, step: 'alone', sheet: unique('sheet') } as const
    expect((await send({ ...own, text: 'Une autre', lang: 'fr', sent: true })).status).toBe(200)
    // While it is open a language that appears would tell of one person's hand.
    expect(writing(await runner.round('alone')).alone).toEqual([])
    expect((await runner.does({ kind: 'close', step: 'alone' })).status).toBe(200)
    expect(writing(await runner.round('alone')).alone).toEqual(['fr'])
    expect(writing(await runner.round('alone')).few).toBeUndefined()
    const path = `/api/boards/${board}/voices`
    expect(JSON.stringify((await hall.api(path, { as: reader.session })).body)).not.toContain('"alone":')

    const issue = unique('node') as NodeId
    await hall.parts.live.write(board, 'reporter', (doc) => {
      addNode(
        doc,
        { who: 'reporter', why: 'add' },
        { id: issue, kind: 'issue', wording: 'Q?', lang: 'en' as Lang, at: 1 },
      )
    })
    const refused = await runner.does({ kind: 'open', step: 'vote', nodes: [issue] })
    expect([refused.status, problemOf(refused)]).toEqual([
      400,
      { code: 'bad-request', where: 'nodes', why: 'a question is not voted on' },
    ])
    expect((await runner.round('vote')).state).toBe('waiting')
  })
})

describe('a vote', () => {
  let phones: Phone[]
  let nodes: readonly NodeId[]
  it('[BAL1] nothing of a ballot is told before it is closed; then the table sees what was voted, with its base', async () => {
    const runner = await runnerAt(hall, 2)
    phones = [await phoneAt(hall, 2, 'T2-01'), await phoneAt(hall, 2, 'T2-02'), await phoneAt(hall, 2, 'T2-03')]
    nodes = await entries(hall, runner.board, ['More trams', 'Fewer cars'])
    expect((await runner.does({ kind: 'open', step: 'vote', nodes: [...nodes] })).status).toBe(200)
    const sealed = await runner.read()
    const [a, b] = nodes
    for (const phone of phones.slice(0, 2))
      expect(
        (
          await phone.answer('vote', {
            [`agree.${a}`]: { type: 'agree', value: 'agree' },
            [`agree.${b}`]: { type: 'agree', value: 'pass' },
          })
        ).status,
      ).toBe(200)
    expect(
      (await phones[2]?.answer('vote', { [`agree.${a}`]: { type: 'agree', value: 'disagree' } }, false))?.status,
    ).toBe(200)
    expect(await runner.read()).toEqual(sealed)
    expect((await runner.does({ kind: 'close', step: 'vote' })).status).toBe(200)
    const { results } = asking(await runner.round('vote'))
    expect(results).toMatchObject({ seats: 3, ballots: 2, unsent: 1, missing: ['T2-03'] })
    const figure = results?.figures.find(({ item }) => item === `agree.${a}`)
    expect(figure?.rows.map(({ key, count }) => [key, count])).toEqual([
      ['agree', 2],
      ['disagree', 0],
      ['pass', 0],
    ])
    expect(figure?.wording).toMatchObject({ wording: 'More trams' })
    expect(problemOf(await runner.does({ kind: 'open', step: 'vote', nodes: [...nodes] }))?.code).toBe('round')
    expect((await board(runner.board)).nodes.get(a as NodeId)?.wording).toBe('More trams')
  })

  it('[BAL19] closed from afar when one or two of several had voted, the table is not told what they chose, until three have or nobody is missing', async () => {
    const runner = await runnerAt(hall, 3)
    const [voter, other, third] = [
      await phoneAt(hall, 3, 'T3-01'),
      await phoneAt(hall, 3, 'T3-02'),
      await phoneAt(hall, 3, 'T3-03'),
    ]
    const [node] = await entries(hall, runner.board, ['One bench for all'])
    expect((await runner.does({ kind: 'open', step: 'vote', nodes: [node as NodeId] })).status).toBe(200)
    const given = { [`agree.${node}`]: { type: 'agree', value: 'disagree' } } as const
    expect((await voter.answer('vote', given)).status).toBe(200)
    expect(
      (
        await runner.does({
          kind: 'table-answer',
          step: 'vote',
          answers: { table: { type: 'single', option: 'trams' } },
        })
      ).status,
    ).toBe(200)
    const organiser = await hall.enter('organiser')
    const access = `/api/boards/${runner.board}/access`
    const afar = (closed: boolean) => hall.api(access, { as: organiser.session, method: 'PUT', body: { closed } })
    expect((await afar(true)).status).toBe(200)
    const told = async () => asking(await runner.round('vote')).results
    expect(await told()).toMatchObject({ seats: 3, ballots: 1, few: true, conflicts: [] })
    // What the table answered together is no person's.
    expect((await told())?.figures.map(({ item }) => item)).toEqual(['table'])
    // Paper that comes in later makes three of them: then it says nobody's vote.
    expect((await afar(false)).status).toBe(200)
    for (const { seat } of [other, third]) {
      const answers = { ...given, pick: { type: 'none', why: 'refused' } } as const
      expect(
        (await runner.does({ kind: 'paper-answers', step: 'vote', seat: seat as SeatCode, answers, again: answers }))
          .status,
      ).toBe(200)
    }
    const after = await told()
    expect(after?.few).toBeUndefined()
    expect(after?.figures.find(({ item }) => item === `agree.${node}`)?.rows[1]).toMatchObject({ count: 3 })
  })
})

describe('a step that outlives its session', () => {
  it('[TVO13] [PHN14] says on the phone and on the table’s next board which session it is of and that it is open, until it is closed', async () => {
    const runner = await runnerAt(hall, 5)
    const phone = await phoneAt(hall, 5, 'T5-01')
    expect((await runner.does({ kind: 'open', step: 'alone', nodes: [] })).status).toBe(200)
    expect((await phone.round('alone'))?.session).toBeUndefined()
    const next = `/api/boards/${hall.board(5, 3)}/voices`
    const told = async (after = '') => (await hall.api(`${next}${after}`, { as: runner.session })).body as TableVoices
    const moved = await hall.parts.dialogues.moveTo(hall.dialogue, 3, {
      author: 'organiser',
      device: 'd',
      command: unique('to-3'),
    })
    expect(moved.ok).toBe(true)
    expect(await phone.round('alone')).toMatchObject({
      state: 'open',
      session: { number: 2, title: expect.anything() },
    })
    const open = await told()
    expect(open.elsewhere).toEqual([{ board: runner.board, session: 2, step: 'alone', title: { en: 'Alone' } }])
    // On its own board it stands as ever; another table hears nothing of it.
    expect((await runner.read()).elsewhere).toBeUndefined()
    const other = await hall.enter('facilitator', 6)
    const elsewhere = await hall.api(`/api/boards/${hall.board(6, 3)}/voices`, { as: other.session })
    expect((elsewhere.body as TableVoices).elsewhere).toBeUndefined()
    const held = told(`?after=${open.version}`)
    const own = runner.read((await runner.read()).version)
    expect((await runner.does({ kind: 'close', step: 'alone' })).status).toBe(200)
    expect((await held).elsewhere).toBeUndefined()
    expect((await own).rounds.find(({ step }) => step === 'alone')?.state).toBe('closed')
    expect(await phone.round('alone')).toBeUndefined()
  })
})
