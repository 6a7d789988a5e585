/**
 * What translators and tables say beside a translation may say the sentence again: an earlier wording, a question to the table,
 * its answer, a translation that quotes. It goes with the sentence, too.
 */
import { addNode, setWording } from '@tablee/shared/board/edit'
import type { Lang, NodeId, SeatCode } from '@tablee/shared/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { phoneAt, runnerAt, type Phone } from '../voices/day.ts'
import { openHall, speak, unique, yes, type Hall } from '../voices/hall.ts'
import { aTranslator, type Translator } from './aTranslator.ts'

const sentence = 'The night bus stops too early for the nurses of our town'
const other = 'Nobody asked the drivers'
const lang = 'en' as Lang
const origin = { who: 'reporter', why: 'test' }
let hall: Hall
let phone: Phone
let french: Translator
let runner: Awaited<ReturnType<typeof runnerAt>>
const board = () => hall.board(1, 2)

beforeAll(async () => {
  hall = await openHall()
  phone = await phoneAt(hall, 1, 'T1-01')
  runner = await runnerAt(hall, 1)
  await speak(hall, 1, [
    { id: 'w1', seat: 'T1-01' satisfies string as SeatCode, text: sentence },
    { id: 'w2', seat: null, text: other },
  ])
  await hall.parts.live.write(board(), 'reporter', (doc) => {
    addNode(doc, origin, { id: 'echo' as NodeId, kind: 'position', wording: sentence, lang, at: 1 })
  })
  french = await aTranslator(hall)
}, 60_000)
afterAll(() => hall?.close())

const consents = async (consent: object): Promise<void> => {
  const done = await phone.send({ id: unique(), kind: 'consent', consent: { ...yes, ...consent } } as never)
  expect(done.status).toBe(200)
}
const reword = (wording: string) =>
  hall.parts.live.write(board(), 'reporter', (doc) => void setWording(doc, origin, 'echo' as NodeId, wording))
const echo = async (text = sentence) => {
  const found = (await french.read()).texts.find((one) => one.kind === 'wording' && one.text === text)
  if (found === undefined) throw new Error(`nobody is offered ${text}`)
  return found
}

it('[TRL15] an earlier wording that says again what somebody refuses is told to no translator, nor what was made or asked of it', async () => {
  await expect.poll(async () => (await french.read()).texts.length).toBe(4)
  const at = french.at(await echo())
  const made = { kind: 'translate', ...at, original: sentence, before: null, text: 'MADE of it' } as const
  expect((await french.does(made)).status).toBe(204)
  const ask = { kind: 'ask', ...at, original: sentence, text: 'ASKED of it' } as const
  expect((await french.does(ask)).status).toBe(204)
  await reword('Buses at night')
  await expect.poll(async () => (await echo('Buses at night')).translation?.earlier).toBe(sentence)
  await consents({ quoted: false })
  await expect.poll(async () => JSON.stringify(await french.read())).not.toContain(sentence)
  const told = JSON.stringify(await french.read())
  expect(told).toContain('Buses at night')
  expect(told).not.toMatch(/MADE|ASKED/)
  // What nobody is told of is in nobody's way.
  expect((await french.translate('Buses at night', 'Bus de nuit')).status).toBe(204)
  await consents({ quoted: true })
})

it('[TRL8] an erasure takes the sentence out of what translators asked, tables answered and translations quote, whatever they are of', async () => {
  const about = await french.find(other)
  const at = french.at(about)
  const again = `They say: ${sentence}.`
  expect((await french.does({ kind: 'ask', ...at, original: other, text: again })).status).toBe(204)
  const body = { id: unique(), kind: 'answer', of: 'w2', lang: 'fr', text: again }
  const answered = await hall.api(`/api/boards/${board()}/translations`, { as: runner.session, body })
  expect(answered.status, JSON.stringify(answered.body)).toBe(204)
  const made = { kind: 'translate', ...at, original: other, before: null, text: again } as const
  expect((await french.does(made)).status).toBe(204)
  const struck = { id: unique(), kind: 'redact', words: 'w1' }
  const done = await hall.api(`/api/boards/${board()}/commands`, { as: runner.session, body: struck })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  const organiser = (await hall.enter('organiser')).session
  const erased = await hall.api(`/api/dialogues/${hall.dialogue}/erasures`, { as: organiser, body: {} })
  expect(erased.status, JSON.stringify(erased.body)).toBe(200)
  const { journal } = hall.parts
  const found: string[] = []
  for (const doc of journal.documents(''))
    for await (const { data } of journal.read(doc, journal.head(doc).epoch, 0)) {
      const text = Buffer.from(data).toString('utf8')
      if (text.includes(sentence)) found.push(`${doc} ${text}`)
    }
  expect(found).toEqual([])
  expect(JSON.stringify(await french.read())).not.toContain(sentence)
})
