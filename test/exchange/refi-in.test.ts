/** Projects for coding texts brought in: into the codebook of what stands, and as a dialogue of their own. */
import { describe, expect, it } from 'vitest'
import { Leaving } from '@tablee/shared/file'
import { childrenOf } from '@tablee/shared/formats/refi-elements'
import { backIn, standingOf, type Standing } from '@tablee/shared/formats/refi-back'
import { dialogueOfProject } from '@tablee/shared/formats/refi-dialogue'
import { describe as described, described as undescribed, guidOfId } from '@tablee/shared/formats/refi-names'
import { projectOf, type OutDialogue } from '@tablee/shared/formats/refi-out'
import { pointsOf, type RefiProject, type RefiSource } from '@tablee/shared/formats/refi'
import type { Lang } from '@tablee/shared/ids'
import { guidOf } from '@tablee/server/exchange/qda-out'
import { seeded } from '../support/seeded.ts'
import { nightBus, packed, projectIn } from './refi-files.ts'

const lang = 'en' as Lang
const made = (project: RefiProject, missing: readonly string[] = []) =>
  dialogueOfProject(project, missing, { at: 1_700_000_000_000, random: seeded(4).bytes, lang, title: project.name })
/** What each coding lies on, by the name of its code. */
function coded({ boards, codings, codes }: ReturnType<typeof made>): readonly string[] {
  const texts = new Map(
    boards.flatMap(({ board, words }) => words.map(({ id, text }) => [`${board}/words/${id}`, text])),
  )
  const names = new Map(codes.map(({ code, name }) => [code, name]))
  return codings.map(
    ({ code, entry, start, end }) => `${names.get(code)}: ${[...(texts.get(entry) ?? '')].slice(start, end).join('')}`,
  )
}
const only = (text: string, more: Partial<RefiSource> = {}): RefiProject => ({
  ...nightBus,
  sources: nightBus.sources.map((one) => ({ ...one, text, selections: [], ...more })),
})
const words = (project: RefiProject): readonly (readonly string[])[] =>
  made(project).boards.map((board) => board.words.map(({ text }) => text))

describe('a project of another program as a dialogue of its own', () => {
  it('[QDA8] each text is a table, each paragraph words; codes lie on their letters, memos on what they are of', () => {
    const of = made(nightBus)
    expect(of.draft.title).toBe('Night buses')
    expect(of.draft.boards.map(({ question }) => question)).toEqual(['At the stop'])
    expect(of.boards.map((board) => board.words.map(({ text }) => text))).toEqual([
      ['🚌 I wait for forty minutes.', 'Nobody is there.'],
    ])
    expect(of.codes.map(({ name, parent, definition }) => [name, parent, definition])).toEqual([
      ['Waiting', null, 'What it is to wait at night'],
      ['Alone', of.codes[0]?.code, ''],
    ])
    expect(coded(of)).toEqual(['Waiting: forty minutes', 'Alone: Nobody is there.'])
    expect(of.memos.map(({ on, text }) => [Object.keys(on)[0], text])).toEqual([
      ['coding', 'Said twice.'],
      ['code', 'On waiting\nAsk the depot.'],
    ])
    expect(of.left.all()).toEqual({ 'qda-colors': 1 })
  })

  it('[QDA8] a passage over two paragraphs is coded in both; blank ones, and codings of a whole text, are counted', () => {
    const [source] = nightBus.sources
    const [first, second] = source?.selections ?? []
    if (source === undefined || first === undefined || second === undefined) throw new Error('no passages')
    const of = made({
      ...nightBus,
      sources: [
        {
          ...source,
          codings: first.codings.map((one) => ({ ...one, guid: guidOf('whole') })),
          selections: [
            { ...first, start: 13, end: 35 },
            { ...second, start: 27, end: 29 },
            {
              ...second,
              guid: guidOf('again'),
              start: 13,
              end: 27,
              codings: first.codings.map((one) => ({ ...one, guid: guidOf('same') })),
            },
          ],
        },
      ],
    })
    expect(coded(of)).toEqual(['Waiting: forty minutes.', 'Waiting: Nobody'])
    expect(of.left.all()).toMatchObject({ 'qda-whole': 1, 'qda-elsewhere': 1, 'qda-twice': 1 })
    expect(new Set(of.codings.map(({ coding }) => coding)).size).toBe(2)
  })

  it('[QDA8] paragraphs end at blank lines, else at lines; what is too long for words is cut between sentences, nothing is lost', () => {
    expect(words(only('a\nb\n\n c \n \nd'))).toEqual([['a\nb', 'c', 'd']])
    expect(words(only('I: a\nR: b\nI: c\n'))).toEqual([['I: a', 'R: b', 'I: c']])
    const long = Array.from({ length: 400 }, (_, n) => `Sentence ${n} says it.`).join(' ')
    const [parts = []] = words(only(long))
    expect(parts.length).toBeGreaterThan(3)
    expect(parts.join(' ')).toBe(long)
    for (const part of parts) expect([part.length <= 2_000, part.endsWith('.')]).toEqual([true, true])
    // What nobody sees is gone, and what is coded lies on the same letters.
    const hidden = 'Not\u200b safe \u202eat\u202c night'
    const at = pointsOf(hidden).length
    const selections = [
      { ...(nightBus.sources[0]?.selections[0] as never as RefiSource['selections'][number]), start: at - 5, end: at },
    ]
    expect(coded(made(only(hidden, { selections })))).toEqual(['Waiting: night'])
  })

  it('[QDA9] texts that are missing are named, and then nothing of it is made', () => {
    expect(() => made(nightBus, ['Simon.docx', 'Mabel.txt'])).toThrow(
      expect.objectContaining({ fault: { code: 'qda-missing', values: { n: 2, names: 'Simon.docx · Mabel.txt' } } }),
    )
    expect(() => made({ ...nightBus, sources: [] })).toThrow(
      expect.objectContaining({ fault: { code: 'qda-no-texts', values: {} } }),
    )
    expect(() => made(only(' \n '))).toThrow(expect.objectContaining({ fault: { code: 'qda-no-texts', values: {} } }))
  })
})

/** Two tables of ours, with codes, passages, memos and a theme. */
const board = (id: string, table: number): OutDialogue['boards'][number] => ({
  id,
  name: `session-1-table-${table}`,
  question: 'What of the night?',
  site: 'Lyon',
  country: 'FR',
  group: table === 2 ? 'young people' : null,
  table,
  session: 1,
  lang: 'en',
  entries: [
    { entry: `${id}/words/w1`, text: '🚌 I wait for forty minutes.', seat: `T${table}-01`, at: 1_700_000_000_000 },
    { entry: `${id}/words/w2`, text: 'I walk.\n\nAlone.', seat: null, at: null },
    { entry: `${id}/words/w3`, text: 'I walk.', seat: null, at: null },
  ],
  nodes: [],
  relations: [],
})
const out: OutDialogue = {
  name: 'tablee-1',
  origin: 'Tablée',
  description: '',
  boards: [board('b1', 1), board('b2', 2)],
  codes: [
    {
      id: 'c1',
      parent: null,
      name: 'Waiting',
      definition: 'How long',
      includes: 'at a stop\nat home',
      excludes: 'for a doctor',
      color: '#1F5FBF',
    },
    { id: 'c2', parent: 'c1', name: 'Alone', definition: '', includes: '', excludes: '', color: null },
  ],
  codings: [
    { id: 'k1', code: 'c1', entry: 'b1/words/w1', start: 13, end: 26, by: 1 },
    { id: 'k2', code: 'c2', entry: 'b1/words/w2', start: 9, end: 15, by: 2 },
    { id: 'k3', code: 'c2', entry: 'b2/words/w3', start: null, end: null, by: 2 },
  ],
  memos: [
    { id: 'm1', on: { code: 'c1' }, text: 'Ask the depot.' },
    { id: 'm2', on: { coding: 'k2' }, text: 'She laughed.' },
    { id: 'm3', on: { entry: 'b2/words/w1' }, text: 'Who?' },
  ],
  themes: [{ id: 't1', name: 'At night', entries: ['b1/words/w1'] }],
  readers: new Map([['b1/words/w1', 1]]),
}
const { project: ours } = projectOf(out, guidOf)
const standing = (more: Partial<Standing> = {}): Standing => ({
  ...standingOf(
    {
      boards: out.boards.map(({ id, entries }) => ({ id, entries })),
      codes: out.codes,
      themes: ['t1'],
      codings: out.codings.map(({ id }) => id),
      memos: out.memos.map(({ id }) => id),
    },
    guidOf,
  ),
  ...more,
})
const empty: Partial<Standing> = { codes: [], ids: new Set(), guids: new Set() }
const back = (project: RefiProject, of: Standing) =>
  backIn(projectIn('p.qdpx', packed(project)).project, of, guidOf, 'en')

describe('a project that left here and comes back', () => {
  it('[QDA10] brings nothing that stands already, however often it comes', () => {
    const { codes, codings, memos, found } = back(ours, standing())
    expect({ codes, codings, memos }).toEqual({ codes: [], codings: [], memos: [] })
    expect(found).toEqual({ sources: 2, entries: 6 })
    // Into an empty codebook it brings all, and then nothing again.
    const all = back(ours, standing(empty))
    expect(all.codes.map(({ name, includes, excludes, color }) => [name, includes, excludes, color])).toEqual([
      ['Waiting', 'at a stop\nat home', 'for a doctor', 'blue'],
      ['Alone', '', '', null],
    ])
    expect(all.codings.map(({ entry, start, end }) => [entry, start, end])).toEqual([
      ['b1/words/w1', 13, 26],
      ['b1/words/w2', 9, 15],
      ['b2/words/w3', 0, 7],
    ])
    expect(all.memos.map(({ text }) => text).sort()).toEqual(['Ask the depot.', 'She laughed.', 'Who?'])
    const again = back(ours, {
      ...standing(),
      codes: all.codes.map(({ code: id, parent, name }) => ({ id, parent, name, guid: guidOfId('code', id, guidOf) })),
      ids: new Set([...all.codings.map(({ coding }) => coding), ...all.memos.map(({ memo }) => memo)]),
      guids: new Set(all.codings.map(({ coding }) => guidOfId('coding', coding, guidOf))),
    })
    expect([again.codes.length, again.codings.length, again.memos.length]).toEqual([0, 0, 0])
  })

  it('[QDA10] what somebody coded in another program lands on its letters, where quotations were dropped, too', () => {
    const [first, ...rest] = ours.sources
    if (first === undefined) throw new Error('no source')
    const theirs = {
      guid: guidOf('theirs'),
      name: 'Walking',
      codable: true,
      color: null,
      description: '',
      notes: [],
      codes: [],
    }
    const points = pointsOf(first.text ?? '')
    const start = points.point((first.text ?? '').indexOf('walk'))
    const coding = { guid: guidOf('new'), code: theirs.guid, by: null, at: null, notes: [] }
    const selection = {
      guid: guidOf('span'),
      name: '',
      description: 'On foot.',
      start,
      end: start + 4,
      by: null,
      at: null,
      codings: [coding],
      notes: [],
    }
    for (const kept of [first.selections, []]) {
      const project = {
        ...ours,
        codes: [...ours.codes, theirs],
        sources: [{ ...first, selections: [...kept, selection] }, ...rest],
      }
      const { codes, codings, memos, left } = back(project, standing())
      expect(codes.map(({ name, code }) => [name, guidOfId('code', code, guidOf)])).toEqual([['Walking', theirs.guid]])
      expect(codings.map(({ entry, start, end }) => [entry, start, end])).toEqual([['b1/words/w2', 2, 6]])
      expect(memos.map(({ on, text }) => [on, text])).toEqual([[{ coding: codings[0]?.coding }, 'On foot.']])
      expect(left.all()['qda-elsewhere']).toBeUndefined()
    }
  })

  it('[QDA10] another program’s new GUIDs do not make a code twice; what reads otherwise by now, and foreign texts, are counted', () => {
    const other = {
      ...ours,
      codes: ours.codes
        .filter(({ name }) => name !== 'At night')
        .map((one) => ({ ...one, guid: guidOf(`nvivo:${one.guid}`) })),
      sources: [],
    }
    expect(back(other, standing()).codes).toEqual([])
    const reworded = standing({
      ...empty,
      boards: out.boards.map(({ id, entries }) => ({
        id,
        entries: entries.map((one) => (one.entry === 'b1/words/w1' ? { ...one, text: 'I waited.' } : one)),
      })),
    })
    const { codings, left, found } = back(ours, reworded)
    expect(codings.map(({ entry }) => entry)).toEqual(['b1/words/w2', 'b2/words/w3'])
    expect([left.all()['qda-elsewhere'], found.entries]).toEqual([1, 5])
    const foreign = back(nightBus, standing())
    expect([foreign.codings.length, foreign.left.all()['qda-elsewhere'], foreign.found.sources]).toEqual([0, 2, 0])
  })

  it('[QDA10] as a dialogue of its own it has the same words, places and codings', () => {
    const of = made(projectIn('p.qdpx', packed(ours)).project)
    expect(of.draft.sites.map(({ name, country }) => [name, country])).toEqual([['Lyon', 'FR']])
    expect(of.draft.tables.map(({ group }) => group)).toEqual([undefined, 'young people'])
    expect(of.draft.boards.map(({ question }) => question)).toEqual(['What of the night?', 'What of the night?'])
    expect(of.boards.map((one) => one.words.map(({ text }) => text))).toEqual(
      out.boards.map(({ entries }) => entries.map(({ text }) => text)),
    )
    expect(coded(of)).toEqual([
      'At night: 🚌 I wait for forty minutes.',
      'Waiting: forty minutes',
      'Alone: Alone.',
      'Alone: I walk.',
    ])
    expect(of.left.all()).toEqual({})
  })

  it('[QDA11] what a code means is one text in a file, and three again here', () => {
    const said = { definition: 'How long\n\nit takes', includes: 'at a stop\nat home', excludes: 'for a doctor' }
    expect(undescribed(described(said))).toEqual(said)
    expect(undescribed('As anybody says it.')).toEqual({
      definition: 'As anybody says it.',
      includes: '',
      excludes: '',
    })
  })

  it('[QDA11] long names, long definitions and deep hierarchies find their place, and it is said', () => {
    const name = 'x'.repeat(300)
    const deep = Array.from({ length: 12 }, (_, n) => n).reduceRight<RefiProject['codes']>(
      (codes, n) => [
        { guid: guidOf(`deep ${n}`), name: `${n}`, codable: n > 0, color: null, description: '', notes: [], codes },
      ],
      [],
    )
    const long = {
      guid: guidOf('long'),
      name,
      codable: true,
      color: null,
      description: 'y'.repeat(9_000),
      notes: [],
      codes: [],
    }
    const { codes, memos, left } = backIn(
      { codes: [long, ...deep], sources: [], notes: [] },
      standing(empty),
      guidOf,
      'en',
    )
    expect(codes[0]?.name).toHaveLength(120)
    expect(
      memos
        .map(({ text }) => text)
        .join('')
        .replace(/\s/g, ''),
    ).toBe(name + 'y'.repeat(9_000))
    const above = new Map(codes.map(({ code, parent }) => [code, parent]))
    const depth = (code: string | null): number => (code === null ? 0 : 1 + depth(above.get(code) ?? null))
    expect(Math.max(...codes.map(({ code }) => depth(code)))).toBe(8)
    expect(left.all()).toEqual({ 'qda-long-names': 1, 'qda-deep': 4, 'qda-headings': 1 })
  })
})

it('[QDA4] the passages of a text are read one by one: a hundred thousand in no longer than they are many', () => {
  const child = { name: 'Coding', attributes: {}, children: [], text: '', line: 1 }
  const of = { ...child, name: 'TextSource', children: Array.from({ length: 100_000 }, () => child) }
  const began = process.cpuUsage().user
  expect(childrenOf(of, ['Coding'], new Leaving()).all('Coding')).toHaveLength(100_000)
  // One after the other it is some milliseconds, and copied for each it was half a minute.
  expect(process.cpuUsage().user - began).toBeLessThan(2_000_000)
})
