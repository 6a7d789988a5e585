/** A wording holds still while people vote on it: at the gate, over HTTP, and after the server was started anew. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, restore } from '@tablee/server/recovery/backup'
import { wordingOf } from '@tablee/shared/board/doc'
import { remove, setKind } from '@tablee/shared/board/edit'
import { readBoard } from '@tablee/shared/board/read'
import type { BoardId, NodeId } from '@tablee/shared/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ticket } from '@tablee/shared/wire/document'
import * as Y from 'yjs'
import { RawEditor } from '../support/rawEditor.ts'
import { entries, openDay, phoneAt, runnerAt } from './day.ts'
import { problemOf, type Hall } from './hall.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-lock-'))
let hall: Hall
beforeAll(async () => {
  hall = await openDay({ dir: folder, seed: 'lock' })
}, 60_000)
afterAll(async () => {
  await hall.close()
  rmSync(folder, { recursive: true, force: true })
})

let clients = 7_000
/** A reporter's tablet, without a socket: it brings what it wrote as an offline spell does. */
async function tablet(hall: Hall, table: number) {
  const { session } = await hall.enter('reporter', table)
  const board = hall.board(table, 2)
  const edit = async (change: (doc: Y.Doc) => void) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, (await hall.parts.live.state(board)).state)
    doc.clientID = ++clients
    const before = Y.encodeStateVector(doc)
    change(doc)
    return hall.api(`/api/boards/${board}/catch-up?clients=${doc.clientID}`, {
      as: session,
      method: 'POST',
      bytes: Y.encodeStateAsUpdate(doc, before),
    })
  }
  return { board, edit }
}
const by = { who: 'reporter', why: 'test' }
const wording = async (board: BoardId, node: NodeId): Promise<string | undefined> =>
  (await hall.parts.live.look(board, readBoard)).nodes.get(node)?.wording

describe('a wording that is voted on', () => {
  it('[BAL2] nobody changes it while the round is open; everything else goes on, and afterwards it is free', async () => {
    const runner = await runnerAt(hall, 1)
    const desk = await tablet(hall, 1)
    const [voted, other] = await entries(hall, desk.board, ['More trams', 'Fewer cars'])
    if (voted === undefined || other === undefined) throw new Error('no entries')
    expect((await desk.edit((doc) => wordingOf(doc, voted)?.insert(0, 'Many '))).status).toBe(200)
    expect((await runner.does({ kind: 'open', step: 'vote', nodes: [voted] })).status).toBe(200)
    for (const change of [
      (doc: Y.Doc) => wordingOf(doc, voted)?.insert(0, 'No '),
      (doc: Y.Doc) => wordingOf(doc, voted)?.delete(0, 4),
      (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('nodes').get(voted)?.set('wording', new Y.Text('Turned round')),
      (doc: Y.Doc) => {
        const nodes = doc.getMap<Y.Map<unknown>>('nodes')
        const entry = nodes.get(voted)?.clone()
        entry?.set('wording', new Y.Text('Put in its place'))
        nodes.set(voted, entry ?? new Y.Map())
      },
    ])
      expect(problemOf(await desk.edit(change))).toEqual({ code: 'voted-on' })
    // Several times in a minute, and no strike: the same tablet goes on writing elsewhere.
    expect((await desk.edit((doc) => wordingOf(doc, other)?.insert(0, 'Far '))).status).toBe(200)
    expect((await desk.edit((doc) => setKind(doc, by, voted, 'question'))).status).toBe(200)
    expect(await wording(desk.board, voted)).toBe('Many More trams')
    expect(await wording(desk.board, other)).toBe('Far Fewer cars')
    expect((await runner.does({ kind: 'close', step: 'vote' })).status).toBe(200)
    expect((await desk.edit((doc) => wordingOf(doc, voted)?.insert(0, 'Too '))).status).toBe(200)
    expect(await wording(desk.board, voted)).toBe('Too Many More trams')
    const round = await runner.round('vote')
    expect(round.task.kind === 'ballot' && round.task.nodes).toEqual([
      { node: voted, wording: 'Many More trams', lang: 'en' },
    ])
  })

  it('[BAL3] who deletes the entry, or takes that back, does so; the ballots on it stay', async () => {
    const runner = await runnerAt(hall, 2)
    const desk = await tablet(hall, 2)
    const phone = await phoneAt(hall, 2, 'T2-01')
    const [voted] = await entries(hall, desk.board, ['Shade for all'])
    if (voted === undefined) throw new Error('no entries')
    expect((await runner.does({ kind: 'open', step: 'vote', nodes: [voted] })).status).toBe(200)
    expect((await phone.answer('vote', { [`agree.${voted}`]: { type: 'agree', value: 'agree' } })).status).toBe(200)
    const gone = await desk.edit((doc) => remove(doc, by, voted))
    expect(gone.status).toBe(200)
    expect(await wording(desk.board, voted)).toBeUndefined()
    const kept = (await phone.round('vote'))?.task
    expect(kept?.kind === 'ballot' && kept.answers[`agree.${voted}`]?.answer).toEqual({ type: 'agree', value: 'agree' })
    // As it was, it may come back; as something else it may not.
    const back = (text: string) => (doc: Y.Doc) => {
      const entry = new Y.Map<unknown>()
      for (const [key, value] of Object.entries({ kind: 'position', lang: 'en', order: 'a1', at: 1 }))
        entry.set(key, value)
      entry.set('wording', new Y.Text(text))
      doc.getMap('nodes').set(voted, entry)
    }
    expect(problemOf(await desk.edit(back('Shade for some')))).toEqual({ code: 'voted-on' })
    expect((await desk.edit(back('Shade for all'))).status).toBe(200)
    await runner.does({ kind: 'close', step: 'vote' })
    const { task } = await runner.round('vote')
    expect(task.kind === 'ballot' && task.results?.figures[0]?.rows[0]?.count).toBe(1)
  })

  it('[BAL4] what was on its way when the round opened is waited for: people vote on what was saved', async () => {
    const runner = await runnerAt(hall, 3)
    const desk = await tablet(hall, 3)
    const [voted] = await entries(hall, desk.board, ['Bus'])
    if (voted === undefined) throw new Error('no entries')
    const [typed, opened] = await Promise.all([
      desk.edit((doc) => wordingOf(doc, voted)?.insert(3, ' lanes')),
      runner.does({ kind: 'open', step: 'vote', nodes: [voted] }),
    ])
    expect(opened?.status).toBe(200)
    const { task } = await runner.round('vote')
    const read = task.kind === 'ballot' ? task.nodes[0]?.wording : null
    // Whichever came first: either it is in what people vote on, or it was refused.
    expect(read).toBe(typed?.status === 200 ? 'Bus lanes' : 'Bus')
    expect(await wording(desk.board, voted)).toBe(read)
  })

  it('[BAL2] editors at the table are told which wordings hold still, and whose keystroke came too late may come back', async () => {
    const runner = await runnerAt(hall, 5)
    const { session } = await hall.enter('reporter', 5)
    const [voted] = await entries(hall, runner.board, ['Quiet streets'])
    if (voted === undefined) throw new Error('no entries')
    const open = async (): Promise<RawEditor> => {
      const doc = new Y.Doc()
      const reply = await hall.api('/api/tickets', {
        as: session,
        body: { board: runner.board, path: 'collab', clients: [doc.clientID] },
      })
      const { ticket } = reply.body as Ticket
      const editor = new RawEditor({ url: hall.ws, name: `board:${runner.board}`, ticket, doc })
      await editor.ready()
      return editor
    }
    const locked = (editor: RawEditor) => {
      const status = editor.told.findLast((message) => message.type === 'board')
      return status?.type === 'board' ? (status.board.locked ?? []) : null
    }
    let editor = await open()
    expect((await runner.does({ kind: 'open', step: 'vote', nodes: [voted] })).status).toBe(200)
    await editor.until('the lock', () => locked(editor)?.includes(voted) === true)
    for (let tries = 0; tries < 4; tries += 1) {
      wordingOf(editor.doc, voted)?.insert(0, 'Very ')
      await editor.ended()
      const refused = editor.told.findLast((message) => message.type === 'refused')
      expect([editor.closed?.code, refused?.type === 'refused' && refused.problem]).toEqual([
        4522,
        { code: 'voted-on' },
      ])
      // Four times in a minute, and still let in: it was no offence.
      editor = await open()
      await editor.until('its board', () => locked(editor) !== null)
      expect(locked(editor)).toEqual([voted])
    }
    expect((await runner.does({ kind: 'close', step: 'vote' })).status).toBe(200)
    await editor.until('the end of the lock', () => locked(editor)?.length === 0)
    wordingOf(editor.doc, voted)?.insert(0, 'Very ')
    await editor.saved()
    expect(await wording(runner.board, voted)).toBe('Very Quiet streets')
    await editor.leave()
  })

  it('[BAL5] the lock outlives the process', async () => {
    await hall.close()
    hall = await openDay({ dir: folder, seed: 'lock-again' })
    const desk = await tablet(hall, 3)
    const [voted] = [...(await hall.parts.live.look(desk.board, readBoard)).nodes.keys()]
    if (voted === undefined) throw new Error('no entries')
    expect(problemOf(await desk.edit((doc) => wordingOf(doc, voted)?.insert(0, 'No ')))).toEqual({ code: 'voted-on' })
    const runner = await runnerAt(hall, 3)
    expect((await runner.does({ kind: 'close', step: 'vote' })).status).toBe(200)
    expect((await desk.edit((doc) => wordingOf(doc, voted)?.insert(0, 'Yes, '))).status).toBe(200)
  })

  it('[BAL5] after a restore devices hand in the wording that was voted on, lock or not; with the organiser’s word it holds again', async () => {
    const own = mkdtempSync(join(tmpdir(), 'tablee-lock-restore-'))
    const data = join(own, 'data')
    let day = await openDay({ dir: data, seed: 'lock-restore' })
    try {
      const runner = await runnerAt(day, 1)
      const { session } = await day.enter('reporter', 1)
      const { board } = runner
      const [voted] = await entries(day, board, ['Bus'])
      if (voted === undefined) throw new Error('no entry')
      const standing = async () => (await day.parts.live.look(board, readBoard)).nodes.get(voted)?.wording
      /** A tablet's update, as it would be sent; the tablet keeps it. */
      const typed = async (change: (text: Y.Text) => void) => {
        const doc = new Y.Doc()
        Y.applyUpdate(doc, (await day.parts.live.state(board)).state)
        doc.clientID = ++clients
        const before = Y.encodeStateVector(doc)
        const text = wordingOf(doc, voted)
        if (text === null) throw new Error('no wording')
        change(text)
        return { clients: doc.clientID, bytes: Y.encodeStateAsUpdate(doc, before) }
      }
      const send = (update: Awaited<ReturnType<typeof typed>>) =>
        day.api(`/api/boards/${board}/catch-up?clients=${update.clients}`, {
          as: session,
          method: 'POST',
          bytes: update.bytes,
        })
      await day.parts.journal.settled()
      backup(data, join(own, 'backup.sqlite'))
      const lanes = await typed((text) => text.insert(3, ' lanes'))
      expect((await send(lanes)).status).toBe(200)
      expect((await runner.does({ kind: 'open', step: 'vote', nodes: [voted] })).status).toBe(200)
      await day.close()

      await restore(data, join(own, 'backup.sqlite'), Date.now())
      day = await openDay({ dir: data, seed: 'lock-restored' })
      // The round came along, the board is the backup's.
      const round = day.parts.voices.state(day.dialogue).rounds.get(`${board}/vote`)
      expect([round?.state, round?.nodes[0]?.wording, await standing()]).toEqual(['open', 'Bus lanes', 'Bus'])
      expect((await send(lanes)).status).toBe(200)
      expect(await standing()).toBe('Bus lanes')
      const organiser = await day.enter('organiser')
      const confirmed = await day.api('/api/recovery/confirm', { as: organiser.session, method: 'POST' })
      expect(confirmed.status).toBe(200)
      expect(problemOf(await send(await typed((text) => text.insert(0, 'No '))))).toEqual({ code: 'voted-on' })
      expect(await standing()).toBe('Bus lanes')
    } finally {
      await day.close()
      rmSync(own, { recursive: true, force: true })
    }
  })
})
