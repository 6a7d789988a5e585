/**
 * DDI-Codebook 2.5: what goes out is well-formed, keeps the standard's order and says what the table says; what comes in
 * is a codebook. The official schema is asked too where it is at hand: DDI_SCHEMA names its `codebook.xsd`, and xmllint
 * is on the path. Without them the check is our own, of the elements we write.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SurveySet } from '@tablee/shared/voices/imported'
import type { Element } from '@tablee/shared/formats/arggraph'
import { readDdi } from '@tablee/shared/formats/ddi-read'
import { writeDdi } from '@tablee/shared/formats/ddi-write'
import { readTableSchema } from '@tablee/shared/formats/survey-codebook'
import { readSurvey } from '@tablee/shared/formats/survey-read'
import { surveyCsv } from '@tablee/shared/formats/survey-write'
import { readXml } from '@tablee/server/exchange/xml'
import { surveySet } from './voices-files.ts'

const schema = process.env['DDI_SCHEMA']
const official = schema !== undefined && existsSync(schema) && spawnSync('xmllint', ['--version']).status === 0
if (!official) console.log('not run: the official DDI schema (DDI_SCHEMA=…/codebook.xsd, and xmllint)')

const set = (): SurveySet => {
  const files = surveySet()
  const book = readTableSchema(files['schema.json'], 'answers.csv', 'en')
  return readSurvey({ name: 'answers.csv', text: files['answers.csv'] }, book, { lang: 'en', after: 'T2' }).set
}
const write = (of: SurveySet): string => writeDdi(of, { id: 'sha256:0', fileName: 'answers.csv' })

/** Of what we write, the order in which the standard wants it, and what it must have. */
const order: Readonly<Record<string, readonly string[]>> = {
  codeBook: ['docDscr', 'stdyDscr', 'fileDscr', 'dataDscr', 'otherMat'],
  stdyDscr: ['citation'],
  citation: ['titlStmt'],
  titlStmt: ['titl', 'subTitl', 'altTitl', 'parTitl', 'IDNo'],
  fileDscr: ['fileTxt'],
  fileTxt: ['fileName', 'dimensns', 'fileType'],
  dimensns: ['caseQnty', 'varQnty'],
  dataDscr: ['varGrp', 'var'],
  varGrp: ['labl'],
  var: ['location', 'labl', 'qstn', 'valrng', 'universe', 'sumStat', 'catgry', 'varFormat', 'notes'],
  qstn: ['qstnLit'],
  valrng: ['range'],
  catgry: ['catValu', 'labl', 'catStat'],
}
const values: Readonly<Record<string, readonly string[]>> = {
  'sumStat@type': ['mean', 'medn', 'mode', 'vald', 'invd', 'min', 'max', 'stdev'],
  'catStat@type': ['freq', 'percent'],
  'catStat@wgtd': ['wgtd', 'not-wgtd'],
  'catgry@missing': ['Y', 'N'],
  'var@intrvl': ['contin', 'discrete'],
  'var@wgt': ['wgt', 'not-wgt'],
  'varFormat@type': ['character', 'numeric'],
  'varGrp@type': ['multipleResp', 'repetition'],
  'range@UNITS': ['INT', 'REAL'],
  'qstn@responseDomainType': ['text', 'numeric', 'category'],
}
const needed: Readonly<Record<string, readonly string[]>> = { var: ['name', 'ID'], sumStat: ['type'] }

function faults(root: Element): string[] {
  const ids = new Set<string>()
  const references: string[] = []
  const found: string[] = []
  const look = (one: Element): void => {
    const wanted = order[one.name]
    const names = one.children.map(({ name }) => name)
    const places = names.map((name) => (wanted ?? []).indexOf(name))
    if (places.includes(-1)) found.push(`${one.name}: what is ${names.join(' ')}`)
    if (places.some((place, n) => n > 0 && place < (places[n - 1] ?? 0)))
      found.push(`${one.name}: order ${names.join(' ')}`)
    for (const name of needed[one.name] ?? [])
      if (one.attributes[name] === undefined) found.push(`${one.name}: no ${name}`)
    for (const [name, value] of Object.entries(one.attributes)) {
      const all = values[`${one.name}@${name}`]
      if (all !== undefined && !all.includes(value)) found.push(`${one.name}@${name}: ${value}`)
      if (name === 'ID') {
        if (ids.has(value) || !/^[A-Za-z_][\w.-]*$/.test(value)) found.push(`ID ${value}`)
        ids.add(value)
      }
      if (['files', 'fileid', 'wgt-var', 'var'].includes(name)) references.push(...value.split(' '))
    }
    one.children.forEach(look)
  }
  look(root)
  return [...found, ...references.filter((one) => !ids.has(one)).map((one) => `nothing is called ${one}`)]
}
const all = (one: Element, name: string): readonly Element[] =>
  one.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])

describe('DDI-Codebook 2.5', () => {
  it('[VFM6] what goes out keeps the order, the words and the references of the standard', () => {
    const root = readXml(write(set()))
    expect(root.attributes).toMatchObject({ xmlns: 'ddi:codebook:2_5', version: '2.5' })
    expect(faults(root)).toEqual([])
    // The check itself sees what is wrong.
    const wrong = write(set())
      .replace('<catgry missing="N">', '<catgry missing="no">')
      .replace('wgt-var="V2"', 'wgt-var="V99"')
    expect(faults(readXml(wrong))).toEqual(['catgry@missing: no', 'nothing is called V99'])
    expect(faults(readXml(write(set()).replace(/(<labl[^\n]*\n)(\s*<catStat[^\n]*\n)/, '$2$1')))).toHaveLength(1)
  })

  it('[VFM6] it says how many gave each answer, weighted and not, and which are none', () => {
    const root = readXml(write(set()))
    const [, , , q1, q2] = all(root, 'var')
    const stat = (of: Element | undefined, type: string): string | undefined =>
      of?.children.find((one) => one.name === 'sumStat' && one.attributes['type'] === type)?.text
    expect([stat(q1, 'vald'), stat(q1, 'invd'), stat(q1, 'min'), stat(q1, 'max'), stat(q1, 'mean')]).toEqual([
      '3',
      '2',
      '0',
      '10',
      '4.666667',
    ])
    const categories = (q2?.children ?? []).filter((one) => one.name === 'catgry')
    expect(
      categories.map((one) => [
        one.attributes['missing'],
        one.attributes['missType'],
        ...one.children.map(({ text }) => text),
      ]),
    ).toEqual([
      ['N', undefined, '1', 'Yes', '2', '66.666667', '61.538462'],
      ['N', undefined, '2', 'No', '1', '33.333333', '38.461538'],
      ['Y', undefined, '77', 'no opinion', '0'],
      ['Y', 'refused', '98', 'refused', '0'],
      ['Y', undefined, '-8', 'skipped on the screen', '0'],
      ['Y', 'refused', '-1', 'refused', '1'],
      ['Y', 'not-asked', 'NA', 'not asked', '1'],
      ['Y', 'illegible', 'illegible', 'illegible', '0'],
    ])
    expect(
      all(root, 'varGrp').map(({ attributes }) => [attributes['type'], attributes['name'], attributes['var']]),
    ).toEqual([
      ['repetition', 'Q1', 'V4 V6'],
      ['repetition', 'Q2', 'V5 V7'],
    ])
  })

  it('[VFM6] the codebook comes in again: with the table alone the survey is what it was', () => {
    const before = set()
    const book = readDdi(readXml(write(before)), 'en')
    const { set: after, left } = readSurvey({ name: 'answers.csv', text: surveyCsv(before, false) }, book, {
      lang: 'en',
    })
    expect(after).toEqual(before)
    expect(left).toEqual({ 'labelled-missing': 4 })
  })

  it('[VFM6] codebooks of other tools are read: prefixes, 2.x namespaces, no labels, invalid ranges', () => {
    const text = `<?xml version="1.0"?>
<ddi:codeBook xmlns:ddi="http://www.icpsr.umich.edu/DDI" version="2.0"><ddi:stdyDscr><ddi:citation><ddi:titlStmt>
<ddi:titl>A study</ddi:titl></ddi:titlStmt></ddi:citation></ddi:stdyDscr><ddi:dataDscr>
<ddi:var name="age" intrvl="contin"><ddi:labl>Age</ddi:labl><ddi:invalrng><ddi:item VALUE="99"/></ddi:invalrng><ddi:varFormat type="numeric"/></ddi:var>
<ddi:var name="sex"><ddi:labl>Sex</ddi:labl><ddi:catgry><ddi:catValu>1</ddi:catValu><ddi:labl>Man</ddi:labl></ddi:catgry>
<ddi:catgry><ddi:catValu>2</ddi:catValu></ddi:catgry><ddi:catgry missing="Y"><ddi:catValu>9</ddi:catValu><ddi:labl>Refused to say</ddi:labl></ddi:catgry></ddi:var>
</ddi:dataDscr></ddi:codeBook>`
    const book = readDdi(readXml(text), 'en')
    expect(book.title).toBe('A study')
    expect(Object.fromEntries(book.variables)).toEqual({
      age: { label: { en: 'Age' }, type: 'number', missing: [{ value: '99', label: '', why: null }] },
      sex: {
        label: { en: 'Sex' },
        type: 'category',
        categories: [
          { value: '1', label: { und: 'Man' } },
          { value: '2', label: {} },
        ],
        missing: [{ value: '9', label: 'Refused to say', why: 'refused' }],
      },
    })
  })

  it.skipIf(!official)('[VFM6] the official schema takes it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ddi-'))
    try {
      writeFileSync(join(folder, 'ddi.xml'), write(set()))
      execFileSync('xmllint', ['--nonet', '--noout', '--schema', schema ?? '', join(folder, 'ddi.xml')], {
        stdio: 'pipe',
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
