/** A snapshot as a data package: checked against the standard's profile, and as an analyst would join its tables. */
import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { samples } from '@tablee/shared/board/samples'
import { asUsual, licenceOf, type Leaves } from '@tablee/shared/formats/licences'
import { csvTable } from '@tablee/shared/formats/csv-read'
import { snapshotText } from '@tablee/shared/snapshot/structure'
import { writeSnapshot } from '@tablee/server/exchange/write'
import { readXml } from '@tablee/server/exchange/xml'
import { aSealing } from '../seal/aSealing.ts'
import { importHere, map } from './files.ts'
import { hasProfile, packageFaults } from './package-rules.ts'
import { snapshotOf } from './tables.ts'
import { readBoard } from '@tablee/shared/board/read'

/** Made of a sample board, without a server. */
function made(name: keyof typeof samples, leaves: Leaves = asUsual) {
  const doc = samples[name]()
  const { snapshot, texts } = snapshotOf(doc)
  const hash = createHash('sha256').update(snapshotText(snapshot)).digest('hex')
  const sidecar = {
    format: 'tablee-snapshot-text/1',
    snapshot: hash,
    texts: [...texts].map(([digest, text]) => ({ digest, salt: '', text })),
  } as const
  const task = { do: 'write-snapshot', format: 'package', hash, snapshot: snapshotText(snapshot), sidecar } as const
  const { body } = writeSnapshot(
    { ...task, leaves, at: Date.UTC(2026, 10, 28, 10), sealing: aSealing(hash) },
    () => undefined,
  )
  const files = unzipSync(body)
  const text = (path: string): string => strFromU8(files[path] ?? new Uint8Array())
  return { doc, files, text, index: JSON.parse(text('datapackage.json')) }
}

if (!hasProfile)
  console.log('not run: no data (the JSON profile of Data Package 2.0; DATAPACKAGE_PROFILE names the file)')

type Index = { resources: Record<string, unknown>[] } & Record<string, unknown>
/** Ways to spoil a package, of each part that we write. */
const spoilt: Readonly<Record<string, (index: Index) => unknown>> = {
  'no resources': (index) => ({ ...index, resources: [] }),
  'resources of another type': (index) => ({ ...index, resources: 'tables' }),
  'a path out of the package': (index) => ({ ...index, resources: [{ name: 'a', path: '/etc/passwd' }] }),
  'a path upwards': (index) => ({ ...index, resources: [{ name: 'a', path: '../a.csv' }] }),
  'neither path nor data': (index) => ({ ...index, resources: [{ name: 'a' }] }),
  'no name': (index) => ({ ...index, resources: [{ path: 'a.csv' }] }),
  'a licence without a name': (index) => ({ ...index, licenses: [{ title: 'free' }] }),
  'nobody who contributed': (index) => ({ ...index, contributors: [] }),
  'a version that is no text': (index) => ({ ...index, version: 1 }),
  'bytes below nothing': (index) => ({ ...index, resources: [{ ...index.resources.at(-1), bytes: 'many' }] }),
  'a hash of nothing': (index) => ({ ...index, resources: [{ ...index.resources.at(-1), hash: 'sha256:' }] }),
  'fields without a name': (index) => ({
    ...index,
    resources: [{ ...index.resources[0], schema: { fields: [{ type: 'string' }] } }],
  }),
  'a field of a type that does not exist': (index) => ({
    ...index,
    resources: [{ ...index.resources[0], schema: { fields: [{ name: 'a', type: 'text' }] } }],
  }),
  'a join to nowhere': (index) => ({
    ...index,
    resources: [{ ...index.resources[0], schema: { fields: [{ name: 'a' }], foreignKeys: [{ fields: ['a'] }] } }],
  }),
}

describe('the data package of a snapshot', () => {
  it('[FMT14] is what the standard asks, and nothing spoilt is', () => {
    for (const name of ['contested', 'rtl', 'cyclic', 'empty'] as const) {
      const faults = packageFaults(made(name).index)
      expect(faults.ours, name).toEqual([])
      expect(faults.published ?? [], name).toEqual([])
    }
    const { index } = made('contested')
    for (const [what, spoil] of Object.entries(spoilt)) {
      const faults = packageFaults(spoil(index))
      expect(faults.ours, what).not.toEqual([])
      // The published profile is the measure of our rules.
      if (faults.published !== null) expect(faults.published, what).not.toEqual([])
    }
  })

  it('[FMT14] names every file with its size and hash, and holds nothing else', () => {
    const { files, index } = made('contested')
    const named: { path: string; bytes?: number; hash?: string }[] = index.resources
    const free = ['datapackage.json', 'seal.json']
    expect(
      Object.keys(files)
        .filter((path) => !free.includes(path))
        .sort(),
    ).toEqual(named.map((one) => one.path).sort())
    for (const { path, bytes, hash } of named) {
      expect(bytes, path).toBe(files[path]?.length)
      expect(hash).toBe(
        `sha256:${createHash('sha256')
          .update(files[path] ?? '')
          .digest('hex')}`,
      )
    }
  })

  it('[SNAP15] leaves under the licence it is given, and with a byte order mark where it is wanted; sizes and hashes are of what leaves', () => {
    const licence = licenceOf('cc-by-4.0')
    if (licence === null) throw new Error('CC-BY-4.0 is known')
    const { files, index } = made('contested', { licence, bom: true })
    expect(index.licenses).toEqual([
      {
        name: 'CC-BY-4.0',
        title: 'Creative Commons Attribution 4.0',
        path: 'https://creativecommons.org/licenses/by/4.0/',
      },
    ])
    expect(packageFaults(index).ours).toEqual([])
    for (const [path, bytes] of Object.entries(files))
      expect([path, bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf]).toEqual([path, path.endsWith('.csv')])
    for (const { path, bytes, hash } of index.resources)
      expect([bytes, hash]).toEqual([
        files[path]?.length,
        `sha256:${createHash('sha256')
          .update(files[path] ?? '')
          .digest('hex')}`,
      ])
    expect(licenceOf('https://example.org/our-licence')).toEqual({
      path: 'https://example.org/our-licence',
      title: 'https://example.org/our-licence',
    })
    for (const bad of ['two words', '<script>', 'javascript:alert(1)', 'http://'])
      expect(licenceOf(bad), bad).toBeNull()
    expect(made('contested').index.licenses).toEqual([
      { name: 'notspecified', title: 'Not specified: ask those who held the dialogue' },
    ])
  })

  it('[FMT14] tables hang together as they say: keys are unique, joins find their row, categories hold', () => {
    const { text, index } = made('contested')
    type Key = { fields: string[]; reference: { resource: string; fields: string[] } }
    type Table = {
      name: string
      path: string
      type?: string
      schema: {
        fields: { name: string; type: string; categories?: string[] }[]
        primaryKey: string[]
        foreignKeys?: Key[]
      }
    }
    const tables: Table[] = index.resources.filter((one: Table) => one.type === 'table')
    const read = new Map(tables.map((one) => [one.name, csvTable(text(one.path), one.path)]))
    expect([...read.keys()]).toEqual(expect.arrayContaining(['tables', 'nodes', 'relations', 'words']))
    // Every column of every table in it stands in the dictionary.
    const meant = new Set(
      csvTable(text('dictionary.csv'), '').rows.map((row) => `${row.get('file')} ${row.get('column')}`),
    )
    for (const path of Object.keys(made('contested').files).filter(
      (one) => one.endsWith('.csv') && one !== 'dictionary.csv',
    ))
      for (const column of csvTable(text(path), path).columns) expect(meant).toContain(`${path} ${column}`)
    for (const { name, schema } of tables) {
      const rows = read.get(name)?.rows ?? []
      expect(read.get(name)?.columns).toEqual(schema.fields.map((one) => one.name))
      const keys = rows.map((row) => schema.primaryKey.map((one) => row.get(one)).join('|'))
      expect(new Set(keys).size).toBe(keys.length)
      for (const { name: field, type, categories } of schema.fields)
        for (const row of rows) {
          const cell = row.get(field)
          if (cell === '') continue
          if (categories !== undefined) expect(categories).toContain(cell)
          if (type === 'integer') expect(cell).toMatch(/^-?\d+$/)
          if (type === 'boolean') expect(['true', 'false']).toContain(cell)
          if (type === 'datetime') expect(Number.isNaN(Date.parse(cell))).toBe(false)
        }
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        const there = new Set(
          (read.get(reference.resource)?.rows ?? []).map((row) =>
            reference.fields.map((one) => row.get(one)).join('|'),
          ),
        )
        for (const row of rows)
          if (fields.every((one) => row.get(one) !== ''))
            expect(there).toContain(fields.map((one) => row.get(one)).join('|'))
      }
    }
  })

  it('[FMT14] its map comes back from each of its files, and the package itself can be read into a board', () => {
    const { doc, files, text } = made('contested')
    const board = readBoard(doc)
    expect(map(importHere('map.xaif.json', text('map.xaif.json')).board)).toEqual(map(board))
    expect(map(importHere('map.argdown', text('map.argdown')).board)).toEqual(map(board))
    const whole = importHere('package.zip', files)
    expect(map(whole.board)).toEqual(map(board))
    // The canvas of a package comes in from its own two files: that it stays behind is said.
    expect(whole.left.canvas).toBe(undefined)
    expect(importHere('package.zip', { ...files, 'canvas.json': '{}' }).left.canvas).toBe(1)
    expect(readXml(text('map.graphml')).name).toBe('graphml')
    expect(text('left.csv')).toContain('map.kialo.txt,kinds,')
  })
})
