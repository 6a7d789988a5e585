/**
 * What comes back after an erasure, or was never known as the sentence: a copy that had been removed and is brought back by
 * an undo, a device that was away, the sentence written once more, and copies that only a refusal hid until then.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addElement } from '@tablee/shared/board/canvas/verbs'
import type { ShapeId } from '@tablee/shared/board/canvas/schema'
import { addNode, addWords, relate, remove, setWording } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { readBoard } from '@tablee/shared/board/read'
import { undoFor } from '@tablee/shared/board/undo'
import type { BlockId, BoardId, Lang, NodeId, RelationId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Ticket } from '@tablee/shared/wire/document'
import * as Y from 'yjs'
import { openDay, phoneAt } from '../voices/day.ts'
import { unique, watch, type Hall } from '../voices/hall.ts'
import { RawEditor } from '../support/rawEditor.ts'

const secret = 'My neighbour Paula drinks every night'
const origin = { who: 'reporter', why: 'test' }
const en = 'en' as Lang
let folder: string
let hall: Hall
let board: BoardId
let facilitator: string
let wall: Awaited<ReturnType<typeof watch>>
const open: { close(): void }[] = []
const begin = async (): Promise<void> => {
  hall = await openDay({ dir: folder, seed: 'erase-again' })
  board = hall.board(1, 2)
  facilitator = (await hall.enter('facilitator', 1)).session
  wall = await watch(hall, 1)
  open.push(wall)
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tablee-erase-'))
  await begin()
  const policy = { as: facilitator, method: 'PUT', body: { showNotes: true } }
  expect((await hall.api(`/api/boards/${board}/policy`, policy)).status).toBe(200)
})
const end = async (): Promise<void> => {
  for (const one of open.splice(0)) one.close()
  await hall.close()
}
afterEach(async () => {
  await end()
  rmSync(folder, { recursive: true, force: true })
})

const filesWith = (text: string, under = folder): string[] =>
  readdirSync(under, { withFileTypes: true }).flatMap((entry) => {
    const path = join(under, entry.name)
    if (entry.isDirectory()) return filesWith(text, path)
    return readFileSync(path).includes(Buffer.from(text)) ? [entry.name] : []
  })
async function write(change: (doc: Y.Doc) => void): Promise<void> {
  const done = await hall.parts.live.write(board, 'reporter', change)
  if (!done.ok) throw new Error(JSON.stringify(done.problem))
}
const entry = (id: string, wording: string) => (doc: Y.Doc) =>
  void addNode(doc, origin, { id: id as NodeId, kind: 'position', wording, lang: en, at: 1 })
const words =
  (id: string, text: string, seat: string | null, node = 'topic') =>
  (doc: Y.Doc): void =>
    void addWords(doc, origin, {
      id: id as WordsId,
      node: node as NodeId,
      text,
      lang: en,
      seat: seat as SeatCode | null,
      capture: 'dictated',
      at: 1,
    })
const now = async () => await hall.parts.live.look(board, readBoard)
const strike = async (id: string): Promise<void> => {
  const body = { id: unique('strike'), kind: 'redact', words: id }
  expect((await hall.api(`/api/boards/${board}/commands`, { as: facilitator, body })).status).toBe(200)
}
const erase = async (): Promise<void> => {
  const organiser = (await hall.enter('organiser')).session
  const done = await hall.api(`/api/dialogues/${hall.dialogue}/erasures`, { as: organiser, body: {} })
  expect(done).toMatchObject({ status: 200, body: { struck: 0 } })
  // Its view goes on in a new epoch; a page comes back to that.
  wall.close()
  wall = await watch(hall, 1)
  open.push(wall)
}
const refuse = async (seat: string): Promise<void> => void (await phoneAt(hall, 1, seat, { observed: false }))

/** A facilitator's page, as its device keeps it. */
async function page() {
  const { session, device } = await hall.enter('facilitator', 1)
  const doc = new Y.Doc()
  const clients = [doc.clientID]
  const ticketFor = async (epoch?: string) =>
    hall.api('/api/tickets', {
      as: session,
      body: { board, path: 'collab', clients, presence: false, ...(epoch === undefined ? {} : { epoch }) },
    })
  const first = (await ticketFor('')).body as Ticket
  const editor = new RawEditor({ url: hall.ws, name: `board:${board}`, ticket: first.ticket, doc })
  open.push({ close: () => editor.cut() })
  await editor.ready()
  return {
    device,
    doc,
    editor,
    undo: undoFor(doc, 'facilitator'),
    /** As a device brings what the server has not heard, of the epoch that its copy is of. */
    async bring(): Promise<void> {
      const send = (update: Uint8Array) =>
        fetch(`${hall.url}/api/boards/${board}/catch-up?epoch=${first.epoch}&clients=${clients.join(',')}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${session}`, 'content-type': 'application/octet-stream' },
          body: new Uint8Array(update),
        })
      const asked = await send(Uint8Array.of(0, 0))
      const { sv } = (await asked.json()) as { sv: string }
      const answer = await send(Y.encodeStateAsUpdate(doc, new Uint8Array(Buffer.from(sv, 'base64'))))
      expect([asked.status, answer.status]).toEqual([200, 200])
    },
  }
}
/** The observers' page has everything that was written before this sentence. */
const seen = async (): Promise<string> => {
  const text = unique('that is all')
  await write(entry(unique('last'), text))
  await wall.until(() => Object.values(wall.show().nodes).some(({ wording }) => wording === text))
  return wall.bytes().toString('utf8')
}

it('[ERA10, ERA12] a copy that was removed does not come back: not by an undo on an open page, nor by a device that was away, nor after a restart', async () => {
  await refuse('T1-03')
  await write(entry('topic', 'At night'))
  await write(entry('copy', secret))
  await write(words('w', secret, 'T1-03'))
  const here = await page()
  const away = await page()
  remove(here.doc, { who: 'facilitator', why: 'remove' }, 'copy' as NodeId)
  await here.editor.saved()
  await away.editor.until('removed', () => !away.doc.getMap('nodes').has('copy'))
  // The one that is away takes the removal back, makes one of its own and takes that back, too, and hears of nothing.
  const undone = away.doc.getMap('nodes')
  away.editor.cut()
  await away.editor.ended()
  entry('again', secret)(away.doc)
  remove(away.doc, { who: 'facilitator', why: 'remove' }, 'again' as NodeId)
  away.undo.undo()
  expect(undone.has('again')).toBe(true)
  await strike('w')
  await erase()
  expect(filesWith('Paula')).toEqual([])

  // The open page is told to come back to a document without it; what it takes back is brought as any device's.
  here.undo.undo()
  if (here.editor.closed === null) await here.editor.saved()
  else await here.bring()
  await away.bring()
  expect(JSON.stringify([...(await now()).nodes.values()])).not.toContain('Paula')
  expect(await seen()).not.toContain('Paula')
  expect(filesWith('Paula')).toEqual([])
  await end()
  await begin()
  await here.bring()
  expect(JSON.stringify([...(await now()).nodes.values()])).not.toContain('Paula')
  expect(await seen()).not.toContain('Paula')
  expect(filesWith('Paula')).toEqual([])
})

it('[ERA11] what only a refusal hid goes too: other accents, a piece, one word, a label, unsigned words; what others said stays', async () => {
  await refuse('T1-03')
  await phoneAt(hall, 1, 'T1-02')
  await write(entry('topic', 'At night'))
  // First: what is an echo of nothing is shown, and the wall may look between two writes.
  await write(words('w', secret, 'T1-03'))
  await write(words('w-one', 'Paulaaa', 'T1-03'))
  for (const [id, text] of [
    ['accents', 'My neíghbour Pàula drinks every níght!'],
    ['apart', 'M-y n-e-i-g-h-b-o-u-r P-a-u-l-a d-r-i-n-k-s e-v-e-r-y n-i-g-h-t'],
    ['piece', 'neighbour Paula drinks every nig'],
    ['longer', `Somebody said: ${secret}, and they laughed.`],
    ['one', 'Paulaaa'],
  ] as const)
    await write(entry(id, text))
  await write(words('w-again', secret, null))
  await write(words('w-other', secret, 'T1-02'))
  await write((doc) => {
    relate(doc, origin, {
      id: 'r' as RelationId,
      kind: 'supports',
      from: 'piece' as NodeId,
      to: 'topic' as NodeId,
      at: 1,
    })
    addBlocks(doc, origin, [{ id: 'b' as BlockId, kind: 'paragraph', line: [`One of us: ${secret}`] }])
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
  const analyst = (await hall.enter('analyst')).session
  const taken = await hall.api(`/api/boards/${board}/snapshots`, { as: analyst, method: 'POST' })
  const { hash } = taken.body as { hash: string }
  expect((await seen()).replaceAll(secret, '')).not.toMatch(/P[aà]ula|n-i-g-h-t/)
  for (const id of ['w', 'w-one']) await strike(id)
  await erase()
  expect(await seen()).toContain('and they laughed')
  const heard = Object.values(wall.show().nodes).map(({ wording }) => wording)
  expect(heard.join('\n')).not.toMatch(/P[aà]ula|n-i-g-h-t/)
  expect(wall.texts().filter((text) => text === secret)).toEqual([secret])
  expect((await now()).words.get('w-other' as WordsId)?.text).toBe(secret)
  expect(JSON.stringify([...(await now()).nodes.values()])).not.toMatch(/P[aà]ula|n-i-g-h-t/)
  const read = await fetch(`${hall.url}/api/snapshots/${hash}/text`, {
    headers: { authorization: `Bearer ${analyst}` },
  })
  const texts = ((await read.json()) as { texts: { text: string }[] }).texts.map(({ text }) => text)
  expect(texts.filter((text) => /P[aà]ula|n-i-g-h-t/.test(text))).toEqual([secret])
  expect((await hall.parts.snapshots.rebuild(hash)).ok).toBe(true)
})

it('[ERA6] an entry stays that says what another person said beneath it: written before, in a snapshot, after a restart, said afterwards', async () => {
  await phoneAt(hall, 1, 'T1-02')
  await write(entry('topic', 'At night'))
  const own = 'More trees in our street'
  for (const [n, text] of [own, 'I agree'].entries()) {
    await write(entry(`own-${n}`, text))
    await write(words(`own-w-${n}`, text, 'T1-02', `own-${n}`))
    await write(entry(`table-${n}`, text))
    await write(words(`w-${n}`, text, 'T1-03'))
  }
  const analyst = (await hall.enter('analyst')).session
  const taken = await hall.api(`/api/boards/${board}/snapshots`, { as: analyst, method: 'POST' })
  const { hash } = taken.body as { hash: string }
  /** How often a download of it says so: the entry and the words beneath it. */
  const says = async (text: string): Promise<number> => {
    const headers = { authorization: `Bearer ${analyst}` }
    const read = await fetch(`${hall.url}/api/snapshots/${hash}/text`, { headers })
    return ((await read.json()) as { texts: { text: string }[] }).texts.filter((one) => one.text === text).length
  }
  for (const n of [0, 1]) await strike(`w-${n}`)
  expect([await says(own), await says('I agree')]).toEqual([2, 2])
  await erase()
  expect([await says(own), await says('I agree')]).toEqual([2, 2])
  const wordings = (prefix: string) =>
    Promise.all([0, 1].map(async (n) => (await now()).nodes.get(`${prefix}-${n}` as NodeId)?.wording))
  const stays = async (): Promise<void> => {
    expect(await wordings('own')).toEqual([own, 'I agree'])
    for (const text of await wordings('table')) expect(text).toMatch(/^█+$/)
  }
  await stays()
  expect((await hall.parts.snapshots.rebuild(hash)).ok).toBe(true)
  await end()
  await begin()
  await stays()
  expect((await hall.parts.snapshots.rebuild(hash)).ok).toBe(true)
  // Somebody else says it, and their words come with the entry; then the entry is worded anew, and back.
  const one = await page()
  one.doc.transact(() => {
    entry('later', own)(one.doc)
    words('w-later', own, 'T1-02', 'later')(one.doc)
  })
  await one.editor.saved()
  for (const text of ['Trees', own]) setWording(one.doc, origin, 'later' as NodeId, text)
  entry('nobodys', own)(one.doc)
  await one.editor.saved()
  await one.editor.until('black', () => /^█+$/.test(readBoard(one.doc).nodes.get('nobodys' as NodeId)?.wording ?? ''))
  expect((await now()).nodes.get('later' as NodeId)?.wording).toBe(own)
  expect(await seen()).toContain(own)
})

it('[ERA7] [ERA12] the sentence pasted or typed again is black before anybody else has it, and on the screen of who wrote it', async () => {
  await write(entry('topic', 'At night'))
  await write(entry('shown', secret))
  expect(await seen()).toContain('Paula')
  await write(words('w', secret, 'T1-03'))
  await strike('w')
  await erase()
  const { journal } = hall.parts
  for (const name of [`board:${board}`, ...journal.documents(`view:${board}:`)])
    for await (const row of journal.read(name, journal.head(name).epoch, 0))
      expect(Buffer.from(row.data).includes('Paula'), name).toBe(false)
  expect(journal.documents(`view:${board}:`)).not.toEqual([])
  await end()
  await begin()
  const one = await page()
  const two = await page()
  let heard = ''
  two.doc.on('update', (update: Uint8Array) => (heard += Buffer.from(update).toString('utf8')))
  entry('pasted', `“${secret}”`)(one.doc)
  addBlocks(one.doc, origin, [{ id: 'b' as BlockId, kind: 'paragraph', line: [`One of us: ${secret}, she said`] }])
  words('unsigned', secret.toUpperCase(), null)(one.doc)
  await one.editor.saved()
  const black = (doc: Y.Doc): string[] => [
    readBoard(doc).nodes.get('pasted' as NodeId)?.wording ?? '',
    doc.getXmlFragment('notes').toString(),
    readBoard(doc).words.get('unsigned' as WordsId)?.text ?? '',
  ]
  for (const { editor, doc } of [one, two])
    await editor.until('black everywhere', () =>
      black(doc).every((text) => text.includes('█') && !text.includes('Paula')),
    )
  expect(black(one.doc)).toEqual(black(two.doc))
  expect(heard.toLowerCase()).not.toContain('paula')
  expect(await seen()).not.toContain('Paula')
  expect([...filesWith('Paula'), ...filesWith('PAULA')]).toEqual([])

  entry('typed', '')(one.doc)
  for (let end = 1; end <= secret.length; end += 1)
    setWording(one.doc, { who: 'facilitator', why: 'type' }, 'typed' as NodeId, secret.slice(0, end))
  for (const { editor, doc } of [one, two])
    await editor.until('black once it is whole', () =>
      /^█+$/.test(readBoard(doc).nodes.get('typed' as NodeId)?.wording ?? ''),
    )
  const forms = {
    wide: 'Ｍｙ ｎｅｉｇｈｂｏｕｒ Ｐａｕｌａ ｄｒｉｎｋｓ ｅｖｅｒｙ ｎｉｇｈｔ',
    together: 'MyneighbourPauladrinkseverynight',
    unseen: [...secret].join('\u200b'),
    apart: 'My neigh­bour Paula d-r-i-n-k-s every night',
    parted: `${secret.slice(0, 14)}\u0301${secret.slice(14)}`,
  }
  for (const [id, text] of Object.entries(forms)) entry(id, text)(one.doc)
  await one.editor.saved()
  for (const id of Object.keys(forms)) expect((await now()).nodes.get(id as NodeId)?.wording, id).toMatch(/^█+$/)
  // What the person says under their own name stays theirs, and so does what has nothing to do with it.
  words('own', secret, 'T1-02')(one.doc)
  entry('else', 'My neighbour drinks tea every night')(one.doc)
  await one.editor.saved()
  expect((await now()).words.get('own' as WordsId)?.text).toBe(secret)
  expect((await now()).nodes.get('else' as NodeId)?.wording).toBe('My neighbour drinks tea every night')
})
