/** What leaves: every export and every download, walked with a canary of each kind. */
import { connect, writeRecords } from '@tablee/shared/board/canvas/edit'
import { shapeWith } from '@tablee/shared/board/canvas/records'
import { withWords } from '@tablee/shared/board/canvas/words'
import { addBlocks } from '@tablee/shared/board/notes/write'
import { correct, withdraw } from '@tablee/shared/board/command'
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Item } from '@tablee/shared/dialogue/items'
import type { DialogueDraft, ProgrammeStep } from '@tablee/shared/dialogue/programme'
import type { BlockId, BoardId, Lang, NodeId, SeatCode, WordsId } from '@tablee/shared/ids'
import { mapFormats, voicesFormats } from '@tablee/shared/wire/exchange'
import type { PrintedCanvas } from '@tablee/shared/view/printed'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draw, openHall, sit, speak, unique, yes, type Hall } from './hall.ts'

let hall: Hall
let analyst = ''
let ana = ''
const hashes: { readonly of: string; readonly hash: string }[] = []

/** Nobody may print these. */
const secrets = [
  'canary-ana-words',
  'canary-ana-hope',
  'canary-ana-minutes',
  'canary-nobody-recorded',
  'canary-nobody-hope',
  'canary-sheet-first',
  'canary-sheet-corrected',
  'canary-ana-unplaced',
  'canary-ana-ballot',
  'canary-ana-questionnaire',
  'canary-again',
  'canary-first half',
  'canary-second half',
  'canary-ana-table',
  'canary-ana-earlier',
  'canary-ana-withdrawn',
]
/** What ana said, and everywhere somebody put it again without a name. */
const again = 'canary-again that I drove for years without a permit'
const halves = ['canary-first half of the sentence and', 'canary-second half of it', 'it was said at once'] as const

/** Taken back before the snapshot, which knows her words no more; what somebody noted of them is in it. */
const withdrawn = 'canary-ana-withdrawn is what she took back'

/** Anybody may; so the walk would have found the others. */
const open = [
  'canary-ben-words',
  'canary-ben-hope',
  'canary-reporter',
  'canary-ben-own',
  'canary-ben-unplaced',
  'canary-ben-ballot',
  'canary-ben-questionnaire',
]

const said = (en: string) => ({ en })
const free: Item = { id: 'why', type: 'text', text: said('Why?'), unit: 'people', base: 'valid' }
const own: Item = { ...free, id: 'ours', unit: 'tables' }
const steps: readonly ProgrammeStep[] = [
  {
    kind: 'private-writing',
    title: said('Alone'),
    minutes: 5,
    id: 'alone',
    task: { kind: 'write', prompt: said('What do you hope?'), signature: 'anonymous' },
  },
  { kind: 'ballot', title: said('Vote'), minutes: 5, id: 'vote', task: { kind: 'ballot', items: [free, own] } },
  {
    kind: 'questionnaire',
    title: said('Ask'),
    minutes: 5,
    id: 'ask',
    task: { kind: 'questionnaire', questionnaire: 'q', wave: 'session', items: [{ ...free, id: 'what' }] },
  },
]
const oneTable = (draft: DialogueDraft): DialogueDraft => ({
  ...draft,
  tables: draft.tables.filter(({ number }) => number === 1 || number === 4),
  boards: draft.boards.filter(({ id, session }) => session === 2 && /-[14]-/.test(id)),
  sessions: draft.sessions.map((session) => (session.number === 2 ? { ...session, steps } : session)),
})

const board = () => hall.board(1, 2)
const command = async (consent: Partial<typeof yes>): Promise<void> => {
  const reply = await hall.api('/api/seat/commands', {
    as: ana,
    body: { id: unique('consent'), kind: 'consent', consent: { ...yes, ...consent } },
  })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
}

/** All that a download says, however it is packed. */
async function bytesOf(path: string): Promise<string> {
  const reply = await fetch(`${hall.url}${path}`, { headers: { Authorization: `Bearer ${analyst}` } })
  expect(reply.status, path).toBe(200)
  const bytes = new Uint8Array(await reply.arrayBuffer())
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return zip
    ? Object.entries(unzipSync(bytes))
        .map(([name, file]) => `${name}\n${strFromU8(file)}`)
        .join('\n')
    : strFromU8(bytes)
}
const downloads = (): string[] => [
  `/api/dialogues/${hall.dialogue}/results`,
  `/api/watch/${hall.link('observer').path}/results`,
  ...mapFormats.map((format) => `/api/boards/${board()}/export/${format}`),
  `/api/boards/${board()}/map`,
  `/api/boards/${board()}/drawing`,
  ...hashes.flatMap(({ of, hash }) =>
    // Of the whole dialogue the package holds every board's maps, written by the same hands.
    (of === 'board' ? [...mapFormats, ...voicesFormats] : ['xaif', 'survey'])
      .concat('text', 'csv', 'package', 'qdpx', 'qdc')
      .map((what) => `/api/snapshots/${hash}/${what}`)
      .concat(`/api/snapshots/${hash}`),
  ),
]

beforeAll(async () => {
  hall = await openHall({ draft: oneTable })
  analyst = (await hall.enter('analyst')).session
  ana = (await hall.enter('citizen', 1)).session
  expect((await sit(hall, ana, 'T1-01')).status).toBe(201)
  const ben = (await hall.enter('citizen', 1, { seat: 'T1-02' })).session
  await speak(hall, 1, [
    { id: 'w-ana', seat: 'T1-01', text: 'canary-ana-words' },
    { id: 'w-ben', seat: 'T1-02', text: 'canary-ben-words' },
    { id: 'w-nobody', seat: 'T1-05', text: 'canary-nobody-recorded' },
    { id: 'w-all', seat: null, text: 'canary-reporter' },
    { id: 'w-source', seat: 'T1-01', text: again },
    { id: 'w-halves', seat: 'T1-01', text: halves.join(' ') },
    { id: 'w-again', seat: null, text: `She said: “${again.toUpperCase().replace('CANARY-AGAIN', 'canary-again')}”` },
    // Ben says the same as she does, in his own right: that is his to allow.
    { id: 'w-withdrawn', seat: 'T1-01', text: withdrawn },
    { id: 'w-table', seat: 'T1-01', text: 'canary-ana-table is as she put it' },
    { id: 'w-same', seat: 'T1-01', text: 'canary-ben-own sentence' },
    { id: 'w-ben-same', seat: 'T1-02', text: 'canary-ben-own sentence' },
    // A sheet that nobody signed, beneath an entry for the second time, and a correction of it.
    { id: 'sheet-of-ana-2', seat: null, text: 'canary-sheet-first' },
  ])
  await draw(hall, 1, { id: 'shape:ana', seat: 'T1-01', text: 'canary-ana-hope' })
  await draw(hall, 1, { id: 'shape:ben', seat: 'T1-02', text: 'canary-ben-hope' })
  await draw(hall, 1, { id: 'shape:again', seat: null, text: again })
  await draw(hall, 1, { id: 'shape:nobody', seat: 'T1-05', text: 'canary-nobody-hope' })
  const origin = { who: 'reporter', why: 'test' }
  const written = await hall.parts.live.write(board(), 'reporter', (doc) => {
    addBlocks(doc, origin, [{ id: 'block-1' as BlockId, kind: 'paragraph', line: ['She said: canary-ana-minutes'] }])
    const place = { x: 9, y: 9, index: 'a5' }
    const shapes = [
      shapeWith('shape:again-note', 'note', place),
      shapeWith('shape:again-text', 'text', place),
      shapeWith('shape:again-geo', 'geo', place),
      shapeWith('shape:again-frame', 'frame', place),
      shapeWith('shape:again-image', 'image', place),
    ].map((shape) => withWords(shape, again))
    writeRecords(doc, origin, { put: shapes.map((record) => ({ record, before: null })), drop: [], at: 1 })
    const ends = { start: 'binding:again-1', end: 'binding:again-2', from: 'shape:ana', to: 'shape:ben' } as const
    connect(doc, origin, { ...ends, id: 'shape:again-arrow', label: again, at: 1 })
    addNode(doc, origin, { id: 'again' as NodeId, kind: 'position', wording: again, lang: 'en' as Lang, at: 5 })
    addBlocks(
      doc,
      origin,
      [again, ...halves].map((line, n) => ({ id: `again-${n}` as BlockId, kind: 'paragraph' as const, line })),
    )
    addWords(doc, origin, {
      id: 'w-minutes' as WordsId,
      node: 'issue-1' as NodeId,
      text: 'canary-ana-minutes',
      lang: 'en' as Lang,
      seat: 'T1-01' as SeatCode,
      capture: 'from-notes',
      block: 'block-1' as BlockId,
      at: 30,
    })
    withdraw(doc, origin, 'w-withdrawn' as WordsId, 35, 'reporter')
    correct(doc, origin, {
      words: 'sheet-of-ana-2' as WordsId,
      newWords: 'w-corrected' as WordsId,
      text: 'canary-sheet-corrected',
      lang: 'en' as Lang,
      at: 40,
      now: 40,
      by: 'reporter',
    })
  })
  expect(written.ok).toBe(true)
  // And one of an earlier session, which somebody brings along.
  const earlier = 'canary-ana-earlier: what she wrote at another board of her table'
  for (const [at, id, text] of [
    [board(), 'sheet-of-ana', 'canary-sheet-first'],
    ['earlier' as BoardId, 'sheet-earlier', earlier],
  ] as const) {
    const sheet = await hall.parts.voices.append(
      hall.dialogue,
      {
        kind: 'write',
        command: unique('write'),
        board: at,
        step: 'write-2',
        seat: 'T1-01' as SeatCode,
        sheet: id,
        text,
        lang: 'en',
        capture: 'own-typing',
        sent: true,
      },
      { author: 'citizen:T1-01', device: 'test' },
      () => null,
    )
    expect(sheet.ok).toBe(true)
  }
  await draw(hall, 1, { id: 'shape:withdrawn', seat: null, text: withdrawn })
  await draw(hall, 1, { id: 'shape:earlier', seat: null, text: earlier })
  // The day goes by: both write alone, vote and answer, each with a sentence of their own.
  const facilitator = (await hall.enter('facilitator', 1)).session
  const does = async (kind: string, step: string, as = facilitator, at = board()): Promise<void> => {
    const reply = await hall.api(`/api/boards/${at}/voices`, {
      as,
      body: { id: unique('voices'), kind, step, ...(kind === 'open' ? { nodes: [] } : {}) },
    })
    expect(reply.status, `${kind} ${step}: ${JSON.stringify(reply.body)}`).toBe(200)
  }
  for (const step of ['alone', 'vote', 'ask']) await does('open', step)
  for (const [who, as] of [
    ['ana', ana],
    ['ben', ben],
  ] as const) {
    const answer = (text: string) => ({ type: 'text', text, lang: 'en' })
    for (const command of [
      { kind: 'write', step: 'alone', sheet: `sheet-${who}`, text: `canary-${who}-unplaced`, lang: 'en' },
      { kind: 'answer', step: 'vote', answers: { why: answer(`canary-${who}-ballot`) } },
      { kind: 'answer', step: 'ask', answers: { what: answer(`canary-${who}-questionnaire`) } },
    ]) {
      const body = { id: unique('seat'), board: board(), sent: true, ...command }
      const reply = await hall.api('/api/seat/commands', { as, body })
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    }
  }
  const ours = { type: 'text', text: 'Canary-ana-table is as she put it!'.replace('C', 'c'), lang: 'en' }
  const answered = await hall.api(`/api/boards/${board()}/voices`, {
    as: facilitator,
    body: { id: unique('voices'), kind: 'table-answer', step: 'vote', answers: { ours } },
  })
  expect(answered.status, JSON.stringify(answered.body)).toBe(200)
  for (const step of ['vote', 'ask']) await does('close', step)
  await does('reveal', 'alone')
  // A questionnaire leaves when the last table has closed it.
  const other = (await hall.enter('facilitator', 4)).session
  for (const kind of ['open', 'close']) await does(kind, 'ask', other, hall.board(4, 2))

  // Taken while ana said yes: consents as they stand now decide, also for older snapshots.
  for (const [of, path] of [
    ['board', `/api/boards/${board()}/snapshots`],
    ['dialogue', `/api/dialogues/${hall.dialogue}/snapshots`],
  ] as const) {
    const taken = await hall.api(path, { as: analyst, method: 'POST' })
    expect(taken.status, JSON.stringify(taken.body)).toBe(201)
    hashes.push({ of, hash: (taken.body as { hash: string }).hash })
  }
}, 60_000)
afterAll(() => hall.close())

describe('what leaves', () => {
  it('[CONS8] [CONS16] [CSC19] [MAP22] [DAY4] no export and no download prints anyone who does not want to be quoted; every row stays, and it is said', async () => {
    const always = ['canary-nobody-recorded', 'canary-nobody-hope']
    const whole = hashes.flatMap(({ hash }) => ['text', 'csv'].map((what) => `/api/snapshots/${hash}/${what}`))
    const before = (await Promise.all(whole.map(bytesOf))).join('\n')
    // While she said yes all of it leaves but what nothing is recorded of: the walk finds what is there, each copy too.
    expect((await bytesOf(`/api/snapshots/${hashes[0]?.hash}/text`)).split('canary-again').length - 1).toBe(11)
    for (const path of downloads().slice(0, 2)) expect(await bytesOf(path)).toContain('canary-ana-table')
    expect([...secrets, ...open].filter((one) => !before.includes(one)).sort()).toEqual(
      [...always, 'canary-sheet-first'].sort(),
    )
    await command({ quoted: false })
    const found: string[] = []
    let bytes = 0
    const paths = downloads()
    // Two at a time, as the server writes them.
    const walk = async (): Promise<void> => {
      for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
        const text = await bytesOf(path)
        bytes += text.length
        for (const secret of secrets) if (text.includes(secret)) found.push(`${path}: ${secret}`)
      }
    }
    await Promise.all([walk(), walk()])
    console.log(`${downloads().length} downloads, ${bytes} characters, ${found.length} canaries`)
    expect(found).toEqual([])

    for (const { of, hash } of hashes) {
      const tables = await bytesOf(`/api/snapshots/${hash}/csv`)
      const texts = await bytesOf(`/api/snapshots/${hash}/text`)
      for (const one of open)
        if (of === 'dialogue' || one !== 'canary-ben-questionnaire') expect(texts, one).toContain(one)
      // The row, with its seat and what became of its text.
      for (const id of ['w-ana', 'w-nobody', 'w-minutes', 'w-corrected'])
        expect(tables).toMatch(new RegExp(`^[^\\n]*,${id},issue-1,[^\\n]*,,not-quoted,`, 'm'))
      expect(tables).toMatch(/text_state.*not-quoted/)
      const sidecar = JSON.parse(await bytesOf(`/api/snapshots/${hash}/text`)) as { withheld?: string[] }
      // A questionnaire stands in the snapshot of the whole dialogue only.
      expect(sidecar.withheld?.length).toBe(of === 'board' ? 29 : 30)
      expect(await bytesOf(`/api/snapshots/${hash}/package`)).toContain('withheld-words')
    }
    const left = await fetch(`${hall.url}/api/boards/${board()}/export/xaif`, {
      headers: { Authorization: `Bearer ${analyst}` },
    })
    expect(JSON.parse(left.headers.get('Tablee-Left') ?? '{}')).toMatchObject({ 'withheld-words': 11 })
    expect(((await left.json()) as { AIF: { locutions: unknown[] } }).AIF.locutions).toHaveLength(12)
    const canvas = await bytesOf(`/api/boards/${board()}/export/canvas`)
    expect(canvas).toContain('canary-ben-hope')
    expect(canvas).toContain('withheld-elements')
    // The table's own picture: each of them has its place in it, and is told as one that says nothing.
    const drawing = JSON.parse(await bytesOf(`/api/boards/${board()}/drawing`)) as PrintedCanvas
    expect(drawing.shapes['shape:ben']?.text).toBe('canary-ben-hope')
    expect(drawing.withheld).toEqual(expect.arrayContaining(['shape:ana', 'shape:again-note', 'shape:again-arrow']))
    for (const id of drawing.withheld) expect(drawing.shapes[id]?.text, id).toBe('')
    expect(drawing.withheld).not.toContain('shape:ben')
  })

  it('[CONS9] what is stored stays whole: the snapshot keeps its name, and a yes brings the texts back', async () => {
    await command({ quoted: true })
    for (const { hash } of hashes) {
      const text = await bytesOf(`/api/snapshots/${hash}/text`)
      for (const one of ['canary-ana-words', 'canary-ana-hope', 'canary-ana-minutes', 'canary-sheet-corrected'])
        expect(text).toContain(one)
      expect(text).not.toContain('canary-nobody')
      expect((await hall.parts.snapshots.rebuild(hash)).ok).toBe(true)
    }
  })

  it('[CONS10] our own files come in again as they left: what was withheld is counted, not invented', async () => {
    await command({ quoted: false })
    const organiser = (await hall.enter('organiser')).session
    for (const [format, from] of [
      ['xaif', `/api/boards/${board()}/export/xaif`],
      ['csv', `/api/snapshots/${hashes[0]?.hash}/csv`],
    ] as const) {
      const file = await fetch(`${hall.url}${from}`, { headers: { Authorization: `Bearer ${analyst}` } })
      const reply = await hall.api(
        `/api/boards/${hall.board(4, 2)}/import?file=own.${format === 'csv' ? 'zip' : 'json'}&look=1`,
        {
          as: organiser,
          method: 'POST',
          bytes: new Uint8Array(await file.arrayBuffer()),
        },
      )
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
      expect(reply.body).toMatchObject({ words: 3 })
      expect((reply.body as { left: Record<string, number> }).left['withheld-words'], format).toBeGreaterThan(2)
    }
  })

  it('[SNAP14] what the facilitator strikes out leaves every download, of older snapshots too; their names stay, and an erratum says since when', async () => {
    // Struck a second time, as an entry and in the minutes: it was written down more than once.
    const again = await hall.parts.live.write(board(), 'reporter', (doc) => {
      const origin = { who: 'reporter', why: 'test' }
      addNode(doc, origin, {
        id: 'echo' as NodeId,
        kind: 'position',
        wording: 'Canary ben words.',
        lang: 'en' as Lang,
        at: 50,
      })
      addBlocks(doc, origin, [{ id: 'block-2' as BlockId, kind: 'paragraph', line: ['canary-ben-words'] }])
    })
    expect(again.ok).toBe(true)
    const taken = await hall.api(`/api/boards/${board()}/snapshots`, { as: analyst, method: 'POST' })
    const later = (taken.body as { hash: string }).hash
    hashes.push({ of: 'board', hash: later })
    const struck = /canary[- ]ben[- ]words/i
    expect(await bytesOf(`/api/snapshots/${later}/csv`)).toMatch(struck)
    const bodies = new Map(
      await Promise.all(hashes.map(async ({ hash }) => [hash, await bytesOf(`/api/snapshots/${hash}`)] as const)),
    )

    const facilitator = (await hall.enter('facilitator', 1)).session
    const redacted = await hall.api(`/api/boards/${board()}/commands`, {
      as: facilitator,
      body: { id: unique('redact'), kind: 'redact', words: 'w-ben' },
    })
    expect(redacted.status, JSON.stringify(redacted.body)).toBe(200)
    const found: string[] = []
    for (const path of downloads().filter((one) => one.includes('/snapshots/')))
      if (struck.test(await bytesOf(path))) found.push(path)
    expect(found).toEqual([])
    for (const { hash } of hashes) {
      expect(await bytesOf(`/api/snapshots/${hash}`)).toBe(bodies.get(hash))
      expect((await hall.parts.snapshots.rebuild(hash)).ok).toBe(true)
      const sidecar: unknown = JSON.parse(await bytesOf(`/api/snapshots/${hash}/text`))
      expect(sidecar).toMatchObject({ errata: [{ n: 1, board: board(), why: 'redacted' }] })
      expect(await bytesOf(`/api/snapshots/${hash}/csv`)).toMatch(/errata\.csv\nn,at,board,why,digest\n1,2/)
      expect(await bytesOf(`/api/snapshots/${hash}/package`)).toMatch(/errata\.csv/)
    }
    // Ben's other sentences are nobody's mistake.
    for (const one of ['canary-ben-hope', 'canary-ben-ballot'])
      expect(await bytesOf(`/api/snapshots/${later}/text`)).toContain(one)
  })
})
