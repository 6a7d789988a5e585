/** What people consented to, and what observers then see: within a second, whatever the delay. */
import { addNode, addWords } from '@tablee/shared/board/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { addElement, writeRecords } from '@tablee/shared/board/canvas/edit'
import { shapeWith } from '@tablee/shared/board/canvas/records'
import { withWords } from '@tablee/shared/board/canvas/words'
import { notesFragment } from '@tablee/shared/board/doc'
import type { BlockId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import type { Ticket } from '@tablee/shared/wire/document'
import * as Y from 'yjs'
import type { Doc } from 'yjs'
import { afterEach, describe, expect, it } from 'vitest'
import { openDay, phoneAt, runnerAt } from './day.ts'
import { RawEditor } from '../support/rawEditor.ts'
import { canvasOf, entryOf } from '../support/rawCanvas.ts'
import { draw, openHall, problemOf, sit, speak, texts, unique, watch, yes, type Hall } from './hall.ts'

let hall: Hall
const open: { close(): void }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
  await hall.close()
})
const follow = async (table: number) => {
  const page = await watch(hall, table)
  open.push(page)
  return page
}
/** When it was sent. */
const say = async (session: string, consent: Partial<typeof yes>): Promise<number> => {
  const at = performance.now()
  const reply = await hall.api('/api/seat/commands', {
    as: session,
    body: { id: unique('consent'), kind: 'consent', consent: { ...yes, ...consent } },
  })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return at
}
/** From the moment it was sent to the moment it is seen. */
const took = async (what: string, since: number, seen: Promise<unknown>): Promise<void> => {
  await seen
  const ms = performance.now() - since
  console.log(`consent: ${what} after ${ms.toFixed(0)} ms`)
  expect(ms).toBeLessThan(10_000)
}

describe('consent', () => {
  it('[CONS1] a no to being watched takes the seat’s words and elements out of the view, counted by nobody', async () => {
    hall = await openHall()
    const ana = await hall.enter('citizen', 1, { seat: 'T1-01' })
    await hall.enter('citizen', 1, { seat: 'T1-02' })
    await speak(hall, 1, [
      { id: 'w-ana', seat: 'T1-01', text: 'canary-ana' },
      { id: 'w-ben', seat: 'T1-02', text: 'canary-ben' },
    ])
    await draw(hall, 1, { id: 'shape:hope-ana', seat: 'T1-01', text: 'canary-hope' })
    const wall = await follow(1)
    await wall.until(() => wall.texts().length === 2 && wall.canvasTexts().includes('canary-hope'))
    await took(
      'words and elements of an unobserved seat are gone',
      await say(ana.session, { observed: false }),
      wall.until(() => !wall.texts().includes('canary-ana') && wall.canvasTexts().length === 0),
    )
    expect(wall.texts()).toEqual(['canary-ben'])
    expect(Object.values(wall.show().nodes).map(({ words }) => words)).toEqual([1])
    await took(
      'and back',
      await say(ana.session, {}),
      wall.until(() => wall.texts().length === 2 && wall.canvasTexts().length === 1),
    )
  })

  it('[CONS2] a no to being quoted takes the text and leaves the count', async () => {
    hall = await openHall()
    const ana = await hall.enter('citizen', 1, { seat: 'T1-01' })
    await speak(hall, 1, [{ id: 'w-ana', seat: 'T1-01', text: 'canary-ana' }])
    await draw(hall, 1, { id: 'shape:hope-ana', seat: 'T1-01', text: 'canary-hope' })
    const wall = await follow(1)
    await wall.until(() => wall.texts().length === 1 && wall.canvasTexts().length === 1)
    await took(
      'the text of an unquoted seat is gone',
      await say(ana.session, { quoted: false }),
      wall.until(() => wall.texts().length === 0),
    )
    expect(wall.canvasTexts()).toEqual([''])
    expect(Object.values(wall.show().nodes).map(({ words }) => words)).toEqual([1])
  })

  it('[CONS16] an entry made of a sentence of somebody who refused is never sent, whether the no came before or after it', async () => {
    hall = await openHall()
    const ana = await hall.enter('citizen', 1, { seat: 'T1-03', consent: { quoted: true, observed: false } })
    const en = 'en' as Lang
    const by = { who: 'reporter', why: 'test' }
    const sentence = 'I drove for years without a permit'
    const made = (id: string, wording: string) =>
      hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
        addNode(doc, by, { id: id as NodeId, kind: 'position', wording, lang: en, at: 1 })
      })
    const taken = (id: string) =>
      hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) => {
        const [node, seat] = [id as NodeId, 'T1-03' as SeatCode]
        addWords(doc, by, {
          id: `w-${id}` as WordsId,
          node,
          text: sentence,
          lang: en,
          seat,
          capture: 'dictated',
          at: 2,
        })
      })
    await speak(hall, 1, [])
    await made('same', sentence)
    await taken('same')
    await made('marked', ` “${sentence}”. `)
    await taken('marked')
    const wall = await follow(1)
    const wordings = () => Object.values(wall.show().nodes).map(({ wording }) => wording)
    expect([wordings(), wall.texts()]).toEqual([['Who decides?'], []])
    expect(wall.bytes().includes('permit')).toBe(false)
    await say(ana.session, {})
    await wall.until(() => wordings().length === 3)
    await say(ana.session, { observed: false })
    await wall.until(() => wordings().length === 1)
    expect(wall.texts()).toEqual([])
  })

  it('[CONS3] a seat of which nothing is recorded is neither watched nor quoted; what is nobody’s is shown', async () => {
    hall = await openHall()
    await speak(hall, 1, [
      { id: 'w-1', seat: 'T1-03', text: 'canary-unknown' },
      { id: 'w-2', seat: null, text: 'the reporter noted' },
    ])
    const wall = await follow(1)
    await wall.until(() => wall.texts().length > 0)
    expect(wall.texts()).toEqual(['the reporter noted'])
    expect(wall.bytes().includes('canary-unknown')).toBe(false)
    const { session } = await hall.enter('citizen', 1)
    const since = performance.now()
    expect((await sit(hall, session, 'T1-03')).status).toBe(201)
    await took(
      'a seat that sits down is seen',
      since,
      wall.until(() => wall.texts().length === 2),
    )
  })

  it('[CONS4] under a delay a no counts at once, and for what was said before it', async () => {
    let ahead = 0
    hall = await openHall({ clock: () => Date.now() + ahead })
    const ana = await hall.enter('citizen', 1, { seat: 'T1-01' })
    const organiser = (await hall.enter('organiser')).session
    await speak(hall, 1, [{ id: 'w-ana', seat: 'T1-01', text: 'canary-ana' }])
    await hall.api(`/api/boards/${hall.board(1, 2)}/policy`, {
      as: organiser,
      method: 'PUT',
      body: { delayMinutes: 10 },
    })
    ahead = 11 * 60_000
    const wall = await follow(1)
    await wall.until(() => wall.texts().length === 1)
    await took(
      'under a delay of ten minutes',
      await say(ana.session, { observed: false }),
      wall.until(() => wall.texts().length === 0),
    )
  })

  it('[CONS19] a sentence that was struck out stays theirs: no copy of it is seen or printed, also of a snapshot', async () => {
    hall = await openHall()
    await hall.enter('citizen', 1, { seat: 'T1-01', consent: { observed: false, quoted: false } })
    const facilitator = (await hall.enter('facilitator', 1)).session
    const analyst = (await hall.enter('analyst')).session
    const board = hall.board(1, 2)
    const policy = { as: facilitator, method: 'PUT', body: { showNotes: true } }
    expect((await hall.api(`/api/boards/${board}/policy`, policy)).status).toBe(200)
    const sentence = 'I drove for years without a permit'
    await speak(hall, 1, [{ id: 'w-ana', seat: 'T1-01', text: sentence }])
    const lang = 'en' as Lang
    const origin = { who: 'reporter', why: 'test' }
    await hall.parts.live.write(board, 'reporter', (doc) => {
      addNode(doc, origin, { id: 'copy' as NodeId, kind: 'position', wording: sentence, lang, at: 1 })
      addBlocks(doc, origin, [{ id: 'typed' as BlockId, kind: 'paragraph', line: `One of us: ${sentence}` }])
    })
    const read = async (path: string): Promise<string> => {
      const reply = await fetch(hall.url + path, { headers: { Authorization: `Bearer ${analyst}` } })
      expect(reply.status, path).toBe(200)
      return reply.text()
    }
    const printed = async (): Promise<string[]> => {
      const taken = await hall.api(`/api/boards/${board}/snapshots`, { as: analyst, method: 'POST' })
      const { hash } = taken.body as { hash: string }
      const paths = [
        `/api/boards/${board}/export/argdown`,
        `/api/snapshots/${hash}/text`,
        `/api/snapshots/${hash}/argdown`,
      ]
      const found: string[] = []
      for (const path of paths) {
        const text = await read(path)
        expect(text, path).toContain('Who decides?')
        if (text.includes('permit')) found.push(path)
      }
      return found
    }
    const wall = await follow(1)
    const struck = { id: unique('strike'), kind: 'redact', words: 'w-ana' }
    expect((await hall.api(`/api/boards/${board}/commands`, { as: facilitator, body: struck })).status).toBe(200)
    await speak(hall, 1, [{ id: 'w-last', seat: null, text: 'that is all' }])
    await wall.until(() => wall.texts().includes('that is all'))
    expect(wall.bytes().includes('permit')).toBe(false)
    expect(await printed()).toEqual([])
  })

  it('[CONS5] where a no hides the table, the whole view is gone, and the table’s screen says so', async () => {
    hall = await openHall({ consent: { ...texts, refusalHides: 'table' } })
    const ana = await hall.enter('citizen', 1, { seat: 'T1-01' })
    const facilitator = (await hall.enter('facilitator', 1)).session
    const observed = async (): Promise<unknown> =>
      ((await hall.api(`/api/boards/${hall.board(1, 2)}`, { as: facilitator })).body as { observed: unknown }).observed
    await speak(hall, 1, [{ id: 'w-1', seat: null, text: 'said by all' }])
    const wall = await follow(1)
    const other = await follow(2)
    await wall.until(() => wall.texts().length === 1)
    expect(await observed()).toBe(true)
    await took(
      'the table is hidden',
      await say(ana.session, { observed: false }),
      wall.until(() => wall.show().state === 'no-consent'),
    )
    expect([wall.texts(), await observed()]).toEqual([[], false])
    expect(other.show().state).toBe('open')
    await took(
      'and shown again',
      await say(ana.session, {}),
      wall.until(() => wall.texts().length === 1),
    )
  })

  it('[CONS6] who comes to a paused view meets no words of anyone who said no meanwhile, and none newly allowed', async () => {
    hall = await openHall()
    const ana = await hall.enter('citizen', 1, { seat: 'T1-01' })
    const ben = await hall.enter('citizen', 1, { seat: 'T1-02', consent: { observed: false, quoted: true } })
    const organiser = (await hall.enter('organiser')).session
    await speak(hall, 1, [
      { id: 'w-ana', seat: 'T1-01', text: 'canary-ana' },
      { id: 'w-ben', seat: 'T1-02', text: 'canary-ben' },
      { id: 'w-all', seat: null, text: 'said by all' },
    ])
    const wall = await follow(1)
    await wall.until(() => wall.texts().length === 2)
    await hall.api(`/api/boards/${hall.board(1, 2)}/policy`, {
      as: organiser,
      method: 'PUT',
      body: { observation: 'paused' },
    })
    await wall.until(() => wall.show().state === 'paused')
    await say(ben.session, {})
    await took(
      'paused',
      await say(ana.session, { observed: false }),
      wall.until(() => !wall.texts().includes('canary-ana')),
    )
    expect(wall.texts()).toEqual(['said by all'])
    await hall.api(`/api/boards/${hall.board(1, 2)}/policy`, {
      as: organiser,
      method: 'PUT',
      body: { observation: 'open' },
    })
    await wall.until(() => wall.texts().includes('canary-ben'))
    expect(wall.bytes().includes('canary-ana')).toBe(true) // it was shown while it was allowed: the test sees what comes
  })

  it('[CONS11] whose sentence the minutes hold is known as soon as it is said, also of minutes that a delay shows later', async () => {
    let ahead = 0
    hall = await openHall({ clock: () => Date.now() + ahead })
    await hall.enter('citizen', 1, { seat: 'T1-01', consent: { observed: false, quoted: true } })
    const organiser = (await hall.enter('organiser')).session
    await hall.api(`/api/boards/${hall.board(1, 2)}/policy`, {
      as: organiser,
      method: 'PUT',
      body: { delayMinutes: 10, showNotes: true },
    })
    await speak(hall, 1, [])
    const origin = { who: 'reporter', why: 'test' }
    const write = (change: (doc: Doc) => void) => hall.parts.live.write(hall.board(1, 2), 'reporter', change)
    const line = (id: string, text: string) => ({ id: id as BlockId, kind: 'paragraph' as const, line: text })
    await write((doc) => addBlocks(doc, origin, [line('one', 'canary-minutes'), line('two', 'the rest')]))
    ahead = 11 * 60_000
    const wall = await follow(1)
    const minutes = () => Object.values(wall.show().notes).map(({ text }) => text)
    await wall.until(() => minutes().length === 2)
    const since = performance.now()
    await write((doc) =>
      addWords(doc, origin, {
        id: 'w-late' as WordsId,
        node: 'issue-1' as NodeId,
        text: 'canary-minutes',
        lang: 'en' as Lang,
        seat: 'T1-01' as SeatCode,
        capture: 'from-notes',
        block: 'one' as BlockId,
        at: 9,
      }),
    )
    await took(
      'a sentence of the minutes that turned out to be theirs',
      since,
      wall.until(() => minutes().length === 1),
    )
    expect(minutes()).toEqual(['the rest'])
  })

  it('[CONS12] each consent is a row with version, language, how and when; no log and no page for developers tells it', async () => {
    const lines: string[] = []
    hall = await openHall({ logLevel: 'trace', log: { write: (line) => void lines.push(line) } })
    const began = Date.now()
    const ana = await hall.enter('citizen', 1, { seat: 'T1-01', consent: { observed: false, quoted: true } })
    await say(ana.session, { quoted: false, lang: 'fr' })
    // What is refused is told without it, too.
    await sit(hall, (await hall.enter('citizen', 1)).session, 'T1-01')
    await sit(hall, (await hall.enter('citizen', 1)).session, 'T1-02', { version: 'canary-version' })

    const { journal } = hall.parts
    const doc = `voices:${hall.dialogue}`
    const rows = await Array.fromAsync(journal.read(doc, journal.head(doc).epoch, 0))
    expect(rows.map(({ author, data }) => [author, JSON.parse(new TextDecoder().decode(data)) as unknown])).toEqual([
      [
        'citizen:T1-01',
        expect.objectContaining({
          kind: 'sit',
          device: ana.device,
          consent: { version: yes.version, quoted: true, observed: false, lang: 'en', how: 'phone' },
        }),
      ],
      [
        'citizen:T1-01',
        expect.objectContaining({
          kind: 'consent',
          consent: { version: yes.version, quoted: false, observed: true, lang: 'fr', how: 'phone' },
        }),
      ],
    ])
    for (const { at } of rows) expect(at).toBeGreaterThanOrEqual(began)

    const organiser = (await hall.enter('organiser')).session
    const page = `/api/dialogues/${hall.dialogue}/journal`
    const listed = await hall.api(page, { as: organiser })
    expect(listed.status).toBe(200)
    expect(JSON.stringify(listed.body)).not.toContain('voices:')
    expect((await hall.api(`${page}/entries?doc=${doc}`, { as: organiser })).status).toBe(404)

    hall.tablee.logger.info({ what: 'the log is heard' })
    const log = lines.join('\n')
    expect(log).toContain('the log is heard')
    const pair = hall.parts.voices.state(hall.dialogue).seats.get('T1-01' as SeatCode)?.pair ?? ''
    expect(pair).not.toBe('')
    for (const secret of [yes.version, 'canary-version', 'quoted', 'observed', pair]) expect(log).not.toContain(secret)
  })

  it('[CONS15] paper takes back what a phone allowed, and allows nothing that the phone did not, even when both come at once', async () => {
    hall = await openHall()
    const runner = await runnerAt(hall, 1)
    const [ada, bo] = ['T1-01', 'T1-02'] as SeatCode[]
    const phone = (await hall.enter('citizen', 1, { seat: ada ?? '', consent: { quoted: false, observed: true } }))
      .session
    const paper = (seat: SeatCode | undefined, consent: Partial<typeof yes>) =>
      runner.does({ kind: 'paper-consent', seat: seat as SeatCode, consent: { ...yes, ...consent } })
    const now = (seat: SeatCode | undefined) => {
      const consent = hall.parts.voices.state(hall.dialogue).seats.get(seat as SeatCode)?.consent
      return [consent?.quoted, consent?.observed, consent?.how]
    }
    expect((await paper(ada, { quoted: true, observed: true })).status).toBe(200)
    expect(now(ada)).toEqual([false, true, 'paper'])
    expect((await paper(ada, { quoted: true, observed: false })).status).toBe(200)
    expect(now(ada)).toEqual([false, false, 'paper'])
    const say = (consent: Partial<typeof yes>) =>
      hall.api('/api/seat/commands', {
        as: phone,
        body: { id: unique('consent'), kind: 'consent', consent: { ...yes, ...consent } },
      })
    expect((await say({})).status).toBe(200)
    // A no of the phone and a yes on paper at once: whichever is written first, the no stands.
    await Promise.all([say({ observed: false }), paper(ada, {})])
    expect(now(ada).slice(0, 2)).toEqual([true, false])
    // Who sits on paper has nothing but paper: there a yes is a yes.
    await paper(bo, { quoted: false })
    expect((await paper(bo, {})).status).toBe(200)
    expect(now(bo)).toEqual([true, true, 'paper'])
  })

  it('[CONS7] a consent on paper is typed in by who runs the table, and counts like any other', async () => {
    hall = await openHall()
    const facilitator = await hall.enter('facilitator', 1)
    const session = hall.parts.access.authorise(`Bearer ${facilitator.session}`)
    if (session === null) throw new Error('not let in')
    const seat = 'T1-06' as SeatCode
    const paper = (consent: Partial<typeof yes>, id = unique('paper')) =>
      hall.parts.seats.paperConsent(session, hall.board(1, 2), { id, seat, consent: { ...yes, ...consent } as never })
    await speak(hall, 1, [{ id: 'w-6', seat, text: 'canary-paper' }])
    const wall = await follow(1)
    expect((await paper({})).ok).toBe(true)
    await wall.until(() => wall.texts().includes('canary-paper'))
    // On paper the seat is held as by a phone.
    const phone = await hall.enter('citizen', 1)
    expect(problemOf(await sit(hall, phone.session, seat))).toEqual({ code: 'seat-taken', seat })
    const since = performance.now()
    expect((await paper({ observed: false })).ok).toBe(true)
    await took(
      'a no on paper',
      since,
      wall.until(() => wall.texts().length === 0),
    )
    expect(hall.parts.voices.state(hall.dialogue).seats.get(seat)).toMatchObject({
      held: 'paper',
      consent: { how: 'paper', observed: false, quoted: true, version: yes.version, lang: 'en' },
    })
    const old = await paper({ version: 'older' })
    expect(old.ok ? null : old.problem.code).toBe('bad-request')
  })

  it.each(['observed', 'quoted'] as const)(
    '[CONS16] copied, pasted or typed again by anybody’s device, what was written alone stays unread (%s)',
    async (no) => {
      hall = await openDay()
      const sentence = 'I drove for years without a permit'
      const ana = await phoneAt(hall, 1, 'T1-01', { [no]: false })
      const runner = await runnerAt(hall, 1)
      await runner.does({ kind: 'open', step: 'alone', nodes: [] })
      expect((await ana.write('alone', 'sheet-ana', sentence)).status).toBe(200)
      expect((await runner.does({ kind: 'reveal', step: 'alone' })).status).toBe(200)
      const placed = {
        kind: 'place-on-canvas',
        step: 'alone',
        sheet: 'sheet-ana',
        element: 'hope',
        x: 10,
        y: 10,
      } as const
      expect((await runner.does(placed)).status).toBe(200)
      const organiser = (await hall.enter('organiser')).session
      const policy = { as: organiser, method: 'PUT', body: { showNotes: true } }
      await hall.api(`/api/boards/${runner.board}/policy`, policy)
      const wall = await follow(1)

      const { session } = await hall.enter('reporter', 1)
      const doc = new Y.Doc()
      const asked = { board: runner.board, path: 'collab', clients: [doc.clientID] }
      const { ticket } = (await hall.api('/api/tickets', { as: session, body: asked })).body as Ticket
      const editor = new RawEditor({ url: hall.ws, name: `board:${runner.board}`, ticket, doc })
      open.push({ close: () => editor.cut() })
      await editor.ready()
      const origin = { who: 'reporter', why: 'test' }
      const lang = 'en' as Lang
      // Alt and a drag: the record again under another name, an inch to the right.
      const sheet = entryOf(doc, 'shape:sheet-ana')
      doc.transact(() => {
        const copy = sheet.clone()
        canvasOf(doc).set('shape:copy', copy)
        copy.set('x', 300)
      })
      const element = { kind: 'fear' as const, lang, x: 1, y: 200, at: 1 }
      addElement(doc, origin, { ...element, id: 'shape:pasted', text: `“${sentence.toUpperCase()}!”` })
      const note = withWords(shapeWith('shape:note', 'note', { x: 1, y: 400, index: 'a3' }), `Somebody: ${sentence}.`)
      writeRecords(doc, origin, { put: [{ record: note, before: null }], drop: [], at: 1 })
      addNode(doc, origin, { id: 'again' as NodeId, kind: 'position', wording: sentence, lang, at: 1 })
      const noted = { node: 'other' as NodeId, lang, seat: null, capture: 'dictated' as const, at: 2 }
      addNode(doc, origin, { id: noted.node, kind: 'position', wording: 'Driving', lang, at: 1 })
      addWords(doc, origin, { ...noted, id: 'w-again' as WordsId, text: sentence })
      addBlocks(doc, origin, [{ id: 'typed' as BlockId, kind: 'paragraph', line: 'One of us: ' }])
      const typed = notesFragment(doc).get(0)
      const letters = typed instanceof Y.XmlElement ? typed.get(0) : null
      if (!(letters instanceof Y.XmlText)) throw new Error('no letters')
      for (const letter of sentence) letters.insert(letters.length, letter)
      const last = (text: string): void => {
        addWords(doc, origin, { ...noted, id: unique('w') as WordsId, text })
      }
      last('that is all')
      await editor.saved()
      await wall.until(() => wall.texts().includes('that is all'))

      const { nodes, notes, canvas } = wall.show()
      expect(Object.values(nodes).map(({ wording }) => wording)).toEqual(['Driving'])
      expect([wall.texts(), Object.values(notes)]).toEqual([['that is all'], []])
      // Not watched: nothing lies there. Not quoted: they lie there and say nothing.
      expect(Object.values(canvas).map(({ text }) => text)).toEqual(no === 'observed' ? [] : ['', '', '', ''])
      for (const said of [sentence, sentence.toUpperCase()]) expect(wall.bytes().includes(said)).toBe(false)

      // Another person says it in their own right, and a yes brings the rest.
      await phoneAt(hall, 1, 'T1-02')
      addWords(doc, origin, { ...noted, id: 'w-ben' as WordsId, text: sentence, seat: 'T1-02' as SeatCode })
      await wall.until(() => wall.texts().includes(sentence))
      expect(wall.texts().sort()).toEqual([sentence, 'that is all'])
      await say(ana.session, {})
      await wall.until(() => wall.canvasTexts().filter((text) => text !== '').length === 4)
      expect(Object.values(wall.show().notes).map(({ text }) => text)).toEqual([`One of us: ${sentence}`])
    },
  )
})
