/** Machine drafts while tables talk: what an engine is given, what it is not, and what becomes of what it gives. */
import type { ConsentTexts } from '@tablee/shared/dialogue/programme'
import { translationsDoc } from '@tablee/shared/documents'
import { readView } from '@tablee/shared/view/read'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runnerAt } from '../voices/day.ts'
import { openHall, problemOf, sit, speak, texts, unique, watch, type Hall } from '../voices/hall.ts'
import { aTranslator, type Translator } from '../translations/aTranslator.ts'
import { anEngine, answered, parrot } from '../support/anEngine.ts'
import { withinPromise } from '../support/promised.ts'

const named: ConsentTexts = {
  ...texts,
  engine: {
    name: 'parrot',
    uses: ['translate', 'transcribe'],
    text: { en: 'A program makes drafts of what is said.' },
  },
}
const [bus, drivers, mine] = ['The night bus stops too early', 'Nobody asked the drivers', 'CANARY what I say is mine']

let engine: Awaited<ReturnType<typeof anEngine>>
let hall: Hall
let [one, other] = [{} as Translator, {} as Translator]
let wall: Awaited<ReturnType<typeof watch>>
const lines: string[] = []

beforeAll(async () => {
  engine = await anEngine()
  hall = await openHall({
    consent: named,
    engine: engine.address,
    logLevel: 'trace',
    log: { write: (line) => void lines.push(line) },
  })
  const { session } = await hall.enter('citizen', 1)
  await sit(hall, session, 'T1-01')
  const { session: refuses } = await hall.enter('citizen', 1, { device: 'phone-2' })
  await sit(hall, refuses, 'T1-02', { quoted: false })
  const { session: unseen } = await hall.enter('citizen', 1, { device: 'phone-3' })
  await sit(hall, unseen, 'T1-03', { observed: false })
  await speak(hall, 1, [
    { id: 'w1', seat: 'T1-01', text: bus },
    { id: 'w2', seat: null, text: drivers },
    { id: 'w3', seat: 'T1-02', text: mine },
    { id: 'w4', seat: 'T1-03', text: 'CANARY nobody watches me' },
    // The same again, of nobody: a copy carries no name.
    { id: 'w5', seat: null, text: mine },
  ])
  ;[one, other] = [await aTranslator(hall), await aTranslator(hall)]
  wall = await watch(hall, 1)
}, 60_000)
afterAll(async () => {
  wall?.close()
  await hall?.close()
  await engine?.close()
})

const command = async (body: object): Promise<void> => {
  const { session } = await runnerAt(hall, 1)
  const done = await hall.api(`/api/boards/${hall.board(1, 2)}/commands`, {
    as: session,
    body: { id: unique(), ...body },
  })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
}
const ask = (from: string | null = null, by = one) =>
  by.does({ kind: 'draft', into: 'fr' as never, from: from as never, only: null })
/** Until the run has ended. */
const ended = async (by = one): Promise<void> => {
  await expect.poll(async () => (await by.read()).machine?.state, { interval: 20 }).not.toBe('working')
}

it('[ENG3] drafts come of what observers may read and may be quoted; of who refuses, of copies and of what is held back not a letter leaves', async () => {
  expect((await one.read()).machine).toMatchObject({ name: 'parrot', done: 0 })
  expect((await ask()).status).toBe(204)
  await ended()
  expect(engine.asked.map(({ body }) => body['text']).sort()).toEqual([drivers, bus, 'Who decides?'].sort())
  expect(engine.heard()).not.toContain('CANARY')
  for (const secret of ['T1-01', 'w1', hall.board(1, 2)]) expect(engine.heard()).not.toContain(secret)
  expect((await one.read()).machine).toMatchObject({
    version: '7.1',
    from: ['en', 'de'],
    state: 'idle',
    done: 3,
    of: 3,
    left: 0,
  })
  expect((await one.find(bus)).draft).toEqual({
    text: `[fr] ${bus}`,
    engine: 'parrot',
    version: '7.1',
    at: expect.any(Number),
  })
  // Asked again, what has a draft is not given again.
  engine.forget()
  await ask()
  await ended()
  expect(engine.heard()).not.toContain('night bus')
})

it('[ENG4] a draft is told to translators alone: neither who watches nor the table has it until a person takes it', async () => {
  const board = hall.board(1, 2)
  const { session } = await hall.enter('facilitator', 1)
  const table = await hall.api(`/api/boards/${board}/translations`, { as: session })
  expect(JSON.stringify([table.body, readView(wall.doc)])).not.toContain('[fr]')
  expect(wall.bytes().includes('[fr]')).toBe(false)
})

it('[ENG4] taken as mine it is a person’s, and says of which engine it was made and whether it was put right', async () => {
  const found = await one.find(bus)
  const take = (text: string, draft?: string) =>
    one.does({
      kind: 'translate',
      ...one.at(found),
      original: bus,
      before: null,
      text,
      ...(draft === undefined ? {} : { draft }),
    })
  expect(problemOf(await take('x', 'never given'))?.code).toBe('changed')
  expect((await take(`[fr] ${bus}`, `[fr] ${bus}`)).status).toBe(204)
  const taken = await one.find(bus)
  expect(taken.translation).toMatchObject({
    state: 'human',
    mine: true,
    engine: { name: 'parrot', version: '7.1', edited: false },
  })
  expect(taken.draft).toBeUndefined()
  await wall.until(() =>
    Object.values(wall.show().words).some(({ translations }) => translations?.['fr']?.text === `[fr] ${bus}`),
  )
  // Who watches is told that it is a person's, and no more.
  expect(JSON.stringify(wall.show())).not.toContain('parrot')
  const right = await other.find(drivers)
  const done = await other.does({
    kind: 'translate',
    ...other.at(right),
    original: drivers,
    before: null,
    text: 'Personne n’a demandé',
    draft: `[fr] ${drivers}`,
  })
  expect(done.status).toBe(204)
  expect((await one.find(drivers)).translation).toMatchObject({ engine: { edited: true }, mine: false })
})

it('[ENG5] a draft goes where its original goes, within a second: behind the curtain, withdrawn, reworded', async () => {
  await speak(hall, 1, [{ id: 'w6', seat: 'T1-01', text: 'Soon GONE' }])
  await ask()
  await ended()
  const told = async () => JSON.stringify(await other.read())
  await expect.poll(told).toContain('[fr] Soon GONE')
  await command({ kind: 'curtain', to: 'drawn' })
  const began = performance.now()
  await expect.poll(told, { interval: 20 }).not.toContain('GONE')
  withinPromise('a draft goes with its original behind the curtain', began)
  await command({ kind: 'curtain', to: 'open' })
  await expect.poll(told, { interval: 20 }).toContain('[fr] Soon GONE')
  await command({ kind: 'withdraw', words: 'w6' })
  await expect.poll(told, { interval: 20 }).not.toContain('GONE')
})

it('[ENG5] what is withdrawn while it is out brings no draft, and nothing behind the curtain is given', async () => {
  await speak(hall, 1, [{ id: 'w7', seat: 'T1-01', text: 'LATE to be taken back' }])
  let answer = (): void => undefined
  engine.now((asked, response) => {
    answer = () => parrot(asked, response)
  })
  const before = engine.asked.length
  await ask()
  await engine.until(before + 1)
  await command({ kind: 'withdraw', words: 'w7' })
  answer()
  await ended()
  expect(JSON.stringify([...hall.parts.translations.state(hall.dialogue).drafts.values()])).not.toContain('LATE')
  engine.now(parrot)
  await command({ kind: 'curtain', to: 'drawn' })
  await speak(hall, 1, [{ id: 'w8', seat: 'T1-01', text: 'CURTAINED canary' }])
  await ask()
  await ended()
  await command({ kind: 'curtain', to: 'open' })
  expect(engine.heard()).not.toContain('CURTAINED')
})

it('[ENG5] erased with what it is of, no row says it any more', async () => {
  engine.now((asked, response) =>
    asked.body['text'] === 'To be struck out'
      ? answered(response, { engine: 'parrot', version: '7.1', text: 'À RAYER' })
      : parrot(asked, response),
  )
  await speak(hall, 1, [{ id: 'w9', seat: 'T1-01', text: 'To be struck out' }])
  await ask()
  await ended()
  const rows = async (): Promise<string> => {
    const all: string[] = []
    for await (const { data } of hall.parts.journal.commands(translationsDoc(hall.dialogue)))
      all.push(new TextDecoder().decode(data))
    return all.join('\n')
  }
  expect(await rows()).toContain('À RAYER')
  await command({ kind: 'redact', words: 'w9' })
  const { session } = await hall.enter('organiser')
  const began = await hall.api(`/api/dialogues/${hall.dialogue}/erasures`, { as: session, body: { id: unique() } })
  expect(began.status, JSON.stringify(began.body)).toBeLessThan(300)
  await expect.poll(rows).not.toContain('À RAYER')
  expect(JSON.stringify([...hall.parts.translations.state(hall.dialogue).drafts.values()])).not.toContain('À RAYER')
  engine.now(parrot)
})

it('[ENG6] a run says how far it is, can be stopped, and says why it brought nothing more; what people do goes on', async () => {
  await speak(
    hall,
    1,
    Array.from({ length: 4 }, (_, n) => ({ id: `more-${n}`, seat: 'T1-01', text: `Sentence number ${n}` })),
  )
  engine.now(() => undefined)
  const before = engine.asked.length
  await ask()
  await engine.until(before + 2)
  expect((await one.read()).machine).toMatchObject({ state: 'working', done: 0, of: 4 })
  // A hanging engine holds up nobody.
  const began = performance.now()
  await one.translate('Who decides?', 'Qui décide ?')
  withinPromise('a translation beside an engine that hangs', began)
  expect((await other.does({ kind: 'stopDrafts', into: 'fr' as never })).status).toBe(204)
  await ended()
  expect((await one.read()).machine).toMatchObject({ state: 'idle', done: 0 })
  engine.now((_asked, response) => answered(response, '<html>', 500))
  await ask()
  await ended()
  expect((await one.read()).machine).toMatchObject({ state: 'wrong', done: 0 })
  await ask()
  await ended()
  expect((await one.read()).machine).toMatchObject({ state: 'resting', done: 0 })
})

it('[ENG1] the server’s log says how many and how long, and no letter of a text', () => {
  const said = lines.filter((line) => line.includes('"msg":"engine"')).map((line) => JSON.parse(line) as object)
  expect(said).toContainEqual(
    expect.objectContaining({ call: 'translate', engine: 'parrot', version: '7.1', size: bus.length, outcome: 'done' }),
  )
  expect(said).toContainEqual(expect.objectContaining({ outcome: 'wrong' }))
  expect(lines.join('')).not.toMatch(/night bus|CANARY|Sentence number|\[fr\]/)
})

it('[ENG3] a dialogue whose consent text does not name it is told of no engine, and nothing of it leaves', async () => {
  engine.forget()
  for (const consent of [
    texts,
    { ...texts, engine: { ...named.engine, name: 'parrot', uses: ['transcribe'], text: { en: 'x' } } } as ConsentTexts,
  ]) {
    const quiet = await openHall({ consent, engine: engine.address })
    await speak(quiet, 1, [{ id: 'w1', seat: null, text: 'CANARY unnamed' }])
    const by = await aTranslator(quiet)
    expect((await by.read()).machine).toBeUndefined()
    expect(problemOf(await by.does({ kind: 'draft', into: 'fr' as never, from: null, only: null }))?.code).toBe(
      'refused',
    )
    await quiet.close()
  }
  expect(engine.heard()).toBe('')
})
