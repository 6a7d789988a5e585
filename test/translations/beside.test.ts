/** Translations of what stands beside the map: elements of the canvas and paragraphs of the minutes, as observers read them. */
import { setText } from '@tablee/shared/board/canvas/edit'
import { addBlocks } from '@tablee/shared/board/notes/write'
import type { BlockId, NodeId } from '@tablee/shared/ids'
import { accepted } from '@tablee/shared/translations/accepted'
import { originalId } from '@tablee/shared/translations/fold'
import { readTranslationRow } from '@tablee/shared/translations/rows'
import { placesIn, withPlaces } from '@tablee/shared/view/translated'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { draw, openHall, problemOf, speak, watch, type Hall } from '../voices/hall.ts'
import { runnerAt } from '../voices/day.ts'
import { aTranslator, type Translator } from './aTranslator.ts'

let hall: Hall
let [one, other] = [{} as Translator, {} as Translator]
let wall: Awaited<ReturnType<typeof watch>>

const dream = 'A tram that waits for the last guest'
const note = 'First we walk along \ufffc, then we vote'
const shown = () => JSON.stringify(wall.show())
const write = async (change: Parameters<Hall['parts']['live']['write']>[2]) =>
  expect((await hall.parts.live.write(hall.board(1, 2), 'reporter', change)).ok).toBe(true)
const origin = { who: 'reporter', why: 'test' }
async function policy(body: object): Promise<void> {
  const { session } = await runnerAt(hall, 1)
  const done = await hall.api(`/api/boards/${hall.board(1, 2)}/policy`, { as: session, method: 'PUT', body })
  expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
}

beforeAll(async () => {
  hall = await openHall()
  await speak(hall, 1, [{ id: 'w1', seat: null, text: 'The night bus stops too early' }])
  await draw(hall, 1, { id: 'shape:tram', seat: null, text: dream })
  await write((doc) => {
    addBlocks(doc, origin, [
      {
        id: 'walk' as BlockId,
        kind: 'paragraph',
        line: ['First we walk along ', { node: 'issue-1' as NodeId, label: 'Who decides?' }, ', then we vote'],
      },
    ])
  })
  await policy({ showNotes: true })
  ;[one, other] = [await aTranslator(hall), await aTranslator(hall)]
  wall = await watch(hall, 1)
  await wall.until(() => shown().includes('we vote') && shown().includes(dream))
}, 60_000)
afterAll(async () => {
  wall?.close()
  await hall?.close()
})

it('[TRL11] elements and minutes are offered with what they are; a mention is its place, and says which entry it names', async () => {
  const { texts } = await one.read()
  expect(texts.map(({ kind }) => kind)).toEqual(['wording', 'words', 'element', 'minutes'])
  expect(texts.find(({ text }) => text === dream)).toMatchObject({ part: 'hope', lang: 'en', number: 1, at: null })
  expect(await one.find(withPlaces(note))).toMatchObject({
    kind: 'minutes',
    part: 'paragraph',
    mentions: [{ text: 'Who decides?', lang: 'en' }],
  })
  expect(JSON.stringify(texts)).not.toMatch(/shape:|block:|walk"/)
})

it('[TRL11] a translation stands with its element or paragraph for who watches, human, then checked', async () => {
  for (const [original, text] of [
    [dream, 'Un tram qui ATTEND'],
    [withPlaces(note), 'On vote après [1], on MARCHE avant'],
  ] as const) {
    expect((await one.translate(original, text)).status).toBe(204)
    expect(problemOf(await one.check(original))?.code).toBe('refused')
    expect((await other.check(original)).status).toBe(204)
  }
  await wall.until(() => shown().includes('ATTEND') && shown().includes('MARCHE') && !shown().includes('"human"'))
  const { canvas, notes } = wall.show()
  expect(Object.values(canvas)[0]?.translations).toEqual({ fr: { text: 'Un tram qui ATTEND', state: 'checked' } })
  expect(Object.values(notes)[0]?.translations?.['fr']?.state).toBe('checked')
  expect(placesIn('On vote après [1], on MARCHE [2]', 1)).toEqual(['On vote après ', 0, ', on MARCHE ', '[2]'])
})

it('[TRL5] [TRL11] an element that is reworded is shown without it, and has it again with its wording', async () => {
  await write((doc) => setText(doc, origin, 'shape:tram', 'No tram at all'))
  const asWorded = (wording: string) =>
    accepted(hall.parts.translations.state(hall.dialogue), hall.board(1, 2), 'shape:tram', wording)
  expect([asWorded(dream)['fr']?.text, asWorded('No tram at all')]).toEqual(['Un tram qui ATTEND', {}])
  await wall.until(() => shown().includes('No tram at all'))
  expect(shown()).not.toContain('ATTEND')
  expect((await one.find('No tram at all')).translation).toMatchObject({ earlier: dream })
  await write((doc) => setText(doc, origin, 'shape:tram', dream))
  await wall.until(() => shown().includes('ATTEND'))
})

it('[TRL12] its own table is told what stands on its board now, and nothing of a wording of before', async () => {
  const { session } = await hall.enter('reporter', 1)
  const told = async () =>
    JSON.stringify((await hall.api(`/api/boards/${hall.board(1, 2)}/translations`, { as: session })).body)
  for (const canary of ['ATTEND', 'MARCHE']) expect(await told()).toContain(canary)
  await write((doc) => setText(doc, origin, 'shape:tram', 'Another tram'))
  expect(await told()).not.toContain('ATTEND')
  expect(await told()).not.toContain(dream)
  await write((doc) => setText(doc, origin, 'shape:tram', dream))
  expect(await told()).toContain('ATTEND')
})

it('[TRL6] [TRL11] minutes and canvas that are shown no more take theirs along, and give it back', async () => {
  for (const [setting, canary] of [
    ['showNotes', 'MARCHE'],
    ['showCanvas', 'ATTEND'],
  ] as const) {
    await policy({ [setting]: false })
    await wall.until(() => !shown().includes(canary))
    expect(JSON.stringify((await one.read()).texts)).not.toContain(canary)
    await policy({ [setting]: true })
    await wall.until(() => shown().includes(canary))
  }
})

it('[TRL11] rows of the version before are read as they were, and one of an original that nobody knows is left out', () => {
  const before = '{"kind":"translated","command":"c","board":"b","node":"n","words":"w","lang":"fr","wording":null}'
  const row = readTranslationRow(before)
  expect(row !== null && row.kind === 'translated' ? originalId(row) : null).toBe('w')
  expect(readTranslationRow('{"kind":"translated","command":"c","board":"b","film":"f","lang":"fr"}')).toBeNull()
  expect(readTranslationRow('{"kind":"left","command":"c","by":"d"}')).not.toBeNull()
})
