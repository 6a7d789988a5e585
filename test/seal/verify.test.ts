/** `verify FILE`: a good download, and two hundred spoilt ones. */
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '@tablee/server/seal/check'
import type { Checked } from '@tablee/server/seal/findings'
import { fingerprintOf, readKey } from '@tablee/server/seal/key'
import { sayChecked } from '@tablee/server/seal/say'
import { languages } from '@tablee/shared/i18n/index'
import { chance } from '../faults/process.ts'
import { sealedDialogue } from './downloads.ts'

type Dialogue = Awaited<ReturnType<typeof sealedDialogue>>
let own: Dialogue
let other: Dialogue
let theirs: Record<string, Uint8Array>
const kinds = ['package', 'csv', 'sealed'] as const
const good = new Map<string, { readonly name: string; readonly bytes: Uint8Array }>()
const seed = Number(process.env['VERIFY_SEED'] ?? Date.now() % 1_000_000)
const spoilt = Math.ceil(Number(process.env['VERIFY_SPOILT'] ?? 200) / kinds.length)

beforeAll(async () => {
  console.log(`spoilt downloads: seed ${seed} (VERIFY_SEED), ${spoilt * kinds.length} of them (VERIFY_SPOILT)`)
  own = await sealedDialogue('seal')
  other = await sealedDialogue('seal of another')
  for (const kind of kinds) good.set(kind, await own.download(own.hash, kind))
  // Now: while hundreds are checked no connection is kept alive.
  theirs = unzipSync((await other.download(other.hash, 'csv')).bytes)
})
afterAll(async () => {
  await own.server.close()
  await other.server.close()
})
const of = (kind: string) => good.get(kind) ?? { name: '', bytes: new Uint8Array() }
const said = (checked: Checked): string => sayChecked('en', 'it', checked).join('\n')

describe('a good one', () => {
  it.each(kinds)(
    '[SEAL8] %s is whole, by its own key, by the key and by its sixteen signs; twice the same bytes',
    async (kind) => {
      const { name, bytes } = of(kind)
      for (const wanted of [
        null,
        readKey(own.key),
        readKey(fingerprintOf(own.key).toLowerCase().replaceAll(' ', '-')),
      ]) {
        const checked = check(bytes, name, wanted)
        expect(said(checked)).toMatch(/^WHOLE/)
        expect(said(checked)).toContain(own.hash)
      }
      expect((await own.download(own.hash, kind)).bytes).toEqual(bytes)
      const foreign = check(bytes, name, readKey(other.key))
      expect(foreign.state).toBe('foreign')
      expect(said(foreign)).toContain(fingerprintOf(other.key))
    },
  )

  it.each(['polis', 'survey', 'qdpx', 'argdown', 'xaif', 'canvas', 'kialo'])(
    '[SEAL7] %s carries its seal too',
    async (kind) => {
      const { name, bytes } = await own.download(own.hash, kind)
      expect(said(check(bytes, name, readKey(own.key)))).toMatch(/^WHOLE/)
    },
  )

  it('[SEAL8] the structure alone is told by its name, and that there is no seal in it', async () => {
    const { name, bytes } = await own.download(own.hash, 'json')
    expect(check(bytes, name, null)).toEqual({
      state: 'unchecked',
      findings: [{ is: 'bare', hash: own.hash }],
      notes: [],
    })
    const text = Buffer.from(bytes).toString('utf8')
    const pretty = Buffer.from(JSON.stringify(JSON.parse(text), null, 2))
    expect(said(check(pretty, name, null))).toContain('line 1, column 2')
    expect(check(Buffer.from(text.replace('"number":1', '"number":2')), name, null).state).toBe('changed')
  })
})

/** One byte, somewhere. */
const random = chance(seed)
const upTo = (n: number): number => Math.floor(random() * n)
const ways = {
  changed(bytes: Uint8Array): Uint8Array {
    const made = Uint8Array.from(bytes)
    const at = upTo(made.length)
    made[at] = ((made[at] ?? 0) + 1 + upTo(255)) % 256
    return made
  },
  removed(bytes: Uint8Array): Uint8Array {
    const at = upTo(bytes.length)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
  },
  added(bytes: Uint8Array): Uint8Array {
    const at = upTo(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, at), Uint8Array.of(upTo(256)), bytes.subarray(at)])
  },
  truncated: (bytes: Uint8Array): Uint8Array => bytes.subarray(0, 1 + upTo(bytes.length - 1)),
}
const isPlaced = (text: string): boolean =>
  /line \d+, column \d+|byte \d+|at its|\.(csv|json|argdown|svg|txt|graphml)|later version|no download/.test(text)

describe('spoilt ones', () => {
  const names = Object.keys(ways) as (keyof typeof ways)[]
  it.each(kinds)(
    `[SEAL9] of ${spoilt} of %s with a byte changed, removed or added, or the end cut off, each is caught and its place named`,
    (kind) => {
      const { name, bytes } = of(kind)
      const exact = { placed: 0, all: 0 }
      const by: Record<string, number> = {}
      for (let n = 0; n < spoilt; n += 1) {
        const way = names[n % names.length] ?? 'changed'
        const made = ways[way](bytes)
        const checked = check(made, name, readKey(own.key))
        const text = said(checked)
        expect(checked.state, `${n} ${way}: ${text}`).not.toBe('whole')
        expect(checked.findings.length, text).toBeGreaterThan(0)
        expect(isPlaced(text), `${n} ${way}: ${text}`).toBe(true)
        exact.all += 1
        const how = `${way} ${checked.findings.map(({ is }) => is).join('+')}`
        by[how] = (by[how] ?? 0) + 1
        if (
          checked.findings.some((one) =>
            ['changed', 'removed', 'added', 'packing', 'unpackable', 'zip-broken', 'cut', 'written'].includes(one.is),
          )
        )
          exact.placed += 1
      }
      console.log(`${kind}: ${exact.placed} of ${exact.all} told to the byte; ${JSON.stringify(by)}`)
    },
  )

  it('[SEAL9] what a person changes in a table is told by file, row and column, as it stands there', () => {
    const files = unzipSync(of('csv').bytes)
    const text = Buffer.from(files['nodes.csv'] ?? new Uint8Array()).toString('utf8')
    const lines = text.split('\n')
    const head = (lines[0] ?? '').split(',')
    const column = head.indexOf('kind')
    const cells = (lines[3] ?? '').split(',')
    const before = cells.slice(0, column).join(',').length + (column > 0 ? 1 : 0)
    const made = [
      ...lines.slice(0, 3),
      `${lines[3]?.slice(0, before)}X${lines[3]?.slice(before + 1)}`,
      ...lines.slice(4),
    ].join('\n')
    const zipped = zipSync({ ...files, 'nodes.csv': strToU8(made) })
    const found = check(zipped, 'a.zip', null)
    expect(found.findings).toMatchObject([
      { is: 'changed', file: 'nodes.csv', place: { line: 4, column: before + 1, cell: { row: 3, column: 'kind' } } },
    ])
    expect(said(found)).toContain('“X” stands there; it was')
    // Only packed anew: its files are whole, and that is said.
    expect(said(check(zipSync(files), 'a.zip', null))).toContain('All files in it are whole')
  })

  it('[SEAL9] a file swapped, taken out, put in or there twice is named', () => {
    const files = unzipSync(of('csv').bytes)
    const { 'nodes.csv': nodes, 'relations.csv': relations, ...rest } = files
    if (nodes === undefined || relations === undefined) throw new Error('no tables')
    const find = (made: Record<string, Uint8Array>) => check(zipSync(made), 'a.zip', null).findings
    expect(find({ ...files, 'nodes.csv': relations, 'relations.csv': nodes })).toEqual([
      { is: 'swapped', file: 'nodes.csv', holds: 'relations.csv' },
      { is: 'swapped', file: 'relations.csv', holds: 'nodes.csv' },
    ])
    expect(find({ ...rest, 'relations.csv': relations })).toEqual([{ is: 'missing', file: 'nodes.csv' }])
    expect(find({ ...files, 'more.csv': nodes })).toEqual([{ is: 'extra', file: 'more.csv' }])
    const { 'seal.json': seal, ...unsealed } = files
    expect(seal).toBeDefined()
    expect(check(zipSync(unsealed), 'a.zip', null)).toMatchObject({ state: 'unchecked', findings: [{ is: 'no-seal' }] })
  })

  it('[SEAL9] of the sealed file the path is told; what only changes how it is written is told as that', () => {
    const { name, bytes } = of('sealed')
    const text = Buffer.from(bytes).toString('utf8')
    const at = text.indexOf('"number":1') + '"number":'.length
    const found = check(Buffer.from(`${text.slice(0, at)}2${text.slice(at + 1)}`), name, null).findings
    expect(found).toMatchObject([{ is: 'changed', place: { path: 'snapshot.boards[0].number' }, now: 0x32, was: 0x31 }])
    const spaced = check(Buffer.from(`${text.slice(0, at)} ${text.slice(at)}`), name, null).findings
    expect(spaced).toMatchObject([{ is: 'written', place: { line: 2, path: 'snapshot.boards[0].number' } }])
  })

  it('[SEAL10] a seal of another dialogue’s key, a newer format, a statement that nobody sealed', async () => {
    const mine = unzipSync(of('csv').bytes)
    const swap = (seal: string): Uint8Array => zipSync({ ...mine, 'seal.json': strToU8(seal) })
    const text = (files: Record<string, Uint8Array>): string =>
      Buffer.from(files['seal.json'] ?? new Uint8Array()).toString('utf8')
    // Another dialogue's seal over these files: none of them is what it says.
    expect(check(swap(text(theirs)), 'a.zip', readKey(own.key)).state).toBe('changed')
    // This seal, said to be of the other key: its signature is not that one's.
    const { sealText } = await import('@tablee/server/seal/seal-file')
    const { readSeal } = await import('@tablee/server/seal/seal-file')
    const read = readSeal(text(mine))
    if (read.seal === null) throw new Error('no seal')
    const { files } = read.seal
    const forged = { ...read.seal, files: { ...files, statement: { ...files.statement, key: other.key } } }
    expect(said(check(swap(sealText(forged)), 'a.zip', null))).toContain('has not sealed this')
    const signed = { ...read.seal, files: { ...files, signature: readSeal(text(theirs)).seal?.files.signature ?? '' } }
    expect(check(swap(sealText(signed)), 'a.zip', null).findings).toMatchObject([{ is: 'forged', what: 'files' }])
    const newer = text(mine)
      .replaceAll('tablee-seal/1', 'tablee-seal/2')
      .replace(/,\n "own":.*\n/, '\n')
    expect(check(swap(newer), 'a.zip', null)).toMatchObject({ state: 'unchecked', findings: [{ is: 'newer' }] })
  })

  it('[SEAL8] all of it is said in five languages', () => {
    const { name, bytes } = of('sealed')
    const all = [
      check(bytes, name, null),
      check(bytes, name, readKey(other.key)),
      check(ways.changed(bytes), name, null),
      check(new Uint8Array([1, 2, 3]), 'x', null),
    ]
    for (const language of languages)
      for (const one of all) expect(sayChecked(language, name, one).join('\n')).not.toMatch(/\{\w+\}/)
  })
})
