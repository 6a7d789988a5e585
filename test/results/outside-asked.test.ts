/** What leaves by address: as JSON, as CSV and as a workbook, the same numbers, at whichever cut; and what a tool hears since one. */
import { csvRows } from '@tablee/shared/formats/csv-read'
import type { ImportedVoices } from '@tablee/shared/wire/files'
import type { ResultsAnswered, ResultsItems, ResultsSince } from '@tablee/shared/wire/results'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf } from '../voices/hall.ts'
import { came, openVoted } from './voted.ts'

let day: Awaited<ReturnType<typeof openVoted>>
let analyst: string
beforeAll(async () => {
  day = await openVoted()
  analyst = (await day.hall.enter('analyst')).session
  for (const table of [1, 2, 3]) {
    await day.sit(table, 8)
    await day.opens(table, 'ask')
    for (let n = 1; n <= 6; n += 1) await day.answers(table, n, 'ask', came(n < 3 ? 'cars' : 'trams'))
  }
  await day.answers(1, 7, 'ask', came('trees'))
  for (const table of [1, 2, 3]) await day.closes(table, 'ask')
})
afterAll(() => day.close())

const at = (rest: string): string => `/api/dialogues/${day.hall.dialogue}/results/${rest}`
const get = (rest: string, headers: Readonly<Record<string, string>> = {}) =>
  day.hall.api(at(rest), { as: analyst, headers })
const bytesOf = async (rest: string): Promise<Uint8Array> => {
  const answer = await fetch(`${day.hall.url}${at(rest)}`, { headers: { authorization: `Bearer ${analyst}` } })
  expect(answer.status).toBe(200)
  return new Uint8Array(await answer.arrayBuffer())
}
const told = async (rest: string) => {
  const { status, body } = await get(rest)
  expect(status, JSON.stringify(body)).toBe(200)
  const answer = body as ResultsAnswered
  if ('refused' in answer) throw new Error(answer.refused.why)
  return answer
}
const countsIn = ({ told: { rows } }: { readonly told: { readonly rows: readonly Row[] } }) =>
  Object.fromEntries(rows.map(({ key, cells }) => [key, cells[0]?.count ?? null]))
type Row = { readonly key: string; readonly cells: readonly { readonly count: number | null }[] }

describe('what leaves by address', () => {
  it('[QRY7] by address a small number stands nowhere, in no format, and inside it is told', async () => {
    const answer = await told('ask?of=ask/tram')
    expect(countsIn(answer)).toMatchObject({ trees: null })
    expect(answer.told.way).toBe('outside')
    const question = { of: 'ask/tram', unit: 'people', base: 'valid', by: 'all', weight: 'none' }
    const inside = await day.hall.api(at('ask'), { as: analyst, body: { question } })
    expect(countsIn(inside.body as typeof answer)).toEqual({ trees: 1, trams: 12, cars: 6 })
    expect((await get(`ask?of=ask/tram&where=table=1`)).body).toMatchObject({ refused: { why: 'not-outside' } })
    expect((await get(`ask?of=ask/tram&by=table`)).body).toMatchObject({ refused: { why: 'not-outside' } })
  })

  it('[QRY8] CSV has what JSON has, each column stands in its dictionary, and nothing runs in a spreadsheet', async () => {
    const answer = await told('ask?of=ask/tram')
    const csv = await get('ask.csv?of=ask/tram')
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="results.csv"')
    expect(csv.headers.get('link')).toContain('rel="describedby"')
    const [header, ...lines] = csvRows(String(csv.body), 'results.csv').map(({ cells }) => cells)
    const place = (name: string): number => header?.indexOf(name) ?? -1
    const rows = lines.map((cells) => ({
      answer: cells[place('answer')],
      count: cells[place('count')],
      withheld: cells[place('withheld')],
      cut: cells[place('cut')],
    }))
    expect(rows).toEqual(
      answer.told.rows.map(({ key, cells: [cell] }) => ({
        answer: key,
        count: cell?.count === null || cell === undefined ? '' : String(cell.count),
        withheld: cell?.withheld ?? '',
        cut: String(answer.cut),
      })),
    )
    expect((await get('ask?of=ask/tram', { accept: 'text/csv' })).body).toBe(csv.body)
    expect(String((await get('ask.csv?of=ask/tram&bom=1')).body)).toBe(csv.body)
    expect((await bytesOf('ask.csv?of=ask/tram&bom=1')).slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf))
    const dictionary = csvRows(String((await get('columns.csv')).body), 'columns.csv')
    expect(dictionary.flatMap(({ cells: [of, name = ''] }) => (of === 'results.csv' ? [name] : []))).toEqual(header)
  })

  it('[QRY8] a workbook has the same, numbers as numbers, and the same question gives the same bytes', async () => {
    const bytes = await bytesOf('ask.xlsx?of=ask/tram')
    const files = unzipSync(bytes)
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    const texts = strFromU8(files['xl/sharedStrings.xml'] ?? new Uint8Array())
    expect(sheet).toContain('<v>12</v>')
    expect(texts).toContain('How did you come?')
    expect(texts).toContain('Taylor linearisation')
    expect(sheet).not.toContain('<f>')
    expect(await bytesOf('ask.xlsx?of=ask/tram')).toEqual(bytes)
  })

  it('[QRY9] of a refusal there is no file, and what is no question says where', async () => {
    expect(problemOf(await get('ask.csv?of=ask/nothing'))).toEqual({ code: 'refused', why: 'no-item' })
    expect(problemOf(await get('ask.xlsx?of=ask/tram&by=table'))).toEqual({ code: 'refused', why: 'not-outside' })
    expect((await get('change?of=ask/tram')).body).toMatchObject({ refused: { why: 'no-pairs' } })
    expect(problemOf(await get('change.csv?of=ask/tram'))).toEqual({ code: 'refused', why: 'no-pairs' })
    for (const [asked, where] of [
      ['ask', 'of'],
      ['ask?of=ask/tram&unit=heads', 'unit'],
      ['ask.csv?of=ask/tram&cut=soon', 'cut'],
      ['change?of=x', 'of'],
      ['change?of=a/b&to=x', 'to'],
      ['since?cut=', 'cut'],
      ['since', 'cut'],
    ] as const)
      expect(problemOf(await get(asked)), asked).toMatchObject({ code: 'bad-request', where })
    expect(problemOf(await get('ask?of=ask/tram&cut=999000000'))).toEqual({ code: 'not-found', what: 'cut' })
  })

  it('[QRY10] a tool that holds a cut hears which items to read anew, and of one late sheet nothing', async () => {
    const first = await told('ask?of=ask/tram')
    const { cut } = first
    const before = (await get(`since?cut=${cut}`)).body as ResultsSince
    expect(before).toMatchObject({ cut, items: [], gone: [] })
    const listed = (await get('items')).body as ResultsItems
    const held = get(`since?cut=${cut}&after=${before.version}`)
    await day.answers(1, 8, 'ask', came('cars'))
    const late = (await get(`since?cut=${cut}`)).body as ResultsSince
    expect(late).toMatchObject({ items: [], version: before.version })
    expect(((await get('items')).body as ResultsItems).version).toBe(listed.version)
    // Four more, and they are told together.
    await day.answers(2, 7, 'ask', came('cars'))
    await day.answers(2, 8, 'ask', came('cars'))
    await day.answers(3, 7, 'ask', came('cars'))
    await day.answers(3, 8, 'ask', came('trams'))
    const news = (await held).body as ResultsSince
    expect(news.items).toContain('ask/tram')
    expect(news.cut).toBeGreaterThan(cut)
    expect(await told(`ask?of=ask/tram&cut=${cut}`)).toEqual(first)
    expect((await told('ask?of=ask/tram')).told.valid).toBe((first.told.valid ?? 0) + 5)
  })

  it('[QRY13] an imported set leaves whole, weighted as its file says, crossed with whatever it asked', async () => {
    const of = Array.from({ length: 24 }, (_, n) => ({
      weight: n < 4 ? 3 : 1,
      mood: n % 3 === 0 ? 'good' : 'bad',
      way: n % 2 === 0 ? 'tram' : 'foot',
    }))
    const survey = `id,weight,mood,way\n${of.map(({ weight, mood, way }, n) => `${n},${weight},${mood},${way}\n`).join('')}`
    const organiser = (await day.hall.enter('organiser')).session
    const bytes = new TextEncoder().encode(survey)
    const { body } = await day.hall.api('/api/voices/import', { as: organiser, bytes })
    const { dialogue, links } = body as ImportedVoices
    const as = links.find(({ role }) => role === 'analyst')?.url?.split('#')[1] ?? ''
    const theirs = `/api/dialogues/${dialogue ?? ''}/results`
    const { items } = (await day.hall.api(`${theirs}/items`, { as })).body as ResultsItems
    expect(items.map(({ answered, weights, leaves }) => [answered, weights, leaves])).toEqual([
      [24, true, undefined],
      [24, true, undefined],
    ])
    const [mood = '', way = ''] = items.map(({ item }) => item)
    const { told: crossed } = (await day.hall.api(`${theirs}/ask?of=${mood}&by=${way}&weight=given`, { as }))
      .body as Awaited<ReturnType<typeof told>>
    const said = (text: Readonly<Record<string, string>>): string => Object.values(text)[0] ?? ''
    const sum = (some: typeof of): number => some.reduce((so, { weight }) => so + weight, 0)
    for (const { text, cells } of crossed.rows)
      for (const [n, { text: part }] of crossed.columns.entries()) {
        const here = of.filter((one) => n === 0 || one.way === said(part))
        const so = here.filter((one) => one.mood === said(text))
        expect(cells[n]).toMatchObject({ count: so.length, share: expect.closeTo(sum(so) / sum(here), 9) })
      }
    expect(crossed.columns).toHaveLength(3)
    expect(crossed.way).toBe('outside')
  })
})
