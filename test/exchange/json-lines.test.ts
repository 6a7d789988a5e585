/** Where a mistake stands in its file: each place that a dialogue's file can name, on its line. */
import { readFileSync } from 'node:fs'
import { lookThrough } from '@tablee/shared/formats/dialogue'
import { lineAt, linesOf } from '@tablee/shared/formats/json-lines'
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

it('[FOUND5] every place of a file has its line, however the file is written, and what is missing that of what lacks it', () => {
  const value: unknown = JSON.parse(example)
  const pretty = JSON.stringify(value, null, 2)
  for (const text of [example, pretty, pretty.replaceAll('\n', '\r\n'), `\uFEFF${pretty}`]) {
    const lines = linesOf(text)
    const rows = text.split('\n')
    for (const place of places(value)) {
      const name = /([^.[\]]+)(?:\[\d+\])?$/.exec(place)?.[1] ?? ''
      const row = rows[(lines.get(place) ?? 0) - 1]
      expect([place, row]).toEqual([place, expect.any(String)])
      if (!place.endsWith(']') && place !== '') expect([place, row?.includes(`"${name}"`)]).toEqual([place, true])
    }
  }
  const lines = linesOf(pretty)
  expect(pretty.split('\n')[lineAt(lines, 'tables[1].seats') - 1]).toContain('"seats": 8')
  expect(lineAt(lines, 'tables[1].nothing.deeper')).toBe(lines.get('tables[1]'))
  expect(lineAt(lines, 'tables[99].seats')).toBe(lines.get('tables'))
  expect([lineAt(lines, 'nowhere'), lineAt(lines, '')]).toEqual([1, 1])
  // Strings that look like JSON, and names with points.
  const tricky = '{\n"a": "{ \\" [ , : \\" }",\n"b.c": [\n1,\n{"d": "x"}\n],\n"d": 2}'
  expect(lineAt(linesOf(tricky), 'd')).toBe(7)
  expect(lineAt(linesOf(tricky), 'b.c[1].d')).toBe(5)
})

it('[FOUND5] a spoilt file is followed as far as it goes, and a large one is followed in time', () => {
  for (const text of ['', '{', '[[[', '"', '{"a": [1, {"b"', ']]]}', '{"a": 1 "b": 2}', '\u0000'])
    expect(lineAt(linesOf(text), 'a.b[0]')).toBeGreaterThan(0)
  const large = `[\n${Array.from({ length: 60_000 }, (_, n) => `{"n": ${n}}`).join(',\n')}\n]`
  const began = performance.now()
  expect(lineAt(linesOf(large), '[59999].n')).toBe(60_001)
  expect(performance.now() - began).toBeLessThan(5_000)
  const looked = lookThrough(example.replace('"seats": 8', '"seats": 80'))
  const faults = 'faults' in looked ? looked.faults : []
  expect(faults.map(({ at }) => lineAt(linesOf(example), at.place ?? ''))).toEqual([
    example.slice(0, example.indexOf('"number": 2')).split('\n').length,
  ])
})
