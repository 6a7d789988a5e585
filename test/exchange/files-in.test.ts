/** Tables and files of other programs as people bring them: what stands between cells, how large, and what to do instead. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { BadFile } from '@tablee/shared/file'
import { cellLimit, csvRows } from '@tablee/shared/formats/csv-read'
import { sayBadFile } from '@tablee/shared/formats/said/said'
import type { Result } from '@tablee/shared/problem'
import { importLimit, type Encoding } from '@tablee/shared/wire/exchange'
import { bundleOf } from '@tablee/server/cli/files'
import { readFile } from '@tablee/server/exchange/read'
import { readVoices } from '@tablee/server/exchange/read-voices'
import { seeded } from '../support/seeded.ts'
import { at, importHere, lang, problemOf } from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'tablee-files-in-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const cells = (text: string) => csvRows(text, 'a.csv').map((row) => row.cells)
const survey = (text: string | Uint8Array, name = 'a.csv') =>
  readVoices(typeof text === 'string' ? new TextEncoder().encode(text) : text, { fileName: name, lang: 'en' })
function fault(read: () => unknown): BadFile {
  try {
    read()
  } catch (cause) {
    if (cause instanceof BadFile) return cause
    throw cause
  }
  throw new Error('was read')
}

function expectRead<T>(read: Result<T>): T {
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  return read.value
}

describe('a table', () => {
  it('[FMT18] whose lines end with a lone CR is read in time that grows with its size, and says lines as an editor counts', () => {
    const rows = (n: number) => Array.from({ length: n }, (_, k) => `"p${k}","so, ""so""\rand so"`).join('\r')
    // Of the processor, and its smallest of three: what the machine does beside it is no part of it.
    const took = (n: number): number => {
      const text = `"id","why"\r${rows(n)}\r`
      return Math.min(
        ...[1, 2, 3].map(() => {
          const began = process.cpuUsage()
          expect(csvRows(text, 'a.csv')).toHaveLength(n + 1)
          return process.cpuUsage(began).user / 1_000
        }),
      )
    }
    took(2_000)
    const [small, large] = [took(8_000), took(64_000)]
    console.log(`lone CR: ${small.toFixed(0)} ms for 8,000 rows, ${large.toFixed(0)} ms for 64,000 (8 times)`)
    expect(large).toBeLessThan(small * 8 * 5) // quadratic would be 64 times
    const { at } = fault(() => csvRows(`id,why\r1,"a\rb"\r2,x"y\r`, 'a.csv'))
    expect([at.line, at.column]).toEqual([4, 4])
  })

  it('[FMT18] with pipes between its cells is read as one; what is quoted in its header does not count', () => {
    expect(cells('id|mood|why\n1|good|a, b; c\n')).toEqual([
      ['id', 'mood', 'why'],
      ['1', 'good', 'a, b; c'],
    ])
    expect(cells('sep=|\nid|mood\n1|good\n')[1]).toEqual(['1', 'good'])
    expect(cells('id,"One|two|three|four"\n1,x\n')[0]).toEqual(['id', 'One|two|three|four'])
    const read = survey('id|mood|age\n1|good|40\n2|bad|50\n')
    expect(read.ok && [read.value.items, read.value.set.people.length]).toEqual([2, 2])
  })

  it('[FMT18] holds cells of a length that can be shown; a longer one is told with its place', () => {
    expect(cells(`id,why\n1,${'x'.repeat(cellLimit)}\n`)).toHaveLength(2)
    const { fault: why, at } = fault(() => cells(`id,why\n1,"${'x'.repeat(cellLimit + 1)}"\n`))
    expect([why, at.line, at.column]).toEqual([
      { code: 'text-too-long', values: { size: cellLimit + 1, limit: cellLimit } },
      2,
      3,
    ])
  })
})

describe('a file of another program', () => {
  const project = '<?xml version="1.0"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Users/></Project>'
  const cases: readonly (readonly [name: string, given: string | Uint8Array | Record<string, string>, code: string])[] =
    [
      ['a.qdpx', { 'project.qde': project, 'sources/a.txt': 'x' }, 'qda-here'],
      ['project.qde', project, 'qda-here'],
      ['book.qdc', '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>', 'qda-here'],
      ['book.xml', '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>', 'qda-here'],
      ['a.xlsx', { '[Content_Types].xml': '<x/>', 'xl/workbook.xml': '<x/>' }, 'office-file'],
      ['a.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'office-file'],
      ['a.sav', '$FL2@(#) IBM SPSS STATISTICS', 'statistics-file'],
      ['a.dta', '<stata_dta><header>', 'statistics-file'],
    ]
  for (const [name, given, code] of cases)
    it(`[FMT19] ${name}: is answered with what to do in that program, on a board and among answers`, () => {
      const onBoard = problemOf(name, given)
      expect(onBoard?.code === 'bad-file' ? onBoard.why.code : onBoard).toBe(code)
      if (typeof given === 'string' || given instanceof Uint8Array) {
        const among = survey(given, name)
        expect(!among.ok && among.problem.code === 'bad-file' && among.problem.why.code).toBe(code)
      }
      for (const language of ['en', 'fr', 'de', 'es', 'ar'] as const)
        expect(onBoard?.code === 'bad-file' && sayBadFile(language, onBoard)).toMatch(/CSV|REFI-QDA/)
    })

  it('[FMT19] XML that is no codebook is told so where a codebook should be', () => {
    const read = survey(new TextEncoder().encode('<Survey/>'), 'a.xml')
    expect(!read.ok && read.problem.code === 'bad-file' && read.problem.why.code).toBe('no-table')
  })
})

describe('what is not UTF-8', () => {
  const text = 'id,mood,why\n1,très bien,“oui”\n2,bien,–\n3,mal,für Straßen\n'
  const cp1252: Readonly<Record<string, number>> = { '“': 0x93, '”': 0x94, '–': 0x96 }
  const written: Readonly<Record<Exclude<Encoding, 'utf-8'>, Uint8Array>> = {
    'windows-1252': new Uint8Array([...text].map((one) => cp1252[one] ?? one.charCodeAt(0))),
    'utf-16le': new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')),
    'utf-16be': new Uint8Array(Buffer.from(text, 'utf16le').swap16()), // without a mark
  }
  for (const [encoding, bytes] of Object.entries(written) as [Encoding, Uint8Array][])
    it(`[FMT20] ${encoding} is offered with the line as it would read, and read when somebody says so, as answers and as a map`, () => {
      const offered = survey(bytes)
      if (offered.ok || offered.problem.code !== 'bad-file') throw new Error('was read')
      const { why, line } = offered.problem
      expect([why.code, why.values?.['encoding'], line]).toEqual([
        'other-encoding',
        encoding,
        encoding === 'windows-1252' ? 2 : 1,
      ])
      expect(why.values?.['shows']).toBe(encoding === 'windows-1252' ? '1,très bien,“oui”' : 'id,mood,why')
      for (const language of ['en', 'fr', 'de', 'es', 'ar'] as const)
        expect(sayBadFile(language, offered.problem)).toContain(String(why.values?.['shows']))
      const read = readVoices(bytes, { fileName: 'a.csv', lang: 'fr', encoding })
      const same = readVoices(new TextEncoder().encode(text), { fileName: 'a.csv', lang: 'fr' })
      expect(read).toEqual(same)

      const map = new Uint8Array(Buffer.from('[Été]: Les étés\n', encoding === 'windows-1252' ? 'latin1' : 'utf16le'))
      if (encoding === 'utf-16be') Buffer.from(map.buffer).swap16()
      const onBoard = (as: Encoding | undefined) =>
        readFile(map, { fileName: 'a.argdown', random: seeded(1).bytes, at, lang, encoding: as })
      const refused = onBoard(undefined)
      expect(!refused.ok && refused.problem.code === 'bad-file' && refused.problem.why.code).toBe('other-encoding')
      const put = onBoard(encoding)
      expect(put.ok && put.value.nodes.map(({ wording }) => wording)).toEqual(['Été: Les étés'])
    })

  it('[FMT20] a byte that stands for nothing in what was chosen is told with its place', () => {
    const why = (bytes: Uint8Array, encoding: Encoding) => {
      const read = readVoices(bytes, { fileName: 'a.csv', lang: 'fr', encoding })
      if (read.ok || read.problem.code !== 'bad-file') throw new Error('was read')
      return [read.problem.why.code, read.problem.why.values?.['at'], read.problem.line]
    }
    expect(why(Buffer.from('id,mood\n1,\x81\n', 'latin1'), 'windows-1252')).toEqual(['bad-byte', 11, 2])
    expect(why(Buffer.from('\ufeffid\n1\ud800x\n', 'utf16le'), 'utf-16le')).toEqual(['bad-byte', 11, null])
    expect(why(Buffer.concat([written['utf-16le'], Buffer.from('x')]), 'utf-16le')[0]).toBe('bad-byte')
    // A picture is none of them.
    expect(why(new Uint8Array([0x89, 0x50, 0, 0, 0, 0, 1, 0x80]), 'windows-1252')[0]).toBe('unknown-format')
  })

  it('[FMT20] in a bundle only what is not UTF-8 is read as was said', () => {
    const { set } = expectRead(
      readVoices(
        zipSync({
          'answers.csv': written['windows-1252'],
          'labels.csv': new TextEncoder().encode('variable,label\nmood,Humeur – été\n'),
        }),
        { fileName: 'a.zip', lang: 'fr', encoding: 'windows-1252' },
      ),
    )
    expect(set.from === 'survey' && set.variables[1]?.label).toEqual({ fr: 'Humeur – été' })
  })
})

describe('what a map does not hold', () => {
  it('[FMT9] units of a microtext that belong to no argument are counted and told', () => {
    const { left, board } = importHere(
      'm.xml',
      '<arggraph id="a"><edu id="e1">Cheaper</edu><edu id="e2">By the way</edu><edu id="e3">Hm</edu><adu id="a1" type="pro"/><edge id="s1" src="e1" trg="a1" type="seg"/></arggraph>',
    )
    expect([board.nodes.size, left['loose-units']]).toEqual([1, 2])
  })
  it('[FMT9] contraries and entailments of a strict Argdown file become objections and reasons, and it is told', () => {
    const { left } = importHere(
      'm.argdown',
      '===\nmodel:\n  mode: strict\n===\n\n[A]: one\n  - [B]: two\n  + [C]: three\n  >< [D]: four\n',
    )
    expect([left.contraries, left.entailments, left.contradictions]).toEqual([1, 1, 1])
  })
})

describe('a large file', () => {
  it('[VFM11] is packed before it travels; what is too large packed or unpacked is said, and nothing is sent', () => {
    const at = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const row = (n: number) => `p${n},${'so it is, '.repeat(8)}\n`
    const large = at(
      'large.csv',
      `id,"why"\n${Array.from({ length: 130_000 }, (_, n) => row(n)).join('')}`.replaceAll(', ', ' '),
    )
    const { name, bytes } = bundleOf([large], 'x.zip')
    expect(name).toBe('large.csv.zip')
    expect(bytes.length).toBeLessThan(importLimit / 4)
    expect(() => bundleOf([at('huge.csv', 'x'.repeat(33 * 1024 * 1024))], 'x.zip')).toThrow(/33\.0 MB.*32\.0 MB/)
    const twice = [at('a.csv', 'id\n1\n'), at('a.csv', 'id\n1\n')]
    expect(() => bundleOf(twice, 'x.zip')).toThrow(/Two of the files are called a\.csv/)
  })
})
