/** What tables said, as a project for coding texts: each entry in its place, themes as codes, the map as a graph. */
import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { samples } from '@tablee/shared/board/samples'
import { asUsual } from '@tablee/shared/formats/licences'
import { everyCode, pointsOf, type RefiProject } from '@tablee/shared/formats/refi'
import { guidOfEntry, guidOfSource, guidOfTheme } from '@tablee/shared/formats/refi-names'
import { snapshotText, type Sidecar, type Snapshot } from '@tablee/shared/snapshot/structure'
import { guidOf } from '@tablee/server/exchange/qda-out'
import { writeSnapshot } from '@tablee/server/exchange/write'
import { aSealing } from '../seal/aSealing.ts'
import { projectIn } from './refi-files.ts'
import { snapshotOf } from './tables.ts'

type Made = {
  readonly snapshot: Snapshot
  readonly texts: ReadonlyMap<string, string>
  readonly withheld?: readonly string[]
}
const made = (name: keyof typeof samples): Made => snapshotOf(samples[name]())
const themed = (one: Made): Made => {
  const [board] = one.snapshot.boards
  const said = (board?.words ?? []).filter(({ text }) => text !== null)
  const entries = said.slice(0, 2).map(({ id }) => `b1/words/${id}`)
  const theme = { id: 'th1', name: 'theme:th1', entries }
  return {
    ...one,
    snapshot: { ...one.snapshot, themes: { themes: [theme], read: [{ reader: 2, entries }] } },
    texts: new Map([...one.texts, ['theme:th1', 'At night']]),
  }
}

function download({ snapshot, texts, withheld = [] }: Made) {
  const hash = createHash('sha256').update(snapshotText(snapshot)).digest('hex')
  const left = new Set(withheld)
  const sidecar: Sidecar = {
    format: 'tablee-snapshot-text/1',
    snapshot: hash,
    texts: [...texts].flatMap(([digest, text]) => (left.has(digest) ? [] : [{ digest, salt: '', text }])),
    ...(withheld.length === 0 ? {} : { withheld }),
  }
  return writeSnapshot(
    {
      do: 'write-snapshot',
      format: 'qdpx',
      hash,
      snapshot: snapshotText(snapshot),
      sidecar,
      at: Date.UTC(2026, 10, 29),
      leaves: asUsual,
      sealing: aSealing(hash),
    },
    () => undefined,
  )
}
const out = (of: Made): RefiProject => {
  const read = projectIn('p.qdpx', download(of).body)
  expect(read.left.all()).toEqual({})
  expect(read.missing).toEqual([])
  return read.project
}
/** What stands at each quotation, by its GUID. */
const saidIn = ({ sources }: RefiProject): ReadonlyMap<string, string> =>
  new Map(
    sources.flatMap(({ text, selections }) => {
      const points = pointsOf(text ?? '')
      return selections.map(({ guid, start, end }) => [guid, points.slice(start, end)] as const)
    }),
  )

describe('a snapshot as a project for coding texts', () => {
  it('[QDA6] holds each entry once, in its letters, under a GUID that is always the same', () => {
    for (const name of ['contested', 'rtl', 'cyclic'] as const) {
      const of = made(name)
      const [project, [board]] = [out(of), of.snapshot.boards]
      if (board === undefined) throw new Error('no board')
      const said = saidIn(project)
      const question = of.texts.get(board.question)
      const entries = [
        ...board.nodes.flatMap(({ id, wording }) => {
          const text = of.texts.get(wording) ?? ''
          return text === '' || text === question ? [] : [[`b1/wording/${id}`, text] as const]
        }),
        ...board.words.flatMap(({ id, text }) =>
          text === null ? [] : [[`b1/words/${id}`, of.texts.get(text) ?? ''] as const],
        ),
      ]
      expect(entries.length, name).toBeGreaterThan(0)
      expect(said, name).toEqual(new Map(entries.map(([entry, text]) => [guidOfEntry(entry, guidOf), text])))
      expect(project.sources.map(({ guid }) => guid)).toEqual([guidOfSource('b1', guidOf)])
      // The same snapshot gives the same bytes, and so do its GUIDs in the next one.
      expect(Buffer.from(download(of).body).equals(Buffer.from(download(of).body)), name).toBe(true)
    }
  })

  it('[QDA6] a table and its seats are cases, its map is a graph, each relation a link', () => {
    const of = made('contested')
    const [project, [board]] = [out(of), of.snapshot.boards]
    if (board === undefined) throw new Error('no board')
    const [table, ...seats] = project.cases
    expect(table?.sources).toEqual([project.sources[0]?.guid])
    expect(new Set(seats.map(({ name }) => name))).toEqual(
      new Set(board.words.flatMap(({ seat, text }) => (text === null ? [] : (seat ?? [])))),
    )
    const names = new Map(project.variables.map(({ guid, name }) => [guid, name]))
    expect(table?.values.map(({ variable, value }) => [names.get(variable), value])).toEqual([
      ['site', 'Lyon'],
      ['table', '3'],
    ])
    expect(project.links).toHaveLength(board.relations.length)
    expect(project.graphs[0]?.vertices).toHaveLength(board.nodes.length)
    const known = new Set([
      ...saidIn(project).keys(),
      ...project.sources.map(({ guid }) => guid),
      ...project.links.map(({ guid }) => guid),
    ])
    for (const { origin, target } of project.links)
      expect([known.has(origin ?? ''), known.has(target ?? '')]).toEqual([true, true])
  })

  it('[QDA6] a theme is a code of all that is in it, put there by who read it', () => {
    const project = out(themed(made('contested')))
    expect([...everyCode(project.codes)].map(({ code }) => [code.guid, code.name])).toEqual([
      [guidOfTheme('th1', guidOf), 'At night'],
    ])
    const coded = project.sources.flatMap(({ selections }) => selections.filter(({ codings }) => codings.length > 0))
    expect(coded).toHaveLength(2)
    const reader = project.users.find(({ name }) => name === 'reader 2')
    expect(coded.map(({ codings }) => codings[0]?.by)).toEqual([reader?.guid, reader?.guid])
  })

  it('[QDA7] whoever does not want to be quoted is not in it: not in a text, not in a name, not in a byte; it is counted', () => {
    const of = themed(made('contested'))
    const word = of.snapshot.boards[0]?.words.find(({ text }) => text !== null)
    const [digest, text] = [word?.text ?? '', of.texts.get(word?.text ?? '') ?? '']
    const { body, left } = download({ ...of, withheld: [digest] })
    expect(left).toMatchObject({ 'withheld-words': 1, 'qda-codings': 1 })
    for (const [name, bytes] of Object.entries(unzipSync(body)))
      expect(Buffer.from(bytes).includes(text.slice(0, 12)), name).toBe(false)
    expect(
      Object.values(unzipSync(download(of).body)).some((bytes) => Buffer.from(bytes).includes(text.slice(0, 12))),
    ).toBe(true)
  })

  it('[QDA6] codes lie as they are, each passage on its letters under its coder; what stands nowhere any more is counted', () => {
    const of = made('contested')
    const words = of.snapshot.boards[0]?.words.filter(({ text }) => text !== null) ?? []
    const [one, two] = words.map(({ id }) => `b1/words/${id}`)
    if (one === undefined || two === undefined) throw new Error('no words')
    const text = of.texts.get(words[0]?.text ?? '') ?? ''
    const codes: NonNullable<Snapshot['codes']> = {
      codes: [
        { id: 'c1', name: 'n1', definition: 'd1', includes: 'i1', color: 'blue', version: 2 },
        { id: 'c2', parent: 'c1', name: 'n2', version: 1 },
      ],
      codings: [
        { id: 'k1', code: 'c1', entry: one, start: 2, end: 7, coder: 1 },
        { id: 'k2', code: 'c2', entry: one, start: 2, end: 7, coder: 2, place: 'moved' },
        { id: 'k3', code: 'c2', entry: two, start: 0, end: 3, coder: 2, place: 'lost' },
      ],
      memos: [
        { id: 'm1', coding: 'k1', lang: 'en', text: 't1', coder: 1 },
        { id: 'm2', code: 'c2', lang: 'en', text: 'erased', coder: 1 },
      ],
    }
    const texts = new Map([
      ...of.texts,
      ...Object.entries({ n1: 'Waiting', d1: 'How long', i1: 'at a stop', n2: 'Alone', t1: 'She laughed.' }),
    ])
    const coded = { snapshot: { ...of.snapshot, codes }, texts }
    const project = out(coded)
    expect(
      [...everyCode(project.codes)].map(({ code, parent }) => [code.name, parent?.name, code.description, code.color]),
    ).toEqual([
      ['Waiting', undefined, 'How long\n[+] at a stop', '#1F5FBF'],
      ['Alone', 'Waiting', '', null],
    ])
    const names = new Map([...everyCode(project.codes)].map(({ code }) => [code.guid, code.name]))
    const users = new Map(project.users.map(({ guid, name }) => [guid, name]))
    const said = saidIn(project)
    expect(
      project.sources.flatMap(({ selections }) =>
        selections.flatMap(({ guid, codings }) =>
          codings.map(({ code, by }) => [names.get(code), said.get(guid), users.get(by ?? '')]),
        ),
      ),
    ).toEqual([
      ['Waiting', text.slice(2, 7), 'coder 1'],
      ['Alone', text.slice(2, 7), 'coder 2'],
    ])
    expect(project.notes.map((note) => note.text)).toEqual(['She laughed.'])
    expect(download(coded).left).toMatchObject({ 'qda-codings': 1, 'qda-notes': 1 })
  })
})
