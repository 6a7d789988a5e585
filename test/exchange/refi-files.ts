/** Projects for coding texts, for tests: read as the server's worker does it, drawn by chance, and a small one of our own writing. */
import { zipSync } from 'fflate'
import {
  directions,
  pointsOf,
  variableTypes,
  type Guid,
  type RefiCode,
  type RefiCoding,
  type RefiProject,
} from '@tablee/shared/formats/refi'
import { internalPath, writeProject } from '@tablee/shared/formats/refi-write'
import type { Problem } from '@tablee/shared/problem'
import { unbundle } from '@tablee/server/exchange/bundle'
import { badFile } from '@tablee/server/exchange/faults'
import { readQda, type QdaFile } from '@tablee/server/exchange/qda-in'
import { guidOf, qdaFiles } from '@tablee/server/exchange/qda-out'
import type { Random } from '../support/seeded.ts'

export type Given = string | Uint8Array | Readonly<Record<string, string | Uint8Array>>
export const bytesOf = (given: Given): Uint8Array => {
  if (typeof given === 'string') return new TextEncoder().encode(given)
  if (given instanceof Uint8Array) return given
  return zipSync(Object.fromEntries(Object.entries(given).map(([name, one]) => [name, bytesOf(one)])), { level: 6 })
}

/** What is in it, or the answer that people get. */
export function tryQda(name: string, given: Given): QdaFile | Problem {
  try {
    return readQda(unbundle(bytesOf(given), name))
  } catch (cause) {
    const bad = badFile(cause, name)
    if (bad.ok) throw cause
    return bad.problem
  }
}
export function projectIn(name: string, given: Given) {
  const read = tryQda(name, given)
  if (!('is' in read) || read.is !== 'project') throw new Error(`${name}: ${JSON.stringify(read)}`)
  return read
}
export const problemIn = (name: string, given: Given): Extract<Problem, { readonly code: 'bad-file' }> | null => {
  const read = tryQda(name, given)
  return 'code' in read && read.code === 'bad-file' ? read : null
}

export const packed = (project: RefiProject): Uint8Array => zipSync(qdaFiles(project), { level: 6 })

const scripts = [
  'Night buses',
  'Les bus de nuit',
  'حافلات الليل',
  '🚌 ',
  '\u{20000}𝒳',
  'a\n b',
  '  "<&>\' ',
  'é\t',
  '¡No!',
]

const typed = {
  Boolean: 'true',
  Integer: '-3',
  Float: '2.5',
  Date: '2026-11-28',
  DateTime: '2026-11-28T10:00:00Z',
} as const
/** All that there is a place for in the data, drawn by chance. */
export function anyProject(random: Random): RefiProject {
  let made = 0
  const guid = (): Guid => guidOf(`any:${(made += 1)}:${random.below(1e9)}`)
  const some = <T>(most: number, make: (n: number) => T): T[] =>
    Array.from({ length: random.below(most + 1) }, (_, n) => make(n))
  const text = (): string => some(6, () => random.pick(scripts)).join('')
  const name = (): string => `n${text()}`
  const at = (): number | null => (random.below(2) === 0 ? null : random.below(2e9) * 1_000)
  const users = some(3, () => ({ guid: guid(), name: name() }))
  const by = (): Guid | null => (users.length === 0 || random.below(2) === 0 ? null : random.pick(users).guid)
  const notes = some(4, () => {
    const path = random.below(2) === 0 ? null : internalPath(guid())
    return {
      guid: guid(),
      name: name(),
      description: text(),
      text: path === null ? text() : null,
      path,
      by: by(),
      at: at(),
    }
  })
  const noted = (): Guid[] => (notes.length === 0 ? [] : some(2, () => random.pick(notes).guid))
  const codes: RefiCode[] = []
  const tree = (depth: number): RefiCode[] =>
    some(depth === 0 ? 5 : 2, () => {
      const code = {
        guid: guid(),
        name: name(),
        codable: random.below(2) === 0,
        color:
          random.below(2) === 0
            ? null
            : `#${(random.below(0xff_ffff) + 0x100_0000).toString(16).slice(1).toUpperCase()}`,
        description: text(),
        notes: noted(),
        codes: depth > 3 ? [] : tree(depth + 1),
      }
      codes.push(code)
      return code
    })
  const top = tree(0)
  const codings = (): RefiCoding[] =>
    codes.length === 0
      ? []
      : some(3, () => ({ guid: guid(), code: random.pick(codes).guid, by: by(), at: at(), notes: noted() }))
  const variables = some(4, () => ({
    guid: guid(),
    name: name(),
    type: random.pick(variableTypes),
    description: text(),
  }))
  const values = () =>
    variables.length === 0
      ? []
      : some(3, () => {
          const { guid: variable, type } = random.pick(variables)
          return { variable, value: random.below(3) === 0 ? null : type === 'Text' ? text() : typed[type] }
        })
  const sources = some(4, () => {
    const own = guid()
    const said = some(20, () => random.pick(scripts)).join('')
    const { length } = pointsOf(said)
    return {
      guid: own,
      name: name(),
      description: text(),
      text: said,
      path: random.below(2) === 0 || said === '' ? null : internalPath(own),
      by: by(),
      at: at(),
      selections: some(6, () => {
        const [start, end] = [random.below(length + 1), random.below(length + 1)].sort((a, b) => a - b)
        return {
          guid: guid(),
          name: name(),
          description: text(),
          start: start ?? 0,
          end: end ?? 0,
          by: by(),
          at: at(),
          codings: codings(),
          notes: noted(),
        }
      }),
      codings: codings(),
      notes: noted(),
      values: values(),
    }
  })
  const source = (): Guid[] => (sources.length === 0 ? [] : some(2, () => random.pick(sources).guid))
  const code = (): Guid[] => (codes.length === 0 ? [] : some(2, () => random.pick(codes).guid))
  const direction = () => (random.below(3) === 0 ? null : random.pick(directions))
  const maybe = (): Guid | null => (random.below(2) === 0 ? null : guid())
  return {
    name: name(),
    origin: name(),
    description: text(),
    users,
    codes: top,
    variables,
    cases: some(3, () => ({
      guid: guid(),
      name: name(),
      description: text(),
      codes: code(),
      values: values(),
      sources: source(),
      selections: sources.flatMap(({ selections }) => selections.slice(0, 1).map((one) => one.guid)),
    })),
    sources,
    notes,
    links: some(3, () => ({ guid: guid(), name: name(), direction: direction(), origin: maybe(), target: maybe() })),
    sets: some(3, () => ({
      guid: guid(),
      name: name(),
      description: text(),
      codes: code(),
      sources: source(),
      notes: noted(),
    })),
    graphs: some(2, () => {
      const vertices = some(4, () => ({
        guid: guid(),
        name: name(),
        represents: maybe(),
        box: [random.below(900), random.below(900), random.below(900), random.below(900)] as const,
      }))
      return {
        guid: guid(),
        name: name(),
        vertices,
        edges:
          vertices.length === 0
            ? []
            : some(3, () => ({
                guid: guid(),
                name: name(),
                represents: maybe(),
                from: random.pick(vertices).guid,
                to: random.pick(vertices).guid,
                direction: direction(),
              })),
      }
    }),
  }
}

const g = (n: number): Guid => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
/** Two people at a night bus stop; the first waits, and says so with a picture. */
export const nightBus: RefiProject = {
  name: 'Night buses',
  origin: 'a program',
  description: '',
  users: [{ guid: g(1), name: 'A coder' }],
  codes: [
    {
      guid: g(10),
      name: 'Waiting',
      codable: true,
      color: '#966450',
      description: 'What it is to wait at night',
      notes: [g(40)],
      codes: [{ guid: g(11), name: 'Alone', codable: true, color: null, description: '', notes: [], codes: [] }],
    },
  ],
  variables: [],
  cases: [],
  sources: [
    {
      guid: g(20),
      name: 'At the stop',
      description: '',
      text: '🚌 I wait for forty minutes.\n\nNobody is there.',
      path: internalPath(g(20)),
      by: null,
      at: null,
      selections: [
        {
          guid: g(30),
          name: 'forty minutes',
          description: '',
          start: 13,
          end: 26,
          by: g(1),
          at: 1_700_000_000_000,
          codings: [{ guid: g(31), code: g(10), by: g(1), at: 1_700_000_000_000, notes: [] }],
          notes: [],
        },
        {
          guid: g(32),
          name: 'Nobody is there.',
          description: '',
          start: 29,
          end: 45,
          by: g(1),
          at: null,
          codings: [{ guid: g(33), code: g(11), by: g(1), at: null, notes: [g(41)] }],
          notes: [],
        },
      ],
      codings: [],
      notes: [],
      values: [],
    },
  ],
  notes: [
    { guid: g(40), name: 'On waiting', description: '', text: 'Ask the depot.', path: null, by: null, at: null },
    { guid: g(41), name: '', description: '', text: 'Said twice.', path: null, by: null, at: null },
  ],
  links: [],
  sets: [],
  graphs: [],
}
export const nightBusXml = writeProject(nightBus)
