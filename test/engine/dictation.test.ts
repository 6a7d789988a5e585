/** Dictating at a table: whose voice is given to the engine, what comes back, and that no sound is kept anywhere. */
import type { ConsentTexts } from '@tablee/shared/dialogue/programme'
import type { Dictated, MayDictate } from '@tablee/shared/wire/dictation'
import { wavOf } from '@tablee/client/table/dictate/wav'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openHall, sit, texts, unique, type Hall } from '../voices/hall.ts'
import { runnerAt } from '../voices/day.ts'
import { anEngine, answered, parrot } from '../support/anEngine.ts'
import { seededBytes } from '../support/server.ts'

const named: ConsentTexts = {
  ...texts,
  engine: { name: 'parrot', uses: ['transcribe'], text: { en: 'A program writes down what you dictate.' } },
}
let engine: Awaited<ReturnType<typeof anEngine>>
let hall: Hall
let [table, phone] = ['', '']
let began = 0
/** The server's clock, while it stands still. */
let stopped: number | null = null
const dir = mkdtempSync(join(tmpdir(), 'tablee-dictation-'))
const lines: string[] = []
const refuses = { quoted: ['T1-02', { quoted: false }], watched: ['T1-03', { observed: false }] } as const

beforeAll(async () => {
  began = Date.now()
  engine = await anEngine()
  hall = await openHall({
    dir,
    consent: named,
    engine: engine.address,
    clock: () => stopped ?? Date.now(),
    logLevel: 'trace',
    log: { write: (line) => void lines.push(line) },
  })
  phone = (await hall.enter('citizen', 1)).session
  await sit(hall, phone, 'T1-01')
  for (const [seat, consent] of Object.values(refuses))
    await sit(hall, (await hall.enter('citizen', 1, { device: `phone-${seat.toLowerCase()}` })).session, seat, consent)
  table = (await hall.enter('facilitator', 1)).session
}, 60_000)
afterAll(async () => {
  await hall?.close()
  await engine?.close()
  rmSync(dir, { recursive: true, force: true })
})

const address = (seat: string, lang = 'en', board = hall.board(1, 2)) =>
  `/api/boards/${board}/dictation?seat=${seat}&lang=${lang}`
const may = async (seat: string, lang?: string, as = table): Promise<MayDictate> =>
  (await hall.api(address(seat, lang), { as })).body as MayDictate
const noise = seededBytes('a sound like no other')(1_024)
/** A second of it. */
const marked = new Float32Array(16_000).map((_, at) => {
  const bytes = noise
  return ((bytes[at % bytes.length] ?? 0) - 128) / 130
})
const sound = wavOf(marked)
async function say(seat: string, bytes: Uint8Array = sound, as = table, lang = 'en') {
  const { status, body } = await hall.api(address(seat, lang), { as, method: 'POST', bytes })
  return { status, ...(body as Dictated) }
}
const curtain = async (to: 'drawn' | 'open'): Promise<void> => {
  const { session } = await runnerAt(hall, 1)
  await hall.api(`/api/boards/${hall.board(1, 2)}/commands`, {
    as: session,
    body: { id: unique(), kind: 'curtain', to },
  })
}

it('[DICT1] a sentence of who said yes to both is given to the engine as a WAV of 16 kHz, and comes back as a draft', async () => {
  expect(await may('T1-01')).toEqual({ engine: 'parrot', why: null })
  expect(await say('T1-01')).toMatchObject({
    status: 200,
    text: 'the last bus leaves too early',
    engine: 'parrot',
    why: null,
  })
  const [asked] = engine.asked
  expect(asked?.body['lang']).toBe('en')
  expect(Buffer.from(String(asked?.body['audio']), 'base64').equals(Buffer.from(sound))).toBe(true)
  // Nobody's words until they say so: the board has none.
  expect(await hall.parts.live.look(hall.board(1, 2), (doc) => JSON.stringify(doc.toJSON()))).not.toContain('last bus')
  for (const secret of ['T1-01', hall.board(1, 2), table]) expect(engine.heard()).not.toContain(secret)
})

it('[DICT2] of who refuses, of nobody in particular, of a free seat, behind the curtain, not a sound leaves', async () => {
  engine.forget()
  for (const [seat, why] of [
    ['T1-02', 'refused'],
    ['T1-03', 'refused'],
    ['T1-04', 'refused'],
    ['', 'no-seat'],
    ['T2-01', 'no-seat'],
  ] as const) {
    expect(await may(seat)).toEqual({ engine: null, why })
    expect(await say(seat)).toMatchObject({ text: null, why })
  }
  // A citizen where citizens write speaks for their own seat alone; at another table nobody does.
  expect((await hall.api(address('T1-01'), { as: (await hall.enter('facilitator', 2)).session })).status).toBe(403)
  await curtain('drawn')
  expect(await may('T1-01')).toEqual({ engine: null, why: 'curtain' })
  expect(await say('T1-01')).toMatchObject({ text: null, why: 'curtain' })
  await curtain('open')
  expect(await may('T1-01', 'ar')).toEqual({ engine: null, why: 'language' })
  expect(engine.asked).toEqual([])
  expect(engine.heard()).not.toContain('transcribe"')
})

it('[DICT2] who thinks again while the engine listens is not written down', async () => {
  let answer = (): void => undefined
  engine.now((asked, response) => {
    answer = () => parrot(asked, response)
  })
  engine.forget()
  const said = say('T1-01')
  await engine.until(1)
  const body = {
    id: unique(),
    kind: 'consent',
    consent: { version: named.version, quoted: false, observed: true, lang: 'en' },
  }
  const done = await hall.api('/api/seat/commands', { as: phone, body })
  expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
  answer()
  expect(await said).toMatchObject({ text: null, why: 'refused' })
  const back = { ...body, id: unique(), consent: { ...body.consent, quoted: true } }
  await hall.api('/api/seat/commands', { as: phone, body: back })
  engine.now(parrot)
})

it('[DICT3] what the engine does ends in a word for it, and what is no sound is refused; whoever lets go stops it', async () => {
  table = (await hall.enter('facilitator', 1, { device: 'second' })).session
  engine.now((_asked, response) => answered(response, { engine: 'parrot', version: '7.1', text: ' ' }))
  expect(await say('T1-01')).toMatchObject({ text: null, why: 'nothing' })
  engine.now((_asked, response) => answered(response, '<html>', 500))
  expect(await say('T1-01')).toMatchObject({ text: null, why: 'wrong' })
  for (const bytes of [new Uint8Array([1]), sound.slice(0, -1), wavOf(new Float32Array(16_000 * 29)).fill(7, 20, 22)])
    expect((await say('T1-01', bytes)).status).toBe(400)
  expect((await say('T1-01', wavOf(new Float32Array(16_000 * 31)))).status).toBe(413)
  engine.forget()
  let closed = (): void => undefined
  const gone = new Promise<void>((resolve) => (closed = resolve))
  engine.now((_asked, response) => void response.on('close', closed))
  const ends = new AbortController()
  const said = fetch(`${hall.url}${address('T1-01')}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${table}`, 'content-type': 'audio/wav' },
    body: new Uint8Array(sound),
    signal: ends.signal,
  }).catch(() => null)
  await engine.until(1)
  expect(await say('T1-01')).toMatchObject({ why: 'busy' })
  ends.abort()
  await said
  await gone
  engine.now(parrot)
})

it('[DICT3] one session dictates ten sentences at once at most, then one in three seconds', async () => {
  const { session } = await hall.enter('facilitator', 1, { device: 'another' })
  // What earns one more is time, and a busy machine takes some.
  stopped = Date.now()
  onTestFinished(() => void (stopped = null))
  const all = []
  for (let n = 0; n < 11; n++) all.push((await say('T1-02', sound, session)).status)
  expect(all).toEqual([...Array.from({ length: 10 }, () => 200), 429])
})

it('[DICT4] no byte of a sound is in the data folder, in a temporary file, in the log or in memory that is kept', async () => {
  await hall.parts.journal.settled()
  const needles = [
    Buffer.from(sound.subarray(500, 564)),
    Buffer.from(Buffer.from(sound).toString('base64').slice(4_000, 4_060)),
  ]
  const files = [...under(dir), ...under(tmpdir()).filter((path) => changedAt(path) >= began)]
  expect(files.some((path) => path.endsWith('tablee.sqlite'))).toBe(true)
  for (const path of files) {
    const bytes = read(path)
    for (const needle of needles) expect([path, bytes.includes(needle)]).toEqual([path, false])
  }
  expect(lines.join('')).not.toContain(needles[1]?.toString())
  expect(
    lines.filter((line) => line.includes('"transcribe"')).map((line) => (JSON.parse(line) as { size: number }).size),
  ).toContain(1_000)
  // The search finds what it looks for.
  expect(Buffer.from(sound).includes(needles[0] ?? '')).toBe(true)
})

it('[DICT5] only our own page may ask for a microphone, and nobody’s who watches', async () => {
  const of = async (path: string) => (await fetch(`${hall.url}${path}`)).headers.get('permissions-policy')
  expect(await of('/')).toBe('microphone=(self)')
  expect(await of(`/watch/${hall.link('observer').path ?? ''}`)).toBe('microphone=()')
})

/** Others of this machine come and go beside it: one that is gone by now holds nothing. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
function read(path: string): Buffer {
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
}

/** All files beneath a folder, as far as they are there and readable. */
function under(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return folder === tmpdir() && path !== dir ? [] : under(path)
      return entry.isFile() ? [path] : []
    })
  } catch {
    return []
  }
}
