/** What somebody at a table may try who wants to know, to hide or to undo what is another's. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addWords } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { Item } from '@tablee/shared/dialogue/items'
import type { BoardId, Lang, SeatCode, WordsId } from '@tablee/shared/ids'
import { observers } from '@tablee/shared/view/audiences'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { entries, openDay, paperSheetOf, phoneAt, runnerAt } from './day.ts'
import { problemOf, sit, speak, watch, yes as yesToAll, type Hall } from './hall.ts'

let hall: Hall
beforeAll(async () => {
  hall = await openDay()
}, 60_000)
afterAll(() => hall.close())

const words = async (board: BoardId) =>
  [...(await hall.parts.live.look(board, readBoard)).words.values()].map(({ text, withdrawn }) => ({
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
    expect(await words(runner.board)).toEqual([
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

describe('words on the board', () => {
  it('[WRI12] nobody lays words of their own in a sheet’s name, before it is placed or after', async () => {
    const runner = await runnerAt(hall, 1)
    const { session } = await hall.enter('reporter', 1)
    const ada = await phoneAt(hall, 1, 'T1-05')
    const [node] = await entries(hall, runner.board, ['Three'])
    if (node === undefined) throw new Error('no entry')
    expect((await ada.write('alone', 'adasother', 'More shade')).status).toBe(200)
    let client = 9_100
    const lay = async (id: string) => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, (await hall.parts.live.state(runner.board)).state)
      doc.clientID = ++client
      const before = Y.encodeStateVector(doc)
      const said = { id: id as WordsId, node, text: 'Less shade', lang: 'en' as Lang, seat: null, at: 1 }
      addWords(doc, { who: 'reporter', why: 'test' }, { ...said, capture: 'dictated' })
      return hall.api(`/api/boards/${runner.board}/catch-up?clients=${doc.clientID}`, {
        as: session,
        method: 'POST',
        bytes: Y.encodeStateAsUpdate(doc, before),
      })
    }
    expect((await lay('reporters-own')).status).toBe(200)
    for (const id of ['adasother', 'adasother-2'])
      expect(problemOf(await lay(id)), id).toEqual({ code: 'refused', why: 'words-written' })
    expect((await runner.does({ kind: 'place', step: 'alone', sheet: 'adasother', node })).status).toBe(200)
    expect((await words(runner.board)).filter(({ text }) => text.endsWith('shade'))).toEqual([
      { text: 'Less shade', stands: true },
      { text: 'More shade', stands: true },
    ])
  })
})

describe('anonymous paper', () => {
  it('[WRI10] whose it is nobody finds out by naming one seat after the other', async () => {
    const runner = await runnerAt(hall, 4)
    const seats = ['T4-01', 'T4-02', 'T4-03'] as SeatCode[]
    for (const seat of seats) await runner.does({ kind: 'paper-consent', seat, consent: yesToAll })
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

describe('names of requests', () => {
  it('[BAL15] a request is its device’s own: nobody’s vote is taken for done because somebody used its name before', async () => {
    const runner = await runnerAt(hall, 5)
    const [ada, eve] = [await phoneAt(hall, 5, 'T5-01'), await phoneAt(hall, 5, 'T5-02')]
    await runner.does({ kind: 'open', step: 'ask', nodes: [] })
    const [tram, car] = [
      { tram: { type: 'single', option: 'trams' } },
      { tram: { type: 'single', option: 'cars' } },
    ] as const
    expect((await eve.answer('ask', car, true, 'the-name')).status).toBe(200)
    expect((await ada.answer('ask', tram, true, 'the-name')).status).toBe(200)
    expect((await ada.round('ask'))?.task).toMatchObject({ answers: { tram: { answer: tram.tram, sent: true } } })
    // At once, in one turn of the server, too.
    const [both, once] = await Promise.all([
      ada.answer('ask', { mood: { type: 'scale', value: 5 } }, true, 'another'),
      eve.answer('ask', { mood: { type: 'scale', value: 1 } }, true, 'another'),
    ])
    expect([both?.status, once?.status]).toEqual([200, 200])
    for (const [phone, value] of [
      [ada, 5],
      [eve, 1],
    ] as const)
      expect((await phone.round('ask'))?.task).toMatchObject({ answers: { mood: { answer: { value } } } })
    // Of one's own it takes effect once, whatever it holds and of whatever kind it is.
    expect((await ada.answer('ask', car, true, 'the-name')).status).toBe(200)
    expect((await ada.round('ask'))?.task).toMatchObject({ answers: { tram: { answer: tram.tram } } })
  })

  it('[WRI3] an earlier placement that comes again after a restart moves nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tablee-placed-'))
    let day = await openDay({ dir: folder, seed: 'placed' })
    try {
      const runner = await runnerAt(day, 1)
      const ada = await phoneAt(day, 1, 'T1-01')
      const [first, second] = await entries(day, runner.board, ['One', 'Two'])
      if (first === undefined || second === undefined) throw new Error('no entries')
      await runner.does({ kind: 'open', step: 'alone', nodes: [] })
      await ada.write('alone', 'adassheet', 'Shade')
      await runner.does({ kind: 'reveal', step: 'alone' })
      await runner.does({ kind: 'place', step: 'alone', sheet: 'adassheet', node: first }, 'place-first')
      await runner.does({ kind: 'place', step: 'alone', sheet: 'adassheet', node: second }, 'place-second')
      await day.close()
      day = await openDay({ dir: folder, seed: 'placed-again' })
      await day.parts.voices.reread()
      const body = { id: 'place-first', kind: 'place', step: 'alone', sheet: 'adassheet', node: first }
      const again = await day.api(`/api/boards/${runner.board}/voices`, { as: runner.session, body })
      expect(again.status).toBe(200)
      const lies = [...(await day.parts.live.look(runner.board, readBoard)).words.values()].filter(
        (one) => one.withdrawn === null,
      )
      expect(lies.map(({ node }) => node)).toEqual([second])
    } finally {
      await day.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('a card in one hand', () => {
  it('[BAL16] anyone who knocks at the door again and again takes none of what the seats of the table may say', async () => {
    const runner = await runnerAt(hall, 6)
    await runner.does({ kind: 'open', step: 'ask', nodes: [] })
    const ada = await phoneAt(hall, 6, 'T6-01')
    let refused = 0
    while (refused < 3) {
      const { session } = await hall.enter('citizen', 6)
      for (let knock = 0; knock < 10; knock += 1) if ((await sit(hall, session, 'T6-01')).status === 429) refused += 1
    }
    expect((await ada.answer('ask', { tram: { type: 'single', option: 'cars' } })).status).toBe(200)
  })
})

describe('a wall that asks and asks', () => {
  it('[RND14] is answered in the time it takes when nothing happened, however many vote: its results are not made anew', async () => {
    const now = Date.now()
    const still = await openDay({ clock: () => now })
    try {
      const runner = await runnerAt(still, 1)
      const phones = [await phoneAt(still, 1, 'T1-01'), await phoneAt(still, 1, 'T1-02')]
      await runner.does({ kind: 'open', step: 'ask', nodes: [] })
      await runner.does({ kind: 'open', step: 'alone', nodes: [] })
      const told = async () => {
        const found = await still.parts.participation.results.told(still.dialogue, observers)
        return found.ok ? found.value : null
      }
      const before = await told()
      for (const phone of phones) {
        expect((await phone.answer('ask', { tram: { type: 'single', option: 'cars' } })).status).toBe(200)
        expect((await phone.write('alone', `sheet-of-${phone.seat.toLowerCase()}`, 'Shade')).status).toBe(200)
      }
      expect(await told()).toBe(before)
      await runner.does({ kind: 'close', step: 'ask' })
      expect(await told()).not.toBe(before)
    } finally {
      await still.close()
    }
  })
})

describe('an item called as every object’s own things are', () => {
  it('[BAL17] is a question like any other: who leaves it out has left it out', async () => {
    const options = ['value-of', 'constructor'].map((id) => ({ id, text: { en: id } }))
    const common = { text: { en: 'Which?' }, unit: 'people', base: 'all' } as const
    const asked: readonly Item[] = [
      { ...common, id: 'constructor', type: 'single', options },
      { ...common, id: 'next', type: 'single', options, showIf: { item: 'constructor', is: ['constructor'] } },
      { ...common, id: 'type', type: 'agree', on: 'statement' },
    ]
    const odd = await openDay({
      draft: (draft) => ({
        ...draft,
        sessions: draft.sessions.map((session) => ({
          ...session,
          steps: session.steps.map((step) =>
            step.id === 'ask' && step.task?.kind === 'questionnaire'
              ? { ...step, task: { ...step.task, items: asked } }
              : step,
          ),
        })),
      }),
    })
    try {
      const runner = await runnerAt(odd, 1)
      const [ada, bo] = [await phoneAt(odd, 1, 'T1-01'), await phoneAt(odd, 1, 'T1-02')]
      await runner.does({ kind: 'open', step: 'ask', nodes: [] })
      const yes = { type: { type: 'agree', value: 'agree' } } as const
      const reply = await ada.answer('ask', yes)
      expect([reply.status, problemOf(reply)]).toEqual([200, null])
      const task = (await ada.round('ask'))?.task
      expect(task?.kind === 'questionnaire' && task.answers).toEqual({
        next: { answer: { type: 'none', why: 'not-asked' }, sent: true },
        type: { answer: yes.type, sent: true },
      })
      const prototype = JSON.parse('{"__proto__":{"type":"agree","value":"agree"}}') as typeof yes
      await bo.answer('ask', prototype)
      expect((await bo.round('ask'))?.task).toMatchObject({ answers: {} })
      const called = { constructor: { type: 'single', option: 'constructor' } } as const
      expect((await bo.answer('ask', called)).status).toBe(200)
      expect((await runner.does({ kind: 'paper-consent', seat: 'T1-03' as SeatCode, consent: yesToAll })).status).toBe(
        200,
      )
      const paper = { kind: 'paper-answers', step: 'ask', seat: 'T1-03' as SeatCode, answers: yes, again: yes } as const
      expect((await runner.does(paper)).status).toBe(200)
      expect((await runner.does({ kind: 'close', step: 'ask' })).status).toBe(200)
      const round = odd.parts.voices.state(odd.dialogue).rounds.get(`${runner.board}/ask`)
      expect([...(round?.casts.get('constructor') ?? [])].map(([seat]) => seat)).toEqual(['T1-02'])
      const before = odd.parts.voices.state(odd.dialogue)
      await odd.parts.voices.reread()
      expect(odd.parts.voices.state(odd.dialogue)).toEqual(before)
      const analyst = await odd.enter('analyst')
      const taken = await odd.api(`/api/dialogues/${odd.dialogue}/snapshots`, { as: analyst.session, method: 'POST' })
      const { hash } = taken.body as { readonly hash: string }
      expect((await odd.api(`/api/snapshots/${hash}/survey`, { as: analyst.session })).status).toBe(200)
    } finally {
      await odd.close()
    }
  })
})
