/** What an erasure must leave alone, and what must not bring the sentence back: other people, views, snapshots under way, stops. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addNode, addWords, setWording } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { readBoard } from '@tablee/shared/board/read'
import type { BlockId, BoardId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import * as Y from 'yjs'
import { startServer, type TestServer } from '../support/server.ts'

const secret = 'My neighbour Paula drinks'
const origin = { who: 'reporter', why: 'test' }
const by = { author: 'organiser', device: 'd' }
let folder: string
let server: TestServer
let board: BoardId
let shift = 0
const start = () => startServer({ dir: folder, clock: () => Date.now() + shift })
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-erase-'))
  server = await start()
  board = server.board(1, 2)
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const holdsIt = (under = folder): boolean =>
  readdirSync(under, { withFileTypes: true }).some((entry) =>
    entry.isDirectory()
      ? holdsIt(join(under, entry.name))
      : readFileSync(join(under, entry.name)).includes(Buffer.from('Paula')),
  )
async function write(change: (doc: Y.Doc) => void, at = board): Promise<void> {
  const done = await server.parts.live.write(at, 'reporter', change)
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
}
const entry = (id: string, wording: string, at = board): Promise<void> =>
  write(
    (doc) => void addNode(doc, origin, { id: id as NodeId, kind: 'position', wording, lang: 'en' as Lang, at: 1 }),
    at,
  )
const say = (id: string, text: string, seat: string | null = null, at = board): Promise<void> =>
  write((doc) => {
    const said = { id: id as WordsId, node: 'n' as NodeId, text, lang: 'en' as Lang, seat: seat as SeatCode | null }
    addWords(doc, origin, { ...said, capture: 'dictated', at: 1 })
  }, at)
/** How far erasures have come. */
async function stepsOf({ parts: { journal }, dialogue }: TestServer): Promise<Record<string, number>> {
  const steps: Record<string, number> = {}
  for await (const { data } of journal.commands(`archive:${dialogue}`)) {
    const kind = /^{"kind":"(erase|rewritten|ended)"/.exec(Buffer.from(data).toString('utf8'))?.[1]
    if (kind !== undefined) steps[kind] = (steps[kind] ?? 0) + 1
  }
  return steps
}
let strikes = 0
async function strike(words: string): Promise<void> {
  const facilitator = (await server.enter('facilitator', 1)).session
  const body = { id: `strike-${++strikes}`, kind: 'redact', words }
  expect((await server.api(`/api/boards/${board}/commands`, { as: facilitator, body })).status).toBe(200)
}
const erase = () => server.parts.erasing.erase(server.dialogue, by)

describe('around an erasure', () => {
  it('[ERA2, ERA6] what others said stays to the letter: in longer words, from their own seat, at another table; their pages go on', async () => {
    const other = server.board(2, 2)
    await entry('n', 'Quiet streets')
    await entry('n', 'Quiet streets', other)
    for (const [id, text] of [
      ['w-short', 'so what'],
      ['w-long', secret],
    ] as const)
      await say(id, text)
    await say('w-also', 'Also whatever we decide, the benches stay', 'T1-02')
    await say('w-same', `He said: ${secret}.`, 'T1-03')
    await say('w-there', secret, 'T2-01', other)
    await entry('e-there', secret, other)
    for (const words of ['w-short', 'w-long']) await strike(words)
    expect((await erase()).ok).toBe(true)
    const here = (await server.parts.live.look(board, readBoard)).words
    expect(here.get('w-also' as WordsId)?.text).toBe('Also whatever we decide, the benches stay')
    expect(here.get('w-same' as WordsId)?.text).toBe(`He said: ${secret}.`)
    const before = await server.parts.live.state(other)
    await server.parts.journal.checkpoint(`board:${other}`, before.epoch, before.seq, before.state)
    await server.close()
    server = await start()
    const there = await server.parts.live.look(other, readBoard)
    expect([there.words.get('w-there' as WordsId)?.text, there.nodes.get('e-there' as NodeId)?.wording]).toEqual([
      secret,
      secret,
    ])
    expect(
      (await server.parts.live.look(server.board(1, 2), readBoard)).words.get('w-also' as WordsId)?.text,
    ).toContain('whatever')
  })

  it('[ERA1, ERA7] no delay, curtain or pause shows it afterwards, no replay tells what was typed and changed, no mention keeps it', async () => {
    const { views, live, journal } = server.parts
    const facilitator = (await server.enter('facilitator', 1)).session
    await server.api(`/api/boards/${board}/policy`, { as: facilitator, method: 'PUT', body: { delayMinutes: 2 } })
    const seen = async (): Promise<string> => JSON.stringify(await views.observed(board))
    await seen()
    await entry('n', 'x')
    for (let end = 5; end < secret.length; end += 6)
      await write((doc) => void setWording(doc, origin, 'n' as NodeId, secret.slice(0, end)))
    await write((doc) => void setWording(doc, origin, 'n' as NodeId, secret))
    await write((doc) => {
      const label = { node: 'n' as NodeId, label: secret }
      addBlocks(doc, origin, [{ id: 'b' as BlockId, kind: 'paragraph', line: ['See ', label] }])
    })
    await write((doc) => void setWording(doc, origin, 'n' as NodeId, 'Neighbours'))
    await entry('n2', `${secret}!`)
    await say('w', secret)
    await strike('w')
    shift += 30_000
    await seen()
    await server.parts.live.command(board, { role: 'citizen', seat: null, device: 'd' } as never, {
      id: 'draw',
      kind: 'curtain',
      to: 'drawn',
    })
    expect((await erase()).ok).toBe(true)
    await server.parts.live.command(board, { role: 'citizen', seat: null, device: 'd' } as never, {
      id: 'open',
      kind: 'curtain',
      to: 'open',
    })
    for (let i = 0; i < 3; i += 1) {
      expect(await seen()).not.toContain('Paula')
      shift += 60_000
    }
    expect(holdsIt()).toBe(false)
    const told = new Y.Doc()
    for await (const row of journal.read(`board:${board}`, journal.head(`board:${board}`).epoch, 0)) {
      if (row.kind !== 'update') continue
      Y.applyUpdate(told, row.data)
      expect(told.getXmlFragment('notes').toString() + JSON.stringify(told.getMap('nodes').toJSON())).not.toContain(
        'Paula',
      )
    }
    const { epoch, seq, state } = await live.state(board)
    await journal.checkpoint(`board:${board}`, epoch, seq, state)
  })

  it('[ERA15] what says the sentence while it is being erased goes with it: handed over before the intention, or while history is rewritten', async () => {
    await entry('n', 'Quiet streets')
    await say('w', secret)
    await strike('w')
    const next = server.board(1, 3)
    const { journal } = server.parts
    const append = journal.append.bind(journal)
    const rewrite = journal.rewrite.bind(journal)
    const meanwhile: Promise<void>[] = []
    vi.spyOn(journal, 'append').mockImplementation((row) => {
      if (meanwhile.length === 0 && Buffer.from(row.data).toString('utf8').startsWith('{"kind":"erase"'))
        // Under way before it, and not yet there when it was looked for.
        meanwhile.push(entry('before', secret), entry('before', secret, next))
      return append(row)
    })
    let rewritten = 0
    vi.spyOn(journal, 'rewrite').mockImplementation((changes) => {
      rewritten += 1
      meanwhile.push(entry(`during-${rewritten}`, secret), entry(`during-${rewritten}`, `${secret}!`, next))
      return rewrite(changes)
    })
    expect((await erase()).ok).toBe(true)
    await Promise.all(meanwhile)
    expect(rewritten).toBeGreaterThan(1)
    expect(meanwhile.length).toBeGreaterThan(4)
    vi.restoreAllMocks()
    server.parts.database.scrub()
    expect(holdsIt()).toBe(false)
    // Nor in what lies packed.
    for (const doc of journal.documents(''))
      for await (const { data } of journal.read(doc, journal.head(doc).epoch, 0))
        expect(Buffer.from(data).includes('Paula'), doc).toBe(false)
    for (const at of [board, next]) {
      const { nodes } = await server.parts.live.look(at, readBoard)
      for (const [id, { wording }] of nodes)
        if (/^(before|during)/.test(id)) expect(wording, `${id} on ${at}`).toMatch(/^█+!?$/)
      expect(nodes.has('before' as NodeId)).toBe(true)
    }
  })

  it('[ERA8] a snapshot that is asked for while it runs is not begun before it has ended', async () => {
    await entry('n', 'Quiet streets')
    await say('w', secret)
    await strike('w')
    const { journal, snapshots, database } = server.parts
    const kinds: string[] = []
    const append = journal.append.bind(journal)
    const settled = vi.spyOn(journal, 'settled')
    let taken: ReturnType<typeof snapshots.takeDialogue> | undefined
    let begunMeanwhile: number | undefined
    vi.spyOn(journal, 'append').mockImplementation(async (row) => {
      const kind = /^{"kind":"(erase|erased|snapshot)"/.exec(Buffer.from(row.data).toString('utf8'))?.[1]
      if (kind !== undefined) kinds.push(kind)
      if (kind === 'erase' && taken === undefined) {
        const before = settled.mock.calls.length
        taken = snapshots.takeDialogue(server.dialogue, { author: 'analyst', device: 'd' })
        // Without a turn of its own it would have asked for the log by now: that is the first that it does.
        await new Promise(setImmediate)
        begunMeanwhile = settled.mock.calls.length - before
      }
      return append(row)
    })
    const scrub = database.scrub.bind(database)
    database.scrub = () => {
      kinds.push('file written anew')
      scrub()
    }
    expect((await erase()).ok).toBe(true)
    expect((await taken)?.ok).toBe(true)
    expect(begunMeanwhile).toBe(0)
    expect(kinds).toEqual(['erase', 'erased', 'file written anew', 'snapshot'])
    expect(holdsIt()).toBe(false)
  })

  it('[ERA4] a snapshot that is just being taken does not bring it back; one that was cut off before the file was free of it is ended at the next start', async () => {
    await entry('n', 'Quiet streets')
    await say('w', secret)
    await strike('w')
    const [taken, erased] = await Promise.all([
      server.parts.snapshots.takeDialogue(server.dialogue, { author: 'analyst', device: 'd' }),
      erase(),
    ])
    expect([taken.ok, erased.ok]).toEqual([true, true])
    expect(holdsIt()).toBe(false)

    await say('w2', `Yes, ${secret}`)
    await strike('w2')
    server.parts.database.scrub = () => {
      throw new Error('the plug')
    }
    await expect(erase()).rejects.toThrow('the plug')
    expect(await stepsOf(server)).toEqual({ erase: 2, rewritten: 2, ended: 1 })
    // As a killed process leaves it: the log is not laid into the file.
    const killed = mkdtempSync(join(tmpdir(), 'tablee-erase-'))
    cpSync(folder, killed, { recursive: true })
    const next = await startServer({ dir: killed })
    expect(holdsIt(killed)).toBe(false)
    expect(await next.parts.erasing.state(next.dialogue)).toEqual({ struck: 0, erased: 2 })
    expect(await stepsOf(next)).toEqual({ erase: 2, rewritten: 2, ended: 2 })
    await next.close()
    rmSync(killed, { recursive: true, force: true })
  })
})
