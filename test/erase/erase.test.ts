/** A sentence that somebody asks to have erased, followed through everything that the server keeps. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addElement } from '@tablee/shared/board/canvas/verbs'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { addNode, addWords, setWording, wordingOf } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { readBoard } from '@tablee/shared/board/read'
import type { BlockId, BoardId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Appended } from '@tablee/server/journal/port'
import { backup, restore } from '@tablee/server/recovery/backup'
import { snapshotText, type Sidecar } from '@tablee/shared/snapshot/structure'
import type { Pickable } from '@tablee/shared/wire/questions'
import * as Y from 'yjs'
import { aConsole } from '../room/aConsole.ts'
import { entries, openDay, phoneAt, runnerAt } from '../voices/day.ts'
import { speak, unique } from '../voices/hall.ts'
import { seeded } from '../support/seeded.ts'
import { startServer, type StartOptions, type TestServer } from '../support/server.ts'

const secret = 'My neighbour Paula drinks'
const origin = { who: 'reporter', why: 'test' }
const en = 'en' as Lang
const cutSeed = Number(process.env['ERASE_CUT_SEED'] ?? Date.now() % 1_000_000)
const cutAll = process.env['ERASE_CUTS'] === 'all'
let folder: string
let server: TestServer
let board: BoardId
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-erase-'))
  server = await startServer({ dir: folder })
  board = server.board(1, 2)
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every file of the folder that holds these bytes. */
function filesWith(text: string, under = folder): string[] {
  const found: string[] = []
  for (const entry of readdirSync(under, { withFileTypes: true })) {
    const path = join(under, entry.name)
    if (entry.isDirectory()) found.push(...filesWith(text, path))
    else if (readFileSync(path).includes(Buffer.from(text))) found.push(entry.name)
  }
  return found
}
/** Also in cold history, which lies packed in the file. */
const inRows = async (text: string): Promise<boolean> => {
  const { journal } = server.parts
  for (const doc of journal.documents(''))
    for await (const { data } of journal.read(doc, journal.head(doc).epoch, 0))
      if (Buffer.from(data).includes(Buffer.from(text))) return true
  return false
}
const write = async (change: (doc: Y.Doc) => void): Promise<void> => {
  const done = await server.parts.live.write(board, 'reporter', change)
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
}
const sidecarOf = async (hash: string, analyst: string): Promise<Sidecar> =>
  (await server.api(`/api/snapshots/${hash}/text`, { as: analyst })).body as Sidecar

/** What a device wrote in the board's first epoch. */
async function bringLate(session: string, of: Y.Doc, update: Uint8Array): Promise<void> {
  const clients = [...of.store.clients.keys()].join(',')
  const ask = () =>
    fetch(`${server.url}/api/boards/${board}/catch-up?epoch=1&clients=${clients}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(update),
    })
  let answer = await ask()
  while ((await answer.clone().text()).includes('"not-yet"')) answer = await ask()
  expect(answer.status, await answer.clone().text()).toBe(200)
}

const boardOf = (state: Uint8Array): Y.Doc => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return doc
}

/** Said, and written down again as an entry letter by letter, in the minutes and on the canvas. */
async function sayIt(): Promise<void> {
  await write((doc) => {
    addNode(doc, origin, { id: 'said' as NodeId, kind: 'position', wording: 'At night', lang: en, at: 1 })
    addWords(doc, origin, {
      id: 'w-secret' as WordsId,
      node: 'said' as NodeId,
      text: secret,
      lang: en,
      seat: null,
      capture: 'dictated',
      at: 1,
    })
    addWords(doc, origin, {
      id: 'w-other' as WordsId,
      node: 'said' as NodeId,
      text: 'The lamps are too dim',
      lang: en,
      seat: null,
      capture: 'dictated',
      at: 2,
    })
    addNode(doc, origin, { id: 'typed' as NodeId, kind: 'argument', wording: 'x', lang: en, at: 1 })
    addBlocks(doc, origin, [
      { id: 'b-1' as BlockId, kind: 'paragraph', line: [`Somebody said: ${secret}, and they laughed.`] },
    ])
    addElement(doc, origin, {
      id: 'shape:echo' as ShapeId,
      kind: 'fear',
      text: secret,
      lang: en,
      x: 1,
      y: 1,
      seat: null,
      capture: 'dictated',
      at: 3,
    })
  })
  for (let n = 4; n <= secret.length; n += 7)
    await write((doc) => void setWording(doc, origin, 'typed' as NodeId, secret.slice(0, n)))
  await write((doc) => void setWording(doc, origin, 'typed' as NodeId, secret))
}

describe('erasing what was struck out', () => {
  it('[ERA1] [EPO9] also of epochs that have ended, and of what was brought late; a device that comes after it is still heard', async () => {
    await sayIt()
    const { journal, live } = server.parts
    const offline = new Y.Doc()
    Y.applyUpdate(offline, (await live.state(board)).state)
    expect((await live.renew(board)).kind).toBe('saved')
    // A tablet was offline all the while, and has it in its day.
    const reporter = (await server.enter('reporter', 1)).session
    setWording(offline, origin, 'said' as NodeId, `At night? ${secret}!`)
    const send = async (update: Uint8Array): Promise<string> => {
      const clients = [...offline.store.clients.keys()].join(',')
      const answer = await fetch(`${server.url}/api/boards/${board}/catch-up?epoch=1&clients=${clients}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${reporter}`, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(update),
      })
      expect(answer.status).toBe(200)
      return ((await answer.json()) as { sv: string }).sv
    }
    const bring = async (): Promise<void> => {
      const sv = await send(Uint8Array.of(0, 0))
      await send(Y.encodeStateAsUpdate(offline, new Uint8Array(Buffer.from(sv, 'base64'))))
    }
    await bring()
    await server.api(`/api/boards/${board}/commands`, {
      as: (await server.enter('facilitator', 1)).session,
      body: { id: 'strike', kind: 'redact', words: 'w-secret' },
    })
    expect(filesWith('Paula')).not.toEqual([])
    const organiser = (await server.enter('organiser')).session
    const done = await server.api(`/api/dialogues/${server.dialogue}/erasures`, { as: organiser, body: {} })
    expect(done).toMatchObject({ status: 200, body: { struck: 0, erased: 1 } })
    expect(filesWith('Paula')).toEqual([])
    const wording = async () => readBoard(boardOf((await live.state(board)).state)).nodes.get('said' as NodeId)?.wording
    expect(await wording()).toBe(`At night? ${'█'.repeat(secret.length)}!`)
    expect((await journal.load(`board:${board}`, 1)).quarantined).toBe(0)
    offline.getMap('placed').set('w-other', 'typed')
    await bring()
    expect(readBoard(boardOf((await live.state(board)).state)).words.get('w-other' as WordsId)?.node).toBe('typed')
    expect(filesWith('Paula')).toEqual([])
  })

  it('[ERA1] [EPO9] brought late and written in pieces: no piece of it lies beside the log, and what comes after it is carried over', async () => {
    await sayIt()
    const { live } = server.parts
    const offline = new Y.Doc()
    Y.applyUpdate(offline, (await live.state(board)).state)
    expect((await live.renew(board)).kind).toBe('saved')
    const reporter = (await server.enter('reporter', 1)).session
    const bring = async (): Promise<void> => {
      const clients = [...offline.store.clients.keys()].join(',')
      const send = async (update: Uint8Array): Promise<string> => {
        const answer = await fetch(`${server.url}/api/boards/${board}/catch-up?epoch=1&clients=${clients}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${reporter}`, 'content-type': 'application/octet-stream' },
          body: new Uint8Array(update),
        })
        expect(answer.status).toBe(200)
        return ((await answer.json()) as { sv: string }).sv
      }
      const sv = await send(Uint8Array.of(0, 0))
      await send(Y.encodeStateAsUpdate(offline, new Uint8Array(Buffer.from(sv, 'base64'))))
    }
    // As one types: what comes to mind later goes in between.
    const wording = wordingOf(offline, 'said' as NodeId)
    wording?.insert(8, ': My drinks')
    wording?.insert(13, 'Paula ')
    wording?.insert(13, 'neighbour ')
    expect(wording?.toString()).toBe(`At night: ${secret}`)
    await bring()
    await server.api(`/api/boards/${board}/commands`, {
      as: (await server.enter('facilitator', 1)).session,
      body: { id: 'strike', kind: 'redact', words: 'w-secret' },
    })
    expect(filesWith('Paula')).not.toEqual([])
    expect((await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' })).ok).toBe(true)
    expect([filesWith('Paula'), await inRows('Paula')]).toEqual([[], false])
    offline.getMap('placed').set('w-other', 'typed')
    await bring()
    expect(readBoard(boardOf((await live.state(board)).state)).words.get('w-other' as WordsId)?.node).toBe('typed')
    expect([filesWith('Paula'), await inRows('Paula')]).toEqual([[], false])
  })

  it('[ERA2] [EPO9] begun in one epoch and ended in the next: it leaves both, and a device of the first is still heard', async () => {
    const { live } = server.parts
    await write((doc) => {
      addNode(doc, origin, { id: 'said' as NodeId, kind: 'position', wording: 'At night', lang: en, at: 1 })
      addNode(doc, origin, { id: 'typed' as NodeId, kind: 'argument', wording: 'Paula', lang: en, at: 1 })
    })
    await write((doc) => void wordingOf(doc, 'typed' as NodeId)?.insert(0, 'My neighbour '))
    const offline = new Y.Doc()
    Y.applyUpdate(offline, (await live.state(board)).state)
    for (const more of ['', ' dri']) {
      await write((doc) => void wordingOf(doc, 'typed' as NodeId)?.insert(18, more))
      expect((await live.renew(board)).kind).toBe('saved')
    }
    await write((doc) => {
      setWording(doc, origin, 'typed' as NodeId, secret)
      const said = { node: 'said' as NodeId, lang: en, seat: null, capture: 'dictated', at: 1 } as const
      addWords(doc, origin, { ...said, id: 'w-secret' as WordsId, text: secret })
      addWords(doc, origin, { ...said, id: 'w-other' as WordsId, text: 'The lamps are too dim' })
    })
    await server.api(`/api/boards/${board}/commands`, {
      as: (await server.enter('facilitator', 1)).session,
      body: { id: 'strike', kind: 'redact', words: 'w-secret' },
    })
    expect((await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' })).ok).toBe(true)
    expect([filesWith('Paula'), await inRows('Paula'), filesWith('neighbour ')]).toEqual([[], false, []])
    const session = (await server.enter('reporter', 1)).session
    const mine = Y.encodeStateVector(offline)
    setWording(offline, origin, 'said' as NodeId, 'At night, too')
    await bringLate(session, offline, Y.encodeStateAsUpdate(offline, mine))
    const now = readBoard(boardOf((await live.state(board)).state)).nodes
    expect([now.get('said' as NodeId)?.wording, now.get('typed' as NodeId)?.wording]).toEqual([
      'At night, too',
      '█'.repeat(secret.length),
    ])
  })

  it('[ERA2] [ERA12] half typed when it is erased and typed to its end afterwards: the next start leaves nothing of it in either epoch', async () => {
    await write((doc) => {
      const said = { node: 'said' as NodeId, lang: en, seat: null, capture: 'dictated', at: 1 } as const
      addNode(doc, origin, { id: 'said' as NodeId, kind: 'position', wording: 'At night', lang: en, at: 1 })
      addNode(doc, origin, {
        id: 'typed' as NodeId,
        kind: 'argument',
        wording: 'My neighbour Paula dri',
        lang: en,
        at: 1,
      })
      addWords(doc, origin, { ...said, id: 'w-secret' as WordsId, text: secret })
    })
    await server.api(`/api/boards/${board}/commands`, {
      as: (await server.enter('facilitator', 1)).session,
      body: { id: 'strike', kind: 'redact', words: 'w-secret' },
    })
    expect((await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' })).ok).toBe(true)
    expect(await inRows('Paula')).toBe(true)
    for (const letter of ['n', 'k', 's'])
      await write((doc) => {
        const wording = wordingOf(doc, 'typed' as NodeId)
        wording?.insert(wording.length, letter)
      })
    await server.close()
    server = await startServer({ dir: folder })
    expect([filesWith('Paula'), await inRows('Paula')]).toEqual([[], false])
  })

  it('[EPO9] what a device brings of an ended epoch while history is rewritten is taken: no piece of it is read before and the rest after', async () => {
    await server.close()
    const held = { next: false, reads: () => {}, goOn: Promise.resolve() }
    const through: NonNullable<StartOptions['through']> = {
      keeper: (keeper) => keeper,
      asked: (log) => ({
        ...log,
        async load(doc, epoch) {
          const loaded = await log.load(doc, epoch)
          if (held.next && epoch === 1) {
            held.next = false
            held.reads()
            await held.goOn
          }
          return loaded
        },
      }),
    }
    server = await startServer({ dir: folder, through })
    await sayIt()
    const { live, journal, erasing } = server.parts
    const offline = new Y.Doc()
    Y.applyUpdate(offline, (await live.state(board)).state)
    const mine = Y.encodeStateVector(offline)
    setWording(offline, origin, 'said' as NodeId, 'At night, too')
    expect((await live.renew(board)).kind).toBe('saved')
    const session = (await server.enter('reporter', 1)).session
    await server.api(`/api/boards/${board}/commands`, {
      as: (await server.enter('facilitator', 1)).session,
      body: { id: 'strike', kind: 'redact', words: 'w-secret' },
    })
    // Between the last state of the old epoch and the first of the new one comes all of the rewriting.
    let done = (): void => {}
    held.goOn = new Promise((resolve) => (done = resolve))
    const reading = new Promise<void>((resolve) => (held.reads = resolve))
    const { rewrite } = journal
    let brought: Promise<void> | null = null
    journal.rewrite = async (changes) => {
      if (brought !== null) return rewrite(changes)
      held.next = true
      brought = bringLate(session, offline, Y.encodeStateAsUpdate(offline, mine))
      await reading
      return rewrite(changes).finally(done)
    }
    expect((await erasing.erase(server.dialogue, { author: 'organiser', device: 'd' })).ok).toBe(true)
    journal.rewrite = rewrite
    await brought
    expect(readBoard(boardOf((await live.state(board)).state)).nodes.get('said' as NodeId)?.wording).toBe(
      'At night, too',
    )
    expect([filesWith('Paula'), await inRows('Paula')]).toEqual([[], false])
  })

  it('[ERA1, ERA2, ERA3] nothing of the sentence is in database, log or files; boards, other sentences and snapshots’ names stay', async () => {
    await sayIt()
    const analyst = (await server.enter('analyst')).session
    const organiser = (await server.enter('organiser')).session
    const take = async (path: string): Promise<string> =>
      ((await server.api(path, { as: analyst, method: 'POST' })).body as { hash: string }).hash
    const own = await take(`/api/boards/${board}/snapshots`)
    const whole = await take(`/api/dialogues/${server.dialogue}/snapshots`)
    // Some of it is cold history by now.
    const { journal, live, snapshots, erasing } = server.parts
    const { seq, epoch, state } = await live.state(board)
    await journal.checkpoint(`board:${board}`, epoch, seq, state)
    const facilitator = (await server.enter('facilitator', 1)).session
    await server.api(`/api/boards/${board}/commands`, {
      as: facilitator,
      body: { id: 'strike', kind: 'redact', words: 'w-secret' },
    })
    expect(await erasing.state(server.dialogue)).toEqual({ struck: 1, erased: 0 })
    expect(filesWith(secret)).not.toEqual([])

    const path = `/api/dialogues/${server.dialogue}/erasures`
    expect((await server.api(path, { as: facilitator, body: {} })).status).toBe(403)
    const done = await server.api(path, { as: organiser, body: {} })
    expect(done).toMatchObject({ status: 200, body: { struck: 0, erased: 1 } })
    expect(filesWith(secret)).toEqual([])
    expect(filesWith('Paula')).toEqual([])
    expect(filesWith('The lamps are too dim')).not.toEqual([])

    // What the rows give, from the first to the last, says it nowhere either.
    const replayed = new Y.Doc()
    for await (const row of journal.read(`board:${board}`, epoch, 0)) {
      if (row.kind !== 'update') continue
      Y.applyUpdate(replayed, row.data)
      expect(
        JSON.stringify([
          replayed.getMap('nodes').toJSON(),
          replayed.getMap('words').toJSON(),
          replayed.getMap('canvas').toJSON(),
        ]),
      ).not.toContain('Paula')
    }
    const now = readBoard(replayed)
    expect(now.nodes.get('typed' as NodeId)?.wording).toBe('█'.repeat(secret.length))
    expect(now.words.get('w-other' as WordsId)?.text).toBe('The lamps are too dim')
    expect(now.words.get('w-secret' as WordsId)).toMatchObject({ text: '' })
    expect(replayed.getXmlFragment('notes').toString()).toContain('Somebody said: █')

    for (const hash of [own, whole]) {
      const rebuilt = await snapshots.rebuild(hash)
      expect(rebuilt.ok && snapshotText(rebuilt.value) === (await snapshots.body(hash)), JSON.stringify(rebuilt)).toBe(
        true,
      )
      const sidecar = await sidecarOf(hash, analyst)
      expect(JSON.stringify(sidecar)).not.toContain('Paula')
      expect(sidecar.errata).toMatchObject([{ n: 1, board, why: 'erased' }])
      expect(sidecar.errata?.[0]?.digests.length).toBe(4)
      expect((await server.api(`/api/snapshots/${hash}/csv`, { as: analyst })).status).toBe(200)
    }
    // A snapshot of now is another one, and it can be rebuilt too.
    const later = await take(`/api/boards/${board}/snapshots`)
    expect(later).not.toBe(own)
    for (const hash of [own, later]) expect((await snapshots.rebuild(hash)).ok, hash).toBe(true)

    // The next start finds all of it so.
    await server.close()
    server = await startServer({ dir: folder })
    expect(filesWith('Paula')).toEqual([])
    expect((await server.parts.live.look(board, readBoard)).nodes.get('typed' as NodeId)?.wording).toMatch(/^█+$/)
    expect(await server.parts.erasing.state(server.dialogue)).toEqual({ struck: 0, erased: 1 })
    await write((doc) => void setWording(doc, origin, 'said' as NodeId, 'At night, and by day'))
    for (const hash of [own, whole, later]) expect((await server.parts.snapshots.rebuild(hash)).ok, hash).toBe(true)
  })

  it('[ERA63] one that fails is told as begun and not ended, whenever it is asked, until it is', async () => {
    await sayIt()
    await server.api(`/api/boards/${board}/commands`, {
      as: (await server.enter('facilitator', 1)).session,
      body: { id: 'strike', kind: 'redact', words: 'w-secret' },
    })
    const organiser = (await server.enter('organiser')).session
    const path = `/api/dialogues/${server.dialogue}/erasures`
    expect((await server.api(path, { as: organiser })).body).toEqual({ struck: 1, erased: 0 })
    const { rewrite } = server.parts.journal
    server.parts.journal.rewrite = () => Promise.reject(new Error('a segment cannot be read'))
    expect((await server.api(path, { as: organiser, body: {} })).status).toBe(500)
    server.parts.journal.rewrite = rewrite
    expect(await inRows('Paula')).toBe(true)
    expect((await server.api(path, { as: organiser })).body).toMatchObject({ unfinished: 1 })
    const done = await server.api(path, { as: organiser, body: {} })
    expect([done.status, done.body]).toEqual([200, { struck: 0, erased: 1 }])
    expect([filesWith('Paula'), await inRows('Paula')]).toEqual([[], false])
  })

  it('[ERA4] one that was cut off in the middle is taken up at the next start', async () => {
    await sayIt()
    const facilitator = (await server.enter('facilitator', 1)).session
    await server.api(`/api/boards/${board}/commands`, {
      as: facilitator,
      body: { id: 'strike', kind: 'redact', words: 'w-secret' },
    })
    // The intention is durable; then the plug is pulled: history is as it was.
    const rewrite = server.parts.journal.rewrite
    server.parts.journal.rewrite = () => Promise.reject(new Error('the plug'))
    await expect(server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' })).rejects.toThrow(
      'the plug',
    )
    server.parts.journal.rewrite = rewrite
    expect(existsSync(join(folder, 'tablee.sqlite'))).toBe(true)
    expect(await inRows('Paula')).toBe(true)
    await server.close()
    server = await startServer({ dir: folder })
    expect([filesWith('Paula'), await inRows('Paula')]).toEqual([[], false])
    expect(await server.parts.erasing.state(server.dialogue)).toEqual({ struck: 0, erased: 1 })
  })

  it('[ERA14] one that is cut off between any two of its steps is ended at the next start, and known again', async () => {
    const strikes = async (n: number): Promise<void> => {
      await write((doc) => {
        const said = { node: 'said' as NodeId, lang: en, seat: null, capture: 'dictated', at: 1 } as const
        addWords(doc, origin, { ...said, id: `w-${n}` as WordsId, text: `${secret}, day ${n}` })
        addNode(doc, origin, {
          id: `e-${n}` as NodeId,
          kind: 'position',
          wording: `${secret}, day ${n}`,
          lang: en,
          at: 1,
        })
      })
      const facilitator = (await server.enter('facilitator', 1)).session
      const body = { id: `strike-${n}`, kind: 'redact', words: `w-${n}` }
      expect((await server.api(`/api/boards/${board}/commands`, { as: facilitator, body })).status).toBe(200)
    }
    await write((doc) => {
      addNode(doc, origin, { id: 'said' as NodeId, kind: 'position', wording: 'At night', lang: en, at: 1 })
    })
    // Each of what it does to the log and to the file, cut off before it is done or before it is answered.
    const count = 10
    const all = Array.from({ length: count }, (_, index) => index + 1)
    const random = seeded(cutSeed)
    const cuts = cutAll ? all : [1 + random.below(3), 4 + random.below(3), 7 + random.below(3)]
    console.log(`erase: cut at step ${cuts.join(', ')} (ERASE_CUT_SEED=${cutSeed}, ERASE_CUTS=all)`)
    for (const cut of cuts) {
      await strikes(cut)
      const { journal, database, erasing } = server.parts
      let steps = 0
      /** From the cut on nothing happens any more; of every other one that step itself still did, and nobody was told. */
      const until = async <T>(work: () => T | Promise<T>, dead: () => T): Promise<T> => {
        steps += 1
        if (steps < cut) return work()
        if (steps === cut && cut % 2 === 0) await work()
        return dead()
      }
      const plug = (): never => {
        throw new Error('the plug')
      }
      const { rewrite } = journal
      const append = journal.append.bind(journal)
      const scrub = database.scrub.bind(database)
      journal.rewrite = (changes) => until(() => rewrite(changes), plug)
      journal.append = (entry) =>
        until<Appended>(
          () => append(entry),
          () => ({ ok: false, problem: { code: 'unavailable', cause: 'the plug' } }),
        )
      database.scrub = () => {
        steps += 1
        if (steps >= cut) plug()
        scrub()
      }
      const done = await erasing.erase(server.dialogue, { author: 'organiser', device: 'd' }).catch(() => null)
      if (steps < cut) expect(done, `${steps} steps in all`).toMatchObject({ ok: true })
      journal.rewrite = rewrite
      journal.append = append
      database.scrub = scrub
      await server.close()
      server = await startServer({ dir: folder })
      // The first step is the intention: without it nothing has begun.
      if (cut === 1) await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' })
      expect([filesWith('Paula'), await inRows('Paula')], `cut ${cut}`).toEqual([[], false])
      expect(await server.parts.erasing.state(server.dialogue)).toEqual({ struck: 0, erased: cuts.indexOf(cut) + 1 })
      await write((doc) => {
        addNode(doc, origin, {
          id: `a-${cut}` as NodeId,
          kind: 'position',
          wording: `${secret}, day ${cut}`,
          lang: en,
          at: 2,
        })
      })
      const again = (await server.parts.live.look(board, readBoard)).nodes.get(`a-${cut}` as NodeId)?.wording
      expect(again, `cut ${cut}`).not.toContain('Paula')
    }
  })

  it('[ERA3] [SNAP16] what snapshots called it is told by the log alone: two wordings of one length, a piece of it, a copy in many; and no byte of it', async () => {
    const { live, snapshots, database } = server.parts
    const take = async (): Promise<string> => {
      const by = { author: 'analyst', device: 'd' }
      const taken = await snapshots.take({ id: board, dialogue: server.dialogue }, by)
      if (!taken.ok) throw new Error(JSON.stringify(taken.problem))
      return taken.value.hash
    }
    const reword = (wording: string) => write((doc) => void setWording(doc, origin, 'typed' as NodeId, wording))
    await sayIt()
    const hashes: string[] = []
    // The same letters, to be the sentence later: a piece of it stands in a snapshot.
    await reword('My nei')
    hashes.push(await take())
    for (const text of [secret, 'My neighbour Paula smokes', 'My neighbour Paula drives', 'Neighbours']) {
      await reword(text)
      hashes.push(await take())
    }
    for (const [n, verb] of ['smokes', 'drives'].entries())
      await write((doc) => {
        const said = { node: 'said' as NodeId, lang: en, seat: null, capture: 'dictated', at: 1 } as const
        addWords(doc, origin, { ...said, id: `w-${n}` as WordsId, text: `My neighbour Paula ${verb}` })
      })
    const facilitator = (await server.enter('facilitator', 1)).session
    for (const words of ['w-secret', 'w-0', 'w-1']) {
      const body = { id: `strike-${words}`, kind: 'redact', words }
      expect((await server.api(`/api/boards/${board}/commands`, { as: facilitator, body })).status).toBe(200)
    }
    const bodies = () => Promise.all(hashes.map((hash) => snapshots.body(hash)))
    const told = () => Promise.all(hashes.map((hash) => server.parts.handedOut.sidecar(hash)))
    const before = await bodies()
    expect((await server.parts.erasing.erase(server.dialogue, { author: 'organiser', device: 'd' })).ok).toBe(true)
    const after = await told()
    for (const piece of ['Paula', '"My nei"']) expect(JSON.stringify(after)).not.toContain(piece)
    expect(JSON.stringify(after)).toContain('The lamps are too dim')
    for (const [n, one] of after.entries()) {
      const gone = new Set(one?.errata?.flatMap(({ digests }) => digests))
      const texts = new Set(one?.texts.map(({ digest }) => digest))
      const named = [...(before[n] ?? '').matchAll(/[0-9a-f]{64}/g)].map(([digest]) => digest)
      expect(
        named.filter((digest) => !gone.has(digest) && !texts.has(digest)),
        'neither kept nor named as gone',
      ).toEqual([])
    }
    database.exec('DELETE FROM snapshot; DELETE FROM snapshot_text')
    expect([await bodies(), await told()]).toEqual([before, after])
    for (const hash of hashes) expect((await snapshots.rebuild(hash)).ok).toBe(true)
    expect(readBoard(boardOf((await live.state(board)).state)).nodes.get('typed' as NodeId)?.wording).toBe('Neighbours')
    expect([filesWith('Paula'), await inRows('Paula')]).toEqual([[], false])
  })

  it('[ERA1] a sheet that somebody wrote alone goes with the words that were made of it, in every draft', async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
    const hall = await openDay({ dir: folder, seed: 'erase' })
    server = hall
    const runs = await runnerAt(hall, 1)
    const [ana, ben] = [await phoneAt(hall, 1, 'T1-01'), await phoneAt(hall, 1, 'T1-02')]
    await runs.does({ kind: 'open', step: 'alone', nodes: [] })
    for (const end of [14, 20]) await ana.write('alone', 'sheeta', secret.slice(0, end), false)
    await ana.write('alone', 'sheeta', secret)
    await ben.write('alone', 'sheetb', 'More benches, please')
    await runs.does({ kind: 'close', step: 'alone' })
    await runs.does({ kind: 'reveal', step: 'alone' })
    const [node] = await entries(hall, runs.board, ['What we hope'])
    expect((await runs.does({ kind: 'place', step: 'alone', sheet: 'sheeta', node: node as NodeId })).status).toBe(200)
    const struck = { id: 'strike', kind: 'redact', words: 'sheeta' }
    expect((await hall.api(`/api/boards/${runs.board}/commands`, { as: runs.session, body: struck })).status).toBe(200)
    expect(filesWith('Paula')).not.toEqual([])
    const done = await hall.parts.erasing.erase(hall.dialogue, { author: 'organiser', device: 'd' })
    expect(done).toMatchObject({ ok: true, value: { struck: 0, erased: 1 } })
    expect(filesWith('My neighbour')).toEqual([])
    expect(filesWith('More benches')).not.toEqual([])
    expect(JSON.stringify(await ana.read())).not.toContain('neighbour')
    expect(JSON.stringify(await ben.read())).toContain('More benches, please')
    expect(JSON.stringify(await runs.read())).not.toContain('neighbour')
  })
  it('[ERA1] [RCM9] a sentence goes out of what a table recommends, and of the vote on it', async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
    const hall = await openDay({ dir: folder, seed: 'erase' })
    server = hall
    const runs = await runnerAt(hall, 1)
    const console = await aConsole(hall, 1)
    const tables = console.room.tables.map(({ id }) => id)
    const ask = async (body: object): Promise<string> => {
      const path = `/api/dialogues/${hall.dialogue}/questions`
      const asked = await hall.api(path, { as: console.session, body: { id: unique(), tables, ...body } })
      expect(asked.status, JSON.stringify(asked.body)).toBe(200)
      return (asked.body as { step: string }).step
    }
    await phoneAt(hall, 1, 'T1-01')
    await speak(hall, 1, [{ id: 'told', seat: 'T1-01', text: secret }])
    const ids = await entries(hall, runs.board, [secret, 'More benches, please'])
    const text = { en: 'And you?' }
    const from = await ask({ kind: 'ask', text, answer: 'recommendation', unit: 'tables', options: [] })
    const reasons = ids.map((node) => ({ node, wording: 'x', lang: 'en' }))
    const q = { type: 'recommendation', sentence: secret, lang: 'en', reasons } as const
    expect((await runs.does({ kind: 'table-answer', step: from, answers: { q } })).status).toBe(200)
    await ask({ kind: 'vote-on-recommendations', from, most: 5 })
    const struck = { id: 'strike', kind: 'redact', words: 'told' }
    expect((await hall.api(`/api/boards/${runs.board}/commands`, { as: runs.session, body: struck })).status).toBe(200)
    expect(filesWith('Paula')).not.toEqual([])
    expect((await hall.parts.erasing.erase(hall.dialogue, { author: 'organiser', device: 'd' })).ok).toBe(true)
    expect(filesWith('Paula')).toEqual([])
    expect(filesWith('More benches')).not.toEqual([])
  })
  it('[ERA1] [ASK16] a sentence goes out of a question that was asked about it, with its translations, and of what was released', async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
    let ahead = 0
    const hall = await openDay({ dir: folder, seed: 'erase', clock: () => Date.now() + ahead })
    server = hall
    const runs = await runnerAt(hall, 1)
    const console = await aConsole(hall, 1)
    const [table] = console.room.tables.map(({ id }) => id)
    const phone = await phoneAt(hall, 1, 'T1-01')
    await speak(hall, 1, [{ id: 'told', seat: 'T1-01', text: secret }])
    const [node] = await entries(hall, runs.board, [secret, 'More benches, please'])
    expect((await runs.does({ kind: 'release', node: node as NodeId, wording: secret })).status).toBe(200)
    const path = `/api/dialogues/${hall.dialogue}/questions`
    const { tables } = (await hall.api(`${path}/entries`, { as: console.session })).body as Pickable
    const of = (wording: string) => tables[0]?.entries.find((one) => one.wording === wording)?.entry
    const asked = await hall.api(path, {
      as: console.session,
      body: {
        id: unique(),
        kind: 'ask',
        tables: [table],
        text: { en: 'Which?' },
        answer: 'choose',
        unit: 'people',
        options: [],
        entries: [
          { table, entry: of(secret), also: { fr: 'Canari traduit de Paula' } },
          { table, entry: of('More benches, please') },
        ],
      },
    })
    expect(asked.status, JSON.stringify(asked.body)).toBe(200)
    const { step } = asked.body as { step: string }
    expect(JSON.stringify(await phone.round(step))).toContain('Canari traduit')
    const taken = await hall.parts.snapshots.takeDialogue(hall.dialogue, { author: 'organiser', device: 'd' })
    const hash = taken.ok ? taken.value.hash : ''
    const before = await hall.parts.snapshots.body(hash)
    expect(before).toContain('"picked"')
    const struck = { id: 'strike', kind: 'redact', words: 'told' }
    expect((await hall.api(`/api/boards/${runs.board}/commands`, { as: runs.session, body: struck })).status).toBe(200)
    expect((await hall.parts.erasing.erase(hall.dialogue, { author: 'organiser', device: 'd' })).ok).toBe(true)
    expect(filesWith('Paula')).toEqual([])
    expect(filesWith('Canari')).toEqual([])
    // The snapshot and its name are as they were; its texts lack these.
    expect(await hall.parts.snapshots.body(hash)).toBe(before)
    const texts = (await hall.parts.snapshots.sidecar(hash))?.texts.map(({ text }) => text).join()
    expect(texts).toContain('More benches')
    expect(texts).not.toMatch(/Paula|Canari/)
    expect(filesWith('More benches')).not.toEqual([])
    ahead += 11_000
    const told = JSON.stringify(await phone.round(step))
    expect(told).toContain('An entry that is no longer shown')
    expect(told).toContain('More benches')
    expect(told).not.toContain('█')
    expect((await runs.read()).released?.some(({ wording }) => wording.includes('Paula')) ?? false).toBe(false)
  })
  it('[RND11] a backup whose last word was erased since: what people said for themselves after it is carried over all the same', async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
    const dir = join(folder, 'data')
    const hall = await openDay({ dir, seed: 'erase' })
    server = hall
    const runs = await runnerAt(hall, 1)
    const ana = await phoneAt(hall, 1, 'T1-01', { observed: true })
    await runs.does({ kind: 'open', step: 'signed', nodes: [] })
    await ana.write('signed', 'sheeta', secret)
    backup(dir, join(folder, 'backup.sqlite'))
    await runs.does({ kind: 'close', step: 'signed' })
    await runs.does({ kind: 'reveal', step: 'signed' })
    const [node] = await entries(hall, runs.board, ['What we hope'])
    expect((await runs.does({ kind: 'place', step: 'signed', sheet: 'sheeta', node: node as NodeId })).status).toBe(200)
    const struck = { id: 'strike', kind: 'redact', words: 'sheeta' }
    expect((await hall.api(`/api/boards/${runs.board}/commands`, { as: runs.session, body: struck })).status).toBe(200)
    expect((await hall.parts.erasing.erase(hall.dialogue, { author: 'organiser', device: 'd' })).ok).toBe(true)
    const { version } = hall.parts.dialogues.dialogue(hall.dialogue)?.consent ?? { version: '' }
    const consent = { version, quoted: false, observed: false, lang: 'en' as Lang }
    expect((await ana.send({ kind: 'consent', id: 'thinks-again', consent })).status).toBe(200)
    await hall.close()
    const restored = await restore(dir, join(folder, 'backup.sqlite'), Date.now())
    server = await startServer({ dir })
    const now = server.parts.voices.state(server.dialogue).seats.get('T1-01' as SeatCode)?.consent
    expect([restored.voices, now?.observed, now?.quoted]).toEqual([expect.any(Number), false, false])
  })
})
