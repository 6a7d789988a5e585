/** The demo's people: founded from a file, consented, heard in session 1, and waiting to be placed in session 2. */
import { readFileSync } from 'node:fs'
import { askedOf } from '@tablee/shared/voices/asked'
import { counts, roundOf, tableSeat } from '@tablee/shared/voices/fold'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { readBoard } from '@tablee/shared/board/read'
import { inLang, stepOf, type StepTask } from '@tablee/shared/dialogue/programme'
import { readDialogue } from '@tablee/shared/formats/dialogue'
import type { BoardId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import { expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

const file = readDialogue(readFileSync(new URL('../../server/src/demo/dialogue.json', import.meta.url), 'utf8'))
const voicesOf = (server: TestServer) => server.parts.voices.state(server.dialogue)

it('[DEMO4] the demo is its own file: consent and tasks in five languages, every type of item, before and after', async () => {
  const server = await startServer()
  const founded = server.parts.dialogues.dialogue(server.dialogue)
  expect(founded?.consent).toEqual(file.consent)
  expect(founded?.langs).toEqual(['en', 'fr', 'de', 'es', 'ar'])
  expect(founded?.sessions.map(({ title, steps }) => ({ title, steps }))).toEqual(
    file.sessions.map(({ title, steps }) => ({ title, steps })),
  )
  const tasks = file.sessions.map((session) => session.steps.flatMap((step) => step.task ?? []))
  // In every session people write alone and vote.
  for (const each of tasks) expect(each.map((task) => task.kind)).toEqual(expect.arrayContaining(['write', 'ballot']))
  const items = tasks.flat().flatMap((task) => (task.kind === 'write' ? [] : task.items))
  expect([...new Set(items.map((item) => item.type))].sort()).toEqual(
    ['agree', 'choose', 'number', 'placement', 'ranking', 'scale', 'single', 'text'].sort(),
  )
  expect(items.some((item) => item.type === 'agree' && item.on === 'nodes')).toBe(true)
  expect([...new Set(items.map((item) => item.unit))].sort()).toEqual(['answers', 'people', 'tables'])
  const wave = (task: StepTask): string => (task.kind === 'questionnaire' ? `${task.questionnaire} ${task.wave}` : '')
  expect(tasks.map((each) => each.map(wave).filter((name) => name !== ''))).toEqual([
    ['minds before'],
    [],
    [],
    ['talk session'],
    ['minds after'],
  ])
  // Said in each language as itself, not copied from another.
  for (const lang of ['fr', 'de', 'es', 'ar'])
    for (const item of items) expect(inLang(item.text, lang), item.id).not.toBe(inLang(item.text, 'en'))
  await server.close()
}, 60_000)

it('[DEMO5] everybody has consented, session 1 is closed with its answers, session 2 waits to be placed; twice the same', async () => {
  const server = await startServer()
  const { seats } = voicesOf(server)
  const said = [...seats.values()].map(({ seat, held, consent }) => ({ seat, held, ...consent }))
  expect(said.length).toBe(36)
  expect(said.filter((one) => !one.observed).map((one) => one.seat)).toEqual(['T5-06'])
  expect(said.filter((one) => !one.quoted).map((one) => one.seat)).toEqual(['T5-02'])
  expect(said.filter((one) => one.held !== null).map((one) => [one.seat, one.held])).toEqual([['T4-05', 'paper']])
  expect(new Set([...seats.values()].map((one) => one.pair)).size).toBe(36)

  let placed = 0
  const sessions = server.parts.dialogues.dialogue(server.dialogue)?.sessions ?? []
  for (let table = 1; table <= 6; table += 1) {
    const rounds = [server.board(table, 1), server.board(table, 2)].flatMap((board) =>
      ['before', 'write-1', 'vote-1', 'write-2', 'vote-2'].map((step) => roundOf(voicesOf(server), board, step)),
    )
    const state = (session: number) => rounds.slice((session - 1) * 5, session * 5).map((round) => round.state)
    expect([state(1), state(2)]).toEqual([
      ['closed', 'revealed', 'closed', 'waiting', 'waiting'],
      ['waiting', 'waiting', 'waiting', 'revealed', 'waiting'],
    ])
    const [before, write, vote] = rounds
    const later = rounds[8]
    if (before === undefined || write === undefined || vote === undefined || later === undefined) throw new Error('?')
    // Of everybody an answer to everything that was asked, and why where there is none.
    const task = stepOf(sessions, 'before')?.task
    if (task?.kind !== 'questionnaire') throw new Error('no questionnaire')
    for (const { seat } of [...seats.values()].filter((one) => one.seat.startsWith(`T${table}-`))) {
      const given = Object.fromEntries(
        [...before.casts].flatMap(([key, by]) => {
          const cast = by.get(seat)
          const counted = cast === undefined ? null : counts(cast)
          return counted === null ? [] : [[key, counted.answer] as const]
        }),
      )
      expect(Object.keys(given).length, seat).toBe(task.items.length)
      const asked = new Set(askedOf(task.items, [], given).map(({ key }) => key))
      for (const [key, answer] of Object.entries(given))
        expect(answer.type === 'none' && answer.why === 'not-asked', `${seat} ${key}`).toBe(!asked.has(key))
    }
    expect([vote.casts.get('help')?.size, vote.casts.get('agreed')?.has(tableSeat)]).toEqual([6, true])
    // What was written alone in session 1 lies on the board in the same words; nothing of session 2 does yet.
    const on = async (board: BoardId) => {
      const doc = newBoardDoc()
      Y.applyUpdate(doc, (await server.parts.live.state(board)).state)
      return readBoard(doc).words
    }
    const words = await on(server.board(table, 1))
    for (const sheet of write.sheets.values()) {
      const there = [...words.values()].find((one) => one.id === sheet.id)
      expect([there?.text, there?.seat]).toEqual([sheet.text, sheet.seat])
      placed += 1
    }
    expect(later.sheets.size).toBe(3)
    for (const sheet of later.sheets.keys())
      expect([...(await on(server.board(table, 2))).keys()].some((id) => id === sheet)).toBe(false)
  }
  console.log(`demo: 36 seats, ${placed} sheets on the boards, 18 wait to be placed`)
  expect(placed).toBeGreaterThan(24)

  const again = await startServer()
  const rows = async (of: TestServer): Promise<string[]> => {
    const { journal } = of.parts
    const doc = `voices:${of.dialogue}`
    const all = await Array.fromAsync(journal.read(doc, journal.head(doc).epoch, 0))
    return all.map((row) => new TextDecoder().decode(row.data))
  }
  expect((await rows(server)).length).toBeGreaterThan(150)
  expect(await rows(again)).toEqual(await rows(server))
  await again.close()
  await server.close()
}, 60_000)
