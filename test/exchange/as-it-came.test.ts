/** What was imported leaves as it came, byte by byte. What changes is listed here and in docs/voices-files.md, and nothing else does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ImportedSet } from '@tablee/shared/voices/imported'
import type { Left } from '@tablee/shared/file'
import { importOf, snapshotImports } from '@tablee/shared/snapshot/imports'
import type { Digest } from '@tablee/shared/snapshot/structure'
import { polisFile } from '@tablee/shared/formats/polis-read'
import { writePolis } from '@tablee/shared/formats/polis-write'
import { surveyCsv } from '@tablee/shared/formats/survey-write'
import { readVoices, type ReadVoicesOptions } from '@tablee/server/exchange/read-voices'
import { seeded } from '../support/seeded.ts'
import { polisSet } from './voices-files.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const has = existsSync(join(data, 'polis'))
if (!has) console.log('not run: no data (polis, surveys)')

type Read = { readonly set: ImportedSet; readonly left: Left }
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))
/** As it goes: read, kept as a row, frozen in a snapshot, and read out of it again. */
function through(name: string, bytes: Uint8Array, options: Partial<ReadVoicesOptions> = {}): Read {
  const read = readVoices(bytes, { fileName: name, lang: 'en', ...options })
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  const row = JSON.parse(JSON.stringify(read.value.set)) as ImportedSet
  const texts = new Map<Digest, string>()
  const frozen = snapshotImports([row], (_, text) => {
    const digest = `d${texts.size}` as Digest
    texts.set(digest, text)
    return digest
  })
  const [set] = (JSON.parse(JSON.stringify(frozen)) as typeof frozen).map((one) => importOf(one, texts))
  if (set === undefined) throw new Error('no set')
  return { set, left: read.value.left }
}
function outOf({ set }: Read): Readonly<Record<string, string>> {
  if (set.from === 'survey') return { 'answers.csv': surveyCsv(set, false) }
  return Object.fromEntries(writePolis(set).map(({ name, text }) => [name, text]))
}
const survey = (text: string): string => outOf(through('answers.csv', bytesOf(text)))['answers.csv'] ?? ''

describe('a survey leaves as it came', () => {
  const cases: Readonly<Record<string, string>> = {
    plain: 'id,mood\n1,good\n2,bad\n',
    'signs and codes': 'id,mood,n\n1,--,-8\n2,-,+3\n3,"--",-1.5e3\n4,–,.\n',
    'an apostrophe of its own': "id,mood,n\n1,'--,'-8\n2,'=so,\"'@so\"\n3,'plain,it's\n",
    'a nameless column of numbers, columns with nothing in them': ',id,,mood,\n0,p1,,good,\n1,p2,,bad,\n2,p3,,bad,\n',
    'names that stand twice, with blanks around them': 'id, Mood ,Mood,Mood\n1,good,x,y\n2,bad,x,z\n',
    'remarks above': 'Name,A study\nDate,"June, 2024"\n\n""\n,,Participant Id,Mood\n,,p1,good\n,,p2,bad\n',
    'rows with nothing in them': 'id,mood\n\n1,good\n,\n,\n2,bad\n"",""\n',
    'everything in quotes': '"id","mood"\n"1","good"\n"2",""\n',
    'texts in quotes, as R writes': '"id","mood","n"\n"a","good",1\n"b",NA,2\n"c","",NA\n',
    semicolons: 'id;mood;why\n1;good;so, so\n2;bad;"a;b"\n',
    'tabs and a line that says so': 'sep=\t\nid\tmood\n1\tgood\n2\tbad\n',
    pipes: 'id|mood\n1|good\n2|bad\n',
    'lines that end with CRLF': 'id,mood\r\n1,good\r\n2,"two\r\nlines"\r\n',
    'lines that end with CR': 'id,mood\r1,good\r2,"two\rlines"\r',
    'a last line without an end': 'id,mood\n1,good\n2,bad',
    'a byte order mark': '\ufeffid,mood\n1,good\n2,bad\n',
    'blanks at both ends': 'id,mood\n1, good \n2," bad"\n',
  }
  for (const [name, text] of Object.entries(cases)) it(`[VFM14] ${name}`, () => expect(survey(text)).toBe(text))

  it('[VFM14] signs with a line’s end, and an apostrophe of its own, come back from a tidy table', () => {
    const { set } = through('a.csv', bytesOf('id,mood\np0,"-\n-"\np1,--\np2,\'--\np3,"-8"\np4,"\'\'=1"\n'))
    if (set.from !== 'survey') throw new Error('no survey')
    const again = through('a.csv', bytesOf(surveyCsv(set))).set
    if (again.from !== 'survey') throw new Error('no survey')
    expect([again.people, again.columns]).toEqual([set.people, set.columns])
  })
  it('[FMT15] a zip that says less than it holds is damaged, not half of the people', () => {
    const table = `id,q\n${Array.from({ length: 100 }, (_, n) => `p${String(n).padStart(3, '0')},${n % 3}\n`).join('')}`
    const bytes = zipSync({ 'a.csv': bytesOf(table) })
    const view = new DataView(bytes.buffer)
    let at = bytes.length - 22
    while (view.getUint32(at, true) !== 0x0201_4b50) at -= 1
    for (const field of [16, 24]) {
      const wrong = bytes.slice()
      new DataView(wrong.buffer).setUint32(at + field, 5 + 7 * 50, true)
      const read = readVoices(wrong, { fileName: 'a.zip', lang: 'en' })
      expect(read.ok ? 'was read' : read.problem).toMatchObject({ why: { code: 'zip-broken' } })
    }
    expect(readVoices(bytes, { fileName: 'a.zip', lang: 'en' }).ok).toBe(true)
  })

  it('[VFM14] whatever stands in it and however it is written', () => {
    const tables = Number(process.env['CAME_TABLES'] ?? 150)
    for (let seed = 0; seed < tables; seed++) {
      const random = seeded(seed)
      const pick = <T>(all: readonly T[]): T => all[random.below(all.length)] as T
      const separator = pick([',', ';', '\t', '|'])
      const end = pick(['\n', '\r\n', '\r'])
      const cell = (text: string): string =>
        random.below(3) === 0 || text.includes(separator) || /["\r\n]/.test(text)
          ? `"${text.replaceAll('"', '""')}"`
          : text
      const some = [
        '',
        'good',
        'a,b;c|d\te',
        'say "no"',
        `two${end}lines`,
        '-1',
        '--',
        "'=x",
        "'--",
        ' x ',
        'é',
        '7',
        'NA',
      ]
      const wide = 2 + random.below(3)
      const rows = Array.from({ length: 3 + random.below(9) }, (_, n) => [
        `p${n}`,
        ...Array.from({ length: wide }, () => pick(some)),
      ])
      const head = [
        'pid',
        ...Array.from({ length: wide }, (_, n) => pick([`Q${n}`, `"Q${n}"`, `'=Q${n}`]).replaceAll('"', '')),
      ]
      const body = [head, ...rows].map((row) => row.map(cell).join(separator)).join(end)
      const text = `${pick(['', '\ufeff'])}${body}${pick(['', end])}`
      expect(survey(text), `seed ${seed}`).toBe(text)
    }
  })

  it('[VFM14] but for what a spreadsheet would run, other ends of lines, other encodings, and two rows of one person', () => {
    expect(survey('id,mood,=x\n1,=1+1,a\n2,-no,@b\n3,+a,c\n')).toBe("id,mood,'=x\n1,'=1+1,a\n2,'-no,'@b\n3,'+a,c\n")
    const mixed = through('a.csv', bytesOf('id,mood\r\n1,good\n2,bad\n'))
    expect([outOf(mixed)['answers.csv'], mixed.left['line-ends']]).toEqual(['id,mood\n1,good\n2,bad\n', 1])
    const latin = through('a.csv', new Uint8Array(Buffer.from('id,mood\n1,très\n2,mal\n', 'latin1')), {
      encoding: 'windows-1252',
    })
    expect(outOf(latin)['answers.csv']).toBe('id,mood\n1,très\n2,mal\n')
    expect(survey('pid,wave,mood\na,1,x\na,2,y\nb,1,x\nb,2,x\n')).toBe('pid,mood_before,mood_after\na,x,y\nb,x,x\n')
  })
})

describe('a Polis set leaves as it came', () => {
  const zipped = (files: Readonly<Record<string, string>>): Uint8Array =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytesOf(text)])))

  it('[VFM14] its times in words in the zone they were written in, summer and winter', () => {
    const files = polisSet()
    const local = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        name,
        text
          .replaceAll('Tue Nov 14 22:13:20 UTC 2023', 'Tue Nov 14 23:13:20 CET 2023')
          .replaceAll('Tue Nov 14 22:14:00 UTC 2023', 'Wed Nov 15 00:14:00 EET 2023')
          // As exports write it: no quotes where none are needed.
          .replace('"Buses, but driven by robots"', '"Buses, but driven by robots"'),
      ]),
    )
    const read = through('a.zip', zipped(local))
    expect(read.left).toEqual({})
    const out = outOf(read)
    for (const name of ['summary.csv', 'votes.csv', 'participant-votes.csv']) expect(out[name], name).toBe(local[name])
    // What a spreadsheet would run stands in quotes behind its apostrophe.
    expect(out['comments.csv']).toBe(local['comments.csv']?.replace("'=no buses at all", '"\'=no buses at all"'))
  })

  it('[VFM14] words that say another time than the row are not kept, and it is told', () => {
    const files = {
      ...polisSet(),
      'votes.csv': (polisSet()['votes.csv'] ?? '').replace('22:13:30 UTC', '22:13:31 UTC'),
    }
    const read = through('a.zip', zipped(files))
    expect(read.left).toEqual({ 'dates-in-words': 13 })
    expect(outOf(read)['votes.csv']).toBe(polisSet()['votes.csv'])
  })
})

describe.skipIf(!has)('the open sets leave as they came', () => {
  const folders = has ? readdirSync(join(data, 'polis')).sort() : []
  for (const folder of folders)
    it(`[VFM14] ${folder}: each file byte by byte`, () => {
      const at = join(data, 'polis', folder)
      const files = Object.fromEntries(
        readdirSync(at)
          .filter((name) => polisFile(name) !== null)
          .map((name) => [name, new Uint8Array(readFileSync(join(at, name)))]),
      )
      const read = through('a.zip', zipSync(files, { level: 1 }))
      expect(read.left).toEqual({})
      const out = outOf(read)
      // As truth values: a difference of megabytes is nothing to print.
      for (const [name, bytes] of Object.entries(files))
        expect([folder, name, Buffer.from(out[name] ?? '').equals(bytes)]).toEqual([folder, name, true])
    })

  for (const path of [
    'america-in-one-room/a1r_pre_post.csv',
    'nonvoters-2020/nonvoters_data.csv',
    'remesh-foreign-intervention/foreign_intervention_participants.csv',
  ])
    it(`[VFM14] ${path}: byte by byte`, () => {
      const bytes = new Uint8Array(readFileSync(join(data, 'surveys', path)))
      const out = outOf(through('answers.csv', bytes))['answers.csv'] ?? ''
      const from = Buffer.from(bytes).toString('utf8').split('\n')
      expect(out.split('\n').findIndex((line, n) => line !== from[n])).toBe(-1)
      expect(Buffer.from(out).equals(bytes)).toBe(true)
    })
})
