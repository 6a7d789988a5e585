/** Projects for coding texts over HTTP: a download that was coded in another program comes back, and a foreign one becomes a dialogue. */
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addNode, addWords } from '@tablee/shared/board/edit'
import { synthesisDoc } from '@tablee/shared/documents'
import { everyCode, pointsOf, type RefiProject } from '@tablee/shared/formats/refi'
import { writeCodebook } from '@tablee/shared/formats/refi-write'
import type { DialogueId, Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { Problem } from '@tablee/shared/problem'
import type { CodebookTold, CodedEntry } from '@tablee/shared/wire/codebook'
import type { CodingsIn, ProjectIn } from '@tablee/shared/wire/coding-files'
import { guidOf } from '@tablee/server/exchange/qda-out'
import { done, startServer, type Reply, type TestServer } from '../support/server.ts'
import { bytesOf, nightBus, nightBusXml, packed, projectIn, tryQda } from './refi-files.ts'

let server: TestServer
let [analyst, organiser] = ['', '']
beforeAll(async () => {
  server = await startServer({ seed: 'refi' })
  analyst = (await server.enter('analyst')).session
  organiser = (await server.enter('organiser')).session
}, 60_000)
afterAll(() => server.close())

const said = '🚌 I wait for forty minutes, and then I walk.'
const at = (dialogue: string = server.dialogue): string => `/api/dialogues/${dialogue}/codebook`
const rows = (): number => server.parts.journal.head(synthesisDoc(server.dialogue)).seq
const told = async (as: string, dialogue: string = server.dialogue): Promise<CodebookTold> =>
  (await server.api(at(dialogue), { as })).body as CodebookTold
const send = (path: string, bytes: Uint8Array, asked: string, as = analyst): Promise<Reply> =>
  server.api(`${path}?file=p.qdpx${asked}`, { as, bytes })
async function brought(bytes: Uint8Array, asked = ''): Promise<CodingsIn> {
  const reply = await send(`${at()}/import`, bytes, asked)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as CodingsIn
}
async function download(path: string, as: string): Promise<Uint8Array> {
  const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${as}` } })
  expect([path, answer.status]).toEqual([path, 200])
  return new Uint8Array(await answer.arrayBuffer())
}
/** Coded there: what they call walking, from where it is said. */
function walked(project: RefiProject): RefiProject {
  const code = {
    guid: guidOf('theirs'),
    name: 'Walking',
    codable: true,
    color: '#2E7D32',
    description: '',
    notes: [],
    codes: [],
  }
  return {
    ...project,
    codes: [...project.codes, code],
    sources: project.sources.map((source) => {
      const text = source.text ?? ''
      const unit = text.indexOf('I walk.')
      if (unit < 0) return source
      const start = pointsOf(text).point(unit)
      const coding = { guid: guidOf('a coding'), code: code.guid, by: null, at: null, notes: [] }
      const passage = {
        guid: guidOf('a passage'),
        name: '',
        description: '',
        start,
        end: start + 6,
        by: null,
        at: null,
        notes: [],
      }
      return { ...source, selections: [...source.selections, { ...passage, codings: [coding] }] }
    }),
  }
}

describe('a project that left here', () => {
  it('[QDA12] comes back into the codebook as one step: looked at first, once, and taken back whole', async () => {
    const board = server.board(1, 5)
    done(
      await server.parts.live.write(board, 'reporter', (doc) => {
        const [origin, by] = [{ who: 'reporter', why: 'test' } as const, { lang: 'en' as Lang, at: Date.now() }]
        addNode(doc, origin, { id: 'bus' as NodeId, kind: 'position', wording: 'A bus at night', ...by })
        addWords(doc, origin, {
          id: 'wait' as WordsId,
          node: 'bus' as NodeId,
          text: said,
          seat: null,
          capture: 'dictated',
          ...by,
        })
      }),
    )
    const { body: taken } = await server.api(`/api/boards/${board}/snapshots`, { as: analyst, method: 'POST' })
    const file = await download(`/api/snapshots/${String((taken as { hash: string }).hash)}/qdpx`, analyst)
    expect(Object.keys(unzipSync(file))[0]).toBe('project.qde')
    const { project } = projectIn('p.qdpx', file)
    const coded = packed(walked(project))

    const before = rows()
    const want = { codes: 1, codings: 1, memos: 0, missing: [], sources: 1 }
    expect(await brought(coded, '&look=1')).toMatchObject({ look: true, ...want })
    expect(rows()).toBe(before)
    expect(await brought(coded)).toMatchObject({ look: false, ...want })
    expect(rows()).toBe(before + 1)
    const entry = `${board}/words/wait`
    const one = async (): Promise<CodedEntry> =>
      (await server.api(`${at()}/entry?entry=${encodeURIComponent(entry)}`, { as: analyst })).body as CodedEntry
    const { codings } = await one()
    expect(codings.map(({ start, end }) => pointsOf(said).slice(start, end))).toEqual(['I walk'])
    const { codes, steps } = await told(analyst)
    expect(codes.map(({ name, color }) => [name, color])).toEqual([['Walking', 'green']])
    // The same once more brings nothing, and writes nothing.
    expect(await brought(coded)).toMatchObject({ codes: 0, codings: 0 })
    expect(rows()).toBe(before + 1)
    const [step] = steps
    expect([step?.kind, step?.can]).toEqual(['codes-in', true])
    const undo = { id: 'undone', kind: 'undo', of: step?.step }
    expect((await server.api(at(), { as: analyst, body: undo })).status).toBe(204)
    expect([(await one()).codings, (await told(analyst)).codes]).toEqual([[], []])
  })

  it('[QDA12] a codebook is brought in with what its codes mean; what is wrong with a file is said, and nothing of it is written', async () => {
    const before = rows()
    expect(await brought(bytesOf(writeCodebook(nightBus.codes, 'NVivo')))).toMatchObject({
      codes: 2,
      codings: 0,
      left: { 'qda-colors': 1 },
    })
    const { codes } = await told(analyst)
    expect(codes.map(({ name, parent, definition }) => [name, parent === null, definition])).toEqual([
      ['Waiting', true, 'What it is to wait at night'],
      ['Alone', false, ''],
    ])
    const cut = await send(`${at()}/import`, bytesOf(nightBusXml.slice(0, 900)), '')
    expect([cut.status, (cut.body as { problem: Problem }).problem]).toMatchObject([
      422,
      { code: 'bad-file', why: { code: 'xml-broken' } },
    ])
    const other = await send(`${at()}/import`, bytesOf(nightBusXml.replace('project:1.0"', 'project:7"')), '')
    expect((other.body as { problem: Problem }).problem).toMatchObject({ why: { code: 'qda-namespace' } })
    expect(rows()).toBe(before + 1)
  })

  it('[QDA12] an entry that a round codes just now refuses all of a file, and nothing of the others is told by it', async () => {
    const board = server.board(1, 5)
    const entry = `${board}/words/wait`
    const say = async (id: string, command: object): Promise<number> =>
      (await server.api(at(), { as: analyst, body: { id, ...command } })).status
    const { codes } = await told(analyst)
    expect(await say('blind', { kind: 'round', entries: [entry], codes: codes.map(({ id }) => id), coders: 2 })).toBe(
      204,
    )
    expect(await say('joins', { kind: 'round-join', round: 'blind' })).toBe(204)
    const { body: taken } = await server.api(`/api/boards/${board}/snapshots`, { as: analyst, method: 'POST' })
    const file = await download(`/api/snapshots/${String((taken as { hash: string }).hash)}/qdpx`, analyst)
    const before = rows()
    const refused = await send(`${at()}/import`, packed(walked(projectIn('p.qdpx', file).project)), '')
    expect((refused.body as { problem: Problem }).problem).toEqual({ code: 'refused', why: 'round' })
    expect(rows()).toBe(before)
    // What is coded in it meanwhile leaves in no byte of a download.
    const [code] = codes
    const coding = { kind: 'coding', code: code?.id, entry, start: 2, end: 8 }
    expect(await say('passage-in-round', coding)).toBe(204)
    const { body: next } = await server.api(`/api/dialogues/${server.dialogue}/snapshots`, {
      as: analyst,
      method: 'POST',
    })
    const later = projectIn(
      'p.qdpx',
      await download(`/api/snapshots/${String((next as { hash: string }).hash)}/qdpx`, analyst),
    )
    expect(later.project.sources.flatMap(({ selections }) => selections.flatMap(({ codings }) => codings))).toEqual([])
    expect(await say('given-up', { kind: 'round-drop', round: 'blind' })).toBe(204)
    const open = await server.api(`/api/dialogues/${server.dialogue}/snapshots`, { as: analyst, method: 'POST' })
    const shown = projectIn(
      'p.qdpx',
      await download(`/api/snapshots/${String((open.body as { hash: string }).hash)}/qdpx`, analyst),
    )
    expect(
      shown.project.sources.flatMap(({ selections }) => selections.flatMap(({ codings }) => codings)),
    ).toHaveLength(1)
  })
})

describe('a project of another program', () => {
  const dialogues = (): number => server.tablee.halls.list().length
  it('[QDA13] becomes a dialogue of its own with its codebook; a text that is missing is named, and then there is none', async () => {
    const standing = dialogues()
    const missing = await send('/api/codings/import', bytesOf({ 'project.qde': nightBusXml }), '', organiser)
    expect((missing.body as { problem: Problem }).problem).toMatchObject({
      code: 'bad-file',
      why: { code: 'qda-missing', values: { n: 1, names: 'At the stop' } },
    })
    const looked = await send('/api/codings/import', packed(nightBus), '&look=1&lang=en', organiser)
    const want = { title: 'Night buses', tables: 1, words: 2, codes: 2, codings: 2, memos: 2 }
    expect(looked.body).toMatchObject({ dialogue: null, links: [], ...want })
    expect(dialogues()).toBe(standing)

    const made = (await send('/api/codings/import', packed(nightBus), '&lang=en', organiser)).body as ProjectIn
    expect(made).toMatchObject(want)
    expect(made.links.map(({ role }) => role).sort()).toEqual(['analyst', 'organiser'])
    expect(dialogues()).toBe(standing + 1)
    const id = made.dialogue as DialogueId
    const token = (made.links.find(({ role }) => role === 'analyst')?.url ?? '').split('#')[1] ?? ''
    const { body } = await server.api('/api/sessions', { body: { token, device: 'analyst-of-it' } })
    const reader = (body as { session: string }).session
    const desk = await told(reader, id)
    expect(desk.codes.map(({ name, codings }) => [name, codings])).toEqual([
      ['Waiting', 1],
      ['Alone', 1],
    ])
    expect([desk.coverage.entries, desk.waiting]).toEqual([2, 0])
    // Out again: the same words, each where it is coded.
    const { body: taken } = await server.api(`/api/dialogues/${id}/snapshots`, { as: reader, method: 'POST' })
    const { project } = projectIn(
      'p.qdpx',
      await download(`/api/snapshots/${String((taken as { hash: string }).hash)}/qdpx`, reader),
    )
    expect(project.sources.map(({ text, description }) => [description, text])).toEqual([
      ['At the stop', '🚌 I wait for forty minutes.\n\nNobody is there.'],
    ])
    const names = new Map([...everyCode(project.codes)].map(({ code }) => [code.guid, code.name]))
    const coded = project.sources.flatMap(({ text, selections }) =>
      selections.flatMap(({ start, end, codings }) =>
        codings.map(({ guid, code }) => [guid, names.get(code), pointsOf(text ?? '').slice(start, end)]),
      ),
    )
    const before = nightBus.sources.flatMap(({ selections }) => selections.flatMap(({ codings }) => codings))
    expect(coded).toEqual([
      [before[0]?.guid, 'Waiting', 'forty minutes'],
      [before[1]?.guid, 'Alone', 'Nobody is there.'],
    ])
    // Its codes keep what they were called, with their GUIDs, in the codebook alone, too.
    expect(project.codes).toMatchObject([
      { guid: nightBus.codes[0]?.guid, codes: [{ guid: nightBus.codes[0]?.codes[0]?.guid }] },
    ])
    const book = tryQda(
      'book.qdc',
      await download(`/api/snapshots/${String((taken as { hash: string }).hash)}/qdc`, reader),
    )
    expect('is' in book && book.is === 'codebook' && [...everyCode(book.codes)].map(({ code }) => code.name)).toEqual([
      'Waiting',
      'Alone',
    ])
  })
})
