/** Translations in snapshots: beside the text that they are of, and gone from what is handed out with it. */
import { setText } from '@tablee/shared/board/canvas/edit'
import { csvSet } from '@tablee/shared/formats/csv-set'
import { snapshotSchema } from '@tablee/shared/snapshot/schema'
import { snapshotText, type Sidecar, type Snapshot } from '@tablee/shared/snapshot/structure'
import { writeSnapshot, type SnapshotFormat } from '@tablee/server/exchange/write'
import { strFromU8, unzipSync } from 'fflate'
import type { SeatCode } from '@tablee/shared/ids'
import { asUsual } from '@tablee/shared/formats/licences'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aSealing } from '../seal/aSealing.ts'
import { phoneAt, runnerAt, type Phone } from '../voices/day.ts'
import { draw, openHall, speak, unique, watch, yes, type Hall } from '../voices/hall.ts'
import { aTranslator, type Translator } from './aTranslator.ts'

let hall: Hall
let phone: Phone
let [one, other] = [{} as Translator, {} as Translator]
let organiser = ''
const said = 'The night bus stops too early for the nurses'
const dream = 'A tram that waits for the last guest'

beforeAll(async () => {
  hall = await openHall()
  phone = await phoneAt(hall, 1, 'T1-01')
  organiser = (await hall.enter('organiser')).session
  await speak(hall, 1, [
    { id: 'w1', seat: 'T1-01' as SeatCode, text: said },
    { id: 'w2', seat: null, text: 'Nobody asked the drivers' },
  ])
  await draw(hall, 1, { id: 'shape:tram', seat: null, text: dream })
  ;[one, other] = [await aTranslator(hall), await aTranslator(hall)]
  const wall = await watch(hall, 1)
  await wall.until(() => JSON.stringify(wall.show()).includes(dream))
  wall.close()
}, 60_000)
afterAll(async () => hall?.close())

async function take(): Promise<{ snapshot: Snapshot; sidecar: Sidecar; hash: string }> {
  const taken = await hall.api(`/api/dialogues/${hall.dialogue}/snapshots`, { as: organiser, body: {} })
  expect(taken.status, JSON.stringify(taken.body)).toBeLessThan(300)
  const { hash } = taken.body as { readonly hash: string }
  return { hash, ...(await read(hash)) }
}
async function read(hash: string): Promise<{ snapshot: Snapshot; sidecar: Sidecar }> {
  const body = async (path: string) => (await hall.api(`/api/snapshots/${hash}${path}`, { as: organiser })).body
  return { snapshot: (await body('')) as Snapshot, sidecar: (await body('/text')) as Sidecar }
}
/** The translations of a snapshot as a reader finds them: original, translation, language, state. */
function translated({ snapshot, sidecar }: { snapshot: Snapshot; sidecar: Sidecar }) {
  const texts = new Map(sidecar.texts.map(({ digest, text }) => [digest, text]))
  return snapshot.boards
    .flatMap(({ translations = [] }) => translations)
    .map(({ of, text, lang, state }) => [texts.get(of), texts.get(text), lang, state])
    .sort()
}

function written(format: SnapshotFormat, { hash, snapshot, sidecar }: Awaited<ReturnType<typeof take>>) {
  const task = { do: 'write-snapshot', format, hash, snapshot: snapshotText(snapshot), sidecar, at: 0 } as const
  return writeSnapshot({ ...task, leaves: asUsual, sealing: aSealing(hash) }, () => undefined)
}

it('[TRL16] a snapshot of what nobody translated is as it was before there was anything to translate', async () => {
  const { snapshot, hash } = await take()
  expect(snapshot.boards.some((board) => 'translations' in board)).toBe(false)
  expect(Object.keys(snapshot.cut).filter((doc) => doc.startsWith('translations'))).toEqual([])
  // What somebody has open moves none.
  await one.open(said)
  expect((await take()).hash).toBe(hash)
})

it('[TRL16] it holds each of what is worded so at the cut, with language and state, and who made it nowhere', async () => {
  await one.translate(said, 'Le bus de nuit FINIT')
  await one.translate(dream, 'Un tram qui ATTEND')
  await other.check(dream)
  const first = await take()
  expect(translated(first)).toEqual(
    [
      [dream, 'Un tram qui ATTEND', 'fr', 'checked'],
      [said, 'Le bus de nuit FINIT', 'fr', 'human'],
    ].sort(),
  )
  const csv = csvSet(first.snapshot, new Map(first.sidecar.texts.map(({ digest, text }) => [digest, text])))
  const table = csv.find(({ name }) => name === 'translations.csv')?.text ?? ''
  expect(table).toContain(`words,w1,en,${said},fr,Le bus de nuit FINIT,human,,`)
  expect(csv.find(({ name }) => name === 'dictionary.csv')?.text).toContain('translations.csv,original,')
  expect(JSON.stringify(first.snapshot)).not.toMatch(/ranslator-|FINIT/)
  expect(JSON.stringify(snapshotSchema)).toContain('What translators made of its texts')
  // What other formats have no place for is counted beside them.
  for (const format of ['argdown', 'xaif', 'kialo', 'canvas'] as const) {
    const { body } = written(format, first)
    const left = strFromU8(unzipSync(body)['left.csv'] ?? new Uint8Array())
    expect([format, left.match(/,translations,\d+/g)]).toEqual([format, [',translations,1']])
  }
  expect(written('graphml', first).left).toMatchObject({ translations: 1 })
  const lacks = strFromU8(unzipSync(written('package', first).body)['left.csv'] ?? new Uint8Array())
  expect(lacks.match(/,translations,1/g)).toHaveLength(5)
  await hall.parts.live.write(hall.board(1, 2), 'reporter', (doc) =>
    setText(doc, { who: 'reporter', why: 'edit' }, 'shape:tram', 'No tram at all'),
  )
  expect(translated(await take()).map(([original]) => original)).toEqual([said])
  // From the log alone it is the same again.
  expect((await hall.parts.snapshots.rebuild(first.hash)).ok).toBe(true)
})

it('[TRL16] what a refusal, a redaction and an erasure take out of a download, they take with its translations', async () => {
  const { hash } = await take()
  const consents = (consent: object) =>
    phone.send({ id: unique(), kind: 'consent', consent: { ...yes, ...consent } } as never)
  await consents({ quoted: false })
  expect(JSON.stringify((await read(hash)).sidecar)).not.toContain('FINIT')
  await consents({ quoted: true })
  expect(JSON.stringify((await read(hash)).sidecar)).toContain('FINIT')
  const { session } = await runnerAt(hall, 1)
  const redact = { id: unique(), kind: 'redact', words: 'w1' }
  expect((await hall.api(`/api/boards/${hall.board(1, 2)}/commands`, { as: session, body: redact })).status).toBe(200)
  expect(JSON.stringify((await read(hash)).sidecar)).not.toContain('FINIT')
  const done = await hall.api(`/api/dialogues/${hall.dialogue}/erasures`, { as: organiser, body: {} })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  const { snapshot, sidecar } = await read(hash)
  expect(snapshot.boards.flatMap(({ translations = [] }) => translations).length).toBe(1)
  expect(JSON.stringify(sidecar)).not.toContain('FINIT')
  expect((await hall.parts.snapshots.rebuild(hash)).ok).toBe(true)
})
