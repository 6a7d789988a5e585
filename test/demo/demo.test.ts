/** The demo: thirty boards that a stranger finds filled, sound and in five languages. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newBoardDoc } from '@tablee/shared/board/doc'
import { brokenRules } from '@tablee/shared/board/invariants'
import { readNotes } from '@tablee/shared/board/notes/read'
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import { expect, it } from 'vitest'
import { startServer } from '../support/server.ts'

it('[DEMO1] thirty boards, each with its question as the issue, words beneath, and no broken rule', async () => {
  const server = await startServer()
  const { dialogues, live } = server.parts
  const languages = new Set<string>()
  let nodes = 0
  let words = 0
  let boards = 0
  let minutes = 0
  for (const table of dialogues.tables(server.dialogue)) {
    for (const place of dialogues.boardsOf(table.id)) {
      boards += 1
      const doc = newBoardDoc()
      Y.applyUpdate(doc, (await live.state(place.id)).state)
      const board = readBoard(doc)
      expect(brokenRules(board), place.id).toEqual([])
      expect(board.meta).toMatchObject({
        board: place.id,
        question: place.question,
        lang: table.lang,
        seats: 6,
        table: table.number,
      })
      const issues = [...board.nodes.values()].filter((node) => node.kind === 'issue')
      expect(
        issues.map((issue) => issue.wording),
        place.id,
      ).toEqual([place.question])
      expect(board.loose, place.id).toEqual([])
      expect(board.unplaced, place.id).toEqual([])
      expect(board.nodes.size, `${place.id} is empty`).toBeGreaterThan(3)
      for (const node of board.nodes.values()) languages.add(node.lang)
      for (const said of board.words.values()) languages.add(said.lang)
      const { blocks } = readNotes(doc)
      if (blocks.length > 0) minutes += 1
      for (const { node } of blocks.flatMap((block) => block.mentions))
        expect(board.nodes.has(node), place.id).toBe(true)
      for (const { block } of board.words.values())
        if (block !== null) expect(blocks.some(({ id }) => id === block)).toBe(true)
      nodes += board.nodes.size
      words += board.words.size
    }
  }
  expect(boards).toBe(30)
  // One vote is the room's to open; where entries are picked, each table opens its own.
  const steps = dialogues.dialogue(server.dialogue)?.sessions.flatMap((session) => session.steps) ?? []
  expect(steps.flatMap((step) => (step.opens === 'room' ? [step.id] : []))).toEqual(['vote-3'])
  expect(minutes).toBe(4)
  expect([...languages].sort()).toEqual(['ar', 'de', 'en', 'es', 'fr'])
  console.log(`demo: ${nodes} nodes, ${words} words`)
  await server.close()
}, 60_000)

it('[DEMO2] a first start on disk fills it within two seconds, and a second start finds it as it was', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tablee-demo-'))
  // Time of this process, not of the wall: beside other suites the wall says how busy the machine is.
  const began = performance.now()
  const before = process.cpuUsage()
  const first = await startServer({ dir })
  const { user, system } = process.cpuUsage(before)
  const took = (user + system) / 1000
  console.log(
    `demo: first start ${Math.round(took)} ms of work, ${Math.round(performance.now() - began)} ms on the wall`,
  )
  expect(took).toBeLessThan(2_000)
  expect(first.parts.dialogues.clock(first.dialogue, 'en')).toMatchObject({ session: 2, title: 'Trust' })
  expect(first.parts.dialogues.clock(first.dialogue, 'en').startedAt).toBeGreaterThan(0)
  const links = first.parts.access.links.list(first.dialogue)
  const token = first.link('facilitator', 3).token
  const { session } = await first.enter('facilitator', 3)
  const state = Buffer.from((await first.parts.live.state(first.board(3, 2) as BoardId)).state)
  await first.close()
  const second = await startServer({ dir })
  expect(second.parts.access.links.list(second.dialogue)).toEqual(links)
  expect(second.link('facilitator', 3).token).toBe(token)
  expect((await second.api('/api/me', { as: session })).status).toBe(200)
  expect(Buffer.from((await second.parts.live.state(second.board(3, 2) as BoardId)).state).equals(state)).toBe(true)
  await second.close()
  rmSync(dir, { recursive: true, force: true })
}, 60_000)
