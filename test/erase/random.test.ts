/**
 * Random days: somebody who may not be watched says things, devices copy them, remove the copies, take removals back and are
 * away for a while; the facilitator strikes out, the organiser erases, the server is started anew. Once a sentence is
 * erased no observer hears it and no file or row holds it, whatever a device brings.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { addElement } from '@tablee/shared/board/canvas/verbs'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { addNode, addWords, remove } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { readBoard } from '@tablee/shared/board/read'
import { undoFor } from '@tablee/shared/board/undo'
import type { BlockId, BoardId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import { openDay, phoneAt } from '../voices/day.ts'
import { unique, watch, type Hall } from '../voices/hall.ts'
import { chance } from '../faults/process.ts'

const days = Number(process.env['ERASE_DAYS'] ?? 3)
const steps = Number(process.env['ERASE_STEPS'] ?? 60)
const first = Number(process.env['ERASE_SEED'] ?? Date.now() % 1_000_000)
const en = 'en' as Lang
const by = { who: 'facilitator', why: 'test' }

const filesWith = (text: string, under: string): string[] =>
  readdirSync(under, { withFileTypes: true }).flatMap((entry) => {
    const path = join(under, entry.name)
    if (entry.isDirectory()) return filesWith(text, path)
    return readFileSync(path).toString('latin1').toLowerCase().includes(text) ? [entry.name] : []
  })

/** A page of the facilitator's on a device of its own, as it keeps a board. */
class Device {
  doc = new Y.Doc()
  undo = undoFor(this.doc, 'facilitator')
  epoch = ''
  readonly session: string
  constructor(session: string) {
    this.session = session
  }
  /** Brings what it has, of the epoch that its copy is of, and goes on with what the server has. */
  async sync(hall: Hall, board: BoardId): Promise<void> {
    const { live } = hall.parts
    if (this.epoch !== '') {
      const send = async (update: Uint8Array): Promise<string> => {
        const answer = await fetch(
          `${hall.url}/api/boards/${board}/catch-up?epoch=${this.epoch}&clients=${this.doc.clientID}`,
          {
            method: 'POST',
            headers: { authorization: `Bearer ${this.session}`, 'content-type': 'application/octet-stream' },
            body: new Uint8Array(update),
          },
        )
        expect(answer.status, await answer.clone().text()).toBe(200)
        return ((await answer.json()) as { sv: string }).sv
      }
      const sv = await send(Uint8Array.of(0, 0))
      await send(Y.encodeStateAsUpdate(this.doc, new Uint8Array(Buffer.from(sv, 'base64'))))
    }
    if (this.epoch !== live.epochOf(board)) {
      this.epoch = live.epochOf(board)
      this.undo.destroy()
      this.doc = new Y.Doc()
      this.undo = undoFor(this.doc, 'facilitator')
    }
    Y.applyUpdate(this.doc, (await live.state(board)).state)
  }
}

async function day(seed: number): Promise<{ erased: number; brought: number }> {
  const random = chance(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const folder = mkdtempSync(join(tmpdir(), 'tablee-erase-'))
  let starts = 0
  const start = () => openDay({ dir: folder, seed: `erase-${seed}-${++starts}` })
  let hall = await start()
  const board = hall.board(1, 2)
  const facilitator = (await hall.enter('facilitator', 1)).session
  const organiser = (await hall.enter('organiser')).session
  await phoneAt(hall, 1, 'T1-03', { observed: false })
  const policy = { as: facilitator, method: 'PUT', body: { showNotes: true } }
  expect((await hall.api(`/api/boards/${board}/policy`, policy)).status).toBe(200)
  const devices: Device[] = []
  for (let n = 0; n < 3; n += 1) devices.push(new Device((await hall.enter('facilitator', 1)).session))
  let wall = await watch(hall, 1)
  let heard = ''
  let brought = 0
  const said: { readonly id: string; readonly token: string; readonly text: string; state: 'said' | 'struck' }[] = []
  const erased: string[] = []
  const change = async (run: (doc: Y.Doc) => void): Promise<void> => {
    const done = await hall.parts.live.write(board, 'reporter', run)
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
  }
  await change(
    (doc) => void addNode(doc, by, { id: 'topic' as NodeId, kind: 'position', wording: 'x', lang: en, at: 1 }),
  )
  const lookAt = async (where: string): Promise<void> => {
    const text = unique('that is all')
    await change(
      (doc) =>
        void addNode(doc, by, { id: unique('last') as NodeId, kind: 'position', wording: text, lang: en, at: 1 }),
    )
    await wall.until(() => Object.values(wall.show().nodes).some(({ wording }) => wording === text))
    const bytes = `${heard}${wall.bytes().toString('utf8')}`.toLowerCase()
    for (const token of erased) expect(bytes, `${where}, seed ${seed}`).not.toContain(token)
  }
  const heldNowhere = async (where: string): Promise<void> => {
    const { journal } = hall.parts
    for (const token of erased) {
      expect(filesWith(token, folder), `${where}, seed ${seed}`).toEqual([])
      for (const doc of journal.documents(''))
        for await (const row of journal.read(doc, journal.head(doc).epoch, 0))
          expect(
            Buffer.from(row.data).toString('latin1').toLowerCase(),
            `${where}, ${doc}, seed ${seed}`,
          ).not.toContain(token)
    }
  }
  try {
    for (let step = 0; step < steps; step += 1) {
      const device = pick(devices)
      if (device.epoch === '') await device.sync(hall, board)
      const one = said.length === 0 ? null : pick(said)
      const act = random()
      if (one === null || act < 0.1) {
        const token = `kanari${seed}x${said.length + erased.length}z`
        const now = { id: unique('w'), token, text: `My neighbour drinks every night ${token}`, state: 'said' as const }
        await change((doc) => {
          const words = { id: now.id as WordsId, node: 'topic' as NodeId, text: now.text, lang: en }
          addWords(doc, by, { ...words, seat: 'T1-03' as SeatCode, capture: 'dictated', at: 1 })
        })
        said.push(now)
      } else if (act < 0.4) {
        const text = pick([one.text, one.text.toUpperCase(), `“${one.text}”!`, `One of us: ${one.text}, they say.`])
        const id = unique('copy')
        const { doc } = device
        const kind = pick(['entry', 'entry', 'entry', 'note', 'element', 'words'] as const)
        if (kind === 'entry') addNode(doc, by, { id: id as NodeId, kind: 'position', wording: text, lang: en, at: 1 })
        else if (kind === 'note') addBlocks(doc, by, [{ id: id as BlockId, kind: 'paragraph', line: [text] }])
        else if (kind === 'element')
          addElement(doc, by, {
            id: `shape:${id}` as ShapeId,
            kind: 'fear',
            text,
            lang: en,
            x: 1,
            y: 1,
            seat: null,
            capture: 'dictated',
            at: 3,
          })
        else
          addWords(doc, by, {
            id: id as WordsId,
            node: 'topic' as NodeId,
            text,
            lang: en,
            seat: null,
            capture: 'dictated',
            at: 1,
          })
        brought += 1
      } else if (act < 0.55) {
        const copies = [...readBoard(device.doc).nodes.keys()].filter((id) => id.startsWith('copy'))
        if (copies.length > 0) remove(device.doc, by, pick(copies))
      } else if (act < 0.67) device.undo.undo()
      else if (act < 0.72) device.undo.redo()
      else if (act < 0.86) await device.sync(hall, board)
      else if (act < 0.92) {
        const body = { id: unique('strike'), kind: 'redact', words: one.id }
        expect((await hall.api(`/api/boards/${board}/commands`, { as: facilitator, body })).status).toBe(200)
        one.state = 'struck'
      } else if (act < 0.97) {
        heard += wall.bytes().toString('utf8')
        wall.close()
        const done = await hall.api(`/api/dialogues/${hall.dialogue}/erasures`, { as: organiser, body: {} })
        expect(done.status, JSON.stringify(done.body)).toBe(200)
        wall = await watch(hall, 1)
        for (const gone of said.splice(0))
          if (gone.state === 'struck') erased.push(gone.token)
          else said.push(gone)
        await heldNowhere('right after')
      } else {
        heard += wall.bytes().toString('utf8')
        wall.close()
        await hall.close()
        hall = await start()
        wall = await watch(hall, 1)
      }
      if (step % 10 === 9) await lookAt(`step ${step}`)
    }
    for (const device of devices) {
      device.undo.undo()
      await device.sync(hall, board)
    }
    await lookAt('the end')
    await heldNowhere('the end')
    return { erased: erased.length, brought }
  } finally {
    wall.close()
    await hall.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

it(`[ERA13] over ${days} random days no observer hears an erased sentence, and nothing holds it (seed ${first})`, async () => {
  let [erased, brought] = [0, 0]
  for (let n = 0; n < days; n += 1) {
    const done = await day(first + n)
    erased += done.erased
    brought += done.brought
  }
  console.log(`erase: ${days} days, ${brought} copies, ${erased} sentences erased, seed ${first}`)
  expect(brought).toBeGreaterThan(0)
}, 600_000)
