/** Where a mistake stands in its file: each place that a dialogue's file can name, on its line. */
import { readFileSync } from 'node:fs'
import { lookThrough } from '@tablee/shared/formats/dialogue'
import { linesOf } from '@tablee/shared/formats/json-lines'
import { expect, it } from 'vitest'

const page = readFileSync(new URL('../../docs/dialogue-file.md', import.meta.url), 'utf8')
const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''

/** Every place of a value, as faults name them. */
function places(value: unknown, place = ''): readonly string[] {
  if (Array.isArray(value)) return [place, ...value.flatMap((one, index) => places(one, `${place}[${index}]`))]
  if (typeof value !== 'object' || value === null) return [place]
  return [
    place,
    ...Object.entries(value).flatMap(([name, one]) => places(one, place === '' ? name : `${place}.${name}`)),
  ]
}

const lineAt = (text: string, place: string): number | undefined => linesOf(text, [place])[0]

it('[FOUND5] every place of a file has its line, however the file is written, and what is missing that of what lacks it', () => {
  const value: unknown = JSON.parse(example)
  const pretty = JSON.stringify(value, null, 2)
  const all = places(value)
  for (const text of [example, pretty, pretty.replaceAll('\n', '\r\n'), `\uFEFF${pretty}`]) {
    const lines = linesOf(text, all)
    const rows = text.split('\n')
    for (const [index, place] of all.entries()) {
      const name = /([^.[\]]+)(?:\[\d+\])?$/.exec(place)?.[1] ?? ''
      const row = rows[(lines[index] ?? 0) - 1]
      expect([place, row]).toEqual([place, expect.any(String)])
      if (!place.endsWith(']') && place !== '') expect([place, row?.includes(`"${name}"`)]).toEqual([place, true])
    }
  }
  expect(pretty.split('\n')[(lineAt(pretty, 'tables[1].seats') ?? 0) - 1]).toContain('"seats": 8')
  expect(lineAt(pretty, 'tables[1].nothing.deeper')).toBe(lineAt(pretty, 'tables[1]'))
  expect(lineAt(pretty, 'tables[99].seats')).toBe(lineAt(pretty, 'tables'))
  expect(linesOf(pretty, ['nowhere', '', 'tab', 'titles'])).toEqual([1, 1, 1, 1])
  // Strings that look like JSON, and names with points.
  const tricky = '{\n"a": "{ \\" [ , : \\" }",\n"b.c": [\n1,\n{"d": "x"}\n],\n"d": 2}'
  expect(linesOf(tricky, ['d', 'b.c[1].d', 'b'])).toEqual([7, 5, 1])
})

it('[FOUND5] a spoilt file is followed as far as it goes, and a large or hostile one is followed in time', () => {
  for (const text of ['', '{', '[[[', '"', '{"a": [1, {"b"', ']]]}', '{"a": 1 "b": 2}', '\u0000', '{"a": "\\'])
    expect(lineAt(text, 'a.b[0]')).toBeGreaterThan(0)
  const large = `[\n${Array.from({ length: 60_000 }, (_, n) => `{"n": ${n}}`).join(',\n')}\n]`
  const deep = 100_000
  const name = 'n'.repeat(300_000)
  const began = process.cpuUsage().user
  expect(lineAt(large, '[59999].n')).toBe(60_001)
  // Brackets in brackets, quotes that nobody closes, a long name above many values.
  for (const text of ['['.repeat(deep), '{"a":'.repeat(deep), `"${'\\"'.repeat(deep * 4)}`])
    expect(lineAt(`{\n"b":${text}`, 'b.a')).toBe(2)
  expect(linesOf(`{"${name}": [${'\n1,'.repeat(deep)}2]}`, [`${name}.x`, `${name}[${deep}]`])).toEqual([1, deep + 1])
  expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(5_000)
  const looked = lookThrough(example.replace('"seats": 8', '"seats": 80'))
  const faults = 'faults' in looked ? looked.faults : []
  expect(
    linesOf(
      example,
      faults.map(({ at }) => at.place ?? ''),
    ),
  ).toEqual([example.slice(0, example.indexOf('"number": 2')).split('\n').length])
})

it('[FOUND9] a file that is nested without end is one plain mistake on its line, wherever it is', () => {
  const deep = 100_000
  for (const nest of ['['.repeat(deep) + ']'.repeat(deep), `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`])
    for (const [row, text] of [
      [1, nest],
      ...['"id": "our-square"', '"languages": ["en", "fr"]', '"seats": 8'].map((field) => {
        const line = example.slice(0, example.indexOf(field)).split('\n').length
        return [line, example.replace(field, `${field.split(':')[0]}: ${nest}`)] as const
      }),
    ] as const) {
      const looked = lookThrough(text)
      expect('faults' in looked ? looked.faults.map(({ fault, at }) => [fault.code, at.line]) : []).toEqual([
        ['too-deep', row],
      ])
    }
})
