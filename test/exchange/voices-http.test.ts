/** Polls and surveys through the real application: in as dialogues of their own, out with a snapshot. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { counts } from '@tablee/shared/voices/fold'
import type { VoiceRow } from '@tablee/shared/voices/rows'
import { seatCode, type DialogueId, type NodeId } from '@tablee/shared/ids'
import { csvTable } from '@tablee/shared/formats/csv-read'
import { readPolis } from '@tablee/shared/formats/polis-read'
import { writePolis } from '@tablee/shared/formats/polis-write'
import { readTableSchema } from '@tablee/shared/formats/survey-codebook'
import { readSurvey } from '@tablee/shared/formats/survey-read'
import type { ResultsAnswer } from '@tablee/shared/wire/voices'
import type { ImportedVoices } from '@tablee/shared/wire/files'
import { importVoices } from '@tablee/server/cli/voices'
import type { Send } from '@tablee/server/cli/reach'
import { packageFaults } from './package-rules.ts'
import { polisSet, surveySet } from './voices-files.ts'
import { startServer, type TestServer } from '../support/server.ts'

const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
type Files = Readonly<Record<string, string>>

let server: TestServer
let organiser: string
beforeAll(async () => {
  server = await startServer({ seed: 'voices-files' })
  organiser = (await server.enter('organiser')).session
})
afterAll(() => server.close())

async function download(path: string, as: string): Promise<Files> {
  const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${as}` } })
  expect([path, answer.status]).toEqual([path, 200])
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}
/** In by a link that an import gave. */
async function enter(link: { readonly url: string | null } | undefined): Promise<string> {
  const token = (link?.url ?? '').split('#')[1] ?? ''
  const { body } = await server.api('/api/sessions', { body: { token, device: 'analyst-of-it' } })
  return (body as { session: string }).session
}
const imported = async (bytes: Uint8Array, asked = ''): Promise<ImportedVoices> => {
  const reply = await server.api(`/api/voices/import?file=a.zip${asked}`, { as: organiser, bytes })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as ImportedVoices
}
const dialogues = () => server.tablee.halls.list().length
const journals = () => server.parts.journal.documents('voices:').length

describe('a Polis set', () => {
  const told = { format: 'polis', title: 'Night buses', people: 3, tables: 1, items: 4, answers: 9, columns: null }

  it('[VFM7] is looked at, and nothing of it is written', async () => {
    const before = [dialogues(), journals()]
    expect(await imported(zip(polisSet()), '&look=1')).toEqual({
      dialogue: null,
      ...told,
      left: {},
      links: [],
    })
    expect([dialogues(), journals()]).toEqual(before)
  })

  it('[VFM7] becomes a dialogue of its own: seats, closed rounds, the votes that count, one row', async () => {
    const { dialogue, links } = await imported(zip(polisSet()))
    const id = dialogue as DialogueId
    expect(links.map(({ role }) => role).sort()).toEqual(['analyst', 'organiser'])
    const [table] = server.hall(id).dialogues.tables(id)
    expect([table?.number, table?.seats]).toEqual([1, 3])
    expect(server.hall(id).dialogues.dialogue(id)?.consent ?? null).toBeNull()
    expect(server.parts.journal.head(`voices:${id}`).seq).toBe(1)
    const voices = server.hall(id).voices.state(id)
    expect([...voices.seats.values()].map(({ seat, pair, device }) => [seat, pair, device])).toEqual([
      ['T1-01', '7', null],
      ['T1-02', '8', null],
      ['T1-03', '11', null],
    ])
    const [round] = voices.rounds.values()
    expect([round?.state, round?.step]).toEqual(['closed', 'polis'])
    const votes = [...(round?.casts ?? [])].map(([item, of]) => [
      item,
      [...of].map(([seat, cast]) => [seat, counts(cast)?.answer]),
    ])
    const agree = (value: string) => ({ type: 'agree', value })
    expect(votes).toEqual([
      [
        's0',
        [
          ['T1-01', agree('disagree')],
          ['T1-02', agree('agree')],
        ],
      ],
      [
        's2',
        [
          ['T1-01', agree('agree')],
          ['T1-02', agree('disagree')],
        ],
      ],
      [
        's5',
        [
          ['T1-02', agree('pass')],
          ['T1-03', agree('agree')],
        ],
      ],
    ])
    // The same from the journal alone.
    await server.hall(id).voices.reread()
    expect([...server.hall(id).voices.state(id).seats.keys()]).toEqual([...voices.seats.keys()])
  })

  it('[RES5, RES6] has a link for observers only where that is asked for; it says that there is nothing but figures; they read its figures, small numbers withheld', async () => {
    const { dialogue } = await imported(zip(polisSet()))
    const open = await imported(zip(polisSet()), '&observers=1')
    expect(open.links.map(({ role }) => role).sort()).toEqual(['analyst', 'observer', 'organiser'])
    const link = open.links.find(({ role }) => role === 'observer')?.url ?? ''
    const wall = `/api/watch/${link.split('/').at(-1)}/results`
    const figures = ({ body }: { body: unknown }) => (body as ResultsAnswer).steps.flatMap((step) => step.figures)
    const { body: list } = await server.api(wall.replace('/results', ''))
    expect(list).toMatchObject({ imported: true, tables: [] })
    const watched = await server.api(wall)
    expect([
      watched.status,
      figures(watched)
        .flatMap(({ rows }) => rows.map(({ count }) => count))
        .every((n) => n === null),
    ]).toEqual([200, true])
    const analyst = await enter(open.links.find(({ role }) => role === 'analyst'))
    const told = figures(await server.api(`/api/dialogues/${open.dialogue}/results`, { as: analyst }))
    expect(told.find(({ item }) => item === 's0')?.rows.map(({ count }) => count)).toEqual([1, 1, 0])
    expect(dialogue).not.toBe(open.dialogue)
  })

  it('[RES5] observers get figures of a survey and no text of it: names and addresses stand among free answers', async () => {
    let late = 0
    const one = await startServer({ seed: 'voices-watched', clock: () => Date.now() + late })
    try {
      const rows = Array.from(
        { length: 12 },
        (_, n) => `p${n},Jane Doe ${n},jane${n}@example.org,${n < 6 ? 'no' : 'yes'}\n`,
      )
      const bytes = strToU8(`id,name,email,answer\n${rows.join('')}`)
      const as = (await one.enter('organiser')).session
      const { body } = await one.api('/api/voices/import?file=a.csv&observers=1', { as, bytes })
      const { links, left } = body as ImportedVoices
      expect(left['texts-not-watched']).toBe(2)
      // Observers see what is older than their delay.
      late = 7_200_000
      const path = links
        .find(({ role }) => role === 'observer')
        ?.url?.split('/')
        .at(-1)
      const seen = (await one.api(`/api/watch/${path}/results`)).body as ResultsAnswer
      expect(seen.steps.flatMap(({ figures }) => figures.map(({ item, texts }) => [item, texts]))).toEqual([
        ['name', []],
        ['email', []],
        ['answer', []],
      ])
      expect(JSON.stringify(seen)).not.toMatch(/Jane|example/)
    } finally {
      await one.close()
    }
  })

  it('[VFM9] leaves with a snapshot as the files it came as, and comes in again as the same set', async () => {
    const { dialogue, links } = await imported(zip(polisSet()))
    const analyst = await enter(links.find(({ role }) => role === 'analyst'))
    const { body } = await server.api(`/api/dialogues/${dialogue}/snapshots`, { as: analyst, method: 'POST' })
    const out = await download(`/api/snapshots/${(body as { hash: string }).hash}/polis`, analyst)
    const files = polisSet()
    const named = (name: string) => ({ name, text: files[name] ?? '' })
    const { set } = readPolis(
      {
        summary: named('summary.csv'),
        comments: named('comments.csv'),
        votes: named('votes.csv'),
        people: named('participant-votes.csv'),
      },
      'en',
    )
    for (const { name, text } of writePolis(set)) expect(out[`polis/${name}`], name).toBe(text)
    const again = await imported(zip(out), '&look=1')
    expect(again).toEqual({ dialogue: null, ...told, left: {}, links: [] })
  })
})

describe('a survey', () => {
  it('[VFM7] comes in with its codebook, before and after as two rounds of one questionnaire, at the tables it had', async () => {
    const { dialogue, links, left, ...told } = await imported(zip(surveySet()), '&after=T2&table=group&title=Nights')
    expect(told).toEqual({
      format: 'survey',
      title: 'Nights',
      people: 5,
      tables: 2,
      items: 5,
      answers: 16,
      columns: { id: 'RespId', weight: 'weight', table: 'group' },
    })
    expect(left).toEqual({ 'labelled-missing': 4, 'guessed-variables': 3, 'codebook-only': 1 })
    const id = dialogue as DialogueId
    const { sessions } = server.hall(id).dialogues.dialogue(id) ?? { sessions: [] }
    expect(
      sessions.flatMap(({ steps }) =>
        steps.map(({ id: step, task }) => [
          step,
          task?.kind === 'questionnaire'
            ? [task.questionnaire, task.wave, ...task.items.map((one) => `${one.id}:${one.type}`)]
            : null,
        ]),
      ),
    ).toEqual([
      ['before', ['survey', 'before', 'q1:scale', 'q2:single']],
      ['after', ['survey', 'after', 'q1:scale', 'q2:single']],
      ['survey', ['survey', 'session', 'why:text']],
    ])
    const voices = server.hall(id).voices.state(id)
    expect([...voices.seats.values()].map(({ seat, pair }) => `${seat} ${pair}`)).toEqual([
      'T1-01 a1',
      'T1-02 a2',
      'T2-01 a3',
      'T2-02 a4',
      'T2-03 a5',
    ])
    const q1 = [...voices.rounds.values()]
      .filter(({ step }) => step === 'before')
      .flatMap(({ casts }) => [...(casts.get('q1') ?? [])])
    expect(q1.map(([seat, cast]) => [seat, counts(cast)?.answer])).toEqual([
      ['T1-01', { type: 'scale', value: 0 }],
      ['T2-01', { type: 'none', why: 'refused' }],
      ['T2-02', { type: 'scale', value: 10 }],
      ['T2-03', { type: 'scale', value: 4 }],
    ])
    const analyst = await enter(links.find(({ role }) => role === 'analyst'))
    const { body } = await server.api(`/api/dialogues/${id}/snapshots`, { as: analyst, method: 'POST' })
    const out = await download(`/api/snapshots/${(body as { hash: string }).hash}/survey`, analyst)
    const files = surveySet()
    const given = readSurvey(
      { name: 'answers.csv', text: files['answers.csv'] },
      readTableSchema(files['schema.json'], 'answers.csv', 'en'),
      { lang: 'en', after: 'T2', table: 'group', title: 'Nights' },
    ).set
    const name = 'questionnaires/survey'
    const back = readSurvey(
      { name: 'x.csv', text: out[`${name}.csv`] ?? '' },
      readTableSchema(out[`${name}.schema.json`] ?? '', 'x.csv', 'en'),
      { lang: 'en' },
    ).set
    expect(back).toEqual(given)
    expect(out[`${name}.ddi.xml`]).toContain('xmlns="ddi:codebook:2_5"')
    // The download as it is, codebooks and all, is a survey again.
    const again = await imported(zip(out), '&look=1')
    expect(again).toEqual({ dialogue: null, ...told, left: { 'labelled-missing': 4 }, links: [] })
  })
})

describe('what is taken back', () => {
  it('[VFM7] while it is read leaves neither a dialogue nor a row behind', async () => {
    const before = [dialogues(), journals()]
    const long = `id,mood\n${Array.from({ length: 40_000 }, (_, n) => `p${n},mood ${n}`).join('\n')}\n`
    const stop = new AbortController()
    const answer = await fetch(`${server.url}/api/voices/import?file=long.csv`, {
      method: 'POST',
      body: long,
      headers: { authorization: `Bearer ${organiser}`, accept: 'application/x-ndjson' },
      signal: stop.signal,
    })
    const reader = answer.body?.getReader()
    await reader?.read() // the first line of progress: it is being read
    stop.abort()
    await expect(reader?.read()).rejects.toThrow()
    // The same again, only looked at: whatever the first still did has ended long before this answers.
    const again = await imported(strToU8(long), '&look=1')
    expect([again.people, again.tables]).toEqual([40_000, 405])
    expect([dialogues(), journals()]).toEqual(before)
  })
})

describe('what is wrong', () => {
  it('[VFM8] is told with file, place and reason, and leaves neither a dialogue nor a row behind', async () => {
    const before = [dialogues(), journals()]
    const bad = zip({ ...polisSet(), 'votes.csv': (polisSet()['votes.csv'] ?? '').replace(',8,0,\n', ',8,2,\n') })
    const reply = await server.api('/api/voices/import?file=a.zip', { as: organiser, bytes: bad })
    expect([reply.status, reply.body]).toEqual([
      422,
      {
        problem: {
          code: 'bad-file',
          file: 'votes.csv',
          line: 6,
          column: null,
          place: null,
          why: { code: 'unknown-value', values: { field: 'vote', value: 2 } },
        },
      },
    ])
    const large = await server.api('/api/voices/import?file=a.csv', {
      as: organiser,
      bytes: new Uint8Array(10 * 1024 * 1024 + 1),
    })
    expect(large.status).toBe(413)
    expect([dialogues(), journals()]).toEqual(before)
  })
})

/** Two tables agree, disagree and pass on a statement and on two entries, one person not at all; then it is closed. */
async function vote(): Promise<void> {
  const { voices } = server.parts
  const put = async (row: VoiceRow): Promise<void> =>
    void expect(await voices.append(server.dialogue, row, { author: 'server', device: 'test' }, () => null)).toEqual({
      ok: true,
      value: null,
    })
  for (const table of [1, 2])
    for (const { session, step } of [
      { session: 2, step: 'vote-2' },
      { session: 4, step: 'vote-4' },
    ]) {
      const at = { board: server.board(table, session), step }
      const named = `${step}-${table}`
      const entries = step === 'vote-2' ? ['a', 'b'] : []
      const nodes = entries.map((node) => ({
        node: `${node}${table}` as NodeId,
        wording: `"Entry ${node}",\n${table}`,
        lang: 'fr',
      }))
      await put({ kind: 'open', command: `open-${named}`, ...at, nodes })
      for (const [n, value] of (['agree', 'disagree', 'pass'] as const).entries())
        await put({
          kind: 'answer',
          command: `answer-${named}-${n}`,
          ...at,
          seat: seatCode(table, n + 1),
          how: 'phone',
          answers:
            step === 'vote-4'
              ? { street: { type: 'agree', value } }
              : {
                  [`on-map.a${table}`]: { type: 'agree', value },
                  [`on-map.b${table}`]: n === 2 ? { type: 'none', why: 'refused' } : { type: 'agree', value: 'agree' },
                },
          sent: true,
        })
      await put({ kind: 'close', command: `close-${named}`, ...at })
    }
}

describe('the demo’s own voices', () => {
  it('[VFM9] leave with a snapshot; questionnaires by pair, never with a seat or table; who is not quoted counts without words', async () => {
    const analyst = (await server.enter('analyst')).session
    await vote()
    const { body } = await server.api(`/api/dialogues/${server.dialogue}/snapshots`, { as: analyst, method: 'POST' })
    const at = `/api/snapshots/${(body as { hash: string }).hash}`
    const [whole, survey, polis] = await Promise.all(
      ['package', 'survey', 'polis'].map((format) => download(`${at}/${format}`, analyst)),
    )
    const faults = packageFaults(JSON.parse(whole?.['datapackage.json'] ?? ''))
    expect([faults.ours, faults.published ?? []]).toEqual([[], []])
    // Of one board alone no questionnaire leaves: at one table a pair would be a seat. It is said.
    const alone = await server.api(`/api/boards/${server.board(1, 1)}/snapshots`, { as: analyst, method: 'POST' })
    const few = await download(`/api/snapshots/${(alone.body as { hash: string }).hash}/survey`, analyst)
    expect(Object.keys(few).sort()).toEqual(['dictionary.csv', 'left.csv', 'seal.json'])
    expect(few['left.csv']).toContain('questionnaires-held,1')
    const voices = server.parts.voices.state(server.dialogue)
    const seats = [...voices.seats.values()]
    const names = Object.keys(survey ?? {}).filter((name) => name.startsWith('questionnaires/'))
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) {
      expect(survey?.[name], name).not.toMatch(/\bT\d{1,3}-\d\d\b/)
      expect(whole?.[name], name).toBe(survey?.[name])
    }
    expect(whole?.['answers.csv']).not.toMatch(/\bT\d{1,3}-\d\d\b/)
    for (const { pair } of seats) expect(whole?.['votes.csv']).not.toContain(pair)
    for (const name of Object.keys(polis ?? {})) for (const { pair } of seats) expect(polis?.[name]).not.toContain(pair)
    const answers = csvTable(whole?.['answers.csv'] ?? '', 'answers.csv')
    const pairs = new Set(seats.map(({ pair }) => pair))
    expect(answers.rows.length).toBeGreaterThan(0)
    for (const row of answers.rows) expect(pairs.has(row.get('pair'))).toBe(true)
    const order = answers.rows.map((row) => `${row.get('step')} ${row.get('pair')}`)
    expect(order).toEqual([...order].sort())
    // Every item that a vote or an answer names is there.
    const items = new Set(
      csvTable(whole?.['items.csv'] ?? '', 'items.csv').rows.map((row) => `${row.get('step')}/${row.get('item')}`),
    )
    const votes = csvTable(whole?.['votes.csv'] ?? '', 'votes.csv')
    for (const row of [...answers.rows, ...votes.rows])
      expect(items.has(`${row.get('step')}/${row.get('item')}`)).toBe(true)
    // What is counted leaves once: as many ballots as the rounds that are closed have.
    const ballots = new Set(
      votes.rows
        .filter((row) => row.get('seat') !== '')
        .map(
          (row) => `${row.get('board')} ${row.get('step')} ${row.get('item')} ${row.get('node')} ${row.get('seat')}`,
        ),
    )
    const closed = [...voices.rounds.values()].filter(
      ({ step, state }) => step.startsWith('vote-') && (state === 'closed' || state === 'revealed'),
    )
    const cast = closed
      .flatMap(({ casts }) => [...casts.values()])
      .reduce((sum, of) => sum + [...of].filter(([seat, one]) => seat !== 'table' && counts(one) !== null).length, 0)
    expect(cast).toBeGreaterThan(0)
    expect(ballots.size).toBe(cast)
    const log = csvTable(polis?.['polis/votes.csv'] ?? '', 'votes.csv')
    const agreed = votes.rows.filter((row) => row.get('type') === 'agree' && row.get('seat') !== '')
    expect(agreed.length).toBeGreaterThanOrEqual(6)
    expect(log.rows).toHaveLength(agreed.length)
    // One statement for the item of the programme, one for each entry of each table, in the wording voted on.
    const comments = csvTable(polis?.['polis/comments.csv'] ?? '', 'comments.csv')
    expect(comments.rows.map((row) => row.get('comment-body')).filter((text) => text.startsWith('"Entry'))).toEqual([
      '"Entry a",\n1',
      '"Entry b",\n1',
      '"Entry a",\n2',
      '"Entry b",\n2',
    ])
    expect(comments.rows).toHaveLength(5)
    expect(csvTable(polis?.['left.csv'] ?? '', 'left.csv').rows.map((row) => row.get('code'))).toEqual(
      expect.arrayContaining(['opinion-groups', 'other-items', 'no-answers']),
    )
  })

  it('[VFM9] of who does not want to be quoted no word leaves, and the row says so', async () => {
    const fresh = await startServer({ seed: 'not-quoted' })
    try {
      const session = (await fresh.enter('analyst')).session
      const asked = fresh.parts.voices.state(fresh.dialogue)
      const written = [...asked.rounds.values()].flatMap(({ casts }) =>
        [...casts].flatMap(([item, of]) =>
          [...of].flatMap(([seat, cast]) => {
            const answer = counts(cast)?.answer
            return answer?.type === 'text' ? [{ item, seat, text: answer.text }] : []
          }),
        ),
      )
      const { body } = await fresh.api(`/api/dialogues/${fresh.dialogue}/snapshots`, { as: session, method: 'POST' })
      const answer = await fetch(`${fresh.url}/api/snapshots/${(body as { hash: string }).hash}/package`, {
        headers: { authorization: `Bearer ${session}` },
      })
      const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
      const all = Object.values(files)
        .map((bytes) => strFromU8(bytes))
        .join('\n')
      for (const { seat, text } of written) {
        const quoted = [...asked.seats.values()].find((one) => one.seat === seat)?.consent.quoted ?? false
        expect([seat, all.includes(text)]).toEqual([seat, quoted])
      }
      console.log(`free answers in the demo: ${written.length}`)
    } finally {
      await fresh.close()
    }
  })
})

describe('the command line', () => {
  it('[VFM10] takes a folder, says what is in it and what to know, and gives the keys', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tablee-voices-'))
    const lines: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
    vi.stubEnv('LC_ALL', 'fr_BE.UTF-8')
    try {
      const set = join(folder, 'night-buses')
      mkdirSync(set)
      for (const [name, text] of Object.entries(polisSet())) writeFileSync(join(set, name), text)
      writeFileSync(join(set, 'SOURCE.txt'), 'a note')
      const send: Send = async (method, path, body, onLine) => {
        const answer = await fetch(`${server.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${organiser}`, accept: 'application/x-ndjson' },
          ...(body === undefined ? {} : { body: new Uint8Array(body.bytes) }),
        })
        const bytes = Buffer.from(await answer.arrayBuffer())
        for (const line of bytes.toString('utf8').split('\n')) onLine?.(line)
        return { status: answer.status, type: answer.headers.get('content-type') ?? '', left: '', bytes }
      }
      await importVoices(send, [set], { look: true })
      await importVoices(send, [set], {})
      expect(lines[0]).toBe('In it: Night buses: 3 people, 4 statements, 9 votes (Polis), at 1 tables.')
      expect(lines[1]).toBe((lines[0] ?? '').replace('In it', 'Imported'))
      expect(lines[2]).toMatch(/^Dialogue [a-z0-9]{16}$/)
      expect(lines.slice(3).map((line) => line.split(/\s+/)[0])).toEqual(['organiser', 'analyst'])
      writeFileSync(join(set, 'votes.csv'), 'timestamp,comment-id,voter-id,vote\n1,0,7,yes\n')
      await expect(importVoices(send, [set], {})).rejects.toThrow('Nothing was imported. votes.csv, ligne 2')
      await expect(importVoices(send, [join(folder, 'none')], {})).rejects.toThrow('There is no file')
    } finally {
      log.mockRestore()
      vi.unstubAllEnvs()
      rmSync(folder, { recursive: true })
    }
  })
})
